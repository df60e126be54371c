//! The outbox: storing items, reading them, redacting them, and freezing what was withdrawn.

use candor_domain::{
    Boot, Category, DeviceId, ProjectId, RecordId, SessionId, Sha256Hash, Timestamp,
    record::{ImageRef, RecordBody},
};
use rusqlite::{params, params_from_iter, types::Value};

use crate::{
    error::StoreError,
    item::{self, Cursor, Item, ItemState, NewItem, StateName},
    sql,
    store::{Store, Tx},
};

/// Which items to read; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Of one enrolment.
    pub device: Option<DeviceId>,
    /// Of one session.
    pub session: Option<SessionId>,
    /// Of one category.
    pub category: Option<Category>,
    /// In one of these states; in any where it is empty.
    pub states: Vec<StateName>,
}

impl Query {
    /// What waits for the agent: held, frozen, or just deleted.
    pub fn outbox(device: DeviceId) -> Self {
        Self { device: Some(device), states: StateName::OUTBOX.to_vec(), ..Self::default() }
    }
}

impl Store {
    /// An item.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn item(&self, id: RecordId) -> Result<Item, StoreError> {
        let mut query = self.connection.prepare_cached(&format!("{} WHERE id = ?1", item::COLUMNS))?;
        let found = sql::optional(query.query_row([id.to_string()], item::read))?;
        found.ok_or_else(|| StoreError::NotFound(format!("item {id}")))
    }

    /// At most `limit` items after `after`, in the order in which they were stored.
    ///
    /// # Errors
    /// Those of the file.
    pub fn items(&self, query: &Query, after: Cursor, limit: usize) -> Result<Vec<Item>, StoreError> {
        let (conditions, more) = query.conditions(2);
        let values =
            [Value::Integer(after.0), Value::Integer(sql::int(limit as u64))].into_iter().chain(more);
        let sql = format!("{} WHERE n > ?1{conditions} ORDER BY n LIMIT ?2", item::COLUMNS);
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(params_from_iter(values), item::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The picture of an item; none where it has none or its content is gone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn blob(&self, id: RecordId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT bytes FROM blobs WHERE item = ?1")?;
        sql::optional(query.query_row([id.to_string()], |row| row.get(0)))
    }

    /// At most `limit` items of an enrolment that may leave now, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::State`] before [`Tx::rebase_review`].
    pub fn releasable(&self, device: DeviceId, awake: Boot, limit: usize) -> Result<Vec<Item>, StoreError> {
        self.must_be_rebased()?;
        let sql = format!(
            "{} WHERE state = 'held' AND device = ?1 AND release_awake <= ?2 ORDER BY n LIMIT ?3",
            item::COLUMNS
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let values = params![device.to_string(), sql::int(awake.as_millis()), limit as i64];
        let rows = query.query_map(values, item::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many items with content wait for the agent: their review isn't over, or they are frozen.
    ///
    /// # Errors
    /// [`StoreError::State`] before [`Tx::rebase_review`].
    pub fn under_review(&self, awake: Boot) -> Result<u64, StoreError> {
        self.must_be_rebased()?;
        let sql = "SELECT count(*) FROM items WHERE category IS NOT NULL
            AND (state = 'frozen' OR state = 'held' AND release_awake > ?1)";
        let mut query = self.connection.prepare_cached(sql)?;
        Ok(query.query_row([sql::int(awake.as_millis())], |row| sql::number(row, 0))?)
    }

    /// When the next held item of an enrolment may leave, by the awake clock; none where none is held.
    ///
    /// # Errors
    /// Those of the file.
    pub fn next_release(&self, device: DeviceId) -> Result<Option<Boot>, StoreError> {
        let sql = "SELECT min(release_awake) FROM items WHERE state = 'held' AND device = ?1";
        let mut query = self.connection.prepare_cached(sql)?;
        let next: Option<i64> = query.query_row([device.to_string()], |row| row.get(0))?;
        Ok(next.map(|next| Boot::from_millis(next.unsigned_abs())))
    }
}

impl Tx<'_> {
    /// Stores an item, held for review, counts it in its session's totals, and returns it with its number.
    ///
    /// # Errors
    /// [`StoreError::State`] before [`Tx::rebase_review`], and where picture, body and consent don't belong together;
    /// [`StoreError::Conflict`] where the id is taken; [`StoreError::Full`].
    pub fn insert_item(&mut self, new: NewItem, picture: Option<&[u8]>) -> Result<Item, StoreError> {
        self.must_be_rebased()?;
        let category = new.body.category();
        if category.is_some() != new.consent.is_some() {
            return Err(StoreError::State(format!(
                "item {} doesn't name the consent that covers it",
                new.id
            )));
        }
        let sha256 = match (&new.body, picture) {
            (RecordBody::Capture(capture), Some(bytes)) => Some(checked(new.id, &capture.image, bytes)?),
            (RecordBody::Capture(_), None) => {
                return Err(StoreError::State(format!("item {} is a capture without a picture", new.id)));
            }
            (_, Some(_)) => {
                return Err(StoreError::State(format!("item {} is no capture and has a picture", new.id)));
            }
            (_, None) => None,
        };
        if self.exists(new.id)? {
            return Err(StoreError::Conflict(format!("item {}", new.id)));
        }
        let session = self.session(new.session)?;
        if (session.device, session.project) != (new.device, new.project) {
            return Err(StoreError::State(format!("item {} isn't of its session's project", new.id)));
        }
        let (device, stream) = (new.device.to_string(), new.body.stream().name());
        let seq: i64 = self
            .connection
            .prepare_cached(
                "INSERT INTO streams (device, stream, last) VALUES (?1, ?2, 0)
                 ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
            )?
            .query_row(params![device, stream], |row| row.get(0))?;
        self.connection
            .prepare_cached(
                "INSERT INTO items (id, device, project, session, stream, seq, category, at, ledger_size, notice, receipt,
                 synthetic, sha256, body, state, release_awake)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'held', ?15)",
            )?
            .execute(params![
                new.id.to_string(),
                device,
                new.project.to_string(),
                new.session.to_string(),
                stream,
                seq,
                category.map(Category::name),
                new.at.as_millis(),
                sql::int(new.ledger_size.get()),
                new.consent.as_ref().map(|consent| consent.notice.as_bytes()),
                new.consent.as_ref().map(|consent| consent.receipt.as_bytes()),
                new.synthetic,
                sha256.as_ref().map(Sha256Hash::as_bytes),
                sql::to_json(&new.body),
                sql::int(new.releasable_at.as_millis()),
            ])?;
        if let Some(bytes) = picture {
            self.connection
                .prepare_cached("INSERT INTO blobs (item, bytes) VALUES (?1, ?2)")?
                .execute(params![new.id.to_string(), bytes])?;
        }
        self.count(new.session, &new.body)?;
        self.item(new.id)
    }

    fn exists(&self, id: RecordId) -> Result<bool, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT 1 FROM items WHERE id = ?1")?;
        Ok(query.exists([id.to_string()])?)
    }

    /// Lets items leave now, by the agent's choice: held ones before their review ends, and frozen ones; those that were
    /// claimed before they were frozen in the batch that they were in.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and [`StoreError::State`] where one is neither held nor frozen.
    pub fn release(&mut self, ids: &[RecordId]) -> Result<(), StoreError> {
        for id in ids {
            let state = self.item(*id)?.state;
            if !matches!(state, ItemState::Held | ItemState::Frozen { .. }) {
                return Err(StoreError::state(*id, state.name().name(), "released"));
            }
            self.connection
                .prepare_cached(
                    "UPDATE items SET state = iif(batch IS NULL, 'held', 'claimed'), frozen_until = NULL,
                     release_awake = 0 WHERE id = ?1",
                )?
                .execute([id.to_string()])?;
        }
        Ok(())
    }

    /// Puts another picture in the place of a capture's, a part of which the agent blacked out. The old one is gone.
    ///
    /// # Errors
    /// [`StoreError::State`] where the item is no capture, is neither held nor frozen, or `image` doesn't describe
    /// `bytes`.
    pub fn redact(&mut self, id: RecordId, bytes: &[u8], image: &ImageRef) -> Result<Item, StoreError> {
        let item = self.item(id)?;
        if !matches!(item.state, ItemState::Held | ItemState::Frozen { .. }) {
            return Err(StoreError::state(id, item.state.name().name(), "redacted"));
        }
        let mut committed =
            self.connection.prepare_cached("SELECT 1 FROM items WHERE id = ?1 AND batch IS NOT NULL")?;
        if committed.exists([id.to_string()])? {
            return Err(StoreError::state(id, "committed to as it is", "redacted"));
        }
        drop(committed);
        let Some(RecordBody::Capture(mut capture)) = item.body else {
            return Err(StoreError::State(format!("item {id} is no capture and can't be redacted")));
        };
        let sha256 = checked(id, image, bytes)?;
        capture.image = image.clone();
        capture.redacted = true;
        let body = sql::to_json(&RecordBody::Capture(capture));
        let id_text = id.to_string();
        self.connection.execute(
            "UPDATE items SET body = ?2, sha256 = ?3 WHERE id = ?1",
            params![id_text, body, sha256.as_bytes()],
        )?;
        self.connection.execute("UPDATE blobs SET bytes = ?2 WHERE item = ?1", params![id_text, bytes])?;
        self.purged();
        self.item(id)
    }

    /// Freezes what waits in a category that the agent withdrew, what was just deleted and could be undone and what was
    /// claimed but not yet offered to the server among it, and returns how many items. Each is purged after `until` (wall clock) unless the agent releases it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn freeze(
        &mut self,
        device: DeviceId,
        project: ProjectId,
        category: Category,
        until: Timestamp,
    ) -> Result<usize, StoreError> {
        let values = params![device.to_string(), project.to_string(), category.name(), until.as_millis()];
        let frozen = self.connection.execute(
            "UPDATE items SET state = 'frozen', frozen_until = ?4
             WHERE (state = 'held' OR state = 'claimed' AND id NOT IN (SELECT item FROM offered))
                 AND device = ?1 AND project = ?2 AND category = ?3",
            values,
        )?;
        self.connection.execute(
            "UPDATE items SET undo = 'frozen', frozen_until = ?4
             WHERE state = 'deleting' AND undo IN ('held', 'claimed') AND device = ?1 AND project = ?2 AND category = ?3",
            values,
        )?;
        Ok(frozen)
    }
}

/// The hash of a picture, if it is the one that `image` names.
fn checked(id: RecordId, image: &ImageRef, bytes: &[u8]) -> Result<Sha256Hash, StoreError> {
    let sha256 = Sha256Hash::of(bytes);
    if sha256 == image.sha256 && bytes.len() == image.bytes as usize {
        Ok(sha256)
    } else {
        Err(StoreError::State(format!("the picture of item {id} isn't the one that it names")))
    }
}
