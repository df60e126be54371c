//! How fast a client's members read days and months out of a million samples.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Bench, table::Figure};
use crate::{
    shell::{cargo, show},
    stage::read,
};

/// What `server/benches/portal.rs` prints.
#[derive(Deserialize)]
struct Measured {
    samples: u64,
    figures: Vec<Answers>,
}

#[derive(Deserialize)]
struct Answers {
    what: String,
    /// How many were asked for.
    times: u64,
    /// Milliseconds.
    p50: f64,
    p99: f64,
    /// Of an answer.
    bytes: u64,
}

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    bench.say("building the measurement where it isn't yet, and a million samples for it, in SQLite");
    let mut figures = measure(bench, "SQLite", &[])?;
    #[cfg(target_os = "linux")]
    {
        bench.say("the same in PostgreSQL");
        let postgres = crate::postgres::Postgres::start()?;
        let address = postgres.address();
        let told =
            [("CANDOR_TEST_POSTGRES", &*address), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
        figures.extend(measure(bench, "PostgreSQL", &told)?);
    }
    Ok(figures)
}

fn measure(bench: &Bench<'_>, database: &str, told: &[(&str, &str)]) -> Result<Vec<Figure>> {
    let mut command = cargo(["bench", "--locked"]);
    // Named together so that the server is compiled as it is for release, and not once more.
    command.args(["-p", "candor-cli", "-p", "candor-capture", "-p", "candor-server", "--bench", "portal"]);
    command.args(["--", "--rounds", &bench.effort.rounds.to_string()]);
    let printed = read(command.envs(told.iter().copied()))?;
    let line = printed.split(|byte| *byte == b'\n').rfind(|line| line.starts_with(b"{"));
    let line = line.with_context(|| format!("`{}` printed no figures", show(&command)))?;
    let measured: Measured = serde_json::from_slice(line)
        .with_context(|| format!("what `{}` printed isn't understood", show(&command)))?;
    let samples = measured.samples;
    let figures = measured.figures.into_iter().flat_map(|Answers { what, times, p50, p99, bytes }| {
        let note =
            format!("{times} answers of {bytes} bytes over HTTP, out of {samples} samples in {database}");
        let half = Figure::new(format!("{what}, {database}, half within"), "ms", [p50]).note(note);
        let mut most = Figure::new(format!("  {what}, {database}, 99 of 100 within"), "ms", [p99]);
        if what.starts_with("agent day") || what.starts_with("team month") {
            most = most.aim(20.0);
        }
        if what.starts_with("agent day") {
            most = most.peer("aw-server-rust, a day out of 1 million events", 110.0, "110");
        }
        [half, most]
    });
    Ok(figures.collect())
}
