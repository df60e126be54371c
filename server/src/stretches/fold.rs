//! How a ledger's entries become stretches: no more than what they say, without a database.

use std::collections::BTreeMap;

use candor_consent::{
    Body,
    entry::{Decision, Entry},
    ledger::State,
};
use candor_domain::{
    AgentId, Category, DeviceId, Millis, ProjectId, SessionId, Timestamp, Zone, session::SessionEvent,
};

use super::{LONGEST, MOST_WORKED};
use crate::auth::policy;

/// The categories that were granted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Granted(pub(super) u8);

impl Granted {
    const fn bit(category: Category) -> u8 {
        match category {
            Category::ActivityCounts => 1,
            Category::Screenshots => 2,
            Category::WebcamStills => 4,
            Category::WorkNotes => 8,
        }
    }

    /// Whether a category is among them.
    pub(crate) const fn has(self, category: Category) -> bool {
        self.0 & Self::bit(category) != 0
    }

    fn decided(&mut self, category: Category, decision: Decision) {
        match decision {
            Decision::Granted => self.0 |= Self::bit(category),
            Decision::Declined | Decision::Withdrawn => self.0 &= !Self::bit(category),
        }
    }
}

/// A part of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) device: DeviceId,
    /// The entry that it began with.
    pub(crate) seq: u64,
    pub(crate) agent: AgentId,
    pub(crate) project: ProjectId,
    pub(crate) session: SessionId,
    pub(crate) running: bool,
    pub(crate) granted: Granted,
    pub(crate) from: Timestamp,
    /// Open while it goes on.
    pub(crate) to: Option<Timestamp>,
    /// What the session ran before.
    pub(crate) ran: Millis,
    /// What of the worked time falls on it; nothing while it goes on.
    pub(crate) worked: Millis,
    /// When the server heard of it last.
    pub(crate) told: Timestamp,
}

impl Stretch {
    /// Ends it.
    fn close(&mut self, at: Timestamp) {
        if at < self.from || at.since(self.from) > LONGEST {
            self.from = at.minus(Millis::new(1));
        }
        self.to = Some(at);
        self.worked = if self.running { at.since(self.from) } else { Millis::ZERO };
    }

    /// When it ended, or how far it is known to go on.
    pub(crate) fn end(&self, horizon: Timestamp) -> Timestamp {
        match self.to {
            Some(to) => to,
            None if horizon.since(self.from) > LONGEST => self.from,
            None => horizon.max(self.from),
        }
    }

    /// How much of it lies between two instants.
    pub(crate) fn within(&self, (from, to): (Timestamp, Timestamp), horizon: Timestamp) -> Millis {
        self.end(horizon).min(to).since(self.from.max(from))
    }

    /// What was worked of it between two instants. Cut anywhere, the parts add up to the whole.
    pub(crate) fn worked_within(&self, (from, to): (Timestamp, Timestamp), horizon: Timestamp) -> Millis {
        if !self.running {
            return Millis::ZERO;
        }
        let end = self.end(horizon);
        let length = end.since(self.from);
        let worked = if self.to.is_some() { self.worked } else { length };
        if worked == length {
            return end.min(to).since(self.from.max(from));
        }
        let until = |at: Timestamp| share(worked, at.min(end).since(self.from), length);
        until(to).minus(until(from))
    }
}

/// What of `worked` falls on the first `part` of `whole`.
fn share(worked: Millis, part: Millis, whole: Millis) -> Millis {
    match u128::from(whole.get()) {
        0 => Millis::ZERO,
        whole => Millis::new((u128::from(worked.get()) * u128::from(part.get()) / whole) as u64),
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) project: ProjectId,
    pub(crate) zone: Zone,
    pub(crate) from: Timestamp,
    pub(crate) to: Option<Timestamp>,
    pub(crate) ran: Millis,
}

/// A device's entries on their way to stretches.
pub(crate) struct Fold {
    device: DeviceId,
    agent: AgentId,
    /// When the server heard of the entry that is taken in.
    told: Timestamp,
    granted: BTreeMap<ProjectId, Granted>,
    /// The session that goes on, with its last stretch.
    open: Option<(Session, Stretch)>,
    /// The sessions that something happened to.
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    /// The stretches that began or ended, by their first entry.
    pub(crate) stretches: BTreeMap<u64, Stretch>,
}

impl Fold {
    /// From a ledger's beginning.
    pub(crate) fn new(device: DeviceId, agent: AgentId) -> Self {
        Self {
            device,
            agent,
            told: Timestamp::from_millis(0),
            granted: BTreeMap::new(),
            open: None,
            sessions: BTreeMap::new(),
            stretches: BTreeMap::new(),
        }
    }

    /// From where the ledger stood.
    pub(super) fn resumed(device: policy::Device, state: &State, open: Option<(Session, Stretch)>) -> Self {
        let mut fold = Self { open, ..Self::new(device.id, device.agent) };
        for (project, category, decided) in state.decisions() {
            fold.granted.entry(project).or_default().decided(category, decided.decision);
        }
        fold
    }

    /// Takes in the next entry, which was checked and is heard of at `told`.
    pub(crate) fn apply(&mut self, entry: &Entry, told: Timestamp) {
        self.told = told;
        match &entry.body {
            Body::Decision { project, category, decision, .. } => {
                let granted = self.granted.entry(*project).or_default();
                granted.decided(*category, *decision);
                let granted = *granted;
                if let Some((session, stretch)) = &self.open
                    && session.project == *project
                    && stretch.granted != granted
                {
                    let running = stretch.running;
                    self.turn(entry, Some(running));
                }
            }
            Body::Session { session, project, event: SessionEvent::Started, zone, .. } => {
                let zone = zone.clone().unwrap_or(Zone::UTC);
                let session = Session {
                    id: *session,
                    project: *project,
                    zone,
                    from: entry.at,
                    to: None,
                    ran: Millis::ZERO,
                };
                let stretch = self.stretch(&session, entry, true);
                self.sessions.insert(session.id, session.clone());
                self.stretches.insert(stretch.seq, stretch.clone());
                self.open = Some((session, stretch));
            }
            Body::Session { event: SessionEvent::Resumed, .. } => self.turn(entry, Some(true)),
            Body::Session { event: SessionEvent::Paused, .. } => self.turn(entry, Some(false)),
            Body::Session { event: SessionEvent::Stopped, .. } => self.turn(entry, None),
            Body::Wipe {} => {
                self.granted.clear();
                self.turn(entry, None);
            }
            _ => {}
        }
    }

    /// Ends the open stretch, and begins the next unless the session ends with it.
    fn turn(&mut self, entry: &Entry, next: Option<bool>) {
        let Some((mut session, mut stretch)) = self.open.take() else { return };
        stretch.close(entry.at);
        stretch.told = self.told;
        session.ran = session.ran.plus(stretch.worked);
        self.stretches.insert(stretch.seq, stretch);
        match next {
            Some(running) => {
                let stretch = self.stretch(&session, entry, running);
                self.stretches.insert(stretch.seq, stretch.clone());
                self.sessions.insert(session.id, session.clone());
                self.open = Some((session, stretch));
            }
            None => {
                session.to = Some(entry.at);
                self.sessions.insert(session.id, session);
            }
        }
    }

    fn stretch(&self, session: &Session, entry: &Entry, running: bool) -> Stretch {
        Stretch {
            device: self.device,
            seq: entry.seq,
            agent: self.agent,
            project: session.project,
            session: session.id,
            running,
            granted: self.granted.get(&session.project).copied().unwrap_or_default(),
            from: entry.at,
            to: None,
            ran: session.ran,
            worked: Millis::ZERO,
            told: self.told,
        }
    }
}

/// Gives each of a stopped session's stretches its share of what the boot clock measured; the same as [`SETTLE`](super::SETTLE).
pub(crate) fn settle(session: &Session, measured: Option<Millis>, stretches: &mut [&mut Stretch]) {
    let Some(measured) = measured else { return };
    if session.to.is_none() || session.ran == Millis::ZERO || session.ran > MOST_WORKED {
        return;
    }
    for stretch in stretches.iter_mut().filter(|stretch| stretch.running) {
        let until = |ran: Millis| share(measured, ran, session.ran);
        let length = stretch.to.map_or(Millis::ZERO, |to| to.since(stretch.from));
        stretch.worked = until(stretch.ran.plus(length)).minus(until(stretch.ran));
    }
}
