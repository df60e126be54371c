//! Accounts: the people who sign in, whatever they are to whom.

pub(crate) mod breached;
pub(crate) mod ceremony;
pub(crate) mod factor;
pub(crate) mod link;
pub(crate) mod member;
pub(crate) mod passkey;
pub(crate) mod password;
pub(crate) mod provider;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod token;

use candor_domain::{AccountId, Sha256Hash, locale};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
};

use crate::{
    db::{DbId as _, entity},
    env::Environment,
    error::{ApiError, ApiResult},
};

/// The longest name, and the longest address by RFC 5321.
const MAX_NAME: usize = 100;
const MAX_EMAIL: usize = 254;

/// An e-mail address as accounts are told apart by: in lower case, without space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Email(String);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// [`ErrorCode::Malformed`] where it is none.
    pub(crate) fn read(text: &str) -> ApiResult<Self> {
        let text = text.trim().to_lowercase();
        let good = text.len() <= MAX_EMAIL && text.parse::<lettre::Address>().is_ok();
        good.then_some(Self(text))
            .ok_or_else(|| ApiError::new(ErrorCode::Malformed, "That isn't an e-mail address."))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands for it where the address itself has no business.
    pub(crate) fn key(&self) -> [u8; 32] {
        *Sha256Hash::of(&self.0).as_bytes()
    }
}

/// A name for people to read.
///
/// # Errors
/// [`ErrorCode::Malformed`] where it is empty or too long.
pub(crate) fn name(text: &str) -> ApiResult<String> {
    let text = locale::plain(text);
    if text.is_empty() || text.chars().count() > MAX_NAME {
        let detail = format!("A name has 1 to {MAX_NAME} characters.");
        return Err(ApiError::new(ErrorCode::Malformed, detail));
    }
    Ok(text)
}

/// The language for what somebody asked for; English where there are no texts in it.
pub(crate) fn language(wanted: Option<&str>) -> String {
    let chosen = wanted.and_then(|wanted| locale::choose(wanted).ok());
    chosen.unwrap_or(locale::languages()[0]).to_owned()
}

/// The account with an address.
pub(crate) async fn by_email(
    db: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<entity::account::Model>, DbErr> {
    entity::account::Entity::find().filter(entity::account::Column::Email.eq(email.as_str())).one(db).await
}

/// The account with an id.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: uuid::Uuid,
) -> Result<Option<entity::account::Model>, DbErr> {
    entity::account::Entity::find_by_id(id).one(db).await
}

/// A new account.
pub(crate) struct NewAccount {
    pub(crate) email: Email,
    pub(crate) name: String,
    pub(crate) lang: String,
    pub(crate) operator: bool,
    /// None where the account is signed in to by a client's identity provider.
    pub(crate) password_hash: Option<String>,
}

/// Makes an account.
///
/// # Errors
/// [`ErrorCode::AlreadyThere`] where the address has one.
pub(crate) async fn create(
    transaction: &DatabaseTransaction,
    env: &Environment,
    new: NewAccount,
) -> ApiResult<entity::account::Model> {
    if by_email(transaction, &new.email).await?.is_some() {
        return Err(ApiError::new(ErrorCode::AlreadyThere, "This address has an account: sign in with it."));
    }
    let now = env.now().as_millis();
    let model = entity::account::Model {
        id: env.id(AccountId::new).db(),
        email: new.email.0,
        name: new.name,
        lang: new.lang,
        operator: new.operator,
        password_hash: new.password_hash,
        totp_secret: None,
        totp_pending: None,
        totp_step: 0,
        created_at: now,
        changed_at: now,
        disabled_at: None,
    };
    let row: entity::account::ActiveModel = model.clone().into();
    entity::account::Entity::insert(row.reset_all()).exec_without_returning(transaction).await?;
    Ok(model)
}

/// Makes the columns of an account that `change` sets new.
pub(crate) async fn change(
    transaction: &DatabaseTransaction,
    env: &Environment,
    account: uuid::Uuid,
    change: entity::account::ActiveModel,
) -> Result<(), DbErr> {
    let change =
        entity::account::ActiveModel { id: Set(account), changed_at: Set(env.now().as_millis()), ..change };
    entity::account::Entity::update(change).exec(transaction).await.map(|_| ())
}

/// Which second factors an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Factors {
    /// Codes of an authenticator app.
    pub(crate) totp: bool,
    /// Passkeys.
    pub(crate) passkeys: u32,
    /// Recovery codes that were not used.
    pub(crate) recovery_codes: u32,
}

impl Factors {
    /// Those of an account.
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        account: &entity::account::Model,
    ) -> Result<Self, DbErr> {
        use entity::{passkey, recovery_code};
        let passkeys =
            passkey::Entity::find().filter(passkey::Column::AccountId.eq(account.id)).count(db).await?;
        let recovery_codes = recovery_code::Entity::find()
            .filter(recovery_code::Column::AccountId.eq(account.id))
            .filter(recovery_code::Column::UsedAt.is_null())
            .count(db)
            .await?;
        Ok(Self {
            totp: account.totp_secret.is_some(),
            passkeys: u32::try_from(passkeys).unwrap_or(u32::MAX),
            recovery_codes: u32::try_from(recovery_codes).unwrap_or(u32::MAX),
        })
    }

    /// Whether a password alone isn't enough.
    pub(crate) fn any(self) -> bool {
        self.totp || self.passkeys > 0
    }
}
