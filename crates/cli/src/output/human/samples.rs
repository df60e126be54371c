//! Answers of an engine to render in tests.

use candor_domain::{
    Category, Millis, ProjectId, Timestamp,
    notice::Notice,
    policy::{Client, PolicyVersion, Project, Requirement},
    record::{ActivitySample, CaptureSource, Finding, GapReason},
    session::{SessionReason, SessionState},
};
use candor_engine::protocol::{
    AllWell, CategoryStatus, ConsentState, EnrolmentStatus, Health, ItemContent, Outbox, OutboxItem,
    OutboxStatus, PlaceInLine, ProjectStatus, Projects, Refused, RefusedItem, SessionStatus, ShownNotice,
    Status, Totals, Trouble, UploadStatus,
};

use super::Look;

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(last: u32) -> T {
    format!("01890a5d-ac96-774b-bcce-b302099a{last:04x}").parse().unwrap()
}

fn at(time: &str) -> Timestamp {
    format!("2026-11-22T{time}:00.000Z").parse().unwrap()
}

fn hash<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.repeat(64 / text.len()).parse().unwrap()
}

/// A quarter past three in Berlin, without colours.
pub fn look() -> Look {
    Look { paint: false, zone: "Europe/Berlin".parse().unwrap(), now: at("14:15") }
}

/// A client.
pub fn client() -> Client {
    Client {
        id: id(1),
        name: "Acme".into(),
        contact: "privacy@acme.example".into(),
        address: "1 Acme Street, Berlin".into(),
        jurisdiction: "Germany, European Union".into(),
        authority: "The Authority".into(),
        operator: "The Operator".into(),
    }
}

/// One project with a decision of each kind, and one that nothing was decided on.
pub fn projects() -> Projects {
    let category = |category, requirement, per_hour, consent, decided: Option<&str>| CategoryStatus {
        category,
        requirement,
        per_hour,
        consent,
        at: decided.map(at),
        notice: decided.map(|_| hash("3f2a91c0")),
        receipt: decided.map(|_| hash("9c1d77e2")),
    };
    let project =
        |last, name: &str, testing| Project { id: id(last), name: name.into(), client: client(), testing };
    use Category::{ActivityCounts, Screenshots, WebcamStills, WorkNotes};
    use Requirement::{Optional, Required};
    Projects {
        projects: vec![
            ProjectStatus {
                project: project(2, "Website", false),
                policy_version: Some(PolicyVersion::new(3)),
                categories: vec![
                    category(ActivityCounts, Required, 60, ConsentState::Granted, Some("12:58")),
                    category(Screenshots, Optional, 6, ConsentState::Granted, Some("12:59")),
                    category(WebcamStills, Optional, 2, ConsentState::Declined, Some("12:59")),
                    category(WorkNotes, Optional, 0, ConsentState::Withdrawn, Some("13:20")),
                ],
                ready: true,
            },
            ProjectStatus {
                project: project(3, "The Shop", true),
                policy_version: None,
                categories: vec![category(Screenshots, Required, 6, ConsentState::Undecided, None)],
                ready: false,
            },
        ],
    }
}

/// A notice that was shown.
pub fn notice() -> ShownNotice {
    ShownNotice {
        notice: Notice {
            project: id(2),
            policy_version: PolicyVersion::new(3),
            lang: "en".into(),
            text: "What Acme would record.".into(),
            sha256: hash("3f2a91c0"),
        },
        policy: serde_json::from_value(serde_json::json!({
            "v": 1, "project": id::<ProjectId>(2), "version": 3, "published_at": at("12:00"),
            "review_minutes": 10, "grace_hours": 24, "categories": {},
        }))
        .unwrap(),
        categories: projects().projects.remove(0).categories,
        changes: Vec::new(),
        languages: vec!["en".into()],
    }
}

/// Nothing enrolled.
pub fn nothing_enrolled() -> Status {
    Status { enrolments: vec![], upload: UploadStatus::default(), outbox: OutboxStatus::default(), ..idle() }
}

/// Enrolled, no session.
pub fn idle() -> Status {
    Status {
        state: SessionState::Idle,
        reason: None,
        grants: vec![],
        session: None,
        last_verified: [].into(),
        outbox: OutboxStatus { items: 1, bytes: 310, frozen: 0 },
        upload: UploadStatus { pending: 0, quarantined: 0, last_contact: Some(at("14:10")) },
        health: Health::Ok(AllWell::Ok),
        key_store: "keychain".into(),
        enrolments: vec![EnrolmentStatus {
            device: id(4),
            client: client(),
            server: "https://candor.example".into(),
            ledger_size: 41,
            cosigned: 41,
        }],
        version: "0.1.0".into(),
    }
}

/// A session that records.
pub fn running() -> Status {
    Status {
        state: SessionState::Running,
        grants: vec![Category::ActivityCounts, Category::Screenshots],
        session: Some(SessionStatus {
            id: id(5),
            project: id(2),
            project_name: "Website".into(),
            started: at("14:00"),
            worked_ms: Millis::from_secs(761),
            synthetic: false,
            totals: Totals {
                keys: 1_204,
                clicks: 88,
                scroll: 40,
                pointer_px: 120_400,
                active_s: 512,
                captures: 2,
                notes: 1,
            },
        }),
        last_verified: [(Category::ActivityCounts, at("14:14")), (Category::Screenshots, at("14:03"))].into(),
        outbox: OutboxStatus { items: 14, bytes: 1_240_000, frozen: 2 },
        upload: UploadStatus { pending: 3, quarantined: 0, last_contact: Some(at("14:10")) },
        ..idle()
    }
}

/// A session that runs while nothing is granted.
pub fn nothing_granted() -> Status {
    let mut status = Status { grants: vec![], last_verified: [].into(), ..running() };
    if let Some(session) = &mut status.session {
        session.totals = Totals::default();
        session.synthetic = true;
    }
    status
}

/// A session that the agent paused.
pub fn paused() -> Status {
    Status { state: SessionState::Paused, reason: Some(SessionReason::Agent), grants: vec![], ..running() }
}

/// A session with two problems.
pub fn problems() -> Status {
    let trouble = |code: &str, category, message: &str| Trouble {
        code: code.into(),
        category,
        message: message.into(),
    };
    Status {
        grants: vec![Category::ActivityCounts],
        upload: UploadStatus { pending: 0, quarantined: 2, last_contact: None },
        health: Health::new(vec![
            trouble(
                "black_frame",
                Some(Category::Screenshots),
                "The last picture of the screen was black. Nothing was lost; is the screen on?",
            ),
            trouble("server_unreachable", None, "The server can't be reached. Work goes on, and waits here."),
        ]),
        ..running()
    }
}

/// All is well but for the server, which can't be reached.
pub fn offline() -> Status {
    let Health::Problems(mut problems) = problems().health else { unreachable!() };
    problems.retain(|problem| problem.code == "server_unreachable");
    Status { health: Health::Problems(problems), ..running() }
}

/// An item that the server refused.
pub fn refused() -> RefusedItem {
    RefusedItem {
        id: id(0x20),
        code: "not_consented".into(),
        message: "The category was not granted at that point.".into(),
    }
}

/// An item of every kind, in every state.
pub fn outbox() -> Outbox {
    let item = |last, category, time, state, left: Option<u64>, content| OutboxItem {
        id: id(last),
        category,
        at: at(time),
        project: id(2),
        session: id(3),
        state,
        undo_left_ms: (state == PlaceInLine::Deleting).then(|| Millis::from_secs(17)),
        frozen_until: (state == PlaceInLine::Frozen).then(|| at("23:00")),
        review_left_ms: left.map(Millis::from_secs),
        content,
        refused: None,
    };
    let picture = |source, finding, redacted| ItemContent::Capture {
        source,
        sha256: hash("ab"),
        bytes: 124_300,
        width: 1920,
        height: 1080,
        finding,
        redacted,
    };
    let sample = ActivitySample {
        from: at("14:02"),
        to: at("14:03"),
        keys: 1_204,
        clicks: 8,
        scroll: 3,
        pointer_px: 9_120,
        active_s: 44,
    };
    let screen = CaptureSource::Screen { monitor: 0 };
    let gap = ItemContent::Gap { from: at("13:50"), to: at("13:55"), reason: GapReason::Paused };
    let mut items = vec![
        item(
            0x10,
            Some(Category::ActivityCounts),
            "14:03",
            PlaceInLine::Held,
            Some(250),
            ItemContent::Activity(sample),
        ),
        item(
            0x11,
            Some(Category::Screenshots),
            "14:03",
            PlaceInLine::Frozen,
            None,
            picture(screen, Finding::Unchanged, true),
        ),
        item(
            0x12,
            Some(Category::WebcamStills),
            "14:04",
            PlaceInLine::Deleting,
            None,
            picture(CaptureSource::Camera, Finding::Black, false),
        ),
        item(
            0x13,
            Some(Category::WorkNotes),
            "14:05",
            PlaceInLine::Held,
            Some(0),
            ItemContent::Note { text: "Wrote\nthe \x1b[2Jnotice. ".repeat(5) },
        ),
        item(0x14, Some(Category::Screenshots), "13:55", PlaceInLine::Claimed, None, gap),
        item(
            0x15,
            None,
            "14:06",
            PlaceInLine::Quarantined,
            None,
            ItemContent::Session { worked_ms: Millis::from_secs(761) },
        ),
    ];
    items[5].refused =
        Some(Refused { code: "session_not_running".into(), message: "The session had not started.".into() });
    Outbox { items }
}
