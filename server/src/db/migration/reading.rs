//! What is kept for reading, and what members say about it.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, integer, text, text_null, uuid, uuid_null},
};

use super::owned;

/// What members say about worked time.
pub(super) fn reviews() -> Vec<TableCreateStatement> {
    vec![
        // `project_id` is null where it is about all projects. `day`, `minutes` and `reason` are an adjustment's.
        owned(
            "time_reviews",
            &["id"],
            vec![
                uuid("id"),
                uuid("agent_id"),
                uuid_null("project_id"),
                big_integer("start_at"),
                big_integer("end_at"),
                text("state"),
                text_null("day"),
                big_integer_null("minutes"),
                text_null("reason"),
                uuid("member_id"),
                text("author"),
                big_integer("at"),
            ],
        ),
        // `member_id` is null where the agent wrote it.
        owned(
            "time_comments",
            &["review_id", "id"],
            vec![
                uuid("review_id"),
                uuid("id"),
                uuid_null("member_id"),
                text("author"),
                text("text"),
                big_integer("at"),
            ],
        ),
    ]
}

/// What is kept so that days and months are read without the records: each follows from ledgers and records, and is written
/// in the transaction that takes those in.
pub(super) fn reading() -> Vec<TableCreateStatement> {
    let counts = crate::hours::Counts::COLUMNS;
    let hour = ["agent_id", "project_id"].map(uuid).into_iter().chain([big_integer("hour")]);
    vec![
        // A session: `ran_ms` by the ledger's times, `boot_ms` by its summary, number `summary_seq` of its stream.
        owned(
            "sessions",
            &["device_id", "id"],
            vec![
                uuid("device_id"),
                uuid("id"),
                uuid("agent_id"),
                uuid("project_id"),
                text("zone"),
                big_integer("started_at"),
                big_integer_null("stopped_at"),
                big_integer("ran_ms"),
                big_integer_null("boot_ms"),
                big_integer_null("summary_seq"),
                boolean("synthetic"),
            ],
        ),
        // A part of a session that ran or stood under the same decisions, from the entry `seq` on; `granted` has a bit for each
        // category. `ran_ms` is what the session ran before it, `worked_ms` what of the worked time falls on it.
        owned(
            "stretches",
            &["device_id", "seq"],
            vec![
                uuid("device_id"),
                big_integer("seq"),
                uuid("agent_id"),
                uuid("project_id"),
                uuid("session_id"),
                boolean("running"),
                integer("granted"),
                big_integer("start_at"),
                big_integer_null("end_at"),
                big_integer("ran_ms"),
                big_integer("worked_ms"),
                big_integer("told_at"),
            ],
        ),
        // Sums over the records of an hour of UTC; `active_0` to `active_3` are the active seconds of its
        // quarters, `gaps_0` to `gaps_3` the gaps of all categories in them.
        owned("hours", &["agent_id", "project_id", "hour"], hour.chain(counts.map(big_integer)).collect()),
    ]
}
