//! What members say about worked time: that it is approved, or questioned, and what is said back.
//!
//! Nothing is changed by it and nothing taken off: a review stands beside the time, and the last one holds.

use std::collections::BTreeMap;

use candor_domain::{AgentId, CommentId, Millis, ProjectId, ReviewId, Timestamp};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::policy::{Member, Organisation},
    db::{Db, DbId as _, corrupt, entity},
    error::{ApiError, ApiResult},
};

/// The most reviews on a page.
const MOST: u64 = 500;
/// The most comments on one review.
const MOST_COMMENTS: u64 = 200;
/// The longest comment, in characters.
const LONGEST: usize = 2_000;
/// The longest time that is reviewed at once.
const LONGEST_TIME: Millis = Millis::from_minutes(100 * 24 * 60);

/// What a review says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is in order.
    Approved,
    /// There is a question, which the comment says.
    Questioned,
}

impl Verdict {
    /// The name in JSON and in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Questioned => "questioned",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Approved, Self::Questioned].into_iter().find(|verdict| verdict.name() == name)
    }
}

/// A review of a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Review {
    /// Which.
    pub id: ReviewId,
    /// Whose time.
    pub agent: AgentId,
    /// On which project; on all where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// What it says.
    pub state: Verdict,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was said about it, in order.
    pub comments: Vec<Comment>,
}

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

/// A review to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// Whose time.
    pub agent: AgentId,
    /// On which project; on all where it is left out.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// From when.
    pub from: Timestamp,
    /// Until when: 100 days at most.
    pub to: Timestamp,
    /// What it says.
    pub state: Verdict,
    /// In words, at most 2,000 characters; a question needs some.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

/// A comment to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// The words, at most 2,000 characters.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
}

fn malformed(detail: &str) -> ApiError {
    ApiError::new(ErrorCode::Malformed, detail)
}

/// Words that say something.
fn words(text: &str) -> ApiResult<&str> {
    match text.trim() {
        "" => Err(malformed("The comment says nothing.")),
        text if text.chars().count() > LONGEST => Err(malformed("A comment has at most 2,000 characters.")),
        text => Ok(text),
    }
}

/// Makes a review.
pub(crate) async fn create(
    app: &App,
    organisation: Organisation,
    member: &Member,
    new: NewReview,
) -> ApiResult<Review> {
    let client = organisation.client().db();
    if new.to <= new.from || new.to.since(new.from) > LONGEST_TIME {
        return Err(malformed("The time must end after it begins, and last 100 days at most."));
    }
    let comment = new.comment.as_deref().map(words).transpose()?;
    if new.state == Verdict::Questioned && comment.is_none() {
        return Err(malformed("A question needs words: say what it is in the comment."));
    }
    let agent = entity::agent::Entity::find_by_id((client, new.agent.db())).one(&app.db.read).await?;
    agent.ok_or_else(ApiError::not_found)?;
    if let Some(project) = new.project {
        let there = entity::project::Entity::find_by_id((client, project.db())).one(&app.db.read).await?;
        there.ok_or_else(ApiError::not_found)?;
    }
    let (id, now) = (app.env.id(ReviewId::new), app.now());
    let row = entity::time_review::ActiveModel {
        client_id: Set(client),
        id: Set(id.db()),
        agent_id: Set(new.agent.db()),
        project_id: Set(new.project.map(ProjectId::db)),
        start_at: Set(new.from.as_millis()),
        end_at: Set(new.to.as_millis()),
        state: Set(new.state.name().into()),
        member_id: Set(member.id.db()),
        author: Set(member.name.clone()),
        at: Set(now.as_millis()),
    };
    let transaction = app.db.begin().await?;
    entity::time_review::Entity::insert(row).exec_without_returning(&transaction).await?;
    let mut comments = Vec::new();
    if let Some(text) = comment {
        comments.push(add(app, &transaction, organisation, id, member, text).await?);
    }
    transaction.commit().await?;
    let NewReview { agent, project, from, to, state, .. } = new;
    Ok(Review { id, agent, project, from, to, state, by: member.name.clone(), at: now, comments })
}

/// Comments on a review.
pub(crate) async fn comment(
    app: &App,
    organisation: Organisation,
    member: &Member,
    review: ReviewId,
    new: &NewComment,
) -> ApiResult<Comment> {
    use entity::time_comment::{Column, Entity};
    let text = words(&new.text)?;
    let client = organisation.client().db();
    let transaction = app.db.begin().await?;
    let there = entity::time_review::Entity::find_by_id((client, review.db())).one(&transaction).await?;
    there.ok_or_else(ApiError::not_found)?;
    let of = Entity::find().filter(Column::ClientId.eq(client)).filter(Column::ReviewId.eq(review.db()));
    let so_far = of.limit(MOST_COMMENTS).all(&transaction).await?;
    if so_far.len() as u64 >= MOST_COMMENTS {
        let detail = "The review has 200 comments, and takes no more: make a new one.";
        return Err(ApiError::new(ErrorCode::TooLarge, detail));
    }
    let comment = add(app, &transaction, organisation, review, member, text).await?;
    transaction.commit().await?;
    Ok(comment)
}

async fn add(
    app: &App,
    db: &impl ConnectionTrait,
    organisation: Organisation,
    review: ReviewId,
    member: &Member,
    text: &str,
) -> ApiResult<Comment> {
    let comment = Comment {
        id: app.env.id(CommentId::new),
        by: member.name.clone(),
        by_agent: false,
        at: app.now(),
        text: text.into(),
    };
    let row = entity::time_comment::ActiveModel {
        client_id: Set(organisation.client().db()),
        review_id: Set(review.db()),
        id: Set(comment.id.db()),
        member_id: Set(Some(member.id.db())),
        author: Set(comment.by.clone()),
        text: Set(comment.text.clone()),
        at: Set(comment.at.as_millis()),
    };
    entity::time_comment::Entity::insert(row).exec_without_returning(db).await?;
    Ok(comment)
}

/// The reviews of agents' time that touch a time, the newest first and no more than a page.
pub(crate) async fn between(
    db: &Db,
    organisation: Organisation,
    agents: &[AgentId],
    (from, to): (Timestamp, Timestamp),
) -> ApiResult<Vec<Review>> {
    use entity::time_review::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::ClientId.eq(organisation.client().db()))
        .filter(Column::AgentId.is_in(agents.iter().map(|agent| agent.db())))
        .filter(Column::StartAt.gt(from.minus(LONGEST_TIME).as_millis()))
        .filter(Column::StartAt.lt(to.as_millis()))
        .filter(Column::EndAt.gt(from.as_millis()))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(&db.read)
        .await?;
    with_comments(db, organisation, rows).await
}

/// A page of reviews, the newest first, and where the next one begins.
pub(crate) async fn page(
    db: &Db,
    organisation: Organisation,
    agent: Option<AgentId>,
    cursor: Option<ReviewId>,
    limit: Option<u64>,
) -> ApiResult<(Vec<Review>, Option<ReviewId>)> {
    use entity::time_review::{Column, Entity};
    let limit = limit.unwrap_or(crate::people::MOST).clamp(1, crate::people::MOST);
    let mut find = Entity::find().filter(Column::ClientId.eq(organisation.client().db()));
    if let Some(agent) = agent {
        find = find.filter(Column::AgentId.eq(agent.db()));
    }
    if let Some(cursor) = cursor {
        find = find.filter(Column::Id.lt(cursor.db()));
    }
    let mut rows = find.order_by_desc(Column::Id).limit(limit + 1).all(&db.read).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| ReviewId::from_db(row.id));
    Ok((with_comments(db, organisation, rows).await?, next))
}

async fn with_comments(
    db: &Db,
    organisation: Organisation,
    rows: Vec<entity::time_review::Model>,
) -> ApiResult<Vec<Review>> {
    use entity::time_comment::{Column, Entity};
    let mut comments: BTreeMap<_, Vec<Comment>> = BTreeMap::new();
    for rows in rows.chunks(200) {
        let found = Entity::find()
            .filter(Column::ClientId.eq(organisation.client().db()))
            .filter(Column::ReviewId.is_in(rows.iter().map(|row| row.id)))
            .order_by_asc(Column::Id)
            .limit(5_000)
            .all(&db.read)
            .await?;
        for row in found {
            comments.entry(row.review_id).or_default().push(Comment {
                id: CommentId::from_db(row.id),
                by: row.author,
                by_agent: row.member_id.is_none(),
                at: Timestamp::from_millis(row.at),
                text: row.text,
            });
        }
    }
    rows.into_iter()
        .map(|row| {
            Ok(Review {
                id: ReviewId::from_db(row.id),
                agent: AgentId::from_db(row.agent_id),
                project: row.project_id.map(ProjectId::from_db),
                from: Timestamp::from_millis(row.start_at),
                to: Timestamp::from_millis(row.end_at),
                state: Verdict::from_name(&row.state).ok_or_else(|| corrupt("time_reviews.state"))?,
                by: row.author,
                at: Timestamp::from_millis(row.at),
                comments: comments.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
}

/// What was said last of a time that lies whole within a review; `reviews` are the newest first.
pub(crate) fn said(
    reviews: &[Review],
    agent: AgentId,
    project: ProjectId,
    (from, to): (Timestamp, Timestamp),
) -> Option<Verdict> {
    let about = |review: &&Review| {
        review.agent == agent
            && review.project.is_none_or(|only| only == project)
            && review.from <= from
            && review.to >= to
    };
    reviews.iter().find(about).map(|review| review.state)
}
