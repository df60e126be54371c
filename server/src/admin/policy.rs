//! Policies as the operator writes them.

use std::collections::BTreeMap;

use candor_domain::{
    Category, Policy, ProjectId, Timestamp,
    policy::{Announce, LawfulBasis, Looking, PolicyVersion, Requirement, Terms, Unsound, WorkingHours},
};
use serde::{Deserialize, Serialize};

use super::Quickstart;

/// A policy before it is published: without project, version and time, which publishing gives it.
///
/// `working_hours` has a day, and begins before it ends. Each category that isn't off says its purpose, location, recipients and what
/// declining means, and how many days it is kept, from 1 to 3,650. `per_hour` is 60 for activity counts, 0 for notes and from 1 to
/// 3,600 for pictures; `max_bytes` is from 10,000 to 16,000,000 for pictures and 0 for what else there is; only pictures are announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    /// Minutes that each item waits for the agent's review.
    #[schema(maximum = 10_080)]
    pub review_minutes: u32,
    /// Hours after upload in which the agent deletes at once.
    #[schema(maximum = 87_600)]
    pub grace_hours: u32,
    /// The only times at which a session can run; at any time where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    /// How pictures are looked at; covered until asked for where it is left out.
    #[serde(default = "Looking::careful")]
    #[schema(required = false)]
    pub looking: Looking,
    /// The terms of each category; one that is missing is off.
    pub categories: BTreeMap<Category, Terms>,
}

/// A policy that can't be published.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It isn't JSON of that form.
    #[error("not a policy: {0}")]
    Form(#[from] serde_json::Error),
    /// It makes no sense.
    #[error("{0}; nothing was published")]
    Unsound(#[from] Unsound),
}

impl PolicyDraft {
    /// Reads a draft.
    ///
    /// # Errors
    /// [`PolicyError::Form`].
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        Ok(serde_json::from_str(text)?)
    }

    /// Every category optional, in texts that would do for a real project.
    pub fn quickstart(wanted: Quickstart) -> Self {
        let terms = |per_hour, max_bytes, purpose: &str| Terms {
            requirement: Requirement::Optional,
            per_hour,
            max_bytes,
            announce: Announce::None,
            purpose: purpose.into(),
            lawful_basis: LawfulBasis::Consent,
            recipients: vec!["Reviewers of the client who work on this project".into()],
            retention_days: 90,
            location: "On the operator's server".into(),
            declining: "Nothing else changes: your time counts and is paid all the same.".into(),
        };
        let mut categories = BTreeMap::new();
        categories.insert(
            Category::ActivityCounts,
            terms(
                60,
                0,
                "To show, minute by minute, that work was going on. What you type is never recorded.",
            ),
        );
        if wanted.screenshots_per_hour > 0 {
            let purpose = "To show the client what was worked on, so that the invoice can be followed.";
            categories.insert(Category::Screenshots, terms(wanted.screenshots_per_hour, 600_000, purpose));
        }
        if wanted.stills_per_hour > 0 {
            let purpose = "To show that the agreed person did the work. No face recognition is used.";
            categories.insert(Category::WebcamStills, terms(wanted.stills_per_hour, 600_000, purpose));
        }
        categories.insert(
            Category::WorkNotes,
            terms(0, 0, "To let you explain your work in your own words. Only what you write yourself."),
        );
        Self {
            review_minutes: wanted.review_minutes,
            grace_hours: 24,
            working_hours: None,
            looking: Looking::careful(),
            categories,
        }
    }

    /// The policy, where the draft says enough.
    pub(crate) fn into_policy(
        self,
        project: ProjectId,
        version: PolicyVersion,
        published_at: Timestamp,
    ) -> Result<Policy, PolicyError> {
        let Self { review_minutes, grace_hours, working_hours, looking, categories } = self;
        let policy = Policy {
            v: 1,
            project,
            version,
            published_at,
            review_minutes,
            grace_hours,
            working_hours,
            looking,
            categories,
        };
        policy.check()?;
        Ok(policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(change: impl FnOnce(&mut PolicyDraft)) -> Result<Policy, PolicyError> {
        let wanted =
            Quickstart { review_minutes: 10, screenshots_per_hour: 6, stills_per_hour: 2, testing: false };
        let mut draft = PolicyDraft::quickstart(wanted);
        change(&mut draft);
        let at = Timestamp::from_millis(0);
        draft.into_policy(ProjectId::new(at, [0; 10]), PolicyVersion::new(1), at)
    }

    #[test]
    fn the_quickstart_asks_for_all_and_requires_nothing() {
        let policy = publish(|_| {}).unwrap();
        assert_eq!(policy.collected().map(|(c, _)| c).collect::<Vec<_>>(), Category::ALL);
        assert!(policy.collected().all(|(_, t)| t.requirement == Requirement::Optional));
        assert!(policy.collected().all(|(_, t)| t.announce.is_none()) && policy.working_hours.is_none());
    }

    /// What is changed, and how.
    type Change = (&'static str, fn(&mut Terms));

    #[test]
    fn a_policy_that_says_too_little_is_refused() {
        let shots = Category::Screenshots;
        let changes: [Change; 6] = [
            ("purpose", |t| t.purpose = " ".into()),
            ("recipients", |t| t.recipients.clear()),
            ("retention", |t| t.retention_days = 0),
            ("rate", |t| t.per_hour = 0),
            ("size", |t| t.max_bytes = 0),
            ("declining", |t| t.declining.clear()),
        ];
        for (what, change) in changes {
            let result = publish(|draft| change(draft.categories.get_mut(&shots).unwrap()));
            assert!(result.is_err(), "{what}");
        }
        assert!(publish(|draft| draft.review_minutes = 100_000).is_err());
        assert!(publish(|draft| draft.grace_hours = 87_601).is_err());
        let hours = |to| {
            let hours = format!(r#"{{"days":["mon"],"from":"09:00","to":"{to}"}}"#);
            let draft = format!(
                r#"{{"review_minutes":10,"grace_hours":24,"working_hours":{hours},"categories":{{}}}}"#
            );
            PolicyDraft::parse(&draft).unwrap().working_hours
        };
        let published = publish(|draft| draft.working_hours = hours("24:00")).unwrap();
        assert_eq!(published.working_hours, hours("24:00"), "what a draft says is published");
        assert!(publish(|draft| draft.working_hours = hours("09:00")).is_err());
        assert!(
            PolicyDraft::parse(r#"{"review_minutes":1,"grace_hours":1,"categories":{},"more":1}"#).is_err()
        );
    }
}
