//! Enrolments, projects, notices and decisions.

use std::fmt::Write as _;

use candor_domain::policy::Requirement;
use candor_engine::protocol::{
    CategoryStatus, ConsentState, Decided, Enrolled, ProjectStatus, Projects, ShownNotice,
};

use super::{Look, lines, one_line, shell_word, table, unit};

/// How this program was called, so that commands that are shown work as they stand.
#[derive(Debug, Clone, Default)]
pub struct Again {
    /// The options for all commands, each with a space before it.
    pub options: String,
    /// The project as it was named.
    pub project: String,
}

/// A state of consent in one word.
pub fn consent_word(state: ConsentState, look: &Look) -> String {
    match state {
        ConsentState::Granted => look.good("granted"),
        ConsentState::Declined => "declined".into(),
        ConsentState::Withdrawn => "withdrawn".into(),
        ConsentState::Undecided => look.warn("undecided"),
        ConsentState::Widened => look.warn("policy widened, decide again"),
    }
}

/// An enrolment that was made.
pub fn enrolled(enrolled: &Enrolled, look: &Look) -> String {
    let mut text = format!("Enrolled with {}.\n", look.strong(&one_line(&enrolled.client.name)));
    for project in &enrolled.projects {
        let testing = if project.testing { " (made for testing)" } else { "" };
        let _ = writeln!(text, "  {}{testing}", one_line(&project.name));
    }
    let project = enrolled.projects.first().map_or("PROJECT".into(), |p| shell_word(&one_line(&p.name)));
    let _ = write!(text, "Nothing is recorded. Read what would be: candor notice {project}");
    text
}

/// The projects and where the decisions stand.
pub fn projects(projects: &Projects, look: &Look) -> String {
    if projects.projects.is_empty() {
        return "No project is open to you. Your client can add you to one; candor projects then shows it."
            .into();
    }
    let texts: Vec<String> = projects.projects.iter().map(|project| self::project(project, look)).collect();
    texts.join("\n")
}

fn project(project: &ProjectStatus, look: &Look) -> String {
    let known = &project.project;
    let name = format!("{} / {}", one_line(&known.client.name), one_line(&known.name));
    let policy = project.policy_version.map_or("no policy yet".into(), |version| format!("policy {version}"));
    let testing = if known.testing { " · made for testing" } else { "" };
    let ready = if project.ready { look.good("ready to work") } else { look.warn("a decision is missing") };
    let undecided = |c: &CategoryStatus| matches!(c.consent, ConsentState::Undecided | ConsentState::Widened);
    let mut text = format!("{} · {policy}{testing} · {ready}\n", look.strong(&name));
    let _ = writeln!(text, "  {}", look.faint(&known.id.to_string()));
    text.push_str(&categories(&project.categories, look));
    if project.categories.iter().any(undecided) {
        let _ = writeln!(text, "  Read and decide: candor notice {}", shell_word(&one_line(&known.name)));
    }
    text
}

fn categories(categories: &[CategoryStatus], look: &Look) -> String {
    let row = |c: &CategoryStatus| {
        vec![
            c.category.to_string(),
            requirement(c.requirement).to_owned(),
            if c.per_hour == 0 {
                "when you write one".into()
            } else {
                format!("{} an hour", unit::count(c.per_hour.into()))
            },
            consent_word(c.consent, look),
            c.at.map(|at| look.time(at)).unwrap_or_default(),
            c.notice.map(|notice| format!("notice {}", unit::short(&notice))).unwrap_or_default(),
            c.receipt.map(|receipt| format!("receipt {}", unit::short(&receipt))).unwrap_or_default(),
        ]
    };
    table("  ", &categories.iter().map(row).collect::<Vec<_>>())
}

fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Off => "off",
        Requirement::Optional => "optional",
        Requirement::Required => "required",
    }
}

/// A notice as it is.
pub fn notice(shown: &ShownNotice) -> String {
    lines(&shown.notice.text)
}

/// What to type to decide, category by category.
pub fn notice_footer(
    shown: &ShownNotice,
    categories: &[CategoryStatus],
    again: &Again,
    look: &Look,
) -> String {
    let Again { options, project } = again;
    let project = shell_word(project);
    let hash = &shown.notice.sha256;
    let mut text = format!("\n{}\n", look.strong("Decide about each category on its own:"));
    for category in categories {
        let name = category.category;
        let _ = writeln!(text, "  candor{options} consent grant {name} --project {project} --notice {hash}");
        let _ = writeln!(text, "  candor{options} consent decline {name} --project {project}");
    }
    let _ = write!(text, "What is granted can be withdrawn at any time with candor consent withdraw.");
    text
}

/// Decisions that were made.
pub fn decided(decided: &Decided, look: &Look) -> String {
    let mut text = categories(&decided.categories, look);
    if decided.frozen > 0 {
        let _ = writeln!(
            text,
            "{} of it waited for upload and froze. Release or delete: candor outbox list. After a day they are deleted.",
            unit::counted(decided.frozen, "item")
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::human::samples;

    #[test]
    fn projects_with_their_decisions() {
        insta::assert_snapshot!(projects(&samples::projects(), &samples::look()));
    }

    #[test]
    fn no_projects() {
        insta::assert_snapshot!(projects(&Projects { projects: vec![] }, &samples::look()));
    }

    #[test]
    fn a_notice_ends_with_the_commands_to_decide() {
        let again = Again { options: " --home '/tmp/my home'".into(), project: "The Website".into() };
        let categories = &samples::projects().projects[0].categories;
        insta::assert_snapshot!(notice_footer(&samples::notice(), categories, &again, &samples::look()));
    }

    #[test]
    fn a_withdrawal_says_what_froze() {
        let project = samples::projects().projects.remove(0);
        let withdrawn = Decided { project: project.project.id, categories: project.categories, frozen: 3 };
        insta::assert_snapshot!(decided(&withdrawn, &samples::look()));
    }
}
