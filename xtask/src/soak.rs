//! Killing agent, sensor and server at random points, for as many rounds as one has patience for.

use anyhow::Result;

use crate::{
    deps,
    shell::{self, cargo},
};

/// How long and from which numbers on.
#[derive(clap::Args)]
pub struct Args {
    /// How often something is killed; a hundred rounds take about two minutes.
    #[arg(long, default_value_t = 300)]
    rounds: u64,
    /// Repeats the run that printed this seed.
    #[arg(long)]
    seed: Option<u64>,
}

/// Runs the journey that `cargo xtask test` runs for 30 rounds.
pub fn run(args: &Args) -> Result<()> {
    deps::ensure()?;
    let journey = "journey::crash::kills_lose_nothing_and_double_nothing";
    let mut soak = cargo(["test", "--locked", "-p", "candor-tests", "--test", "journeys", "--"]);
    soak.args(["--exact", journey, "--nocapture"]).env("CANDOR_KILL_ROUNDS", args.rounds.to_string());
    if let Some(seed) = args.seed {
        soak.env("CANDOR_KILL_SEED", seed.to_string());
    }
    shell::run(&mut soak)
}
