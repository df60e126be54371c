//! The local store: everything that Candor keeps on the agent's machine, in one encrypted file.
//!
//! [`Store`] is one SQLCipher file (`candor.db`) with captures in a table of their own, so that an item and its
//! bookkeeping commit together or not at all. Its key, a [`DataKey`], lives where the [`keystore`] puts it, and one
//! [`HomeLock`] keeps a second engine out of the folder. The calls are synchronous; time and ids are handed in.
//!
//! Reads are methods of [`Store`]; writes are methods of [`Tx`], which [`Store::write`] hands out, and which reads too.
//! Each enrolment has a device id of its own, and all that is kept belongs to one of them: no client sees another's.
//!
//! An item's way, each arrow a method of [`Tx`]:
//!
//! ```text
//! insert_item → Held ── claim ──→ Claimed ── mark_sent ──→ Sent
//!                │ ↑                │ ↑
//!         freeze │ │ release        │ │ retry
//!                ↓ │     quarantine ↓ │
//!               Frozen            Quarantined
//!
//! Held, Frozen, Quarantined ── delete_later ──→ Deleting ── purge ──→ Purged, and a gap marker, Held
//!                           ←── undelete ──────
//! Frozen ── purge, after its deadline ──→ Purged, and a gap marker, Held
//! ```

#![forbid(unsafe_code)]

mod backlog;
mod catalogue;
mod claim;
mod deletion;
mod enrolment;
mod error;
mod home;
mod item;
mod key;
pub mod keystore;
mod ledger;
mod outbox;
mod review;
mod schema;
mod session;
mod settings;
mod sql;
mod store;
#[cfg(test)]
mod tests;
mod usage;

pub use claim::{ClaimedBatch, ClaimedContent, ClaimedItem, NewClaim};
pub use deletion::{Due, PendingDeletion, Purge};
pub use enrolment::{Enrolment, EnrolmentState, PendingEnrolment, ServerIdentity};
pub use error::StoreError;
pub use home::{HomeLock, LockError};
pub use item::{BlobRef, Cursor, Item, ItemState, NewItem, StateName};
pub use key::DataKey;
pub use ledger::LedgerOwner;
pub use outbox::Query;
pub use review::BootId;
pub use session::{NewSession, Progress, StoredSession, StoredState, Totals};
pub use store::{FILE_NAME, Store, Tx};
pub use usage::Usage;
