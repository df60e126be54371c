//! What members say about worked time: that it is approved, questioned or adjusted by hand, and what is said back.
//!
//! Nothing that was recorded is changed by it: a review stands beside the time, and of verdicts the last one holds. An
//! adjustment too stands beside the time, and is never counted into it.

mod adjusting;
mod comments;

use candor_domain::{AgentId, CommentId, MemberId, Millis, ProjectId, ReviewId, Timestamp};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use self::comments::with_comments;
pub(crate) use self::{
    adjusting::{Adjustment, NewAdjustment, adjust, adjustments},
    comments::{Comment, comments},
};
use crate::{
    app::App,
    audit::{self, Act, Actor, Line},
    auth::policy::{Agent, Member, Organisation},
    db::{Db, DbId as _, corrupt, entity},
    error::{ApiError, ApiResult},
};

/// The most reviews that a timesheet's page stands on.
pub(crate) const MOST: u64 = 20_000;
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
    /// Time was added or taken off by hand.
    Adjusted,
}

impl Verdict {
    /// The name in JSON and in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Questioned => "questioned",
            Self::Adjusted => "adjusted",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Approved, Self::Questioned, Self::Adjusted].into_iter().find(|verdict| verdict.name() == name)
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
    /// What was added or taken off, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjustment: Option<Adjustment>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was said about it last, in order: ten comments at most.
    pub comments: Vec<Comment>,
    /// How many comments there are in all.
    pub comments_count: u64,
}

/// A review to be made. It ends after it begins; one that is `questioned` has a comment.
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
    if new.state == Verdict::Adjusted {
        return Err(malformed("Time is added or taken off as an adjustment, not by a review."));
    }
    if new.to <= new.from || new.to.since(new.from) > LONGEST_TIME {
        return Err(malformed("The time must end after it begins, and last 100 days at most."));
    }
    let comment = new.comment.as_deref().map(words).transpose()?;
    if new.state == Verdict::Questioned && comment.is_none() {
        return Err(malformed("A question needs words: say what it is in the comment."));
    }
    let id = app.env.id(ReviewId::new);
    let row = entity::time_review::Model {
        client_id: client,
        id: id.db(),
        agent_id: new.agent.db(),
        project_id: new.project.map(ProjectId::db),
        start_at: new.from.as_millis(),
        end_at: new.to.as_millis(),
        state: new.state.name().into(),
        day: None,
        minutes: None,
        reason: None,
        member_id: member.id.db(),
        author: member.name.clone(),
        at: app.now().as_millis(),
    };
    let transaction = app.db.begin().await?;
    insert(app, &transaction, organisation, member, &row).await?;
    let mut comments = Vec::new();
    if let Some(text) = comment {
        comments.push(add(app, &transaction, organisation, id, Author::Member(member), text).await?);
    }
    transaction.commit().await?;
    Ok(Review { comments_count: comments.len() as u64, comments, ..Review::of(row)? })
}

/// Keeps a review of an agent's time on a project, both of which must be there, and logs it.
async fn insert(
    app: &App,
    transaction: &DatabaseTransaction,
    organisation: Organisation,
    member: &Member,
    row: &entity::time_review::Model,
) -> ApiResult<()> {
    use entity::time_review::{ActiveModel, Entity};
    let agent = entity::agent::Entity::find_by_id((row.client_id, row.agent_id)).one(transaction).await?;
    agent.ok_or_else(ApiError::not_found)?;
    if let Some(project) = row.project_id {
        let there = entity::project::Entity::find_by_id((row.client_id, project)).one(transaction).await?;
        there.ok_or_else(ApiError::not_found)?;
    }
    let new = ActiveModel::from(row.clone()).reset_all();
    Entity::insert(new).exec_without_returning(transaction).await?;
    let (actor, agent) = (Actor::member(member), AgentId::from_db(row.agent_id));
    let act = if row.minutes.is_some() { Act::TimeAdjusted } else { Act::TimeReviewed };
    let detail = json!({ "state": row.state, "minutes": row.minutes });
    let line = Line::of(organisation, &actor, act).object("agent", agent).detail(detail);
    Ok(audit::record(transaction, &app.env, line).await?)
}

/// Who comments.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Author<'a> {
    /// A member, on whatever is the client's.
    Member(&'a Member),
    /// The agent by name, on what is about their own time.
    Agent(Agent, &'a str),
}

impl Author<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Member(member) => &member.name,
            Self::Agent(_, name) => name,
        }
    }

    fn member(&self) -> Option<MemberId> {
        match self {
            Self::Member(member) => Some(member.id),
            Self::Agent(..) => None,
        }
    }

    fn actor(&self) -> Actor {
        match self {
            Self::Member(member) => Actor::member(member),
            Self::Agent(agent, name) => Actor::agent(agent.id, name),
        }
    }

    /// Whether what an agent's time is said about may be commented on.
    fn may(&self, agent: AgentId) -> bool {
        match self {
            Self::Member(_) => true,
            Self::Agent(own, _) => own.id == agent,
        }
    }
}

/// Comments on a review.
pub(crate) async fn comment(
    app: &App,
    organisation: Organisation,
    author: Author<'_>,
    review: ReviewId,
    new: &NewComment,
) -> ApiResult<Comment> {
    use entity::time_comment::{Column, Entity};
    let text = words(&new.text)?;
    let client = organisation.client().db();
    let transaction = app.db.begin().await?;
    let there = entity::time_review::Entity::find_by_id((client, review.db())).one(&transaction).await?;
    there.filter(|row| author.may(AgentId::from_db(row.agent_id))).ok_or_else(ApiError::not_found)?;
    let of = Entity::find().filter(Column::ClientId.eq(client)).filter(Column::ReviewId.eq(review.db()));
    let so_far = of.limit(MOST_COMMENTS).all(&transaction).await?;
    if so_far.len() as u64 >= MOST_COMMENTS {
        let detail = "The review has 200 comments, and takes no more: make a new one.";
        return Err(ApiError::new(ErrorCode::TooLarge, detail));
    }
    let comment = add(app, &transaction, organisation, review, author, text).await?;
    let actor = author.actor();
    let line = Line::of(organisation, &actor, Act::TimeCommented).object("review", review);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok(comment)
}

async fn add(
    app: &App,
    db: &DatabaseTransaction,
    organisation: Organisation,
    review: ReviewId,
    author: Author<'_>,
    text: &str,
) -> ApiResult<Comment> {
    let comment = Comment {
        id: app.env.id(CommentId::new),
        by: author.name().into(),
        by_agent: author.member().is_none(),
        at: app.now(),
        text: text.into(),
    };
    let row = entity::time_comment::ActiveModel {
        client_id: Set(organisation.client().db()),
        review_id: Set(review.db()),
        id: Set(comment.id.db()),
        member_id: Set(author.member().map(MemberId::db)),
        author: Set(comment.by.clone()),
        text: Set(comment.text.clone()),
        at: Set(comment.at.as_millis()),
    };
    entity::time_comment::Entity::insert(row).exec_without_returning(db).await?;
    Ok(comment)
}

/// The reviews of agents' time that touch a time, the newest first and at most [`MOST`].
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

impl Review {
    /// From its row, without the comments.
    fn of(row: entity::time_review::Model) -> ApiResult<Self> {
        let adjustment = Adjustment::of(&row)?;
        Ok(Self {
            id: ReviewId::from_db(row.id),
            agent: AgentId::from_db(row.agent_id),
            project: row.project_id.map(ProjectId::from_db),
            from: Timestamp::from_millis(row.start_at),
            to: Timestamp::from_millis(row.end_at),
            state: Verdict::from_name(&row.state).ok_or_else(|| corrupt("time_reviews.state"))?,
            adjustment,
            by: row.author,
            at: Timestamp::from_millis(row.at),
            comments: Vec::new(),
            comments_count: 0,
        })
    }
}

/// Work that something can be said of: from its beginning to its end, and when the server heard of it last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) told: Timestamp,
}

impl Work {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to), told: self.told.max(other.told) }
    }
}

/// What was said last of work that lies whole within a review, in whoever's zone its days were; `reviews` are the newest first.
/// Nobody has approved what came later.
pub(crate) fn said(reviews: &[Review], agent: AgentId, project: ProjectId, work: Work) -> Option<Verdict> {
    let about = |review: &&Review| {
        review.state != Verdict::Adjusted
            && review.agent == agent
            && review.project.is_none_or(|only| only == project)
            && review.from <= work.from
            && review.to >= work.to
    };
    let last = reviews.iter().find(about)?;
    (last.state != Verdict::Approved || last.at >= work.told).then_some(last.state)
}
