//! Opening the file, and transactions.

use std::{cell::Cell, fmt, io, ops::Deref, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::{error::StoreError, key::DataKey, schema};

/// The store's file in the home folder.
pub const FILE_NAME: &str = "candor.db";

/// The open store: one connection to one encrypted file.
pub struct Store {
    pub(crate) connection: Connection,
    /// Whether the review times were brought to this run of the machine; see [`Tx::rebase_review`].
    pub(crate) rebased: Cell<bool>,
}

/// A running transaction of [`Store::write`]. It reads as the store does, its own writes included.
pub struct Tx<'a> {
    store: &'a Store,
    purged: Cell<bool>,
}

impl Store {
    /// Opens the store, or makes it where there is none; its folder must exist.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] where the key doesn't fit, [`StoreError::Newer`] where a later version wrote it.
    pub fn open(path: &Path, key: &DataKey) -> Result<Self, StoreError> {
        create_private(path).map_err(|source| match source.kind() {
            io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Open { path: path.into(), source },
        })?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        // What goes wrong is told by errors, not on standard error.
        connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        let digits = Zeroizing::new(hex::encode(key.as_bytes()));
        // A raw key: nothing is derived, opening takes half a millisecond.
        connection.execute_batch(&Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", *digits)))?;
        Self::prepare(connection)
    }

    pub(crate) fn prepare(connection: Connection) -> Result<Self, StoreError> {
        // The first read tells whether the key fits.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.execute_batch(PRAGMAS)?;
        connection.set_prepared_statement_cache_capacity(32);
        schema::migrate(&connection)?;
        Ok(Self { connection, rebased: Cell::new(false) })
    }

    /// Runs `f` in one transaction: either all that it writes is on disk when this returns, or none of it is there.
    ///
    /// # Errors
    /// Those of `f`, and [`StoreError::Full`].
    pub fn write<T>(
        &mut self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let rebased = self.rebased.get();
        let mut tx = Tx { store: self, purged: Cell::new(false) };
        let mut rollback = Rollback { connection: &self.connection, armed: true };
        let done = f(&mut tx);
        let purged = tx.purged.get();
        let done = done.and_then(|value| {
            self.connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        rollback.armed = done.is_err();
        drop(rollback);
        if done.is_err() {
            self.rebased.set(rebased);
        } else if purged {
            self.shrink();
            self.empty_wal();
        }
        done
    }

    /// Gives some of what purges have freed back to the disk, once it is much and most of the file. A little each time, so
    /// that no single purge takes long.
    fn shrink(&self) {
        let count = |sql| self.connection.query_row(sql, [], |row| row.get(0)).unwrap_or(0_i64);
        let (free, all) = (count("PRAGMA freelist_count"), count("PRAGMA page_count"));
        if free > SHRINK_FROM_PAGES && free > all / 2 {
            // Each step of this statement frees one page.
            let sql = format!("PRAGMA incremental_vacuum({SHRINK_PAGES})");
            let _ = self.connection.prepare(&sql).and_then(|mut steps| {
                let mut steps = steps.query([])?;
                while steps.next()?.is_some() {}
                Ok(())
            });
        }
    }

    /// Folds the write-ahead log into the file, so that no old page stays in it. What was purged is overwritten in the
    /// file itself (`secure_delete`). When it fails, on a full disk for instance, the next one does it.
    pub(crate) fn empty_wal(&self) {
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({:?})", self.connection.path())
    }
}

impl Deref for Tx<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Tx<'_> {
    /// Something was purged: its old pages must leave the write-ahead log once this is committed.
    pub(crate) fn purged(&self) {
        self.purged.set(true);
    }
}

/// Rolls back unless disarmed, also when the closure panics.
struct Rollback<'a> {
    connection: &'a Connection,
    armed: bool,
}

impl Drop for Rollback<'_> {
    fn drop(&mut self) {
        if self.armed {
            // Some errors, a full disk among them, have rolled back already.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

/// Makes an empty file that only its owner reads, before SQLite would make one that others may.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// 16 MiB in pages of 4 KiB.
const SHRINK_FROM_PAGES: i64 = 4096;
/// 4 MiB.
const SHRINK_PAGES: i64 = 1024;

/// Durable, lean and forgetful. The cache is in KiB when negative; `cipher_memory_security` would lock and wipe each
/// allocation of SQLite, but its cost buys little where core dumps are off: the key itself is always kept that way.
const PRAGMAS: &str = "
    PRAGMA cipher_memory_security = OFF;
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -1024;
    PRAGMA wal_autocheckpoint = 256;
    PRAGMA journal_size_limit = 0;
    PRAGMA trusted_schema = OFF;
";
