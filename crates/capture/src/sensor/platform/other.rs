//! Systems whose indicator isn't written yet: nothing real is captured there, for what can't be shown isn't recorded.
//! Synthetic sensors work.

use std::{io, time::Duration};

use candor_capture::{IndicatorProblem, Intent, choices::Names};

use crate::{
    exclusion::Windows,
    images::Rect,
    pill::{Act, Indicator, View},
    platform::{rdev_input::RdevInput, xcap_windows::XcapWindows},
    sensors::{Input, NotHeld, ShortcutKeys},
};

/// Wakes nobody: an indicator that is never shown never waits.
#[derive(Debug, Clone)]
pub struct Waker;

impl Waker {
    /// Nothing waits.
    pub fn wake(&self) {}
}

/// The indicator of a system that has none.
pub struct NoIndicator;

impl Indicator for NoIndicator {
    fn show(&mut self, _: &View, _: Option<(i32, i32)>) -> Result<(), IndicatorProblem> {
        Err(IndicatorProblem::Unsupported)
    }

    fn update(&mut self, _: &View) -> Result<(), IndicatorProblem> {
        Err(IndicatorProblem::Unsupported)
    }

    fn wait(&mut self, _: Option<Duration>) -> Result<Option<Act>, IndicatorProblem> {
        Err(IndicatorProblem::Unsupported)
    }

    fn area(&self) -> Option<Rect> {
        None
    }

    fn ticks(&self) -> bool {
        false
    }
}

/// The indicator and its waker.
pub fn indicator() -> (NoIndicator, Waker) {
    (NoIndicator, Waker)
}

/// Counting of input.
pub fn input() -> Box<dyn Input> {
    Box::new(RdevInput::new())
}

/// What holds shortcuts: nothing. Without an indicator nothing is recorded here that a shortcut could pause or stop, so
/// `RegisterHotKey` and `RegisterEventHotKey` wait for it.
pub fn shortcut_keys() -> Box<dyn ShortcutKeys> {
    Box::new(NoShortcuts)
}

struct NoShortcuts;

impl ShortcutKeys for NoShortcuts {
    fn hold(&mut self, _: Shortcut, _: Box<dyn Fn() + Send>) -> Result<(), NotHeld> {
        Err(NotHeld)
    }
}

/// The list of windows.
pub fn windows() -> Box<dyn Windows> {
    Box::new(XcapWindows)
}

/// What windows are called; nothing where the system doesn't say.
pub fn window_names() -> Option<Vec<Names>> {
    XcapWindows.names().ok()
}

/// Ends the process.
pub fn exit(code: i32) -> ! {
    std::process::exit(code)
}

/// What can be given up before anything is read; returns what this system lacks.
pub fn harden() -> Vec<String> {
    vec!["this system offers no sandbox that Candor knows; the process keeps network and files".into()]
}

/// What can be given up once the configuration is known; returns what this system lacks.
pub fn confine(_camera: bool) -> Vec<String> {
    Vec::new()
}

/// The standard input.
pub fn engine_input() -> impl io::Read {
    io::stdin()
}

/// Memory is given back by the system's own means.
pub fn trim_memory() {}
