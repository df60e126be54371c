//! What agents ask for on their own page, all below `/api/v1/me`. What is theirs they see without a look being logged.

use axum::{
    Json, Router,
    body::Body,
    extract::{FromRequestParts, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::IntoResponse,
    routing::get,
};
use candor_domain::{ClientId, CommentId, RecordId, ReviewId, Sha256Hash, Zone, locale, time::Day};
use candor_wire::{Problem, device::Views, path};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    auth::DeviceCaller,
    body,
    browser::{self, AgentCaller},
    clients::{
        Asked, Named, SMALL,
        timesheet::{Comments, Reviews},
    },
    picture::{self, Picture},
};
use crate::{
    app::Shared,
    audit::{self, Act, Actor, Line},
    auth::policy::{Action, Principal, permit},
    error::{ApiError, ApiResult},
    limits::Asker,
    looks,
    own::{self, OwnReceipt, Profile},
    reviews::{self, Author, Comment, NewComment},
    takeout,
    worklog::{self, WorkLog},
};

/// Looks on one page.
const PAGE: u64 = 100;

/// The routes.
pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/api/v1/me/agent", get(profile))
        .route(path::VIEWS, get(views))
        .route("/api/v1/me/reviews", get(reviews))
        .route("/api/v1/me/reviews/{id}/comments", get(comments).post(comment))
        .route("/api/v1/me/days/{day}", get(day))
        .route("/api/v1/me/captures/{id}/image", get(image))
        .route("/api/v1/me/captures/{id}/thumbnail", get(thumbnail))
        .route("/api/v1/me/receipts", get(receipts))
        .route("/api/v1/me/receipts/{receipt}", get(receipt))
        .route("/api/v1/me/export", get(export))
}

/// For which client.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct For {
    /// The client; to be named by whoever works for several.
    #[expect(dead_code, reason = "the caller is found by it")]
    client: Option<ClientId>,
}

/// Which page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page<C> {
    /// The client; to be named by whoever works for several.
    #[expect(dead_code, reason = "the caller is found by it")]
    client: Option<ClientId>,
    /// `next` of the page before.
    cursor: Option<C>,
}

/// In which zone.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct In {
    /// The client; to be named by whoever works for several.
    #[expect(dead_code, reason = "the caller is found by it")]
    client: Option<ClientId>,
    /// An IANA zone to cut the day in; each session's own where it is left out.
    zone: Option<Zone>,
}

/// In which language.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Worded {
    /// The client; to be named by whoever works for several.
    #[expect(dead_code, reason = "the caller is found by it")]
    client: Option<ClientId>,
    /// The language of the page that explains it, such as `de`; English where it is left out or unknown.
    lang: Option<String>,
}

/// A device, or its agent in front of a browser: either asks about the same person.
pub(crate) enum OwnCaller {
    Device(DeviceCaller),
    Agent(AgentCaller),
}

impl OwnCaller {
    fn principal(&self) -> Principal {
        match self {
            Self::Device(caller) => caller.principal(),
            Self::Agent(caller) => caller.principal(),
        }
    }

    fn agent(&self) -> candor_domain::AgentId {
        match self {
            Self::Device(caller) => caller.0.agent,
            Self::Agent(caller) => caller.agent.id,
        }
    }
}

impl FromRequestParts<Shared> for OwnCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        browser::one_credential(&parts.headers)?;
        if browser::session_secret(&parts.headers).is_some() {
            AgentCaller::from_request_parts(parts, app).await.map(Self::Agent)
        } else {
            DeviceCaller::from_request_parts(parts, app).await.map(Self::Device)
        }
    }
}

#[utoipa::path(get, path = "/api/v1/me/agent", tag = "agents", security(("session" = [])), params(For),
    responses((status = 200, body = Profile), (status = "default", body = Problem)))]
/// Who the signed-in account is to a client: name, devices, what stands about consent, and whom to write to.
pub(crate) async fn profile(
    State(app): State<Shared>,
    caller: AgentCaller,
    _: Asked<For>,
) -> ApiResult<Json<Profile>> {
    permit(&caller.principal(), Action::ReadOwn)?;
    own::profile(&app, caller.agent).await.map(Json)
}

#[utoipa::path(get, path = "/api/v1/me/views", tag = "agents", security(("device" = []), ("session" = [])),
    params(("client" = Option<ClientId>, Query, description = "The client; to be named by whoever works for several"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = Views), (status = "default", body = Problem)))]
/// Who opened which of the agent's captures, when; the newest first.
pub(crate) async fn views(
    State(app): State<Shared>,
    caller: OwnCaller,
    asked: Asked<Page<RecordId>>,
) -> ApiResult<Json<Views>> {
    let organisation = permit(&caller.principal(), Action::ReadOwnViews)?;
    let (views, next) = looks::seen(&app.db, organisation, caller.agent(), asked.0.cursor, PAGE).await?;
    Ok(Json(Views { views, next: next.map(|next| next.to_string()) }))
}

#[utoipa::path(get, path = "/api/v1/me/reviews", tag = "agents", security(("session" = [])),
    params(("client" = Option<ClientId>, Query, description = "The client; to be named by whoever works for several"),
        ("cursor" = Option<ReviewId>, Query, description = "`next` of the page before")),
    responses((status = 200, body = Reviews), (status = "default", body = Problem)))]
/// What members said about the agent's time, the newest first.
pub(crate) async fn reviews(
    State(app): State<Shared>,
    caller: AgentCaller,
    asked: Asked<Page<ReviewId>>,
) -> ApiResult<Json<Reviews>> {
    let organisation = permit(&caller.principal(), Action::ReadOwn)?;
    let (items, next) =
        reviews::page(&app.db, organisation, Some(caller.agent.id), asked.0.cursor, None).await?;
    Ok(Json(Reviews { items, next }))
}

#[utoipa::path(get, path = "/api/v1/me/reviews/{id}/comments", tag = "agents", security(("session" = [])),
    params(("id" = ReviewId, Path, description = "The review"),
        ("client" = Option<ClientId>, Query, description = "The client; to be named by whoever works for several"),
        ("cursor" = Option<CommentId>, Query, description = "`next` of the page before, or a comment: what was said before it")),
    responses((status = 200, body = Comments), (status = "default", body = Problem)))]
/// What was said about a review of the agent's time, the newest first.
pub(crate) async fn comments(
    State(app): State<Shared>,
    caller: AgentCaller,
    named: Named<ReviewId>,
    asked: Asked<Page<CommentId>>,
) -> ApiResult<Json<Comments>> {
    let organisation = permit(&caller.principal(), Action::ReadOwn)?;
    let own = Some(caller.agent.id);
    let (items, next) = reviews::comments(&app.db, organisation, own, named.0, asked.0.cursor, None).await?;
    Ok(Json(Comments { items, next }))
}

#[utoipa::path(post, path = "/api/v1/me/reviews/{id}/comments", tag = "agents", security(("session" = [])),
    request_body = NewComment, params(("id" = ReviewId, Path, description = "The review"), For),
    responses((status = 201, body = Comment), (status = "default", body = Problem)))]
/// Answers what was said about the agent's time.
pub(crate) async fn comment(
    State(app): State<Shared>,
    caller: AgentCaller,
    named: Named<ReviewId>,
    _: Asked<For>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, Json<Comment>)> {
    let organisation = permit(&caller.principal(), Action::AnswerReview)?;
    let new: NewComment = body::json(&headers, body, SMALL).await?;
    let author = Author::Agent(caller.agent, &caller.name);
    let made = reviews::comment(&app, organisation, author, named.0, &new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

#[utoipa::path(get, path = "/api/v1/me/days/{day}", tag = "agents", security(("session" = [])),
    params(("day" = Day, Path, description = "The day, `YYYY-MM-DD`"), In),
    responses((status = 200, body = WorkLog), (status = "default", body = Problem)))]
/// What the agent did on a day: what the client's members see of it.
pub(crate) async fn day(
    State(app): State<Shared>,
    caller: AgentCaller,
    named: Named<Day>,
    asked: Asked<In>,
) -> ApiResult<Json<WorkLog>> {
    let organisation = permit(&caller.principal(), Action::ReadOwn)?;
    let zone = asked.0.zone;
    let mut log = worklog::read(&app.db, organisation, caller.agent.id, named.0, zone, app.now()).await?;
    for capture in &mut log.captures {
        capture.file = format!("/api/v1/me/captures/{}/image?client={}", capture.id, organisation.client());
    }
    Ok(Json(log))
}

/// The picture of one's own capture.
async fn own_picture(app: &Shared, caller: &AgentCaller, id: RecordId) -> ApiResult<Vec<u8>> {
    permit(&caller.principal(), Action::ReadOwn)?;
    looks::own(&app.db, &app.blobs, caller.agent, id).await
}

#[utoipa::path(get, path = "/api/v1/me/captures/{id}/image", tag = "agents", security(("session" = [])),
    params(("id" = RecordId, Path, description = "The capture"), For),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = "default", body = Problem)))]
/// The picture of one's own capture; no look is logged.
pub(crate) async fn image(
    State(app): State<Shared>,
    caller: AgentCaller,
    named: Named<RecordId>,
    _: Asked<For>,
) -> ApiResult<Picture> {
    own_picture(&app, &caller, named.0).await.map(picture::whole)
}

#[utoipa::path(get, path = "/api/v1/me/captures/{id}/thumbnail", tag = "agents", security(("session" = [])),
    params(("id" = RecordId, Path, description = "The capture"), For),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = "default", body = Problem)))]
/// The picture of one's own capture at most 320 pixels wide and high; no look is logged.
pub(crate) async fn thumbnail(
    State(app): State<Shared>,
    caller: AgentCaller,
    named: Named<RecordId>,
    _: Asked<For>,
) -> ApiResult<Picture> {
    picture::small(&app, own_picture(&app, &caller, named.0).await?).await
}

/// Receipts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnReceipts {
    /// The receipts, the newest first.
    items: Vec<OwnReceipt>,
    /// Always absent: they come whole.
    next: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/me/receipts", tag = "agents", security(("session" = [])), params(For),
    responses((status = 200, body = OwnReceipts), (status = "default", body = Problem)))]
/// The agent's decisions with their receipts, the newest first.
pub(crate) async fn receipts(
    State(app): State<Shared>,
    caller: AgentCaller,
    _: Asked<For>,
) -> ApiResult<Json<OwnReceipts>> {
    permit(&caller.principal(), Action::ReadOwn)?;
    Ok(Json(OwnReceipts { items: own::receipts(&app, caller.agent).await?, next: None }))
}

#[utoipa::path(get, path = "/api/v1/me/receipts/{receipt}", tag = "agents", security(("session" = [])),
    params(("receipt" = Sha256Hash, Path, description = "SHA-256 of the receipt that the device made"), For),
    responses((status = 200, content_type = "application/ld+json", body = Object), (status = "default", body = Problem)))]
/// The receipt of a decision as JSON-LD in the terms of the Data Privacy Vocabulary, in the shape of ISO/IEC TS 27560, to be
/// saved. It says what the device's own says, which it names.
pub(crate) async fn receipt(
    State(app): State<Shared>,
    caller: AgentCaller,
    named: Named<Sha256Hash>,
    _: Asked<For>,
) -> ApiResult<impl IntoResponse> {
    permit(&caller.principal(), Action::ReadOwn)?;
    let receipts = own::receipts(&app, caller.agent).await?;
    let found = receipts.into_iter().find(|receipt| receipt.receipt == named.0);
    let found = found.ok_or_else(ApiError::not_found)?;
    let name = format!("attachment; filename=\"receipt-{}.jsonld\"", &named.0.to_string()[..12]);
    let headers = [(header::CONTENT_TYPE, "application/ld+json".into()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, format!("{:#}\n", found.document)))
}

#[utoipa::path(get, path = "/api/v1/me/export", tag = "agents", security(("session" = [])), params(Worded),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = "default", body = Problem)))]
/// Everything that the server holds about the agent for a client, as a ZIP file: JSON, pictures and a page that explains them.
pub(crate) async fn export(
    State(app): State<Shared>,
    caller: AgentCaller,
    asker: Asker,
    asked: Asked<Worded>,
) -> ApiResult<impl IntoResponse> {
    permit(&caller.principal(), Action::ReadOwn)?;
    let turn = app.files.turn(asker).await?;
    // That somebody takes what is theirs is no business of the client's: the line is in the server's log alone.
    let (transaction, actor) = (app.db.begin().await?, Actor::agent(caller.agent.id, &caller.name));
    let detail = json!({ "what": "own" });
    let line = Line { organisation: None, actor: &actor, act: Act::Exported, object: None, detail };
    audit::record(&transaction, &app.env, line).await?;
    transaction.commit().await?;
    let lang = asked.0.lang.as_deref().and_then(|lang| locale::choose(lang).ok());
    let lang = lang.unwrap_or(locale::languages()[0]);
    let name = format!("attachment; filename=\"candor-{}.zip\"", app.now().day_in(&Zone::UTC));
    let headers = [(header::CONTENT_TYPE, "application/zip".into()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, takeout::body(&app, turn, caller.agent, lang)))
}
