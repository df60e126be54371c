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

use std::time::{Duration, Instant};

use candor_consent::canonical;
use candor_domain::{
    AgentId, DeviceId, Millis, Record, RecordId, SessionId, Sha256Hash, Timestamp,
    record::{ActivitySample, Coverage, LedgerSize, RecordBody, Stream},
};
use candor_server::admin::QuickstartMade;
use rusqlite::{Connection, Transaction, params};
use serde_json::json;

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
        world.keep_connections();
        let made = world.quickstart(false).await;
        let agents = seed(&world, &made);
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
fn seed(world: &World, made: &QuickstartMade) -> Vec<AgentId> {
    let mut database = Connection::open(world.config.data.join("candor.sqlite")).unwrap();
    database.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;").unwrap();
    let transaction = database.transaction().unwrap();
    let mut agents = Vec::new();
    for n in 0..AGENTS {
        let (agent, device) = (world.env.id(AgentId::new), world.env.id(DeviceId::new));
        let (client, start) = (made.client.as_bytes(), START.as_millis());
        let name = format!("Agent {n:03}");
        let insert = "INSERT INTO agents VALUES (?1, ?2, ?3, ?4)";
        transaction.execute(insert, params![client, agent.as_bytes(), name, start]).unwrap();
        transaction
            .execute(
                "INSERT INTO devices (client_id, id, agent_id, public_key, enrolled_at, ledger_size, ledger_root, seen_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, ?4, ?5)",
                params![client, device.as_bytes(), agent.as_bytes(), Sha256Hash::of(&name).as_bytes(), start],
            )
            .unwrap();
        let mut seqs = (0, 0);
        for days_ago in (1..=DAYS).rev() {
            work(&transaction, world, made, (agent, device), days_ago, &mut seqs);
        }
        agents.push(agent);
    }
    transaction.commit().unwrap();
    database.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;").unwrap();
    agents
}

/// A day of an agent: from nine to one and from two to six.
fn work(
    transaction: &Transaction<'_>,
    world: &World,
    made: &QuickstartMade,
    (agent, device): (AgentId, DeviceId),
    days_ago: u64,
    (samples, entries): &mut (u64, i64),
) {
    let (client, project) = (made.client.as_bytes(), made.project.as_bytes());
    let (agent_id, device_id) = (agent.as_bytes(), device.as_bytes());
    let session = world.env.id(SessionId::new);
    let minute = |minute: u64| day_begins(days_ago).plus(Millis::from_minutes(9 * HOUR + minute));
    transaction
        .prepare_cached(
            "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4, ?5, 'Europe/Berlin', ?6, ?7, ?8, NULL, NULL, 0)",
        )
        .unwrap()
        .execute(params![
            client,
            device_id,
            session.as_bytes(),
            agent_id,
            project,
            minute(0).as_millis(),
            minute(9 * HOUR).as_millis(),
            MINUTES as i64 * 60_000
        ])
        .unwrap();
    for (running, from, to, ran) in [(true, 0, 4, 0), (false, 4, 5, 4), (true, 5, 9, 4_u64)] {
        let worked = if running { (to - from) * HOUR * 60_000 } else { 0 };
        transaction
            .prepare_cached("INSERT INTO stretches VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 15, ?8, ?9, ?10, ?11)")
            .unwrap()
            .execute(params![
                client,
                device_id,
                *entries,
                agent_id,
                project,
                session.as_bytes(),
                running,
                minute(from * HOUR).as_millis(),
                minute(to * HOUR).as_millis(),
                (ran * HOUR * 60_000) as i64,
                worked as i64
            ])
            .unwrap();
        *entries += 1;
    }
    for hour in (0..9).filter(|hour| *hour != 4) {
        transaction
            .prepare_cached(
                "INSERT INTO hours VALUES (?1, ?2, ?3, ?4, 60, 7200, 120, 180, 24000, 0, 600, 750, 450, 700, \
                 6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
            )
            .unwrap()
            .execute(params![client, agent_id, project, minute(hour * HOUR).as_millis()])
            .unwrap();
    }
    let hash = Sha256Hash::of("a notice");
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
        transaction
            .prepare_cached(
                "INSERT INTO records VALUES (?1, ?2, 'activity', ?3, ?4, ?5, ?6, ?7, 'activity_counts', ?8, ?8, ?8, \
                 9223372036854775807, ?4, 'live', ?9, ?9, ?10, NULL)",
            )
            .unwrap()
            .execute(params![
                client,
                device_id,
                *samples as i64,
                record.id.as_bytes(),
                agent_id,
                project,
                session.as_bytes(),
                to.as_millis(),
                hash.as_bytes(),
                canonical::bytes(&record)
            ])
            .unwrap();
    }
}
