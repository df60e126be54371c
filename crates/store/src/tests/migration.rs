//! Stores of every version that was ever written open, and read as what they were.

use candor_consent::Ledger;
use candor_domain::{Millis, Sha256Hash, Timestamp, record::RecordBody};
use rusqlite::Connection;

use super::support::*;
use crate::*;

/// A store of version 1 as SQL text: schema, rows and all. It never changes.
const VERSION_1: &str = include_str!("version_1.sql");

/// An encrypted store with what a fixture holds.
fn from_fixture(path: &std::path::Path, sql: &str) -> Store {
    let connection = Connection::open(path).unwrap();
    let hex = "01".repeat(32);
    connection.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";")).unwrap();
    connection.execute_batch(sql).unwrap();
    drop(connection);
    Store::open(path, &key(1)).unwrap()
}

#[test]
fn a_store_of_version_1_opens_and_reads() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = from_fixture(&folder.path().join(FILE_NAME), VERSION_1);

    let enrolment = store.enrolment(device(1)).unwrap();
    assert_eq!((enrolment.client.name.as_str(), enrolment.agent), ("Client", agent(1)));
    let key = store.device_key(device(1)).unwrap().unwrap();
    let entries = store.entries(device(1), 0, 100).unwrap();
    let ledger = Ledger::replay(device(1), &entries).unwrap();
    assert_eq!(ledger.state().enrolled().map(|enrolled| enrolled.key), Some(key.public()));
    assert_eq!(store.checkpoint(device(1)).unwrap().map(|checkpoint| checkpoint.head.size.get()), Some(7));
    assert_eq!(store.pending().unwrap().len(), 1);
    assert_eq!(store.receipts(device(1)).unwrap(), [(Sha256Hash::of("{}"), b"{}".to_vec())]);

    store.write(|tx| tx.rebase_review(awake(0), &run("later"), Millis::ZERO)).unwrap();
    let states = |store: &Store| -> Vec<_> {
        let items = store.items(&Query::default(), Cursor::START, 100).unwrap();
        items.into_iter().map(|item| (item.id, item.state.name())).collect()
    };
    assert_eq!(
        states(&store),
        [
            (record(1), StateName::Held),
            (record(2), StateName::Claimed),
            (record(3), StateName::Sent),
            (record(4), StateName::Quarantined),
            (record(5), StateName::Purged),
            (gap(5), StateName::Held),
            (record(6), StateName::Deleting),
            (record(7), StateName::Frozen),
        ]
    );
    let until = Timestamp::from_millis(1_795_406_400_000);
    assert_eq!(store.item(record(7)).unwrap().state, ItemState::Frozen { until });
    let Some(RecordBody::Note(note)) = store.item(record(1)).unwrap().body else { panic!("it is a note") };
    assert_eq!(note.text, "a note of version 1");
    assert_eq!(store.blob(record(2)).unwrap(), Some(picture("version 1 ", 100)));
    assert_eq!(store.claimed_batches(device(1), 10).unwrap()[0].items.len(), 3);
    assert_eq!(store.pending_deletions(device(1)).unwrap().len(), 1);
    let totals = store.session(session(1)).unwrap().totals;
    assert_eq!((totals.keys, totals.captures, totals.notes), (9, 1, 5));
    assert_eq!(store.settings().unwrap().as_deref(), Some(r#"{"a":1}"#));
    // And it goes on.
    store.write(|tx| tx.mark_sent(record(2), None)).unwrap();
    store.write(|tx| tx.insert_item(super::support::note(8, "later"), None)).unwrap();
}

/// The first migration makes exactly the schema of the fixture: neither may be edited.
#[test]
fn the_first_migration_is_frozen() {
    let schema = |connection: &Connection| -> Vec<(String, String)> {
        let sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY name";
        let mut query = connection.prepare(sql).unwrap();
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    let fixture = Connection::open_in_memory().unwrap();
    fixture.execute_batch(VERSION_1).unwrap();
    let first = Connection::open_in_memory().unwrap();
    first.execute_batch(include_str!("../schema/v1.sql")).unwrap();
    assert_eq!(schema(&fixture), schema(&first));
}
