//! When the screen is locked: screen savers say so on the session's bus, logind on the system's.

use std::thread;

use tokio::sync::mpsc;
use zbus::{
    MatchRule,
    blocking::{Connection, MessageIterator, fdo::DBusProxy},
    message::Type,
};

use super::super::Told;

/// A signal, by its interface and name.
type Signal = (&'static str, &'static str);

/// What screen savers say on the session's bus; with whether the saver is on now.
const SAVERS: &[Signal] = &[
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
];
/// What logind says on the system's bus.
const SESSIONS: &[Signal] = &[("org.freedesktop.login1.Session", "Lock")];

/// Watches both buses, as far as they are there, until the engine ends.
pub fn watch(told: &mpsc::UnboundedSender<Told>) {
    listen("lock-session", Connection::session, SAVERS, told.clone());
    listen("lock-system", Connection::system, SESSIONS, told.clone());
}

/// Waits for signals on a thread of its own.
fn listen(
    name: &str,
    connect: fn() -> zbus::Result<Connection>,
    signals: &'static [Signal],
    told: mpsc::UnboundedSender<Told>,
) {
    let listening = move || {
        if let Err(error) = wait(connect, signals, &told) {
            tracing::debug!(%error, ?signals, "the screen's lock isn't heard of this way");
        }
    };
    if let Err(error) = thread::Builder::new().name(name.into()).spawn(listening) {
        tracing::warn!(%error, "the screen's lock isn't heard of");
    }
}

fn wait(
    connect: fn() -> zbus::Result<Connection>,
    signals: &[Signal],
    told: &mpsc::UnboundedSender<Told>,
) -> zbus::Result<()> {
    let connection = connect()?;
    let messages = MessageIterator::from(&connection);
    let bus = DBusProxy::new(&connection)?;
    for (interface, member) in signals {
        bus.add_match_rule(
            MatchRule::builder().msg_type(Type::Signal).interface(*interface)?.member(*member)?.build(),
        )?;
    }
    for message in messages {
        let message = message?;
        let header = message.header();
        let (Some(interface), Some(member)) = (header.interface(), header.member()) else { continue };
        if message.message_type() != Type::Signal
            || !signals.iter().any(|signal| *signal == (interface.as_str(), member.as_str()))
        {
            continue;
        }
        // `ActiveChanged` says whether the saver is on; `Lock` has nothing to say beyond itself.
        let on = message.body().deserialize::<bool>().unwrap_or(member.as_str() == "Lock");
        if on && told.send(Told::Locked).is_err() {
            break;
        }
    }
    Ok(())
}
