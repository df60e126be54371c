//! What is different between two versions of a policy, in words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Arg, UnknownLanguage, locale, message, plain, words};
use crate::{
    category::Category,
    policy::{LawfulBasis, Policy, Project, Requirement, Terms},
};

/// One difference between two versions of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Change {
    /// The category that it is about; none where it is about all of them.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// A sentence that says it, and stands on its own.
    pub text: String,
    /// Whether it asks more of the agent than before, or can't be told by machine not to: [`Policy::widens`].
    pub wider: bool,
}

/// The differences between two versions of a project's policy, a sentence each: first what is about all categories, then each
/// category in the order in which people are asked. None where the two say the same but for version and date; what a policy
/// says about a category that it doesn't collect is nothing.
///
/// Of a category that `new` collects, one is wider, or one that is about all, exactly where `new.widens(old, category)`.
///
/// # Errors
/// Where there are no texts in that language.
pub fn changes(
    project: &Project,
    old: &Policy,
    new: &Policy,
    lang: &str,
) -> Result<Vec<Change>, UnknownLanguage> {
    let mut list = List {
        lang: locale::choose(lang)?,
        client: plain(&project.client.name),
        category: None,
        found: vec![],
    };
    list.for_all(old, new);
    for category in Category::ALL {
        list.category = Some(category);
        match (old.terms(category), new.terms(category)) {
            (None, None) => {}
            (None, Some(terms)) => {
                let requirement = list.requirement(terms.requirement);
                list.add(true, "change-begun", &[("requirement", (&requirement).into())]);
            }
            (Some(_), None) => list.add(false, "change-ended", &[]),
            (Some(old), Some(new)) => list.terms(old, new),
        }
    }
    Ok(list.found)
}

struct List {
    lang: &'static str,
    client: String,
    category: Option<Category>,
    found: Vec<Change>,
}

impl List {
    fn word(&self, id: &str) -> String {
        message(self.lang, id, &[])
    }

    fn requirement(&self, requirement: Requirement) -> String {
        self.word(match requirement {
            Requirement::Off => "requirement-off",
            Requirement::Optional => "requirement-optional",
            Requirement::Required => "requirement-required",
        })
    }

    fn add(&mut self, wider: bool, id: &str, args: &[(&str, Arg<'_>)]) {
        let category = self.category.map(|category| self.word(&format!("category-{category}")));
        let mut all = args.to_vec();
        all.push(("client", (&self.client).into()));
        all.extend(category.iter().map(|category| ("category", category.into())));
        let text = message(self.lang, id, &all);
        self.found.push(Change { category: self.category, text, wider });
    }

    /// A number that is another now.
    fn number(&mut self, id: &str, old: u32, new: u32, wider: bool) {
        if new != old {
            self.add(wider, id, &[("old", old.into()), ("new", new.into())]);
        }
    }

    /// Words that are others now.
    fn words(&mut self, id: &str, old: &str, new: &str, wider: bool) {
        self.add(wider, id, &[("old", old.into()), ("new", new.into())]);
    }

    /// A text of the client's that is another now; `label` is how a notice names it.
    fn quoted(&mut self, id: &str, label: &str, old: &str, new: &str) {
        if new == old {
            return;
        }
        let (old, new) = (plain(old), plain(new));
        if new == old {
            let label = self.word(label);
            self.add(true, "change-unseen", &[("label", (&label).into()), ("new", (&new).into())]);
        } else {
            self.words(id, &old, &new, true);
        }
    }

    fn for_all(&mut self, old: &Policy, new: &Policy) {
        let less = |old: u32, new: u32| new < old;
        let (before, now) = (old.review_minutes, new.review_minutes);
        self.number("change-review", before, now, less(before, now));
        let (before, now) = (old.grace_hours, new.grace_hours);
        self.number("change-grace", before, now, less(before, now));
        if new.working_hours != old.working_hours {
            let [before, now] = [old, new].map(|policy| match &policy.working_hours {
                Some(hours) => words::working_hours(self.lang, hours),
                None => self.word("working-hours-none"),
            });
            self.words("change-hours", &before, &now, !new.keeps_to_hours(old));
        }
        let (before, now) = (old.looking, new.looking);
        match (before.covered, now.covered) {
            (false, true) => self.add(false, "change-covered-begun", &[]),
            (true, false) => self.add(true, "change-covered-ended", &[]),
            _ => {}
        }
        match (before.reason, now.reason) {
            (false, true) => self.add(false, "change-reason-begun", &[]),
            (true, false) => self.add(true, "change-reason-ended", &[]),
            _ => {}
        }
    }

    /// The terms of a category that was collected and still is.
    fn terms(&mut self, old: &Terms, new: &Terms) {
        if new.requirement != old.requirement {
            let [before, now] = [old, new].map(|terms| self.requirement(terms.requirement));
            self.words("change-requirement", &before, &now, new.requirement > old.requirement);
        }
        self.number("change-rate", old.per_hour, new.per_hour, new.per_hour > old.per_hour);
        if new.max_bytes != old.max_bytes {
            let whole = [old, new].iter().all(|terms| terms.max_bytes.is_multiple_of(1_000));
            let (id, unit) = if whole { ("change-kilobytes", 1_000) } else { ("change-bytes", 1) };
            self.number(id, old.max_bytes / unit, new.max_bytes / unit, new.max_bytes > old.max_bytes);
        }
        if new.announce != old.announce {
            let [before, now] = [old, new].map(|terms| words::announced(self.lang, terms.announce));
            self.words("change-announce", &before, &now, new.announce < old.announce);
        }
        self.quoted("change-purpose", "why", &old.purpose, &new.purpose);
        if new.lawful_basis != old.lawful_basis {
            let [before, now] = [old, new].map(|terms| self.word(basis(terms.lawful_basis)));
            self.words("change-basis", &before, &now, true);
        }
        self.recipients(&old.recipients, &new.recipients);
        self.number(
            "change-kept",
            old.retention_days,
            new.retention_days,
            new.retention_days > old.retention_days,
        );
        self.quoted("change-location", "kept", &old.location, &new.location);
        self.quoted("change-declining", "declining", &old.declining, &new.declining);
    }

    fn recipients(&mut self, old: &[String], new: &[String]) {
        if new == old {
            return;
        }
        let [before, now] = [old, new].map(|names| names.iter().collect::<BTreeSet<_>>());
        for name in now.difference(&before) {
            self.add(true, "change-seen-too", &[("name", (&plain(name)).into())]);
        }
        for name in before.difference(&now) {
            self.add(false, "change-seen-less", &[("name", (&plain(name)).into())]);
        }
        if now == before {
            self.add(false, "change-seen-order", &[]);
        }
    }
}

const fn basis(basis: LawfulBasis) -> &'static str {
    match basis {
        LawfulBasis::Consent => "basis-name-consent",
        LawfulBasis::Contract => "basis-name-contract",
        LawfulBasis::LegalObligation => "basis-name-legal_obligation",
        LawfulBasis::LegitimateInterests => "basis-name-legitimate_interests",
    }
}

#[cfg(test)]
mod tests;
