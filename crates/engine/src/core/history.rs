//! What was: days and their sessions, the ledger for reading, receipts.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_consent::{Body, SignedEntry};
use candor_domain::{DeviceId, Millis, SessionId, Sha256Hash, Zone, time::Day};
use candor_store::{Cursor, EnrolmentState, Query, StoredSession, StoredState};

use super::Core;
use crate::protocol::{
    Content, DayEvent, DayLog, DaySession, DaySummary, Days, Failure, FailureCode, LedgerLine, LedgerPage,
};

/// How many entries of a ledger are read at a time.
const PAGE: u64 = 500;
/// The most entries that one answer holds.
const MAX_LINES: u32 = 500;
/// The most items that one day's answer holds; a minute's sample each makes 1,440.
const MAX_ITEMS: usize = 20_000;

impl Core {
    /// The days on which sessions began.
    pub fn days(&self) -> Result<Days, Failure> {
        let zone = Zone::system();
        let mut days = BTreeMap::<Day, DaySummary>::new();
        for session in self.all_sessions()? {
            let day = session.started.day_in(&zone);
            let summary = days.entry(day).or_insert_with(|| DaySummary {
                day,
                sessions: 0,
                worked_ms: Millis::ZERO,
                captures: 0,
                projects: Vec::new(),
            });
            summary.sessions += 1;
            summary.worked_ms = summary.worked_ms.plus(self.worked_in(&session));
            summary.captures += session.totals.captures;
            let name = self.project_name(session.device, session.project);
            if !summary.projects.contains(&name) {
                summary.projects.push(name);
            }
        }
        let today = self.ports.clock.now().day_in(&zone);
        Ok(Days { zone, today, days: days.into_values().rev().collect() })
    }

    /// One day with everything recorded in its sessions.
    pub fn day(&self, day: Day) -> Result<DayLog, Failure> {
        let zone = Zone::system();
        let (from, to) = day.bounds_in(&zone);
        let mut stored = self.all_sessions()?;
        stored.retain(|session| from <= session.started && session.started < to);
        stored.sort_by_key(|session| session.started);
        let (mut sessions, mut items) = (Vec::new(), Vec::new());
        let mut events = self.events_of(&stored)?;
        for session in stored {
            let query = Query { session: Some(session.id), ..Query::default() };
            let room = MAX_ITEMS.saturating_sub(items.len());
            items.extend(
                self.store.items(&query, Cursor::START, room)?.into_iter().map(|i| self.outbox_item(i)),
            );
            sessions.push(DaySession {
                id: session.id,
                project: session.project,
                project_name: self.project_name(session.device, session.project),
                client_name: self.client_name(session.device),
                started: session.started,
                ended: matches!(session.state, StoredState::Stopped(_)).then_some(session.last_alive),
                worked_ms: self.worked_in(&session),
                synthetic: session.synthetic,
                events: events.remove(&session.id).unwrap_or_default(),
            });
        }
        Ok(DayLog { day, zone, from, to, sessions, items })
    }

    fn all_sessions(&self) -> Result<Vec<StoredSession>, Failure> {
        let mut all = Vec::new();
        for enrolment in &self.enrolments {
            all.extend(self.store.sessions(enrolment.stored.device, Cursor::START, usize::MAX >> 1)?);
        }
        Ok(all)
    }

    /// Time worked in a session; of the open one until now.
    fn worked_in(&self, session: &StoredSession) -> Millis {
        let open = self.session.as_ref().filter(|open| open.id == session.id);
        open.map_or(session.worked, |open| open.worked(self.ports.clock.boot()))
    }

    fn client_name(&self, device: DeviceId) -> String {
        let enrolment = self.enrolments.iter().find(|e| e.stored.device == device);
        enrolment.map_or_else(|| device.to_string(), |e| e.stored.client.name.clone())
    }

    /// What happened to sessions, as the ledgers have it. Read from their ends, for the latest days are asked for most.
    fn events_of(&self, sessions: &[StoredSession]) -> Result<BTreeMap<SessionId, Vec<DayEvent>>, Failure> {
        let mut events = BTreeMap::<SessionId, Vec<DayEvent>>::new();
        let devices: BTreeSet<_> = sessions.iter().map(|session| session.device).collect();
        for device in devices {
            let mut wanted: BTreeSet<_> =
                sessions.iter().filter(|s| s.device == device).map(|session| session.id).collect();
            let mut end = self.store.entry_count(device)?.get();
            while end > 0 && !wanted.is_empty() {
                let from = end.saturating_sub(PAGE);
                let page = self.store.entries(device, from, (end - from) as usize)?;
                for SignedEntry { entry, .. } in page.into_iter().rev() {
                    let Body::Session { session, event, reason, .. } = entry.body else { continue };
                    if !sessions.iter().any(|wanted| wanted.id == session) {
                        continue;
                    }
                    events.entry(session).or_default().insert(0, DayEvent { at: entry.at, event, reason });
                    if event == candor_domain::session::SessionEvent::Started {
                        wanted.remove(&session);
                    }
                }
                end = from;
            }
        }
        Ok(events)
    }

    /// Entries of the ledger of an enrolment, the latest first.
    pub fn ledger_page(&self, client: &str, before: Option<u64>, limit: u32) -> Result<LedgerPage, Failure> {
        let device = self.any_client(client)?;
        let enrolment = self.enrolment(device)?;
        let size = enrolment.consent.ledger().size().get();
        let end = before.map_or(size, |before| before.min(size));
        let from = end.saturating_sub(limit.min(MAX_LINES).into());
        let page = self.store.entries(device, from, (end - from) as usize)?;
        let entries = page.iter().rev().map(|signed| self.line(device, signed)).collect();
        Ok(LedgerPage { device, size, cosigned: enrolment.cosigned.get(), entries })
    }

    /// The device of a client, one that was left too: its ledger stays.
    fn any_client(&self, named: &str) -> Result<DeviceId, Failure> {
        let mut all: Vec<_> = self.enrolments.iter().map(|e| &e.stored).collect();
        all.sort_by_key(|stored| stored.state != EnrolmentState::Active);
        let named_so = |stored: &&&candor_store::Enrolment| {
            stored.client.id.to_string() == named
                || stored.device.to_string() == named
                || stored.client.name.to_lowercase() == named.to_lowercase()
        };
        all.iter().find(named_so).map(|stored| stored.device).ok_or_else(|| {
            Failure::new(FailureCode::NotEnrolled, format!("There is no enrolment with {named:?}."))
        })
    }

    fn line(&self, device: DeviceId, signed: &SignedEntry) -> LedgerLine {
        let entry = &signed.entry;
        let mut line = LedgerLine {
            seq: entry.seq,
            at: entry.at,
            kind: entry.body.kind().into(),
            project: None,
            category: None,
            decision: None,
            channel: None,
            event: None,
            reason: None,
            notice: None,
            receipt: None,
            items: None,
            sha256: Some(Sha256Hash::of(entry.leaf())),
        };
        let named = |project| Some(self.project_name(device, project));
        match &entry.body {
            Body::Enrolled { .. } | Body::Wipe {} => {}
            Body::NoticeShown { project, notice, channel, .. } => {
                (line.project, line.notice, line.channel) = (named(*project), Some(*notice), Some(*channel));
            }
            Body::Decision { project, category, decision, notice, receipt, channel, .. } => {
                (line.project, line.category, line.decision) =
                    (named(*project), Some(*category), Some(*decision));
                (line.notice, line.receipt, line.channel) = (Some(*notice), Some(*receipt), Some(*channel));
            }
            Body::Session { project, event, reason, .. } => {
                (line.project, line.event) = (named(*project), Some(*event));
                line.reason = reason.map(|reason| reason.name().into());
            }
            Body::Records { count, .. } => line.items = Some((*count).into()),
            Body::Deletion { project, category, items, reason } => {
                (line.project, line.category) = (named(*project), Some(*category));
                (line.items, line.reason) = (Some(items.len() as u64), Some(reason.name().into()));
            }
            Body::Redaction { project, .. } => (line.project, line.items) = (named(*project), Some(1)),
        }
        line
    }

    /// A receipt, as it is kept.
    pub fn receipt(&self, sha256: Sha256Hash) -> Result<Content, Failure> {
        for enrolment in &self.enrolments {
            if let Some(bytes) = self.store.receipt(enrolment.stored.device, sha256)? {
                return Ok(Content {
                    media_type: "application/ld+json".into(),
                    base64: BASE64_STANDARD.encode(bytes),
                });
            }
        }
        Err(Failure::new(FailureCode::NotFound, format!("There is no receipt {sha256} on this machine.")))
    }
}
