//! Journeys across processes: one binary, so that it links once.

mod sensor;
mod support;
