//! When pictures are taken: once in each interval of worked time, at an instant that nobody knows beforehand.

use candor_domain::{Category, Millis};

const HOUR: Millis = Millis::from_minutes(60);

/// The instants of one category.
///
/// Intervals are counted in worked time from the session's start, and the instant of each depends on seed, category and
/// the interval's number alone. So a sensor process that starts after a pause goes on where the last one stood and never
/// takes a second picture in one interval.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    seed: u64,
    interval: u64,
}

impl Schedule {
    /// The schedule of a category that is captured `per_hour` times an hour; none where that is zero.
    pub fn new(seed: u64, category: Category, per_hour: u32) -> Option<Self> {
        let interval = HOUR.get().checked_div(per_hour.into())?.max(1);
        Some(Self { seed: mix(seed ^ mix(category as u64 + 1)), interval })
    }

    /// The instant of an interval, later than its start and not later than its end.
    fn instant(&self, interval: u64) -> u64 {
        let offset = fastrand::Rng::with_seed(mix(self.seed ^ interval)).u64(1..=self.interval);
        interval.saturating_mul(self.interval).saturating_add(offset)
    }

    /// The first instant later than `worked`.
    pub fn next_after(&self, worked: Millis) -> Millis {
        let interval = worked.get() / self.interval;
        // An end is the next interval's start: its own instant may lie there, the one before can't be later.
        let instant = self.instant(interval);
        Millis::new(if instant > worked.get() { instant } else { self.instant(interval + 1) })
    }
}

/// Says once of each instant that it comes soon.
#[derive(Debug, Clone, Copy)]
pub struct Announcer {
    before: Millis,
    /// The instant that was last spoken of.
    told: Option<Millis>,
}

impl Announcer {
    /// Says it so long before.
    pub fn new(before: Millis) -> Self {
        Self { before, told: None }
    }

    /// When to say it of an instant; nothing where it was said.
    pub fn when(&self, due: Millis) -> Option<Millis> {
        (self.told != Some(due)).then(|| due.minus(self.before))
    }

    /// How long it is until the instant, if now is the time to say so. Of an instant that is there nothing is said any more.
    pub fn left(&mut self, due: Millis, now: Millis) -> Option<Millis> {
        self.when(due).filter(|when| now >= *when && now < due)?;
        self.told = Some(due);
        Some(due.minus(now))
    }
}

/// Spreads a number over all 64 bits (the finaliser of SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom
/// Number Generators", OOPSLA 2014).
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn instants(schedule: Schedule, mut worked: Millis, until: Millis) -> Vec<u64> {
        let mut instants = Vec::new();
        loop {
            worked = schedule.next_after(worked);
            if worked > until {
                return instants;
            }
            instants.push(worked.get());
        }
    }

    proptest! {
        #[test]
        fn each_interval_has_exactly_one_instant(seed: u64, per_hour in 1_u32..=3_600) {
            let schedule = Schedule::new(seed, Category::Screenshots, per_hour).unwrap();
            let count = 3 * u64::from(per_hour);
            let instants = instants(schedule, Millis::ZERO, Millis::new(count * schedule.interval));
            prop_assert_eq!(instants.len() as u64, count);
            for (number, instant) in instants.iter().enumerate() {
                prop_assert_eq!((instant - 1) / schedule.interval, number as u64);
            }
        }

        #[test]
        fn pauses_neither_add_nor_lose_an_instant(seed: u64, stops in proptest::collection::vec(1_u64..900_000, 1..40)) {
            let whole = Schedule::new(seed, Category::Screenshots, 12).unwrap();
            let end = stops.iter().sum::<u64>();
            let (mut at, mut pieces) = (0, Vec::new());
            for stop in stops {
                // A new process with the same seed and the time worked so far.
                let resumed = Schedule::new(seed, Category::Screenshots, 12).unwrap();
                pieces.extend(instants(resumed, Millis::new(at), Millis::new(at + stop)));
                at += stop;
            }
            prop_assert_eq!(pieces, instants(whole, Millis::ZERO, Millis::new(end)));
        }
    }

    #[test]
    fn categories_and_seeds_have_instants_of_their_own() {
        let day = Millis::from_minutes(24 * 60);
        let of = |seed, category| instants(Schedule::new(seed, category, 6).unwrap(), Millis::ZERO, day);
        assert_eq!(of(1, Category::Screenshots), of(1, Category::Screenshots));
        assert_ne!(of(1, Category::Screenshots), of(2, Category::Screenshots));
        assert_ne!(of(1, Category::Screenshots), of(1, Category::WebcamStills));
    }

    #[test]
    fn each_instant_is_announced_once_and_in_time() {
        let millis = Millis::new;
        let mut announcer = Announcer::new(millis(5_000));
        let due = millis(60_000);
        assert_eq!(announcer.when(due), Some(millis(55_000)));
        assert_eq!(announcer.left(due, millis(54_999)), None);
        assert_eq!(announcer.left(due, millis(55_000)), Some(millis(5_000)));
        assert_eq!((announcer.left(due, millis(55_001)), announcer.when(due)), (None, None));
        // Begun too late for the whole time, and too late for anything.
        let (next, past) = (millis(63_000), millis(70_000));
        assert_eq!(announcer.left(next, millis(62_000)), Some(millis(1_000)));
        assert_eq!(announcer.left(past, millis(70_000)), None);
    }

    proptest! {
        /// However the loop's looks fall, each instant of a schedule is announced at most once and never after it.
        #[test]
        fn no_instant_is_announced_twice(seed: u64, looks in proptest::collection::vec(1_u64..9_000, 1..200)) {
            let schedule = Schedule::new(seed, Category::Screenshots, 60).unwrap();
            let mut announcer = Announcer::new(Millis::new(4_000));
            let (mut now, mut due) = (Millis::ZERO, schedule.next_after(Millis::ZERO));
            let mut told = Vec::new();
            for look in looks {
                now = now.plus(Millis::new(look));
                if let Some(left) = announcer.left(due, now) {
                    prop_assert!(left <= Millis::new(4_000) && now.plus(left) == due);
                    told.push(due);
                }
                if now >= due {
                    due = schedule.next_after(now);
                }
            }
            let all = told.len();
            told.dedup();
            prop_assert_eq!(told.len(), all);
        }
    }

    #[test]
    fn a_rate_of_zero_has_no_schedule() {
        assert!(Schedule::new(1, Category::Screenshots, 0).is_none());
    }
}
