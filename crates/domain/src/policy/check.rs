//! Whether a policy makes sense: asked where one is published, and again on every device that is given one.

use super::{Policy, Requirement, Terms};
use crate::category::Category;

/// The largest capture that a policy may allow, in bytes: with what goes with it, it fits every message that carries it.
pub const MAX_CAPTURE_BYTES: u32 = 16_000_000;
/// The smallest limit for a capture, in bytes: below it no picture shows anything.
const MIN_CAPTURE_BYTES: u32 = 10_000;
/// The most captures in an hour. A fast test clock needs many; nobody is helped by more than one a second.
const MAX_PER_HOUR: u32 = 3_600;
/// The longest review, in minutes: a week.
const MAX_REVIEW: u32 = 7 * 24 * 60;
/// The longest time in which the agent deletes at once, in hours: as long as anything is kept.
const MAX_GRACE: u32 = MAX_RETENTION * 24;
/// The longest time that a client keeps something, in days.
const MAX_RETENTION: u32 = 3_650;

/// Why a policy makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    /// Its format is one that this version doesn't know.
    #[error("the policy has format {0}, this version of Candor knows format 1")]
    Format(u8),
    /// A text of it says nothing.
    #[error("the policy says nothing about the {1} of {0}")]
    Silent(Category, &'static str),
    /// A number of it is out of bounds.
    #[error("the {1} of {0} must be {2}")]
    Number(Category, &'static str, &'static str),
    /// The review is longer than anyone would wait.
    #[error("review_minutes must be at most 10080, a week")]
    Review,
    /// The agent could delete at once for longer than anything is kept.
    #[error("grace_hours must be at most 87600, ten years")]
    Grace,
    /// Its working hours are on no day.
    #[error("working_hours must name at least one day; leave them out to allow any time")]
    NoDay,
    /// Its working hours end before they begin.
    #[error("working_hours must end later on the same day than they begin, at 24:00 at the latest")]
    NoHours,
    /// It announces what isn't captured.
    #[error("announce is only for screenshots and webcam_stills, not for {0}")]
    Announced(Category),
}

impl Policy {
    /// Whether it says all that a person needs to decide, in numbers that make sense.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Unsound> {
        if self.v != 1 {
            return Err(Unsound::Format(self.v));
        }
        if self.review_minutes > MAX_REVIEW {
            return Err(Unsound::Review);
        }
        if self.grace_hours > MAX_GRACE {
            return Err(Unsound::Grace);
        }
        if let Some(hours) = &self.working_hours {
            if hours.days.is_empty() {
                return Err(Unsound::NoDay);
            }
            if hours.from >= hours.to {
                return Err(Unsound::NoHours);
            }
        }
        self.collected().try_for_each(|(category, terms)| terms.check(category))
    }
}

impl Terms {
    fn check(&self, category: Category) -> Result<(), Unsound> {
        debug_assert_ne!(self.requirement, Requirement::Off);
        let texts = [
            ("purpose", &self.purpose),
            ("location", &self.location),
            ("meaning of declining", &self.declining),
        ];
        if let Some((what, _)) = texts.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(Unsound::Silent(category, what));
        }
        if self.recipients.is_empty() || self.recipients.iter().any(|name| name.trim().is_empty()) {
            return Err(Unsound::Silent(category, "recipients"));
        }
        if !(1..=MAX_RETENTION).contains(&self.retention_days) {
            return Err(Unsound::Number(category, "retention_days", "from 1 to 3650"));
        }
        let (rates, said) = match category {
            Category::ActivityCounts => (60..=60, "60"),
            Category::WorkNotes => (0..=0, "0"),
            Category::Screenshots | Category::WebcamStills => (1..=MAX_PER_HOUR, "from 1 to 3600"),
        };
        if !rates.contains(&self.per_hour) {
            return Err(Unsound::Number(category, "per_hour", said));
        }
        let (sizes, said) = match category {
            Category::ActivityCounts | Category::WorkNotes => (0..=0, "0"),
            Category::Screenshots | Category::WebcamStills => {
                (MIN_CAPTURE_BYTES..=MAX_CAPTURE_BYTES, "from 10000 to 16000000")
            }
        };
        if !sizes.contains(&self.max_bytes) {
            return Err(Unsound::Number(category, "max_bytes", said));
        }
        let captured = matches!(category, Category::Screenshots | Category::WebcamStills);
        if !captured && !self.announce.is_none() {
            return Err(Unsound::Announced(category));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::ProjectId,
        policy::{Announce, LawfulBasis, PolicyVersion, TimeOfDay, Weekday, WorkingHours},
        time::Timestamp,
    };

    fn hours(day: Option<Weekday>, from: u8, to: u8) -> WorkingHours {
        let time = |hour| TimeOfDay::new(hour, 0).unwrap();
        WorkingHours { days: day.into_iter().collect(), from: time(from), to: time(to) }
    }

    fn policy(category: Category, change: impl FnOnce(&mut Policy, &mut Terms)) -> Policy {
        let captures = matches!(category, Category::Screenshots | Category::WebcamStills);
        let mut terms = Terms {
            requirement: Requirement::Optional,
            per_hour: if category == Category::WorkNotes { 0 } else { 60 },
            max_bytes: if captures { 600_000 } else { 0 },
            announce: if captures { Announce::Before } else { Announce::None },
            purpose: "To see".into(),
            lawful_basis: LawfulBasis::Consent,
            recipients: vec!["Reviewers".into()],
            retention_days: 30,
            location: "Ireland".into(),
            declining: "Nothing changes.".into(),
        };
        let at = Timestamp::from_millis(0);
        let mut policy = Policy {
            v: 1,
            project: ProjectId::new(at, [0; 10]),
            version: PolicyVersion::new(1),
            published_at: at,
            review_minutes: 10,
            grace_hours: 24,
            working_hours: Some(hours(Some(Weekday::Sun), 0, 24)),
            looking: crate::policy::Looking::default(),
            categories: Default::default(),
        };
        change(&mut policy, &mut terms);
        policy.categories.insert(category, terms);
        policy
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_every_category() {
        type Change = fn(&mut Policy, &mut Terms);
        let changes: [Change; 19] = [
            |p, _| p.v = 2,
            |p, _| p.review_minutes = 10_081,
            |p, _| p.working_hours = Some(hours(None, 9, 17)),
            |p, _| p.working_hours = Some(hours(Some(Weekday::Mon), 9, 9)),
            |p, _| p.working_hours = Some(hours(Some(Weekday::Mon), 22, 6)),
            |_, t| t.purpose = " ".into(),
            |_, t| t.location.clear(),
            |_, t| t.declining.clear(),
            |_, t| t.recipients.clear(),
            |_, t| t.recipients.push("\t".into()),
            |_, t| t.retention_days = 0,
            |_, t| t.retention_days = 3_651,
            |_, t| t.per_hour = 3_601,
            |_, t| t.per_hour = u32::MAX,
            |_, t| t.max_bytes = 16_000_001,
            |_, t| t.max_bytes = u32::MAX,
            |_, t| t.max_bytes = 9_999,
            |_, t| (t.per_hour, t.max_bytes) = (0, 600_000),
            |_, t| (t.per_hour, t.max_bytes) = (60, 1),
        ];
        for category in Category::ALL {
            assert_eq!(policy(category, |_, _| {}).check(), Ok(()), "{category}");
            for (number, change) in changes.into_iter().enumerate() {
                assert!(policy(category, change).check().is_err(), "{number} {category}");
            }
        }
    }

    #[test]
    fn what_is_off_says_nothing() {
        let off = policy(Category::Screenshots, |_, t| {
            (t.requirement, t.per_hour, t.purpose) = (Requirement::Off, u32::MAX, String::new());
        });
        assert_eq!(off.check(), Ok(()));
    }

    #[test]
    fn only_captures_are_announced() {
        for category in Category::ALL {
            let announced = policy(category, |_, t| t.announce = Announce::After).check();
            let captured = matches!(category, Category::Screenshots | Category::WebcamStills);
            assert_eq!(announced, if captured { Ok(()) } else { Err(Unsound::Announced(category)) });
        }
    }
}
