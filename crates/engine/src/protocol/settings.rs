//! What the agent sets for every session on this machine, and what there is to choose from.

use candor_capture::Exclusions;
pub use candor_domain::policy::{TimeOfDay, Weekday, WorkingHours};
use candor_domain::{Category, Timestamp, record::ActivitySample};
use serde::{Deserialize, Serialize};

#[allow(unused_imports, reason = "named in the documentation")]
use super::Request;

/// What the agent sets. Each of them can only lessen what a policy allows to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Settings {
    /// The language of pill, tray and notifications, as a BCP 47 tag; the system's where there is none.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Windows that are blacked out in screenshots.
    pub exclusions: Exclusions,
    /// Monitors of which pictures are taken, counted from 0; all where none is named.
    pub monitors: Vec<u8>,
    /// The camera's name; the system's first where there is none.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera: Option<String>,
    /// Minutes without activity after which a session pauses by itself; never where there is none.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_minutes: Option<u32>,
    /// Hours outside which a session pauses by itself; none where there are none.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    /// Uploads take no more than this, in KiB a second; as much as there is where there is none.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_kib_per_s: Option<u32>,
    /// Whether a notification tells of each capture, also where the policy asks for none.
    pub tell_of_captures: bool,
    /// Pauses from any program, such as `Ctrl+Alt+P`.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause_shortcut: Option<String>,
    /// Stops from any program.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_shortcut: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            exclusions: Exclusions { patterns: Vec::new(), private_windows: true },
            monitors: Vec::new(),
            camera: None,
            idle_minutes: Some(15),
            working_hours: None,
            upload_kib_per_s: None,
            tell_of_captures: false,
            pause_shortcut: None,
            stop_shortcut: None,
        }
    }
}

/// Answers of [`Request::Sample`], one after the other. Made on this machine for the agent to see, kept nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SampleUpdate {
    /// The indicator is on the screen; the sample follows.
    Shown,
    /// A picture as it would be stored.
    Picture {
        /// The category.
        category: Category,
        /// When it was taken.
        at: Timestamp,
        /// The monitor, for a screenshot.
        monitor: Option<u8>,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Whether excluded windows were blacked out in it.
        excluded: bool,
        /// The media type.
        media_type: String,
        /// The bytes in base64.
        base64: String,
    },
    /// Counts so far.
    Counts {
        /// The counts.
        counts: ActivitySample,
    },
    /// It could not be had.
    Missed {
        /// For programs.
        code: String,
        /// For people.
        message: String,
    },
    /// The sample is over: nothing listens any more.
    Over,
}
