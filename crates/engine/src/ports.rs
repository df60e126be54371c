//! What the engine is given from outside: clocks, randomness and the sensor program.

use std::{sync::Arc, time::Duration};

use candor_capture::{ClockConfig, FastClock, Launch, SystemClock};
use candor_domain::{Millis, Timestamp, time::Clock};
use candor_upload::Pace;

use crate::uplink::Links;

/// How fast the engine's clocks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChoice {
    /// The machine's clocks.
    System,
    /// So many times as fast; for synthetic sensors only.
    Fast {
        /// How many times; 1 is as fast as the machine's.
        factor: u32,
        /// What they show at the beginning, where that isn't now.
        from: Option<Timestamp>,
    },
}

/// What the engine is given from outside.
pub(crate) struct Ports {
    pub clock: Arc<dyn Clock>,
    pub clock_config: ClockConfig,
    pub links: Links,
    /// How much uploads may take.
    pub pace: Pace,
    launch: Launch,
}

impl Ports {
    pub fn new(choice: ClockChoice, launch: Launch) -> Self {
        match choice {
            ClockChoice::System => Self::with(Arc::new(SystemClock), ClockConfig::SYSTEM, launch),
            ClockChoice::Fast { factor, from } => {
                let clock = FastClock::starting_at(from.unwrap_or_else(|| SystemClock.now()), factor);
                let config = ClockConfig::from(&clock);
                Self::with(Arc::new(clock), config, launch)
            }
        }
    }

    fn with(clock: Arc<dyn Clock>, clock_config: ClockConfig, launch: Launch) -> Self {
        Self { clock, clock_config, links: Links::default(), pace: Pace::default(), launch }
    }

    pub fn launch(&self) -> &Launch {
        &self.launch
    }

    /// Whether the clock is the machine's.
    pub fn real_time(&self) -> bool {
        self.clock_config == ClockConfig::SYSTEM
    }

    /// How late an item may be besides its own slack: half a second of the machine's time, for starting and encoding.
    pub fn lateness(&self) -> Millis {
        Millis::new(u64::from(self.clock_config.factor()) * 500)
    }

    /// How often the loop looks at the time: each second of its clock, but no more than ten times a second.
    pub fn tick(&self) -> Duration {
        Duration::from_millis((1_000 / u64::from(self.clock_config.factor().max(1))).max(100))
    }
}

/// Random bytes from the operating system.
///
/// # Panics
/// Where the system has no randomness, which leaves nothing to do.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
