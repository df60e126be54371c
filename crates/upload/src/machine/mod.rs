//! What happens next: the upload as a state machine without input or output.
//!
//! A driver hands [`Machine::step`] the result of the action that it was told last and gets the next one. The machine
//! remembers nothing that matters: each action is harmless when repeated, so a new machine over the same queue finishes
//! what an old one began.

mod batch;
#[cfg(test)]
mod tests;
mod verdict;

use std::collections::VecDeque;

use candor_domain::{Boot, Millis, RecordId, record::LedgerSize};
use candor_wire::{ErrorCode, device::MAX_ENTRIES};

pub use self::batch::{BatchPlan, PlannedRecord};
use self::{
    batch::{Work, WorkStep},
    verdict::{Verdict, judge},
};
use crate::{
    backoff::Backoff,
    failure::{ApiError, Code, Failure},
    queue::{Cosignature, DeletionOutcome, Settlement},
    report::{How, Mode, Problem},
};

/// Tries of a request that gets no useful answer before [`Mode::Once`] gives up.
const ONCE_TRIES: u32 = 3;
/// The longest that [`Mode::Once`] waits because the server asks for it.
const ONCE_PATIENCE: Millis = Millis::from_secs(10);
/// Tries of a request that the server fails at.
const FAILING_TRIES: u32 = 4;
/// Items in a row that the server fails at before it is taken to fail at everything.
const FAILING_ITEMS: u32 = 3;
/// How often a server may say in one sync that it knows another part of the ledger than it cosigned.
const MAX_CORRECTIONS: u32 = 3;

/// What the driver is to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Read the two sizes of the ledger from the queue → [`Input::Ledger`].
    ReadLedger,
    /// Send entries from `from` on, at most `max` → [`Input::Cosignature`].
    SendLedger {
        /// The number of the first entry.
        from: LedgerSize,
        /// The most entries.
        max: usize,
    },
    /// Have the queue check and store the checkpoint → [`Input::Cosigned`].
    StoreCosignature(String),
    /// Ask the queue for a deletion → [`Input::Deletion`].
    NextDeletion,
    /// Have the server delete a capture → [`Input::Deleted`].
    Delete(RecordId),
    /// Tell the queue what became of a deletion → [`Input::Settled`].
    SettleDeletion(RecordId, DeletionOutcome),
    /// Ask the queue for a batch and keep it → [`Input::Batch`].
    NextBatch,
    /// Ask the server whether it has the blob of the record at this place of the batch → [`Input::BlobKnown`].
    AskBlob(usize),
    /// Send that blob → [`Input::BlobStored`] or, where the queue has none, [`Input::Gone`].
    PutBlob(usize),
    /// Send the batch with the records at these places in full, the others as commitments → [`Input::Answers`] or, where one of
    /// them isn't to be sent any more, [`Input::Gone`].
    SendBatch(Vec<usize>),
    /// Tell the queue what became of the record at a place → [`Input::Settled`].
    Settle(usize, Settlement),
    /// Wait until this reading of the boot clock → [`Input::Elapsed`].
    Wait(Boot),
    /// Nothing is left to do, or nothing can be done.
    Finish(Option<Problem>),
}

/// What came of the last action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// There was none yet.
    Start,
    /// The sizes of the ledger.
    Ledger {
        /// The device's own.
        own: LedgerSize,
        /// What the server cosigned of it.
        cosigned: LedgerSize,
    },
    /// The server answered to entries with this checkpoint.
    Cosignature(String),
    /// What the queue said to it, and how many entries had been sent.
    Cosigned(Cosignature, usize),
    /// The next deletion.
    Deletion(Option<RecordId>),
    /// The server deleted the capture.
    Deleted,
    /// The next batch.
    Batch(Option<BatchPlan>),
    /// Whether the server has the blob.
    BlobKnown(bool),
    /// The server stored the blob.
    BlobStored,
    /// The records at these places aren't to be sent any more.
    Gone(Vec<usize>),
    /// The answers to the records that were sent in full, in order.
    Answers(Vec<Answer>),
    /// The queue was told.
    Settled,
    /// The wait is over.
    Elapsed,
    /// A request failed.
    Failed(Failure),
}

/// The server's answer to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Stored.
    Accepted(RecordId),
    /// Stored before, or deleted since.
    Duplicate(RecordId),
    /// Not stored.
    Refused {
        /// Which, where the server could tell.
        id: Option<RecordId>,
        /// Why, for programs.
        code: Code,
        /// Why, for people.
        message: String,
    },
}

/// How the ledger stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ledger {
    /// The queue is to be asked; then sending begins where the server said that it stands, or else at the cosigned size.
    Unknown(Option<LedgerSize>),
    /// Entries are to be sent.
    Behind { from: LedgerSize, own: LedgerSize },
    /// A checkpoint is to be stored.
    Answered { from: LedgerSize, own: LedgerSize, checkpoint: String },
    /// The server has it up to this size.
    Level(LedgerSize),
}

/// How the deletions stand.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deletions {
    /// The queue is to be asked.
    Unknown,
    /// The server is to be asked.
    Sending(RecordId),
    /// The queue is to be told.
    Settling(RecordId, DeletionOutcome),
    /// There are none for now.
    None,
}

/// The upload of one enrolment, for the length of one sync.
#[derive(Debug)]
pub struct Machine {
    how: How,
    backoff: Backoff,
    ledger: Ledger,
    /// What the server cosigned, as far as the device knows.
    cosigned: LedgerSize,
    /// The server's known sizes that differ from what it cosigned.
    corrections: u32,
    server_forgot: bool,
    max_entries: usize,
    deletions: Deletions,
    work: Option<Work>,
    settling: VecDeque<(usize, Settlement)>,
    /// Tries of the present request that got no answer, or one to come back later.
    tries: u32,
    /// Tries of the present request that the server failed at.
    failing_tries: u32,
    /// Items in a row that were given up because the server failed at them.
    failing_items: u32,
    wait: Option<Boot>,
    /// Everything that could be sent was.
    finished: bool,
    stop: Option<Problem>,
}

impl Machine {
    /// A machine that knows nothing yet.
    pub fn new(how: impl Into<How>, backoff: Backoff) -> Self {
        Self {
            how: how.into(),
            backoff,
            ledger: Ledger::Unknown(None),
            cosigned: LedgerSize::new(0),
            corrections: 0,
            server_forgot: false,
            max_entries: MAX_ENTRIES,
            deletions: Deletions::Unknown,
            work: None,
            settling: VecDeque::new(),
            tries: 0,
            failing_tries: 0,
            failing_items: 0,
            wait: None,
            finished: false,
            stop: None,
        }
    }

    /// Whether the server turned out to have forgotten entries that it had cosigned.
    pub const fn server_forgot(&self) -> bool {
        self.server_forgot
    }

    /// Takes the result of the last action and says what to do next. `random` is evenly distributed over its range. After
    /// [`Action::Finish`] nothing else comes.
    pub fn step(&mut self, input: Input, now: Boot, random: u64) -> Action {
        let answered = matches!(
            input,
            Input::Cosignature(_)
                | Input::Deleted
                | Input::BlobKnown(_)
                | Input::BlobStored
                | Input::Answers(_)
        );
        if answered {
            self.tries = 0;
            self.failing_tries = 0;
        }
        // Not reset by what leads up to a record: a server that takes blobs and fails at every batch fails.
        if matches!(input, Input::Answers(_) | Input::Deleted) {
            self.failing_items = 0;
        }
        match input {
            Input::Start => {}
            Input::Ledger { own, cosigned } => self.ledger_read(own, cosigned),
            Input::Cosignature(checkpoint) => {
                if let Ledger::Behind { from, own } = self.ledger {
                    self.ledger = Ledger::Answered { from, own, checkpoint };
                }
            }
            Input::Cosigned(Cosignature::Invalid(why), _) => {
                self.stop = Some(Problem::CosignatureInvalid(why))
            }
            Input::Cosigned(Cosignature::Stored, entries) => self.cosigned(entries),
            Input::Deletion(id) => self.deletions = id.map_or(Deletions::None, Deletions::Sending),
            Input::Deleted => self.deleted(DeletionOutcome::Deleted),
            Input::Batch(plan) => self.batch_read(plan),
            Input::BlobKnown(known) => self.with_work(|work| work.blob_known(known)),
            Input::BlobStored => self.with_work(Work::blob_stored),
            Input::Gone(places) => self.with_work(|work| work.drop_places(&places)),
            Input::Answers(answers) => self.answered(answers),
            Input::Settled if !self.settling.is_empty() => _ = self.settling.pop_front(),
            Input::Settled => self.deletions = Deletions::Unknown,
            Input::Elapsed => self.wait = None,
            Input::Failed(failure) => self.failed(failure, now, random),
        }
        self.next()
    }

    /// What is to be done, by what is known: results are settled before anything else, the ledger goes ahead of what rests
    /// on it, deletions ahead of new records.
    fn next(&mut self) -> Action {
        if let Some((place, outcome)) = self.settling.front() {
            return Action::Settle(*place, outcome.clone());
        }
        if let Deletions::Settling(id, outcome) = &self.deletions {
            return Action::SettleDeletion(*id, outcome.clone());
        }
        if let Some(problem) = &self.stop {
            return Action::Finish(Some(problem.clone()));
        }
        if let Some(until) = self.wait {
            return Action::Wait(until);
        }
        match &self.ledger {
            Ledger::Unknown(_) => return Action::ReadLedger,
            Ledger::Behind { from, .. } => return Action::SendLedger { from: *from, max: self.max_entries },
            Ledger::Answered { checkpoint, .. } => return Action::StoreCosignature(checkpoint.clone()),
            Ledger::Level(_) => {}
        }
        match self.deletions {
            Deletions::Unknown => return Action::NextDeletion,
            Deletions::Sending(id) => return Action::Delete(id),
            Deletions::Settling(..) | Deletions::None => {}
        }
        match self.work.as_ref().map(Work::next) {
            Some(WorkStep::AskBlob(place)) => Action::AskBlob(place),
            Some(WorkStep::PutBlob(place)) => Action::PutBlob(place),
            Some(WorkStep::Send(places)) => Action::SendBatch(places),
            Some(WorkStep::Done) => {
                self.work = None;
                self.ledger = Ledger::Unknown(None);
                self.deletions = Deletions::Unknown;
                self.next()
            }
            None if self.finished => Action::Finish(None),
            None => Action::NextBatch,
        }
    }

    fn with_work(&mut self, change: impl FnOnce(&mut Work)) {
        if let Some(work) = &mut self.work {
            change(work);
        }
    }

    fn ledger_read(&mut self, own: LedgerSize, cosigned: LedgerSize) {
        let said = match self.ledger {
            Ledger::Unknown(said) => said,
            _ => None,
        };
        self.cosigned = self.cosigned.max(cosigned);
        let from = said.unwrap_or(cosigned);
        // A checkpoint without entries makes the server say how far it knows the ledger; once in a sync is enough.
        let asks = std::mem::take(&mut self.how.ask_level) && cosigned.get() > 0;
        self.ledger = if from < own || cosigned < own || asks {
            Ledger::Behind { from: from.min(own), own }
        } else {
            Ledger::Level(own)
        };
    }

    fn cosigned(&mut self, entries: usize) {
        let Ledger::Answered { from, own, .. } = self.ledger else { return };
        let from = LedgerSize::new(from.get().saturating_add(entries as u64));
        self.cosigned = self.cosigned.max(from);
        // No entries: the end was reached, whatever the size was when it was read.
        self.ledger =
            if entries > 0 && from < own { Ledger::Behind { from, own } } else { Ledger::Level(own) };
    }

    fn batch_read(&mut self, plan: Option<BatchPlan>) {
        let Some(plan) = plan else {
            self.finished = true;
            return;
        };
        if let Ledger::Level(size) = self.ledger
            && size.get() <= plan.entry
        {
            self.ledger = Ledger::Unknown(None);
        }
        self.work = Some(Work::new(&plan));
    }

    fn deleted(&mut self, outcome: DeletionOutcome) {
        if let Deletions::Sending(id) = self.deletions {
            self.deletions = Deletions::Settling(id, outcome);
        }
    }

    fn answered(&mut self, answers: Vec<Answer>) {
        let Some(work) = &mut self.work else { return };
        match work.answered(answers) {
            Ok(done) => {
                if done.ledger_behind {
                    self.ledger = Ledger::Unknown(None);
                }
                self.settling.extend(done.settled);
            }
            Err(why) => self.stop = Some(Problem::NotCandor(why.into())),
        }
    }

    fn failed(&mut self, failure: Failure, now: Boot, random: u64) {
        let lost = matches!(failure, Failure::Lost(_));
        match judge(failure) {
            Verdict::Later { retry_after, why } => {
                self.tries += 1;
                if lost {
                    self.with_work(Work::connection_lost);
                }
                let wait = self.backoff.wait(self.tries, retry_after, random);
                let impatient = retry_after.is_some_and(|after| after > ONCE_PATIENCE);
                if self.how.mode == Mode::Once && (self.tries >= ONCE_TRIES || impatient) {
                    self.stop = Some(if lost {
                        Problem::Unreachable(why)
                    } else {
                        Problem::Busy { after: retry_after.unwrap_or(wait) }
                    });
                } else {
                    self.wait = Some(now.plus(wait));
                }
            }
            Verdict::Fails(error) => self.server_failed(error, now, random),
            Verdict::TooLarge(error) => self.too_large(error),
            Verdict::No(error) => self.refused(error),
            Verdict::Stop(problem) => self.stop = Some(problem),
        }
    }

    /// A status that says the server has a fault of its own: tried a few times, since it may be a passing one. A batch is then
    /// halved, so that one record can't hold up the others.
    fn server_failed(&mut self, error: ApiError, now: Boot, random: u64) {
        self.failing_tries += 1;
        let halved = self.sends_records() && self.work.as_ref().is_some_and(Work::was_halved);
        if self.failing_tries < if halved { 2 } else { FAILING_TRIES } {
            self.wait = Some(now.plus(self.backoff.wait(self.failing_tries, error.retry_after, random)));
            return;
        }
        self.failing_tries = 0;
        if !matches!(self.ledger, Ledger::Level(_)) {
            self.stop = Some(Problem::ServerFails(error));
            return;
        }
        if self.sends_records() && self.work.as_mut().is_some_and(Work::halve) {
            return;
        }
        self.failing_items += 1;
        if self.failing_items >= FAILING_ITEMS {
            self.stop = Some(Problem::ServerFails(error));
        } else {
            self.give_up(error);
        }
    }

    fn too_large(&mut self, error: ApiError) {
        if matches!(self.ledger, Ledger::Behind { .. }) && self.max_entries > 1 {
            self.max_entries /= 2;
        } else if !self.sends_records() || !self.work.as_mut().is_some_and(Work::halve) {
            self.refused(error);
        }
    }

    fn refused(&mut self, error: ApiError) {
        if self.has_forgotten(&error) {
            return;
        }
        if let Ledger::Behind { from, own } = self.ledger {
            let known = error.known_ledger.filter(|known| {
                let says_where = error.is(ErrorCode::LedgerBehind) || error.is(ErrorCode::LedgerConflict);
                says_where && *known <= own && *known != from && self.corrections < MAX_CORRECTIONS
            });
            match known {
                Some(known) => {
                    self.corrections += 1;
                    self.ledger = Ledger::Behind { from: known, own };
                }
                None => self.stop = Some(Problem::LedgerRefused(error)),
            }
            return;
        }
        if error.is(ErrorCode::LedgerBehind) {
            self.corrections += 1;
            if self.corrections > MAX_CORRECTIONS {
                self.stop = Some(Problem::LedgerRefused(error));
                return;
            }
            self.ledger = Ledger::Unknown(error.known_ledger);
            return;
        }
        self.give_up(error);
    }

    /// Whether a refusal shows a ledger smaller than the server cosigned, and the agent hasn't accepted that.
    fn has_forgotten(&mut self, error: &ApiError) -> bool {
        let says_where = error.is(ErrorCode::LedgerBehind) || error.is(ErrorCode::LedgerConflict);
        let known = error.known_ledger.filter(|known| says_where && *known < self.cosigned);
        let Some(known) = known else { return false };
        self.server_forgot = true;
        if !self.how.accept_restored {
            self.stop = Some(Problem::ServerForgot { known, cosigned: self.cosigned });
        }
        !self.how.accept_restored
    }

    /// Moves what was being sent to the quarantine.
    fn give_up(&mut self, error: ApiError) {
        let code = error.code.clone().unwrap_or_else(|| match error.status {
            413 => ErrorCode::TooLarge.into(),
            500.. => ErrorCode::Internal.into(),
            status => Code::Other(format!("http_{status}")),
        });
        let message = error.to_string();
        if matches!(self.deletions, Deletions::Sending(_)) {
            let outcome = match code {
                Code::Known(ErrorCode::NotFound) => DeletionOutcome::Deleted,
                Code::Known(ErrorCode::GraceOver) => DeletionOutcome::GraceOver,
                code => DeletionOutcome::Refused { code, message },
            };
            self.deleted(outcome);
        } else if let Some(work) = &mut self.work {
            let refused = Settlement::Refused { code, message };
            self.settling.extend(work.give_up().into_iter().map(|place| (place, refused.clone())));
        }
    }

    /// Whether the present request is a batch of records.
    fn sends_records(&self) -> bool {
        matches!(self.ledger, Ledger::Level(_))
            && self.deletions == Deletions::None
            && matches!(self.work.as_ref().map(Work::next), Some(WorkStep::Send(_)))
    }
}
