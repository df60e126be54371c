//! Withdrawals made elsewhere: they stop at once, and the ledger says which of them it carried out.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

#[path = "common/mod.rs"]
mod common;

use candor_consent::{
    Body, Ledger,
    entry::Decision::{self, Declined, Granted, Withdrawn},
    grant::{Consent, Permission as _, Refusal},
    ledger::LedgerError,
};
use candor_domain::{Category, Timestamp, WithdrawalId, session::SessionEvent};
use common::*;

const SHOTS: Category = Category::Screenshots;

fn elsewhere(number: u8) -> WithdrawalId {
    WithdrawalId::new(AT, [number; 10])
}

fn answer(decided: Decision, withdrawal: WithdrawalId) -> Body {
    let mut body = decision(project_id(0), SHOTS, decided, "notice 1");
    if let Body::Decision { answers, .. } = &mut body {
        *answers = Some(withdrawal);
    }
    body
}

/// At work, all granted; `at` is what the device's clock says.
fn at_work(at: Timestamp) -> Consent {
    let mut consent = Consent::new(Ledger::new(device()));
    consent.publish(policy(project_id(0), 1));
    let bodies = [
        enrolled(),
        shown(project_id(0), 1, "notice 1"),
        decision(project_id(0), SHOTS, Granted, "notice 1"),
        session(session_id(0), project_id(0), SessionEvent::Started),
    ];
    for body in bodies {
        write(&mut consent, body, at).unwrap();
    }
    consent.set_indicator(true);
    consent
}

fn write(consent: &mut Consent, body: Body, at: Timestamp) -> Result<(), LedgerError> {
    let entry = consent.draft(body, at, &device_key())?;
    consent.append(&entry)
}

#[test]
fn it_stops_at_once_and_only_an_answer_and_a_fresh_grant_begin_anew() {
    for at in [AT, Timestamp::from_millis(0), Timestamp::from_millis(AT.as_millis() * 2)] {
        let mut consent = at_work(at);
        let grants = consent.grants();
        assert!(grants.screenshots.as_ref().unwrap().is_live());
        assert!(consent.withdrawn_elsewhere(elsewhere(1), project_id(0), SHOTS));
        assert!(!grants.screenshots.unwrap().is_live(), "nothing is written yet, and it has ended");
        assert_eq!(consent.decision(project_id(0), SHOTS), Err(Refusal::Withdrawn));
        assert!(!consent.withdrawn_elsewhere(elsewhere(1), project_id(0), SHOTS), "told again");

        // Neither a grant nor a withdrawal that says nothing of it, nor the answer to another, is its answer.
        for body in [
            decision(project_id(0), SHOTS, Withdrawn, "notice 1"),
            answer(Withdrawn, elsewhere(2)),
            decision(project_id(0), SHOTS, Granted, "notice 1"),
        ] {
            write(&mut consent, body, at).unwrap();
            assert_eq!(consent.decision(project_id(0), SHOTS), Err(Refusal::Withdrawn));
        }
        assert_eq!(consent.unanswered().collect::<Vec<_>>(), [(elsewhere(1), project_id(0), SHOTS)]);

        write(&mut consent, answer(Withdrawn, elsewhere(1)), at).unwrap();
        assert!(consent.ledger().state().answered(elsewhere(1)));
        assert_eq!(consent.unanswered().count(), 0);
        assert_eq!(consent.decision(project_id(0), SHOTS), Err(Refusal::Withdrawn));
        write(&mut consent, decision(project_id(0), SHOTS, Granted, "notice 1"), at).unwrap();
        assert!(consent.grants().screenshots.is_some());
        assert!(!consent.withdrawn_elsewhere(elsewhere(1), project_id(0), SHOTS), "it was answered");
        assert!(consent.grants().screenshots.is_some());
    }
}

#[test]
fn only_a_withdrawal_answers() {
    for decided in [Granted, Declined] {
        let mut consent = at_work(AT);
        assert_eq!(write(&mut consent, answer(decided, elsewhere(1)), AT), Err(LedgerError::Answer));
    }
}

/// The permanent form of an entry that answers; without an answer it is as `vectors/ledger.json` has it.
#[test]
fn an_answer_is_written_as_ever() {
    let consent = at_work(AT);
    let entry = consent.draft(answer(Withdrawn, elsewhere(1)), AT, &device_key()).unwrap();
    let canonical = String::from_utf8(entry.entry.leaf()).unwrap();
    assert_eq!(
        canonical,
        "{\"at\":\"2026-11-22T04:05:06.789Z\",\"body\":{\"answers\":\"01a2016d-dc65-7101-8101-010101010101\",\
         \"category\":\"screenshots\",\"channel\":\"cli\",\"decision\":\"withdrawn\",\
         \"notice\":\"a509d693f30084773f6516726d49ef804a9ee4ddf8343559116845a8128aa35f\",\
         \"project\":\"01a2016d-dc65-7414-9414-141414141414\",\
         \"receipt\":\"9cb1ddab69bbb715b995c6ec7559c772296ed8ab3efa1083d5cfe704b5efa250\"},\
         \"device\":\"01a2016d-dc65-7a0a-8a0a-0a0a0a0a0a0a\",\"kind\":\"decision\",\"seq\":4,\"v\":1}"
    );
    let read: candor_consent::SignedEntry =
        serde_json::from_value(serde_json::to_value(&entry).unwrap()).unwrap();
    assert_eq!(read, entry);
}
