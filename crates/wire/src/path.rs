//! Where things are, below the server's address.

use candor_domain::{RecordId, Sha256Hash};

/// `POST`: binds a device's key to an invitation.
pub const ENROLLMENTS: &str = "/api/v1/enrollments";
/// `POST`: whom an invitation is from, before a key is bound to it.
pub const PREVIEW: &str = "/api/v1/invitations/preview";
/// `POST`: an access token for a device's key.
pub const TOKEN: &str = "/api/v1/token";
/// `GET`: the projects open to the agent, with policies and notices.
pub const POLICIES: &str = "/api/v1/policies";
/// `POST`: ledger entries and a checkpoint, answered with a cosignature.
pub const LEDGER: &str = "/api/v1/ledger";
/// `POST`: a batch of work records.
pub const BATCHES: &str = "/api/v1/worklog/batches";
/// `GET`: who opened which of the agent's captures, when.
pub const VIEWS: &str = "/api/v1/me/views";
/// The OpenAPI 3.1 document.
pub const OPENAPI: &str = "/api/openapi.json";
/// What precedes the secret of a link into an account: `https://server/account-link#SECRET`.
pub const ACCOUNT_LINK: &str = "/account-link";
/// What precedes an invitation's secret in its link: `https://server/join#SECRET`. Behind the hash sign, so that no
/// server log ever holds it.
pub const JOIN: &str = "/join";

/// `PUT` and `HEAD`: a blob by its content.
pub fn blob(sha256: Sha256Hash) -> String {
    format!("/api/v1/blobs/sha256:{sha256}")
}

/// `DELETE`: a capture of the agent's.
pub fn capture(id: RecordId) -> String {
    format!("/api/v1/captures/{id}")
}

/// `POST`: a picture with a part blacked out in a capture's place.
pub fn redaction(id: RecordId) -> String {
    format!("/api/v1/captures/{id}/redaction")
}
