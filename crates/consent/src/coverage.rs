//! Whether consent covers a record, judged by the ledger's order.
//!
//! The server asks this of every record that it is sent, and `candor verify` of every record in an export.

use std::collections::BTreeMap;

use candor_domain::{
    Category, DeviceId, ProjectId, Record, SessionId,
    record::{Coverage, LedgerSize},
    session::{SessionEvent, SessionState},
};

use crate::entry::{Body, Decision, Entry};

/// What a ledger's entries say about decisions and sessions at each of its sizes.
#[derive(Debug, Clone, Default)]
pub struct History {
    size: u64,
    device: Option<DeviceId>,
    decisions: BTreeMap<(ProjectId, Category), Steps<(Decision, Coverage)>>,
    sessions: BTreeMap<SessionId, (ProjectId, Steps<SessionState>)>,
    /// The size from which on all is wiped.
    wiped: Option<u64>,
}

/// What held from which ledger size on, rising.
type Steps<T> = Vec<(u64, T)>;

/// Why no consent covers a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCovered {
    /// The ledger doesn't reach as far as the record says.
    #[error("the ledger is known only up to a smaller size than the record names")]
    LedgerBehind,
    /// The record names another device than the ledger's.
    #[error("the record names another device")]
    Device,
    /// It holds content and names no consent, or holds none and names one.
    #[error("the record doesn't name the consent that its content needs")]
    Unnamed,
    /// It stands in the wrong stream for what it holds.
    #[error("the record stands in a stream of another kind")]
    Stream,
    /// The session isn't known at that point, or belongs to another project.
    #[error("the session that the record names had not started")]
    Session,
    /// The session was paused or stopped at that point.
    #[error("the session was not running when the record was made")]
    NotRunning,
    /// The category had not been granted at that point.
    #[error("the category was not granted when the record was made")]
    NotGranted,
    /// It was granted, but under another notice or with another receipt.
    #[error("the category was granted under another notice than the record names")]
    OtherNotice,
}

impl History {
    /// What a whole ledger's entries say. The caller has checked them.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut history = Self::default();
        entries.into_iter().for_each(|entry| history.apply(entry));
        history
    }

    /// Takes in the next entry. The caller has checked it, as [`Ledger::append`](crate::Ledger::append) does.
    pub fn apply(&mut self, entry: &Entry) {
        self.device = Some(entry.device);
        self.size = entry.seq + 1;
        match &entry.body {
            Body::Decision { project, category, decision, notice, receipt, .. } => {
                let coverage = Coverage { notice: *notice, receipt: *receipt };
                self.decisions
                    .entry((*project, *category))
                    .or_default()
                    .push((self.size, (*decision, coverage)));
            }
            Body::Session { session, project, event, .. } => {
                let state = match event {
                    SessionEvent::Started | SessionEvent::Resumed => SessionState::Running,
                    SessionEvent::Paused => SessionState::Paused,
                    SessionEvent::Stopped => SessionState::Idle,
                };
                self.sessions.entry(*session).or_insert((*project, Vec::new())).1.push((self.size, state));
            }
            Body::Wipe {} => self.wiped = Some(self.size),
            _ => {}
        }
    }

    /// The number of entries taken in.
    pub fn size(&self) -> LedgerSize {
        LedgerSize::new(self.size)
    }

    /// Whether consent covers `record` at the ledger size that it names.
    ///
    /// # Errors
    /// Why not.
    pub fn covers(&self, record: &Record) -> Result<(), NotCovered> {
        let at = record.ledger_size.get();
        if at > self.size {
            return Err(NotCovered::LedgerBehind);
        }
        if self.device != Some(record.device) {
            return Err(NotCovered::Device);
        }
        if record.stream != record.body.stream() {
            return Err(NotCovered::Stream);
        }
        let (project, states) = self.sessions.get(&record.session).ok_or(NotCovered::Session)?;
        let state = last_until(states, at).ok_or(NotCovered::Session)?;
        if *project != record.project {
            return Err(NotCovered::Session);
        }
        let Some(category) = record.body.category() else {
            return if record.consent.is_none() { Ok(()) } else { Err(NotCovered::Unnamed) };
        };
        let named = record.consent.ok_or(NotCovered::Unnamed)?;
        if *state != SessionState::Running || self.wiped.is_some_and(|wiped| wiped <= at) {
            return Err(NotCovered::NotRunning);
        }
        let decisions = self.decisions.get(&(record.project, category)).ok_or(NotCovered::NotGranted)?;
        match last_until(decisions, at) {
            Some((Decision::Granted, coverage)) if *coverage == named => Ok(()),
            Some((Decision::Granted, _)) => Err(NotCovered::OtherNotice),
            _ => Err(NotCovered::NotGranted),
        }
    }
}

/// What held after the first `size` entries.
fn last_until<T>(steps: &Steps<T>, size: u64) -> Option<&T> {
    steps[..steps.partition_point(|(from, _)| *from <= size)].last().map(|(_, held)| held)
}
