//! One entry of a consent ledger.
//!
//! Entries hold ids and hashes, no names and no content, so that erasing a person's data never has to touch the log.

use candor_domain::{
    AgentId, BatchId, Category, ClientId, DeviceId, ProjectId, RecordId, SessionId, Sha256Hash, Timestamp,
    WithdrawalId, Zone,
    policy::PolicyVersion,
    record::GapReason,
    session::{SessionEvent, SessionReason},
    whole,
};
use serde::{Deserialize, Serialize};

use crate::{
    canonical,
    key::{DeviceKey, PublicKey, Signature},
};

/// The version of the entry format.
pub const FORMAT: u8 = 1;

/// One entry. Its leaf in the tree, and what its signature covers, are its RFC 8785 canonical bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Format of the entry: [`FORMAT`].
    pub v: u8,
    /// Its place in the ledger, from 0; at most [`whole::MAX`].
    #[serde(deserialize_with = "whole::read")]
    pub seq: u64,
    /// The ledger's device.
    pub device: DeviceId,
    /// When it was written, by the wall clock: shown, never trusted.
    pub at: Timestamp,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Body {
    /// The device was enrolled. Always the first entry, and only that.
    Enrolled {
        /// The agent.
        agent: AgentId,
        /// The client.
        client: ClientId,
        /// The device's key, which signs this and every other entry.
        public_key: PublicKey,
        /// The server's key, pinned from now on.
        server_key: PublicKey,
    },
    /// A notice was put before the agent.
    NoticeShown {
        /// The project whose notice it is.
        project: ProjectId,
        /// The version of the policy that it renders.
        policy_version: PolicyVersion,
        /// SHA-256 of its text.
        notice: Sha256Hash,
        /// Its language, as a BCP 47 tag.
        lang: String,
        /// Where it was shown.
        channel: Channel,
    },
    /// The agent decided about one category.
    Decision {
        /// The project.
        project: ProjectId,
        /// The category.
        category: Category,
        /// What was decided.
        decision: Decision,
        /// SHA-256 of the notice decided on.
        notice: Sha256Hash,
        /// SHA-256 of the receipt's canonical bytes.
        receipt: Sha256Hash,
        /// Where it was decided.
        channel: Channel,
        /// The withdrawal made elsewhere that this one carries out on the device; only where something is withdrawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<WithdrawalId>,
    },
    /// Something happened to a session.
    Session {
        /// The session.
        session: SessionId,
        /// Its project.
        project: ProjectId,
        /// What happened.
        event: SessionEvent,
        /// Why it was paused or stopped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<SessionReason>,
        /// The zone in which a started session's days are cut.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<Zone>,
    },
    /// Records left the outbox: a commitment to what they are.
    Records {
        /// Their batch.
        batch: BatchId,
        /// How many.
        count: u32,
        /// The RFC 6962 root over SHA-256(salt ‖ canonical record) of each, in order.
        root: Sha256Hash,
    },
    /// The agent deleted items.
    Deletion {
        /// The project.
        project: ProjectId,
        /// Their category.
        category: Category,
        /// Which.
        items: Vec<RecordId>,
        /// Why.
        reason: GapReason,
    },
    /// The agent blacked out a part of a capture.
    Redaction {
        /// The project.
        project: ProjectId,
        /// The capture.
        item: RecordId,
        /// SHA-256 of the picture that stands in its place.
        sha256: Sha256Hash,
    },
    /// All local data was deleted but this ledger.
    Wipe {},
}

impl Body {
    /// The name of its kind in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Enrolled { .. } => "enrolled",
            Self::NoticeShown { .. } => "notice_shown",
            Self::Decision { .. } => "decision",
            Self::Session { .. } => "session",
            Self::Records { .. } => "records",
            Self::Deletion { .. } => "deletion",
            Self::Redaction { .. } => "redaction",
            Self::Wipe { .. } => "wipe",
        }
    }
}

/// What the agent decided about a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It may be recorded.
    Granted,
    /// It may not.
    Declined,
    /// It may no longer.
    Withdrawn,
}

impl Decision {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Where the agent read or decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The desktop app.
    App,
    /// The command line.
    Cli,
    /// The agent's page in the portal.
    Portal,
}

impl Channel {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Cli => "cli",
            Self::Portal => "portal",
        }
    }
}

/// An entry with its device's signature; in JSON `{"entry": {…}, "sig": "base64"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedEntry {
    /// The entry.
    #[serde(deserialize_with = "exactly")]
    pub entry: Entry,
    /// The signature over the entry's canonical bytes.
    pub sig: Signature,
}

/// Reads an entry and refuses fields that it doesn't know, for the signature would cover what nobody looks at.
fn exactly<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
    canonical::read_exact(serde_json::Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

impl SignedEntry {
    /// Signs an entry.
    pub fn sign(entry: Entry, key: &DeviceKey) -> Self {
        let sig = key.sign(&entry.leaf());
        Self { entry, sig }
    }
}

impl Entry {
    /// The canonical bytes: what is signed, and the leaf in the tree.
    pub fn leaf(&self) -> Vec<u8> {
        canonical::bytes(self)
    }
}
