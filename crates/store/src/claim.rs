//! Sending: a batch of records leaves the outbox together, and each is settled once.

use candor_consent::{Body, Salt, batch_root, canonical, commitment::commitment_to_bytes};
use candor_domain::{BatchId, Boot, DeviceId, RecordId, Sha256Hash, Timestamp};
use rusqlite::{Row, params};

use crate::{
    error::StoreError,
    item::{self, BlobRef, ItemState, StateName},
    sql,
    store::{Store, Tx},
};

/// Items that leave the outbox together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClaim {
    /// The enrolment.
    pub device: DeviceId,
    /// The batch, as in the ledger's entry.
    pub batch: BatchId,
    /// The number of the `records` entry that commits to it, appended in this transaction or before.
    pub entry: u64,
    /// The items in the commitment's order, each with its salt.
    pub items: Vec<(RecordId, Salt)>,
}

/// A batch of which at least one item is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedBatch {
    /// The batch.
    pub batch: BatchId,
    /// The number of the ledger's entry that commits to it.
    pub entry: u64,
    /// All its items, in the commitment's order.
    pub items: Vec<ClaimedItem>,
}

/// An item of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedItem {
    /// Its id.
    pub id: RecordId,
    /// Its place in the batch, from 0.
    pub position: u32,
    /// Where it stands; only what is [`ItemState::Claimed`] is to be sent, the rest of the batch is its commitments.
    pub state: ItemState,
    /// SHA-256(salt ‖ canonical record), which the ledger's entry commits to.
    pub commitment: Sha256Hash,
    /// What is sent; none once it was sent or purged.
    pub content: Option<ClaimedContent>,
}

/// What is sent of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedContent {
    /// The RFC 8785 canonical JSON of its record, as it was committed to.
    pub record: Vec<u8>,
    /// The salt of its commitment.
    pub salt: Salt,
    /// Its picture, if it has one; the bytes are read with [`Store::blob`].
    pub blob: Option<BlobRef>,
}

impl Store {
    /// At most `limit` batches of an enrolment with an item that is on its way, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn claimed_batches(&self, device: DeviceId, limit: usize) -> Result<Vec<ClaimedBatch>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT batch, entry FROM batches WHERE device = ?1
             AND EXISTS (SELECT 1 FROM items WHERE items.batch = batches.batch AND state = 'claimed')
             ORDER BY n LIMIT ?2",
        )?;
        let rows = query.query_map(params![device.to_string(), limit as i64], |row| {
            Ok((sql::text::<BatchId>(row, 0)?, sql::number(row, 1)?))
        })?;
        let mut batches = Vec::new();
        for row in rows {
            let (batch, entry) = row?;
            batches.push(ClaimedBatch { batch, entry, items: self.batch_items(batch)? });
        }
        Ok(batches)
    }

    /// All items of a batch, in the commitment's order; none where the batch is unknown.
    ///
    /// # Errors
    /// Those of the file.
    pub fn batch_items(&self, batch: BatchId) -> Result<Vec<ClaimedItem>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, position, state, code, message, delete_awake, commitment, record, salt, sha256,
                 (SELECT length(bytes) FROM blobs WHERE item = items.id)
             FROM items WHERE batch = ?1 ORDER BY position",
        )?;
        let rows = query.query_map([batch.to_string()], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Claims held items whose review has ended: from here on the ledger commits to them, each to be sent in this batch or,
    /// where the agent deletes or withdraws it before it is [offered](Tx::offer), as a commitment alone. Their canonical records and salts are kept as they were committed to.
    ///
    /// # Errors
    /// [`StoreError::State`] where one is not held, is under review, or the ledger's entry doesn't commit to exactly
    /// these records in this order; [`StoreError::NotFound`] where entry or item is missing.
    pub fn claim(&mut self, claim: &NewClaim, awake: Boot) -> Result<(), StoreError> {
        self.must_be_rebased()?;
        let mut rows = Vec::with_capacity(claim.items.len());
        for (id, salt) in &claim.items {
            let item = self.item(*id)?;
            let record = match (item.state.name(), item.record()) {
                (StateName::Held, Some(record))
                    if item.device == claim.device && item.releasable_at <= awake =>
                {
                    canonical::bytes(&record)
                }
                (StateName::Held, _) => return Err(StoreError::state(*id, "under review", "sent yet")),
                (state, _) => return Err(StoreError::state(*id, state.name(), "sent")),
            };
            let commitment = commitment_to_bytes(salt, &record);
            rows.push((id, record, salt, commitment));
        }
        self.must_commit(claim, batch_root(rows.iter().map(|(.., commitment)| *commitment)))?;
        let batch = claim.batch.to_string();
        self.connection.execute(
            "INSERT INTO batches (batch, device, entry) VALUES (?1, ?2, ?3)",
            params![batch, claim.device.to_string(), sql::int(claim.entry)],
        )?;
        let mut update = self.connection.prepare_cached(
            "UPDATE items SET state = 'claimed', batch = ?2, position = ?3, record = ?4, salt = ?5, commitment = ?6
             WHERE id = ?1 AND state = 'held'",
        )?;
        for (position, (id, record, salt, commitment)) in (0_i64..).zip(&rows) {
            let values =
                params![id.to_string(), batch, position, record, salt.as_bytes(), commitment.as_bytes()];
            if update.execute(values)? != 1 {
                return Err(StoreError::state(**id, "named twice", "sent"));
            }
        }
        Ok(())
    }

    /// To be called right before content of claimed items is sent: from here on the server may have it, and deleting one is a
    /// request to the server. Returns those that are not to be sent any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn offer(&mut self, ids: &[RecordId]) -> Result<Vec<RecordId>, StoreError> {
        let mut gone = Vec::new();
        for id in ids {
            if self.item(*id)?.state.name() != StateName::Claimed {
                gone.push(*id);
                continue;
            }
            self.connection
                .prepare_cached("INSERT INTO offered (item) VALUES (?1) ON CONFLICT DO NOTHING")?
                .execute([id.to_string()])?;
        }
        Ok(gone)
    }

    /// Whether content of an item was offered to the server.
    ///
    /// # Errors
    /// Those of the file.
    pub fn offered(&self, id: RecordId) -> Result<bool, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT 1 FROM offered WHERE item = ?1")?;
        Ok(query.exists([id.to_string()])?)
    }

    fn must_commit(&self, claim: &NewClaim, root: Sha256Hash) -> Result<(), StoreError> {
        let entry = self.entries(claim.device, claim.entry, 1)?.pop();
        let entry = entry.filter(|signed| signed.entry.seq == claim.entry);
        let entry = entry.ok_or_else(|| StoreError::NotFound(format!("ledger entry {}", claim.entry)))?;
        match entry.entry.body {
            Body::Records { batch, count, root: committed }
                if batch == claim.batch && count as usize == claim.items.len() && committed == root =>
            {
                Ok(())
            }
            _ => Err(StoreError::State(format!(
                "ledger entry {} doesn't commit to batch {}",
                claim.entry, claim.batch
            ))),
        }
    }

    /// The server has stored an item. Its content stays here until `keep_until` by the wall clock, for the agent to look at
    /// what was sent, or goes at once; its bookkeeping stays.
    ///
    /// # Errors
    /// [`StoreError::State`] where it isn't claimed.
    pub fn mark_sent(&mut self, id: RecordId, keep_until: Option<Timestamp>) -> Result<(), StoreError> {
        self.must_be(id, StateName::Claimed, "marked as sent")?;
        self.connection.execute("UPDATE items SET state = 'sent' WHERE id = ?1", [id.to_string()])?;
        match keep_until {
            Some(until) => {
                let values = params![id.to_string(), until.as_millis()];
                self.connection.execute("INSERT INTO kept (item, until) VALUES (?1, ?2)", values)?;
                Ok(())
            }
            None => self.forget(id),
        }
    }

    /// Puts every sent item of an enrolment that is still here, and whose deletion isn't asked for, on its way once more, each in
    /// the batch that it was in: for a server that lost them. Returns how many.
    ///
    /// # Errors
    /// Those of the file.
    pub fn requeue_sent(&mut self, device: DeviceId) -> Result<u64, StoreError> {
        let device = device.to_string();
        let here = "device = ?1 AND record IS NOT NULL AND state";
        let queued = self.connection.execute(
            &format!(
                "UPDATE items SET state = 'claimed' WHERE {here} = 'sent'
                 AND id NOT IN (SELECT item FROM deletion_requests)"
            ),
            [&device],
        )?;
        self.connection.execute(
            &format!("DELETE FROM kept WHERE item IN (SELECT id FROM items WHERE {here} = 'claimed')"),
            [&device],
        )?;
        Ok(queued as u64)
    }

    /// Forgets the content of sent items whose time has come; returns how many, at most `limit`.
    ///
    /// # Errors
    /// Those of the file.
    pub fn forget_sent(&mut self, now: Timestamp, limit: usize) -> Result<usize, StoreError> {
        let due = {
            let mut query =
                self.connection.prepare_cached("SELECT item FROM kept WHERE until <= ?1 LIMIT ?2")?;
            let rows = query
                .query_map(params![now.as_millis(), limit as i64], |row| sql::text::<RecordId>(row, 0))?;
            rows.collect::<Result<Vec<_>, _>>()?
        };
        due.iter().try_for_each(|id| self.forget(*id))?;
        Ok(due.len())
    }

    /// Content, picture and salt of a sent item go.
    pub(crate) fn forget(&mut self, id: RecordId) -> Result<(), StoreError> {
        let id = id.to_string();
        let sql = "UPDATE items SET body = NULL, record = NULL, salt = NULL WHERE id = ?1";
        self.connection.execute(sql, [&id])?;
        self.connection.execute("DELETE FROM blobs WHERE item = ?1", [&id])?;
        self.connection.execute("DELETE FROM kept WHERE item = ?1", [&id])?;
        self.purged();
        Ok(())
    }

    /// The server has refused an item for good: it waits for the agent to retry or delete it. Where the agent had asked
    /// for its deletion meanwhile, it is deleted here instead, with nothing left to undo.
    ///
    /// # Errors
    /// [`StoreError::State`] where it isn't claimed.
    pub fn quarantine(&mut self, id: RecordId, code: &str, message: &str) -> Result<(), StoreError> {
        self.must_be(id, StateName::Claimed, "quarantined")?;
        let sql = "UPDATE items SET state = 'quarantined', code = ?2, message = ?3 WHERE id = ?1";
        self.connection.execute(sql, params![id.to_string(), code, message])?;
        let asked =
            self.connection.execute("DELETE FROM deletion_requests WHERE item = ?1", [id.to_string()])?;
        if asked == 1 { self.delete_later(&[id], Boot::from_millis(0)) } else { Ok(()) }
    }

    /// Sends a quarantined item once more, in the batch that it was in.
    ///
    /// # Errors
    /// [`StoreError::State`] where it isn't quarantined.
    pub fn retry(&mut self, id: RecordId) -> Result<(), StoreError> {
        self.must_be(id, StateName::Quarantined, "retried")?;
        let sql = "UPDATE items SET state = 'claimed', code = NULL, message = NULL WHERE id = ?1";
        self.connection.execute(sql, [id.to_string()])?;
        Ok(())
    }

    pub(crate) fn must_be(&self, id: RecordId, state: StateName, to_be: &str) -> Result<(), StoreError> {
        match self.item(id)?.state.name() {
            found if found == state => Ok(()),
            found => Err(StoreError::state(id, found.name(), to_be)),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<ClaimedItem> {
    let record: Option<Vec<u8>> = row.get(7)?;
    let salt = row.get::<_, Option<[u8; 32]>>(8)?.map(Salt::from_bytes);
    let sha256 = sql::hash_option(row, 9)?;
    let bytes = row.get::<_, Option<i64>>(10)?.map(i64::unsigned_abs);
    let blob = sha256.zip(bytes).map(|(sha256, bytes)| BlobRef { sha256, bytes });
    let content = record.zip(salt).map(|(record, salt)| ClaimedContent { record, salt, blob });
    Ok(ClaimedItem {
        id: sql::text(row, 0)?,
        position: row.get(1)?,
        state: item::state(row, 2, [3, 4], None, Some(5))?,
        commitment: sql::hash(row, 6)?,
        content,
    })
}
