//! The tables as SeaORM entities; columns as in [`migration`](super::migration), where they are explained.

macro_rules! entity {
    ($module:ident, $table:literal, { $($(#[$attr:meta])* $field:ident: $type:ty,)* }) => {
        pub(crate) mod $module {
            #![allow(unused_imports, missing_docs)]
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$attr])* pub $field: $type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity!(setting, "settings", {
    #[sea_orm(primary_key, auto_increment = false)]
    name: String,
    value: String,
});

entity!(client, "clients", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    name: String,
    contact: String,
    address: String,
    jurisdiction: String,
    authority: String,
    operator: String,
    created_at: i64,
    second_factor: bool,
});

entity!(account, "accounts", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    email: String,
    name: String,
    lang: String,
    operator: bool,
    password_hash: Option<String>,
    totp_secret: Option<Vec<u8>>,
    totp_pending: Option<Vec<u8>>,
    totp_step: i64,
    created_at: i64,
    changed_at: i64,
    disabled_at: Option<i64>,
});

entity!(passkey, "passkeys", {
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    name: String,
    credential_id: Vec<u8>,
    credential: String,
    created_at: i64,
    used_at: Option<i64>,
});

entity!(recovery_code, "recovery_codes", {
    #[sea_orm(primary_key, auto_increment = false)]
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    hash: Vec<u8>,
    used_at: Option<i64>,
});

entity!(web_session, "web_sessions", {
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    secret_hash: Vec<u8>,
    strength: String,
    client_id: Option<Uuid>,
    created_at: i64,
    proved_at: i64,
    seen_at: i64,
    expires_at: i64,
    browser: String,
});

entity!(provider, "providers", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    issuer: String,
    registered_as: String,
    secret: Option<Vec<u8>>,
    required: bool,
    changed_at: i64,
});

entity!(identity, "identities", {
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    subject: String,
    created_at: i64,
    used_at: i64,
});

entity!(account_link, "account_links", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    purpose: String,
    secret_hash: Vec<u8>,
    account_id: Option<Uuid>,
    client_id: Option<Uuid>,
    member_id: Option<Uuid>,
    agent_id: Option<Uuid>,
    email: Option<String>,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
});

entity!(ceremony, "ceremonies", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Option<Uuid>,
    state: String,
    expires_at: i64,
});

entity!(audit, "audit", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    client_id: Option<Uuid>,
    at: i64,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: String,
    action: String,
    object_kind: Option<String>,
    object_id: Option<String>,
    detail: String,
});

entity!(member, "members", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Option<Uuid>,
    email: Option<String>,
    name: String,
    role: String,
    created_at: i64,
    removed_at: Option<i64>,
});

entity!(api_token, "api_tokens", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    member_id: Uuid,
    name: String,
    scopes: String,
    secret_hash: Vec<u8>,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    used_at: Option<i64>,
});

entity!(agent, "agents", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Option<Uuid>,
    name: String,
    created_at: i64,
});

entity!(project, "projects", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    name: String,
    testing: bool,
    created_at: i64,
});

entity!(policy, "policies", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    document: String,
    published_at: i64,
});

entity!(notice, "notices", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    lang: String,
    sha256: Vec<u8>,
    text: String,
});

entity!(invitation, "invitations", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    agent_id: Uuid,
    secret_hash: Vec<u8>,
    created_at: i64,
    expires_at: i64,
    used_by: Option<Uuid>,
    used_at: Option<i64>,
});

entity!(device, "devices", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    agent_id: Uuid,
    public_key: Vec<u8>,
    enrolled_at: i64,
    revoked_at: Option<i64>,
    ledger_size: i64,
    ledger_root: Vec<u8>,
    checkpoint: Option<String>,
    seen_at: i64,
});

entity!(entry, "entries", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    kind: String,
    entry: Vec<u8>,
    signature: Vec<u8>,
    received_at: i64,
});

entity!(withdrawal, "withdrawals", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    category: String,
    id: Uuid,
    at: i64,
    learned_seq: Option<i64>,
});

entity!(blob, "blobs", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    sha256: Vec<u8>,
    bytes: i64,
    width: i32,
    height: i32,
    put_at: i64,
    complete: bool,
    doomed: bool,
});

entity!(record, "records", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    stream: String,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    month: i32,
    id: Uuid,
    agent_id: Uuid,
    project_id: Uuid,
    session_id: Uuid,
    category: Option<String>,
    at: i64,
    received_at: i64,
    grace_until: i64,
    expires_at: i64,
    batch_id: Uuid,
    state: String,
    content_hash: Option<Vec<u8>>,
    salt: Option<Vec<u8>>,
    record: Option<Vec<u8>>,
    blob: Option<Vec<u8>>,
});

entity!(tombstone, "tombstones", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    record_id: Uuid,
    at: i64,
});

entity!(view, "views", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    agent_id: Uuid,
    record_id: Uuid,
    viewer: String,
    role: String,
    member_id: Option<Uuid>,
    reason: Option<String>,
    at: i64,
});

entity!(alarm, "alarms", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    device_id: Uuid,
    kind: String,
    detail: String,
    at: i64,
});

entity!(session, "sessions", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    agent_id: Uuid,
    project_id: Uuid,
    zone: String,
    started_at: i64,
    stopped_at: Option<i64>,
    ran_ms: i64,
    boot_ms: Option<i64>,
    summary_seq: Option<i64>,
    synthetic: bool,
});

entity!(stretch, "stretches", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    agent_id: Uuid,
    project_id: Uuid,
    session_id: Uuid,
    running: bool,
    granted: i32,
    start_at: i64,
    end_at: Option<i64>,
    ran_ms: i64,
    worked_ms: i64,
    told_at: i64,
});

entity!(hour, "hours", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    agent_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    hour: i64,
    samples: i64,
    keys: i64,
    clicks: i64,
    scroll: i64,
    pointer_px: i64,
    idle_ms: i64,
    active_0: i64,
    active_1: i64,
    active_2: i64,
    active_3: i64,
    screenshots: i64,
    webcam_stills: i64,
    work_notes: i64,
    gaps_activity_counts: i64,
    gaps_screenshots: i64,
    gaps_webcam_stills: i64,
    gaps_work_notes: i64,
    gaps_0: i64,
    gaps_1: i64,
    gaps_2: i64,
    gaps_3: i64,
});

entity!(time_review, "time_reviews", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    agent_id: Uuid,
    project_id: Option<Uuid>,
    start_at: i64,
    end_at: i64,
    state: String,
    day: Option<String>,
    minutes: Option<i64>,
    reason: Option<String>,
    member_id: Uuid,
    author: String,
    at: i64,
});

entity!(time_comment, "time_comments", {
    #[sea_orm(primary_key, auto_increment = false)]
    client_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    review_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    member_id: Option<Uuid>,
    author: String,
    text: String,
    at: i64,
});
