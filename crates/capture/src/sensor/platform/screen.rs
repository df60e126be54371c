//! Pictures of the screens by xcap.

use candor_capture::{Choices, SensorProblem, encode::Layout};
use xcap::Monitor;

use crate::{
    exclusion::{self, Windows},
    images::{Picture, Rect},
    sensors::{Scale, Screens, Shot},
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
        for region in exclusion::black(&before, &after) {
            let region = shot.on_picture(region);
            shot.excluded |= shot.picture.black_out(region);
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
        if !super::system::permits_screens() {
            return Err(SensorProblem::PermissionDenied);
        }
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
    Some(Shot { monitor: number, area, scale: scale(monitor)?, picture, excluded: false })
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
        Scale::SAME
    })
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
