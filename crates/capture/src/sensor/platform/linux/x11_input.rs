//! Counting on X11: XInput2's raw events tell of every press once, whichever window has the focus, without repeats.

use std::{sync::Arc, thread::JoinHandle};

use candor_capture::SensorProblem;
use candor_domain::Millis;
use x11rb::{
    connection::Connection as _,
    errors::{ConnectionError, ReplyError},
    protocol::{
        Event,
        xinput::{ConnectionExt as _, Device, EventMask as Selection, XIEventMask},
        xproto::{ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, Window, WindowClass},
    },
    rust_connection::{DefaultStream, RustConnection},
};

use super::blind::Blind;
use crate::{activity::Counters, platform::screen::wayland, sensors::Input, stdio};

/// How soon to look where the pointer is: while it moves, and while it rests.
const MOVING: Millis = Millis::new(100);
const RESTING: Millis = Millis::from_secs(1);

/// A connection that is blind to keys.
pub type Connection = RustConnection<Blind>;

/// Counting by XInput2, on a connection and a thread of its own.
#[derive(Default)]
pub struct X11Input {
    hook: Option<Hook>,
}

struct Hook {
    connection: Arc<Connection>,
    root: Window,
    /// Where the message goes that ends the thread.
    inbox: Window,
    thread: JoinHandle<()>,
    counters: Arc<Counters>,
    pointer: Option<(i16, i16)>,
}

impl Input for X11Input {
    fn start(&mut self, counters: &Arc<Counters>) -> Result<(), SensorProblem> {
        if wayland() {
            return Err(SensorProblem::Unsupported);
        }
        let (connection, root) = connect().ok_or(SensorProblem::GrabFailed)?;
        let inbox = select(&connection, root).map_err(|_| SensorProblem::Unsupported)?;
        let connection = Arc::new(connection);
        let (heard, counts) = (connection.clone(), counters.clone());
        let thread = stdio::spawn("input", stdio::SMALL_STACK, move || listen(&heard, inbox, &counts));
        let pointer = position(&connection, root);
        self.hook = Some(Hook { connection, root, inbox, thread, counters: counters.clone(), pointer });
        Ok(())
    }

    fn look(&mut self, _: Millis) -> Millis {
        let Some(hook) = &mut self.hook else { return RESTING };
        let now = position(&hook.connection, hook.root);
        let (Some(old), Some(new)) = (hook.pointer, now) else {
            hook.pointer = now;
            return RESTING;
        };
        hook.pointer = now;
        if old == new {
            return RESTING;
        }
        let way = |a: i16, b: i16| f64::from(a) - f64::from(b);
        hook.counters.moved(way(old.0, new.0).hypot(way(old.1, new.1)).round() as u32);
        MOVING
    }

    fn stop(&mut self) {
        let Some(hook) = self.hook.take() else { return };
        // The server answers in order: what was pressed before this message is counted before the thread ends.
        let message = ClientMessageEvent::new(32, hook.inbox, hook.inbox, [0; 5]);
        let sent = hook.connection.send_event(false, hook.inbox, EventMask::NO_EVENT, message).map(drop);
        if sent.and_then(|()| hook.connection.flush()).is_ok() {
            // A thread that panicked has counted its last.
            let _ = hook.thread.join();
        }
    }
}

/// A connection that is blind to keys, and the root window.
pub fn connect() -> Option<(Connection, Window)> {
    let display = x11rb_protocol::parse_display::parse_display(None).ok()?;
    let screen = usize::from(display.screen);
    let (stream, (family, address)) =
        display.connect_instruction().find_map(|way| DefaultStream::connect(&way).ok())?;
    let (name, data) =
        x11rb_protocol::xauth::get_auth(family, &address, display.display).ok().flatten().unwrap_or_default();
    let blind = Blind::new(stream);
    let connection = RustConnection::connect_to_stream_with_auth_info(blind, screen, name, data).ok()?;
    let root = connection.setup().roots.get(screen)?.root;
    Some((connection, root))
}

/// Asks for raw events. Returns the window whose one message ends the listening.
fn select(connection: &Connection, root: Window) -> Result<Window, ReplyError> {
    // From 2.1 on, raw events also come while another program grabs the input.
    let version = connection.xinput_xi_query_version(2, 2)?.reply()?;
    if (version.major_version, version.minor_version) < (2, 1) {
        return Err(ConnectionError::UnsupportedExtension.into());
    }
    // Master devices stand for all others; each press comes once.
    let presses = XIEventMask::RAW_KEY_PRESS | XIEventMask::RAW_BUTTON_PRESS;
    let selection = Selection { deviceid: Device::ALL_MASTER.into(), mask: vec![presses] };
    let inbox = connection.generate_id().map_err(|_| ConnectionError::UnknownError)?;
    let nothing = CreateWindowAux::new();
    connection.create_window(0, inbox, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &nothing)?.check()?;
    connection.xinput_xi_select_events(root, &[selection])?.check()?;
    Ok(inbox)
}

fn listen(connection: &Connection, inbox: Window, counters: &Counters) {
    // A connection that breaks takes the pill's with it, which ends the process.
    while let Ok(event) = connection.wait_for_event() {
        match event {
            Event::XinputRawKeyPress(_) => counters.key(),
            Event::XinputRawButtonPress(press) => counters.button(press.detail),
            Event::ClientMessage(message) if message.window == inbox => return,
            _ => {}
        }
    }
}

fn position(connection: &Connection, root: Window) -> Option<(i16, i16)> {
    let pointer = connection.query_pointer(root).ok()?.reply().ok()?;
    Some((pointer.root_x, pointer.root_y))
}
