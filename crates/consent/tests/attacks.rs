//! What a ledger must refuse, and what a check of a whole ledger must notice.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

mod common;

use std::convert::Infallible;

use candor_consent::{
    Body, DeviceKey, Entry, Ledger, PublicKey, Receipt, ReceiptContext, Salt, Signature, SignedEntry,
    batch_root, canonical, commitment,
    coverage::{History, NotCovered},
    entry::{Channel, Decision},
    grant::{Consent, Permission, Refusal},
    ledger::LedgerError,
    note::{Checkpoint, Head, InvalidCheckpoint},
    receipt,
    verify::{
        CommitmentError, Member, ReceiptError, Verified, VerifyError, verify_commitments, verify_ledger,
        verify_receipt,
    },
};
use candor_domain::{
    Category, DeviceId, Record, Sha256Hash, Zone,
    category::Screenshots,
    policy::PolicyVersion,
    record::LedgerSize,
    session::{SessionEvent, SessionReason},
};
use common::*;

const SERVER: &str = "candor.example";

/// Enrolled, notice 1 shown, screenshots granted, session 0 running.
fn running() -> (Ledger, Vec<SignedEntry>) {
    let project = project_id(0);
    ledger([
        shown(project, 1, "notice 1"),
        decision(project, Category::Screenshots, Decision::Granted, "notice 1"),
        session(session_id(0), project, SessionEvent::Started),
    ])
}

fn consent() -> (Consent, Vec<SignedEntry>) {
    let (ledger, entries) = running();
    let mut consent = Consent::new(ledger);
    consent.publish(policy(project_id(0), 1));
    consent.set_indicator(true);
    assert!(consent.grant::<Screenshots>().is_ok());
    (consent, entries)
}

fn state(ledger: &Ledger) -> String {
    format!("{ledger:?}")
}

/// An entry for the next place, signed by `key` without asking the ledger.
fn forge(ledger: &Ledger, body: Body, key: &DeviceKey) -> SignedEntry {
    let entry = Entry { v: 1, seq: ledger.size().get(), device: device(), at: AT, body };
    SignedEntry::sign(entry, key)
}

#[track_caller]
fn refused(ledger: &Ledger, entry: &SignedEntry, expected: LedgerError) {
    let mut copy = ledger.clone();
    assert_eq!(copy.append(entry), Err(expected));
    assert_eq!(state(&copy), state(ledger), "a refused entry changes nothing");
}

#[test]
fn another_hand_cannot_write() {
    let (ledger, entries) = running();
    let body = decision(project_id(0), Category::WebcamStills, Decision::Granted, "notice 1");
    let seq = ledger.size().get();
    refused(&ledger, &forge(&ledger, body.clone(), &server_key()), LedgerError::Signature(seq));

    let good = forge(&ledger, body, &device_key());
    let unsigned = SignedEntry { sig: Signature::from_bytes([0; 64]), ..good.clone() };
    refused(&ledger, &unsigned, LedgerError::Signature(seq));
    let borrowed = SignedEntry { sig: entries[2].sig, ..good.clone() };
    refused(&ledger, &borrowed, LedgerError::Signature(seq));

    let mut other = good.clone();
    other.entry.device = DeviceId::new(AT, [99; 10]);
    refused(&ledger, &SignedEntry::sign(other.entry, &device_key()), LedgerError::Device);
    let mut newer = good.clone();
    newer.entry.v = 2;
    refused(&ledger, &SignedEntry::sign(newer.entry, &device_key()), LedgerError::Format(2));
    assert_eq!(ledger.clone().append(&good), Ok(()));
}

#[test]
fn order_cannot_be_changed() {
    let (ledger, entries) = running();
    let size = ledger.size().get();
    for entry in &entries {
        let found = entry.entry.seq;
        refused(&ledger, entry, LedgerError::Order { expected: size, found });
    }
    let mut ahead = forge(&ledger, Body::Wipe {}, &device_key()).entry;
    ahead.seq += 1;
    let ahead = SignedEntry::sign(ahead, &device_key());
    refused(&ledger, &ahead, LedgerError::Order { expected: size, found: size + 1 });

    for (a, b) in [(0, 1), (1, 2), (2, 3)] {
        let mut swapped = entries.clone();
        swapped.swap(a, b);
        assert!(Ledger::replay(device(), &swapped).is_err());
        let mut dropped = entries.clone();
        dropped.remove(b - 1);
        assert!(Ledger::replay(device(), &dropped).is_err());
    }
}

#[test]
fn an_altered_entry_is_noticed() {
    let (_, entries) = running();
    let changes: [fn(&mut Entry); 5] = [
        |entry| entry.at = at(1_000_000),
        |entry| {
            if let Body::Decision { category, .. } = &mut entry.body {
                *category = Category::WebcamStills;
            }
        },
        |entry| {
            if let Body::Decision { decision, .. } = &mut entry.body {
                *decision = Decision::Withdrawn;
            }
        },
        |entry| {
            if let Body::NoticeShown { policy_version, .. } = &mut entry.body {
                *policy_version = PolicyVersion::new(9);
            }
        },
        |entry| {
            if let Body::Session { zone, .. } = &mut entry.body {
                *zone = Some("Europe/Dublin".parse::<Zone>().unwrap());
            }
        },
    ];
    for change in changes {
        for index in 0..entries.len() {
            let mut altered = entries.clone();
            change(&mut altered[index].entry);
            if altered != entries {
                let seq = index as u64;
                let result = Ledger::replay(device(), &altered).map(|ledger| state(&ledger));
                assert_eq!(result, Err(LedgerError::Signature(seq)));
            }
        }
    }
}

#[test]
fn what_nobody_reads_is_refused() {
    let (_, entries) = running();
    let line = serde_json::to_string(&entries[2]).unwrap();
    assert_eq!(serde_json::from_str::<SignedEntry>(&line).unwrap(), entries[2]);
    let changed = [
        line.replacen("\"v\":1", "\"v\":1,\"more\":0", 1),
        line.replacen("\"channel\":", "\"keys\":\"typed text\",\"channel\":", 1),
        line.replacen("\"kind\":\"decision\"", "\"kind\":\"typed_text\"", 1),
        line.replacen(".789Z", ".78900Z", 1),
        line.replacen("\"seq\":2", "\"seq\":2.0", 1),
        line.replacen("\"seq\":2", "\"seq\":-2", 1),
        line.replacen("screenshots", "Screenshots", 1),
        line.replacen("\"sig\":\"", "\"sig\":\"AA", 1),
    ];
    for changed in changed {
        assert_ne!(changed, line);
        let read = serde_json::from_str::<SignedEntry>(&changed);
        assert!(read.is_err(), "{changed}");
    }
}

/// Canonical JSON writes 2^53 and 2^53 + 1 alike, so that a signature over one would hold for the other.
#[test]
fn a_number_with_a_twin_is_refused_wherever_it_is_read() {
    let (_, entries) = running();
    let canonical = String::from_utf8(entries[2].entry.leaf()).unwrap();
    for number in ["9007199254740992", "9007199254740993", "18446744073709551615", "18446744073709551616"] {
        let twin = canonical.replacen("\"seq\":2", "\"seq\":9007199254740992", 1);
        let sig = serde_json::to_value(device_key().sign(twin.as_bytes())).unwrap();
        let entry = canonical.replacen("\"seq\":2", &format!("\"seq\":{number}"), 1);
        assert_ne!(entry, canonical);
        assert!(serde_json::from_str::<Entry>(&entry).is_err(), "{number}");
        let signed = format!("{{\"entry\":{entry},\"sig\":{sig}}}");
        assert!(serde_json::from_str::<SignedEntry>(&signed).is_err(), "{number}");

        let record = record(Category::ActivityCounts, project_id(0), session_id(0), 3, "notice 1");
        let record = String::from_utf8(canonical::bytes(&record)).unwrap();
        for (from, to) in
            [("\"seq\":7", "seq"), ("\"ledger_size\":3", "ledger_size"), ("\"keys\":212", "keys")]
        {
            let changed = record.replacen(from, &format!("\"{to}\":{number}"), 1);
            assert_ne!(changed, record, "{to}");
            assert!(serde_json::from_str::<Record>(&changed).is_err(), "{to} {number}");
        }

        let receipt = format!("{{\"candor:bytesAtMost\":{number}}}");
        assert!(serde_json::from_str::<Receipt>(&receipt).is_err(), "{number}");
        let root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let checkpoint = format!("candor/{}\n{number}\n{root}\n\n\u{2014} a AAAA\n", device());
        assert!(matches!(Checkpoint::parse(&checkpoint), Err(InvalidCheckpoint::Form(_))), "{number}");
    }
}

#[test]
fn a_ledger_begins_with_its_own_enrolment() {
    let empty = Ledger::new(device());
    refused(
        &empty,
        &forge(&empty, shown(project_id(0), 1, "notice 1"), &device_key()),
        LedgerError::Enrolment,
    );
    // Enrolled under one key and signed by another: nobody has shown that they own the first.
    refused(&empty, &forge(&empty, enrolled(), &server_key()), LedgerError::Signature(0));
    let (ledger, _) = running();
    refused(&ledger, &forge(&ledger, enrolled(), &device_key()), LedgerError::Enrolment);
    // The key that anyone can sign under is no key.
    let weak = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assert!(weak.parse::<PublicKey>().is_err());
}

#[test]
fn nobody_decides_on_a_text_unseen() {
    let project = project_id(0);
    let (mut ledger, _) = running();
    let on = |notice: &str, what| decision(project, Category::WebcamStills, what, notice);
    for what in [Decision::Granted, Decision::Declined, Decision::Withdrawn] {
        refused(&ledger, &forge(&ledger, on("never shown", what), &device_key()), LedgerError::UnseenNotice);
        let elsewhere = decision(project_id(1), Category::WebcamStills, what, "notice 1");
        refused(&ledger, &forge(&ledger, elsewhere, &device_key()), LedgerError::UnseenNotice);
    }
    let next = ledger.draft(shown(project, 2, "notice 2"), AT, &device_key()).unwrap();
    ledger.append(&next).unwrap();
    // The older text is no longer the one to agree to, but taking back what was agreed to it must stay possible.
    for what in [Decision::Granted, Decision::Declined] {
        refused(&ledger, &forge(&ledger, on("notice 1", what), &device_key()), LedgerError::UnseenNotice);
    }
    assert!(ledger.draft(on("notice 1", Decision::Withdrawn), AT, &device_key()).is_ok());
    // A text that stands for one version can't be passed off as another's.
    let lie = forge(&ledger, shown(project, 9, "notice 1"), &device_key());
    refused(&ledger, &lie, LedgerError::NoticeVersion);
}

#[test]
fn the_language_is_no_place_for_content() {
    let (ledger, _) = running();
    for (lang, allowed) in [("en", true), ("zh-Hant-TW", true), ("", false), ("what was typed", false)] {
        let mut body = shown(project_id(0), 1, "notice 1");
        if let Body::NoticeShown { lang: tag, .. } = &mut body {
            *tag = lang.into();
        }
        let drafted = ledger.draft(body, AT, &device_key());
        assert_eq!(drafted.is_ok(), allowed, "{lang:?}: {drafted:?}");
    }
}

#[test]
fn sessions_follow_their_order() {
    let (project, key) = (project_id(0), device_key());
    let (mut ledger, _) = running();
    let forged = |ledger: &Ledger, body| forge(ledger, body, &key);
    let of = |number, event| session(session_id(number), project, event);
    for body in [
        of(0, SessionEvent::Started),
        of(1, SessionEvent::Started),
        of(0, SessionEvent::Resumed),
        of(1, SessionEvent::Paused),
        session(session_id(0), project_id(1), SessionEvent::Stopped),
    ] {
        refused(&ledger, &forged(&ledger, body), LedgerError::SessionOrder);
    }
    let event = |event, reason, zone| Body::Session { session: session_id(0), project, event, reason, zone };
    for body in [
        event(SessionEvent::Paused, None, None),
        event(SessionEvent::Paused, Some(SessionReason::Idle), Some(Zone::UTC)),
        event(SessionEvent::Stopped, None, Some(Zone::UTC)),
    ] {
        refused(&ledger, &forged(&ledger, body), LedgerError::SessionForm);
    }
    let stop = ledger.draft(of(0, SessionEvent::Stopped), AT, &key).unwrap();
    ledger.append(&stop).unwrap();
    // A session that ended is over, or records of it could be added for ever.
    refused(&ledger, &forged(&ledger, of(0, SessionEvent::Started)), LedgerError::SessionOrder);
    assert!(ledger.draft(of(1, SessionEvent::Started), AT, &key).is_ok());
}

#[test]
fn nothing_comes_after_a_wipe() {
    let (mut consent, _) = consent();
    let (grant, cleared) =
        (consent.grant::<Screenshots>().unwrap(), consent.clear(Category::Screenshots).unwrap());
    let wipe = consent.draft(Body::Wipe {}, AT, &device_key()).unwrap();
    consent.append(&wipe).unwrap();
    assert!(!grant.is_live() && !cleared.is_live());
    assert_eq!(consent.grant::<Screenshots>().unwrap_err(), Refusal::NoSession);
    assert_eq!(consent.decision(project_id(0), Category::Screenshots), Err(Refusal::Undecided));
    let project = project_id(0);
    for body in [
        shown(project, 1, "notice 1"),
        decision(project, Category::Screenshots, Decision::Granted, "notice 1"),
        session(session_id(1), project, SessionEvent::Started),
        Body::Wipe {},
    ] {
        refused(consent.ledger(), &forge(consent.ledger(), body, &device_key()), LedgerError::Wiped);
    }
}

#[test]
fn a_granted_version_cannot_be_exchanged() {
    let (mut consent, _) = consent();
    let mut wider = policy(project_id(0), 1);
    wider.categories.get_mut(&Category::Screenshots).unwrap().per_hour = 3_600;
    assert!(!consent.publish(wider.clone()));
    assert_eq!(consent.policy(project_id(0)), Some(&policy(project_id(0), 1)));
    wider.version = PolicyVersion::new(2);
    let grant = consent.grant::<Screenshots>().unwrap();
    assert!(consent.publish(wider));
    assert!(!grant.is_live());
    assert_eq!(consent.grant::<Screenshots>().unwrap_err(), Refusal::Widened);
}

/// Odd orders of decisions are all allowed, and the last one counts.
#[test]
fn the_last_decision_counts() {
    use Decision::{Declined, Granted, Withdrawn};
    let cases = [
        (vec![Granted, Granted], Ok(())),
        (vec![Granted, Declined], Err(Refusal::Declined)),
        (vec![Withdrawn], Err(Refusal::Withdrawn)),
        (vec![Withdrawn, Withdrawn, Granted], Ok(())),
        (vec![Declined, Granted], Ok(())),
        (vec![Declined, Withdrawn], Err(Refusal::Withdrawn)),
    ];
    for (decisions, expected) in cases {
        let project = project_id(0);
        let bodies = decisions.iter().map(|d| decision(project, Category::Screenshots, *d, "notice 1"));
        let (ledger, _) = ledger(std::iter::once(shown(project, 1, "notice 1")).chain(bodies));
        let mut consent = Consent::new(ledger);
        consent.publish(policy(project, 1));
        let found = consent.decision(project, Category::Screenshots);
        assert_eq!(found.map(|_| ()), expected, "{decisions:?}");
    }
}

#[test]
fn the_permissions_of_a_dropped_consent_are_dead() {
    let (consent, _) = consent();
    let (grant, cleared) =
        (consent.grant::<Screenshots>().unwrap(), consent.clear(Category::Screenshots).unwrap());
    drop(consent);
    assert!(!grant.is_live() && !cleared.is_live());
}

fn checked(
    entries: &[SignedEntry],
    checkpoint: Option<&Checkpoint>,
    server: Option<(&str, &PublicKey)>,
) -> Result<Verified, VerifyError> {
    let entries = entries.iter().cloned().map(Ok::<_, Infallible>);
    verify_ledger(device(), &device_key().public(), entries, checkpoint, server)
}

#[test]
fn a_whole_ledger_is_checked() {
    let (ledger, entries) = running();
    let server = server_key().public();
    let checkpoint = ledger.checkpoint(&device_key()).cosign(SERVER, &server_key(), AT);
    let verified = checked(&entries, Some(&checkpoint), Some((SERVER, &server))).unwrap();
    assert_eq!(verified.ledger.head(), ledger.head());
    assert_eq!(verified.history.size(), ledger.size());
    assert_eq!(verified.cosigned_at.map(|at| at.as_millis()), Some(AT.as_millis() / 1_000 * 1_000));

    // An older checkpoint covers the beginning; what came later is signed by the device alone.
    let (earlier, _) = (Ledger::replay(device(), &entries[..2]).unwrap(), ());
    let older = earlier.checkpoint(&device_key());
    let verified = checked(&entries, Some(&older), None).unwrap();
    assert_eq!((verified.checkpointed, verified.cosigned_at), (Some(LedgerSize::new(2)), None));
    assert!(checked(&entries, None, None).is_ok());
    assert!(checked(&[], None, None).is_ok());
}

#[test]
fn a_ledger_that_doesnt_hold_is_found_out() {
    let (ledger, entries) = running();
    let server = server_key().public();
    let checkpoint = ledger.checkpoint(&device_key()).cosign(SERVER, &server_key(), AT);
    let with = |checkpoint| checked(&entries, Some(checkpoint), Some((SERVER, &server)));

    let cut = checked(&entries[..3], Some(&checkpoint), None).unwrap_err();
    assert!(matches!(cut, VerifyError::Truncated { .. }), "{cut}");

    // A history rewritten by the device itself, each entry signed again: only the checkpoint shows it.
    let project = project_id(0);
    let (_, rewritten) = common::ledger([
        shown(project, 1, "notice 1"),
        decision(project, Category::WebcamStills, Decision::Granted, "notice 1"),
        session(session_id(0), project, SessionEvent::Started),
    ]);
    let error = checked(&rewritten, Some(&checkpoint), None).unwrap_err();
    assert!(matches!(error, VerifyError::Root(_)), "{error}");

    let head = |device, root| Head { device, root, ..ledger.head() };
    let other = DeviceId::new(AT, [99; 10]);
    let foreign = Checkpoint::sign(head(other, ledger.head().root), &device_key());
    assert!(matches!(with(&foreign).unwrap_err(), VerifyError::OtherDevice));
    let unsigned = Checkpoint::sign(ledger.head(), &server_key());
    let error = checked(&entries, Some(&unsigned), None).unwrap_err();
    assert!(matches!(error, VerifyError::Checkpoint(InvalidCheckpoint::Signature(_))), "{error}");
    let alone = ledger.checkpoint(&device_key());
    assert!(matches!(with(&alone).unwrap_err(), VerifyError::Checkpoint(InvalidCheckpoint::Signature(_))));
    let stranger = DeviceKey::from_seed(&[3; 32]);
    let cosigned = ledger.checkpoint(&device_key()).cosign(SERVER, &stranger, AT);
    let error = checked(&entries, Some(&cosigned), Some((SERVER, &stranger.public()))).unwrap_err();
    assert!(matches!(error, VerifyError::ServerKey), "{error}");

    let unread = [Err("cut off in the middle of a line")];
    let entries = entries.iter().cloned().map(Ok).chain(unread);
    let error = verify_ledger(device(), &device_key().public(), entries, None, None).unwrap_err();
    assert!(matches!(error, VerifyError::Unreadable { seq: 4, .. }), "{error}");
    let (_, entries) = running();
    let other = entries.into_iter().map(Ok::<_, Infallible>);
    let error = verify_ledger(device(), &stranger.public(), other, None, None).unwrap_err();
    assert!(matches!(error, VerifyError::DeviceKey), "{error}");
}

#[test]
fn records_are_those_that_were_committed_to() {
    let make = |number: u8| {
        let mut record = record(Category::ActivityCounts, project_id(0), session_id(0), 4, "notice 1");
        record.seq = number.into();
        (Salt::from_bytes([number; 32]), record)
    };
    let batch: Vec<(Salt, Record)> = (0..5).map(make).collect();
    let root = batch_root(batch.iter().map(|(salt, record)| commitment(salt, record)));
    let check = |batch: &[(Salt, Record)], count| {
        verify_commitments(count, &root, batch.iter().map(|(salt, record)| Member::Kept(salt, record)))
    };
    assert_eq!(check(&batch, 5), Ok(()));
    assert_eq!(check(&batch, 4), Err(CommitmentError::Count { expected: 4, found: 5 }));
    assert_eq!(check(&batch[..4], 5), Err(CommitmentError::Count { expected: 5, found: 4 }));
    let mut swapped = batch.clone();
    swapped.swap(1, 2);
    assert_eq!(check(&swapped, 5), Err(CommitmentError::Root));
    let mut altered = batch.clone();
    altered[3].1.synthetic = true;
    assert_eq!(check(&altered, 5), Err(CommitmentError::Root));
    let mut salted = batch;
    salted[3].0 = Salt::from_bytes([99; 32]);
    assert_eq!(check(&salted, 5), Err(CommitmentError::Root));
}

#[test]
fn a_receipt_says_what_the_ledger_says() {
    let write = |decision, category, notice: &str| -> Receipt {
        receipt(&ReceiptContext {
            id: record_id(1),
            agent: agent(),
            device: device(),
            project: &project(),
            policy_version: PolicyVersion::new(1),
            terms: &terms(),
            working_hours: None,
            category,
            notice: Sha256Hash::of(notice),
            lang: "en",
            decision,
            previous: None,
            at: AT,
            channel: Channel::Cli,
        })
    };
    let entry = |receipt: &Receipt| Body::Decision {
        project: project_id(0),
        category: Category::Screenshots,
        decision: Decision::Granted,
        notice: Sha256Hash::of("notice 1"),
        receipt: receipt.sha256(),
        channel: Channel::Cli,
        answers: None,
    };
    let good = write(Decision::Granted, Category::Screenshots, "notice 1");
    assert_eq!(verify_receipt(&good, &entry(&good)), Ok(()));
    assert_eq!(verify_receipt(&good, &Body::Wipe {}), Err(ReceiptError::NoDecision));
    let others = [
        write(Decision::Declined, Category::Screenshots, "notice 1"),
        write(Decision::Granted, Category::WebcamStills, "notice 1"),
        write(Decision::Granted, Category::Screenshots, "notice 2"),
    ];
    for other in others {
        assert_eq!(verify_receipt(&other, &entry(&good)), Err(ReceiptError::Hash));
        assert_eq!(verify_receipt(&other, &entry(&other)), Err(ReceiptError::Content));
    }
}

#[test]
fn records_that_no_consent_covers_are_refused() {
    let project = project_id(0);
    let (_, entries) = ledger([
        shown(project, 1, "notice 1"),                                           // size 2
        decision(project, Category::Screenshots, Decision::Granted, "notice 1"), // 3
        session(session_id(0), project, SessionEvent::Started),                  // 4
        session(session_id(0), project, SessionEvent::Paused),                   // 5
        session(session_id(0), project, SessionEvent::Resumed),                  // 6
        decision(project, Category::Screenshots, Decision::Withdrawn, "notice 1"), // 7
        shown(project, 2, "notice 2"),                                           // 8
        decision(project, Category::Screenshots, Decision::Granted, "notice 2"), // 9
        session(session_id(0), project, SessionEvent::Stopped),                  // 10
        session(session_id(1), project, SessionEvent::Started),                  // 11
        Body::Wipe {},                                                           // 12
    ]);
    let history = History::of(entries.iter().map(|signed| &signed.entry));
    let judge = |size, session, notice: &str, edit: fn(&mut Record)| {
        let mut record = record(Category::Screenshots, project, session_id(session), size, notice);
        edit(&mut record);
        history.covers(&record)
    };
    let plain = |size, session, notice| judge(size, session, notice, |_| {});
    let cases = [
        (3, 0, "notice 1", Err(NotCovered::Session)),
        (4, 0, "notice 1", Ok(())),
        (5, 0, "notice 1", Err(NotCovered::NotRunning)),
        (6, 0, "notice 1", Ok(())),
        (6, 0, "notice 2", Err(NotCovered::OtherNotice)),
        (7, 0, "notice 1", Err(NotCovered::NotGranted)),
        (8, 0, "notice 2", Err(NotCovered::NotGranted)),
        (9, 0, "notice 1", Err(NotCovered::OtherNotice)),
        (9, 0, "notice 2", Ok(())),
        (10, 0, "notice 2", Err(NotCovered::NotRunning)),
        (10, 1, "notice 2", Err(NotCovered::Session)),
        (11, 1, "notice 2", Ok(())),
        (12, 1, "notice 2", Err(NotCovered::NotRunning)),
        (13, 1, "notice 2", Err(NotCovered::LedgerBehind)),
    ];
    for (size, session, notice, expected) in cases {
        assert_eq!(plain(size, session, notice), expected, "size {size}, session {session}, {notice}");
    }
    let edited = |edit| judge(4, 0, "notice 1", edit);
    assert_eq!(edited(|r| r.device = DeviceId::new(AT, [99; 10])), Err(NotCovered::Device));
    assert_eq!(edited(|r| r.project = project_id(1)), Err(NotCovered::Session));
    assert_eq!(edited(|r| r.consent = None), Err(NotCovered::Unnamed));
    assert_eq!(edited(|r| r.stream = candor_domain::record::Stream::Notes), Err(NotCovered::Stream));
    assert_eq!(
        edited(|r| r.consent.as_mut().unwrap().receipt = Sha256Hash::of("forged")),
        Err(NotCovered::OtherNotice)
    );
    let still = record(Category::WebcamStills, project, session_id(0), 4, "notice 1");
    assert_eq!(history.covers(&still), Err(NotCovered::NotGranted));
}
