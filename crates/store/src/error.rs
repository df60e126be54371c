//! What can go wrong in the store, in words for people.

use std::path::PathBuf;

use candor_domain::RecordId;
use rusqlite::ErrorCode;

/// Why the store could not do what it was asked. Whatever the error, the transaction it happened in left nothing behind.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room is left.
    #[error(
        "the disk is full: this was not stored, everything stored before is kept; free some space, then go on"
    )]
    Full,
    /// The file can't be made.
    #[error("the store {path} can't be made: {source}; nothing was recorded")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is encrypted with another key, or is no store.
    #[error(
        "the store can't be opened with this key, or its file is damaged; nothing was changed; check that the key \
         store is the one that the store was made with"
    )]
    WrongKey,
    /// A later version of Candor wrote the store.
    #[error(
        "the store has format {found}, this version of Candor knows formats up to {known}; nothing was changed; \
         install the newer version"
    )]
    Newer {
        /// The store's format.
        found: u32,
        /// The newest one that this program knows.
        known: u32,
    },
    /// What is stored doesn't read back as what was written.
    #[error(
        "the store is damaged ({0}); nothing was changed; make a copy of its file, then `candor verify` and export"
    )]
    Corrupt(String),
    /// An entry or checkpoint out of its order.
    #[error("out of order: {what}, expected {expected}, found {found}; nothing was stored")]
    Order {
        /// What came out of order.
        what: &'static str,
        /// The number that would have been right, or the smallest.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// What was asked for isn't there.
    #[error("{0} is not in the store")]
    NotFound(String),
    /// The same name with other content.
    #[error("{0} is stored already with other content; the stored one was kept")]
    Conflict(String),
    /// An item or session is in a state in which this can't be done.
    #[error("{0}; nothing was changed")]
    State(String),
    /// SQLite failed in another way.
    #[error("the store failed: {0}; what was stored before is kept")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// For an item in a state in which something can't be done.
    pub(crate) fn state(id: RecordId, state: &str, cannot: &str) -> Self {
        Self::State(format!("item {id} is {state} and can't be {cannot}"))
    }

    /// For something stored that doesn't read back.
    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{Error as E, ffi};
        match &error {
            E::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
                    Self::Full
                }
                ErrorCode::NotADatabase => Self::WrongKey,
                ErrorCode::DatabaseCorrupt => Self::corrupt(&error),
                _ => Self::Sqlite(error),
            },
            E::FromSqlConversionFailure(..) | E::IntegralValueOutOfRange(..) | E::InvalidColumnType(..) => {
                Self::corrupt(&error)
            }
            _ => Self::Sqlite(error),
        }
    }
}
