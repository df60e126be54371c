//! What a team's work comes to, without saying whose it is.
//!
//! No agent is named, ranked or compared. How busy people were is told only of enough of them together.

use std::collections::BTreeSet;

use candor_domain::{Category, Millis, ProjectId, Timestamp, Zone, time::Day};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::Organisation,
    db::{Db, DbId as _, entity},
    error::ApiResult,
    hours::HOUR,
    people, stretches,
    timesheet::Days,
};

/// The fewest agents of whom it is told how busy they were: fewer could be told apart.
const ENOUGH: usize = 5;
/// The most stretches that statistics are made of.
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
    let of = stretches::Wanted { organisation, agents: None, project, running: true, between: days.bounds() };
    let (found, seen, (received, activity)) = tokio::try_join!(
        async { Ok(stretches::read(&db.read, &of, MOST).await?) },
        people::seen(db, organisation, None),
        hours(db, organisation, project, days.bounds()),
    )?;
    let mut by_day = vec![(Millis::ZERO, BTreeSet::new()); days.days.len()];
    let mut granted = Category::ALL.map(|_| Millis::ZERO);
    let mut agents = BTreeSet::new();
    for stretch in &found {
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
    let worked = by_day.iter().map(|(worked, _)| *worked).fold(Millis::ZERO, Millis::plus);
    let share = |of: Millis| (worked > Millis::ZERO).then(|| of.get() as f64 / worked.get() as f64);
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    let coverage = Category::ALL.into_iter().zip(granted).map(|(category, granted_ms)| {
        let (items, gaps) = received[category as usize];
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
        activity,
        truncated: found.len() as u64 == MOST,
    })
}

/// The items and gaps of each category in the hours whose middle is in a time, and how busy these hours were.
async fn hours(
    db: &Db,
    organisation: Organisation,
    project: Option<ProjectId>,
    (from, to): (Timestamp, Timestamp),
) -> ApiResult<([(i64, i64); Category::ALL.len()], Activity)> {
    use entity::hour::{Column, Entity};
    let mut find = Entity::find()
        .select_only()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::Hour.gte(from.as_millis() - HOUR / 2))
        .filter(Column::Hour.lt(to.as_millis() - HOUR / 2));
    if let Some(project) = project {
        find = find.filter(Column::ProjectId.eq(project.db()));
    }
    // Where nothing was counted nothing is known: that isn't a calm hour.
    let counted = find.clone().filter(Column::Samples.gt(0));
    let agents = counted.clone().column(Column::AgentId).distinct().limit(ENOUGH as u64);
    let agents = agents.into_tuple::<uuid::Uuid>().all(&db.read).await?.len();
    let activity = if agents < ENOUGH {
        Activity::Withheld { withheld: Withheld::GroupTooSmall }
    } else {
        let share = format!("(active_0 + active_1 + active_2 + active_3) * {STEPS} / (samples * 60)");
        let steps = counted
            .expr_as(Expr::cust(share.clone()), "step")
            .expr_as(Column::Samples.count(), "hours")
            .group_by(Expr::cust(share));
        let steps = steps.into_tuple::<(i64, i64)>().all(&db.read).await?;
        let mut hours = vec![0; STEPS];
        for (step, count) in steps {
            hours[usize::try_from(step).unwrap_or(0).min(STEPS - 1)] += count as u64;
        }
        Activity::Told { hours }
    };
    let columns = [
        (Column::Samples, Column::GapsActivityCounts),
        (Column::Screenshots, Column::GapsScreenshots),
        (Column::WebcamStills, Column::GapsWebcamStills),
        (Column::WorkNotes, Column::GapsWorkNotes),
    ];
    let mut received = columns.map(|_| (0, 0));
    for (received, (items, gaps)) in received.iter_mut().zip(columns) {
        // PostgreSQL's sums of whole numbers are of a type of their own.
        let sum = |column: Column| column.sum().cast_as("BIGINT");
        let sums = find.clone().expr_as(sum(items), "items").expr_as(sum(gaps), "gaps");
        let sums = sums.into_tuple::<(Option<i64>, Option<i64>)>().one(&db.read).await?.unwrap_or_default();
        *received = (sums.0.unwrap_or(0), sums.1.unwrap_or(0));
    }
    Ok((received, activity))
}
