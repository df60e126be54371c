//! What there is on this machine to choose from.

use std::time::Duration;

use tokio::time::timeout;

use super::{
    HostError, Launch,
    process::{Process, Said},
};
use crate::{message::ToSensor, surroundings::Surroundings};

/// How long a system may take to say what there is.
const WITHIN: Duration = Duration::from_secs(10);

/// What there is on this machine to choose from: open windows, monitors, cameras. Nothing is captured for it and no camera
/// opened. When this answers, the process that looked is gone.
///
/// # Errors
///
/// Fails where the program can't be started, ends without an answer or takes longer than ten seconds.
pub async fn surroundings(launch: &Launch) -> Result<Surroundings, HostError> {
    let asked = async {
        let mut process = Process::<Surroundings>::spawn(launch, &ToSensor::Survey).await?;
        let mut found = None;
        loop {
            match process.next().await? {
                Said::Message(surroundings) => found = Some(surroundings),
                Said::Exited { stderr, .. } => {
                    return found.ok_or_else(|| HostError::NoAnswer(stderr.trim().to_owned()));
                }
            }
        }
    };
    // A process that takes longer is killed as it is dropped.
    timeout(WITHIN, asked).await.unwrap_or_else(|_| Err(HostError::NoAnswer("it took too long".into())))
}
