//! A device's consent ledger: what it may say next, and what it says so far.

use std::collections::{BTreeMap, BTreeSet};

use candor_domain::{
    AgentId, Category, ClientId, DeviceId, ProjectId, SessionId, Sha256Hash, Timestamp, WithdrawalId, Zone,
    policy::PolicyVersion,
    record::{Coverage, LedgerSize},
    session::{SessionEvent, SessionState},
};

use crate::{
    entry::{Body, Decision, Entry, FORMAT, SignedEntry},
    key::{DeviceKey, PublicKey},
    note::{Checkpoint, Head},
    tree::Frontier,
};

/// The longest language tag that a notice can name, in bytes: RFC 5646, section 4.4.1.
const MAX_LANG: usize = 35;

/// An append-only ledger, kept as the right edge of its tree and the state that its entries lead to.
#[derive(Debug, Clone)]
pub struct Ledger {
    device: DeviceId,
    frontier: Frontier,
    state: State,
}

/// What the entries so far lead to.
#[derive(Debug, Clone, Default)]
pub struct State {
    enrolled: Option<Enrolled>,
    notices: BTreeMap<(ProjectId, Sha256Hash), PolicyVersion>,
    last_notice: BTreeMap<ProjectId, Sha256Hash>,
    decisions: BTreeMap<(ProjectId, Category), Decided>,
    /// Withdrawals made elsewhere that were carried out here.
    answered: BTreeSet<WithdrawalId>,
    session: Option<OpenSession>,
    /// Sessions that have stopped: they never start again.
    stopped: BTreeSet<SessionId>,
    wiped: bool,
}

/// Who is enrolled with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolled {
    /// The agent.
    pub agent: AgentId,
    /// The client.
    pub client: ClientId,
    /// The device's key.
    pub key: PublicKey,
    /// The server's pinned key.
    pub server_key: PublicKey,
}

/// The decision in force for a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// Under which notice, and the receipt of it.
    pub coverage: Coverage,
    /// When, by the wall clock.
    pub at: Timestamp,
}

/// The session that has started and not stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenSession {
    /// The session.
    pub id: SessionId,
    /// Its project.
    pub project: ProjectId,
    /// Running or paused.
    pub state: SessionState,
    /// When it started, by the wall clock.
    pub started: Timestamp,
    /// The zone of its days.
    pub zone: Zone,
}

/// Why an entry can't be the next one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Written in a format that this version doesn't know.
    #[error("the entry has format {0}, this version knows format {FORMAT}")]
    Format(u8),
    /// It belongs to another device.
    #[error("the entry belongs to another device's ledger")]
    Device,
    /// It stands in another place than the next.
    #[error("the entry has number {found}, the next is {expected}")]
    Order {
        /// The next number.
        expected: u64,
        /// The entry's.
        found: u64,
    },
    /// The signature isn't the device's.
    #[error("the signature of entry {0} doesn't hold")]
    Signature(u64),
    /// The first entry isn't the enrolment, or a later one is.
    #[error("a ledger starts with one enrolment")]
    Enrolment,
    /// A grant or refusal of a notice that isn't the one last shown, or a withdrawal that names one never shown.
    #[error("the decision is on a notice that isn't the one last shown")]
    UnseenNotice,
    /// Something else than a withdrawal answers one.
    #[error("the decision answers a withdrawal and is none")]
    Answer,
    /// The same text was shown before as the notice of another policy version.
    #[error("the notice was shown before for another version of the policy")]
    NoticeVersion,
    /// The notice's language is no BCP 47 tag.
    #[error("the notice's language is no language tag")]
    Language,
    /// The session's event can't follow what came before.
    #[error("the session's event can't follow what came before")]
    SessionOrder,
    /// A session event with a reason or zone missing or too many.
    #[error("the session's event lacks its reason or zone, or has one that doesn't belong there")]
    SessionForm,
    /// Something follows the wipe.
    #[error("nothing follows a wipe")]
    Wiped,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new(device: DeviceId) -> Self {
        Self { device, frontier: Frontier::default(), state: State::default() }
    }

    /// A ledger from its stored entries, each of them checked.
    ///
    /// # Errors
    /// The first entry that doesn't fit, as [`LedgerError`].
    pub fn replay<'a>(
        device: DeviceId,
        entries: impl IntoIterator<Item = &'a SignedEntry>,
    ) -> Result<Self, LedgerError> {
        let mut ledger = Self::new(device);
        for entry in entries {
            ledger.append(entry)?;
        }
        Ok(ledger)
    }

    /// The next entry, signed, after making sure that it may be the next. The ledger is not changed: append it
    /// once it is stored.
    ///
    /// # Errors
    /// Where the entry can't follow.
    pub fn draft(&self, body: Body, at: Timestamp, key: &DeviceKey) -> Result<SignedEntry, LedgerError> {
        let entry = Entry { v: FORMAT, seq: self.size().get(), device: self.device, at, body };
        self.check(&entry)?;
        Ok(SignedEntry::sign(entry, key))
    }

    /// Appends an entry after checking its place, its meaning and its signature.
    ///
    /// # Errors
    /// Where it can't follow; the ledger is then as before.
    pub fn append(&mut self, signed: &SignedEntry) -> Result<(), LedgerError> {
        self.check(&signed.entry)?;
        let key = match (&self.state.enrolled, &signed.entry.body) {
            (Some(enrolled), _) => enrolled.key,
            (None, Body::Enrolled { public_key, .. }) => *public_key,
            (None, _) => return Err(LedgerError::Enrolment),
        };
        let leaf = signed.entry.leaf();
        if !key.verifies(&leaf, &signed.sig) {
            return Err(LedgerError::Signature(signed.entry.seq));
        }
        self.frontier.push(&leaf);
        self.state.apply(&signed.entry);
        Ok(())
    }

    fn check(&self, entry: &Entry) -> Result<(), LedgerError> {
        let expected = self.size().get();
        if entry.v != FORMAT {
            return Err(LedgerError::Format(entry.v));
        }
        if entry.device != self.device {
            return Err(LedgerError::Device);
        }
        if entry.seq != expected {
            return Err(LedgerError::Order { expected, found: entry.seq });
        }
        if matches!(entry.body, Body::Enrolled { .. }) != (expected == 0) {
            return Err(LedgerError::Enrolment);
        }
        self.state.check(&entry.body)
    }

    /// The ledger's device.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The number of entries.
    pub fn size(&self) -> LedgerSize {
        self.frontier.size()
    }

    /// Its size and root.
    pub fn head(&self) -> Head {
        Head { device: self.device, size: self.size(), root: self.frontier.root() }
    }

    /// Its size and root, signed.
    pub fn checkpoint(&self, key: &DeviceKey) -> Checkpoint {
        Checkpoint::sign(self.head(), key)
    }

    /// What the entries lead to.
    pub fn state(&self) -> &State {
        &self.state
    }
}

impl State {
    /// Who is enrolled with whom.
    pub fn enrolled(&self) -> Option<&Enrolled> {
        self.enrolled.as_ref()
    }

    /// The notice last shown for a project.
    pub fn last_notice(&self, project: ProjectId) -> Option<Sha256Hash> {
        self.last_notice.get(&project).copied()
    }

    /// The policy version that a shown notice renders.
    pub fn notice_version(&self, project: ProjectId, notice: Sha256Hash) -> Option<PolicyVersion> {
        self.notices.get(&(project, notice)).copied()
    }

    /// The decision in force for a category.
    pub fn decided(&self, project: ProjectId, category: Category) -> Option<&Decided> {
        self.decisions.get(&(project, category))
    }

    /// Every decision in force.
    pub fn decisions(&self) -> impl Iterator<Item = (ProjectId, Category, &Decided)> {
        self.decisions.iter().map(|((project, category), decided)| (*project, *category, decided))
    }

    /// Whether a withdrawal made elsewhere was carried out here.
    pub fn answered(&self, withdrawal: WithdrawalId) -> bool {
        self.answered.contains(&withdrawal)
    }

    /// The session that has started and not stopped.
    pub fn session(&self) -> Option<&OpenSession> {
        self.session.as_ref()
    }

    /// Whether all local data was deleted.
    pub fn wiped(&self) -> bool {
        self.wiped
    }

    fn check(&self, body: &Body) -> Result<(), LedgerError> {
        if self.wiped {
            return Err(LedgerError::Wiped);
        }
        match body {
            Body::NoticeShown { project, policy_version, notice, lang, .. } => {
                let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
                if lang.is_empty() || lang.len() > MAX_LANG || !lang.chars().all(tag) {
                    return Err(LedgerError::Language);
                }
                match self.notice_version(*project, *notice) {
                    Some(known) if known != *policy_version => Err(LedgerError::NoticeVersion),
                    _ => Ok(()),
                }
            }
            Body::Decision { decision: Decision::Granted | Decision::Declined, answers: Some(_), .. } => {
                Err(LedgerError::Answer)
            }
            Body::Decision { project, decision, notice, .. } => {
                let seen = match decision {
                    Decision::Granted | Decision::Declined => self.last_notice(*project) == Some(*notice),
                    // Stopping must always be possible, also while a newer notice waits for a decision.
                    Decision::Withdrawn => self.notice_version(*project, *notice).is_some(),
                };
                if seen { Ok(()) } else { Err(LedgerError::UnseenNotice) }
            }
            Body::Session { session, project, event, reason, zone } => {
                let open = self.session.as_ref();
                let state = open.map_or(SessionState::Idle, |open| open.state);
                let same = open.is_none_or(|open| open.id == *session && open.project == *project);
                if state.after(*event).is_none() || !same || self.stopped.contains(session) {
                    return Err(LedgerError::SessionOrder);
                }
                let ends = matches!(event, SessionEvent::Paused | SessionEvent::Stopped);
                if reason.is_some() != ends || zone.is_some() != (*event == SessionEvent::Started) {
                    return Err(LedgerError::SessionForm);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Enrolled { agent, client, public_key, server_key } => {
                let (agent, client, key, server_key) = (*agent, *client, *public_key, *server_key);
                self.enrolled = Some(Enrolled { agent, client, key, server_key });
            }
            Body::NoticeShown { project, policy_version, notice, .. } => {
                self.notices.insert((*project, *notice), *policy_version);
                self.last_notice.insert(*project, *notice);
            }
            Body::Decision { project, category, decision, notice, receipt, answers, .. } => {
                self.answered.extend(*answers);
                let coverage = Coverage { notice: *notice, receipt: *receipt };
                let decided = Decided { decision: *decision, coverage, at: entry.at };
                self.decisions.insert((*project, *category), decided);
            }
            Body::Session { session, project, event, zone, .. } => match (&mut self.session, event) {
                (open, SessionEvent::Started) => {
                    *open = Some(OpenSession {
                        id: *session,
                        project: *project,
                        state: SessionState::Running,
                        started: entry.at,
                        zone: zone.clone().unwrap_or(Zone::UTC),
                    });
                }
                (Some(open), SessionEvent::Paused) => open.state = SessionState::Paused,
                (Some(open), SessionEvent::Resumed) => open.state = SessionState::Running,
                (open, _) => {
                    *open = None;
                    self.stopped.insert(*session);
                }
            },
            Body::Wipe {} => {
                self.wiped = true;
                self.session = None;
                self.decisions.clear();
            }
            Body::Records { .. } | Body::Deletion { .. } | Body::Redaction { .. } => {}
        }
    }
}
