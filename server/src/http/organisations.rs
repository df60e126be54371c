//! Clients as their operator makes them, and how their members have to sign in.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use candor_domain::{ClientId, MemberId};
use candor_wire::Problem;
use sea_orm::{ActiveValue::Set, EntityTrait as _, QueryOrder as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    SMALL,
    auth::MemberCaller,
    body,
    browser::OperatorCaller,
    invitations::{self, Sent},
};
use crate::{
    accounts::{
        Email,
        link::Purpose,
        member::{self, NewMember},
    },
    admin::{NewClient, insert_client},
    app::Shared,
    audit::{self, Act, Actor, Line},
    auth::policy::{Action, Organisation, Role, permit, permit_server},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
};

/// A client as its operator sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClientView {
    /// Its id.
    id: ClientId,
    /// Its name.
    name: String,
    /// How to reach it about personal data.
    contact: String,
}

/// Clients.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Clients {
    /// All of them.
    items: Vec<ClientView>,
    /// Always absent: they come whole.
    next: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/clients", tag = "operator", security(("session" = [])),
    responses((status = 200, body = Clients), (status = "default", body = Problem)))]
/// The clients of this server. For its operator, who sees nothing of their work.
pub(crate) async fn list(State(app): State<Shared>, caller: OperatorCaller) -> ApiResult<Json<Clients>> {
    permit_server(&caller.principal(), Action::ManageClients)?;
    let rows =
        entity::client::Entity::find().order_by_asc(entity::client::Column::Id).all(&app.db.read).await?;
    let view = |row: entity::client::Model| ClientView {
        id: ClientId::from_db(row.id),
        name: row.name,
        contact: row.contact,
    };
    Ok(Json(Clients { items: rows.into_iter().map(view).collect(), next: None }))
}

/// A new client and who is invited to be its owner.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ClientCreation {
    /// The client.
    #[serde(flatten)]
    client: NewClient,
    /// The address of its first owner.
    owner_email: String,
    /// The first owner's name, until they say another.
    owner_name: String,
    /// The language of the mail, as a BCP 47 tag.
    lang: Option<String>,
}

/// A client that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClientMade {
    /// The client.
    id: ClientId,
    /// Its first owner, who was invited.
    owner: MemberId,
    /// The invitation.
    #[serde(flatten)]
    sent: Sent,
}

#[utoipa::path(post, path = "/api/v1/clients", tag = "operator", security(("session" = [])), request_body = ClientCreation,
    responses((status = 201, body = ClientMade), (status = "default", body = Problem)))]
/// Makes a client and invites its first owner.
pub(crate) async fn create(
    State(app): State<Shared>,
    caller: OperatorCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    permit_server(&caller.principal(), Action::ManageClients)?;
    let request: ClientCreation = body::json(&headers, body, 2 * SMALL).await?;
    let email = Email::read(&request.owner_email)?;
    let name = crate::accounts::name(&request.owner_name)?;
    let actor = Actor::account(&caller.0.account);
    let transaction = app.db.begin().await?;
    let organisation = Organisation::of(insert_client(&transaction, &app.env, request.client).await?);
    let owner = NewMember { name, role: Role::Owner, email: Some(email.clone()), account: None };
    let owner = member::create(&transaction, &app.env, organisation, owner).await?;
    let owner = MemberId::from_db(owner.id);
    for (act, kind, id) in [
        (Act::ClientMade, "client", organisation.client().to_string()),
        (Act::MemberInvited, "member", owner.to_string()),
    ] {
        audit::record(&transaction, &app.env, Line::of(organisation, &actor, act).object(kind, id)).await?;
    }
    let purpose = Purpose::Member(organisation, owner, email);
    let lang = request.lang.as_deref().unwrap_or(&caller.0.account.lang).to_owned();
    let sent = invitations::send(&app, transaction, purpose, &caller.0.account.name, &lang).await?;
    Ok((StatusCode::CREATED, Json(ClientMade { id: organisation.client(), owner, sent })))
}

/// How a client's members have to sign in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClientSettings {
    /// Whether they need an authenticator app or a passkey beside the password.
    second_factor: bool,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/settings", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 200, body = ClientSettings), (status = "default", body = Problem)))]
/// How the client's members have to sign in.
pub(crate) async fn settings(
    State(app): State<Shared>,
    caller: MemberCaller,
) -> ApiResult<Json<ClientSettings>> {
    let organisation = permit(&caller.principal(), Action::ManageClient)?;
    let row = entity::client::Entity::find_by_id(organisation.client().db()).one(&app.db.read).await?;
    let row = row.ok_or_else(ApiError::not_found)?;
    Ok(Json(ClientSettings { second_factor: row.second_factor }))
}

#[utoipa::path(patch, path = "/api/v1/clients/{client}/settings", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")), request_body = ClientSettings,
    responses((status = 200, body = ClientSettings), (status = "default", body = Problem)))]
/// Changes how the client's members have to sign in; it holds at once, also for sessions that there are.
pub(crate) async fn change_settings(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<ClientSettings>> {
    let organisation = permit(&caller.principal(), Action::ManageClient)?;
    let request: ClientSettings = body::json(&headers, body, SMALL).await?;
    let transaction = app.db.begin().await?;
    let new = entity::client::ActiveModel {
        id: Set(organisation.client().db()),
        second_factor: Set(request.second_factor),
        ..Default::default()
    };
    entity::client::Entity::update(new).exec(&transaction).await?;
    let actor = Actor::member(&caller.0);
    let detail = json!({ "second_factor": request.second_factor });
    let line = Line::of(organisation, &actor, Act::ClientChanged).detail(detail);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok(Json(request))
}
