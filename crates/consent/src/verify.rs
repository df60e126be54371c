//! Checking a whole ledger and what hangs on it, as `candor verify` and anyone with an export can.

use std::error::Error;

use candor_domain::{DeviceId, Record, Sha256Hash, Timestamp, record::LedgerSize};

use crate::{
    commitment::{Salt, batch_root, commitment},
    coverage::History,
    entry::{Body, SignedEntry},
    key::PublicKey,
    ledger::{Ledger, LedgerError},
    note::{Checkpoint, InvalidCheckpoint},
    receipt::Receipt,
};

/// A ledger of which everything holds.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The ledger after its last entry.
    pub ledger: Ledger,
    /// What it says at each of its sizes, for judging records.
    pub history: History,
    /// The size that the checkpoint covers; entries beyond it are signed by the device alone.
    pub checkpointed: Option<LedgerSize>,
    /// When the server cosigned that size, by its clock.
    pub cosigned_at: Option<Timestamp>,
}

/// What doesn't hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// An entry can't be read.
    #[error("entry {seq} of the ledger can't be read")]
    Unreadable {
        /// Its place, from 0.
        seq: u64,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
    /// An entry can't stand where it stands, or isn't signed by the device.
    #[error("entry {seq} of the ledger doesn't hold: {source}")]
    Entry {
        /// Its place, from 0.
        seq: u64,
        /// Why.
        source: LedgerError,
    },
    /// The ledger was begun with another key than the device's.
    #[error("the ledger was enrolled with another device key than the expected one")]
    DeviceKey,
    /// The ledger pins another server key.
    #[error("the ledger was enrolled with another server key than the expected one")]
    ServerKey,
    /// The checkpoint isn't signed as it should be.
    #[error("the checkpoint doesn't hold: {0}")]
    Checkpoint(#[from] InvalidCheckpoint),
    /// The checkpoint is of another device's ledger.
    #[error("the checkpoint belongs to another device's ledger")]
    OtherDevice,
    /// Entries are missing that the checkpoint covers.
    #[error("the ledger has {found} entries, but its checkpoint covers {expected}: entries are missing")]
    Truncated {
        /// What the checkpoint covers.
        expected: LedgerSize,
        /// What is there.
        found: LedgerSize,
    },
    /// The tree over the entries has another root than the checkpoint says.
    #[error("the entries have another root than the checkpoint over {0} of them: they were changed")]
    Root(LedgerSize),
}

/// Checks a whole ledger: that each entry may stand where it stands and is signed by the device's key, that the tree has the
/// checkpoint's root at the checkpoint's size, that the device signed the checkpoint and, where `server` gives its name and key,
/// that the server that was pinned at enrolment cosigned it. Without a checkpoint, nothing shows that entries are missing at
/// the end.
///
/// # Errors
/// The first thing that doesn't hold.
pub fn verify_ledger<E: Into<Box<dyn Error + Send + Sync>>>(
    device: DeviceId,
    public_key: &PublicKey,
    entries: impl IntoIterator<Item = Result<SignedEntry, E>>,
    checkpoint: Option<&Checkpoint>,
    server: Option<(&str, &PublicKey)>,
) -> Result<Verified, VerifyError> {
    let mut ledger = Ledger::new(device);
    let mut history = History::default();
    let mut root = checkpoint.filter(|c| c.head.size == ledger.size()).map(|_| ledger.head().root);
    for (seq, entry) in (0..).zip(entries) {
        let entry = entry.map_err(|source| VerifyError::Unreadable { seq, source: source.into() })?;
        ledger.append(&entry).map_err(|source| VerifyError::Entry { seq, source })?;
        history.apply(&entry.entry);
        if checkpoint.is_some_and(|c| c.head.size == ledger.size()) {
            root = Some(ledger.head().root);
        }
    }
    if let Some(enrolled) = ledger.state().enrolled() {
        if enrolled.key != *public_key {
            return Err(VerifyError::DeviceKey);
        }
        if server.is_some_and(|(_, key)| enrolled.server_key != *key) {
            return Err(VerifyError::ServerKey);
        }
    }
    let mut cosigned_at = None;
    if let Some(checkpoint) = checkpoint {
        let head = &checkpoint.head;
        if head.device != device {
            return Err(VerifyError::OtherDevice);
        }
        checkpoint.check_device(public_key)?;
        cosigned_at = server.map(|(name, key)| checkpoint.check_server(name, key)).transpose()?;
        match root {
            None => return Err(VerifyError::Truncated { expected: head.size, found: ledger.size() }),
            Some(root) if root != head.root => return Err(VerifyError::Root(head.size)),
            Some(_) => {}
        }
    }
    Ok(Verified { ledger, history, checkpointed: checkpoint.map(|c| c.head.size), cosigned_at })
}

/// One of the records that a `records` entry commits to.
#[derive(Debug, Clone, Copy)]
pub enum Member<'a> {
    /// A record that is still there, with its salt.
    Kept(&'a Salt, &'a Record),
    /// The commitment of one that was erased, with its salt.
    Erased(Sha256Hash),
}

/// Records that aren't those that the ledger commits to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommitmentError {
    /// There are more or fewer.
    #[error("the batch has {found} records, the ledger commits to {expected}")]
    Count {
        /// What the ledger says.
        expected: u32,
        /// What is there.
        found: u32,
    },
    /// At least one was changed, exchanged or moved.
    #[error("the records of the batch aren't those that the ledger commits to")]
    Root,
}

/// Checks that the records of a batch, in order, are those that a `records` entry with this count and root commits to.
///
/// # Errors
/// [`CommitmentError`].
pub fn verify_commitments<'a>(
    count: u32,
    root: &Sha256Hash,
    members: impl IntoIterator<Item = Member<'a>>,
) -> Result<(), CommitmentError> {
    let mut found: u32 = 0;
    let actual = batch_root(members.into_iter().map(|member| {
        found = found.saturating_add(1);
        match member {
            Member::Kept(salt, record) => commitment(salt, record),
            Member::Erased(commitment) => commitment,
        }
    }));
    if found != count {
        return Err(CommitmentError::Count { expected: count, found });
    }
    if actual == *root { Ok(()) } else { Err(CommitmentError::Root) }
}

/// A receipt that isn't the one of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The entry is no decision.
    #[error("the entry is no decision")]
    NoDecision,
    /// Its hash isn't the one that the ledger names.
    #[error("the receipt was changed: its hash isn't the one in the ledger")]
    Hash,
    /// It says something else than the ledger.
    #[error("the receipt says something else than the ledger")]
    Content,
}

/// Checks that a receipt is the one that a decision in the ledger names, and that both say the same.
///
/// # Errors
/// [`ReceiptError`].
pub fn verify_receipt(receipt: &Receipt, decision: &Body) -> Result<(), ReceiptError> {
    let Body::Decision { project, category, decision, notice, receipt: hash, channel, .. } = decision else {
        return Err(ReceiptError::NoDecision);
    };
    if receipt.sha256() != *hash {
        return Err(ReceiptError::Hash);
    }
    let record = &receipt.json["dpv:hasRecordOfActivity"];
    let process = &record["dpv:hasProcess"];
    let event = record.get("dpv:hasConsentStatus").or(record.get("candor:switch"));
    let says = |pointer: &str| event.and_then(|event| event.get(pointer)).and_then(|value| value.as_str());
    let same = process["candor:category"] == category.name()
        && process["candor:project"] == format!("urn:uuid:{project}")
        && record["dpv:hasNotice"]["dct:identifier"] == notice.to_string()
        && says("candor:decision") == Some(decision.name())
        && says("candor:channel") == Some(channel.name());
    if same { Ok(()) } else { Err(ReceiptError::Content) }
}
