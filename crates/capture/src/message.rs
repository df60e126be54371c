//! What is said between the engine and the sensor process.

use std::{collections::BTreeMap, fmt};

use candor_domain::{
    Category, Millis, Timestamp,
    record::{ActivitySample, CaptureSource, Finding, MediaType},
};
use serde::{Deserialize, Serialize};

use crate::{
    choices::Choices,
    clock::ClockConfig,
    frame::Message,
    sample::SampleConfig,
    shortcut::{Shortcut, Shortcuts},
};

/// What the engine says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToSensor {
    /// To record: what to be. The first message and only the first, as the next two are.
    Start(Box<SensorConfig>),
    /// To show the agent a sample and end; answered by [`crate::FromSample`].
    Sample(Box<SampleConfig>),
    /// To say what there is to choose from and end; answered by [`crate::Surroundings`].
    Survey,
    /// Begin to capture exactly these categories, some or all of those configured. Only after
    /// [`FromSensor::IndicatorShown`], and once.
    Arm(Vec<Category>),
    /// What the pill shows from now on.
    Health {
        /// Whether recording is sound.
        health: Health,
        /// The time worked in this session until now, for the pill's timer.
        worked: Millis,
    },
    /// Stop capturing, send the last sample, say [`FromSensor::Bye`] and end.
    Finish,
}

impl Message for ToSensor {
    const MAX_BYTES: u32 = 64 * 1024;
}

/// What the sensor process says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromSensor {
    /// The indicator is on the screen; for synthetic sensors, which record nobody: that there is none to show.
    IndicatorShown,
    /// The indicator can't be shown, or no longer. Nothing is captured any more; the process ends.
    IndicatorLost(IndicatorProblem),
    /// The sensor of the category works from here on.
    Armed(Category),
    /// Counts of a minute, or of less at the end.
    Sample(ActivitySample),
    /// What the next sample holds so far. Kept in memory only, for the agent's eyes and in case that the process ends
    /// without that sample; every two seconds at most.
    Tally(ActivitySample),
    /// A picture.
    Image(CapturedImage),
    /// An item was due and could not be had.
    Missed {
        /// What it would have been.
        category: Category,
        /// When it was due.
        at: Timestamp,
        /// Why it is missing.
        code: SensorProblem,
    },
    /// The agent used a button of the pill, or a shortcut. Nothing has been captured since; the process waits for
    /// [`ToSensor::Finish`].
    Intent(Intent),
    /// The agent dragged the pill and let it go: where its upper left corner lies, in pixels of the desktop.
    Moved(i32, i32),
    /// A shortcut can't be held: another program has the combination, or the keyboard lacks a part of it. All else works.
    ShortcutTaken(Shortcut),
    /// A picture will be taken of the category; once for each, [`Rate::announce_before`] earlier or, where capture began
    /// later than that, at its beginning.
    Soon {
        /// The category.
        category: Category,
        /// When.
        at: Timestamp,
    },
    /// The last message.
    Bye,
}

impl Message for FromSensor {
    const MAX_BYTES: u32 = 16 * 1024 * 1024;
}

impl FromSensor {
    /// The category whose content the message holds, if it holds any.
    pub fn content_category(&self) -> Option<Category> {
        match self {
            Self::Sample(_) | Self::Tally(_) => Some(Category::ActivityCounts),
            Self::Image(image) => Some(image.source.category()),
            _ => None,
        }
    }
}

/// What a sensor process is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensorConfig {
    /// Real or synthetic.
    pub sensors: Sensors,
    /// The clock; real sensors take only [`ClockConfig::SYSTEM`].
    pub clock: ClockConfig,
    /// The categories that may be armed, each with its limits. None other can be.
    pub categories: BTreeMap<Category, Rate>,
    /// The project's name, as the pill shows it.
    pub project: String,
    /// The client's name, as the pill shows it.
    pub client: String,
    /// The agent's language, as a BCP 47 tag.
    pub lang: String,
    /// The seed of the instants at which pictures are taken; without one it comes from the operating system. The same
    /// seed for a whole session keeps the rate through pauses, see `worked`.
    pub schedule_seed: Option<u64>,
    /// The time worked in this session until now. Intervals of the schedule are counted in worked time, so that a
    /// pause doesn't begin a new one.
    pub worked: Millis,
    /// What the agent chose to be left out of pictures.
    pub choices: Choices,
    /// Where the agent left the pill: the last [`FromSensor::Moved`] of the session. Where nothing of the kind is known, or
    /// no monitor holds the place any more, the pill has its own.
    pub place: Option<(i32, i32)>,
    /// What does the same as the pill's buttons while it records.
    pub shortcuts: Shortcuts,
}

/// The limits of one category, from the policy's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Items an hour at most; for pictures each time all monitors together count once.
    pub per_hour: u32,
    /// The largest picture in bytes.
    pub max_bytes: u32,
    /// How long before a picture is due [`FromSensor::Soon`] says so; never where there is nothing.
    pub announce_before: Option<Millis>,
}

/// Real sensors or made-up ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sensors {
    /// The machine's input, screens and camera.
    Real {
        /// How input is counted.
        input: InputChoice,
    },
    /// Counts and pictures drawn from a seed; for projects made for testing.
    Synthetic {
        /// The same seed gives the same counts and pictures.
        seed: u64,
    },
}

/// How input is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum InputChoice {
    /// XInput2 on X11, `rdev` elsewhere.
    #[default]
    System,
    /// `rdev` everywhere: the fallback where the X server lacks XInput2.
    Rdev,
}

/// What the pill says about recording: green only where the last item due was verified and is on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    /// All is well: green.
    #[default]
    Ok,
    /// Something is wrong: red, with these few words in the agent's language.
    Problem(String),
}

/// What the agent asked for on the pill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// To pause.
    Pause,
    /// To stop.
    Stop,
}

/// A picture as it was captured.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturedImage {
    /// What took it.
    #[serde(with = "SourceOnWire")]
    pub source: CaptureSource,
    /// When.
    pub at: Timestamp,
    /// What can be said of it by machine, as it is with excluded windows blacked out; the pill is left out of account.
    pub finding: Finding,
    /// Whether a window that the agent excluded was blacked out in it.
    pub excluded: bool,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The type of its bytes.
    pub media_type: MediaType,
    /// The encoded picture, without metadata.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

impl fmt::Debug for CapturedImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, at, finding, excluded, width, height, bytes, .. } = self;
        let excluded = if *excluded { ", with excluded windows" } else { "" };
        write!(
            f,
            "CapturedImage({source:?}, {at}, {finding:?}{excluded}, {width}x{height}, {} bytes)",
            bytes.len()
        )
    }
}

/// [`CaptureSource`] in a form that a format without names can read back.
#[derive(Serialize, Deserialize)]
#[serde(remote = "CaptureSource")]
enum SourceOnWire {
    Screen { monitor: u8 },
    Camera,
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$item_doc])* $item,)*
        }

        impl $name {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$item),*];

            /// The code as status and logs show it.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$item => $code,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// Why an item is missing.
    SensorProblem {
        /// This system offers no way to capture it.
        Unsupported = "unsupported",
        /// The system refuses it to Candor.
        PermissionDenied = "permission_denied",
        /// There is no such device.
        NoDevice = "no_device",
        /// Another program uses the device.
        Busy = "busy",
        /// The device was taken away meanwhile.
        Unplugged = "unplugged",
        /// The device didn't deliver in time.
        Stalled = "stalled",
        /// Windows are excluded, and the system doesn't say where windows are.
        WindowListFailed = "window_list_failed",
        /// The system's capture failed.
        GrabFailed = "grab_failed",
        /// The picture couldn't be encoded.
        EncodeFailed = "encode_failed",
        /// No encoding of the picture is as small as the policy demands.
        TooLarge = "too_large",
        /// Capturing ended before it was complete.
        Interrupted = "interrupted",
    }
}

codes! {
    /// Why the indicator isn't shown.
    IndicatorProblem {
        /// There is no display, or it can't be reached.
        NoDisplay = "no_display",
        /// The display can't show it: a depth or an extension that it lacks.
        Unsupported = "indicator_unsupported",
        /// The system didn't put it on the screen in time.
        NotMapped = "indicator_not_mapped",
        /// Something took it off the screen.
        Unmapped = "indicator_unmapped",
        /// Something destroyed or re-parented it.
        Destroyed = "indicator_destroyed",
        /// Something keeps covering it.
        Covered = "indicator_covered",
        /// Something keeps moving it off the screen, or changes its size or shape.
        Displaced = "indicator_displaced",
        /// The connection to the display broke.
        DisplayLost = "display_lost",
    }
}
