//! Canonical JSON (RFC 8785): the one byte sequence that is hashed and signed.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// JSON that is not exactly what its type would write.
#[derive(Debug, thiserror::Error)]
pub enum NotExact {
    /// It is no JSON of that type.
    #[error("not of the expected form: {0}")]
    Form(#[from] serde_json::Error),
    /// It has fields that the type doesn't know, or writes a value in another way.
    #[error("holds fields or spellings that the format doesn't have")]
    Extra,
}

/// The RFC 8785 canonical bytes of a value.
///
/// # Panics
/// Never for the types of this crate and of `candor-domain`: their maps have text keys and their numbers are finite.
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("our types have text keys and finite numbers")
}

/// Reads a value and makes sure that nothing was lost: what is read writes the same canonical bytes again. Without it a
/// signature would cover fields that nobody looks at.
///
/// # Errors
/// [`NotExact`] where the form differs or more is there than the type knows.
pub fn read_exact<T: Serialize + DeserializeOwned>(value: Value) -> Result<T, NotExact> {
    let read = T::deserialize(&value)?;
    if bytes(&read) == bytes(&value) { Ok(read) } else { Err(NotExact::Extra) }
}
