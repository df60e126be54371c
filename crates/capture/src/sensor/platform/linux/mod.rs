//! Linux with X11.

mod blind;
mod sandbox;
mod x11_input;
mod x11_pill;
mod x11_place;
mod x11_shortcut;
mod x11_windows;

use std::{
    io::{self, Read},
    os::fd::{AsFd as _, OwnedFd},
    sync::Arc,
};

use rustix::{
    event::{EventfdFlags, PollFd, PollFlags, eventfd, poll},
    io::Errno,
    process::{PidfdFlags, getppid, pidfd_open},
};

use candor_capture::choices::Names;

use crate::{
    exclusion::Windows,
    platform::screen::wayland,
    sensors::{Input, ShortcutKeys},
};

pub use self::sandbox::{confine, harden};

/// Ends a wait through an event descriptor.
#[derive(Debug, Clone)]
pub struct Waker(Arc<OwnedFd>);

impl Waker {
    fn new() -> Self {
        let fd = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK);
        Self(Arc::new(fd.unwrap_or_else(|error| crate::fail(&format!("no event descriptor: {error}")))))
    }

    /// Ends the wait that goes on or the next one.
    pub fn wake(&self) {
        // Fails only where the wait is already as good as over, the counter full.
        let _ = rustix::io::write(&self.0, &1_u64.to_ne_bytes());
    }

    fn reset(&self) {
        let _ = rustix::io::read(&self.0, &mut [0_u8; 8]);
    }
}

/// The pill, not yet shown, and its waker.
pub fn indicator() -> (x11_pill::X11Pill, Waker) {
    let waker = Waker::new();
    (x11_pill::X11Pill::new(waker.clone()), waker)
}

/// Counting by XInput2.
pub fn input() -> Box<dyn Input> {
    Box::new(x11_input::X11Input::default())
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
    Box::new(x11_shortcut::X11Shortcuts)
}

/// The list of windows.
pub fn windows() -> Box<dyn Windows> {
    Box::new(x11_windows::X11Windows::default())
}

/// What windows are called; nothing where the system doesn't say.
pub fn window_names() -> Option<Vec<Names>> {
    // On Wayland only a few old programs would be found.
    if wayland() { None } else { x11_windows::X11Windows::default().names().ok() }
}

/// Ends the process at once, whatever its threads are at: drivers and libraries get no say.
#[allow(unsafe_code)]
pub fn exit(code: i32) -> ! {
    // SAFETY: the call doesn't return and touches no memory of the program.
    unsafe { libc::_exit(code) }
}

/// Gives memory that a picture took back to the system.
#[allow(unsafe_code)]
pub fn trim_memory() {
    #[cfg(target_env = "gnu")]
    // SAFETY: the call is safe from any thread; it only returns free pages.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// The standard input, which ends when it closes or when the engine's process does, even where another process inherited
/// the other end of the pipe.
pub fn engine_input() -> impl Read {
    let engine = getppid().and_then(|engine| pidfd_open(engine, PidfdFlags::empty()).ok());
    EngineInput { engine }
}

struct EngineInput {
    engine: Option<OwnedFd>,
}

impl Read for EngineInput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let stdin = io::stdin();
        loop {
            let mut fds = vec![PollFd::new(&stdin, PollFlags::IN)];
            fds.extend(self.engine.as_ref().map(|engine| PollFd::new(engine, PollFlags::IN)));
            match poll(&mut fds, None) {
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            if fds.get(1).is_some_and(|engine| !engine.revents().is_empty()) {
                return Ok(0);
            }
            // Past the standard library's buffer, which would keep bytes that poll knows nothing of.
            return Ok(rustix::io::read(stdin.as_fd(), &mut *buffer)?);
        }
    }
}
