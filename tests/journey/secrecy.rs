//! Promise 2 over the whole machine: what was typed is nowhere, and two texts leave the same.

use serde_json::Value;

use super::{
    export::files,
    rig::{Agent, PROJECT, Server},
};
use crate::support::{
    display::Display,
    memory::{assert_untold, key_codes},
};

/// Records one typed text; returns the samples that are left of it, without what only a clock decides.
fn samples_of(text: &str) -> Vec<Value> {
    let server = Server::start(&["--review-minutes", "600", "--screenshots-per-hour", "0"]);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["activity_counts", "work_notes"]);
    let recording = agent.record(&[]);
    agent.status_when("the sensor to be armed", |s| s["grants"].as_array().unwrap().len() == 2);
    display.xdotool(&["type", "--delay", "0", text]);
    // Seen by the engine, live, before any sample is complete.
    agent.status_when("the counts", |s| s["session"]["totals"]["keys"] == text.len());

    let codes = key_codes(&display.connect().0, text);
    let sensors = recording.sensors();
    for process in [&sensors[..], &[recording.id()]].concat() {
        assert_untold(process, PROJECT, text, &codes);
    }
    agent.json(&["stop"]);
    recording.end();

    let out = agent.path().join("export.zip");
    agent.json(&["export", "--out", out.to_str().unwrap()]);
    for folder in [agent.path(), server.path()] {
        for (name, bytes) in files_under(folder) {
            assert!(!holds(&bytes, text.as_bytes()) && !holds(&bytes, &codes), "{text} is in {name}");
        }
    }
    let exported = files(&out);
    for (name, bytes) in &exported {
        assert!(!holds(bytes, text.as_bytes()) && !holds(bytes, &codes), "{text} is in the export's {name}");
    }
    let (_, records) = exported.iter().find(|(name, _)| name == "records.json").unwrap();
    let records: Value = serde_json::from_slice(records).unwrap();
    let samples = records["samples"].as_array().unwrap().iter();
    samples.map(|sample| without_clock(&sample["record"]["body"])).collect()
}

fn without_clock(sample: &Value) -> Value {
    let mut sample = sample.clone();
    let members = sample.as_object_mut().unwrap();
    assert!(members.contains_key("keys"), "{members:?}");
    for decided_by_clock in ["from", "to", "active_s"] {
        members.remove(decided_by_clock).unwrap();
    }
    sample
}

fn files_under(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files_under(&entry.path()));
        } else if entry.file_type().unwrap().is_file() {
            found.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()));
        }
    }
    found
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn two_texts_leave_equal_samples_and_are_nowhere_on_the_machine() {
    // As many keys each, no letter at the same place.
    let left = ["winterfahrplanauskunft", "boskettbeleuchtungsrad"].map(samples_of);
    assert_eq!(left[0], left[1]);
    assert!(!left[0].is_empty() && left[0][0]["keys"] == 22, "{left:?}");
}
