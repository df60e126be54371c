//! What front ends ask of the engine and what it answers: one JSON document a line over the local socket.
//!
//! These shapes are also what `candor --json` prints, so they are part of the contract with scripts.

mod agreeing;
mod answers;
mod history;
mod settings;

use std::path::PathBuf;

use candor_consent::entry::{Channel, Decision};
use candor_domain::{Category, Millis, RecordId, Sha256Hash, time::Day};
use serde::{Deserialize, Serialize};

pub use agreeing::*;
pub use answers::*;
pub use candor_capture::{CameraDevice, Exclusions, Monitor, OpenWindow, Pattern, Surroundings};
pub use candor_domain::notice::Change;
pub use history::*;
pub use settings::*;

/// The version of the protocol; an engine answers only its own.
pub const VERSION: u32 = 1;

/// What a front end asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Request {
    /// What is recorded right now. Answer: [`Status`].
    Status,
    /// Whom an invitation is from, before anything is bound to it. Answer: [`InvitationPreview`].
    Preview {
        /// The invitation's link.
        invitation: String,
    },
    /// Binds a new device key to an invitation. Answer: [`Enrolled`].
    Enroll {
        /// The invitation's link.
        invitation: String,
    },
    /// The projects open to the agent. Answer: [`Projects`].
    Projects,
    /// The notice of a project, recorded as shown. Answer: [`ShownNotice`].
    Notice {
        /// The project's id or name.
        project: String,
        /// The language, as a BCP 47 tag.
        lang: String,
        /// Where it is shown.
        channel: Channel,
    },
    /// A sample of one category, made on this machine for the agent to see and kept nowhere; not while a session is running.
    /// Answers, one after the other: [`SampleUpdate`]. Closing the connection ends it.
    Sample {
        /// The project's id or name, whose terms it follows.
        project: String,
        /// The category.
        category: Category,
    },
    /// Decides about categories. Answer: [`Decided`].
    Decide {
        /// The project's id or name.
        project: String,
        /// The categories.
        categories: Vec<Category>,
        /// The decision.
        decision: Decision,
        /// The notice that was read; needed to grant.
        notice: Option<Sha256Hash>,
        /// Where it is decided.
        channel: Channel,
    },
    /// Starts a session. Answer: [`Status`].
    Start {
        /// The project's id or name.
        project: String,
        /// Where input and pictures come from.
        sensors: Sensors,
        /// Worked time after which the session stops by itself.
        limit_ms: Option<Millis>,
    },
    /// Pauses the session; answered when nothing listens any more. Answer: [`Status`].
    Pause,
    /// Goes on. Answer: [`Status`].
    Resume,
    /// Ends the session. Answer: [`Stopped`].
    Stop,
    /// The session that ended last, by itself or by whoever stopped it. Answer: [`Stopped`].
    LastSession,
    /// Writes a note about the work. Answer: [`OutboxItem`].
    Note {
        /// The words.
        text: String,
    },
    /// What waits for review or upload. Answer: [`Outbox`].
    Outbox,
    /// The days on which sessions began. Answer: [`Days`].
    Days,
    /// One day. Answer: [`DayLog`].
    Day {
        /// The day, in the machine's time zone.
        day: Day,
    },
    /// Entries of a ledger, the latest first. Answer: [`LedgerPage`].
    Ledger {
        /// The client's id or name.
        client: String,
        /// Only entries before this number.
        before: Option<u64>,
        /// How many at most.
        limit: u32,
    },
    /// The receipt of a decision. Answer: [`Content`].
    Receipt {
        /// SHA-256 of its canonical bytes.
        sha256: Sha256Hash,
    },
    /// Who opened which capture, as far as the servers tell. Answer: [`Views`].
    Views,
    /// What the agent has set. Answer: [`Settings`].
    Settings,
    /// Sets it. Answer: [`Settings`].
    Set {
        /// All of it.
        settings: Box<Settings>,
    },
    /// What is open and connected, for choosing from. Answer: [`Surroundings`].
    Surroundings,
    /// The exact bytes of an item. Answer: [`Content`].
    Show {
        /// The item.
        id: RecordId,
    },
    /// Blacks out regions of a capture. Answer: [`OutboxItem`].
    Redact {
        /// The capture.
        id: RecordId,
        /// The regions in pixels.
        rects: Vec<Rect>,
    },
    /// Deletes items: at once gone from what is sent, purged after the time for undoing. Answer: [`Deleted`].
    Delete {
        /// The items.
        ids: Vec<RecordId>,
    },
    /// Takes a deletion back while it can be. Answer: [`Outbox`].
    Undelete {
        /// The items.
        ids: Vec<RecordId>,
    },
    /// Releases items before their review time ends, frozen ones too; all that are held where none is named. Answer: [`Outbox`].
    Release {
        /// The items.
        ids: Vec<RecordId>,
    },
    /// Tries quarantined items again; all where none is named. Answer: [`Outbox`].
    Retry {
        /// The items.
        ids: Vec<RecordId>,
    },
    /// Uploads what is releasable. Answer: [`Synced`].
    Sync {
        /// Whether to wait for items still under review and through outages.
        wait: bool,
        /// Whether the agent agrees that a server has forgotten a part of what it cosigned: then that is sent again, with every
        /// item still kept here.
        #[serde(default)]
        accept_restored: bool,
    },
    /// Writes everything held about the agent to a file. Answer: [`Exported`].
    Export {
        /// The file; it must not exist.
        out: PathBuf,
    },
    /// Recomputes everything held. Answer: [`Verified`].
    Verify,
    /// Ends an enrolment. Answer: [`Left`].
    Leave {
        /// The client's id or name.
        client: String,
    },
    /// Deletes all local data but the ledgers. Answer: [`Wiped`].
    Wipe,
    /// A line whenever the status changes or a second passes, until the connection is closed. Answers: [`Status`].
    Watch,
    /// Ends the engine; a running session is stopped first. Answer: [`Status`].
    Shutdown,
}

/// A line to the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The version of the protocol: [`VERSION`].
    pub v: u32,
    /// What is asked.
    #[serde(flatten)]
    pub request: Request,
}

/// A line from the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// How far long work has come; more lines follow.
    Progress(Progress),
    /// The answer. [`Request::Watch`] gives one after the other.
    Done(serde_json::Value),
    /// It was not done.
    Failed(Failure),
}

/// How far long work has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Progress {
    /// Records done.
    pub records_done: u64,
    /// Records in all.
    pub records_total: u64,
    /// Bytes done.
    pub bytes_done: u64,
    /// Bytes in all.
    pub bytes_total: u64,
}

/// Where input and pictures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Sensors {
    /// The real input, screens and camera.
    Real,
    /// Made up from a seed; marked as such in every record.
    Synthetic {
        /// The seed.
        seed: u64,
    },
}

/// A region of a picture in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Rect {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub w: u32,
    /// Height.
    pub h: u32,
}

/// An answer: what was asked for, or why not.
pub type Answer = Result<serde_json::Value, Failure>;

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{message}")]
pub struct Failure {
    /// For programs.
    pub code: FailureCode,
    /// What happened, what was kept and what to do next.
    pub message: String,
}

impl Failure {
    /// A failure.
    pub fn new(code: FailureCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Why something was not done, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The request makes no sense.
    Usage,
    /// It needs a decision that was not made.
    ConsentMissing,
    /// There is no such enrolment.
    NotEnrolled,
    /// The server can't be reached; work goes on offline.
    Unreachable,
    /// The server refused.
    ServerRefused,
    /// The server knows no such invitation.
    InvitationUnknown,
    /// The invitation was used.
    InvitationUsed,
    /// The invitation is too old.
    InvitationExpired,
    /// Something held doesn't check out.
    VerificationFailed,
    /// There is no such thing.
    NotFound,
    /// It can't be done in the present state.
    State,
    /// The indicator can't be shown.
    NoIndicator,
    /// A sensor could not start.
    SensorFailed,
    /// No room is left.
    StorageFull,
    /// The key of the store is missing.
    NoKey,
    /// The system's keychain doesn't answer.
    NoKeychain,
    /// The key needs its passphrase.
    PassphraseNeeded,
    /// The passphrase is wrong.
    PassphraseWrong,
    /// Another engine holds the home folder.
    AlreadyRunning,
    /// No engine is running.
    NotRunning,
    /// Something failed inside.
    Internal,
}
