//! Sessions: how far they have come, kept often enough that a crash costs little.

use candor_domain::{
    DeviceId, Millis, ProjectId, SessionId, Timestamp, Zone, record::RecordBody, session::SessionReason,
};
use rusqlite::{Row, params};

use crate::{
    error::StoreError,
    item::Cursor,
    sql,
    store::{Store, Tx},
};

/// A session that starts.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSession {
    /// The session.
    pub id: SessionId,
    /// The enrolment.
    pub device: DeviceId,
    /// The project.
    pub project: ProjectId,
    /// Where its days are cut.
    pub zone: Zone,
    /// When it starts.
    pub started: Timestamp,
    /// Whether its records are synthetic.
    pub synthetic: bool,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Time worked until now: running minus paused, by the boot clock.
    pub worked: Millis,
    /// The wall clock now.
    pub at: Timestamp,
}

/// Where a stored session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredState {
    /// Work is being recorded. Found at a start, it means that Candor ended without a chance to say so.
    Running,
    /// Nothing is recorded.
    Paused,
    /// Over.
    Stopped(SessionReason),
}

/// What a session's samples add up to, and how much else it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Key presses.
    pub keys: u64,
    /// Presses of mouse buttons.
    pub clicks: u64,
    /// Steps of the wheel.
    pub scroll: u64,
    /// The pointer's way in pixels.
    pub pointer_px: u64,
    /// Seconds in which anything of this happened.
    pub active_s: u64,
    /// Screenshots and stills, those deleted since among them.
    pub captures: u64,
    /// Notes, those deleted since among them.
    pub notes: u64,
}

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSession {
    /// Its place among the sessions, for paging.
    pub cursor: Cursor,
    /// The session.
    pub id: SessionId,
    /// The enrolment.
    pub device: DeviceId,
    /// The project.
    pub project: ProjectId,
    /// Where its days are cut.
    pub zone: Zone,
    /// Whether its records are synthetic.
    pub synthetic: bool,
    /// Where it stands.
    pub state: StoredState,
    /// When it started.
    pub started: Timestamp,
    /// When it was last known to be there; when it stopped, once it has.
    pub last_alive: Timestamp,
    /// Time worked until then.
    pub worked: Millis,
    /// Its counts.
    pub totals: Totals,
}

const COLUMNS: &str =
    "SELECT n, id, device, project, zone, synthetic, state, reason, started, alive, worked_ms,
    keys, clicks, scroll, pointer_px, active_s, captures, notes FROM sessions";

impl Store {
    /// A session.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn session(&self, id: SessionId) -> Result<StoredSession, StoreError> {
        let mut query = self.connection.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
        let session = sql::optional(query.query_row([id.to_string()], read))?;
        session.ok_or_else(|| StoreError::NotFound(format!("session {id}")))
    }

    /// Sessions that have not stopped. Those found right after opening were left by a crash: stop them with
    /// [`SessionReason::Crash`].
    ///
    /// # Errors
    /// Those of the file.
    pub fn open_sessions(&self) -> Result<Vec<StoredSession>, StoreError> {
        let sql = format!("{COLUMNS} WHERE state <> 'stopped' ORDER BY n");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// At most `limit` sessions of an enrolment after `after`, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn sessions(
        &self,
        device: DeviceId,
        after: Cursor,
        limit: usize,
    ) -> Result<Vec<StoredSession>, StoreError> {
        let sql = format!("{COLUMNS} WHERE device = ?1 AND n > ?2 ORDER BY n LIMIT ?3");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(params![device.to_string(), after.0, limit as i64], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Starts a session.
    ///
    /// # Errors
    /// [`StoreError::State`] where another of this enrolment is open.
    pub fn start_session(&mut self, new: &NewSession) -> Result<(), StoreError> {
        if let Some(open) = self.open_sessions()?.into_iter().find(|open| open.device == new.device) {
            return Err(StoreError::State(format!("session {} has not stopped", open.id)));
        }
        self.connection.execute(
            "INSERT INTO sessions (id, device, project, zone, synthetic, state, started, alive)
             VALUES (?1, ?2, ?3, ?4, ?5, 'running', ?6, ?6)",
            params![
                new.id.to_string(),
                new.device.to_string(),
                new.project.to_string(),
                new.zone.name(),
                new.synthetic,
                new.started.as_millis(),
            ],
        )?;
        Ok(())
    }

    /// Notes how far an open session has come.
    ///
    /// # Errors
    /// As [`Tx::pause_session`].
    pub fn session_alive(&mut self, id: SessionId, progress: Progress) -> Result<(), StoreError> {
        self.advance(id, progress, None, None)
    }

    /// Pauses a session.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::State`] where it has stopped.
    pub fn pause_session(&mut self, id: SessionId, progress: Progress) -> Result<(), StoreError> {
        self.advance(id, progress, Some("paused"), None)
    }

    /// Goes on with a paused session.
    ///
    /// # Errors
    /// As [`Tx::pause_session`].
    pub fn resume_session(&mut self, id: SessionId, progress: Progress) -> Result<(), StoreError> {
        self.advance(id, progress, Some("running"), None)
    }

    /// Stops a session for good.
    ///
    /// # Errors
    /// As [`Tx::pause_session`].
    pub fn stop_session(
        &mut self,
        id: SessionId,
        progress: Progress,
        reason: SessionReason,
    ) -> Result<(), StoreError> {
        self.advance(id, progress, Some("stopped"), Some(reason))
    }

    fn advance(
        &mut self,
        id: SessionId,
        progress: Progress,
        state: Option<&str>,
        reason: Option<SessionReason>,
    ) -> Result<(), StoreError> {
        if let StoredState::Stopped(_) = self.session(id)?.state {
            return Err(StoreError::State(format!("session {id} has stopped")));
        }
        self.connection
            .prepare_cached(
                "UPDATE sessions SET state = coalesce(?2, state), reason = ?3, worked_ms = ?4, alive = ?5
                 WHERE id = ?1",
            )?
            .execute(params![
                id.to_string(),
                state,
                reason.as_ref().map(sql::name),
                sql::int(progress.worked.get()),
                progress.at.as_millis(),
            ])?;
        Ok(())
    }

    /// Adds what an item counts to its session's totals.
    pub(crate) fn count(&mut self, session: SessionId, body: &RecordBody) -> Result<(), StoreError> {
        let sets = match body {
            RecordBody::Activity(sample) => {
                self.connection
                    .prepare_cached(
                        "UPDATE sessions SET keys = keys + ?2, clicks = clicks + ?3, scroll = scroll + ?4,
                         pointer_px = pointer_px + ?5, active_s = active_s + ?6 WHERE id = ?1",
                    )?
                    .execute(params![
                        session.to_string(),
                        sample.keys,
                        sample.clicks,
                        sample.scroll,
                        sample.pointer_px,
                        sample.active_s
                    ])?;
                return Ok(());
            }
            RecordBody::Capture(_) => "captures = captures + 1",
            RecordBody::Note(_) => "notes = notes + 1",
            RecordBody::Gap(_) | RecordBody::Session(_) => return Ok(()),
        };
        let sql = format!("UPDATE sessions SET {sets} WHERE id = ?1");
        self.connection.prepare_cached(&sql)?.execute([session.to_string()])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredSession> {
    let state = match row.get_ref(6)?.as_str()? {
        "running" => StoredState::Running,
        "paused" => StoredState::Paused,
        _ => StoredState::Stopped(sql::named(row, 7)?.unwrap_or(SessionReason::Crash)),
    };
    Ok(StoredSession {
        cursor: Cursor(row.get(0)?),
        id: sql::text(row, 1)?,
        device: sql::text(row, 2)?,
        project: sql::text(row, 3)?,
        zone: sql::text(row, 4)?,
        synthetic: row.get(5)?,
        state,
        started: sql::time(row, 8)?,
        last_alive: sql::time(row, 9)?,
        worked: sql::millis(row, 10)?,
        totals: Totals {
            keys: sql::number(row, 11)?,
            clicks: sql::number(row, 12)?,
            scroll: sql::number(row, 13)?,
            pointer_px: sql::number(row, 14)?,
            active_s: sql::number(row, 15)?,
            captures: sql::number(row, 16)?,
            notes: sql::number(row, 17)?,
        },
    })
}
