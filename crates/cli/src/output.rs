//! Everything that is printed: answers on standard output, prose and progress on standard error.

pub mod human;
pub mod json;
pub mod line;
pub mod progress;

use std::{
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use candor_domain::{Timestamp, Zone};
use candor_engine::protocol::{Failure, FailureCode};
use clap::error::ErrorKind;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::args::Refused;
use human::Look;

/// Where answers go and in which form.
#[derive(Debug)]
pub struct Out {
    json: bool,
    zone: Zone,
}

impl Out {
    /// For people, or as JSON for programs.
    pub fn new(json: bool) -> Self {
        Self { json, zone: Zone::system() }
    }

    /// Whether answers go to programs.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// How texts on standard output look.
    fn look(&self) -> Look {
        Look { paint: console::colors_enabled(), zone: self.zone.clone(), now: now() }
    }

    /// How texts on standard error look.
    pub fn look_stderr(&self) -> Look {
        Look { paint: console::colors_enabled_stderr(), zone: self.zone.clone(), now: now() }
    }

    /// Prints an answer: as it is for programs, rendered for people.
    ///
    /// # Errors
    /// Where standard output can't be written to, or the answer isn't of the form that `T` says.
    pub fn answer<T: DeserializeOwned>(
        &self,
        answer: Value,
        render: impl FnOnce(&T, &Look) -> String,
    ) -> Result<(), Failure> {
        if self.json {
            return self.document(&answer);
        }
        let answer = read(answer)?;
        written(text(&mut io::stdout().lock(), &render(&answer, &self.look())))
    }

    /// Prints one JSON document.
    ///
    /// # Errors
    /// Where standard output can't be written to.
    pub fn document(&self, document: &Value) -> Result<(), Failure> {
        written(text(&mut io::stdout().lock(), &json::document(document, io::stdout().is_terminal())))
    }

    /// Writes bytes to standard output, and nothing else.
    ///
    /// # Errors
    /// Where standard output can't be written to.
    pub fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        written(stdout.write_all(bytes).and_then(|()| stdout.flush()))
    }

    /// Says something to the person on standard error; programs are not told.
    pub fn say(&self, prose: &str) {
        if !self.json {
            let _ = text(&mut io::stderr().lock(), prose);
        }
    }

    /// Asks on standard error, the cursor staying behind the question.
    pub fn ask(&self, question: &str) {
        let mut stderr = io::stderr().lock();
        let _ = stderr.write_all(question.as_bytes()).and_then(|()| stderr.flush());
    }

    /// Prints a failure: as the one document for programs, on standard error for people.
    pub fn failure(&self, failure: &Failure) {
        if self.json {
            let _ = self.document(&json::failure(failure));
        } else {
            let _ = text(&mut io::stderr().lock(), &human::failure(failure, &self.look_stderr()));
        }
    }
}

/// Reads an answer of the engine.
///
/// # Errors
/// Where it isn't of the form that `T` says.
pub fn read<T: DeserializeOwned>(answer: Value) -> Result<T, Failure> {
    serde_json::from_value(answer).map_err(|error| {
        let message = format!(
            "It was done, but the engine's answer can't be read ({error}). Is it of another version?"
        );
        Failure::new(FailureCode::Internal, message)
    })
}

/// Prints why the words make no command, or the help that was asked for.
pub fn refused(refused: &Refused) -> ExitCode {
    let asked = matches!(refused.error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if refused.json && !asked {
        let message = refused.error.render().to_string();
        let message = message.trim().strip_prefix("error: ").unwrap_or(message.trim()).to_owned();
        Out::new(true).failure(&Failure::new(FailureCode::Usage, message));
    } else {
        let _ = refused.error.print();
    }
    if asked { ExitCode::SUCCESS } else { crate::exit::code(FailureCode::Usage).into() }
}

/// Whether standard output is a terminal.
pub fn to_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The wall clock, for showing.
fn now() -> Timestamp {
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}

/// Writes text that ends with one line feed.
fn text(to: &mut impl io::Write, text: &str) -> io::Result<()> {
    to.write_all(text.trim_end_matches('\n').as_bytes())?;
    to.write_all(b"\n")?;
    to.flush()
}

/// A reader that has seen enough is no failure.
fn written(done: io::Result<()>) -> Result<(), Failure> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("It was done, but standard output can't be written to: {error}");
            Err(Failure::new(FailureCode::Internal, message))
        }
        _ => Ok(()),
    }
}

/// Whether a line is on the screen that is redrawn in place.
static LINE_SHOWN: AtomicBool = AtomicBool::new(false);

/// Standard error for logs: what is drawn in place makes room first.
#[derive(Debug, Clone, Copy)]
pub struct LogLines;

impl tracing_subscriber::fmt::MakeWriter<'_> for LogLines {
    type Writer = io::Stderr;

    fn make_writer(&self) -> io::Stderr {
        let mut stderr = io::stderr();
        if LINE_SHOWN.load(Ordering::Relaxed) {
            let _ = stderr.write_all(line::CLEAR.as_bytes());
        }
        stderr
    }
}
