//! Counters for `/metrics`, in the Prometheus text format.

use prometheus_client::{metrics::counter::Counter, registry::Registry};

/// What is counted; numbers only, nothing about whom.
pub(crate) struct Metrics {
    registry: Registry,
    pub(crate) requests: Counter,
    pub(crate) failures: Counter,
    pub(crate) entries: Counter,
    pub(crate) accepted: Counter,
    pub(crate) duplicate: Counter,
    pub(crate) refused: Counter,
    pub(crate) blobs: Counter,
    pub(crate) alarms: Counter,
    pub(crate) passwords: Counter,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("candor");
        let mut counter = |name: &str, help: &str| {
            let counter = Counter::default();
            registry.register(name, help, counter.clone());
            counter
        };
        Self {
            requests: counter("http_requests", "Requests answered"),
            failures: counter("http_failures", "Requests answered with a status of 500 or above"),
            entries: counter("ledger_entries", "Ledger entries taken in"),
            accepted: counter("records_accepted", "Work records stored"),
            duplicate: counter("records_duplicate", "Work records that were there already"),
            refused: counter("records_refused", "Work records refused"),
            blobs: counter("blobs_put", "Pictures put"),
            alarms: counter("alarms", "Contradictions that a person should look at"),
            passwords: counter("password_hashes", "Runs of the hash function for passwords"),
            registry,
        }
    }

    /// Everything counted, as OpenMetrics text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry)
            .expect("writing to a string doesn't fail");
        text
    }
}
