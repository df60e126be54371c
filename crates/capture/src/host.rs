//! The sensor process as the engine holds it: started with clearances, armed with grants, and certainly gone when
//! [`SensorProcess::finish`] or [`SensorProcess::kill`] answers.

mod launch;
mod process;
mod sample;
mod survey;

use std::{io, path::PathBuf, process::ExitStatus, time::Duration};

use candor_consent::grant::{Clearance, Grants, Permission as _};
use candor_domain::{Category, Millis};

use self::process::{Process, Said};
use crate::{
    frame::FrameError,
    message::{FromSensor, Health, SensorConfig, ToSensor},
};

pub use self::{
    launch::{Launch, TestCamera},
    sample::{SampleEvent, SampleProcess},
    survey::surroundings,
};

/// What went wrong with a sensor process.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// It can't be started.
    #[error("the sensor program {} can't be started; nothing is captured", program.display())]
    Spawn {
        /// The program.
        program: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A category was to be started that nothing clears or that the configuration lacks.
    #[error("{0} is not cleared; nothing is captured")]
    NotCleared(Category),
    /// A sample was asked for of a category that no sensor captures.
    #[error("{0} needs no sensor, so there is nothing to sample")]
    NoSample(Category),
    /// It ended without an answer or took too long; the text says more.
    #[error("the system was asked what there is and gave no answer: {0}")]
    NoAnswer(String),
    /// It doesn't take messages any more.
    #[error("the sensor process doesn't listen any more")]
    Write(#[source] io::Error),
    /// It said something that is no message.
    #[error("the sensor process doesn't keep to the protocol; it was ended")]
    Frame(#[from] FrameError),
    /// It can't be waited for.
    #[error("the sensor process can't be waited for")]
    Wait(#[source] io::Error),
}

/// What comes from a sensor process.
#[derive(Debug)]
pub enum Event {
    /// A message.
    Message(FromSensor),
    /// It ended and is reaped; nothing comes any more.
    Exited {
        /// How.
        status: ExitStatus,
        /// The end of what it wrote to its standard error.
        stderr: String,
    },
}

/// A running sensor process. Dropping it kills it.
#[derive(Debug)]
pub struct SensorProcess {
    process: Process<FromSensor>,
    configured: Vec<Category>,
}

impl SensorProcess {
    /// Starts a process for categories that are all cleared. It shows the indicator and captures nothing until
    /// [`SensorProcess::arm`].
    ///
    /// # Errors
    ///
    /// Fails where a configured category isn't cleared, where the program can't be started or doesn't listen.
    pub async fn spawn(
        launch: &Launch,
        config: SensorConfig,
        clearances: &[Clearance],
    ) -> Result<Self, HostError> {
        let cleared = |category| clearances.iter().any(|c| c.is_live() && c.basis().category == category);
        if let Some(category) = config.categories.keys().find(|category| !cleared(**category)) {
            return Err(HostError::NotCleared(*category));
        }
        let configured = config.categories.keys().copied().collect();
        let process = Process::spawn(launch, &ToSensor::Start(Box::new(config))).await?;
        Ok(Self { process, configured })
    }

    /// The process id, or nothing once it is reaped.
    pub fn id(&self) -> Option<u32> {
        self.process.id()
    }

    /// Lets the sensors of all live grants begin, as far as they were configured; returns which. Needs the indicator:
    /// no grant lives without it.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't listen any more.
    pub async fn arm(&mut self, grants: &Grants) -> Result<Vec<Category>, HostError> {
        let armed: Vec<_> =
            self.configured.iter().copied().filter(|category| grants.live(*category).is_some()).collect();
        self.process.send(&ToSensor::Arm(armed.clone())).await?;
        Ok(armed)
    }

    /// Changes what the pill shows.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't listen any more.
    pub async fn health(&mut self, health: Health, worked: Millis) -> Result<(), HostError> {
        self.process.send(&ToSensor::Health { health, worked }).await
    }

    /// The next event. May be dropped before it answers without losing one. After [`Event::Exited`] it answers the same
    /// again.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't keep to the protocol; it is killed then and the next event says so.
    pub async fn next(&mut self) -> Result<Event, HostError> {
        Ok(match self.process.next().await? {
            Said::Message(message) => Event::Message(message),
            Said::Exited { status, stderr } => Event::Exited { status, stderr },
        })
    }

    /// Ends capturing in order: says so, takes what still comes, and kills the process at the deadline. When this
    /// answers the process is reaped. Returns the messages that came, [`FromSensor::Bye`] last where it ended in order.
    pub async fn finish(self, deadline: Duration) -> Vec<FromSensor> {
        self.process.finish(deadline, |message| *message == FromSensor::Bye).await
    }

    /// Ends the process at once. When this answers it is reaped.
    pub async fn kill(self) {
        self.process.kill().await;
    }
}

/// A message that the grants of this moment allow to be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Accepted(FromSensor);

impl Accepted {
    /// The message.
    pub fn into_message(self) -> FromSensor {
        self.0
    }
}

/// Content of a category without a live grant. It was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} came without a live grant and was dropped")]
pub struct Refused(pub Category);

/// Lets a message pass if it holds no content or if a live grant covers its category; drops it otherwise.
///
/// # Errors
///
/// Fails where no live grant covers it.
pub fn accept(message: FromSensor, grants: &Grants) -> Result<Accepted, Refused> {
    match message.content_category() {
        Some(category) if grants.live(category).is_none() => Err(Refused(category)),
        _ => Ok(Accepted(message)),
    }
}
