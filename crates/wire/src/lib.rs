//! The HTTP interface between devices and server.
//!
//! Bodies, error codes and DPoP proofs, shared by client and server so that they can't drift apart. Nothing here does
//! input or output, reads a clock or holds a key.

#![forbid(unsafe_code)]

pub mod device;
pub mod dpop;
pub mod error;
pub mod path;

pub use error::{ErrorCode, Problem};
