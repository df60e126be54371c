//! Promises 3, 6 and 11 on a full disk: recording stops and says so, what was stored stays, and stopping always works.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use super::rig::{Agent, PROJECT, Server, fast};
use crate::support::display::Display;

/// A small file system in the place of a folder; gone when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// None where this user may not mount one.
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=12m", "tmpfs"]).arg(at).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self(at.to_owned()));
        }
        println!("skipped: mounting a small tmpfs needs root");
        None
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut file = File::create(self.filler()).unwrap();
        let mut size = 1 << 20;
        while size > 0 {
            if file.write_all(&vec![7; size]).is_err() {
                size /= 2;
            }
        }
    }

    fn free(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_pauses_visibly_and_loses_nothing() {
    let server = Server::start(&["--testing", "--review-minutes", "600", "--screenshots-per-hour", "120"]);
    let agent = Agent::new(None);
    let Some(disk) = SmallDisk::mount(&agent.home()) else { return };
    agent.json(&["enroll", server.invitation()]);
    agent.grant(&["activity_counts", "screenshots"]);
    let recording = agent.record(&["--sensors", "synthetic:5", "--clock", &fast(60)]);
    agent.status_when("two screenshots", |s| s["session"]["totals"]["captures"].as_u64() >= Some(2));

    disk.fill();
    let full = agent.status_when("the pause", |s| s["state"] == "paused");
    assert_eq!((&full["reason"], &full["grants"]), (&json!("storage_full"), &json!([])));
    assert_eq!(full["health"][0]["code"], "storage_full", "{full}");
    assert_eq!(recording.sensors(), Vec::<u32>::new());
    // Everything that counts as stored is there, byte for byte.
    let outbox = agent.json(&["outbox", "list"]);
    let items = outbox["items"].as_array().unwrap();
    let shots: Vec<_> = items.iter().filter(|i| i["content"]["kind"] == "capture").collect();
    assert_eq!(shots.len() as u64, full["session"]["totals"]["captures"].as_u64().unwrap());
    for shot in &shots {
        let shown = agent.command(&["outbox", "show", shot["id"].as_str().unwrap()]).output().unwrap();
        let sha256 = candor_domain::Sha256Hash::of(&shown.stdout).to_string();
        assert_eq!(sha256, shot["content"]["sha256"].as_str().unwrap());
    }
    // What the agent may do at any moment needs no room: withdrawing, and deleting, which makes some.
    agent.json(&["consent", "withdraw", "activity_counts", "--project", PROJECT]);
    let victim = shots[0]["id"].as_str().unwrap();
    agent.json(&["outbox", "delete", victim]);

    disk.free();
    agent.json(&["resume"]);
    let before = full["session"]["totals"]["captures"].as_u64();
    agent.status_when("a new screenshot", |s| s["session"]["totals"]["captures"].as_u64() > before);
    assert_eq!(agent.json(&["status"])["grants"], json!(["screenshots"]));
    agent.status_when("the purge", |_| {
        let outbox = agent.json(&["outbox", "list"]);
        !outbox["items"].as_array().unwrap().iter().any(|item| item["id"] == victim)
    });
    agent.json(&["stop"]);
    let ended = recording.end();
    agent.json(&["verify"]);
    agent.json(&["outbox", "release"]);
    agent.json(&["sync"]);
    let log = server.work_log();
    let captures = log["captures"].as_array().unwrap().len() as u64;
    assert_eq!(captures, ended["session"]["totals"]["captures"].as_u64().unwrap() - 1);
    let gaps = log["gaps"].as_array().unwrap();
    assert!(gaps.iter().any(|gap| gap["reason"] == "storage_full"), "{gaps:?}");
}

/// Even where the withdrawal itself can't be written, nothing is captured any more.
#[test]
fn nothing_is_captured_when_not_even_a_withdrawal_can_be_written() {
    let server = Server::start(&["--review-minutes", "600", "--screenshots-per-hour", "1"]);
    let display = Display::start();
    let agent = Agent::new(Some(display.name()));
    let Some(disk) = SmallDisk::mount(&agent.home()) else { return };
    agent.json(&["enroll", server.invitation()]);
    agent.grant(&["activity_counts"]);
    let recording = agent.record(&[]);
    agent.status_when("the sensor to be armed", |s| s["grants"] == json!(["activity_counts"]));
    fs::remove_file(agent.home().join("reserve")).unwrap();
    disk.fill();
    let (code, answer) = agent.run(&["consent", "withdraw", "activity_counts", "--project", PROJECT]);
    assert_eq!(code, 1, "{answer}");
    assert_eq!(recording.sensors(), Vec::<u32>::new());
    let status = agent.json(&["status"]);
    assert_eq!((&status["state"], &status["grants"]), (&json!("paused"), &json!([])), "{status}");

    disk.free();
    agent.json(&["consent", "withdraw", "activity_counts", "--project", PROJECT]);
    agent.json(&["stop"]);
    recording.end();
    agent.json(&["verify"]);
}

/// A disk that fails otherwise than by being full stops recording as soon, and no withdrawal is lost on it.
#[test]
fn a_disk_that_fails_stops_recording_and_what_is_withdrawn() {
    let server = Server::start(&["--review-minutes", "600", "--screenshots-per-hour", "1200"]);
    let display = Display::start();
    let agent = Agent::new(Some(display.name())).with_failing_disk();
    agent.json(&["enroll", server.invitation()]);
    agent.grant(&["activity_counts", "screenshots"]);
    let recording = agent.record(&[]);
    agent.status_when("a screenshot", |s| s["session"]["totals"]["captures"].as_u64() >= Some(1));
    agent.fail_disk(true);
    let failed = agent.status_when("the pause", |s| s["state"] == "paused");
    assert_eq!(failed["health"][0]["code"], "store_failed", "{failed}");
    assert_eq!(recording.sensors(), Vec::<u32>::new());

    agent.fail_disk(false);
    agent.json(&["resume"]);
    agent.status_when("the sensors to be armed", |s| s["grants"].as_array().unwrap().len() == 2);
    agent.fail_disk(true);
    let (code, answer) = agent.run(&["consent", "withdraw", "screenshots", "--project", PROJECT]);
    assert_eq!(code, 1, "{answer}");
    assert_eq!(recording.sensors(), Vec::<u32>::new());
    agent.fail_disk(false);
    agent.json(&["consent", "withdraw", "screenshots", "--project", PROJECT]);
    agent.json(&["resume"]);
    agent.status_when("the sensor to be armed", |s| s["grants"] == json!(["activity_counts"]));
    agent.json(&["stop"]);
    recording.end();
    agent.json(&["verify"]);
    agent.json(&["sync"]);
    let log = server.work_log();
    let lost = log["gaps"]
        .as_array()
        .unwrap()
        .iter()
        .any(|gap| gap["category"] == "screenshots" && gap["reason"] == "storage_full");
    assert!(lost, "{log}");
}
