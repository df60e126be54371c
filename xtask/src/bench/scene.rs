//! An agent at work on a screen full of text.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};

use super::process::{Memory, Session};
use crate::{
    shell::root,
    stage::{Stage, programs::Programs},
};

/// The screen, in pixels.
pub const SCREEN: (usize, usize) = (1920, 1080);
/// How long what was started is left alone before anything is measured.
const SETTLING: Duration = Duration::from_secs(5);
/// Text for the windows.
const TEXTS: [&str; 2] = ["README.md", "ARCHITECTURE.md"];
/// Says that the text in the windows is to stand still.
const STILL: &str = "still";

/// A server, a display and an agent's machine of their own, ended when dropped.
pub struct Scene {
    pub stage: Stage,
    pub programs: Programs,
    display: u32,
}

impl Scene {
    /// Everything started but the session, in an empty folder; the agent is enrolled and has decided nothing.
    pub fn open(folder: &Path, bin: PathBuf, screenshots_per_hour: u32) -> Result<Self> {
        let programs = Programs::prepare(folder, bin)?;
        let mut stage = Stage::new(folder, false);
        let rate = screenshots_per_hour.to_string();
        let terms = ["--review-minutes", "60", "--screenshots-per-hour", &rate, "--stills-per-hour", "1"];
        let order = programs.open_server(&mut stage, &terms)?;
        let display = stage.raise_display(&format!("{}x{}", SCREEN.0, SCREEN.1))?;
        let text = TEXTS.iter().map(|name| fs::read_to_string(root().join(name)));
        fs::write(stage.agent().join("text.txt"), text.collect::<Result<Vec<_>, _>>()?.concat())?;
        stage.window("reading", "95x52+0+0", "head -n 48 text.txt; read -r _")?;
        stage.window("moving", "95x34+960+0", &moving())?;
        stage.answer_window("95x16+960+720")?;
        programs.ask(&stage, &["enroll", &order.invitation])?;
        Ok(Self { stage, programs, display })
    }

    /// Starts a session that records these categories, and lets it settle.
    pub fn start(&mut self, name: &str, categories: &[&str]) -> Result<Session> {
        self.programs.grant(&self.stage, categories)?;
        let engine = self.programs.start_session(&mut self.stage, name, categories.len())?;
        thread::sleep(SETTLING);
        Session::of(engine, self.display)
    }

    /// Stops the session. Returns the keys that it counted.
    pub fn stop(&self) -> Result<u64> {
        let stopped = self.programs.ask_json(&self.stage, &["stop"])?;
        stopped["session"]["totals"]["keys"].as_u64().context("the session was stopped without totals")
    }

    /// Lets the text in the windows stand still from now on.
    pub fn stand_still(&self) -> Result<()> {
        fs::write(self.stage.agent().join(STILL), "").context("the text can't be told to stand still")
    }

    /// Presses so many keys, Return as the last of them. Returns how many were pressed.
    pub fn press(&self, keys: usize, delay: Duration) -> Result<u64> {
        let text: String = SENTENCES.chars().cycle().take(keys.saturating_sub(1)).collect();
        self.stage.type_line(&text, delay)
    }
}

/// A script that shows the text line by line, again and again, until it is to stand still.
fn moving() -> String {
    format!(
        "while [ ! -e {STILL} ]; do while read -r line && [ ! -e {STILL} ]; do printf '%s\\n' \"$line\"; sleep 0.2; \
         done < text.txt; done; read -r _"
    )
}

const SENTENCES: &str = "the soundings come from last spring. each one is a depth and a place. between three \
    neighbours a plane is fitted. where it meets a round depth a piece of the contour begins. ";

/// Looks at the memory of engine and sensor every `look` until `done`. Returns both as they were when together they took
/// most.
pub fn most_memory(
    session: Session,
    look: Duration,
    mut done: impl FnMut() -> bool,
    mut seen: impl FnMut(&[Memory; 2]),
) -> Result<[Memory; 2]> {
    let mut most = session.memory()?;
    while !done() {
        let now = session.memory()?;
        seen(&now);
        if total(&now) > total(&most) {
            most = now;
        }
        thread::sleep(look);
    }
    Ok(most)
}

/// Bytes of both, in megabytes of a million.
pub fn megabytes(memory: &[Memory; 2]) -> f64 {
    total(memory) as f64 / 1e6
}

/// Bytes of both.
fn total(memory: &[Memory; 2]) -> u64 {
    memory.iter().map(|memory| memory.all).sum()
}
