//! The server from outside: a device's whole way, and what is tried against it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod admin;
mod blobs;
mod consent;
mod device;
mod enrolment;
mod erasure;
mod ledger;
mod limits;
mod looks;
mod managing;
mod openapi;
mod process;
mod records;
mod rollup;
mod team;
mod tenants;
mod tokens;
mod world;
