//! What differs between operating systems, behind one face.
//!
//! `screen`, `camera` and `rdev_input` are the same everywhere: xcap, nokhwa and rdev know the systems. A system's own
//! module has the indicator's window, the sandbox and, on X11, counting by XInput2.

mod camera;
mod rdev_input;
mod screen;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;

#[cfg(target_os = "linux")]
use self::linux as system;
#[cfg(not(target_os = "linux"))]
use self::other as system;

use std::thread::Thread;

use candor_capture::{InputChoice, SensorConfig, Sensors};

use crate::{
    pill::{Indicator, Nothing},
    sensors::SensorSet,
    synthetic,
};

pub use self::system::{confine, engine_input, exit, harden, trim_memory};

/// Ends the indicator's wait from another thread.
#[derive(Debug, Clone)]
pub enum Waker {
    /// Of a thread that is parked.
    Parked(Thread),
    /// Of a thread that waits for the system's events.
    System(system::Waker),
}

impl Waker {
    /// Ends the wait that goes on or the next one.
    pub fn wake(&self) {
        match self {
            Self::Parked(thread) => thread.unpark(),
            Self::System(waker) => waker.wake(),
        }
    }
}

/// The indicator, not yet shown, and what wakes it. For the calling thread.
pub fn indicator(config: &SensorConfig) -> (Box<dyn Indicator>, Waker) {
    match config.sensors {
        Sensors::Real { .. } => {
            let (indicator, waker) = system::indicator();
            (Box::new(indicator), Waker::System(waker))
        }
        Sensors::Synthetic { .. } => (Box::new(Nothing), Waker::Parked(std::thread::current())),
    }
}

/// The sensors that the configuration asks for.
pub fn sensors(config: &SensorConfig) -> SensorSet {
    match config.sensors {
        Sensors::Synthetic { seed } => synthetic::sensors(seed),
        Sensors::Real { input } => SensorSet {
            input: match input {
                InputChoice::System => Box::new(system::input),
                InputChoice::Rdev => Box::new(|| Box::new(rdev_input::RdevInput::new())),
            },
            screens: Box::new(|| Box::new(screen::XcapScreens)),
            camera: Box::new(|| Box::new(camera::NokhwaCamera)),
        },
    }
}
