//! Counting. What a hook sees is turned into a count at once; nothing else about it is kept.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Instant,
};

use candor_domain::{Millis, Timestamp, record::ActivitySample};

/// How far a wall clock may differ from where the last sample ended before that counts as a step of the clock.
const STEP: Millis = Millis::from_secs(1);

/// What input adds to. All that a hook can do is to make one of these numbers larger.
#[derive(Debug)]
pub struct Counters {
    began: Instant,
    keys: AtomicU32,
    clicks: AtomicU32,
    scroll: AtomicU32,
    pointer_px: AtomicU32,
    active_s: AtomicU32,
    last_active: AtomicU32,
}

impl Counters {
    /// No counts; seconds are counted from now.
    pub fn new() -> Self {
        let zero = || AtomicU32::new(0);
        let (keys, clicks, scroll, pointer_px, active_s) = (zero(), zero(), zero(), zero(), zero());
        Self {
            began: Instant::now(),
            keys,
            clicks,
            scroll,
            pointer_px,
            active_s,
            last_active: AtomicU32::new(u32::MAX),
        }
    }

    /// A key was pressed.
    pub fn key(&self) {
        self.add(&self.keys, 1, self.second());
    }

    /// A button of the mouse was pressed; X11 and its kin number them, 4 to 7 are the wheel.
    pub fn button(&self, number: u32) {
        if (4..=7).contains(&number) { self.scroll() } else { self.click() }
    }

    /// A button that isn't the wheel was pressed.
    pub fn click(&self) {
        self.add(&self.clicks, 1, self.second());
    }

    /// The wheel turned by a step.
    pub fn scroll(&self) {
        self.add(&self.scroll, 1, self.second());
    }

    /// The pointer moved by so many pixels.
    pub fn moved(&self, pixels: u32) {
        self.add(&self.pointer_px, pixels, self.second());
    }

    /// Adds what happened in the second with this number; for made-up input, whose time is not the machine's.
    pub fn made_up(&self, second: u32, counts: &Counts) {
        self.add(&self.keys, counts.keys, second);
        self.add(&self.clicks, counts.clicks, second);
        self.add(&self.scroll, counts.scroll, second);
        self.add(&self.pointer_px, counts.pointer_px, second);
    }

    /// Takes the counts out and begins at zero.
    pub fn take(&self) -> Counts {
        let take = |counter: &AtomicU32| counter.swap(0, Relaxed);
        Counts {
            keys: take(&self.keys),
            clicks: take(&self.clicks),
            scroll: take(&self.scroll),
            pointer_px: take(&self.pointer_px),
            active_s: take(&self.active_s),
        }
    }

    /// The counts as they are.
    pub fn read(&self) -> Counts {
        let read = |counter: &AtomicU32| counter.load(Relaxed);
        Counts {
            keys: read(&self.keys),
            clicks: read(&self.clicks),
            scroll: read(&self.scroll),
            pointer_px: read(&self.pointer_px),
            active_s: read(&self.active_s),
        }
    }

    fn second(&self) -> u32 {
        u32::try_from(self.began.elapsed().as_secs()).unwrap_or(u32::MAX)
    }

    fn add(&self, counter: &AtomicU32, count: u32, second: u32) {
        if count == 0 {
            return;
        }
        counter.fetch_add(count, Relaxed);
        if self.last_active.swap(second, Relaxed) != second {
            self.active_s.fetch_add(1, Relaxed);
        }
    }
}

/// Counts of a stretch of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Key presses.
    pub keys: u32,
    /// Button presses without the wheel.
    pub clicks: u32,
    /// Steps of the wheel.
    pub scroll: u32,
    /// The pointer's way.
    pub pointer_px: u32,
    /// Seconds in which any of this happened.
    pub active_s: u32,
}

/// The stretch of time that the next sample is of.
#[derive(Debug)]
pub struct Stretch {
    from: Timestamp,
    began: Millis,
}

impl Stretch {
    /// A stretch that begins at `from` by the wall clock and at `began` by the awake clock.
    pub fn new(from: Timestamp, began: Millis) -> Self {
        Self { from, began }
    }

    /// Where it began, by the wall clock.
    pub fn from(&self) -> Timestamp {
        self.from
    }

    /// The stretch as if it ended now.
    pub fn so_far(&self, at: Millis, counts: Counts) -> ActivitySample {
        ActivitySample {
            from: self.from,
            to: self.from.plus(at.minus(self.began)),
            keys: counts.keys,
            clicks: counts.clicks,
            scroll: counts.scroll,
            pointer_px: counts.pointer_px,
            active_s: counts.active_s,
        }
    }

    /// Ends the stretch and begins the next. Its length is by the awake clock; where the wall clock was set or the
    /// machine slept meanwhile, the next begins at the wall clock's new time.
    pub fn end(&mut self, now: Timestamp, at: Millis, counts: Counts) -> ActivitySample {
        let sample = self.so_far(at, counts);
        let to = sample.to;
        let stepped = now.since(to) > STEP || to.since(now) > STEP;
        *self = Self { from: if stepped { now } else { to }, began: at };
        sample
    }
}

/// Which keys are down, so that the repeats of a held key count once. Lives inside a hook's callback; nothing reads it
/// but [`Held::press`].
#[derive(Debug)]
pub struct Held<K>(Vec<K>);

impl<K: PartialEq> Held<K> {
    /// More keys than hands hold; the oldest is forgotten where releases go missing.
    const MOST: usize = 32;

    /// No key is down.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// A key goes down; says whether it wasn't.
    pub fn press(&mut self, key: K) -> bool {
        if self.0.contains(&key) {
            return false;
        }
        if self.0.len() == Self::MOST {
            self.0.remove(0);
        }
        self.0.push(key);
        true
    }

    /// A key goes up.
    pub fn release(&mut self, key: &K) {
        self.0.retain(|held| held != key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_key_counts_once_until_it_is_released() {
        let mut held = Held::new();
        let presses = ["a", "a", "a", "b", "a", "b"].map(|key| held.press(key));
        assert_eq!(presses, [true, false, false, true, false, false]);
        held.release(&"a");
        assert!(held.press("a"));
        assert!(!held.press("b"));
    }

    #[test]
    fn lost_releases_do_not_fill_the_memory() {
        let mut held = Held::new();
        assert!((0..10_000).all(|key| held.press(key)));
        assert!(held.0.len() <= Held::<u32>::MOST);
    }

    #[test]
    fn seconds_count_once_however_much_happens_in_them() {
        let counters = Counters::new();
        let busy = Counts { keys: 3, clicks: 1, ..Counts::default() };
        for second in [0, 0, 1, 5] {
            counters.made_up(second, &busy);
        }
        counters.made_up(7, &Counts::default());
        let counts = counters.take();
        assert_eq!((counts.keys, counts.clicks, counts.active_s), (12, 4, 3));
        assert_eq!(counters.take(), Counts::default());
    }

    #[test]
    fn buttons_four_to_seven_are_the_wheel() {
        let counters = Counters::new();
        (1..=9).for_each(|number| counters.button(number));
        let counts = counters.take();
        assert_eq!((counts.clicks, counts.scroll), (5, 4));
    }

    #[test]
    fn samples_join_and_follow_a_clock_that_was_set() {
        let at = Timestamp::from_millis;
        let mut stretch = Stretch::new(at(1_000_000), Millis::new(500));
        let first = stretch.end(at(1_060_003), Millis::new(60_500), Counts::default());
        assert_eq!((first.from, first.to), (at(1_000_000), at(1_060_000)));
        // The clock was set back an hour within the next minute.
        let second = stretch.end(at(0), Millis::new(120_500), Counts::default());
        assert_eq!((second.from, second.to), (at(1_060_000), at(1_120_000)));
        assert_eq!(stretch.from(), at(0));
    }
}
