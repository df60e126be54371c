//! Captures: their pictures.

use axum::{extract::State, http::header, response::IntoResponse};
use candor_domain::{ClientId, RecordId};
use candor_wire::Problem;

use super::Named;
use crate::{
    app::Shared,
    auth::policy::{Action, permit},
    error::ApiResult,
    http::auth::MemberCaller,
    worklog::{self, Viewer},
};

#[utoipa::path(get, path = "/api/v1/clients/{client}/captures/{id}/image", tag = "clients",
    security(("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = RecordId, Path, description = "The capture")),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = "default", body = Problem)))]
/// A capture's picture. The look is logged, and the agent can see that it was.
pub(crate) async fn image(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, RecordId)>,
) -> ApiResult<impl IntoResponse> {
    let organisation = permit(&caller.principal(), Action::LookAtCapture)?;
    let (_, id) = named.0;
    let viewer = Viewer { name: &caller.0.name, role: caller.0.role.name() };
    let bytes = worklog::look(&app.db, &app.blobs, &app.env, organisation, &viewer, id).await?;
    Ok(([(header::CONTENT_TYPE, "image/webp")], bytes))
}
