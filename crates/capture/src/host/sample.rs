//! A sample: what one category would record, shown to the agent alone and kept nowhere.

use std::{process::ExitStatus, time::Duration};

use super::{
    HostError, Launch,
    process::{Process, Said},
};
use crate::{
    message::ToSensor,
    sample::{FromSample, SampleConfig},
};

/// What comes from a sample.
#[derive(Debug)]
pub enum SampleEvent {
    /// A message.
    Message(FromSample),
    /// The process ended and is reaped; nothing comes any more.
    Exited {
        /// How.
        status: ExitStatus,
        /// The end of what it wrote to its standard error.
        stderr: String,
    },
}

/// A running sample. Dropping it kills its process.
///
/// It needs no grant, since nothing of it is recorded: it is the agent who looks, at the agent's own wish. Its messages are
/// of a type of their own, which nothing turns into what a session's sensors say, so no sample can be stored.
#[derive(Debug)]
pub struct SampleProcess(Process<FromSample>);

impl SampleProcess {
    /// Starts a sample. It shows its pill first and ends by itself.
    ///
    /// # Errors
    ///
    /// Fails for a category without a sensor, and where the program can't be started or doesn't listen.
    pub async fn spawn(launch: &Launch, config: SampleConfig) -> Result<Self, HostError> {
        if !config.category.needs_sensor() {
            return Err(HostError::NoSample(config.category));
        }
        Process::spawn(launch, &ToSensor::Sample(Box::new(config))).await.map(Self)
    }

    /// The process id, or nothing once it is reaped.
    pub fn id(&self) -> Option<u32> {
        self.0.id()
    }

    /// The next event. May be dropped before it answers without losing one. After [`SampleEvent::Exited`] it answers the
    /// same again.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't keep to the protocol; it is killed then and the next event says so.
    pub async fn next(&mut self) -> Result<SampleEvent, HostError> {
        Ok(match self.0.next().await? {
            Said::Message(message) => SampleEvent::Message(message),
            Said::Exited { status, stderr } => SampleEvent::Exited { status, stderr },
        })
    }

    /// Ends the sample, by force at the deadline. When this answers the process is reaped. Returns the messages that came,
    /// [`FromSample::Bye`] last where it ended in order.
    pub async fn finish(self, deadline: Duration) -> Vec<FromSample> {
        self.0.finish(deadline, |message| *message == FromSample::Bye).await
    }
}
