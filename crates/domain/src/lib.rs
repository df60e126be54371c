//! The words of Candor as types.
//!
//! Everything here is pure data and pure functions: no input or output, no clock, no randomness. The names are the
//! charter's words, and their JSON forms are the ones that the ledger, the HTTP API and exports share.

#![forbid(unsafe_code)]

pub mod category;
pub mod hash;
pub mod id;
pub mod locale;
pub mod notice;
pub mod policy;
pub mod record;
pub mod session;
pub mod time;
pub mod whole;

pub use category::{Category, Kind};
pub use hash::Sha256Hash;
pub use id::{
    AccountId, AgentId, ApiTokenId, AuditId, BatchId, ClientId, CommentId, DeviceId, InvitationId, MemberId,
    PasskeyId, ProjectId, RecordId, ReviewId, SessionId, WebSessionId, WithdrawalId,
};
pub use policy::Policy;
pub use record::Record;
pub use time::{Boot, Millis, Timestamp, Zone};
