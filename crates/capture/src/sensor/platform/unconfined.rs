//! What Windows and macOS have in common: rdev counts, xcap lists windows, and nothing is given up.

use std::io;

use candor_capture::choices::Names;

use super::{rdev_input::RdevInput, xcap_windows::XcapWindows};
use crate::{exclusion::Windows, sensors::Input};

/// Counting of input.
pub fn input() -> Box<dyn Input> {
    Box::new(RdevInput::new())
}

/// The list of windows.
pub fn windows() -> Box<dyn Windows> {
    Box::new(XcapWindows)
}

/// What windows are called; nothing where the system doesn't say.
pub fn window_names() -> Option<Vec<Names>> {
    XcapWindows.names().ok()
}

/// What can be given up once the configuration is known: nothing more. Returns what this system lacks.
pub fn confine(_camera: bool) -> Vec<String> {
    Vec::new()
}

/// The standard input.
pub fn engine_input() -> impl io::Read {
    io::stdin()
}

/// Memory is given back by the system's own means.
pub fn trim_memory() {}

/// What the process goes on having, in words.
pub const NO_SANDBOX: &str =
    "this system offers no sandbox that Candor knows; the process keeps network and files";
