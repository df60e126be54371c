//! An export holds everything and can be checked by anyone; whoever changes it is found out.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    path::Path,
};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::rig::{Agent, Server};

pub fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

fn write(path: &Path, files: &[(String, Vec<u8>)]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// An altered entry, record, capture, checkpoint, receipt or notice, and one that was left out.
#[test]
fn every_change_of_an_export_is_found() {
    let server = Server::start(&["--testing", "--review-minutes", "600", "--screenshots-per-hour", "60"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots", "work_notes"]);
    let recording = agent.record(&["--sensors", "synthetic:3", "--clock", "fast:60", "--for", "5m"]);
    agent.json(&["note", "Words that only the agent wrote."]);
    recording.end();
    let out = agent.path().join("export.zip");
    let exported = agent.json(&["export", "--out", out.to_str().unwrap()]);
    assert!(exported["records"].as_u64() >= Some(8), "{exported}");
    let verify = |path: &Path| Agent::new(None).run(&["verify", path.to_str().unwrap()]).0;
    assert_eq!(verify(&out), 0);

    let whole = files(&out);
    let changed = agent.path().join("changed.zip");
    let kinds = [
        "ledger.jsonl",
        "records.json",
        "captures/",
        "checkpoint.txt",
        "receipts/",
        "notices/",
        "device.json",
    ];
    for kind in kinds {
        let at =
            whole.iter().position(|(name, _)| name.starts_with(kind)).unwrap_or_else(|| panic!("no {kind}"));
        let mut altered = whole.clone();
        let bytes = &mut altered[at].1;
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        write(&changed, &altered);
        assert_eq!(verify(&changed), 6, "{kind} was changed");
        let mut missing = whole.clone();
        missing.remove(at);
        write(&changed, &missing);
        assert_eq!(verify(&changed), 6, "{kind} was left out");
    }
}
