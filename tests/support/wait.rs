//! Waiting for what another process does, with an end to it.

use std::{
    thread,
    time::{Duration, Instant},
};

/// Asks again and again until there is an answer; the longest wait is `limit`.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + limit;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited {limit:?} in vain for {what}");
        thread::sleep(Duration::from_millis(1));
    }
}
