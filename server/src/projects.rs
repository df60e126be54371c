//! A client's projects and their policies.

use std::collections::{BTreeMap, BTreeSet};

use candor_consent::{canonical, ledger::State};
use candor_domain::{
    AgentId, Category, DeviceId, Policy, ProjectId, Sha256Hash, Timestamp,
    notice::{self, Change, Notice},
    policy::{Looking, PolicyVersion, Project, Warning},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    admin::{AdminError, PolicyDraft, not_empty},
    app::App,
    audit::{self, Act, Actor, Line},
    auth::policy::Organisation,
    db::{Db, DbId as _, corrupt, entity, hash_bytes, hash_from},
    enrolling,
    env::Environment,
    error::{ApiError, ApiResult},
    people,
};

/// The most versions of a policy that are shown.
const MOST_VERSIONS: u64 = 100;
/// The most devices whose ledgers are read to tell who must decide again.
const MOST_DEVICES: usize = 300;

/// A version of a policy that was published.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Published {
    /// The policy.
    pub policy: Policy,
    /// Its notice in each language.
    pub notices: Vec<Notice>,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectRow {
    /// The project.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Whether it takes synthetic records.
    pub testing: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// The newest version of its policy; nothing can be recorded where there is none.
    pub policy: Option<PolicyVersion>,
    /// When that was published.
    pub published_at: Option<Timestamp>,
}

/// Projects, a page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Projects {
    /// The projects, in the order in which they were made.
    pub items: Vec<ProjectRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<ProjectId>,
}

/// A project with its policies.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectDetail {
    /// The project.
    pub project: ProjectRow,
    /// The versions of its policy, the newest first: 100 at most.
    pub policies: Vec<Policy>,
    /// The newest version's notice in each language.
    pub notices: Vec<Notice>,
}

/// A project to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    /// Its name, at most 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// Whether it takes synthetic records.
    #[serde(default)]
    pub testing: bool,
}

/// A policy to be published.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPolicy {
    /// The version that its author saw as the newest; null where there was none.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required = true)]
    pub based_on: Option<PolicyVersion>,
    /// What it says.
    pub policy: PolicyDraft,
}

/// What publishing a draft would mean.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Preview {
    /// The version that it would be.
    pub version: PolicyVersion,
    /// The newest version that is published.
    pub based_on: Option<PolicyVersion>,
    /// The notice as agents would read it, in each language.
    pub notices: Vec<Notice>,
    /// What to think of twice.
    pub warnings: Vec<Warning>,
    /// What is different from the newest version, in each language; nothing where there is none.
    pub changes: BTreeMap<String, Vec<Change>>,
    /// The categories that ask more than before, or for the first time.
    pub wider: Vec<Category>,
    /// How many agents decided before and must decide again; nothing where there are too many to ask each ledger.
    pub agents_to_decide: Option<usize>,
}

/// Makes a project.
pub(crate) async fn create(
    db: &Db,
    env: &Environment,
    organisation: Organisation,
    name: &str,
    testing: bool,
    actor: &Actor,
) -> Result<ProjectId, AdminError> {
    not_empty("the project's name", name)?;
    let id = env.id(ProjectId::new);
    let row = entity::project::ActiveModel {
        client_id: Set(organisation.client().db()),
        id: Set(id.db()),
        name: Set(name.into()),
        testing: Set(testing),
        created_at: Set(env.now().as_millis()),
    };
    let transaction = db.begin().await?;
    entity::project::Entity::insert(row).exec_without_returning(&transaction).await?;
    let line = Line::of(organisation, actor, Act::ProjectMade).object("project", id);
    audit::record(&transaction, env, line).await?;
    transaction.commit().await?;
    Ok(id)
}

/// A project as a notice names it.
async fn shown(
    db: &impl ConnectionTrait,
    organisation: Organisation,
    project: ProjectId,
) -> Result<Project, AdminError> {
    let shown = enrolling::projects(db, organisation).await?;
    let shown = shown.into_iter().find(|shown| shown.id == project);
    shown.ok_or_else(|| AdminError::Unknown("project", project.to_string()))
}

/// The versions of a project's policy, the newest first.
async fn versions(
    db: &impl ConnectionTrait,
    organisation: Organisation,
    project: ProjectId,
) -> Result<Vec<Policy>, sea_orm::DbErr> {
    let rows = entity::policy::Entity::find()
        .filter(entity::policy::Column::ClientId.eq(organisation.client().db()))
        .filter(entity::policy::Column::ProjectId.eq(project.db()))
        .order_by_desc(entity::policy::Column::Version)
        .limit(MOST_VERSIONS)
        .all(db)
        .await?;
    let read = |row: &entity::policy::Model| {
        serde_json::from_str(&row.document).map_err(|_| corrupt("policies.document"))
    };
    rows.iter().map(read).collect()
}

/// The notice of a policy in every language.
fn notices(project: &Project, policy: &Policy) -> Result<Vec<Notice>, AdminError> {
    let render =
        |lang: &&str| notice::render(project, policy, lang).map_err(|e| AdminError::Read(e.to_string()));
    notice::languages().iter().map(render).collect()
}

/// The version after another.
fn after(version: Option<PolicyVersion>) -> PolicyVersion {
    PolicyVersion::new(version.map_or(1, |version| version.get() + 1))
}

/// Publishes the next version of a project's policy, and renders its notice in every language once and for all. Where it is
/// said what it is based on, that must be the newest version still.
pub(crate) async fn publish(
    db: &Db,
    env: &Environment,
    organisation: Organisation,
    project: ProjectId,
    draft: PolicyDraft,
    based_on: Option<Option<PolicyVersion>>,
    actor: &Actor,
) -> Result<Published, AdminError> {
    let transaction = db.begin().await?;
    let shown = shown(&transaction, organisation, project).await?;
    let newest = versions(&transaction, organisation, project).await?.first().map(|policy| policy.version);
    if let (Some(based_on), Some(newest)) = (based_on, newest)
        && based_on != Some(newest)
    {
        return Err(AdminError::Outdated(newest));
    }
    let policy = draft.into_policy(project, after(newest), env.now())?;
    let notices = notices(&shown, &policy)?;
    let document =
        String::from_utf8(canonical::bytes(&policy)).map_err(|e| AdminError::Read(e.to_string()))?;
    let version = policy.version.get() as i32;
    let row = entity::policy::ActiveModel {
        client_id: Set(organisation.client().db()),
        project_id: Set(project.db()),
        version: Set(version),
        document: Set(document),
        published_at: Set(policy.published_at.as_millis()),
    };
    entity::policy::Entity::insert(row).exec_without_returning(&transaction).await?;
    for notice in &notices {
        let row = entity::notice::ActiveModel {
            client_id: Set(organisation.client().db()),
            project_id: Set(project.db()),
            version: Set(version),
            lang: Set(notice.lang.clone()),
            sha256: Set(hash_bytes(notice.sha256)),
            text: Set(notice.text.clone()),
        };
        entity::notice::Entity::insert(row).exec_without_returning(&transaction).await?;
    }
    let line = Line::of(organisation, actor, Act::PolicyPublished).object("project", project);
    audit::record(&transaction, env, line.detail(json!({ "version": policy.version }))).await?;
    transaction.commit().await?;
    Ok(Published { policy, notices })
}

/// What publishing a draft would mean. Nothing is kept of it.
pub(crate) async fn preview(
    app: &App,
    organisation: Organisation,
    project: ProjectId,
    draft: PolicyDraft,
) -> ApiResult<Preview> {
    let shown = shown(&app.db.read, organisation, project).await?;
    let versions = versions(&app.db.read, organisation, project).await?;
    let newest = versions.first();
    let based_on = newest.map(|policy| policy.version);
    let policy = draft.into_policy(project, after(based_on), app.now()).map_err(AdminError::from)?;
    let mut changes = BTreeMap::new();
    if let Some(newest) = newest {
        for lang in notice::languages() {
            let found = notice::changes(&shown, newest, &policy, lang);
            let found = found.map_err(|e| ApiError::internal("texts", e))?;
            changes.insert((*lang).to_owned(), found);
        }
    }
    let collected = policy.collected().map(|(category, _)| category);
    let wider = collected.filter(|category| newest.is_none_or(|newest| policy.widens(newest, *category)));
    Ok(Preview {
        version: policy.version,
        based_on,
        notices: notices(&shown, &policy)?,
        warnings: policy.warnings(),
        changes,
        wider: wider.collect(),
        agents_to_decide: to_decide(app, organisation, &policy, &versions).await?,
    })
}

/// How many agents decided about a project before and must decide again under a policy.
async fn to_decide(
    app: &App,
    organisation: Organisation,
    policy: &Policy,
    versions: &[Policy],
) -> ApiResult<Option<usize>> {
    use entity::device::{Column, Entity};
    let devices = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::RevokedAt.is_null())
        .limit(MOST_DEVICES as u64 + 1)
        .all(&app.db.read)
        .await?;
    if devices.len() > MOST_DEVICES {
        return Ok(None);
    }
    let mut agents = BTreeSet::new();
    for device in devices {
        let known = app.ledgers.known(&app.db, organisation, DeviceId::from_db(device.id)).await?;
        let state = known.ledger.state();
        let decided = Category::ALL.iter().any(|category| state.decided(policy.project, *category).is_some());
        let open = || policy.collected().any(|(category, _)| !current(state, policy, versions, category));
        if decided && open() {
            agents.insert(AgentId::from_db(device.agent_id));
        }
    }
    Ok(Some(agents.len()))
}

/// Whether the decision in force about a category still holds under a policy.
pub(crate) fn current(state: &State, policy: &Policy, versions: &[Policy], category: Category) -> bool {
    let Some(decided) = state.decided(policy.project, category) else { return false };
    let Some(version) = state.notice_version(policy.project, decided.coverage.notice) else { return false };
    let under = versions.iter().find(|policy| policy.version == version);
    under.is_some_and(|under| !policy.widens(under, category))
}

fn row(row: entity::project::Model, newest: Option<&entity::policy::Model>) -> ProjectRow {
    ProjectRow {
        id: ProjectId::from_db(row.id),
        name: row.name,
        testing: row.testing,
        created_at: Timestamp::from_millis(row.created_at),
        policy: newest.map(|newest| PolicyVersion::new(newest.version as u32)),
        published_at: newest.map(|newest| Timestamp::from_millis(newest.published_at)),
    }
}

/// The newest version of a project's policy.
async fn newest(
    db: &Db,
    organisation: Organisation,
    project: ProjectId,
) -> ApiResult<Option<entity::policy::Model>> {
    use entity::policy::{Column, Entity};
    let find = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::ProjectId.eq(project.db()));
    Ok(find.order_by_desc(Column::Version).one(&db.read).await?)
}

/// A page of projects.
pub(crate) async fn page(
    db: &Db,
    organisation: Organisation,
    cursor: Option<ProjectId>,
    limit: Option<u64>,
) -> ApiResult<Projects> {
    use entity::project::{Column, Entity};
    let limit = limit.unwrap_or(people::MOST).clamp(1, people::MOST);
    let mut find = Entity::find().filter(Column::ClientId.eq(organisation.client().db()));
    if let Some(cursor) = cursor {
        find = find.filter(Column::Id.gt(cursor.db()));
    }
    let mut rows = find.order_by_asc(Column::Id).limit(limit + 1).all(&db.read).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| ProjectId::from_db(row.id));
    let mut items = Vec::new();
    for found in rows {
        let newest = newest(db, organisation, ProjectId::from_db(found.id)).await?;
        items.push(row(found, newest.as_ref()));
    }
    Ok(Projects { items, next })
}

/// A project with its policies.
pub(crate) async fn detail(
    db: &Db,
    organisation: Organisation,
    project: ProjectId,
) -> ApiResult<ProjectDetail> {
    use entity::notice::{Column, Entity};
    let client = organisation.client().db();
    let found = entity::project::Entity::find_by_id((client, project.db())).one(&db.read).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    let newest = newest(db, organisation, project).await?;
    let version = newest.as_ref().map_or(0, |newest| newest.version);
    let rows = Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::ProjectId.eq(project.db()))
        .filter(Column::Version.eq(version))
        .order_by_asc(Column::Lang)
        .all(&db.read)
        .await?;
    let notices = rows.into_iter().map(|row| {
        Ok(Notice {
            project,
            policy_version: PolicyVersion::new(row.version as u32),
            lang: row.lang,
            sha256: hash_from(&row.sha256, "notices.sha256")?,
            text: row.text,
        })
    });
    Ok(ProjectDetail {
        project: row(found, newest.as_ref()),
        policies: versions(&db.read, organisation, project).await?,
        notices: notices.collect::<Result<_, sea_orm::DbErr>>()?,
    })
}

/// How pictures are looked at, by the notice that was agreed to.
pub(crate) struct Lookings(BTreeMap<Sha256Hash, Looking>);

impl Lookings {
    /// How those are looked at that were agreed to under a notice. Where that isn't known, nobody can say that the agent was not
    /// promised to read who looked why.
    pub(crate) fn of(&self, notice: Option<Sha256Hash>) -> Looking {
        notice.and_then(|notice| self.0.get(&notice).copied()).unwrap_or(Looking::strictest())
    }
}

/// How pictures of some projects are looked at: as the notice promises that was agreed to, and as the newest version of the
/// project's policy asks.
pub(crate) async fn looking(
    db: &Db,
    organisation: Organisation,
    projects: BTreeSet<ProjectId>,
) -> ApiResult<Lookings> {
    use entity::notice::{Column, Entity};
    let mut found = BTreeMap::new();
    for project in projects {
        let versions = versions(&db.read, organisation, project).await?;
        let newest = versions.first().map(|policy| policy.looking).unwrap_or_default();
        let notices = Entity::find()
            .select_only()
            .columns([Column::Sha256, Column::Version])
            .filter(Column::ClientId.eq(organisation.client().db()))
            .filter(Column::ProjectId.eq(project.db()))
            .into_tuple::<(Vec<u8>, i32)>()
            .all(&db.read)
            .await?;
        for (sha256, version) in notices {
            let policy = versions.iter().find(|policy| policy.version.get() == version as u32);
            let agreed = policy.map(|policy| policy.looking).unwrap_or(Looking::strictest());
            found.insert(hash_from(&sha256, "notices.sha256")?, agreed.and(newest));
        }
    }
    Ok(Lookings(found))
}

/// Every project's policies, the newest version first.
pub(crate) async fn all_versions(
    db: &Db,
    organisation: Organisation,
) -> ApiResult<BTreeMap<ProjectId, Vec<Policy>>> {
    let mut all = BTreeMap::new();
    for project in enrolling::projects(&db.read, organisation).await? {
        all.insert(project.id, versions(&db.read, organisation, project.id).await?);
    }
    Ok(all)
}
