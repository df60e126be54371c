//! Projects, notices and decisions.

use std::collections::BTreeMap;

use candor_consent::{
    Body,
    entry::{Channel, Decision},
    grant::{Distrust, Refusal},
    receipt::{ReceiptContext, receipt},
};
use candor_domain::{
    Category, DeviceId, Millis, Policy, ProjectId, RecordId, Sha256Hash, WithdrawalId,
    notice::{Faith, Notice, changes, faith},
    policy::{Client, Project},
    session::SessionState,
};
use candor_store::EnrolmentState;
use candor_wire::device::{Policies, ProjectPolicies};

use super::{Core, internal, not_enrolled};
use crate::{
    ports::random,
    protocol::{
        CategoryStatus, ConsentState, Decided, Failure, FailureCode, ProjectStatus, Projects, ShownNotice,
    },
};

/// How long the items of a withdrawn category wait for the agent's choice.
const FROZEN: Millis = Millis::from_minutes(24 * 60);

/// How a category is decided on.
#[derive(Debug, Clone, Copy)]
struct Act {
    decision: Decision,
    channel: Channel,
    /// The withdrawal made elsewhere that this one carries out.
    answers: Option<WithdrawalId>,
}

impl Core {
    pub fn projects(&self) -> Result<Projects, Failure> {
        if self.enrolments.is_empty() {
            return Err(not_enrolled());
        }
        let active = self.enrolments.iter().filter(|e| e.stored.state == EnrolmentState::Active);
        let projects = active.flat_map(|e| {
            e.projects.iter().map(|project| ProjectStatus {
                project: project.clone(),
                policy_version: e.consent.policy(project.id).map(|policy| policy.version),
                categories: self.categories(e.stored.device, project),
                ready: e.consent.missing(project.id).is_empty(),
            })
        });
        Ok(Projects { projects: projects.collect() })
    }

    /// The categories that a project collects and where the agent's decisions stand.
    fn categories(&self, device: DeviceId, project: &Project) -> Vec<CategoryStatus> {
        let Ok(enrolment) = self.enrolment(device) else { return Vec::new() };
        let Some(policy) = enrolment.consent.policy(project.id) else { return Vec::new() };
        let status = |(category, terms): (Category, &candor_domain::policy::Terms)| {
            let decided = enrolment.consent.ledger().state().decided(project.id, category);
            CategoryStatus {
                category,
                requirement: terms.requirement,
                per_hour: terms.per_hour,
                consent: match enrolment.consent.decision(project.id, category) {
                    Ok(_) => ConsentState::Granted,
                    Err(Refusal::Declined) => ConsentState::Declined,
                    Err(Refusal::Withdrawn) => ConsentState::Withdrawn,
                    Err(Refusal::Widened) => ConsentState::Widened,
                    Err(_) => ConsentState::Undecided,
                },
                at: decided.map(|decided| decided.at),
                notice: decided.map(|decided| decided.coverage.notice),
                receipt: decided.map(|decided| decided.coverage.receipt),
            }
        };
        policy.collected().map(status).collect()
    }

    /// The current notice of a project in the language asked for, or else in English; the ledger records that it was shown.
    pub fn show_notice(
        &mut self,
        project: &str,
        lang: &str,
        channel: Channel,
    ) -> Result<ShownNotice, Failure> {
        let (device, project) = self.project(project)?;
        let notice = self.current_notice(device, &project, lang)?;
        let (notice_hash, lang) = (notice.sha256, notice.lang.clone());
        let (project, policy_version) = (project.id, notice.policy_version);
        let shown = Body::NoticeShown { project, policy_version, notice: notice_hash, lang, channel };
        self.append(device, shown, |_, _| Ok(()))?;
        self.notice_in_full(device, project, notice)
    }

    /// A notice with what a person needs beside it to decide.
    fn notice_in_full(
        &self,
        device: DeviceId,
        project: ProjectId,
        notice: Notice,
    ) -> Result<ShownNotice, Failure> {
        let enrolment = self.enrolment(device)?;
        let listed =
            enrolment.projects.iter().find(|listed| listed.id == project).ok_or_else(not_enrolled)?;
        let version = notice.policy_version;
        let state = enrolment.consent.ledger().state();
        // What was decided on last, in whichever category.
        let decided = Category::ALL.into_iter().filter_map(|category| {
            state.notice_version(project, state.decided(project, category)?.coverage.notice)
        });
        let before = decided.max().and_then(|before| enrolment.consent.policy_version(project, before));
        let policy = enrolment.consent.policy_version(project, version).ok_or_else(not_enrolled)?.clone();
        let mut languages: Vec<_> =
            self.store.notices_of(device, project, version)?.into_iter().map(|notice| notice.lang).collect();
        languages.sort_unstable();
        Ok(ShownNotice {
            categories: self.categories(device, listed),
            changes: before
                .map(|before| changes(listed, before, &policy, &notice.lang))
                .transpose()
                .map_err(|error| internal(&error))?
                .unwrap_or_default(),
            languages,
            policy,
            notice,
        })
    }

    fn current_notice(&self, device: DeviceId, project: &Project, lang: &str) -> Result<Notice, Failure> {
        let missing = || {
            let message = format!(
                "There is no notice of {} yet in a language that this version of Candor has. Connect to the server once with `candor sync`, then ask again.",
                project.name
            );
            Failure::new(FailureCode::NotFound, message)
        };
        let consent = &self.enrolment(device)?.consent;
        let policy = consent.policy(project.id).ok_or_else(missing)?;
        if let Some(why) = consent.distrusted(project.id) {
            return Err(distrusted(project, why));
        }
        let mut notices = self.store.notices_of(device, project.id, policy.version)?;
        if notices.iter().any(|notice| faith(notice, project, policy) == Faith::Broken) {
            return Err(distrusted(project, Distrust::Notice));
        }
        notices.retain(|notice| faith(notice, project, policy) == Faith::Kept);
        let primary = lang.split(['-', '_']).next().unwrap_or(lang);
        let find = |wanted: &str| notices.iter().find(|notice| notice.lang == wanted);
        let notice = find(lang).or_else(|| find(primary)).or_else(|| find("en")).or(notices.first());
        notice.cloned().ok_or_else(missing)
    }

    /// Writes down what the agent decides about categories. Once this returns, grants for what was declined or withdrawn
    /// are dead; the caller ends the process that may still run.
    pub fn decide(
        &mut self,
        project: &str,
        categories: &[Category],
        decision: Decision,
        notice: Option<Sha256Hash>,
        channel: Channel,
    ) -> Result<Decided, Failure> {
        let (device, project) = self.project(project)?;
        let last = self.enrolment(device)?.consent.ledger().state().last_notice(project.id);
        if decision == Decision::Granted && notice.is_none() {
            return Err(Failure::new(
                FailureCode::Usage,
                "Granting needs the hash of the notice that you have read.",
            ));
        }
        if decision != Decision::Withdrawn && (last.is_none() || notice.is_some_and(|n| Some(n) != last)) {
            let message = format!(
                "That is not the notice last shown to you, so nothing was changed. Read it with `candor notice {}`.",
                quoted(&project.name)
            );
            return Err(Failure::new(FailureCode::ConsentMissing, message));
        }
        let current = self.enrolment(device)?.consent.policy(project.id).map(|policy| policy.version);
        let shown = last.and_then(|n| {
            self.enrolment(device).ok()?.consent.ledger().state().notice_version(project.id, n)
        });
        if decision == Decision::Granted && shown != current {
            let message = format!(
                "The policy has changed since the notice was shown, so nothing was changed. Read the new one with `candor notice {}`.",
                quoted(&project.name)
            );
            return Err(Failure::new(FailureCode::ConsentMissing, message));
        }
        if decision == Decision::Granted {
            if let Some(why) = self.enrolment(device)?.consent.distrusted(project.id) {
                return Err(distrusted(&project, why));
            }
            // A grant counts only after what was withdrawn elsewhere is carried out.
            self.answer_withdrawals(device)?;
        }
        let (mut frozen, act) = (0, Act { decision, channel, answers: None });
        for category in categories {
            frozen += self.decide_one(device, &project, *category, act, last)?;
        }
        Ok(Decided { project: project.id, categories: self.categories(device, &project), frozen })
    }

    fn decide_one(
        &mut self,
        device: DeviceId,
        project: &Project,
        category: Category,
        act: Act,
        shown: Option<Sha256Hash>,
    ) -> Result<u64, Failure> {
        let Act { decision, channel, answers } = act;
        let now = self.ports.clock.now();
        let enrolment = self.enrolment(device)?;
        let state = enrolment.consent.ledger().state();
        let previous = state.decided(project.id, category).copied();
        let granted = previous.is_some_and(|before| before.decision == Decision::Granted);
        if decision == Decision::Withdrawn && answers.is_none() && !granted {
            return Ok(0);
        }
        // A withdrawal is of what was granted, under the notice that was decided on then.
        let notice = match (decision, previous) {
            (Decision::Withdrawn, Some(before)) => before.coverage.notice,
            // Nothing was ever read here, so nothing can have been granted: the answer waits until something is.
            (Decision::Withdrawn, None) if shown.is_none() => return Ok(0),
            _ => shown.ok_or_else(not_enrolled)?,
        };
        let version = state.notice_version(project.id, notice);
        let not_collected = || {
            let message =
                format!("{} does not collect {category}, so there is nothing to decide.", project.name);
            Failure::new(FailureCode::Usage, message)
        };
        let policy = version.and_then(|version| enrolment.consent.policy_version(project.id, version));
        let terms = match policy.and_then(|policy| policy.terms(category)) {
            // The same where what was read doesn't collect it.
            None if answers.is_some() => return Ok(0),
            terms => terms.ok_or_else(not_collected)?,
        };
        let lang = self.store.notice(device, notice)?.map_or_else(|| "en".into(), |notice| notice.lang);
        let receipt = receipt(&ReceiptContext {
            id: RecordId::new(now, random()),
            agent: enrolment.stored.agent,
            device,
            project,
            policy_version: version.ok_or_else(not_collected)?,
            terms,
            working_hours: policy.and_then(|policy| policy.working_hours.as_ref()),
            category,
            notice,
            lang: &lang,
            decision,
            previous: previous.as_ref(),
            at: now,
            channel,
        });
        let bytes = receipt.canonical_bytes();
        let (id, receipt) = (project.id, receipt.sha256());
        let append = |core: &mut Self| {
            let body = Body::Decision { project: id, category, decision, notice, receipt, channel, answers };
            core.append(device, body, |tx, _| {
                tx.put_receipt(device, &bytes)?;
                match decision {
                    Decision::Withdrawn => {
                        tx.freeze(device, id, category, now.plus(FROZEN)).map(|n| n as u64)
                    }
                    Decision::Granted | Decision::Declined => Ok(0),
                }
            })
        };
        if decision == Decision::Granted { append(self) } else { self.with_reserve(append) }
    }

    /// Takes in what the server publishes; whether it changes what may be captured. What stops something takes effect before
    /// anything is written: neither a full disk nor a policy that can't be kept holds it up. What could not be written is
    /// tried again at the next contact.
    pub fn take_policies(&mut self, device: DeviceId, policies: Policies) -> Result<bool, Failure> {
        let changed = self.learn(device, &policies)?;
        let answered = self.answer_withdrawals(device);
        let kept = self.keep_published(device, &policies);
        self.report_distrust();
        match answered.and(kept) {
            Err(failure) if changed => {
                tracing::warn!(%failure, "news of the server are in force, but not all of it is written down");
                Ok(true)
            }
            done => done.map(|()| changed),
        }
    }

    /// Lets news of the server take effect; nothing is written yet.
    fn learn(&mut self, device: DeviceId, policies: &Policies) -> Result<bool, Failure> {
        let enrolment = self.enrolment_mut(device)?;
        let mut changed = false;
        for withdrawn in &policies.withdrawn {
            changed |=
                enrolment.consent.withdrawn_elsewhere(withdrawn.id, withdrawn.project, withdrawn.category);
        }
        enrolment.projects = policies.projects.iter().map(|published| published.project.clone()).collect();
        for published in &policies.projects {
            let id = published.project.id;
            for policy in published.policies.iter().filter(|policy| policy.project == id) {
                if enrolment.consent.policy_version(id, policy.version).is_none() {
                    changed = true;
                    enrolment.consent.publish(policy.clone());
                }
            }
            if let Some(current) = enrolment.consent.policy(id).cloned() {
                let trust = trust(&current, published);
                let before = enrolment.consent.distrusted(id);
                changed |= before != trust.err();
                enrolment.consent.judge(id, current.version, trust);
            }
        }
        Ok(changed)
    }

    /// Writes down, for each withdrawal made elsewhere, that it is carried out here: whatever was decided here before, for no
    /// clock tells which came first.
    fn answer_withdrawals(&mut self, device: DeviceId) -> Result<(), Failure> {
        let unanswered: Vec<_> = self.enrolment(device)?.consent.unanswered().collect();
        let mut answered = Ok(());
        for (withdrawal, project, category) in unanswered {
            let enrolment = self.enrolment(device)?;
            let Some(project) = enrolment.projects.iter().find(|known| known.id == project).cloned() else {
                continue;
            };
            let shown = enrolment.consent.ledger().state().last_notice(project.id);
            let act =
                Act { decision: Decision::Withdrawn, channel: Channel::Portal, answers: Some(withdrawal) };
            if let Err(failure) = self.decide_one(device, &project, category, act, shown) {
                answered = Err(failure);
            }
        }
        answered
    }

    /// Keeps what was published and can be trusted. The server is asked each minute and hardly ever has news: what is kept
    /// already costs no write.
    fn keep_published(&mut self, device: DeviceId, policies: &Policies) -> Result<(), Failure> {
        let (projects, stored) = (self.store.projects(device)?, self.store.policies(device)?);
        let consent = &self.enrolment(device)?.consent;
        let mut fresh = (Vec::new(), Vec::new(), Vec::new());
        for ProjectPolicies { project, policies, notices } in &policies.projects {
            if !projects.contains(project) {
                fresh.0.push(project);
            }
            // One that was known with other terms stays as it was.
            for policy in
                policies.iter().filter(|p| consent.policy_version(project.id, p.version) == Some(*p))
            {
                if policy.check().is_err() {
                    continue;
                }
                if !stored.contains(policy) {
                    fresh.1.push(policy);
                }
                let own = notices.iter().filter(|notice| notice.policy_version == policy.version);
                let own = own.map(|notice| (notice, faith(notice, project, policy)));
                let own: Vec<_> = own.filter(|(_, faith)| *faith != Faith::Unknown).collect();
                // Where one text says something else, none of the version is to be trusted.
                if own.iter().all(|(_, faith)| *faith == Faith::Kept) {
                    for (notice, _) in own {
                        if self.store.notice(device, notice.sha256)?.is_none() {
                            fresh.2.push(notice);
                        }
                    }
                }
            }
        }
        let (projects, policies, notices) = fresh;
        if projects.is_empty() && policies.is_empty() && notices.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| {
            projects.iter().try_for_each(|project| tx.put_project(device, project))?;
            policies.iter().try_for_each(|policy| tx.put_policy(device, policy))?;
            notices.iter().try_for_each(|notice| tx.put_notice(device, notice))
        })?;
        Ok(())
    }

    /// Says in the status which policies nobody may agree to.
    fn report_distrust(&mut self) {
        let mut found = BTreeMap::from([("notice_mismatch", None), ("policy_refused", None)]);
        for enrolment in self.enrolments.iter().filter(|e| e.stored.state == EnrolmentState::Active) {
            for project in &enrolment.projects {
                if let Some(why) = enrolment.consent.distrusted(project.id) {
                    let code = if why == Distrust::Notice { "notice_mismatch" } else { "policy_refused" };
                    found.insert(code, Some(distrusted(project, why)));
                }
            }
        }
        for (code, found) in found {
            match found {
                Some(failure) => self.troubles.set(code, failure.message),
                None => self.troubles.clear(code),
            }
        }
    }

    /// The enrolment with a client, by its id or name.
    pub fn client(&self, named: &str) -> Result<(DeviceId, Client), Failure> {
        let named_so = |client: &Client| {
            client.id.to_string() == named || client.name.to_lowercase() == named.to_lowercase()
        };
        let active = self.enrolments.iter().filter(|e| e.stored.state == EnrolmentState::Active);
        let found = active.map(|e| &e.stored).find(|stored| named_so(&stored.client));
        let found = found.map(|stored| (stored.device, stored.client.clone()));
        found.ok_or_else(|| {
            Failure::new(
                FailureCode::NotEnrolled,
                format!("There is no enrolment with {named:?}. See `candor status`."),
            )
        })
    }

    /// Everything that is granted in an enrolment.
    pub fn granted(&self, device: DeviceId) -> Result<Vec<(ProjectId, Category)>, Failure> {
        let decisions = self.enrolment(device)?.consent.ledger().state().decisions();
        let granted = decisions.filter(|(_, _, decided)| decided.decision == Decision::Granted);
        Ok(granted.map(|(project, category, _)| (project, category)).collect())
    }

    /// Where the session stands: as the ledger says, but for a pause that could not be written yet.
    pub fn session_state(&self) -> SessionState {
        match (&self.session, self.open_session()) {
            (Some(session), Some(_)) if session.running.is_none() => SessionState::Paused,
            (_, open) => open.map_or(SessionState::Idle, |open| open.state),
        }
    }

    /// Whether the running session lacks a category that its policy requires.
    pub fn missing_required(&self) -> bool {
        let Some(session) = &self.session else { return false };
        self.enrolment(session.device).is_ok_and(|e| !e.consent.missing(session.project.id).is_empty())
    }

    /// The categories that a sensor process should capture now.
    pub fn cleared_categories(&self) -> Vec<Category> {
        let Some(session) = &self.session else { return Vec::new() };
        let Ok(enrolment) = self.enrolment(session.device) else { return Vec::new() };
        let needs = Category::ALL.into_iter().filter(|category| category.needs_sensor());
        needs.filter(|category| enrolment.consent.clear(*category).is_ok()).collect()
    }
}

/// Whether people may be asked to agree to a policy, as the server publishes it now.
fn trust(policy: &Policy, published: &ProjectPolicies) -> Result<(), Distrust> {
    policy.check().map_err(Distrust::Unsound)?;
    let mut now = published.policies.iter().filter(|now| now.version == policy.version);
    if now.any(|now| now != policy) {
        return Err(Distrust::Exchanged);
    }
    let mut notices = published.notices.iter().filter(|notice| notice.policy_version == policy.version);
    let broken = notices.any(|notice| faith(notice, &published.project, policy) == Faith::Broken);
    if broken { Err(Distrust::Notice) } else { Ok(()) }
}

/// Why nothing can be granted to a project.
fn distrusted(project: &Project, why: Distrust) -> Failure {
    let message = format!(
        "The current policy of {} was refused: {why}. Nothing can be granted under it, and nothing was changed. Bring \
         Candor up to date; if that doesn't help, ask {} to publish the policy anew.",
        project.name, project.client.name
    );
    Failure::new(FailureCode::VerificationFailed, message)
}

/// A name as it is typed in a shell.
pub(crate) fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) {
        name.into()
    } else {
        format!("'{name}'")
    }
}
