//! Ledgers, checkpoints, enrolments, policies and the lock: what is refused.

use candor_consent::{Body, note::Checkpoint};
use candor_domain::{
    Millis, Policy,
    notice::Notice,
    policy::PolicyVersion,
    record::LedgerSize,
    session::{SessionEvent, SessionReason},
};
use zeroize::Zeroizing;

use super::support::*;
use crate::*;

#[test]
fn another_key_and_a_newer_format_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    drop(Desk::set_up(Store::open(&path, &key(1)).unwrap()));
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path, &key(2)), Err(StoreError::WrongKey)));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let store = Store::open(&path, &key(1)).unwrap();
    assert_eq!(store.entry_count(device(1)).unwrap(), LedgerSize::new(7));
    store.connection.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    assert!(matches!(Store::open(&path, &key(1)), Err(StoreError::Newer { found: 99, known: 1 })));
}

#[test]
fn entries_come_in_order_and_read_back() {
    let mut desk = Desk::in_memory();
    let pause = |desk: &Desk| {
        let body = Body::Session {
            session: session(1),
            project: project(1),
            event: SessionEvent::Paused,
            reason: Some(SessionReason::Agent),
            zone: None,
        };
        desk.ledger.draft(body, T0, &desk.key).unwrap()
    };
    let entry = pause(&desk);
    let mut ahead = entry.clone();
    ahead.entry.seq += 1;
    let refused = desk.store.write(|tx| tx.append(&ahead));
    assert!(matches!(refused, Err(StoreError::Order { expected: 7, found: 8, .. })), "{refused:?}");
    desk.store.write(|tx| tx.append(&entry)).unwrap();
    let again = desk.store.write(|tx| tx.append(&entry));
    assert!(matches!(again, Err(StoreError::Order { expected: 8, found: 7, .. })), "{again:?}");
    let read = desk.store.entries(device(1), 7, 10).unwrap();
    assert_eq!(read, [entry]);
    assert_eq!(read[0].entry.leaf(), pause(&desk).entry.leaf());
    assert_eq!(desk.store.entries(device(1), 2, 3).unwrap().len(), 3);
}

#[test]
fn a_checkpoint_never_shrinks_nor_changes_its_root() {
    let mut desk = Desk::in_memory();
    let head = desk.ledger.head();
    let at = |size: u64, root| {
        let head = candor_consent::note::Head { size: LedgerSize::new(size), root, ..head };
        Checkpoint::sign(head, &desk.key)
    };
    let other = candor_domain::Sha256Hash::of("other");
    let (whole, smaller, larger) = (at(7, head.root), at(6, head.root), at(8, head.root));
    let changed = at(7, other);
    let set = |desk: &mut Store, checkpoint: &Checkpoint| desk.write(|tx| tx.set_checkpoint(checkpoint));
    assert!(matches!(set(&mut desk.store, &larger), Err(StoreError::Order { .. })));
    set(&mut desk.store, &whole).unwrap();
    set(&mut desk.store, &whole).unwrap();
    assert!(matches!(set(&mut desk.store, &smaller), Err(StoreError::Order { .. })));
    assert!(matches!(set(&mut desk.store, &changed), Err(StoreError::Conflict(_))));
    assert_eq!(desk.store.checkpoint(device(1)).unwrap(), Some(whole));
}

#[test]
fn an_enrolment_begun_twice_keeps_its_first_key() {
    let mut store = Store::in_memory();
    let begun = |seed| PendingEnrolment {
        url: "https://candor.example".parse().unwrap(),
        invitation: Zeroizing::new("i".into()),
        seed: Zeroizing::new([seed; 32]),
        at: T0,
    };
    assert_eq!(store.write(|tx| tx.begin_enrolment(begun(1))).unwrap(), begun(1));
    assert_eq!(store.write(|tx| tx.begin_enrolment(begun(2))).unwrap(), begun(1));
    assert_eq!(store.pending().unwrap(), [begun(1)]);
    store.write(|tx| tx.abandon_enrolment("i")).unwrap();
    assert_eq!(store.pending().unwrap(), []);
}

#[test]
fn an_enrolment_has_its_key_until_it_is_forgotten() {
    let mut desk = Desk::in_memory();
    assert_eq!(desk.store.pending().unwrap(), []);
    let key = |store: &Store| store.device_key(device(1)).unwrap().map(|key| key.public());
    assert_eq!(key(&desk.store), Some(desk.key.public()));
    desk.store.write(|tx| tx.leave(device(1))).unwrap();
    assert_eq!(desk.store.enrolment(device(1)).unwrap().state, EnrolmentState::Left);
    assert_eq!(key(&desk.store), Some(desk.key.public()));
    desk.store.write(|tx| tx.forget_key(device(1))).unwrap();
    assert_eq!(key(&desk.store), None);
    assert!(matches!(desk.store.device_key(device(2)), Err(StoreError::NotFound(_))));
}

#[test]
fn what_was_published_never_changes() {
    let mut store = Desk::in_memory().store;
    let policy = Policy {
        v: 1,
        project: project(1),
        version: PolicyVersion::new(1),
        published_at: T0,
        review_minutes: 10,
        grace_hours: 24,
        working_hours: None,
        looking: candor_domain::policy::Looking::default(),
        categories: Default::default(),
    };
    let changed = Policy { review_minutes: 0, ..policy.clone() };
    let later = Policy { version: PolicyVersion::new(2), ..changed.clone() };
    let put = |store: &mut Store, policy: &Policy| store.write(|tx| tx.put_policy(device(1), policy));
    put(&mut store, &policy).unwrap();
    put(&mut store, &policy).unwrap();
    assert!(matches!(put(&mut store, &changed), Err(StoreError::Conflict(_))));
    put(&mut store, &later).unwrap();
    assert_eq!(store.policies(device(1)).unwrap(), [policy, later]);

    let notice = |text: &str, lang: &str| Notice {
        project: project(1),
        policy_version: PolicyVersion::new(1),
        lang: lang.into(),
        text: text.into(),
        sha256: candor_domain::Sha256Hash::of(text),
    };
    let put = |store: &mut Store, notice: &Notice| store.write(|tx| tx.put_notice(device(1), notice));
    put(&mut store, &notice("hello", "en")).unwrap();
    put(&mut store, &notice("hello", "en")).unwrap();
    put(&mut store, &notice("hallo", "de")).unwrap();
    assert!(matches!(put(&mut store, &notice("bye", "en")), Err(StoreError::Conflict(_))));
    let forged = Notice { text: "other".into(), ..notice("servus", "at") };
    assert!(matches!(put(&mut store, &forged), Err(StoreError::Corrupt(_))));
    let english = notice("hello", "en");
    assert_eq!(store.notice(device(1), english.sha256).unwrap(), Some(english));
    assert_eq!(store.notices_of(device(1), project(1), PolicyVersion::new(1)).unwrap().len(), 2);

    let sha256 = store.write(|tx| tx.put_receipt(device(1), b"{}")).unwrap();
    assert_eq!(store.receipt(device(1), sha256).unwrap().as_deref(), Some(&b"{}"[..]));
    assert_eq!(store.receipts(device(1)).unwrap(), [(sha256, b"{}".to_vec())]);
}

#[test]
fn an_open_session_is_found_and_stopped_once() {
    let mut desk = Desk::in_memory();
    let progress =
        |seconds| Progress { worked: Millis::from_secs(seconds), at: T0.plus(Millis::from_secs(seconds)) };
    let second = NewSession { id: session(2), ..new_session() };
    assert!(matches!(desk.store.write(|tx| tx.start_session(&second)), Err(StoreError::State(_))));
    desk.store.write(|tx| tx.session_alive(session(1), progress(60))).unwrap();
    desk.store.write(|tx| tx.pause_session(session(1), progress(70))).unwrap();
    let open = desk.store.open_sessions().unwrap();
    assert_eq!((open.len(), open[0].state, open[0].worked), (1, StoredState::Paused, Millis::from_secs(70)));
    assert_eq!(open[0].last_alive, progress(70).at);
    desk.store.write(|tx| tx.stop_session(session(1), progress(70), SessionReason::Crash)).unwrap();
    assert_eq!(desk.store.open_sessions().unwrap(), []);
    let stopped = desk.store.session(session(1)).unwrap();
    assert_eq!(stopped.state, StoredState::Stopped(SessionReason::Crash));
    let again = desk.store.write(|tx| tx.resume_session(session(1), progress(80)));
    assert!(matches!(again, Err(StoreError::State(_))));
    desk.store.write(|tx| tx.start_session(&second)).unwrap();
    let page = desk.store.sessions(device(1), stopped.cursor, 10).unwrap();
    assert_eq!(page.iter().map(|session| session.id).collect::<Vec<_>>(), [session(2)]);
}

#[test]
fn a_second_engine_is_refused_with_the_firsts_number() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("a/b");
    let first = HomeLock::acquire(&home).unwrap();
    let refused = HomeLock::acquire(&home).unwrap_err();
    assert!(
        matches!(refused, LockError::AlreadyRunning { pid } if pid == Some(std::process::id())),
        "{refused:?}"
    );
    assert!(refused.to_string().contains(&std::process::id().to_string()), "{refused}");
    drop(first);
    HomeLock::acquire(&home).unwrap();
}

#[test]
fn what_fails_or_panics_midway_leaves_nothing() {
    let mut desk = Desk::in_memory();
    let failed: Result<(), _> = desk.store.write(|tx| {
        tx.insert_item(note(1, "words"), None)?;
        Err(StoreError::NotFound("something else".into()))
    });
    assert!(failed.is_err());
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.store.write(|tx| -> Result<(), StoreError> {
            tx.insert_item(note(2, "words"), None)?;
            panic!("midway")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(desk.store.items(&Query::default(), Cursor::START, 10).unwrap(), []);
    assert_eq!(desk.insert(note(3, "words"), None).seq, 0, "numbers of what failed are given out again");
}
