//! Linux: a StatusNotifierItem, freedesktop notifications and the lock signals of screen savers and logind, all by D-Bus and
//! without a toolkit.

mod lock;
mod tray;

use ksni::blocking::{Handle, TrayMethods as _};
use tokio::sync::mpsc;
use zbus::{blocking::Connection, zvariant::Value};

use self::tray::Tray;
use super::{Notification, Told, TrayView};

/// How long a notification stays, in milliseconds.
const SHOWN: i32 = 8_000;

/// The desktop by D-Bus. Where there is no bus, nothing is shown and nothing is heard.
pub struct Desktop {
    tray: Option<Handle<Tray>>,
}

impl Desktop {
    pub fn start(first: TrayView, told: mpsc::UnboundedSender<Told>) -> Self {
        lock::watch(&told);
        let tray = Tray::new(first, told.clone());
        // A tray host may come later, or go and come back: the service stays and registers with each.
        let tray = match tray.assume_sni_available(true).spawn() {
            Ok(tray) => Some(tray),
            Err(error) => {
                tracing::info!(%error, "there is no tray");
                let _ = told.send(Told::Tray(false));
                None
            }
        };
        Self { tray }
    }

    pub fn show(&self, view: TrayView) {
        if let Some(tray) = &self.tray {
            tray.update(|tray| tray.view = view);
        }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if let Some(tray) = &self.tray {
            tray.shutdown().wait();
        }
    }
}

/// Does a program's work; the desktop needs no thread of the program's.
pub fn beside_work<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// The notification service of the session's bus.
#[derive(Default)]
pub struct Notifications {
    bus: Option<Connection>,
}

impl Notifications {
    pub fn notify(&mut self, Notification { title, text }: Notification) {
        if self.bus.is_none() {
            self.bus = Connection::session().ok();
        }
        let Some(bus) = &self.bus else { return };
        // Desktop Notifications Specification, org.freedesktop.Notifications.Notify.
        let hints: std::collections::HashMap<&str, Value<'_>> = [("transient", Value::from(true))].into();
        let actions: &[&str] = &[];
        let body = ("Candor", 0_u32, "candor", title.as_str(), text.as_str(), actions, hints, SHOWN);
        let (name, path) = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications");
        if bus.call_method(Some(name), path, Some(name), "Notify", &body).is_err() {
            self.bus = None;
        }
    }
}
