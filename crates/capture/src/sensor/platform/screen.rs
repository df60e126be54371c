//! Pictures of the screens by xcap.

use candor_capture::{SensorProblem, encode::Layout};
use xcap::Monitor;

use crate::{
    images::{Picture, Rect},
    sensors::{Screens, Shot},
};

/// Every monitor that the system knows.
#[derive(Debug)]
pub struct XcapScreens;

impl Screens for XcapScreens {
    fn probe(&mut self) -> Result<(), SensorProblem> {
        monitors().map(|_| ())
    }

    fn grab(&mut self, each: &mut dyn FnMut(Shot)) -> Result<(), SensorProblem> {
        for (number, monitor) in (0..=u8::MAX).zip(monitors()?) {
            each(shoot(number, &monitor).ok_or(SensorProblem::GrabFailed)?);
        }
        Ok(())
    }
}

fn monitors() -> Result<Vec<Monitor>, SensorProblem> {
    // A Wayland compositor asks the agent anew for each picture; that isn't a way to work.
    if wayland() {
        return Err(SensorProblem::Unsupported);
    }
    let monitors = Monitor::all().map_err(|_| SensorProblem::GrabFailed)?;
    if monitors.is_empty() { Err(SensorProblem::NoDevice) } else { Ok(monitors) }
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
    Some(Shot { monitor: number, area, picture })
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
