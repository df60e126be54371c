//! Pictures of the screens by xcap.

use candor_capture::{Choices, SensorProblem, encode::Layout};
use xcap::Monitor;

use crate::{
    exclusion::{self, Windows},
    images::{Picture, Rect},
    sensors::{Screens, Shot},
};

/// The monitors that the agent chose, without what the agent excluded.
pub struct XcapScreens {
    choices: Choices,
    /// Asked only where anything is excluded.
    windows: Box<dyn Windows>,
}

impl XcapScreens {
    /// Screens with these choices.
    pub fn new(choices: Choices, windows: Box<dyn Windows>) -> Self {
        Self { choices, windows }
    }

    /// Takes a picture of a monitor. Excluded windows are black in it before anything else sees it.
    fn shoot(&mut self, number: u8, monitor: &Monitor) -> Result<Shot, SensorProblem> {
        let exclusions = &self.choices.exclusions;
        if exclusions.is_empty() {
            return shoot(number, monitor).ok_or(SensorProblem::GrabFailed);
        }
        let before = self.windows.list(exclusions)?;
        let mut shot = shoot(number, monitor).ok_or(SensorProblem::GrabFailed)?;
        let after = self.windows.list(exclusions)?;
        let scale = scale(monitor).ok_or(SensorProblem::GrabFailed)?;
        for region in exclusion::black(&before, &after) {
            shot.excluded |= shot.picture.black_out(on_picture(region, shot.area, scale));
        }
        Ok(shot)
    }
}

impl Screens for XcapScreens {
    fn probe(&mut self) -> Result<(), SensorProblem> {
        self.chosen().map(|_| ())
    }

    fn grab(&mut self, each: &mut dyn FnMut(Shot)) -> Result<(), SensorProblem> {
        for (number, monitor) in self.chosen()? {
            each(self.shoot(number, &monitor)?);
        }
        Ok(())
    }
}

impl XcapScreens {
    /// The chosen monitors that are there; no other takes the place of one that isn't.
    fn chosen(&self) -> Result<Vec<(u8, Monitor)>, SensorProblem> {
        let all = (0..=u8::MAX).zip(monitors()?);
        let chosen: Vec<_> = all.filter(|(number, _)| self.choices.takes_monitor(*number)).collect();
        if chosen.is_empty() { Err(SensorProblem::NoDevice) } else { Ok(chosen) }
    }
}

/// Every monitor that the system knows.
fn monitors() -> Result<Vec<Monitor>, SensorProblem> {
    // A Wayland compositor asks the agent anew for each picture; that isn't a way to work.
    if wayland() {
        return Err(SensorProblem::Unsupported);
    }
    let monitors = Monitor::all().map_err(|_| SensorProblem::GrabFailed)?;
    if monitors.is_empty() { Err(SensorProblem::NoDevice) } else { Ok(monitors) }
}

/// What the monitors are called and how large they are.
pub fn survey() -> Vec<candor_capture::Monitor> {
    let about = |(index, monitor): (u8, Monitor)| {
        Some(candor_capture::Monitor {
            index,
            name: monitor.name().unwrap_or_default(),
            width: monitor.width().ok()?,
            height: monitor.height().ok()?,
            primary: monitor.is_primary().unwrap_or(false),
        })
    };
    (0..=u8::MAX).zip(monitors().unwrap_or_default()).filter_map(about).collect()
}

fn shoot(number: u8, monitor: &Monitor) -> Option<Shot> {
    let image = monitor.capture_image().ok()?;
    let (width, height) = image.dimensions();
    let area = Rect {
        x: in_pixels(monitor, monitor.x().ok()?)?,
        y: in_pixels(monitor, monitor.y().ok()?)?,
        width,
        height,
    };
    let picture = Picture::new(width, height, Layout::Rgba, image.into_raw())?;
    Some(Shot { monitor: number, area, picture, excluded: false })
}

/// How many pixels of a picture, and units of error, one unit of a monitor's place has.
#[derive(Debug, Clone, Copy)]
struct Scale {
    /// Pixels of the picture in a unit of windows' places.
    pixels: f64,
    /// By how many pixels a place may be wrong.
    error: i32,
}

/// Under X11 windows' places are in pixels, but a monitor's own place was rounded to units; on macOS places are in points, of
/// which a picture has one pixel or more each; on Windows both are in pixels.
fn scale(monitor: &Monitor) -> Option<Scale> {
    let factor = f64::from(monitor.scale_factor().ok()?);
    Some(if cfg!(target_os = "linux") {
        Scale { pixels: 1.0, error: if factor == 1.0 { 0 } else { factor.ceil() as i32 } }
    } else if cfg!(target_os = "macos") {
        Scale { pixels: factor, error: i32::from(factor != 1.0) }
    } else {
        Scale { pixels: 1.0, error: 0 }
    })
}

/// A region of the desktop as the picture of a monitor has it, made larger by what may be wrong with it.
fn on_picture(region: Rect, monitor: Rect, scale: Scale) -> Rect {
    let region = region.within(monitor);
    let near = |at: f64| (at * scale.pixels).floor() as i32;
    let far = |at: f64| (at * scale.pixels).ceil() as i64;
    let (x, y) = (near(region.x.into()) - scale.error, near(region.y.into()) - scale.error);
    let size = |at: i32, size: u32, from: i32| {
        let end = far(f64::from(at) + f64::from(size)) + i64::from(scale.error);
        u32::try_from(end - i64::from(from)).unwrap_or(u32::MAX)
    };
    Rect { x, y, width: size(region.x, region.width, x), height: size(region.y, region.height, y) }
}

/// A place as the pictures count it: under X11 xcap divides places by the desktop's scale, but not pictures.
fn in_pixels(monitor: &Monitor, place: i32) -> Option<i32> {
    let scale = if cfg!(target_os = "linux") { monitor.scale_factor().ok()? } else { 1.0 };
    Some((f64::from(place) * f64::from(scale)).round() as i32)
}

/// Whether the session is a Wayland one, where X11 shows neither all windows nor all input.
pub fn wayland() -> bool {
    cfg!(target_os = "linux")
        && (std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty())
            || std::env::var_os("XDG_SESSION_TYPE").is_some_and(|session| session == "wayland"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_grow_by_what_may_be_wrong_and_never_shrink() {
        let monitor = Rect { x: 100, y: 50, width: 800, height: 600 };
        let region = Rect { x: 110, y: 45, width: 21, height: 10 };
        for (pixels, error, expected) in [
            (1.0, 0, Rect { x: 10, y: -5, width: 21, height: 10 }),
            (1.0, 2, Rect { x: 8, y: -7, width: 25, height: 14 }),
            (2.0, 1, Rect { x: 19, y: -11, width: 44, height: 22 }),
            (1.5, 0, Rect { x: 15, y: -8, width: 32, height: 16 }),
        ] {
            assert_eq!(on_picture(region, monitor, Scale { pixels, error }), expected, "{pixels} {error}");
        }
    }
}
