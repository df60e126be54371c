//! The database: SQLite by SeaORM, one writing connection and a few reading ones.
//!
//! Every table is led by the organisation, but for the settings and what belongs to a person who signs in, and every query takes an
//! [`Organisation`](crate::auth::policy::Organisation), comes from a key that was looked up for one, or from the signed-in account.

pub(crate) mod entity;
mod migration;

use std::{path::Path, time::Duration};

use candor_domain::{
    AccountId, AgentId, ApiTokenId, AuditId, BatchId, ClientId, CommentId, DeviceId, InvitationId, MemberId,
    PasskeyId, ProjectId, RecordId, ReviewId, SessionId, Sha256Hash, WebSessionId, WithdrawalId,
};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use sqlx::{
    ConnectOptions, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

/// The reading and the writing side of the database.
#[derive(Clone)]
pub(crate) struct Db {
    /// For queries; several connections that see the last commit.
    pub(crate) read: DatabaseConnection,
    write: DatabaseConnection,
    /// The same writing connection for raw statements.
    pub(crate) raw: SqlitePool,
}

impl Db {
    /// Opens the database of a data folder, making and migrating it where needed.
    pub(crate) async fn open(data: &Path) -> Result<Self, DbErr> {
        let options = SqliteConnectOptions::new()
            .filename(data.join("candor.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Erased content must not stay behind in free pages.
            .pragma("secure_delete", "on")
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        let failed = |e: sqlx::Error| DbErr::Conn(sea_orm::RuntimeErr::SqlxError(e.into()));
        // One connection writes, so that nobody in this process ever meets a busy database; another process, such as
        // `candor-server admin`, waits for its turn.
        let raw = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(failed)?;
        let write = DatabaseConnection::from(raw.clone());
        migration::Migrator::up(&write, None).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(failed)?;
        Ok(Self { read: DatabaseConnection::from(read), write, raw })
    }

    /// Begins to write. The transaction takes the lock at once: what it reads stays true until it commits.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.write.begin_with_options(options).await
    }

    /// Closes every connection, so that the write-ahead log is folded into the file.
    pub(crate) async fn close(self) {
        let _ = self.read.close().await;
        self.raw.close().await;
    }
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
