//! The backend of Candor.
//!
//! Devices send it their consent ledger and the work records that the ledger covers; clients read their work log from it. It
//! believes neither: every record is checked against the ledger it has cosigned, every image against its name, and every
//! request against one policy of who may do what ([`auth::policy`]).
//!
//! One way through the house: `http` reads a request and says who is asking, `auth` decides, `ledgers` and `ingest` check,
//! `db` and `blobs` keep. Times and randomness come from [`env::Environment`].

#![forbid(unsafe_code)]

mod accounts;
pub mod admin;
mod app;
mod audit;
mod auth;
mod blobs;
pub mod config;
mod connections;
mod db;
mod enrolling;
pub mod env;
mod erasure;
mod error;
mod hours;
mod http;
mod image;
mod ingest;
mod jobs;
mod keys;
mod ledgers;
mod limits;
mod looks;
pub mod mail;
mod metrics;
mod outside;
mod own;
mod paper;
mod people;
mod projects;
mod reviews;
mod seal;
mod serve;
mod sheet;
mod statistics;
mod stretches;
mod takeout;
mod team;
mod timesheet;
mod turns;
mod worklog;

pub use config::Config;
pub use http::openapi::document as openapi_document;
pub use serve::{Serving, StartError, serve};
