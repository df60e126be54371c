//! The port to the device's store: what is to be sent, and what became of it.

use candor_domain::{
    BatchId, RecordId, Sha256Hash,
    record::{LedgerSize, MediaType},
};
use candor_wire::device::LedgerRequest;

use crate::failure::Code;

/// The device's durable state as far as sending goes, for one enrolment.
///
/// All calls are synchronous and short; the driver makes them between requests, never at the same time. What a call that
/// changes something was told must be durable when it returns. An error ends the sync; nothing is lost by it.
pub trait Queue {
    /// What can go wrong in the store.
    type Error: std::error::Error + Send + Sync + 'static;

    /// How much there is to send now and what still waits for the agent's review; for progress and report only.
    ///
    /// # Errors
    /// Where the store fails.
    fn backlog(&mut self) -> Result<Backlog, Self::Error>;

    /// The number of entries in the device's own ledger.
    ///
    /// # Errors
    /// Where the store fails.
    fn ledger_size(&mut self) -> Result<LedgerSize, Self::Error>;

    /// The size up to which a cosignature of the server is stored; zero at first.
    ///
    /// # Errors
    /// Where the store fails.
    fn cosigned_size(&mut self) -> Result<LedgerSize, Self::Error>;

    /// The entries from number `from` on, at most `max` of them, with the device's checkpoint at the end of just these. With
    /// `from` at the ledger's end: no entries and the checkpoint of the whole ledger.
    ///
    /// # Errors
    /// Where the store fails.
    fn ledger_chunk(&mut self, from: LedgerSize, max: usize) -> Result<LedgerRequest, Self::Error>;

    /// Checks a checkpoint that came back for the chunk sent last (same head, both signatures by the pinned keys) and
    /// stores it. One that is older than the stored one is checked and dropped.
    ///
    /// # Errors
    /// Where the store fails.
    fn cosigned(&mut self, checkpoint: &str) -> Result<Cosignature, Self::Error>;

    /// The oldest batch that was claimed and has unsettled records; where there is none, claims in one transaction
    /// what is releasable now (giving it a `records` entry) and returns that. Nothing where nothing is releasable.
    ///
    /// A batch holds at most [`candor_wire::device::MAX_BATCH`] records and should hold at most 1 MiB of them: that and one
    /// blob is what stays in memory.
    ///
    /// # Errors
    /// Where the store fails.
    fn next_batch(&mut self) -> Result<Option<OutgoingBatch>, Self::Error>;

    /// To be called right before content of these records is sent: from now on the server may have it. Returns those that are
    /// not to be sent any more, because the agent deleted or withdrew them: then only their commitments go, and they aren't
    /// settled.
    ///
    /// # Errors
    /// Where the store fails.
    fn offer(&mut self, ids: &[RecordId]) -> Result<Vec<RecordId>, Self::Error>;

    /// The bytes of a record's blob, or nothing where the item is no longer to be sent: then only its commitment goes,
    /// and it isn't settled.
    ///
    /// # Errors
    /// Where the store fails.
    fn blob(&mut self, id: RecordId) -> Result<Option<Vec<u8>>, Self::Error>;

    /// What became of a claimed record; it is never in [`Self::next_batch`] again, unless the agent retries one that was
    /// refused (which is best a new batch). May come twice with the same outcome after a restart.
    ///
    /// # Errors
    /// Where the store fails.
    fn settle(&mut self, id: RecordId, outcome: Settlement) -> Result<(), Self::Error>;

    /// A capture that the agent deleted after it was settled as sent, whose deletion isn't settled. One that is claimed and
    /// not yet settled has to wait until it is, or the server would be asked to delete what it doesn't have yet.
    ///
    /// # Errors
    /// Where the store fails.
    fn next_deletion(&mut self) -> Result<Option<RecordId>, Self::Error>;

    /// What became of a deletion; it is never in [`Self::next_deletion`] again.
    ///
    /// # Errors
    /// Where the store fails.
    fn settle_deletion(&mut self, id: RecordId, outcome: DeletionOutcome) -> Result<(), Self::Error>;
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Records that are claimed or releasable now.
    pub records: u64,
    /// Their bytes, those of blobs and of canonical records together.
    pub bytes: u64,
    /// Items that wait for the agent's review.
    pub waiting: u64,
}

/// Whether a checkpoint was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cosignature {
    /// It holds and is stored.
    Stored,
    /// It doesn't hold: the server misbehaves. Says in words what is wrong; sending stops.
    Invalid(String),
}

/// Records that left the outbox together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingBatch {
    /// The batch.
    pub batch: BatchId,
    /// The number of its `records` entry in the ledger.
    pub entry: u64,
    /// Whether it may have been sent before, in whole or in part: claimed in an earlier sync. Then the server is asked
    /// for each blob before it is sent again.
    pub resumed: bool,
    /// All its records in the order of the commitment.
    pub items: Vec<OutgoingItem>,
}

/// One place in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingItem {
    /// SHA-256(salt ‖ canonical record), as in the batch's commitment.
    pub commitment: Sha256Hash,
    /// What is to be sent; nothing where it was settled before or erased: then the commitment alone is sent.
    pub record: Option<OutgoingRecord>,
}

/// A record to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingRecord {
    /// The record.
    pub id: RecordId,
    /// Its JSON, `candor_domain::Record`.
    pub json: String,
    /// Base64 of the salt's 32 bytes.
    pub salt: String,
    /// The blob that it names and that has to be there first.
    pub blob: Option<BlobRef>,
}

impl std::fmt::Debug for OutgoingRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutgoingRecord({}, {} bytes, {:?})", self.id, self.json.len(), self.blob)
    }
}

/// A blob by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobRef {
    /// Its name.
    pub sha256: Sha256Hash,
    /// Its length in bytes.
    pub len: u64,
    /// Its type.
    pub media_type: MediaType,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The server stored it.
    Accepted,
    /// The server had it already, or a tombstone of it.
    Duplicate,
    /// The server won't have it: it goes to the quarantine, where the agent sees, retries or deletes it.
    Refused {
        /// Why, for programs.
        code: Code,
        /// Why, for people.
        message: String,
    },
}

/// What became of a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeletionOutcome {
    /// The server no longer holds the capture, or never had it.
    Deleted,
    /// The policy's grace is over: the agent has to make an erasure request.
    GraceOver,
    /// The server refused.
    Refused {
        /// Why, for programs.
        code: Code,
        /// Why, for people.
        message: String,
    },
}
