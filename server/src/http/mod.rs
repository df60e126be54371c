//! The HTTP interface: routes, and what every request and answer goes through.

mod account;
mod auth;
mod body;
mod browser;
mod clients;
mod device;
mod invitations;
mod links;
mod me;
mod members;
pub(crate) mod openapi;
mod operations;
mod organisations;
mod picture;
mod portal;
mod provider;
mod sign_in;
mod trace;

use std::{
    any::Any,
    net::IpAddr,
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::{delete, get, patch, post, put},
};
use candor_wire::{ErrorCode, path};
use futures_util::FutureExt as _;
use tracing::{Instrument as _, field::display};

use self::trace::{Known, Trace};
use crate::{
    app::Shared,
    error::{ApiError, ApiResult},
    limits::Asker,
};

/// A body that needs no more than a few fields.
const SMALL: usize = 4 * 1024;
/// A body with a passkey's answer, whose attestation can be long.
const PASSKEY: usize = 64 * 1024;

/// The longest that a request may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Every route of the server.
pub(crate) fn router(app: Shared) -> Router {
    Router::new()
        .route(path::ENROLLMENTS, post(device::enroll))
        .route(path::PREVIEW, post(device::preview))
        .route(path::TOKEN, post(device::token))
        .route(path::POLICIES, get(device::policies))
        .route(path::LEDGER, post(device::ledger))
        .route("/api/v1/blobs/{name}", put(device::put_blob).head(device::head_blob))
        .route(path::BATCHES, post(device::batches))
        .route("/api/v1/captures/{id}", delete(device::delete_capture))
        .route("/api/v1/captures/{id}/redaction", post(device::redact_capture))
        .merge(accounts())
        .merge(clients::router())
        .merge(me::router())
        .route(path::OPENAPI, get(operations::openapi))
        .route(path::JOIN, get(operations::join))
        .route("/healthz", get(operations::healthy))
        .route("/readyz", get(operations::ready))
        .route("/metrics", get(operations::metrics))
        .fallback(portal::serve)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(axum::middleware::from_fn_with_state(app.clone(), around))
        .with_state(app)
}

/// Whoever signs in, and what only they do.
fn accounts() -> Router<Shared> {
    Router::new()
        .route("/api/v1/setup", get(links::set_up_state).post(links::set_up))
        .route("/api/v1/session", get(sign_in::who).post(sign_in::sign_in).delete(sign_in::sign_out))
        .route("/api/v1/session/second-factor", post(sign_in::second_factor))
        .route("/api/v1/session/passkey/challenge", post(sign_in::passkey_challenge))
        .route("/api/v1/session/passkey", post(sign_in::passkey_sign_in))
        .route("/api/v1/session/provider", post(provider::set_out))
        .route("/api/v1/session/provider/answer", post(provider::answer))
        .route("/api/v1/session/provider/{client}", get(provider::offer))
        .route("/api/v1/account", patch(account::change))
        .route("/api/v1/account/sessions", get(account::sessions))
        .route("/api/v1/account/sessions/{id}", delete(account::end_session))
        .route("/api/v1/account/password", post(account::password))
        .route("/api/v1/account/totp", post(account::begin_totp).delete(account::remove_totp))
        .route("/api/v1/account/totp/confirm", post(account::confirm_totp))
        .route("/api/v1/account/recovery-codes", post(account::recovery_codes))
        .route("/api/v1/account/passkeys", get(account::passkeys).post(account::add_passkey))
        .route("/api/v1/account/passkeys/challenge", post(account::passkey_challenge))
        .route(
            "/api/v1/account/passkeys/{id}",
            patch(account::rename_passkey).delete(account::delete_passkey),
        )
        .route("/api/v1/account/reset", post(links::ask_reset))
        .route("/api/v1/account-links/preview", post(links::preview))
        .route("/api/v1/account-links/accept", post(links::accept))
        .route("/api/v1/clients", get(organisations::list).post(organisations::create))
        .route(
            "/api/v1/clients/{client}/settings",
            get(organisations::settings).patch(organisations::change_settings),
        )
        .route("/api/v1/clients/{client}/members", get(members::members).post(members::invite))
        .route("/api/v1/clients/{client}/members/{member}", patch(members::change).delete(members::remove))
        .route("/api/v1/clients/{client}/agents/{agent}/account-link", post(members::link_agent))
        .route("/api/v1/clients/{client}/tokens", get(members::tokens).post(members::make_token))
        .route("/api/v1/clients/{client}/tokens/{token}", delete(members::revoke_token))
        .route("/api/v1/clients/{client}/audit", get(members::audit_log))
}

/// What a browser gave for a passkey.
fn credential<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> ApiResult<T> {
    let malformed = |_| ApiError::new(ErrorCode::Malformed, "`credential` isn't what a browser gives.");
    serde_json::from_value(value).map_err(malformed)
}

async fn method_not_allowed() -> ApiError {
    ApiError::new(ErrorCode::MethodNotAllowed, "This address takes other methods.")
}

/// Around every request: an id, a time limit, a net under panics, one line of log without content, and the headers that every
/// answer carries.
async fn around(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = hex::encode(app.env.random::<8>());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    let trace = Trace::default();
    request.extensions_mut().insert(trace.clone());
    let address = app.limits.address(request.headers(), request.extensions());
    // What fails on the way says by this id what it belongs to.
    let span = tracing::info_span!("for", id);
    let running = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone());
    let answer = tokio::time::timeout(TIMEOUT, running).await;
    let mut response = match answer {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => span.in_scope(|| ApiError::internal("panic", text_of(&*panic))).into_response(),
        Err(_) => {
            ApiError::new(ErrorCode::Unavailable, "The request took too long. Try again.").into_response()
        }
    };
    let status = response.status();
    app.metrics.requests.inc();
    if status.is_server_error() {
        app.metrics.failures.inc();
    }
    let line = Line { id: &id, method, route: &route, status, began, address };
    line.log(trace.known(), response.extensions().get().copied());
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.entry(name).or_insert(value);
        }
    };
    set(HeaderName::from_static("x-request-id"), &id);
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if app.public_url.scheme() == "https" {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if route.starts_with("/api/v1/") {
        // RFC 9449, section 8.2: the next nonce comes along before the last one is over.
        set(HeaderName::from_static("dpop-nonce"), &app.proofs.nonce(app.now()));
    }
    response
}

/// One line of the log: of whom it is by ids alone, and nothing of what was asked or answered.
struct Line<'a> {
    id: &'a str,
    method: Method,
    route: &'a str,
    status: StatusCode,
    began: Instant,
    address: Option<IpAddr>,
}

impl Line<'_> {
    fn log(&self, known: Known, refused: Option<ErrorCode>) {
        let Self { id, method, route, status, began, address } = self;
        let (mut device, mut account, mut token) = (None, None, None);
        match known.asker {
            Some(Asker::Device(asker)) => device = Some(display(asker)),
            Some(Asker::Account(asker, _)) => account = Some(display(asker)),
            Some(Asker::Token(asker)) => token = Some(display(asker)),
            None => {}
        }
        tracing::info!(
            id,
            %method,
            route,
            status = status.as_u16(),
            ms = began.elapsed().as_millis() as u64,
            address = address.map(display),
            device,
            account,
            member = known.member.map(display),
            token,
            code = refused.map(display),
            "request"
        );
    }
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".into())
}
