//! The audit log: what was done, by whom, when. Lines are added in the transaction of the act that they tell of, and the database
//! refuses to change or delete one.
//!
//! A line names things by their ids. It never holds content, a secret, or an e-mail address that somebody typed.

use std::collections::BTreeSet;

use candor_domain::{AccountId, AgentId, AuditId, ClientId, MemberId, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::policy::{Member, Organisation},
    db::{DbId as _, corrupt, entity},
    env::Environment,
};

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal,)*) => {
        /// What is logged.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(dead_code, reason = "the closed list of what can stand in the log; some is recorded by commands alone")]
        pub(crate) enum Act {
            $($(#[$doc])* $act,)*
        }

        impl Act {
            /// Every act.
            pub(crate) const ALL: &[Self] = &[$(Self::$act,)*];

            /// Its stable name.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$act => $name,)*
                }
            }
        }
    };
}

acts! {
    /// Somebody signed in.
    SignedIn = "session.signed_in",
    /// A sign-in was refused.
    SignInRefused = "session.refused",
    /// Somebody signed out.
    SignedOut = "session.signed_out",
    /// A session was ended from elsewhere.
    SessionEnded = "session.ended",
    /// All sessions of an account were ended by the operator.
    AllSessionsEnded = "session.all_ended",
    /// The account was made.
    AccountMade = "account.made",
    /// Name or language changed.
    AccountChanged = "account.changed",
    /// The account was disabled by the operator.
    AccountDisabled = "account.disabled",
    /// The account was enabled again.
    AccountEnabled = "account.enabled",
    /// The password changed.
    PasswordChanged = "account.password_changed",
    /// A link for a new password was asked for.
    ResetAsked = "account.reset_asked",
    /// TOTP was set up.
    TotpSetUp = "account.totp_set_up",
    /// TOTP was removed.
    TotpRemoved = "account.totp_removed",
    /// New recovery codes were made.
    RecoveryCodesMade = "account.recovery_codes_made",
    /// A recovery code was used.
    RecoveryCodeUsed = "account.recovery_code_used",
    /// A passkey was added.
    PasskeyAdded = "account.passkey_added",
    /// A passkey was renamed.
    PasskeyRenamed = "account.passkey_renamed",
    /// A passkey was deleted.
    PasskeyDeleted = "account.passkey_deleted",
    /// A client was made.
    ClientMade = "client.made",
    /// A client's rules for signing in changed.
    ClientChanged = "client.changed",
    /// A client's identity provider was set or changed.
    ProviderChanged = "provider.changed",
    /// A client's identity provider was taken away.
    ProviderRemoved = "provider.removed",
    /// A member is known to the client's identity provider from now on.
    ProviderConnected = "provider.connected",
    /// Somebody was invited to be a member.
    MemberInvited = "member.invited",
    /// An invited member joined.
    MemberJoined = "member.joined",
    /// A member's role changed.
    MemberChanged = "member.changed",
    /// A member was removed.
    MemberRemoved = "member.removed",
    /// An API token was made.
    TokenMade = "token.made",
    /// An API token was revoked.
    TokenRevoked = "token.revoked",
    /// An agent was given a link to their own page.
    AgentInvited = "agent.invited",
    /// An agent's account was bound.
    AgentJoined = "agent.joined",
    /// A capture was looked at.
    CaptureViewed = "capture.viewed",
    /// Work was exported.
    Exported = "export.made",
    /// Worked time was approved or questioned.
    TimeReviewed = "time.reviewed",
    /// Somebody commented on that.
    TimeCommented = "time.commented",
    /// Time was added or taken off by hand.
    TimeAdjusted = "time.adjusted",
    /// A project was made.
    ProjectMade = "project.made",
    /// Somebody was invited to work with a device.
    InvitationMade = "invitation.made",
    /// An invitation was taken back.
    InvitationTakenBack = "invitation.taken_back",
    /// A policy was published.
    PolicyPublished = "policy.published",
    /// An enrolment was ended.
    DeviceRevoked = "device.revoked",
}

/// Who did it.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    kind: &'static str,
    id: Option<Uuid>,
    name: String,
}

impl Actor {
    /// Somebody who is signed in, or was about to be.
    pub(crate) fn account(account: &entity::account::Model) -> Self {
        Self { kind: "account", id: Some(account.id), name: account.name.clone() }
    }

    /// A member of a client, by session or by token.
    pub(crate) fn member(member: &Member) -> Self {
        Self { kind: "member", id: Some(member.id.db()), name: member.name.clone() }
    }

    /// An agent on their own page.
    pub(crate) fn agent(id: AgentId, name: &str) -> Self {
        Self { kind: "agent", id: Some(id.db()), name: name.into() }
    }

    /// A member who looks at a capture, or whoever does so with the data folder in their hands.
    pub(crate) fn viewer(member: Option<MemberId>, name: &str) -> Self {
        match member {
            Some(id) => Self { kind: "member", id: Some(id.db()), name: name.into() },
            None => Self::command(),
        }
    }

    /// Whoever has the data folder in their hands.
    pub(crate) fn command() -> Self {
        Self { kind: "operator", id: None, name: "candor-server admin".into() }
    }

    /// Nobody who could be named.
    pub(crate) fn unknown() -> Self {
        Self { kind: "unknown", id: None, name: String::new() }
    }
}

/// One line before it is written.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) organisation: Option<Organisation>,
    pub(crate) actor: &'a Actor,
    pub(crate) act: Act,
    /// What it was done to: a kind and an id.
    pub(crate) object: Option<(&'static str, String)>,
    /// JSON without content.
    pub(crate) detail: Value,
}

impl<'a> Line<'a> {
    /// A line about an organisation's things.
    pub(crate) fn of(organisation: Organisation, actor: &'a Actor, act: Act) -> Self {
        Self { organisation: Some(organisation), actor, act, object: None, detail: json!({}) }
    }

    /// The same about an object.
    pub(crate) fn object(mut self, kind: &'static str, id: impl ToString) -> Self {
        self.object = Some((kind, id.to_string()));
        self
    }

    /// The same with details.
    pub(crate) fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

/// Adds a line within the transaction of what it tells of.
pub(crate) async fn record(
    transaction: &DatabaseTransaction,
    env: &Environment,
    line: Line<'_>,
) -> Result<(), DbErr> {
    let (object_kind, object_id) = line.object.unzip();
    let row = entity::audit::ActiveModel {
        id: Set(env.id(AuditId::new).db()),
        client_id: Set(line.organisation.map(|organisation| organisation.client().db())),
        at: Set(env.now().as_millis()),
        actor_kind: Set(line.actor.kind.into()),
        actor_id: Set(line.actor.id),
        actor_name: Set(line.actor.name.clone()),
        action: Set(line.act.name().into()),
        object_kind: Set(object_kind.map(Into::into)),
        object_id: Set(object_id),
        detail: Set(line.detail.to_string()),
    };
    entity::audit::Entity::insert(row).exec_without_returning(transaction).await.map(|_| ())
}

/// Adds what an account did, or what was done to it, to the log of each client that it is a member of; to that of the server alone
/// where it is none's.
pub(crate) async fn record_account(
    transaction: &DatabaseTransaction,
    env: &Environment,
    actor: &Actor,
    account: &entity::account::Model,
    act: Act,
    detail: Value,
) -> Result<(), DbErr> {
    let clients = clients_of(transaction, account.id).await?;
    let organisations = clients.into_iter().map(|client| Some(Organisation::of(ClientId::from_db(client))));
    let mut organisations: Vec<_> = organisations.collect();
    if organisations.is_empty() {
        organisations.push(None);
    }
    for organisation in organisations {
        let object = Some(("account", AccountId::from_db(account.id).to_string()));
        record(transaction, env, Line { organisation, actor, act, object, detail: detail.clone() }).await?;
    }
    Ok(())
}

/// Adds what happened to a session: to the log of the client that it counts for alone, where an identity provider vouched for it.
pub(crate) async fn record_session(
    transaction: &DatabaseTransaction,
    env: &Environment,
    actor: &Actor,
    account: &entity::account::Model,
    client: Option<Organisation>,
    act: Act,
    detail: Value,
) -> Result<(), DbErr> {
    match client {
        None => record_account(transaction, env, actor, account, act, detail).await,
        Some(organisation) => {
            let line = Line::of(organisation, actor, act).object("account", AccountId::from_db(account.id));
            record(transaction, env, line.detail(detail)).await
        }
    }
}

async fn clients_of(db: &impl ConnectionTrait, account: Uuid) -> Result<BTreeSet<Uuid>, DbErr> {
    use entity::member::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::RemovedAt.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.client_id).collect())
}

/// A line of the audit log.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AuditLine {
    /// Its id.
    id: AuditId,
    /// When.
    at: Timestamp,
    /// What did it: `account`, `member`, `agent`, `operator` or `unknown`.
    actor_kind: String,
    /// Its id.
    #[schema(value_type = Option<String>, format = "uuid")]
    actor: Option<Uuid>,
    /// Its name at that time.
    actor_name: String,
    /// What was done, such as `session.signed_in`.
    action: String,
    /// What kind of thing it was done to.
    object_kind: Option<String>,
    /// The thing's id.
    object: Option<String>,
    /// More about it, without content.
    #[schema(value_type = Object)]
    detail: Value,
}

/// A page of an organisation's log, the newest first; lines before `before`, of one action where it is named.
pub(crate) async fn page(
    db: &impl ConnectionTrait,
    organisation: Organisation,
    action: Option<Act>,
    before: Option<AuditId>,
    limit: u64,
) -> Result<Vec<AuditLine>, DbErr> {
    use entity::audit::{Column, Entity};
    let mut find = Entity::find().filter(Column::ClientId.eq(organisation.client().db()));
    if let Some(action) = action {
        find = find.filter(Column::Action.eq(action.name()));
    }
    if let Some(before) = before {
        find = find.filter(Column::Id.lt(before.db()));
    }
    let rows = find.order_by_desc(Column::Id).limit(limit).all(db).await?;
    let line = |row: entity::audit::Model| {
        Ok(AuditLine {
            id: AuditId::from_db(row.id),
            at: Timestamp::from_millis(row.at),
            actor_kind: row.actor_kind,
            actor: row.actor_id,
            actor_name: row.actor_name,
            action: row.action,
            object_kind: row.object_kind,
            object: row.object_id,
            detail: serde_json::from_str(&row.detail).map_err(|_| corrupt("audit.detail"))?,
        })
    };
    rows.into_iter().map(line).collect()
}

impl AuditLine {
    /// Its id, which the next page begins after.
    pub(crate) fn id(&self) -> AuditId {
        self.id
    }
}
