//! One batch on its way.

use std::collections::HashSet;

use candor_domain::{RecordId, Sha256Hash};
use candor_wire::{
    ErrorCode,
    device::{MAX_BATCH, MAX_JSON_BYTES},
};

use super::Answer;
use crate::queue::{OutgoingBatch, Settlement};

/// The largest body of records that is tried, in bytes: room is left for the commitments of those that aren't sent in full.
const MAX_PART_BYTES: u64 = (MAX_JSON_BYTES - MAX_BATCH * 128) as u64;
/// What stands around a record in a body, in bytes.
const AROUND_RECORD: u64 = 100;

/// What the machine needs to know of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchPlan {
    /// The number of its `records` entry in the ledger.
    pub entry: u64,
    /// Whether parts of it may have been sent before.
    pub resumed: bool,
    /// Its places; nothing where only the commitment is sent.
    pub records: Vec<Option<PlannedRecord>>,
}

/// What the machine needs to know of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedRecord {
    /// The record.
    pub id: RecordId,
    /// The length of its JSON in bytes.
    pub len: u64,
    /// The blob that has to be there first.
    pub blob: Option<Sha256Hash>,
}

impl From<&OutgoingBatch> for BatchPlan {
    fn from(batch: &OutgoingBatch) -> Self {
        let records = batch.items.iter().map(|item| {
            item.record.as_ref().map(|record| PlannedRecord {
                id: record.id,
                len: record.json.len() as u64,
                blob: record.blob.map(|blob| blob.sha256),
            })
        });
        Self { entry: batch.entry, resumed: batch.resumed, records: records.collect() }
    }
}

/// A batch on its way: its records that are still to be settled, in parts that are sent one after the other.
#[derive(Debug)]
pub(super) struct Work {
    /// The last is sent next.
    parts: Vec<Part>,
    /// Blobs that the server has.
    stored: HashSet<Sha256Hash>,
    /// Blobs whose presence is worth a question, since they may have been sent.
    ask: HashSet<Sha256Hash>,
}

#[derive(Debug)]
struct Part {
    items: Vec<Item>,
    /// Cut from a larger one that the server failed at.
    halved: bool,
}

#[derive(Debug, Clone, Copy)]
struct Item {
    place: usize,
    record: PlannedRecord,
    /// It was sent again after the server missed its blob or the ledger: once is enough.
    again: bool,
}

/// What is to be done for a batch.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WorkStep {
    AskBlob(usize),
    PutBlob(usize),
    Send(Vec<usize>),
    Done,
}

/// What answers come to.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub settled: Vec<(usize, Settlement)>,
    pub ledger_behind: bool,
}

impl Work {
    pub fn new(plan: &BatchPlan) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut len = 0;
        let records = plan.records.iter().enumerate();
        for (place, record) in records.filter_map(|(place, record)| Some((place, (*record)?))) {
            let item = Item { place, record, again: false };
            len += record.len + AROUND_RECORD;
            match parts.last_mut() {
                Some(part) if len <= MAX_PART_BYTES => part.items.push(item),
                _ => {
                    len = record.len + AROUND_RECORD;
                    parts.push(Part { items: vec![item], halved: false });
                }
            }
        }
        parts.reverse();
        let blobs = parts.iter().flat_map(|part| &part.items).filter_map(|item| item.record.blob);
        let ask = if plan.resumed { blobs.collect() } else { HashSet::new() };
        Self { parts, stored: HashSet::new(), ask }
    }

    pub fn next(&self) -> WorkStep {
        let Some(part) = self.parts.last() else { return WorkStep::Done };
        match self.missing_blob() {
            Some((place, blob)) if self.ask.contains(&blob) => WorkStep::AskBlob(place),
            Some((place, _)) => WorkStep::PutBlob(place),
            None => WorkStep::Send(part.items.iter().map(|item| item.place).collect()),
        }
    }

    /// The first blob of the present part that isn't known to be stored.
    fn missing_blob(&self) -> Option<(usize, Sha256Hash)> {
        let items = &self.parts.last()?.items;
        items
            .iter()
            .find_map(|item| Some((item.place, item.record.blob?)).filter(|(_, b)| !self.stored.contains(b)))
    }

    pub fn blob_known(&mut self, known: bool) {
        let Some((_, blob)) = self.missing_blob() else { return };
        self.ask.remove(&blob);
        if known {
            self.stored.insert(blob);
        }
    }

    pub fn blob_stored(&mut self) {
        self.blob_known(true);
    }

    /// The connection was lost: what was being put may be there.
    pub fn connection_lost(&mut self) {
        if let Some((_, blob)) = self.missing_blob() {
            self.ask.insert(blob);
        }
    }

    /// Takes the answers to the present part; a text says what is wrong with them.
    pub fn answered(&mut self, answers: Vec<Answer>) -> Result<Answered, &'static str> {
        let part = self.parts.last().map_or(&[][..], |part| &part.items);
        if part.len() != answers.len() {
            return Err("it answers to another number of records than were sent");
        }
        let mut done = Answered::default();
        let mut again = Vec::new();
        for (item, answer) in part.iter().zip(answers) {
            let id = match &answer {
                Answer::Accepted(id) | Answer::Duplicate(id) => Some(*id),
                Answer::Refused { id, .. } => *id,
            };
            if id.is_some_and(|id| id != item.record.id) {
                return Err("it answers to other records than were sent");
            }
            let outcome = match answer {
                Answer::Accepted(_) => Settlement::Accepted,
                Answer::Duplicate(_) => Settlement::Duplicate,
                Answer::Refused { code, .. } if code == ErrorCode::BlobMissing && !item.again => {
                    if let Some(blob) = item.record.blob {
                        self.stored.remove(&blob);
                        self.ask.remove(&blob);
                    }
                    again.push(Item { again: true, ..*item });
                    continue;
                }
                Answer::Refused { code, .. } if code == ErrorCode::LedgerBehind && !item.again => {
                    done.ledger_behind = true;
                    again.push(Item { again: true, ..*item });
                    continue;
                }
                Answer::Refused { code, message, .. } => Settlement::Refused { code, message },
            };
            done.settled.push((item.place, outcome));
        }
        self.parts.pop();
        if !again.is_empty() {
            self.parts.push(Part { items: again, halved: false });
        }
        Ok(done)
    }

    /// Cuts the present part in two; false where it has but one record.
    pub fn halve(&mut self) -> bool {
        match self.parts.pop() {
            Some(mut part) if part.items.len() > 1 => {
                let rest = part.items.split_off(part.items.len() / 2);
                self.parts.push(Part { items: rest, halved: true });
                self.parts.push(Part { items: part.items, halved: true });
                true
            }
            whole => {
                self.parts.extend(whole);
                false
            }
        }
    }

    pub fn was_halved(&self) -> bool {
        self.parts.last().is_some_and(|part| part.halved)
    }

    /// Gives up what the present request is about, one record with a blob or the present part, and says which places
    /// that are.
    pub fn give_up(&mut self) -> Vec<usize> {
        let places = match self.missing_blob() {
            Some((place, _)) => vec![place],
            None => {
                self.parts.last().map_or(vec![], |part| part.items.iter().map(|item| item.place).collect())
            }
        };
        self.drop_places(&places);
        places
    }

    /// Sends nothing but the commitment of the records at these places of the present part.
    pub fn drop_places(&mut self, places: &[usize]) {
        if let Some(part) = self.parts.last_mut() {
            part.items.retain(|item| !places.contains(&item.place));
            if part.items.is_empty() {
                self.parts.pop();
            }
        }
    }
}
