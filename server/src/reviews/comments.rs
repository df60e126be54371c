//! What was said about reviews, as it is read: the last of it with each review, the rest in pages.

use std::collections::BTreeMap;

use candor_domain::{AgentId, CommentId, ReviewId, Timestamp};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Review;
use crate::{
    auth::policy::Organisation,
    db::{Db, DbId as _, entity, statement},
    error::{ApiError, ApiResult},
};

/// The most comments that are told with a review.
const TOLD: i64 = 10;
/// The most reviews that are asked about at once.
const CHUNK: usize = 200;

/// What somebody says about a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Comment {
    /// Which.
    pub id: CommentId,
    /// Who.
    pub by: String,
    /// Whether the agent wrote it.
    pub by_agent: bool,
    /// When.
    pub at: Timestamp,
    /// The words.
    pub text: String,
}

fn comment(id: Uuid, member: Option<Uuid>, by: String, at: i64, text: String) -> Comment {
    Comment {
        id: CommentId::from_db(id),
        by,
        by_agent: member.is_none(),
        at: Timestamp::from_millis(at),
        text,
    }
}

/// A comment among the last of its review.
#[derive(FromQueryResult)]
struct Last {
    review_id: Uuid,
    id: Uuid,
    member_id: Option<Uuid>,
    author: String,
    text: String,
    at: i64,
    /// How many its review has.
    said: i64,
}

/// The last comments of each of some reviews, and how many each has. A review with many takes no room from the others.
fn last(reviews: usize) -> String {
    let places = vec!["?"; reviews].join(", ");
    format!(
        "SELECT review_id, id, member_id, author, text, at, said FROM (\
         SELECT review_id, id, member_id, author, text, at, COUNT(*) OVER (PARTITION BY review_id) AS said, \
         ROW_NUMBER() OVER (PARTITION BY review_id ORDER BY id DESC) AS back \
         FROM time_comments WHERE client_id = ? AND review_id IN ({places})) AS told WHERE back <= ? ORDER BY id"
    )
}

/// Reviews from their rows, each with what was said last about it.
pub(super) async fn with_comments(
    db: &Db,
    organisation: Organisation,
    rows: Vec<entity::time_review::Model>,
) -> ApiResult<Vec<Review>> {
    let mut told: BTreeMap<Uuid, (Vec<Comment>, u64)> = BTreeMap::new();
    for rows in rows.chunks(CHUNK) {
        let reviews = rows.iter().map(|row| row.id.into());
        let values = [organisation.client().db().into()].into_iter().chain(reviews).chain([TOLD.into()]);
        let found =
            Last::find_by_statement(statement(&db.read, &last(rows.len()), values)).all(&db.read).await?;
        for row in found {
            let (comments, count) = told.entry(row.review_id).or_default();
            *count = u64::try_from(row.said).unwrap_or(0);
            comments.push(comment(row.id, row.member_id, row.author, row.at, row.text));
        }
    }
    rows.into_iter()
        .map(|row| {
            let (comments, comments_count) = told.remove(&row.id).unwrap_or_default();
            Ok(Review { comments, comments_count, ..Review::of(row)? })
        })
        .collect()
}

/// A page of what was said about a review, the newest first, and where the next one begins; of the reviews of one agent's
/// time alone where one is named.
pub(crate) async fn comments(
    db: &Db,
    organisation: Organisation,
    agent: Option<AgentId>,
    review: ReviewId,
    cursor: Option<CommentId>,
    limit: Option<u64>,
) -> ApiResult<(Vec<Comment>, Option<CommentId>)> {
    use entity::time_comment::{Column, Entity};
    let client = organisation.client().db();
    let limit = limit.unwrap_or(crate::people::MOST).clamp(1, crate::people::MOST);
    let row = entity::time_review::Entity::find_by_id((client, review.db())).one(&db.read).await?;
    row.filter(|row| agent.is_none_or(|agent| agent.db() == row.agent_id)).ok_or_else(ApiError::not_found)?;
    let mut find =
        Entity::find().filter(Column::ClientId.eq(client)).filter(Column::ReviewId.eq(review.db()));
    if let Some(cursor) = cursor {
        find = find.filter(Column::Id.lt(cursor.db()));
    }
    let mut rows = find.order_by_desc(Column::Id).limit(limit + 1).all(&db.read).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| CommentId::from_db(row.id));
    let told = rows.into_iter().map(|row| comment(row.id, row.member_id, row.author, row.at, row.text));
    Ok((told.collect(), next))
}
