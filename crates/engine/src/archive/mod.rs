//! Everything held about the agent on this machine, as a file that others can read and check.
//!
//! [`collect`] writes the documents of an enrolment one after the other, from short looks at the store; exporting puts them
//! into a zip file, verifying checks them as it would check those of a file.

mod collect;
mod export;
mod report;
mod verify;

pub(crate) use export::export;
pub use verify::file;
pub(crate) use verify::store as verify_store;

use candor_consent::Signature;
use candor_domain::{BatchId, Category, DeviceId, Millis, Record, SessionId, Sha256Hash, Timestamp, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `device.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeviceFile {
    pub device: DeviceId,
    /// Base64 of the 32 bytes of the device's Ed25519 key.
    pub public_key: candor_consent::PublicKey,
}

/// `server.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ServerFile {
    /// The name in its cosignatures.
    pub name: String,
    /// Base64 of the 32 bytes of its Ed25519 key.
    pub public_key: candor_consent::PublicKey,
}

/// `records.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct RecordsFile {
    pub v: u8,
    pub sessions: Vec<SessionRow>,
    pub samples: Vec<RecordRow>,
    pub captures: Vec<RecordRow>,
    pub notes: Vec<RecordRow>,
    pub gaps: Vec<RecordRow>,
    pub summaries: Vec<RecordRow>,
    /// What the ledger committed to, batch by batch.
    pub batches: Vec<BatchRow>,
}

impl RecordsFile {
    pub fn rows(&self) -> impl Iterator<Item = &RecordRow> {
        [&self.samples, &self.captures, &self.notes, &self.gaps, &self.summaries].into_iter().flatten()
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SessionRow {
    pub id: SessionId,
    pub project: candor_domain::ProjectId,
    pub zone: Zone,
    pub from: Timestamp,
    pub to: Timestamp,
    pub worked_ms: Millis,
}

/// A record, with what is said of it outside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RecordRow {
    /// Its category; none for gap markers and session summaries.
    pub category: Option<Category>,
    pub at: Timestamp,
    /// The receipt of the decision that covers it.
    pub receipt: Option<Sha256Hash>,
    /// Where it stands: held, claimed, sent, …
    pub state: String,
    /// The picture's file, while it is on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// SHA-256 of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Hash>,
    /// Where the ledger commits to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committed: Option<Committed>,
    /// The record as it is or would be sent.
    pub record: Record,
}

/// Where the ledger commits to a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Committed {
    pub batch: BatchId,
    /// Its place in the batch, from 0.
    pub position: u32,
    pub salt: candor_consent::commitment::Salt,
}

/// A batch of records that left the outbox together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BatchRow {
    pub batch: BatchId,
    /// The number of the ledger's entry that commits to it.
    pub entry: u64,
    /// SHA-256(salt ‖ canonical record) of each record in order.
    pub commitments: Vec<Sha256Hash>,
}

/// `manifest.json`: the files of an export and the device's signature over their hashes, so that a change of a record that the
/// ledger doesn't commit to yet is noticed too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub v: u8,
    pub made_at: Timestamp,
    pub files: BTreeMap<String, Sha256Hash>,
    /// Over the RFC 8785 canonical bytes of this document without the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig: Option<Signature>,
}

pub(crate) const MANIFEST: &str = "manifest.json";

pub(crate) fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("our documents have text keys and finite numbers");
    json.push(b'\n');
    json
}
