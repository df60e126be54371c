//! The line of `candor run` that says what is being recorded, in the engine's own words.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::atomic::Ordering,
};

use candor_domain::{Category, session::SessionState};
use candor_engine::protocol::{SessionStatus, Status};
use console::{Term, truncate_str};

use super::{
    LINE_SHOWN,
    human::{Look, is_quiet, loud, one_line, unit},
};

/// Goes to the start of the line and empties it.
pub const CLEAR: &str = "\r\x1b[2K";

/// The longest part of a problem that is shown, so that the rest has its place; candor status has it in full.
const PROBLEM: usize = 60;

/// The line, redrawn in place on a terminal, printed where it changes elsewhere.
#[derive(Debug)]
pub struct StatusLine {
    title: String,
    terminal: Option<Term>,
    last: String,
}

impl StatusLine {
    /// A line for what is recorded under `title`, the client's and the project's name. Silent for programs.
    pub fn new(title: String) -> Self {
        let terminal = io::stderr().is_terminal().then(Term::stderr);
        Self { title: one_line(&title), terminal, last: String::new() }
    }

    /// Shows what the engine says.
    pub fn show(&mut self, status: &Status, look: &Look) {
        let Some(session) = &status.session else { return };
        let line = render(&self.title, status, session, look);
        let mut stderr = io::stderr().lock();
        let _ = match &self.terminal {
            Some(terminal) => {
                let width = usize::from(terminal.size().1).saturating_sub(1);
                LINE_SHOWN.store(true, Ordering::Relaxed);
                write!(stderr, "{CLEAR}{}", truncate_str(&line.text, width, "…"))
                    .and_then(|()| stderr.flush())
            }
            None if line.without_time != self.last => writeln!(stderr, "{}", line.text),
            None => Ok(()),
        };
        self.last = line.without_time;
    }

    /// Says something beside the line.
    pub fn say(&mut self, prose: &str) {
        self.clear();
        let _ = writeln!(io::stderr().lock(), "{prose}");
    }

    /// Takes the line off the screen.
    pub fn clear(&mut self) {
        if self.terminal.is_some() && LINE_SHOWN.swap(false, Ordering::Relaxed) {
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "{CLEAR}").and_then(|()| stderr.flush());
        }
    }
}

impl Drop for StatusLine {
    fn drop(&mut self) {
        self.clear();
    }
}

struct Line {
    text: String,
    /// What has to change for the line to be printed again.
    without_time: String,
}

fn render(title: &str, status: &Status, session: &SessionStatus, look: &Look) -> Line {
    let problems = loud(status);
    let recorded = match status.state {
        SessionState::Running if status.grants.is_empty() => "working, nothing is recorded".to_owned(),
        SessionState::Running => "recording".to_owned(),
        SessionState::Paused => {
            let why = status.reason.map(|reason| format!(", {}", unit::reason(reason))).unwrap_or_default();
            format!("paused{why}")
        }
        SessionState::Idle => "stopped".to_owned(),
    };
    let state = match (problems.first(), status.state) {
        (Some(problem), _) => {
            let more = if problems.len() > 1 { format!(" (+{})", problems.len() - 1) } else { String::new() };
            let message = one_line(&problem.message);
            let problem = format!("■ problem: {}{more}", truncate_str(&message, PROBLEM, "…"));
            format!("{} · {recorded}", look.bad(&problem))
        }
        (None, SessionState::Running) if !status.grants.is_empty() => look.good(&format!("● {recorded}")),
        (None, SessionState::Paused) => look.warn(&format!("‖ {recorded}")),
        (None, _) => look.warn(&format!("○ {recorded}")),
    };
    let mut parts = Vec::new();
    if session.synthetic {
        parts.push("synthetic".to_owned());
    }
    let totals = &session.totals;
    let granted = |category| status.grants.contains(&category);
    if granted(Category::ActivityCounts) || totals.keys + totals.clicks > 0 {
        parts.push(format!("keys {}", unit::count(totals.keys)));
        parts.push(format!("clicks {}", unit::count(totals.clicks)));
    }
    if granted(Category::Screenshots) || granted(Category::WebcamStills) || totals.captures > 0 {
        parts.push(format!("captures {}{}", unit::count(totals.captures), last_verified(status, look)));
    }
    if totals.notes > 0 {
        parts.push(format!("notes {}", unit::count(totals.notes)));
    }
    parts.push(format!("outbox {}", unit::count(status.outbox.items)));
    if status.upload.pending > 0 {
        parts.push(format!("uploading {}", unit::count(status.upload.pending)));
    }
    if status.upload.quarantined > 0 {
        parts.push(look.bad(&format!("refused {}", unit::count(status.upload.quarantined))));
    }
    if status.health.problems().iter().any(is_quiet) {
        parts.push(look.faint("offline: kept here until the server is back"));
    }
    let rest = parts.join(" · ");
    let worked = unit::clock(session.worked_ms);
    Line {
        text: format!("{state} · {title} · {worked} · {rest}"), without_time: format!("{state} · {rest}")
    }
}

/// When the last picture was verified to be on disk.
fn last_verified(status: &Status, look: &Look) -> String {
    let pictures = [Category::Screenshots, Category::WebcamStills];
    let last = pictures.iter().filter_map(|category| status.last_verified.get(category)).max();
    last.map(|at| format!(" (last verified {})", look.time(*at))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::human::samples;

    fn line(status: &Status) -> String {
        render("Acme / Website", status, status.session.as_ref().unwrap(), &samples::look()).text
    }

    #[test]
    fn it_says_what_the_engine_says() {
        let lines = [
            line(&samples::running()),
            line(&samples::paused()),
            line(&samples::problems()),
            line(&samples::nothing_granted()),
            line(&samples::offline()),
        ];
        insta::assert_snapshot!(lines.join("\n"));
    }

    /// Elsewhere than on a terminal a line is printed for each change, and time passing is none.
    #[test]
    fn time_alone_is_no_change() {
        let earlier = samples::running();
        let mut later = earlier.clone();
        later.session.as_mut().unwrap().worked_ms = candor_domain::Millis::from_secs(999);
        let without = |status: &Status| {
            render("Acme / Website", status, status.session.as_ref().unwrap(), &samples::look()).without_time
        };
        assert_eq!(without(&earlier), without(&later));
        later.session.as_mut().unwrap().totals.keys += 1;
        assert_ne!(without(&earlier), without(&later));
    }
}
