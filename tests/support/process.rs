//! Whether a process is still there, and how soon it must not be.

use std::{fs, time::Duration};

/// The promise: no sensor process is left so long after the app is gone.
const GONE_WITHIN: Duration = Duration::from_millis(500);

/// Whether a process is there and not merely waiting to be reaped.
pub fn alive(process: u32) -> bool {
    let Ok(stat) = fs::read_to_string(format!("/proc/{process}/stat")) else { return false };
    stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
}

/// Asserts that an end, of which `once` measures one, comes in time. A machine that has much else to do may delay it: of a
/// few tries one must keep the promise.
pub fn gone_in_time(mut once: impl FnMut() -> Duration) {
    let mut took = Vec::new();
    while took.last().is_none_or(|took| *took >= GONE_WITHIN) {
        assert!(took.len() < 5, "gone only after {took:?}");
        took.push(once());
    }
}
