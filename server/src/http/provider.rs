//! Signing in by a client's own identity provider, and how its owners set one.
//!
//! The page asks where to go, the provider sends the browser back to the page, and the page hands over what came with it: no answer of
//! this server is a redirection, and nothing happens by an address that somebody was made to open.

use axum::{Json, body::Body, extract::State, http::HeaderMap, response::IntoResponse};
use candor_domain::{AccountId, ClientId, MemberId};
use candor_wire::{ErrorCode, Problem};
use sea_orm::{DatabaseTransaction, EntityTrait as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    SMALL,
    auth::{Stranger, invalid_token},
    body,
    browser::{self, Browser, Cookies},
    clients::Named,
    sign_in::{self, SessionState},
};
use crate::{
    accounts::{
        self, Email, NewAccount,
        ceremony::Way,
        link::{self, Purpose},
        member,
        provider::{self, Said, SettingOut},
        session::{Proof, Session, Strength},
    },
    app::{App, Shared},
    audit::{self, Act, Actor, Line},
    auth::policy::Organisation,
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
};

/// A client whose members sign in by its own provider.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInOffer {
    /// The client.
    client: ClientId,
    /// Its name.
    client_name: String,
}

#[utoipa::path(get, path = "/api/v1/session/provider/{client}", tag = "accounts", security(()),
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 200, body = SignInOffer), (status = "default", body = Problem)))]
/// Whose provider it is that the link of a client leads to. Nothing where the client has none.
pub(crate) async fn offer(
    State(app): State<Shared>,
    _: Stranger,
    _browser: Browser,
    client: Named<ClientId>,
) -> ApiResult<Json<SignInOffer>> {
    let organisation = Organisation::of(client.0);
    provider::find(&app.db.read, organisation).await?.ok_or_else(ApiError::not_found)?;
    let row = entity::client::Entity::find_by_id(client.0.db()).one(&app.db.read).await?;
    let row = row.ok_or_else(ApiError::not_found)?;
    Ok(Json(SignInOffer { client: client.0, client_name: row.name }))
}

/// Where somebody wants to sign in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoingToProvider {
    /// The client whose provider it is.
    client: ClientId,
    /// The invitation that is accepted thereby.
    link: Option<String>,
    /// Whether the account that is signed in is to be known there from then on.
    #[serde(default)]
    connect: bool,
}

/// Where to go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProviderAddress {
    /// The provider's page.
    #[schema(value_type = String, format = "uri")]
    url: Url,
}

#[utoipa::path(post, path = "/api/v1/session/provider", tag = "accounts", security(()), request_body = GoingToProvider,
    responses((status = 200, body = ProviderAddress), (status = "default", body = Problem)))]
/// Begins to sign in by a client's identity provider: the page to go to, for this browser and a quarter of an hour.
pub(crate) async fn set_out(
    State(app): State<Shared>,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(Cookies, Json<ProviderAddress>)> {
    app.limits.signing_in(&browser.0)?;
    let request: GoingToProvider = body::json(&headers, body, SMALL).await?;
    let organisation = Organisation::of(request.client);
    let provider = provider::find(&app.db.read, organisation).await?.ok_or_else(ApiError::not_found)?;
    let link = match &request.link {
        None => None,
        Some(text) => {
            let link = link::read(&app.db.read, app.now(), false, text).await?;
            let here = matches!(link.purpose, Purpose::Member(of, ..) if of == organisation);
            Some(if here { link.id } else { return Err(link::unknown()) })
        }
    };
    let connect = match request.connect {
        true => {
            let own = own_member(&app, &browser, organisation).await?;
            own.fresh(app.now())?;
            Some(own.account_id())
        }
        false => None,
    };
    let departure = provider::set_out(&app, &provider, SettingOut { link, connect }).await?;
    let cookies = browser::away_cookie(&departure.secret, provider::PATIENCE.get() / 1_000);
    Ok((cookies, Json(ProviderAddress { url: departure.url })))
}

/// The session of a client's member, by their account's own means.
async fn own_member(app: &App, browser: &Browser, organisation: Organisation) -> ApiResult<Session> {
    let session = browser.session(app).await?;
    let own = session.filter(|session| session.strength != Strength::Pending && session.client.is_none());
    let own = own.ok_or_else(invalid_token)?;
    let client = organisation.client().db();
    if !own.memberships(&app.db.read).await?.iter().any(|row| row.client_id == client) {
        return Err(ApiError::not_found());
    }
    // It is one more way into the account's work: as much is asked as for the work itself, and shortly ago.
    let row = entity::client::Entity::find_by_id(client).one(&app.db.read).await?;
    if row.is_some_and(|row| row.second_factor) && !own.strength.strong() {
        return Err(browser::second_factor_required());
    }
    Ok(own)
}

/// What the provider sent the browser back with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProviderAnswer {
    /// The client that the address names.
    client: ClientId,
    /// `state`, as it was sent along.
    #[schema(value_type = String, format = "uuid")]
    state: Uuid,
    /// `code`, where somebody signed in.
    code: Option<String>,
    /// `error`, where nobody did.
    error: Option<String>,
    /// `iss`, where the provider says who it is (RFC 9207).
    issuer: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/session/provider/answer", tag = "accounts", security(()), request_body = ProviderAnswer,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Completes it with what the provider sent the browser back with. The session counts for that client alone.
pub(crate) async fn answer(
    State(app): State<Shared>,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    app.limits.signing_in(&browser.0)?;
    let request: ProviderAnswer = body::json(&headers, body, SMALL).await?;
    let organisation = Organisation::of(request.client);
    // Whoever comes back on no way that was begun here writes nothing into anybody's log.
    let way = provider::come_back(&app, request.client, request.state, browser.away()).await?;
    let done = complete(&app, &browser, organisation, request, way).await;
    if let Err(error) = &done
        && matches!(
            error.code(),
            ErrorCode::ProviderRefused | ErrorCode::NotInvited | ErrorCode::AccountFirst
        )
    {
        let transaction = app.db.begin().await?;
        let actor = Actor::unknown();
        let line = Line::of(organisation, &actor, Act::SignInRefused).detail(json!({ "by": "provider" }));
        audit::record(&transaction, &app.env, line).await?;
        transaction.commit().await?;
    }
    let (mut cookies, state) = done?;
    cookies.0.extend(browser::away_cookie("", 0).0);
    Ok((cookies, state))
}

async fn complete(
    app: &App,
    browser: &Browser,
    organisation: Organisation,
    request: ProviderAnswer,
    way: Way,
) -> ApiResult<(Cookies, Json<SessionState>)> {
    let row = provider::find(&app.db.read, organisation).await?.ok_or_else(ApiError::not_found)?;
    let Some(code) = request.code.filter(|_| request.error.is_none()) else {
        return Err(provider::refused("it sent no code"));
    };
    let (link, connect, proof) = (way.link, way.connect, Proof::by_provider(organisation));
    let said = provider::exchange(app, &row, way, code, request.issuer.as_deref()).await?;
    if let Some(account) = connect {
        let session = connect_account(app, browser, &row, &said, account).await?;
        if row.required {
            return sign_in::begin(app, browser, &session.account, proof, "provider").await;
        }
        let state = sign_in::state(app, Some(&session)).await?;
        return Ok((browser::no_cookies(), Json(state)));
    }
    let account = admit(app, &row, &said, link).await?;
    sign_in::begin(app, browser, &account, proof, "provider").await
}

/// Whoever is signed in is known to the provider from now on.
async fn connect_account(
    app: &App,
    browser: &Browser,
    asked: &entity::provider::Model,
    said: &Said,
    account: AccountId,
) -> ApiResult<Session> {
    let organisation = Organisation::of(ClientId::from_db(asked.client_id));
    let session = own_member(app, browser, organisation).await?;
    if session.account_id() != account {
        return Err(provider::refused("somebody else signed in meanwhile"));
    }
    let transaction = app.db.begin().await?;
    still(&transaction, asked).await?;
    provider::remember(&transaction, organisation, &said.subject, account.db(), app.now()).await?;
    let actor = Actor::account(&session.account);
    let line = Line::of(organisation, &actor, Act::ProviderConnected).object("account", account);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok(session)
}

/// Makes sure that the client's provider is the one that was asked: an owner may have set another meanwhile.
async fn still(transaction: &DatabaseTransaction, asked: &entity::provider::Model) -> ApiResult<()> {
    let organisation = Organisation::of(ClientId::from_db(asked.client_id));
    let now = provider::find(transaction, organisation).await?;
    let same = now.is_some_and(|now| now.issuer == asked.issuer && now.registered_as == asked.registered_as);
    if same { Ok(()) } else { Err(provider::refused("the client has another provider now")) }
}

/// The account of whom the provider vouches for: by what it called them before, by the invitation that they brought, or by the
/// address that a member has or was invited at, where the provider made sure of it.
async fn admit(
    app: &App,
    asked: &entity::provider::Model,
    said: &Said,
    link: Option<Uuid>,
) -> ApiResult<entity::account::Model> {
    let organisation = Organisation::of(ClientId::from_db(asked.client_id));
    let now = app.now();
    let transaction = app.db.begin().await?;
    still(&transaction, asked).await?;
    let known = provider::known(&transaction, organisation, &said.subject).await?;
    let members = member::list(&transaction, organisation).await?;
    let link = match link {
        Some(id) => Some(link::again(&transaction, now, id).await?),
        None => None,
    };
    let invited = link.as_ref().and_then(|link| match link.purpose {
        Purpose::Member(of, member, _) if of == organisation => {
            members.iter().find(|row| row.id == member.db())
        }
        _ => None,
    });
    let before =
        known.as_ref().and_then(|known| members.iter().find(|row| row.account_id == Some(known.account_id)));
    let named = said
        .email
        .as_ref()
        .and_then(|email| members.iter().find(|row| row.email.as_deref() == Some(email.as_str())));
    let row = match (&link, invited) {
        (Some(_), None) => return Err(link::unknown()),
        (_, invited) => invited.or(before).or(named).ok_or_else(not_invited)?,
    };
    // Whom the provider calls otherwise, it calls so for good: an address that it gave to somebody else makes nobody them.
    if before.is_none()
        && let Some(account) = row.account_id
        && provider::knows(&transaction, asked.client_id, account).await?.is_some()
    {
        return Err(not_invited());
    }
    let account = match row.account_id {
        Some(account) => {
            let account = accounts::by_id(&transaction, account).await?;
            account.ok_or_else(|| crate::db::corrupt("members.account_id"))?
        }
        None => {
            let known = known.map(|known| known.account_id);
            let account = newcomer(app, &transaction, organisation, said, row, known).await?;
            member::join(&transaction, row, &account).await?;
            let actor = Actor::account(&account);
            let member = MemberId::from_db(row.id);
            let line = Line::of(organisation, &actor, Act::MemberJoined).object("member", member);
            audit::record(&transaction, &app.env, line.detail(json!({ "by": "provider" }))).await?;
            match &link {
                Some(link) => link::take(&transaction, now, link).await?,
                None => link::take_back(&transaction, member).await?,
            }
            account
        }
    };
    if account.disabled_at.is_some() {
        return Err(provider::refused("its account is closed"));
    }
    provider::remember(&transaction, organisation, &said.subject, account.id, now).await?;
    transaction.commit().await?;
    Ok(account)
}

/// The account of somebody who joins: what the provider knew before, or a new one for the invitation's address.
async fn newcomer(
    app: &App,
    transaction: &DatabaseTransaction,
    organisation: Organisation,
    said: &Said,
    row: &entity::member::Model,
    known: Option<Uuid>,
) -> ApiResult<entity::account::Model> {
    if let Some(known) = known
        && let Some(account) = accounts::by_id(transaction, known).await?
    {
        return Ok(account);
    }
    let email = Email::read(row.email.as_deref().ok_or_else(not_invited)?)?;
    // Whose account it is says itself whom it joins.
    if accounts::by_email(transaction, &email).await?.is_some() {
        let detail = "This address has an account here: sign in to it and accept the invitation, then connect it with your organisation's sign-in.";
        return Err(ApiError::new(ErrorCode::AccountFirst, detail));
    }
    let name = said.name.as_deref().and_then(|name| accounts::name(name).ok());
    let new = NewAccount {
        email,
        name: name.unwrap_or_else(|| row.name.clone()),
        lang: accounts::language(None),
        operator: false,
        password_hash: None,
    };
    let account = accounts::create(transaction, &app.env, new).await?;
    let (actor, client) = (Actor::account(&account), Some(organisation));
    let act = Act::AccountMade;
    audit::record_session(transaction, &app.env, &actor, &account, client, act, json!({})).await?;
    Ok(account)
}

fn not_invited() -> ApiError {
    let detail =
        "Your organisation's sign-in vouches for you, but nobody invited you here. Ask one of its owners.";
    ApiError::new(ErrorCode::NotInvited, detail)
}
