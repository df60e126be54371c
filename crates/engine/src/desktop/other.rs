//! Systems whose tray, notifications and lock are not wired up yet: nothing is shown there beside the pill.

use tokio::sync::mpsc;

use super::{Notification, Told, TrayView};

/// A desktop that shows nothing.
pub struct Desktop;

impl Desktop {
    pub fn start(_: TrayView, told: mpsc::UnboundedSender<Told>) -> Self {
        let _ = told.send(Told::Tray(false));
        Self
    }

    pub fn show(&self, _: TrayView) {}

    pub fn notify(&self, _: Notification) {}
}
