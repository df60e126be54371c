//! A policy rendered for a person.

use serde::{Deserialize, Serialize};

use crate::{hash::Sha256Hash, id::ProjectId, policy::PolicyVersion};

/// A policy rendered for a person, in their language. Rendered once per language when the policy is published; a new
/// version of Candor doesn't change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// The project whose policy it shows.
    pub project: ProjectId,
    /// The version of the policy.
    pub policy_version: PolicyVersion,
    /// The language, as a BCP 47 tag.
    pub lang: String,
    /// The text as the person reads it.
    pub text: String,
    /// SHA-256 of the text's UTF-8 bytes, the notice's identity.
    pub sha256: Sha256Hash,
}
