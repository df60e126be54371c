//! What devices send and get.

use candor_domain::{
    AgentId, BatchId, Category, DeviceId, Policy, ProjectId, RecordId, Sha256Hash, Timestamp, WithdrawalId,
    notice::Notice, policy::Project, record::LedgerSize,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ErrorCode;

/// The most records in one batch.
pub const MAX_BATCH: usize = 500;
/// The largest body of JSON in bytes, unpacked.
pub const MAX_JSON_BYTES: usize = 4 * 1024 * 1024;
/// The largest blob in bytes.
pub const MAX_BLOB_BYTES: usize = 16 * 1024 * 1024;
/// The most ledger entries in one request.
pub const MAX_ENTRIES: usize = 1000;

/// Answer of `POST /invitations/preview`, whose body is that of `POST /enrollments`: whom the invitation is from. Nothing is
/// bound by asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationPreview {
    /// The client's projects that would be open to the agent.
    pub projects: Vec<Project>,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// Body of `POST /enrollments`; the DPoP proof in the header names the key. Repeating it with the same key gives the
/// same answer, so that a lost answer costs nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrollmentRequest {
    /// The invitation's secret.
    pub invitation: String,
}

impl std::fmt::Debug for EnrollmentRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnrollmentRequest(…)")
    }
}

/// Answer of `POST /enrollments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrollment {
    /// The enrolment.
    pub device: DeviceId,
    /// The agent.
    pub agent: AgentId,
    /// The client's projects open to the agent.
    pub projects: Vec<Project>,
    /// The server that cosigns.
    pub server: ServerIdentity,
}

/// Who cosigns checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerIdentity {
    /// The name in its cosignatures.
    pub name: String,
    /// Its Ed25519 public key: base64 of the 32 bytes.
    pub public_key: String,
}

/// Body of `POST /token`; the DPoP proof in the header is made with the device's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// The enrolment.
    pub device: DeviceId,
}

/// Answer of `POST /token`: a sender-constrained access token (RFC 9449, section 5).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Token {
    /// The token, to be sent as `Authorization: DPoP TOKEN`.
    pub access_token: String,
    /// Always `DPoP`.
    pub token_type: String,
    /// Seconds until it ends.
    pub expires_in: u32,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token(…, expires in {} s)", self.expires_in)
    }
}

/// Answer of `GET /policies`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policies {
    /// The projects open to the agent.
    pub projects: Vec<ProjectPolicies>,
    /// Categories that the agent withdrew elsewhere, until the device's ledger answers: every device stops them at once.
    pub withdrawn: Vec<Withdrawal>,
}

/// A project with its policies and notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectPolicies {
    /// The project.
    pub project: Project,
    /// Every published version of its policy, the current one last.
    pub policies: Vec<Policy>,
    /// The notices of those versions in each language.
    pub notices: Vec<Notice>,
}

/// A withdrawal made elsewhere. The device writes a `withdrawn` decision that answers it, whatever was decided there before
/// and whatever any clock says; nothing of the category is accepted from it until it did and the agent granted anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Which: what the device's ledger answers.
    pub id: WithdrawalId,
    /// The project.
    pub project: ProjectId,
    /// The category.
    pub category: Category,
    /// When the server learned of it, by its clock: shown, never compared.
    pub at: Timestamp,
}

/// Body of `POST /ledger`: the entries that the server lacks and a checkpoint over the whole ledger with them, signed by the device's key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LedgerRequest {
    /// Signed entries in order, at most [`MAX_ENTRIES`]: `{"entry": {…}, "sig": "base64"}`. Entries that the server has
    /// already must be the same.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub entries: Vec<Value>,
    /// The device's checkpoint, a C2SP signed note.
    pub checkpoint: String,
}

/// Answer of `POST /ledger`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerResponse {
    /// The checkpoint with the server's cosignature added.
    pub checkpoint: String,
}

/// The part of a `ledger_behind` or `ledger_conflict` problem that tells how far the server knows a ledger. It stands
/// beside the members of [`Problem`](crate::Problem).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnownLedger {
    /// The size that the server last cosigned.
    pub ledger_size: LedgerSize,
}

/// Body of `POST /worklog/batches`; gzip and zstd are allowed.
///
/// The entry is cosigned already, and commits to this batch with these records in this order; otherwise all of it is refused. A record
/// is refused by itself where it names another device, a project that isn't open to the agent, or a ledger size beyond `entry`; where
/// no session ran at that size, or its category wasn't granted there under the notice that it names; where its picture is larger than
/// that notice allows, wasn't put, or has another size than it says; and where a sample ends before it begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BatchRequest {
    /// The batch, as in the ledger's `records` entry that commits to it.
    pub batch: BatchId,
    /// The number of that entry in the ledger.
    pub entry: u64,
    /// The records in the order of the commitment, at most [`MAX_BATCH`].
    pub records: Vec<BatchItem>,
}

/// A record of a batch, or what stands for it where it isn't sent (any more).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum BatchItem {
    /// The record with the salt of its commitment.
    Full {
        /// The record, `candor_domain::Record`.
        #[cfg_attr(feature = "openapi", schema(value_type = candor_domain::Record))]
        record: Value,
        /// Base64 of the 32 bytes before the record in its commitment.
        salt: String,
    },
    /// Only the commitment, for a record that was answered before, quarantined or erased.
    Committed {
        /// SHA-256(salt ‖ canonical record).
        commitment: Sha256Hash,
    },
}

/// Answer of `POST /worklog/batches`: one for each record that was sent in full, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResponse {
    /// The answers.
    pub records: Vec<RecordAnswer>,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RecordAnswer {
    /// It is stored durably.
    Accepted {
        /// Which.
        id: RecordId,
    },
    /// It was stored before, or deleted since: nothing is to be done.
    Duplicate {
        /// Which.
        id: RecordId,
    },
    /// It is not stored.
    Refused {
        /// Which, where the record could be read that far.
        id: Option<RecordId>,
        /// Why, for programs.
        code: ErrorCode,
        /// Why, for people.
        message: String,
    },
}

/// Body of `POST /captures/ID/redaction`: the picture that is to stand in the capture's place, put before. It has the same
/// width and height as the old one, which is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RedactionRequest {
    /// SHA-256 of the new picture's bytes.
    pub sha256: Sha256Hash,
}

/// Answer of `GET /me/views`, one page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Views {
    /// The views, the newest first.
    pub views: Vec<View>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// That somebody opened a capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct View {
    /// The capture.
    pub capture: RecordId,
    /// Who, by name.
    pub viewer: String,
    /// In which role.
    pub role: String,
    /// Why, where they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
}
