//! Promise 8, encrypted at rest, and what "purged" means: no byte is left.

use candor_domain::{Category, Sha256Hash, record::GapReason};

use super::support::*;
use crate::*;

const NOTE: &str = "SECRET-OF-A-NOTE-7c1f";
const PIXELS: &str = "SECRET-OF-A-PICTURE-93ab";

#[test]
fn neither_content_nor_keys_are_readable_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    let mut desk = Desk::set_up(Store::open(&path, &key(0xA7)).unwrap());
    desk.insert(note(1, NOTE), None);
    let pixels = picture(PIXELS, 50_000);
    desk.insert(capture(2, &pixels), Some(&pixels));

    let hex = "a7".repeat(32);
    let needles = [
        NOTE.as_bytes(),
        PIXELS.as_bytes(),
        &[0xA7; 32],
        hex.as_bytes(),
        &SEED,
        b"INVITATION-SECRET",
        b"CREATE TABLE",
        b"SQLite format 3",
        b"candor.example",
    ];
    // Open, so that the write-ahead log has pages, and closed.
    assert!(folder.path().join("candor.db-wal").metadata().unwrap().len() > 0);
    for needle in needles {
        assert_eq!(files_with(folder.path(), needle), [""; 0], "{}", String::from_utf8_lossy(needle));
    }
    drop(desk);
    for needle in needles {
        assert_eq!(files_with(folder.path(), needle), [""; 0], "{}", String::from_utf8_lossy(needle));
    }
    let store = Store::open(&path, &key(0xA7)).unwrap();
    assert_eq!(store.blob(record(2)).unwrap(), Some(pixels));
    let usage = store.usage().unwrap();
    assert_eq!((usage.outbox(), usage.picture_bytes), (2, 50_000));
    assert_eq!(usage.file_bytes, path.metadata().unwrap().len());
}

/// Pages are encrypted one by one, so what SQLite leaves in a plain file it would leave in an encrypted one.
#[test]
fn what_is_purged_sent_or_redacted_leaves_no_byte_in_file_or_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    let mut desk = Desk::set_up(Store::open_plain(&path));
    let pixels = picture(PIXELS, 30_000);
    for n in 0..6_u32 {
        let pixels = [&n.to_be_bytes()[..], &pixels].concat();
        desk.insert(note(10 + n, NOTE), None);
        desk.insert(capture(20 + n, &pixels), Some(&pixels));
    }
    desk.insert(note(30, "something that stays"), None);
    let found = |needle: &str| files_with(folder.path(), needle.as_bytes());
    assert!(!found(NOTE).is_empty() && !found(PIXELS).is_empty(), "the test looks in the wrong place");

    // Two of each are deleted, two sent, two of the pictures redacted and the notes with them deleted when frozen.
    let ids = [record(10), record(11), record(20), record(21)];
    desk.store.write(|tx| tx.delete_later(&ids, awake(30_000))).unwrap();
    assert_eq!(desk.purge_due(T0, awake(30_000)), 4);
    let ids = [record(12), record(13), record(22), record(23)];
    desk.claim(1, &ids, awake(0)).unwrap();
    for id in ids {
        desk.store.write(|tx| tx.mark_sent(id, None)).unwrap();
    }
    for n in [24, 25] {
        let black = picture("black", 31_000);
        desk.store.write(|tx| tx.redact(record(n), &black, &image(&black))).unwrap();
    }
    assert_eq!(found(PIXELS), [""; 0]);
    desk.store.write(|tx| tx.freeze(device(1), project(1), Category::WorkNotes, T0)).unwrap();
    desk.store.write(|tx| tx.release(&[record(30)])).unwrap();
    assert_eq!(desk.purge_due(T0, awake(30_000)), 2);
    assert_eq!(found(NOTE), [""; 0]);
    assert!(!found("something that stays").is_empty());
    let integrity: String =
        desk.store.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(integrity, "ok");
}

#[test]
fn a_purged_items_salt_and_hash_are_gone() {
    let mut desk = Desk::in_memory();
    let pixels = picture(PIXELS, 1_000);
    desk.insert(capture(1, &pixels), Some(&pixels));
    desk.claim(1, &[record(1)], awake(0)).unwrap();
    desk.store
        .write(|tx| {
            tx.quarantine(record(1), "refused", "no")?;
            tx.delete_later(&[record(1)], awake(0))?;
            tx.purge(&purge(record(1), gap(1), GapReason::Deleted))
        })
        .unwrap();
    let item = desk.store.item(record(1)).unwrap();
    assert_eq!((item.body, item.sha256, item.state), (None, None, ItemState::Purged));
    assert_eq!(desk.store.committed(record(1)).unwrap(), None);
    let batch = desk.store.batch_items(batch(1)).unwrap();
    assert_eq!(batch[0].content, None);
    assert_ne!(
        batch[0].commitment,
        Sha256Hash::of(pixels),
        "the commitment stays, for the rest of the batch"
    );
}

#[test]
fn a_wipe_leaves_the_ledgers_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    let mut desk = Desk::set_up(Store::open_plain(&path));
    let pixels = picture(PIXELS, 200_000);
    desk.insert(note(1, NOTE), None);
    desk.insert(capture(2, &pixels), Some(&pixels));
    desk.insert(note(3, NOTE), None);
    desk.store.write(|tx| tx.put_receipt(device(1), b"RECEIPT-WITH-NAMES").map(|_| ())).unwrap();
    desk.claim(1, &[record(3)], awake(0)).unwrap();
    desk.store.write(|tx| tx.request_deletion(record(3), T0)).unwrap();
    let entries = desk.store.entries(device(1), 0, 100).unwrap();
    let before = desk.store.usage().unwrap().file_bytes;

    desk.store.wipe().unwrap();

    for needle in [NOTE, PIXELS, "RECEIPT-WITH-NAMES", "privacy@client.example", "INVITATION-SECRET"] {
        assert_eq!(files_with(folder.path(), needle.as_bytes()), [""; 0], "{needle}");
    }
    assert_eq!(files_with(folder.path(), &SEED), [""; 0]);
    let store = &desk.store;
    assert_eq!(store.enrolments().unwrap(), []);
    assert!(matches!(store.device_key(device(1)), Err(StoreError::NotFound(_))));
    assert_eq!(store.items(&Query::default(), Cursor::START, 10).unwrap(), []);
    assert!(store.usage().unwrap().file_bytes < before);
    assert_eq!(store.entries(device(1), 0, 100).unwrap(), entries);
    let owner = store.ledgers().unwrap().pop().unwrap();
    assert_eq!((owner.device, owner.public_key), (device(1), desk.key.public()));
    let filled: Vec<String> = tables(store).into_iter().filter(|table| rows(store, table) > 0).collect();
    assert_eq!(filled, ["entries", "ledgers"]);
}

fn tables(store: &Store) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut query = store.connection.prepare(sql).unwrap();
    query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn rows(store: &Store, table: &str) -> i64 {
    store.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

#[cfg(unix)]
#[test]
fn the_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let _lock = HomeLock::acquire(&home).unwrap();
    let desk = Desk::set_up(Store::open(&home.join(FILE_NAME), &key(1)).unwrap());
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    let files = std::fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().path());
    let open: Vec<_> = files.filter(|path| mode(path) != 0o600).collect();
    assert!(open.is_empty(), "{open:?}");
    drop(desk);
}
