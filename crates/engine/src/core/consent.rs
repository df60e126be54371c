//! Projects, notices and decisions.

use candor_consent::{
    Body,
    entry::{Channel, Decision},
    grant::Refusal,
    receipt::{ReceiptContext, receipt},
};
use candor_domain::{
    Category, DeviceId, Millis, ProjectId, RecordId, Sha256Hash,
    notice::Notice,
    policy::{Client, Project},
    session::SessionState,
};
use candor_store::EnrolmentState;
use candor_wire::device::{Policies, ProjectPolicies};

use super::{Core, not_enrolled};
use crate::{
    ports::random,
    protocol::{
        CategoryStatus, ConsentState, Decided, Failure, FailureCode, ProjectStatus, Projects, ShownNotice,
    },
};

/// How long the items of a withdrawn category wait for the agent's choice.
const FROZEN: Millis = Millis::from_minutes(24 * 60);

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
        Ok(ShownNotice { notice })
    }

    fn current_notice(&self, device: DeviceId, project: &Project, lang: &str) -> Result<Notice, Failure> {
        let missing = || {
            let message = format!(
                "The notice of {} is not here yet. Connect to the server once with `candor sync`, then ask again.",
                project.name
            );
            Failure::new(FailureCode::NotFound, message)
        };
        let policy = self.enrolment(device)?.consent.policy(project.id).ok_or_else(missing)?;
        let notices = self.store.notices_of(device, project.id, policy.version)?;
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
        let mut frozen = 0;
        for category in categories {
            frozen += self.decide_one(device, &project, *category, decision, last, channel)?;
        }
        Ok(Decided { project: project.id, categories: self.categories(device, &project), frozen })
    }

    fn decide_one(
        &mut self,
        device: DeviceId,
        project: &Project,
        category: Category,
        decision: Decision,
        shown: Option<Sha256Hash>,
        channel: Channel,
    ) -> Result<u64, Failure> {
        let now = self.ports.clock.now();
        let enrolment = self.enrolment(device)?;
        let state = enrolment.consent.ledger().state();
        let previous = state.decided(project.id, category).copied();
        if decision == Decision::Withdrawn
            && previous.is_none_or(|before| before.decision != Decision::Granted)
        {
            return Ok(0);
        }
        // A withdrawal is of what was granted, under the notice that was decided on then.
        let notice = match (decision, previous) {
            (Decision::Withdrawn, Some(before)) => before.coverage.notice,
            _ => shown.ok_or_else(not_enrolled)?,
        };
        let version = state.notice_version(project.id, notice);
        let not_collected = || {
            let message =
                format!("{} does not collect {category}, so there is nothing to decide.", project.name);
            Failure::new(FailureCode::Usage, message)
        };
        let policy = version.and_then(|version| enrolment.consent.policy_version(project.id, version));
        let terms = policy.and_then(|policy| policy.terms(category)).ok_or_else(not_collected)?;
        let lang = self.store.notice(device, notice)?.map_or_else(|| "en".into(), |notice| notice.lang);
        let receipt = receipt(&ReceiptContext {
            id: RecordId::new(now, random()),
            agent: enrolment.stored.agent,
            device,
            project,
            policy_version: version.ok_or_else(not_collected)?,
            terms,
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
            let body =
                Body::Decision { project: id, category, decision, notice, receipt, channel, answers: None };
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

    /// Takes in what the server publishes; whether it changes what may be captured.
    pub fn take_policies(&mut self, device: DeviceId, policies: Policies) -> Result<bool, Failure> {
        let mut changed = false;
        let enrolment = self.enrolment(device)?;
        let known = |published: &ProjectPolicies| {
            let policy = |policy: &candor_domain::Policy| {
                enrolment.consent.policy_version(policy.project, policy.version)
            };
            let notice = |hash: Sha256Hash| matches!(self.store.notice(device, hash), Ok(Some(_)));
            enrolment.projects.contains(&published.project)
                && published.policies.iter().all(|published| policy(published) == Some(published))
                && published.notices.iter().all(|published| notice(published.sha256))
        };
        // The server is asked each minute and hardly ever has news: what is known costs no write.
        if !policies.projects.iter().all(known) {
            self.store.write(|tx| {
                for published in &policies.projects {
                    tx.put_project(device, &published.project)?;
                    for policy in &published.policies {
                        tx.put_policy(device, policy)?;
                    }
                    for notice in &published.notices {
                        tx.put_notice(device, notice)?;
                    }
                }
                Ok(())
            })?;
        }
        let enrolment = self.enrolment_mut(device)?;
        enrolment.projects = policies.projects.iter().map(|published| published.project.clone()).collect();
        for policy in policies.projects.into_iter().flat_map(|published| published.policies) {
            if enrolment.consent.policy_version(policy.project, policy.version) != Some(&policy) {
                changed = true;
                enrolment.consent.publish(policy);
            }
        }
        for withdrawal in policies.withdrawn {
            let granted = self
                .enrolment(device)?
                .consent
                .ledger()
                .state()
                .decided(withdrawal.project, withdrawal.category);
            // A grant that is younger than the withdrawal is the agent's last word.
            if granted.is_none_or(|d| d.decision != Decision::Granted || d.at > withdrawal.at) {
                continue;
            }
            let project =
                self.enrolment(device)?.projects.iter().find(|p| p.id == withdrawal.project).cloned();
            if let Some(project) = project {
                self.decide_one(
                    device,
                    &project,
                    withdrawal.category,
                    Decision::Withdrawn,
                    None,
                    Channel::Portal,
                )?;
                changed = true;
            }
        }
        Ok(changed)
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

/// A name as it is typed in a shell.
pub(crate) fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) {
        name.into()
    } else {
        format!("'{name}'")
    }
}
