//! The engine on the desktop: what its tray and notifications show, and what the agent does there.

use std::{collections::BTreeMap, ops::ControlFlow};

use candor_domain::{
    Category, Millis, Timestamp,
    session::{SessionReason, SessionState},
};
use tokio::{
    sync::mpsc,
    time::{Duration, Instant},
};

use super::Controller;
use crate::{
    DesktopOptions,
    desktop::{Desktop, Gist, Notification, State, Told, TrayView, Wish},
    home::Home,
    protocol::{Answer, Sensors},
    requests,
};

/// How often the tray is looked after while nothing happens that it must show at once.
const LOOK: Duration = Duration::from_secs(1);
/// How long the pictures of all monitors take together at most.
const TOGETHER: Millis = Millis::from_secs(2);

/// The engine on the desktop.
pub(super) struct Appearance {
    pub(super) desktop: Desktop,
    /// What the tray was made from last, and when that was looked at.
    state: State,
    gist: Option<Gist>,
    looked: Instant,
    /// The pictures that were told of last.
    pictures: BTreeMap<Category, Timestamp>,
    told: mpsc::UnboundedReceiver<Told>,
    home: Home,
    options: DesktopOptions,
}

impl Appearance {
    /// What the desktop tells next; nothing ever where there is none.
    pub(super) async fn next(appearance: &mut Option<Self>) -> Option<Told> {
        match appearance {
            Some(appearance) => appearance.told.recv().await,
            None => std::future::pending().await,
        }
    }

    /// Whether a picture is the first of those that are taken together: several monitors are told of once.
    pub(super) fn first_of_its_time(&mut self, category: Category, at: Timestamp) -> bool {
        let last = self.pictures.get(&category);
        let first = last.is_none_or(|last| at.as_millis().abs_diff(last.as_millis()) > TOGETHER.get());
        if first {
            self.pictures.insert(category, at);
        }
        first
    }
}

impl Controller {
    /// Shows the engine on the desktop.
    pub(crate) fn appear(&mut self, home: Home, options: DesktopOptions) {
        let (teller, told) = mpsc::unbounded_channel();
        let (state, view) = {
            let core = self.lock();
            (State::of(&core), TrayView::of(&core))
        };
        let (desktop, looked) = (Desktop::start(view, teller), Instant::now());
        let pictures = BTreeMap::new();
        self.appearance =
            Some(Appearance { desktop, state, gist: None, looked, pictures, told, home, options });
    }

    /// Does what the desktop tells; whether the engine is to end.
    pub(super) async fn told(&mut self, told: Told) -> ControlFlow<()> {
        match told {
            // Nothing depends on it: the pill is the sign that counts.
            Told::Tray(there) => tracing::info!(there, "the tray"),
            Told::Locked => {
                if self.lock().session_state() == SessionState::Running {
                    self.log_failure(SessionReason::ScreenLocked, true).await;
                }
            }
            Told::Wish(Wish::Pause) => self.log_failure(SessionReason::Agent, true).await,
            Told::Wish(Wish::Stop) => self.log_failure(SessionReason::Agent, false).await,
            Told::Wish(Wish::Open) => self.open_window(),
            Told::Wish(Wish::Resume) => {
                let resumed = requests::resume(self).await;
                self.say_failure(resumed);
            }
            Told::Wish(Wish::Start(project)) => {
                let started = requests::start(self, &project.to_string(), Sensors::Real, None).await;
                self.say_failure(started);
            }
            Told::Wish(Wish::Quit) => {
                let _ = self.stop_session(SessionReason::Agent).await;
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// Tells the agent why what was chosen in the tray was not done.
    fn say_failure(&self, answer: Answer) {
        if let (Err(failure), Some(appearance)) = (answer, &self.appearance) {
            appearance.desktop.notify(Notification { title: "Candor".into(), text: failure.message });
        }
    }

    /// Opens the window, or brings the open one to the front.
    fn open_window(&self) {
        let Some(Appearance { home, options, desktop, .. }) = &self.appearance else { return };
        let spawned = tokio::process::Command::new(&options.window)
            .env("CANDOR_HOME", home.path())
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn();
        match spawned {
            // It is waited for, so that no dead process is left behind.
            Ok(mut window) => drop(tokio::spawn(async move { window.wait().await })),
            Err(error) => {
                let text = format!("The window can't be opened: {}: {error}.", options.window.display());
                desktop.notify(Notification { title: "Candor".into(), text });
            }
        }
    }

    pub(super) fn tell_tray(&mut self) {
        let Some(appearance) = &mut self.appearance else { return };
        let core = crate::core::lock(&self.core);
        let state = State::of(&core);
        // A change of state shows at once, everything else within a second.
        if appearance.state == state && appearance.looked.elapsed() < LOOK {
            return;
        }
        (appearance.state, appearance.looked) = (state, Instant::now());
        let gist = Gist::of(&core);
        if appearance.gist.as_ref() != Some(&gist) {
            appearance.desktop.show(TrayView::of(&core));
            appearance.gist = Some(gist);
        }
    }
}
