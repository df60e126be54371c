//! Review time: it counts only while the machine is awake.
//!
//! Items name the reading of the awake clock at which their review ends. That clock starts anew with each run of the
//! machine, so the last reading is noted now and then ([`Tx::heartbeat`]), and a new run takes over what was left at
//! that reading. What is read too seldom makes reviews longer, never shorter.

use candor_domain::{Boot, Millis};
use rusqlite::params;

use crate::{
    error::StoreError,
    sql,
    store::{Store, Tx},
};

/// What tells one run of the machine from another, as the operating system names it
/// (`/proc/sys/kernel/random/boot_id` on Linux).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BootId(String);

impl BootId {
    /// From the system's name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The system's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Store {
    pub(crate) fn must_be_rebased(&self) -> Result<(), StoreError> {
        if self.rebased.get() {
            return Ok(());
        }
        Err(StoreError::State("the review times were not brought to this run of the machine".into()))
    }

    fn clock(&self) -> Result<Option<(BootId, Boot)>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT boot_id, awake FROM clock")?;
        sql::optional(query.query_row([], |row| Ok((BootId(row.get(0)?), sql::boot(row, 1)?))))
    }
}

impl Tx<'_> {
    /// Brings the review times to the present: to be called after opening and after each waking of the machine.
    ///
    /// In another run of the machine than the one noted, an item keeps what was left of its review at the last
    /// [`Tx::heartbeat`] there; the time in which a deletion can be undone is over. Whoever still waits then waits
    /// `floor` at least, so that the agent has that long to look.
    ///
    /// # Errors
    /// Those of the file.
    pub fn rebase_review(&mut self, awake: Boot, run: &BootId, floor: Millis) -> Result<(), StoreError> {
        let now = sql::int(awake.as_millis());
        let (last, same) = match self.clock()? {
            // Readings of one run are comparable as they are.
            Some((known, last)) if known == *run && last <= awake => (awake, true),
            Some((_, last)) => (last, false),
            None => (awake, true),
        };
        // What was left is `release - last`; nothing left stays nothing, the rest is the floor at least.
        self.connection.execute(
            "UPDATE items SET release_awake =
                 CASE WHEN release_awake > ?2 THEN ?1 + max(release_awake - ?2, ?3) ELSE 0 END
             WHERE state IN ('held', 'frozen', 'deleting')",
            params![now, sql::int(last.as_millis()), sql::int(floor.get())],
        )?;
        if !same {
            self.connection.execute("UPDATE items SET delete_awake = 0 WHERE state = 'deleting'", [])?;
        }
        self.note_clock(awake, run)?;
        self.rebased.set(true);
        Ok(())
    }

    /// Notes the awake clock's reading in this run of the machine.
    ///
    /// # Errors
    /// [`StoreError::State`] before [`Tx::rebase_review`].
    pub fn heartbeat(&mut self, awake: Boot, run: &BootId) -> Result<(), StoreError> {
        self.must_be_rebased()?;
        self.note_clock(awake, run)
    }

    fn note_clock(&mut self, awake: Boot, run: &BootId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO clock (one, boot_id, awake) VALUES (1, ?1, ?2)
                 ON CONFLICT DO UPDATE SET boot_id = excluded.boot_id, awake = excluded.awake",
            )?
            .execute(params![run.as_str(), sql::int(awake.as_millis())])?;
        Ok(())
    }
}
