//! What the uploads see of the core: the port [`Queue`] over the store of one enrolment.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_consent::{
    Body,
    commitment::{Salt, batch_root, commitment},
    note::{Checkpoint, Head},
    tree::Frontier,
};
use candor_domain::{
    BatchId, DeviceId, Millis, RecordId,
    record::{LedgerSize, MediaType},
};
use candor_store::{ClaimedBatch, ItemState, NewClaim, Query, StateName};
use candor_upload::{
    Backlog, BlobRef, Cosignature, DeletionOutcome, OutgoingBatch, OutgoingItem, OutgoingRecord, Queue,
    Settlement,
};
use candor_wire::device::{LedgerRequest, MAX_BATCH};

use crate::{
    core::{Core, Shared, lock},
    ports::random,
    protocol::{Failure, FailureCode},
};

/// The most bytes of records in one batch, pictures not counted.
const MAX_BATCH_BYTES: usize = 1024 * 1024;

/// The store of one enrolment, as far as sending goes.
pub(crate) struct StoreQueue {
    core: Shared,
    device: DeviceId,
    /// Batches claimed by this sync, which no earlier one can have sent.
    fresh: Option<BatchId>,
}

impl StoreQueue {
    pub fn new(core: Shared, device: DeviceId) -> Self {
        Self { core, device, fresh: None }
    }

    /// Claims what is releasable now, with the ledger's commitment to it in the same transaction.
    fn claim(&mut self) -> Result<Option<BatchId>, Failure> {
        let mut core = lock(&self.core);
        let (awake, now) = (core.ports.clock.awake(), core.ports.clock.now());
        let mut bytes = 0;
        let releasable = core.store.releasable(self.device, awake, MAX_BATCH)?;
        let records: Vec<_> = releasable
            .iter()
            .filter_map(|item| Some((item.id, item.record()?)))
            .take_while(|(_, record)| {
                bytes += serde_json::to_vec(record).map_or(0, |json| json.len());
                bytes <= MAX_BATCH_BYTES
            })
            .map(|(id, record)| (id, Salt::from_bytes(random()), record))
            .collect();
        if records.is_empty() {
            return Ok(None);
        }
        let batch = BatchId::new(now, random());
        let root = batch_root(records.iter().map(|(_, salt, record)| commitment(salt, record)));
        let body = Body::Records { batch, count: records.len() as u32, root };
        let items = records.into_iter().map(|(id, salt, _)| (id, salt)).collect();
        let device = self.device;
        core.append(device, body, |tx, entry| {
            tx.claim(&NewClaim { device, batch, entry: entry.entry.seq, items }, awake)
        })?;
        Ok(Some(batch))
    }

    fn oldest(&self) -> Result<Option<ClaimedBatch>, Failure> {
        Ok(lock(&self.core).store.claimed_batches(self.device, 1)?.pop())
    }
}

impl Queue for StoreQueue {
    type Error = Failure;

    fn backlog(&mut self) -> Result<Backlog, Failure> {
        let core = lock(&self.core);
        let awake = core.ports.clock.awake();
        let count = |states: &[StateName]| {
            let query = Query { device: Some(self.device), states: states.to_vec(), ..Query::default() };
            core.store.count(&query)
        };
        let claimed = count(&[StateName::Claimed])?;
        let (releasable, bytes) = core.store.to_send(self.device, awake)?;
        let waiting = count(&[StateName::Held, StateName::Frozen])?.saturating_sub(releasable);
        Ok(Backlog { records: claimed + releasable, bytes, waiting })
    }

    fn ledger_size(&mut self) -> Result<LedgerSize, Failure> {
        Ok(lock(&self.core).enrolment(self.device)?.consent.ledger().size())
    }

    fn cosigned_size(&mut self) -> Result<LedgerSize, Failure> {
        Ok(lock(&self.core).enrolment(self.device)?.cosigned)
    }

    fn ledger_chunk(&mut self, from: LedgerSize, max: usize) -> Result<LedgerRequest, Failure> {
        let core = lock(&self.core);
        let entries = core.store.entries(self.device, from.get(), max)?;
        let enrolment = core.enrolment(self.device)?;
        let end = LedgerSize::new(from.get() + entries.len() as u64);
        let head = head_at(&core, self.device, end)?;
        let entries = entries.iter().map(crate::requests::json).collect();
        Ok(LedgerRequest { entries, checkpoint: Checkpoint::sign(head, &enrolment.key).to_string() })
    }

    fn cosigned(&mut self, checkpoint: &str) -> Result<Cosignature, Failure> {
        let mut core = lock(&self.core);
        let enrolment = core.enrolment(self.device)?;
        let server = &enrolment.stored.server;
        let checked = Checkpoint::parse(checkpoint).and_then(|read| {
            read.check_device(&enrolment.key.public())?;
            read.check_server(&server.name, &server.key)?;
            Ok(read)
        });
        let read = match checked {
            Ok(read) => read,
            Err(error) => return Ok(Cosignature::Invalid(error.to_string())),
        };
        let known = enrolment.consent.ledger().size();
        if read.head.device != self.device
            || read.head.size > known
            || head_at(&core, self.device, read.head.size)? != read.head
        {
            return Ok(Cosignature::Invalid("it is of a ledger that this device doesn't have".into()));
        }
        let device = self.device;
        if read.head.size >= core.enrolment(device)?.cosigned {
            core.store.write(|tx| tx.set_checkpoint(&read))?;
            core.enrolment_mut(device)?.cosigned = read.head.size;
        }
        Ok(Cosignature::Stored)
    }

    fn next_batch(&mut self) -> Result<Option<OutgoingBatch>, Failure> {
        let mut batch = self.oldest()?;
        if batch.is_none() {
            self.fresh = self.claim()?;
            batch = self.oldest()?;
        }
        let Some(batch) = batch else { return Ok(None) };
        let resumed = self.fresh != Some(batch.batch);
        let items = batch.items.into_iter().map(|item| {
            let content = item.content.filter(|_| item.state == ItemState::Claimed);
            let record = content.map(|content| {
                Ok::<_, Failure>(OutgoingRecord {
                    id: item.id,
                    json: String::from_utf8(content.record).map_err(|error| crate::core::internal(&error))?,
                    salt: BASE64_STANDARD.encode(content.salt.as_bytes()),
                    blob: content.blob.map(|blob| BlobRef {
                        sha256: blob.sha256,
                        len: blob.bytes,
                        media_type: MediaType::Webp,
                    }),
                })
            });
            Ok(OutgoingItem { commitment: item.commitment, record: record.transpose()? })
        });
        let items = items.collect::<Result<_, Failure>>()?;
        Ok(Some(OutgoingBatch { batch: batch.batch, entry: batch.entry, resumed, items }))
    }

    fn offer(&mut self, ids: &[RecordId]) -> Result<Vec<RecordId>, Failure> {
        Ok(lock(&self.core).store.write(|tx| tx.offer(ids))?)
    }

    fn blob(&mut self, id: RecordId) -> Result<Option<Vec<u8>>, Failure> {
        let core = lock(&self.core);
        let claimed = core.store.item(id)?.state == ItemState::Claimed;
        Ok(if claimed { core.store.blob(id)? } else { None })
    }

    fn settle(&mut self, id: RecordId, outcome: Settlement) -> Result<(), Failure> {
        let mut core = lock(&self.core);
        let keep_until = core.ports.clock.now().plus(core.grace_of(id)?);
        core.store.write(|tx| match outcome {
            Settlement::Accepted | Settlement::Duplicate => tx.mark_sent(id, Some(keep_until)),
            Settlement::Refused { code, message } => tx.quarantine(id, &code.to_string(), &message),
        })?;
        Ok(())
    }

    fn next_deletion(&mut self) -> Result<Option<RecordId>, Failure> {
        let pending = lock(&self.core).store.pending_deletions(self.device)?;
        Ok(pending.into_iter().find(|deletion| deletion.sent).map(|deletion| deletion.id))
    }

    fn settle_deletion(&mut self, id: RecordId, outcome: DeletionOutcome) -> Result<(), Failure> {
        let mut core = lock(&self.core);
        let deleted = outcome == DeletionOutcome::Deleted;
        match outcome {
            DeletionOutcome::Deleted => {}
            DeletionOutcome::GraceOver => core.troubles.set(
                "erasure_request_needed",
                format!("The time for deleting item {id} at once is over. Ask the client for its erasure."),
            ),
            DeletionOutcome::Refused { message, .. } => core.troubles.set(
                "deletion_refused",
                format!("The server refused to delete item {id}: {message}. Ask the client for its erasure."),
            ),
        }
        core.store.write(|tx| tx.settle_deletion(id, deleted))?;
        Ok(())
    }
}

impl Core {
    /// How long after it was sent an item can be deleted at once; as long it stays here for the agent to look at.
    fn grace_of(&self, id: RecordId) -> Result<Millis, Failure> {
        let item = self.store.item(id)?;
        let policy = self.enrolment(item.device)?.consent.policy(item.project);
        Ok(policy.map_or(Millis::ZERO, candor_domain::Policy::grace))
    }
}

/// The head of a ledger when it had so many entries.
fn head_at(core: &Core, device: DeviceId, size: LedgerSize) -> Result<Head, Failure> {
    let ledger = core.enrolment(device)?.consent.ledger();
    if size == ledger.size() {
        return Ok(ledger.head());
    }
    let mut frontier = Frontier::default();
    while frontier.size() < size {
        let left = (size.get() - frontier.size().get()).min(500) as usize;
        let entries = core.store.entries(device, frontier.size().get(), left)?;
        if entries.is_empty() {
            let message = format!("The ledger of enrolment {device} ends before entry {size}.");
            return Err(Failure::new(FailureCode::Internal, message));
        }
        entries.iter().for_each(|entry| frontier.push(&entry.entry.leaf()));
    }
    Ok(Head { device, size, root: frontier.root() })
}
