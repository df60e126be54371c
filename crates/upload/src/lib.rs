//! Sends what was released to the server, exactly once in effect.
//!
//! [`machine`] decides what happens next and does no input or output: what was read and answered, the time and random
//! numbers go in, what is to be done comes out. [`client`] is its driver: it talks HTTP, and to the device's store
//! through the port [`Queue`]. Everything durable is the queue's; a machine can be dropped at any step and a new one
//! goes on from what the queue says.
//!
//! ```text
//! ledger, while the server lacks entries → deletions → oldest batch: its blobs, then its records, then settle each → again
//! ```

#![forbid(unsafe_code)]

pub mod backoff;
pub mod client;
mod desk;
pub mod failure;
pub mod invitation;
pub mod machine;
pub mod queue;
pub mod report;
pub mod server_url;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod testing;

pub use backoff::Backoff;
pub use client::{Api, Means, Pace, Random, Settings, Signer, Timeouts, enroll};
pub use failure::{ApiError, Code, Failure};
pub use invitation::{InvalidInvitation, Invitation};
pub use queue::{
    Backlog, BlobRef, Cosignature, DeletionOutcome, OutgoingBatch, OutgoingItem, OutgoingRecord, Queue,
    Settlement,
};
pub use report::{End, How, Mode, Problem, Progress, Refused, SyncReport};
pub use server_url::{InvalidServerUrl, ServerUrl};
