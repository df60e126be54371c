//! What the program says to people and scripts.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's output")]

use std::io::Write as _;

use serde::Serialize;

/// One line or document on standard output, there at once even through a pipe.
pub(crate) fn say(text: impl std::fmt::Display) {
    println!("{text}");
    let _ = std::io::stdout().flush();
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
