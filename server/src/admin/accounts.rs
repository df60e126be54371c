//! Accounts, for an operator who has the data folder in their hands.

use std::fmt;

use candor_domain::{AccountId, Timestamp};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde::Serialize;
use serde_json::json;

use super::{Admin, AdminError};
use crate::{
    accounts::{
        self, Email,
        link::{self, Purpose},
    },
    audit::{self, Act, Actor},
    db::{DbId as _, entity},
};

/// An account.
#[derive(Debug, Clone, Serialize)]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// What it signs in with.
    pub email: String,
    /// Its name.
    pub name: String,
    /// Whether it runs the server.
    pub operator: bool,
}

impl fmt::Display for AccountRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, email, name, operator } = self;
        write!(f, "{id}  {email}  {name}  operator: {operator}")
    }
}

/// A link to a new password.
#[derive(Debug, Clone, Serialize)]
pub struct ResetLink {
    /// The link, kept nowhere else.
    pub link: String,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

impl Admin {
    /// The accounts.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, AdminError> {
        let rows = entity::account::Entity::find()
            .order_by_asc(entity::account::Column::Id)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::account::Model| AccountRow {
            id: AccountId::from_db(row.id),
            email: row.email,
            name: row.name,
            operator: row.operator,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Makes a link to a new password. The second factor stays as it is.
    ///
    /// # Errors
    /// Where no account has the address.
    pub async fn reset_link(&self, email: &str) -> Result<ResetLink, AdminError> {
        let email = Email::read(email)?;
        let transaction = self.db.begin().await?;
        let account = accounts::by_email(&transaction, &email).await?;
        let account = account.ok_or_else(|| AdminError::Unknown("account", email.as_str().into()))?;
        let purpose = Purpose::Reset(AccountId::from_db(account.id));
        let (secret, expires_at) = link::issue(&transaction, &self.env, &purpose).await?;
        let actor = Actor::command();
        audit::record_account(&transaction, &self.env, &actor, &account, Act::ResetAsked, json!({})).await?;
        transaction.commit().await?;
        Ok(ResetLink { link: link::url(&self.public_url, &secret), expires_at })
    }
}
