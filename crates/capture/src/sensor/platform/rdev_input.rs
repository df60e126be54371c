//! Counting by rdev: the choice on Windows and macOS, and the fallback on X11.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use candor_capture::SensorProblem;
use candor_domain::Millis;
use rdev::EventType;

use crate::{
    activity::{Counters, Held},
    sensors::Input,
    stdio,
};

/// Pixels of pointer movement are added up this often at most.
const LOOK: Millis = Millis::from_secs(60);
/// How long a hook that can't be set takes to say so.
const REFUSAL: Duration = Duration::from_millis(300);
const STACK: usize = 512 * 1024;

/// rdev's one hook a process. It can't be taken out: [`Input::stop`] makes it deaf, and the process ends soon after.
#[derive(Debug)]
pub struct RdevInput {
    listening: Arc<AtomicBool>,
}

impl RdevInput {
    /// Not yet counting.
    pub fn new() -> Self {
        Self { listening: Arc::new(AtomicBool::new(true)) }
    }
}

impl Input for RdevInput {
    fn start(&mut self, counters: &Arc<Counters>) -> Result<(), SensorProblem> {
        if super::screen::wayland() {
            return Err(SensorProblem::Unsupported);
        }
        if !super::system::permits_input() {
            return Err(SensorProblem::PermissionDenied);
        }
        let (counters, listening) = (counters.clone(), self.listening.clone());
        let (failed, failure) = std::sync::mpsc::channel();
        stdio::spawn("input", STACK, move || {
            let mut held = Held::new();
            let mut last = None::<(f64, f64)>;
            let heard = rdev::listen(move |event| {
                if !listening.load(SeqCst) {
                    return;
                }
                // Only the kind of event is looked at; `event.name`, the typed text, never is.
                match event.event_type {
                    EventType::KeyPress(key) => {
                        if held.press(key) {
                            counters.key();
                        }
                    }
                    EventType::KeyRelease(key) => held.release(&key),
                    EventType::ButtonPress(rdev::Button::Unknown(number)) => counters.button(number.into()),
                    EventType::ButtonPress(_) => counters.click(),
                    EventType::Wheel { delta_x, delta_y } => {
                        let steps = delta_x.unsigned_abs().max(delta_y.unsigned_abs()).min(100);
                        (0..steps).for_each(|_| counters.scroll());
                    }
                    EventType::MouseMove { x, y } => {
                        if let Some((old_x, old_y)) = last {
                            counters.moved((x - old_x).hypot(y - old_y).round() as u32);
                        }
                        last = Some((x, y));
                    }
                    EventType::ButtonRelease(_) => {}
                }
            });
            if heard.is_err() {
                // Nobody waits any more where the hook broke later.
                let _ = failed.send(());
            }
        });
        // rdev says only that it failed, never that it began.
        match failure.recv_timeout(REFUSAL) {
            Ok(()) => Err(SensorProblem::PermissionDenied),
            Err(_) => Ok(()),
        }
    }

    fn look(&mut self, _: Millis) -> Millis {
        LOOK
    }

    fn stop(&mut self) {
        self.listening.store(false, SeqCst);
    }
}
