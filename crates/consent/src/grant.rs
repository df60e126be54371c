//! Grants: the proof, in the program, that a category may be captured now.
//!
//! A category may be captured while four things hold at once: the current notice was shown, the category is granted
//! under it, a session is running, and the indicator is alive. [`Consent`] is the only door to what these depend on, and
//! every change through it revokes at once each grant that no longer holds. Nothing else makes a grant.

use std::{
    collections::BTreeMap,
    marker::PhantomData,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use candor_domain::{
    Category, DeviceId, Kind, Policy, ProjectId, SessionId, Timestamp, WithdrawalId,
    category::{ActivityCounts, Screenshots, WebcamStills, WorkNotes},
    policy::{PolicyVersion, Requirement, Unsound},
    record::Coverage,
    session::SessionState,
};

use crate::{
    entry::{Body, Decision, SignedEntry},
    key::DeviceKey,
    ledger::{Ledger, LedgerError},
};

/// Why a category may not be captured now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The policy doesn't collect it.
    #[error("the project doesn't collect it")]
    NotCollected,
    /// The agent has not decided.
    #[error("you have not decided about it")]
    Undecided,
    /// The agent declined it.
    #[error("you declined it")]
    Declined,
    /// The agent withdrew it.
    #[error("you withdrew it")]
    Withdrawn,
    /// A newer policy asks for more than was granted.
    #[error("the policy now asks for more than you granted")]
    Widened,
    /// No session of the project has started.
    #[error("no session is running")]
    NoSession,
    /// The session is paused.
    #[error("the session is paused")]
    Paused,
    /// The indicator isn't shown.
    #[error("the indicator is not shown")]
    NoIndicator,
}

/// Why nobody may agree to a version of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// Its notice doesn't say what it says.
    #[error("its notice does not say what the policy says")]
    Notice,
    /// It was published before with other terms.
    #[error("it was published before with other terms, and a published version never changes")]
    Exchanged,
    /// It makes no sense.
    #[error("{0}")]
    Unsound(Unsound),
}

/// What one permission is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// What may be captured.
    pub category: Category,
    /// For which project.
    pub project: ProjectId,
    /// In which session.
    pub session: SessionId,
    /// Under which decision.
    pub coverage: Coverage,
}

#[derive(Debug, Clone)]
struct Lease {
    basis: Basis,
    live: Arc<AtomicBool>,
}

impl Lease {
    fn new(basis: Basis) -> Self {
        Self { basis, live: Arc::new(AtomicBool::new(true)) }
    }

    fn revoke(&self) {
        self.live.store(false, Ordering::SeqCst);
    }

    fn is_live(&self) -> bool {
        self.live.load(Ordering::SeqCst)
    }
}

/// Consent and session allow a category; only the indicator may still be missing. Enough to start the process that
/// shows the indicator, not to capture.
#[derive(Debug)]
pub struct Clearance(Lease);

/// The proof that category `K` may be captured now.
#[derive(Debug)]
pub struct Grant<K: Kind>(Lease, PhantomData<K>);

/// A clearance or grant of any category, for what handles all alike.
pub trait Permission {
    /// What it is for.
    fn basis(&self) -> &Basis;
    /// Whether it still holds. Once false it stays so.
    fn is_live(&self) -> bool;
}

impl Permission for Clearance {
    fn basis(&self) -> &Basis {
        &self.0.basis
    }

    fn is_live(&self) -> bool {
        self.0.is_live()
    }
}

impl<K: Kind> Permission for Grant<K> {
    fn basis(&self) -> &Basis {
        &self.0.basis
    }

    fn is_live(&self) -> bool {
        self.0.is_live()
    }
}

/// The grants of this moment.
#[derive(Debug, Default)]
pub struct Grants {
    /// For counts.
    pub activity_counts: Option<Grant<ActivityCounts>>,
    /// For screenshots.
    pub screenshots: Option<Grant<Screenshots>>,
    /// For webcam stills.
    pub webcam_stills: Option<Grant<WebcamStills>>,
    /// For notes.
    pub work_notes: Option<Grant<WorkNotes>>,
}

impl Grants {
    /// The grant for a category, if there is one and it still holds.
    pub fn live(&self, category: Category) -> Option<&dyn Permission> {
        fn held<K: Kind>(grant: &Option<Grant<K>>) -> Option<&dyn Permission> {
            grant.as_ref().map(|grant| grant as &dyn Permission)
        }
        let grant = match category {
            Category::ActivityCounts => held(&self.activity_counts),
            Category::Screenshots => held(&self.screenshots),
            Category::WebcamStills => held(&self.webcam_stills),
            Category::WorkNotes => held(&self.work_notes),
        };
        grant.filter(|grant| grant.is_live())
    }

    /// The categories that may be captured now.
    pub fn categories(&self) -> impl Iterator<Item = Category> + '_ {
        Category::ALL.into_iter().filter(|category| self.live(*category).is_some())
    }
}

/// An enrolment's ledger and policies and the indicator's state: all that a grant depends on.
#[derive(Debug)]
pub struct Consent {
    ledger: Ledger,
    policies: BTreeMap<ProjectId, BTreeMap<PolicyVersion, Policy>>,
    /// The versions that nobody may agree to.
    distrusted: BTreeMap<(ProjectId, PolicyVersion), Distrust>,
    /// Withdrawals made elsewhere that the ledger doesn't answer yet.
    unanswered: BTreeMap<WithdrawalId, (ProjectId, Category)>,
    indicator: bool,
    cleared: BTreeMap<Category, Lease>,
    granted: BTreeMap<Category, Lease>,
}

impl Consent {
    /// From a ledger that was replayed; no policy is known and no indicator shown.
    pub fn new(ledger: Ledger) -> Self {
        let (policies, distrusted, unanswered, cleared, granted) = Default::default();
        Self { ledger, policies, distrusted, unanswered, indicator: false, cleared, granted }
    }

    /// The ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The enrolment's device.
    pub fn device(&self) -> DeviceId {
        self.ledger.device()
    }

    /// The next entry, signed; see [`Ledger::draft`].
    ///
    /// # Errors
    /// Where the entry can't follow.
    pub fn draft(&self, body: Body, at: Timestamp, key: &DeviceKey) -> Result<SignedEntry, LedgerError> {
        self.ledger.draft(body, at, key)
    }

    /// Appends an entry that was stored.
    ///
    /// # Errors
    /// Where it can't follow; nothing has changed then.
    pub fn append(&mut self, entry: &SignedEntry) -> Result<(), LedgerError> {
        self.ledger.append(entry)?;
        if let Body::Decision { answers: Some(answered), .. } = &entry.entry.body {
            self.unanswered.remove(answered);
        }
        self.refresh();
        Ok(())
    }

    /// The agent withdrew a category elsewhere. From now on nothing grants it, written down or not, until the ledger has an
    /// entry that answers the withdrawal and the agent grants anew. One that is answered already changes nothing. Whether a
    /// grant was lost.
    pub fn withdrawn_elsewhere(
        &mut self,
        withdrawal: WithdrawalId,
        project: ProjectId,
        category: Category,
    ) -> bool {
        if self.ledger.state().answered(withdrawal) {
            return false;
        }
        let held = self.decision(project, category).is_ok();
        self.unanswered.insert(withdrawal, (project, category));
        self.refresh();
        held
    }

    /// The withdrawals made elsewhere that the ledger doesn't answer yet.
    pub fn unanswered(&self) -> impl Iterator<Item = (WithdrawalId, ProjectId, Category)> {
        self.unanswered.iter().map(|(id, (project, category))| (*id, *project, *category))
    }

    /// Takes in a version of a policy; the highest of a project is the current one. A published version is immutable: where
    /// it is known with other content, the known one is kept and the answer is `false`, for a grant under it was given to
    /// those terms.
    pub fn publish(&mut self, policy: Policy) -> bool {
        let versions = self.policies.entry(policy.project).or_default();
        let same = versions.get(&policy.version).is_none_or(|known| *known == policy);
        versions.entry(policy.version).or_insert(policy);
        self.refresh();
        same
    }

    /// Says why nobody may agree to a version of a policy, or that it is trusted. What was granted under others goes on as far
    /// as this one doesn't widen it; one that makes no sense ends everything.
    pub fn judge(&mut self, project: ProjectId, version: PolicyVersion, trust: Result<(), Distrust>) {
        match trust {
            Ok(()) => drop(self.distrusted.remove(&(project, version))),
            Err(why) => drop(self.distrusted.insert((project, version), why)),
        }
        self.refresh();
    }

    /// Why nobody may agree to the current policy of a project, if so.
    pub fn distrusted(&self, project: ProjectId) -> Option<Distrust> {
        self.distrusted.get(&(project, self.policy(project)?.version)).copied()
    }

    /// The current policy of a project.
    pub fn policy(&self, project: ProjectId) -> Option<&Policy> {
        self.policies.get(&project)?.values().next_back()
    }

    /// A version of the policy of a project.
    pub fn policy_version(&self, project: ProjectId, version: PolicyVersion) -> Option<&Policy> {
        self.policies.get(&project)?.get(&version)
    }

    /// The indicator was shown, or is shown no longer.
    pub fn set_indicator(&mut self, shown: bool) {
        self.indicator = shown;
        self.refresh();
    }

    /// What the agent's decision about a category stands at under the current policy, session aside.
    ///
    /// # Errors
    /// Why the category may not be captured in any session.
    pub fn decision(&self, project: ProjectId, category: Category) -> Result<Coverage, Refusal> {
        let policy = self.policy(project).ok_or(Refusal::NotCollected)?;
        policy.terms(category).ok_or(Refusal::NotCollected)?;
        if let Some(Distrust::Unsound(_)) = self.distrusted(project) {
            return Err(Refusal::Widened);
        }
        if self.unanswered.values().any(|withdrawn| *withdrawn == (project, category)) {
            return Err(Refusal::Withdrawn);
        }
        let state = self.ledger.state();
        let decided = state.decided(project, category).ok_or(Refusal::Undecided)?;
        match decided.decision {
            Decision::Declined => return Err(Refusal::Declined),
            Decision::Withdrawn => return Err(Refusal::Withdrawn),
            Decision::Granted => {}
        }
        let version = state.notice_version(project, decided.coverage.notice).ok_or(Refusal::Undecided)?;
        match self.policy_version(project, version) {
            Some(under) if !policy.widens(under, category) => Ok(decided.coverage),
            _ => Err(Refusal::Widened),
        }
    }

    /// The required categories without which a session of the project can't start.
    pub fn missing(&self, project: ProjectId) -> Vec<(Category, Refusal)> {
        let Some(policy) = self.policy(project) else { return Vec::new() };
        let required = policy.collected().filter(|(_, terms)| terms.requirement == Requirement::Required);
        required
            .filter_map(|(category, _)| Some((category, self.decision(project, category).err()?)))
            .collect()
    }

    /// Whether consent and session allow a category.
    ///
    /// # Errors
    /// Why not.
    pub fn clear(&self, category: Category) -> Result<Clearance, Refusal> {
        match self.cleared.get(&category) {
            Some(lease) => Ok(Clearance(lease.clone())),
            None => Err(self.basis(category).err().unwrap_or(Refusal::NoSession)),
        }
    }

    /// A grant for a category.
    ///
    /// # Errors
    /// Why there is none.
    pub fn grant<K: Kind>(&self) -> Result<Grant<K>, Refusal> {
        match self.granted.get(&K::CATEGORY) {
            Some(lease) => Ok(Grant(lease.clone(), PhantomData)),
            None => Err(self.basis(K::CATEGORY).err().unwrap_or(Refusal::NoIndicator)),
        }
    }

    /// All grants of this moment.
    pub fn grants(&self) -> Grants {
        Grants {
            activity_counts: self.grant().ok(),
            screenshots: self.grant().ok(),
            webcam_stills: self.grant().ok(),
            work_notes: self.grant().ok(),
        }
    }

    fn basis(&self, category: Category) -> Result<Basis, Refusal> {
        let session = self.ledger.state().session().ok_or(Refusal::NoSession)?;
        let coverage = self.decision(session.project, category)?;
        if session.state != SessionState::Running {
            return Err(Refusal::Paused);
        }
        Ok(Basis { category, project: session.project, session: session.id, coverage })
    }

    /// Revokes what no longer holds and allows what now does.
    fn refresh(&mut self) {
        for category in Category::ALL {
            let basis = self.basis(category).ok();
            renew(&mut self.cleared, category, basis);
            // A note is typed into Candor by the agent: no process runs for it and no indicator is needed.
            let shown = self.indicator || !category.needs_sensor();
            renew(&mut self.granted, category, basis.filter(|_| shown));
        }
    }
}

impl Drop for Consent {
    fn drop(&mut self) {
        self.cleared.values().chain(self.granted.values()).for_each(Lease::revoke);
    }
}

fn renew(leases: &mut BTreeMap<Category, Lease>, category: Category, basis: Option<Basis>) {
    if leases.get(&category).map(|lease| lease.basis) == basis {
        return;
    }
    if let Some(old) = leases.remove(&category) {
        old.revoke();
    }
    if let Some(basis) = basis {
        leases.insert(category, Lease::new(basis));
    }
}
