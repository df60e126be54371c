//! What somebody who is signed in does with their own account: its sessions, password, second factors and passkeys.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use candor_domain::{PasskeyId, Timestamp, WebSessionId};
use candor_wire::{ErrorCode, Problem};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    PASSKEY, SMALL, body,
    browser::{self, AnySession, Browser, Cookies, SessionCaller},
    sign_in::{self, SessionState},
};
use crate::{
    accounts::{
        self, Email, Factors, factor,
        passkey::{self, Challenge, PasskeyView},
        password::Password,
        session::{self, NewSession, Session, Strength},
    },
    app::{App, Shared},
    audit::{self, Act, Actor},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
};

/// Logs what somebody did with their own account.
async fn record(
    transaction: &DatabaseTransaction,
    app: &App,
    session: &Session,
    act: Act,
    detail: Value,
) -> ApiResult<()> {
    let actor = Actor::account(&session.account);
    let (account, client) = (&session.account, session.client);
    Ok(audit::record_session(transaction, &app.env, &actor, account, client, act, detail).await?)
}

fn after(new: &NewSession) -> Cookies {
    browser::session_cookie(&new.secret)
}

/// One of an account's sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// Its id.
    id: WebSessionId,
    /// Whether it is the one that asks.
    current: bool,
    /// What the browser calls itself, shortened.
    browser: String,
    /// When it began.
    created_at: Timestamp,
    /// When it was used last, to the minute.
    seen_at: Timestamp,
}

/// An account's sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sessions {
    /// All that hold.
    items: Vec<SessionView>,
    /// Always absent: there are few.
    next: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/account/sessions", tag = "accounts", security(("session" = [])),
    responses((status = 200, body = Sessions), (status = "default", body = Problem)))]
/// Where the account is signed in.
pub(crate) async fn sessions(State(app): State<Shared>, caller: AnySession) -> ApiResult<Json<Sessions>> {
    let current = caller.0.id();
    let mut rows = session::list(&app.db.read, caller.0.account.id, app.now()).await?;
    // Of the others, a client's provider has nothing to tell.
    rows.retain(|row| caller.0.client.is_none() || row.client_id == caller.0.row.client_id);
    let view = |row: entity::web_session::Model| SessionView {
        id: WebSessionId::from_db(row.id),
        current: WebSessionId::from_db(row.id) == current,
        browser: row.browser,
        created_at: Timestamp::from_millis(row.created_at),
        seen_at: Timestamp::from_millis(row.seen_at),
    };
    Ok(Json(Sessions { items: rows.into_iter().map(view).collect(), next: None }))
}

#[utoipa::path(delete, path = "/api/v1/account/sessions/{id}", tag = "accounts", security(("session" = [])),
    params(("id" = WebSessionId, Path, description = "The session")),
    responses((status = 204, description = "It is over"), (status = "default", body = Problem)))]
/// Ends one of the account's sessions, at once.
pub(crate) async fn end_session(
    State(app): State<Shared>,
    caller: AnySession,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    let id: WebSessionId = id.parse().map_err(|_| ApiError::not_found())?;
    let transaction = app.db.begin().await?;
    if !session::end(&transaction, &caller.0, id.db()).await? {
        return Err(ApiError::not_found());
    }
    record(&transaction, &app, &caller.0, Act::SessionEnded, json!({ "session": id })).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountChange {
    /// The name.
    name: Option<String>,
    /// The language, as a BCP 47 tag.
    lang: Option<String>,
}

#[utoipa::path(patch, path = "/api/v1/account", tag = "accounts", security(("session" = [])), request_body = AccountChange,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Changes the account's name or language.
pub(crate) async fn change(
    State(app): State<Shared>,
    caller: SessionCaller,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<SessionState>> {
    let request: AccountChange = body::json(&headers, body, SMALL).await?;
    let mut new = entity::account::ActiveModel::default();
    if let Some(name) = &request.name {
        new.name = Set(accounts::name(name)?);
    }
    if let Some(lang) = &request.lang {
        new.lang = Set(accounts::language(Some(lang)));
    }
    let transaction = app.db.begin().await?;
    accounts::change(&transaction, &app.env, caller.0.account.id, new).await?;
    record(&transaction, &app, &caller.0, Act::AccountChanged, json!({})).await?;
    transaction.commit().await?;
    sign_in::state(&app, browser.session(&app).await?.as_ref()).await.map(Json)
}

/// The old and the new password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    /// The one that there is.
    current: Password,
    /// The one that there is to be.
    new: Password,
}

#[utoipa::path(post, path = "/api/v1/account/password", tag = "accounts", security(("session" = [])),
    request_body = PasswordChange,
    responses((status = 200, body = SessionState), (status = "default", body = Problem)))]
/// Sets a new password. All other sessions of the account end.
pub(crate) async fn password(
    State(app): State<Shared>,
    caller: SessionCaller,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let session = &caller.0;
    session.fresh(app.now())?;
    let request: PasswordChange = body::json(&headers, body, SMALL).await?;
    let account = &session.account;
    let email = Email::read(&account.email)?;
    app.limits.guess(&browser.0, email.key(), browser.known(&app, &email))?;
    if !app.passwords.verify(&request.current, account.password_hash.clone()).await? {
        let detail = "The password that there is isn't this one; nothing was changed.";
        return Err(ApiError::new(ErrorCode::SignInRefused, detail));
    }
    let hash = app.passwords.hash(&app.env, &request.new, &[&account.email, &account.name]).await?;
    let transaction = app.db.begin().await?;
    let new = entity::account::ActiveModel { password_hash: Set(Some(hash)), ..Default::default() };
    accounts::change(&transaction, &app.env, account.id, new).await?;
    session::end_all(&transaction, account.id).await?;
    let new = session::rotate(&transaction, &app.env, session, session.strength).await?;
    record(&transaction, &app, session, Act::PasswordChanged, json!({})).await?;
    transaction.commit().await?;
    Ok((after(&new), sign_in::state_after(&app, &new.secret).await?))
}

/// A secret for an authenticator app, not in use before a code of it came back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TotpSecret {
    /// In base 32, to be typed.
    secret: String,
    /// The same as a link, for a QR code.
    uri: String,
}

#[utoipa::path(post, path = "/api/v1/account/totp", tag = "accounts", security(("session" = [])),
    responses((status = 200, body = TotpSecret), (status = "default", body = Problem)))]
/// Begins to set up an authenticator app. Nothing changes before its first code came back.
pub(crate) async fn begin_totp(
    State(app): State<Shared>,
    caller: SessionCaller,
) -> ApiResult<Json<TotpSecret>> {
    let session = &caller.0;
    session.fresh(app.now())?;
    let (sealed, secret) = factor::new_secret(&app.keys.seal, &app.env, session.account.id);
    let transaction = app.db.begin().await?;
    let new = entity::account::ActiveModel { totp_pending: Set(Some(sealed)), ..Default::default() };
    accounts::change(&transaction, &app.env, session.account.id, new).await?;
    transaction.commit().await?;
    let host = app.public_url.host_str().unwrap_or("Candor");
    let uri = factor::uri(host, &session.account.email, &secret);
    Ok(Json(TotpSecret { secret: secret.to_string(), uri }))
}

/// A code of the app.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotpCode {
    /// Six digits.
    code: String,
}

/// Recovery codes, shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// The codes; absent where the account has some already.
    recovery_codes: Option<Vec<String>>,
}

/// Recovery codes for an account that gets its first second factor.
async fn first_codes(
    transaction: &DatabaseTransaction,
    app: &App,
    account: &entity::account::Model,
) -> ApiResult<Option<Vec<String>>> {
    let factors = Factors::of(transaction, account).await?;
    if factors.recovery_codes > 0 {
        return Ok(None);
    }
    Ok(Some(factor::make_recovery_codes(transaction, &app.env, account.id).await?))
}

#[utoipa::path(post, path = "/api/v1/account/totp/confirm", tag = "accounts", security(("session" = [])),
    request_body = TotpCode,
    responses((status = 200, body = RecoveryCodes), (status = "default", body = Problem)))]
/// Puts the authenticator app in use, by its first code. The first second factor comes with recovery codes.
pub(crate) async fn confirm_totp(
    State(app): State<Shared>,
    caller: SessionCaller,
    browser: Browser,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let session = &caller.0;
    session.fresh(app.now())?;
    let request: TotpCode = body::json(&headers, body, SMALL).await?;
    let account = &session.account;
    let email = Email::read(&account.email)?;
    app.limits.guess(&browser.0, email.key(), browser.known(&app, &email))?;
    let pending = account.totp_pending.as_ref();
    let step = match pending {
        Some(sealed) => factor::step_of(&app.keys.seal, account.id, sealed, &request.code, app.now())?,
        None => None,
    };
    let Some(step) = step else {
        let detail = "That isn't the app's code of now; nothing was changed. Is its clock right?";
        return Err(ApiError::new(ErrorCode::SignInRefused, detail));
    };
    let transaction = app.db.begin().await?;
    let new = entity::account::ActiveModel {
        totp_secret: Set(pending.cloned()),
        totp_pending: Set(None),
        totp_step: Set(step),
        ..Default::default()
    };
    accounts::change(&transaction, &app.env, account.id, new).await?;
    let recovery_codes = first_codes(&transaction, &app, account).await?;
    let new = session::rotate(&transaction, &app.env, session, Strength::SecondFactor).await?;
    record(&transaction, &app, session, Act::TotpSetUp, json!({})).await?;
    transaction.commit().await?;
    Ok((after(&new), Json(RecoveryCodes { recovery_codes })))
}

#[utoipa::path(delete, path = "/api/v1/account/totp", tag = "accounts", security(("session" = [])),
    responses((status = 204, description = "It is out of use"), (status = "default", body = Problem)))]
/// Puts the authenticator app out of use. All other sessions of the account end.
pub(crate) async fn remove_totp(
    State(app): State<Shared>,
    caller: SessionCaller,
) -> ApiResult<impl IntoResponse> {
    let session = &caller.0;
    session.fresh(app.now())?;
    if session.account.totp_secret.is_none() {
        return Err(ApiError::not_found());
    }
    let transaction = app.db.begin().await?;
    let new = entity::account::ActiveModel {
        totp_secret: Set(None),
        totp_pending: Set(None),
        ..Default::default()
    };
    accounts::change(&transaction, &app.env, session.account.id, new).await?;
    let new = fewer_factors(&transaction, &app, session).await?;
    record(&transaction, &app, session, Act::TotpRemoved, json!({})).await?;
    transaction.commit().await?;
    Ok((StatusCode::NO_CONTENT, after(&new)))
}

/// After a factor went: other sessions end, this one goes on, and where no factor is left, none of the recovery codes is either.
async fn fewer_factors(
    transaction: &DatabaseTransaction,
    app: &App,
    session: &Session,
) -> ApiResult<NewSession> {
    let account = accounts::by_id(transaction, session.account.id).await?.ok_or_else(ApiError::not_found)?;
    let left = Factors::of(transaction, &account).await?.any();
    if !left {
        factor::forget_recovery_codes(transaction, account.id).await?;
    }
    session::end_all(transaction, account.id).await?;
    let strength = if left { session.strength } else { Strength::Password };
    Ok(session::rotate(transaction, &app.env, session, strength).await?)
}

#[utoipa::path(post, path = "/api/v1/account/recovery-codes", tag = "accounts", security(("session" = [])),
    responses((status = 200, body = RecoveryCodes), (status = "default", body = Problem)))]
/// Makes new recovery codes; the old ones don't work any more.
pub(crate) async fn recovery_codes(
    State(app): State<Shared>,
    caller: SessionCaller,
) -> ApiResult<Json<RecoveryCodes>> {
    let session = &caller.0;
    session.fresh(app.now())?;
    let transaction = app.db.begin().await?;
    if !Factors::of(&transaction, &session.account).await?.any() {
        return Err(browser::second_factor_required());
    }
    let codes = factor::make_recovery_codes(&transaction, &app.env, session.account.id).await?;
    record(&transaction, &app, session, Act::RecoveryCodesMade, json!({})).await?;
    transaction.commit().await?;
    Ok(Json(RecoveryCodes { recovery_codes: Some(codes) }))
}

/// An account's passkeys.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Passkeys {
    /// All of them.
    items: Vec<PasskeyView>,
    /// Always absent: there are few.
    next: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/account/passkeys", tag = "accounts", security(("session" = [])),
    responses((status = 200, body = Passkeys), (status = "default", body = Problem)))]
/// The account's passkeys.
pub(crate) async fn passkeys(State(app): State<Shared>, caller: SessionCaller) -> ApiResult<Json<Passkeys>> {
    let rows = passkey::list(&app.db.read, caller.0.account.id).await?;
    Ok(Json(Passkeys { items: rows.into_iter().map(PasskeyView::of).collect(), next: None }))
}

#[utoipa::path(post, path = "/api/v1/account/passkeys/challenge", tag = "accounts", security(("session" = [])),
    responses((status = 200, body = Challenge), (status = "default", body = Problem)))]
/// A challenge to add a passkey.
pub(crate) async fn passkey_challenge(
    State(app): State<Shared>,
    caller: SessionCaller,
) -> ApiResult<Json<Challenge>> {
    caller.0.fresh(app.now())?;
    passkey::begin_registration(&app, &caller.0.account).await.map(Json)
}

/// A new passkey's answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPasskey {
    /// The challenge's.
    #[schema(value_type = String, format = "uuid")]
    ceremony: Uuid,
    /// What its owner calls it.
    name: String,
    /// What the browser gave, with binary values in base64url.
    #[schema(value_type = Object)]
    credential: Value,
}

/// A passkey that was added.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasskeyAdded {
    /// The passkey.
    passkey: PasskeyView,
    /// Recovery codes, shown this once; absent where the account has some already.
    recovery_codes: Option<Vec<String>>,
}

#[utoipa::path(post, path = "/api/v1/account/passkeys", tag = "accounts", security(("session" = [])),
    request_body = NewPasskey,
    responses((status = 201, body = PasskeyAdded), (status = "default", body = Problem)))]
/// Adds a passkey. The first second factor comes with recovery codes.
pub(crate) async fn add_passkey(
    State(app): State<Shared>,
    caller: SessionCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let session = &caller.0;
    session.fresh(app.now())?;
    let request: NewPasskey = body::json(&headers, body, PASSKEY).await?;
    let name = accounts::name(&request.name)?;
    let answer = super::credential(request.credential)?;
    let checked = passkey::finish_registration(&app, &session.account, request.ceremony, &answer).await?;
    let transaction = app.db.begin().await?;
    let passkey = passkey::keep(&transaction, &app, session.account.id, name, &checked).await?;
    let recovery_codes = first_codes(&transaction, &app, &session.account).await?;
    // Who adds the first one has proved by it more than the password.
    let strength = if session.strength.strong() { session.strength } else { Strength::Passkey };
    let new = session::rotate(&transaction, &app.env, session, strength).await?;
    record(&transaction, &app, session, Act::PasskeyAdded, json!({ "passkey": passkey.id })).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, after(&new), Json(PasskeyAdded { passkey, recovery_codes })))
}

/// A passkey's new name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasskeyName {
    /// What its owner calls it.
    name: String,
}

/// The passkey that a path names.
fn passkey_id(id: &str) -> ApiResult<PasskeyId> {
    id.parse().map_err(|_| ApiError::not_found())
}

#[utoipa::path(patch, path = "/api/v1/account/passkeys/{id}", tag = "accounts", security(("session" = [])),
    params(("id" = PasskeyId, Path, description = "The passkey")), request_body = PasskeyName,
    responses((status = 200, body = PasskeyView), (status = "default", body = Problem)))]
/// Renames a passkey.
pub(crate) async fn rename_passkey(
    State(app): State<Shared>,
    caller: SessionCaller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<PasskeyView>> {
    let id = passkey_id(&id)?;
    let request: PasskeyName = body::json(&headers, body, SMALL).await?;
    let name = accounts::name(&request.name)?;
    let transaction = app.db.begin().await?;
    let mut row = passkey::one(&transaction, caller.0.account.id, id).await?;
    let new = entity::passkey::ActiveModel { id: Set(row.id), name: Set(name.clone()), ..Default::default() };
    entity::passkey::Entity::update(new).exec(&transaction).await?;
    record(&transaction, &app, &caller.0, Act::PasskeyRenamed, json!({ "passkey": id })).await?;
    transaction.commit().await?;
    row.name = name;
    Ok(Json(PasskeyView::of(row)))
}

#[utoipa::path(delete, path = "/api/v1/account/passkeys/{id}", tag = "accounts", security(("session" = [])),
    params(("id" = PasskeyId, Path, description = "The passkey")),
    responses((status = 204, description = "It opens nothing any more"), (status = "default", body = Problem)))]
/// Deletes a passkey. All other sessions of the account end.
pub(crate) async fn delete_passkey(
    State(app): State<Shared>,
    caller: SessionCaller,
    Path(id): Path<String>,
) -> ApiResult<impl IntoResponse> {
    let (session, id) = (&caller.0, passkey_id(&id)?);
    session.fresh(app.now())?;
    let transaction = app.db.begin().await?;
    passkey::one(&transaction, session.account.id, id).await?;
    entity::passkey::Entity::delete_many()
        .filter(entity::passkey::Column::Id.eq(id.db()))
        .exec(&transaction)
        .await?;
    let new = fewer_factors(&transaction, &app, session).await?;
    record(&transaction, &app, session, Act::PasskeyDeleted, json!({ "passkey": id })).await?;
    transaction.commit().await?;
    Ok((StatusCode::NO_CONTENT, after(&new)))
}
