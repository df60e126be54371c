//! A policy rendered for a person: the text that someone reads before deciding.
//!
//! A notice is plain text of at most 80 columns. Headings stand at the left margin, labels two columns in, everything else
//! further in. Whatever a client wrote is made plain, set in quotation marks and wrapped further in, so that no purpose or
//! name can pass for a heading, a label or Candor's own words.

mod changes;
mod page;
mod words;

use serde::{Deserialize, Serialize};

use crate::{
    category::Category,
    hash::Sha256Hash,
    id::ProjectId,
    locale::{self, Arg, plain},
    policy::{Announce, LawfulBasis, Policy, PolicyVersion, Project, Requirement, Terms},
    time::{Timestamp, Zone},
};
use page::Page;

pub use changes::{Change, changes};

pub use crate::locale::{UnknownLanguage, languages, message};

/// A policy rendered for a person, in their language. Rendered once per language when the policy is published; a new
/// version of Candor doesn't change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Notice {
    /// The project whose policy it shows.
    pub project: ProjectId,
    /// The version of the policy.
    pub policy_version: PolicyVersion,
    /// The language, as a BCP 47 tag.
    pub lang: String,
    /// The text as the person reads it.
    pub text: String,
    /// SHA-256 of the text's UTF-8 bytes, the notice's identity.
    pub sha256: Sha256Hash,
}

/// Renders a policy of a project in a language.
///
/// # Errors
/// Where there are no texts in that language.
pub fn render(project: &Project, policy: &Policy, lang: &str) -> Result<Notice, UnknownLanguage> {
    let lang = locale::choose(lang)?;
    let mut writer = Writer {
        page: Page::default(),
        lang,
        project,
        policy,
        client: plain(&project.client.name),
        operator: plain(&project.client.operator),
        contact: plain(&project.client.contact),
        address: plain(&project.client.address),
    };
    writer.top();
    writer.never();
    for (category, terms) in policy.collected() {
        writer.category(category, terms);
    }
    writer.control();
    writer.rights();
    let text = writer.page.finish();
    let sha256 = Sha256Hash::of(&text);
    Ok(Notice { project: project.id, policy_version: policy.version, lang: lang.into(), text, sha256 })
}

/// What a notice that came from elsewhere is, set against its policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faith {
    /// It says what the policy says, word for word as this version of Candor puts it.
    Kept,
    /// It says something else.
    Broken,
    /// Nobody can tell: this version of Candor has no texts in its language.
    Unknown,
}

/// Whether a notice is the one that this version of Candor renders from a policy. Sensors follow the policy and people read
/// the notice, so whoever could make the two differ could have anything agreed to.
pub fn faith(notice: &Notice, project: &Project, policy: &Policy) -> Faith {
    if !languages().contains(&notice.lang.as_str()) {
        return Faith::Unknown;
    }
    match render(project, policy, &notice.lang) {
        Ok(rendered) if rendered == *notice => Faith::Kept,
        Ok(_) => Faith::Broken,
        Err(_) => Faith::Unknown,
    }
}

struct Writer<'a> {
    page: Page,
    lang: &'static str,
    project: &'a Project,
    policy: &'a Policy,
    client: String,
    operator: String,
    contact: String,
    address: String,
}

impl Writer<'_> {
    /// A message; client, operator, contact and address can stand in any of them.
    fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut all = args.to_vec();
        all.push(("client", (&self.client).into()));
        all.push(("operator", (&self.operator).into()));
        all.push(("contact", (&self.contact).into()));
        all.push(("address", (&self.address).into()));
        message(self.lang, id, &all)
    }

    fn date(&self, at: Timestamp) -> String {
        let (year, month, day) = at.day_in(&Zone::UTC).numbers();
        self.say("date", &[("year", year.into()), ("month", month.into()), ("day", day.into())])
    }

    fn label(&mut self, id: &str) {
        let text = self.say(id, &[]);
        self.page.label(&text);
    }

    fn text(&mut self, id: &str, args: &[(&str, Arg<'_>)]) {
        let text = self.say(id, args);
        self.page.text(&text);
    }

    fn point(&mut self, id: &str, args: &[(&str, Arg<'_>)]) {
        let text = self.say(id, args);
        self.page.point(&text);
    }

    fn heading(&mut self, id: &str) {
        let text = self.say(id, &[]);
        self.page.heading(&text);
    }

    /// What a client wrote, in its own words; `unsaid` where it wrote nothing.
    fn quote(&mut self, words: &str, unsaid: &str) {
        let words = plain(words);
        if words.is_empty() {
            self.text(unsaid, &[]);
        } else {
            self.text("quote", &[("text", (&words).into())]);
        }
    }

    /// A client's words as a point in a list under a label; nothing where there are none.
    fn quoted_point(&mut self, words: &str) {
        let words = plain(words);
        if !words.is_empty() {
            let quoted = self.say("quoted", &[("text", (&words).into())]);
            self.page.point_of_label(&quoted);
        }
    }

    fn top(&mut self) {
        let title = self.say("title", &[]);
        self.page.title(&title);
        let intro = self.say("intro", &[]);
        self.page.lead(&intro);
        let name = plain(&self.project.name);
        self.label("project");
        self.page.text(&name);
        self.label("ordered-by");
        self.text("ordered-by-text", &[]);
        let jurisdiction = plain(&self.project.client.jurisdiction);
        self.text("ordered-by-law", &[("jurisdiction", (&jurisdiction).into())]);
        self.text("ordered-by-contact", &[]);
        self.text("ordered-by-address", &[]);
        self.label("operator");
        self.text("operator-text", &[]);
        self.label("policy");
        let date = self.date(self.policy.published_at);
        let id = self.project.id.to_string();
        let version = self.policy.version.get();
        self.text(
            "policy-text",
            &[("version", version.into()), ("date", (&date).into()), ("project", (&id).into())],
        );
        if self.project.testing {
            self.label("testing");
            self.text("testing-text", &[]);
        }
        self.heading("short");
        for category in Category::ALL {
            let line = self.with_requirement("short-line", category);
            self.page.point(&line);
        }
        for (category, terms) in &self.policy.categories {
            if terms.requirement != Requirement::Off && !terms.announce.is_none() {
                let name = self.say(&format!("category-{category}"), &[]);
                let announced = words::announced(self.lang, terms.announce);
                self.point(
                    "short-announced",
                    &[("category", (&name).into()), ("announced", (&announced).into())],
                );
            }
        }
        if let Some(hours) = &self.policy.working_hours {
            let hours = words::working_hours(self.lang, hours);
            self.point("short-hours", &[("hours", (&hours).into())]);
        }
    }

    fn with_requirement(&self, id: &str, category: Category) -> String {
        let requirement = match self.policy.terms(category).map(|terms| terms.requirement) {
            Some(Requirement::Optional) => "requirement-optional",
            Some(Requirement::Required) => "requirement-required",
            Some(Requirement::Off) | None => "requirement-off",
        };
        let name = self.say(&format!("category-{category}"), &[]);
        let requirement = self.say(requirement, &[]);
        self.say(id, &[("category", (&name).into()), ("requirement", (&requirement).into())])
    }

    fn never(&mut self) {
        self.heading("never");
        for category in Category::ALL {
            if self.policy.terms(category).is_none() {
                let name = self.say(&format!("category-{category}"), &[]);
                self.point("never-category", &[("category", (&name).into())]);
            }
        }
        let shown = self.policy.terms(Category::Screenshots).is_some();
        let elsewhere = if shown { "never-shown" } else { "never-elsewhere" };
        for id in [
            "never-keys",
            "never-clipboard",
            "never-sound",
            elsewhere,
            "never-inferred",
            "never-paused",
            "never-hidden",
        ] {
            self.point(id, &[]);
        }
    }

    fn category(&mut self, category: Category, terms: &Terms) {
        let heading = self.with_requirement("heading", category);
        self.page.heading(&heading);
        self.label("what");
        let kilobytes = terms.max_bytes.div_ceil(1_000);
        self.text(&format!("what-{category}"), &[("kilobytes", kilobytes.into())]);
        self.label("sample");
        self.text(&format!("sample-{category}"), &[("minutes", self.policy.review_minutes.into())]);
        self.label("often");
        self.text(&format!("often-{category}"), &[("count", terms.per_hour.into())]);
        match terms.announce {
            Announce::None => {}
            Announce::After => self.text("announce-after", &[]),
            Announce::Before => {
                self.text("announce-before", &[("seconds", (Announce::LEAD.get() / 1_000).into())]);
            }
        }
        self.label("why");
        self.quote(&terms.purpose, "unsaid");
        self.label("basis");
        self.text(
            match terms.lawful_basis {
                LawfulBasis::Consent => "basis-consent",
                LawfulBasis::Contract => "basis-contract",
                LawfulBasis::LegalObligation => "basis-legal_obligation",
                LawfulBasis::LegitimateInterests => "basis-legitimate_interests",
            },
            &[],
        );
        self.label("seen");
        self.text("seen-text", &[]);
        for recipient in &terms.recipients {
            self.quoted_point(recipient);
        }
        self.text("seen-others", &[]);
        if matches!(category, Category::Screenshots | Category::WebcamStills) {
            if self.policy.looking.covered {
                self.text("seen-covered", &[]);
            }
            if self.policy.looking.reason {
                self.text("seen-reason", &[]);
            }
            self.text("seen-looks", &[]);
        }
        self.label("kept");
        self.text("kept-text", &[]);
        self.quoted_point(&terms.location);
        self.text("kept-long", &[("days", terms.retention_days.into())]);
        self.declining(terms);
        self.withdrawing(category, terms);
    }

    fn declining(&mut self, terms: &Terms) {
        self.label("declining");
        let words = plain(&terms.declining);
        if terms.requirement == Requirement::Required && words.is_empty() {
            self.text("declining-required-unsaid", &[]);
        } else if terms.requirement == Requirement::Required {
            self.text("declining-required", &[("text", (&words).into())]);
        } else {
            self.text("declining-optional", &[]);
            if !words.is_empty() {
                self.text("quote", &[("text", (&words).into())]);
            }
        }
    }

    fn withdrawing(&mut self, category: Category, terms: &Terms) {
        self.label("withdrawing");
        self.text("withdrawing-text", &[]);
        let project = format!("  --project {}", self.project.id);
        self.page.verbatim(&[&format!("candor consent withdraw {category} \\"), &project]);
        self.text("withdrawing-then", &[]);
        if terms.requirement == Requirement::Required {
            self.text("withdrawing-required", &[]);
        }
    }

    fn control(&mut self) {
        self.heading("control");
        self.point("control-pause", &[]);
        if let Some(hours) = &self.policy.working_hours {
            let hours = words::working_hours(self.lang, hours);
            self.point("control-hours", &[("hours", (&hours).into())]);
        }
        self.point("control-review", &[("minutes", self.policy.review_minutes.into())]);
        self.point("control-grace", &[("hours", self.policy.grace_hours.into())]);
        for id in ["control-time", "control-person", "control-change"] {
            self.point(id, &[]);
        }
    }

    fn rights(&mut self) {
        let authority = plain(&self.project.client.authority);
        self.heading("rights");
        self.point("rights-text", &[]);
        self.point("rights-complain", &[("authority", (&authority).into())]);
        self.point("rights-proof", &[]);
    }
}

#[cfg(test)]
mod tests;
