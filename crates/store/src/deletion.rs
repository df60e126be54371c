//! Deleting: undoable for a moment, then gone, with a gap marker in its place.

use candor_domain::{
    Boot, Category, DeviceId, ProjectId, RecordId, SessionId, Timestamp,
    record::{GapMarker, GapReason, LedgerSize, RecordBody},
};
use rusqlite::{Row, params};

use crate::{
    error::StoreError,
    item::{Item, ItemState, NewItem, StateName},
    sql,
    store::{Store, Tx},
};

/// An item that is due to be purged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub id: RecordId,
    /// The enrolment.
    pub device: DeviceId,
    /// The project.
    pub project: ProjectId,
    /// The session.
    pub session: SessionId,
    /// Its category.
    pub category: Category,
    /// [`GapReason::Deleted`] where the agent deleted it, [`GapReason::Withdrawn`] where its time frozen ended.
    pub reason: GapReason,
}

/// What stands in for a purged item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purge {
    /// The item to be purged.
    pub item: RecordId,
    /// The id of its gap marker.
    pub gap: RecordId,
    /// When the gap marker is made.
    pub at: Timestamp,
    /// The size of the device's ledger then, the entry on the deletion included.
    pub ledger_size: LedgerSize,
    /// Why.
    pub reason: GapReason,
}

/// An item that the server is to delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingDeletion {
    /// Which.
    pub id: RecordId,
    /// When the agent asked for it.
    pub at: Timestamp,
    /// Whether the server has it for certain; while not, ask again after the item was settled.
    pub sent: bool,
}

impl Store {
    /// At most `limit` items of an enrolment that are due: deleted by the agent with the time to undo it over, or frozen past
    /// their deadline.
    ///
    /// # Errors
    /// [`StoreError::State`] before [`Tx::rebase_review`].
    pub fn due(
        &self,
        device: DeviceId,
        now: Timestamp,
        awake: Boot,
        limit: usize,
    ) -> Result<Vec<Due>, StoreError> {
        self.must_be_rebased()?;
        let mut query = self.connection.prepare_cached(
            "SELECT id, device, project, session, category, state FROM items
             WHERE device = ?1 AND ((state = 'deleting' AND delete_awake <= ?2)
                 OR (state = 'frozen' AND frozen_until <= ?3)) ORDER BY n LIMIT ?4",
        )?;
        let values = params![device.to_string(), sql::int(awake.as_millis()), now.as_millis(), limit as i64];
        let rows = query.query_map(values, read_due)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Deletions that the server is still to be asked for, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn pending_deletions(&self, device: DeviceId) -> Result<Vec<PendingDeletion>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT items.id, deletion_requests.at, state = 'sent'
             FROM deletion_requests JOIN items ON items.id = item WHERE device = ?1
             ORDER BY deletion_requests.rowid",
        )?;
        let rows = query.query_map([device.to_string()], |row| {
            Ok(PendingDeletion { id: sql::text(row, 0)?, at: sql::time(row, 1)?, sent: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Deletes items, undoably until the awake clock reads `until`; until then they are kept, and can't leave.
    ///
    /// # Errors
    /// [`StoreError::State`] where one is not held, frozen, quarantined or claimed without having been offered to the
    /// server, or has no category and so no content.
    pub fn delete_later(&mut self, ids: &[RecordId], until: Boot) -> Result<(), StoreError> {
        self.must_be_rebased()?;
        for id in ids {
            let item = self.item(*id)?;
            let state = item.state.name();
            let here = match state {
                StateName::Held | StateName::Frozen | StateName::Quarantined => true,
                StateName::Claimed => !self.offered(*id)?,
                _ => false,
            };
            if !here {
                return Err(StoreError::state(*id, state.name(), "deleted here"));
            }
            if item.category.is_none() {
                return Err(StoreError::state(*id, "a gap marker or session summary", "deleted"));
            }
            self.connection
                .prepare_cached(
                    "UPDATE items SET undo = state, state = 'deleting', delete_awake = ?2 WHERE id = ?1",
                )?
                .execute(params![id.to_string(), sql::int(until.as_millis())])?;
        }
        Ok(())
    }

    /// Undoes deletions: each item is again what it was.
    ///
    /// # Errors
    /// [`StoreError::State`] where one isn't being deleted.
    pub fn undelete(&mut self, ids: &[RecordId]) -> Result<(), StoreError> {
        for id in ids {
            self.must_be(*id, StateName::Deleting, "brought back")?;
            self.connection
                .prepare_cached(
                    "UPDATE items SET state = undo, undo = NULL, delete_awake = NULL WHERE id = ?1",
                )?
                .execute([id.to_string()])?;
        }
        Ok(())
    }

    /// Purges an item that is being deleted or is frozen: content, picture and salt are gone, and a gap marker, which is
    /// returned, stands in its place and may leave at once. To be committed together with the ledger's entry on it.
    ///
    /// # Errors
    /// [`StoreError::State`] where the item is in another state.
    pub fn purge(&mut self, purge: &Purge) -> Result<Item, StoreError> {
        let item = self.item(purge.item)?;
        if !matches!(item.state, ItemState::Deleting { .. } | ItemState::Frozen { .. }) {
            return Err(StoreError::state(purge.item, item.state.name().name(), "purged"));
        }
        let Some(category) = item.category else {
            return Err(StoreError::state(purge.item, "without content", "purged"));
        };
        let (from, to) = match &item.body {
            Some(RecordBody::Activity(sample)) => (sample.from, sample.to),
            _ => (item.at, item.at),
        };
        let id = purge.item.to_string();
        self.connection.execute(
            "UPDATE items SET state = 'purged', body = NULL, record = NULL, salt = NULL, sha256 = NULL,
             frozen_until = NULL, delete_awake = NULL, undo = NULL, code = NULL, message = NULL WHERE id = ?1",
            [&id],
        )?;
        self.connection.execute("DELETE FROM blobs WHERE item = ?1", [&id])?;
        self.purged();
        let gap = GapMarker { category, from, to, reason: purge.reason };
        self.insert_item(
            NewItem {
                id: purge.gap,
                device: item.device,
                project: item.project,
                session: item.session,
                at: purge.at,
                ledger_size: purge.ledger_size,
                consent: None,
                synthetic: item.synthetic,
                body: RecordBody::Gap(gap),
                releasable_at: Boot::from_millis(0),
            },
            None,
        )
    }

    /// Queues the deletion of an item that the server has or may have.
    ///
    /// # Errors
    /// [`StoreError::State`] where it is neither sent nor claimed: what is still here alone is deleted here.
    pub fn request_deletion(&mut self, id: RecordId, at: Timestamp) -> Result<(), StoreError> {
        let item = self.item(id)?;
        if !matches!(item.state, ItemState::Sent | ItemState::Claimed) || item.category.is_none() {
            return Err(StoreError::state(id, item.state.name().name(), "deleted at the server"));
        }
        let sql = "INSERT INTO deletion_requests (item, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.connection.execute(sql, params![id.to_string(), at.as_millis()])?;
        Ok(())
    }

    /// The server has deleted an item, and then what is still here of it goes too; or it won't, and nothing is to be asked
    /// any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where nothing was queued.
    pub fn settle_deletion(&mut self, id: RecordId, deleted: bool) -> Result<(), StoreError> {
        match self.connection.execute("DELETE FROM deletion_requests WHERE item = ?1", [id.to_string()])? {
            0 => Err(StoreError::NotFound(format!("the deletion of item {id}"))),
            _ if deleted => self.forget(id),
            _ => Ok(()),
        }
    }
}

fn read_due(row: &Row<'_>) -> rusqlite::Result<Due> {
    let deleted = row.get_ref(5)?.as_str()? == StateName::Deleting.name();
    Ok(Due {
        id: sql::text(row, 0)?,
        device: sql::text(row, 1)?,
        project: sql::text(row, 2)?,
        session: sql::text(row, 3)?,
        category: sql::required(row, 4)?,
        reason: if deleted { GapReason::Deleted } else { GapReason::Withdrawn },
    })
}
