//! What a sensor is, whichever system it works on.

use std::sync::Arc;

use candor_capture::{SensorProblem, Shortcut};
use candor_domain::Millis;

use crate::{
    activity::Counters,
    images::{Picture, Rect},
};

/// Counts input.
pub trait Input {
    /// Begins to count into `counters`; when this returns, every later press is counted.
    fn start(&mut self, counters: &Arc<Counters>) -> Result<(), SensorProblem>;
    /// Looks at what tells nothing by itself, such as where the pointer is; `since` is the time since the start. Returns
    /// how soon to look again.
    fn look(&mut self, since: Millis) -> Millis;
    /// Stops counting; when this returns the hook is gone and every earlier press counted.
    fn stop(&mut self);
}

/// A monitor's picture.
pub struct Shot {
    /// Which monitor, from 0 in the system's order.
    pub monitor: u8,
    /// Where it lies on the desktop.
    pub area: Rect,
    /// What it shows; excluded windows are black in it.
    pub picture: Picture,
    /// Whether a part of an excluded window was blacked out.
    pub excluded: bool,
}

/// Takes pictures of the screens.
pub trait Screens: Send {
    /// Says whether there is a screen to take a picture of.
    fn probe(&mut self) -> Result<(), SensorProblem>;
    /// Takes a picture of every monitor, one after the other so that no more than one is held.
    fn grab(&mut self, each: &mut dyn FnMut(Shot)) -> Result<(), SensorProblem>;
}

/// Takes pictures by a camera.
pub trait Camera: Send {
    /// Says whether there is a camera, without opening it.
    fn probe(&mut self) -> Result<(), SensorProblem>;
    /// Opens the camera, takes one picture and closes it.
    fn still(&mut self) -> Result<Picture, SensorProblem>;
}

/// Somebody else holds the combination, or the system has no such thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHeld;

/// Holds combinations of keys for this process.
pub trait ShortcutKeys {
    /// Calls `pressed` at each press of exactly this combination, until the process ends. Other programs don't see it
    /// meanwhile; counting isn't touched by it.
    fn hold(&mut self, shortcut: Shortcut, pressed: Box<dyn Fn() + Send>) -> Result<(), NotHeld>;
}

/// The sensors that this process could start. Each is made when it is armed, not before.
pub struct SensorSet {
    /// Input.
    pub input: Box<dyn Fn() -> Box<dyn Input>>,
    /// Screens.
    pub screens: Box<dyn Fn() -> Box<dyn Screens>>,
    /// Camera.
    pub camera: Box<dyn Fn() -> Box<dyn Camera>>,
    /// Shortcuts; nothing where there is nobody to press them.
    pub shortcuts: Option<Box<dyn ShortcutKeys>>,
}
