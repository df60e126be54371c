//! The clock and the source of randomness that everything else is handed.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use candor_domain::{Millis, Timestamp};

/// The time and randomness of the machine, or of a test.
#[derive(Clone)]
pub struct Environment {
    clock: Clock,
}

#[derive(Clone)]
enum Clock {
    System,
    Manual(Arc<AtomicI64>),
}

impl Environment {
    /// The machine's clock and random source.
    pub fn system() -> Self {
        Self { clock: Clock::System }
    }

    /// A clock that stands at `now` until [`Self::advance`] moves it; randomness is the machine's all the same.
    pub fn manual(now: Timestamp) -> Self {
        Self { clock: Clock::Manual(Arc::new(AtomicI64::new(now.as_millis()))) }
    }

    /// Moves a manual clock forward; the machine's goes by itself.
    pub fn advance(&self, by: Millis) {
        if let Clock::Manual(now) = &self.clock {
            now.fetch_add(i64::try_from(by.get()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }

    /// The wall clock.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(match &self.clock {
            Clock::Manual(now) => now.load(Ordering::SeqCst),
            Clock::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
        })
    }

    /// Random bytes from the operating system.
    ///
    /// # Panics
    /// Where the operating system has none to give; nothing can go on safely then.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("the operating system has a random source");
        bytes
    }

    /// 160 random bits as text that is safe in a link.
    pub(crate) fn secret(&self) -> String {
        hex::encode(self.random::<20>())
    }

    /// A new identifier, `make` being its type's `new`.
    pub fn id<T>(&self, make: impl FnOnce(Timestamp, [u8; 10]) -> T) -> T {
        make(self.now(), self.random())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.clock {
            Clock::System => "Environment(system)",
            Clock::Manual(_) => "Environment(manual)",
        })
    }
}
