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
    notifications: std::sync::mpsc::Sender<Notification>,
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
        let (notifications, waiting) = std::sync::mpsc::channel();
        // A notification service may take its time: it is waited for elsewhere.
        let spawned =
            std::thread::Builder::new().name("notifications".into()).spawn(move || notify_all(&waiting));
        if let Err(error) = spawned {
            tracing::warn!(%error, "nothing can be notified");
        }
        Self { tray, notifications }
    }

    pub fn show(&self, view: TrayView) {
        if let Some(tray) = &self.tray {
            tray.update(|tray| tray.view = view);
        }
    }

    pub fn notify(&self, notification: Notification) {
        // Fails only where the thread could not be started.
        let _ = self.notifications.send(notification);
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if let Some(tray) = &self.tray {
            tray.shutdown().wait();
        }
    }
}

fn notify_all(waiting: &std::sync::mpsc::Receiver<Notification>) {
    let mut connection: Option<Connection> = None;
    for Notification { title, text } in waiting {
        if connection.is_none() {
            connection = Connection::session().ok();
        }
        let Some(bus) = &connection else { continue };
        // Desktop Notifications Specification, org.freedesktop.Notifications.Notify.
        let hints: std::collections::HashMap<&str, Value<'_>> = [("transient", Value::from(true))].into();
        let actions: &[&str] = &[];
        let body = ("Candor", 0_u32, "candor", title.as_str(), text.as_str(), actions, hints, SHOWN);
        let (name, path) = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications");
        if bus.call_method(Some(name), path, Some(name), "Notify", &body).is_err() {
            connection = None;
        }
    }
}
