//! Review time counts only while the machine is awake; promise 4.

use candor_domain::{Boot, Millis, RecordId};

use super::support::*;
use crate::*;

const MINUTE: u64 = 60_000;
const FLOOR: Millis = Millis::from_minutes(2);

/// What happens to the machine, times in minutes on the awake clock of the run of that name.
enum Step {
    Heartbeat(u64, &'static str),
    Rebase(u64, &'static str),
}
use Step::{Heartbeat, Rebase};

fn minutes(n: u64) -> Boot {
    awake(n * MINUTE)
}

#[test]
fn what_is_left_of_a_review_survives_sleep_and_restart() {
    // (what happens, steps, then: the minute of the last run's awake clock at which an item that was stored at minute
    // 100 of the first run, for ten minutes, may leave)
    let cases: &[(&str, &[Step], u64)] = &[
        ("nothing", &[], 110),
        ("awake all the time, restarted Candor", &[Rebase(103, "first")], 110),
        ("asleep: the awake clock stood still, plenty is left", &[Rebase(103, "first")], 110),
        ("woken with one minute left: two are granted", &[Rebase(109, "first")], 111),
        ("woken when it was over already: over it stays", &[Rebase(110, "first")], 0),
        ("woken three times", &[Rebase(101, "first"), Rebase(102, "first"), Rebase(103, "first")], 110),
        (
            "restarted the machine after four minutes noted",
            &[Heartbeat(104, "first"), Rebase(1, "second")],
            7,
        ),
        ("restarted, nothing noted since it was stored", &[Rebase(1, "second")], 11),
        ("restarted with one minute left", &[Heartbeat(109, "first"), Rebase(1, "second")], 3),
        ("restarted when it was over", &[Heartbeat(115, "first"), Rebase(1, "second")], 0),
        (
            "restarted into a run whose clock is further on: no shortcut",
            &[Heartbeat(104, "first"), Rebase(500, "second")],
            506,
        ),
        (
            "restarted twice",
            &[Heartbeat(104, "first"), Rebase(1, "second"), Heartbeat(3, "second"), Rebase(2, "third")],
            6,
        ),
        (
            "the same name, but the clock went back: another run in truth",
            &[Heartbeat(104, "first"), Rebase(1, "first")],
            7,
        ),
    ];
    for (what, steps, leaves) in cases {
        let mut desk = Desk::in_memory();
        desk.store.write(|tx| tx.rebase_review(minutes(100), &run("first"), FLOOR)).unwrap();
        desk.insert(NewItem { releasable_at: minutes(110), ..note(1, "words") }, None);
        for step in *steps {
            desk.store
                .write(|tx| match step {
                    Heartbeat(at, name) => tx.heartbeat(minutes(*at), &run(name)),
                    Rebase(at, name) => tx.rebase_review(minutes(*at), &run(name), FLOOR),
                })
                .unwrap();
        }
        let found = |at: Boot| -> Vec<RecordId> {
            let items = desk.store.releasable(device(1), at, 10).unwrap();
            items.into_iter().map(|item| item.id).collect()
        };
        assert_eq!(desk.store.next_release(device(1)).unwrap(), Some(minutes(*leaves)), "{what}");
        assert_eq!(found(minutes(*leaves)), [record(1)], "{what}");
        if *leaves > 0 {
            assert_eq!(found(awake(leaves * MINUTE - 1)), [], "{what}");
        }
    }
}

#[test]
fn the_wall_clock_has_no_part_in_it() {
    let mut desk = Desk::in_memory();
    let later = T0.plus(Millis::from_minutes(1_000_000));
    desk.insert(NewItem { at: later, releasable_at: minutes(10), ..note(1, "words") }, None);
    desk.insert(
        NewItem { at: T0.minus(Millis::from_minutes(9)), releasable_at: minutes(10), ..note(2, "words") },
        None,
    );
    assert_eq!(desk.store.releasable(device(1), minutes(9), 10).unwrap(), []);
    assert_eq!(desk.store.releasable(device(1), minutes(10), 10).unwrap().len(), 2);
}

#[test]
fn a_deletion_cant_be_undone_after_a_restart_of_the_machine_but_is_not_lost() {
    let mut desk = Desk::in_memory();
    desk.insert(note(1, "words"), None);
    desk.store.write(|tx| tx.delete_later(&[record(1)], minutes(500))).unwrap();
    desk.store.write(|tx| tx.rebase_review(awake(1), &run("second"), FLOOR)).unwrap();
    assert_eq!(desk.purge_due(T0, awake(1)), 1);
}

#[test]
fn nothing_moves_before_the_times_are_brought_to_this_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    let mut desk = Desk::set_up(Store::open(&path, &key(1)).unwrap());
    desk.insert(note(1, "words"), None);
    drop(desk);
    let mut store = Store::open(&path, &key(1)).unwrap();
    let moves: [(&str, Result<(), StoreError>); 5] = [
        ("insert", store.write(|tx| tx.insert_item(note(2, "words"), None)).map(|_| ())),
        ("heartbeat", store.write(|tx| tx.heartbeat(awake(0), &run("second")))),
        ("delete", store.write(|tx| tx.delete_later(&[record(1)], awake(0)))),
        ("releasable", store.releasable(device(1), awake(0), 1).map(|_| ())),
        ("due", store.due(device(1), T0, awake(0), 1).map(|_| ())),
    ];
    for (what, refused) in moves {
        assert!(matches!(refused, Err(StoreError::State(_))), "{what}: {refused:?}");
    }
    // One that is rolled back doesn't count.
    let failed: Result<(), _> = store.write(|tx| {
        tx.rebase_review(awake(0), &run("second"), FLOOR)?;
        Err(StoreError::NotFound("something".into()))
    });
    assert!(failed.is_err());
    assert!(store.releasable(device(1), awake(0), 1).is_err());
    store.write(|tx| tx.rebase_review(awake(0), &run("second"), FLOOR)).unwrap();
    assert_eq!(store.releasable(device(1), awake(0), 1).unwrap().len(), 1);
}
