//! The reference model: remembers nothing but what happened, and looks all of it through each time it is asked.

use std::collections::BTreeMap;

use candor_consent::{Body, entry::Decision, grant::Basis};
use candor_domain::{
    Category, Policy, ProjectId, SessionId, Sha256Hash,
    policy::{Announce, Requirement, Terms, TimeOfDay, Weekday, WorkingHours},
    record::Coverage,
    session::SessionEvent,
};

use crate::{
    common::*,
    steps::{Edit, notice},
};

/// A policy as the model knows it: how much it asks for, in numbers that only grow, and its texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ask {
    required: Requirement,
    rate: u32,
    bytes: u32,
    /// 0 for no announcement, 1 for one after, 2 for one before.
    told: u8,
    keep: u32,
    texts: [u8; 2],
    /// A bit for each reader.
    readers: u8,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Asks {
    review: u32,
    grace: u32,
    /// How many hours of the day are working hours; all where it is 4.
    open: u8,
    of: BTreeMap<Category, Ask>,
}

impl Asks {
    pub fn first() -> Self {
        let ask = Ask {
            required: Requirement::Optional,
            rate: 2,
            bytes: 2,
            told: 1,
            keep: 2,
            texts: [0, 0],
            readers: 0b01,
        };
        Self { review: 2, grace: 2, open: 2, of: Category::ALL.into_iter().map(|c| (c, ask)).collect() }
    }

    pub fn edited(&self, category: Category, edit: Edit) -> Self {
        let mut asks = self.clone();
        let ask = asks.of.get_mut(&category).unwrap();
        match edit {
            Edit::Rate(rate) => ask.rate = rate,
            Edit::Bytes(bytes) => ask.bytes = bytes,
            Edit::Keep(keep) => ask.keep = keep,
            Edit::Require(required) => ask.required = required,
            Edit::Purpose(text) => ask.texts[0] = text,
            Edit::Location(text) => ask.texts[1] = text,
            Edit::Readers(readers) => ask.readers = readers,
            Edit::Review(review) => asks.review = review,
            Edit::Grace(grace) => asks.grace = grace,
            Edit::Told(told) => ask.told = told,
            Edit::Open(open) => asks.open = open,
        }
        asks
    }

    /// Whether whoever agreed to `agreed` agreed to this as well.
    pub fn within(&self, agreed: &Self, category: Category) -> bool {
        let (new, old) = (&self.of[&category], &agreed.of[&category]);
        let on = |ask: &Ask| ask.required != Requirement::Off;
        let strict = |ask: &Ask| u32::from(ask.required == Requirement::Required);
        let grown = [
            (old.rate, new.rate),
            (old.bytes, new.bytes),
            (old.keep, new.keep),
            (strict(old), strict(new)),
            (self.review, agreed.review),
            (self.grace, agreed.grace),
            (agreed.open.into(), self.open.into()),
            (new.told.into(), old.told.into()),
        ]
        .iter()
        .any(|(before, after)| after > before);
        on(new) && on(old) && !grown && new.texts == old.texts && new.readers & !old.readers == 0
    }

    pub fn policy(&self, project: ProjectId, version: u32) -> Policy {
        let readers =
            |bits: u8| (0..2).filter(move |bit| bits & (1 << bit) != 0).map(|bit| format!("r{bit}"));
        let of = self.of.iter().map(|(category, ask)| {
            let terms = Terms {
                requirement: ask.required,
                per_hour: ask.rate,
                max_bytes: ask.bytes,
                announce: [Announce::None, Announce::After, Announce::Before][usize::from(ask.told)],
                retention_days: ask.keep,
                purpose: format!("purpose {}", ask.texts[0]),
                location: format!("location {}", ask.texts[1]),
                recipients: readers(ask.readers).collect(),
                ..terms()
            };
            (*category, terms)
        });
        let hour = |hour| TimeOfDay::new(hour, 0).unwrap();
        let open = WorkingHours { days: [Weekday::Mon].into(), from: hour(9), to: hour(9 + self.open) };
        Policy {
            review_minutes: self.review,
            working_hours: (self.open < 4).then_some(open),
            looking: candor_domain::policy::Looking::default(),
            grace_hours: self.grace,
            categories: of.collect(),
            ..policy(project, version)
        }
    }
}

/// What happened, in order. Everything else the model works out when asked.
#[derive(Debug, Clone)]
pub enum Happened {
    Published(ProjectId, u32, Asks),
    Indicator(bool),
    Written(Body),
}

#[derive(Debug, Clone, Default)]
pub struct Model(pub Vec<Happened>);

impl Model {
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Body> {
        self.0.iter().filter_map(|happened| match happened {
            Happened::Written(body) => Some(body),
            _ => None,
        })
    }

    pub fn versions(&self, project: ProjectId) -> Vec<(u32, &Asks)> {
        let published = self.0.iter().filter_map(|happened| match happened {
            Happened::Published(of, version, asks) if *of == project => Some((*version, asks)),
            _ => None,
        });
        published.collect()
    }

    pub fn newest(&self, project: ProjectId) -> u32 {
        self.versions(project).iter().map(|(version, _)| *version).max().unwrap_or(0)
    }

    /// The version of the policy whose notice was last shown, by the text rather than the claim.
    pub fn last_shown(&self, project: ProjectId) -> u32 {
        let last = self.entries().rev().find_map(|body| match body {
            Body::NoticeShown { project: p, notice, .. } if *p == project => Some(*notice),
            _ => None,
        });
        let number = (0..2).find(|number| project_id(*number) == project).unwrap_or_default();
        let is = |version: &u32| Some(Sha256Hash::of(notice(number, *version))) == last;
        (0..=self.newest(project)).find(is).unwrap_or_default()
    }

    pub fn wiped(&self) -> bool {
        self.entries().any(|body| *body == Body::Wipe {})
    }

    /// The open session and whether it runs.
    pub fn session(&self) -> Option<(SessionId, ProjectId, bool)> {
        let last = self.entries().rev().find_map(|body| match body {
            Body::Session { session, project, event, .. } => Some((*session, *project, *event)),
            _ => None,
        });
        let (session, project, event) = last?;
        match event {
            SessionEvent::Stopped => None,
            SessionEvent::Paused => Some((session, project, false)),
            SessionEvent::Started | SessionEvent::Resumed => Some((session, project, true)),
        }
    }

    pub fn granted(&self, project: ProjectId, category: Category) -> Option<Coverage> {
        let last = self.entries().rev().find_map(|body| match body {
            Body::Decision { project: p, category: c, decision, notice, receipt, .. }
                if (*p, *c) == (project, category) =>
            {
                Some((*decision, Coverage { notice: *notice, receipt: *receipt }))
            }
            _ => None,
        });
        last.filter(|(decision, _)| *decision == Decision::Granted).map(|(_, coverage)| coverage)
    }

    /// What may be captured, were the indicator shown.
    pub fn cleared(&self, category: Category) -> Option<Basis> {
        let (session, project, running) = self.session()?;
        let coverage = self.granted(project, category)?;
        let agreed_to = self.entries().find_map(|body| match body {
            Body::NoticeShown { project: p, notice, policy_version, .. }
                if *p == project && *notice == coverage.notice =>
            {
                Some(policy_version.get())
            }
            _ => None,
        })?;
        let versions = self.versions(project);
        let known = |version| versions.iter().find(|(known, _)| *known == version).map(|(_, asks)| *asks);
        let allowed = known(self.newest(project))?.within(known(agreed_to)?, category);
        (running && allowed && !self.wiped()).then_some(Basis { category, project, session, coverage })
    }

    /// What may be captured.
    pub fn granted_now(&self, category: Category) -> Option<Basis> {
        let shown = self.0.iter().rev().find_map(|happened| match happened {
            Happened::Indicator(shown) => Some(*shown),
            _ => None,
        });
        self.cleared(category).filter(|_| category == Category::WorkNotes || shown == Some(true))
    }

    /// Whether `body` may be written next.
    pub fn accepts(&self, body: &Body) -> bool {
        let notices = |of: ProjectId| {
            self.entries().filter_map(move |body| match body {
                Body::NoticeShown { project, notice, policy_version, .. } if *project == of => {
                    Some((*notice, *policy_version))
                }
                _ => None,
            })
        };
        let fits = match body {
            Body::NoticeShown { project, notice, policy_version, .. } => {
                notices(*project).all(|(n, version)| n != *notice || version == *policy_version)
            }
            Body::Decision { project, decision: Decision::Withdrawn, notice, .. } => {
                notices(*project).any(|(n, _)| n == *notice)
            }
            Body::Decision { project, notice, .. } => {
                notices(*project).next_back().is_some_and(|(n, _)| n == *notice)
            }
            Body::Session { session, project, event, .. } => match (event, self.session()) {
                (SessionEvent::Started, open) => {
                    let used = |b: &Body| matches!(b, Body::Session { session: s, .. } if s == session);
                    open.is_none() && !self.entries().any(used)
                }
                (_, None) => false,
                (event, Some((s, p, running))) => {
                    let order = match event {
                        SessionEvent::Paused => running,
                        SessionEvent::Resumed => !running,
                        _ => true,
                    };
                    (s, p) == (*session, *project) && order
                }
            },
            _ => true,
        };
        fits && !self.wiped()
    }
}
