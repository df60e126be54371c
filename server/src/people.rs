//! A client's agents and their devices.

use std::collections::BTreeMap;

use candor_domain::{AgentId, DeviceId, Timestamp};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::{
    auth::policy::Organisation,
    db::{Db, DbId as _, entity},
    error::{ApiError, ApiResult},
};

/// The most on a page.
pub(crate) const MOST: u64 = 200;

/// Which agents are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Page {
    /// Only this one.
    pub(crate) agent: Option<AgentId>,
    /// Those after this one.
    pub(crate) cursor: Option<AgentId>,
    /// At most so many.
    pub(crate) limit: Option<u64>,
}

/// An agent by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) agent: AgentId,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
}

/// A page of agents by name, and where the next one begins.
pub(crate) async fn page(
    db: &Db,
    organisation: Organisation,
    wanted: &Page,
) -> ApiResult<(Vec<Person>, Option<AgentId>)> {
    use entity::agent::{Column, Entity};
    let client = organisation.client().db();
    let limit = wanted.limit.unwrap_or(MOST).clamp(1, MOST);
    let mut find = Entity::find().filter(Column::ClientId.eq(client));
    if let Some(agent) = wanted.agent {
        find = find.filter(Column::Id.eq(agent.db()));
    }
    if let Some(cursor) = wanted.cursor {
        let last = Entity::find_by_id((client, cursor.db())).one(&db.read).await?;
        let last = last.ok_or_else(ApiError::not_found)?;
        let same = Condition::all().add(Column::Name.eq(last.name.as_str())).add(Column::Id.gt(last.id));
        find = find.filter(Condition::any().add(Column::Name.gt(last.name)).add(same));
    }
    let find = find.order_by_asc(Column::Name).order_by_asc(Column::Id);
    let mut rows = find.limit(limit + 1).all(&db.read).await?;
    if rows.is_empty() && wanted.agent.is_some() && wanted.cursor.is_none() {
        return Err(ApiError::not_found());
    }
    let more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let people: Vec<_> = rows
        .into_iter()
        .map(|row| Person {
            agent: AgentId::from_db(row.id),
            name: row.name,
            created_at: Timestamp::from_millis(row.created_at),
        })
        .collect();
    let next = people.last().filter(|_| more).map(|last| last.agent);
    Ok((people, next))
}

/// The devices of agents, or of all of them, each with its last contact.
pub(crate) async fn seen(
    db: &Db,
    organisation: Organisation,
    agents: Option<&[AgentId]>,
) -> ApiResult<BTreeMap<DeviceId, (AgentId, Timestamp)>> {
    use entity::device::{Column, Entity};
    let mut find = Entity::find().filter(Column::ClientId.eq(organisation.client().db()));
    if let Some(agents) = agents {
        find = find.filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db())));
    }
    let rows = find.all(&db.read).await?;
    let seen = |row: entity::device::Model| {
        (DeviceId::from_db(row.id), (AgentId::from_db(row.agent_id), Timestamp::from_millis(row.seen_at)))
    };
    Ok(rows.into_iter().map(seen).collect())
}
