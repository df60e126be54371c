//! The identity provider of a client's members: OpenID Connect (Core 1.0) by the authorisation code flow with PKCE.
//!
//! A provider is the client's, so what it says counts for that client alone: a session that it vouched for sees nothing of what else
//! its person is to others, and nothing of an agent, in whose name the client could speak otherwise (decision 20).

mod protocol;

use candor_domain::Timestamp;
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, sea_query::OnConflict,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use zeroize::Zeroizing;

pub(crate) use self::protocol::{
    PATIENCE, Said, SettingOut, callback, come_back, discover, exchange, refused, set_out,
};
use crate::{
    app::App,
    auth::policy::Organisation,
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
    seal::{self, Purpose},
};

/// A client's provider as its owners see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProviderView {
    /// Its issuer: where it publishes what it is.
    pub(crate) issuer: String,
    /// What this server is called there (`client_id`).
    pub(crate) registered_as: String,
    /// Whether this server proves there that it asks, by a secret.
    pub(crate) has_secret: bool,
    /// Whether members have to sign in by it.
    pub(crate) required: bool,
    /// When issuer, name or secret changed last.
    pub(crate) changed_at: Timestamp,
}

impl ProviderView {
    pub(crate) fn of(row: &entity::provider::Model) -> Self {
        Self {
            issuer: row.issuer.clone(),
            registered_as: row.registered_as.clone(),
            has_secret: row.secret.is_some(),
            required: row.required,
            changed_at: Timestamp::from_millis(row.changed_at),
        }
    }
}

/// A client's provider, if it has one.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    organisation: Organisation,
) -> Result<Option<entity::provider::Model>, DbErr> {
    entity::provider::Entity::find_by_id(organisation.client().db()).one(db).await
}

/// Whether a client's members have to sign in by its provider.
pub(crate) async fn required(db: &impl ConnectionTrait, organisation: Organisation) -> Result<bool, DbErr> {
    Ok(find(db, organisation).await?.is_some_and(|provider| provider.required))
}

/// What a provider is to be.
pub(crate) struct NewProvider {
    /// As the provider writes it: with or without a last slash.
    pub(crate) issuer: String,
    pub(crate) registered_as: String,
    pub(crate) secret: Option<Zeroizing<String>>,
    pub(crate) required: bool,
}

/// Sets a client's provider. Whom another issuer called what counts no more, nor do the sessions that another provider vouched for.
pub(crate) async fn set(
    transaction: &DatabaseTransaction,
    app: &App,
    organisation: Organisation,
    new: NewProvider,
) -> ApiResult<entity::provider::Model> {
    use entity::provider::{ActiveModel, Column, Entity};
    let client = organisation.client().db();
    let old = find(transaction, organisation).await?;
    let same = old.filter(|old| old.issuer == new.issuer && old.registered_as == new.registered_as);
    if same.is_none() {
        forget(transaction, organisation).await?;
    }
    let now = app.now().as_millis();
    let (secret, changed_at) = match (&new.secret, same) {
        (Some(secret), _) => {
            let sealed = seal::seal(&app.keys.seal, &app.env, Purpose::Provider, client, secret.as_bytes());
            (Some(sealed), now)
        }
        (None, Some(same)) => (same.secret, same.changed_at),
        (None, None) => (None, now),
    };
    let model = entity::provider::Model {
        client_id: client,
        issuer: new.issuer,
        registered_as: new.registered_as,
        secret,
        required: new.required,
        changed_at,
    };
    let again = OnConflict::column(Column::ClientId)
        .update_columns([
            Column::Issuer,
            Column::RegisteredAs,
            Column::Secret,
            Column::Required,
            Column::ChangedAt,
        ])
        .to_owned();
    let row: ActiveModel = model.clone().into();
    Entity::insert(sea_orm::ActiveModelTrait::reset_all(row))
        .on_conflict(again)
        .exec_without_returning(transaction)
        .await?;
    Ok(model)
}

/// Takes a client's provider away, with whom it called what and the sessions that it vouched for; whether there was one.
pub(crate) async fn remove(
    transaction: &DatabaseTransaction,
    organisation: Organisation,
) -> Result<bool, DbErr> {
    forget(transaction, organisation).await?;
    let done = entity::provider::Entity::delete_by_id(organisation.client().db()).exec(transaction).await?;
    Ok(done.rows_affected == 1)
}

/// Makes a client's members free to sign in otherwise; whether they weren't.
pub(crate) async fn release(
    transaction: &DatabaseTransaction,
    organisation: Organisation,
) -> Result<bool, DbErr> {
    use entity::provider::{Column, Entity};
    let done = Entity::update_many()
        .col_expr(Column::Required, false.into())
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::Required.eq(true))
        .exec(transaction)
        .await?;
    Ok(done.rows_affected == 1)
}

async fn forget(transaction: &DatabaseTransaction, organisation: Organisation) -> Result<(), DbErr> {
    use entity::{identity, web_session};
    let client = organisation.client().db();
    identity::Entity::delete_many().filter(identity::Column::ClientId.eq(client)).exec(transaction).await?;
    web_session::Entity::delete_many()
        .filter(web_session::Column::ClientId.eq(client))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Whom a client's provider calls so.
pub(crate) async fn known(
    db: &impl ConnectionTrait,
    organisation: Organisation,
    subject: &str,
) -> Result<Option<entity::identity::Model>, DbErr> {
    let key = (organisation.client().db(), subject.to_owned());
    entity::identity::Entity::find_by_id(key).one(db).await
}

/// What a client's provider calls an account, if it knows it.
pub(crate) async fn knows(
    db: &impl ConnectionTrait,
    client: Uuid,
    account: Uuid,
) -> Result<Option<entity::identity::Model>, DbErr> {
    use entity::identity::{Column, Entity};
    let find = Entity::find().filter(Column::ClientId.eq(client)).filter(Column::AccountId.eq(account));
    find.one(db).await
}

/// Whether an account has signed in by a provider as it is set now.
pub(crate) async fn tried(
    db: &impl ConnectionTrait,
    provider: &entity::provider::Model,
    account: Uuid,
) -> Result<bool, DbErr> {
    let known = knows(db, provider.client_id, account).await?;
    Ok(known.is_some_and(|known| known.used_at >= provider.changed_at))
}

/// Remembers whom a client's provider calls so, in place of what it called that account before.
///
/// # Errors
/// [`ErrorCode::AlreadyThere`] where it is another account's name.
pub(crate) async fn remember(
    transaction: &DatabaseTransaction,
    organisation: Organisation,
    subject: &str,
    account: Uuid,
    now: Timestamp,
) -> ApiResult<()> {
    use entity::identity::{ActiveModel, Column, Entity};
    let row = known(transaction, organisation, subject).await?;
    if row.as_ref().is_some_and(|row| row.account_id != account) {
        let detail = "Your organisation's sign-in knows you as another account of this server.";
        return Err(ApiError::new(ErrorCode::AlreadyThere, detail));
    }
    let client = organisation.client().db();
    let created_at = row.map_or(now.as_millis(), |row| row.created_at);
    Entity::delete_many()
        .filter(Column::ClientId.eq(client))
        .filter(Column::AccountId.eq(account))
        .exec(transaction)
        .await?;
    let row = ActiveModel {
        account_id: Set(account),
        client_id: Set(client),
        subject: Set(subject.to_owned()),
        created_at: Set(created_at),
        used_at: Set(now.as_millis()),
    };
    Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
}
