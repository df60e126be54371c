//! The engine on the desktop: what its tray and notifications show, and what the agent does there.

use std::ops::ControlFlow;

use candor_domain::session::{SessionReason, SessionState};
use tokio::sync::mpsc;

use super::Controller;
use crate::{
    DesktopOptions,
    desktop::{Desktop, Notification, Told, TrayView, Wish},
    home::Home,
    protocol::{Answer, Sensors},
    requests,
};

/// The engine on the desktop.
pub(super) struct Appearance {
    pub(super) desktop: Desktop,
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
}

impl Controller {
    /// Shows the engine on the desktop.
    pub(crate) fn appear(&mut self, home: Home, options: DesktopOptions) {
        let (teller, told) = mpsc::unbounded_channel();
        let desktop = Desktop::start(TrayView::of(&self.lock()), teller);
        self.appearance = Some(Appearance { desktop, told, home, options });
    }

    /// Does what the desktop tells; whether the engine is to end.
    pub(super) async fn told(&mut self, told: Told) -> ControlFlow<()> {
        match told {
            Told::Tray(there) => {
                tracing::info!(there, "the tray");
                self.lock().tray = Some(there);
            }
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
        let view = TrayView::of(&crate::core::lock(&self.core));
        appearance.desktop.show(view);
    }
}
