//! The kinds of Work Information that are consented to on their own.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One kind of Work Information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Counts of key presses, clicks and scroll steps, pointer distance and active seconds, a sample a minute.
    ActivityCounts,
    /// Pictures of the screens.
    Screenshots,
    /// Pictures from the webcam.
    WebcamStills,
    /// The agent's own words about the work.
    WorkNotes,
}

impl Category {
    /// Every category, in the order in which people are asked.
    pub const ALL: [Self; 4] = [Self::ActivityCounts, Self::Screenshots, Self::WebcamStills, Self::WorkNotes];

    /// The name in JSON, on the command line and in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActivityCounts => "activity_counts",
            Self::Screenshots => "screenshots",
            Self::WebcamStills => "webcam_stills",
            Self::WorkNotes => "work_notes",
        }
    }

    /// Whether a sensor process captures it; notes are typed into Candor itself.
    pub const fn needs_sensor(self) -> bool {
        !matches!(self, Self::WorkNotes)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no category.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown category {0:?}: expected activity_counts, screenshots, webcam_stills or work_notes")]
pub struct UnknownCategory(String);

impl FromStr for Category {
    type Err = UnknownCategory;

    fn from_str(text: &str) -> Result<Self, UnknownCategory> {
        Self::ALL.into_iter().find(|c| c.name() == text).ok_or_else(|| UnknownCategory(text.into()))
    }
}

/// A category as a type, so that a grant for one can't be used for another.
pub trait Kind: Copy + fmt::Debug + Send + Sync + 'static {
    /// The category that the type stands for.
    const CATEGORY: Category;
}

macro_rules! kinds {
    ($($name:ident)*) => {$(
        #[doc = concat!("[`Category::", stringify!($name), "`] as a type.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Kind for $name {
            const CATEGORY: Category = Category::$name;
        }
    )*};
}

kinds! { ActivityCounts Screenshots WebcamStills WorkNotes }
