//! The outbox: what the agent reviews, redacts, deletes and releases before it is sent.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_consent::Body;
use candor_domain::{
    Boot, Category, Millis, ProjectId, RecordId, Sha256Hash, Timestamp,
    policy::Policy,
    record::{GapReason, ImageRef, MediaType, RecordBody},
};
use candor_store::{Cursor, EnrolmentState, Item, ItemState, Purge, Query, StateName, StoreError};

use super::Core;
use crate::{
    ports::random,
    protocol::{
        Content, Deleted, Failure, FailureCode, ItemContent, Outbox, OutboxItem, PlaceInLine, Rect, Refused,
    },
};

/// How long a deletion can be undone.
const UNDO: Millis = Millis::from_secs(30);
/// The most items that one listing holds; the oldest come first.
const MAX_LISTED: usize = 10_000;
/// How many due items are purged in one transaction.
const PURGED_AT_ONCE: usize = 500;

impl Core {
    /// What waits for review, for upload, or for the agent's choice.
    pub fn outbox(&self) -> Result<Outbox, Failure> {
        let mut states = StateName::OUTBOX.to_vec();
        states.extend([StateName::Claimed, StateName::Quarantined]);
        let query = Query { states, ..Query::default() };
        let items = self.store.items(&query, Cursor::START, MAX_LISTED)?;
        Ok(Outbox { items: items.into_iter().map(|item| self.outbox_item(item)).collect() })
    }

    pub fn outbox_item(&self, item: Item) -> OutboxItem {
        let awake = self.ports.clock.awake();
        OutboxItem {
            id: item.id,
            // What is missing stands in its category; it belongs to none, for nothing of it is content.
            category: match &item.body {
                Some(RecordBody::Gap(gap)) => Some(gap.category),
                _ => item.category,
            },
            at: item.at,
            project: item.project,
            session: item.session,
            state: place(item.state.name()),
            undo_left_ms: match item.state {
                ItemState::Deleting { until } => Some(until.since(awake)),
                _ => None,
            },
            frozen_until: match item.state {
                ItemState::Frozen { until } => Some(until),
                _ => None,
            },
            review_left_ms: matches!(item.state, ItemState::Held).then(|| item.releasable_at.since(awake)),
            refused: match item.state {
                ItemState::Quarantined { code, message } => Some(Refused { code, message }),
                _ => None,
            },
            content: content(item.body),
        }
    }

    /// The exact bytes of an item: a picture, or the record as it would be sent.
    pub fn show(&self, id: RecordId) -> Result<Content, Failure> {
        let item = self.store.item(id)?;
        let gone = || {
            Failure::new(
                FailureCode::NotFound,
                format!("The content of item {id} is no longer on this machine."),
            )
        };
        let (media_type, bytes) = match &item.body {
            Some(RecordBody::Capture(capture)) => {
                (capture.image.media_type.name(), self.store.blob(id)?.ok_or_else(gone)?)
            }
            Some(_) => {
                ("application/json", candor_consent::canonical::bytes(&item.record().ok_or_else(gone)?))
            }
            None => return Err(gone()),
        };
        Ok(Content { media_type: media_type.into(), base64: BASE64_STANDARD.encode(bytes) })
    }

    /// Blacks out regions of a capture that waits; the picture is encoded anew, and the old one is gone.
    pub fn redact(&mut self, id: RecordId, rects: &[Rect]) -> Result<OutboxItem, Failure> {
        let item = self.store.item(id)?;
        let Some(RecordBody::Capture(capture)) = &item.body else {
            return Err(Failure::new(
                FailureCode::Usage,
                format!("Item {id} is no picture. Nothing was changed."),
            ));
        };
        let policy = self.enrolment(item.device)?.consent.policy(item.project);
        let max_bytes = policy
            .and_then(|p: &Policy| p.terms(capture.source.category()))
            .map_or(0, |terms| terms.max_bytes);
        let bytes = self.store.blob(id)?.unwrap_or_default();
        let regions: Vec<_> = rects
            .iter()
            .map(|r| candor_capture::redact::Region { x: r.x, y: r.y, width: r.w, height: r.h })
            .collect();
        let redacted = candor_capture::redact::black_out(&bytes, &regions, max_bytes).map_err(|error| {
            let message = format!("The picture was not changed: {error}.");
            Failure::new(FailureCode::Usage, message)
        })?;
        let image = ImageRef {
            sha256: Sha256Hash::of(&redacted),
            media_type: MediaType::Webp,
            bytes: redacted.len() as u32,
            width: capture.image.width,
            height: capture.image.height,
        };
        let body = Body::Redaction { project: item.project, item: id, sha256: image.sha256 };
        let changed = self.append(item.device, body, |tx, _| tx.redact(id, &redacted, &image))?;
        Ok(self.outbox_item(changed))
    }

    /// Deletes items: what is still here can't be sent from now on and is purged when undoing is over; for what the server
    /// has or may have a request is queued.
    pub fn delete(&mut self, ids: &[RecordId]) -> Result<Deleted, Failure> {
        let clock = self.ports.clock.clone();
        let (until, now) = (clock.awake().plus(UNDO), clock.now());
        let ids: BTreeSet<_> = ids.iter().copied().collect();
        let mark = |tx: &mut candor_store::Tx<'_>| {
            let (mut deleting, mut requested) = (Vec::new(), Vec::new());
            for id in &ids {
                let state = tx.item(*id)?.state.name();
                match state {
                    // What was offered may be with the server; what was only claimed never gets there.
                    _ if state == StateName::Sent || state == StateName::Claimed && tx.offered(*id)? => {
                        tx.request_deletion(*id, now)?;
                        requested.push(*id);
                    }
                    StateName::Deleting => deleting.push(*id),
                    _ => {
                        tx.delete_later(&[*id], until)?;
                        deleting.push(*id);
                    }
                }
            }
            Ok((deleting, requested))
        };
        let (deleting, requested) = self.with_reserve(|core| Ok(core.store.write(mark)?))?;
        Ok(Deleted { deleting, undo_until: now.plus(UNDO), requested })
    }

    pub fn undelete(&mut self, ids: &[RecordId]) -> Result<Outbox, Failure> {
        self.store.write(|tx| tx.undelete(ids))?;
        self.outbox()
    }

    /// Ends the review of items by the agent's choice: of the named ones, or of all that are held. What a withdrawal froze
    /// has to be named.
    pub fn release(&mut self, ids: &[RecordId]) -> Result<Outbox, Failure> {
        let left = |device| {
            let enrolment = self.enrolment(device)?;
            let left = enrolment.stored.state == EnrolmentState::Left;
            Ok::<_, Failure>(left.then(|| enrolment.stored.client.name.clone()))
        };
        let mut released = ids.to_vec();
        if ids.is_empty() {
            let query = Query { states: vec![StateName::Held], ..Query::default() };
            for item in self.store.items(&query, Cursor::START, usize::MAX >> 1)? {
                if left(item.device)?.is_none() {
                    released.push(item.id);
                }
            }
        }
        for id in ids {
            if let Some(client) = left(self.store.item(*id)?.device)? {
                let message = format!(
                    "You have left {client}, so item {id} can't be sent any more. Nothing was changed; it is deleted on its own."
                );
                return Err(Failure::new(FailureCode::State, message));
            }
        }
        self.store.write(|tx| tx.release(&released))?;
        self.outbox()
    }

    /// Sends quarantined items once more: the named ones or all.
    pub fn retry(&mut self, ids: &[RecordId]) -> Result<Outbox, Failure> {
        let quarantined;
        let ids = if ids.is_empty() {
            let query = Query { states: vec![StateName::Quarantined], ..Query::default() };
            let items = self.store.items(&query, Cursor::START, MAX_LISTED)?;
            quarantined = items.iter().map(|item| item.id).collect::<Vec<_>>();
            &quarantined
        } else {
            ids
        };
        self.store.write(|tx| ids.iter().try_for_each(|id| tx.retry(*id)))?;
        self.outbox()
    }

    /// Items that wait for review or the agent's choice.
    pub fn waiting(&self) -> Result<u64, Failure> {
        Ok(self.store.under_review(self.ports.clock.awake())?)
    }

    /// Whether there is something to send now.
    pub fn something_releasable(&self, awake: Boot) -> bool {
        self.enrolments.iter().any(|enrolment| {
            let device = enrolment.stored.device;
            matches!(self.store.next_release(device), Ok(Some(at)) if at <= awake)
        })
    }

    /// Purges what was deleted and can't be undone any more, and what stayed frozen too long.
    pub(super) fn purge(&mut self, awake: Boot, now: Timestamp) {
        if let Err(error) = self.store.write(|tx| tx.forget_sent(now, PURGED_AT_ONCE)) {
            tracing::warn!(%error, "what was sent stays here a little longer");
        }
        let devices: Vec<_> = self.enrolments.iter().map(|e| e.stored.device).collect();
        for device in devices {
            let Ok(due) = self.store.due(device, now, awake, PURGED_AT_ONCE) else { continue };
            let mut groups: BTreeMap<(ProjectId, Category, bool), Vec<RecordId>> = BTreeMap::new();
            for item in due {
                let deleted = item.reason == GapReason::Deleted;
                groups.entry((item.project, item.category, deleted)).or_default().push(item.id);
            }
            for ((project, category, deleted), items) in groups {
                let reason = if deleted { GapReason::Deleted } else { GapReason::Withdrawn };
                let purged = self.with_reserve(|core| {
                    let body = Body::Deletion { project, category, items: items.clone(), reason };
                    core.append(device, body, |tx, entry| {
                        let ledger_size = candor_domain::record::LedgerSize::new(entry.entry.seq + 1);
                        for item in &items {
                            let gap = RecordId::new(now, random());
                            tx.purge(&Purge { item: *item, gap, at: now, ledger_size, reason })?;
                        }
                        Ok(())
                    })
                });
                if let Err(failure) = purged {
                    tracing::warn!(%failure, "deleted items could not be purged yet; they are not sent");
                }
            }
        }
    }

    /// Deletes all local data but the ledgers, each of which says so at its end.
    pub fn wipe(&mut self) -> Result<crate::protocol::Wiped, Failure> {
        let items = StateName::ALL.into_iter().map(|state| Ok(self.store.usage()?.count(state)));
        let items = items.sum::<Result<u64, StoreError>>()?;
        let devices: Vec<_> = self.enrolments.iter().map(|e| e.stored.device).collect();
        for device in &devices {
            self.with_reserve(|core| core.append(*device, Body::Wipe {}, |_, _| Ok(())))?;
        }
        self.enrolments.clear();
        self.all_remember();
        self.store.wipe()?;
        let ledgers = self.store.ledgers()?.len() as u64;
        let (awake, run) = (self.ports.clock.awake(), self.boot.clone());
        self.store.write(|tx| tx.rebase_review(awake, &run, super::REVIEW_AFTER_WAKING))?;
        Ok(crate::protocol::Wiped { items, ledgers })
    }
}

fn content(body: Option<RecordBody>) -> ItemContent {
    match body {
        Some(RecordBody::Activity(sample)) => ItemContent::Activity(sample),
        Some(RecordBody::Capture(capture)) => ItemContent::Capture {
            source: capture.source,
            sha256: capture.image.sha256,
            bytes: capture.image.bytes,
            width: capture.image.width,
            height: capture.image.height,
            finding: capture.finding,
            redacted: capture.redacted,
        },
        Some(RecordBody::Note(note)) => ItemContent::Note { text: note.text },
        Some(RecordBody::Gap(gap)) => ItemContent::Gap { from: gap.from, to: gap.to, reason: gap.reason },
        Some(RecordBody::Session(session)) => ItemContent::Session { worked_ms: session.worked_ms },
        None => ItemContent::Gone,
    }
}

fn place(state: StateName) -> PlaceInLine {
    match state {
        StateName::Held => PlaceInLine::Held,
        StateName::Frozen => PlaceInLine::Frozen,
        StateName::Deleting => PlaceInLine::Deleting,
        StateName::Claimed => PlaceInLine::Claimed,
        StateName::Sent => PlaceInLine::Sent,
        StateName::Quarantined => PlaceInLine::Quarantined,
        StateName::Purged => PlaceInLine::Purged,
    }
}
