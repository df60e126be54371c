//! Sessions of browsers: a random secret in a cookie, its SHA-256 in the database, and everything that it allows looked up at
//! each request, so that whatever ends or changes takes effect at once.

use candor_domain::{AccountId, ClientId, Millis, Sha256Hash, Timestamp, WebSessionId};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, QueryFilter as _, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    app::App,
    auth::policy::Organisation,
    db::{DbId as _, corrupt, entity, hash_bytes},
    env::Environment,
    error::{ApiError, ApiResult},
};

/// Without a request it ends after so long.
const IDLE: Millis = Millis::from_minutes(12 * 60);
/// It ends after so long whatever happens.
pub(crate) const ABSOLUTE: Millis = Millis::from_minutes(7 * 24 * 60);
/// One that an identity provider vouched for ends after so long: whom it vouches for no more is out within half a day.
const VOUCHED: Millis = Millis::from_minutes(12 * 60);
/// How long a right password waits for its second factor.
const PENDING: Millis = Millis::from_minutes(10);
/// How long after a proof of who this is the ways to sign in can be changed.
const FRESH: Millis = Millis::from_minutes(15);
/// A request within so long after the last noted one isn't noted: reading would else write each time.
const NOTED: Millis = Millis::from_minutes(1);
/// What is kept of the browser's name for itself: what tells it from others comes last.
const BROWSER: usize = 256;

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Strength {
    /// By a password, to which the second factor is missing: signed in to nothing.
    Pending,
    /// By a password; there is no second factor.
    Password,
    /// By a password and a code.
    SecondFactor,
    /// By a passkey.
    Passkey,
    /// By the identity provider of a client, for that client alone.
    Provider,
}

/// What a session is begun on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Proof {
    pub(crate) strength: Strength,
    /// The client whose identity provider vouched for the person.
    pub(crate) client: Option<Organisation>,
}

impl From<Strength> for Proof {
    fn from(strength: Strength) -> Self {
        Self { strength, client: None }
    }
}

impl Proof {
    /// What a client's identity provider said.
    pub(crate) const fn by_provider(client: Organisation) -> Self {
        Self { strength: Strength::Provider, client: Some(client) }
    }

    const fn lasts(self) -> Millis {
        match self.strength {
            Strength::Pending => PENDING,
            Strength::Provider => VOUCHED,
            Strength::Password | Strength::SecondFactor | Strength::Passkey => ABSOLUTE,
        }
    }
}

impl Strength {
    const ALL: [Self; 5] = [Self::Pending, Self::Password, Self::SecondFactor, Self::Passkey, Self::Provider];

    const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
            Self::Passkey => "passkey",
            Self::Provider => "provider",
        }
    }

    /// Whether more than a password was proved. What a client's provider asks of people is for the client to say.
    pub(crate) const fn strong(self) -> bool {
        matches!(self, Self::SecondFactor | Self::Passkey | Self::Provider)
    }
}

/// A session that holds, with its account as it is now.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) row: entity::web_session::Model,
    pub(crate) account: entity::account::Model,
    pub(crate) strength: Strength,
    /// The one client that it counts for, whose identity provider vouched for the person. Nothing else of the account is open to it.
    pub(crate) client: Option<Organisation>,
}

impl Session {
    pub(crate) fn id(&self) -> WebSessionId {
        WebSessionId::from_db(self.row.id)
    }

    pub(crate) fn account_id(&self) -> AccountId {
        AccountId::from_db(self.account.id)
    }

    /// Whether it counts in an organisation.
    pub(crate) fn counts_in(&self, client: Uuid) -> bool {
        self.client.is_none_or(|only| only.client().db() == client)
    }

    /// What the account is a member of, as far as the session counts there.
    pub(crate) async fn memberships(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<entity::member::Model>, DbErr> {
        let rows = super::member::of_account(db, self.account.id).await?;
        Ok(rows.into_iter().filter(|row| self.counts_in(row.client_id)).collect())
    }

    /// When it ends if nothing more is asked.
    pub(crate) fn ends_at(&self, now: Timestamp) -> Timestamp {
        now.plus(IDLE).min(Timestamp::from_millis(self.row.expires_at))
    }

    /// Whether the person proved who they are shortly ago.
    ///
    /// # Errors
    /// [`ErrorCode::SignInAgain`].
    pub(crate) fn fresh(&self, now: Timestamp) -> ApiResult<()> {
        if now.since(Timestamp::from_millis(self.row.proved_at)) <= FRESH {
            return Ok(());
        }
        let detail =
            "You signed in a while ago. Sign in again to change how you sign in; nothing was changed.";
        Err(ApiError::new(ErrorCode::SignInAgain, detail))
    }
}

/// The secret of a new session, for the browser's cookie alone.
pub(crate) struct NewSession {
    pub(crate) secret: String,
}

/// Begins a session.
pub(crate) async fn begin(
    transaction: &DatabaseTransaction,
    env: &Environment,
    account: Uuid,
    proof: Proof,
    browser: &str,
) -> Result<NewSession, DbErr> {
    let now = env.now();
    let times = Times { created: now, proved: now, expires: now.plus(proof.lasts()) };
    insert(transaction, env, account, proof, browser, times).await
}

/// When a session began, when the person last proved who they are, and when it ends.
struct Times {
    created: Timestamp,
    proved: Timestamp,
    expires: Timestamp,
}

/// Puts a session with a new secret in the place of one whose standing changed. It lasts no longer than the old one, and its
/// person's last proof is no younger.
pub(crate) async fn rotate(
    transaction: &DatabaseTransaction,
    env: &Environment,
    old: &Session,
    strength: Strength,
) -> Result<NewSession, DbErr> {
    end(transaction, old, old.row.id).await?;
    let times = Times {
        created: Timestamp::from_millis(old.row.created_at),
        proved: Timestamp::from_millis(old.row.proved_at),
        expires: Timestamp::from_millis(old.row.expires_at),
    };
    let proof = Proof { strength, client: old.client };
    insert(transaction, env, old.account.id, proof, &old.row.browser, times).await
}

async fn insert(
    transaction: &DatabaseTransaction,
    env: &Environment,
    account: Uuid,
    Proof { strength, client }: Proof,
    browser: &str,
    Times { created, proved, expires }: Times,
) -> Result<NewSession, DbErr> {
    let secret = hex::encode(env.random::<32>());
    let row = entity::web_session::ActiveModel {
        account_id: Set(account),
        id: Set(env.id(WebSessionId::new).db()),
        secret_hash: Set(hash_bytes(Sha256Hash::of(&secret))),
        strength: Set(strength.name().into()),
        client_id: Set(client.map(|client| client.client().db())),
        created_at: Set(created.as_millis()),
        proved_at: Set(proved.as_millis()),
        seen_at: Set(env.now().as_millis()),
        expires_at: Set(expires.as_millis()),
        browser: Set(browser.chars().filter(|c| !c.is_control()).take(BROWSER).collect()),
    };
    entity::web_session::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(NewSession { secret })
}

/// The session of a cookie, if it holds.
pub(crate) async fn find(app: &App, secret: &str) -> Result<Option<Session>, DbErr> {
    let now = app.now();
    let row = entity::web_session::Entity::find()
        .filter(entity::web_session::Column::SecretHash.eq(hash_bytes(Sha256Hash::of(secret))))
        .one(&app.db.read)
        .await?;
    let Some(row) = row.filter(|row| holds(row, now)) else { return Ok(None) };
    let strength = Strength::ALL.into_iter().find(|strength| strength.name() == row.strength);
    let strength = strength.ok_or_else(|| corrupt("web_sessions.strength"))?;
    let account = super::by_id(&app.db.read, row.account_id).await?;
    let account = account.ok_or_else(|| corrupt("web_sessions.account_id"))?;
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    if now.since(Timestamp::from_millis(row.seen_at)) >= NOTED {
        let transaction = app.db.begin().await?;
        entity::web_session::Entity::update_many()
            .col_expr(entity::web_session::Column::SeenAt, Expr::value(now.as_millis()))
            .filter(entity::web_session::Column::Id.eq(row.id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
    }
    let client = row.client_id.map(|client| Organisation::of(ClientId::from_db(client)));
    Ok(Some(Session { row, account, strength, client }))
}

fn holds(row: &entity::web_session::Model, now: Timestamp) -> bool {
    now.as_millis() < row.expires_at && now.since(Timestamp::from_millis(row.seen_at)) < IDLE
}

/// An account's sessions that hold, the pending ones left out.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    account: Uuid,
    now: Timestamp,
) -> Result<Vec<entity::web_session::Model>, DbErr> {
    use entity::web_session::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Strength.ne(Strength::Pending.name()))
        .all(db)
        .await?;
    Ok(rows.into_iter().filter(|row| holds(row, now)).collect())
}

/// Ends one of the sessions that a session's person has, as far as it counts; whether there was one.
pub(crate) async fn end(
    transaction: &DatabaseTransaction,
    asking: &Session,
    session: Uuid,
) -> Result<bool, DbErr> {
    use entity::web_session::{Column, Entity};
    let mut theirs =
        Condition::all().add(Column::AccountId.eq(asking.account.id)).add(Column::Id.eq(session));
    if let Some(only) = asking.client {
        theirs = theirs.add(Column::ClientId.eq(only.client().db()));
    }
    let done = Entity::delete_many().filter(theirs).exec(transaction).await?;
    Ok(done.rows_affected == 1)
}

/// Ends all of an account's sessions; how many there were.
pub(crate) async fn end_all(transaction: &DatabaseTransaction, account: Uuid) -> Result<u64, DbErr> {
    use entity::web_session::{Column, Entity};
    let done = Entity::delete_many().filter(Column::AccountId.eq(account)).exec(transaction).await?;
    Ok(done.rows_affected)
}

/// Deletes what doesn't hold any more: sessions, challenges, links.
pub(crate) async fn expire(app: &App) -> Result<(), DbErr> {
    use entity::{account_link, ceremony, web_session};
    let now = app.now();
    let transaction = app.db.begin().await?;
    let over = Condition::any()
        .add(web_session::Column::ExpiresAt.lte(now.as_millis()))
        .add(web_session::Column::SeenAt.lte(now.minus(IDLE).as_millis()));
    web_session::Entity::delete_many().filter(over).exec(&transaction).await?;
    ceremony::Entity::delete_many()
        .filter(ceremony::Column::ExpiresAt.lte(now.as_millis()))
        .exec(&transaction)
        .await?;
    // A link is remembered for some time after its end, so that whoever comes late is told that they are late.
    account_link::Entity::delete_many()
        .filter(account_link::Column::ExpiresAt.lte(now.minus(super::link::REMEMBERED).as_millis()))
        .exec(&transaction)
        .await?;
    transaction.commit().await
}
