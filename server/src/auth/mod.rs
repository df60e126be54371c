//! Who is asking, and what they may do.

pub(crate) mod dpop;
pub(crate) mod policy;
pub(crate) mod token;
