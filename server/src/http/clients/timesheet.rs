//! Timesheets, what is said about them, and files of them.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use candor_domain::{AgentId, ClientId, CommentId, ProjectId, ReviewId, Zone, locale, time::Day};
use candor_wire::{ErrorCode, Problem};
use sea_orm::EntityTrait as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Asked, Named, SMALL, page_limit};
use crate::{
    app::Shared,
    audit::{self, Act, Actor, Line},
    auth::policy::{Action, permit},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
    http::{auth::MemberCaller, body},
    limits::Asker,
    paper, people,
    reviews::{self, Author, Comment, NewAdjustment, NewComment, NewReview, Review},
    sheet,
    timesheet::{self, Days, Timesheet},
};

/// The most days of agents on projects in a file.
const MOST_ROWS: usize = 50_000;

/// Which part of the timesheet.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The first day.
    from: Day,
    /// The last day, no earlier than the first: 100 days in all at most.
    to: Day,
    /// An IANA zone to cut the days in; UTC where it is left out.
    zone: Option<Zone>,
    /// Only this project.
    project: Option<ProjectId>,
    /// Only this agent.
    agent: Option<AgentId>,
    /// `next` of the page before.
    cursor: Option<AgentId>,
    /// Agents on a page: 200 at most.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    limit: Option<u64>,
}

/// Which part of the timesheet, as a file.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct File {
    /// The first day.
    from: Day,
    /// The last day, no earlier than the first: 100 days in all at most.
    to: Day,
    /// An IANA zone to cut the days in; UTC where it is left out.
    zone: Option<Zone>,
    /// Only this project.
    project: Option<ProjectId>,
    /// Only this agent.
    agent: Option<AgentId>,
    /// The language of the columns' names, such as `de`; English where it is left out or unknown.
    lang: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), Wanted),
    responses((status = 200, body = Timesheet), (status = "default", body = Problem)))]
/// What each agent worked on each project, day by day, and what members said about it.
pub(crate) async fn timesheet(
    State(app): State<Shared>,
    caller: MemberCaller,
    asked: Asked<Wanted>,
) -> ApiResult<Json<Timesheet>> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let Wanted { from, to, zone, project, agent, cursor, limit } = asked.0;
    let people = people::Page { agent, cursor, limit };
    let wanted = timesheet::Wanted { days: Days::new(from, to, zone)?, project, people };
    timesheet::read(&app.db, organisation, &wanted, app.now()).await.map(Json)
}

/// Every page of a timesheet in one, for a file; that it was made is logged.
async fn whole(app: &Shared, caller: &MemberCaller, file: &File) -> ApiResult<Timesheet> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let people = people::Page { agent: file.agent, ..people::Page::default() };
    let days = Days::new(file.from, file.to, file.zone.clone())?;
    let mut wanted = timesheet::Wanted { days, project: file.project, people };
    let mut whole = timesheet::read(&app.db, organisation, &wanted, app.now()).await?;
    loop {
        let rows: usize = whole.items.iter().map(|line| line.days.len()).sum();
        if rows > MOST_ROWS || whole.truncated {
            let detail = "That is too much for one file: ask for fewer days, one project or one agent.";
            return Err(ApiError::new(ErrorCode::TooLarge, detail));
        }
        let Some(next) = whole.next.take() else { break };
        wanted.people.cursor = Some(next);
        let page = timesheet::read(&app.db, organisation, &wanted, app.now()).await?;
        whole.items.extend(page.items);
        whole.reviews.extend(page.reviews);
        (whole.next, whole.truncated) = (page.next, page.truncated);
    }
    let (transaction, actor) = (app.db.begin().await?, Actor::member(&caller.0));
    let detail = json!({ "what": "timesheet", "from": file.from, "to": file.to });
    let line = Line::of(organisation, &actor, Act::Exported).detail(detail);
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    Ok(whole)
}

fn language(file: &File) -> &'static str {
    let wanted = file.lang.as_deref().and_then(|lang| locale::choose(lang).ok());
    wanted.unwrap_or(locale::languages()[0])
}

/// The file that `write` makes of a whole timesheet, to be saved, once it is the asker's turn.
async fn saved(
    app: &Shared,
    caller: &MemberCaller,
    asker: Asker,
    file: &File,
    (media, ending): (&'static str, &str),
    write: impl FnOnce(&Timesheet, &'static str) -> ApiResult<Vec<u8>> + Send + 'static,
) -> ApiResult<Response> {
    permit(&caller.principal(), Action::ReadTeam)?;
    let lang = language(file);
    let name = format!("attachment; filename=\"timesheet-{}-{}.{ending}\"", file.from, file.to);
    let turn = app.files.turn(asker).await?;
    let sheet = whole(app, caller, file).await?;
    let bytes = turn.work(move || write(&sheet, lang)).await??;
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LENGTH, bytes.len().to_string()),
    ];
    Ok((headers, turn.send_bytes(bytes)).into_response())
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet.csv", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), File),
    responses((status = 200, content_type = "text/csv", body = String), (status = "default", body = Problem)))]
/// The timesheet as CSV in UTF-8.
pub(crate) async fn csv(
    State(app): State<Shared>,
    caller: MemberCaller,
    asker: Asker,
    asked: Asked<File>,
) -> ApiResult<Response> {
    saved(&app, &caller, asker, &asked.0, ("text/csv; charset=utf-8", "csv"), sheet::csv).await
}

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet.xlsx", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), File),
    responses((status = 200, body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = "default", body = Problem)))]
/// The timesheet as a workbook.
pub(crate) async fn xlsx(
    State(app): State<Shared>,
    caller: MemberCaller,
    asker: Asker,
    asked: Asked<File>,
) -> ApiResult<Response> {
    saved(&app, &caller, asker, &asked.0, (XLSX, "xlsx"), sheet::xlsx).await
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet.pdf", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), File),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), (status = "default", body = Problem)))]
/// The timesheet as PDF.
pub(crate) async fn pdf(
    State(app): State<Shared>,
    caller: MemberCaller,
    asker: Asker,
    asked: Asked<File>,
) -> ApiResult<Response> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let client = entity::client::Entity::find_by_id(organisation.client().db());
    let client = client.one(&app.db.read).await?.ok_or_else(ApiError::not_found)?;
    let now = app.now();
    let write = move |sheet: &Timesheet, lang| paper::pdf(sheet, &client.name, now, lang);
    saved(&app, &caller, asker, &asked.0, ("application/pdf", "pdf"), write).await
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet.json", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), File),
    responses((status = 200, body = Timesheet), (status = "default", body = Problem)))]
/// The whole timesheet as JSON, to be saved.
pub(crate) async fn json(
    State(app): State<Shared>,
    caller: MemberCaller,
    asker: Asker,
    asked: Asked<File>,
) -> ApiResult<Response> {
    let write = |sheet: &Timesheet, _| {
        serde_json::to_vec(sheet).map_err(|e| ApiError::internal("writing an answer", e))
    };
    saved(&app, &caller, asker, &asked.0, ("application/json", "json"), write).await
}

/// Whose reviews.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Whose {
    /// Only of this agent's time.
    agent: Option<AgentId>,
    /// `next` of the page before.
    cursor: Option<ReviewId>,
    /// Reviews on a page: 200 at most.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    limit: Option<u64>,
}

/// Reviews, a page of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reviews {
    /// The reviews, the newest first.
    pub(crate) items: Vec<Review>,
    /// Where the next page begins, if there is one.
    pub(crate) next: Option<ReviewId>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet/reviews", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), Whose),
    responses((status = 200, body = Reviews), (status = "default", body = Problem)))]
/// What members said about worked time, the newest first.
pub(crate) async fn reviews(
    State(app): State<Shared>,
    caller: MemberCaller,
    asked: Asked<Whose>,
) -> ApiResult<Json<Reviews>> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let Whose { agent, cursor, limit } = asked.0;
    let (items, next) = reviews::page(&app.db, organisation, agent, cursor, limit).await?;
    Ok(Json(Reviews { items, next }))
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/timesheet/reviews", tag = "clients",
    security(("session" = []), ("member" = [])), request_body = NewReview,
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 201, body = Review), (status = "default", body = Problem)))]
/// Approves a stretch of an agent's time, or asks about it.
pub(crate) async fn review(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<Review>)> {
    let organisation = permit(&caller.principal(), Action::ReviewTime)?;
    let new = body::json(&headers, body, SMALL).await?;
    let made = reviews::create(&app, organisation, &caller.0, new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/timesheet/adjustments", tag = "clients",
    security(("session" = []), ("member" = [])), request_body = NewAdjustment,
    params(("client" = ClientId, Path, description = "The client")),
    responses((status = 201, body = Review), (status = "default", body = Problem)))]
/// Adds time to an agent's day on a project, or takes it off. What was recorded stays as it is; this stands beside it.
pub(crate) async fn adjust(
    State(app): State<Shared>,
    caller: MemberCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<Review>)> {
    let organisation = permit(&caller.principal(), Action::ReviewTime)?;
    let new = body::json(&headers, body, SMALL).await?;
    let made = reviews::adjust(&app, organisation, &caller.0, new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Which comments.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Part {
    /// `next` of the page before, or a comment: what was said before it.
    cursor: Option<CommentId>,
    /// Comments on a page: 200 at most.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    limit: Option<u64>,
}

/// What was said about a review, a page of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Comments {
    /// The comments, the newest first.
    pub(crate) items: Vec<Comment>,
    /// Where the next page begins, if there is one.
    pub(crate) next: Option<CommentId>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/timesheet/reviews/{id}/comments", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = ReviewId, Path, description = "The review"), Part),
    responses((status = 200, body = Comments), (status = "default", body = Problem)))]
/// What was said about a review, the newest first.
pub(crate) async fn comments(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, ReviewId)>,
    asked: Asked<Part>,
) -> ApiResult<Json<Comments>> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let Part { cursor, limit } = asked.0;
    let (items, next) = reviews::comments(&app.db, organisation, None, named.0.1, cursor, limit).await?;
    Ok(Json(Comments { items, next }))
}

#[utoipa::path(post, path = "/api/v1/clients/{client}/timesheet/reviews/{id}/comments", tag = "clients",
    security(("session" = []), ("member" = [])), request_body = NewComment,
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = ReviewId, Path, description = "The review")),
    responses((status = 201, body = Comment), (status = "default", body = Problem)))]
/// Comments on a review.
pub(crate) async fn comment(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, ReviewId)>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<Comment>)> {
    let organisation = permit(&caller.principal(), Action::ReviewTime)?;
    let new: NewComment = body::json(&headers, body, SMALL).await?;
    let made = reviews::comment(&app, organisation, Author::Member(&caller.0), named.0.1, &new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}
