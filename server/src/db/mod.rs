//! The database, SQLite or PostgreSQL, by SeaORM: one writing connection and a few reading ones.
//!
//! Both keep the same tables and are asked the same questions. What differs stands in this folder: how they are opened, who
//! writes when, and how they forget.
//!
//! Every table is led by the organisation, but for the settings and what belongs to a person who signs in, and every query takes an
//! [`Organisation`](crate::auth::policy::Organisation), comes from a key that was looked up for one, or from the signed-in account.

pub(crate) mod entity;
mod migration;

use std::time::Duration;

use candor_domain::{
    AccountId, AgentId, ApiTokenId, AuditId, BatchId, ClientId, CommentId, DeviceId, InvitationId, MemberId,
    PasskeyId, ProjectId, RecordId, ReviewId, SessionId, Sha256Hash, WebSessionId, WithdrawalId,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use sea_orm_migration::MigratorTrait;
use sqlx::{
    ConnectOptions, Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

use crate::config::Config;

/// The reading and the writing side of the database.
#[derive(Clone)]
pub(crate) struct Db {
    /// For queries; several connections that see the last commit.
    pub(crate) read: DatabaseConnection,
    write: DatabaseConnection,
}

/// Connections that read.
const READERS: u32 = 4;
/// The advisory locks of PostgreSQL that Candor takes: to write, to migrate, and to be the one server.
const LOCK_WRITE: i64 = 0x0063_616e_646f_7200;
const LOCK_MIGRATE: i64 = LOCK_WRITE + 1;
const LOCK_SERVE: i64 = LOCK_WRITE + 2;

impl Db {
    /// Opens the database that the settings name, making and migrating it where needed.
    pub(crate) async fn open(config: &Config) -> Result<Self, DbErr> {
        match &config.database {
            Some(database) => Self::postgres(database.options()).await,
            None => {
                let file = config.data.join("candor.sqlite");
                Self::sqlite(SqliteConnectOptions::new().filename(file)).await
            }
        }
    }

    async fn sqlite(options: SqliteConnectOptions) -> Result<Self, DbErr> {
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Erased content must not stay behind in free pages.
            .pragma("secure_delete", "on")
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        // One connection writes, so that nobody in this process ever meets a busy database; another process, such as
        // `candor-server admin`, waits for its turn.
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(unconnected)?;
        let write = DatabaseConnection::from(write);
        migration::Migrator::up(&write, None).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(unconnected)?;
        Ok(Self { read: DatabaseConnection::from(read), write })
    }

    async fn postgres(options: PgConnectOptions) -> Result<Self, DbErr> {
        let options = options.application_name("candor-server").disable_statement_logging();
        let write = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.clone())
            .await
            .map_err(unconnected)?;
        let write = DatabaseConnection::from(write);
        // There is one connection, so what is locked here is unlocked on the same.
        lock(&write, "pg_advisory_lock", LOCK_MIGRATE).await?;
        let migrated = migration::Migrator::up(&write, None).await;
        lock(&write, "pg_advisory_unlock", LOCK_MIGRATE).await?;
        migrated?;
        let read = PgPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.options([("default_transaction_read_only", "on")]))
            .await
            .map_err(unconnected)?;
        Ok(Self { read: DatabaseConnection::from(read), write })
    }

    /// Begins to write. What it reads stays true until it commits: nobody else writes meanwhile, in this process or in another.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.write.begin_with_options(options).await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            lock(&transaction, "pg_advisory_xact_lock", LOCK_WRITE).await?;
        }
        Ok(transaction)
    }

    /// Makes SQLite's file forget what was just taken away: the log of writes, which has it still, is folded into the file.
    pub(crate) async fn forget(&self) -> Result<(), DbErr> {
        if self.write.get_database_backend() == DbBackend::Sqlite {
            self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Makes PostgreSQL drop the old versions of rows, which have what was taken away; too slow to be done each time.
    pub(crate) async fn vacuum(&self) -> Result<(), DbErr> {
        if self.read.get_database_backend() == DbBackend::Postgres {
            self.read.execute_unprepared("VACUUM (SKIP_LOCKED) records").await?;
        }
        Ok(())
    }

    /// Closes every connection, so that SQLite's write-ahead log is folded into the file.
    pub(crate) async fn close(self) {
        let _ = self.read.close().await;
        let _ = self.write.close().await;
    }
}

/// That this is the only server on a database of PostgreSQL, for as long as it is kept; the lock of the data folder says so for
/// SQLite's. Proofs that must not be used twice, and limits, are remembered by one process.
pub(crate) struct Sole(PgConnection);

/// How long a server waits for the one before it: PostgreSQL takes a moment to notice that a connection has ended.
const PATIENCE: &str = "3s";
/// What PostgreSQL says where the wait for a lock was too long (`lock_not_available`).
const LOCKED: &str = "55P03";

impl Sole {
    /// Nothing where another server works on the database.
    pub(crate) async fn server(options: PgConnectOptions) -> Result<Option<Self>, DbErr> {
        let options = options.application_name("candor-server, the only one").disable_statement_logging();
        let options = options.options([("lock_timeout", PATIENCE)]);
        let mut connection = PgConnection::connect_with(&options).await.map_err(unconnected)?;
        let asked = sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK_SERVE);
        match asked.execute(&mut connection).await {
            Ok(_) => Ok(Some(Self(connection))),
            Err(sqlx::Error::Database(e)) if e.code().as_deref() == Some(LOCKED) => Ok(None),
            Err(e) => Err(unconnected(e)),
        }
    }

    /// Makes room for the next.
    pub(crate) async fn end(mut self) {
        let unlocked =
            sqlx::query("SELECT pg_advisory_unlock($1)").bind(LOCK_SERVE).execute(&mut self.0).await;
        if unlocked.is_ok() {
            let _ = self.0.close().await;
        }
    }
}

fn unconnected(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// Calls a function of PostgreSQL's on an advisory lock.
async fn lock(db: &impl ConnectionTrait, function: &str, key: i64) -> Result<(), DbErr> {
    db.execute_unprepared(&format!("SELECT {function}({key})")).await?;
    Ok(())
}

/// A statement whose places are question marks, as the database at hand wants it: PostgreSQL's are numbered. SQLite's aren't,
/// for it would keep a number as a name, and sqlx would ask for the name of each at every use.
pub(crate) fn statement(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let backend = db.get_database_backend();
    match backend {
        DbBackend::Postgres => Statement::from_sql_and_values(backend, numbered(sql), values),
        _ => Statement::from_sql_and_values(backend, sql, values),
    }
}

/// A statement's places with numbers.
fn numbered(sql: &str) -> String {
    let mut parts = sql.split('?');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (number, part) in (1..).zip(parts) {
        text.push_str(&format!("${number}"));
        text.push_str(part);
    }
    text
}

/// An identifier as the database keeps it.
pub(crate) trait DbId: Copy {
    /// As a UUID.
    fn db(self) -> Uuid;
    /// From a UUID.
    fn from_db(uuid: Uuid) -> Self;
}

macro_rules! db_ids {
    ($($name:ident)*) => {$(
        impl DbId for $name {
            fn db(self) -> Uuid {
                Uuid::from_bytes(*self.as_bytes())
            }
            fn from_db(uuid: Uuid) -> Self {
                Self::from_bytes(uuid.into_bytes())
            }
        }
    )*};
}

db_ids! { AccountId ApiTokenId AuditId PasskeyId WebSessionId }
db_ids! {
    AgentId BatchId ClientId CommentId DeviceId InvitationId MemberId ProjectId RecordId ReviewId SessionId
    WithdrawalId
}

/// A digest as the database keeps it.
pub(crate) fn hash_bytes(hash: Sha256Hash) -> Vec<u8> {
    hash.as_bytes().to_vec()
}

/// A column that doesn't hold what was put there.
pub(crate) fn corrupt(column: &'static str) -> DbErr {
    DbErr::Custom(format!("column {column} holds something that Candor didn't write"))
}

/// A digest from a column.
pub(crate) fn hash_from(bytes: &[u8], column: &'static str) -> Result<Sha256Hash, DbErr> {
    bytes.try_into().map(Sha256Hash::from_bytes).map_err(|_| corrupt(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_in_their_order() {
        assert_eq!(numbered("SELECT 1"), "SELECT 1");
        assert_eq!(numbered("a = ? AND b IN (?, ?)"), "a = $1 AND b IN ($2, $3)");
    }
}
