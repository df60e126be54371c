//! Servers that go away, come back with less than they had, or know of a withdrawal first.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::rig::{Agent, Server, fast, fast_from};
use crate::support::wait::until;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (entry, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).unwrap();
        if entry.is_dir() {
            copy(&entry, &to);
        } else {
            fs::copy(entry, to).unwrap();
        }
    }
}

/// Sets the server back to a copy of its data.
fn set_back(server: &mut Server, backup: &Path) {
    let data = server.path().join("data");
    server.kill();
    fs::remove_dir_all(&data).unwrap();
    copy(backup, &data);
    server.start_again();
}

/// Copies the server's data while it is stopped.
fn back_up(server: &mut Server) -> PathBuf {
    let backup = server.path().join("backup");
    server.kill();
    copy(&server.path().join("data"), &backup);
    server.start_again();
    backup
}

/// The ids of all that the client has.
fn received(server: &Server) -> BTreeSet<String> {
    let log = server.work_log();
    let rows =
        ["samples", "captures", "notes"].into_iter().flat_map(|kind| log[kind].as_array().unwrap().clone());
    rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// Promise 6, and what docs/threat-model.md says of an operator who drops what was cosigned.
#[test]
fn a_server_set_back_to_a_backup_is_noticed_and_gets_everything_again() {
    let mut server = Server::start(&["--testing", "--review-minutes", "0", "--screenshots-per-hour", "60"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots"]);
    let backup = back_up(&mut server);
    let work = |from, minutes: &str| {
        let clock = fast_from(from, 60);
        agent.record(&["--sensors", "synthetic:3", "--clock", &clock, "--for", minutes]).end();
    };
    work(6 * 60, "5m");
    agent.json(&["sync"]);
    let before = received(&server);
    assert!(before.len() >= 5, "{before:?}");
    let cosigned = agent.json(&["status"])["enrolments"][0]["cosigned"].clone();

    set_back(&mut server, &backup);
    let refused = || {
        let (code, failure) = agent.run(&["sync"]);
        assert_eq!((code, &failure["error"]["code"]), (6, &Value::from("verification_failed")), "{failure}");
    };
    refused();
    // No engine runs any more, and none has asked the server since.
    let status = agent.json(&["status"]);
    assert_eq!(status["health"][0]["code"], "server_forgot", "{status}");
    let message = status["health"][0]["message"].as_str().unwrap();
    assert!(message.contains(&format!("signed for {cosigned} entries")), "{message}");
    // Recording goes on, and nothing of it leaves.
    work(7 * 60, "2m");
    refused();
    assert_eq!(received(&server), BTreeSet::new());

    let synced = agent.json(&["sync", "--accept-restored"]);
    // The session's summary is among it, and what stands for screenshots that weren't made.
    assert!(synced["requeued"].as_u64() > Some(before.len() as u64), "{synced}");
    let after = received(&server);
    assert!(after.is_superset(&before) && after.len() > before.len(), "{before:?} {after:?}");
    assert_eq!(agent.json(&["status"])["health"], "ok");
    assert_eq!(agent.json(&["sync"])["sent"], 0, "nothing twice");
    agent.json(&["verify"]);
}

/// Who waits for a server that is away keeps nobody else from leaving the client.
#[test]
fn leaving_waits_for_nobody() {
    let server = Server::start(&[]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts"]);
    drop(server);
    let mut waiting = agent
        .command(&["--json", "sync", "--wait"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    agent.status_when("the outage", |status| status["health"][0]["code"] == "server_unreachable");
    let began = Instant::now();
    let left = agent.json(&["leave", "Example Client", "--yes"]);
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    assert_eq!((&left["server_told"], &left["withdrawn"][0]), (&false.into(), &"activity_counts".into()));
    let ended = until("the end of the waiting", Duration::from_secs(20), || waiting.try_wait().unwrap());
    assert!(ended.success(), "{ended}");
}

/// Grants are per device, withdrawals per agent: the first record that the server refuses says so.
#[test]
fn a_refusal_brings_the_news_of_a_withdrawal_at_once() {
    let server = Server::start(&["--testing", "--review-minutes", "0"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "work_notes"]);
    let recording = agent.record(&["--sensors", "synthetic:3", "--clock", &fast(60)]);
    // With the first upload the server was asked for news, and isn't again for a minute.
    until("an upload", Duration::from_secs(60), || (!received(&server).is_empty()).then_some(()));
    let began = Instant::now();
    server.withdraw("activity_counts");
    agent.status_when("the withdrawal", |status| status["grants"] == serde_json::json!(["work_notes"]));
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    agent.json(&["stop"]);
    recording.end();
}

/// A wipe leaves nothing of it either.
#[test]
fn wiping_forgets_what_servers_forgot() {
    let mut server = Server::start(&[]);
    let agent = Agent::enrolled(&server, None);
    let backup = back_up(&mut server);
    agent.grant(&["activity_counts"]);
    agent.json(&["sync"]);
    set_back(&mut server, &backup);
    assert_eq!(agent.run(&["sync"]).0, 6);
    assert_eq!(agent.json(&["status"])["health"][0]["code"], "server_forgot");
    agent.json(&["wipe", "--yes"]);
    assert_eq!(agent.json(&["status"])["health"], "ok");
    let left: Vec<_> = fs::read_dir(agent.home()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("forgot")), "{left:?}");
}
