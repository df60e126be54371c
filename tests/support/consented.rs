//! An agent who consented, for tests of what needs a grant.

use candor_consent::{
    DeviceKey, Ledger, SignedEntry,
    entry::{Body, Channel, Decision},
    grant::{Clearance, Consent, Grants},
};
use candor_domain::{
    AgentId, Category, ClientId, DeviceId, Policy, ProjectId, SessionId, Sha256Hash, Timestamp, Zone,
    policy::{Announce, LawfulBasis, PolicyVersion, Requirement, Terms},
    session::{SessionEvent, SessionReason},
};

/// An enrolment with one project, every category granted, and a session that runs.
pub struct Consented {
    consent: Consent,
    key: DeviceKey,
    project: ProjectId,
    session: SessionId,
}

const NOW: Timestamp = Timestamp::from_millis(1_795_320_000_000);

impl Consented {
    /// Everything granted, running, the indicator not shown.
    pub fn to_everything() -> Self {
        let device = DeviceId::new(NOW, [1; 10]);
        let (project, session) = (ProjectId::new(NOW, [2; 10]), SessionId::new(NOW, [3; 10]));
        let (key, server) = (DeviceKey::from_seed(&[4; 32]), DeviceKey::from_seed(&[5; 32]));
        let (agent, client) = (AgentId::new(NOW, [6; 10]), ClientId::new(NOW, [7; 10]));
        let mut consented = Self { consent: Consent::new(Ledger::new(device)), key, project, session };
        consented.consent.publish(policy(project));
        let (public_key, server_key) = (consented.key.public(), server.public());
        consented.write(Body::Enrolled { agent, client, public_key, server_key });
        let (notice, channel) = (Sha256Hash::of("notice"), Channel::Cli);
        let (policy_version, lang) = (PolicyVersion::new(1), "en".into());
        consented.write(Body::NoticeShown { project, policy_version, notice, lang, channel });
        for category in Category::ALL {
            let (decision, receipt) = (Decision::Granted, Sha256Hash::of(category.name()));
            let body =
                Body::Decision { project, category, decision, notice, receipt, channel, answers: None };
            consented.write(body);
        }
        consented.session(SessionEvent::Started, None);
        consented
    }

    /// What may start a sensor process now.
    pub fn clearances(&self) -> Vec<Clearance> {
        Category::ALL.into_iter().filter_map(|category| self.consent.clear(category).ok()).collect()
    }

    /// What may be captured now.
    pub fn grants(&self) -> Grants {
        self.consent.grants()
    }

    /// The indicator was shown, or is shown no longer.
    pub fn set_indicator(&mut self, shown: bool) {
        self.consent.set_indicator(shown);
    }

    /// The agent pauses.
    pub fn pause(&mut self) {
        self.session(SessionEvent::Paused, Some(SessionReason::Agent));
    }

    fn session(&mut self, event: SessionEvent, reason: Option<SessionReason>) {
        let zone = (event == SessionEvent::Started).then_some(Zone::UTC);
        let (session, project) = (self.session, self.project);
        self.write(Body::Session { session, project, event, reason, zone });
    }

    fn write(&mut self, body: Body) {
        let entry: SignedEntry = self.consent.draft(body, NOW, &self.key).unwrap();
        self.consent.append(&entry).unwrap();
    }
}

fn policy(project: ProjectId) -> Policy {
    let terms = Terms {
        requirement: Requirement::Optional,
        per_hour: 60,
        max_bytes: 1_000_000,
        announce: Announce::None,
        purpose: "tests".into(),
        lawful_basis: LawfulBasis::Consent,
        recipients: vec!["tests".into()],
        retention_days: 1,
        location: "here".into(),
        declining: "nothing".into(),
    };
    Policy {
        v: 1,
        project,
        version: PolicyVersion::new(1),
        published_at: NOW,
        review_minutes: 10,
        grace_hours: 24,
        working_hours: None,
        looking: candor_domain::policy::Looking::careful(),
        categories: Category::ALL.into_iter().map(|category| (category, terms.clone())).collect(),
    }
}
