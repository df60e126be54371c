//! Members of clients: who was invited, who joined, as what.

use candor_domain::{ClientId, MemberId, Timestamp};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Email;
use crate::{
    auth::policy::{Member, Organisation, Role, Scopes},
    db::{DbId as _, corrupt, entity},
    env::Environment,
    error::{ApiError, ApiResult},
};

/// A member as the client's owners see them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MemberView {
    /// Its id.
    pub(crate) id: MemberId,
    /// The name that agents see in the log of views.
    pub(crate) name: String,
    /// Where the invitation went, or what the account signs in with; absent for whoever has API tokens alone.
    pub(crate) email: Option<String>,
    /// What the member is to the client.
    pub(crate) role: Role,
    /// Whether they were invited, joined, or act by API tokens alone.
    pub(crate) state: MemberState,
    /// Since when.
    pub(crate) created_at: Timestamp,
}

/// How far a member came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MemberState {
    /// The invitation wasn't accepted yet.
    Invited,
    /// Signs in.
    Joined,
    /// Acts by API tokens alone.
    TokensOnly,
}

/// A member's role as the database names it.
pub(crate) fn role_of(row: &entity::member::Model) -> Result<Role, DbErr> {
    Role::from_name(&row.role).ok_or_else(|| corrupt("members.role"))
}

impl MemberView {
    /// As listed.
    pub(crate) fn of(row: entity::member::Model) -> Result<Self, DbErr> {
        let role = role_of(&row)?;
        let state = match (row.account_id, &row.email) {
            (Some(_), _) => MemberState::Joined,
            (None, Some(_)) => MemberState::Invited,
            (None, None) => MemberState::TokensOnly,
        };
        Ok(Self {
            id: MemberId::from_db(row.id),
            name: row.name,
            email: row.email,
            role,
            state,
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// Who a member is to the authorisation policy.
pub(crate) fn principal(row: entity::member::Model, scopes: Scopes) -> ApiResult<Member> {
    Ok(Member {
        organisation: Organisation::of(ClientId::from_db(row.client_id)),
        id: MemberId::from_db(row.id),
        role: role_of(&row)?,
        name: row.name,
        scopes,
    })
}

/// A member of an organisation that wasn't removed.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    organisation: Organisation,
    member: MemberId,
) -> Result<Option<entity::member::Model>, DbErr> {
    let key = (organisation.client().db(), member.db());
    let row = entity::member::Entity::find_by_id(key).one(db).await?;
    Ok(row.filter(|row| row.removed_at.is_none()))
}

/// The members of an organisation.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    organisation: Organisation,
) -> Result<Vec<entity::member::Model>, DbErr> {
    use entity::member::{Column, Entity};
    Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// What an account is a member of.
pub(crate) async fn of_account(
    db: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Vec<entity::member::Model>, DbErr> {
    use entity::member::{Column, Entity};
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// A new member.
pub(crate) struct NewMember {
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) email: Option<Email>,
    pub(crate) account: Option<Uuid>,
}

/// Makes a member.
///
/// # Errors
/// [`ErrorCode::AlreadyThere`] where the address is a member's or invited already.
pub(crate) async fn create(
    transaction: &DatabaseTransaction,
    env: &Environment,
    organisation: Organisation,
    new: NewMember,
) -> ApiResult<entity::member::Model> {
    if let Some(email) = &new.email {
        let rows = list(transaction, organisation).await?;
        if rows.iter().any(|row| row.email.as_deref() == Some(email.as_str())) {
            let detail = "This address is a member's already, or was invited.";
            return Err(ApiError::new(ErrorCode::AlreadyThere, detail));
        }
    }
    let model = entity::member::Model {
        client_id: organisation.client().db(),
        id: env.id(MemberId::new).db(),
        account_id: new.account,
        email: new.email.map(|email| email.as_str().to_owned()),
        name: new.name,
        role: new.role.name().into(),
        created_at: env.now().as_millis(),
        removed_at: None,
    };
    let row: entity::member::ActiveModel = model.clone().into();
    entity::member::Entity::insert(row.reset_all()).exec_without_returning(transaction).await?;
    Ok(model)
}

/// Binds an invited member to the account that accepted.
///
/// # Errors
/// [`ErrorCode::AlreadyThere`] where the account is a member already.
pub(crate) async fn join(
    transaction: &DatabaseTransaction,
    row: &entity::member::Model,
    account: &entity::account::Model,
) -> ApiResult<()> {
    if row.account_id.is_some() {
        return Err(ApiError::new(ErrorCode::AlreadyThere, "The invitation was accepted before."));
    }
    let theirs = of_account(transaction, account.id).await?;
    if theirs.iter().any(|other| other.client_id == row.client_id) {
        return Err(ApiError::new(
            ErrorCode::AlreadyThere,
            "This account is a member of the client already.",
        ));
    }
    change(
        transaction,
        row,
        entity::member::ActiveModel {
            account_id: Set(Some(account.id)),
            email: Set(Some(account.email.clone())),
            name: Set(account.name.clone()),
            ..Default::default()
        },
    )
    .await?;
    Ok(())
}

async fn change(
    transaction: &DatabaseTransaction,
    row: &entity::member::Model,
    change: entity::member::ActiveModel,
) -> Result<(), DbErr> {
    let change = entity::member::ActiveModel { client_id: Set(row.client_id), id: Set(row.id), ..change };
    entity::member::Entity::update(change).exec(transaction).await.map(|_| ())
}

/// Changes a member's role.
///
/// # Errors
/// [`ErrorCode::LastOwner`] where nobody would be left who can sign in and decide.
pub(crate) async fn change_role(
    transaction: &DatabaseTransaction,
    row: &entity::member::Model,
    role: Role,
) -> ApiResult<()> {
    if role != Role::Owner {
        not_the_last_owner(transaction, row).await?;
    }
    let new = entity::member::ActiveModel { role: Set(role.name().into()), ..Default::default() };
    Ok(change(transaction, row, new).await?)
}

/// Removes a member; their tokens and links don't hold any more.
///
/// # Errors
/// [`ErrorCode::LastOwner`] where nobody would be left who can sign in and decide.
pub(crate) async fn remove(
    transaction: &DatabaseTransaction,
    now: Timestamp,
    row: &entity::member::Model,
) -> ApiResult<()> {
    not_the_last_owner(transaction, row).await?;
    let new = entity::member::ActiveModel { removed_at: Set(Some(now.as_millis())), ..Default::default() };
    Ok(change(transaction, row, new).await?)
}

async fn not_the_last_owner(transaction: &DatabaseTransaction, row: &entity::member::Model) -> ApiResult<()> {
    let owner = Role::Owner.name();
    // Whoever was only invited, or has tokens alone, can't look after the client.
    if row.role != owner || row.account_id.is_none() {
        return Ok(());
    }
    let organisation = Organisation::of(ClientId::from_db(row.client_id));
    let rows = list(transaction, organisation).await?;
    let others = rows.iter().filter(|other| other.id != row.id && other.role == owner);
    for account in others.filter_map(|other| other.account_id) {
        if super::by_id(transaction, account).await?.is_some_and(|account| account.disabled_at.is_none()) {
            return Ok(());
        }
    }
    let detail = "This is the client's last owner who can sign in. Make somebody else an owner first.";
    Err(ApiError::new(ErrorCode::LastOwner, detail))
}
