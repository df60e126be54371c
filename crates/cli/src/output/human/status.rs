//! Am I being recorded? What, by which grant, since when; what waits; what is wrong and what to do.

use std::fmt::Write as _;

use candor_domain::{Category, session::SessionState};
use candor_engine::protocol::{CategoryStatus, ConsentState, ProjectStatus, Projects, SessionStatus, Status};

use super::{Look, consent::consent_word, is_quiet, loud, one_line, shell_word, table, unit};

/// What is known beside the status: the projects with the agent's decisions.
pub type Known = Option<Projects>;

/// The status.
pub fn status(status: &Status, known: &Known, look: &Look) -> String {
    let project = status.session.as_ref().and_then(|session| project_of(session, known));
    let mut text = headline(status, project, look);
    if let Some(session) = &status.session {
        text.push_str(&session_lines(status, session, look));
        text.push_str(&categories(status, project, look));
    }
    text.push('\n');
    text.push_str(&table("  ", &standing(status, look)));
    for problem in status.health.problems() {
        let about = problem.category.map(|category| format!("{category}: ")).unwrap_or_default();
        let message = one_line(&problem.message);
        let shown = match is_quiet(problem) {
            true => look.warn(&format!("○ {about}{message}")),
            false => look.bad(&format!("■ {about}{message}")),
        };
        let _ = write!(text, "\n{shown}");
        let _ = write!(text, " {}", look.faint(&format!("({})", one_line(&problem.code))));
    }
    if !status.health.problems().is_empty() {
        text.push('\n');
    }
    let _ = write!(text, "\n{}", look.faint(&next_step(status, known)));
    text
}

fn project_of<'a>(session: &SessionStatus, known: &'a Known) -> Option<&'a ProjectStatus> {
    known.as_ref()?.projects.iter().find(|project| project.project.id == session.project)
}

fn headline(status: &Status, project: Option<&ProjectStatus>, look: &Look) -> String {
    let Some(session) = &status.session else { return format!("{}\n", look.strong("○ Not recording")) };
    let name = one_line(&session.project_name);
    let name = project
        .map_or(name.clone(), |project| format!("{} / {name}", one_line(&project.project.client.name)));
    let state = match status.state {
        SessionState::Running if status.grants.is_empty() => "○ Working, nothing is recorded".to_owned(),
        SessionState::Running => "● Recording".to_owned(),
        SessionState::Paused => {
            let why = status.reason.map(|reason| format!(" {}", unit::reason(reason))).unwrap_or_default();
            format!("‖ Paused{why}: nothing is recorded")
        }
        SessionState::Idle => "○ Not recording".to_owned(),
    };
    // Green says that all is well.
    let state = match status.state {
        _ if !loud(status).is_empty() => look.bad(&state.replacen(['●', '○', '‖'], "■", 1)),
        SessionState::Running if !status.grants.is_empty() => look.good(&state),
        _ => look.warn(&state),
    };
    format!("{state} · {}\n", look.strong(&name))
}

fn session_lines(status: &Status, session: &SessionStatus, look: &Look) -> String {
    let totals = &session.totals;
    let mut counts = Vec::new();
    if status.grants.contains(&Category::ActivityCounts) || totals.keys + totals.clicks + totals.scroll > 0 {
        counts.push(format!("keys {}", unit::count(totals.keys)));
        counts.push(format!("clicks {}", unit::count(totals.clicks)));
        counts.push(format!("scroll steps {}", unit::count(totals.scroll)));
    }
    counts.push(format!("captures {}", unit::count(totals.captures)));
    counts.push(format!("notes {}", unit::count(totals.notes)));
    let mut rows = vec![
        vec![
            "since".into(),
            format!("{}, {} worked", look.time(session.started), unit::clock(session.worked_ms)),
        ],
        vec!["so far".into(), counts.join(" · ")],
    ];
    if session.synthetic {
        rows.push(vec![
            "made up".into(),
            "synthetic sensors or a fast clock: every record is marked so".into(),
        ]);
    }
    table("  ", &rows)
}

/// Each category of the session's project: whether it is captured now, by which grant, and its last verified item.
fn categories(status: &Status, project: Option<&ProjectStatus>, look: &Look) -> String {
    let verified = |category: Category| {
        let last = status.last_verified.get(&category);
        last.map(|at| format!("last verified {}", look.time(*at))).unwrap_or_default()
    };
    let mark = |category: Category| {
        if status.grants.contains(&category) { look.good("on ") } else { "off".to_owned() }
    };
    let rows: Vec<Vec<String>> = match project {
        Some(project) => {
            let row = |c: &CategoryStatus| {
                vec![mark(c.category), c.category.to_string(), by_which(c, look), verified(c.category)]
            };
            project.categories.iter().map(row).collect()
        }
        None => status.grants.iter().map(|c| vec![mark(*c), c.to_string(), verified(*c)]).collect(),
    };
    if rows.is_empty() { String::new() } else { format!("\n{}", table("  ", &rows)) }
}

fn by_which(category: &CategoryStatus, look: &Look) -> String {
    let at = category.at.map(|at| format!(" {}", look.time(at))).unwrap_or_default();
    let notice = match (&category.notice, category.consent) {
        (Some(notice), ConsentState::Granted) => format!(" under notice {}", unit::short(notice)),
        _ => String::new(),
    };
    format!("{}{at}{notice}", consent_word(category.consent, look))
}

/// What waits, what is on its way, and where things are kept.
fn standing(status: &Status, look: &Look) -> Vec<Vec<String>> {
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let mut rows = Vec::new();
    let outbox = &status.outbox;
    rows.push(row(
        "waiting here",
        match outbox.items {
            0 => "nothing".into(),
            items => format!("{}, {}", unit::counted(items, "item"), unit::bytes(outbox.bytes)),
        },
    ));
    if outbox.frozen > 0 {
        let text = format!("{}: release or delete them, see candor outbox list", unit::count(outbox.frozen));
        rows.push(row("frozen", look.warn(&text)));
    }
    let upload = &status.upload;
    if !status.enrolments.is_empty() {
        let contact = upload.last_contact.map(|at| format!("; server reached {}", look.time(at)));
        let pending =
            if upload.pending == 0 { "nothing".into() } else { unit::counted(upload.pending, "item") };
        rows.push(row("on its way", format!("{pending}{}", contact.unwrap_or_default())));
    }
    if upload.quarantined > 0 {
        let text = format!(
            "{} by the server: see candor outbox list, then retry or delete",
            unit::counted(upload.quarantined, "item")
        );
        rows.push(row("refused", look.bad(&text)));
    }
    for enrolment in &status.enrolments {
        let size = enrolment.ledger_size;
        let cosigned = match enrolment.cosigned {
            all if all == size => "all cosigned".to_owned(),
            some => format!("{} cosigned", unit::count(some)),
        };
        let (client, server) = (one_line(&enrolment.client.name), one_line(&enrolment.server));
        rows.push(row(
            "enrolled",
            format!("{client}, {server}; ledger of {}, {cosigned}", unit::counted(size, "entry")),
        ));
    }
    rows.push(row("key", one_line(&status.key_store)));
    rows
}

fn next_step(status: &Status, known: &Known) -> String {
    match status.state {
        _ if status.enrolments.is_empty() => {
            "Not enrolled with any client. Begin with: candor enroll INVITATION".into()
        }
        SessionState::Running => "Pause: candor pause · End: candor stop".into(),
        SessionState::Paused => "Go on: candor resume · End: candor stop".into(),
        SessionState::Idle => {
            let ready = known.iter().flat_map(|known| &known.projects).find(|project| project.ready);
            let project =
                ready.map_or("PROJECT".into(), |project| shell_word(&one_line(&project.project.name)));
            format!("Begin to work: candor run --project {project}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::human::samples;

    fn text(status: &Status, known: Known) -> String {
        super::status(status, &known, &samples::look())
    }

    #[test]
    fn nothing_enrolled() {
        insta::assert_snapshot!(text(&samples::nothing_enrolled(), None));
    }

    #[test]
    fn idle() {
        insta::assert_snapshot!(text(&samples::idle(), Some(samples::projects())));
    }

    #[test]
    fn running() {
        insta::assert_snapshot!(text(&samples::running(), Some(samples::projects())));
    }

    #[test]
    fn running_with_projects_unknown() {
        insta::assert_snapshot!(text(&samples::running(), None));
    }

    #[test]
    fn paused() {
        insta::assert_snapshot!(text(&samples::paused(), Some(samples::projects())));
    }

    #[test]
    fn problems() {
        insta::assert_snapshot!(text(&samples::problems(), Some(samples::projects())));
    }
}
