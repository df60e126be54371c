//! Errors: RFC 9457 problem documents with a stable code from one closed list.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What went wrong, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request isn't of the documented form.
    Malformed,
    /// The body, or a part of it, is larger than allowed.
    TooLarge,
    /// No such thing, or none that the caller may know of.
    NotFound,
    /// The path exists, but not with this method.
    MethodNotAllowed,
    /// No session or access token, or one that isn't valid any more.
    InvalidToken,
    /// The DPoP proof is missing or doesn't hold (RFC 9449, section 7.1).
    InvalidDpopProof,
    /// The DPoP proof needs the nonce that comes with this answer (RFC 9449, section 8).
    UseDpopNonce,
    /// The caller may not do this.
    Forbidden,
    /// The request carries a session, and comes from another site or doesn't say from which.
    CrossSite,
    /// The e-mail address and the password, or the code, don't belong together.
    SignInRefused,
    /// Signed in by password alone: set up, or use, a second factor or a passkey.
    SecondFactorRequired,
    /// The last proof of who this is was too long ago: sign in again.
    SignInAgain,
    /// The password is too short, too long or too easily guessed.
    PasswordRefused,
    /// No such link.
    LinkUnknown,
    /// The link was used.
    LinkUsed,
    /// The link is too old.
    LinkExpired,
    /// The server's address is an IP address, which passkeys can't be bound to.
    PasskeysUnavailable,
    /// The passkey's answer doesn't hold, or came too late.
    PasskeyRefused,
    /// The client has its members sign in by its own identity provider.
    ProviderRequired,
    /// The client's identity provider can't be reached, or isn't one by OpenID Connect.
    ProviderUnreachable,
    /// The client's identity provider didn't vouch for the person, or its answer doesn't hold.
    ProviderRefused,
    /// Nobody has tried whether signing in by the client's identity provider works.
    ProviderUntried,
    /// The invitation's address has an account, which has to accept it before the client's identity provider counts.
    AccountFirst,
    /// The client's identity provider vouches for somebody who was not invited.
    NotInvited,
    /// A client keeps at least one owner.
    LastOwner,
    /// It is there already.
    AlreadyThere,
    /// The invitation is unknown.
    InvitationUnknown,
    /// The invitation was used by another device.
    InvitationUsed,
    /// The invitation is too old.
    InvitationExpired,
    /// The enrolment was ended.
    DeviceRevoked,
    /// The server knows the ledger only up to a smaller size than the request names: send it first.
    LedgerBehind,
    /// The ledger contradicts what the server cosigned: a smaller or a different head.
    LedgerConflict,
    /// An entry can't follow those before it, or its signature doesn't hold.
    LedgerInvalid,
    /// The checkpoint doesn't match the entries, or its signature doesn't hold.
    CheckpointInvalid,
    /// The ledger doesn't commit to the batch.
    CommitmentMismatch,
    /// The same name was used for another record.
    RecordConflict,
    /// The record names another device or project than the token's.
    WrongDevice,
    /// The session that the record names had not started or was not running.
    SessionNotRunning,
    /// The category was not granted, or no longer, or under another notice.
    NotConsented,
    /// The category was withdrawn elsewhere.
    Withdrawn,
    /// Synthetic records belong only in projects made for testing.
    SyntheticRefused,
    /// The blob that the record names was not put by this device.
    BlobMissing,
    /// The bytes aren't the ones that the name or the record says.
    BlobMismatch,
    /// The bytes aren't a picture of the declared type within the limits.
    BlobInvalid,
    /// Somebody changed it since the caller read it.
    Outdated,
    /// The policy asks whoever looks at a picture for a reason, and none was given.
    ReasonRequired,
    /// Too late for doing it at once: make a request.
    GraceOver,
    /// Too many requests.
    RateLimited,
    /// The server can't do it now.
    Unavailable,
    /// The server failed.
    Internal,
}

impl ErrorCode {
    /// The code as in JSON.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => unreachable!("a unit variant is written as text"),
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// An RFC 9457 problem document, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `about:blank`: the code says what it is.
    #[serde(rename = "type", default = "blank")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// The status in words.
    pub title: String,
    /// What happened and what to do next, for people.
    pub detail: String,
    /// What happened, for programs.
    pub code: ErrorCode,
}

fn blank() -> String {
    "about:blank".into()
}

impl Problem {
    /// The media type of a problem document.
    pub const MEDIA_TYPE: &'static str = "application/problem+json";

    /// A problem.
    pub fn new(status: u16, title: &str, code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { kind: blank(), status, title: title.into(), detail: detail.into(), code }
    }
}
