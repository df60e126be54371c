//! What the agent has set. Its meaning is the engine's; here it is one JSON text.

use rusqlite::params;

use crate::{
    error::StoreError,
    sql,
    store::{Store, Tx},
};

impl Store {
    /// What was set last; none where nothing was.
    ///
    /// # Errors
    /// Those of the file.
    pub fn settings(&self) -> Result<Option<String>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT json FROM settings WHERE one = 1")?;
        sql::optional(query.query_row([], |row| row.get(0)))
    }
}

impl Tx<'_> {
    /// Sets it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn put_settings(&mut self, json: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO settings (one, json) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET json = ?1";
        self.connection.prepare_cached(sql)?.execute(params![json])?;
        Ok(())
    }
}
