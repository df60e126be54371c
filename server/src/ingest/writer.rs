//! The one task that writes records: several batches in one transaction, answered after its commit.
//!
//! There is one writer at a time and each durable commit waits for the disk, so requests that wait together commit
//! together. Records are inserted by raw SQL, with a few fixed numbers of rows so that the statements stay prepared.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

use candor_consent::Salt;
use candor_domain::{
    BatchId, Category, Millis, ProjectId, RecordId, SessionId, Sha256Hash, Timestamp,
    record::{ImageRef, LedgerSize, Stream},
};
use candor_wire::{ErrorCode, device::RecordAnswer};
use chrono::Datelike as _;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, TransactionTrait as _, Value, sea_query::Expr,
};
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::{
    auth::policy,
    blobs,
    db::{Db, DbId, corrupt, entity, hash_bytes, statement},
    erasure::state,
    error::{ApiError, ApiResult},
    hours::{Share, Sums},
    stretches,
};

/// Batches that wait at most; more are asked to come back.
const QUEUE: usize = 64;
/// Rows after which a transaction takes no further batch.
const ROWS_PER_COMMIT: usize = 4_000;

/// A record that was checked and is to be stored.
pub(crate) struct Row {
    pub(crate) id: RecordId,
    pub(crate) stream: Stream,
    pub(crate) seq: u64,
    pub(crate) project: ProjectId,
    pub(crate) session: SessionId,
    pub(crate) category: Option<Category>,
    pub(crate) at: Timestamp,
    pub(crate) ledger_size: LedgerSize,
    pub(crate) grace: Millis,
    pub(crate) retention: Option<Millis>,
    pub(crate) content_hash: Sha256Hash,
    pub(crate) canonical: Vec<u8>,
    pub(crate) salt: Salt,
    pub(crate) image: Option<ImageRef>,
    /// What it adds to its hour.
    pub(crate) share: Option<Share>,
    /// What a session's summary measured.
    pub(crate) summary: Option<Millis>,
    /// From synthetic sensors or under another clock than the machine's.
    pub(crate) synthetic: bool,
}

/// The rows of one request.
pub(crate) struct Batch {
    pub(crate) device: policy::Device,
    pub(crate) batch: BatchId,
    pub(crate) received_at: Timestamp,
    pub(crate) rows: Vec<Row>,
}

struct Job {
    batch: Batch,
    reply: oneshot::Sender<Vec<RecordAnswer>>,
}

/// The way to the writing task.
pub(crate) struct Writer {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    task: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

impl Writer {
    pub(crate) fn start(db: Db) -> Self {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let task = tokio::spawn(run(db, waiting));
        Self { jobs: Mutex::new(Some(jobs)), task: Mutex::new(Some(task)) }
    }

    /// Stores a batch; the answers, one a row, come after the commit.
    pub(crate) async fn store(&self, batch: Batch) -> ApiResult<Vec<RecordAnswer>> {
        let busy = || ApiError::new(ErrorCode::Unavailable, "The server can't store records now. Try again.");
        let jobs = self.jobs.lock().await.clone().ok_or_else(busy)?;
        let (reply, answer) = oneshot::channel();
        jobs.try_send(Job { batch, reply }).map_err(|_| busy())?;
        drop(jobs);
        answer.await.map_err(|_| busy())
    }

    /// Lets the task store what waits, and ends it.
    pub(crate) async fn finish(&self) {
        self.jobs.lock().await.take();
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

async fn run(db: Db, mut waiting: mpsc::Receiver<Job>) {
    while let Some(first) = waiting.recv().await {
        let mut rows = first.batch.rows.len();
        let mut jobs = vec![first];
        while rows < ROWS_PER_COMMIT
            && let Ok(next) = waiting.try_recv()
        {
            rows += next.batch.rows.len();
            jobs.push(next);
        }
        match store_all(&db, &jobs).await {
            Ok(answers) => {
                for (job, answers) in jobs.into_iter().zip(answers) {
                    // Whoever asked may have hung up; the records are stored all the same and a retry meets duplicates.
                    let _ = job.reply.send(answers);
                }
            }
            // Dropping the jobs tells each of them to try again.
            Err(error) => tracing::error!(%error, batches = jobs.len(), "records could not be stored"),
        }
    }
}

async fn store_all(db: &Db, jobs: &[Job]) -> Result<Vec<Vec<RecordAnswer>>, DbErr> {
    let transaction = db.begin().await?;
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs {
        answers.push(store(&transaction, &job.batch).await?);
    }
    transaction.commit().await?;
    Ok(answers)
}

/// What is to become of a row.
enum Plan {
    Insert,
    /// The agent deleted it before it came: only that it was there is kept.
    InsertErased,
    Answer(RecordAnswer),
}

async fn store(transaction: &DatabaseTransaction, batch: &Batch) -> Result<Vec<RecordAnswer>, DbErr> {
    let mut plans = plan(transaction, batch).await?;
    for (row, plan) in batch.rows.iter().zip(&mut plans) {
        // What was stored once stays a duplicate, though its category was withdrawn or its picture replaced since.
        if let Plan::Answer(RecordAnswer::Refused { code, .. }) = plan
            && *code != ErrorCode::RecordConflict
            && let Some(answer) = existing(transaction, batch, row).await?
        {
            *plan = Plan::Answer(answer);
        }
    }
    if names_taken(transaction, batch).await? || !insert(transaction, batch, &plans).await? {
        // Something of it is there already: look at each.
        for (row, plan) in batch.rows.iter().zip(&mut plans) {
            if !matches!(plan, Plan::Answer(_))
                && let Some(answer) = existing(transaction, batch, row).await?
            {
                *plan = Plan::Answer(answer);
            }
        }
        if !insert(transaction, batch, &plans).await? {
            return Err(DbErr::Custom("a record's name is taken by none that can be found".into()));
        }
    }
    follow(transaction, batch, &plans).await?;
    Ok(batch
        .rows
        .iter()
        .zip(plans)
        .map(|(row, plan)| match plan {
            Plan::Insert => RecordAnswer::Accepted { id: row.id },
            Plan::InsertErased => RecordAnswer::Duplicate { id: row.id },
            Plan::Answer(answer) => answer,
        })
        .collect())
}

/// Keeps what the rows that were inserted mean for sums and worked time, and that the device was there.
async fn follow(db: &impl ConnectionTrait, batch: &Batch, plans: &[Plan]) -> Result<(), DbErr> {
    let (client, device) = (batch.device.organisation.client().db(), batch.device.id.db());
    let mut sums = Sums::default();
    let mut synthetic = BTreeSet::new();
    for (row, plan) in batch.rows.iter().zip(plans) {
        let share = match plan {
            Plan::Insert => row.share,
            Plan::InsertErased => row.category.map(|category| Share::deleted(category, row.at)),
            Plan::Answer(_) => continue,
        };
        if let Some(share) = share {
            sums.add(batch.device.agent, row.project, &share);
        }
        if row.synthetic {
            synthetic.insert(row.session.db());
        }
        if let Some(measured) = row.summary {
            let session = row.session.db();
            stretches::summarise(db, [client, device, session], measured, row.seq as i64).await?;
        }
    }
    stretches::mark_synthetic(db, client, device, synthetic).await?;
    sums.save(client, db).await?;
    use entity::device::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(batch.received_at.as_millis()))
        .filter(Column::ClientId.eq(client))
        .filter(Column::Id.eq(device))
        .exec(db)
        .await?;
    Ok(())
}

fn refused(row: &Row, code: ErrorCode, message: &str) -> Plan {
    Plan::Answer(RecordAnswer::Refused { id: Some(row.id), code, message: message.into() })
}

/// What withdrawals, tombstones, blobs and the batch itself say about each row.
async fn plan(db: &impl ConnectionTrait, batch: &Batch) -> Result<Vec<Plan>, DbErr> {
    let withdrawn = withdrawals(db, batch).await?;
    let erased = tombstones(db, batch).await?;
    let mut names: HashMap<(Stream, u64), &Row> = HashMap::with_capacity(batch.rows.len());
    let mut ids = HashSet::with_capacity(batch.rows.len());
    let mut plans = Vec::with_capacity(batch.rows.len());
    for row in &batch.rows {
        let twice = names.get(&(row.stream, row.seq)).copied();
        let plan = if let Some(twin) = twice.filter(|twin| twin.content_hash == row.content_hash) {
            Plan::Answer(RecordAnswer::Duplicate { id: twin.id })
        } else if twice.is_some() || !ids.insert(row.id) {
            refused(row, ErrorCode::RecordConflict, CONFLICT)
        } else if erased.contains(&row.id) {
            Plan::InsertErased
        } else if row.category.is_some_and(|category| {
            withdrawn
                .get(&(row.project, category))
                .is_some_and(|learned| learned.is_none_or(|seq| row.ledger_size.get() <= seq))
        }) {
            let message = "The category was withdrawn elsewhere; nothing captured before this device learned of it is taken.";
            refused(row, ErrorCode::Withdrawn, message)
        } else if let Some(image) = &row.image
            && let Some(refusal) = picture(db, batch, row, image).await?
        {
            refusal
        } else {
            Plan::Insert
        };
        names.entry((row.stream, row.seq)).or_insert(row);
        plans.push(plan);
    }
    Ok(plans)
}

const CONFLICT: &str = "The same name was used for another record; nothing was overwritten.";

async fn withdrawals(
    db: &impl ConnectionTrait,
    batch: &Batch,
) -> Result<HashMap<(ProjectId, Category), Option<u64>>, DbErr> {
    use entity::withdrawal::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::ClientId.eq(batch.device.organisation.client().db()))
        .filter(Column::DeviceId.eq(batch.device.id.db()))
        .all(db)
        .await?;
    rows.iter()
        .map(|row| {
            let category: Category = row.category.parse().map_err(|_| corrupt("withdrawals.category"))?;
            Ok(((ProjectId::from_db(row.project_id), category), row.learned_seq.map(|seq| seq as u64)))
        })
        .collect()
}

async fn tombstones(db: &impl ConnectionTrait, batch: &Batch) -> Result<HashSet<RecordId>, DbErr> {
    use entity::tombstone::{Column, Entity};
    let all = Entity::find()
        .filter(Column::ClientId.eq(batch.device.organisation.client().db()))
        .filter(Column::DeviceId.eq(batch.device.id.db()));
    // Most devices have none, and a statement for each number of rows would have to be prepared each time.
    if all.clone().one(db).await?.is_none() {
        return Ok(HashSet::new());
    }
    let these = Column::RecordId.is_in(batch.rows.iter().map(|row| row.id.db()));
    let rows = all.filter(these).all(db).await?;
    Ok(rows.iter().map(|row| RecordId::from_db(row.record_id)).collect())
}

/// Why a capture's picture isn't the one that this device put, if it isn't.
async fn picture(
    db: &impl ConnectionTrait,
    batch: &Batch,
    row: &Row,
    image: &ImageRef,
) -> Result<Option<Plan>, DbErr> {
    let Some(found) = blobs::find(db, batch.device, image.sha256).await? else {
        let message = "The picture that the record names was not put by this device: put it first.";
        return Ok(Some(refused(row, ErrorCode::BlobMissing, message)));
    };
    let is = (found.bytes, i64::from(found.width), i64::from(found.height));
    let said = (i64::from(image.bytes), i64::from(image.width), i64::from(image.height));
    let message = "The picture has another size than the record says.";
    Ok((is != said).then(|| refused(row, ErrorCode::BlobMismatch, message)))
}

/// What is answered for a row whose name or id is in the database, if it is.
async fn existing(
    db: &impl ConnectionTrait,
    batch: &Batch,
    row: &Row,
) -> Result<Option<RecordAnswer>, DbErr> {
    use entity::record::{Column, Entity};
    let (client, device) = (batch.device.organisation.client().db(), batch.device.id.db());
    let (stream, seq) = (row.stream.name(), row.seq as i64);
    let by_name = Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::DeviceId.eq(device))
        .filter(Column::Stream.eq(stream))
        .filter(Column::Seq.eq(seq))
        .one(db)
        .await?;
    let found = match by_name {
        Some(found) => Some(found),
        None => {
            Entity::find()
                .filter(Column::ClientId.eq(client))
                .filter(Column::Id.eq(row.id.db()))
                .filter(Column::DeviceId.eq(device))
                .one(db)
                .await?
        }
    };
    let Some(found) = found else { return Ok(None) };
    let same_name = (found.id, found.stream.as_str(), found.seq) == (row.id.db(), stream, seq);
    // Of an erased record no hash is left: its name is enough.
    let same_content = found.content_hash.is_none_or(|hash| hash == row.content_hash.as_bytes());
    Ok(Some(if same_name && same_content {
        RecordAnswer::Duplicate { id: row.id }
    } else {
        RecordAnswer::Refused { id: Some(row.id), code: ErrorCode::RecordConflict, message: CONFLICT.into() }
    }))
}

/// Whether anything is stored between the first and the last name of a batch, in whatever month. Names go up, so a batch that comes for
/// the first time costs one look for each of its streams.
async fn names_taken(db: &impl ConnectionTrait, batch: &Batch) -> Result<bool, DbErr> {
    use entity::record::{Column, Entity};
    let mut ranges: HashMap<Stream, (u64, u64)> = HashMap::new();
    for row in &batch.rows {
        let (first, last) = ranges.entry(row.stream).or_insert((row.seq, row.seq));
        (*first, *last) = ((*first).min(row.seq), (*last).max(row.seq));
    }
    for (stream, (first, last)) in ranges {
        let taken = Entity::find()
            .select_only()
            .column(Column::Seq)
            .filter(Column::ClientId.eq(batch.device.organisation.client().db()))
            .filter(Column::DeviceId.eq(batch.device.id.db()))
            .filter(Column::Stream.eq(stream.name()))
            .filter(Column::Seq.between(first as i64, last as i64))
            .into_tuple::<i64>()
            .one(db)
            .await?;
        if taken.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The month of the time in an id (RFC 9562, section 5.7), as 202611. Of one id it is always the same, whatever its device put there.
fn month(id: RecordId) -> i32 {
    let millis = id.as_bytes()[..6].iter().fold(0, |millis, byte| millis << 8 | i64::from(*byte));
    let at = chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
    at.year() * 100 + at.month() as i32
}

/// Numbers of rows for which a statement is kept.
const SIZES: [usize; 4] = [100, 20, 5, 1];
const PER_ROW: usize = 15;

static STATEMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let row = format!("({})", vec!["?"; PER_ROW].join(", "));
    let statement = |rows: usize| {
        let rows = vec![row.as_str(); rows].join(", ");
        // `WHERE true` tells SQLite that the ON after it belongs to the insertion and not to a join.
        format!(
            "INSERT INTO records (client_id, device_id, agent_id, batch_id, received_at, stream, seq, month, id, project_id, \
             session_id, category, at, grace_until, expires_at, state, content_hash, salt, record, blob) \
             SELECT ?, ?, ?, ?, ?, rows.* FROM (VALUES {rows}) AS rows WHERE true ON CONFLICT DO NOTHING"
        )
    };
    SIZES.into_iter().map(statement).collect()
});

/// Inserts what is planned to be. False where a name was taken; nothing is inserted then.
async fn insert(transaction: &DatabaseTransaction, batch: &Batch, plans: &[Plan]) -> Result<bool, DbErr> {
    let rows: Vec<_> = batch
        .rows
        .iter()
        .zip(plans)
        .filter_map(|(row, plan)| match plan {
            Plan::Insert => Some((row, false)),
            Plan::InsertErased => Some((row, true)),
            Plan::Answer(_) => None,
        })
        .collect();
    let savepoint = transaction.begin().await?;
    let mut rest = &rows[..];
    while !rest.is_empty() {
        let (index, size) = SIZES
            .into_iter()
            .enumerate()
            .find(|(_, size)| *size <= rest.len())
            .expect("one row is the smallest size");
        let (chunk, after) = rest.split_at(size);
        rest = after;
        if insert_chunk(&savepoint, batch, chunk, &STATEMENTS[index]).await? != size as u64 {
            savepoint.rollback().await?;
            return Ok(false);
        }
    }
    savepoint.commit().await?;
    Ok(true)
}

async fn insert_chunk(
    db: &impl ConnectionTrait,
    batch: &Batch,
    rows: &[(&Row, bool)],
    sql: &str,
) -> Result<u64, DbErr> {
    let device = &batch.device;
    let mut values: Vec<Value> = Vec::with_capacity(5 + PER_ROW * rows.len());
    values.extend([device.organisation.client().db(), device.id.db(), device.agent.db()].map(Value::from));
    values.extend([batch.batch.db().into(), batch.received_at.as_millis().into()]);
    for (row, erased) in rows {
        let kept = !erased;
        let expires = row.retention.map_or(i64::MAX, |kept| batch.received_at.plus(kept).as_millis());
        values.extend([
            row.stream.name().into(),
            (row.seq as i64).into(),
            month(row.id).into(),
            row.id.db().into(),
            row.project.db().into(),
            row.session.db().into(),
            row.category.map(Category::name).into(),
            row.at.as_millis().into(),
            batch.received_at.plus(row.grace).as_millis().into(),
            expires.into(),
            if kept { state::LIVE } else { state::DELETED }.into(),
            kept.then(|| hash_bytes(row.content_hash)).into(),
            kept.then(|| row.salt.as_bytes().to_vec()).into(),
            kept.then(|| row.canonical.clone()).into(),
            row.image.as_ref().filter(|_| kept).map(|image| hash_bytes(image.sha256)).into(),
        ] as [Value; PER_ROW]);
    }
    Ok(db.execute_raw(statement(db, sql, values)).await?.rows_affected())
}
