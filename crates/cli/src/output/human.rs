//! Texts for people: pure functions from answers to text.

mod consent;
mod data;
mod outbox;
#[cfg(test)]
pub mod samples;
mod status;
pub mod unit;

use std::fmt::Write as _;

use candor_domain::{Timestamp, Zone};
use candor_engine::protocol::{Failure, Status, Trouble};
use console::measure_text_width;

pub use consent::{Again, decided, enrolled, notice, notice_footer, projects};
pub use data::{exported, left, stopped, synced, verified, wiped};
pub use outbox::{deleted, item, outbox};
pub use status::{Known, status};

/// How texts look: whether coloured, and which zone and moment times are shown for.
#[derive(Debug, Clone)]
pub struct Look {
    /// Whether colours are wanted.
    pub paint: bool,
    /// The person's zone.
    pub zone: Zone,
    /// Now.
    pub now: Timestamp,
}

impl Look {
    fn sgr(&self, code: &str, text: &str) -> String {
        if self.paint { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// What is well.
    pub fn good(&self, text: &str) -> String {
        self.sgr("32", text)
    }

    /// What is wrong.
    pub fn bad(&self, text: &str) -> String {
        self.sgr("1;31", text)
    }

    /// What wants a look.
    pub fn warn(&self, text: &str) -> String {
        self.sgr("33", text)
    }

    /// What stands out.
    pub fn strong(&self, text: &str) -> String {
        self.sgr("1", text)
    }

    /// What stands back.
    pub fn faint(&self, text: &str) -> String {
        self.sgr("2", text)
    }

    /// A time in the person's zone: hours and minutes today, with the day otherwise.
    pub fn time(&self, at: Timestamp) -> String {
        let day = at.day_in(&self.zone);
        let time = at.time_in(&self.zone);
        let minutes = time.get(..5).unwrap_or(&time);
        if day == self.now.day_in(&self.zone) { minutes.to_owned() } else { format!("{day} {minutes}") }
    }
}

/// Whether a problem is for knowing, and nothing is wrong with what is recorded: work goes on offline.
pub fn is_quiet(problem: &Trouble) -> bool {
    problem.code == "server_unreachable"
}

/// The problems that want a look.
pub fn loud(status: &Status) -> Vec<&Trouble> {
    status.health.problems().iter().filter(|problem| !is_quiet(problem)).collect()
}

/// A failure, and nothing beside it.
pub fn failure(failure: &Failure, look: &Look) -> String {
    format!("{} {}", look.bad("candor:"), lines(&failure.message))
}

/// Text from elsewhere that may hold several lines: without what would move the cursor or turn the reading direction.
pub fn lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { c } else { plain(c) }).collect()
}

/// Text from elsewhere in one line.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { plain(c) }).collect()
}

fn plain(c: char) -> char {
    match c {
        // Explicit changes of direction (Unicode Standard Annex #9, section 2) can make text read as what it isn't.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// A word as a shell reads it, quoted where it must be.
pub fn shell_word(word: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '+' | ',');
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(bare) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Rows in aligned columns, each line behind `indent`; the last column as long as it is. Widths are those on the screen.
fn table(indent: &str, rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| measure_text_width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - measure_text_width(cell) + 2));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use candor_engine::protocol::FailureCode;

    use super::*;

    #[test]
    fn errors() {
        let look = samples::look();
        let message = "There is no project \"Shop\". See `candor projects`.";
        insta::assert_snapshot!(failure(&Failure::new(FailureCode::NotFound, message), &look));
        let painted = Look { paint: true, ..look };
        insta::assert_debug_snapshot!(failure(&Failure::new(FailureCode::State, "No."), &painted));
    }

    #[test]
    fn names_from_elsewhere_move_nothing_on_the_screen() {
        assert_eq!(one_line("Ac\x1b[2Jme\r\n\u{202e}x\u{9b}"), "Ac\u{fffd}[2Jme\u{fffd} \u{fffd}x\u{fffd}");
        assert_eq!(lines("a\n\tb\x07"), "a\n\tb\u{fffd}");
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_read_them_otherwise() {
        let table = [
            ("Website", "Website"),
            ("The Shop", "'The Shop'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
            ("-x", "'-x'"),
            ("$(a)", "'$(a)'"),
        ];
        for (word, expected) in table {
            assert_eq!(shell_word(word), expected);
        }
    }

    #[test]
    fn columns_line_up_by_width_on_the_screen() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let text = table("", &[row(["日本", "x"]), row(["\x1b[1mab\x1b[0m", "y"])]);
        assert_eq!(text, "日本  x\n\x1b[1mab\x1b[0m    y\n");
    }

    #[test]
    fn times_of_other_days_say_their_day() {
        let look = samples::look();
        assert_eq!(look.time(look.now), "15:15");
        assert_eq!(
            look.time(look.now.minus(candor_domain::Millis::from_minutes(24 * 60))),
            "2026-11-21 15:15"
        );
    }
}
