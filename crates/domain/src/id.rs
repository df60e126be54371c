//! Identifiers: one type for each thing that is identified, so that no two can be mixed up.
//!
//! All are UUIDs of version 7 (RFC 9562, section 5.7), written in lower case with hyphens.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::Timestamp;

/// A text that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uuid"))]
        #[cfg_attr(feature = "typescript", ts(as = "String"))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a version 7 identifier from the time it is made at and ten random bytes.
            pub fn new(at: Timestamp, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(at.as_millis().max(0) as u64, &random).into_uuid())
            }

            /// An identifier from its sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The sixteen bytes of the identifier.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    )*};
}

ids! {
    /// One enrolment of one agent on one device for one client.
    DeviceId;
    /// A remote worker, the data subject.
    AgentId;
    /// An organisation that ordered the work, the controller.
    ClientId;
    /// A person who acts for a client: owner, reviewer or auditor.
    MemberId;
    /// A person who can sign in.
    AccountId;
    /// A browser that an account signed in with.
    WebSessionId;
    /// A passkey of an account.
    PasskeyId;
    /// An API token of a member.
    ApiTokenId;
    /// A line of the audit log.
    AuditId;
    /// A project of a client.
    ProjectId;
    /// An invitation of an agent to a client's projects.
    InvitationId;
    /// One stretch of work.
    SessionId;
    /// One work record: a sample, capture, note or gap marker.
    RecordId;
    /// A set of records that left the outbox together.
    BatchId;
    /// A member's approval or question about a stretch of worked time.
    ReviewId;
    /// What a member or an agent says about such a review.
    CommentId;
    /// A withdrawal that was made elsewhere than on the device that learns of it.
    WithdrawalId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_7_and_carry_their_time() {
        let id = DeviceId::new(Timestamp::from_millis(0x0189_0a5d_ac96), [7; 10]);
        assert!(id.to_string().starts_with("01890a5d-ac96-7"), "{id}");
        assert_eq!(id.to_string().parse::<DeviceId>(), Ok(id));
    }

    #[test]
    fn other_texts_are_refused() {
        assert_eq!("../etc/passwd".parse::<DeviceId>(), Err(InvalidId));
    }
}
