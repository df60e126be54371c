//! Windows.

mod window;

use windows_sys::Win32::{
    System::Threading::{GetCurrentProcess, GetCurrentThreadId, TerminateProcess},
    UI::{
        HiDpi::{DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2, SetProcessDpiAwarenessContext},
        WindowsAndMessaging::{PostThreadMessageW, WM_NULL},
    },
};

use super::{hot_keys::HotKeys, unconfined};
use crate::{pill::window::WindowPill, sensors::ShortcutKeys};

pub use unconfined::{confine, engine_input, input, trim_memory, window_names, windows};

/// Ends a wait by a message to the thread that waits, which stays in its queue until it is taken out.
#[derive(Debug, Clone)]
pub struct Waker {
    thread: u32,
}

impl Waker {
    #[allow(unsafe_code)]
    fn of_this_thread() -> Self {
        // SAFETY: the call takes nothing and only tells a number.
        Self { thread: unsafe { GetCurrentThreadId() } }
    }

    /// Ends the wait that goes on or the next one.
    #[allow(unsafe_code)]
    pub fn wake(&self) {
        // SAFETY: the call takes numbers alone. It fails where thousands of messages wait, and then nothing sleeps.
        unsafe { PostThreadMessageW(self.thread, WM_NULL, 0, 0) };
    }
}

/// The pill, not yet shown, and its waker. For the calling thread.
pub fn indicator() -> (WindowPill<window::Window>, Waker) {
    window::take_messages();
    (WindowPill::default(), Waker::of_this_thread())
}

/// Whether the person lets Candor see the screens: the system leaves that to the programs.
pub fn permits_screens() -> bool {
    true
}

/// Whether the person lets Candor hear of input: as [`permits_screens`].
pub fn permits_input() -> bool {
    true
}

/// What holds shortcuts.
pub fn shortcut_keys() -> Box<dyn ShortcutKeys> {
    Box::new(HotKeys)
}

/// Ends the process at once, whatever its threads are at: drivers and libraries get no say.
#[allow(unsafe_code)]
pub fn exit(code: i32) -> ! {
    // SAFETY: the handle is the calling process's own and always valid.
    unsafe { TerminateProcess(GetCurrentProcess(), code.cast_unsigned()) };
    std::process::abort()
}

/// Measures the desktop in the monitors' own pixels from here on. Returns what this system lacks.
#[allow(unsafe_code)]
pub fn harden() -> Vec<String> {
    // SAFETY: the call takes a constant, before any window is made. It is refused where that was settled before.
    unsafe { SetProcessDpiAwarenessContext(DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2) };
    vec![unconfined::NO_SANDBOX.into()]
}
