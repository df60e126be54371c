//! Projects and their policies.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use candor_domain::{ClientId, ProjectId};
use candor_wire::Problem;
use serde::Deserialize;

use super::{Asked, Named, SMALL, page_limit};
use crate::{
    admin::PolicyDraft,
    app::Shared,
    audit::Actor,
    auth::policy::{Action, permit},
    error::ApiResult,
    http::{auth::MemberCaller, body},
    projects::{self, NewPolicy, NewProject, Preview, ProjectDetail, Projects, Published},
};

/// A policy with long texts.
const POLICY: usize = 256 * 1024;

/// Which page of projects.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProjectsPage {
    /// `next` of the page before.
    cursor: Option<ProjectId>,
    /// Projects on a page: 200 at most.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    limit: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/projects", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), ProjectsPage),
    responses((status = 200, body = Projects), (status = "default", body = Problem)))]
/// The projects in the order in which they were made.
pub(crate) async fn projects(
    State(app): State<Shared>,
    caller: MemberCaller,
    asked: Asked<ProjectsPage>,
) -> ApiResult<Json<Projects>> {
    let organisation = permit(&caller.principal(), Action::ReadProjects)?;
    let ProjectsPage { cursor, limit } = asked.0;
    projects::page(&app.db, organisation, cursor, limit).await.map(Json)
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/projects/{id}", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = ProjectId, Path, description = "The project")),
    responses((status = 200, body = ProjectDetail), (status = "default", body = Problem)))]
/// A project with the versions of its policy.
pub(crate) async fn project(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, ProjectId)>,
) -> ApiResult<Json<ProjectDetail>> {
    let organisation = permit(&caller.principal(), Action::ReadProjects)?;
    projects::detail(&app.db, organisation, named.0.1).await.map(Json)
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/projects", tag = "clients", security(("session" = []), ("member" = [])),
    request_body = NewProject, params(("client" = ClientId, Path, description = "The client")),
    responses((status = 201, body = ProjectDetail), (status = "default", body = Problem)))]
/// Makes a project. Nothing can be recorded for it before it has a policy.
pub(crate) async fn create(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<ProjectDetail>)> {
    let organisation = permit(&caller.principal(), Action::ManageProjects)?;
    let new: NewProject = body::json(&headers, body, SMALL).await?;
    let name = super::name(&new.name)?;
    let made =
        projects::create(&app.db, &app.env, organisation, &name, new.testing, &Actor::member(&caller.0))
            .await?;
    let detail = projects::detail(&app.db, organisation, made).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/projects/{id}/policies/preview", tag = "clients",
    security(("session" = []), ("member" = [])), request_body = PolicyDraft,
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = ProjectId, Path, description = "The project")),
    responses((status = 200, body = Preview), (status = "default", body = Problem)))]
/// What publishing a policy would mean: the notice as agents would read it, what to think of twice, what is different, and who
/// must decide again. Nothing is kept of it.
pub(crate) async fn preview(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, ProjectId)>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<Preview>> {
    let organisation = permit(&caller.principal(), Action::ManageProjects)?;
    let draft: PolicyDraft = body::json(&headers, body, POLICY).await?;
    projects::preview(&app, organisation, named.0.1, draft).await.map(Json)
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/projects/{id}/policies", tag = "clients",
    security(("session" = []), ("member" = [])), request_body = NewPolicy,
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = ProjectId, Path, description = "The project")),
    responses((status = 201, body = Published), (status = "default", body = Problem)))]
/// Publishes the next version of a project's policy; it can't be changed afterwards. Refused where another was published since
/// the one that it is based on.
pub(crate) async fn publish(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, ProjectId)>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<Published>)> {
    let organisation = permit(&caller.principal(), Action::ManageProjects)?;
    let new: NewPolicy = body::json(&headers, body, POLICY).await?;
    let (db, env, project, actor) = (&app.db, &app.env, named.0.1, Actor::member(&caller.0));
    let made =
        projects::publish(db, env, organisation, project, new.policy, Some(new.based_on), &actor).await?;
    Ok((StatusCode::CREATED, Json(made)))
}
