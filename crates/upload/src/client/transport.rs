//! One HTTP request and its answer, within limits.
//!
//! TLS is rustls with *ring*, the provider with which Candor was built for Windows and checked for macOS. Roots of trust are
//! the operating system's, so that what an administrator adds or distrusts counts; they are loaded only where the server is
//! spoken to by HTTPS (0.9 MB and 25 ms). HTTP/1.1 alone: requests go one after the other, so that HTTP/2 would only cost
//! memory.

use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use candor_domain::Timestamp;
use reqwest::{Method, StatusCode, header};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::{
    backoff::http_date,
    failure::{Failure, clean},
    server_url::ServerUrl,
};

/// What is waited for, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For an answer, once the body is sent.
    pub answer: Duration,
    /// The slowest line on which a body is still sent, in bytes a second: a large one gets that much more time.
    pub slowest: u32,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), answer: Duration::from_secs(60), slowest: 16 * 1024 }
    }
}

/// A request as it goes out, but for what is to be proved.
#[derive(Clone)]
pub(super) struct Call {
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// What stands behind the question mark.
    pub query: Option<String>,
    pub body: Option<Body>,
    /// The largest answer that is read, in bytes.
    pub limit: usize,
}

/// A request's body. Clones share the bytes.
#[derive(Clone)]
pub(super) struct Body {
    pub bytes: Bytes,
    pub media_type: &'static str,
    pub gzip: bool,
}

/// An answer, read whole.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The server's clock.
    pub fn date(&self) -> Option<Timestamp> {
        http_date(self.header("date")?)
    }
}

/// The way to one server.
pub(super) struct Transport {
    client: reqwest::Client,
    timeouts: Timeouts,
}

impl Transport {
    pub fn new(server: &ServerUrl, timeouts: Timeouts) -> Result<Self, Failure> {
        let unusable = |error: &dyn std::error::Error| Failure::Lost(format!("TLS can't be set up: {error}"));
        let tls =
            rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(|error| unusable(&error))?;
        let tls = if server.is_encrypted() {
            tls.with_platform_verifier().map_err(|error| unusable(&error))?.with_no_client_auth()
        } else {
            tls.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
        };
        let loopback =
            [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(server.is_encrypted())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .http1_only()
            .connect_timeout(timeouts.connect)
            .pool_max_idle_per_host(1)
            .pool_idle_timeout(Duration::from_secs(20))
            // Whatever a resolver says: a name for this machine stays on this machine.
            .resolve_to_addrs("localhost", &loopback)
            .user_agent(concat!("candor/", env!("CARGO_PKG_VERSION")));
        // A proxy of the environment sees nothing of TLS, but all of plain HTTP.
        let builder = if server.is_encrypted() { builder } else { builder.no_proxy() };
        Ok(Self { client: builder.build().map_err(|error| unusable(&error))?, timeouts })
    }

    /// Sends a request with these headers and reads the answer.
    ///
    /// # Errors
    /// [`Failure::Lost`] where none comes in time, [`Failure::Strange`] where it is too long or a redirection.
    pub async fn send(&self, call: &Call, headers: header::HeaderMap) -> Result<Answer, Failure> {
        let url =
            call.query.as_ref().map_or_else(|| call.url.clone(), |query| format!("{}?{query}", call.url));
        let len = call.body.as_ref().map_or(0, |body| body.bytes.len());
        let time =
            self.timeouts.answer + Duration::from_secs(len as u64 / u64::from(self.timeouts.slowest.max(1)));
        let mut request = self.client.request(call.method.clone(), url).headers(headers).timeout(time);
        if let Some(body) = &call.body {
            request = request.header(header::CONTENT_TYPE, body.media_type).body(body.bytes.clone());
            if body.gzip {
                request = request.header(header::CONTENT_ENCODING, "gzip");
            }
        }
        let mut response = request.send().await.map_err(|error| lost(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        if status.is_redirection() {
            let to = headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
            return Err(Failure::Strange(format!("it redirects to {}", clean(to, 200))));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| lost(&error))? {
            if body.len() + chunk.len() > call.limit {
                return Err(Failure::Strange(format!("it is longer than {} bytes", call.limit)));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body })
    }
}

/// Why no answer came. A certificate that doesn't hold is no outage: it is told apart, so that somebody looks.
fn lost(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::Lost("no answer in time".into());
    }
    let mut reason: &(dyn std::error::Error + 'static) = error;
    loop {
        if let Some(rustls::Error::InvalidCertificate(why)) = reason.downcast_ref() {
            return Failure::Strange(format!("its certificate doesn't hold ({why})"));
        }
        // An `io::Error` hides the error that it was made from: its source is that one's source.
        let inner = reason.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        match inner.map(|inner| inner as &(dyn std::error::Error + 'static)).or_else(|| reason.source()) {
            Some(source) => reason = source,
            // The innermost reason is what helps: "connection refused".
            None => return Failure::Lost(in_words(reason)),
        }
    }
}

/// An innermost reason in words: what a number of the operating system means, not the number.
fn in_words(reason: &(dyn std::error::Error + 'static)) -> String {
    use std::io::ErrorKind as Kind;
    let text = reason.to_string();
    let known = reason.downcast_ref::<std::io::Error>().and_then(|error| match error.kind() {
        Kind::ConnectionRefused => Some("nothing answers at its address"),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => {
            Some("the connection broke off")
        }
        Kind::UnexpectedEof => Some("the connection ended before the answer"),
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => {
            Some("no way leads there: this machine may be offline")
        }
        Kind::TimedOut => Some("no answer in time"),
        _ => None,
    });
    let words = known.unwrap_or_else(|| text.split(" (os error").next().unwrap_or_default());
    clean(words, 200)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn people_read_words_and_no_numbers() {
        let table = [
            (io::Error::from_raw_os_error(111), "nothing answers at its address"),
            (io::Error::from_raw_os_error(104), "the connection broke off"),
            (io::Error::from_raw_os_error(101), "no way leads there: this machine may be offline"),
            (io::Error::from_raw_os_error(13), "Permission denied"),
            (
                io::Error::other("failed to lookup address information"),
                "failed to lookup address information",
            ),
        ];
        for (error, words) in table {
            assert_eq!(in_words(&error), words);
        }
    }
}
