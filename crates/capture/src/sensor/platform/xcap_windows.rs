//! The list of windows by xcap, for Windows and macOS.
//!
//! It says neither which windows belong together nor which let others shine through, so no window hides an excluded one
//! here: an excluded window is black as a whole, also where another lies in front of it.

use candor_capture::{Exclusions, SensorProblem, choices::Names};

use crate::{
    exclusion::{Window, Windows},
    images::Rect,
};

/// The system's windows.
#[derive(Debug)]
pub struct XcapWindows;

impl Windows for XcapWindows {
    fn list(&mut self, exclusions: &Exclusions) -> Result<Vec<Window>, SensorProblem> {
        let own = std::process::id();
        let mut windows = Vec::new();
        for window in all()? {
            // A window that is minimised or gone meanwhile shows nothing.
            if window.is_minimized().unwrap_or(false) {
                continue;
            }
            let excluded = window.pid().ok() != Some(own) && exclusions.exclude(&names(&window));
            let Some((id, z, area)) = place(&window) else {
                // One that must be black and is nobody knows where leaves nothing that may be shown.
                if excluded {
                    return Err(SensorProblem::WindowListFailed);
                }
                continue;
            };
            windows.push((z, Window { id: id.into(), area, excluded, covers: false }));
        }
        windows.sort_by_key(|(z, window)| (*z, window.id));
        Ok(windows.into_iter().map(|(_, window)| window).collect())
    }
}

impl XcapWindows {
    /// What every window is called.
    pub fn names(&mut self) -> Result<Vec<Names>, SensorProblem> {
        let own = std::process::id();
        let others = all()?.into_iter().filter(|window| window.pid().ok() != Some(own));
        Ok(others.map(|window| names(&window)).collect())
    }
}

fn all() -> Result<Vec<xcap::Window>, SensorProblem> {
    xcap::Window::all().map_err(|_| SensorProblem::WindowListFailed)
}

fn names(window: &xcap::Window) -> Names {
    let known = |name: xcap::XCapResult<String>| name.into_iter().filter(|name| !name.is_empty()).collect();
    Names { applications: known(window.app_name()), titles: known(window.title()) }
}

fn place(window: &xcap::Window) -> Option<(u32, i32, Rect)> {
    let area = Rect {
        x: window.x().ok()?,
        y: window.y().ok()?,
        width: window.width().ok()?,
        height: window.height().ok()?,
    };
    Some((window.id().ok()?, window.z().ok()?, area))
}
