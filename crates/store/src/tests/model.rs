//! The way of items against a small model: nothing moves that may not, whatever the order.

use candor_domain::{Boot, Category, RecordId, Timestamp, record::GapReason};
use proptest::prelude::*;

use super::support::*;
use crate::*;

const ITEMS: u32 = 4;
const STEP: u64 = 10;

#[derive(Debug, Clone)]
enum Act {
    Insert(u32),
    Release(u32),
    Freeze,
    DeleteLater(u32),
    Undelete(u32),
    Purge(u32),
    Claim(u32, u32),
    Offer(u32),
    Sent(u32),
    Quarantine(u32),
    Retry(u32),
    RequestDeletion(u32),
    Redact(u32),
    Pass,
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    let n = || 0..ITEMS;
    prop_oneof![
        3 => n().prop_map(Act::Insert),
        1 => n().prop_map(Act::Release),
        1 => Just(Act::Freeze),
        2 => n().prop_map(Act::DeleteLater),
        1 => n().prop_map(Act::Undelete),
        1 => n().prop_map(Act::Purge),
        3 => (n(), n()).prop_map(|(a, b)| Act::Claim(a, b)),
        2 => n().prop_map(Act::Offer),
        1 => n().prop_map(Act::Sent),
        1 => n().prop_map(Act::Quarantine),
        1 => n().prop_map(Act::Retry),
        1 => n().prop_map(Act::RequestDeletion),
        1 => n().prop_map(Act::Redact),
        2 => Just(Act::Pass),
        1 => Just(Act::Restart),
    ]
}

/// Where the model has an item; `Held` with the reading at which it may leave.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Is {
    Held(u64),
    Frozen,
    Deleting(Before),
    Claimed,
    Sent,
    Quarantined,
    Purged,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Held(u64),
    Frozen,
    Claimed,
    Quarantined,
}

#[derive(Debug, Default)]
struct Model {
    items: [Option<Is>; ITEMS as usize],
    requested: [bool; ITEMS as usize],
    /// In a batch that the ledger commits to.
    batched: [bool; ITEMS as usize],
    offered: [bool; ITEMS as usize],
    awake: u64,
    runs: u32,
}

impl Model {
    /// Moves the model, and says whether the store must do the same or refuse.
    fn act(&mut self, act: &Act) -> bool {
        let (awake, batched, offered) = (self.awake, self.batched, self.offered);
        let mut next = |n: u32, f: &dyn Fn(Is) -> Option<Is>| {
            let at = &mut self.items[n as usize];
            match at.and_then(f) {
                Some(is) => {
                    *at = Some(is);
                    true
                }
                None => false,
            }
        };
        match *act {
            Act::Insert(n) => {
                let free = self.items[n as usize].is_none();
                if free {
                    self.items[n as usize] = Some(Is::Held(awake + 2 * STEP));
                }
                free
            }
            Act::Release(n) => next(n, &|is| match is {
                Is::Frozen if batched[n as usize] => Some(Is::Claimed),
                Is::Held(_) | Is::Frozen => Some(Is::Held(0)),
                _ => None,
            }),
            Act::Freeze => {
                for (is, offered) in self.items.iter_mut().zip(offered) {
                    *is = is.map(|is| match is {
                        Is::Held(_) => Is::Frozen,
                        Is::Claimed if !offered => Is::Frozen,
                        Is::Deleting(Before::Held(_) | Before::Claimed) => Is::Deleting(Before::Frozen),
                        other => other,
                    });
                }
                true
            }
            Act::DeleteLater(n) => next(n, &|is| match is {
                Is::Held(at) => Some(Is::Deleting(Before::Held(at))),
                Is::Frozen => Some(Is::Deleting(Before::Frozen)),
                Is::Claimed if !offered[n as usize] => Some(Is::Deleting(Before::Claimed)),
                Is::Quarantined => Some(Is::Deleting(Before::Quarantined)),
                _ => None,
            }),
            Act::Undelete(n) => next(n, &|is| match is {
                Is::Deleting(Before::Held(at)) => Some(Is::Held(at)),
                Is::Deleting(Before::Frozen) => Some(Is::Frozen),
                Is::Deleting(Before::Claimed) => Some(Is::Claimed),
                Is::Deleting(Before::Quarantined) => Some(Is::Quarantined),
                _ => None,
            }),
            Act::Purge(n) => next(n, &|is| matches!(is, Is::Deleting(_) | Is::Frozen).then_some(Is::Purged)),
            Act::Claim(a, b) => {
                let ready = |n: u32| matches!(self.items[n as usize], Some(Is::Held(at)) if at <= awake);
                let all = a != b && ready(a) && ready(b);
                if all {
                    self.items[a as usize] = Some(Is::Claimed);
                    self.items[b as usize] = Some(Is::Claimed);
                    (self.batched[a as usize], self.batched[b as usize]) = (true, true);
                }
                all
            }
            Act::Offer(n) => {
                self.offered[n as usize] |= self.items[n as usize] == Some(Is::Claimed);
                self.items[n as usize].is_some()
            }
            Act::Sent(n) => next(n, &|is| (is == Is::Claimed).then_some(Is::Sent)),
            Act::Quarantine(n) => {
                let asked = self.requested[n as usize];
                let to = if asked { Is::Deleting(Before::Quarantined) } else { Is::Quarantined };
                let done = next(n, &|is| (is == Is::Claimed).then_some(to));
                self.requested[n as usize] &= !done;
                done
            }
            Act::Retry(n) => next(n, &|is| (is == Is::Quarantined).then_some(Is::Claimed)),
            Act::RequestDeletion(n) => {
                let there = matches!(self.items[n as usize], Some(Is::Claimed | Is::Sent));
                self.requested[n as usize] |= there;
                there
            }
            Act::Redact(n) => {
                matches!(self.items[n as usize], Some(Is::Held(_) | Is::Frozen)) && !batched[n as usize]
            }
            Act::Pass => {
                self.awake += STEP;
                true
            }
            Act::Restart => {
                // Everything was noted: what is left is carried over to a clock that starts anew.
                let carry = |at: &mut u64| *at = at.saturating_sub(awake);
                for is in self.items.iter_mut().flatten() {
                    if let Is::Held(at) | Is::Deleting(Before::Held(at)) = is {
                        carry(at);
                    }
                }
                (self.awake, self.runs) = (0, self.runs + 1);
                true
            }
        }
    }
}

const NEVER: Timestamp = Timestamp::from_millis(i64::MAX);

fn pixels(n: u32) -> Vec<u8> {
    picture(&format!("pixels of {n} "), 500)
}

/// Does to the store what `act` says, `now` and `runs` as before it.
fn apply(desk: &mut Desk, act: &Act, now: Boot, runs: u32, turn: u32) -> Result<(), StoreError> {
    let id = |n: &u32| record(*n);
    match act {
        Act::Insert(n) => {
            let releasable_at = awake(now.as_millis() + 2 * STEP);
            let new = NewItem { releasable_at, ..capture(*n, &pixels(*n)) };
            desk.store.write(|tx| tx.insert_item(new, Some(&pixels(*n)))).map(|_| ())
        }
        Act::Release(n) => desk.store.write(|tx| tx.release(&[id(n)])),
        Act::Freeze => {
            let frozen =
                desk.store.write(|tx| tx.freeze(device(1), project(1), Category::Screenshots, NEVER));
            frozen.map(|_| ())
        }
        Act::DeleteLater(n) => desk.store.write(|tx| tx.delete_later(&[id(n)], now)),
        Act::Undelete(n) => desk.store.write(|tx| tx.undelete(&[id(n)])),
        Act::Purge(n) => {
            let purge = purge(id(n), gap(*n), GapReason::Deleted);
            desk.store.write(|tx| tx.purge(&purge)).map(|_| ())
        }
        Act::Offer(n) => {
            let claimed = desk.store.item(id(n)).is_ok_and(|item| item.state == ItemState::Claimed);
            let gone = desk.store.write(|tx| tx.offer(&[id(n)]));
            gone.map(|gone| assert_eq!(gone.is_empty(), claimed))
        }
        Act::Claim(a, b) => desk.claim(turn, &[id(a), id(b)], now).map(|_| ()),
        Act::Sent(n) => desk.store.write(|tx| tx.mark_sent(id(n), None)),
        Act::Quarantine(n) => desk.store.write(|tx| tx.quarantine(id(n), "code", "message")),
        Act::Retry(n) => desk.store.write(|tx| tx.retry(id(n))),
        Act::RequestDeletion(n) => desk.store.write(|tx| tx.request_deletion(id(n), T0)),
        Act::Redact(n) => {
            // Another picture of the same size, so that the next one is checked like the first.
            desk.store.write(|tx| tx.redact(id(n), &pixels(*n), &image(&pixels(*n)))).map(|_| ())
        }
        Act::Pass => {
            desk.store.write(|tx| tx.heartbeat(awake(now.as_millis() + STEP), &run(&runs.to_string())))
        }
        Act::Restart => desk.store.write(|tx| {
            tx.rebase_review(awake(0), &run(&(runs + 1).to_string()), candor_domain::Millis::ZERO)
        }),
    }
}

fn compare(desk: &Desk, model: &Model) -> Result<(), TestCaseError> {
    let mut leaving: Vec<RecordId> = Vec::new();
    for n in 0..ITEMS {
        let Some(is) = model.items[n as usize] else {
            prop_assert!(desk.store.item(record(n)).is_err());
            continue;
        };
        let item = desk.store.item(record(n)).unwrap();
        let name = match is {
            Is::Held(_) => StateName::Held,
            Is::Frozen => StateName::Frozen,
            Is::Deleting(_) => StateName::Deleting,
            Is::Claimed => StateName::Claimed,
            Is::Sent => StateName::Sent,
            Is::Quarantined => StateName::Quarantined,
            Is::Purged => StateName::Purged,
        };
        prop_assert_eq!(item.state.name(), name, "item {}", n);
        let gone = matches!(is, Is::Sent | Is::Purged);
        prop_assert_eq!(item.body.is_none(), gone);
        prop_assert_eq!(desk.store.blob(record(n)).unwrap().is_none(), gone);
        prop_assert_eq!(
            desk.store.item(gap(n)).is_ok(),
            is == Is::Purged,
            "a gap marker for each purged item alone"
        );
        if matches!(is, Is::Held(at) if at <= model.awake) {
            leaving.push(record(n));
        }
    }
    let releasable = desk.store.releasable(device(1), awake(model.awake), 100).unwrap();
    let mut found: Vec<_> =
        releasable.iter().filter(|item| item.category.is_some()).map(|item| item.id).collect();
    found.sort();
    prop_assert_eq!(found, leaving);
    let pending = desk.store.pending_deletions(device(1)).unwrap().len();
    prop_assert_eq!(pending, model.requested.iter().filter(|asked| **asked).count());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn items_move_as_the_model_says(acts in proptest::collection::vec(act(), 1..60)) {
        let mut desk = Desk::in_memory();
        desk.store.write(|tx| tx.rebase_review(awake(0), &run("0"), candor_domain::Millis::ZERO)).unwrap();
        let mut model = Model::default();
        for (turn, act) in (1..).zip(&acts) {
            let (now, runs) = (awake(model.awake), model.runs);
            let allowed = model.act(act);
            let done = apply(&mut desk, act, now, runs, turn);
            prop_assert_eq!(done.is_ok(), allowed, "{:?}: {:?}", act, done);
            compare(&desk, &model)?;
        }
    }
}
