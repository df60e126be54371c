//! Every check and test, in the order that finds mistakes soonest.
//!
//! Everything is compiled in one profile and one set of features: `cargo build --workspace --all-targets` makes what
//! `cargo test --workspace` runs, the programs that journeys start among it. Only clippy's artefacts come on top.

use std::{
    io::{BufRead, BufReader, Write},
    ops::AddAssign,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    deps,
    shell::{self, cargo, npm, show},
    tidy,
};

/// Which steps to run.
#[derive(clap::Args)]
pub struct Args {
    /// Only these steps; all where none is named.
    #[arg(value_parser = step_names())]
    steps: Vec<String>,
}

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&mut Tally) -> Result<()>,
}

/// The page is built before the programs, for the desktop window has it inside.
const STEPS: &[Step] = &[
    Step { name: "system", what: "packages from the system", run: |_| deps::ensure() },
    Step { name: "format", what: "rustfmt", run: |_| shell::run(&mut cargo(["fmt", "--all", "--check"])) },
    Step { name: "tidy", what: "the repository's own rules", run: |_| tidy::run() },
    Step { name: "ui", what: "front end: types, tests, build", run: front_end },
    Step { name: "lint", what: "clippy", run: |_| shell::run(&mut cargo(LINT)) },
    Step { name: "build", what: "every program and test", run: |_| shell::run(&mut cargo(BUILD)) },
    Step {
        name: "test",
        what: "unit tests and journeys",
        run: |tally| count(cargo(TEST).env("CANDOR_PROGRAMS_BUILT", "1"), tally),
    },
    Step { name: "stores", what: "the server's tests on PostgreSQL and S3", run: stores },
    Step { name: "fuzz", what: "the server's interface against its description", run: fuzz },
];

const LINT: &[&str] = &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
const BUILD: &[&str] = &["build", "--locked", "--workspace", "--all-targets"];
const TEST: &[&str] = &["test", "--locked", "--workspace", "--no-fail-fast"];

fn step_names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// Runs the steps one after the other up to the first that fails, and sums up.
pub fn run(args: &Args) -> Result<()> {
    let chosen: Vec<&Step> =
        STEPS.iter().filter(|s| args.steps.is_empty() || args.steps.iter().any(|n| n == s.name)).collect();
    let began = Instant::now();
    let mut tally = Tally::default();
    let mut lines = Vec::new();
    let mut failure = None;
    for (number, step) in chosen.iter().enumerate() {
        println!("\n=== {}/{} {}: {}", number + 1, chosen.len(), step.name, step.what);
        let step_began = Instant::now();
        let result = (step.run)(&mut tally);
        let mark = if result.is_ok() { "ok" } else { "FAILED" };
        lines.push(format!("{:<8} {:>9}  {mark}", step.name, clock(step_began.elapsed())));
        if let Err(error) = result {
            failure = Some((step, error));
            break;
        }
    }
    println!("\n=== summary");
    for line in &lines {
        println!("{line}");
    }
    for step in chosen.iter().skip(lines.len()) {
        println!("{:<8} {:>9}  not run", step.name, "");
    }
    println!("{:<8} {:>9}", "all", clock(began.elapsed()));
    println!("{} passed, {} failed", tally.passed, tally.failed);
    match failure {
        None => Ok(()),
        Some((step, error)) => Err(error.context(format!("step {} failed", step.name))),
    }
}

fn front_end(tally: &mut Tally) -> Result<()> {
    shell::run(&mut npm(["ci", "--no-progress"]))?;
    shell::run(&mut npm(["run", "check"]))?;
    count(npm(["test"]).env("NO_COLOR", "1"), tally)?;
    shell::run(&mut npm(["run", "build"]))
}

/// The same tests of the server once more, on the other database and with pictures in a bucket; each test has its own of both.
#[cfg(target_os = "linux")]
fn stores(tally: &mut Tally) -> Result<()> {
    let program = test_program("server")?;
    let postgres = crate::postgres::Postgres::start()?;
    let mut tests = Command::new(program);
    tests.current_dir(shell::root().join("server")).env("CANDOR_TEST_POSTGRES", postgres.address());
    // The test's own server of S3 asks for this key, and for no other.
    count(tests.env("AWS_ACCESS_KEY_ID", "candor").env("AWS_SECRET_ACCESS_KEY", "a key for tests"), tally)
}

/// What asks the server all that its description allows, and much that it doesn't, except as a device.
#[cfg(target_os = "linux")]
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// Installs schemathesis below `target/` where it isn't there, and lets it ask.
#[cfg(target_os = "linux")]
fn fuzz(tally: &mut Tally) -> Result<()> {
    let folder = shell::root().join("target").join(SCHEMATHESIS);
    let program = folder.join("bin/schemathesis");
    if !program.exists() {
        shell::run(shell::command("python3", ["-m", "venv"]).arg(&folder))?;
        let install = ["install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS];
        shell::run(Command::new(folder.join("bin/pip")).args(install))?;
    }
    let mut tests = Command::new(test_program("server")?);
    tests.args(["--ignored", "--nocapture", "fuzz::"]).current_dir(shell::root().join("server"));
    count(tests.env("CANDOR_SCHEMATHESIS", program), tally)
}

#[cfg(not(target_os = "linux"))]
fn fuzz(_: &mut Tally) -> Result<()> {
    println!("The server's interface is tried on Linux.");
    Ok(())
}

/// A program of tests as the whole workspace's build made it: built by itself it would have its dependencies compiled once more.
#[cfg(target_os = "linux")]
fn test_program(name: &str) -> Result<String> {
    let built = shell::read(cargo(TEST).args(["--no-run", "--message-format=json-render-diagnostics"]))?;
    let messages = built.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut programs = messages
        .filter(|message| message["target"]["name"] == name && message["target"]["kind"][0] == "test")
        .filter_map(|message| message["executable"].as_str().map(str::to_owned));
    programs.next().with_context(|| format!("cargo built no tests named {name}"))
}

#[cfg(not(target_os = "linux"))]
fn stores(_: &mut Tally) -> Result<()> {
    println!("The server's other stores are tried on Linux.");
    Ok(())
}

/// Runs a test program, its output on the terminal, and adds up the results that it prints.
fn count(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let shown = show(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("`{shown}` can't be started"))?;
    let output = child.stdout.take().context("standard output was asked for")?;
    let mut terminal = std::io::stdout().lock();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.with_context(|| format!("the output of `{shown}` can't be read"))?;
        terminal.write_all(&line)?;
        terminal.write_all(b"\n")?;
        *tally += cargo_result(&String::from_utf8_lossy(&line)).unwrap_or_default();
        *tally += vitest_result(&String::from_utf8_lossy(&line)).unwrap_or_default();
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed with {status}");
    }
    Ok(())
}

/// The numbers of libtest's closing line: `test result: ok. 3 passed; 0 failed; …`.
fn cargo_result(line: &str) -> Option<Tally> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(Tally { passed: before(numbers, " passed", ';')?, failed: before(numbers, " failed", ';')? })
}

/// The numbers of Vitest's closing line: `      Tests  1 failed | 6 passed (7)`.
fn vitest_result(line: &str) -> Option<Tally> {
    let numbers = line.trim_start().strip_prefix("Tests  ")?;
    Some(Tally {
        passed: before(numbers, " passed", '|').unwrap_or(0),
        failed: before(numbers, " failed", '|').unwrap_or(0),
    })
}

/// The number that stands before `word` in a list.
fn before(list: &str, word: &str, separator: char) -> Option<u64> {
    list.split(separator).find_map(|part| part.split_once(word)?.0.trim().parse().ok())
}

/// Minutes and seconds, as people read them.
fn clock(time: Duration) -> String {
    format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_from_closing_lines_only() {
        let tally = |passed, failed| Some(Tally { passed, failed });
        let cargo = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.1s";
        assert_eq!(cargo_result(cargo), tally(12, 3));
        assert_eq!(cargo_result("test tests::seen ... ok"), None);
        assert_eq!(vitest_result("      Tests  19 passed (19)"), tally(19, 0));
        assert_eq!(vitest_result("      Tests  1 failed | 6 passed (7)"), tally(6, 1));
        assert_eq!(vitest_result(" Test Files  3 passed (3)"), None);
    }

    #[test]
    fn times_are_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(605)), "10 min 05 s");
    }
}
