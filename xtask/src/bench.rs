//! What Candor weighs and how fast it is, in release builds, beside what is aimed at and what others take.
//!
//! Time decides nothing here, for machines differ; exactness does: a key that was pressed and not counted, a record that
//! was acknowledged and is not there, a sensor process that outlives a pause are failures.

mod burst;
mod ingest;
mod machine;
mod pause;
mod portal;
mod process;
mod scene;
mod screenshot;
mod table;
mod weight;
mod window;

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use serde::Serialize;

use self::{
    machine::Machine,
    table::{Figure, markdown},
};
use crate::{
    deps,
    shell::{self, cargo},
    stage::programs::target_folder,
};

/// What to measure, and how long.
#[derive(clap::Args)]
pub struct Args {
    /// Only these groups; all where none is named.
    #[arg(value_parser = group_names())]
    groups: Vec<String>,
    /// Measure for a shorter time: to see that it works, not for figures to quote.
    #[arg(long)]
    quick: bool,
    /// Seconds for which 5 keys a second are pressed.
    #[arg(long, value_name = "SECONDS", conflicts_with = "quick", value_parser = clap::value_parser!(u64).range(10..=600))]
    window: Option<u64>,
    /// Use the programs in target/release as they are; cargo alone decides about the one that measures ingest.
    #[arg(long)]
    no_build: bool,
}

/// How much is done for each figure.
#[derive(Debug, Clone, Copy)]
struct Effort {
    /// How long 5 keys a second are pressed.
    window: Duration,
    /// How long nothing is pressed.
    idle: Duration,
    bursts: usize,
    /// Screenshots of each kind.
    pictures: u32,
    /// Rounds of ingest.
    rounds: usize,
    pauses: usize,
    /// Starts of the window, warm and cold each.
    starts: usize,
}

impl Effort {
    fn of(args: &Args) -> Self {
        let seconds = Duration::from_secs;
        if args.quick {
            return Self {
                window: seconds(20),
                idle: seconds(10),
                bursts: 1,
                pictures: 6,
                rounds: 2,
                pauses: 5,
                starts: 2,
            };
        }
        let window = seconds(args.window.unwrap_or(120));
        Self { window, idle: seconds(60), bursts: 3, pictures: 24, rounds: 5, pauses: 20, starts: 10 }
    }
}

struct Group {
    name: &'static str,
    what: &'static str,
    run: fn(&Bench<'_>) -> Result<Vec<Figure>>,
}

const GROUPS: &[Group] = &[
    Group { name: "weight", what: "what recording costs, at 5 keys a second and idle", run: weight::run },
    Group { name: "burst", what: "1,500 key presses in 30 s", run: burst::run },
    Group { name: "screenshot", what: "what a screenshot costs and shows", run: screenshot::run },
    Group { name: "pause", what: "how long a pause takes", run: pause::run },
    Group { name: "window", what: "how soon the window can be used, and what it weighs", run: window::run },
    Group { name: "ingest", what: "how fast the server takes records in", run: ingest::run },
    Group { name: "portal", what: "how fast members read out of a million samples", run: portal::run },
];

fn group_names() -> Vec<&'static str> {
    GROUPS.iter().map(|group| group.name).collect()
}

/// What every group is given.
struct Bench<'a> {
    effort: Effort,
    target: PathBuf,
    /// Whether programs are built first.
    build: bool,
    say: &'a dyn Fn(&str),
}

impl Bench<'_> {
    /// Tells how far it is.
    fn say(&self, what: &str) {
        (self.say)(what);
    }

    /// The folder of a group's own.
    fn folder(&self, group: &str) -> PathBuf {
        self.target.join("bench").join(group)
    }

    /// The folder of the programs.
    fn programs(&self) -> PathBuf {
        self.target.join("release")
    }
}

/// What is kept for programs.
#[derive(Serialize)]
struct Report<'a> {
    machine: &'a Machine,
    command: String,
    figures: &'a [Figure],
}

/// Measures.
pub fn run(args: &Args) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("measuring needs a virtual X11 display, which exists on Linux only so far");
    }
    let began = Instant::now();
    let say = |what: &str| println!("{:>6.1} s  {what}", began.elapsed().as_secs_f64());
    say("looking for what is needed from the system");
    deps::ensure()?;
    let machine = Machine::now()?;
    let bench =
        Bench { effort: Effort::of(args), target: target_folder()?, build: !args.no_build, say: &say };
    if !args.no_build {
        say("building the programs for release; the first time this takes 10 to 30 minutes, later seconds");
        let mut build = cargo(["build", "--release", "--locked"]);
        shell::run(build.args(["-p", "candor-cli", "-p", "candor-capture", "-p", "candor-server"]))?;
    }
    let mut figures = Vec::new();
    let mut failure = None;
    for group in GROUPS {
        if args.groups.is_empty() || args.groups.iter().any(|name| name == group.name) {
            say(&format!("{}: {}", group.name, group.what));
            match (group.run)(&bench) {
                Ok(measured) => {
                    measured.iter().for_each(|figure| say(&format!("= {}", figure.line())));
                    figures.extend(measured);
                }
                // What was measured before is shown all the same.
                Err(error) => {
                    failure = Some(error.context(format!("{} can't be measured", group.name)));
                    break;
                }
            }
        }
    }
    if !figures.is_empty() {
        report(&bench, &machine, &figures)?;
    }
    failure.map_or(Ok(()), Err)
}

/// Prints and keeps the figures, and fails where one is not what it must be.
fn report(bench: &Bench<'_>, machine: &Machine, figures: &[Figure]) -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = [&["cargo".to_owned(), "xtask".to_owned()], &words[..]].concat().join(" ");
    let table = markdown(figures);
    println!("\n{table}\n{}", machine.line());
    let folder = bench.target.join("bench");
    let report = Report { machine, command, figures };
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("bench.json"), serde_json::to_vec_pretty(&report)?)?;
    fs::write(folder.join("bench.md"), format!("`{}` on {}\n\n{table}", report.command, machine.line()))?;
    println!("Kept as bench.md and bench.json in {}", folder.display());
    let wrong = figures.iter().filter(|figure| figure.is_wrong()).count();
    if wrong > 0 {
        bail!("{wrong} of {} figures are not exact; they are marked WRONG above", figures.len());
    }
    Ok(())
}
