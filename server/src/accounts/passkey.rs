//! Passkeys (WebAuthn Level 3) by `webauthn-rs`: bound to the host of the server's public address, with the person verified by the
//! authenticator, discoverable where it can be, so that nobody has to type an address.

use candor_domain::{Millis, PasskeyId, Timestamp};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde::Serialize;
use serde_json::{Value, json};
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{CredentialID, Passkey, PublicKeyCredential, RegisterPublicKeyCredential, WebauthnError},
};

use super::ceremony::{self, Waiting};
use crate::{
    app::App,
    db::{DbId as _, corrupt, entity},
    error::{ApiError, ApiResult},
};

/// How long an answer may take.
const PATIENCE: Millis = Millis::from_minutes(5);

/// What passkeys are checked by; none where the server is reached by an IP address, which they can't be bound to.
pub(crate) struct Passkeys(Option<Webauthn>);

impl Passkeys {
    pub(crate) fn new(public_url: &Url) -> Self {
        let webauthn = public_url.domain().and_then(|host| {
            let builder = WebauthnBuilder::new(host, public_url).ok()?;
            builder.rp_name("Candor").timeout(PATIENCE.into()).build().ok()
        });
        Self(webauthn)
    }

    fn checker(&self) -> ApiResult<&Webauthn> {
        let detail =
            "This server is reached by an IP address, which passkeys can't be bound to. Reach it by a name.";
        self.0.as_ref().ok_or_else(|| ApiError::new(ErrorCode::PasskeysUnavailable, detail))
    }

    /// Whether there can be any.
    pub(crate) fn available(&self) -> bool {
        self.0.is_some()
    }
}

/// A challenge for the browser.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Challenge {
    /// Comes back with the answer.
    #[schema(value_type = String, format = "uuid")]
    pub(crate) ceremony: Uuid,
    /// What the browser's `navigator.credentials` takes, with binary values in base64url.
    #[schema(value_type = Object)]
    pub(crate) options: Value,
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PasskeyView {
    /// Its id.
    pub(crate) id: PasskeyId,
    /// What its owner calls it.
    pub(crate) name: String,
    /// When it was added.
    pub(crate) created_at: Timestamp,
    /// When it was used last.
    pub(crate) used_at: Option<Timestamp>,
}

impl PasskeyView {
    pub(crate) fn of(row: entity::passkey::Model) -> Self {
        Self {
            id: PasskeyId::from_db(row.id),
            name: row.name,
            created_at: Timestamp::from_millis(row.created_at),
            used_at: row.used_at.map(Timestamp::from_millis),
        }
    }
}

fn refused(_: WebauthnError) -> ApiError {
    let detail = "The passkey's answer doesn't hold, or came too late. Try again.";
    ApiError::new(ErrorCode::PasskeyRefused, detail)
}

fn failed(error: WebauthnError) -> ApiError {
    ApiError::internal("passkeys", error)
}

async fn challenge(
    app: &App,
    account: Option<Uuid>,
    waiting: Waiting,
    options: Value,
) -> ApiResult<Challenge> {
    let ceremony = ceremony::wait(app, account, &waiting, PATIENCE).await?;
    Ok(Challenge { ceremony, options })
}

/// No challenge of this kind waits under that id.
fn not_asked() -> ApiError {
    refused(WebauthnError::ChallengeNotFound)
}

/// An account's passkeys.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Vec<entity::passkey::Model>, DbErr> {
    use entity::passkey::{Column, Entity};
    Entity::find().filter(Column::AccountId.eq(account)).order_by_asc(Column::Id).all(db).await
}

/// One of an account's passkeys.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub(crate) async fn one(
    db: &impl ConnectionTrait,
    account: Uuid,
    id: PasskeyId,
) -> ApiResult<entity::passkey::Model> {
    let row = entity::passkey::Entity::find_by_id(id.db()).one(db).await?;
    row.filter(|row| row.account_id == account).ok_or_else(ApiError::not_found)
}

/// Begins to add a passkey to an account.
pub(crate) async fn begin_registration(app: &App, account: &entity::account::Model) -> ApiResult<Challenge> {
    let there = list(&app.db.read, account.id).await?;
    let there = there.into_iter().map(|row| CredentialID::from(row.credential_id)).collect();
    let (asked, state) = app
        .passkeys
        .checker()?
        .start_passkey_registration(account.id, &account.email, &account.name, Some(there))
        .map_err(failed)?;
    let mut options = serde_json::to_value(asked).map_err(|e| ApiError::internal("passkeys", e))?;
    // So that the browser can offer it without being told whose it should be.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("preferred");
    challenge(app, Some(account.id), Waiting::Registration(state), options).await
}

/// Checks the answer of an authenticator that is to be added.
pub(crate) async fn finish_registration(
    app: &App,
    account: &entity::account::Model,
    ceremony: Uuid,
    answer: &RegisterPublicKeyCredential,
) -> ApiResult<Passkey> {
    let checker = app.passkeys.checker()?;
    let Some(Waiting::Registration(state)) = ceremony::answered(app, ceremony, Some(account.id)).await?
    else {
        return Err(not_asked());
    };
    checker.finish_passkey_registration(answer, &state).map_err(refused)
}

/// Keeps a passkey that was checked.
///
/// # Errors
/// [`ErrorCode::AlreadyThere`] where some account has it.
pub(crate) async fn keep(
    transaction: &DatabaseTransaction,
    app: &App,
    account: Uuid,
    name: String,
    passkey: &Passkey,
) -> ApiResult<PasskeyView> {
    use entity::passkey::{Column, Entity};
    let credential_id = passkey.cred_id().to_vec();
    let there =
        Entity::find().filter(Column::CredentialId.eq(credential_id.clone())).one(transaction).await?;
    if there.is_some() {
        return Err(ApiError::new(ErrorCode::AlreadyThere, "This passkey was added before."));
    }
    let model = entity::passkey::Model {
        account_id: account,
        id: app.env.id(PasskeyId::new).db(),
        name,
        credential_id,
        credential: serde_json::to_string(passkey).map_err(|e| ApiError::internal("passkeys", e))?,
        created_at: app.now().as_millis(),
        used_at: None,
    };
    let row: entity::passkey::ActiveModel = model.clone().into();
    Entity::insert(row.reset_all()).exec_without_returning(transaction).await?;
    Ok(PasskeyView::of(model))
}

/// Begins a sign-in by whichever passkey the browser offers.
pub(crate) async fn begin_sign_in(app: &App) -> ApiResult<Challenge> {
    let (asked, state) = app.passkeys.checker()?.start_discoverable_authentication().map_err(failed)?;
    let options = json!({ "publicKey": asked.public_key });
    challenge(app, None, Waiting::SignIn(state), options).await
}

/// Whose passkey answered a challenge to sign in.
pub(crate) async fn finish_sign_in(
    app: &App,
    ceremony: Uuid,
    answer: &PublicKeyCredential,
) -> ApiResult<entity::account::Model> {
    use entity::passkey::{ActiveModel, Column, Entity};
    let checker = app.passkeys.checker()?;
    let Some(Waiting::SignIn(state)) = ceremony::answered(app, ceremony, None).await? else {
        return Err(not_asked());
    };
    let (account, credential) = checker.identify_discoverable_authentication(answer).map_err(refused)?;
    let row = Entity::find()
        .filter(Column::CredentialId.eq(credential.to_vec()))
        .filter(Column::AccountId.eq(account))
        .one(&app.db.read)
        .await?
        .ok_or_else(|| refused(WebauthnError::CredentialNotFound))?;
    let mut passkey: Passkey =
        serde_json::from_str(&row.credential).map_err(|_| corrupt("passkeys.credential"))?;
    let result = checker.finish_discoverable_authentication_v2(answer, state, &passkey).map_err(refused)?;
    if !result.user_verified() {
        return Err(refused(WebauthnError::UserNotVerified));
    }
    let account = super::by_id(&app.db.read, account).await?;
    let account = account.ok_or_else(|| corrupt("passkeys.account_id"))?;
    if account.disabled_at.is_some() {
        return Err(refused(WebauthnError::CredentialNotFound));
    }
    passkey.update_credential(&result);
    let transaction = app.db.begin().await?;
    let used = ActiveModel {
        id: Set(row.id),
        credential: Set(serde_json::to_string(&passkey).map_err(|e| ApiError::internal("passkeys", e))?),
        used_at: Set(Some(app.now().as_millis())),
        ..Default::default()
    };
    Entity::update(used).exec(&transaction).await?;
    transaction.commit().await?;
    Ok(account)
}
