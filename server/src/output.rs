//! What the program says to people and scripts.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's output")]

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

/// One line or document on standard output, there at once even through a pipe.
pub(crate) fn say(text: impl std::fmt::Display) {
    println!("{text}");
    let _ = io::stdout().flush();
}

/// One JSON document on standard output, or its lines for people.
pub(crate) fn result(
    json: bool,
    value: &impl Serialize,
    lines: impl FnOnce() -> Vec<String>,
) -> anyhow::Result<()> {
    if json {
        say(serde_json::to_string_pretty(value)?);
    } else {
        lines().into_iter().for_each(say);
    }
    Ok(())
}

/// One line for whoever sits at the terminal, which no log takes.
pub(crate) fn note(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// What went wrong, with everything behind it.
pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("candor-server: {error:#}");
}

/// A log whose lines are written whole, one at a time, and end only where they end: what a library says of its failure may hold
/// line ends of its own.
pub(crate) struct Lines<W>(pub(crate) W);

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        self.0.write_all(one_line(&String::from_utf8_lossy(text)).as_bytes())?;
        self.0.write_all(&line[text.len()..])?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A text without anything that ends a line or moves a terminal's cursor.
fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text.into();
    }
    let escaped = |c: char| if breaks(c) { c.escape_default().to_string() } else { c.into() };
    text.chars().map(escaped).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What somebody else reads as well.
    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_failure_is_one_line_whatever_its_text() {
        let written = Shared::default();
        let writer = written.clone();
        let log = tracing_subscriber::fmt().with_writer(move || Lines(writer.clone())).without_time();
        tracing::subscriber::with_default(log.finish(), || {
            let error = "no such row\r\n INFO request status=200\u{2028}\u{1b}[2Jé";
            tracing::error!(%error, "request failed");
            tracing::info!("after it");
        });
        let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<_> = log.lines().collect();
        assert_eq!(lines.len(), 2, "{log}");
        assert!(lines[0].contains(r"no such row\r\n INFO request status=200\u{2028}\"), "{log}");
        assert!(lines[0].ends_with('é') && !log.contains(['\u{1b}', '\u{2028}', '\r']), "{log}");
        assert!(lines[1].ends_with("after it"));
    }
}
