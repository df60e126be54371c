//! What goes wrong, as an RFC 9457 problem document.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use candor_domain::record::LedgerSize;
use candor_wire::{ErrorCode, Problem, device::KnownLedger};
use serde::Serialize;

/// A request that can't be answered as asked.
#[derive(Debug)]
pub(crate) struct ApiError {
    code: ErrorCode,
    detail: String,
    known: Option<LedgerSize>,
    /// Seconds.
    retry_after: Option<u64>,
}

pub(crate) type ApiResult<T> = Result<T, ApiError>;

#[derive(Serialize)]
struct Body {
    #[serde(flatten)]
    problem: Problem,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    known: Option<KnownLedger>,
}

impl ApiError {
    /// A refusal; `detail` says what happened and what to do next.
    pub(crate) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), known: None, retry_after: None }
    }

    /// A refusal that tells how far the server knows the ledger.
    pub(crate) fn ledger(code: ErrorCode, known: LedgerSize, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), known: Some(known), retry_after: None }
    }

    /// Something of the server's own failed. It is logged here, once, and not told.
    pub(crate) fn internal(what: &'static str, error: impl std::fmt::Display) -> Self {
        tracing::error!(what, %error, "request failed");
        Self::new(ErrorCode::Internal, "The server failed; nothing was changed. Try again later.")
    }

    /// Too many requests; the next is worth it after so many seconds (RFC 6585, section 4).
    pub(crate) fn too_many(seconds: u64) -> Self {
        let detail = "Too many requests; nothing was changed. Go on a little later.";
        Self { retry_after: Some(seconds), ..Self::new(ErrorCode::RateLimited, detail) }
    }

    /// No such thing, or none that the caller may know of.
    pub(crate) fn not_found() -> Self {
        Self::new(ErrorCode::NotFound, "There is no such thing here.")
    }

    pub(crate) fn code(&self) -> ErrorCode {
        self.code
    }

    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<sea_orm::DbErr> for ApiError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::internal("database", error)
    }
}

impl From<object_store::Error> for ApiError {
    fn from(error: object_store::Error) -> Self {
        Self::internal("blob store", error)
    }
}

/// Makes an error's text a sentence.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// The HTTP status that goes with a code.
pub(crate) fn status(code: ErrorCode) -> StatusCode {
    use ErrorCode as C;
    match code {
        C::Malformed | C::ReasonRequired => StatusCode::BAD_REQUEST,
        C::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        C::NotFound | C::InvitationUnknown | C::LinkUnknown => StatusCode::NOT_FOUND,
        C::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        C::InvalidToken
        | C::InvalidDpopProof
        | C::UseDpopNonce
        | C::SignInRefused
        | C::PasskeyRefused
        | C::ProviderRefused => StatusCode::UNAUTHORIZED,
        C::Forbidden
        | C::DeviceRevoked
        | C::WrongDevice
        | C::CrossSite
        | C::SecondFactorRequired
        | C::ProviderRequired
        | C::NotInvited
        | C::SignInAgain => StatusCode::FORBIDDEN,
        C::InvitationExpired | C::LinkExpired => StatusCode::GONE,
        C::AlreadyThere
        | C::LastOwner
        | C::ProviderUntried
        | C::AccountFirst
        | C::LinkUsed
        | C::PasskeysUnavailable
        | C::InvitationUsed
        | C::LedgerBehind
        | C::LedgerConflict
        | C::RecordConflict
        | C::Outdated
        | C::GraceOver => StatusCode::CONFLICT,
        C::PasswordRefused
        | C::ProviderUnreachable
        | C::LedgerInvalid
        | C::CheckpointInvalid
        | C::CommitmentMismatch
        | C::SessionNotRunning
        | C::NotConsented
        | C::Withdrawn
        | C::SyntheticRefused
        | C::BlobMissing
        | C::BlobMismatch
        | C::BlobInvalid => StatusCode::UNPROCESSABLE_ENTITY,
        C::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        C::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        C::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = status(self.code);
        let title = status.canonical_reason().unwrap_or("Error");
        let body = Body {
            problem: Problem::new(status.as_u16(), title, self.code, self.detail),
            known: self.known.map(|ledger_size| KnownLedger { ledger_size }),
        };
        let mut response = (status, Json(body)).into_response();
        // For the log.
        response.extensions_mut().insert(self.code);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(Problem::MEDIA_TYPE));
        // RFC 9449, section 7.1.
        let challenge = match self.code {
            ErrorCode::InvalidToken => Some(r#"DPoP error="invalid_token", algs="EdDSA""#),
            ErrorCode::InvalidDpopProof => Some(r#"DPoP error="invalid_dpop_proof", algs="EdDSA""#),
            ErrorCode::UseDpopNonce => Some(r#"DPoP error="use_dpop_nonce", algs="EdDSA""#),
            _ => None,
        };
        if let Some(challenge) = challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(self.retry_after.unwrap_or(2)));
        }
        response
    }
}
