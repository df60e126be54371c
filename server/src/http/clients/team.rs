//! A team's day.

use axum::{extract::State, http::HeaderMap, response::Response};
use candor_domain::{AgentId, ClientId, ProjectId, Zone, time::Day};
use candor_wire::Problem;
use serde::Deserialize;

use super::{Asked, Named, page_limit, tagged};
use crate::{
    app::Shared,
    auth::policy::{Action, permit},
    error::ApiResult,
    http::auth::MemberCaller,
    people,
    team::{self, TeamDay},
};

/// Which part of the team.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// An IANA zone to cut the day in; UTC where it is left out.
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

#[utoipa::path(get, path = "/api/v1/clients/{client}/team/days/{day}", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("day" = Day, Path, description = "The day, `YYYY-MM-DD`"), Wanted),
    responses((status = 200, body = TeamDay), (status = 304, description = "As in the answer with that ETag"),
        (status = "default", body = Problem)))]
/// Every agent's day in short, by name. With `If-None-Match` and the last answer's `ETag` it costs little to ask again.
pub(crate) async fn day(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, Day)>,
    asked: Asked<Wanted>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let Wanted { zone, project, agent, cursor, limit } = asked.0;
    let wanted = team::Wanted {
        day: named.0.1,
        zone: zone.unwrap_or(Zone::UTC),
        project,
        people: people::Page { agent, cursor, limit },
    };
    tagged(&headers, &team::day(&app.db, organisation, wanted, app.now()).await?)
}
