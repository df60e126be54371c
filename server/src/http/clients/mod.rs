//! What a client's members ask for, all below `/api/v1/clients/{client}`; a file for each resource.
//!
//! A handler first names its caller, so that nobody learns from an address or a query what they may not see.

pub(super) mod captures;
pub(super) mod worklog;

use axum::{
    Router,
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
    routing::get,
};
use candor_wire::ErrorCode;
use serde::de::DeserializeOwned;

use crate::{app::Shared, error::ApiError};

/// The routes.
pub(super) fn router() -> Router<Shared> {
    let routes = Router::new()
        .route("/worklog", get(worklog::worklog))
        .route("/agents/{agent}/days/{day}", get(worklog::day))
        .route("/captures/{id}/image", get(captures::image))
        .route("/captures/{id}/thumbnail", get(captures::thumbnail));
    Router::new().nest("/api/v1/clients/{client}", routes)
}

/// What the address names; where that is no id, nothing is there.
pub(super) struct Named<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Shared> for Named<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let Path(named) = Path::from_request_parts(parts, app).await.map_err(|_| ApiError::not_found())?;
        Ok(Self(named))
    }
}

/// What the query asks for.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let Query(asked) = Query::from_request_parts(parts, app).await.map_err(|e| {
            ApiError::new(ErrorCode::Malformed, format!("The query isn't as documented: {}.", e.body_text()))
        })?;
        Ok(Self(asked))
    }
}
