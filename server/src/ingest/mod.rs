//! How work records come in: read, checked against the ledger, stored by one writer.

mod check;
mod writer;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use candor_consent::{Salt, batch_root, canonical, commitment::commitment_to_bytes};
use candor_domain::{
    BatchId, Policy, ProjectId, Record, RecordId, Sha256Hash,
    record::{ImageRef, LedgerSize, RecordBody},
};
use candor_wire::{
    ErrorCode,
    device::{BatchResponse, MAX_BATCH, RecordAnswer},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    app::App,
    auth::policy::{self, Organisation},
    db::{Db, DbId, corrupt, entity, hash_bytes},
    error::{ApiError, ApiResult},
    hours::Share,
    ledgers::Commitment,
    stretches,
};
pub(crate) use writer::Row;

/// The way in for records, and what seldom changes about projects.
pub(crate) struct Ingest {
    writer: writer::Writer,
    catalog: Catalog,
}

impl Ingest {
    pub(crate) fn start(db: &Db) -> Self {
        Self { writer: writer::Writer::start(db.clone()), catalog: Catalog::default() }
    }

    /// Waits until what was handed to the writer is stored.
    pub(crate) async fn finish(&self) {
        self.writer.finish().await;
    }
}

/// A body of `POST /worklog/batches`; the same as [`candor_wire::device::BatchRequest`], read without building a tree of
/// each record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch<'a> {
    batch: BatchId,
    entry: u64,
    #[serde(borrow)]
    records: Vec<Item<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item<'a> {
    #[serde(borrow)]
    record: Option<&'a RawValue>,
    salt: Option<Salt>,
    commitment: Option<Sha256Hash>,
}

/// One record of a batch as it was read.
enum Read {
    /// In full.
    Full { record: Box<Record>, canonical: Vec<u8>, salt: Salt },
    /// In full, but not what a record looks like.
    Unreadable { id: Option<RecordId>, why: String, commitment: Sha256Hash },
    /// Only its commitment.
    Committed(Sha256Hash),
}

impl Read {
    fn commitment(&self) -> Sha256Hash {
        match self {
            Self::Full { canonical, salt, .. } => commitment_to_bytes(salt, canonical),
            Self::Unreadable { commitment, .. } | Self::Committed(commitment) => *commitment,
        }
    }
}

fn malformed(detail: impl Into<String>) -> ApiError {
    ApiError::new(ErrorCode::Malformed, detail)
}

/// Takes in a batch: what is accepted is on disk when this returns.
pub(crate) async fn take_in(app: &App, device: policy::Device, body: &[u8]) -> ApiResult<BatchResponse> {
    let batch: Batch<'_> = serde_json::from_slice(body)
        .map_err(|e| malformed(format!("The batch isn't as documented: {e}.")))?;
    if batch.records.len() > MAX_BATCH {
        return Err(ApiError::new(
            ErrorCode::TooLarge,
            format!("A batch holds at most {MAX_BATCH} records."),
        ));
    }
    let known = app.ledgers.known(&app.db, device.organisation, device.id).await?;
    let cosigned = known.ledger.size();
    if batch.entry >= cosigned.get() {
        let detail =
            "The ledger is cosigned only up to before the entry that commits to this batch: send it first.";
        return Err(ApiError::ledger(ErrorCode::LedgerBehind, cosigned, detail));
    }
    let read = batch.records.into_iter().map(read).collect::<ApiResult<Vec<_>>>()?;
    let root = batch_root(read.iter().map(Read::commitment));
    let sent = Commitment { batch: batch.batch, count: read.len() as u32, root };
    if known.batches.get(&batch.entry) != Some(&sent) {
        let detail = "The ledger's entry doesn't commit to this batch with these records in this order.";
        return Err(ApiError::new(ErrorCode::CommitmentMismatch, detail));
    }

    let mut answers: Vec<Option<RecordAnswer>> = Vec::with_capacity(read.len());
    let mut rows = Vec::with_capacity(read.len());
    for item in read {
        match item {
            Read::Committed(_) => {}
            Read::Unreadable { id, why, .. } => {
                let message = format!("The record {why}.");
                answers.push(Some(RecordAnswer::Refused { id, code: ErrorCode::Malformed, message }));
            }
            Read::Full { record, canonical, salt } => {
                let checked =
                    check::record(app, device, &known.history, LedgerSize::new(batch.entry), &record).await?;
                match checked {
                    Ok(terms) => {
                        answers.push(None);
                        rows.push(row(&record, canonical, salt, terms));
                    }
                    Err(refusal) => answers.push(Some(refused(record.id, &refusal))),
                }
            }
        }
    }
    let mut stored = if rows.is_empty() {
        Vec::new()
    } else {
        let job = writer::Batch { device, batch: batch.batch, received_at: app.now(), rows };
        app.ingest.writer.store(job).await?
    }
    .into_iter();
    let records: Vec<_> = answers.into_iter().filter_map(|answer| answer.or_else(|| stored.next())).collect();
    count(app, device, &records).await?;
    Ok(BatchResponse { records })
}

fn refused(id: RecordId, error: &ApiError) -> RecordAnswer {
    RecordAnswer::Refused { id: Some(id), code: error.code(), message: error.detail().into() }
}

/// Reads one item; its commitment is known even where the record in it is none.
fn read(item: Item<'_>) -> ApiResult<Read> {
    let (raw, salt) = match (item.record, item.salt, item.commitment) {
        (Some(raw), Some(salt), None) => (raw, salt),
        (None, None, Some(commitment)) => return Ok(Read::Committed(commitment)),
        _ => return Err(malformed("An item is a record with its salt, or a commitment.")),
    };
    if let Ok(record) = serde_json::from_str::<Record>(raw.get()) {
        let canonical = canonical::bytes(&record);
        if canonical == raw.get().as_bytes() {
            return Ok(Read::Full { record: Box::new(record), canonical, salt });
        }
    }
    // It may be written in another order, which is as good; or have fields that a record doesn't, which isn't.
    let value: serde_json::Value =
        serde_json::from_str(raw.get()).map_err(|e| malformed(format!("A record isn't JSON: {e}.")))?;
    // Without canonical bytes it has no commitment, so nothing can be said of the batch either.
    let canonical = canonical::of_foreign(&value)
        .map_err(|e| malformed(format!("A record {e}; nothing of the batch was stored.")))?;
    let id = value.get("id").and_then(|id| id.as_str()).and_then(|id| id.parse().ok());
    Ok(match canonical::read_exact::<Record>(value) {
        Ok(record) => Read::Full { record: Box::new(record), canonical, salt },
        Err(e) => {
            Read::Unreadable { id, why: e.to_string(), commitment: commitment_to_bytes(&salt, &canonical) }
        }
    })
}

fn row(record: &Record, canonical: Vec<u8>, salt: Salt, terms: check::Terms) -> Row {
    let image: Option<ImageRef> = match &record.body {
        RecordBody::Capture(capture) => Some(capture.image.clone()),
        _ => None,
    };
    Row {
        id: record.id,
        stream: record.stream,
        seq: record.seq,
        project: record.project,
        session: record.session,
        category: record.body.category(),
        at: record.at,
        ledger_size: record.ledger_size,
        grace: terms.grace,
        retention: terms.retention,
        content_hash: Sha256Hash::of(&canonical),
        canonical,
        salt,
        image,
        share: Share::of(record),
        summary: match &record.body {
            RecordBody::Session(summary) => Some(stretches::measured(summary.worked_ms)),
            _ => None,
        },
        synthetic: record.synthetic,
    }
}

/// Counts what came in, and raises the alarm for names used twice.
async fn count(app: &App, device: policy::Device, records: &[RecordAnswer]) -> ApiResult<()> {
    let mut conflicts = Vec::new();
    for answer in records {
        let counter = match answer {
            RecordAnswer::Accepted { .. } => &app.metrics.accepted,
            RecordAnswer::Duplicate { .. } => &app.metrics.duplicate,
            RecordAnswer::Refused { id, code, .. } => {
                if *code == ErrorCode::RecordConflict {
                    conflicts.extend(id.map(|id| id.to_string()));
                }
                &app.metrics.refused
            }
        };
        counter.inc();
    }
    if conflicts.is_empty() {
        return Ok(());
    }
    crate::ledgers::alarm(app, device, "record_conflict", &format!("records {}", conflicts.join(", "))).await
}

/// What was looked up about projects and notices. Both never change, so only what isn't there is looked up again.
#[derive(Default)]
struct Catalog {
    testing: Mutex<HashMap<(Organisation, ProjectId), bool>>,
    policies: Mutex<HashMap<(Organisation, ProjectId, Sha256Hash), Arc<Policy>>>,
}

impl Catalog {
    /// Whether a project of the organisation is made for testing; nothing where it has no such project.
    async fn testing(&self, db: &Db, of: Organisation, project: ProjectId) -> ApiResult<Option<bool>> {
        if let Some(testing) = lock(&self.testing).get(&(of, project)) {
            return Ok(Some(*testing));
        }
        let row = entity::project::Entity::find_by_id((of.client().db(), project.db())).one(&db.read).await?;
        let testing = row.map(|row| row.testing);
        if let Some(testing) = testing {
            lock(&self.testing).insert((of, project), testing);
        }
        Ok(testing)
    }

    /// The policy that a notice of the project renders; nothing where no such notice was published.
    async fn policy(
        &self,
        db: &Db,
        of: Organisation,
        project: ProjectId,
        notice: Sha256Hash,
    ) -> ApiResult<Option<Arc<Policy>>> {
        if let Some(policy) = lock(&self.policies).get(&(of, project, notice)) {
            return Ok(Some(Arc::clone(policy)));
        }
        let found = entity::notice::Entity::find()
            .filter(entity::notice::Column::ClientId.eq(of.client().db()))
            .filter(entity::notice::Column::ProjectId.eq(project.db()))
            .filter(entity::notice::Column::Sha256.eq(hash_bytes(notice)))
            .one(&db.read)
            .await?;
        let Some(found) = found else { return Ok(None) };
        let key = (of.client().db(), project.db(), found.version);
        let row = entity::policy::Entity::find_by_id(key).one(&db.read).await?;
        let row = row.ok_or_else(|| corrupt("notices.version"))?;
        let policy: Policy = serde_json::from_str(&row.document).map_err(|_| corrupt("policies.document"))?;
        let policy = Arc::new(policy);
        lock(&self.policies).insert((of, project, notice), Arc::clone(&policy));
        Ok(Some(policy))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
