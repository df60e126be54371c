//! The helper process that captures, as its host sees it.
//!
//! `candor-sensor` draws the indicator and captures what is granted; it has no network and writes no file. It speaks
//! [`frame`]s on its standard input and output and ends when its input closes. [`host`] starts it, feeds it and makes
//! certain that it is gone. [`clock`] has the machine's clocks, and the fast one that synthetic sensors may run by.
//!
//! The sensors' own code belongs to the binary alone, so that the engine doesn't load what talks to screens, input and
//! cameras.
//!
//! The same program answers two questions of the agent's that are no recording: [`sample`] shows once what a category would
//! record, and [`surroundings`] says what windows, monitors and cameras there are to choose from.
//!
//! Invariant: nothing in a frame can hold a key, the clipboard, sound or window content outside a picture. Windows' names
//! are in the answer to the agent's own question alone.

pub mod choices;
pub mod clock;
pub mod encode;
pub mod frame;
pub mod host;
pub mod message;
mod private;
pub mod redact;
pub mod sample;
pub mod shortcut;
pub mod surroundings;

pub use choices::{Choices, Exclusions, Pattern};
pub use clock::{ClockConfig, FastClock, SystemClock};
pub use host::{Event, HostError, Launch, SampleEvent, SampleProcess, SensorProcess};
pub use message::{
    CapturedImage, FromSensor, Health, IndicatorProblem, InputChoice, Intent, Rate, SensorConfig,
    SensorProblem, Sensors, ToSensor,
};
pub use sample::{FromSample, SampleConfig};
pub use shortcut::{Shortcut, ShortcutError, Shortcuts};
pub use surroundings::{CameraDevice, Monitor, OpenWindow, Surroundings};
