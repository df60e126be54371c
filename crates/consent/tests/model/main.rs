//! Grants and coverage against a small reference model.
//!
//! Random stretches of an agent's life (policies published, notices shown, decisions, sessions, the indicator, a wipe, wall clocks
//! that jump) run through [`Consent`] and through a model that remembers nothing but what happened and looks all of it
//! through each time it is asked. After every step both must agree on what may be captured, and on which permissions that
//! were handed out earlier are still alive.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;
mod reference;
mod steps;

use candor_consent::{
    Body, Entry, Ledger, Signature, SignedEntry,
    coverage::History,
    grant::{Consent, Permission},
};
use candor_domain::{
    Category, Timestamp,
    category::{ActivityCounts, Screenshots, WebcamStills, WorkNotes},
    record::LedgerSize,
};
use common::*;
use proptest::prelude::*;
use reference::{Happened, Model};
use steps::{Act, Step, act, life};

fn permissions(consent: &Consent, category: Category) -> Vec<Box<dyn Permission>> {
    fn boxed<P: Permission + 'static, E>(permission: Result<P, E>) -> Option<Box<dyn Permission>> {
        permission.ok().map(|permission| Box::new(permission) as Box<dyn Permission>)
    }
    let grant = match category {
        Category::ActivityCounts => boxed(consent.grant::<ActivityCounts>()),
        Category::Screenshots => boxed(consent.grant::<Screenshots>()),
        Category::WebcamStills => boxed(consent.grant::<WebcamStills>()),
        Category::WorkNotes => boxed(consent.grant::<WorkNotes>()),
    };
    grant.into_iter().chain(boxed(consent.clear(category))).collect()
}

/// A permission that was handed out, and whether the model says that it still holds.
struct Held {
    permission: Box<dyn Permission>,
    /// A clearance needs no indicator.
    clearance: bool,
    holds: bool,
}

fn live(steps: &[(Step, i64)]) -> Result<(), TestCaseError> {
    let key = device_key();
    let mut model = Model::default();
    let mut consent = Consent::new(Ledger::new(device()));
    let mut held: Vec<Held> = Vec::new();
    let mut entries = Vec::new();
    let first = consent.draft(enrolled(), AT, &key).unwrap();
    consent.append(&first).unwrap();
    entries.push(first);
    model.0.push(Happened::Written(enrolled()));

    for (number, (step, jump)) in steps.iter().enumerate() {
        match act(step, &model, number) {
            Act::Publish(project, version, asks) => {
                prop_assert!(consent.publish(asks.policy(project, version)));
                model.0.push(Happened::Published(project, version, asks));
            }
            Act::Exchange(policy) => {
                let known = consent.policy(policy.project).cloned();
                prop_assert_eq!(consent.publish(policy.clone()), known.as_ref() == Some(&policy));
                prop_assert_eq!(consent.policy(policy.project), known.as_ref());
            }
            Act::Indicator(shown) => {
                consent.set_indicator(shown);
                model.0.push(Happened::Indicator(shown));
            }
            Act::Write(body) => {
                let before = format!("{:?}", consent.ledger());
                let at = Timestamp::from_millis(AT.as_millis() + jump);
                let drafted = consent.draft(body.clone(), at, &key);
                prop_assert_eq!(drafted.is_ok(), model.accepts(&body), "{:?}: {:?}", body, drafted);
                match drafted {
                    Ok(entry) => {
                        prop_assert_eq!(
                            &format!("{:?}", consent.ledger()),
                            &before,
                            "a draft changes nothing"
                        );
                        consent.append(&entry).unwrap();
                        entries.push(entry);
                        model.0.push(Happened::Written(body));
                    }
                    Err(refused) => {
                        let entry = unchecked(&consent, body, at);
                        prop_assert_eq!(consent.append(&entry), Err(refused));
                        prop_assert_eq!(&format!("{:?}", consent.ledger()), &before);
                    }
                }
            }
            Act::Nothing => {}
        }
        agree(&consent, &model, &mut held)?;
    }
    covered(&model, &entries)
}

/// An entry that a ledger won't draft; it must be refused before anybody looks at its signature.
fn unchecked(consent: &Consent, body: Body, at: Timestamp) -> SignedEntry {
    let seq = consent.ledger().size().get();
    SignedEntry {
        entry: Entry { v: 1, seq, device: device(), at, body },
        sig: Signature::from_bytes([0; 64]),
    }
}

fn agree(consent: &Consent, model: &Model, held: &mut Vec<Held>) -> Result<(), TestCaseError> {
    for held in held.iter_mut() {
        let basis = *held.permission.basis();
        let now =
            if held.clearance { model.cleared(basis.category) } else { model.granted_now(basis.category) };
        held.holds &= now == Some(basis);
        prop_assert_eq!(held.permission.is_live(), held.holds, "{:?}", basis);
    }
    // The dead stay dead whatever comes: a few are kept to see that.
    let mut dead = 0;
    held.retain(|held| {
        dead += usize::from(!held.holds);
        held.holds || dead <= 8
    });
    for category in Category::ALL {
        let (cleared, granted) = (model.cleared(category), model.granted_now(category));
        let mut found = permissions(consent, category).into_iter();
        if let Some(expected) = granted {
            let permission = found.next();
            prop_assert_eq!(permission.as_ref().map(|p| *p.basis()), Some(expected));
            held.extend(permission.map(|permission| Held { permission, clearance: false, holds: true }));
        }
        let permission = found.next();
        prop_assert_eq!(permission.as_ref().map(|p| *p.basis()), cleared);
        held.extend(permission.map(|permission| Held { permission, clearance: true, holds: true }));
        prop_assert_eq!(consent.grants().live(category).is_some(), granted.is_some());
    }
    Ok(())
}

/// Whether consent covers a record is the same for the history of all entries, at each size, as for the model at that time.
fn covered(model: &Model, entries: &[SignedEntry]) -> Result<(), TestCaseError> {
    let history = History::of(entries.iter().map(|signed| &signed.entry));
    let bodies: Vec<Body> = model.entries().cloned().collect();
    for size in 0..=bodies.len() {
        let then = Model(bodies[..size].iter().cloned().map(Happened::Written).collect());
        for category in Category::ALL {
            for project in [project_id(0), project_id(1)] {
                let granted = then.granted(project, category);
                let open = then.session().filter(|(_, of, running)| *of == project && *running);
                let session = open.map_or(session_id(0), |(session, ..)| session);
                let mut record = record(category, project, session, size as u64, "none");
                prop_assert!(history.covers(&record).is_err(), "a consent that nobody gave covers");
                record.consent = granted.or(record.consent);
                let expected = granted.is_some() && open.is_some() && !then.wiped();
                prop_assert_eq!(history.covers(&record).is_ok(), expected, "{:?} at {}", category, size);
                record.ledger_size = LedgerSize::new(bodies.len() as u64 + 1);
                prop_assert!(history.covers(&record).is_err(), "a ledger that isn't known yet covers");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn consent_agrees_with_the_model(steps in life()) {
        live(&steps)?;
    }
}

/// The generator must reach what it is there for, or agreement means nothing.
#[test]
fn lives_are_worth_living() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let (mut granted, mut widened, mut refused) = (0, 0, 0);
    for _ in 0..60 {
        let steps = life().new_tree(&mut runner).unwrap().current();
        let mut model = Model::default();
        model.0.push(Happened::Written(enrolled()));
        for (number, (step, _)) in steps.iter().enumerate() {
            match act(step, &model, number) {
                Act::Publish(project, version, asks) => {
                    let before = Category::ALL.map(|category| model.cleared(category).is_some());
                    model.0.push(Happened::Published(project, version, asks));
                    let lost = |(category, had): (Category, bool)| had && model.cleared(category).is_none();
                    widened += Category::ALL.into_iter().zip(before).filter(|both| lost(*both)).count();
                }
                Act::Indicator(shown) => model.0.push(Happened::Indicator(shown)),
                Act::Write(body) if model.accepts(&body) => model.0.push(Happened::Written(body)),
                Act::Write(_) => refused += 1,
                Act::Exchange(_) | Act::Nothing => {}
            }
            granted +=
                usize::from(Category::ALL.iter().any(|category| model.granted_now(*category).is_some()));
        }
    }
    assert!(granted > 300 && widened > 10 && refused > 100, "{granted} {widened} {refused}");
}
