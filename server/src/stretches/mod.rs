//! Worked time.
//!
//! A ledger's entries cut a session into stretches that ran or stood under the same decisions. They follow from the ledger
//! alone and are kept as it grows, in its transaction. Where a session's summary tells what the boot clock measured, that is
//! what was worked, and each stretch has its share by the ledger's times; until then those times count themselves. Days,
//! timesheets and statistics all add up the same stretches, so that they can't disagree.

mod fold;

use std::collections::BTreeSet;

use candor_consent::{SignedEntry, ledger::State};
use candor_domain::{AgentId, DeviceId, Millis, ProjectId, SessionId, Timestamp, session::SessionState};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};
use uuid::Uuid;

use crate::{
    auth::policy,
    db::{DbId as _, corrupt, entity, statement},
};
pub(crate) use fold::{Fold, Granted, Session, Stretch, settle};

/// The longest stretch. Nobody works for a week on end: the clock was set or the machine forgotten, and of such a stretch only
/// the last millisecond counts. It is also how far before a day its stretches can begin.
pub(crate) const LONGEST: Millis = Millis::from_minutes(7 * 24 * 60);
/// How long a device may be silent before nobody knows whether its session goes on.
pub(crate) const SILENCE: Millis = Millis::from_minutes(15);
/// The most that a summary can say was worked.
const MOST_WORKED: Millis = Millis::from_minutes(31 * 24 * 60);

/// What a summary says was worked, as far as that can be.
pub(crate) fn measured(worked: Millis) -> Millis {
    worked.min(MOST_WORKED)
}

/// Shares a session's measured time out, once both its end and its summary are there. A month at most on both sides, so that no
/// product is too large for a column. Its places are the client, the device and the session.
const SETTLE: &str = "UPDATE stretches SET worked_ms = \
     s.boot_ms * (stretches.ran_ms + stretches.end_at - stretches.start_at) / s.ran_ms \
     - s.boot_ms * stretches.ran_ms / s.ran_ms \
     FROM sessions AS s WHERE s.client_id = stretches.client_id AND s.device_id = stretches.device_id \
     AND s.id = stretches.session_id AND s.stopped_at IS NOT NULL AND s.boot_ms IS NOT NULL \
     AND s.ran_ms BETWEEN 1 AND 2678400000 AND stretches.running AND stretches.end_at IS NOT NULL \
     AND stretches.client_id = ? AND stretches.device_id = ? AND stretches.session_id = ?";

/// Keeps what a ledger's new entries mean for stretches, heard of now; `before` is what the ledger said without them.
pub(crate) async fn store(
    db: &impl ConnectionTrait,
    device: policy::Device,
    before: &State,
    new: &[SignedEntry],
    now: Timestamp,
) -> Result<(), DbErr> {
    let client = device.organisation.client().db();
    let open = match before.session() {
        Some(open) => Some(resume(db, client, device, open.id).await?),
        None => None,
    };
    let mut fold = Fold::resumed(device, before, open);
    new.iter().for_each(|signed| fold.apply(&signed.entry, now));
    let rows: Vec<_> = fold.sessions.values().map(|session| session_row(client, device, session)).collect();
    for chunk in rows.chunks(100) {
        use entity::session::{Column, Entity};
        let again = OnConflict::columns([Column::ClientId, Column::DeviceId, Column::Id])
            .update_columns([Column::StoppedAt, Column::RanMs])
            .to_owned();
        Entity::insert_many(chunk.to_vec()).on_conflict(again).exec_without_returning(db).await?;
    }
    let rows: Vec<_> = fold.stretches.values().map(|stretch| stretch_row(client, stretch)).collect();
    for chunk in rows.chunks(100) {
        use entity::stretch::{Column, Entity};
        let again = OnConflict::columns([Column::ClientId, Column::DeviceId, Column::Seq])
            .update_columns([Column::StartAt, Column::EndAt, Column::WorkedMs, Column::ToldAt])
            .to_owned();
        Entity::insert_many(chunk.to_vec()).on_conflict(again).exec_without_returning(db).await?;
    }
    for session in fold.sessions.values().filter(|session| session.to.is_some()) {
        let key = [client, device.id.db(), session.id.db()];
        db.execute_raw(statement(db, SETTLE, key.map(Into::into))).await?;
    }
    Ok(())
}

/// Keeps a summary that a device sent, number `seq` of its stream, of several the last; `key` is client, device and session.
pub(crate) async fn summarise(
    db: &impl ConnectionTrait,
    key: [Uuid; 3],
    measured: Millis,
    seq: i64,
) -> Result<(), DbErr> {
    use entity::session::{Column, Entity};
    let [client, device, session] = key;
    Entity::update_many()
        .col_expr(Column::BootMs, Expr::value(measured.get() as i64))
        .col_expr(Column::SummarySeq, Expr::value(seq))
        .filter(Column::ClientId.eq(client))
        .filter(Column::DeviceId.eq(device))
        .filter(Column::Id.eq(session))
        .filter(Expr::col(Column::SummarySeq).is_null().or(Expr::col(Column::SummarySeq).lt(seq)))
        .exec(db)
        .await?;
    db.execute_raw(statement(db, SETTLE, key.map(Into::into))).await?;
    Ok(())
}

/// Marks a device's sessions of which a record is synthetic. The mark stays, whatever else comes.
pub(crate) async fn mark_synthetic(
    db: &impl ConnectionTrait,
    client: Uuid,
    device: Uuid,
    sessions: BTreeSet<Uuid>,
) -> Result<(), DbErr> {
    use entity::session::{Column, Entity};
    if sessions.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::Synthetic, Expr::value(true))
        .filter(Column::ClientId.eq(client))
        .filter(Column::DeviceId.eq(device))
        .filter(Column::Id.is_in(sessions))
        .filter(Column::Synthetic.eq(false))
        .exec(db)
        .await?;
    Ok(())
}

/// The session that goes on, and its last stretch.
async fn resume(
    db: &impl ConnectionTrait,
    client: Uuid,
    device: policy::Device,
    session: SessionId,
) -> Result<(Session, Stretch), DbErr> {
    let row = entity::session::Entity::find_by_id((client, device.id.db(), session.db())).one(db).await?;
    let row = row.ok_or_else(|| corrupt("sessions.id"))?;
    let last = entity::stretch::Entity::find()
        .filter(entity::stretch::Column::ClientId.eq(client))
        .filter(entity::stretch::Column::DeviceId.eq(device.id.db()))
        .order_by_desc(entity::stretch::Column::Seq)
        .one(db)
        .await?;
    let last =
        last.filter(|last| last.session_id == row.id).ok_or_else(|| corrupt("stretches.session_id"))?;
    Ok((Session::try_from(&row)?, Stretch::from(&last)))
}

impl TryFrom<&entity::session::Model> for Session {
    type Error = DbErr;

    fn try_from(row: &entity::session::Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: SessionId::from_db(row.id),
            project: ProjectId::from_db(row.project_id),
            zone: row.zone.parse().map_err(|_| corrupt("sessions.zone"))?,
            from: Timestamp::from_millis(row.started_at),
            to: row.stopped_at.map(Timestamp::from_millis),
            ran: Millis::new(row.ran_ms as u64),
        })
    }
}

/// The columns of a stretch but for its client.
type Row = (Uuid, i64, Uuid, Uuid, Uuid, bool, i32, i64, Option<i64>, i64, i64, i64);

impl From<Row> for Stretch {
    fn from(row: Row) -> Self {
        let (device, seq, agent, project, session, running, granted, start, end, ran, worked, told) = row;
        Self {
            device: DeviceId::from_db(device),
            seq: seq as u64,
            agent: AgentId::from_db(agent),
            project: ProjectId::from_db(project),
            session: SessionId::from_db(session),
            running,
            granted: Granted(granted as u8),
            from: Timestamp::from_millis(start),
            to: end.map(Timestamp::from_millis),
            ran: Millis::new(ran as u64),
            worked: Millis::new(worked as u64),
            told: Timestamp::from_millis(told),
        }
    }
}

impl From<&entity::stretch::Model> for Stretch {
    fn from(row: &entity::stretch::Model) -> Self {
        Self::from((
            row.device_id,
            row.seq,
            row.agent_id,
            row.project_id,
            row.session_id,
            row.running,
            row.granted,
            row.start_at,
            row.end_at,
            row.ran_ms,
            row.worked_ms,
            row.told_at,
        ))
    }
}

fn session_row(client: Uuid, device: policy::Device, session: &Session) -> entity::session::ActiveModel {
    entity::session::ActiveModel {
        client_id: Set(client),
        device_id: Set(device.id.db()),
        id: Set(session.id.db()),
        agent_id: Set(device.agent.db()),
        project_id: Set(session.project.db()),
        zone: Set(session.zone.name().into()),
        started_at: Set(session.from.as_millis()),
        stopped_at: Set(session.to.map(Timestamp::as_millis)),
        ran_ms: Set(session.ran.get() as i64),
        boot_ms: Set(None),
        summary_seq: Set(None),
        synthetic: Set(false),
    }
}

fn stretch_row(client: Uuid, stretch: &Stretch) -> entity::stretch::ActiveModel {
    entity::stretch::ActiveModel {
        client_id: Set(client),
        device_id: Set(stretch.device.db()),
        seq: Set(stretch.seq as i64),
        agent_id: Set(stretch.agent.db()),
        project_id: Set(stretch.project.db()),
        session_id: Set(stretch.session.db()),
        running: Set(stretch.running),
        granted: Set(stretch.granted.0.into()),
        start_at: Set(stretch.from.as_millis()),
        end_at: Set(stretch.to.map(Timestamp::as_millis)),
        ran_ms: Set(stretch.ran.get() as i64),
        worked_ms: Set(stretch.worked.get() as i64),
        told_at: Set(stretch.told.as_millis()),
    }
}

/// Which stretches are asked for.
pub(crate) struct Wanted<'a> {
    pub(crate) organisation: policy::Organisation,
    /// Only these agents'.
    pub(crate) agents: Option<&'a [AgentId]>,
    /// Only this project's.
    pub(crate) project: Option<ProjectId>,
    /// Only those that ran.
    pub(crate) running: bool,
    /// Only what touches this time.
    pub(crate) between: (Timestamp, Timestamp),
}

/// The stretches that touch a time, in no order; at most so many.
pub(crate) async fn read(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
    most: u64,
) -> Result<Vec<Stretch>, DbErr> {
    use entity::stretch::{Column, Entity};
    let (from, to) = wanted.between;
    let mut find = Entity::find()
        .filter(Column::ClientId.eq(wanted.organisation.client().db()))
        .filter(Column::StartAt.gte(from.minus(LONGEST).as_millis()))
        .filter(Column::StartAt.lt(to.as_millis()))
        .filter(Expr::col(Column::EndAt).is_null().or(Expr::col(Column::EndAt).gt(from.as_millis())));
    match wanted.agents {
        Some([agent]) => find = find.filter(Column::AgentId.eq(agent.db())),
        Some(agents) => find = find.filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db()))),
        None => {}
    }
    if let Some(project) = wanted.project {
        find = find.filter(Column::ProjectId.eq(project.db()));
    }
    if wanted.running {
        find = find.filter(Column::Running.eq(true));
    }
    // A month has thousands: as tuples they are read in half the time.
    let columns = [
        Column::DeviceId,
        Column::Seq,
        Column::AgentId,
        Column::ProjectId,
        Column::SessionId,
        Column::Running,
        Column::Granted,
        Column::StartAt,
        Column::EndAt,
        Column::RanMs,
        Column::WorkedMs,
        Column::ToldAt,
    ];
    let rows = find.select_only().columns(columns).limit(most).into_tuple::<Row>().all(db).await?;
    Ok(rows.into_iter().map(Stretch::from).collect())
}

/// The synthetic sessions that touch a time. Most often there are none, which an index of theirs alone tells.
pub(crate) async fn synthetic(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
) -> Result<BTreeSet<(DeviceId, SessionId)>, DbErr> {
    use entity::session::{Column, Entity};
    let (from, to) = wanted.between;
    let mut find = Entity::find()
        .filter(Column::ClientId.eq(wanted.organisation.client().db()))
        .filter(Expr::col(Column::Synthetic))
        .filter(Column::StartedAt.lt(to.as_millis()))
        .filter(Column::StoppedAt.is_null().or(Column::StoppedAt.gt(from.as_millis())));
    if let Some(agents) = wanted.agents {
        find = find.filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db())));
    }
    let columns = [Column::DeviceId, Column::Id];
    let rows = find.select_only().columns(columns).into_tuple::<(Uuid, Uuid)>().all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(device, session)| (DeviceId::from_db(device), SessionId::from_db(session)))
        .collect())
}

/// Until when a device's open stretch is known to go on: now, or the last contact where that is long ago.
pub(crate) fn horizon(now: Timestamp, seen: Timestamp) -> Timestamp {
    if now.since(seen) <= SILENCE { now } else { seen }
}

/// What a stretch says of its session.
pub(crate) fn state(last: &Stretch) -> SessionState {
    match (last.to, last.running) {
        (Some(_), _) => SessionState::Idle,
        (None, true) => SessionState::Running,
        (None, false) => SessionState::Paused,
    }
}

/// The stretches of agents that go on.
pub(crate) async fn open(
    db: &impl ConnectionTrait,
    organisation: policy::Organisation,
    agents: &[AgentId],
    now: Timestamp,
) -> Result<Vec<Stretch>, DbErr> {
    use entity::stretch::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db())))
        .filter(Column::StartAt.gte(now.minus(LONGEST).as_millis()))
        .filter(Column::EndAt.is_null())
        .all(db)
        .await?;
    Ok(rows.iter().map(Stretch::from).collect())
}
