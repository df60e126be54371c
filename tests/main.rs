//! Journeys across processes: one binary, so that it links once.

// Everything here is test code.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod journey;
mod portal;
mod sensor;
mod support;
mod window;
