//! The schema and its versions.

use rusqlite::Connection;

use crate::error::StoreError;

/// One step for each version, the first from nothing to version 1. A step that was released never changes.
const MIGRATIONS: [&str; 1] = [include_str!("schema/v1.sql")];

/// The version that this program writes.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

/// Brings a store to [`VERSION`], each step in a transaction of its own.
pub fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > VERSION {
        return Err(StoreError::Newer { found: version, known: VERSION });
    }
    for (step, sql) in MIGRATIONS.iter().enumerate().skip(version as usize) {
        let to = step + 1;
        let done = connection
            .execute_batch(&format!("BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {to};\nCOMMIT;"));
        if let Err(error) = done {
            // The step did nothing: what was there before is there still.
            let _ = connection.execute_batch("ROLLBACK");
            return Err(error.into());
        }
    }
    Ok(())
}
