//! How much there is, what was verified last, and deleting it all.

use std::collections::BTreeMap;

use candor_domain::{Category, SessionId, Timestamp};

use crate::{error::StoreError, item::StateName, sql, store::Store};

/// SQLCipher answers with a text, SQLite with a number; both through a table-valued function that can be cast.
const PAGE_SIZE: &str = "SELECT CAST(page_size AS INTEGER) FROM pragma_page_size";

/// How much the store holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many items are in each state; a state without items is missing.
    pub items: BTreeMap<StateName, u64>,
    /// Bytes of pictures.
    pub picture_bytes: u64,
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Deletions to be asked of the server.
    pub pending_deletions: u64,
}

impl Usage {
    /// The number of items in a state.
    pub fn count(&self, state: StateName) -> u64 {
        self.items.get(&state).copied().unwrap_or(0)
    }

    /// Items that wait for the agent.
    pub fn outbox(&self) -> u64 {
        StateName::OUTBOX.into_iter().map(|state| self.count(state)).sum()
    }

    /// Items on their way to the server.
    pub fn upload_pending(&self) -> u64 {
        self.count(StateName::Claimed)
    }

    /// Items that the server refused.
    pub fn quarantined(&self) -> u64 {
        self.count(StateName::Quarantined)
    }
}

impl Store {
    /// How much the store holds.
    ///
    /// # Errors
    /// Those of the file.
    pub fn usage(&self) -> Result<Usage, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT state, count(*) FROM items GROUP BY state")?;
        let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, sql::number(row, 1)?)))?;
        let mut usage = Usage::default();
        for row in rows {
            let (state, count) = row?;
            let state = StateName::of(&state).ok_or_else(|| StoreError::corrupt("an item's state"))?;
            usage.items.insert(state, count);
        }
        let one = |sql: &str| self.connection.query_row(sql, [], |row| sql::number(row, 0));
        usage.picture_bytes = one("SELECT coalesce(sum(length(bytes)), 0) FROM blobs")?;
        usage.file_bytes = one("PRAGMA page_count")? * one(PAGE_SIZE)?;
        usage.pending_deletions = one("SELECT count(*) FROM deletion_requests")?;
        Ok(usage)
    }

    /// The time of the last item of each category that a session has stored: what the indicator's green stands on.
    ///
    /// # Errors
    /// Those of the file.
    pub fn last_verified(&self, session: SessionId) -> Result<BTreeMap<Category, Timestamp>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT category, max(at) FROM items WHERE session = ?1 AND category IS NOT NULL GROUP BY category",
        )?;
        let rows =
            query.query_map([session.to_string()], |row| Ok((sql::required(row, 0)?, sql::time(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Deletes everything but the ledgers, whose last entries say so, and the public keys that check them. The devices' keys
    /// are gone with the rest: nothing can be added to the ledgers. The file is written anew without what was in it.
    ///
    /// # Errors
    /// Those of the file; with [`StoreError::Full`] everything is deleted, only the file isn't smaller yet.
    pub fn wipe(&mut self) -> Result<(), StoreError> {
        self.write(|tx| {
            for table in [
                "deletion_requests",
                "kept",
                "offered",
                "blobs",
                "items",
                "streams",
                "batches",
                "sessions",
                "receipts",
                "notices",
                "policies",
                "projects",
                "enrolments",
                "pending_enrolments",
                "clock",
                "settings",
            ] {
                tx.connection.execute(&format!("DELETE FROM {table}"), [])?;
            }
            tx.purged();
            Ok(())
        })?;
        self.rebased.set(false);
        self.connection.flush_prepared_statement_cache();
        let shrunk = self.connection.execute_batch("VACUUM");
        self.empty_wal();
        Ok(shrunk?)
    }
}
