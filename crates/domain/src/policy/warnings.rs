//! What in a policy its author should think of twice. None of it is forbidden.

use serde::{Deserialize, Serialize};

use super::{LawfulBasis, Policy, Requirement};
use crate::category::Category;

/// Screenshots an hour above which people feel watched rather than shown.
const MANY_SCREENSHOTS: u32 = 12;
/// Days of a year.
const YEAR: u32 = 365;

/// Something to think of twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// The category that it is about; none where it is about all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What it is.
    pub concern: Concern,
}

/// What there is to think of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Nobody can work without being pictured.
    WebcamRequired,
    /// More than 12 screenshots an hour.
    ManyScreenshots,
    /// A picture is taken on another basis than consent, which has to be weighed and written down.
    NotByConsent,
    /// It is required and said to rest on consent: what can't be declined isn't freely given (GDPR, article 7(4)).
    ConsentNotFree,
    /// It is kept for more than a year.
    LongRetention,
    /// Nothing waits for the agent's review before it is sent.
    NoReview,
    /// Nothing can be deleted at once after it was sent.
    NoGrace,
}

impl Policy {
    /// What its author should think of twice, first what is about all categories.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        let mut warn = |when: bool, category, concern| {
            if when {
                found.push(Warning { category, concern });
            }
        };
        warn(self.review_minutes == 0, None, Concern::NoReview);
        warn(self.grace_hours == 0, None, Concern::NoGrace);
        for (category, terms) in self.collected() {
            let required = terms.requirement == Requirement::Required;
            let by_consent = terms.lawful_basis == LawfulBasis::Consent;
            let picture = matches!(category, Category::Screenshots | Category::WebcamStills);
            let about = Some(category);
            warn(required && category == Category::WebcamStills, about, Concern::WebcamRequired);
            let many = category == Category::Screenshots && terms.per_hour > MANY_SCREENSHOTS;
            warn(many, about, Concern::ManyScreenshots);
            warn(picture && !by_consent, about, Concern::NotByConsent);
            warn(required && by_consent, about, Concern::ConsentNotFree);
            warn(terms.retention_days > YEAR, about, Concern::LongRetention);
        }
        found
    }
}
