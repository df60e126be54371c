//! What the engine shows on the desktop beside the pill, and what it hears from there: tray, notifications, the screen's lock.
//!
//! That the machine slept is read from its clocks, the same on every system.
//!
//! None of it decides whether something is recorded: where a desktop has no tray, the pill is still there. The systems differ
//! behind [`system`].

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
mod notifications;
#[cfg(not(target_os = "linux"))]
mod tray;
mod view;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use self::linux as system;
#[cfg(target_os = "macos")]
use self::macos as system;
#[cfg(windows)]
use self::windows as system;

use candor_domain::{Category, ProjectId, locale::message, policy::Announce, session::SessionReason};
use tokio::sync::mpsc;

pub(crate) use view::{Gist, State, TrayView};

/// What the desktop tells the controller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// The agent chose something in the tray's menu.
    Wish(Wish),
    /// The screen was locked.
    Locked,
    /// The tray is on the screen, or is not.
    Tray(bool),
}

/// What the tray's menu offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Pause.
    Pause,
    /// Go on.
    Resume,
    /// Stop the session.
    Stop,
    /// Start a session.
    Start(ProjectId),
    /// Open the window.
    Open,
    /// End the engine.
    Quit,
}

/// A notification: a title and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notification {
    /// A few words.
    pub title: String,
    /// What to know.
    pub text: String,
}

impl Notification {
    /// That a session paused by itself.
    pub fn paused(lang: &str, reason: SessionReason) -> Self {
        let why = message(lang, &format!("reason-{}", reason.name()), &[]);
        let mut letters = why.chars();
        let why: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        Self {
            title: message(lang, "told-paused", &[]),
            text: message(lang, "told-paused-text", &[("why", (&why).into())]),
        }
    }
}

impl Notification {
    /// That a capture was taken, or is about to be.
    pub fn of_capture(lang: &str, category: Category, soon: bool) -> Self {
        let id = if soon { "told-soon" } else { "told-taken" };
        let what = message(lang, &format!("told-{category}"), &[]);
        let seconds = Announce::LEAD.get() / 1_000;
        Self {
            title: message(lang, id, &[("what", (&what).into())]),
            text: message(lang, &format!("{id}-text"), &[("seconds", seconds.into())]),
        }
    }
}

/// Does a program's work, and gives the desktop the thread that it wants: on macOS that is the main one, so the work is
/// done on another. To be called on the main thread, where the program begins.
pub fn beside_work<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    system::beside_work(work)
}

/// The desktop as the engine uses it.
pub(crate) struct Desktop {
    system: system::Desktop,
    notifications: std::sync::mpsc::Sender<Notification>,
}

impl Desktop {
    /// Puts up the tray, as soon as there is a place for one, and listens.
    pub fn start(first: TrayView, told: mpsc::UnboundedSender<Told>) -> Self {
        Self { system: system::Desktop::start(first, told), notifications: notifications::start() }
    }

    /// Shows how everything stands.
    pub fn show(&self, view: TrayView) {
        self.system.show(view);
    }

    /// Tells the agent something. Where the desktop shows no notifications it is not told, and nothing depends on it.
    pub fn notify(&self, notification: Notification) {
        // Fails only where the thread could not be started.
        let _ = self.notifications.send(notification);
    }
}
