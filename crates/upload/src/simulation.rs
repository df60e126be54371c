//! The machine against a queue and a server that lose, repeat, refuse and forget.

use std::collections::BTreeSet;

use candor_domain::{Boot, Millis, RecordId, Sha256Hash, record::LedgerSize};
use candor_wire::ErrorCode;
use proptest::prelude::*;

use crate::{
    backoff::Backoff,
    desk::{Desk, Request, Task},
    failure::Failure,
    machine::{Input, Machine},
    queue::{DeletionOutcome, Settlement},
    report::{How, Mode, Problem},
    testing::{MemoryQueue, MemoryServer, Poison, bare, problem, record_id},
};

/// What happens to one request.
#[derive(Debug, Clone, Copy)]
enum Fault {
    None,
    LostRequest,
    LostAnswer,
    Twice,
    Status(u16),
    RetryAfter(u64),
    Unauthorised,
    PageOfAProxy,
    /// The server was set back to an older backup of its ledger, and blobs without records are gone.
    Forgets,
}

/// More than any run takes.
const MAX_STEPS: usize = 20_000;

struct World {
    queue: MemoryQueue,
    server: MemoryServer,
    faults: Vec<Fault>,
    /// Steps at which the program is killed.
    kills: BTreeSet<usize>,
    steps: usize,
    now: Boot,
    waits: Vec<Millis>,
}

impl World {
    fn new(queue: MemoryQueue, faults: Vec<Fault>, kills: BTreeSet<usize>) -> Self {
        let server = MemoryServer::default();
        Self { queue, server, faults, kills, steps: 0, now: Boot::from_millis(0), waits: Vec::new() }
    }

    /// One start of the program until it ends by itself or is killed; nothing where it was killed.
    fn run(&mut self, how: impl Into<How>) -> Option<Option<Problem>> {
        let backoff = Backoff::default();
        let mut machine = Machine::new(how, backoff);
        self.queue.restart();
        let mut desk = Desk::new(&mut self.queue).unwrap();
        let mut input = Input::Start;
        loop {
            self.steps += 1;
            assert!(self.steps < MAX_STEPS, "it never ends");
            if self.kills.remove(&self.steps) {
                return None;
            }
            let random = Sha256Hash::of(self.steps.to_le_bytes()).as_bytes()[..8].try_into().unwrap();
            let action = machine.step(input, self.now, u64::from_le_bytes(random));
            input = match desk.carry_out(action).unwrap() {
                Task::Done(input) => input,
                Task::Wait(until) => {
                    let wait = until.since(self.now);
                    assert!(wait <= backoff.cap.plus(Millis::from_secs(600)));
                    self.waits.push(wait);
                    self.now = until;
                    Input::Elapsed
                }
                Task::Ask(request) => {
                    let fault = self.faults.pop().unwrap_or(Fault::None);
                    Self::ask(&mut self.server, &request, fault).unwrap_or_else(Input::Failed)
                }
                Task::Finish(problem) => return Some(problem),
            };
        }
    }

    fn ask(server: &mut MemoryServer, request: &Request, fault: Fault) -> Result<Input, Failure> {
        match fault {
            Fault::None => server.handle(request),
            Fault::LostRequest => Err(Failure::Lost("reset".into())),
            Fault::LostAnswer => {
                let _ = server.handle(request);
                Err(Failure::Lost("reset".into()))
            }
            Fault::Twice => {
                let _ = server.handle(request);
                server.handle(request)
            }
            Fault::Status(status) => Err(bare(status, None).into()),
            Fault::RetryAfter(secs) => Err(bare(429, Some(Millis::from_secs(secs))).into()),
            Fault::Unauthorised => Err(problem(401, ErrorCode::InvalidToken).into()),
            Fault::PageOfAProxy => Err(Failure::Strange("a page".into())),
            Fault::Forgets => {
                server.ledger.truncate(server.ledger.len() / 2);
                server.blobs.clear();
                server.handle(request)
            }
        }
    }

    /// Starts the program again and again until it finishes; the agent accepts a server that was restored once that is said.
    fn run_to_the_end(&mut self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut how = How::from(Mode::Background);
        loop {
            match self.run(how) {
                Some(None) => return problems,
                Some(Some(problem)) => {
                    how.accept_restored |= matches!(problem, Problem::ServerForgot { .. });
                    problems.push(problem);
                }
                None => {}
            }
        }
    }

    fn is_quarantined(&self, id: RecordId) -> bool {
        let item = self.queue.items.iter().find(|item| item.id == id);
        item.is_some_and(|item| matches!(item.outcome, Some(Settlement::Refused { .. })))
    }

    fn refusal(&self, n: u8) -> Option<String> {
        match &self.queue.items.iter().find(|item| item.id == record_id(n))?.outcome {
            Some(Settlement::Refused { code, .. }) => Some(code.to_string()),
            _ => None,
        }
    }
}

fn picture(n: u8) -> Vec<u8> {
    vec![n; 10]
}

/// `count` items, every second one with a picture, four a batch.
fn queue(count: u8) -> MemoryQueue {
    MemoryQueue::new(3, (0..count).map(|n| (n, (n % 2 == 1).then(|| picture(n)))), 4)
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::None),
        2 => Just(Fault::LostRequest),
        2 => Just(Fault::LostAnswer),
        2 => Just(Fault::Twice),
        2 => prop::sample::select(vec![429, 500, 500, 502, 503, 504]).prop_map(Fault::Status),
        1 => (0u64..600).prop_map(Fault::RetryAfter),
        1 => Just(Fault::Unauthorised),
        1 => Just(Fault::PageOfAProxy),
        1 => Just(Fault::Forgets),
    ]
}

fn poison() -> impl Strategy<Value = Poison> {
    use Poison::{Fail, FailBlob, Refuse, RefuseBatch, RefuseBlob};
    prop::sample::select(vec![Refuse, Fail, RefuseBlob, FailBlob, RefuseBatch])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Whatever is lost, repeated or killed: each item is on the server exactly once or in the quarantine with a reason, and it
    /// always ends.
    #[test]
    fn exactly_once_or_in_quarantine(
        count in 0u8..14,
        faults in prop::collection::vec(fault(), 0..60),
        kills in prop::collection::btree_set(1usize..300, 0..8),
        poisons in prop::collection::hash_map(0u8..14, poison(), 0..3),
        max_full in prop::option::of(1usize..4),
        deletions in prop::collection::btree_set(0u8..14, 0..3),
    ) {
        let mut world = World::new(queue(count), faults, kills);
        world.server.max_full = max_full;
        world.queue.to_delete = deletions.iter().filter(|n| **n < count).map(|n| record_id(*n)).collect();
        for (n, poison) in &poisons {
            world.server.poison.insert(record_id(*n), *poison);
            if matches!(poison, Poison::RefuseBlob | Poison::FailBlob) {
                world.server.poison_blobs.insert(Sha256Hash::of(picture(*n)), *poison);
            }
        }
        let problems = world.run_to_the_end();
        for problem in problems {
            let expected = matches!(
                problem,
                Problem::Unauthorised(_)
                    | Problem::NotCandor(_)
                    | Problem::ServerFails(_)
                    | Problem::LedgerRefused(_)
                    | Problem::ServerForgot { .. }
            );
            prop_assert!(expected, "{problem}");
        }
        for (n, item) in (0u8..).zip(&world.queue.items) {
            let stored = world.server.records.get(&item.id).copied().unwrap_or(0);
            prop_assert!(stored <= 1, "stored twice");
            match item.outcome.as_ref() {
                Some(Settlement::Accepted | Settlement::Duplicate) => prop_assert_eq!(stored, 1),
                Some(Settlement::Refused { code, message }) => {
                    prop_assert!(!code.to_string().is_empty() && !message.is_empty());
                }
                None => prop_assert!(false, "item {n} was forgotten"),
            }
            if poisons.contains_key(&n) {
                prop_assert!(stored == 0 && world.refusal(n).is_some());
            }
        }
        for id in &world.queue.to_delete {
            let gone = world.server.deleted.contains(id);
            match world.queue.deletions.get(id) {
                Some(DeletionOutcome::Deleted) => prop_assert!(gone),
                Some(outcome) => {
                    let refused = matches!(outcome, DeletionOutcome::Refused { .. });
                    prop_assert!(refused, "{:?}", outcome);
                }
                // It never was sent, as far as the device knows.
                None => prop_assert!(world.is_quarantined(*id)),
            }
        }
        prop_assert_eq!(world.queue.cosigned, world.queue.ledger.len() as u64);
    }
}

/// Without faults nothing is asked that needn't be: one ledger request for the backlog and one for each batch, one PUT
/// for each picture, one POST for each batch.
#[test]
fn a_calm_day_takes_the_fewest_requests() {
    let mut world = World::new(queue(10), vec![], BTreeSet::new());
    assert_eq!(world.run(Mode::Once), Some(None));
    assert_eq!(world.server.requests, 1 + 3 + 5 + 3);
    assert_eq!(world.server.records.len(), 10);
    assert!(world.waits.is_empty());
}

#[test]
fn after_a_restart_blobs_are_asked_for_and_not_sent_again() {
    let mut world = World::new(queue(4), vec![], BTreeSet::new());
    world.faults = vec![Fault::PageOfAProxy, Fault::None, Fault::None, Fault::None, Fault::None];
    assert!(matches!(world.run(Mode::Once), Some(Some(Problem::NotCandor(_)))), "at the batch");
    assert_eq!((world.server.blobs.len(), world.server.requests), (2, 4));
    assert_eq!(world.run(Mode::Once), Some(None));
    assert_eq!(world.server.requests, 4 + 2 + 1, "two questions and the batch");
}

#[test]
fn one_poisoned_record_does_not_hold_up_the_others() {
    for (poison, code, others) in [
        (Poison::Refuse, "not_consented", true),
        (Poison::Fail, "internal", true),
        (Poison::RefuseBlob, "blob_invalid", true),
        (Poison::FailBlob, "internal", true),
        (Poison::RefuseBatch, "malformed", false),
    ] {
        let mut world = World::new(queue(8), vec![], BTreeSet::new());
        world.server.poison.insert(record_id(1), poison);
        if matches!(poison, Poison::RefuseBlob | Poison::FailBlob) {
            world.server.poison_blobs.insert(Sha256Hash::of(picture(1)), poison);
        }
        assert_eq!(world.run(Mode::Background), Some(None), "{poison:?}");
        assert_eq!(world.refusal(1).as_deref(), Some(code), "{poison:?}");
        assert_eq!(
            world.refusal(0).is_none(),
            others,
            "a batch refused for its form goes as a whole: {poison:?}"
        );
        assert!(world.refusal(7).is_none(), "{poison:?}");
    }
}

/// A server that fails at everything doesn't empty the outbox into the quarantine.
#[test]
fn a_server_that_fails_at_everything_stops_the_sync() {
    let mut world = World::new(queue(12), vec![], BTreeSet::new());
    for n in 0..12 {
        world.server.poison.insert(record_id(n), Poison::Fail);
    }
    assert!(matches!(world.run(Mode::Background), Some(Some(Problem::ServerFails(_)))));
    let quarantined = (0..12).filter(|n| world.refusal(*n).is_some()).count();
    assert!(quarantined < 3, "{quarantined}");
}

#[test]
fn a_body_that_is_too_large_is_cut() {
    let mut world = World::new(queue(8), vec![], BTreeSet::new());
    world.server.max_full = Some(1);
    assert_eq!(world.run(Mode::Once), Some(None));
    assert_eq!(world.server.records.len(), 8);
    world.server.max_full = Some(0);
    world.queue.items.extend(queue(10).items.split_off(8));
    assert_eq!(world.run(Mode::Once), Some(None));
    assert_eq!(world.refusal(8).as_deref(), Some("too_large"));
}

#[test]
fn a_server_that_forgot_the_ledger_gets_it_again_once_the_agent_agrees() {
    let mut world = World::new(queue(4), vec![], BTreeSet::new());
    assert_eq!(world.run(Mode::Once), Some(None));
    let cosigned = LedgerSize::new(world.queue.cosigned);
    world.server.ledger.truncate(1);
    let forgot = Some(Some(Problem::ServerForgot { known: LedgerSize::new(1), cosigned }));
    assert_eq!(world.run(Mode::Once), Some(None), "nothing is asked where there is nothing to send");
    assert_eq!(world.run(How { ask_level: true, ..Mode::Once.into() }), forgot);
    world.queue.items.extend(queue(8).items.split_off(4));
    assert_eq!(world.run(Mode::Once), forgot);
    assert_eq!(world.run(Mode::Background), forgot);
    assert_eq!((world.server.ledger.len(), world.server.records.len()), (1, 4), "nothing was sent");
    assert_eq!(world.run(How { accept_restored: true, ..Mode::Once.into() }), Some(None));
    assert_eq!(world.server.ledger, world.queue.ledger);
    assert_eq!(world.server.records.len(), 8);
}

/// It costs one request, and nothing where the server has signed for nothing yet.
#[test]
fn a_server_that_knows_all_is_asked_once() {
    let mut world = World::new(queue(4), vec![], BTreeSet::new());
    let how = How { ask_level: true, ..Mode::Once.into() };
    assert_eq!(world.run(Mode::Once), Some(None));
    let before = world.server.requests;
    assert_eq!(world.run(how), Some(None));
    assert_eq!(world.server.requests, before + 1);
}

#[test]
fn a_ledger_that_the_server_contradicts_stops_everything() {
    let mut world = World::new(queue(4), vec![], BTreeSet::new());
    assert_eq!(world.run(Mode::Once), Some(None));
    world.queue.ledger[1] = serde_json::json!("rewritten");
    world.queue.cosigned = 0;
    let before = world.server.requests;
    assert!(matches!(world.run(Mode::Background), Some(Some(Problem::LedgerRefused(_)))));
    assert!(world.server.requests - before <= 4);
    // A device set back to an older backup: the server knows more entries than there are.
    let mut world = World::new(queue(4), vec![], BTreeSet::new());
    assert_eq!(world.run(Mode::Once), Some(None));
    world.queue.ledger.truncate(2);
    world.queue.cosigned = 1;
    assert!(matches!(world.run(Mode::Background), Some(Some(Problem::LedgerRefused(_)))));
}

#[test]
fn somebody_who_waits_is_told_soon() {
    let lost = || vec![Fault::LostRequest; 20];
    let mut world = World::new(queue(4), lost(), BTreeSet::new());
    assert!(matches!(world.run(Mode::Once), Some(Some(Problem::Unreachable(_)))));
    assert_eq!((world.faults.len(), world.waits.len()), (17, 2));
    let mut world = World::new(queue(4), vec![Fault::RetryAfter(600)], BTreeSet::new());
    assert_eq!(world.run(Mode::Once), Some(Some(Problem::Busy { after: Millis::from_secs(600) })));
    let mut world = World::new(queue(4), vec![Fault::RetryAfter(600)], BTreeSet::new());
    assert_eq!(world.run(Mode::Background), Some(None));
    assert!(world.waits[0] >= Millis::from_secs(600));
    let mut world = World::new(queue(4), lost(), BTreeSet::new());
    assert_eq!(world.run(Mode::Background), Some(None), "in the background it waits for as long as it takes");
    assert_eq!(world.waits.len(), 20);
}

#[test]
fn an_ended_enrolment_stops_everything() {
    let revoked = problem(403, ErrorCode::DeviceRevoked);
    let mut machine = Machine::new(Mode::Background, Backoff::default());
    let now = Boot::from_millis(0);
    machine.step(Input::Start, now, 0);
    let action = machine.step(Input::Failed(revoked.into()), now, 0);
    assert_eq!(action, crate::machine::Action::Finish(Some(Problem::DeviceRevoked)));
}
