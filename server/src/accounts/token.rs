//! API tokens of members: for scripts, with scopes and an end.

use candor_domain::{ApiTokenId, ClientId, MemberId, Millis, Sha256Hash, Timestamp};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, sea_query::Expr,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::policy::{Member, Organisation, Scope, Scopes},
    db::{DbId as _, corrupt, entity, hash_bytes},
    env::Environment,
    error::{ApiError, ApiResult},
};

/// The longest that a token holds, in days.
pub(crate) const MAX_DAYS: u32 = 365;
/// A use within so long after the last noted one isn't noted.
const NOTED: Millis = Millis::from_minutes(1);

/// A token as it is listed: everything but the secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ApiToken {
    /// Its id.
    pub(crate) id: ApiTokenId,
    /// Whose it is.
    pub(crate) member: MemberId,
    /// What it is for, in its owner's words.
    pub(crate) name: String,
    /// What it may be used for.
    pub(crate) scopes: Vec<Scope>,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// Until when it holds.
    pub(crate) expires_at: Timestamp,
    /// When it was revoked, if it was.
    pub(crate) revoked_at: Option<Timestamp>,
    /// When it was used last, to the minute.
    pub(crate) used_at: Option<Timestamp>,
}

/// Makes a token; its secret is known to nobody afterwards but to whom it is shown.
pub(crate) async fn make(
    transaction: &DatabaseTransaction,
    env: &Environment,
    organisation: Organisation,
    member: MemberId,
    name: String,
    scopes: &[Scope],
    days: u32,
) -> Result<(ApiToken, String), DbErr> {
    let secret = format!("cnd_{}", hex::encode(env.random::<20>()));
    let id = env.id(ApiTokenId::new);
    let (now, lasts) = (env.now(), Millis::from_minutes(u64::from(days.min(MAX_DAYS)) * 24 * 60));
    let model = entity::api_token::Model {
        client_id: organisation.client().db(),
        id: id.db(),
        member_id: member.db(),
        name,
        scopes: scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" "),
        secret_hash: hash_bytes(Sha256Hash::of(&secret)),
        created_at: now.as_millis(),
        expires_at: now.plus(lasts).as_millis(),
        revoked_at: None,
        used_at: None,
    };
    let row: entity::api_token::ActiveModel = model.clone().into();
    entity::api_token::Entity::insert(row.reset_all()).exec_without_returning(transaction).await?;
    Ok((listed(model)?, secret))
}

fn scopes(text: &str) -> Result<Vec<Scope>, DbErr> {
    let known = |name: &str| Scope::ALL.into_iter().find(|scope| scope.name() == name);
    text.split_whitespace().map(|name| known(name).ok_or_else(|| corrupt("api_tokens.scopes"))).collect()
}

fn listed(row: entity::api_token::Model) -> Result<ApiToken, DbErr> {
    Ok(ApiToken {
        id: ApiTokenId::from_db(row.id),
        member: MemberId::from_db(row.member_id),
        name: row.name,
        scopes: scopes(&row.scopes)?,
        created_at: Timestamp::from_millis(row.created_at),
        expires_at: Timestamp::from_millis(row.expires_at),
        revoked_at: row.revoked_at.map(Timestamp::from_millis),
        used_at: row.used_at.map(Timestamp::from_millis),
    })
}

/// A client's tokens, the newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    organisation: Organisation,
) -> Result<Vec<ApiToken>, DbErr> {
    use entity::api_token::{Column, Entity};
    let find = Entity::find().filter(Column::ClientId.eq(organisation.client().db()));
    find.order_by_desc(Column::Id).all(db).await?.into_iter().map(listed).collect()
}

/// Revokes a token.
///
/// # Errors
/// [`ErrorCode::NotFound`] where the client has none such that holds.
pub(crate) async fn revoke(
    transaction: &DatabaseTransaction,
    now: Timestamp,
    organisation: Organisation,
    token: ApiTokenId,
) -> ApiResult<()> {
    use entity::api_token::{Column, Entity};
    let done = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now.as_millis()))
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::Id.eq(token.db()))
        .filter(Column::RevokedAt.is_null())
        .exec(transaction)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(ApiError::not_found()) }
}

/// The token of a secret and the member whose it is, as long as both hold and the member's account isn't disabled.
pub(crate) async fn member(app: &App, secret: &str) -> ApiResult<Option<(ApiTokenId, Member)>> {
    use entity::api_token::{Column, Entity};
    let now = app.now();
    let row = Entity::find()
        .filter(Column::SecretHash.eq(hash_bytes(Sha256Hash::of(secret))))
        .one(&app.db.read)
        .await?
        .filter(|row| row.revoked_at.is_none() && now.as_millis() < row.expires_at);
    let Some(row) = row else { return Ok(None) };
    let organisation = Organisation::of(ClientId::from_db(row.client_id));
    let member = super::member::find(&app.db.read, organisation, MemberId::from_db(row.member_id)).await?;
    let Some(member) = member else { return Ok(None) };
    if let Some(account) = member.account_id
        && super::by_id(&app.db.read, account).await?.is_none_or(|account| account.disabled_at.is_some())
    {
        return Ok(None);
    }
    let scopes = Scopes::Token(scopes(&row.scopes)?);
    let noted = row.used_at.map(Timestamp::from_millis);
    if noted.is_none_or(|noted| now.since(noted) >= NOTED) {
        let transaction = app.db.begin().await?;
        Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(now.as_millis()))
            .filter(Column::ClientId.eq(row.client_id))
            .filter(Column::Id.eq(row.id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
    }
    let member = super::member::principal(member, scopes)?;
    Ok(Some((ApiTokenId::from_db(row.id), member)))
}

/// Checks how long a token is asked for.
///
/// # Errors
/// [`ErrorCode::Malformed`].
pub(crate) fn days(days: u32) -> ApiResult<u32> {
    let detail = format!("A token holds 1 to {MAX_DAYS} days.");
    (1..=MAX_DAYS).contains(&days).then_some(days).ok_or_else(|| ApiError::new(ErrorCode::Malformed, detail))
}
