//! Consent that can be checked.
//!
//! The [`ledger`] is a device's append-only, signed, tamper-evident log of notices shown, decisions, session events and
//! deletions; [`receipt`]s are its decisions in the form that other tools understand; a [`grant`] is the proof, in the
//! program, that a category may be captured now. Nothing here reads a clock, a key or a file by itself.

#![forbid(unsafe_code)]

pub mod canonical;
pub mod commitment;
pub mod coverage;
pub mod entry;
pub mod grant;
pub mod key;
pub mod ledger;
pub mod note;
pub mod receipt;
pub mod tree;
pub mod verify;

pub use commitment::{Salt, batch_root, commitment};
pub use entry::{Body, Entry, SignedEntry};
pub use key::{DeviceKey, PublicKey, Signature};
pub use ledger::Ledger;
pub use receipt::{Receipt, ReceiptContext, receipt};
