//! Promise 6: what was shown as stored survives a `kill -9` at any instant, and nothing is there by half.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use candor_domain::record::RecordBody;

use super::support::*;
use crate::*;

const ROUNDS: u32 = 20;
const FOLDER: &str = "CANDOR_STORE_KILL_FOLDER";
const KEY: u8 = 5;

/// What the killed process runs; does nothing by itself.
#[test]
#[ignore = "run by the test below, in a process that is killed"]
fn writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let store = Store::open(&Path::new(&folder).join(FILE_NAME), &key(KEY)).unwrap();
    let mut desk = match store.enrolments().unwrap().is_empty() {
        true => Desk::set_up(store),
        false => Desk::take_up(store),
    };
    let known = desk.store.items(&Query::default(), Cursor::START, usize::MAX >> 1).unwrap();
    let first = known.iter().map(|item| number(item.id)).max().unwrap_or(0) + 1;
    let mut out = std::io::stdout();
    let mut said = |word: &str, n: u32| {
        writeln!(out, "\n{word} {n}").and_then(|()| out.flush()).unwrap();
    };
    for n in first.. {
        let pixels = picture(&format!("picture {n} "), 20_000);
        match n % 5 {
            0 => desk.insert(capture(n, &pixels), Some(&pixels)),
            1 => desk.insert(sample(n, n), None),
            _ => desk.insert(note(n, "words"), None),
        };
        said("stored", n);
        match n % 10 {
            // A capture is deleted and purged for good.
            5 => {
                desk.store.write(|tx| tx.delete_later(&[record(n)], awake(0))).unwrap();
                desk.purge_due(T0, awake(0));
                said("purged", n);
            }
            // A note and the capture after the last purge leave together.
            2 if n > 2 => {
                desk.claim(n, &[record(n), record(n - 2)], awake(0)).unwrap();
                said("claimed", n);
                desk.store.write(|tx| tx.mark_sent(record(n), None)).unwrap();
                said("sent", n);
            }
            _ => {}
        }
    }
}

fn number(id: candor_domain::RecordId) -> u32 {
    u32::from_be_bytes(id.as_bytes()[12..].try_into().unwrap())
}

#[test]
fn what_was_committed_survives_a_kill_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<(String, u32)> = Vec::new();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::kill::writes_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        // A number of steps that differs from round to round; the kill then falls into whatever comes next.
        let steps = 3 + (round * 7) % 23;
        let mut seen = 0;
        while seen < steps {
            let line = lines.next().expect("the child wrote until it was killed");
            seen += u32::from(take(&line, &mut acknowledged));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        lines.for_each(|line| {
            take(&line, &mut acknowledged);
        });
        let store = Store::open(&folder.path().join(FILE_NAME), &key(KEY)).unwrap();
        check(&store, &acknowledged);
    }
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
}

fn take(line: &str, acknowledged: &mut Vec<(String, u32)>) -> bool {
    let Some((word, n)) = line.split_once(' ') else { return false };
    let known = ["stored", "purged", "claimed", "sent"].contains(&word);
    match n.parse() {
        Ok(n) if known => acknowledged.push((word.into(), n)),
        _ => return false,
    }
    true
}

fn check(store: &Store, acknowledged: &[(String, u32)]) {
    for check in ["PRAGMA integrity_check", "PRAGMA cipher_integrity_check", "PRAGMA foreign_key_check"] {
        let mut query = store.connection.prepare(check).unwrap();
        let found: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(found.is_empty() || found == ["ok"], "{check}: {found:?}");
    }
    for (word, n) in acknowledged {
        let state = store.item(record(*n)).unwrap().state;
        match word.as_str() {
            "purged" => assert_eq!(state, ItemState::Purged, "{n}"),
            "sent" => assert_eq!(state, ItemState::Sent, "{n}"),
            "claimed" => assert!(matches!(state, ItemState::Claimed | ItemState::Sent), "{n} {state:?}"),
            _ => {}
        }
    }
    let items = store.items(&Query::default(), Cursor::START, usize::MAX >> 1).unwrap();
    let mut totals = Totals::default();
    for item in &items {
        let bytes = store.blob(item.id).unwrap();
        match &item.body {
            Some(RecordBody::Activity(sample)) => {
                totals.keys += u64::from(sample.keys);
                totals.clicks += u64::from(sample.clicks);
            }
            Some(RecordBody::Capture(capture)) => {
                assert_eq!(Some(capture.image.sha256), bytes.map(candor_domain::Sha256Hash::of));
            }
            _ => assert_eq!(bytes, None),
        }
        if item.state == ItemState::Purged {
            assert!(store.item(gap(number(item.id))).is_ok(), "a purged item has its gap marker");
        }
    }
    // Samples are never purged or sent here, so the session's totals are exactly theirs.
    let stored = store.open_sessions().unwrap().first().map(|session| session.totals).unwrap_or_default();
    assert_eq!((stored.keys, stored.clicks), (totals.keys, totals.clicks));
    // What was claimed is what the ledger, stored in the same transaction, commits to.
    let entries = store.entries(device(1), 0, 10_000).unwrap();
    candor_consent::Ledger::replay(device(1), &entries).unwrap();
    let committed = entries.iter().filter(|e| matches!(e.entry.body, candor_consent::Body::Records { .. }));
    let batches: i64 =
        store.connection.query_row("SELECT count(*) FROM batches", [], |row| row.get(0)).unwrap();
    assert_eq!(committed.count() as i64, batches);
}
