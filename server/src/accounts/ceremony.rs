//! What waits for an answer that comes by way of somebody's browser: a challenge to a passkey, a way to an identity provider.
//!
//! What it was about stays here, for some minutes and for one answer.

use candor_domain::{AccountId, ClientId, Millis, Sha256Hash};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};

use crate::{
    app::App,
    db::{DbId as _, corrupt, entity},
    error::{ApiError, ApiResult},
};

/// What waits.
#[derive(Serialize, Deserialize)]
pub(in crate::accounts) enum Waiting {
    /// For a new passkey.
    Registration(PasskeyRegistration),
    /// For a passkey that there is.
    SignIn(DiscoverableAuthentication),
    /// For what a client's identity provider says.
    Provider(Way),
}

/// A way to a client's identity provider, which only the browser that set out comes back on.
#[derive(Serialize, Deserialize)]
pub(crate) struct Way {
    /// The client.
    pub(crate) client: ClientId,
    /// The provider as it was then.
    pub(crate) issuer: String,
    pub(crate) registered_as: String,
    /// Of the secret in the browser's cookie.
    pub(crate) browser: Sha256Hash,
    /// What the code is exchanged with (RFC 7636).
    pub(crate) verifier: String,
    /// What the provider's token repeats (OpenID Connect Core 1.0, section 3.1.2.1).
    pub(crate) nonce: String,
    /// The invitation that is accepted thereby, by its id.
    pub(crate) link: Option<Uuid>,
    /// The account that is to be known to the provider from then on.
    pub(crate) connect: Option<AccountId>,
}

/// Waits for an answer under the id that comes back.
pub(in crate::accounts) async fn wait(
    app: &App,
    account: Option<Uuid>,
    waiting: &Waiting,
    patience: Millis,
) -> ApiResult<Uuid> {
    let id = app.env.id(AccountId::new).db();
    let row = entity::ceremony::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        state: Set(serde_json::to_string(waiting).map_err(|e| ApiError::internal("ceremonies", e))?),
        expires_at: Set(app.now().plus(patience).as_millis()),
    };
    let transaction = app.db.begin().await?;
    entity::ceremony::Entity::insert(row).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(id)
}

/// What waited under an id for an account or for nobody known, and waits no longer; nothing where it came too late.
pub(in crate::accounts) async fn answered(
    app: &App,
    id: Uuid,
    account: Option<Uuid>,
) -> ApiResult<Option<Waiting>> {
    let transaction = app.db.begin().await?;
    let row = entity::ceremony::Entity::find_by_id(id).one(&transaction).await?;
    entity::ceremony::Entity::delete_by_id(id).exec(&transaction).await?;
    transaction.commit().await?;
    let now = app.now().as_millis();
    let Some(row) = row.filter(|row| row.account_id == account && now < row.expires_at) else {
        return Ok(None);
    };
    let waiting = serde_json::from_str(&row.state).map_err(|_| corrupt("ceremonies.state"))?;
    Ok(Some(waiting))
}
