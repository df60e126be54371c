//! One session of work: what was done on the machine is what the client reads, and nothing else.

use serde_json::Value;

use super::rig::{Agent, PROJECT, Server, fast};
use crate::support::display::Display;

fn sum(log: &Value, field: &str) -> u64 {
    log["samples"].as_array().unwrap().iter().map(|sample| sample[field].as_u64().unwrap()).sum()
}

/// Promises 1, 3, 4 and 6 on real input.
#[test]
fn what_is_done_is_what_the_client_reads() {
    let server = Server::start(&["--review-minutes", "1", "--screenshots-per-hour", "1200"]);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["activity_counts", "screenshots", "work_notes"]);
    agent.json(&["consent", "decline", "webcam_stills", "--project", PROJECT]);

    let recording = agent.record(&[]);
    agent.status_when("the sensors to be armed", |s| s["grants"].as_array().unwrap().len() == 3);
    assert_eq!(recording.sensors().len(), 1);
    display.xdotool(&["search", "--name", "^Candor recording$"]);
    agent.status_when("a screenshot", |s| s["session"]["totals"]["captures"].as_u64() >= Some(1));
    display.xdotool(&["type", "--delay", "0", &"x".repeat(50)]);
    display.xdotool(&["click", "--repeat", "7", "--delay", "0", "1"]);

    let paused = agent.json(&["pause"]);
    assert_eq!(recording.sensors(), Vec::<u32>::new(), "gone when `pause` answers");
    assert_eq!((&paused["state"], &paused["grants"]), (&"paused".into(), &Value::Array(Vec::new())));
    display.xdotool(&["type", "--delay", "0", &"y".repeat(100)]);

    agent.json(&["resume"]);
    agent.status_when("the sensors to be armed", |s| s["grants"].as_array().unwrap().len() == 3);
    display.xdotool(&["type", "--delay", "0", &"z".repeat(10)]);
    agent.json(&["note", "Wrote the thing."]);
    let stopped = agent.json(&["stop"]);
    let ended = recording.end();
    assert_eq!(ended["session"]["totals"], stopped["session"]["totals"]);
    assert_eq!(stopped["session"]["totals"]["keys"], 60);
    assert_eq!(stopped["session"]["totals"]["clicks"], 7);

    // Nothing has left: all of it waits for review.
    let before = server.work_log();
    for kind in ["samples", "captures", "notes"] {
        assert_eq!(before[kind].as_array().unwrap().len(), 0, "{kind}");
    }
    agent.json(&["outbox", "release"]);
    let synced = agent.json(&["sync"]);
    assert_eq!(synced["refused"].as_array().unwrap().len(), 0);

    let log = server.work_log();
    assert_eq!((sum(&log, "keys"), sum(&log, "clicks")), (60, 7));
    assert_eq!(
        log["captures"].as_array().unwrap().len() as u64,
        stopped["session"]["totals"]["captures"].as_u64().unwrap()
    );
    assert_eq!(log["notes"][0]["text"], "Wrote the thing.");
    assert!(log["captures"].as_array().unwrap().iter().all(|capture| capture["category"] == "screenshots"));
    let gap = |category: &str, reason: &str| {
        log["gaps"]
            .as_array()
            .unwrap()
            .iter()
            .any(|gap| gap["category"] == category && gap["reason"] == reason)
    };
    assert!(gap("webcam_stills", "declined") && gap("activity_counts", "paused"), "{log}");

    // Sent once: nothing is left to send, and sending again changes nothing.
    assert_eq!(agent.json(&["sync"])["sent"], 0);
    assert_eq!(server.work_log(), log);
    // What was sent is still here to be looked at, and everything checks out against what the ledger committed to.
    let verified = agent.json(&["verify"]);
    assert_eq!(verified["captures"].as_u64(), stopped["session"]["totals"]["captures"].as_u64());
    assert!(verified["records"].as_u64() >= Some(6), "{verified}");
}

/// Losing the window that shows it ends the recording.
#[test]
fn without_the_pill_nothing_is_recorded() {
    let server = Server::start(&[]);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["activity_counts"]);
    let recording = agent.record(&[]);
    agent.status_when("the sensor to be armed", |s| s["grants"].as_array().unwrap().len() == 1);
    let pill = display.xdotool(&["search", "--name", "^Candor recording$"]);
    display.xdotool(&["windowunmap", pill.trim()]);
    let status = agent.status_when("the pause", |s| s["state"] == "paused");
    assert_eq!(status["reason"], "indicator_lost");
    assert_eq!(status["health"][0]["code"], "indicator_lost");
    assert_eq!(recording.sensors(), Vec::<u32>::new());
}

/// A deletion, made and not undone: the item is purged, a gap marker stands in its place, worked time stays.
#[test]
fn a_deleted_item_leaves_a_gap_and_nothing_else() {
    let server = Server::start(&["--testing", "--review-minutes", "600", "--screenshots-per-hour", "60"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots"]);
    let recording = agent.record(&["--sensors", "synthetic:7", "--clock", &fast(60), "--for", "30m"]);
    agent.status_when("two screenshots", |s| s["session"]["totals"]["captures"].as_u64() >= Some(2));
    let outbox = agent.json(&["outbox", "list"]);
    let shots = outbox["items"].as_array().unwrap().iter().filter(|item| item["category"] == "screenshots");
    let victim = shots.clone().next().unwrap()["id"].as_str().unwrap().to_owned();
    agent.json(&["outbox", "delete", &victim]);
    agent.status_when("the purge", |_| {
        let outbox = agent.json(&["outbox", "list"]);
        !outbox["items"].as_array().unwrap().iter().any(|item| item["id"] == victim.as_str())
    });
    let (code, _) = agent.run(&["outbox", "show", &victim]);
    assert_eq!(code, 1, "its content is gone");
    let stopped = recording.end();
    assert!(stopped["session"]["worked_ms"].as_u64().unwrap() >= 30 * 60_000);

    agent.json(&["outbox", "release"]);
    agent.json(&["sync"]);
    let log = server.work_log();
    assert!(!log["captures"].as_array().unwrap().iter().any(|capture| capture["id"] == victim.as_str()));
    assert!(log["gaps"].as_array().unwrap().iter().any(|gap| gap["reason"] == "deleted"), "{log}");
    assert!(log["samples"].as_array().unwrap().iter().all(|sample| sample["synthetic"] == true));
    assert_eq!(sum(&log, "keys"), stopped["session"]["totals"]["keys"].as_u64().unwrap());
}
