//! Items: numbers, totals, redaction, batches, deletions.

use candor_consent::commitment::commitment_to_bytes;
use candor_domain::{
    Category, Millis, Sha256Hash,
    record::{GapReason, RecordBody, Stream},
};

use super::support::*;
use crate::*;

#[test]
fn each_stream_counts_by_itself_and_the_session_adds_up() {
    let mut desk = Desk::in_memory();
    assert_eq!(desk.insert(sample(1, 5), None).seq, 0);
    assert_eq!(desk.insert(sample(2, 7), None).seq, 1);
    let first = desk.insert(note(3, "words"), None);
    assert_eq!((first.seq, first.stream, first.category), (0, Stream::Notes, Some(Category::WorkNotes)));
    let pixels = picture("p", 10);
    desk.insert(capture(4, &pixels), Some(&pixels));
    let totals = desk.store.session(session(1)).unwrap().totals;
    let expected =
        Totals { keys: 12, clicks: 2, scroll: 4, pointer_px: 6, active_s: 8, captures: 1, notes: 1 };
    assert_eq!(totals, expected);
    let verified = desk.store.last_verified(session(1)).unwrap();
    assert_eq!(verified[&Category::ActivityCounts], T0.plus(Millis::from_secs(2)));
    assert_eq!(verified.len(), 3);
    // Deleting costs the item, never the number.
    desk.store.write(|tx| tx.delete_later(&[record(2)], awake(0))).unwrap();
    desk.purge_due(T0, awake(0));
    assert_eq!(desk.insert(sample(5, 1), None).seq, 2);
}

#[test]
fn items_that_dont_hold_together_are_refused() {
    let mut desk = Desk::in_memory();
    let pixels = picture("p", 10);
    let unnamed = NewItem { consent: None, ..note(1, "words") };
    let elsewhere = NewItem { project: project(2), ..note(1, "words") };
    let nowhere = NewItem { session: session(2), ..note(1, "words") };
    for (what, new, bytes) in [
        ("no consent", unnamed, None),
        ("another project than the session's", elsewhere, None),
        ("an unknown session", nowhere, None),
        ("no picture", capture(1, &pixels), None),
        ("another picture", capture(1, &pixels), Some(&b"other"[..])),
        ("a picture too many", note(1, "words"), Some(&pixels[..])),
    ] {
        let refused = desk.store.write(|tx| tx.insert_item(new, bytes));
        assert!(
            matches!(refused, Err(StoreError::State(_) | StoreError::NotFound(_))),
            "{what}: {refused:?}"
        );
    }
    desk.insert(note(1, "words"), None);
    let again = desk.store.write(|tx| tx.insert_item(note(1, "other words"), None));
    assert!(matches!(again, Err(StoreError::Conflict(_))));
}

#[test]
fn a_redaction_replaces_the_picture_and_says_so() {
    let mut desk = Desk::in_memory();
    let (pixels, black) = (picture("p", 10_000), picture("b", 9_000));
    desk.insert(capture(1, &pixels), Some(&pixels));
    let wrong = desk.store.write(|tx| tx.redact(record(1), &black, &image(&pixels)));
    assert!(matches!(wrong, Err(StoreError::State(_))));
    let item = desk.store.write(|tx| tx.redact(record(1), &black, &image(&black))).unwrap();
    let Some(RecordBody::Capture(capture)) = item.body else { panic!("it is a capture") };
    assert!(capture.redacted);
    assert_eq!((capture.image, item.sha256), (image(&black), Some(Sha256Hash::of(&black))));
    assert_eq!(desk.store.blob(record(1)).unwrap(), Some(black));
    desk.claim(1, &[record(1)], awake(0)).unwrap();
    let late = desk.store.write(|tx| tx.redact(record(1), &pixels, &image(&pixels)));
    assert!(matches!(late, Err(StoreError::State(_))));
}

#[test]
fn a_batch_is_what_the_ledger_committed_to_until_each_is_settled() {
    let mut desk = Desk::in_memory();
    let pixels = picture("p", 100);
    desk.insert(note(1, "one"), None);
    desk.insert(capture(2, &pixels), Some(&pixels));
    desk.insert(note(3, "three"), None);
    let record_2 = desk.store.item(record(2)).unwrap().record().unwrap();
    let claim = desk.claim(1, &[record(1), record(2), record(3)], awake(0)).unwrap();

    let found = desk.store.claimed_batches(device(1), 10).unwrap();
    assert_eq!((found.len(), found[0].batch, found[0].entry), (1, batch(1), claim.entry));
    let items = &found[0].items;
    assert_eq!(
        items.iter().map(|item| (item.id, item.position)).collect::<Vec<_>>(),
        [(record(1), 0), (record(2), 1), (record(3), 2)]
    );
    let content = items[1].content.as_ref().unwrap();
    assert_eq!(content.record, candor_consent::canonical::bytes(&record_2));
    assert_eq!(content.blob, Some(BlobRef { sha256: Sha256Hash::of(&pixels), bytes: 100 }));
    assert_eq!(items[1].commitment, commitment_to_bytes(&content.salt, &content.record));

    desk.store
        .write(|tx| {
            tx.mark_sent(record(2), None)?;
            tx.quarantine(record(1), "refused", "no consent covers it")
        })
        .unwrap();
    let items = desk.store.claimed_batches(device(1), 10).unwrap().pop().unwrap().items;
    assert_eq!((items[1].state.clone(), &items[1].content), (ItemState::Sent, &None));
    assert!(matches!(&items[0].state, ItemState::Quarantined { code, .. } if code == "refused"));
    let sent = desk.store.item(record(2)).unwrap();
    assert_eq!((sent.body, sent.sha256), (None, Some(Sha256Hash::of(&pixels))));
    assert_eq!(desk.store.blob(record(2)).unwrap(), None);
    desk.store.write(|tx| tx.mark_sent(record(3), None)).unwrap();
    assert_eq!(desk.store.claimed_batches(device(1), 10).unwrap(), [], "nothing of it is on its way");
    desk.store.write(|tx| tx.retry(record(1))).unwrap();
    assert_eq!(desk.store.claimed_batches(device(1), 10).unwrap().len(), 1);
}

/// For a server that was set back: what is here is sent again, what is gone or is to be deleted there is not.
#[test]
fn what_was_sent_and_is_still_here_can_be_sent_again() {
    let mut desk = Desk::in_memory();
    let pixels = picture("sent", 100);
    desk.insert(capture(1, &pixels), Some(&pixels));
    for n in 2..=4 {
        desk.insert(note(n, "words"), None);
    }
    let until = T0.plus(Millis::from_minutes(60));
    desk.claim(1, &[record(1), record(2), record(3), record(4)], awake(0)).unwrap();
    let before = desk.store.batch_items(batch(1)).unwrap();
    desk.store.write(|tx| tx.mark_sent(record(2), None)).unwrap();
    for n in [1, 3, 4] {
        desk.store.write(|tx| tx.mark_sent(record(n), Some(until))).unwrap();
    }
    desk.store.write(|tx| tx.request_deletion(record(3), T0)).unwrap();
    assert_eq!(desk.store.write(|tx| tx.requeue_sent(device(2))).unwrap(), 0, "of another enrolment");
    assert_eq!(desk.store.write(|tx| tx.requeue_sent(device(1))).unwrap(), 2);
    assert_eq!(desk.store.write(|tx| tx.requeue_sent(device(1))).unwrap(), 0);
    let batch = desk.store.claimed_batches(device(1), 10).unwrap().pop().unwrap();
    let states: Vec<_> = batch.items.iter().map(|item| item.state.name()).collect();
    assert_eq!(states, [StateName::Claimed, StateName::Sent, StateName::Sent, StateName::Claimed]);
    assert_eq!(batch.items[0], before[0], "as it was committed to");
    assert_eq!(desk.store.write(|tx| tx.forget_sent(until, 10)).unwrap(), 1, "only what isn't on its way");
    assert_eq!(desk.store.blob(record(1)).unwrap().as_deref(), Some(&pixels[..]));
    desk.store.write(|tx| tx.mark_sent(record(1), Some(until))).unwrap();
    assert_eq!(desk.store.write(|tx| tx.forget_sent(until, 10)).unwrap(), 1);
}

#[test]
fn what_was_sent_can_be_looked_at_for_a_while() {
    let mut desk = Desk::in_memory();
    let pixels = picture("sent", 100);
    desk.insert(note(1, "words"), None);
    desk.insert(capture(2, &pixels), Some(&pixels));
    desk.claim(1, &[record(1), record(2)], awake(0)).unwrap();
    let until = T0.plus(Millis::from_minutes(60));
    for n in [1, 2] {
        desk.store.write(|tx| tx.mark_sent(record(n), Some(until))).unwrap();
    }
    assert_eq!(desk.store.blob(record(2)).unwrap().as_deref(), Some(&pixels[..]));
    assert!(desk.store.committed(record(1)).unwrap().is_some());
    assert_eq!(desk.store.claimed_batches(device(1), 10).unwrap(), []);
    // Deleting one at the server deletes it here.
    desk.store.write(|tx| tx.request_deletion(record(1), T0)).unwrap();
    desk.store.write(|tx| tx.settle_deletion(record(1), true)).unwrap();
    assert_eq!(desk.store.item(record(1)).unwrap().body, None);
    assert_eq!(desk.store.write(|tx| tx.forget_sent(T0, 10)).unwrap(), 0);
    assert_eq!(desk.store.write(|tx| tx.forget_sent(until, 10)).unwrap(), 1);
    assert_eq!((desk.store.item(record(2)).unwrap().body, desk.store.blob(record(2)).unwrap()), (None, None));
}

#[test]
fn a_claim_other_than_the_ledger_committed_to_is_refused() {
    let mut desk = Desk::in_memory();
    for n in 1..=3 {
        desk.insert(note(n, "words"), None);
    }
    let claim = desk.claim(1, &[record(1)], awake(0)).unwrap();
    let salt = claim.items[0].1.clone();
    let forged = [
        (
            "another record",
            NewClaim { items: vec![(record(2), salt.clone())], batch: batch(2), ..claim.clone() },
        ),
        ("no record", NewClaim { items: vec![], batch: batch(2), ..claim.clone() }),
        (
            "another kind of entry",
            NewClaim { entry: 0, items: vec![(record(2), salt.clone())], ..claim.clone() },
        ),
        ("an entry to come", NewClaim { entry: 99, items: vec![(record(2), salt)], ..claim.clone() }),
    ];
    for (what, claim) in forged {
        let refused = desk.store.write(|tx| tx.claim(&claim, awake(0)));
        assert!(
            matches!(refused, Err(StoreError::State(_) | StoreError::NotFound(_))),
            "{what}: {refused:?}"
        );
    }
    let twice = desk.claim(2, &[record(2), record(2)], awake(0));
    assert!(matches!(twice, Err(StoreError::State(_))), "{twice:?}");
    assert_eq!(desk.state(record(2)), ItemState::Held);
}

#[test]
fn a_gap_marker_stands_in_for_what_was_purged_and_leaves_at_once() {
    let mut desk = Desk::in_memory();
    desk.insert(NewItem { releasable_at: awake(600_000), ..sample(1, 5) }, None);
    desk.store.write(|tx| tx.delete_later(&[record(1)], awake(30_000))).unwrap();
    assert_eq!(desk.purge_due(T0, awake(29_999)), 0);
    assert_eq!(desk.purge_due(T0, awake(30_000)), 1);
    let releasable = desk.store.releasable(device(1), awake(30_000), 10).unwrap();
    let Some(RecordBody::Gap(marker)) = &releasable[0].body else { panic!("it is a gap marker") };
    assert_eq!((marker.category, marker.reason), (Category::ActivityCounts, GapReason::Deleted));
    assert_eq!((marker.from, marker.to), (T0, T0.plus(Millis::from_minutes(1))));
    assert_eq!(desk.store.session(session(1)).unwrap().totals.keys, 5, "the session keeps its counts");
    let refused = desk.store.write(|tx| tx.delete_later(&[gap(1)], awake(0)));
    assert!(matches!(refused, Err(StoreError::State(_))), "a gap marker holds nothing to delete");
}

#[test]
fn withdrawing_freezes_what_waits_and_what_could_be_brought_back() {
    let mut desk = Desk::in_memory();
    for n in 1..=3 {
        desk.insert(note(n, "words"), None);
    }
    desk.insert(sample(4, 1), None);
    desk.store.write(|tx| tx.delete_later(&[record(2)], awake(30_000))).unwrap();
    let until = T0.plus(Millis::from_minutes(24 * 60));
    let frozen = desk.store.write(|tx| tx.freeze(device(1), project(1), Category::WorkNotes, until));
    assert_eq!(frozen.unwrap(), 2);
    desk.store.write(|tx| tx.undelete(&[record(2)])).unwrap();
    assert_eq!(desk.state(record(2)), ItemState::Frozen { until });
    assert_eq!(desk.state(record(4)), ItemState::Held);
    desk.store.write(|tx| tx.release(&[record(3)])).unwrap();
    let ids = |items: Vec<Item>| items.into_iter().map(|item| item.id).collect::<Vec<_>>();
    assert_eq!(ids(desk.store.releasable(device(1), awake(0), 10).unwrap()), [record(3), record(4)]);
    let due = desk.store.due(device(1), until, awake(0), 10).unwrap();
    assert!(due.iter().all(|due| due.reason == GapReason::Withdrawn));
    assert_eq!(desk.purge_due(until, awake(0)), 2);
    assert_eq!((desk.state(record(1)), desk.state(record(2))), (ItemState::Purged, ItemState::Purged));
}

#[test]
fn deleting_what_is_on_its_way_is_a_request_to_the_server() {
    let mut desk = Desk::in_memory();
    desk.insert(note(1, "words"), None);
    desk.insert(note(2, "words"), None);
    let early = desk.store.write(|tx| tx.request_deletion(record(1), T0));
    assert!(matches!(early, Err(StoreError::State(_))));
    desk.claim(1, &[record(1), record(2)], awake(0)).unwrap();
    assert_eq!(desk.store.write(|tx| tx.offer(&[record(1), record(2)])).unwrap(), []);
    let here = desk.store.write(|tx| tx.delete_later(&[record(1)], awake(0)));
    assert!(matches!(here, Err(StoreError::State(_))));
    for n in [1, 2, 1] {
        desk.store.write(|tx| tx.request_deletion(record(n), T0)).unwrap();
    }
    let pending = |sent| PendingDeletion { id: record(1), at: T0, sent };
    assert_eq!(desk.store.pending_deletions(device(1)).unwrap()[0], pending(false));
    desk.store.write(|tx| tx.mark_sent(record(1), None)).unwrap();
    // What the server refused is here alone, and is deleted here.
    desk.store.write(|tx| tx.quarantine(record(2), "refused", "no")).unwrap();
    assert_eq!(desk.store.pending_deletions(device(1)).unwrap(), [pending(true)]);
    assert_eq!(desk.purge_due(T0, awake(0)), 1);
    desk.store.write(|tx| tx.settle_deletion(record(1), true)).unwrap();
    assert_eq!(desk.store.pending_deletions(device(1)).unwrap(), []);
    let again = desk.store.write(|tx| tx.settle_deletion(record(1), true));
    assert!(matches!(again, Err(StoreError::NotFound(_))));
}

/// An unreachable server has nothing of a batch: what the agent deletes or withdraws of it never leaves.
#[test]
fn what_was_claimed_but_never_offered_stays_here() {
    let mut desk = Desk::in_memory();
    for n in 1..=4 {
        desk.insert(note(n, "words"), None);
    }
    let all = [1, 2, 3, 4].map(record);
    let claim = desk.claim(1, &all, awake(0)).unwrap();
    desk.store.write(|tx| tx.offer(&[record(1)])).unwrap();
    desk.store.write(|tx| tx.delete_later(&[record(2), record(3)], awake(9))).unwrap();
    desk.store.write(|tx| tx.undelete(&[record(2)])).unwrap();
    assert_eq!(desk.state(record(2)), ItemState::Claimed);
    let until = T0.plus(Millis::from_minutes(24 * 60));
    let frozen = desk.store.write(|tx| tx.freeze(device(1), project(1), Category::WorkNotes, until));
    assert_eq!(frozen.unwrap(), 2);
    assert_eq!(desk.store.write(|tx| tx.offer(&all)).unwrap(), all[1..]);
    // What the agent sends all the same goes as it was committed to.
    desk.store.write(|tx| tx.release(&[record(4)])).unwrap();
    assert_eq!(desk.state(record(4)), ItemState::Claimed);
    assert_eq!(desk.purge_due(until, awake(9)), 2);
    let items = desk.store.batch_items(claim.batch).unwrap();
    let sendable: Vec<_> = items.iter().map(|item| item.content.is_some()).collect();
    assert_eq!(sendable, [true, false, false, true]);
}

#[test]
fn pages_and_counts_hold_everything_once() {
    let mut desk = Desk::in_memory();
    for n in 1..=25 {
        desk.insert(note(n, "words"), None);
    }
    desk.store.write(|tx| tx.delete_later(&[record(1)], awake(0))).unwrap();
    desk.claim(1, &[record(2), record(3)], awake(0)).unwrap();
    let (mut seen, mut after) = (Vec::new(), Cursor::START);
    loop {
        let page = desk.store.items(&Query::outbox(device(1)), after, 10).unwrap();
        let Some(last) = page.last() else { break };
        after = last.cursor;
        seen.extend(page.iter().map(|item| item.id));
    }
    let expected: Vec<_> = std::iter::once(1).chain(4..=25).map(record).collect();
    assert_eq!(seen, expected);
    let usage = desk.store.usage().unwrap();
    assert_eq!((usage.outbox(), usage.upload_pending(), usage.quarantined()), (23, 2, 0));
    assert_eq!(desk.store.count(&Query::outbox(device(1))).unwrap(), 23);
    assert_eq!(desk.store.count(&Query::outbox(device(2))).unwrap(), 0);
    assert_eq!(desk.store.to_send(device(1), awake(0)).unwrap().0, 22);
}
