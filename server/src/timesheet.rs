//! Worked time by agent, project and day.

use std::collections::{BTreeMap, BTreeSet};

use candor_domain::{AgentId, Millis, ProjectId, Timestamp, Zone, time::Day};
use candor_wire::ErrorCode;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::Organisation,
    db::{Db, DbId as _, entity},
    error::{ApiError, ApiResult},
    people,
    reviews::{self, Adjustment, Review, Verdict, Work},
    stretches,
};

/// The most days of a timesheet.
const MOST_DAYS: usize = 100;
/// The most stretches that a page of it is made of.
const MOST_STRETCHES: u64 = 200_000;

/// A timesheet, a page of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Timesheet {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The zone that the days are cut in.
    pub zone: Zone,
    /// Each agent's time on each project, by the agents' names; agents and projects without any are left out.
    pub items: Vec<Line>,
    /// What members said about it.
    pub reviews: Vec<Review>,
    /// Where the next page of agents begins, if there is one.
    pub next: Option<AgentId>,
    /// Whether more was worked, or more said about it, than is told.
    pub truncated: bool,
}

/// An agent's time on a project.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Line {
    /// The agent.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// The project.
    pub project: ProjectId,
    /// Its name.
    pub project_name: String,
    /// Milliseconds worked in all, as they were recorded.
    pub worked_ms: Millis,
    /// Minutes that members added or took off by hand in all; nothing where none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_minutes: Option<i64>,
    /// Whether any of it is from synthetic sensors or under another clock than the machine's.
    pub synthetic: bool,
    /// The days on which anything was worked or adjusted.
    pub days: Vec<Worked>,
}

/// What was worked on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Worked {
    /// The day.
    pub day: Day,
    /// Milliseconds, as they were recorded.
    pub worked_ms: Millis,
    /// What members added or took off by hand, never counted into the recorded time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub adjustments: Vec<Adjustment>,
    /// Whether any of it is synthetic; left out where none is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub synthetic: bool,
    /// What members said last about a time that holds all of it. What came to the server after it was approved isn't approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Verdict>,
}

impl Worked {
    /// Minutes that were added or taken off by hand, if any were.
    pub(crate) fn adjusted_minutes(&self) -> Option<i64> {
        self.adjustments.iter().map(|one| one.minutes).reduce(|sum, minutes| sum + minutes)
    }
}

/// The days that something is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    pub(crate) zone: Zone,
    /// Each day with its bounds.
    pub(crate) days: Vec<(Day, (Timestamp, Timestamp))>,
}

impl Days {
    /// From one day up to another, both among them.
    pub(crate) fn new(from: Day, to: Day, zone: Option<Zone>) -> ApiResult<Self> {
        let zone = zone.unwrap_or(Zone::UTC);
        let malformed = |detail: String| Err(ApiError::new(ErrorCode::Malformed, detail));
        let mut days = Vec::new();
        let mut day = from;
        while day <= to {
            if days.len() == MOST_DAYS {
                return malformed(format!("At most {MOST_DAYS} days can be asked for at a time."));
            }
            days.push((day, day.bounds_in(&zone)));
            let next = day.next();
            if next == day {
                break;
            }
            day = next;
        }
        if days.is_empty() {
            return malformed("The last day is before the first.".into());
        }
        Ok(Self { zone, days })
    }

    /// From the first day's beginning to the last one's end.
    pub(crate) fn bounds(&self) -> (Timestamp, Timestamp) {
        (self.days[0].1.0, self.days[self.days.len() - 1].1.1)
    }

    /// The days that a time touches, by their numbers.
    pub(crate) fn touched(&self, from: Timestamp, to: Timestamp) -> std::ops::Range<usize> {
        let first = self.days.partition_point(|(_, bounds)| bounds.1 <= from);
        let after = self.days.partition_point(|(_, bounds)| bounds.0 < to);
        first..after.max(first)
    }
}

/// What is asked for.
pub(crate) struct Wanted {
    pub(crate) days: Days,
    pub(crate) project: Option<ProjectId>,
    pub(crate) people: people::Page,
}

/// A page of a timesheet.
pub(crate) async fn read(
    db: &Db,
    organisation: Organisation,
    wanted: &Wanted,
    now: Timestamp,
) -> ApiResult<Timesheet> {
    let days = &wanted.days;
    let (people, next) = people::page(db, organisation, &wanted.people).await?;
    let agents: Vec<_> = people.iter().map(|person| person.agent).collect();
    let of = stretches::Wanted {
        organisation,
        agents: Some(&agents),
        project: wanted.project,
        running: true,
        between: days.bounds(),
    };
    let ends = (days.days[0].0, days.days[days.days.len() - 1].0);
    let (found, synthetic, seen, reviews, mut adjusted, projects) = tokio::try_join!(
        async { Ok(stretches::read(&db.read, &of, MOST_STRETCHES).await?) },
        async { Ok(stretches::synthetic(&db.read, &of).await?) },
        people::seen(db, organisation, Some(&agents)),
        reviews::between(db, organisation, &agents, days.bounds()),
        reviews::adjustments(db, organisation, &agents, wanted.project, ends),
        project_names(db, organisation),
    )?;
    let mut made_up = BTreeSet::new();
    let mut worked: BTreeMap<(AgentId, ProjectId), Vec<Millis>> = BTreeMap::new();
    let mut work: BTreeMap<(AgentId, ProjectId, usize), Work> = BTreeMap::new();
    for stretch in &found {
        let horizon = seen.get(&stretch.device).map_or(now, |(_, seen)| stretches::horizon(now, *seen));
        let line = worked
            .entry((stretch.agent, stretch.project))
            .or_insert_with(|| vec![Millis::ZERO; days.days.len()]);
        for index in days.touched(stretch.from, stretch.end(horizon)) {
            let bounds = days.days[index].1;
            line[index] = line[index].plus(stretch.worked_within(bounds, horizon));
            let (from, to) = (stretch.from.max(bounds.0), stretch.end(horizon).min(bounds.1));
            // What goes on is heard of all the time.
            let told = if stretch.to.is_some() { stretch.told } else { now };
            let part = Work { from, to, told };
            let whole = work.entry((stretch.agent, stretch.project, index)).or_insert(part);
            *whole = whole.and(part);
            if synthetic.contains(&(stretch.device, stretch.session)) {
                made_up.insert((stretch.agent, stretch.project, index));
            }
        }
    }
    for key in adjusted.keys() {
        worked.entry(*key).or_insert_with(|| vec![Millis::ZERO; days.days.len()]);
    }
    let mut items = Vec::new();
    for person in people {
        let lines = worked.range((person.agent, ProjectId::from_bytes([0; 16]))..);
        for (key, line) in lines.take_while(|((agent, _), _)| *agent == person.agent) {
            let project = key.1;
            let mut by_hand = adjusted.remove(key).unwrap_or_default();
            let told: Vec<_> = days
                .days
                .iter()
                .zip(line)
                .enumerate()
                .map(|(index, ((day, bounds), worked_ms))| {
                    let adjustments: Vec<_> = by_hand.extract_if(.., |one| one.day == *day).collect();
                    let recorded = work.remove(&(person.agent, project, index));
                    let adjusted = adjustments.iter().map(|one| one.at).max();
                    let adjusted = adjusted.map(|told| Work { from: bounds.0, to: bounds.1, told });
                    // An adjustment has no time of its day: it stands for the work where there is any.
                    let about = match (recorded, adjusted) {
                        (Some(work), Some(adjusted)) => {
                            Some(Work { told: work.told.max(adjusted.told), ..work })
                        }
                        (work, adjusted) => work.or(adjusted),
                    };
                    Worked {
                        day: *day,
                        worked_ms: *worked_ms,
                        adjustments,
                        synthetic: made_up.contains(&(person.agent, project, index)),
                        review: about.and_then(|work| reviews::said(&reviews, person.agent, project, work)),
                    }
                })
                .filter(|told| told.worked_ms > Millis::ZERO || !told.adjustments.is_empty())
                .collect();
            if told.is_empty() {
                continue;
            }
            let minutes = told.iter().filter_map(Worked::adjusted_minutes);
            items.push(Line {
                agent: person.agent,
                name: person.name.clone(),
                project,
                project_name: projects.get(&project).cloned().unwrap_or_default(),
                worked_ms: told.iter().map(|told| told.worked_ms).fold(Millis::ZERO, Millis::plus),
                adjusted_minutes: minutes.reduce(|sum, minutes| sum + minutes),
                synthetic: told.iter().any(|told| told.synthetic),
                days: told,
            });
        }
    }
    let (from, to) = ends;
    let truncated = found.len() as u64 == MOST_STRETCHES || reviews.len() as u64 == reviews::MOST;
    Ok(Timesheet { from, to, zone: days.zone.clone(), items, reviews, next, truncated })
}

/// The names of a client's projects.
pub(crate) async fn project_names(
    db: &Db,
    organisation: Organisation,
) -> ApiResult<BTreeMap<ProjectId, String>> {
    let rows = entity::project::Entity::find()
        .filter(entity::project::Column::ClientId.eq(organisation.client().db()))
        .all(&db.read)
        .await?;
    Ok(rows.into_iter().map(|row| (ProjectId::from_db(row.id), row.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_by_their_bounds() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let days = Days::new(day("2026-03-28"), day("2026-03-30"), Some(zone)).unwrap();
        let (from, to) = days.bounds();
        assert_eq!(to.since(from), Millis::from_minutes(71 * 60), "the clock was set forward");
        let hour = Millis::from_minutes(60);
        let first_end = days.days[0].1.1;
        assert_eq!(days.touched(from, first_end), 0..1);
        assert_eq!(days.touched(first_end, first_end.plus(hour)), 1..2);
        assert_eq!(days.touched(first_end.minus(hour), first_end.plus(hour)), 0..2);
        assert_eq!(days.touched(from.minus(hour), to.plus(hour)), 0..3);
        assert!(
            days.touched(to, to.plus(hour)).is_empty() && days.touched(from.minus(hour), from).is_empty()
        );
        assert!(Days::new(day("2026-03-30"), day("2026-03-28"), None).is_err());
        assert!(Days::new(day("2026-01-01"), day("2026-06-01"), None).is_err());
        assert_eq!(Days::new(day("9999-12-31"), day("9999-12-31"), None).unwrap().days.len(), 1);
    }
}
