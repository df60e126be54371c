//! What a client's owners do about who may see what: members, API tokens, agents' accounts; and the log of all of it.

use axum::{
    Json,
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use candor_domain::{AgentId, ApiTokenId, AuditId, ClientId, MemberId};
use candor_wire::{ErrorCode, Problem};
use sea_orm::EntityTrait as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    SMALL,
    auth::MemberCaller,
    body,
    invitations::{self, Sent},
};
use crate::{
    accounts::{
        self, Email,
        link::Purpose,
        member::{self, MemberView, NewMember},
        token::{self, ApiToken},
    },
    app::Shared,
    audit::{self, Act, Actor, AuditLine, Line},
    auth::policy::{Action, Role, Scope, permit},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
};

/// Members.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Members {
    /// All of them.
    items: Vec<MemberView>,
    /// Always absent: they come whole.
    next: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/members", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 200, body = Members), (status = "default", body = Problem)))]
/// The client's members, and who was invited to be one.
pub(crate) async fn members(State(app): State<Shared>, caller: MemberCaller) -> ApiResult<Json<Members>> {
    let organisation = permit(&caller.principal(), Action::ReadMembers)?;
    let rows = member::list(&app.db.read, organisation).await?;
    let items = rows.into_iter().map(MemberView::of).collect::<Result<_, _>>()?;
    Ok(Json(Members { items, next: None }))
}

/// Who is invited as what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberInvitation {
    /// The name, until they say another.
    name: String,
    /// Where the invitation goes.
    email: String,
    /// What they are to be.
    role: Role,
    /// The language of the mail, as a BCP 47 tag.
    lang: Option<String>,
}

/// A member who was invited.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberInvited {
    /// The member.
    member: MemberView,
    /// The invitation.
    #[serde(flatten)]
    sent: Sent,
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/members", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")), request_body = MemberInvitation,
    responses((status = 201, body = MemberInvited), (status = "default", body = Problem)))]
/// Invites a member by e-mail.
pub(crate) async fn invite(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let organisation = permit(&caller.principal(), Action::ManageMembers)?;
    let request: MemberInvitation = body::json(&headers, body, SMALL).await?;
    let email = Email::read(&request.email)?;
    let new = NewMember {
        name: accounts::name(&request.name)?,
        role: request.role,
        email: Some(email.clone()),
        account: None,
    };
    let transaction = app.db.begin().await?;
    let row = member::create(&transaction, &app.env, organisation, new).await?;
    let member = MemberView::of(row)?;
    let actor = Actor::member(&caller.0);
    let line = Line::of(organisation, &actor, Act::MemberInvited).object("member", member.id);
    audit::record(&transaction, &app.env, line.detail(json!({ "role": request.role }))).await?;
    let purpose = Purpose::Member(organisation, member.id, email);
    let lang = accounts::language(request.lang.as_deref());
    let sent = invitations::send(&app, transaction, purpose, &caller.0.name, &lang).await?;
    Ok((StatusCode::CREATED, Json(MemberInvited { member, sent })))
}

/// What a member is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberChange {
    /// The role.
    role: Role,
}

/// The second id of a path.
fn id<T: std::str::FromStr>(text: &str) -> ApiResult<T> {
    text.parse().map_err(|_| ApiError::not_found())
}

#[utoipa::path(patch, path = "/api/v1/clients/{client}/members/{member}", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client"), ("member" = MemberId, Path, description = "The member")),
    request_body = MemberChange,
    responses((status = 200, body = MemberView), (status = "default", body = Problem)))]
/// Changes a member's role, at once. A client keeps at least one owner who can sign in.
pub(crate) async fn change(
    State(app): State<Shared>,
    caller: MemberCaller,
    path: Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<MemberView>> {
    let organisation = permit(&caller.principal(), Action::ManageMembers)?;
    let member: MemberId = id(&path.1)?;
    let request: MemberChange = body::json(&headers, body, SMALL).await?;
    let transaction = app.db.begin().await?;
    let mut row = member::find(&transaction, organisation, member).await?.ok_or_else(ApiError::not_found)?;
    member::change_role(&transaction, &row, request.role).await?;
    let actor = Actor::member(&caller.0);
    let detail = json!({ "from": row.role, "to": request.role });
    let line = Line::of(organisation, &actor, Act::MemberChanged).object("member", member).detail(detail);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    row.role = request.role.name().into();
    Ok(Json(MemberView::of(row)?))
}

#[utoipa::path(delete, path = "/api/v1/clients/{client}/members/{member}", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client"), ("member" = MemberId, Path, description = "The member")),
    responses((status = 204, description = "A member no longer"), (status = "default", body = Problem)))]
/// Removes a member, at once, with their API tokens and invitation. A client keeps at least one owner who can sign in.
pub(crate) async fn remove(
    State(app): State<Shared>,
    caller: MemberCaller,
    path: Path<(String, String)>,
) -> ApiResult<StatusCode> {
    let organisation = permit(&caller.principal(), Action::ManageMembers)?;
    let member: MemberId = id(&path.1)?;
    let transaction = app.db.begin().await?;
    let row = member::find(&transaction, organisation, member).await?.ok_or_else(ApiError::not_found)?;
    member::remove(&transaction, app.now(), &row).await?;
    let actor = Actor::member(&caller.0);
    let line = Line::of(organisation, &actor, Act::MemberRemoved).object("member", member);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where an agent's link goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgentInvitation {
    /// The agent's address.
    email: String,
    /// The language of the mail, as a BCP 47 tag.
    lang: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/agents/{agent}/account-link", tag = "clients",
    security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client"), ("agent" = AgentId, Path, description = "The agent")),
    request_body = AgentInvitation,
    responses((status = 201, body = Sent), (status = "default", body = Problem)))]
/// Gives an agent a link to their own page. Accepting it binds the agent to their account.
pub(crate) async fn link_agent(
    State(app): State<Shared>,
    caller: MemberCaller,
    path: Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let organisation = permit(&caller.principal(), Action::ManageMembers)?;
    let agent: AgentId = id(&path.1)?;
    let request: AgentInvitation = body::json(&headers, body, SMALL).await?;
    let email = Email::read(&request.email)?;
    let transaction = app.db.begin().await?;
    let key = (organisation.client().db(), agent.db());
    let row = entity::agent::Entity::find_by_id(key).one(&transaction).await?;
    if row.ok_or_else(ApiError::not_found)?.account_id.is_some() {
        return Err(has_an_account());
    }
    let actor = Actor::member(&caller.0);
    let line = Line::of(organisation, &actor, Act::AgentInvited).object("agent", agent);
    audit::record(&transaction, &app.env, line).await?;
    let lang = accounts::language(request.lang.as_deref());
    let purpose = Purpose::Agent(organisation, agent, email);
    let sent = invitations::send(&app, transaction, purpose, &caller.0.name, &lang).await?;
    Ok((StatusCode::CREATED, Json(sent)))
}

/// Nobody but the agent comes to their page, and the client is not to say who that is once they are there.
pub(super) fn has_an_account() -> ApiError {
    let detail = "The agent has come to their page already, and nobody else can. A lost password is set anew by mail or by the operator.";
    ApiError::new(ErrorCode::AlreadyThere, detail)
}

/// API tokens.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApiTokens {
    /// All of them, also those that don't hold any more, the newest first.
    items: Vec<ApiToken>,
    /// Always absent: they come whole.
    next: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/tokens", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 200, body = ApiTokens), (status = "default", body = Problem)))]
/// The client's API tokens, without their secrets.
pub(crate) async fn tokens(State(app): State<Shared>, caller: MemberCaller) -> ApiResult<Json<ApiTokens>> {
    let organisation = permit(&caller.principal(), Action::ManageTokens)?;
    let items = token::list(&app.db.read, organisation).await?;
    Ok(Json(ApiTokens { items, next: None }))
}

/// A new API token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewToken {
    /// What it is for.
    name: String,
    /// What it may be used for; of that, what its maker's role allows.
    scopes: Vec<Scope>,
    /// Days that it holds, at most 365.
    days: u32,
}

/// An API token that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenMade {
    /// The token.
    token: ApiToken,
    /// Its secret, shown this once.
    secret: String,
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/tokens", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")), request_body = NewToken,
    responses((status = 201, body = TokenMade), (status = "default", body = Problem)))]
/// Makes an API token that acts as the member who makes it.
pub(crate) async fn make_token(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let organisation = permit(&caller.principal(), Action::ManageTokens)?;
    let request: NewToken = body::json(&headers, body, SMALL).await?;
    let (name, days) = (accounts::name(&request.name)?, token::days(request.days)?);
    let transaction = app.db.begin().await?;
    let (member, scopes) = (caller.0.id, &request.scopes);
    let (token, secret) =
        token::make(&transaction, &app.env, organisation, member, name, scopes, days).await?;
    let actor = Actor::member(&caller.0);
    let detail = json!({ "scopes": scopes, "expires_at": token.expires_at });
    let line = Line::of(organisation, &actor, Act::TokenMade).object("token", token.id).detail(detail);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(TokenMade { token, secret })))
}

#[utoipa::path(delete, path = "/api/v1/clients/{client}/tokens/{token}", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client"), ("token" = ApiTokenId, Path, description = "The token")),
    responses((status = 204, description = "It opens nothing any more"), (status = "default", body = Problem)))]
/// Revokes an API token, at once.
pub(crate) async fn revoke_token(
    State(app): State<Shared>,
    caller: MemberCaller,
    path: Path<(String, String)>,
) -> ApiResult<StatusCode> {
    let organisation = permit(&caller.principal(), Action::ManageTokens)?;
    let token: ApiTokenId = id(&path.1)?;
    let transaction = app.db.begin().await?;
    token::revoke(&transaction, app.now(), organisation, token).await?;
    let actor = Actor::member(&caller.0);
    let line = Line::of(organisation, &actor, Act::TokenRevoked).object("token", token);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A page of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditPage {
    /// Lines, the newest first.
    items: Vec<AuditLine>,
    /// Where the next page begins, if there is one.
    next: Option<String>,
}

/// Lines on a page, and the most that may be asked for.
const PAGE: u64 = 50;
const MAX_PAGE: u64 = 200;

#[utoipa::path(get, path = "/api/v1/clients/{client}/audit", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("action" = Option<String>, Query, description = "Only lines of this action"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 200, description = "Lines on the page; 50")),
    responses((status = 200, body = AuditPage), (status = "default", body = Problem)))]
/// What was done in the client's name and to its members' accounts, by whom, when.
pub(crate) async fn audit_log(
    State(app): State<Shared>,
    caller: MemberCaller,
    RawQuery(query): RawQuery,
) -> ApiResult<Json<AuditPage>> {
    let organisation = permit(&caller.principal(), Action::ReadAudit)?;
    let query = query.unwrap_or_default();
    let value = |wanted: &str| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    let malformed = |detail: &str| ApiError::new(ErrorCode::Malformed, detail);
    let limit = match value("limit") {
        None => PAGE,
        Some(limit) => limit
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_PAGE).contains(limit))
            .ok_or_else(|| malformed("A page has 1 to 200 lines."))?,
    };
    let action = match value("action") {
        None => None,
        Some(name) => Some(
            *Act::ALL
                .iter()
                .find(|act| act.name() == name)
                .ok_or_else(|| malformed("The log knows no such action."))?,
        ),
    };
    let before: Option<AuditId> = match value("cursor") {
        None => None,
        Some(cursor) => Some(cursor.parse().map_err(|_| malformed("The cursor is none of this server's."))?),
    };
    let mut items = audit::page(&app.db.read, organisation, action, before, limit + 1).await?;
    let more = items.len() as u64 > limit;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(|last| last.id().to_string());
    Ok(Json(AuditPage { items, next }))
}
