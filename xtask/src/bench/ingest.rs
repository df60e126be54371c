//! How fast records come in, durable and with consent checked.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Bench, table::Figure};
use crate::{
    shell::{cargo, show},
    stage::read,
};

/// What `server/benches/ingest.rs` prints.
#[derive(Deserialize)]
struct Measured {
    /// Bytes of a record as it is kept.
    record_bytes: usize,
    /// Bare rows a second, round by round.
    bare: Vec<f64>,
    clients: Vec<Clients>,
}

#[derive(Deserialize)]
struct Clients {
    clients: u64,
    /// Records a second, round by round.
    rates: Vec<f64>,
    /// Records that the server acknowledged.
    acknowledged: u64,
    /// Of these, found in the database.
    found: u64,
}

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    bench.say("building the measurement where it isn't yet; the first time this takes minutes");
    let mut command = cargo(["bench", "--locked"]);
    // Named together so that the server is compiled as it is for release, and not once more.
    command.args(["-p", "candor-cli", "-p", "candor-capture", "-p", "candor-server", "--bench", "ingest"]);
    command.args(["--", "--rounds", &bench.effort.rounds.to_string()]);
    let printed = read(&mut command)?;
    let line = printed.split(|byte| *byte == b'\n').rfind(|line| line.starts_with(b"{"));
    let line = line.with_context(|| format!("`{}` printed no figures", show(&command)))?;
    let measured: Measured = serde_json::from_slice(line)
        .with_context(|| format!("what `{}` printed isn't understood", show(&command)))?;
    if measured.bare.is_empty() {
        bail!("`{}` measured nothing to compare with", show(&command));
    }
    Ok(measured.figures())
}

impl Measured {
    fn figures(self) -> Vec<Figure> {
        let unit = "records/s";
        let bytes = self.record_bytes;
        let mut figures = vec![
            Figure::new("bare rows into SQLite, synchronous FULL", unit, self.bare.clone()).more().note(
                format!(
                    "the same records of {bytes} bytes under a unique key, 100 a transaction, nothing checked"
                ),
            ),
        ];
        for of in self.clients {
            let plural = if of.clients == 1 { "" } else { "s" };
            let what = format!("ingested from {} client{plural}, batches of 100", of.clients);
            // Round against round: what else the machine does hits both.
            let ratios = of.rates.iter().zip(&self.bare).map(|(rate, bare)| rate / bare);
            figures.push(Figure::new(what, unit, of.rates.clone()).more().peer(
                "aw-server-rust, which can lose 100 acknowledged",
                80_000.0,
                "62,000 to 80,000",
            ));
            figures.push(Figure::new("  of the bare rate", "ratio", ratios).more().aim(0.5));
            figures.push(
                Figure::new("  acknowledged records found on disk", "records", [of.found as f64])
                    .must(of.acknowledged as f64),
            );
        }
        figures
    }
}
