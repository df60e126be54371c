//! What a client's members ask for.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::header,
    response::IntoResponse,
};
use candor_domain::{RecordId, time::Day};
use candor_wire::{ErrorCode, Problem};

use super::auth::MemberCaller;
use crate::{
    app::Shared,
    auth::policy::{Action, permit},
    error::{ApiError, ApiResult},
    worklog::{self, Viewer, WorkLog},
};

#[utoipa::path(get, path = "/api/v1/worklog", tag = "clients", security(("member" = [])),
    params(("agent" = candor_domain::AgentId, Query, description = "The agent"),
        ("day" = String, Query, description = "`YYYY-MM-DD`"),
        ("zone" = Option<String>, Query,
            description = "An IANA zone to cut the day in; each session's own where it is left out")),
    responses((status = 200, body = WorkLog), (status = "default", body = Problem)))]
/// What an agent did on a day.
pub(crate) async fn worklog(
    State(app): State<Shared>,
    caller: MemberCaller,
    RawQuery(query): RawQuery,
) -> ApiResult<Json<WorkLog>> {
    let organisation = permit(&caller.principal(), Action::ReadWorkLog)?;
    let query = query.unwrap_or_default();
    let value = |wanted: &str| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
    };
    let malformed = |e: &dyn std::fmt::Display| ApiError::new(ErrorCode::Malformed, format!("{e}."));
    let agent = value("agent")
        .ok_or_else(|| malformed(&"Say which agent: ?agent=ID"))?
        .parse()
        .map_err(|_| ApiError::not_found())?;
    let day: Day = value("day")
        .ok_or_else(|| malformed(&"Say which day: &day=YYYY-MM-DD"))?
        .parse()
        .map_err(|e| malformed(&e))?;
    let zone = value("zone").map(|zone| zone.parse()).transpose().map_err(|e| malformed(&e))?;
    worklog::read(&app.db, organisation, agent, day, zone, app.now()).await.map(Json)
}

#[utoipa::path(get, path = "/api/v1/captures/{id}/image", tag = "clients", security(("member" = [])),
    params(("id" = RecordId, Path, description = "The capture")),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = "default", body = Problem)))]
/// A capture's picture. The look is logged, and the agent can see that it was.
pub(crate) async fn image(
    State(app): State<Shared>,
    caller: MemberCaller,
    Path(id): Path<String>,
) -> ApiResult<impl IntoResponse> {
    let organisation = permit(&caller.principal(), Action::LookAtCapture)?;
    let id: RecordId = id.parse().map_err(|_| ApiError::not_found())?;
    let viewer = Viewer { name: &caller.0.name, role: caller.0.role.name() };
    let bytes = worklog::look(&app.db, &app.blobs, &app.env, organisation, &viewer, id).await?;
    Ok(([(header::CONTENT_TYPE, "image/webp")], bytes))
}
