//! macOS.

mod window;

use dispatch2::DispatchQueue;
use objc2_core_graphics::{
    CGPreflightListenEventAccess, CGPreflightScreenCaptureAccess, CGRequestListenEventAccess,
    CGRequestScreenCaptureAccess,
};

use super::{hot_keys::HotKeys, unconfined};
use crate::{pill::window::WindowPill, sensors::ShortcutKeys};

pub use unconfined::{confine, engine_input, input, trim_memory, window_names, windows};

/// Ends a wait by an event in the main thread's queue, where AppKit wants the pill.
#[derive(Debug, Clone)]
pub struct Waker;

impl Waker {
    /// Ends the wait that goes on or the next one.
    pub fn wake(&self) {
        DispatchQueue::main().exec_async(window::wake);
    }
}

/// The pill, not yet shown, and its waker. For the main thread.
pub fn indicator() -> (WindowPill<window::Window>, Waker) {
    (WindowPill::default(), Waker)
}

/// Whether the person lets Candor see the screens. Without it a picture would show the desktop's background and no window, and
/// nothing would say so; the system asks the person the first time.
pub fn permits_screens() -> bool {
    CGPreflightScreenCaptureAccess() || CGRequestScreenCaptureAccess()
}

/// Whether the person lets Candor hear of input. Without it nothing would be counted, and nothing would say so.
pub fn permits_input() -> bool {
    CGPreflightListenEventAccess() || CGRequestListenEventAccess()
}

/// What holds shortcuts.
pub fn shortcut_keys() -> Box<dyn ShortcutKeys> {
    Box::new(HotKeys)
}

/// Ends the process at once, whatever its threads are at: drivers and libraries get no say.
#[allow(unsafe_code)]
pub fn exit(code: i32) -> ! {
    // SAFETY: the call doesn't return and touches no memory of the program.
    unsafe { libc::_exit(code) }
}

/// What can be given up before anything is read: nothing. Returns what this system lacks.
pub fn harden() -> Vec<String> {
    vec![unconfined::NO_SANDBOX.into()]
}
