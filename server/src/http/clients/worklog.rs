//! An agent's day.

use axum::{Json, extract::State};
use candor_domain::{AgentId, ClientId, Zone, time::Day};
use candor_wire::Problem;
use serde::Deserialize;

use super::{Asked, Named};
use crate::{
    app::Shared,
    auth::policy::{Action, permit},
    error::ApiResult,
    http::auth::MemberCaller,
    worklog::{self, WorkLog},
};

/// Which agent's day.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The agent.
    agent: AgentId,
    /// The day, `YYYY-MM-DD`.
    day: Day,
    /// An IANA zone to cut the day in; each session's own where it is left out.
    zone: Option<Zone>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/worklog", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), Wanted),
    responses((status = 200, body = WorkLog), (status = "default", body = Problem)))]
/// What an agent did on a day.
pub(crate) async fn worklog(
    State(app): State<Shared>,
    caller: MemberCaller,
    Asked(wanted): Asked<Wanted>,
) -> ApiResult<Json<WorkLog>> {
    let organisation = permit(&caller.principal(), Action::ReadWorkLog)?;
    worklog::read(&app.db, organisation, wanted.agent, wanted.day, wanted.zone, app.now()).await.map(Json)
}

/// In which zone.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct In {
    /// An IANA zone to cut the day in; each session's own where it is left out.
    zone: Option<Zone>,
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/agents/{agent}/days/{day}", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("agent" = AgentId, Path, description = "The agent"),
        ("day" = Day, Path, description = "The day, `YYYY-MM-DD`"), In),
    responses((status = 200, body = WorkLog), (status = "default", body = Problem)))]
/// What an agent did on a day: the same as the work log.
pub(crate) async fn day(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, AgentId, Day)>,
    asked: Asked<In>,
) -> ApiResult<Json<WorkLog>> {
    let organisation = permit(&caller.principal(), Action::ReadWorkLog)?;
    let (_, agent, day) = named.0;
    worklog::read(&app.db, organisation, agent, day, asked.0.zone, app.now()).await.map(Json)
}
