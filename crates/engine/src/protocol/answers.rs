//! What each request is answered with.

use std::{collections::BTreeMap, path::PathBuf};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_domain::{
    Category, DeviceId, Millis, ProjectId, RecordId, SessionId, Sha256Hash, Timestamp,
    policy::Client,
    record::{ActivitySample, CaptureSource, Finding, GapReason},
    session::{SessionReason, SessionState},
};
use serde::{Deserialize, Serialize};

#[allow(unused_imports, reason = "named in the documentation")]
use super::Request;

/// What is recorded right now, and how everything stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Status {
    /// Idle, running or paused.
    pub state: SessionState,
    /// Why it is paused.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SessionReason>,
    /// The categories captured now.
    pub grants: Vec<Category>,
    /// The session, where one is open.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionStatus>,
    /// When the last item of each category was verified to be on disk.
    pub last_verified: BTreeMap<Category, Timestamp>,
    /// What waits on this machine.
    pub outbox: OutboxStatus,
    /// What is on its way.
    pub upload: UploadStatus,
    /// Whether all is well.
    pub health: Health,
    /// Where the key of the store is kept.
    pub key_store: String,
    /// The enrolments.
    pub enrolments: Vec<EnrolmentStatus>,
    /// The version of the engine.
    pub version: String,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SessionStatus {
    /// The session.
    pub id: SessionId,
    /// Its project.
    pub project: ProjectId,
    /// The project's name.
    pub project_name: String,
    /// When it started.
    pub started: Timestamp,
    /// Time worked so far.
    pub worked_ms: Millis,
    /// Whether its records are marked synthetic.
    pub synthetic: bool,
    /// Counts so far, as far as they are on disk.
    pub totals: Totals,
}

/// Counts of a session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Totals {
    /// Key presses.
    pub keys: u64,
    /// Clicks.
    pub clicks: u64,
    /// Scroll steps.
    pub scroll: u64,
    /// The pointer's way in pixels.
    pub pointer_px: u64,
    /// Active seconds.
    pub active_s: u64,
    /// Screenshots and webcam stills.
    pub captures: u64,
    /// Notes.
    pub notes: u64,
}

impl Totals {
    /// Counts the sample too.
    pub(crate) fn add(&mut self, sample: &ActivitySample) {
        self.keys += u64::from(sample.keys);
        self.clicks += u64::from(sample.clicks);
        self.scroll += u64::from(sample.scroll);
        self.pointer_px += u64::from(sample.pointer_px);
        self.active_s += u64::from(sample.active_s);
    }
}

/// What waits on this machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OutboxStatus {
    /// Items under review.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Of these, frozen by a withdrawal until the agent chooses.
    pub frozen: u64,
}

/// What is on its way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UploadStatus {
    /// Items that left the outbox and are not confirmed.
    pub pending: u64,
    /// Items that the server refused; see them with `outbox list`.
    pub quarantined: u64,
    /// When the server was last reached.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact: Option<Timestamp>,
}

/// Whether all is well: `"ok"` or a list of problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Health {
    /// `"ok"`.
    Ok(AllWell),
    /// What is wrong.
    Problems(Vec<Trouble>),
}

/// The word `ok`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AllWell {
    /// The word `ok`.
    Ok,
}

impl Health {
    /// All is well where there is no problem.
    pub fn new(problems: Vec<Trouble>) -> Self {
        if problems.is_empty() { Self::Ok(AllWell::Ok) } else { Self::Problems(problems) }
    }

    /// The problems.
    pub fn problems(&self) -> &[Trouble] {
        match self {
            Self::Ok(_) => &[],
            Self::Problems(problems) => problems,
        }
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Trouble {
    /// For programs: `camera_stalled`, `black_frame`, `storage_full`, `indicator_lost`, `server_unreachable`, `server_forgot`, …
    pub code: String,
    /// The category that it concerns.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// For people.
    pub message: String,
}

/// One enrolment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EnrolmentStatus {
    /// The enrolment.
    pub device: DeviceId,
    /// The client.
    pub client: Client,
    /// The server's address.
    pub server: String,
    /// Entries in the ledger.
    pub ledger_size: u64,
    /// Of these, cosigned by the server.
    pub cosigned: u64,
}

/// Answer of [`Request::Stop`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Stopped {
    /// The session as it ended.
    pub session: SessionStatus,
    /// Items that wait for review.
    pub waiting: u64,
}

/// Answer of [`Request::Outbox`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Outbox {
    /// The items, the oldest first.
    pub items: Vec<OutboxItem>,
}

/// An item that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OutboxItem {
    /// The item.
    pub id: RecordId,
    /// Its category; none for a session summary.
    pub category: Option<Category>,
    /// When it was made.
    pub at: Timestamp,
    /// Its project.
    pub project: ProjectId,
    /// Its session.
    pub session: SessionId,
    /// Where it stands.
    pub state: PlaceInLine,
    /// Time left for undoing its deletion.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_left_ms: Option<Millis>,
    /// Until when a frozen item waits for the agent's choice; then it is deleted.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen_until: Option<Timestamp>,
    /// Time left for review, where it is held.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_left_ms: Option<Millis>,
    /// What it holds.
    pub content: ItemContent,
    /// Why the server refused it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PlaceInLine {
    /// Under review.
    Held,
    /// Withdrawn, until the agent chooses.
    Frozen,
    /// Deleted, and can still be brought back.
    Deleting,
    /// On its way.
    Claimed,
    /// With the client.
    Sent,
    /// Refused by the server.
    Quarantined,
    /// Deleted for good.
    Purged,
}

/// Why the server refused an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Refused {
    /// For programs.
    pub code: String,
    /// For people.
    pub message: String,
}

/// What an item holds, pictures by their measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ItemContent {
    /// Counts.
    Activity(ActivitySample),
    /// A picture.
    Capture {
        /// What took it.
        source: CaptureSource,
        /// SHA-256 of its bytes.
        sha256: Sha256Hash,
        /// Number of its bytes.
        bytes: u32,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// What can be said of it by machine.
        finding: Finding,
        /// Whether a part was blacked out.
        redacted: bool,
    },
    /// Words.
    Note {
        /// The words.
        text: String,
    },
    /// A gap marker.
    Gap {
        /// From when.
        from: Timestamp,
        /// Until when.
        to: Timestamp,
        /// Why.
        reason: GapReason,
    },
    /// A session summary.
    Session {
        /// Time worked.
        worked_ms: Millis,
    },
    /// Nothing any more.
    Gone,
}

/// Answer of [`Request::Show`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Content {
    /// The media type.
    pub media_type: String,
    /// The bytes in base64.
    pub base64: String,
}

impl Content {
    /// The bytes.
    ///
    /// # Errors
    /// Where `base64` is none.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        BASE64_STANDARD.decode(&self.base64).map_err(|error| format!("The content can't be read: {error}."))
    }
}

/// Answer of [`Request::Delete`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Deleted {
    /// Items that are purged when the time for undoing is over; nothing sends them meanwhile.
    pub deleting: Vec<RecordId>,
    /// Until when it can be undone.
    pub undo_until: Timestamp,
    /// Items that the server has or may have: it was asked to delete them, or will be at the next contact.
    pub requested: Vec<RecordId>,
}

/// Answer of [`Request::Sync`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Synced {
    /// Records that the server has now, each once.
    pub sent: u64,
    /// Items that wait for their review time or the agent's choice.
    pub waiting: u64,
    /// What the server refused.
    pub refused: Vec<RefusedItem>,
    /// Items that were put on their way once more, because the server had lost them or may have.
    #[serde(default)]
    pub requeued: u64,
}

/// An item that the server refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RefusedItem {
    /// The item.
    pub id: RecordId,
    /// For programs.
    pub code: String,
    /// For people.
    pub message: String,
}

/// Answer of [`Request::Export`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Exported {
    /// The file.
    pub file: PathBuf,
    /// Its bytes.
    pub bytes: u64,
    /// Records in it.
    pub records: u64,
    /// Pictures in it.
    pub captures: u64,
}

/// Answer of [`Request::Verify`], and of verifying a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Verified {
    /// Ledgers checked.
    pub ledgers: u64,
    /// Entries checked: form, order, signature, tree.
    pub entries: u64,
    /// Records checked: commitment and consent.
    pub records: u64,
    /// Pictures checked.
    pub captures: u64,
    /// Receipts checked.
    pub receipts: u64,
    /// Ledger sizes that the server cosigned, by device.
    pub cosigned: BTreeMap<String, u64>,
}

/// Answer of [`Request::Leave`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Left {
    /// The client.
    pub client: Client,
    /// Categories withdrawn.
    pub withdrawn: Vec<Category>,
    /// Records that the client still holds.
    pub held_by_client: u64,
    /// How to have them erased.
    pub erasure: String,
    /// Whether the server knows of the withdrawal already.
    pub server_told: bool,
}

/// Answer of [`Request::Wipe`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Wiped {
    /// Items deleted.
    pub items: u64,
    /// Ledgers kept.
    pub ledgers: u64,
}
