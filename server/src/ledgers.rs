//! What the server knows of each device's ledger, and how it grows.
//!
//! A ledger grows in one transaction: entries, head and what they mean for other devices. Only after the commit does the
//! server cosign, so it never signs two heads of one size. What was replayed is kept in memory for the devices seen last.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

use candor_consent::{
    Body, Ledger, Signature, SignedEntry,
    canonical::{self, NotExact},
    coverage::History,
    entry::{Decision, Entry},
    note::Checkpoint,
};
use candor_domain::{BatchId, DeviceId, Sha256Hash, WithdrawalId, record::LedgerSize};
use candor_wire::{ErrorCode, device};
use lru::LruCache;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use crate::{
    app::App,
    auth::policy::{self, Organisation},
    db::{Db, DbId, corrupt, entity, hash_bytes, hash_from},
    env::Environment,
    error::{ApiError, ApiResult},
    stretches,
};

/// Devices whose replayed ledgers are kept in memory.
const KEPT: NonZeroUsize = NonZeroUsize::new(2_000).expect("not zero");

/// A ledger as far as the server cosigned it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) ledger: Ledger,
    pub(crate) history: History,
    /// The batches that it commits to, by the number of the entry.
    pub(crate) batches: BTreeMap<u64, Commitment>,
}

/// What a `records` entry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Commitment {
    pub(crate) batch: BatchId,
    pub(crate) count: u32,
    pub(crate) root: Sha256Hash,
}

impl Known {
    fn new(device: DeviceId) -> Self {
        Self { ledger: Ledger::new(device), history: History::default(), batches: BTreeMap::new() }
    }

    fn append(&mut self, entry: &SignedEntry) -> Result<(), candor_consent::ledger::LedgerError> {
        self.ledger.append(entry)?;
        self.history.apply(&entry.entry);
        if let Body::Records { batch, count, root } = entry.entry.body {
            self.batches.insert(entry.entry.seq, Commitment { batch, count, root });
        }
        Ok(())
    }

    fn size(&self) -> LedgerSize {
        self.ledger.size()
    }
}

/// One device's slot: its lock is held while its ledger grows.
type Slot = Arc<tokio::sync::Mutex<Option<Arc<Known>>>>;

/// The ledgers known, those seen last in memory.
pub(crate) struct Ledgers {
    slots: Mutex<LruCache<DeviceId, Slot>>,
}

impl Ledgers {
    pub(crate) fn new() -> Self {
        Self { slots: Mutex::new(LruCache::unbounded()) }
    }

    fn slot(&self, device: DeviceId) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = Arc::clone(slots.get_or_insert(device, Slot::default));
        while slots.len() > KEPT.get() {
            match slots.peek_lru() {
                // Nobody holds it, so nobody is about to change a ledger that another would read anew.
                Some((_, oldest)) if Arc::strong_count(oldest) == 1 => {
                    slots.pop_lru();
                }
                _ => break,
            }
        }
        slot
    }

    /// The device's ledger as far as it was cosigned.
    pub(crate) async fn known(
        &self,
        db: &Db,
        organisation: Organisation,
        device: DeviceId,
    ) -> ApiResult<Arc<Known>> {
        let slot = self.slot(device);
        let mut slot = slot.lock().await;
        loaded(&mut slot, db, organisation, device).await
    }
}

/// What the slot holds, read from the database where it holds nothing.
async fn loaded(
    slot: &mut Option<Arc<Known>>,
    db: &Db,
    organisation: Organisation,
    device: DeviceId,
) -> ApiResult<Arc<Known>> {
    if let Some(known) = slot {
        return Ok(Arc::clone(known));
    }
    let known = Arc::new(replayed(db, organisation, device).await?);
    *slot = Some(Arc::clone(&known));
    Ok(known)
}

/// Replays a stored ledger, every signature checked again, and compares it with the head that was cosigned.
async fn replayed(db: &Db, organisation: Organisation, device: DeviceId) -> ApiResult<Known> {
    let client = organisation.client().db();
    let row = entity::device::Entity::find_by_id((client, device.db()))
        .one(&db.read)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let rows = entity::entry::Entity::find()
        .filter(entity::entry::Column::ClientId.eq(client))
        .filter(entity::entry::Column::DeviceId.eq(device.db()))
        .filter(entity::entry::Column::Seq.lt(row.ledger_size))
        .order_by_asc(entity::entry::Column::Seq)
        .all(&db.read)
        .await?;
    let mut known = Known::new(device);
    for row in &rows {
        known
            .append(&stored_entry(row)?)
            .map_err(|e| ApiError::internal("a stored ledger doesn't hold", e))?;
    }
    let head = known.ledger.head();
    let stored = (row.ledger_size as u64, hash_from(&row.ledger_root, "devices.ledger_root")?);
    if (head.size.get(), head.root) != stored {
        return Err(ApiError::internal("a stored ledger doesn't hold", "its head isn't the one cosigned"));
    }
    Ok(known)
}

/// An entry from its row.
pub(crate) fn stored_entry(row: &entity::entry::Model) -> Result<SignedEntry, DbErr> {
    let entry: Entry = serde_json::from_slice(&row.entry).map_err(|_| corrupt("entries.entry"))?;
    let sig = row.signature[..].try_into().map_err(|_| corrupt("entries.signature"))?;
    Ok(SignedEntry { entry, sig: Signature::from_bytes(sig) })
}

/// Takes in a device's ledger: entries the server lacks, and a checkpoint over the whole. Answers with the server's
/// cosignature.
pub(crate) async fn take_in(
    app: &App,
    device: policy::Device,
    request: device::LedgerRequest,
) -> ApiResult<Checkpoint> {
    let checkpoint = Checkpoint::parse(&request.checkpoint)
        .map_err(|e| ApiError::new(ErrorCode::CheckpointInvalid, format!("The checkpoint: {e}.")))?;
    if checkpoint.head.device != device.id {
        return Err(ApiError::new(ErrorCode::WrongDevice, "The checkpoint is of another device's ledger."));
    }
    checkpoint
        .check_device(&device.key)
        .map_err(|e| ApiError::new(ErrorCode::CheckpointInvalid, format!("The checkpoint: {e}.")))?;
    let entries = request.entries.into_iter().map(typed).collect::<ApiResult<Vec<_>>>()?;

    let slot = app.ledgers.slot(device.id);
    let mut slot = slot.lock().await;
    let known = loaded(&mut slot, &app.db, device.organisation, device.id).await?;
    let size = known.size();
    let new_at = entries.iter().position(|e| e.entry.seq >= size.get()).unwrap_or(entries.len());
    let (old, new) = entries.split_at(new_at);
    if !same_as_stored(app, device, old).await? || checkpoint.head.size < size {
        alarm(app, device, "ledger_conflict", &request.checkpoint).await?;
        let detail = "The ledger contradicts what was cosigned before; nothing was changed.";
        return Err(ApiError::ledger(ErrorCode::LedgerConflict, size, detail));
    }
    if new.first().is_some_and(|e| e.entry.seq > size.get()) {
        let detail =
            "Entries are missing before the first one sent; send the ledger from the size told here.";
        return Err(ApiError::ledger(ErrorCode::LedgerBehind, size, detail));
    }
    let mut grown = Known::clone(&known);
    for entry in new {
        grown
            .append(entry)
            .map_err(|e| ApiError::new(ErrorCode::LedgerInvalid, format!("The ledger: {e}.")))?;
    }
    if size.get() == 0 {
        check_enrolment(app, device, &grown)?;
    }
    let head = grown.ledger.head();
    if checkpoint.head.size > head.size {
        let detail =
            "The checkpoint covers entries that were not sent; send the ledger from the size told here.";
        return Err(ApiError::ledger(ErrorCode::LedgerBehind, size, detail));
    }
    if checkpoint.head != head {
        if new.is_empty() {
            alarm(app, device, "ledger_fork", &request.checkpoint).await?;
            let detail =
                "The ledger has another root than the one cosigned at that size; nothing was changed.";
            return Err(ApiError::ledger(ErrorCode::LedgerConflict, size, detail));
        }
        let detail = "The checkpoint isn't over the entries known and sent.";
        return Err(ApiError::new(ErrorCode::CheckpointInvalid, detail));
    }
    let cosigned = checkpoint.cosign(&app.name, &app.keys.signing, app.now());
    if !new.is_empty() {
        // Should the commit fail or its answer get lost, the ledger is read anew.
        *slot = None;
        store(app, device, &known, new, &cosigned).await?;
        *slot = Some(Arc::new(grown));
        app.metrics.entries.inc_by(new.len() as u64);
    }
    Ok(cosigned)
}

/// Reads an entry and makes sure that it has nothing that its type doesn't know.
fn typed(value: serde_json::Value) -> ApiResult<SignedEntry> {
    canonical::read_exact(value).map_err(|e| {
        let code = match e {
            NotExact::Number => ErrorCode::Malformed,
            NotExact::Form(_) | NotExact::Extra => ErrorCode::LedgerInvalid,
        };
        ApiError::new(code, format!("An entry of the ledger {e}; nothing was changed."))
    })
}

/// Whether entries sent again are those that were stored.
async fn same_as_stored(app: &App, device: policy::Device, entries: &[SignedEntry]) -> ApiResult<bool> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(true) };
    let rows = entity::entry::Entity::find()
        .filter(entity::entry::Column::ClientId.eq(device.organisation.client().db()))
        .filter(entity::entry::Column::DeviceId.eq(device.id.db()))
        .filter(entity::entry::Column::Seq.between(first.entry.seq as i64, last.entry.seq as i64))
        .order_by_asc(entity::entry::Column::Seq)
        .all(&app.db.read)
        .await?;
    Ok(rows.len() == entries.len()
        && rows.iter().zip(entries).all(|(row, sent)| {
            row.seq as u64 == sent.entry.seq
                && row.entry == sent.entry.leaf()
                && row.signature == sent.sig.as_bytes()
        }))
}

/// The first entry must tell of this enrolment with this server.
fn check_enrolment(app: &App, device: policy::Device, grown: &Known) -> ApiResult<()> {
    let Some(enrolled) = grown.ledger.state().enrolled() else { return Ok(()) };
    let same = enrolled.key == device.key
        && enrolled.agent == device.agent
        && enrolled.client == device.organisation.client()
        && enrolled.server_key == app.keys.public();
    if same {
        Ok(())
    } else {
        let detail = "The ledger's enrolment names another key, agent, client or server than this one.";
        Err(ApiError::new(ErrorCode::LedgerInvalid, detail))
    }
}

async fn store(
    app: &App,
    device: policy::Device,
    before: &Known,
    new: &[SignedEntry],
    cosigned: &Checkpoint,
) -> ApiResult<()> {
    let (client, id, now) = (device.organisation.client().db(), device.id.db(), app.now());
    let transaction = app.db.begin().await?;
    for chunk in new.chunks(100) {
        let rows = chunk.iter().map(|signed| entity::entry::ActiveModel {
            client_id: Set(client),
            device_id: Set(id),
            seq: Set(signed.entry.seq as i64),
            kind: Set(kind(&signed.entry.body).into()),
            entry: Set(signed.entry.leaf()),
            signature: Set(signed.sig.as_bytes().to_vec()),
            received_at: Set(now.as_millis()),
        });
        entity::entry::Entity::insert_many(rows).exec_without_returning(&transaction).await?;
    }
    // Only the head that the new entries were checked against may be replaced.
    let moved = entity::device::Entity::update_many()
        .col_expr(entity::device::Column::LedgerSize, Expr::value(cosigned.head.size.get() as i64))
        .col_expr(entity::device::Column::LedgerRoot, Expr::value(hash_bytes(cosigned.head.root)))
        .col_expr(entity::device::Column::Checkpoint, Expr::value(cosigned.to_string()))
        .col_expr(entity::device::Column::SeenAt, Expr::value(now.as_millis()))
        .filter(entity::device::Column::ClientId.eq(client))
        .filter(entity::device::Column::Id.eq(id))
        .filter(entity::device::Column::LedgerSize.eq(before.size().get() as i64))
        .exec(&transaction)
        .await?;
    if moved.rows_affected != 1 {
        transaction.rollback().await?;
        return Err(ApiError::new(ErrorCode::Unavailable, "The ledger grew meanwhile. Try again."));
    }
    withdrawals(&transaction, device, &app.env, new).await?;
    stretches::store(&transaction, device, before.ledger.state(), new, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// What withdrawals mean beyond their device: one that the agent made there stops the agent's other devices, and one that
/// answers another carries that out. Only such an answer counts as having learned: a grant that was written before the device
/// heard of the withdrawal may be sent at any time after it.
async fn withdrawals(
    db: &impl ConnectionTrait,
    device: policy::Device,
    env: &Environment,
    new: &[SignedEntry],
) -> Result<(), DbErr> {
    use entity::withdrawal::{Column, Entity};
    for SignedEntry { entry, .. } in new {
        let Body::Decision { project, category, decision: Decision::Withdrawn, answers, .. } = &entry.body
        else {
            continue;
        };
        let what = (*project, *category);
        let Some(answered) = answers else {
            withdraw_elsewhere(db, device.organisation, device.agent, Some(device.id), what, env).await?;
            continue;
        };
        Entity::update_many()
            .col_expr(Column::LearnedSeq, Expr::value(entry.seq as i64))
            .filter(Column::ClientId.eq(device.organisation.client().db()))
            .filter(Column::DeviceId.eq(device.id.db()))
            .filter(Column::ProjectId.eq(project.db()))
            .filter(Column::Category.eq(category.name()))
            .filter(Column::Id.eq(answered.db()))
            .filter(Column::LearnedSeq.is_null())
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Notes for each of an agent's devices but `origin` that a category was withdrawn, each time under an id of its own.
pub(crate) async fn withdraw_elsewhere(
    db: &impl ConnectionTrait,
    organisation: Organisation,
    agent: candor_domain::AgentId,
    origin: Option<DeviceId>,
    (project, category): (candor_domain::ProjectId, candor_domain::Category),
    env: &Environment,
) -> Result<(), DbErr> {
    use entity::withdrawal::{ActiveModel, Column, Entity};
    let devices = entity::device::Entity::find()
        .filter(entity::device::Column::ClientId.eq(organisation.client().db()))
        .filter(entity::device::Column::AgentId.eq(agent.db()))
        .all(db)
        .await?;
    for device in devices.iter().filter(|d| origin.is_none_or(|origin| origin.db() != d.id)) {
        let row = ActiveModel {
            client_id: Set(organisation.client().db()),
            device_id: Set(device.id),
            project_id: Set(project.db()),
            category: Set(category.name().into()),
            id: Set(env.id(WithdrawalId::new).db()),
            at: Set(env.now().as_millis()),
            learned_seq: Set(None),
        };
        let key = [Column::ClientId, Column::DeviceId, Column::ProjectId, Column::Category];
        let again = sea_orm::sea_query::OnConflict::columns(key)
            .update_columns([Column::Id, Column::At, Column::LearnedSeq])
            .to_owned();
        Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The name of an entry's kind, as in its JSON.
fn kind(body: &Body) -> &'static str {
    match body {
        Body::Enrolled { .. } => "enrolled",
        Body::NoticeShown { .. } => "notice_shown",
        Body::Decision { .. } => "decision",
        Body::Session { .. } => "session",
        Body::Records { .. } => "records",
        Body::Deletion { .. } => "deletion",
        Body::Redaction { .. } => "redaction",
        Body::Wipe {} => "wipe",
    }
}

/// Keeps a contradiction for a person to look at, with the device's own signature as evidence where there is one.
pub(crate) async fn alarm(
    app: &App,
    device: policy::Device,
    kind: &'static str,
    detail: &str,
) -> ApiResult<()> {
    tracing::warn!(kind, device = %device.id, "alarm");
    app.metrics.alarms.inc();
    let transaction = app.db.begin().await?;
    let row = entity::alarm::ActiveModel {
        client_id: Set(device.organisation.client().db()),
        id: Set(uuid::Uuid::from_bytes(*app.env.id(candor_domain::RecordId::new).as_bytes())),
        device_id: Set(device.id.db()),
        kind: Set(kind.into()),
        detail: Set(detail.into()),
        at: Set(app.now().as_millis()),
    };
    entity::alarm::Entity::insert(row).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}
