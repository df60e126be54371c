//! What a team's work comes to, without saying whose it is.
//!
//! No agent is named, ranked or compared. How busy people were is told only of enough of them together.

use std::collections::BTreeSet;

use candor_domain::{AgentId, Category, Millis, ProjectId, Timestamp, Zone, time::Day};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::Organisation,
    db::{Db, DbId as _, entity},
    error::ApiResult,
    hours::{Counts, HOUR},
    people, stretches,
    timesheet::Days,
};

/// The fewest agents of whom it is told how busy they were: fewer could be told apart.
const ENOUGH: usize = 5;
/// The most stretches, and the most hours, that statistics are made of.
const MOST: u64 = 200_000;
/// The steps that an hour's activity is told in.
const STEPS: usize = 5;

/// What a team's work comes to.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Statistics {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The zone that the days are cut in.
    pub zone: Zone,
    /// How many agents worked.
    pub agents: usize,
    /// Worked time of all together, day by day.
    pub days: Vec<DayWorked>,
    /// What the worked time is covered by.
    pub coverage: Vec<CategoryCoverage>,
    /// How busy the hours were.
    pub activity: Activity,
    /// Whether more happened than is counted.
    pub truncated: bool,
}

/// A day of all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayWorked {
    /// The day.
    pub day: Day,
    /// Milliseconds worked.
    pub worked_ms: Millis,
    /// How many agents worked.
    pub agents: usize,
}

/// How much of the worked time a category covers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct CategoryCoverage {
    /// The category.
    pub category: Category,
    /// Milliseconds worked while it was granted.
    pub granted_ms: Millis,
    /// The same as a share of all worked time, from 0 to 1; nothing where nothing was worked.
    pub granted: Option<f64>,
    /// Items received.
    pub received: u64,
    /// Places where something is missing.
    pub gaps: u64,
}

/// How busy the hours were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Activity {
    /// It is told.
    Told {
        /// Agents' hours by the share of their counted minutes in which anything was done: below a fifth, below two fifths
        /// and so on.
        hours: Vec<u64>,
    },
    /// It isn't.
    Withheld {
        /// Why.
        withheld: Withheld,
    },
}

/// Why something isn't told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// It would be about fewer than five agents.
    GroupTooSmall,
}

/// What a team's work comes to.
pub(crate) async fn read(
    db: &Db,
    organisation: Organisation,
    days: &Days,
    project: Option<ProjectId>,
    now: Timestamp,
) -> ApiResult<Statistics> {
    let of = stretches::Wanted { organisation, agents: None, project, between: days.bounds() };
    let found = stretches::read(&db.read, &of, MOST).await?;
    let seen = people::seen(db, organisation, None).await?;
    let mut by_day = vec![(Millis::ZERO, BTreeSet::new()); days.days.len()];
    let mut granted = Category::ALL.map(|_| Millis::ZERO);
    let mut agents = BTreeSet::new();
    for stretch in found.iter().filter(|stretch| stretch.running) {
        let horizon = seen.get(&stretch.device).map_or(now, |(_, seen)| stretches::horizon(now, *seen));
        for index in days.touched(stretch.from, stretch.end(horizon)) {
            let worked = stretch.worked_within(days.days[index].1, horizon);
            if worked == Millis::ZERO {
                continue;
            }
            agents.insert(stretch.agent);
            by_day[index].0 = by_day[index].0.plus(worked);
            by_day[index].1.insert(stretch.agent);
            for (granted, category) in granted.iter_mut().zip(Category::ALL) {
                if stretch.granted.has(category) {
                    *granted = granted.plus(worked);
                }
            }
        }
    }
    let hours = hours(db, organisation, project, days.bounds()).await?;
    let mut received = Counts::default();
    hours.iter().for_each(|(_, counts)| received.add(counts));
    let worked = by_day.iter().map(|(worked, _)| *worked).fold(Millis::ZERO, Millis::plus);
    let share = |of: Millis| (worked > Millis::ZERO).then(|| of.get() as f64 / worked.get() as f64);
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    let coverage = Category::ALL.into_iter().zip(granted).map(|(category, granted_ms)| {
        let (items, gaps) = received.of(category);
        CategoryCoverage {
            category,
            granted_ms,
            granted: share(granted_ms),
            received: count(items),
            gaps: count(gaps),
        }
    });
    let told = by_day.into_iter().zip(&days.days);
    Ok(Statistics {
        from: days.days[0].0,
        to: days.days[days.days.len() - 1].0,
        zone: days.zone.clone(),
        agents: agents.len(),
        days: told
            .map(|((worked_ms, agents), (day, _))| DayWorked { day: *day, worked_ms, agents: agents.len() })
            .collect(),
        coverage: coverage.collect(),
        activity: activity(&hours),
        truncated: found.len() as u64 == MOST || hours.len() as u64 == MOST,
    })
}

/// The sums of the hours whose middle is in a time.
async fn hours(
    db: &Db,
    organisation: Organisation,
    project: Option<ProjectId>,
    (from, to): (Timestamp, Timestamp),
) -> ApiResult<Vec<(AgentId, Counts)>> {
    use entity::hour::{Column, Entity};
    let mut find = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::Hour.gte(from.as_millis() - HOUR / 2))
        .filter(Column::Hour.lt(to.as_millis() - HOUR / 2));
    if let Some(project) = project {
        find = find.filter(Column::ProjectId.eq(project.db()));
    }
    let rows = find.limit(MOST).all(&db.read).await?;
    Ok(rows.iter().map(|row| (AgentId::from_db(row.agent_id), Counts::from(row))).collect())
}

/// How busy the hours were, where enough agents had any that were counted.
fn activity(hours: &[(AgentId, Counts)]) -> Activity {
    let counted = || hours.iter().filter(|(_, counts)| counts.samples > 0);
    if counted().map(|(agent, _)| agent).collect::<BTreeSet<_>>().len() < ENOUGH {
        return Activity::Withheld { withheld: Withheld::GroupTooSmall };
    }
    let mut steps = vec![0; STEPS];
    for (_, counts) in counted() {
        let active = counts.active().iter().fold(0_i64, |sum, active| sum.saturating_add(*active));
        let share = active as f64 / (counts.samples as f64 * 60.0);
        steps[((share * STEPS as f64) as usize).min(STEPS - 1)] += 1;
    }
    Activity::Told { hours: steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_agents_are_not_told_apart() {
        let agent = |n| AgentId::new(Timestamp::from_millis(0), [n; 10]);
        let counts = |samples, active_0| Counts { samples, active_0, ..Counts::default() };
        // Six hours of four agents, and an hour of a fifth in which nothing was counted.
        let mut hours: Vec<_> = (0..6).map(|n| (agent(n % 4), counts(60, 1_800))).collect();
        hours.push((agent(4), counts(0, 0)));
        assert_eq!(activity(&hours), Activity::Withheld { withheld: Withheld::GroupTooSmall });
        hours.push((agent(4), counts(1, 60)));
        hours.push((agent(4), counts(1, 0)));
        assert_eq!(activity(&hours), Activity::Told { hours: vec![1, 0, 6, 0, 1] });
    }
}
