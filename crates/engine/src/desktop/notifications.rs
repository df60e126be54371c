//! Notifications, sent from a thread of their own: the system's service may take its time.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use super::{Notification, system};

/// Starts the thread; notifications go to it until the sender is dropped.
pub fn start() -> Sender<Notification> {
    let (notifications, waiting) = channel();
    let spawned = thread::Builder::new().name("notifications".into()).spawn(move || notify_all(&waiting));
    if let Err(error) = spawned {
        tracing::warn!(%error, "nothing can be notified");
    }
    notifications
}

fn notify_all(waiting: &Receiver<Notification>) {
    let mut service = system::Notifications::default();
    for notification in waiting {
        service.notify(notification);
    }
}
