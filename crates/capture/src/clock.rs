//! The machine's clocks, and one that runs faster.

use candor_domain::time::{Boot, Clock, Millis, Timestamp};
use serde::{Deserialize, Serialize};

/// The machine's own clocks.
///
/// The boot clock is `CLOCK_BOOTTIME` on Linux, the interrupt time on Windows and `CLOCK_MONOTONIC_RAW` on macOS; the
/// awake clock is the same without the time asleep.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn boot(&self) -> Boot {
        Boot::from_millis(os::boot_millis())
    }

    fn awake(&self) -> Boot {
        Boot::from_millis(os::awake_millis())
    }
}

/// A clock that runs a whole number of times as fast as the machine's, for synthetic sensors only.
///
/// All of its readings are counted from one instant by the boot clock, so that two processes with the same
/// configuration read the same time; its machine never sleeps.
#[derive(Debug, Clone, Copy)]
pub struct FastClock {
    wall: Timestamp,
    boot: Boot,
    factor: u32,
}

impl FastClock {
    /// A clock that now shows `wall`, and from now on runs `factor` times as fast as the machine's.
    pub fn starting_at(wall: Timestamp, factor: u32) -> Self {
        Self { wall, boot: SystemClock.boot(), factor: factor.max(1) }
    }

    fn passed(&self) -> Millis {
        Millis::new(SystemClock.boot().since(self.boot).get().saturating_mul(self.factor.into()))
    }
}

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        self.wall.plus(self.passed())
    }

    fn boot(&self) -> Boot {
        self.boot.plus(self.passed())
    }

    fn awake(&self) -> Boot {
        self.boot()
    }
}

/// Which clock a sensor process runs by: the machine's, or the fast clock of the process that starts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockConfig {
    wall: Timestamp,
    boot: Boot,
    factor: u32,
}

impl ClockConfig {
    /// The machine's clocks.
    pub const SYSTEM: Self = Self { wall: Timestamp::from_millis(0), boot: Boot::from_millis(0), factor: 1 };

    /// How many times as fast as the machine's it runs.
    pub const fn factor(&self) -> u32 {
        self.factor
    }

    /// The clock itself.
    pub fn build(&self) -> Box<dyn Clock> {
        if *self == Self::SYSTEM {
            return Box::new(SystemClock);
        }
        Box::new(FastClock { wall: self.wall, boot: self.boot, factor: self.factor.max(1) })
    }
}

impl From<&FastClock> for ClockConfig {
    fn from(clock: &FastClock) -> Self {
        Self { wall: clock.wall, boot: clock.boot, factor: clock.factor }
    }
}

#[cfg(target_os = "linux")]
mod os {
    use rustix::time::{ClockId, clock_gettime};

    fn millis(clock: ClockId) -> u64 {
        let at = clock_gettime(clock);
        at.tv_sec.unsigned_abs() * 1_000 + at.tv_nsec.unsigned_abs() / 1_000_000
    }

    pub fn boot_millis() -> u64 {
        millis(ClockId::Boottime)
    }

    pub fn awake_millis() -> u64 {
        millis(ClockId::Monotonic)
    }
}

#[cfg(target_os = "macos")]
mod os {
    #[allow(unsafe_code)]
    fn millis(clock: libc::clockid_t) -> u64 {
        let mut at = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: `at` is a timespec to be written to; both clocks are there on every macOS that Rust supports.
        unsafe { libc::clock_gettime(clock, &mut at) };
        at.tv_sec.unsigned_abs() * 1_000 + at.tv_nsec.unsigned_abs() / 1_000_000
    }

    pub fn boot_millis() -> u64 {
        millis(libc::CLOCK_MONOTONIC_RAW)
    }

    pub fn awake_millis() -> u64 {
        millis(libc::CLOCK_UPTIME_RAW)
    }
}

#[cfg(windows)]
mod os {
    use windows_sys::Win32::System::WindowsProgramming::{QueryInterruptTime, QueryUnbiasedInterruptTime};

    /// The two functions count in units of 100 nanoseconds.
    const UNITS_PER_MILLI: u64 = 10_000;

    #[allow(unsafe_code)]
    pub fn boot_millis() -> u64 {
        let mut units = 0;
        // SAFETY: the pointer is to a live integer that the call fills.
        unsafe { QueryInterruptTime(&mut units) };
        units / UNITS_PER_MILLI
    }

    #[allow(unsafe_code)]
    pub fn awake_millis() -> u64 {
        let mut units = 0;
        // SAFETY: the pointer is to a live integer that the call fills.
        unsafe { QueryUnbiasedInterruptTime(&mut units) };
        units / UNITS_PER_MILLI
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boot_clock_is_never_behind_the_awake_clock() {
        let awake = SystemClock.awake();
        assert!(SystemClock.boot() >= awake);
        assert!(SystemClock.awake() >= awake);
    }

    #[test]
    fn two_processes_with_one_configuration_read_the_same_fast_time() {
        let clock = FastClock {
            wall: Timestamp::from_millis(1_000_000),
            boot: Boot::from_millis(SystemClock.boot().as_millis().saturating_sub(2_000)),
            factor: 60,
        };
        let other = ClockConfig::from(&clock).build();
        let (first, second) = (clock.now(), other.now());
        assert!(first >= Timestamp::from_millis(1_120_000), "{first}");
        assert!(second.since(first) < Millis::from_minutes(1), "{first} {second}");
        assert_eq!(ClockConfig::from(&clock).factor(), 60);
    }

    #[test]
    fn a_clock_begins_where_it_is_told_also_where_it_runs_no_faster() {
        let monday = Timestamp::from_millis(1_794_816_000_000);
        for factor in [1, 60] {
            let clock = FastClock::starting_at(monday, factor);
            for shown in [clock.now(), ClockConfig::from(&clock).build().now()] {
                assert!(
                    shown >= monday && shown.since(monday) < Millis::from_minutes(60),
                    "{factor}: {shown}"
                );
            }
        }
        assert!(ClockConfig::SYSTEM.build().now() > Timestamp::from_millis(0));
    }
}
