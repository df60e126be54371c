//! How often the pill is put right before that counts as a fight.

use std::time::{Duration, Instant};

use candor_capture::IndicatorProblem;

/// How many repairs there may be.
const REPAIRS: u32 = 5;
/// After how long one of them is forgotten.
const FORGET: Duration = Duration::from_secs(2);

/// The repairs that are remembered.
#[derive(Debug)]
pub struct Repairs {
    count: u32,
    forgotten: Instant,
}

impl Repairs {
    /// None yet.
    pub fn new(now: Instant) -> Self {
        Self { count: 0, forgotten: now }
    }

    /// Counts a repair.
    ///
    /// # Errors
    ///
    /// Too many in a short time are a fight, which is lost for this reason.
    pub fn spend(&mut self, problem: IndicatorProblem, now: Instant) -> Result<(), IndicatorProblem> {
        while self.count > 0 && now.duration_since(self.forgotten) >= FORGET {
            self.count -= 1;
            self.forgotten += FORGET;
        }
        if self.count == 0 {
            self.forgotten = now;
        }
        self.count += 1;
        if self.count > REPAIRS { Err(problem) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_and_then_is_no_fight_and_each_second_is_one() {
        let began = Instant::now();
        let lost_after = |every: Duration| {
            let mut repairs = Repairs::new(began);
            let spend =
                |number: &u32| repairs.spend(IndicatorProblem::Covered, began + every * *number).is_err();
            (1..=1_000).find(spend)
        };
        assert_eq!(lost_after(Duration::ZERO), Some(6));
        assert_eq!(lost_after(Duration::from_secs(1)), Some(10));
        assert_eq!(lost_after(FORGET), None);
    }
}
