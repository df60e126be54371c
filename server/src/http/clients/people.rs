//! Agents, their invitations and their devices.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use candor_domain::{AgentId, ClientId, DeviceId, InvitationId};
use candor_wire::{ErrorCode, Problem};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Asked, Named, SMALL, page_limit};
use crate::{
    app::Shared,
    audit::Actor,
    auth::policy::{Action, permit},
    error::{ApiError, ApiResult},
    http::{auth::MemberCaller, body},
    people::{self, AgentDetail, Agents, Invitations, Invitee, MadeInvitation},
};

/// Days that an invitation holds where nothing else is said, and at most.
const DAYS: [u32; 2] = [7, 90];

/// Which page of agents.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AgentsPage {
    /// `next` of the page before.
    cursor: Option<AgentId>,
    /// Agents on a page: 200 at most.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    limit: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/agents", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), AgentsPage),
    responses((status = 200, body = Agents), (status = "default", body = Problem)))]
/// The agents by name, each with their devices.
pub(crate) async fn agents(
    State(app): State<Shared>,
    caller: MemberCaller,
    asked: Asked<AgentsPage>,
) -> ApiResult<Json<Agents>> {
    let organisation = permit(&caller.principal(), Action::ReadPeople)?;
    let AgentsPage { cursor, limit } = asked.0;
    people::agents(&app.db, organisation, &people::Page { agent: None, cursor, limit }).await.map(Json)
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/agents/{agent}", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("agent" = AgentId, Path, description = "The agent")),
    responses((status = 200, body = AgentDetail), (status = "default", body = Problem)))]
/// An agent with what their devices' ledgers say was decided.
pub(crate) async fn agent(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, AgentId)>,
) -> ApiResult<Json<AgentDetail>> {
    let organisation = permit(&caller.principal(), Action::ReadPeople)?;
    people::agent(&app, organisation, named.0.1).await.map(Json)
}

/// Whom to invite: a new agent by name, or one who is there and needs another device.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// The name of a new agent, at most 200 characters.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// An agent who is there already.
    #[serde(default)]
    agent: Option<AgentId>,
    /// Days that it holds: 7 where they are left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 90)]
    days: Option<u32>,
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/agents", tag = "clients", security(("session" = []), ("member" = [])),
    request_body = NewInvitation, params(("client" = ClientId, Path, description = "The client")),
    responses((status = 201, body = MadeInvitation), (status = "default", body = Problem)))]
/// Invites an agent. The link is told this once: the server keeps only a hash of its secret.
pub(crate) async fn invite(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<MadeInvitation>)> {
    let organisation = permit(&caller.principal(), Action::ManagePeople)?;
    let malformed = |detail: &str| ApiError::new(ErrorCode::Malformed, detail);
    let new: NewInvitation = body::json(&headers, body, SMALL).await?;
    let days = new.days.unwrap_or(DAYS[0]);
    if !(1..=DAYS[1]).contains(&days) {
        return Err(malformed("An invitation holds from 1 to 90 days."));
    }
    let whom = match (new.name, new.agent) {
        (Some(name), None) => Invitee::New(super::name(&name)?),
        (None, Some(agent)) => Invitee::Known(agent),
        _ => return Err(malformed("Name a new agent, or say which one needs another device.")),
    };
    let made = people::invite(
        &app.db,
        &app.env,
        &app.public_url,
        organisation,
        whom,
        days,
        &Actor::member(&caller.0),
    )
    .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Which page of invitations.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InvitationsPage {
    /// `next` of the page before.
    cursor: Option<InvitationId>,
    /// Invitations on a page: 200 at most.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    limit: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/invitations", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), InvitationsPage),
    responses((status = 200, body = Invitations), (status = "default", body = Problem)))]
/// The invitations, the newest first, without their secrets.
pub(crate) async fn invitations(
    State(app): State<Shared>,
    caller: MemberCaller,
    asked: Asked<InvitationsPage>,
) -> ApiResult<Json<Invitations>> {
    let organisation = permit(&caller.principal(), Action::ReadPeople)?;
    let InvitationsPage { cursor, limit } = asked.0;
    people::invitations(&app.db, organisation, cursor, limit).await.map(Json)
}

#[utoipa::path(delete, path = "/api/v1/clients/{client}/invitations/{id}", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = InvitationId, Path, description = "The invitation")),
    responses((status = 204, description = "Its link leads nowhere any more"),
        (status = "default", body = Problem)))]
/// Takes an invitation back that no device used.
pub(crate) async fn take_back(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, InvitationId)>,
) -> ApiResult<StatusCode> {
    let organisation = permit(&caller.principal(), Action::ManagePeople)?;
    people::take_back(&app.db, &app.env, organisation, named.0.1, &Actor::member(&caller.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/devices/{id}/revocation", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = DeviceId, Path, description = "The device")),
    responses((status = 204, description = "Nothing more is taken from it"),
        (status = "default", body = Problem)))]
/// Ends a device's enrolment, now and for good.
pub(crate) async fn revoke(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, DeviceId)>,
) -> ApiResult<StatusCode> {
    let organisation = permit(&caller.principal(), Action::ManagePeople)?;
    people::revoke(&app.db, &app.env, organisation, named.0.1, &Actor::member(&caller.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}
