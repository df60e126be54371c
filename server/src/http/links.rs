//! Ways into an account: the first one of a fresh server, an invitation, a new password.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use candor_domain::{AccountId, ClientId, Timestamp, Zone};
use candor_wire::{ErrorCode, Problem};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    SMALL,
    auth::{Stranger, invalid_token},
    body,
    browser::{Browser, session_cookie},
    members::has_an_account,
    sign_in::{self, SessionState},
};
use crate::{
    accounts::{
        self, Email, NewAccount,
        link::{self, Link, Purpose},
        member::{self, NewMember},
        password::Password,
        provider,
        session::{self, Strength},
        set_up,
    },
    admin::{NewClient, insert_client},
    app::{App, Shared},
    audit::{self, Act, Actor, Line},
    auth::policy::{Organisation, Role},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
    mail::Mail,
};

/// Whether the server is fresh.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetUpState {
    /// There is no account yet.
    needed: bool,
}

#[utoipa::path(get, path = "/api/v1/setup", tag = "accounts", security(()),
    responses((status = 200, body = SetUpState), (status = "default", body = Problem)))]
/// Whether the server waits for its first account.
pub(crate) async fn set_up_state(State(app): State<Shared>) -> ApiResult<Json<SetUpState>> {
    Ok(Json(SetUpState { needed: set_up::needed(&app.db.read).await? }))
}

/// The first account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    /// The code that the server's terminal shows.
    code: String,
    /// The name.
    name: String,
    /// The address to sign in with.
    email: String,
    /// The password.
    password: Password,
    /// The language, as a BCP 47 tag.
    lang: Option<String>,
    /// The first client, of which the account becomes an owner.
    client: Option<NewClient>,
}

#[utoipa::path(post, path = "/api/v1/setup", tag = "accounts", security(()), request_body = SetUp,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Makes the operator's account of a fresh server, and signs in.
pub(crate) async fn set_up(
    State(app): State<Shared>,
    _: Stranger,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let request: SetUp = body::json(&headers, body, 2 * SMALL).await?;
    let link = link::read(&app.db.read, app.now(), true, &request.code).await?;
    let new = NewPerson { name: &request.name, password: &request.password, lang: request.lang.as_deref() };
    let new = new.account(&app, Email::read(&request.email)?, true).await?;
    let transaction = app.db.begin().await?;
    if !set_up::needed(&transaction).await? {
        return Err(link::unknown());
    }
    link::take(&transaction, app.now(), &link).await?;
    let account = accounts::create(&transaction, &app.env, new).await?;
    let actor = Actor::account(&account);
    if let Some(client) = request.client {
        let organisation = Organisation::of(insert_client(&transaction, &app.env, client).await?);
        let owner = NewMember {
            name: account.name.clone(),
            role: Role::Owner,
            email: Some(Email::read(&account.email)?),
            account: Some(account.id),
        };
        member::create(&transaction, &app.env, organisation, owner).await?;
        let line = Line::of(organisation, &actor, Act::ClientMade).object("client", organisation.client());
        audit::record(&transaction, &app.env, line).await?;
    }
    audit::record_account(&transaction, &app.env, &actor, &account, Act::AccountMade, json!({})).await?;
    transaction.commit().await?;
    sign_in::begin(&app, &browser, &account, Strength::Password, "set_up").await
}

/// What somebody says who has no account yet.
struct NewPerson<'a> {
    name: &'a str,
    password: &'a Password,
    lang: Option<&'a str>,
}

impl NewPerson<'_> {
    async fn account(&self, app: &App, email: Email, operator: bool) -> ApiResult<NewAccount> {
        let name = accounts::name(self.name)?;
        let password_hash = app.passwords.hash(&app.env, self.password, &[email.as_str(), &name]).await?;
        let (lang, password_hash) = (accounts::language(self.lang), Some(password_hash));
        Ok(NewAccount { email, name, lang, operator, password_hash })
    }
}

/// A link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkText {
    /// The link, or what stands behind its hash sign.
    link: String,
}

/// What a link is for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LinkPreview {
    /// What for.
    purpose: LinkPurpose,
    /// The address that the invitation went to.
    email: Option<String>,
    /// Whether that address has an account: sign in with it, then accept.
    has_account: bool,
    /// Whose invitation it is.
    client: Option<ClientId>,
    /// The client's name.
    client_name: Option<String>,
    /// As what a member is invited.
    role: Option<Role>,
    /// Whether the client's identity provider can vouch for the member, so that no password is needed.
    provider: bool,
    /// Whether it has to.
    provider_required: bool,
    /// Until when it holds.
    expires_at: Timestamp,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkPurpose {
    /// To become a member of a client.
    Member,
    /// To come to an agent's own page.
    Agent,
    /// To set a new password.
    Reset,
}

#[utoipa::path(post, path = "/api/v1/account-links/preview", tag = "accounts", security(()), request_body = LinkText,
    responses((status = 200, body = LinkPreview), (status = "default", body = Problem)))]
/// What a link is for. Uses nothing up.
pub(crate) async fn preview(
    State(app): State<Shared>,
    _: Stranger,
    _browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<LinkPreview>> {
    let request: LinkText = body::json(&headers, body, SMALL).await?;
    let link = link::read(&app.db.read, app.now(), false, &request.link).await?;
    let mut preview = LinkPreview {
        purpose: LinkPurpose::Reset,
        email: None,
        has_account: true,
        client: None,
        client_name: None,
        role: None,
        provider: false,
        provider_required: false,
        expires_at: link.expires_at,
    };
    let (organisation, email) = match &link.purpose {
        Purpose::SetUp | Purpose::Reset(_) => return Ok(Json(preview)),
        Purpose::Member(organisation, member, email) => {
            let row = member::find(&app.db.read, *organisation, *member).await?.ok_or_else(link::unknown)?;
            preview.purpose = LinkPurpose::Member;
            preview.role = Some(member::role_of(&row)?);
            let provider = provider::find(&app.db.read, *organisation).await?;
            preview.provider = provider.is_some();
            preview.provider_required = provider.is_some_and(|provider| provider.required);
            (organisation, email)
        }
        Purpose::Agent(organisation, _, email) => {
            preview.purpose = LinkPurpose::Agent;
            (organisation, email)
        }
    };
    let client = entity::client::Entity::find_by_id(organisation.client().db()).one(&app.db.read).await?;
    preview.client = Some(organisation.client());
    preview.client_name = client.map(|client| client.name);
    preview.email = Some(email.as_str().into());
    preview.has_account = accounts::by_email(&app.db.read, email).await?.is_some();
    Ok(Json(preview))
}

/// What is done with a link. A new password takes `password`; an invitation takes `name` and `password` of somebody who has no account
/// yet, and neither of whoever is signed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// The link, or what stands behind its hash sign.
    link: String,
    /// The name of somebody who has no account yet.
    name: Option<String>,
    /// The password of somebody who has no account yet, or the new one.
    password: Option<Password>,
    /// The language of somebody who has no account yet, as a BCP 47 tag.
    lang: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/account-links/accept", tag = "accounts", security(()), request_body = Acceptance,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Uses a link. An invitation is accepted by whoever is signed in, or with a name and a password by somebody who has no account
/// yet, who is signed in by it. A new password ends all sessions.
pub(crate) async fn accept(
    State(app): State<Shared>,
    _: Stranger,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<axum::response::Response> {
    let request: Acceptance = body::json(&headers, body, SMALL).await?;
    let link = link::read(&app.db.read, app.now(), false, &request.link).await?;
    match &link.purpose {
        Purpose::SetUp => Err(link::unknown()),
        Purpose::Reset(account) => reset(&app, &browser, &link, *account, &request).await,
        Purpose::Member(_, _, email) | Purpose::Agent(_, _, email) => {
            join(&app, &browser, &link, email, &request).await
        }
    }
}

async fn join(
    app: &App,
    browser: &Browser,
    link: &Link,
    email: &Email,
    request: &Acceptance,
) -> ApiResult<axum::response::Response> {
    // Whom one client's provider vouches for joins no other by it.
    let signed_in = browser.session(app).await?;
    let signed_in =
        signed_in.filter(|session| session.strength != Strength::Pending && session.client.is_none());
    let new = match (&signed_in, &request.name, &request.password) {
        (Some(_), ..) => None,
        _ if accounts::by_email(&app.db.read, email).await?.is_some() => {
            // The link alone opens no account that is there.
            return Err(invalid_token());
        }
        (None, Some(name), Some(password)) => {
            let new = NewPerson { name, password, lang: request.lang.as_deref() };
            Some(new.account(app, email.clone(), false).await?)
        }
        _ => {
            let detail = "Sign in, or give a name and a password for a new account.";
            return Err(ApiError::new(ErrorCode::Malformed, detail));
        }
    };
    let transaction = app.db.begin().await?;
    link::take(&transaction, app.now(), link).await?;
    let account = match (&signed_in, new) {
        (Some(session), _) => session.account.clone(),
        (None, Some(new)) => {
            let account = accounts::create(&transaction, &app.env, new).await?;
            let actor = Actor::account(&account);
            audit::record_account(&transaction, &app.env, &actor, &account, Act::AccountMade, json!({}))
                .await?;
            account
        }
        (None, None) => return Err(invalid_token()),
    };
    bind(&transaction, app, link, &account).await?;
    let Some(session) = signed_in else {
        transaction.commit().await?;
        let begun = sign_in::begin(app, browser, &account, Strength::Password, "link").await?;
        return Ok(begun.into_response());
    };
    // What the account may do has grown: its session gets a new secret, and is as old as it was.
    let new = session::rotate(&transaction, &app.env, &session, session.strength).await?;
    transaction.commit().await?;
    let state = sign_in::state_after(app, &new.secret).await?;
    Ok((session_cookie(&new.secret), state).into_response())
}

/// Makes an account what its link says.
async fn bind(
    transaction: &DatabaseTransaction,
    app: &App,
    link: &Link,
    account: &entity::account::Model,
) -> ApiResult<()> {
    let actor = Actor::account(account);
    let line = match &link.purpose {
        Purpose::Member(organisation, member, _) => {
            let row = member::find(transaction, *organisation, *member).await?.ok_or_else(link::unknown)?;
            member::join(transaction, &row, account).await?;
            Line::of(*organisation, &actor, Act::MemberJoined).object("member", member)
        }
        Purpose::Agent(organisation, agent, _) => {
            let key = (organisation.client().db(), agent.db());
            let row = entity::agent::Entity::find_by_id(key).one(transaction).await?;
            let row = row.ok_or_else(link::unknown)?;
            if row.account_id.is_some_and(|bound| bound != account.id) {
                return Err(has_an_account());
            }
            // Whoever works for the client isn't to read, as the agent, what the agent is told of each look at, nor to answer for them.
            let theirs = member::of_account(transaction, account.id).await?;
            if theirs.iter().any(|member| member.client_id == row.client_id) {
                let detail = "This account is a member's of the client, and the page is the agent's alone: accept with an account of your own as the agent.";
                return Err(ApiError::new(ErrorCode::Forbidden, detail));
            }
            let bound = entity::agent::ActiveModel {
                client_id: Set(row.client_id),
                id: Set(row.id),
                account_id: Set(Some(account.id)),
                ..Default::default()
            };
            entity::agent::Entity::update(bound).exec(transaction).await?;
            Line::of(*organisation, &actor, Act::AgentJoined).object("agent", agent)
        }
        Purpose::SetUp | Purpose::Reset(_) => return Err(link::unknown()),
    };
    Ok(audit::record(transaction, &app.env, line).await?)
}

async fn reset(
    app: &App,
    browser: &Browser,
    link: &Link,
    account: AccountId,
    request: &Acceptance,
) -> ApiResult<axum::response::Response> {
    let Some(password) = &request.password else {
        return Err(ApiError::new(ErrorCode::Malformed, "Give the new password."));
    };
    let account = accounts::by_id(&app.db.read, account.db()).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or_else(link::unknown)?;
    let hash = app.passwords.hash(&app.env, password, &[&account.email, &account.name]).await?;
    let transaction = app.db.begin().await?;
    link::take(&transaction, app.now(), link).await?;
    let new = entity::account::ActiveModel { password_hash: Set(Some(hash)), ..Default::default() };
    accounts::change(&transaction, &app.env, account.id, new).await?;
    session::end_all(&transaction, account.id).await?;
    let (actor, detail) = (Actor::account(&account), json!({ "by": "link" }));
    audit::record_account(&transaction, &app.env, &actor, &account, Act::PasswordChanged, detail).await?;
    transaction.commit().await?;
    // The link proves who reads the mail, not the second factor: sign in as usual.
    let state = sign_in::state(app, browser.session(app).await?.as_ref()).await?;
    Ok(Json(state).into_response())
}

/// Whose password is forgotten.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetRequest {
    /// The address.
    email: String,
}

#[utoipa::path(post, path = "/api/v1/account/reset", tag = "accounts", security(()), request_body = ResetRequest,
    responses((status = 202, description = "If the address has an account, a mail is on its way"),
        (status = "default", body = Problem)))]
/// Asks for a link to a new password by e-mail. The answer is the same whether there is such an account or not.
pub(crate) async fn ask_reset(
    State(app): State<Shared>,
    _: Stranger,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<StatusCode> {
    let request: ResetRequest = body::json(&headers, body, SMALL).await?;
    let email = Email::read(&request.email)?;
    // Nobody's letter box is filled, and nobody learns from the time it takes who has an account.
    let mailbox = *candor_domain::Sha256Hash::of([b"reset", &email.key()[..]].concat()).as_bytes();
    if app.limits.guess(&browser.0, mailbox, None).is_ok() {
        tokio::spawn(async move {
            if let Err(error) = send_reset(&app, &email).await {
                tracing::error!(code = %error.code(), "a link to a new password was not sent");
            }
        });
    }
    Ok(StatusCode::ACCEPTED)
}

async fn send_reset(app: &App, email: &Email) -> ApiResult<()> {
    let account = accounts::by_email(&app.db.read, email).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Ok(()) };
    let transaction = app.db.begin().await?;
    let purpose = Purpose::Reset(AccountId::from_db(account.id));
    let (secret, until) = link::issue(&transaction, &app.env, &purpose).await?;
    let actor = Actor::unknown();
    audit::record_account(&transaction, &app.env, &actor, &account, Act::ResetAsked, json!({})).await?;
    transaction.commit().await?;
    let (link, until) = (link::url(&app.public_url, &secret), minute(until));
    let server = app.public_url.host_str().unwrap_or("Candor");
    let args = [("link", (&link).into()), ("until", (&until).into()), ("server", server.into())];
    let mail = Mail { to: email.as_str(), lang: &account.lang, texts: "mail-reset", args: &args };
    app.mail.send(mail).await.map_err(|e| ApiError::internal("mail", e))
}

/// A time as it stands in a mail: to the minute, in UTC.
pub(crate) fn minute(at: Timestamp) -> String {
    let text = at.to_string();
    let time = text.get(11..16).unwrap_or_default();
    format!("{} {time} UTC", at.day_in(&Zone::UTC))
}
