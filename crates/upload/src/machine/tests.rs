//! What follows what, as tables.

use candor_domain::Sha256Hash;

use super::*;
use crate::testing::{bare, problem, record_id};

const NOW: Boot = Boot::from_millis(1_000_000);

fn size(entries: u64) -> LedgerSize {
    LedgerSize::new(entries)
}

fn level() -> Input {
    Input::Ledger { own: size(5), cosigned: size(5) }
}

/// Two records, the first with a blob.
fn plan(resumed: bool) -> Input {
    let record =
        |n, blob: Option<&str>| PlannedRecord { id: record_id(n), len: 100, blob: blob.map(Sha256Hash::of) };
    Input::Batch(Some(BatchPlan {
        entry: 4,
        resumed,
        records: vec![Some(record(0, Some("picture"))), None, Some(record(2, None))],
    }))
}

fn answers() -> Input {
    Input::Answers(vec![Answer::Accepted(record_id(0)), Answer::Duplicate(record_id(2))])
}

fn refused(n: u8, code: ErrorCode) -> Answer {
    Answer::Refused { id: Some(record_id(n)), code: code.into(), message: "no".into() }
}

/// Feeds the inputs and compares each action.
fn check(mode: Mode, talk: impl IntoIterator<Item = (Input, Action)>) {
    let mut machine = Machine::new(mode, Backoff::default());
    for (number, (input, expected)) in talk.into_iter().enumerate() {
        let shown = format!("line {number}: {input:?}");
        assert_eq!(machine.step(input, NOW, 0), expected, "{shown}");
    }
}

/// The action that stands after these inputs and a failure.
fn after(mode: Mode, inputs: Vec<Input>, failure: impl Into<Failure>) -> Action {
    let mut machine = Machine::new(mode, Backoff::default());
    for input in inputs {
        machine.step(input, NOW, 0);
    }
    machine.step(Input::Failed(failure.into()), NOW, 0)
}

#[test]
fn the_ledger_goes_first_then_deletions_then_batches() {
    let chunk = |from| Action::SendLedger { from: size(from), max: MAX_ENTRIES };
    check(
        Mode::Once,
        [
            (Input::Start, Action::ReadLedger),
            (Input::Ledger { own: size(1500), cosigned: size(0) }, chunk(0)),
            (Input::Cosignature("a".into()), Action::StoreCosignature("a".into())),
            (Input::Cosigned(Cosignature::Stored, 1000), chunk(1000)),
            (Input::Cosignature("b".into()), Action::StoreCosignature("b".into())),
            (Input::Cosigned(Cosignature::Stored, 500), Action::NextDeletion),
            (Input::Deletion(Some(record_id(9))), Action::Delete(record_id(9))),
            (Input::Deleted, Action::SettleDeletion(record_id(9), DeletionOutcome::Deleted)),
            (Input::Settled, Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            (Input::Batch(None), Action::Finish(None)),
        ],
    );
}

#[test]
fn blobs_go_before_records_and_each_is_settled() {
    check(
        Mode::Once,
        [
            (Input::Start, Action::ReadLedger),
            (level(), Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            (plan(false), Action::PutBlob(0)),
            (Input::BlobStored, Action::SendBatch(vec![0, 2])),
            (answers(), Action::Settle(0, Settlement::Accepted)),
            (Input::Settled, Action::Settle(2, Settlement::Duplicate)),
            (Input::Settled, Action::ReadLedger),
            (level(), Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            // A batch from before is asked about; an item that is gone leaves its commitment.
            (plan(true), Action::AskBlob(0)),
            (Input::BlobKnown(false), Action::PutBlob(0)),
            (Input::Gone(vec![0]), Action::SendBatch(vec![2])),
            // What is deleted at the last moment too.
            (Input::Gone(vec![2]), Action::ReadLedger),
            (level(), Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            (plan(true), Action::AskBlob(0)),
            (Input::BlobKnown(true), Action::SendBatch(vec![0, 2])),
            (Input::Gone(vec![0]), Action::SendBatch(vec![2])),
            (Input::Answers(vec![Answer::Duplicate(record_id(2))]), Action::Settle(2, Settlement::Duplicate)),
        ],
    );
}

#[test]
fn a_batch_waits_for_its_entry() {
    check(
        Mode::Once,
        [
            (Input::Start, Action::ReadLedger),
            (Input::Ledger { own: size(4), cosigned: size(4) }, Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            (plan(false), Action::ReadLedger),
            (
                Input::Ledger { own: size(5), cosigned: size(4) },
                Action::SendLedger { from: size(4), max: MAX_ENTRIES },
            ),
        ],
    );
}

#[test]
fn a_lost_put_is_asked_about_before_it_is_repeated() {
    check(
        Mode::Background,
        [
            (Input::Start, Action::ReadLedger),
            (level(), Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            (plan(false), Action::PutBlob(0)),
            (Input::Failed(Failure::Lost(String::new())), Action::Wait(NOW)),
            (Input::Elapsed, Action::AskBlob(0)),
            (Input::BlobKnown(true), Action::SendBatch(vec![0, 2])),
        ],
    );
}

#[test]
fn a_missing_blob_is_put_again_once() {
    let missing = || Input::Answers(vec![refused(0, ErrorCode::BlobMissing)]);
    let first = Input::Answers(vec![refused(0, ErrorCode::BlobMissing), Answer::Accepted(record_id(2))]);
    let quarantine = Settlement::Refused { code: ErrorCode::BlobMissing.into(), message: "no".into() };
    check(
        Mode::Once,
        [
            (Input::Start, Action::ReadLedger),
            (level(), Action::NextDeletion),
            (Input::Deletion(None), Action::NextBatch),
            (plan(true), Action::AskBlob(0)),
            (Input::BlobKnown(true), Action::SendBatch(vec![0, 2])),
            (first, Action::Settle(2, Settlement::Accepted)),
            (Input::Settled, Action::PutBlob(0)),
            (Input::BlobStored, Action::SendBatch(vec![0])),
            (missing(), Action::Settle(0, quarantine)),
        ],
    );
}

#[test]
fn a_failure_means_the_same_wherever_it_comes() {
    use ErrorCode::{
        DeviceRevoked, GraceOver, Internal, InvalidToken, Malformed, NotFound, RateLimited, TooLarge,
    };
    let ledger = || vec![Input::Start, Input::Ledger { own: size(5), cosigned: size(0) }];
    let deletion = || vec![Input::Start, level(), Input::Deletion(Some(record_id(9)))];
    let blob = || vec![Input::Start, level(), Input::Deletion(None), plan(false)];
    let batch = || vec![Input::Start, level(), Input::Deletion(None), plan(false), Input::BlobStored];
    let places = [ledger as fn() -> _, deletion, blob, batch];

    let soon = Some(Millis::from_secs(2));
    for inputs in places {
        for status in [408, 429, 502, 503, 504] {
            assert_eq!(after(Mode::Once, inputs(), bare(status, None)), Action::Wait(NOW));
            let until = NOW.plus(Millis::from_secs(2));
            assert_eq!(after(Mode::Background, inputs(), bare(status, soon)), Action::Wait(until));
        }
        assert_eq!(after(Mode::Once, inputs(), Failure::Lost("x".into())), Action::Wait(NOW));
        assert_eq!(after(Mode::Once, inputs(), problem(500, Internal)), Action::Wait(NOW));
        let unauthorised = problem(401, InvalidToken);
        let stop = |problem| Action::Finish(Some(problem));
        assert_eq!(
            after(Mode::Background, inputs(), unauthorised.clone()),
            stop(Problem::Unauthorised(unauthorised))
        );
        assert_eq!(
            after(Mode::Background, inputs(), problem(403, DeviceRevoked)),
            stop(Problem::DeviceRevoked)
        );
        // What is wrong with the token never counts against what was to be sent.
        assert_eq!(after(Mode::Once, inputs(), Failure::NoToken(problem(500, Internal))), Action::Wait(NOW));
        let forbidden = problem(400, Malformed);
        assert_eq!(
            after(Mode::Once, inputs(), Failure::NoToken(forbidden.clone())),
            stop(Problem::Unauthorised(forbidden))
        );
        let page = Failure::Strange("a page".into());
        assert_eq!(after(Mode::Background, inputs(), page), stop(Problem::NotCandor("a page".into())));
        assert!(matches!(
            after(Mode::Background, inputs(), bare(404, None)),
            Action::Finish(Some(Problem::NotCandor(_)))
        ));
    }

    let no = problem(400, Malformed);
    let quarantine = Settlement::Refused { code: Malformed.into(), message: no.to_string() };
    assert_eq!(
        after(Mode::Once, ledger(), no.clone()),
        Action::Finish(Some(Problem::LedgerRefused(no.clone())))
    );
    assert_eq!(after(Mode::Once, blob(), no.clone()), Action::Settle(0, quarantine.clone()));
    assert_eq!(after(Mode::Once, batch(), no), Action::Settle(0, quarantine));
    for (code, outcome) in [(NotFound, DeletionOutcome::Deleted), (GraceOver, DeletionOutcome::GraceOver)] {
        let action = after(Mode::Once, deletion(), problem(409, code));
        assert_eq!(action, Action::SettleDeletion(record_id(9), outcome));
    }
    let half = Action::SendLedger { from: size(0), max: MAX_ENTRIES / 2 };
    assert_eq!(after(Mode::Once, ledger(), problem(413, TooLarge)), half);
    assert_eq!(after(Mode::Once, batch(), problem(413, TooLarge)), Action::SendBatch(vec![0]));
    assert_eq!(after(Mode::Once, batch(), problem(429, RateLimited)), Action::Wait(NOW));
}

/// For an agent who has accepted that the server was restored.
fn accepting() -> How {
    How { accept_restored: true, ..Mode::Background.into() }
}

/// Whatever was asked when it came out.
#[test]
fn a_server_that_forgot_what_it_signed_for_stops_everything() {
    let behind =
        |known| ApiError { known_ledger: Some(size(known)), ..problem(409, ErrorCode::LedgerBehind) };
    for (own, cosigned, known) in [(5, 4, 3), (5, 5, 0)] {
        let mut machine =
            Machine::new(How { ask_level: true, ..Mode::Background.into() }, Backoff::default());
        machine.step(Input::Start, NOW, 0);
        let asked = machine.step(Input::Ledger { own: size(own), cosigned: size(cosigned) }, NOW, 0);
        assert_eq!(asked, Action::SendLedger { from: size(cosigned), max: MAX_ENTRIES });
        let problem = Problem::ServerForgot { known: size(known), cosigned: size(cosigned) };
        let end = machine.step(Input::Failed(behind(known).into()), NOW, 0);
        assert_eq!(end, Action::Finish(Some(problem)));
    }
    let mut machine = Machine::new(Mode::Background, Backoff::default());
    for input in [Input::Start, level(), Input::Deletion(None), plan(false), Input::BlobStored] {
        machine.step(input, NOW, 0);
    }
    let problem = Problem::ServerForgot { known: size(3), cosigned: size(5) };
    assert_eq!(machine.step(Input::Failed(behind(3).into()), NOW, 0), Action::Finish(Some(problem)));
}

#[test]
fn a_batch_that_the_server_has_no_ledger_for_sends_it_and_tries_again_but_not_for_ever() {
    let behind = || {
        let known_ledger = Some(size(3));
        Input::Failed(ApiError { known_ledger, ..problem(409, ErrorCode::LedgerBehind) }.into())
    };
    let mut machine = Machine::new(accepting(), Backoff::default());
    for input in [Input::Start, level(), Input::Deletion(None), plan(false), Input::BlobStored] {
        machine.step(input, NOW, 0);
    }
    for _ in 0..MAX_CORRECTIONS {
        assert_eq!(machine.step(behind(), NOW, 0), Action::ReadLedger);
        assert_eq!(machine.step(level(), NOW, 0), Action::SendLedger { from: size(3), max: MAX_ENTRIES });
        machine.step(Input::Cosignature("c".into()), NOW, 0);
        let again = machine.step(Input::Cosigned(Cosignature::Stored, 2), NOW, 0);
        assert_eq!(again, Action::SendBatch(vec![0, 2]));
        assert!(machine.server_forgot());
    }
    assert!(matches!(machine.step(behind(), NOW, 0), Action::Finish(Some(Problem::LedgerRefused(_)))));
}

/// A server that says another size each time isn't followed for ever.
#[test]
fn a_ledger_is_not_sent_in_circles() {
    let mut machine = Machine::new(accepting(), Backoff::default());
    machine.step(Input::Start, NOW, 0);
    machine.step(Input::Ledger { own: size(5), cosigned: size(4) }, NOW, 0);
    for known in [2, 1, 2] {
        let known_ledger = Some(size(known));
        let behind = ApiError { known_ledger, ..problem(409, ErrorCode::LedgerBehind) };
        let again = Action::SendLedger { from: size(known), max: MAX_ENTRIES };
        assert_eq!(machine.step(Input::Failed(behind.into()), NOW, 0), again);
    }
    let behind = ApiError { known_ledger: Some(size(1)), ..problem(409, ErrorCode::LedgerBehind) };
    let end = Action::Finish(Some(Problem::LedgerRefused(behind.clone())));
    assert_eq!(machine.step(Input::Failed(behind.into()), NOW, 0), end);
}

#[test]
fn answers_to_other_records_and_bad_cosignatures_stop_everything() {
    for wrong in [
        vec![],
        vec![Answer::Accepted(record_id(0))],
        vec![Answer::Accepted(record_id(2)), Answer::Accepted(record_id(0))],
        vec![refused(1, ErrorCode::NotConsented), Answer::Accepted(record_id(2))],
    ] {
        let mut machine = Machine::new(Mode::Background, Backoff::default());
        for input in [Input::Start, level(), Input::Deletion(None), plan(false), Input::BlobStored] {
            machine.step(input, NOW, 0);
        }
        let action = machine.step(Input::Answers(wrong), NOW, 0);
        assert!(matches!(action, Action::Finish(Some(Problem::NotCandor(_)))), "{action:?}");
    }
    let invalid = Input::Cosigned(Cosignature::Invalid("forged".into()), 5);
    check(
        Mode::Background,
        [
            (Input::Start, Action::ReadLedger),
            (
                Input::Ledger { own: size(5), cosigned: size(0) },
                Action::SendLedger { from: size(0), max: MAX_ENTRIES },
            ),
            (Input::Cosignature("c".into()), Action::StoreCosignature("c".into())),
            (invalid, Action::Finish(Some(Problem::CosignatureInvalid("forged".into())))),
        ],
    );
}
