//! When the screen is locked: screen savers say so on the session's bus, logind on the system's.

use std::thread;

use tokio::sync::mpsc;
use zbus::{
    MatchRule,
    blocking::{Connection, MessageIterator},
    message::Type,
};

use super::super::Told;

/// Watches both buses, as far as they are there, until the engine ends.
pub fn watch(told: &mpsc::UnboundedSender<Told>) {
    for interface in ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver"] {
        listen(Connection::session, interface, "ActiveChanged", told.clone());
    }
    listen(Connection::system, "org.freedesktop.login1.Session", "Lock", told.clone());
}

/// Waits for one signal on a thread of its own.
fn listen(
    connect: fn() -> zbus::Result<Connection>,
    interface: &'static str,
    member: &'static str,
    told: mpsc::UnboundedSender<Told>,
) {
    let wait = move || -> zbus::Result<()> {
        let rule = MatchRule::builder().msg_type(Type::Signal).interface(interface)?.member(member)?.build();
        for message in MessageIterator::for_match_rule(rule, &connect()?, None)? {
            // `ActiveChanged` says whether the saver is on; `Lock` has nothing to say beyond itself.
            let on = message?.body().deserialize::<bool>().unwrap_or(member == "Lock");
            if on && told.send(Told::Locked).is_err() {
                break;
            }
        }
        Ok(())
    };
    let listening = move || {
        if let Err(error) = wait() {
            tracing::debug!(%error, interface, "the screen's lock isn't heard of this way");
        }
    };
    if let Err(error) = thread::Builder::new().name("lock".into()).spawn(listening) {
        tracing::warn!(%error, "the screen's lock isn't heard of");
    }
}
