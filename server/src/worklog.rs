//! The work log: what a client sees of an agent's day.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use candor_domain::{
    AgentId, Category, DeviceId, Millis, ProjectId, Record, RecordId, SessionId, Sha256Hash, Timestamp, Zone,
    policy::Looking,
    record::{Coverage, Finding, GapReason, RecordBody, Stream},
    session::SessionState,
    time::Day,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::Organisation,
    db::{Db, DbId, corrupt, entity},
    erasure::state,
    error::{ApiError, ApiResult},
    hours, people, projects,
    stretches::{self, Stretch},
};

/// What an agent did on one day, as the client sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WorkLog {
    /// The agent.
    pub agent: AgentId,
    /// Their name.
    pub agent_name: String,
    /// The day, `YYYY-MM-DD`, cut in each session's zone unless `zone` says another.
    pub day: String,
    /// The zone asked for, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// The sessions that touch the day, in order.
    pub sessions: Vec<Session>,
    /// Counts, mostly one a minute, in order.
    pub samples: Vec<Sample>,
    /// Screenshots and webcam stills, in order.
    pub captures: Vec<Captured>,
    /// The agent's words, in order.
    pub notes: Vec<Noted>,
    /// Where something is missing, and why, in order.
    pub gaps: Vec<Gap>,
    /// The day in sums.
    pub totals: Totals,
    /// Whether there is more than is shown: a day holds 20,000 records at most.
    pub truncated: bool,
}

/// A day in sums.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Totals {
    /// Milliseconds worked.
    pub worked_ms: Millis,
    /// Milliseconds of pauses within sessions.
    pub paused_ms: Millis,
    /// Milliseconds of samples that count nothing.
    pub idle_ms: Millis,
    /// Places where something is missing.
    pub gaps: u64,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Worked on.
    pub project: ProjectId,
    /// When it started.
    pub from: Timestamp,
    /// When it stopped; absent while it goes on.
    pub to: Option<Timestamp>,
    /// Milliseconds worked on this day: running minus paused.
    pub worked_ms: Millis,
    /// Milliseconds paused on this day.
    pub paused_ms: Millis,
    /// When it was paused, in order, as far as this day is touched by it.
    pub pauses: Vec<Pause>,
    /// Until when it is known to have gone on: its end, or where it goes on the device's last contact or now.
    pub known_to: Timestamp,
    /// What measured it.
    pub worked_by: MeasuredBy,
    /// Where the agent worked, and the day is cut.
    pub zone: Zone,
    /// `idle` once it stopped.
    pub state: SessionState,
    /// Whether it is known to go on: its device was heard of within the last quarter of an hour.
    pub live: bool,
    /// From synthetic sensors or under another clock than the machine's.
    pub synthetic: bool,
}

/// A pause of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pause {
    /// From when.
    pub from: Timestamp,
    /// Until when it lasted or, where it goes on, is known to.
    pub to: Timestamp,
}

/// What measured worked time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasuredBy {
    /// The boot clock of the agent's machine, told at the session's end. Of a session over several days each has its share by
    /// the times in the ledger.
    BootClock,
    /// The wall-clock times in the ledger: the session goes on, or its summary hasn't come.
    WallClock,
}

/// Counts for a minute or less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sample {
    /// The record.
    pub id: RecordId,
    /// Its session.
    pub session: SessionId,
    /// The minute that it began in.
    pub minute: Timestamp,
    /// When it began.
    pub from: Timestamp,
    /// When it ended.
    pub to: Timestamp,
    /// Key presses.
    pub keys: u32,
    /// Presses of mouse buttons.
    pub clicks: u32,
    /// Steps of the wheel.
    pub scroll: u32,
    /// The pointer's way in pixels.
    pub pointer_px: u32,
    /// Seconds in which anything of this happened.
    pub active_s: u32,
    /// From synthetic sensors.
    pub synthetic: bool,
    /// The notice and the receipt that cover it.
    pub consent: Option<Coverage>,
}

/// A screenshot or a webcam still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Captured {
    /// The record.
    pub id: RecordId,
    /// Its session.
    pub session: SessionId,
    /// `screenshots` or `webcam_stills`.
    pub category: Category,
    /// When it was taken.
    pub at: Timestamp,
    /// The picture: a path beside the file this is written to, or below the server's address.
    pub file: String,
    /// What can be said of it by machine.
    pub finding: Finding,
    /// How it is looked at: as its agent agreed to it, and as the newest policy asks.
    pub looking: Looking,
    /// Whether the agent blacked out a part.
    pub redacted: bool,
    /// SHA-256 of the picture's bytes.
    pub sha256: Sha256Hash,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// From synthetic sensors.
    pub synthetic: bool,
    /// The notice and the receipt that cover it.
    pub consent: Option<Coverage>,
}

/// The agent's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Noted {
    /// The record.
    pub id: RecordId,
    /// Its session.
    pub session: SessionId,
    /// When.
    pub at: Timestamp,
    /// The words.
    pub text: String,
    /// The notice and the receipt that cover it.
    pub consent: Option<Coverage>,
}

/// Where something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub struct Gap {
    /// What is missing.
    pub category: Category,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Why.
    pub reason: GapReason,
}

/// The most records of a day.
const MOST: u64 = 20_000;
/// The most stretches of a day.
const MOST_STRETCHES: u64 = 5_000;
/// More than any zone is ahead of or behind UTC.
const ZONES: Millis = Millis::from_minutes(14 * 60);
/// A sample is complete a minute after it began; a gap may be told of long after.
const LATE: [Millis; 2] = [Millis::from_minutes(10), Millis::from_minutes(26 * 60)];

/// An agent's day. The organisation is the caller's: agents of others don't exist.
pub(crate) async fn read(
    db: &Db,
    organisation: Organisation,
    agent: AgentId,
    day: Day,
    zone: Option<Zone>,
    now: Timestamp,
) -> ApiResult<WorkLog> {
    let row = entity::agent::Entity::find_by_id((organisation.client().db(), agent.db()))
        .one(&db.read)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let widest = match &zone {
        Some(zone) => day.bounds_in(zone),
        None => {
            let (from, to) = day.bounds_in(&Zone::UTC);
            (from.minus(ZONES), to.plus(ZONES))
        }
    };
    let sessions = Sessions::read(db, organisation, agent, widest, now).await?;
    let mut log = WorkLog {
        agent,
        agent_name: row.name,
        day: day.to_string(),
        zone: zone.clone(),
        sessions: sessions.on(day, zone.as_ref()),
        samples: Vec::new(),
        captures: Vec::new(),
        notes: Vec::new(),
        gaps: Vec::new(),
        totals: Totals::default(),
        truncated: false,
    };
    for with_content in [true, false] {
        for row in records(db, organisation, agent, widest, with_content).await? {
            let session = (DeviceId::from_db(row.device_id), SessionId::from_db(row.session_id));
            let zone = zone.as_ref().or_else(|| sessions.zone(session));
            let bounds = day.bounds_in(zone.unwrap_or(&Zone::UTC));
            log.add(organisation, row, |at: Timestamp| bounds.0 <= at && at < bounds.1)?;
        }
    }
    log.guard(db, organisation).await?;
    let shown = log.samples.len() + log.captures.len() + log.notes.len() + log.gaps.len();
    log.truncated = shown as u64 >= MOST;
    log.samples.sort_by_key(|sample| sample.from);
    log.gaps.sort_by_key(|gap| (gap.from, gap.category));
    let mut seen = HashSet::new();
    log.gaps.retain(|gap| seen.insert(gap.clone()));
    let total = |of: fn(&Session) -> Millis| log.sessions.iter().map(of).fold(Millis::ZERO, Millis::plus);
    log.totals.worked_ms = total(|session| session.worked_ms);
    log.totals.paused_ms = total(|session| session.paused_ms);
    log.totals.gaps = log.gaps.iter().filter(|gap| gap.reason != GapReason::Paused).count() as u64;
    Ok(log)
}

/// The records of a time: those of a category, or gap markers.
async fn records(
    db: &Db,
    organisation: Organisation,
    agent: AgentId,
    (from, to): (Timestamp, Timestamp),
    with_content: bool,
) -> ApiResult<Vec<entity::record::Model>> {
    use entity::record::{Column, Entity};
    let late = LATE[usize::from(!with_content)];
    let find = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::AgentId.eq(agent.db()))
        .filter(Column::At.between(from.as_millis(), to.plus(late).as_millis()));
    let find = if with_content {
        find.filter(Column::Category.is_not_null())
    } else {
        find.filter(Column::Category.is_null()).filter(Column::Stream.eq(Stream::Gaps.name()))
    };
    let find = find.order_by_asc(Column::At).order_by_asc(Column::Stream).order_by_asc(Column::Seq);
    Ok(find.limit(MOST).all(&db.read).await?)
}

impl WorkLog {
    /// Says of each picture how it is looked at.
    async fn guard(&mut self, db: &Db, organisation: Organisation) -> ApiResult<()> {
        if self.captures.is_empty() {
            return Ok(());
        }
        let projects = self.sessions.iter().map(|session| session.project).collect();
        let looking = projects::looking(db, organisation, projects).await?;
        for capture in &mut self.captures {
            capture.looking = looking.of(capture.consent.map(|consent| consent.notice));
        }
        Ok(())
    }

    /// Adds one record where it belongs to the day.
    fn add(
        &mut self,
        organisation: Organisation,
        row: entity::record::Model,
        here: impl Fn(Timestamp) -> bool,
    ) -> ApiResult<()> {
        if row.state == state::DELETED {
            let at = Timestamp::from_millis(row.at);
            if let Some(category) = row.category.as_deref()
                && here(at)
            {
                let category = category.parse().map_err(|_| corrupt("records.category"))?;
                self.gaps.push(Gap { category, from: at, to: at, reason: GapReason::Deleted });
            }
            return Ok(());
        }
        let Some(bytes) = row.record else { return Ok(()) };
        let record: Record = serde_json::from_slice(&bytes).map_err(|_| corrupt("records.record"))?;
        let Record { id, session, at, synthetic, consent, .. } = record;
        match record.body {
            RecordBody::Activity(s) if here(s.from) => {
                self.totals.idle_ms = self.totals.idle_ms.plus(hours::idle(&s));
                self.samples.push(Sample {
                    id,
                    session,
                    minute: Timestamp::from_millis(s.from.as_millis() - s.from.as_millis() % 60_000),
                    from: s.from,
                    to: s.to,
                    keys: s.keys,
                    clicks: s.clicks,
                    scroll: s.scroll,
                    pointer_px: s.pointer_px,
                    active_s: s.active_s,
                    synthetic,
                    consent,
                });
            }
            RecordBody::Capture(c) if here(at) => self.captures.push(Captured {
                id,
                session,
                category: c.source.category(),
                at,
                file: format!("/api/v1/clients/{}/captures/{id}/image", organisation.client()),
                finding: c.finding,
                looking: Looking::default(),
                redacted: c.redacted,
                sha256: c.image.sha256,
                width: c.image.width,
                height: c.image.height,
                synthetic,
                consent,
            }),
            RecordBody::Note(note) if here(at) => {
                self.notes.push(Noted { id, session, at, text: note.text, consent });
            }
            RecordBody::Gap(g) if here(g.from) => {
                self.gaps.push(Gap { category: g.category, from: g.from, to: g.to, reason: g.reason });
            }
            _ => {}
        }
        Ok(())
    }
}

/// An agent's sessions that touch a time.
struct Sessions {
    found: BTreeMap<(DeviceId, SessionId), Found>,
    now: Timestamp,
}

struct Found {
    session: stretches::Session,
    /// Whether the boot clock measured it.
    measured: bool,
    synthetic: bool,
    /// The last contact of its device.
    seen: Timestamp,
    stretches: Vec<Stretch>,
}

impl Sessions {
    async fn read(
        db: &Db,
        organisation: Organisation,
        agent: AgentId,
        between: (Timestamp, Timestamp),
        now: Timestamp,
    ) -> ApiResult<Self> {
        let wanted = stretches::Wanted {
            organisation,
            agents: Some(&[agent]),
            project: None,
            running: false,
            between,
        };
        let stretches = stretches::read(&db.read, &wanted, MOST_STRETCHES).await?;
        let seen = people::seen(db, organisation, Some(&[agent])).await?;
        let ids: BTreeSet<_> = stretches.iter().map(|stretch| stretch.session.db()).collect();
        let rows = entity::session::Entity::find()
            .filter(entity::session::Column::ClientId.eq(organisation.client().db()))
            .filter(entity::session::Column::AgentId.eq(agent.db()))
            .filter(entity::session::Column::Id.is_in(ids))
            .all(&db.read)
            .await?;
        let mut found = BTreeMap::new();
        for row in rows {
            let device = DeviceId::from_db(row.device_id);
            let session = stretches::Session::try_from(&row)?;
            let measured = row.boot_ms.is_some() && session.to.is_some();
            let seen = seen.get(&device).map_or(session.from, |(_, seen)| *seen);
            let key = (device, session.id);
            let synthetic = row.synthetic;
            found.insert(key, Found { session, measured, synthetic, seen, stretches: Vec::new() });
        }
        for stretch in stretches {
            if let Some(found) = found.get_mut(&(stretch.device, stretch.session)) {
                found.stretches.push(stretch);
            }
        }
        Ok(Self { found, now })
    }

    /// The zone that a session's days are cut in.
    fn zone(&self, key: (DeviceId, SessionId)) -> Option<&Zone> {
        self.found.get(&key).map(|found| &found.session.zone)
    }

    /// The sessions as they fall on a day, in order.
    fn on(&self, day: Day, zone: Option<&Zone>) -> Vec<Session> {
        let cut = |found: &Found| found.on(day.bounds_in(zone.unwrap_or(&found.session.zone)), self.now);
        let mut sessions: Vec<_> = self.found.values().filter_map(cut).collect();
        sessions.sort_by_key(|session| session.from);
        sessions
    }
}

impl Found {
    /// The session as it falls between two instants, if it does.
    fn on(&self, bounds: (Timestamp, Timestamp), now: Timestamp) -> Option<Session> {
        let horizon = stretches::horizon(now, self.seen);
        let here = |stretch: &&Stretch| {
            stretch.from < bounds.1 && stretch.to.map_or(bounds.0 <= now, |to| to > bounds.0)
        };
        let last = self.stretches.iter().filter(here).max_by_key(|stretch| stretch.seq)?;
        let total =
            |of: &dyn Fn(&Stretch) -> Millis| self.stretches.iter().map(of).fold(Millis::ZERO, Millis::plus);
        let paused = |stretch: &Stretch| {
            if stretch.running { Millis::ZERO } else { stretch.within(bounds, horizon) }
        };
        let mut pauses: Vec<_> =
            self.stretches.iter().filter(|stretch| paused(stretch) > Millis::ZERO).collect();
        pauses.sort_by_key(|stretch| stretch.seq);
        // Of a session that goes on, the stretch that is open says how.
        let open = self.stretches.iter().find(|stretch| stretch.to.is_none());
        let state = match self.session.to {
            Some(_) => SessionState::Idle,
            None => stretches::state(open.unwrap_or(last)),
        };
        Some(Session {
            id: self.session.id,
            project: self.session.project,
            from: self.session.from,
            to: self.session.to,
            worked_ms: total(&|stretch| stretch.worked_within(bounds, horizon)),
            paused_ms: total(&paused),
            pauses: pauses
                .iter()
                .map(|stretch| Pause { from: stretch.from, to: stretch.end(horizon) })
                .collect(),
            known_to: self
                .stretches
                .iter()
                .map(|stretch| stretch.end(horizon))
                .max()
                .unwrap_or(self.session.from),
            worked_by: if self.measured { MeasuredBy::BootClock } else { MeasuredBy::WallClock },
            zone: self.session.zone.clone(),
            state,
            live: open.is_some() && now.since(self.seen) <= stretches::SILENCE,
            synthetic: self.synthetic,
        })
    }
}
