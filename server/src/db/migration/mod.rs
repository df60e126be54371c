//! The schema, version by version. A version that was released is never changed.

mod accounts;
mod reading;

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, blob, blob_null, boolean, integer, text, text_null, uuid, uuid_null,
    },
    sea_orm::DbBackend,
};

use self::{
    accounts::accounts,
    reading::{reading, reviews},
};

pub(crate) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Version1)]
    }
}

struct Version1;

impl MigrationName for Version1 {
    fn name(&self) -> &str {
        "0001_spine"
    }
}

/// A table of an organisation: led by `client_id`, which is part of its key.
fn owned(name: &'static str, key: &[&'static str], columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(name).col(uuid("client_id")).take();
    for column in columns {
        table.col(column);
    }
    let mut primary = Index::create().col("client_id").take();
    for column in key {
        primary.col(*column);
    }
    table.primary_key(&mut primary);
    let mut client = ForeignKey::create().from(name, "client_id").to("clients", "id").take();
    table.foreign_key(&mut client).take()
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).take();
    for column in columns {
        index.col(*column);
    }
    index
}

fn unique(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(name, table, columns).unique().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Version1 {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = people().into_iter().chain(accounts()).chain(consent()).chain(work());
        for table in tables.chain(reading()).chain(reviews()) {
            manager.create_table(table).await?;
        }
        let indexes = [
            // Looked up before the organisation is known, by a secret that only its holder has.
            unique("api_tokens_secret", "api_tokens", &["secret_hash"]),
            index("api_tokens_member", "api_tokens", &["client_id", "member_id"]),
            index("members_account", "members", &["account_id"]),
            index("agents_account", "agents", &["account_id"]),
            unique("accounts_email", "accounts", &["email"]),
            unique("account_links_secret", "account_links", &["secret_hash"]),
            unique("web_sessions_secret", "web_sessions", &["secret_hash"]),
            index("web_sessions_account", "web_sessions", &["account_id"]),
            unique("identities_account", "identities", &["client_id", "account_id"]),
            unique("passkeys_credential", "passkeys", &["credential_id"]),
            index("passkeys_account", "passkeys", &["account_id"]),
            index("audit_client", "audit", &["client_id", "id"]),
            unique("invitations_secret", "invitations", &["secret_hash"]),
            unique("devices_id", "devices", &["id"]),
            unique("devices_key", "devices", &["public_key"]),
            index("devices_agent", "devices", &["client_id", "agent_id"]),
            index("notices_sha256", "notices", &["client_id", "project_id", "sha256"]),
            unique("records_id", "records", &["client_id", "id", "device_id", "month"]),
            index("records_at", "records", &["client_id", "agent_id", "at"]),
            index("records_expiry", "records", &["expires_at"]),
            index("blobs_put", "blobs", &["put_at"]),
            // With every column that a team's month asks for, so that its thousands of rows are read in one go.
            index("stretches_start", "stretches", &[&["client_id", "start_at"][..], &STRETCH].concat()),
            index("stretches_agent", "stretches", &["client_id", "agent_id", "start_at"]),
            index("stretches_session", "stretches", &["client_id", "device_id", "session_id"]),
            index("time_reviews_agent", "time_reviews", &["client_id", "agent_id", "start_at"]),
            index("hours_hour", "hours", &["client_id", "hour"]),
            index("views_record", "views", &["client_id", "record_id"]),
            index("views_agent", "views", &["client_id", "agent_id", "id"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        // Only captures name blobs; the other records shouldn't pay for this index.
        let partial =
            "CREATE INDEX records_blob ON records (client_id, device_id, blob) WHERE blob IS NOT NULL";
        manager.get_connection().execute_unprepared(partial).await?;
        // Nearly all sessions are real; the others are looked for at every day and timesheet.
        let partial = "CREATE INDEX sessions_synthetic ON sessions (client_id, started_at) WHERE synthetic";
        manager.get_connection().execute_unprepared(partial).await?;
        for trigger in append_only(manager.get_database_backend())? {
            manager.get_connection().execute_unprepared(trigger).await?;
        }
        Ok(())
    }
}

/// What is read of a stretch, beside its client and its start.
const STRETCH: [&str; 10] = [
    "running",
    "agent_id",
    "project_id",
    "device_id",
    "seq",
    "session_id",
    "granted",
    "end_at",
    "ran_ms",
    "worked_ms",
];

/// What makes the database itself refuse to change a line of the audit log.
fn append_only(backend: DbBackend) -> Result<Vec<&'static str>, DbErr> {
    match backend {
        DbBackend::Postgres => Ok(vec![
            "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
        ]),
        DbBackend::Sqlite => Ok(vec![
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
            "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        ]),
        other => Err(DbErr::Custom(format!("{other:?} is no database of Candor's"))),
    }
}

/// Who there is and what was agreed on. Times are milliseconds since 1970; digests are their 32 bytes.
fn people() -> Vec<TableCreateStatement> {
    vec![
        Table::create().table("settings").col(text("name").primary_key()).col(text("value")).take(),
        Table::create()
            .table("clients")
            .col(uuid("id").primary_key())
            .col(text("name"))
            .col(text("contact"))
            .col(text("address"))
            .col(text("jurisdiction"))
            .col(text("authority"))
            .col(text("operator"))
            .col(big_integer("created_at"))
            // Whether members need a second factor or a passkey.
            .col(boolean("second_factor"))
            .take(),
        // An account's membership, or that of whoever has an API token alone. `email` is where the invitation went.
        owned(
            "members",
            &["id"],
            vec![
                uuid("id"),
                uuid_null("account_id"),
                text_null("email"),
                text("name"),
                text("role"),
                big_integer("created_at"),
                big_integer_null("removed_at"),
            ],
        ),
        // Of the token only the SHA-256 is kept. `scopes` are names with spaces between them.
        owned(
            "api_tokens",
            &["id"],
            vec![
                uuid("id"),
                uuid("member_id"),
                text("name"),
                text("scopes"),
                blob("secret_hash"),
                big_integer("created_at"),
                big_integer("expires_at"),
                big_integer_null("revoked_at"),
                big_integer_null("used_at"),
            ],
        ),
        owned(
            "agents",
            &["id"],
            vec![uuid("id"), uuid_null("account_id"), text("name"), big_integer("created_at")],
        ),
        owned(
            "projects",
            &["id"],
            vec![uuid("id"), text("name"), boolean("testing"), big_integer("created_at")],
        ),
        // `document` is the policy as canonical JSON.
        owned(
            "policies",
            &["project_id", "version"],
            vec![uuid("project_id"), integer("version"), text("document"), big_integer("published_at")],
        ),
        owned(
            "notices",
            &["project_id", "version", "lang"],
            vec![uuid("project_id"), integer("version"), text("lang"), blob("sha256"), text("text")],
        ),
        // Of the secret only the SHA-256 is kept.
        owned(
            "invitations",
            &["id"],
            vec![
                uuid("id"),
                uuid("agent_id"),
                blob("secret_hash"),
                big_integer("created_at"),
                big_integer("expires_at"),
                uuid_null("used_by"),
                big_integer_null("used_at"),
            ],
        ),
    ]
}

/// Devices and what their ledgers say.
fn consent() -> Vec<TableCreateStatement> {
    vec![
        // `ledger_size` and `ledger_root` are the head that was cosigned last, `checkpoint` its signed note. `seen_at` is the
        // last contact, give or take the life of an access token.
        owned(
            "devices",
            &["id"],
            vec![
                uuid("id"),
                uuid("agent_id"),
                blob("public_key"),
                big_integer("enrolled_at"),
                big_integer_null("revoked_at"),
                big_integer("ledger_size"),
                blob("ledger_root"),
                text_null("checkpoint"),
                big_integer("seen_at"),
            ],
        ),
        // `entry` holds the canonical bytes that are signed.
        owned(
            "entries",
            &["device_id", "seq"],
            vec![
                uuid("device_id"),
                big_integer("seq"),
                text("kind"),
                blob("entry"),
                blob("signature"),
                big_integer("received_at"),
            ],
        ),
        // The last withdrawal made elsewhere, for each device that has to learn of it. `learned_seq` is the entry of the
        // device's ledger that answers its `id`; nothing captured before that entry is taken.
        owned(
            "withdrawals",
            &["device_id", "project_id", "category"],
            vec![
                uuid("device_id"),
                uuid("project_id"),
                text("category"),
                uuid("id"),
                big_integer("at"),
                big_integer_null("learned_seq"),
            ],
        ),
    ]
}

/// What was recorded, and who looked at it.
fn work() -> Vec<TableCreateStatement> {
    vec![
        // `complete` once the file is on disk, `doomed` once it is to be deleted.
        owned(
            "blobs",
            &["device_id", "sha256"],
            vec![
                uuid("device_id"),
                blob("sha256"),
                big_integer("bytes"),
                integer("width"),
                integer("height"),
                big_integer("put_at"),
                boolean("complete"),
                boolean("doomed"),
            ],
        ),
        // `state` is live, redacted, deleted (by the agent: a gap stands in its place) or expired (by retention). Of a record
        // that is deleted or expired no content, no hash of content and no salt remains.
        // `month` (202611) follows from the id and is in every key, so that the table can be parted by it; that a name or an id
        // is used once over all months, the writer sees to.
        owned(
            "records",
            &["device_id", "stream", "seq", "month"],
            vec![
                uuid("device_id"),
                text("stream"),
                big_integer("seq"),
                integer("month"),
                uuid("id"),
                uuid("agent_id"),
                uuid("project_id"),
                uuid("session_id"),
                text_null("category"),
                big_integer("at"),
                big_integer("received_at"),
                big_integer("grace_until"),
                big_integer("expires_at"),
                uuid("batch_id"),
                text("state"),
                blob_null("content_hash"),
                blob_null("salt"),
                blob_null("record"),
                blob_null("blob"),
            ],
        ),
        // Records that the agent deleted before they came.
        owned(
            "tombstones",
            &["device_id", "record_id"],
            vec![uuid("device_id"), uuid("record_id"), big_integer("at")],
        ),
        owned(
            "views",
            &["id"],
            vec![
                uuid("id"),
                uuid("agent_id"),
                uuid("record_id"),
                text("viewer"),
                text("role"),
                uuid_null("member_id"),
                text_null("reason"),
                big_integer("at"),
            ],
        ),
        owned(
            "alarms",
            &["id"],
            vec![uuid("id"), uuid("device_id"), text("kind"), text("detail"), big_integer("at")],
        ),
    ]
}
