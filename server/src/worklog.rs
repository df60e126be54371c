//! The work log: what a client sees of an agent's day.

use std::collections::{BTreeMap, HashSet};

use candor_consent::Body;
use candor_domain::{
    AgentId, Category, DeviceId, Millis, ProjectId, Record, RecordId, SessionId, Sha256Hash, Timestamp, Zone,
    record::{Finding, GapReason, RecordBody, SessionSummary},
    session::{SessionEvent, SessionState},
    time::Day,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::Organisation,
    blobs::Blobs,
    db::{Db, DbId, corrupt, entity, hash_from},
    env::Environment,
    erasure::state,
    error::{ApiError, ApiResult},
    ledgers::stored_entry,
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
    /// What measured it.
    pub worked_by: MeasuredBy,
    /// Where the agent worked, and the day is cut.
    pub zone: Zone,
    /// `idle` once it stopped.
    pub state: SessionState,
    /// From synthetic sensors or under another clock than the machine's.
    pub synthetic: bool,
}

/// What measured worked time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasuredBy {
    /// The boot clock of the agent's machine, told at the session's end.
    BootClock,
    /// The wall-clock times in the ledger: the session goes on, or only a part of it falls on this day.
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
    #[serde(skip)]
    pub(crate) device: DeviceId,
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

/// More than any zone is ahead of or behind UTC, and than any record takes.
const MARGIN: Millis = Millis::from_minutes(26 * 60);

/// An agent's day. The organisation is the caller's: agents of others don't exist.
pub(crate) async fn read(
    db: &Db,
    organisation: Organisation,
    agent: AgentId,
    day: Day,
    zone: Option<Zone>,
    now: Timestamp,
) -> ApiResult<WorkLog> {
    let client = organisation.client().db();
    let row = entity::agent::Entity::find_by_id((client, agent.db()))
        .one(&db.read)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let sessions = sessions(db, organisation, agent).await?;
    let (from, to) = day.bounds_in(&Zone::UTC);
    let rows = entity::record::Entity::find()
        .filter(entity::record::Column::ClientId.eq(client))
        .filter(entity::record::Column::AgentId.eq(agent.db()))
        .filter(
            entity::record::Column::At.between(from.minus(MARGIN).as_millis(), to.plus(MARGIN).as_millis()),
        )
        .order_by_asc(entity::record::Column::At)
        .order_by_asc(entity::record::Column::Stream)
        .order_by_asc(entity::record::Column::Seq)
        .all(&db.read)
        .await?;
    let mut log = WorkLog {
        agent,
        agent_name: row.name,
        day: day.to_string(),
        zone: zone.clone(),
        sessions: Vec::new(),
        samples: Vec::new(),
        captures: Vec::new(),
        notes: Vec::new(),
        gaps: Vec::new(),
    };
    let zone_of = |session: SessionId| {
        zone.clone().or_else(|| sessions.get(&session).map(|s| s.zone.clone())).unwrap_or(Zone::UTC)
    };
    let mut summaries = BTreeMap::new();
    for row in rows {
        let session = SessionId::from_db(row.session_id);
        let here = |at: Timestamp| at.day_in(&zone_of(session)) == day;
        if row.state == state::DELETED {
            let at = Timestamp::from_millis(row.at);
            if let Some(category) = row.category.as_deref()
                && here(at)
            {
                let category = category.parse().map_err(|_| corrupt("records.category"))?;
                log.gaps.push(Gap { category, from: at, to: at, reason: GapReason::Deleted });
            }
            continue;
        }
        let Some(bytes) = row.record else { continue };
        let record: Record = serde_json::from_slice(&bytes).map_err(|_| corrupt("records.record"))?;
        add(&mut log, organisation, &mut summaries, record, here);
    }
    let cut = |session: &Told| day.bounds_in(zone.as_ref().unwrap_or(&session.zone));
    log.sessions = sessions
        .into_iter()
        .filter_map(|(id, told)| told.on(id, cut(&told), summaries.get(&id), now))
        .collect();
    log.sessions.sort_by_key(|session| session.from);
    let mut seen = HashSet::new();
    log.gaps.retain(|gap| seen.insert(gap.clone()));
    Ok(log)
}

/// Adds one record to the log where it belongs to the day.
fn add(
    log: &mut WorkLog,
    organisation: Organisation,
    summaries: &mut BTreeMap<SessionId, (SessionSummary, bool)>,
    record: Record,
    here: impl Fn(Timestamp) -> bool,
) {
    let Record { id, session, at, synthetic, device, .. } = record;
    match record.body {
        RecordBody::Activity(s) if here(s.from) => log.samples.push(Sample {
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
        }),
        RecordBody::Capture(c) if here(at) => log.captures.push(Captured {
            id,
            session,
            category: c.source.category(),
            at,
            file: format!("/api/v1/clients/{}/captures/{id}/image", organisation.client()),
            finding: c.finding,
            redacted: c.redacted,
            sha256: c.image.sha256,
            width: c.image.width,
            height: c.image.height,
            synthetic,
            device,
        }),
        RecordBody::Note(note) if here(at) => log.notes.push(Noted { id, session, at, text: note.text }),
        RecordBody::Gap(g) if here(g.from) => {
            log.gaps.push(Gap { category: g.category, from: g.from, to: g.to, reason: g.reason });
        }
        RecordBody::Session(summary) => {
            summaries.insert(session, (summary, synthetic));
        }
        _ => {}
    }
}

/// A session as the ledger tells it.
struct Told {
    project: ProjectId,
    zone: Zone,
    from: Timestamp,
    to: Option<Timestamp>,
    state: SessionState,
    /// The stretches in which it ran; the last one is open while it runs.
    runs: Vec<(Timestamp, Option<Timestamp>)>,
}

impl Told {
    /// The session as it falls between two instants, if it does.
    fn on(
        &self,
        id: SessionId,
        (from, to): (Timestamp, Timestamp),
        summary: Option<&(SessionSummary, bool)>,
        now: Timestamp,
    ) -> Option<Session> {
        let end = self.to.unwrap_or(now.max(self.from));
        if self.from >= to || end < from {
            return None;
        }
        let whole = self.from >= from && end <= to;
        let clipped =
            |run: &(Timestamp, Option<Timestamp>)| run.1.unwrap_or(end).min(to).since(run.0.max(from));
        let by_wall = self.runs.iter().map(clipped).fold(Millis::ZERO, Millis::plus);
        let (worked_ms, worked_by) = match summary {
            Some((summary, _)) if whole => (summary.worked_ms, MeasuredBy::BootClock),
            _ => (by_wall, MeasuredBy::WallClock),
        };
        Some(Session {
            id,
            project: self.project,
            from: self.from,
            to: self.to,
            worked_ms,
            worked_by,
            zone: self.zone.clone(),
            state: self.state,
            synthetic: summary.is_some_and(|(_, synthetic)| *synthetic),
        })
    }
}

/// The sessions that an agent's ledgers tell of.
async fn sessions(
    db: &Db,
    organisation: Organisation,
    agent: AgentId,
) -> ApiResult<BTreeMap<SessionId, Told>> {
    let client = organisation.client().db();
    let devices = entity::device::Entity::find()
        .filter(entity::device::Column::ClientId.eq(client))
        .filter(entity::device::Column::AgentId.eq(agent.db()))
        .all(&db.read)
        .await?;
    let mut sessions = BTreeMap::new();
    for device in devices {
        let rows = entity::entry::Entity::find()
            .filter(entity::entry::Column::ClientId.eq(client))
            .filter(entity::entry::Column::DeviceId.eq(device.id))
            .filter(entity::entry::Column::Kind.eq("session"))
            .order_by_asc(entity::entry::Column::Seq)
            .all(&db.read)
            .await?;
        for row in &rows {
            let entry = stored_entry(row)?.entry;
            let Body::Session { session, project, event, zone, .. } = entry.body else { continue };
            let told = sessions.entry(session).or_insert_with(|| Told {
                project,
                zone: zone.unwrap_or(Zone::UTC),
                from: entry.at,
                to: None,
                state: SessionState::Idle,
                runs: Vec::new(),
            });
            match event {
                SessionEvent::Started | SessionEvent::Resumed => {
                    told.state = SessionState::Running;
                    told.runs.push((entry.at, None));
                }
                SessionEvent::Paused | SessionEvent::Stopped => {
                    if let Some((_, end @ None)) = told.runs.last_mut() {
                        *end = Some(entry.at);
                    }
                    told.state = SessionState::Paused;
                    if event == SessionEvent::Stopped {
                        told.state = SessionState::Idle;
                        told.to = Some(entry.at);
                    }
                }
            }
        }
    }
    Ok(sessions)
}

/// Who is looking.
pub(crate) struct Viewer<'a> {
    pub(crate) name: &'a str,
    pub(crate) role: &'a str,
}

/// The picture of a capture, for a look that is logged before the bytes are handed out.
pub(crate) async fn look(
    db: &Db,
    blobs: &Blobs,
    env: &Environment,
    organisation: Organisation,
    viewer: &Viewer<'_>,
    id: RecordId,
) -> ApiResult<Vec<u8>> {
    let row = entity::record::Entity::find()
        .filter(entity::record::Column::ClientId.eq(organisation.client().db()))
        .filter(entity::record::Column::Id.eq(id.db()))
        .order_by_asc(entity::record::Column::ReceivedAt)
        .one(&db.read)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let sha256 = row.blob.as_deref().ok_or_else(ApiError::not_found)?;
    let sha256 = hash_from(sha256, "records.blob")?;
    let bytes = blobs.get(organisation.client(), DeviceId::from_db(row.device_id), sha256).await?;
    let view = entity::view::ActiveModel {
        client_id: Set(organisation.client().db()),
        id: Set(env.id(RecordId::new).db()),
        agent_id: Set(row.agent_id),
        record_id: Set(row.id),
        viewer: Set(viewer.name.into()),
        role: Set(viewer.role.into()),
        at: Set(env.now().as_millis()),
    };
    let transaction = db.begin().await?;
    entity::view::Entity::insert(view).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(bytes)
}
