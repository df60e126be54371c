//! Work records: what the work log is made of.
//!
//! A record is written once, when its item leaves the outbox; its RFC 8785 canonical JSON is what the ledger commits
//! to and what the server stores. Counts are all that input leaves behind: no field of any type here can hold a key.

use serde::{Deserialize, Serialize};

use crate::{
    category::Category,
    hash::Sha256Hash,
    id::{DeviceId, ProjectId, RecordId, SessionId},
    time::{Millis, Timestamp, Zone},
    whole,
};

/// The number of entries of a ledger, and so a point in its order. At most 2^53 − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct LedgerSize(#[serde(deserialize_with = "whole::read")] u64);

impl LedgerSize {
    /// A ledger of so many entries.
    pub const fn new(entries: u64) -> Self {
        Self(entries)
    }

    /// The number of entries.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for LedgerSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A row of records of one kind from one device, numbered without regard to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Activity samples.
    Activity,
    /// Screenshots and webcam stills.
    Captures,
    /// Notes.
    Notes,
    /// Gap markers.
    Gaps,
    /// Session summaries.
    Sessions,
}

impl Stream {
    /// The name in JSON and in stores.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Captures => "captures",
            Self::Notes => "notes",
            Self::Gaps => "gaps",
            Self::Sessions => "sessions",
        }
    }
}

/// One work record.
///
/// `(device, stream, seq)` names it; the same name with other content is an alarm, never an overwrite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Record {
    /// Format of this document: 1.
    pub v: u8,
    /// The record.
    pub id: RecordId,
    /// The enrolment that made it.
    pub device: DeviceId,
    /// The project worked on.
    pub project: ProjectId,
    /// The session worked in.
    pub session: SessionId,
    /// The row it stands in.
    pub stream: Stream,
    /// Its number there, rising; numbers may be left out. At most 2^53 − 1.
    #[cfg_attr(feature = "openapi", schema(maximum = 9007199254740991_i64))]
    #[serde(deserialize_with = "whole::read")]
    pub seq: u64,
    /// When it was captured or, for samples and gaps, when it was complete; by the wall clock, for showing.
    pub at: Timestamp,
    /// The size of the device's ledger at that moment, where consent is judged.
    pub ledger_size: LedgerSize,
    /// The consent that covers it; absent for what is no category's content, gap markers and session summaries.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Coverage>,
    /// Made by synthetic sensors or under a clock that is not the machine's.
    pub synthetic: bool,
    /// What was recorded.
    #[serde(flatten)]
    pub body: RecordBody,
}

/// The decision that covers a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// SHA-256 of the notice that was shown.
    pub notice: Sha256Hash,
    /// SHA-256 of the receipt's canonical bytes.
    pub receipt: Sha256Hash,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum RecordBody {
    /// Counts for a minute.
    Activity(ActivitySample),
    /// A screenshot or a webcam still.
    Capture(Capture),
    /// The agent's words.
    Note(Note),
    /// Where something is missing, and why.
    Gap(GapMarker),
    /// A session as a whole, written when it ends.
    Session(SessionSummary),
}

impl RecordBody {
    /// The category whose consent must cover the record; none for gaps and summaries, which hold no content.
    pub fn category(&self) -> Option<Category> {
        match self {
            Self::Activity(_) => Some(Category::ActivityCounts),
            Self::Capture(capture) => Some(capture.source.category()),
            Self::Note(_) => Some(Category::WorkNotes),
            Self::Gap(_) | Self::Session(_) => None,
        }
    }

    /// The stream that records of this kind stand in.
    pub fn stream(&self) -> Stream {
        match self {
            Self::Activity(_) => Stream::Activity,
            Self::Capture(_) => Stream::Captures,
            Self::Note(_) => Stream::Notes,
            Self::Gap(_) => Stream::Gaps,
            Self::Session(_) => Stream::Sessions,
        }
    }
}

/// Counts for one minute, or for less at a pause or stop. Which keys they were is known to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ActivitySample {
    /// Start of the stretch.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
    /// Key presses; a held key counts once.
    pub keys: u32,
    /// Presses of mouse buttons, the wheel not among them.
    pub clicks: u32,
    /// Steps of the wheel, in any direction.
    pub scroll: u32,
    /// The pointer's way in pixels.
    pub pointer_px: u32,
    /// Seconds in which anything of this happened.
    pub active_s: u32,
}

impl ActivitySample {
    /// Adds the counts of another sample; the stretch grows to hold both.
    pub fn add(&mut self, other: &Self) {
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
        self.keys = self.keys.saturating_add(other.keys);
        self.clicks = self.clicks.saturating_add(other.clicks);
        self.scroll = self.scroll.saturating_add(other.scroll);
        self.pointer_px = self.pointer_px.saturating_add(other.pointer_px);
        self.active_s = self.active_s.saturating_add(other.active_s);
    }
}

/// What took a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub enum CaptureSource {
    /// A monitor, counted from 0 in the system's order.
    Screen {
        /// Which monitor.
        monitor: u8,
    },
    /// The webcam.
    Camera,
}

impl CaptureSource {
    /// The category that such a capture belongs to.
    pub const fn category(self) -> Category {
        match self {
            Self::Screen { .. } => Category::Screenshots,
            Self::Camera => Category::WebcamStills,
        }
    }
}

/// A screenshot or a webcam still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// What took it.
    pub source: CaptureSource,
    /// The picture.
    pub image: ImageRef,
    /// What can be said of it by machine.
    pub finding: Finding,
    /// Whether the agent blacked out a part.
    pub redacted: bool,
}

/// A picture by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ImageRef {
    /// SHA-256 of its bytes.
    pub sha256: Sha256Hash,
    /// Its type.
    pub media_type: MediaType,
    /// Number of its bytes.
    pub bytes: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The types of picture that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum MediaType {
    /// WebP, lossless or lossy.
    #[serde(rename = "image/webp")]
    Webp,
}

impl MediaType {
    /// The name in headers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
        }
    }
}

/// What can be said of a picture by machine, so that nobody takes it for more than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Nothing of note.
    Ordinary,
    /// Every pixel is black or nearly so: the screen is off, the camera covered, or the system hides the content.
    Black,
    /// Every pixel is of one colour other than black.
    Blank,
    /// The same picture as the one before from that source.
    Unchanged,
}

/// The agent's words about the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The words; at most [`Note::MAX_BYTES`].
    pub text: String,
}

impl Note {
    /// The longest note in bytes of UTF-8.
    pub const MAX_BYTES: usize = 8 * 1024;
}

/// What remains where something is missing: time, category, reason, no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct GapMarker {
    /// What is missing.
    pub category: Category,
    /// From when.
    pub from: Timestamp,
    /// Until when; the same as `from` for one item.
    pub to: Timestamp,
    /// Why.
    pub reason: GapReason,
}

/// Why something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// The agent deleted it before it was sent.
    Deleted,
    /// The agent declined the category.
    Declined,
    /// The agent withdrew the category.
    Withdrawn,
    /// The session was paused.
    Paused,
    /// No decision on the current notice.
    Undecided,
    /// The sensor could not deliver.
    SensorFailed,
    /// It could not be stored.
    StorageFull,
}

impl GapReason {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Deleted,
        Self::Declined,
        Self::Withdrawn,
        Self::Paused,
        Self::Undecided,
        Self::SensorFailed,
        Self::StorageFull,
    ];

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Paused => "paused",
            Self::Undecided => "undecided",
            Self::SensorFailed => "sensor_failed",
            Self::StorageFull => "storage_full",
        }
    }
}

/// A session as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SessionSummary {
    /// When it started.
    pub from: Timestamp,
    /// When it stopped.
    pub to: Timestamp,
    /// Time worked: running minus paused, by the boot clock.
    pub worked_ms: Millis,
    /// The zone that the agent worked in, where its days are cut.
    pub zone: Zone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_named_as_in_json() {
        for reason in GapReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
