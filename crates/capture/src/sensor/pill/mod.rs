//! The indicator: the pill `Candor recording`.

pub mod hand;
pub mod paint;
pub mod place;
pub mod repairs;
pub mod text;
#[cfg(any(test, windows, target_os = "macos"))]
pub mod window;

use std::time::Duration;

use candor_capture::{Health, IndicatorProblem, Intent};
use candor_domain::{Millis, locale::message};

use crate::images::Rect;

/// What the pill is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Work is recorded.
    Recording,
    /// The agent looks at a sample.
    Sample,
}

impl Kind {
    /// The window's title, the same in every language: scripts and people in support look for it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Recording => "Candor recording",
            Self::Sample => "Candor sample",
        }
    }
}

/// What the agent did with the pill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Pressed a button.
    Pressed(Intent),
    /// Dragged it so that its upper left corner lies here.
    Moved(i32, i32),
}

/// The indicator on some system.
pub trait Indicator {
    /// Puts it on the screen, at a place where there is one on the screen; returns once it is seen there.
    fn show(&mut self, view: &View, place: Option<(i32, i32)>) -> Result<(), IndicatorProblem>;
    /// Draws what changed, and makes certain that it still is seen.
    fn update(&mut self, view: &View) -> Result<(), IndicatorProblem>;
    /// Waits until the agent does something, the waker is used or the time is over, whichever comes first.
    fn wait(&mut self, timeout: Option<Duration>) -> Result<Option<Act>, IndicatorProblem>;
    /// Where it is on the desktop.
    fn area(&self) -> Option<Rect>;
    /// Whether it shows a timer, which moves each second.
    fn ticks(&self) -> bool;
}

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Shown, nothing is captured yet.
    Starting,
    /// Capturing.
    Recording,
    /// The agent pressed a button; nothing is captured any more.
    Ending,
}

/// What the pill shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What for.
    pub kind: Kind,
    /// The agent's language, as a BCP 47 tag.
    pub lang: String,
    /// The project.
    pub project: String,
    /// The client.
    pub client: String,
    /// What is going on.
    pub state: State,
    /// Whether it is well.
    pub health: Health,
    /// The time worked.
    pub worked: Millis,
}

impl View {
    /// What is shown at first.
    pub fn new(kind: Kind, lang: &str, project: &str, client: &str, worked: Millis) -> Self {
        Self {
            kind,
            lang: lang.into(),
            project: project.into(),
            client: client.into(),
            state: State::Starting,
            health: Health::Ok,
            worked,
        }
    }

    /// What it is, in words.
    pub fn title(&self) -> String {
        match self.kind {
            Kind::Recording => message(&self.lang, "pill-recording", &[]),
            Kind::Sample => message(&self.lang, "pill-sample", &[]),
        }
    }

    /// The timer, as hours, minutes and seconds.
    pub fn timer(&self) -> String {
        let seconds = self.worked.get() / 1_000;
        format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }
}

/// The indicator of synthetic sensors: there is nobody to show anything to.
#[derive(Debug)]
pub struct Nothing;

impl Indicator for Nothing {
    fn show(&mut self, _: &View, _: Option<(i32, i32)>) -> Result<(), IndicatorProblem> {
        Ok(())
    }

    fn update(&mut self, _: &View) -> Result<(), IndicatorProblem> {
        Ok(())
    }

    fn wait(&mut self, timeout: Option<Duration>) -> Result<Option<Act>, IndicatorProblem> {
        match timeout {
            Some(timeout) => std::thread::park_timeout(timeout),
            None => std::thread::park(),
        }
        Ok(None)
    }

    fn area(&self) -> Option<Rect> {
        None
    }

    fn ticks(&self) -> bool {
        false
    }
}
