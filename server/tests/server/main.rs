//! The server from outside: a device's whole way, and what is tried against it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod accounts;
mod admin;
mod attacks;
mod audit;
mod blobs;
mod browser;
mod consent;
mod device;
mod enrolment;
mod erasure;
mod everybody;
mod fuzz;
mod headers;
mod ledger;
mod limits;
mod looks;
mod managing;
mod matrix;
mod members;
mod oidc;
mod openapi;
mod outbox;
mod own;
mod passkeys;
mod process;
mod provider;
mod records;
mod rollup;
mod sealed;
mod stores;
mod team;
mod tenants;
mod tokens;
mod world;
