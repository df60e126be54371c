//! What is said of a sample: a look that the agent takes before deciding, at what one category would record.
//!
//! Nothing here turns into what a session's sensors say ([`crate::FromSensor`]), and there is no way from one type to the
//! other: what a sample shows can't be stored, sent or counted as work.

use candor_domain::{Category, record::ActivitySample};
use serde::{Deserialize, Serialize};

use crate::{
    choices::Choices,
    frame::Message,
    message::{CapturedImage, IndicatorProblem, Rate, SensorProblem, Sensors},
};

/// What a sample is to be of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleConfig {
    /// The category; one that a sensor captures.
    pub category: Category,
    /// Its limits, as the policy has them: the picture is encoded as it would be sent.
    pub rate: Rate,
    /// What the agent chose to be left out.
    pub choices: Choices,
    /// The agent's language, as a BCP 47 tag.
    pub lang: String,
    /// The project's name.
    pub project: String,
    /// The client's name.
    pub client: String,
    /// Real or synthetic.
    pub sensors: Sensors,
}

/// What a sample's process says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromSample {
    /// The pill that says so is on the screen.
    Shown,
    /// A picture, one of each monitor or one of the camera.
    Picture(CapturedImage),
    /// What was counted so far; each second, for a minute at most.
    Tally(ActivitySample),
    /// It could not be had.
    Missed(SensorProblem),
    /// The pill can't be shown, or no longer. Nothing is looked at any more; the process ends.
    IndicatorLost(IndicatorProblem),
    /// The last message.
    Bye,
}

impl Message for FromSample {
    const MAX_BYTES: u32 = 16 * 1024 * 1024;
}
