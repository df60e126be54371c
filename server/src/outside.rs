//! Asking servers whose addresses somebody on the other side of the network named, without becoming their way into the network that
//! this server stands in (server-side request forgery).
//!
//! Names are resolved here, and only public addresses are spoken to, unless the operator allowed the host. No redirection is
//! followed, no proxy asked, and an answer has a greatest length and a longest time.

use std::{
    collections::{BTreeSet, HashMap},
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use openidconnect::{HttpRequest, HttpResponse};
use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect,
};
use tokio::sync::Semaphore;
use url::{Host, Url};

/// For a whole answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer, in bytes: a set of keys is a hundredth of it.
const LONGEST: usize = 1024 * 1024;
/// Questions to one server at one time: one that is slow keeps nobody from the others.
const AT_ONCE: usize = 8;

/// What asks.
#[derive(Clone)]
pub(crate) struct Outside {
    client: Client,
    /// Hosts with their ports that may be on this machine or in its network.
    internal: Arc<BTreeSet<String>>,
    /// By host and port; those that nobody waits for are forgotten.
    turns: Arc<Mutex<HashMap<String, Arc<Semaphore>>>>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutsideError {
    /// The address isn't one to ask.
    #[error(
        "{0} isn't asked: it must be https:// and a public address, or one that the server's operator allowed"
    )]
    Address(String),
    /// Nobody answered.
    #[error("{0} doesn't answer")]
    Silent(String, #[source] reqwest::Error),
    /// Too many ask it already.
    #[error("{0} is slow, and enough ask it already")]
    Busy(String),
    /// It answered without end.
    #[error("the answer of {0} is too long")]
    TooLong(String),
    /// The library's request can't be made one of HTTP's.
    #[error("the request can't be made")]
    Request(#[from] openidconnect::http::Error),
}

impl Outside {
    /// Asks public addresses, and these internal hosts, each at port 443 unless it names another (`host:port`).
    pub(crate) fn new(internal: &[String]) -> Result<Self, reqwest::Error> {
        // The client takes the process's choice of cryptography. An error says that it was made already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let internal: BTreeSet<_> = internal.iter().map(|host| with_port(host)).collect();
        let hosts = internal.iter().filter_map(|host| Some(host.rsplit_once(':')?.0.to_owned())).collect();
        let client = Client::builder()
            .dns_resolver(Arc::new(Public(Arc::new(hosts))))
            .no_proxy()
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        Ok(Self { client, internal: Arc::new(internal), turns: Arc::default() })
    }

    /// Whether an address may be asked, as far as that can be told before its name is resolved.
    pub(crate) fn permits(&self, url: &Url) -> bool {
        let Some(host) = url.host() else { return false };
        let allowed = origin(url).is_some_and(|origin| self.internal.contains(&origin));
        let (public, here) = match host {
            Host::Ipv4(ip) => (is_public(ip.into()), ip.is_loopback()),
            Host::Ipv6(ip) => (is_public(ip.into()), ip.is_loopback()),
            // What a name stands for is seen when it is resolved.
            Host::Domain(name) => (true, name == "localhost"),
        };
        let sealed = url.scheme() == "https" || (url.scheme() == "http" && allowed && here);
        sealed && (public || allowed) && url.username().is_empty() && url.password().is_none()
    }

    /// The turns at asking one server.
    fn turn(&self, origin: String) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(turns.entry(origin).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))))
    }

    /// One question.
    pub(crate) async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, OutsideError> {
        let whom = request.uri().to_string();
        let url = Url::parse(&whom).ok().filter(|url| self.permits(url));
        // Without its query: what is asked is nobody's to read in a log.
        let whom = whom.split('?').next().unwrap_or_default().to_owned();
        let Some(origin) = url.as_ref().and_then(origin) else {
            return Err(OutsideError::Address(whom));
        };
        let silent = |error: reqwest::Error| OutsideError::Silent(whom.clone(), error.without_url());
        let turn = self.turn(origin);
        let Ok(_turn) = tokio::time::timeout(PATIENCE, turn.acquire()).await else {
            return Err(OutsideError::Busy(whom));
        };
        let request = reqwest::Request::try_from(request).map_err(silent)?;
        let mut answer = self.client.execute(request).await.map_err(silent)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(silent)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(OutsideError::TooLong(whom));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = openidconnect::http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        Ok(response.body(body)?)
    }
}

/// A host with its port.
fn origin(url: &Url) -> Option<String> {
    Some(format!("{}:{}", url.host()?, url.port_or_known_default()?).to_lowercase())
}

/// A host as the operator names it, with the port of TLS where it has none.
fn with_port(host: &str) -> String {
    let host = host.trim().to_lowercase();
    let named = host.rsplit_once(':').is_some_and(|(host, port)| {
        port.parse::<u16>().is_ok() && (!host.contains(':') || host.ends_with(']'))
    });
    if named { host } else { format!("{host}:443") }
}

/// Resolves names to public addresses alone, but for the hosts that it holds.
struct Public(Arc<BTreeSet<String>>);

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let internal = self.0.contains(&name.as_str().to_lowercase());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let good: Vec<SocketAddr> = found.filter(|address| internal || is_public(address.ip())).collect();
            if good.is_empty() {
                let said = format!("{} has no public address", name.as_str());
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, said).into());
            }
            Ok(Box::new(good.into_iter()) as Addrs)
        })
    }
}

/// Whether anybody on the Internet could have this address: none of IANA's special-purpose registries (RFC 6890) that isn't.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (18..20).contains(&b)))
        }
        IpAddr::V6(ip) => {
            let segments = ip.segments();
            match segments {
                // IPv4 behind a translator (RFC 6052), and 6to4 (RFC 3056): as public as what they stand for.
                [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
                    let bits = u32::from(high) << 16 | u32::from(low);
                    is_public(std::net::Ipv4Addr::from_bits(bits).into())
                }
                // Of what is assigned, only this is for unicast between networks (RFC 4291); documentation has parts of it.
                [first, second, ..] => {
                    (0x2000..0x4000).contains(&first)
                        && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                        && !(first == 0x3fff && second < 0x1000)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for (address, public) in [
            ("93.184.216.34", true),
            ("2606:2800:220:1::1", true),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.0.1", false),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("255.255.255.255", false),
            ("224.0.0.1", false),
            ("198.18.0.1", false),
            ("192.0.0.1", false),
            ("::1", false),
            ("::", false),
            ("::ffff:10.0.0.1", false),
            ("64:ff9b::a00:1", false),
            ("64:ff9b::5db8:d822", true),
            ("2002:7f00:1::", false),
            ("fd00::1", false),
            ("fe80::1", false),
            ("ff02::1", false),
            ("2001:db8::1", false),
            ("2001::1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }

    #[test]
    fn what_is_asked_is_sealed_and_outside_unless_the_operator_says_otherwise() {
        let internal = ["localhost:9".to_owned(), "192.168.7.7".to_owned(), "[::1]:7".to_owned()];
        let (strict, allowing) = (Outside::new(&[]).unwrap(), Outside::new(&internal).unwrap());
        for (url, by_strict, by_allowing) in [
            ("https://id.example/a", true, true),
            ("http://id.example/a", false, false),
            ("https://user@id.example/", false, false),
            ("https://10.0.0.1/", false, false),
            ("https://[::1]/", false, false),
            ("https://0x7f.1/", false, false),
            ("http://localhost:9/", false, true),
            ("http://localhost:10/", false, false),
            ("http://[::1]:7/", false, true),
            ("https://192.168.7.7:8443/", false, false),
            ("https://192.168.7.7/", false, true),
            ("http://192.168.7.7/", false, false),
            ("ftp://id.example/", false, false),
        ] {
            let url = url.parse().unwrap();
            assert_eq!((strict.permits(&url), allowing.permits(&url)), (by_strict, by_allowing), "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_that_stands_for_this_machine_is_not_asked() {
        let request = |url: &str| openidconnect::http::Request::get(url).body(Vec::new()).unwrap();
        let strict = Outside::new(&[]).unwrap();
        let refused = strict.ask(request("https://localhost:1/secret?query")).await.unwrap_err();
        let cause = std::iter::successors(Some(&refused as &dyn std::error::Error), |e| e.source()).last();
        assert_eq!(cause.unwrap().to_string(), "localhost has no public address");
        assert!(!refused.to_string().contains("query"));
    }
}
