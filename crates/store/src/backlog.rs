//! How much waits to be sent.

use candor_consent::commitment::Salt;
use candor_domain::{BatchId, Boot, DeviceId, RecordId};
use rusqlite::{params, params_from_iter, types::Value};

use crate::{error::StoreError, outbox::Query, sql, store::Store};

impl Store {
    /// The number of items that a query finds.
    ///
    /// # Errors
    /// Those of the file.
    pub fn count(&self, query: &Query) -> Result<u64, StoreError> {
        let (conditions, values) = query.conditions(0);
        let mut query =
            self.connection.prepare_cached(&format!("SELECT count(*) FROM items WHERE TRUE{conditions}"))?;
        Ok(query.query_row(params_from_iter(values), |row| sql::number(row, 0))?)
    }

    /// The number of held items of an enrolment that may leave now, and the bytes that are to be sent of these and of those on
    /// their way: pictures and what describes them.
    ///
    /// # Errors
    /// [`StoreError::State`] before [`Tx::rebase_review`](crate::Tx::rebase_review).
    pub fn to_send(&self, device: DeviceId, awake: Boot) -> Result<(u64, u64), StoreError> {
        self.must_be_rebased()?;
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FILTER (WHERE state = 'held'), coalesce(sum(length(body) + coalesce(length(bytes), 0)), 0)
             FROM items LEFT JOIN blobs ON item = items.id
             WHERE device = ?1 AND (state = 'claimed' OR (state = 'held' AND release_awake <= ?2))",
        )?;
        let values = params![device.to_string(), sql::int(awake.as_millis())];
        Ok(query.query_row(values, |row| Ok((sql::number(row, 0)?, sql::number(row, 1)?)))?)
    }

    /// Where the ledger commits to an item: its batch, its place there and its salt; none where it was not claimed or its
    /// salt is gone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn committed(&self, id: RecordId) -> Result<Option<(BatchId, u32, Salt)>, StoreError> {
        let sql = "SELECT batch, position, salt FROM items WHERE id = ?1 AND salt IS NOT NULL AND batch IS NOT NULL";
        let mut query = self.connection.prepare_cached(sql)?;
        sql::optional(query.query_row([id.to_string()], |row| {
            Ok((sql::text(row, 0)?, row.get(1)?, Salt::from_bytes(sql::array(row, 2)?)))
        }))
    }
}

impl Query {
    /// The conditions as SQL, each with `AND` before it, and their values, numbered after the `before` that come first.
    pub(crate) fn conditions(&self, before: usize) -> (String, Vec<Value>) {
        let (mut sql, mut values) = (String::new(), Vec::new());
        let texts = [
            ("device", self.device.map(|id| id.to_string())),
            ("session", self.session.map(|id| id.to_string())),
            ("category", self.category.map(|category| category.name().into())),
        ];
        for (column, text) in texts {
            if let Some(text) = text {
                values.push(Value::Text(text));
                sql.push_str(&format!(" AND {column} = ?{}", before + values.len()));
            }
        }
        if !self.states.is_empty() {
            let names: Vec<_> = self.states.iter().map(|state| format!("'{}'", state.name())).collect();
            sql.push_str(&format!(" AND state IN ({})", names.join(", ")));
        }
        (sql, values)
    }
}
