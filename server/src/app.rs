//! What every request is handed.

use std::sync::Arc;

use candor_domain::Timestamp;
use url::Url;

use crate::{
    accounts::{passkey::Passkeys, password::Passwords},
    auth::dpop::Proofs,
    blobs::Blobs,
    db::Db,
    env::Environment,
    ingest::Ingest,
    keys::Keys,
    ledgers::Ledgers,
    limits::Limiters,
    mail::Mailer,
    metrics::Metrics,
    outside::Outside,
    turns::Files,
};

/// The parts of a running server.
pub(crate) struct App {
    pub(crate) env: Environment,
    pub(crate) db: Db,
    pub(crate) blobs: Blobs,
    pub(crate) keys: Keys,
    pub(crate) name: String,
    pub(crate) public_url: Url,
    pub(crate) proofs: Proofs,
    pub(crate) ledgers: Ledgers,
    pub(crate) limits: Limiters,
    pub(crate) ingest: Ingest,
    pub(crate) metrics: Metrics,
    pub(crate) passwords: Passwords,
    pub(crate) passkeys: Passkeys,
    pub(crate) mail: Mailer,
    pub(crate) outside: Outside,
    pub(crate) files: Files,
}

/// The parts, shared.
pub(crate) type Shared = Arc<App>;

impl App {
    pub(crate) fn now(&self) -> Timestamp {
        self.env.now()
    }
}
