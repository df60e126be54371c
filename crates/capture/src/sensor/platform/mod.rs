//! What differs between operating systems, behind one face.
//!
//! `screen`, `camera` and `rdev_input` are the same everywhere: xcap, nokhwa and rdev know the systems. A system's own
//! module has the indicator's window, the sandbox and, on X11, counting by XInput2.

mod camera;
#[cfg(not(target_os = "linux"))]
mod hot_keys;
mod rdev_input;
mod screen;
#[cfg(not(target_os = "linux"))]
mod unconfined;
// X11 has a list of its own, which knows frames and popups; this one is checked there all the same.
#[cfg_attr(target_os = "linux", allow(dead_code))]
mod xcap_windows;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use self::linux as system;
#[cfg(target_os = "macos")]
use self::macos as system;
#[cfg(windows)]
use self::windows as system;

use std::thread::Thread;

use candor_capture::{Choices, InputChoice, OpenWindow, Sensors, Surroundings, choices::Names};

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
pub fn indicator(sensors: Sensors) -> (Box<dyn Indicator>, Waker) {
    match sensors {
        Sensors::Real { .. } => {
            let (indicator, waker) = system::indicator();
            (Box::new(indicator), Waker::System(waker))
        }
        Sensors::Synthetic { .. } => (Box::new(Nothing), Waker::Parked(std::thread::current())),
    }
}

/// The sensors that are asked for, with what the agent chose.
pub fn sensors(sensors: Sensors, choices: &Choices) -> SensorSet {
    match sensors {
        Sensors::Synthetic { seed } => synthetic::sensors(seed),
        Sensors::Real { input } => SensorSet {
            input: match input {
                InputChoice::System => Box::new(system::input),
                InputChoice::Rdev => Box::new(|| Box::new(rdev_input::RdevInput::new())),
            },
            screens: {
                let choices = choices.clone();
                Box::new(move || Box::new(screen::XcapScreens::new(choices.clone(), system::windows())))
            },
            camera: {
                let name = choices.camera.clone();
                Box::new(move || Box::new(camera::NokhwaCamera::new(name.clone())))
            },
            shortcuts: Some(system::shortcut_keys()),
        },
    }
}

/// What Candor's own programs are called; there is nothing to leave out in them.
const OWN: [&str; 4] = ["candor", "candor-desktop", "candor-sensor", "candor-sensor.exe"];

/// What there is to choose from. Captures nothing and opens no camera.
pub fn survey() -> Surroundings {
    let others = |names: &Names| {
        !names.applications.iter().any(|name| OWN.iter().any(|own| name.eq_ignore_ascii_case(own)))
    };
    let names = system::window_names().map(|names| names.into_iter().filter(others).collect::<Vec<_>>());
    let first = |names: &[String]| names.first().cloned().unwrap_or_default();
    Surroundings {
        private_known: names.is_some(),
        windows: names
            .unwrap_or_default()
            .iter()
            .map(|names| OpenWindow { application: first(&names.applications), title: first(&names.titles) })
            .collect(),
        monitors: screen::survey(),
        cameras: camera::survey(),
    }
    .bounded()
}
