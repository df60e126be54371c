//! A fresh server: whoever holds the code that its terminal shows makes the first account.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _};

use super::link::{self, Purpose};
use crate::{
    db::{Db, entity},
    env::Environment,
};

/// Whether there is no account yet.
pub(crate) async fn needed(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(entity::account::Entity::find().count(db).await? == 0)
}

/// A new code, where the server is fresh. The code of an earlier start doesn't hold any more.
pub(crate) async fn code(db: &Db, env: &Environment) -> Result<Option<String>, DbErr> {
    let transaction = db.begin().await?;
    if !needed(&transaction).await? {
        return Ok(None);
    }
    let (code, _) = link::issue(&transaction, env, &Purpose::SetUp).await?;
    transaction.commit().await?;
    Ok(Some(code))
}
