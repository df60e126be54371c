//! Fixed people, projects and ledgers for the tests.

#![allow(dead_code, reason = "each test uses its part")]

use std::collections::BTreeMap;

use candor_consent::{
    Body, DeviceKey, Ledger, SignedEntry,
    entry::{Channel, Decision},
};
use candor_domain::{
    AgentId, BatchId, Category, ClientId, DeviceId, Policy, ProjectId, Record, RecordId, SessionId,
    Sha256Hash, Timestamp, Zone,
    policy::{Announce, Client, LawfulBasis, PolicyVersion, Project, Requirement, Terms},
    record::{
        ActivitySample, Capture, CaptureSource, Coverage, Finding, ImageRef, LedgerSize, MediaType, Note,
        RecordBody,
    },
    session::{SessionEvent, SessionReason},
};

/// 2026-11-22T04:05:06.789Z.
pub const AT: Timestamp = Timestamp::from_millis(1_795_320_306_789);

/// The time so many seconds after [`AT`].
pub fn at(seconds: u64) -> Timestamp {
    AT.plus(candor_domain::Millis::from_secs(seconds))
}

pub fn device_key() -> DeviceKey {
    DeviceKey::from_seed(&[1; 32])
}

pub fn server_key() -> DeviceKey {
    DeviceKey::from_seed(&[2; 32])
}

pub fn device() -> DeviceId {
    DeviceId::new(AT, [10; 10])
}

pub fn agent() -> AgentId {
    AgentId::new(AT, [11; 10])
}

pub fn client() -> ClientId {
    ClientId::new(AT, [12; 10])
}

pub fn project_id(number: u8) -> ProjectId {
    ProjectId::new(AT, [20 + number; 10])
}

pub fn session_id(number: u8) -> SessionId {
    SessionId::new(AT, [40 + number; 10])
}

pub fn record_id(number: u8) -> RecordId {
    RecordId::new(AT, [number; 10])
}

pub fn batch_id(number: u8) -> BatchId {
    BatchId::new(AT, [number; 10])
}

pub fn project() -> Project {
    Project {
        id: project_id(0),
        name: "Map of the harbour".into(),
        client: Client {
            id: client(),
            name: "Harbour Maps Ltd".into(),
            contact: "privacy@harbour.example".into(),
            address: "1 Quay Street, Dublin 1, Ireland".into(),
            jurisdiction: "Ireland, European Union".into(),
            authority: "Data Protection Commission, Ireland".into(),
            operator: "Candor Hosting".into(),
        },
        testing: false,
    }
}

pub fn terms() -> Terms {
    Terms {
        requirement: Requirement::Optional,
        per_hour: 6,
        max_bytes: 500_000,
        announce: Announce::None,
        purpose: "To show the port authority how the work went".into(),
        lawful_basis: LawfulBasis::Consent,
        recipients: vec!["The project's reviewers".into()],
        retention_days: 30,
        location: "Ireland".into(),
        declining: "Nothing changes.".into(),
    }
}

/// A policy that collects every category on the same terms.
pub fn policy(project: ProjectId, version: u32) -> Policy {
    Policy {
        v: 1,
        project,
        version: PolicyVersion::new(version),
        published_at: AT,
        review_minutes: 10,
        grace_hours: 24,
        working_hours: None,
        looking: candor_domain::policy::Looking::default(),
        categories: Category::ALL.into_iter().map(|category| (category, terms())).collect::<BTreeMap<_, _>>(),
    }
}

pub fn enrolled() -> Body {
    Body::Enrolled {
        agent: agent(),
        client: client(),
        public_key: device_key().public(),
        server_key: server_key().public(),
    }
}

pub fn shown(project: ProjectId, version: u32, notice: &str) -> Body {
    Body::NoticeShown {
        project,
        policy_version: PolicyVersion::new(version),
        notice: Sha256Hash::of(notice),
        lang: "en".into(),
        channel: Channel::Cli,
    }
}

pub fn decision(project: ProjectId, category: Category, decision: Decision, notice: &str) -> Body {
    let receipt = Sha256Hash::of(format!("{category} {decision:?} {notice}"));
    Body::Decision {
        project,
        category,
        decision,
        notice: Sha256Hash::of(notice),
        receipt,
        channel: Channel::Cli,
        answers: None,
    }
}

pub fn session(session: SessionId, project: ProjectId, event: SessionEvent) -> Body {
    let ends = matches!(event, SessionEvent::Paused | SessionEvent::Stopped);
    Body::Session {
        session,
        project,
        event,
        reason: ends.then_some(SessionReason::Agent),
        zone: (event == SessionEvent::Started).then_some(Zone::UTC),
    }
}

/// A ledger that holds `bodies` after the enrolment, and its entries.
pub fn ledger(bodies: impl IntoIterator<Item = Body>) -> (Ledger, Vec<SignedEntry>) {
    let mut ledger = Ledger::new(device());
    let mut entries = Vec::new();
    for (seconds, body) in (0..).zip(std::iter::once(enrolled()).chain(bodies)) {
        let entry = ledger.draft(body, at(seconds), &device_key()).unwrap();
        ledger.append(&entry).unwrap();
        entries.push(entry);
    }
    (ledger, entries)
}

/// A record of a category made at a ledger size, under the decision that [`decision`] writes for a grant.
pub fn record(category: Category, project: ProjectId, session: SessionId, size: u64, notice: &str) -> Record {
    let body = match category {
        Category::ActivityCounts => RecordBody::Activity(ActivitySample {
            from: AT,
            to: at(60),
            keys: 212,
            clicks: 9,
            scroll: 4,
            pointer_px: 3_810,
            active_s: 41,
        }),
        Category::Screenshots => RecordBody::Capture(capture(CaptureSource::Screen { monitor: 0 })),
        Category::WebcamStills => RecordBody::Capture(capture(CaptureSource::Camera)),
        Category::WorkNotes => RecordBody::Note(Note { text: "Finished the contour lines".into() }),
    };
    let receipt = Sha256Hash::of(format!("{category} {:?} {notice}", Decision::Granted));
    Record {
        v: 1,
        id: record_id(1),
        device: device(),
        project,
        session,
        stream: body.stream(),
        seq: 7,
        at: at(60),
        ledger_size: LedgerSize::new(size),
        consent: Some(Coverage { notice: Sha256Hash::of(notice), receipt }),
        synthetic: false,
        body,
    }
}

fn capture(source: CaptureSource) -> Capture {
    let image = ImageRef {
        sha256: Sha256Hash::of("picture"),
        media_type: MediaType::Webp,
        bytes: 123_456,
        width: 1_920,
        height: 1_080,
    };
    Capture { source, image, finding: Finding::Ordinary, redacted: false }
}
