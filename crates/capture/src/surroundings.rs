//! What there is on this machine for the agent to choose from.

use serde::{Deserialize, Serialize};

use crate::frame::Message;

/// The most entries of a kind that are told.
pub const MOST: usize = 500;
/// The most characters that are told of a name.
pub const LONGEST_NAME: usize = 300;

/// Open windows, monitors and cameras, for the agent's own eyes while choosing what to leave out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Surroundings {
    /// The windows of other programs, each application and title once; empty where the system doesn't say.
    pub windows: Vec<OpenWindow>,
    /// The monitors, by their number; empty where no picture can be taken of them.
    pub monitors: Vec<Monitor>,
    /// The cameras, by their number.
    pub cameras: Vec<CameraDevice>,
    /// Whether the system tells windows' titles, without which no private window can be recognised.
    pub private_known: bool,
}

/// A window that is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OpenWindow {
    /// Its application's name; empty where it has none.
    pub application: String,
    /// Its title; empty where it has none.
    pub title: String,
}

/// A monitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Monitor {
    /// Its number from 0 in the system's order, which pictures name it by.
    pub index: u8,
    /// The system's name for it.
    pub name: String,
    /// Its width, in the system's units.
    pub width: u32,
    /// Its height, in the system's units.
    pub height: u32,
    /// Whether it is the main one.
    pub primary: bool,
}

/// A camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CameraDevice {
    /// Its name, by which it is chosen. Devices of one name are one camera.
    pub name: String,
    /// The system's number for its first device.
    pub index: u32,
}

impl Message for Surroundings {
    /// More than so many entries with names so long can have.
    const MAX_BYTES: u32 = 4 * 1024 * 1024;
}

impl Surroundings {
    /// As it may be told: every window and camera once, and no more of anything than [`MOST`] and [`LONGEST_NAME`].
    #[must_use]
    pub fn bounded(mut self) -> Self {
        let short = |name: &mut String| *name = name.chars().take(LONGEST_NAME).collect();
        for window in &mut self.windows {
            short(&mut window.application);
            short(&mut window.title);
        }
        self.windows.retain(|window| !(window.application.is_empty() && window.title.is_empty()));
        self.windows.sort();
        self.windows.dedup();
        self.windows.truncate(MOST);
        self.monitors.iter_mut().for_each(|monitor| short(&mut monitor.name));
        self.monitors.truncate(MOST);
        let mut cameras = Vec::<CameraDevice>::new();
        for mut camera in std::mem::take(&mut self.cameras) {
            short(&mut camera.name);
            if cameras.len() < MOST && cameras.iter().all(|known| known.name != camera.name) {
                cameras.push(camera);
            }
        }
        self.cameras = cameras;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame;

    fn window(application: &str, title: &str) -> OpenWindow {
        OpenWindow { application: application.into(), title: title.into() }
    }

    #[test]
    fn everything_is_told_once_and_nothing_without_end() {
        let camera = |index, name: &str| CameraDevice { name: name.into(), index };
        let mut all = Surroundings {
            windows: vec![
                window("b", "2"),
                window("a", "1"),
                window("", ""),
                window("b", "2"),
                window("b", "1"),
            ],
            cameras: vec![camera(0, "Desk"), camera(1, "Desk"), camera(2, "Lid")],
            ..Surroundings::default()
        };
        let told = all.clone().bounded();
        assert_eq!(told.windows, [window("a", "1"), window("b", "1"), window("b", "2")]);
        assert_eq!(told.cameras, [camera(0, "Desk"), camera(2, "Lid")]);
        let long = "\u{10000}".repeat(10_000);
        all.windows = (0..2_000).map(|number| window(&format!("{number}{long}"), &long)).collect();
        all.cameras = (0..2_000).map(|number| camera(number, &format!("{number}{long}"))).collect();
        let told = all.bounded();
        assert_eq!((told.windows.len(), told.cameras.len()), (MOST, MOST));
        assert!(frame::encode(&told).is_ok());
    }
}
