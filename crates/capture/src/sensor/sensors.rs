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
    /// How the desktop's places become the picture's.
    pub scale: Scale,
    /// What it shows; excluded windows are black in it.
    pub picture: Picture,
    /// Whether a part of an excluded window was blacked out.
    pub excluded: bool,
}

/// How many pixels of a picture, and pixels of error, one unit of a place on the desktop has.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Pixels of the picture in a unit.
    pub pixels: f64,
    /// By how many pixels a place may be wrong.
    pub error: i32,
}

impl Scale {
    /// Where places are the picture's own pixels.
    pub const SAME: Self = Self { pixels: 1.0, error: 0 };
}

impl Shot {
    /// A region of the desktop as the picture has it, made larger by what may be wrong with it.
    pub fn on_picture(&self, region: Rect) -> Rect {
        let Scale { pixels, error } = self.scale;
        let region = region.within(self.area);
        let near = |at: i32| (f64::from(at) * pixels).floor() as i32 - error;
        let size = |at: i32, size: u32| {
            let far = ((f64::from(at) + f64::from(size)) * pixels).ceil() as i64 + i64::from(error);
            u32::try_from(far - i64::from(near(at))).unwrap_or(u32::MAX)
        };
        let (width, height) = (size(region.x, region.width), size(region.y, region.height));
        Rect { x: near(region.x), y: near(region.y), width, height }
    }
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

#[cfg(test)]
mod tests {
    use candor_capture::encode::Layout;

    use super::*;

    #[test]
    fn regions_grow_by_what_may_be_wrong_and_never_shrink() {
        let region = Rect { x: 110, y: 45, width: 21, height: 10 };
        for (pixels, error, expected) in [
            (1.0, 0, Rect { x: 10, y: -5, width: 21, height: 10 }),
            (1.0, 2, Rect { x: 8, y: -7, width: 25, height: 14 }),
            (2.0, 1, Rect { x: 19, y: -11, width: 44, height: 22 }),
            (1.5, 0, Rect { x: 15, y: -8, width: 32, height: 16 }),
        ] {
            let shot = Shot {
                monitor: 0,
                area: Rect { x: 100, y: 50, width: 800, height: 600 },
                scale: Scale { pixels, error },
                picture: Picture::new(1, 1, Layout::Rgba, vec![0; 4]).unwrap(),
                excluded: false,
            };
            assert_eq!(shot.on_picture(region), expected, "{pixels} {error}");
        }
    }
}
