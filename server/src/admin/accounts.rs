//! Accounts, for an operator who has the data folder in their hands.

use std::fmt;

use candor_domain::{AccountId, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _,
};
use serde::Serialize;
use serde_json::json;

use super::{Admin, AdminError};
use crate::{
    accounts::{
        self, Email,
        link::{self, Purpose},
        session,
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
    /// Since when it can't be used.
    pub disabled_at: Option<Timestamp>,
}

impl AccountRow {
    fn of(row: entity::account::Model) -> Self {
        Self {
            id: AccountId::from_db(row.id),
            email: row.email,
            name: row.name,
            operator: row.operator,
            disabled_at: row.disabled_at.map(Timestamp::from_millis),
        }
    }
}

impl fmt::Display for AccountRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, email, name, operator, disabled_at } = self;
        write!(f, "{id}  {email}  {name}  operator: {operator}")?;
        disabled_at.map_or(Ok(()), |at| write!(f, "  disabled since {at}"))
    }
}

/// How many sessions were ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SignedOut {
    /// Of so many accounts.
    pub accounts: u64,
    /// So many sessions.
    pub sessions: u64,
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
        Ok(rows.into_iter().map(AccountRow::of).collect())
    }

    /// Makes a link to a new password. The second factor stays as it is.
    ///
    /// # Errors
    /// Where no account has the address, or it is disabled.
    pub async fn reset_link(&self, email: &str) -> Result<ResetLink, AdminError> {
        let transaction = self.db.begin().await?;
        let account = account(&transaction, email).await?;
        if account.disabled_at.is_some() {
            return Err(AdminError::Disabled(account.email));
        }
        let purpose = Purpose::Reset(AccountId::from_db(account.id));
        let (secret, expires_at) = link::issue(&transaction, &self.env, &purpose).await?;
        let actor = Actor::command();
        audit::record_account(&transaction, &self.env, &actor, &account, Act::ResetAsked, json!({})).await?;
        transaction.commit().await?;
        Ok(ResetLink { link: link::url(&self.public_url, &secret), expires_at })
    }

    /// Disables an account: nobody signs in to it by any way, its sessions end, and the API tokens of its members open nothing as
    /// long as it is.
    ///
    /// # Errors
    /// Where no account has the address, or it is the last operator's.
    pub async fn disable_account(&self, email: &str) -> Result<AccountRow, AdminError> {
        let transaction = self.db.begin().await?;
        let account = account(&transaction, email).await?;
        if account.operator && account.disabled_at.is_none() {
            use entity::account::{Column, Entity};
            let operators =
                Entity::find().filter(Column::Operator.eq(true)).filter(Column::DisabledAt.is_null());
            if operators.count(&transaction).await? == 1 {
                return Err(AdminError::LastOperator(account.email));
            }
        }
        self.set_disabled(transaction, account, Some(self.env.now())).await
    }

    /// Lets an account be used again; its person signs in anew.
    ///
    /// # Errors
    /// Where no account has the address.
    pub async fn enable_account(&self, email: &str) -> Result<AccountRow, AdminError> {
        let transaction = self.db.begin().await?;
        let account = account(&transaction, email).await?;
        self.set_disabled(transaction, account, None).await
    }

    async fn set_disabled(
        &self,
        transaction: DatabaseTransaction,
        account: entity::account::Model,
        at: Option<Timestamp>,
    ) -> Result<AccountRow, AdminError> {
        if account.disabled_at.is_some() == at.is_some() {
            return Ok(AccountRow::of(account));
        }
        let disabled_at = at.map(Timestamp::as_millis);
        let new = entity::account::ActiveModel { disabled_at: Set(disabled_at), ..Default::default() };
        accounts::change(&transaction, &self.env, account.id, new).await?;
        // Either way: one that was begun at the same moment would else wait for its account.
        session::end_all(&transaction, account.id).await?;
        let act = if at.is_some() { Act::AccountDisabled } else { Act::AccountEnabled };
        audit::record_account(&transaction, &self.env, &Actor::command(), &account, act, json!({})).await?;
        transaction.commit().await?;
        Ok(AccountRow::of(entity::account::Model { disabled_at, ..account }))
    }

    /// Ends all sessions of an account, or everybody's.
    ///
    /// # Errors
    /// Where no account has the address.
    pub async fn sign_out(&self, email: Option<&str>) -> Result<SignedOut, AdminError> {
        let transaction = self.db.begin().await?;
        let accounts = match email {
            Some(email) => vec![account(&transaction, email).await?],
            None => entity::account::Entity::find().all(&transaction).await?,
        };
        let mut done = SignedOut { accounts: 0, sessions: 0 };
        for account in accounts {
            let sessions = session::end_all(&transaction, account.id).await?;
            if sessions > 0 {
                let (actor, act) = (Actor::command(), Act::AllSessionsEnded);
                audit::record_account(&transaction, &self.env, &actor, &account, act, json!({})).await?;
                done = SignedOut { accounts: done.accounts + 1, sessions: done.sessions + sessions };
            }
        }
        transaction.commit().await?;
        Ok(done)
    }
}

/// The account with an address.
async fn account(
    transaction: &DatabaseTransaction,
    email: &str,
) -> Result<entity::account::Model, AdminError> {
    let email = Email::read(email)?;
    let account = accounts::by_email(transaction, &email).await?;
    account.ok_or_else(|| AdminError::Unknown("account", email.as_str().into()))
}
