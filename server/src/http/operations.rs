//! What anyone may ask for: nothing about anybody.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Method, Response, StatusCode, Uri, header},
    response::IntoResponse,
};
use sea_orm::ConnectionTrait as _;

use crate::{app::Shared, error::ApiResult};

#[utoipa::path(get, path = "/healthz", tag = "operations", security(()),
    responses((status = 200, description = "The process answers")))]
/// Whether the process answers.
pub(crate) async fn healthy() -> &'static str {
    "ok\n"
}

#[utoipa::path(get, path = "/readyz", tag = "operations", security(()),
    responses((status = 200, description = "Requests can be served"), (status = 503, description = "They can't")))]
/// Whether requests can be served: the database answers.
pub(crate) async fn ready(State(app): State<Shared>) -> (StatusCode, &'static str) {
    match app.db.read.execute_unprepared("SELECT 1").await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database doesn't answer\n"),
    }
}

#[utoipa::path(get, path = "/metrics", tag = "operations", security(()),
    responses((status = 200, description = "Counters in the Prometheus text format")))]
/// Counters.
pub(crate) async fn metrics(State(app): State<Shared>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")],
        app.metrics.text(),
    )
}

#[utoipa::path(get, path = "/api/openapi.json", tag = "operations", security(()),
    responses((status = 200, description = "This document")))]
/// The description of this interface.
pub(crate) async fn openapi() -> ApiResult<impl IntoResponse> {
    Ok(([(header::CONTENT_TYPE, "application/json")], super::openapi::document()))
}

#[utoipa::path(get, path = "/join", tag = "operations", security(()),
    responses((status = 200, description = "What to do with an invitation")))]
/// What an invitation's link shows in a browser. Its secret is behind the hash sign and never comes here.
pub(crate) async fn join(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    // A person with a browser sees the portal's page; whoever asks for anything else, or of a server without a portal, reads this.
    let browser =
        headers.get_all(header::ACCEPT).iter().any(|value| value.as_bytes().starts_with(b"text/html"));
    if browser && super::portal::built() {
        return super::portal::serve(method, uri, headers).await;
    }
    "This link is an invitation to Candor.\n\n\
     Open Candor on the computer that you work on and paste the whole link there,\n\
     or run: candor enroll 'LINK'\n\n\
     It works once. Nothing is recorded before you have read what would be and agreed to it.\n"
        .into_response()
}
