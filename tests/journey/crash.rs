//! Promise 6: whatever is killed, and whenever, each item that was stored is at the server once.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    export::files,
    rig::{Agent, Server},
};

/// How often something is killed.
const ROUNDS: u64 = 30;

#[test]
fn kills_lose_nothing_and_double_nothing() {
    let mut server = Server::start(&["--testing", "--review-minutes", "0", "--screenshots-per-hour", "120"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots", "work_notes"]);
    for round in 0..ROUNDS {
        let seed = format!("synthetic:{round}");
        let recording = agent.record(&["--sensors", &seed, "--clock", "fast:60"]);
        let items = 1 + round * 3 % 5;
        agent.status_when("some items", |status| {
            let totals = &status["session"]["totals"];
            totals["captures"].as_u64().unwrap() + totals["active_s"].as_u64().unwrap().min(1) >= items
        });
        match round % 3 {
            0 => server.crash(),
            // In the middle of whatever it does, uploads among it.
            1 => drop(agent.run(&["note", "The last words before the crash."])),
            _ => {}
        }
        recording.crash();
    }
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
        assert!(!stored.is_empty(), "{here}");
    }
    assert_eq!(log["sessions"].as_array().unwrap().len() as u64, ROUNDS);
    agent.json(&["verify"]);
}
