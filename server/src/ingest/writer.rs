//! The one task that writes records: several batches in one transaction, answered after its commit.
//!
//! SQLite has one writer at a time and each durable commit waits for the disk, so requests that wait together commit
//! together. Statements are raw SQL on SeaORM's own connection, with a few fixed numbers of rows so that they stay prepared.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};

use candor_consent::Salt;
use candor_domain::{
    BatchId, Category, Millis, ProjectId, RecordId, SessionId, Sha256Hash, Timestamp,
    record::{ImageRef, LedgerSize, Stream},
};
use candor_wire::{ErrorCode, device::RecordAnswer};
use sqlx::{AssertSqlSafe, Row as _, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

use crate::{
    auth::policy,
    db::DbId,
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
    /// What a session's summary measured, and whether it is synthetic.
    pub(crate) summary: Option<(Millis, bool)>,
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
    pub(crate) fn start(pool: SqlitePool) -> Self {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let task = tokio::spawn(run(pool, waiting));
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

async fn run(pool: SqlitePool, mut waiting: mpsc::Receiver<Job>) {
    while let Some(first) = waiting.recv().await {
        let mut rows = first.batch.rows.len();
        let mut jobs = vec![first];
        while rows < ROWS_PER_COMMIT
            && let Ok(next) = waiting.try_recv()
        {
            rows += next.batch.rows.len();
            jobs.push(next);
        }
        match store_all(&pool, &jobs).await {
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

async fn store_all(pool: &SqlitePool, jobs: &[Job]) -> sqlx::Result<Vec<Vec<RecordAnswer>>> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs {
        answers.push(store(&mut transaction, &job.batch).await?);
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

async fn store(transaction: &mut Transaction<'_, Sqlite>, batch: &Batch) -> sqlx::Result<Vec<RecordAnswer>> {
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
    if !insert(transaction, batch, &plans).await? {
        // Something of it is there already: look at each.
        for (row, plan) in batch.rows.iter().zip(&mut plans) {
            if !matches!(plan, Plan::Answer(_))
                && let Some(answer) = existing(transaction, batch, row).await?
            {
                *plan = Plan::Answer(answer);
            }
        }
        if !insert(transaction, batch, &plans).await? {
            return Err(sqlx::Error::Protocol("a record's name is taken by none that can be found".into()));
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
async fn follow(connection: &mut SqliteConnection, batch: &Batch, plans: &[Plan]) -> sqlx::Result<()> {
    let (client, device) = (batch.device.organisation.client().db(), batch.device.id.db());
    let mut sums = Sums::default();
    for (row, plan) in batch.rows.iter().zip(plans) {
        let share = match plan {
            Plan::Insert => row.share,
            Plan::InsertErased => row.category.map(|category| Share::deleted(category, row.at)),
            Plan::Answer(_) => continue,
        };
        if let Some(share) = share {
            sums.add(batch.device.agent, row.project, &share);
        }
        if let Some((measured, synthetic)) = row.summary {
            let session = row.session.db();
            let summarised = sqlx::query(stretches::SUMMARISE)
                .bind(measured.get() as i64)
                .bind(row.seq as i64)
                .bind(synthetic)
                .bind(client)
                .bind(device)
                .bind(session)
                .bind(row.seq as i64);
            summarised.execute(&mut *connection).await?;
            let settled = sqlx::query(stretches::SETTLE).bind(client).bind(device).bind(session);
            settled.execute(&mut *connection).await?;
        }
    }
    sums.write(client, connection).await?;
    let seen = sqlx::query("UPDATE devices SET seen_at = ? WHERE client_id = ? AND id = ?");
    seen.bind(batch.received_at.as_millis()).bind(client).bind(device).execute(connection).await?;
    Ok(())
}

fn refused(row: &Row, code: ErrorCode, message: &str) -> Plan {
    Plan::Answer(RecordAnswer::Refused { id: Some(row.id), code, message: message.into() })
}

/// What withdrawals, tombstones, blobs and the batch itself say about each row.
async fn plan(connection: &mut SqliteConnection, batch: &Batch) -> sqlx::Result<Vec<Plan>> {
    let withdrawn = withdrawals(connection, batch).await?;
    let erased = tombstones(connection, batch).await?;
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
            && let Some(refusal) = picture(connection, batch, row, image).await?
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
    connection: &mut SqliteConnection,
    batch: &Batch,
) -> sqlx::Result<HashMap<(ProjectId, Category), Option<u64>>> {
    let rows = sqlx::query(
        "SELECT project_id, category, learned_seq FROM withdrawals WHERE client_id = ?1 AND device_id = ?2",
    )
    .bind(batch.device.organisation.client().db())
    .bind(batch.device.id.db())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let category: Category =
                row.get::<String, _>(1).parse().map_err(|e| sqlx::Error::Decode(Box::new(e)))?;
            let learned = row.get::<Option<i64>, _>(2).map(|seq| seq as u64);
            Ok(((ProjectId::from_db(row.get(0)), category), learned))
        })
        .collect()
}

async fn tombstones(connection: &mut SqliteConnection, batch: &Batch) -> sqlx::Result<HashSet<RecordId>> {
    let (client, device) = (batch.device.organisation.client().db(), batch.device.id.db());
    let any = sqlx::query("SELECT 1 FROM tombstones WHERE client_id = ?1 AND device_id = ?2 LIMIT 1")
        .bind(client)
        .bind(device)
        .fetch_optional(&mut *connection)
        .await?;
    let mut found = HashSet::new();
    if any.is_none() {
        return Ok(found);
    }
    for row in &batch.rows {
        let there = sqlx::query(
            "SELECT 1 FROM tombstones WHERE client_id = ?1 AND device_id = ?2 AND record_id = ?3",
        )
        .bind(client)
        .bind(device)
        .bind(row.id.db())
        .fetch_optional(&mut *connection)
        .await?;
        if there.is_some() {
            found.insert(row.id);
        }
    }
    Ok(found)
}

/// Why a capture's picture isn't the one that this device put, if it isn't.
async fn picture(
    connection: &mut SqliteConnection,
    batch: &Batch,
    row: &Row,
    image: &ImageRef,
) -> sqlx::Result<Option<Plan>> {
    let found = sqlx::query(
        "SELECT bytes, width, height FROM blobs \
         WHERE client_id = ?1 AND device_id = ?2 AND sha256 = ?3 AND complete AND NOT doomed",
    )
    .bind(batch.device.organisation.client().db())
    .bind(batch.device.id.db())
    .bind(&image.sha256.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    let Some(found) = found else {
        let message = "The picture that the record names was not put by this device: put it first.";
        return Ok(Some(refused(row, ErrorCode::BlobMissing, message)));
    };
    let is = (found.get::<i64, _>(0), found.get::<i64, _>(1), found.get::<i64, _>(2));
    let said = (i64::from(image.bytes), i64::from(image.width), i64::from(image.height));
    let message = "The picture has another size than the record says.";
    Ok((is != said).then(|| refused(row, ErrorCode::BlobMismatch, message)))
}

/// What is answered for a row whose name or id is in the database, if it is.
async fn existing(
    connection: &mut SqliteConnection,
    batch: &Batch,
    row: &Row,
) -> sqlx::Result<Option<RecordAnswer>> {
    let (client, device) = (batch.device.organisation.client().db(), batch.device.id.db());
    let found = sqlx::query(
        "SELECT id, content_hash, stream, seq FROM records \
         WHERE client_id = ?1 AND device_id = ?2 AND stream = ?3 AND seq = ?4 \
         UNION ALL \
         SELECT id, content_hash, stream, seq FROM records \
         WHERE client_id = ?1 AND id = ?5 AND device_id = ?2 LIMIT 1",
    )
    .bind(client)
    .bind(device)
    .bind(row.stream.name())
    .bind(row.seq as i64)
    .bind(row.id.db())
    .fetch_optional(connection)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let same_name = found.get::<Uuid, _>(0) == row.id.db()
        && found.get::<String, _>(2) == row.stream.name()
        && found.get::<i64, _>(3) == row.seq as i64;
    // Of an erased record no hash is left: its name is enough.
    let same_content =
        found.get::<Option<Vec<u8>>, _>(1).is_none_or(|hash| hash == row.content_hash.as_bytes());
    Ok(Some(if same_name && same_content {
        RecordAnswer::Duplicate { id: row.id }
    } else {
        RecordAnswer::Refused { id: Some(row.id), code: ErrorCode::RecordConflict, message: CONFLICT.into() }
    }))
}

/// Numbers of rows for which a statement is kept.
const SIZES: [usize; 4] = [100, 20, 5, 1];
const PER_ROW: usize = 14;

/// None of the parameters is numbered: SQLite keeps a numbered one as a name, sqlx asks for the name of each at every use,
/// and SQLite finds it by going through all of them, which at 1,400 parameters took most of the time of an insertion.
static STATEMENTS: LazyLock<Vec<Arc<str>>> = LazyLock::new(|| {
    let row = format!("({})", vec!["?"; PER_ROW].join(", "));
    let statement = |rows: usize| {
        let rows = vec![row.as_str(); rows].join(", ");
        // `WHERE true` tells SQLite that the ON after it belongs to the insertion and not to a join.
        Arc::from(format!(
            "INSERT INTO records (client_id, device_id, agent_id, batch_id, received_at, stream, seq, id, project_id, \
             session_id, category, at, grace_until, expires_at, state, content_hash, salt, record, blob) \
             SELECT ?, ?, ?, ?, ?, rows.* FROM (VALUES {rows}) AS rows WHERE true ON CONFLICT DO NOTHING"
        ))
    };
    SIZES.into_iter().map(statement).collect()
});

/// Inserts what is planned to be. False where a name was taken; nothing is inserted then.
async fn insert(
    transaction: &mut Transaction<'_, Sqlite>,
    batch: &Batch,
    plans: &[Plan],
) -> sqlx::Result<bool> {
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
    let mut savepoint = sqlx::Connection::begin(&mut **transaction).await?;
    let mut rest = &rows[..];
    while !rest.is_empty() {
        let (index, size) = SIZES
            .into_iter()
            .enumerate()
            .find(|(_, size)| *size <= rest.len())
            .expect("one row is the smallest size");
        let (chunk, after) = rest.split_at(size);
        rest = after;
        if insert_chunk(&mut savepoint, batch, chunk, &STATEMENTS[index]).await? != size as u64 {
            savepoint.rollback().await?;
            return Ok(false);
        }
    }
    savepoint.commit().await?;
    Ok(true)
}

async fn insert_chunk(
    connection: &mut SqliteConnection,
    batch: &Batch,
    rows: &[(&Row, bool)],
    statement: &Arc<str>,
) -> sqlx::Result<u64> {
    let mut query = sqlx::query(AssertSqlSafe(Arc::clone(statement)))
        .bind(batch.device.organisation.client().db())
        .bind(batch.device.id.db())
        .bind(batch.device.agent.db())
        .bind(batch.batch.db())
        .bind(batch.received_at.as_millis());
    for (row, erased) in rows {
        let kept = !erased;
        let expires = row.retention.map_or(i64::MAX, |kept| batch.received_at.plus(kept).as_millis());
        query = query
            .bind(row.stream.name())
            .bind(row.seq as i64)
            .bind(row.id.db())
            .bind(row.project.db())
            .bind(row.session.db())
            .bind(row.category.map(Category::name))
            .bind(row.at.as_millis())
            .bind(batch.received_at.plus(row.grace).as_millis())
            .bind(expires)
            .bind(if kept { "live" } else { "deleted" })
            .bind(kept.then(|| row.content_hash.as_bytes().to_vec()))
            .bind(kept.then(|| row.salt.as_bytes().to_vec()))
            .bind(kept.then(|| row.canonical.clone()))
            .bind(row.image.as_ref().filter(|_| kept).map(|image| image.sha256.as_bytes().to_vec()));
    }
    Ok(query.execute(connection).await?.rows_affected())
}
