//! A queue and a server in memory, for tests: what they hold is what would be on disk.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use candor_domain::{
    BatchId, Millis, RecordId, Sha256Hash, Timestamp,
    record::{LedgerSize, MediaType},
};
use candor_wire::{
    ErrorCode,
    device::{BatchItem, BatchRequest, LedgerRequest},
};
use serde_json::{Value, json};

use crate::{
    desk::Request,
    failure::{ApiError, Failure},
    machine::{Answer, Input},
    queue::*,
};

/// The n-th record.
pub(crate) fn record_id(n: u8) -> RecordId {
    RecordId::new(Timestamp::from_millis(1_795_320_306_700), [n; 10])
}

fn batch_id(n: usize) -> BatchId {
    BatchId::new(Timestamp::from_millis(1_795_320_306_700), [n as u8; 10])
}

/// Stands for a checkpoint: size and hash of the entries.
fn head(ledger: &[Value]) -> String {
    format!("size {} {}", ledger.len(), Sha256Hash::of(json!(ledger).to_string()))
}

#[derive(Debug, Clone)]
pub(crate) struct MemoryItem {
    pub id: RecordId,
    pub json: String,
    pub picture: Option<Vec<u8>>,
    pub outcome: Option<Settlement>,
}

/// The device's durable state.
#[derive(Debug, Default)]
pub(crate) struct MemoryQueue {
    pub ledger: Vec<Value>,
    pub cosigned: u64,
    pub items: Vec<MemoryItem>,
    /// Entry, and the places of its items.
    pub batches: Vec<(u64, Vec<usize>)>,
    /// Of the batches, how many were claimed before the last start.
    pub old_batches: usize,
    pub per_batch: usize,
    pub to_delete: Vec<RecordId>,
    /// Deleted or withdrawn before they were offered.
    pub withdrawn: BTreeSet<RecordId>,
    pub deletions: BTreeMap<RecordId, DeletionOutcome>,
    /// Calls until the store fails.
    pub fails_after: Option<u32>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the disk is full")]
pub(crate) struct DiskFull;

impl MemoryQueue {
    /// A ledger of `entries` and these items.
    pub fn new(
        entries: u64,
        items: impl IntoIterator<Item = (u8, Option<Vec<u8>>)>,
        per_batch: usize,
    ) -> Self {
        let item = |(n, picture): (u8, Option<Vec<u8>>)| {
            let id = record_id(n);
            let json = json!({ "id": id, "blob": picture.as_ref().map(Sha256Hash::of) }).to_string();
            MemoryItem { id, json, picture, outcome: None }
        };
        Self {
            ledger: (0..entries).map(|n| json!({ "n": n })).collect(),
            items: items.into_iter().map(item).collect(),
            per_batch,
            ..Self::default()
        }
    }

    /// What a start of the program changes.
    pub fn restart(&mut self) {
        self.old_batches = self.batches.len();
    }

    fn call(&mut self) -> Result<(), DiskFull> {
        match &mut self.fails_after {
            Some(0) => Err(DiskFull),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn item(&mut self, id: RecordId) -> &mut MemoryItem {
        self.items.iter_mut().find(|item| item.id == id).expect("a known item")
    }
}

impl Queue for MemoryQueue {
    type Error = DiskFull;

    fn backlog(&mut self) -> Result<Backlog, DiskFull> {
        self.call()?;
        let open: Vec<_> = self.items.iter().filter(|item| item.outcome.is_none()).collect();
        let bytes = open.iter().map(|i| i.json.len() + i.picture.as_ref().map_or(0, Vec::len)).sum::<usize>();
        Ok(Backlog { records: open.len() as u64, bytes: bytes as u64, waiting: 3 })
    }

    fn ledger_size(&mut self) -> Result<LedgerSize, DiskFull> {
        self.call()?;
        Ok(LedgerSize::new(self.ledger.len() as u64))
    }

    fn cosigned_size(&mut self) -> Result<LedgerSize, DiskFull> {
        self.call()?;
        Ok(LedgerSize::new(self.cosigned))
    }

    fn ledger_chunk(&mut self, from: LedgerSize, max: usize) -> Result<LedgerRequest, DiskFull> {
        self.call()?;
        let entries: Vec<Value> = self.ledger.iter().skip(from.get() as usize).take(max).cloned().collect();
        let end = from.get() as usize + entries.len();
        Ok(LedgerRequest { entries, checkpoint: head(&self.ledger[..end]) })
    }

    fn cosigned(&mut self, checkpoint: &str) -> Result<Cosignature, DiskFull> {
        self.call()?;
        let size = checkpoint.strip_prefix("cosigned ").and_then(|size| size.parse::<u64>().ok());
        Ok(match size.filter(|size| *size <= self.ledger.len() as u64) {
            Some(size) => {
                self.cosigned = self.cosigned.max(size);
                Cosignature::Stored
            }
            None => Cosignature::Invalid("another head".into()),
        })
    }

    fn next_batch(&mut self) -> Result<Option<OutgoingBatch>, DiskFull> {
        self.call()?;
        let withdrawn = &self.withdrawn;
        let open = |places: &[usize], items: &[MemoryItem]| {
            places.iter().any(|at| items[*at].outcome.is_none() && !withdrawn.contains(&items[*at].id))
        };
        if !self.batches.iter().any(|(_, places)| open(places, &self.items)) {
            let claimed: BTreeSet<usize> =
                self.batches.iter().flat_map(|(_, places)| places.clone()).collect();
            let places: Vec<_> =
                (0..self.items.len()).filter(|at| !claimed.contains(at)).take(self.per_batch).collect();
            if places.is_empty() {
                return Ok(None);
            }
            self.ledger.push(json!({ "records": places }));
            self.batches.push((self.ledger.len() as u64 - 1, places));
        }
        let number =
            self.batches.iter().position(|(_, places)| open(places, &self.items)).expect("seen above");
        let (entry, places) = &self.batches[number];
        let item = |at: &usize| {
            let item = &self.items[*at];
            let open = item.outcome.is_none() && !self.withdrawn.contains(&item.id);
            let record = open.then(|| OutgoingRecord {
                id: item.id,
                json: item.json.clone(),
                salt: "c2FsdA==".into(),
                blob: item.picture.as_ref().map(|picture| BlobRef {
                    sha256: Sha256Hash::of(picture),
                    len: picture.len() as u64,
                    media_type: MediaType::Webp,
                }),
            });
            OutgoingItem { commitment: Sha256Hash::of(&item.json), record }
        };
        Ok(Some(OutgoingBatch {
            batch: batch_id(number),
            entry: *entry,
            resumed: number < self.old_batches,
            items: places.iter().map(item).collect(),
        }))
    }

    fn offer(&mut self, ids: &[RecordId]) -> Result<Vec<RecordId>, DiskFull> {
        self.call()?;
        Ok(ids.iter().filter(|id| self.withdrawn.contains(id)).copied().collect())
    }

    fn blob(&mut self, id: RecordId) -> Result<Option<Vec<u8>>, DiskFull> {
        self.call()?;
        Ok(self.item(id).picture.clone())
    }

    fn settle(&mut self, id: RecordId, outcome: Settlement) -> Result<(), DiskFull> {
        self.call()?;
        let item = self.item(id);
        assert_eq!(item.outcome, None, "settled twice");
        item.outcome = Some(outcome);
        Ok(())
    }

    fn next_deletion(&mut self) -> Result<Option<RecordId>, DiskFull> {
        self.call()?;
        let sent = |id: &&RecordId| {
            let item = self.items.iter().find(|item| item.id == **id);
            item.is_some_and(|item| {
                matches!(item.outcome, Some(Settlement::Accepted | Settlement::Duplicate))
            })
        };
        Ok(self.to_delete.iter().filter(sent).find(|id| !self.deletions.contains_key(id)).copied())
    }

    fn settle_deletion(&mut self, id: RecordId, outcome: DeletionOutcome) -> Result<(), DiskFull> {
        self.call()?;
        self.deletions.insert(id, outcome);
        Ok(())
    }
}

/// What a server does with a record of bad fame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Poison {
    /// Refuses it.
    Refuse,
    /// Fails at any batch that holds it.
    Fail,
    /// Refuses its blob.
    RefuseBlob,
    /// Fails at its blob.
    FailBlob,
    /// Refuses any batch that holds it.
    RefuseBatch,
}

/// The server's durable state.
#[derive(Debug, Default)]
pub(crate) struct MemoryServer {
    pub ledger: Vec<Value>,
    pub blobs: HashMap<Sha256Hash, Vec<u8>>,
    /// How often each record was stored.
    pub records: BTreeMap<RecordId, u32>,
    pub deleted: BTreeSet<RecordId>,
    pub poison: HashMap<RecordId, Poison>,
    pub poison_blobs: HashMap<Sha256Hash, Poison>,
    /// The most records in full that it takes at once.
    pub max_full: Option<usize>,
    pub requests: u32,
}

pub(crate) fn problem(status: u16, code: ErrorCode) -> ApiError {
    ApiError { status, code: Some(code.into()), detail: String::new(), retry_after: None, known_ledger: None }
}

pub(crate) fn bare(status: u16, retry_after: Option<Millis>) -> ApiError {
    ApiError { status, code: None, detail: String::new(), retry_after, known_ledger: None }
}

impl MemoryServer {
    pub fn handle(&mut self, request: &Request) -> Result<Input, Failure> {
        self.requests += 1;
        match request {
            Request::Ledger(request) => self.take_ledger(request),
            Request::AskBlob(sha256) => Ok(Input::BlobKnown(self.blobs.contains_key(sha256))),
            Request::PutBlob(sha256, _, bytes) => {
                match self.poison_blobs.get(sha256) {
                    Some(Poison::RefuseBlob) => return Err(problem(422, ErrorCode::BlobInvalid).into()),
                    Some(Poison::FailBlob) => return Err(problem(500, ErrorCode::Internal).into()),
                    _ => {}
                }
                assert_eq!(Sha256Hash::of(bytes), *sha256);
                self.blobs.insert(*sha256, bytes.clone());
                Ok(Input::BlobStored)
            }
            Request::Batch(body) => self.take_batch(&serde_json::from_slice(body).expect("a batch request")),
            Request::Delete(id) => {
                if self.records.contains_key(id) && self.deleted.insert(*id) {
                    Ok(Input::Deleted)
                } else {
                    Err(problem(404, ErrorCode::NotFound).into())
                }
            }
        }
    }

    fn at_ledger(&self, code: ErrorCode) -> Failure {
        let known = LedgerSize::new(self.ledger.len() as u64);
        ApiError { known_ledger: Some(known), ..problem(409, code) }.into()
    }

    fn take_ledger(&mut self, request: &LedgerRequest) -> Result<Input, Failure> {
        let size =
            request.checkpoint.split(' ').nth(1).and_then(|size| size.parse::<usize>().ok()).expect("a size");
        let start = size - request.entries.len();
        if start > self.ledger.len() {
            return Err(self.at_ledger(ErrorCode::LedgerBehind));
        }
        let ledger = [&self.ledger[..start], &request.entries].concat();
        if !ledger.starts_with(&self.ledger) || head(&ledger) != request.checkpoint {
            return Err(self.at_ledger(ErrorCode::LedgerConflict));
        }
        self.ledger = ledger;
        Ok(Input::Cosignature(format!("cosigned {size}")))
    }

    fn take_batch(&mut self, request: &BatchRequest) -> Result<Input, Failure> {
        if request.entry >= self.ledger.len() as u64 {
            return Err(self.at_ledger(ErrorCode::LedgerBehind));
        }
        let full = request.records.iter().filter_map(|item| match item {
            BatchItem::Full { record, .. } => Some(record),
            BatchItem::Committed { .. } => None,
        });
        let full: Vec<(RecordId, Option<Sha256Hash>)> = full
            .map(|r| {
                Ok((serde_json::from_value(r["id"].clone())?, serde_json::from_value(r["blob"].clone())?))
            })
            .collect::<Result<_, serde_json::Error>>()
            .expect("records as the queue wrote them");
        if self.max_full.is_some_and(|max| full.len() > max) {
            return Err(bare(413, None).into());
        }
        for (id, _) in &full {
            match self.poison.get(id) {
                Some(Poison::Fail) => return Err(problem(500, ErrorCode::Internal).into()),
                Some(Poison::RefuseBatch) => return Err(problem(400, ErrorCode::Malformed).into()),
                _ => {}
            }
        }
        let answers = full.into_iter().map(|(id, blob)| {
            let refused =
                |code: ErrorCode| Answer::Refused { id: Some(id), code: code.into(), message: "no".into() };
            if self.poison.contains_key(&id) {
                refused(ErrorCode::NotConsented)
            } else if self.records.contains_key(&id) {
                Answer::Duplicate(id)
            } else if blob.is_some_and(|blob| !self.blobs.contains_key(&blob)) {
                refused(ErrorCode::BlobMissing)
            } else {
                *self.records.entry(id).or_default() += 1;
                Answer::Accepted(id)
            }
        });
        Ok(Input::Answers(answers.collect()))
    }
}
