//! A client's own identity provider, as its owners set it.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use candor_domain::{ClientId, MemberId};
use candor_wire::{ErrorCode, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::SMALL;
use crate::{
    accounts::{
        member,
        provider::{self, NewProvider, ProviderView},
    },
    app::{App, Shared},
    audit::{self, Act, Actor, Line},
    auth::policy::{Action, Organisation, permit},
    error::{ApiError, ApiResult},
    http::{auth::MemberCaller, body, browser::Browser},
};

/// The longest that is typed of an issuer or a name at it, in bytes.
const LONGEST: usize = 500;

/// How a client's members sign in by its own identity provider.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProviderSettings {
    /// The provider; absent where the client has none.
    provider: Option<ProviderView>,
    /// What to register with it as the address that it sends browsers back to (`redirect_uri`).
    #[schema(value_type = String, format = "uri")]
    callback: Url,
    /// Where members begin.
    #[schema(value_type = String, format = "uri")]
    sign_in: Url,
    /// Whether the asker has signed in by it as it is now.
    connected: bool,
}

async fn settings_of(
    app: &App,
    organisation: Organisation,
    member: MemberId,
) -> ApiResult<Json<ProviderSettings>> {
    let client = organisation.client();
    let row = provider::find(&app.db.read, organisation).await?;
    let account = account_of(app, organisation, member).await?;
    let mut sign_in = app.public_url.clone();
    sign_in.set_path(&format!("/sign-in/{client}"));
    Ok(Json(ProviderSettings {
        provider: row.as_ref().map(ProviderView::of),
        callback: provider::callback(&app.public_url, client),
        sign_in,
        connected: match (&row, account) {
            (Some(row), Some(account)) => provider::tried(&app.db.read, row, account).await?,
            _ => false,
        },
    }))
}

async fn account_of(app: &App, organisation: Organisation, member: MemberId) -> ApiResult<Option<Uuid>> {
    let row = member::find(&app.db.read, organisation, member).await?;
    Ok(row.and_then(|row| row.account_id))
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/provider", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 200, body = ProviderSettings), (status = "default", body = Problem)))]
/// The client's identity provider, and what it needs to know of this server.
pub(crate) async fn settings(
    State(app): State<Shared>,
    caller: MemberCaller,
) -> ApiResult<Json<ProviderSettings>> {
    let organisation = permit(&caller.principal(), Action::ManageClient)?;
    settings_of(&app, organisation, caller.0.id).await
}

/// What the provider is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProviderChange {
    /// Its issuer, an address that begins with `https://`.
    #[schema(max_length = 500)]
    issuer: String,
    /// What this server is registered as there (`client_id`).
    #[schema(min_length = 1, max_length = 500)]
    registered_as: String,
    /// The secret that it gave this server; absent for the one that there is, or for none.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    secret: Option<Zeroizing<String>>,
    /// Whether members have to sign in by it. Only after who asks has done so, and not with a new secret, which nobody tried.
    required: bool,
}

fn malformed(detail: &str) -> ApiError {
    ApiError::new(ErrorCode::Malformed, detail)
}

/// The issuer, however somebody copied it: as it is, with the path under which it publishes what it is, or without its last slash.
async fn issuer(app: &App, typed: &str) -> ApiResult<String> {
    let typed = typed.trim();
    let typed = typed.strip_suffix("/.well-known/openid-configuration").unwrap_or(typed);
    let good = Url::parse(typed).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()
    });
    if !good || typed.len() > LONGEST {
        return Err(malformed("An issuer is an address such as https://login.client.example."));
    }
    let other = typed.strip_suffix('/').map_or_else(|| format!("{typed}/"), str::to_owned);
    match provider::discover(app, typed).await {
        Ok(_) => Ok(typed.to_owned()),
        Err(error) => provider::discover(app, &other).await.map(|_| other).map_err(|_| error),
    }
}

#[utoipa::path(put, path = "/api/v1/clients/{client}/provider", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")), request_body = ProviderChange,
    responses((status = 200, body = ProviderSettings), (status = "default", body = Problem)))]
/// Sets the client's identity provider, after asking it what it is. Another issuer or registration ends the sessions that the last one
/// vouched for, and forgets whom it called what.
pub(crate) async fn set(
    State(app): State<Shared>,
    caller: MemberCaller,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<ProviderSettings>> {
    let organisation = permit(&caller.principal(), Action::ManageClient)?;
    let request: ProviderChange = body::json(&headers, body, SMALL).await?;
    let registered_as = request.registered_as.trim().to_owned();
    let secret = request.secret.filter(|secret| !secret.is_empty());
    let too_long = registered_as.len() > LONGEST || secret.as_ref().is_some_and(|s| s.len() > LONGEST);
    if registered_as.is_empty() || too_long {
        return Err(malformed(
            "The client id and the secret have at most 500 characters, and the id has one.",
        ));
    }
    let issuer = issuer(&app, &request.issuer).await?;
    // Reading a session may note it, which takes the writer's turn: before this act takes it.
    let by_their_own_account = by_their_own_account(&app, &browser).await;
    let account = account_of(&app, organisation, caller.0.id).await?;
    let transaction = app.db.begin().await?;
    let old = provider::find(&transaction, organisation).await?;
    let same = old.filter(|old| old.issuer == issuer && old.registered_as == registered_as);
    if same.is_none() {
        by_their_own_account?;
    }
    if request.required {
        let tried = match (&same, account) {
            (Some(same), Some(account)) if secret.is_none() => {
                provider::tried(&transaction, same, account).await?
            }
            _ => false,
        };
        if !tried {
            let detail =
                "Nobody is made to sign in by a provider that you didn't try: connect yourself first.";
            return Err(ApiError::new(ErrorCode::ProviderUntried, detail));
        }
    }
    let new = NewProvider { issuer, registered_as, secret, required: request.required };
    let row = provider::set(&transaction, &app, organisation, new).await?;
    let actor = Actor::member(&caller.0);
    let detail = json!({ "issuer": row.issuer, "required": row.required });
    let line = Line::of(organisation, &actor, Act::ProviderChanged).detail(detail);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    settings_of(&app, organisation, caller.0.id).await
}

/// Makes sure that nobody takes away the way that they came in by.
async fn by_their_own_account(app: &App, browser: &Browser) -> ApiResult<()> {
    match browser.session(app).await? {
        Some(session) if session.client.is_some() => {
            let detail =
                "You are signed in by this provider. Make it optional, then sign in by your own account.";
            Err(ApiError::new(ErrorCode::Forbidden, detail))
        }
        _ => Ok(()),
    }
}

#[utoipa::path(delete, path = "/api/v1/clients/{client}/provider", tag = "clients", security(("session" = [])),
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 204, description = "It vouches for nobody any more"), (status = "default", body = Problem)))]
/// Takes the client's identity provider away. The sessions that it vouched for end at once.
pub(crate) async fn remove(
    State(app): State<Shared>,
    caller: MemberCaller,
    browser: Browser,
) -> ApiResult<StatusCode> {
    let organisation = permit(&caller.principal(), Action::ManageClient)?;
    by_their_own_account(&app, &browser).await?;
    let transaction = app.db.begin().await?;
    if !provider::remove(&transaction, organisation).await? {
        return Err(ApiError::not_found());
    }
    let actor = Actor::member(&caller.0);
    audit::record(&transaction, &app.env, Line::of(organisation, &actor, Act::ProviderRemoved)).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
