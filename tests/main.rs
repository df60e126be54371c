//! Journeys across processes: one binary, so that it links once.

// Everything here is test code.
#![allow(clippy::unwrap_used)]

mod journey;
mod sensor;
mod support;
