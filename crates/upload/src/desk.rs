//! Between the machine, the queue and the server: carries out what is local, writes down what goes to the server, and
//! keeps the report.

use candor_domain::{Boot, RecordId, Sha256Hash, record::MediaType};
use candor_wire::{ErrorCode, device::LedgerRequest};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    machine::{Action, BatchPlan, Input},
    queue::{DeletionOutcome, OutgoingBatch, OutgoingItem, OutgoingRecord, Queue, Settlement},
    report::{End, Problem, Progress, Refused, SyncReport},
};

/// A request to the server, as data.
#[derive(Debug)]
pub(crate) enum Request {
    Ledger(LedgerRequest),
    AskBlob(Sha256Hash),
    PutBlob(Sha256Hash, MediaType, Vec<u8>),
    /// A [`candor_wire::device::BatchRequest`] as JSON.
    Batch(Vec<u8>),
    Delete(RecordId),
}

/// What an action comes to.
#[derive(Debug)]
pub(crate) enum Task {
    /// It is done, with this result.
    Done(Input),
    /// The server is to be asked.
    Ask(Request),
    Wait(Boot),
    Finish(Option<Problem>),
}

/// The queue, what was read from it and not settled yet, and what was done so far.
pub(crate) struct Desk<'q, Q: Queue> {
    queue: &'q mut Q,
    batch: Option<OutgoingBatch>,
    /// Entries in the last ledger request.
    entries: usize,
    /// Bytes of the blob of which progress was told before its record is settled.
    told: Vec<(usize, u64)>,
    pub progress: Progress,
    sent: u64,
    duplicates: u64,
    refused: Vec<Refused>,
    deleted: u64,
    waiting: u64,
}

impl<'q, Q: Queue> Desk<'q, Q> {
    pub fn new(queue: &'q mut Q) -> Result<Self, Q::Error> {
        let backlog = queue.backlog()?;
        let progress =
            Progress { records_total: backlog.records, bytes_total: backlog.bytes, ..Progress::default() };
        Ok(Self {
            queue,
            batch: None,
            entries: 0,
            told: Vec::new(),
            progress,
            sent: 0,
            duplicates: 0,
            refused: Vec::new(),
            deleted: 0,
            waiting: backlog.waiting,
        })
    }

    /// Carries out an action as far as that goes without the server.
    pub fn carry_out(&mut self, action: Action) -> Result<Task, Q::Error> {
        let queue = &mut *self.queue;
        Ok(match action {
            Action::ReadLedger => {
                let (own, cosigned) = (queue.ledger_size()?, queue.cosigned_size()?);
                Task::Done(Input::Ledger { own, cosigned })
            }
            Action::SendLedger { from, max } => {
                let request = queue.ledger_chunk(from, max)?;
                self.entries = request.entries.len();
                Task::Ask(Request::Ledger(request))
            }
            Action::StoreCosignature(checkpoint) => {
                Task::Done(Input::Cosigned(queue.cosigned(&checkpoint)?, self.entries))
            }
            Action::NextDeletion => Task::Done(Input::Deletion(queue.next_deletion()?)),
            Action::Delete(id) => Task::Ask(Request::Delete(id)),
            Action::SettleDeletion(id, outcome) => {
                self.deleted += u64::from(outcome == DeletionOutcome::Deleted);
                queue.settle_deletion(id, outcome)?;
                Task::Done(Input::Settled)
            }
            Action::NextBatch => {
                self.batch = None;
                self.told.clear();
                self.batch = queue.next_batch()?;
                Task::Done(Input::Batch(self.batch.as_ref().map(BatchPlan::from)))
            }
            Action::AskBlob(place) => match self.record(place).blob {
                Some(blob) => Task::Ask(Request::AskBlob(blob.sha256)),
                None => Task::Done(Input::BlobKnown(true)),
            },
            Action::PutBlob(place) => self.blob(place)?,
            Action::SendBatch(places) => match self.offer(&places)? {
                gone if gone.is_empty() => Task::Ask(Request::Batch(self.body(&places))),
                gone => Task::Done(Input::Gone(gone)),
            },
            Action::Settle(place, outcome) => {
                self.settle(place, outcome)?;
                Task::Done(Input::Settled)
            }
            Action::Wait(until) => Task::Wait(until),
            Action::Finish(problem) => Task::Finish(problem),
        })
    }

    /// Counts a blob as sent as soon as it is: the record that names it may be long in coming.
    pub fn blob_is_there(&mut self, place: usize) {
        let Some(blob) = self.record(place).blob else { return };
        if !self.told.iter().any(|(told, _)| *told == place) {
            self.told.push((place, blob.len));
            self.progress.bytes_done += blob.len;
        }
    }

    /// What was done, and how it ended.
    pub fn report(self, server_forgot: bool, end: End<Q::Error>) -> SyncReport<Q::Error> {
        let Self { sent, duplicates, refused, deleted, waiting, .. } = self;
        SyncReport { sent, duplicates, refused, deleted, waiting, server_forgot, end }
    }

    fn record(&self, place: usize) -> &OutgoingRecord {
        let item = self.batch.as_ref().and_then(|batch| batch.items.get(place));
        item.and_then(|item| item.record.as_ref())
            .expect("the machine names places of records in the batch it got")
    }

    fn blob(&mut self, place: usize) -> Result<Task, Q::Error> {
        let record = self.record(place);
        let (id, Some(blob)) = (record.id, record.blob) else { return Ok(Task::Done(Input::BlobStored)) };
        let gone = self.offer(&[place])?;
        Ok(match self.queue.blob(id)? {
            Some(bytes) if gone.is_empty() => {
                Task::Ask(Request::PutBlob(blob.sha256, blob.media_type, bytes))
            }
            _ => Task::Done(Input::Gone(vec![place])),
        })
    }

    /// Offers the records at these places; returns the places of those that aren't to be sent any more.
    fn offer(&mut self, places: &[usize]) -> Result<Vec<usize>, Q::Error> {
        let ids: Vec<_> = places.iter().map(|place| self.record(*place).id).collect();
        let gone = self.queue.offer(&ids)?;
        Ok(places.iter().zip(&ids).filter(|(_, id)| gone.contains(id)).map(|(place, _)| *place).collect())
    }

    fn settle(&mut self, place: usize, outcome: Settlement) -> Result<(), Q::Error> {
        let record = self.record(place);
        let (id, len) = (record.id, record.json.len() as u64 + record.blob.map_or(0, |blob| blob.len));
        self.queue.settle(id, outcome.clone())?;
        match outcome {
            Settlement::Accepted => self.sent += 1,
            Settlement::Duplicate => self.duplicates += 1,
            Settlement::Refused { code, message } => {
                let unconsented = code == ErrorCode::Withdrawn || code == ErrorCode::NotConsented;
                self.progress.unconsented += u64::from(unconsented);
                self.refused.push(Refused { id, code, message });
            }
        }
        let told = self.told.iter().find(|(told, _)| *told == place).map_or(0, |(_, bytes)| *bytes);
        let progress = &mut self.progress;
        progress.records_done += 1;
        progress.bytes_done += len - told;
        progress.records_total = progress.records_total.max(progress.records_done);
        progress.bytes_total = progress.bytes_total.max(progress.bytes_done);
        Ok(())
    }

    /// The batch with the records at `places` in full, straight from the queue's texts: as
    /// [`candor_wire::device::BatchRequest`], without a second copy of each record as a tree.
    fn body(&self, places: &[usize]) -> Vec<u8> {
        #[derive(Serialize)]
        struct Body<'a> {
            batch: candor_domain::BatchId,
            entry: u64,
            records: Vec<Line<'a>>,
        }
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Line<'a> {
            Full { record: &'a RawValue, salt: &'a str },
            Committed { commitment: Sha256Hash },
        }
        fn line<'a>(item: &'a OutgoingItem, full: bool) -> Line<'a> {
            match &item.record {
                Some(record) if full => Line::Full { record: raw(&record.json), salt: &record.salt },
                _ => Line::Committed { commitment: item.commitment },
            }
        }
        /// What isn't JSON is sent as `null`, which the server refuses: so it ends in the quarantine like any bad record.
        fn raw(json: &str) -> &RawValue {
            serde_json::from_str(json).unwrap_or(RawValue::NULL)
        }
        let Some(batch) = &self.batch else { return Vec::new() };
        let items = batch.items.iter().enumerate();
        let records = items.map(|(place, item)| line(item, places.binary_search(&place).is_ok())).collect();
        let body = Body { batch: batch.batch, entry: batch.entry, records };
        serde_json::to_vec(&body).expect("ids, hashes and texts are always JSON")
    }
}
