//! A team's day: every agent's, on one page.
//!
//! Agents stand by name, and an agent's activity is measured against the agent's own day: nobody is compared with others.

use std::collections::BTreeMap;

use candor_domain::{
    AgentId, Category, DeviceId, Millis, ProjectId, Timestamp, Zone, session::SessionState, time::Day,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::Organisation,
    db::{Db, DbId as _, entity},
    error::ApiResult,
    hours::{Counts, HOUR, QUARTER},
    people::{self, Person},
    stretches::{self, Stretch},
};

/// The most stretches that a page of a team's day is made of.
const MOST: u64 = 50_000;

/// A team's day, a page of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TeamDay {
    /// The day, `YYYY-MM-DD`.
    pub day: Day,
    /// The zone that it is cut in.
    pub zone: Zone,
    /// Up to when it is told, by the server's clock: the last full minute.
    pub at: Timestamp,
    /// The agents, by name.
    pub items: Vec<TeamMember>,
    /// Where the next page begins, if there is one.
    pub next: Option<AgentId>,
    /// Whether more happened than is counted.
    pub truncated: bool,
}

/// An agent's day in short.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TeamMember {
    /// The agent.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// Milliseconds worked.
    pub worked_ms: Millis,
    /// Milliseconds of pauses within sessions.
    pub paused_ms: Millis,
    /// Milliseconds of samples that count nothing.
    pub idle_ms: Millis,
    /// Screenshots.
    pub screenshots: u64,
    /// Webcam stills.
    pub webcam_stills: u64,
    /// Notes.
    pub notes: u64,
    /// Places where something is missing.
    pub gaps: u64,
    /// What the agent does now, whatever the day.
    pub now: Presence,
    /// On which project, where a session goes on.
    pub project: Option<ProjectId>,
    /// Whether any of the day is from synthetic sensors or under another clock than the machine's.
    pub synthetic: bool,
    /// The last contact of any of the agent's devices.
    pub seen_at: Option<Timestamp>,
    /// The day in quarters of an hour, a letter each: `w` worked, `p` paused, `g` something is missing and nothing was
    /// counted, `-` nothing.
    #[schema(example = "--wwwpww")]
    pub strip: String,
    /// The activity in each quarter, from `0` for none to `4` for the most of this agent's day.
    #[schema(example = "00324042")]
    pub levels: String,
}

/// What an agent does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// A session runs.
    Recording,
    /// A session is paused.
    Paused,
    /// No session.
    Off,
    /// A session went on at the last contact, a quarter of an hour ago or longer.
    Unknown,
}

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) day: Day,
    pub(crate) zone: Zone,
    pub(crate) project: Option<ProjectId>,
    pub(crate) people: people::Page,
}

/// A page of a team's day.
pub(crate) async fn day(
    db: &Db,
    organisation: Organisation,
    wanted: Wanted,
    now: Timestamp,
) -> ApiResult<TeamDay> {
    // A page that is asked for again and again changes once a minute at most.
    let at = Timestamp::from_millis(now.as_millis() - now.as_millis() % 60_000);
    let Wanted { day, zone, project, people } = wanted;
    let (people, next) = people::page(db, organisation, &people).await?;
    let agents: Vec<_> = people.iter().map(|person| person.agent).collect();
    let between = day.bounds_in(&zone);
    let of = stretches::Wanted { organisation, agents: Some(&agents), project, running: false, between };
    let (stretches, synthetic, open, seen, counts) = tokio::try_join!(
        async { Ok(stretches::read(&db.read, &of, MOST).await?) },
        async { Ok(stretches::synthetic(&db.read, &of).await?) },
        async { Ok(stretches::open(&db.read, organisation, &agents, now).await?) },
        people::seen(db, organisation, Some(&agents)),
        counts(db, organisation, &agents, project, between),
    )?;
    let truncated = stretches.len() as u64 == MOST;
    let mut days: BTreeMap<AgentId, AgentDay<'_>> = BTreeMap::new();
    for stretch in &stretches {
        let day = days.entry(stretch.agent).or_default();
        day.synthetic |= synthetic.contains(&(stretch.device, stretch.session));
        day.stretches.push(stretch);
    }
    for (agent, hour, counts) in &counts {
        days.entry(*agent).or_default().hours.push((*hour, counts));
    }
    for stretch in &open {
        days.entry(stretch.agent).or_default().open.push(stretch);
    }
    let items = people
        .into_iter()
        .map(|person| {
            let day = days.remove(&person.agent).unwrap_or_default();
            day.told(person, between, &seen, (at, now))
        })
        .collect();
    Ok(TeamDay { day, zone, at, items, next, truncated })
}

/// The sums of the hours that touch a time.
pub(crate) async fn counts(
    db: &Db,
    organisation: Organisation,
    agents: &[AgentId],
    project: Option<ProjectId>,
    (from, to): (Timestamp, Timestamp),
) -> ApiResult<Vec<(AgentId, i64, Counts)>> {
    use entity::hour::{Column, Entity};
    let mut find = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db())))
        .filter(Column::Hour.gt(from.as_millis() - HOUR))
        .filter(Column::Hour.lt(to.as_millis()));
    if let Some(project) = project {
        find = find.filter(Column::ProjectId.eq(project.db()));
    }
    let rows = find.limit(MOST).all(&db.read).await?;
    Ok(rows.iter().map(|row| (AgentId::from_db(row.agent_id), row.hour, Counts::from(row))).collect())
}

/// What an agent's day is made of.
#[derive(Default)]
struct AgentDay<'a> {
    stretches: Vec<&'a Stretch>,
    hours: Vec<(i64, &'a Counts)>,
    open: Vec<&'a Stretch>,
    synthetic: bool,
}

#[derive(Default, Clone, Copy)]
struct Slot {
    worked: Millis,
    paused: Millis,
    active_s: i64,
    gaps: i64,
}

impl AgentDay<'_> {
    fn told(
        self,
        person: Person,
        between: (Timestamp, Timestamp),
        seen: &BTreeMap<DeviceId, (AgentId, Timestamp)>,
        (at, now): (Timestamp, Timestamp),
    ) -> TeamMember {
        let (from, to) = (between.0.as_millis(), between.1.as_millis());
        let mut slots = vec![Slot::default(); usize::try_from((to - from).div_euclid(QUARTER)).unwrap_or(0)];
        let (mut worked_ms, mut paused_ms) = (Millis::ZERO, Millis::ZERO);
        for stretch in &self.stretches {
            let horizon = seen.get(&stretch.device).map_or(at, |(_, seen)| stretches::horizon(at, *seen));
            worked_ms = worked_ms.plus(stretch.worked_within(between, horizon));
            let began = (stretch.from.as_millis().max(from) - from) / QUARTER;
            let ended = (stretch.end(horizon).as_millis().min(to) - from + QUARTER - 1).div_euclid(QUARTER);
            for index in began..ended {
                let Some(slot) = usize::try_from(index).ok().and_then(|index| slots.get_mut(index)) else {
                    continue;
                };
                let start = Timestamp::from_millis(from + index * QUARTER);
                let within = stretch.within((start, start.plus(Millis::new(QUARTER as u64))), horizon);
                let sum = if stretch.running { &mut slot.worked } else { &mut slot.paused };
                *sum = sum.plus(within);
            }
            if !stretch.running {
                paused_ms = paused_ms.plus(stretch.within(between, horizon));
            }
        }
        let mut total = Counts::default();
        for (hour, counts) in self.hours {
            let quarters = counts.active().into_iter().zip(counts.gaps());
            for (quarter, (active_s, gaps)) in (0..).zip(quarters) {
                let index = (hour + quarter * QUARTER - from).div_euclid(QUARTER);
                if let Some(slot) = usize::try_from(index).ok().and_then(|index| slots.get_mut(index)) {
                    slot.active_s += active_s;
                    slot.gaps += gaps;
                }
            }
            // Of an hour that the day cuts, what isn't told by quarters counts where its middle is.
            if (from..to).contains(&(hour + HOUR / 2)) {
                total.add(counts);
            }
        }
        let (strip, levels) = drawn(&slots);
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        let (now, project) = presence(&self.open, seen, now);
        TeamMember {
            agent: person.agent,
            name: person.name,
            worked_ms,
            paused_ms,
            idle_ms: Millis::new(count(total.idle_ms)),
            screenshots: count(total.of(Category::Screenshots).0),
            webcam_stills: count(total.of(Category::WebcamStills).0),
            notes: count(total.of(Category::WorkNotes).0),
            gaps: slots.iter().map(|slot| count(slot.gaps)).sum(),
            now,
            project,
            synthetic: self.synthetic,
            seen_at: seen.values().filter(|(agent, _)| *agent == person.agent).map(|(_, at)| *at).max(),
            strip,
            levels,
        }
    }
}

/// The quarters as letters, and their activity.
fn drawn(slots: &[Slot]) -> (String, String) {
    let most = slots.iter().map(|slot| slot.active_s).max().unwrap_or(0);
    let letter = |slot: &Slot| match slot {
        Slot { gaps: 1.., active_s: ..=0, .. } => 'g',
        Slot { worked, paused, .. } if *worked > Millis::ZERO && worked >= paused => 'w',
        Slot { paused, .. } if *paused > Millis::ZERO => 'p',
        _ => '-',
    };
    let level = |slot: &Slot| {
        let level = if most > 0 { (slot.active_s.max(0) * 4 + most - 1) / most } else { 0 };
        char::from(b'0' + level.clamp(0, 4) as u8)
    };
    (slots.iter().map(letter).collect(), slots.iter().map(level).collect())
}

/// What the agent's open sessions say: a device that records is told before one that is silent.
fn presence(
    open: &[&Stretch],
    seen: &BTreeMap<DeviceId, (AgentId, Timestamp)>,
    now: Timestamp,
) -> (Presence, Option<ProjectId>) {
    let told = open.iter().map(|stretch| {
        let fresh = seen.get(&stretch.device).is_some_and(|(_, seen)| now.since(*seen) <= stretches::SILENCE);
        let presence = match (fresh, stretches::state(stretch)) {
            (_, SessionState::Idle) => Presence::Off,
            (false, _) => Presence::Unknown,
            (true, SessionState::Running) => Presence::Recording,
            (true, SessionState::Paused) => Presence::Paused,
        };
        (presence, Some(stretch.project))
    });
    let order = |presence: &Presence| match presence {
        Presence::Recording => 0,
        Presence::Paused => 1,
        Presence::Unknown => 2,
        Presence::Off => 3,
    };
    told.min_by_key(|(presence, _)| order(presence)).unwrap_or((Presence::Off, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_shows_what_it_was_mostly() {
        let slot = |worked, paused, active_s, gaps| Slot {
            worked: Millis::from_minutes(worked),
            paused: Millis::from_minutes(paused),
            active_s,
            gaps,
        };
        let slots = [
            slot(0, 0, 0, 0),
            slot(15, 0, 800, 0),
            slot(9, 6, 200, 1),
            slot(6, 9, 201, 0),
            slot(15, 0, 0, 1),
            slot(15, 0, 0, 0),
            slot(0, 15, 0, 0),
            slot(0, 0, 0, 2),
        ];
        assert_eq!(drawn(&slots), ("-wwpgwpg".into(), "04120000".into()));
        assert_eq!(drawn(&[]), (String::new(), String::new()));
    }
}
