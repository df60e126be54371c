//! Links that work once: into an account for somebody who was invited, to a new password, to a fresh server.
//!
//! The secret stands behind the hash sign, so that no server's log ever holds it; of it only the SHA-256 is kept.

use candor_domain::{AccountId, AgentId, ClientId, MemberId, Millis, Sha256Hash, Timestamp};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, QueryFilter as _, sea_query::Expr,
};
use url::Url;

use super::Email;
use crate::{
    auth::policy::Organisation,
    db::{DbId as _, corrupt, entity, hash_bytes},
    env::Environment,
    error::{ApiError, ApiResult},
};

/// How long an invitation holds.
const JOIN: Millis = Millis::from_minutes(7 * 24 * 60);
/// How long a link to a new password holds.
const RESET: Millis = Millis::from_minutes(60);
/// How long the code of a fresh server holds; each start makes a new one.
const SET_UP: Millis = Millis::from_minutes(24 * 60);
/// How long after its end a link is told from one that never was.
pub(crate) const REMEMBERED: Millis = Millis::from_minutes(30 * 24 * 60);

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To make the first account of a fresh server.
    SetUp,
    /// To become the member that was invited.
    Member(Organisation, MemberId, Email),
    /// To come to an agent's own page.
    Agent(Organisation, AgentId, Email),
    /// To set a new password.
    Reset(AccountId),
}

/// A link that still holds.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) purpose: Purpose,
    pub(crate) expires_at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

/// Makes a link's secret. Whatever link there was for the same purpose doesn't hold any more.
pub(crate) async fn issue(
    transaction: &DatabaseTransaction,
    env: &Environment,
    purpose: &Purpose,
) -> Result<(String, Timestamp), DbErr> {
    let secret = match purpose {
        // A person copies it from a terminal.
        Purpose::SetUp => super::factor::readable(env),
        _ => hex::encode(env.random::<32>()),
    };
    let expires_at = issue_secret(transaction, env, purpose, &secret).await?;
    Ok((secret, expires_at))
}

async fn issue_secret(
    transaction: &DatabaseTransaction,
    env: &Environment,
    purpose: &Purpose,
    secret: &str,
) -> Result<Timestamp, DbErr> {
    use entity::account_link::{ActiveModel, Column, Entity};
    let now = env.now();
    let (name, lasts) = match purpose {
        Purpose::SetUp => ("set_up", SET_UP),
        Purpose::Member(..) | Purpose::Agent(..) => ("join", JOIN),
        Purpose::Reset(_) => ("reset", RESET),
    };
    let expires_at = now.plus(lasts);
    let mut row = ActiveModel {
        id: Set(env.id(AccountId::new).db()),
        purpose: Set(name.into()),
        secret_hash: Set(hash_bytes(hash(purpose == &Purpose::SetUp, secret))),
        account_id: Set(None),
        client_id: Set(None),
        member_id: Set(None),
        agent_id: Set(None),
        email: Set(None),
        created_at: Set(now.as_millis()),
        expires_at: Set(expires_at.as_millis()),
        used_at: Set(None),
    };
    let mut same = Condition::all().add(Column::Purpose.eq(name)).add(Column::UsedAt.is_null());
    match purpose {
        Purpose::SetUp => {}
        Purpose::Member(organisation, member, email) => {
            row.client_id = Set(Some(organisation.client().db()));
            row.member_id = Set(Some(member.db()));
            row.email = Set(Some(email.as_str().into()));
            same = same.add(Column::MemberId.eq(member.db()));
        }
        Purpose::Agent(organisation, agent, email) => {
            row.client_id = Set(Some(organisation.client().db()));
            row.agent_id = Set(Some(agent.db()));
            row.email = Set(Some(email.as_str().into()));
            same = same.add(Column::AgentId.eq(agent.db()));
        }
        Purpose::Reset(account) => {
            row.account_id = Set(Some(account.db()));
            same = same.add(Column::AccountId.eq(account.db()));
        }
    }
    Entity::delete_many().filter(same).exec(transaction).await?;
    Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(expires_at)
}

fn hash(readable: bool, secret: &str) -> Sha256Hash {
    if readable { super::factor::hash_of(secret) } else { Sha256Hash::of(secret) }
}

/// The link as somebody opens it.
pub(crate) fn url(public: &Url, secret: &str) -> String {
    let mut link = public.clone();
    link.set_path(candor_wire::path::ACCOUNT_LINK);
    link.set_fragment(Some(secret));
    link.into()
}

/// The secret in a link, or the secret itself.
fn secret_in(text: &str) -> &str {
    let text = text.trim();
    text.rsplit_once('#').map_or(text, |(_, secret)| secret)
}

/// Reads a link, or the code of a fresh server, that holds.
///
/// # Errors
/// [`ErrorCode::LinkUnknown`], [`ErrorCode::LinkUsed`] or [`ErrorCode::LinkExpired`].
pub(crate) async fn read(
    db: &impl ConnectionTrait,
    now: Timestamp,
    set_up: bool,
    text: &str,
) -> ApiResult<Link> {
    use entity::account_link::{Column, Entity};
    let hash = hash_bytes(hash(set_up, secret_in(text)));
    let row = Entity::find().filter(Column::SecretHash.eq(hash)).one(db).await?;
    holding(row.filter(|row| (row.purpose == "set_up") == set_up).ok_or_else(unknown)?, now)
}

/// A link that was read before, by its id, if it still holds.
///
/// # Errors
/// As [`read`].
pub(crate) async fn again(db: &impl ConnectionTrait, now: Timestamp, id: uuid::Uuid) -> ApiResult<Link> {
    let row = entity::account_link::Entity::find_by_id(id).one(db).await?;
    holding(row.ok_or_else(unknown)?, now)
}

fn holding(row: entity::account_link::Model, now: Timestamp) -> ApiResult<Link> {
    if row.used_at.is_some() {
        return Err(ApiError::new(ErrorCode::LinkUsed, "The link was used; it works once."));
    }
    if row.expires_at <= now.as_millis() {
        return Err(ApiError::new(ErrorCode::LinkExpired, "The link is too old. Ask for a new one."));
    }
    let broken = || corrupt("account_links.purpose");
    let email = || row.email.as_deref().map(Email::read).transpose();
    let organisation = row.client_id.map(|client| Organisation::of(ClientId::from_db(client)));
    let purpose = match (row.purpose.as_str(), organisation, row.member_id, row.agent_id, row.account_id) {
        ("set_up", None, None, None, None) => Purpose::SetUp,
        ("join", Some(organisation), Some(member), None, None) => {
            Purpose::Member(organisation, MemberId::from_db(member), email()?.ok_or_else(broken)?)
        }
        ("join", Some(organisation), None, Some(agent), None) => {
            Purpose::Agent(organisation, AgentId::from_db(agent), email()?.ok_or_else(broken)?)
        }
        ("reset", None, None, None, Some(account)) => Purpose::Reset(AccountId::from_db(account)),
        _ => return Err(broken().into()),
    };
    Ok(Link { purpose, expires_at: Timestamp::from_millis(row.expires_at), id: row.id })
}

/// Takes back the links by which somebody was to become a member.
pub(crate) async fn take_back(transaction: &DatabaseTransaction, member: MemberId) -> Result<(), DbErr> {
    use entity::account_link::{Column, Entity};
    let theirs = Condition::all().add(Column::MemberId.eq(member.db())).add(Column::UsedAt.is_null());
    Entity::delete_many().filter(theirs).exec(transaction).await.map(|_| ())
}

/// No such link, or one that was taken back.
pub(crate) fn unknown() -> ApiError {
    ApiError::new(ErrorCode::LinkUnknown, "No such link, or it was taken back. Ask for a new one.")
}

/// Marks a link as used, in the transaction that does what it is for.
///
/// # Errors
/// [`ErrorCode::LinkUsed`] where somebody was faster.
pub(crate) async fn take(transaction: &DatabaseTransaction, now: Timestamp, link: &Link) -> ApiResult<()> {
    use entity::account_link::{Column, Entity};
    let done = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now.as_millis()))
        .filter(Column::Id.eq(link.id))
        .filter(Column::UsedAt.is_null())
        .exec(transaction)
        .await?;
    if done.rows_affected == 1 {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::LinkUsed, "The link was used; it works once."))
}
