//! What can happen in an agent's life, and lives at random.

use candor_consent::{Body, entry::Decision};
use candor_domain::{Category, Policy, ProjectId, Sha256Hash, policy::Requirement, session::SessionEvent};
use proptest::{prelude::*, sample::select};

use crate::{
    common::*,
    reference::{Asks, Model},
};

/// What a step wants to do; whether it may is for the ledger to say.
#[derive(Debug, Clone)]
pub enum Step {
    /// Publishes the next version of a project's policy, one edit away from the current one.
    Publish { project: u8, category: Category, edit: Edit },
    /// Sends a version that was published before, with other content.
    Exchange { project: u8, category: Category, edit: Edit },
    /// Shows the notice of a version, so many back from the newest, claiming it for one so many further back.
    Show { project: u8, back: u32, lie: u32 },
    /// Decides on the notice last shown or, where `back` isn't 0, on that of a version so many back from the newest.
    Decide { project: u8, category: Category, decision: Decision, back: u32 },
    /// A session's event, of the open session or of another one.
    Session { number: u8, project: u8, event: SessionEvent },
    /// The next event that makes sense for the open session, if any.
    Work { project: u8, event: SessionEvent },
    /// The indicator is shown or lost.
    Indicator(bool),
    /// Everything is deleted.
    Wipe,
}

/// One change of a policy.
#[derive(Debug, Clone, Copy)]
pub enum Edit {
    Rate(u32),
    Bytes(u32),
    Keep(u32),
    Require(Requirement),
    Purpose(u8),
    Location(u8),
    Readers(u8),
    Review(u32),
    Grace(u32),
    Told(u8),
    Open(u8),
}

pub fn notice(project: u8, version: u32) -> String {
    format!("notice {project} {version}")
}

/// What a step comes to, given what happened before.
pub enum Act {
    Publish(ProjectId, u32, Asks),
    Exchange(Policy),
    Indicator(bool),
    Write(Body),
    Nothing,
}

pub fn act(step: &Step, model: &Model, number: usize) -> Act {
    let back = |project: u8, back: u32| model.newest(project_id(project)).saturating_sub(back);
    match step {
        Step::Publish { project, category, edit } => {
            let id = project_id(*project);
            let versions = model.versions(id);
            let current = versions.iter().max_by_key(|(version, _)| *version);
            let asks = current.map_or_else(Asks::first, |(_, asks)| asks.edited(*category, *edit));
            Act::Publish(id, model.newest(id) + 1, asks)
        }
        Step::Exchange { project, category, edit } => {
            let id = project_id(*project);
            let newest = model.newest(id);
            match model.versions(id).iter().find(|(version, _)| *version == newest) {
                Some((_, asks)) => Act::Exchange(asks.edited(*category, *edit).policy(id, newest)),
                None => Act::Nothing,
            }
        }
        Step::Show { project, back: so_many, lie } => {
            let version = back(*project, *so_many);
            Act::Write(shown(project_id(*project), version.saturating_sub(*lie), &notice(*project, version)))
        }
        Step::Decide { project, category, decision: decided, back: so_many } => {
            let last = || model.last_shown(project_id(*project));
            let version = if *so_many == 0 { last() } else { back(*project, *so_many) };
            let mut body = decision(project_id(*project), *category, *decided, &notice(*project, version));
            if let Body::Decision { receipt, .. } = &mut body {
                *receipt = Sha256Hash::of(format!("receipt {number}"));
            }
            Act::Write(body)
        }
        Step::Session { number, project, event } => {
            Act::Write(session(session_id(*number), project_id(*project), *event))
        }
        Step::Work { project, event } => match (model.session(), event) {
            (None, _) => Act::Write(session(
                session_id(100_u8.wrapping_add(number as u8)),
                project_id(*project),
                SessionEvent::Started,
            )),
            (Some((_, _, _)), SessionEvent::Started) => Act::Nothing,
            (Some((id, project, _)), event) => Act::Write(session(id, project, *event)),
        },
        Step::Indicator(shown) => Act::Indicator(*shown),
        Step::Wipe => Act::Write(Body::Wipe {}),
    }
}

pub fn category() -> impl Strategy<Value = Category> {
    select(&Category::ALL[..])
}

pub fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (1_u32..4).prop_map(Edit::Rate),
        (1_u32..4).prop_map(Edit::Bytes),
        (1_u32..4).prop_map(Edit::Keep),
        select(vec![Requirement::Off, Requirement::Optional, Requirement::Required]).prop_map(Edit::Require),
        (0_u8..2).prop_map(Edit::Purpose),
        (0_u8..2).prop_map(Edit::Location),
        (0_u8..4).prop_map(Edit::Readers),
        (1_u32..4).prop_map(Edit::Review),
        (1_u32..4).prop_map(Edit::Grace),
        (0_u8..3).prop_map(Edit::Told),
        (1_u8..5).prop_map(Edit::Open),
    ]
}

pub fn event() -> impl Strategy<Value = SessionEvent> {
    use SessionEvent::{Paused, Resumed, Started, Stopped};
    select(vec![Started, Started, Paused, Resumed, Resumed, Stopped])
}

/// Mostly what agents do on one project, now and then something odd.
pub fn step() -> impl Strategy<Value = Step> {
    let project = || prop_oneof![4 => Just(0_u8), 1 => Just(1_u8)];
    let rarely = || prop_oneof![8 => Just(0_u32), 1 => 1_u32..3];
    let decision = prop_oneof![
        5 => Just(Decision::Granted),
        1 => Just(Decision::Declined),
        2 => Just(Decision::Withdrawn),
    ];
    prop_oneof![
        4 => (project(), category(), edit())
            .prop_map(|(project, category, edit)| Step::Publish { project, category, edit }),
        1 => (project(), category(), edit())
            .prop_map(|(project, category, edit)| Step::Exchange { project, category, edit }),
        4 => (project(), rarely(), rarely()).prop_map(|(project, back, lie)| Step::Show { project, back, lie }),
        10 => (project(), category(), decision, rarely())
            .prop_map(|(project, category, decision, back)| Step::Decide { project, category, decision, back }),
        6 => (project(), event()).prop_map(|(project, event)| Step::Work { project, event }),
        1 => (0_u8..2, project(), event())
            .prop_map(|(number, project, event)| Step::Session { number, project, event }),
        3 => any::<bool>().prop_map(Step::Indicator),
    ]
}

/// A life that begins with a policy, its notice, a session and the indicator, so that most of it has something to lose.
pub fn life() -> impl Strategy<Value = Vec<(Step, i64)>> {
    let start = || {
        let category = Category::Screenshots;
        vec![
            Step::Publish { project: 0, category, edit: Edit::Rate(2) },
            Step::Show { project: 0, back: 0, lie: 0 },
            Step::Indicator(true),
            Step::Work { project: 0, event: SessionEvent::Started },
            Step::Decide { project: 0, category, decision: Decision::Granted, back: 0 },
        ]
    };
    let jump = || -10_000_000_000_i64..10_000_000_000;
    let steps = (
        prop::bool::weighted(0.8),
        prop::collection::vec(step(), 1..50),
        prop::bool::weighted(0.1),
        0_usize..50,
    );
    let steps = steps.prop_map(move |(started, steps, wiped, when)| {
        let mut all: Vec<Step> = if started { start() } else { Vec::new() };
        all.extend(steps);
        if wiped {
            all.insert(when.min(all.len()), Step::Wipe);
        }
        all
    });
    steps.prop_flat_map(move |steps| {
        let len = steps.len();
        prop::collection::vec(jump(), len)
            .prop_map(move |jumps| steps.clone().into_iter().zip(jumps).collect())
    })
}
