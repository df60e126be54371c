//! What was measured on: without it a figure means little.

use std::{fs, process::Command, thread};

use anyhow::Result;
use serde::Serialize;

use crate::{shell::command, stage::read};

/// The machine, the source and the day.
#[derive(Debug, Serialize)]
pub struct Machine {
    processor: String,
    cores: usize,
    kernel: String,
    commit: String,
    date: String,
    /// How many processes wanted a core in the minute before: what else runs makes figures worse.
    load: f64,
}

impl Machine {
    /// This one, now.
    pub fn now() -> Result<Self> {
        let line = |command: &mut Command| -> Result<String> {
            Ok(String::from_utf8_lossy(&read(command)?).trim().to_owned())
        };
        let changed = !line(&mut command("git", ["status", "--porcelain"]))?.is_empty();
        let commit = line(&mut command("git", ["rev-parse", "--short", "HEAD"]))?;
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        Ok(Self {
            processor: model(&processors).unwrap_or("unknown processor").to_owned(),
            cores: thread::available_parallelism().map_or(1, usize::from),
            kernel: line(Command::new("uname").arg("-sr"))?,
            commit: if changed { format!("{commit} with changes") } else { commit },
            date: line(Command::new("date").arg("+%F"))?,
            load: load(&fs::read_to_string("/proc/loadavg").unwrap_or_default()).unwrap_or_default(),
        })
    }

    /// The same in one line.
    pub fn line(&self) -> String {
        let Self { processor, cores, kernel, commit, date, load } = self;
        format!("{processor}, {cores} cores, load {load} before it began; {kernel}; commit {commit}; {date}")
    }
}

/// The model in `/proc/cpuinfo`.
fn model(processors: &str) -> Option<&str> {
    let line = processors.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim())
}

/// The average over a minute in `/proc/loadavg`.
fn load(averages: &str) -> Option<f64> {
    averages.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_found_where_there_is_one() {
        assert_eq!(
            model("processor\t: 0\nmodel name\t: Example 3000 \nflags\t: a b\n"),
            Some("Example 3000")
        );
        assert_eq!(model("processor : 0\n"), None);
    }

    #[test]
    fn the_load_is_that_of_the_last_minute() {
        assert_eq!(load("0.25 1.50 2.00 1/200 4711\n"), Some(0.25));
        assert_eq!(load(""), None);
    }
}
