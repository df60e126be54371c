//! Captures: their pictures.

use axum::extract::State;
use candor_domain::{ClientId, RecordId};
use candor_wire::Problem;
use serde::Deserialize;

use super::{Asked, Named};
use crate::{
    app::Shared,
    auth::policy::{Action, permit},
    error::ApiResult,
    http::{
        auth::MemberCaller,
        picture::{self, Picture},
    },
    looks::{self, Viewer},
};

/// Why somebody looks.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Why {
    /// Why, in at most 200 characters; the agent can read it.
    #[param(max_length = 200)]
    reason: Option<String>,
}

/// The picture, once the look is logged.
async fn look(app: &Shared, caller: &MemberCaller, id: RecordId, why: &Why) -> ApiResult<Vec<u8>> {
    let organisation = permit(&caller.principal(), Action::LookAtCapture)?;
    let viewer = Viewer::member(&caller.0, why.reason.as_deref())?;
    looks::look(&app.db, &app.blobs, &app.env, organisation, &viewer, id).await
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/captures/{id}/image", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = RecordId, Path, description = "The capture"), Why),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = "default", body = Problem)))]
/// A capture's picture. The look is logged, and the agent can see that it was; several within a minute are one.
pub(crate) async fn image(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, RecordId)>,
    why: Asked<Why>,
) -> ApiResult<Picture> {
    look(&app, &caller, named.0.1, &why.0).await.map(picture::whole)
}

#[utoipa::path(get, path = "/api/v1/clients/{client}/captures/{id}/thumbnail", tag = "clients",
    security(("session" = []), ("member" = [])),
    params(("client" = ClientId, Path, description = "The client"),
        ("id" = RecordId, Path, description = "The capture"), Why),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = "default", body = Problem)))]
/// A capture's picture at most 320 pixels wide and high. It is a look like any other, and logged as one.
pub(crate) async fn thumbnail(
    State(app): State<Shared>,
    caller: MemberCaller,
    named: Named<(ClientId, RecordId)>,
    why: Asked<Why>,
) -> ApiResult<Picture> {
    picture::small(&app, look(&app, &caller, named.0.1, &why.0).await?).await
}
