//! Commitments: what a `records` entry says about records without saying what they hold.
//!
//! Each record of a batch gets its own random salt; its commitment is SHA-256(salt ‖ RFC 8785 canonical record), and the
//! entry holds the RFC 6962 root over the commitments of the batch. While a salt exists, anyone who has record and salt can
//! check them against the ledger. Erasing a record destroys its salt: the commitment that stays tells nothing any more,
//! and the other records of the batch can still be checked.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_domain::{Record, Sha256Hash};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{canonical, tree};

/// The salt of one record's commitment: 32 bytes from the system's random source, in JSON as base64. Erased from memory
/// when dropped, never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Salt([u8; 32]);

impl Salt {
    /// From 32 random bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(BASE64_STANDARD.encode(self.0)))
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let invalid = || D::Error::custom("not a salt: expected base64 of 32 bytes");
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = Zeroizing::new(BASE64_STANDARD.decode(&*text).map_err(|_| invalid())?);
        Ok(Self(bytes[..].try_into().map_err(|_| invalid())?))
    }
}

/// The commitment to one record: SHA-256(salt ‖ RFC 8785 canonical record).
pub fn commitment(salt: &Salt, record: &Record) -> Sha256Hash {
    commitment_to_bytes(salt, &canonical::bytes(record))
}

/// [`commitment`] to a record whose canonical bytes are at hand.
pub fn commitment_to_bytes(salt: &Salt, canonical_record: &[u8]) -> Sha256Hash {
    Sha256Hash::of_parts([&salt.0[..], canonical_record])
}

/// The RFC 6962 root over the commitments of a batch in order, the 32 bytes of each being a leaf's data.
pub fn batch_root(commitments: impl IntoIterator<Item = Sha256Hash>) -> Sha256Hash {
    tree::root(commitments.into_iter().map(|commitment| *commitment.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salt_reads_back_and_is_not_printed() {
        let salt = Salt::from_bytes([7; 32]);
        let json = serde_json::to_string(&salt).unwrap();
        assert_eq!(json, "\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\"");
        assert_eq!(serde_json::from_str::<Salt>(&json).unwrap(), salt);
        assert_eq!(format!("{salt:?}"), "Salt(…)");
        for other in ["\"\"", "\"BwcH\"", "7", "\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\""] {
            assert!(serde_json::from_str::<Salt>(other).is_err(), "{other}");
        }
    }

    #[test]
    fn salt_and_record_both_matter() {
        let of = |salt, record: &[u8]| commitment_to_bytes(&Salt::from_bytes([salt; 32]), record);
        assert_eq!(of(1, b"{}"), of(1, b"{}"));
        assert_ne!(of(1, b"{}"), of(2, b"{}"));
        assert_ne!(of(1, b"{}"), of(1, b"{ }"));
    }

    #[test]
    fn order_and_number_matter() {
        let [a, b] = [Sha256Hash::of("a"), Sha256Hash::of("b")];
        assert_ne!(batch_root([a, b]), batch_root([b, a]));
        assert_ne!(batch_root([a]), batch_root([a, a]));
        assert_eq!(batch_root([a]), Sha256Hash::of_parts([&[0][..], a.as_bytes()]));
    }
}
