//! A client's agents and their devices.

use std::collections::BTreeMap;

use candor_domain::{
    AgentId, Category, DeviceId, InvitationId, Millis, ProjectId, Sha256Hash, Timestamp,
    policy::PolicyVersion, record::LedgerSize,
};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Expr,
};
use serde::Serialize;
use url::Url;
use utoipa::ToSchema;

use crate::{
    admin::{AdminError, not_empty},
    app::App,
    audit::{self, Act, Actor, Line},
    auth::policy::Organisation,
    db::{Db, DbId as _, entity, hash_bytes},
    env::Environment,
    error::{ApiError, ApiResult},
    projects,
};

/// The most ledgers of one agent that are read.
const MOST_LEDGERS: usize = 50;
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
    pub(crate) has_page: bool,
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
            has_page: row.account_id.is_some(),
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

/// A device in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeviceRow {
    /// The device.
    pub id: DeviceId,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// Its last contact, give or take ten minutes.
    pub seen_at: Timestamp,
    /// The entries of its ledger that were cosigned.
    pub ledger_size: LedgerSize,
    /// When the enrolment was ended, if it was.
    pub revoked_at: Option<Timestamp>,
}

/// An agent in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgentRow {
    /// The agent.
    pub id: AgentId,
    /// Their name.
    pub name: String,
    /// When they were invited first.
    pub created_at: Timestamp,
    /// Whether they have come to their own page, to which nobody else can be given a link then.
    pub has_page: bool,
    /// Their devices.
    pub devices: Vec<DeviceRow>,
}

/// Agents, a page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Agents {
    /// The agents, by name.
    pub items: Vec<AgentRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<AgentId>,
}

/// An agent with what they decided.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AgentDetail {
    /// The agent.
    pub agent: AgentRow,
    /// What each device's ledger says about each category that a project asks for.
    pub consents: Vec<Consent>,
}

/// What stands about a category in a device's ledger, each signature of which was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Consent {
    /// The device.
    pub device: DeviceId,
    /// The project.
    pub project: ProjectId,
    /// The category.
    pub category: Category,
    /// `granted`, `declined` or `withdrawn`; nothing where it wasn't decided.
    pub decision: Option<String>,
    /// The version of the policy that the notice renders which was decided on.
    pub policy_version: Option<PolicyVersion>,
    /// SHA-256 of that notice.
    pub notice: Option<Sha256Hash>,
    /// SHA-256 of the receipt.
    pub receipt: Option<Sha256Hash>,
    /// When, by the device's clock.
    pub at: Option<Timestamp>,
    /// Whether the newest version asks no more than what was decided on.
    pub current: bool,
}

/// Who is invited.
#[derive(Debug, Clone)]
pub enum Invitee {
    /// A new agent of this name.
    New(String),
    /// An agent who is there already.
    Known(AgentId),
}

/// An invitation that was made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MadeInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The agent.
    pub agent: AgentId,
    /// The link with the secret, kept nowhere else.
    pub invitation: String,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

/// An invitation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InvitationRow {
    /// Which.
    pub id: InvitationId,
    /// Who is invited.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// When a device used it, if one did.
    pub used_at: Option<Timestamp>,
}

/// Invitations, a page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Invitations {
    /// The invitations, the newest first.
    pub items: Vec<InvitationRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<InvitationId>,
}

/// A page of agents with their devices.
pub(crate) async fn agents(db: &Db, organisation: Organisation, wanted: &Page) -> ApiResult<Agents> {
    use entity::device::{Column, Entity};
    let (people, next) = page(db, organisation, wanted).await?;
    let rows = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::AgentId.is_in(people.iter().map(|person| person.agent.db())))
        .order_by_asc(Column::Id)
        .all(&db.read)
        .await?;
    let mut devices: BTreeMap<AgentId, Vec<DeviceRow>> = BTreeMap::new();
    for row in rows {
        devices.entry(AgentId::from_db(row.agent_id)).or_default().push(DeviceRow {
            id: DeviceId::from_db(row.id),
            enrolled_at: Timestamp::from_millis(row.enrolled_at),
            seen_at: Timestamp::from_millis(row.seen_at),
            ledger_size: LedgerSize::new(row.ledger_size as u64),
            revoked_at: row.revoked_at.map(Timestamp::from_millis),
        });
    }
    let items = people.into_iter().map(|Person { agent, name, created_at, has_page }| AgentRow {
        id: agent,
        name,
        created_at,
        has_page,
        devices: devices.remove(&agent).unwrap_or_default(),
    });
    Ok(Agents { items: items.collect(), next })
}

/// An agent with what they decided.
pub(crate) async fn agent(app: &App, organisation: Organisation, id: AgentId) -> ApiResult<AgentDetail> {
    let wanted = Page { agent: Some(id), ..Page::default() };
    let agent = agents(&app.db, organisation, &wanted).await?.items.pop().ok_or_else(ApiError::not_found)?;
    let projects = projects::all_versions(&app.db, organisation).await?;
    let mut consents = Vec::new();
    for device in agent.devices.iter().take(MOST_LEDGERS) {
        let known = app.ledgers.known(&app.db, organisation, device.id).await?;
        let state = known.ledger.state();
        for (project, versions) in &projects {
            let Some(newest) = versions.first() else { continue };
            for category in Category::ALL {
                let decided = state.decided(*project, category);
                if decided.is_none() && newest.terms(category).is_none() {
                    continue;
                }
                consents.push(Consent {
                    device: device.id,
                    project: *project,
                    category,
                    decision: decided.map(|decided| decided.decision.name().into()),
                    policy_version: decided
                        .and_then(|decided| state.notice_version(*project, decided.coverage.notice)),
                    notice: decided.map(|decided| decided.coverage.notice),
                    receipt: decided.map(|decided| decided.coverage.receipt),
                    at: decided.map(|decided| decided.at),
                    current: projects::current(state, newest, versions, category),
                });
            }
        }
    }
    Ok(AgentDetail { agent, consents })
}

/// Invites an agent; of the secret in the link only the hash is kept.
pub(crate) async fn invite(
    db: &Db,
    env: &Environment,
    public_url: &Url,
    organisation: Organisation,
    whom: Invitee,
    days: u32,
    actor: &Actor,
) -> Result<MadeInvitation, AdminError> {
    let client = organisation.client().db();
    let now = env.now();
    let transaction = db.begin().await?;
    let agent = match whom {
        Invitee::Known(agent) => {
            let there = entity::agent::Entity::find_by_id((client, agent.db())).one(&transaction).await?;
            there.ok_or_else(|| AdminError::Unknown("agent", agent.to_string()))?;
            agent
        }
        Invitee::New(name) => {
            not_empty("the agent's name", &name)?;
            let agent = env.id(AgentId::new);
            let row = entity::agent::ActiveModel {
                client_id: Set(client),
                id: Set(agent.db()),
                account_id: Set(None),
                name: Set(name),
                created_at: Set(now.as_millis()),
            };
            entity::agent::Entity::insert(row).exec_without_returning(&transaction).await?;
            agent
        }
    };
    let id = env.id(InvitationId::new);
    let secret = env.secret();
    let expires_at = now.plus(Millis::from_minutes(u64::from(days) * 24 * 60));
    let row = entity::invitation::ActiveModel {
        client_id: Set(client),
        id: Set(id.db()),
        agent_id: Set(agent.db()),
        secret_hash: Set(hash_bytes(Sha256Hash::of(&secret))),
        created_at: Set(now.as_millis()),
        expires_at: Set(expires_at.as_millis()),
        used_by: Set(None),
        used_at: Set(None),
    };
    entity::invitation::Entity::insert(row).exec_without_returning(&transaction).await?;
    let line = Line::of(organisation, actor, Act::InvitationMade).object("agent", agent);
    audit::record(&transaction, env, line).await?;
    transaction.commit().await?;
    let mut link = public_url.clone();
    link.set_path(candor_wire::path::JOIN);
    link.set_fragment(Some(&secret));
    Ok(MadeInvitation { id, agent, invitation: link.into(), expires_at })
}

/// A page of invitations.
pub(crate) async fn invitations(
    db: &Db,
    organisation: Organisation,
    cursor: Option<InvitationId>,
    limit: Option<u64>,
) -> ApiResult<Invitations> {
    use entity::invitation::{Column, Entity};
    let limit = limit.unwrap_or(MOST).clamp(1, MOST);
    let mut find = Entity::find().filter(Column::ClientId.eq(organisation.client().db()));
    if let Some(cursor) = cursor {
        find = find.filter(Column::Id.lt(cursor.db()));
    }
    let mut rows = find.order_by_desc(Column::Id).limit(limit + 1).all(&db.read).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| InvitationId::from_db(row.id));
    let names = entity::agent::Entity::find()
        .filter(entity::agent::Column::ClientId.eq(organisation.client().db()))
        .filter(entity::agent::Column::Id.is_in(rows.iter().map(|row| row.agent_id)))
        .all(&db.read)
        .await?;
    let names: BTreeMap<_, _> = names.into_iter().map(|row| (row.id, row.name)).collect();
    let items = rows.into_iter().map(|row| InvitationRow {
        id: InvitationId::from_db(row.id),
        agent: AgentId::from_db(row.agent_id),
        name: names.get(&row.agent_id).cloned().unwrap_or_default(),
        created_at: Timestamp::from_millis(row.created_at),
        expires_at: Timestamp::from_millis(row.expires_at),
        used_at: row.used_at.map(Timestamp::from_millis),
    });
    Ok(Invitations { items: items.collect(), next })
}

/// Takes an invitation back that no device used.
pub(crate) async fn take_back(
    db: &Db,
    env: &Environment,
    organisation: Organisation,
    id: InvitationId,
    actor: &Actor,
) -> ApiResult<()> {
    use entity::invitation::Entity;
    let key = (organisation.client().db(), id.db());
    let transaction = db.begin().await?;
    let row = Entity::find_by_id(key).one(&transaction).await?.ok_or_else(ApiError::not_found)?;
    if row.used_by.is_some() {
        let detail = "A device used the invitation: end that device's enrolment instead.";
        return Err(ApiError::new(ErrorCode::InvitationUsed, detail));
    }
    Entity::delete_by_id(key).exec(&transaction).await?;
    let agent = AgentId::from_db(row.agent_id);
    let line = Line::of(organisation, actor, Act::InvitationTakenBack).object("agent", agent);
    audit::record(&transaction, env, line).await?;
    Ok(transaction.commit().await?)
}

/// Ends an enrolment; one that was ended stays so since then.
pub(crate) async fn revoke(
    db: &Db,
    env: &Environment,
    organisation: Organisation,
    device: DeviceId,
    actor: &Actor,
) -> Result<(), AdminError> {
    use entity::device::{Column, Entity};
    let key = (organisation.client().db(), device.db());
    let transaction = db.begin().await?;
    let there = Entity::find_by_id(key).one(&transaction).await?;
    let there = there.ok_or_else(|| AdminError::Unknown("device", device.to_string()))?;
    if there.revoked_at.is_none() {
        Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(env.now().as_millis()))
            .filter(Column::ClientId.eq(key.0))
            .filter(Column::Id.eq(key.1))
            .exec(&transaction)
            .await?;
        let line = Line::of(organisation, actor, Act::DeviceRevoked).object("device", device);
        audit::record(&transaction, env, line).await?;
    }
    Ok(transaction.commit().await?)
}
