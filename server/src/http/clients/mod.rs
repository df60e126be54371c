//! What a client's members ask for, all below `/api/v1/clients/{client}`; a file for each resource.
//!
//! A handler first names its caller, so that nobody learns from an address or a query what they may not see.

pub(super) mod captures;
pub(super) mod people;
pub(super) mod projects;
pub(super) mod provider;
pub(super) mod statistics;
pub(super) mod team;
pub(super) mod timesheet;
pub(super) mod worklog;

use axum::{
    Router,
    extract::{FromRequestParts, Path, Query},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
    routing::{delete, get, post},
};
use candor_domain::Sha256Hash;
use candor_wire::ErrorCode;
use serde::{
    Deserialize as _, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _},
};

use crate::{
    app::Shared,
    error::{ApiError, ApiResult},
};

/// The routes.
pub(super) fn router() -> Router<Shared> {
    let routes = Router::new()
        .route("/worklog", get(worklog::worklog))
        .route("/agents", get(people::agents).post(people::invite))
        .route("/agents/{agent}", get(people::agent))
        .route("/invitations", get(people::invitations))
        .route("/invitations/{id}", delete(people::take_back))
        .route("/devices/{id}/revocation", post(people::revoke))
        .route("/projects", get(projects::projects).post(projects::create))
        .route("/projects/{id}", get(projects::project))
        .route("/projects/{id}/policies", post(projects::publish))
        .route("/projects/{id}/policies/preview", post(projects::preview))
        .route("/agents/{agent}/days/{day}", get(worklog::day))
        .route("/team/days/{day}", get(team::day))
        .route("/provider", get(provider::settings).put(provider::set).delete(provider::remove))
        .route("/statistics", get(statistics::statistics))
        .route("/timesheet", get(timesheet::timesheet))
        .route("/timesheet.csv", get(timesheet::csv))
        .route("/timesheet.xlsx", get(timesheet::xlsx))
        .route("/timesheet.json", get(timesheet::json))
        .route("/timesheet.pdf", get(timesheet::pdf))
        .route("/timesheet/reviews", get(timesheet::reviews).post(timesheet::review))
        .route("/timesheet/adjustments", post(timesheet::adjust))
        .route("/timesheet/reviews/{id}/comments", get(timesheet::comments).post(timesheet::comment))
        .route("/captures/{id}/image", get(captures::image))
        .route("/captures/{id}/thumbnail", get(captures::thumbnail));
    Router::new().nest("/api/v1/clients/{client}", routes)
}

/// The most of a list on a page.
const MOST_ON_PAGE: u64 = 200;

/// How many are wanted on a page.
fn page_limit<'de, D: Deserializer<'de>>(wanted: D) -> Result<Option<u64>, D::Error> {
    let wanted = Option::<u64>::deserialize(wanted)?;
    if wanted.is_some_and(|wanted| !(1..=MOST_ON_PAGE).contains(&wanted)) {
        return Err(D::Error::custom(format!("limit is from 1 to {MOST_ON_PAGE}")));
    }
    Ok(wanted)
}

/// A body of a few sentences.
pub(super) const SMALL: usize = 16 * 1024;
/// The longest name of an agent or a project, in characters.
const LONGEST_NAME: usize = 200;

/// A name that says something, on one line.
fn name(text: &str) -> ApiResult<String> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let detail = format!("A name has from 1 to {LONGEST_NAME} characters, all on one line.");
        return Err(ApiError::new(ErrorCode::Malformed, detail));
    }
    Ok(name.to_owned())
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

/// JSON with an entity tag (RFC 9110, section 8.8.3), or nothing where the asker has the same already.
fn tagged(headers: &HeaderMap, answer: &impl Serialize) -> ApiResult<Response> {
    let bytes = serde_json::to_vec(answer).map_err(|e| ApiError::internal("writing an answer", e))?;
    let tag = format!("\"{}\"", &Sha256Hash::of(&bytes).to_string()[..32]);
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let same = known.flat_map(|value| value.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.trim_start_matches("W/") == tag
    });
    if same {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let headers = [(header::ETAG, tag), (header::CONTENT_TYPE, "application/json".into())];
    Ok((headers, bytes).into_response())
}
