//! Time that members add or take off by hand. It is never counted into what was recorded.

use std::collections::BTreeMap;

use candor_domain::{AgentId, ProjectId, ReviewId, Timestamp, Zone, time::Day};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Review, Verdict, insert, malformed, words};
use crate::{
    app::App,
    auth::policy::{Member, Organisation},
    db::{Db, DbId as _, corrupt, entity},
    error::ApiResult,
};

/// The most minutes that one adjustment adds or takes off: a day's.
const MOST_MINUTES: u64 = 24 * 60;
/// The most adjustments that a page of a timesheet tells of.
const MOST_ADJUSTMENTS: u64 = 20_000;

/// Time that was added or taken off by hand. It stands beside what was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Adjustment {
    /// The day that it belongs to.
    pub day: Day,
    /// Minutes: added, or taken off where they are negative.
    pub minutes: i64,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Time to be added or taken off by hand: a minute at least.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdjustment {
    /// Whose time.
    pub agent: AgentId,
    /// On which project.
    pub project: ProjectId,
    /// On which day.
    pub day: Day,
    /// An IANA zone that the day is cut in; UTC where it is left out.
    #[serde(default)]
    pub zone: Option<Zone>,
    /// Minutes to add, or to take off where they are negative: a day's at most, and some.
    #[schema(minimum = -1440, maximum = 1440)]
    pub minutes: i64,
    /// Why, in at most 2,000 characters; the agent reads it.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Adds time or takes it off by hand.
pub(crate) async fn adjust(
    app: &App,
    organisation: Organisation,
    member: &Member,
    new: NewAdjustment,
) -> ApiResult<Review> {
    if new.minutes == 0 || new.minutes.unsigned_abs() > MOST_MINUTES {
        return Err(malformed("An adjustment is of at least a minute and at most a day."));
    }
    let reason = words(&new.reason)?;
    let (from, to) = new.day.bounds_in(&new.zone.unwrap_or(Zone::UTC));
    let row = entity::time_review::Model {
        client_id: organisation.client().db(),
        id: app.env.id(ReviewId::new).db(),
        agent_id: new.agent.db(),
        project_id: Some(new.project.db()),
        start_at: from.as_millis(),
        end_at: to.as_millis(),
        state: Verdict::Adjusted.name().into(),
        day: Some(new.day.to_string()),
        minutes: Some(new.minutes),
        reason: Some(reason.into()),
        member_id: member.id.db(),
        author: member.name.clone(),
        at: app.now().as_millis(),
    };
    let transaction = app.db.begin().await?;
    insert(app, &transaction, organisation, member, &row).await?;
    transaction.commit().await?;
    Review::of(row)
}

impl Adjustment {
    pub(super) fn of(row: &entity::time_review::Model) -> ApiResult<Option<Self>> {
        let (Some(day), Some(minutes), Some(reason)) = (&row.day, row.minutes, &row.reason) else {
            return Ok(None);
        };
        Ok(Some(Self {
            day: day.parse().map_err(|_| corrupt("time_reviews.day"))?,
            minutes,
            reason: reason.clone(),
            by: row.author.clone(),
            at: Timestamp::from_millis(row.at),
        }))
    }
}

/// What was added or taken off by hand on some days, by agent and project, in order.
pub(crate) async fn adjustments(
    db: &Db,
    organisation: Organisation,
    agents: &[AgentId],
    project: Option<ProjectId>,
    (from, to): (Day, Day),
) -> ApiResult<BTreeMap<(AgentId, ProjectId), Vec<Adjustment>>> {
    use entity::time_review::{Column, Entity};
    let mut find = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db())))
        .filter(Column::Day.between(from.to_string(), to.to_string()));
    if let Some(project) = project {
        find = find.filter(Column::ProjectId.eq(project.db()));
    }
    let rows = find.order_by_asc(Column::Id).limit(MOST_ADJUSTMENTS).all(&db.read).await?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        let project = row.project_id.ok_or_else(|| corrupt("time_reviews.project_id"))?;
        let key = (AgentId::from_db(row.agent_id), ProjectId::from_db(project));
        found.entry(key).or_default().extend(Adjustment::of(&row)?);
    }
    Ok(found)
}
