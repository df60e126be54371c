//! What one project collects.

mod check;
mod hours;
mod warnings;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    category::Category,
    id::{ClientId, ProjectId},
    time::{Millis, Timestamp},
};

pub use check::{MAX_CAPTURE_BYTES, Unsound};
pub use hours::{InvalidTimeOfDay, TimeOfDay, Weekday, WorkingHours};
pub use warnings::{Concern, Warning};

/// The version of a project's policy, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct PolicyVersion(u32);

impl PolicyVersion {
    /// The number of the version.
    pub const fn new(version: u32) -> Self {
        Self(version)
    }

    /// The number of the version.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for PolicyVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What one project collects. Immutable once published; a change is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Format of this document: 1.
    pub v: u8,
    /// The project.
    pub project: ProjectId,
    /// The version.
    pub version: PolicyVersion,
    /// When it was published.
    pub published_at: Timestamp,
    /// Minutes that each item waits in the outbox for the agent's review.
    pub review_minutes: u32,
    /// Hours after upload in which the agent deletes at once, without a request.
    pub grace_hours: u32,
    /// The only times at which a session can run; at any time where there are none.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    /// How pictures are looked at.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Looking>"))]
    #[serde(default, skip_serializing_if = "Looking::is_open")]
    pub looking: Looking,
    /// The terms of each category; one that is missing is off.
    pub categories: BTreeMap<Category, Terms>,
}

/// The terms under which one category is collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Whether the project can be worked on without it.
    pub requirement: Requirement,
    /// How many items an hour at most; 60 for activity counts. Zero for notes: only when the agent writes one.
    pub per_hour: u32,
    /// The largest capture in bytes; zero where nothing is captured.
    pub max_bytes: u32,
    /// Whether a notification tells the agent of each capture; none where nothing is captured.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Announce>"))]
    #[serde(default, skip_serializing_if = "Announce::is_none")]
    pub announce: Announce,
    /// What it is used for.
    pub purpose: String,
    /// The basis in law.
    pub lawful_basis: LawfulBasis,
    /// Who sees it.
    pub recipients: Vec<String>,
    /// Days that the client keeps it.
    pub retention_days: u32,
    /// Where it is kept.
    pub location: String,
    /// What declining means; for a required category also the alternative that the client offers.
    pub declining: String,
}

/// How the client's members look at pictures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Looking {
    /// Whether each picture stays covered until somebody asks for this very one.
    #[serde(default)]
    pub covered: bool,
    /// Whether whoever looks must say why; the server shows nothing without.
    #[serde(default)]
    pub reason: bool,
}

impl Looking {
    /// What a new policy begins with: as little to be seen as there need be.
    pub const fn careful() -> Self {
        Self { covered: true, reason: false }
    }

    /// As guarded as pictures can be: for those of which nobody knows any more what was agreed to.
    pub const fn strictest() -> Self {
        Self { covered: true, reason: true }
    }

    /// Whether pictures are seen without more ado, as policies had it that say nothing of it.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it guards pictures at least as well as another.
    pub const fn keeps(self, other: Self) -> bool {
        (self.covered || !other.covered) && (self.reason || !other.reason)
    }

    /// What either demands.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { covered: self.covered || other.covered, reason: self.reason || other.reason }
    }
}

/// Whether a category is collected at all, and whether the project can be worked on without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Not collected.
    Off,
    /// Collected where the agent grants it; declining changes nothing else.
    Optional,
    /// The project can't be worked on without it.
    Required,
}

/// Whether a notification tells the agent of each capture of a category; a later one gives more notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Announce {
    /// No notification; the indicator shows that recording is on, as always.
    #[default]
    None,
    /// One after each capture.
    After,
    /// One before each capture, [`Announce::LEAD`] ahead.
    Before,
}

impl Announce {
    /// How long before a capture it is announced.
    pub const LEAD: Millis = Millis::from_secs(10);

    /// Whether there is no notification.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// The basis in law for processing, in the terms of Article 6(1) of the GDPR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LawfulBasis {
    /// Point (a): the agent's consent.
    Consent,
    /// Point (b): necessary for a contract with the agent.
    Contract,
    /// Point (c): a legal obligation.
    LegalObligation,
    /// Point (f): legitimate interests.
    LegitimateInterests,
}

impl Policy {
    /// The terms of a category that is collected, or nothing where it is off.
    pub fn terms(&self, category: Category) -> Option<&Terms> {
        self.categories.get(&category).filter(|terms| terms.requirement != Requirement::Off)
    }

    /// The categories that are collected, in the order in which people are asked.
    pub fn collected(&self) -> impl Iterator<Item = (Category, &Terms)> {
        self.categories.iter().filter(|(_, t)| t.requirement != Requirement::Off).map(|(c, t)| (*c, t))
    }

    /// How long an item waits for review.
    pub fn review_time(&self) -> Millis {
        Millis::from_minutes(self.review_minutes.into())
    }

    /// How long after upload the agent deletes at once.
    pub fn grace(&self) -> Millis {
        Millis::from_minutes(u64::from(self.grace_hours) * 60)
    }

    /// Whether this version asks more of the agent in `category` than `decided` did, the version under which the
    /// agent decided. What isn't plainly narrower is wider: any changed text counts, for nobody can tell by machine
    /// that a purpose shrank.
    pub fn widens(&self, decided: &Self, category: Category) -> bool {
        let Some(new) = self.terms(category) else { return false };
        let Some(old) = decided.terms(category) else { return true };
        let narrower = new.requirement <= old.requirement
            && new.per_hour <= old.per_hour
            && new.max_bytes <= old.max_bytes
            && new.announce >= old.announce
            && new.retention_days <= old.retention_days
            && new.purpose == old.purpose
            && new.lawful_basis == old.lawful_basis
            && new.location == old.location
            && new.declining == old.declining
            && new.recipients.iter().all(|r| old.recipients.contains(r))
            && self.review_minutes >= decided.review_minutes
            && self.grace_hours >= decided.grace_hours
            && self.looking.keeps(decided.looking)
            && self.keeps_to_hours(decided);
        !narrower
    }

    /// Whether a session can run only where it could under `decided`.
    pub(crate) fn keeps_to_hours(&self, decided: &Self) -> bool {
        match (&self.working_hours, &decided.working_hours) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(new), Some(old)) => new.within(old),
        }
    }
}

/// A project as its agents know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Project {
    /// The project.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// The client that ordered the work, the controller.
    pub client: Client,
    /// Made for testing: takes synthetic records.
    pub testing: bool,
}

/// A client as its agents know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Client {
    /// The client.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// How to reach it about personal data.
    pub contact: String,
    /// Its postal address.
    pub address: String,
    /// Under whose law it processes, the widest last, such as "Germany, European Union".
    pub jurisdiction: String,
    /// The authority that takes complaints about it.
    pub authority: String,
    /// Who runs the backend for it, the processor.
    pub operator: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(days: &[Weekday], from: u8, to: u8) -> WorkingHours {
        let time = |hour| TimeOfDay::new(hour, 0).unwrap();
        WorkingHours { days: days.iter().copied().collect(), from: time(from), to: time(to) }
    }

    fn policy() -> Policy {
        let at = Timestamp::from_millis(1_795_320_306_789);
        let terms = Terms {
            requirement: Requirement::Optional,
            per_hour: 6,
            max_bytes: 500_000,
            announce: Announce::After,
            purpose: "To see how the work goes".into(),
            lawful_basis: LawfulBasis::Consent,
            recipients: vec!["The reviewers".into(), "The auditor".into()],
            retention_days: 30,
            location: "Ireland".into(),
            declining: "Nothing changes.".into(),
        };
        Policy {
            v: 1,
            project: ProjectId::new(at, [1; 10]),
            version: PolicyVersion::new(1),
            published_at: at,
            review_minutes: 10,
            grace_hours: 24,
            working_hours: Some(hours(&[Weekday::Mon, Weekday::Tue], 9, 17)),
            looking: Looking { covered: true, reason: false },
            categories: [(Category::Screenshots, terms)].into(),
        }
    }

    fn after(edit: impl FnOnce(&mut Policy, &mut Terms)) -> Policy {
        let mut policy = policy();
        let mut terms = policy.categories[&Category::Screenshots].clone();
        edit(&mut policy, &mut terms);
        policy.categories.insert(Category::Screenshots, terms);
        policy
    }

    #[test]
    fn only_what_is_plainly_narrower_is_not_wider() {
        let same_or_narrower = [
            after(|_, _| {}),
            after(|p, _| p.version = PolicyVersion::new(2)),
            after(|p, _| p.review_minutes = 11),
            after(|p, _| p.grace_hours = 25),
            after(|_, t| t.requirement = Requirement::Off),
            after(|_, t| t.per_hour = 5),
            after(|_, t| t.max_bytes -= 1),
            after(|_, t| t.retention_days = 29),
            after(|_, t| t.recipients.truncate(1)),
            after(|_, t| t.recipients.reverse()),
            after(|_, t| t.announce = Announce::Before),
            after(|p, _| p.working_hours = Some(hours(&[Weekday::Tue], 10, 16))),
            after(|p, _| p.looking.reason = true),
        ];
        for new in same_or_narrower {
            assert!(!new.widens(&policy(), Category::Screenshots), "{new:?}");
        }
        let wider = [
            after(|p, _| p.review_minutes = 9),
            after(|p, _| p.grace_hours = 23),
            after(|_, t| t.requirement = Requirement::Required),
            after(|_, t| t.per_hour = 7),
            after(|_, t| t.max_bytes += 1),
            after(|_, t| t.retention_days = 31),
            after(|_, t| t.purpose = "To see".into()),
            after(|_, t| t.lawful_basis = LawfulBasis::Contract),
            after(|_, t| t.location = "Dublin".into()),
            after(|_, t| t.declining = "Nothing".into()),
            after(|_, t| t.recipients.push("The press".into())),
            after(|_, t| t.announce = Announce::None),
            after(|p, _| p.working_hours = None),
            after(|p, _| p.looking.covered = false),
            after(|p, _| p.looking = Looking { covered: false, reason: true }),
            after(|p, _| p.working_hours = Some(hours(&[Weekday::Mon, Weekday::Tue], 8, 16))),
            after(|p, _| p.working_hours = Some(hours(&[Weekday::Mon, Weekday::Tue], 10, 18))),
            after(|p, _| p.working_hours = Some(hours(&[Weekday::Wed], 10, 11))),
            // Less of one thing doesn't pay for more of another.
            after(|_, t| (t.per_hour, t.retention_days) = (1, 31)),
        ];
        for new in wider {
            assert!(new.widens(&policy(), Category::Screenshots), "{new:?}");
        }
        let always = after(|p, _| p.working_hours = None);
        assert!(!policy().widens(&always, Category::Screenshots), "hours where there were none");
        let off = after(|_, t| t.requirement = Requirement::Off);
        assert!(policy().widens(&off, Category::Screenshots), "what was off is now collected");
        assert!(!policy().widens(&policy(), Category::WebcamStills), "what isn't collected can't be wider");
    }

    #[test]
    fn what_should_be_thought_of_twice_is_said() {
        assert_eq!(policy().warnings(), []);
        let about = |edit: fn(&mut Policy, &mut Terms)| {
            after(edit).warnings().into_iter().map(|warning| warning.concern).collect::<Vec<_>>()
        };
        assert_eq!(about(|_, t| t.per_hour = 12), []);
        assert_eq!(about(|_, t| t.per_hour = 13), [Concern::ManyScreenshots]);
        assert_eq!(about(|_, t| t.retention_days = 366), [Concern::LongRetention]);
        assert_eq!(about(|_, t| t.lawful_basis = LawfulBasis::Contract), [Concern::NotByConsent]);
        assert_eq!(about(|_, t| t.requirement = Requirement::Required), [Concern::ConsentNotFree]);
        assert_eq!(
            about(|p, _| (p.review_minutes, p.grace_hours) = (0, 0)),
            [Concern::NoReview, Concern::NoGrace]
        );
        assert_eq!(about(|_, t| (t.requirement, t.per_hour) = (Requirement::Off, 60)), []);
        let mut webcam = after(|_, t| t.requirement = Requirement::Required);
        let terms = webcam.categories.remove(&Category::Screenshots).unwrap();
        webcam.categories.insert(Category::WebcamStills, Terms { per_hour: 60, ..terms });
        let concerns: Vec<_> = webcam.warnings().into_iter().map(|warning| warning.concern).collect();
        assert_eq!(concerns, [Concern::WebcamRequired, Concern::ConsentNotFree]);
    }

    /// Hashes and signatures are over the JSON, so what a policy doesn't say isn't in it.
    #[test]
    fn what_is_left_out_leaves_no_trace() {
        let without = after(|p, t| (p.working_hours, t.announce) = (None, Announce::None));
        let json = serde_json::to_string(&without).unwrap();
        assert!(!json.contains("working_hours") && !json.contains("announce"), "{json}");
        assert_eq!(serde_json::from_str::<Policy>(&json).unwrap(), without);
        let json = serde_json::to_value(policy()).unwrap();
        let hours = serde_json::json!({"days": ["mon", "tue"], "from": "09:00", "to": "17:00"});
        assert_eq!(json["working_hours"], hours);
        assert_eq!(json["categories"]["screenshots"]["announce"], "after");
        assert_eq!(serde_json::from_value::<Policy>(json).unwrap(), policy());
    }
}
