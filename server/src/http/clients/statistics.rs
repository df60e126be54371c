//! Statistics.

use axum::{Json, extract::State};
use candor_domain::{ClientId, ProjectId, Zone, time::Day};
use candor_wire::Problem;
use serde::Deserialize;

use super::Asked;
use crate::{
    app::Shared,
    auth::policy::{Action, permit},
    error::ApiResult,
    http::auth::MemberCaller,
    statistics::{self, Statistics},
    timesheet::Days,
};

/// Of which time.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
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
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/statistics", tag = "clients", security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"), Wanted),
    responses((status = 200, body = Statistics), (status = "default", body = Problem)))]
/// What the team's work comes to. Nobody is named or ranked, and how busy people were is told only of five or more together.
pub(crate) async fn statistics(
    State(app): State<Shared>,
    caller: MemberCaller,
    asked: Asked<Wanted>,
) -> ApiResult<Json<Statistics>> {
    let organisation = permit(&caller.principal(), Action::ReadTeam)?;
    let Wanted { from, to, zone, project } = asked.0;
    let days = Days::new(from, to, zone)?;
    statistics::read(&app.db, organisation, &days, project, app.now()).await.map(Json)
}
