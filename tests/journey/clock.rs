//! Wall clocks that are set in the middle of work: time worked, review time and counts don't follow them.

use std::time::Instant;

use candor_domain::{Millis, Timestamp};
use serde_json::Value;

use super::{
    export::files,
    rig::{Agent, Server},
};
use crate::support::display::Display;

const DAY: i64 = 24 * 60 * 60;

#[test]
fn a_wall_clock_that_is_set_changes_no_count_and_no_time_worked() {
    let server = Server::start(&["--review-minutes", "600", "--screenshots-per-hour", "1200"]);
    let display = Display::start();
    let agent = Agent::new(Some(display.name())).with_wall_clock();
    agent.json(&["enroll", server.invitation()]);
    agent.grant(&["activity_counts", "screenshots"]);
    let began = Instant::now();
    let recording = agent.record(&[]);
    agent.status_when("the sensors to be armed", |s| s["grants"].as_array().unwrap().len() == 2);
    let mut pressed = 0;
    for offset in [0, 3 * DAY, -3_650 * DAY, 30 * DAY, 0] {
        agent.set_wall_clock(offset);
        display.xdotool(&["type", "--delay", "0", "twelve words"]);
        pressed += 12;
        let status = agent.status_when("the counts", |s| s["session"]["totals"]["keys"] == pressed);
        // The display is empty, and that is all there is to complain of.
        let troubles = status["health"].as_array().into_iter().flatten();
        assert!(troubles.clone().all(|trouble| trouble["code"] == "black_frame"), "{status}");
        assert!(status["session"]["worked_ms"].as_u64().unwrap() <= began.elapsed().as_millis() as u64);
        // Ten hours of review aren't over because the calendar says so.
        let synced = agent.json(&["sync"]);
        assert_eq!(synced["sent"], 0, "{synced}");
        agent.json(&["pause"]);
        agent.json(&["resume"]);
        agent.status_when("the sensors to be armed", |s| s["grants"].as_array().unwrap().len() == 2);
    }
    agent.json(&["stop"]);
    let ended = recording.end();
    assert_eq!(ended["session"]["totals"]["keys"], pressed);
    assert!(ended["session"]["worked_ms"].as_u64().unwrap() <= began.elapsed().as_millis() as u64);

    let out = agent.path().join("export.zip");
    agent.json(&["export", "--out", out.to_str().unwrap()]);
    let exported = files(&out);
    let (_, records) = exported.iter().find(|(name, _)| name == "records.json").unwrap();
    let records: Value = serde_json::from_slice(records).unwrap();
    let at = |value: &Value| serde_json::from_value::<Timestamp>(value.clone()).unwrap();
    let (mut keys, mut recorded) = (0, 0);
    for sample in records["samples"].as_array().unwrap().iter().map(|row| &row["record"]["body"]) {
        let (from, to) = (at(&sample["from"]), at(&sample["to"]));
        assert!(from <= to && to.since(from) <= Millis::from_secs(61), "{sample}");
        (keys, recorded) = (keys + sample["keys"].as_u64().unwrap(), recorded + to.since(from).get());
    }
    assert_eq!(keys, pressed);
    assert!(recorded <= ended["session"]["worked_ms"].as_u64().unwrap());
    agent.json(&["verify"]);
    agent.json(&["outbox", "release"]);
    let synced = agent.json(&["sync"]);
    assert_eq!((&synced["refused"], &synced["waiting"]), (&serde_json::json!([]), &serde_json::json!(0)));
    // What was worked while the clock was wrong stands on the days that it showed. None of it is lost, and none is there twice.
    let days = [-3_651, -3_650, -3_649, -1, 0, 1, 2, 3, 4, 29, 30, 31];
    let worked = |day: i64| server.work_log_after(day * DAY)["totals"]["worked_ms"].as_u64().unwrap();
    assert_eq!(days.map(worked).into_iter().sum::<u64>(), ended["session"]["worked_ms"].as_u64().unwrap());
}
