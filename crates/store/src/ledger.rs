//! The consent ledgers: entries in order, and the last head that the server cosigned.

use candor_consent::{Entry, PublicKey, Signature, SignedEntry, note::Checkpoint};
use candor_domain::{DeviceId, record::LedgerSize};
use rusqlite::{Row, params};

use crate::{
    enrolment::ServerIdentity,
    error::StoreError,
    sql,
    store::{Store, Tx},
};

/// Whose ledger it is and who cosigns it; stays after a wipe, so that the ledger can still be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerOwner {
    /// The device.
    pub device: DeviceId,
    /// The device's key.
    pub public_key: PublicKey,
    /// Who cosigns.
    pub server: ServerIdentity,
}

impl Store {
    /// Every ledger, those of wiped enrolments too.
    ///
    /// # Errors
    /// Those of the file.
    pub fn ledgers(&self) -> Result<Vec<LedgerOwner>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT device, public_key, server_name, server_key FROM ledgers ORDER BY rowid",
        )?;
        let rows = query.query_map([], |row| {
            Ok(LedgerOwner {
                device: sql::text(row, 0)?,
                public_key: sql::public_key(row, 1)?,
                server: ServerIdentity { name: row.get(2)?, key: sql::public_key(row, 3)? },
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn ledger_owner(&self, device: DeviceId) -> Result<Option<LedgerOwner>, StoreError> {
        Ok(self.ledgers()?.into_iter().find(|owner| owner.device == device))
    }

    /// At most `limit` entries of a device's ledger in order, from number `from`.
    ///
    /// # Errors
    /// Those of the file.
    pub fn entries(&self, device: DeviceId, from: u64, limit: usize) -> Result<Vec<SignedEntry>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT leaf, sig FROM entries WHERE device = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3",
        )?;
        let rows = query.query_map(params![device.to_string(), sql::int(from), limit as i64], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of entries of a device's ledger.
    ///
    /// # Errors
    /// Those of the file.
    pub fn entry_count(&self, device: DeviceId) -> Result<LedgerSize, StoreError> {
        let sql = "SELECT coalesce(max(seq) + 1, 0) FROM entries WHERE device = ?1";
        let mut query = self.connection.prepare_cached(sql)?;
        Ok(LedgerSize::new(query.query_row([device.to_string()], |row| sql::number(row, 0))?))
    }

    /// The last checkpoint that the server cosigned.
    ///
    /// # Errors
    /// Those of the file.
    pub fn checkpoint(&self, device: DeviceId) -> Result<Option<Checkpoint>, StoreError> {
        let sql = "SELECT checkpoint FROM ledgers WHERE device = ?1";
        let text =
            self.connection.query_row(sql, [device.to_string()], |row| row.get::<_, Option<String>>(0));
        let text = sql::optional(text)?.flatten();
        text.map(|text| Checkpoint::parse(&text).map_err(StoreError::corrupt)).transpose()
    }
}

impl Tx<'_> {
    /// Appends an entry, which the caller has checked against the ledger before it.
    ///
    /// # Errors
    /// [`StoreError::Order`] where it isn't the next, [`StoreError::NotFound`] where the device has no ledger.
    pub fn append(&mut self, signed: &SignedEntry) -> Result<(), StoreError> {
        let device = signed.entry.device;
        if self.ledger_owner(device)?.is_none() {
            return Err(StoreError::NotFound(format!("the ledger of {device}")));
        }
        let (expected, found) = (self.entry_count(device)?.get(), signed.entry.seq);
        if found != expected {
            return Err(StoreError::Order { what: "ledger entry", expected, found });
        }
        self.connection
            .prepare_cached("INSERT INTO entries (device, seq, leaf, sig) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                device.to_string(),
                sql::int(found),
                signed.entry.leaf(),
                signed.sig.as_bytes()
            ])?;
        Ok(())
    }

    /// Keeps a checkpoint that the server cosigned. The caller has checked its signatures.
    ///
    /// # Errors
    /// [`StoreError::Order`] where it is smaller than the one kept or larger than the ledger, [`StoreError::Conflict`]
    /// where it names another root for the same size.
    pub fn set_checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        let head = &checkpoint.head;
        let found = head.size.get();
        if let Some(kept) = self.checkpoint(head.device)? {
            let expected = kept.head.size.get();
            if found < expected {
                return Err(StoreError::Order { what: "checkpoint", expected, found });
            }
            if found == expected && kept.head.root != head.root {
                return Err(StoreError::Conflict(format!("a checkpoint of size {found}")));
            }
        }
        let expected = self.entry_count(head.device)?.get();
        if found > expected {
            return Err(StoreError::Order { what: "checkpoint", expected, found });
        }
        let sql = "UPDATE ledgers SET checkpoint = ?2, checkpoint_size = ?3 WHERE device = ?1";
        let device = head.device.to_string();
        match self.connection.execute(sql, params![device, checkpoint.to_string(), sql::int(found)])? {
            0 => Err(StoreError::NotFound(format!("the ledger of {device}"))),
            _ => Ok(()),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<SignedEntry> {
    let leaf = row.get_ref(0)?.as_blob()?;
    let unreadable = |e: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, e.into())
    };
    let entry: Entry = serde_json::from_slice(leaf).map_err(unreadable)?;
    Ok(SignedEntry { entry, sig: Signature::from_bytes(sql::array(row, 1)?) })
}
