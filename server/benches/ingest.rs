//! How many records a second are taken in, durable and with consent checked, beside bare rows into SQLite.
//!
//! One line of JSON on standard output is for `cargo xtask bench ingest`, which makes a table of it. Server and clients
//! share one process and its two threads, as they share the processors of one machine.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement may stop where it stands, and is for reading"
)]

#[allow(dead_code, reason = "the tests' device can do more")]
#[path = "../tests/server/device.rs"]
mod device;
#[allow(dead_code, reason = "the tests' world can do more")]
#[path = "../tests/server/stores.rs"]
mod stores;
#[allow(dead_code, reason = "the tests' world can do more")]
#[path = "../tests/server/world.rs"]
mod world;

use std::{sync::Arc, time::Instant};

use axum::http::Method;
use candor_consent::canonical;
use candor_domain::Record;
use candor_wire::{device::RecordAnswer, path};
use rusqlite::{Connection, TransactionBehavior, params};
use tempfile::TempDir;

use crate::{
    device::{TestDevice, answers},
    world::World,
};

/// Records in a batch.
const ROWS: usize = 100;
/// Batches of a round, shared among the clients.
const BATCHES: usize = 320;
/// How many send at once.
const CLIENTS: [usize; 2] = [1, 8];
/// The option that `cargo xtask bench` gives.
const ROUNDS: &str = "--rounds";

/// A round's records.
struct Load {
    /// Each client's device with the bodies that it sends.
    clients: Vec<(TestDevice, Vec<Vec<u8>>)>,
    /// The records as they are kept.
    kept: Vec<Kept>,
}

/// A record with what names it, as a bare table holds it.
struct Kept {
    device: [u8; 16],
    stream: &'static str,
    seq: u64,
    bytes: Vec<u8>,
}

/// What came of the rounds with so many clients.
#[derive(Default)]
struct Came {
    rates: Vec<f64>,
    acknowledged: usize,
    found: usize,
}

fn main() {
    let rounds = rounds();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut bare = Vec::new();
    let mut record_bytes = 0;
    let mut came: Vec<_> = CLIENTS.iter().map(|clients| (*clients, Came::default())).collect();
    for _ in 0..rounds {
        for (index, (clients, came)) in came.iter_mut().enumerate() {
            runtime.block_on(async {
                let mut world = World::new().await;
                world.keep_connections();
                let load = Load::prepared(&world, *clients).await;
                // Both sides of the comparison write the same records in the same minute.
                if index == 0 {
                    record_bytes =
                        load.kept.iter().map(|kept| kept.bytes.len()).sum::<usize>() / load.kept.len();
                    bare.push(bare_rate(&load.kept));
                }
                came.round(world, load).await;
            });
        }
    }
    let clients: Vec<_> = came
        .into_iter()
        .map(|(clients, came)| {
            let Came { rates, acknowledged, found } = came;
            serde_json::json!({
                "clients": clients, "rates": rates, "acknowledged": acknowledged, "found": found,
            })
        })
        .collect();
    println!("{}", serde_json::json!({ "record_bytes": record_bytes, "bare": bare, "clients": clients }));
}

/// The number after `--rounds`; cargo gives options of its own besides.
fn rounds() -> usize {
    let mut words = std::env::args().skip_while(|word| word != ROUNDS).skip(1);
    words.next().map_or(1, |number| number.parse().unwrap())
}

fn rate(rows: usize, began: Instant) -> f64 {
    rows as f64 / began.elapsed().as_secs_f64()
}

impl Load {
    /// Devices whose ledgers commit to all that they are about to send.
    async fn prepared(world: &World, clients: usize) -> Self {
        let mut load = Self { clients: Vec::new(), kept: Vec::new() };
        for seed in 1..=clients {
            let made = world.quickstart(false).await;
            let seed = u8::try_from(seed).unwrap();
            let mut device = TestDevice::enrolled(world, &made.invitation, made.project, seed).await;
            device.at_work(world).await;
            let mut bodies = Vec::new();
            for _ in 0..BATCHES / clients {
                let records: Vec<_> = (0..ROWS).map(|keys| device.sample(world, keys as u32)).collect();
                load.kept.extend(records.iter().map(Kept::from));
                bodies.push(serde_json::to_vec(&device.commit(world, &records)).unwrap());
            }
            device.sync(world).await;
            load.clients.push((device, bodies));
        }
        load
    }
}

impl From<&Record> for Kept {
    fn from(record: &Record) -> Self {
        Self {
            device: *record.device.as_bytes(),
            stream: record.stream.name(),
            seq: record.seq,
            bytes: canonical::bytes(record),
        }
    }
}

impl Came {
    /// Sends everything at once, then looks for it in the database as another program would.
    async fn round(&mut self, world: World, load: Load) {
        let rows = load.kept.len();
        let world = Arc::new(world);
        let began = Instant::now();
        let tasks: Vec<_> = load
            .clients
            .into_iter()
            .map(|(device, bodies)| tokio::spawn(send(Arc::clone(&world), device, bodies)))
            .collect();
        let mut acknowledged = 0;
        for task in tasks {
            acknowledged += task.await.unwrap();
        }
        self.rates.push(rate(rows, began));
        self.acknowledged += acknowledged;
        let database = Connection::open(world.config.data.join("candor.sqlite")).unwrap();
        let found: i64 = database
            .query_row("SELECT count(*) FROM records WHERE record IS NOT NULL", [], |row| row.get(0))
            .unwrap();
        self.found += usize::try_from(found).unwrap();
    }
}

/// Sends the bodies one after the other. Returns how many records were accepted.
async fn send(world: Arc<World>, mut device: TestDevice, bodies: Vec<Vec<u8>>) -> usize {
    let mut accepted = 0;
    for body in bodies {
        let answer = device.request(&world, Method::POST, path::BATCHES, body).await.ok();
        let answers = answers(&answer);
        assert!(answers.iter().all(|answer| matches!(answer, RecordAnswer::Accepted { .. })));
        accepted += answers.len();
    }
    accepted
}

/// The same records into one table with a unique key, a batch in each durable transaction, by one prepared statement.
fn bare_rate(kept: &[Kept]) -> f64 {
    let folder = TempDir::new().unwrap();
    let mut database = Connection::open(folder.path().join("bare.sqlite")).unwrap();
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE records (device BLOB, stream TEXT, seq INTEGER, record BLOB, PRIMARY KEY (device, stream, seq));";
    database.execute_batch(settings).unwrap();
    let began = Instant::now();
    for batch in kept.chunks(ROWS) {
        let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        {
            let mut insert =
                transaction.prepare_cached("INSERT INTO records VALUES (?1, ?2, ?3, ?4)").unwrap();
            for Kept { device, stream, seq, bytes } in batch {
                insert.execute(params![device, stream, *seq as i64, bytes]).unwrap();
            }
        }
        transaction.commit().unwrap();
    }
    rate(kept.len(), began)
}
