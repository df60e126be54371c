//! Asking first: what is refused without consent, and how scripts can tell.

use super::rig::{Agent, PROJECT, Server};
use crate::support::display::Display;

/// The exit codes that scripts rely on.
#[test]
fn each_refusal_has_its_exit_code() {
    let stranger = Agent::new(None);
    assert_eq!(stranger.run(&["projects"]).0, 4);
    assert_eq!(stranger.run(&["enroll", "https://candor.example/join"]).0, 2, "no secret");

    let server = Server::start(&[]);
    let agent = Agent::enrolled(&server, None);
    let decide = |decision: &str, notice: &[&str]| {
        agent.run(&[&["consent", decision, "screenshots", "--project", PROJECT], notice].concat()).0
    };
    let hash = "0".repeat(64);
    assert_eq!(decide("grant", &[]), 2, "nobody consents to a text without naming it");
    assert_eq!(decide("grant", &["--notice", &hash]), 3, "nor to one that was not shown");
    assert_eq!(decide("decline", &[]), 3, "nothing was read yet");
    agent.grant(&["screenshots"]);
    assert_eq!(decide("withdraw", &[]), 0);
    // No engine runs but the commands' own, and the server knows of the withdrawal all the same.
    let enrolment = &agent.json(&["status"])["enrolments"][0];
    assert_eq!(enrolment["cosigned"], enrolment["ledger_size"]);
    let synthetic = ["run", "--project", PROJECT, "--sensors", "synthetic:1"];
    assert_eq!(agent.run(&synthetic).0, 2, "no project made for testing");
    drop(server);
    assert_eq!(agent.run(&["sync"]).0, 5, "offline");
}

/// An invitation is good for one machine.
#[test]
fn an_invitation_works_once() {
    let server = Server::start(&[]);
    let _first = Agent::enrolled(&server, None);
    let (code, failure) = Agent::new(None).run(&["enroll", server.invitation()]);
    assert_eq!(code, 1, "{failure}");
}

/// Promise 3: withdrawing ends the process, and the rest goes on without the category.
#[test]
fn withdrawing_stops_the_category_at_once() {
    let server = Server::start(&["--review-minutes", "600", "--screenshots-per-hour", "1200"]);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["activity_counts", "screenshots"]);
    let recording = agent.record(&[]);
    agent.status_when("a screenshot", |s| s["session"]["totals"]["captures"].as_u64() >= Some(1));
    let before = recording.sensors();
    agent.json(&["consent", "withdraw", "screenshots", "--project", PROJECT]);
    let after = recording.sensors();
    assert!(after.iter().all(|sensor| !before.contains(sensor)), "{before:?} {after:?}");
    let status = agent.json(&["status"]);
    assert_eq!(status["grants"], serde_json::json!(["activity_counts"]));
    assert!(status["outbox"]["frozen"].as_u64() >= Some(1), "what waited is frozen: {status}");
    assert_eq!(status["health"], "ok");
    agent.json(&["stop"]);
    // Frozen items don't leave by themselves, nor with the rest.
    agent.json(&["outbox", "release"]);
    agent.json(&["sync"]);
    assert_eq!(server.work_log()["captures"].as_array().unwrap().len(), 0);
}

/// A decision that fails on its second category still ends at once what the first one stopped.
#[test]
fn half_a_decision_stops_its_half() {
    let terms = ["--review-minutes", "600", "--screenshots-per-hour", "1200", "--stills-per-hour", "0"];
    let server = Server::start(&terms);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["activity_counts", "screenshots"]);
    let recording = agent.record(&[]);
    agent.status_when("the sensors to be armed", |s| s["grants"].as_array().unwrap().len() == 2);
    let before = recording.sensors();
    let words = ["consent", "decline", "screenshots", "webcam_stills", "--project", PROJECT];
    assert_eq!(agent.run(&words).0, 2, "the project collects no stills");
    let after = recording.sensors();
    assert!(after.iter().all(|sensor| !before.contains(sensor)), "{before:?} {after:?}");
    assert_eq!(agent.json(&["status"])["grants"], serde_json::json!(["activity_counts"]));
}

/// What is left after leaving can't be sent, and what is left after wiping still checks out.
#[test]
fn a_ledger_outlives_leaving_and_wiping() {
    let server = Server::start(&["--testing", "--review-minutes", "600", "--screenshots-per-hour", "60"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "work_notes"]);
    let recording = agent.record(&["--sensors", "synthetic:2", "--clock", "fast:60"]);
    agent.json(&["note", "Sent."]);
    agent.json(&["outbox", "release"]);
    agent.json(&["sync"]);
    agent.json(&["note", "Kept."]);
    let outbox = agent.json(&["outbox", "list"]);
    let kept =
        outbox["items"].as_array().unwrap().iter().find(|item| item["content"]["text"] == "Kept.").unwrap();
    agent.json(&["stop"]);
    recording.end();
    agent.json(&["leave", "Example Client", "--yes"]);
    let (code, refused) = agent.run(&["outbox", "release", kept["id"].as_str().unwrap()]);
    assert_eq!(code, 1, "{refused}");
    agent.json(&["verify"]);
    agent.json(&["wipe", "--yes"]);
    agent.json(&["verify"]);
    let out = agent.path().join("export.zip");
    let exported = agent.json(&["export", "--out", out.to_str().unwrap()]);
    assert_eq!(exported["records"], 0);
    agent.json(&["verify", out.to_str().unwrap()]);
}
