//! Accounts, how they sign in, and the log of what is done.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob, blob_null, boolean, text, text_null, uuid, uuid_null},
};

/// A table of what belongs to a person who signs in.
fn personal(name: &'static str, key: &[&'static str], columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(name).col(uuid("account_id")).take();
    for column in columns {
        table.col(column);
    }
    let mut primary = Index::create().take();
    for column in key {
        primary.col(*column);
    }
    table.primary_key(&mut primary);
    let mut account = ForeignKey::create().from(name, "account_id").to("accounts", "id").take();
    table.foreign_key(&mut account).take()
}

/// Who signs in, and how; and what was done.
pub(super) fn accounts() -> Vec<TableCreateStatement> {
    vec![
        // `email` is normalised. The TOTP secrets are sealed under the server's key; `totp_step` is the last time step whose code was
        // accepted.
        Table::create()
            .table("accounts")
            .col(uuid("id").primary_key())
            .col(text("email"))
            .col(text("name"))
            .col(text("lang"))
            .col(boolean("operator"))
            .col(text_null("password_hash"))
            .col(blob_null("totp_secret"))
            .col(blob_null("totp_pending"))
            .col(big_integer("totp_step"))
            .col(big_integer("created_at"))
            .col(big_integer("changed_at"))
            .col(big_integer_null("disabled_at"))
            .take(),
        // `credential` is the public key and its counters, as JSON.
        personal(
            "passkeys",
            &["id"],
            vec![
                uuid("id"),
                text("name"),
                blob("credential_id"),
                text("credential"),
                big_integer("created_at"),
                big_integer_null("used_at"),
            ],
        ),
        personal("recovery_codes", &["account_id", "hash"], vec![blob("hash"), big_integer_null("used_at")]),
        // Of the secret in the cookie only the SHA-256 is kept. `proved_at` is when the person last proved who they are. A session that
        // a client's identity provider vouched for counts for `client_id` alone.
        personal(
            "web_sessions",
            &["id"],
            vec![
                uuid("id"),
                blob("secret_hash"),
                text("strength"),
                uuid_null("client_id"),
                big_integer("created_at"),
                big_integer("proved_at"),
                big_integer("seen_at"),
                big_integer("expires_at"),
                text("browser"),
            ],
        ),
        // The identity provider of a client's members. `secret` is sealed under the server's key.
        super::owned(
            "providers",
            &[],
            vec![
                text("issuer"),
                text("registered_as"),
                blob_null("secret"),
                boolean("required"),
                big_integer("changed_at"),
            ],
        ),
        // Whom a client's provider calls what: its `sub` is the person's name there for good.
        personal(
            "identities",
            &["client_id", "subject"],
            vec![uuid("client_id"), text("subject"), big_integer("created_at"), big_integer("used_at")],
        ),
        // Links that work once: `set_up`, `join` (as `member_id` or as `agent_id`) and `reset`.
        Table::create()
            .table("account_links")
            .col(uuid("id").primary_key())
            .col(text("purpose"))
            .col(blob("secret_hash"))
            .col(uuid_null("account_id"))
            .col(uuid_null("client_id"))
            .col(uuid_null("member_id"))
            .col(uuid_null("agent_id"))
            .col(text_null("email"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .take(),
        // What waits for an answer, which may come once: challenges to passkeys, and ways to identity providers.
        Table::create()
            .table("ceremonies")
            .col(uuid("id").primary_key())
            .col(uuid_null("account_id"))
            .col(text("state"))
            .col(big_integer("expires_at"))
            .take(),
        // Never changed and never deleted, which triggers see to. `detail` is JSON without content.
        Table::create()
            .table("audit")
            .col(uuid("id").primary_key())
            .col(uuid_null("client_id"))
            .col(big_integer("at"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("actor_name"))
            .col(text("action"))
            .col(text_null("object_kind"))
            .col(text_null("object_id"))
            .col(text("detail"))
            .take(),
    ]
}
