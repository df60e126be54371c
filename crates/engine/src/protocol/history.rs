//! Answers about what was: days, the ledger, who looked.

use candor_consent::entry::{Channel, Decision};
use candor_domain::{
    Category, DeviceId, Millis, ProjectId, RecordId, SessionId, Sha256Hash, Timestamp, Zone,
    session::{SessionEvent, SessionReason},
    time::Day,
};
use serde::{Deserialize, Serialize};

use super::OutboxItem;
#[allow(unused_imports, reason = "named in the documentation")]
use super::Request;

/// Answer of [`Request::Days`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Days {
    /// The machine's time zone, in which they are cut.
    pub zone: Zone,
    /// The day that it is.
    pub today: Day,
    /// Days on which sessions began, the latest first.
    pub days: Vec<DaySummary>,
}

/// What one day holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DaySummary {
    /// The day.
    pub day: Day,
    /// Sessions that began on it.
    pub sessions: u32,
    /// Time worked in them.
    pub worked_ms: Millis,
    /// Screenshots and stills taken in them, those deleted since among them.
    pub captures: u64,
    /// The names of their projects.
    pub projects: Vec<String>,
}

/// Answer of [`Request::Day`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DayLog {
    /// The day.
    pub day: Day,
    /// The time zone in which it is cut.
    pub zone: Zone,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// The sessions that began on it, the earliest first.
    pub sessions: Vec<DaySession>,
    /// Everything recorded in them, in the order of recording; what is no longer on this machine without its content.
    pub items: Vec<OutboxItem>,
}

/// A session in a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DaySession {
    /// The session.
    pub id: SessionId,
    /// Its project.
    pub project: ProjectId,
    /// The project's name.
    pub project_name: String,
    /// The client's name.
    pub client_name: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; none while it is open.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
    /// Time worked in it.
    pub worked_ms: Millis,
    /// Whether its records are marked synthetic.
    pub synthetic: bool,
    /// What happened to it, in order, as the ledger has it.
    pub events: Vec<DayEvent>,
}

/// A session event as the ledger has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DayEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: SessionEvent,
    /// Why, for pauses and stops.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SessionReason>,
}

/// Answer of [`Request::Ledger`]: entries of one enrolment's ledger, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LedgerPage {
    /// The enrolment.
    pub device: DeviceId,
    /// Entries in all.
    pub size: u64,
    /// Of these, cosigned by the server.
    pub cosigned: u64,
    /// The entries.
    pub entries: Vec<LedgerLine>,
}

/// One entry of a ledger, for reading. A field is there where an entry of its kind has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(optional_fields))]
pub struct LedgerLine {
    /// Its number, from 0.
    pub seq: u64,
    /// When it was written, by the machine's clock.
    pub at: Timestamp,
    /// What it is: `enrolled`, `notice_shown`, `decision`, `session`, `records`, `deletion`, `redaction` or `wipe`.
    pub kind: String,
    /// The project's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Where it was read or decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What happened to the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<SessionEvent>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The notice read or decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Sha256Hash>,
    /// The decision's receipt; see [`Request::Receipt`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Sha256Hash>,
    /// Items deleted, or records that left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<u64>,
    /// SHA-256 of the entry as it is signed, the leaf's data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Hash>,
}

/// Answer of [`Request::Views`]: who opened which capture, as far as the servers tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Views {
    /// The views, the latest first.
    pub views: Vec<ViewedCapture>,
    /// The clients whose server could not be asked just now.
    pub unreached: Vec<String>,
}

/// One look at one capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ViewedCapture {
    /// The client's name.
    pub client: String,
    /// The capture.
    pub capture: RecordId,
    /// Who looked.
    pub viewer: String,
    /// When.
    pub at: Timestamp,
    /// In which role.
    pub role: String,
}
