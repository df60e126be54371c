//! Promise 6: whatever is killed, and whenever, each item that was stored is at the server once.

use std::{
    collections::BTreeSet,
    env,
    fmt::Display,
    str::FromStr,
    time::{Duration, Instant, SystemTime},
};

use serde_json::Value;

use super::{
    export::files,
    rig::{Agent, Recording, Server, fast_from},
};
use crate::support::{process::alive, wait::until};

/// Numbers that nobody chose; the same seed gives the same ones.
struct Dice(u64);

impl Dice {
    /// The next number below `sides`, by Marsaglia's xorshift.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn setting<T: FromStr<Err: std::fmt::Debug> + Display>(name: &str, default: T) -> T {
    env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// Kills the engine; its sensor processes end by themselves.
fn crash(recording: Recording) -> Duration {
    let sensors = recording.sensors();
    recording.crash();
    let crashed = Instant::now();
    until("the end of the sensor process", Duration::from_secs(20), || {
        (!sensors.iter().any(|sensor| alive(*sensor))).then_some(())
    });
    crashed.elapsed()
}

/// Kills agent, sensor and server at random points: 30 rounds, or as many as `CANDOR_KILL_ROUNDS` says, with the seed that
/// it prints or that `CANDOR_KILL_SEED` gives.
#[test]
fn kills_lose_nothing_and_double_nothing() {
    let rounds: u64 = setting("CANDOR_KILL_ROUNDS", 30);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let seed: u64 = setting("CANDOR_KILL_SEED", now.as_nanos() as u64 | 1);
    println!("CANDOR_KILL_SEED={seed}");
    let mut dice = Dice(seed);
    let mut late = 0;
    // How many pictures the agent saw to be stored in each session.
    let mut shown = Vec::new();

    let mut server = Server::start(&["--testing", "--review-minutes", "0", "--screenshots-per-hour", "120"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots", "work_notes"]);
    for round in 0..rounds {
        let sensors = format!("synthetic:{round}");
        // All of them on one day, which is the one that is read at the end.
        let clock = fast_from(6 * 60 + 5 * (round as u32 % 200), 60);
        let recording = agent.record(&["--sensors", &sensors, "--clock", &clock]);
        let items = 1 + dice.throw(5);
        let status = agent.status_when("some items", |status| {
            let totals = &status["session"]["totals"];
            totals["captures"].as_u64().unwrap() + totals["active_s"].as_u64().unwrap().min(1) >= items
        });
        shown.push((
            status["session"]["id"].clone(),
            status["session"]["totals"]["captures"].as_u64().unwrap(),
        ));
        // In the middle of whatever is going on then, uploads among it.
        for _ in 0..dice.throw(4) {
            agent.json(&["status"]);
        }
        match dice.throw(4) {
            0 => server.crash(),
            1 => drop(agent.run(&["note", "The last words before the crash."])),
            2 => {
                for sensor in recording.sensors() {
                    let sensor = rustix::process::Pid::from_raw(sensor as i32).unwrap();
                    rustix::process::kill_process(sensor, rustix::process::Signal::KILL).unwrap();
                }
                let status = agent.status_when("the pause", |status| status["state"] == "paused");
                assert_eq!(status["reason"], "sensor_lost");
                if dice.throw(2) == 0 {
                    agent.json(&["resume"]);
                }
            }
            _ => {}
        }
        late += u64::from(crash(recording) > Duration::from_millis(500));
        if (round + 1) % 10 == 0 {
            println!("{} of {rounds} rounds", round + 1);
        }
    }
    // A busy machine may be late once in a while.
    assert!(
        late * 10 <= rounds,
        "{late} of {rounds} times the sensor process was there for more than 500 ms"
    );
    server.crash();
    let synced = agent.json(&["sync"]);
    assert_eq!(synced["refused"], Value::Array(Vec::new()));

    let out = agent.path().join("export.zip");
    agent.json(&["export", "--out", out.to_str().unwrap()]);
    let files = files(&out);
    let (_, records) = files.iter().find(|(name, _)| name == "records.json").unwrap();
    let records: Value = serde_json::from_slice(records).unwrap();
    let log = server.work_log();
    for (here, there) in [("samples", "samples"), ("captures", "captures"), ("notes", "notes")] {
        let rows = records[here].as_array().unwrap();
        assert!(rows.iter().all(|row| row["state"] == "sent"), "{here}");
        let stored: BTreeSet<_> = rows.iter().map(|row| row["record"]["id"].as_str().unwrap()).collect();
        let received: Vec<_> =
            log[there].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(received.len(), stored.len(), "{there}");
        assert_eq!(received.into_iter().collect::<BTreeSet<_>>(), stored, "{there}");
        assert!(!stored.is_empty() || here == "notes", "{here}");
    }
    assert_eq!(log["sessions"].as_array().unwrap().len() as u64, rounds);
    let captures = log["captures"].as_array().unwrap();
    for (session, least) in shown {
        let there = captures.iter().filter(|capture| capture["session"] == session).count() as u64;
        assert!(there >= least, "{there} of {least} pictures of session {session}");
    }
    agent.json(&["verify"]);
}
