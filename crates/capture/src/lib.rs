//! The helper process that captures, as its host sees it.
//!
//! `candor-sensor` draws the indicator and captures what is granted; it has no network and writes no file. It speaks
//! [`frame`]s on its standard input and output and ends when its input closes. [`host`] starts it, feeds it and makes
//! certain that it is gone. [`clock`] has the machine's clocks, and the fast one that synthetic sensors may run by.
//!
//! The sensors' own code belongs to the binary alone, so that the engine doesn't load what talks to screens, input and
//! cameras.
//!
//! Invariant: nothing in a frame can hold a key, the clipboard, sound or window content outside a picture.

pub mod clock;
pub mod encode;
pub mod frame;
pub mod host;
pub mod message;
pub mod redact;

pub use clock::{ClockConfig, FastClock, SystemClock};
pub use host::{Event, HostError, Launch, SensorProcess};
pub use message::{
    CapturedImage, FromSensor, Health, IndicatorProblem, InputChoice, Intent, Rate, SensorConfig,
    SensorProblem, Sensors, ToSensor,
};
