//! Candor.
