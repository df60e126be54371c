//! What comes from elsewhere: withdrawals stop a device whatever its clock says, and no policy passes for another.

use candor_domain::{Sha256Hash, notice::languages};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::rig::{Agent, PROJECT, Server};
use crate::support::display::Display;

const DAY: i64 = 24 * 60 * 60;
const TERMS: [&str; 4] = ["--review-minutes", "600", "--screenshots-per-hour", "1200"];

/// The server's own database, as whoever runs the server can change it.
fn database(server: &Server) -> Connection {
    let connection = Connection::open(server.path().join("data/candor.sqlite")).unwrap();
    connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    connection
}

fn change(server: &Server, sql: &str, values: impl rusqlite::Params) {
    assert_eq!(database(server).execute(sql, values).unwrap(), 1, "{sql}");
}

fn codes(status: &Value) -> Vec<&str> {
    status["health"].as_array().into_iter().flatten().map(|t| t["code"].as_str().unwrap()).collect()
}

fn consent(agent: &Agent, category: &str) -> String {
    let projects = agent.json(&["projects"]);
    let categories = projects["projects"][0]["categories"].as_array().unwrap();
    let found = categories.iter().find(|c| c["category"] == category).unwrap();
    found["consent"].as_str().unwrap().into()
}

/// A device whose clock is ahead, or behind: its grants are no younger than a withdrawal for that.
#[test]
fn a_withdrawal_made_elsewhere_stops_whatever_the_clock_says() {
    let server = Server::start(&TERMS);
    let display = Display::start();
    let agent = Agent::new(Some(display.name())).with_wall_clock();
    agent.json(&["enroll", server.invitation()]);
    agent.grant(&["activity_counts", "screenshots"]);
    let recording = agent.record(&[]);
    for offset in [3 * DAY, -3 * DAY] {
        agent.set_wall_clock(offset);
        agent.grant(&["activity_counts", "screenshots"]);
        let armed = agent.status_when("the sensors", |s| s["grants"].as_array().unwrap().len() == 2);
        let so_far = armed["session"]["totals"]["captures"].as_u64().unwrap();
        agent.status_when("a screenshot", |s| s["session"]["totals"]["captures"].as_u64() > Some(so_far));
        let before = recording.sensors();
        server.withdraw("screenshots");
        agent.json(&["sync"]);
        let status = agent.status_when("it to stop", |s| s["grants"] == json!(["activity_counts"]));
        assert!(recording.sensors().iter().all(|sensor| !before.contains(sensor)));
        assert!(status["outbox"]["frozen"].as_u64() >= Some(1), "what waited is frozen: {status}");
        assert_eq!(consent(&agent, "screenshots"), "withdrawn");
        // The server has the answer, so it tells of it no more, and a fresh grant lasts.
        agent.json(&["sync"]);
        let enrolment = &agent.json(&["status"])["enrolments"][0];
        assert_eq!(enrolment["cosigned"], enrolment["ledger_size"]);
        agent.grant(&["screenshots"]);
        agent.json(&["sync"]);
        assert_eq!(consent(&agent, "screenshots"), "granted");
    }
    // What the work log shows of today.
    agent.set_wall_clock(0);
    let granted = agent.json(&["status"])["session"]["totals"]["captures"].as_u64();
    agent
        .status_when("screenshots", |s| s["session"]["totals"]["captures"].as_u64() > granted.map(|n| n + 1));
    agent.json(&["stop"]);
    recording.end();
    agent.json(&["outbox", "release"]);
    let synced = agent.json(&["sync"]);
    assert_eq!(synced["refused"], json!([]), "{synced}");
    assert!(!server.work_log()["captures"].as_array().unwrap().is_empty());
    agent.json(&["verify"]);
}

/// A policy that can't be kept doesn't keep alive what was withdrawn.
#[test]
fn a_withdrawal_is_heard_beside_a_policy_that_is_refused() {
    let server = Server::start(&TERMS);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["activity_counts", "screenshots"]);
    let _recording = agent.record(&[]);
    agent.status_when("the sensors", |s| s["grants"].as_array().unwrap().len() == 2);
    change(
        &server,
        "UPDATE policies SET document = replace(document, '\"per_hour\":1200', '\"per_hour\":3600')",
        [],
    );
    server.withdraw("screenshots");
    agent.json(&["sync"]);
    let status = agent.status_when("it to stop", |s| s["grants"] == json!(["activity_counts"]));
    assert!(codes(&status).contains(&"policy_refused"), "{status}");
    assert_eq!(agent.run(&["notice", PROJECT]).0, 6, "nobody is asked to agree to terms that changed");

    // One that makes no sense ends the rest too, and isn't kept.
    let next = "INSERT INTO policies SELECT client_id, project_id, 2, \
                replace(replace(document, '\"version\":1', '\"version\":2'), '\"per_hour\":60', '\"per_hour\":6'), \
                published_at FROM policies";
    change(&server, next, []);
    agent.json(&["sync"]);
    let status = agent.status_when("it to stop", |s| s["grants"] == json!([]));
    assert!(codes(&status).contains(&"policy_refused"), "{status}");
    let (code, failure) = agent.run(&["notice", PROJECT]);
    assert_eq!(code, 6);
    assert!(failure.to_string().contains("per_hour of activity_counts must be 60"), "{failure}");
}

/// Nor does a disk on which nothing can be written: what the agent withdrew stays ended when there is room again, and is then
/// written down.
#[test]
fn a_withdrawal_is_heard_where_it_cant_be_written_down() {
    let server = Server::start(&TERMS);
    let display = Display::start();
    let agent = Agent::new(Some(display.name())).with_failing_disk();
    agent.json(&["enroll", server.invitation()]);
    agent.grant(&["activity_counts", "screenshots"]);
    let _recording = agent.record(&[]);
    agent.status_when("the sensors", |s| s["grants"].as_array().unwrap().len() == 2);
    server.withdraw("screenshots");
    agent.fail_disk(true);
    agent.run(&["sync"]);
    agent.status_when("it to stop", |s| !s["grants"].as_array().unwrap().contains(&json!("screenshots")));
    agent.fail_disk(false);
    // It may have been paused, for want of a disk.
    agent.run(&["resume"]);
    assert_eq!(agent.json(&["status"])["grants"], json!(["activity_counts"]));
    agent.json(&["sync"]);
    assert_eq!(consent(&agent, "screenshots"), "withdrawn");
    let enrolment = &agent.json(&["status"])["enrolments"][0];
    assert_eq!(enrolment["cosigned"], enrolment["ledger_size"]);
}

/// Sensors follow the policy, people read the notice: a server that lets them differ gets nothing granted.
#[test]
fn a_notice_that_says_less_than_its_policy_is_not_shown() {
    let server = Server::start(&[]);
    // One language is enough to be lied to in.
    for other in &languages()[1..] {
        change(&server, "DELETE FROM notices WHERE lang = ?1", params![other]);
    }
    let (honest, sha256): (String, Vec<u8>) = database(&server)
        .query_row("SELECT text, sha256 FROM notices", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let less = honest.replace("Screenshots: optional", "Screenshots: not collected");
    assert_ne!(less, honest);
    let put = "UPDATE notices SET text = ?1, sha256 = ?2";
    let hash = Sha256Hash::of(&less);
    change(&server, put, params![less, hash.as_bytes()]);

    let agent = Agent::enrolled(&server, None);
    let recording = agent.record(&[]);
    let (code, failure) = agent.run(&["notice", PROJECT]);
    assert_eq!(code, 6, "{failure}");
    assert!(failure.to_string().contains("its notice does not say what the policy says"));
    assert_eq!(codes(&agent.json(&["status"])), ["notice_mismatch"]);
    let hash = hash.to_string();
    let grant = ["consent", "grant", "screenshots", "--project", PROJECT, "--notice", &hash];
    assert_eq!(agent.run(&grant).0, 3, "it was never shown");
    // In a language that this version has no texts for, nobody can tell what it says.
    change(&server, "UPDATE notices SET lang = 'tlh'", []);
    assert_eq!(agent.run(&["notice", PROJECT]).0, 1);
    assert_eq!(agent.json(&["status"])["health"], "ok");

    change(&server, "UPDATE notices SET lang = 'en', text = ?1, sha256 = ?2", params![honest, sha256]);
    agent.grant(&["work_notes"]);
    assert_eq!(agent.json(&["status"])["health"], "ok");
    agent.json(&["stop"]);
    recording.end();
    agent.json(&["verify"]);
    // What was shown stays what it was; another text for it is refused like the first.
    change(&server, put, params![less, Sha256Hash::of(&less).as_bytes()]);
    assert_eq!(agent.run(&["notice", PROJECT]).0, 6);
    agent.json(&["verify"]);
}
