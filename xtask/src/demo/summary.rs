//! What came of it, figure by figure.

use std::{
    fmt::{self, Debug, Display, Formatter},
    path::Path,
    time::Duration,
};

use anyhow::{Result, bail};

/// Figures with what they had to be.
#[derive(Default)]
pub struct Summary {
    lines: Vec<Line>,
}

struct Line {
    label: String,
    found: String,
    /// What is wrong, if something is.
    wrong: Option<String>,
}

impl Summary {
    /// Notes a figure that has to be `wanted`.
    pub fn check<T: PartialEq + Debug>(&mut self, label: &str, found: T, wanted: T) {
        let wrong = (found != wanted).then(|| format!("expected {}", plain(&wanted)));
        self.lines.push(Line { label: label.into(), found: plain(&found), wrong });
    }

    /// Notes figures from several sides that have to be the same, and not nothing.
    pub fn agree<T: PartialEq + Default + Debug, const N: usize>(&mut self, label: &str, figures: [T; N]) {
        let found = figures.iter().map(|figure| plain(figure)).collect::<Vec<_>>().join(" = ");
        let same = figures.iter().all(|figure| *figure == figures[0] && *figure != T::default());
        let found = if same { found } else { found.replace(" = ", ", ") };
        let wrong = (!same).then(|| "expected the same figure, and more than none".into());
        self.lines.push(Line { label: label.into(), found, wrong });
    }

    /// Prints it with where the pictures lie.
    pub fn print(&self, folder: &Path, took: Duration) {
        println!("\n{self}");
        println!("Took {} s. What each person saw is in {}:", took.as_secs(), folder.display());
        for (file, what) in FILES {
            println!("  {file:<18} {what}");
        }
    }

    /// Fails where a figure is not what it had to be.
    pub fn verdict(&self) -> Result<()> {
        let wrong = self.lines.iter().filter(|line| line.wrong.is_some()).count();
        if wrong > 0 {
            bail!(
                "{wrong} of {} figures are not what they had to be; they are marked above",
                self.lines.len()
            );
        }
        Ok(())
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            let mark = if line.wrong.is_some() { "WRONG" } else { "ok" };
            write!(f, "{:<38} {:<18} {mark}", line.label, line.found)?;
            match &line.wrong {
                Some(wrong) => writeln!(f, ": {wrong}")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

/// A figure as people write it.
fn plain<T: Debug>(figure: &T) -> String {
    let text = format!("{figure:?}");
    match text.strip_prefix("Some(").and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => inner.into(),
        None => text.replace("true", "yes").replace("false", "no").replace("None", "none"),
    }
}

const FILES: &[(&str, &str)] = &[
    ("app/", "each screen of the app, in the order in which the agent saw them"),
    ("notice.txt", "what the agent read before deciding"),
    ("consent.txt", "what the agent decided"),
    ("recording.png", "the agent's screen while recording, with the pill"),
    ("paused.png", "the agent's screen while paused"),
    ("status.txt", "candor status while recording"),
    ("outbox.txt", "what was under review"),
    ("under-review.png", "the screenshot that the agent looked at and deleted"),
    ("export.zip", "everything held on the agent's machine; verify.txt checks it"),
    ("portal/", "each page of the portal that the client's reviewer opened"),
    ("client/", "the work log and the pictures that the client received"),
    ("summary.txt", "the figures above"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_figure_fails_and_says_so() {
        let mut summary = Summary::default();
        summary.check("exit status", Some(0), Some(0));
        summary.agree("keys", [7, 7, 7]);
        assert!(summary.verdict().is_ok());
        summary.agree("clicks", [5, 4]);
        summary.check("deleted received", true, false);
        assert!(summary.verdict().is_err());
        let text = summary.to_string();
        assert!(text.contains("7 = 7 = 7"), "{text}");
        assert!(text.contains("5, 4") && text.contains("WRONG: expected no\n"), "{text}");
    }

    #[test]
    fn nothing_on_all_sides_is_no_agreement() {
        let mut summary = Summary::default();
        summary.agree("keys", [0, 0]);
        assert!(summary.verdict().is_err());
    }
}
