//! How fast a client's members read out of a million samples, over HTTP.
//!
//! One line of JSON on standard output is for `cargo xtask bench portal`, which makes a table of it. A hundred agents have
//! worked for a month; what is kept for reading is put beside the records as the ingest would have.

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

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use candor_consent::canonical;
use candor_domain::{
    AgentId, DeviceId, Millis, Record, RecordId, SessionId, Sha256Hash, Timestamp,
    record::{ActivitySample, Coverage, LedgerSize, RecordBody, Stream},
};
use candor_server::{admin::QuickstartMade, config::Rate};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, DbBackend, Statement, TransactionTrait as _, Value,
};
use serde_json::json;
use uuid::Uuid;

use crate::world::{START, World};

const AGENTS: u64 = 100;
const DAYS: u64 = 21;
/// Minutes worked on a day, with an hour's pause in the middle.
const MINUTES: u64 = 480;
/// The option that `cargo xtask bench` gives.
const ROUNDS: &str = "--rounds";
const HOUR: u64 = 60;

fn main() {
    let mut words = std::env::args().skip_while(|word| word != ROUNDS).skip(1);
    let rounds: usize = words.next().map_or(1, |number| number.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut world = World::new().await;
        // Nobody asks as fast as a measurement.
        world.config.limits.token = Rate { per_second: 100_000, burst: 100_000 };
        world.restart().await;
        world.keep_connections();
        let made = world.quickstart(false).await;
        let agents = seed(&world, &made).await;
        let day = |days_ago: u64| day_begins(days_ago).to_string()[..10].to_owned();
        let (from, to) = (day(DAYS), day(1));
        let agent_day = |round: usize| {
            let agent = agents[round * 37 % agents.len()];
            format!("/agents/{agent}/days/{}?zone=Europe/Berlin", day(1 + round as u64 * 5 % DAYS))
        };
        let team_day =
            |round: usize| format!("/team/days/{}?zone=Europe/Berlin", day(1 + round as u64 * 5 % DAYS));
        let team_month = |_: usize| format!("/timesheet?from={from}&to={to}&zone=Europe/Berlin");
        let statistics = |_: usize| format!("/statistics?from={from}&to={to}&zone=Europe/Berlin");
        let mut figures = Vec::new();
        figures.push(measured("agent day", rounds * 200, &world, &made, agent_day).await);
        figures.push(measured("team day", rounds * 50, &world, &made, team_day).await);
        figures.push(measured("team month", rounds * 50, &world, &made, team_month).await);
        figures.push(measured("statistics of a month", rounds * 20, &world, &made, statistics).await);
        println!("{}", json!({ "samples": AGENTS * DAYS * MINUTES, "figures": figures }));
    });
}

/// Asks again and again, and tells how long the answers took.
async fn measured(
    what: &str,
    times: usize,
    world: &World,
    made: &QuickstartMade,
    path: impl Fn(usize) -> String,
) -> serde_json::Value {
    let mut took = Vec::with_capacity(times);
    let mut bytes = 0;
    for round in 0..times + 3 {
        let began = Instant::now();
        let answer = world.get(made, &path(round)).await.ok();
        // The first few fill the caches.
        if round >= 3 {
            took.push(began.elapsed());
        }
        bytes = answer.body.len();
    }
    took.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let at = |share: f64| ms(took[((took.len() - 1) as f64 * share).round() as usize]);
    json!({ "what": what, "times": times, "p50": at(0.5), "p99": at(0.99), "bytes": bytes })
}

fn day_begins(days_ago: u64) -> Timestamp {
    let midnight = Timestamp::from_millis(START.as_millis() - START.as_millis() % 86_400_000);
    midnight.minus(Millis::from_minutes(days_ago * 24 * HOUR))
}

/// A month of a hundred agents, by direct insertion.
async fn seed(world: &World, made: &QuickstartMade) -> Vec<AgentId> {
    let database = world.database().await;
    let mut rows = Rows { database: database.begin().await.unwrap(), waiting: BTreeMap::new() };
    let mut agents = Vec::new();
    for n in 0..AGENTS {
        let (agent, device) = (world.env.id(AgentId::new), world.env.id(DeviceId::new));
        let (client, start) = (id(made.client.as_bytes()), START.as_millis());
        let name = format!("Agent {n:03}");
        let key = Sha256Hash::of(&name).as_bytes().to_vec();
        let (agent_id, none) = (id(agent.as_bytes()), None::<i64>);
        rows.put("agents", [client.into(), agent_id.into(), None::<Uuid>.into(), name.into(), start.into()])
            .await;
        let device_row = [
            client.into(),
            id(device.as_bytes()).into(),
            agent_id.into(),
            key.clone().into(),
            start.into(),
            none.into(),
            0_i64.into(),
            key.into(),
            None::<String>.into(),
            start.into(),
        ];
        rows.put("devices", device_row).await;
        let mut seqs = (0, 0);
        for days_ago in (1..=DAYS).rev() {
            work(&mut rows, world, made, (agent, device), days_ago, &mut seqs).await;
        }
        agents.push(agent);
    }
    rows.write().await;
    rows.database.commit().await.unwrap();
    database.execute_unprepared("ANALYZE").await.unwrap();
    agents
}

fn id(bytes: &[u8; 16]) -> Uuid {
    Uuid::from_bytes(*bytes)
}

/// Rows that wait to be inserted, by table; their order is the tables' own.
struct Rows {
    database: DatabaseTransaction,
    waiting: BTreeMap<&'static str, Vec<Vec<Value>>>,
}

impl Rows {
    async fn put<const N: usize>(&mut self, table: &'static str, row: [Value; N]) {
        let waiting = self.waiting.entry(table).or_default();
        waiting.push(row.into());
        if waiting.len() == 500 {
            self.write().await;
        }
    }

    async fn write(&mut self) {
        // What others refer to comes first.
        for table in ["agents", "devices", "sessions", "stretches", "hours", "records"] {
            let Some(rows) = self.waiting.remove(table) else { continue };
            let backend = self.database.get_database_backend();
            let mut number = 0;
            let mut place = || {
                number += 1;
                if backend == DbBackend::Postgres { format!("${number}") } else { "?".into() }
            };
            let places: Vec<String> = rows
                .iter()
                .map(|row| format!("({})", row.iter().map(|_| place()).collect::<Vec<_>>().join(", ")))
                .collect();
            let insert = format!("INSERT INTO {table} VALUES {}", places.join(", "));
            let statement = Statement::from_sql_and_values(backend, insert, rows.into_iter().flatten());
            self.database.execute_raw(statement).await.unwrap();
        }
    }
}

/// A day of an agent: from nine to one and from two to six.
async fn work(
    rows: &mut Rows,
    world: &World,
    made: &QuickstartMade,
    (agent, device): (AgentId, DeviceId),
    days_ago: u64,
    (samples, entries): &mut (u64, i64),
) {
    let [client, project] = [made.client.as_bytes(), made.project.as_bytes()].map(id);
    let [agent_id, device_id] = [agent.as_bytes(), device.as_bytes()].map(id);
    let session = world.env.id(SessionId::new);
    let session_id = id(session.as_bytes());
    let minute = |minute: u64| day_begins(days_ago).plus(Millis::from_minutes(9 * HOUR + minute));
    let row = [
        client.into(),
        device_id.into(),
        session_id.into(),
        agent_id.into(),
        project.into(),
        "Europe/Berlin".into(),
        minute(0).as_millis().into(),
        minute(9 * HOUR).as_millis().into(),
        (MINUTES as i64 * 60_000).into(),
        None::<i64>.into(),
        None::<i64>.into(),
        false.into(),
    ];
    rows.put("sessions", row).await;
    for (running, from, to, ran) in [(true, 0, 4, 0), (false, 4, 5, 4), (true, 5, 9, 4_u64)] {
        let worked = if running { (to - from) * HOUR * 60_000 } else { 0 };
        let row = [
            client.into(),
            device_id.into(),
            (*entries).into(),
            agent_id.into(),
            project.into(),
            session_id.into(),
            running.into(),
            15_i32.into(),
            minute(from * HOUR).as_millis().into(),
            minute(to * HOUR).as_millis().into(),
            ((ran * HOUR * 60_000) as i64).into(),
            (worked as i64).into(),
            minute(to * HOUR).as_millis().into(),
        ];
        rows.put("stretches", row).await;
        *entries += 1;
    }
    for hour in (0..9).filter(|hour| *hour != 4) {
        let mut row: [Value; 25] = std::array::from_fn(|_| 0_i64.into());
        let key = [client, agent_id, project].map(Value::from);
        row[..3].clone_from_slice(&key);
        let counts =
            [minute(hour * HOUR).as_millis(), 60, 7200, 120, 180, 24_000, 0, 600, 750, 450, 700, 6, 2];
        row[3..3 + counts.len()].clone_from_slice(&counts.map(Value::from));
        rows.put("hours", row).await;
    }
    let hash = Sha256Hash::of("a notice");
    // As the ingest reads it out of an id of now.
    let month: i32 = world.env.now().to_string()[..7].replace('-', "").parse().unwrap();
    let consent = Some(Coverage { notice: hash, receipt: hash });
    for at in (0..9 * HOUR).filter(|at| at / HOUR != 4) {
        let (from, to) = (minute(at), minute(at + 1));
        let sample =
            ActivitySample { from, to, keys: 120, clicks: 2, scroll: 3, pointer_px: 400, active_s: 41 };
        *samples += 1;
        let record = Record {
            v: 1,
            id: world.env.id(RecordId::new),
            device,
            project: made.project,
            session,
            stream: Stream::Activity,
            seq: *samples,
            at: to,
            ledger_size: LedgerSize::new(10),
            consent,
            synthetic: false,
            body: RecordBody::Activity(sample),
        };
        let record_id = id(record.id.as_bytes());
        let row = [
            client.into(),
            device_id.into(),
            "activity".into(),
            (*samples as i64).into(),
            month.into(),
            record_id.into(),
            agent_id.into(),
            project.into(),
            session_id.into(),
            "activity_counts".into(),
            to.as_millis().into(),
            to.as_millis().into(),
            to.as_millis().into(),
            i64::MAX.into(),
            record_id.into(),
            "live".into(),
            hash.as_bytes().to_vec().into(),
            hash.as_bytes().to_vec().into(),
            canonical::bytes(&record).into(),
            None::<Vec<u8>>.into(),
        ];
        rows.put("records", row).await;
    }
}
