//! Signing in and out, and who is signed in.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use candor_domain::{AccountId, AgentId, ClientId, MemberId, Sha256Hash, Timestamp};
use candor_wire::{ErrorCode, Problem};
use sea_orm::EntityTrait as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    SMALL, body,
    browser::{self, AnySession, Browser},
    trace::Trace,
};
use crate::{
    accounts::{
        self, Email, Factors, factor, member,
        passkey::{self, Challenge},
        password::Password,
        provider,
        session::{self, Proof, Session, Strength},
    },
    app::{App, Shared},
    audit::{self, Act, Actor},
    auth::policy::{Organisation, Role},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
    limits::Asker,
};

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SignInState)]
pub(crate) struct SessionState {
    /// The account; absent where nobody is signed in.
    account: Option<AccountView>,
    /// What is missing after a right password.
    pending: Option<Pending>,
    /// How they proved who they are.
    strength: Option<Strength>,
    /// The one client that the session counts for, whose identity provider vouched for the person.
    only_for: Option<ClientId>,
    /// When the session ends if nothing more is asked.
    ends_at: Option<Timestamp>,
    /// The account's second factors.
    factors: Option<Factors>,
    /// The account has no second factor yet, and is asked to set one up.
    second_factor_advised: bool,
    /// Whether this server can have passkeys.
    passkeys_available: bool,
    /// What the account is a member of.
    memberships: Vec<Membership>,
    /// The agents that the account is.
    agents: Vec<AgentOf>,
}

/// A person who signs in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// Its id.
    id: AccountId,
    /// What it signs in with.
    email: String,
    /// The name.
    name: String,
    /// The language, as a BCP 47 tag.
    lang: String,
    /// Whether it runs the server.
    operator: bool,
}

impl AccountView {
    fn of(row: &entity::account::Model) -> Self {
        Self {
            id: AccountId::from_db(row.id),
            email: row.email.clone(),
            name: row.name.clone(),
            lang: row.lang.clone(),
            operator: row.operator,
        }
    }
}

/// By what a sign-in can be completed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pending {
    /// A code of the authenticator app.
    totp: bool,
    /// A passkey.
    passkey: bool,
    /// A recovery code.
    recovery_code: bool,
}

/// What an account is to a client.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Membership {
    /// The client.
    client: ClientId,
    /// Its name.
    client_name: String,
    /// The member.
    member: MemberId,
    /// What the member is to the client.
    role: Role,
    /// The client demands more than the password that this session began with.
    needs_second_factor: bool,
    /// The client demands that its members sign in by its identity provider.
    needs_provider: bool,
}

/// An agent, as one client knows them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgentOf {
    /// The client.
    client: ClientId,
    /// Its name.
    client_name: String,
    /// The agent.
    agent: AgentId,
    /// Their name.
    name: String,
}

/// What there is to say of a browser's session.
pub(crate) async fn state(app: &App, session: Option<&Session>) -> ApiResult<SessionState> {
    let mut state = SessionState {
        account: None,
        pending: None,
        strength: None,
        only_for: None,
        ends_at: None,
        factors: None,
        second_factor_advised: false,
        passkeys_available: app.passkeys.available(),
        memberships: Vec::new(),
        agents: Vec::new(),
    };
    let Some(session) = session else { return Ok(state) };
    let factors = Factors::of(&app.db.read, &session.account).await?;
    state.strength = Some(session.strength);
    state.ends_at = Some(session.ends_at(app.now()));
    if session.strength == Strength::Pending {
        state.pending = Some(Pending {
            totp: factors.totp,
            passkey: factors.passkeys > 0 && app.passkeys.available(),
            recovery_code: factors.recovery_codes > 0,
        });
        return Ok(state);
    }
    let mut account = AccountView::of(&session.account);
    state.only_for = session.client.map(Organisation::client);
    if session.client.is_none() {
        state.factors = Some(factors);
        state.second_factor_advised = !factors.any();
    } else {
        account.operator = false;
    }
    state.account = Some(account);
    let client = async |id: Uuid| {
        let row = entity::client::Entity::find_by_id(id).one(&app.db.read).await?;
        row.ok_or_else(ApiError::not_found)
    };
    for row in session.memberships(&app.db.read).await? {
        let client = client(row.client_id).await?;
        let organisation = Organisation::of(ClientId::from_db(client.id));
        let needs_provider =
            session.client.is_none() && provider::required(&app.db.read, organisation).await?;
        state.memberships.push(Membership {
            client: ClientId::from_db(client.id),
            client_name: client.name,
            member: MemberId::from_db(row.id),
            role: member::role_of(&row)?,
            needs_second_factor: client.second_factor && !session.strength.strong(),
            needs_provider,
        });
    }
    for row in browser::agents_of(app, session).await? {
        let client = client(row.client_id).await?;
        state.agents.push(AgentOf {
            client: ClientId::from_db(client.id),
            client_name: client.name,
            agent: AgentId::from_db(row.id),
            name: row.name,
        });
    }
    Ok(state)
}

/// The state after a session was begun or put in another's place, read anew.
pub(crate) async fn state_after(app: &App, secret: &str) -> ApiResult<Json<SessionState>> {
    let session = session::find(app, secret).await?;
    state(app, session.as_ref()).await.map(Json)
}

#[utoipa::path(get, path = "/api/v1/session", tag = "accounts", security(()),
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Who is signed in, and what they are to whom. Answers also where nobody is.
pub(crate) async fn who(State(app): State<Shared>, browser: Browser) -> ApiResult<Json<SessionState>> {
    let session = browser.session(&app).await?;
    state(&app, session.as_ref()).await.map(Json)
}

/// An address and a password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The address.
    email: String,
    /// The password.
    password: Password,
}

fn refused() -> ApiError {
    let detail = "The e-mail address and the password, or the code, don't belong together.";
    ApiError::new(ErrorCode::SignInRefused, detail)
}

#[utoipa::path(post, path = "/api/v1/session", tag = "accounts", security(()), request_body = SignIn,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Signs in by a password. Where the account has a second factor, it is asked for next.
pub(crate) async fn sign_in(
    State(app): State<Shared>,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let request: SignIn = body::json(&headers, body, SMALL).await?;
    let email = Email::read(&request.email)?;
    app.limits.guess(&browser.0, email.key(), browser.known(&app, &email))?;
    let account = accounts::by_email(&app.db.read, &email).await?;
    if let Some(account) = &account {
        Trace::of(&browser.0).claims(asker(account));
    }
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = app.passwords.verify(&request.password, stored).await?;
    let Some(account) = account.as_ref().filter(|_| right) else {
        not_signed_in(&app, account.as_ref(), "password").await?;
        return Err(refused());
    };
    let second = Factors::of(&app.db.read, account).await?.any();
    let strength = if second { Strength::Pending } else { Strength::Password };
    begin(&app, &browser, account, strength, "password").await
}

/// Who asks, once they have signed in.
fn asker(account: &entity::account::Model) -> Asker {
    Asker::Account(AccountId::from_db(account.id), None)
}

/// Logs that a sign-in was refused. Whose it would have been is logged where there is such an account; what was typed never is.
async fn not_signed_in(app: &App, account: Option<&entity::account::Model>, by: &str) -> ApiResult<()> {
    let transaction = app.db.begin().await?;
    let (actor, detail) = (Actor::unknown(), json!({ "by": by }));
    match account {
        Some(account) => {
            audit::record_account(&transaction, &app.env, &actor, account, Act::SignInRefused, detail)
                .await?;
        }
        None => {
            let (act, object) = (Act::SignInRefused, None);
            let line = audit::Line { organisation: None, actor: &actor, act, object, detail };
            audit::record(&transaction, &app.env, line).await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

/// Begins a session with a new secret, unless the account is disabled; whatever session the browser had is over.
pub(crate) async fn begin(
    app: &App,
    browser: &Browser,
    account: &entity::account::Model,
    proof: impl Into<Proof>,
    by: &str,
) -> ApiResult<(browser::Cookies, Json<SessionState>)> {
    let proof = proof.into();
    if account.disabled_at.is_some() {
        not_signed_in(app, Some(account), by).await?;
        return Err(refused());
    }
    let old = browser.session(app).await?;
    Trace::of(&browser.0).proves(asker(account));
    let transaction = app.db.begin().await?;
    if let Some(old) = &old {
        session::end(&transaction, old, old.row.id).await?;
    }
    // A provider that was taken away in this moment knows nobody any more.
    if let Some(client) = proof.client
        && provider::knows(&transaction, client.client().db(), account.id).await?.is_none()
    {
        return Err(provider::refused("the client has another provider now"));
    }
    let new = session::begin(&transaction, &app.env, account.id, proof, browser.name()).await?;
    if proof.strength != Strength::Pending {
        let actor = Actor::account(account);
        let detail = json!({ "by": by });
        audit::record_session(&transaction, &app.env, &actor, account, proof.client, Act::SignedIn, detail)
            .await?;
    }
    transaction.commit().await?;
    let cookies = match proof.strength {
        // Being known is of use where a password is guessed at.
        Strength::Pending | Strength::Provider => browser::session_cookie(&new.secret),
        _ => browser::session_and_known(app, &new.secret, &Email::read(&account.email)?),
    };
    Ok((cookies, state_after(app, &new.secret).await?))
}

/// One of two, and not both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondFactor {
    /// A code of the authenticator app.
    code: Option<String>,
    /// A recovery code.
    recovery_code: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/session/second-factor", tag = "accounts", security(("session" = [])),
    request_body = SecondFactor,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Completes a sign-in by a code of the authenticator app or by a recovery code, each of which works once.
pub(crate) async fn second_factor(
    State(app): State<Shared>,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let pending = browser.session(&app).await?.filter(|session| session.strength == Strength::Pending);
    let pending = pending.ok_or_else(super::auth::invalid_token)?;
    let request: SecondFactor = body::json(&headers, body, SMALL).await?;
    let account = &pending.account;
    let email = Email::read(&account.email)?;
    let guessed = *Sha256Hash::of([b"second factor", &account.id.as_bytes()[..]].concat()).as_bytes();
    app.limits.guess(&browser.0, guessed, browser.known(&app, &email))?;
    let transaction = app.db.begin().await?;
    let (right, by) = match (&request.code, &request.recovery_code) {
        (Some(code), None) => {
            (factor::take_code(&transaction, &app.keys.seal, account, code, app.now()).await?, "totp")
        }
        (None, Some(code)) => {
            let right = factor::take_recovery_code(&transaction, account.id, code, app.now()).await?;
            if right {
                let actor = Actor::account(account);
                let act = Act::RecoveryCodeUsed;
                audit::record_account(&transaction, &app.env, &actor, account, act, json!({})).await?;
            }
            (right, "recovery_code")
        }
        _ => return Err(ApiError::new(ErrorCode::Malformed, "Send `code` or `recovery_code`.")),
    };
    transaction.commit().await?;
    if !right {
        not_signed_in(&app, Some(account), by).await?;
        return Err(refused());
    }
    begin(&app, &browser, account, Strength::SecondFactor, by).await
}

#[utoipa::path(post, path = "/api/v1/session/passkey/challenge", tag = "accounts", security(()),
    responses((status = 200, body = Challenge), (status = "default", body = Problem)))]
/// A challenge to sign in by a passkey, whoever's it is.
pub(crate) async fn passkey_challenge(
    State(app): State<Shared>,
    browser: Browser,
) -> ApiResult<Json<Challenge>> {
    app.limits.signing_in(&browser.0)?;
    passkey::begin_sign_in(&app).await.map(Json)
}

/// A passkey's answer to a challenge.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasskeyAnswer {
    /// The challenge's.
    #[schema(value_type = String, format = "uuid")]
    ceremony: Uuid,
    /// What the browser gave, with binary values in base64url.
    #[schema(value_type = Object)]
    credential: Value,
}

#[utoipa::path(post, path = "/api/v1/session/passkey", tag = "accounts", security(()), request_body = PasskeyAnswer,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Signs in by a passkey. That is enough: the authenticator has made sure of the person.
pub(crate) async fn passkey_sign_in(
    State(app): State<Shared>,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    app.limits.signing_in(&browser.0)?;
    let request: PasskeyAnswer = body::json(&headers, body, super::PASSKEY).await?;
    let answer = super::credential(request.credential)?;
    let account = match passkey::finish_sign_in(&app, request.ceremony, &answer).await {
        Ok(account) => account,
        Err(error) => {
            if error.code() == ErrorCode::PasskeyRefused {
                not_signed_in(&app, None, "passkey").await?;
            }
            return Err(error);
        }
    };
    begin(&app, &browser, &account, Strength::Passkey, "passkey").await
}

#[utoipa::path(delete, path = "/api/v1/session", tag = "accounts", security(("session" = [])),
    responses((status = 204, description = "Signed out"), (status = "default", body = Problem)))]
/// Signs out.
pub(crate) async fn sign_out(State(app): State<Shared>, caller: AnySession) -> ApiResult<impl IntoResponse> {
    let session = caller.0;
    let transaction = app.db.begin().await?;
    session::end(&transaction, &session, session.row.id).await?;
    let actor = Actor::account(&session.account);
    let (account, client, act) = (&session.account, session.client, Act::SignedOut);
    audit::record_session(&transaction, &app.env, &actor, account, client, act, json!({})).await?;
    transaction.commit().await?;
    // What the pages had read is nobody's to see any more.
    let clear = [("clear-site-data", "\"cache\", \"storage\"")];
    Ok((StatusCode::NO_CONTENT, browser::no_session_cookie(), clear))
}
