//! `candor-server`.
fn main() {}
