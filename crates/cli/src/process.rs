//! What concerns the process as a whole: core dumps, signals, logs, the runtime.

use std::{env, io, time::Duration};

use candor_engine::protocol::{Failure, FailureCode};
use tracing_subscriber::{filter::Targets, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::output;

/// How long work on other threads has to end once the command is done.
const LAST_WORK: Duration = Duration::from_secs(5);

/// Turns core dumps off, and other programs of the same person away from this process's memory: keys and captures pass through
/// it.
///
/// A closed pipe is left to show as an error when written to, not as a signal: the engine writes to pipes too, and must outlive
/// a sensor process that ends.
pub fn harden() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Lowering a limit is always allowed.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // Fails on no kernel that runs Candor.
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Sends what the engine logs to standard error, as far as `CANDOR_LOG` asks; warnings where it asks nothing.
pub fn log() {
    let asked = env::var("CANDOR_LOG").ok().and_then(|asked| asked.parse::<Targets>().ok());
    let filter = asked.unwrap_or_else(|| Targets::new().with_default(tracing::Level::WARN));
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(output::LogLines);
    // A second subscriber is refused, and the first goes on.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}

/// Runs a command on this thread alone.
pub fn on_one_thread(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| internal(&e))?;
    let done = tokio::task::LocalSet::new().block_on(&runtime, command);
    runtime.shutdown_timeout(LAST_WORK);
    done
}

/// Requests to end: Ctrl-C, SIGTERM, and a terminal that was closed. From its making on they no longer end the process.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    streams: [tokio::signal::unix::Signal; 3],
}

impl Signals {
    /// Takes the signals over.
    pub fn new() -> Result<Self, Failure> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let take = |kind| signal(kind).map_err(|error| internal(&error));
            Ok(Self {
                streams: [
                    take(SignalKind::interrupt())?,
                    take(SignalKind::terminate())?,
                    take(SignalKind::hangup())?,
                ],
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        #[cfg(unix)]
        {
            let [interrupt, terminate, hangup] = &mut self.streams;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

fn internal(error: &io::Error) -> Failure {
    Failure::new(
        FailureCode::Internal,
        format!("The process could not be set up: {error}. Nothing was done."),
    )
}
