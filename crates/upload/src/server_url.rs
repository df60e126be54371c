//! Where a server is, checked before any byte goes there.

use std::{fmt, net::IpAddr, str::FromStr};

use url::{Host, Url};

/// The address of a server: HTTPS, or plain HTTP to this very machine. Never ends with a slash.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerUrl(Url);

/// A text that isn't the address of a server that Candor talks to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidServerUrl {
    /// It isn't an address at all.
    #[error("not the address of a server: expected one such as https://candor.example")]
    NotAnAddress,
    /// It is plain HTTP to another machine.
    #[error(
        "{0} is another machine, and plain HTTP would show everything to anyone between: use an address with https://"
    )]
    Insecure(String),
    /// It has a name, password, query or fragment.
    #[error("the address of a server has no name, password, question mark or hash sign")]
    TooMuch,
}

impl ServerUrl {
    /// Checks an address.
    ///
    /// # Errors
    /// [`InvalidServerUrl`].
    pub fn new(mut url: Url) -> Result<Self, InvalidServerUrl> {
        let Some(host) = url.host_str().map(str::to_owned) else {
            return Err(InvalidServerUrl::NotAnAddress);
        };
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(InvalidServerUrl::Insecure(host)),
            _ => return Err(InvalidServerUrl::NotAnAddress),
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().or(url.fragment()).is_some()
        {
            return Err(InvalidServerUrl::TooMuch);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The address.
    pub const fn as_url(&self) -> &Url {
        &self.0
    }

    /// The host as the agent should read it before joining, with the port where it isn't the usual one.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Whether the way there is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The address of a path below it, as in [`candor_wire::path`].
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerUrl({self})")
    }
}

impl FromStr for ServerUrl {
    type Err = InvalidServerUrl;

    fn from_str(text: &str) -> Result<Self, InvalidServerUrl> {
        Self::new(Url::parse(text).map_err(|_| InvalidServerUrl::NotAnAddress)?)
    }
}

/// Whether the host is this machine: an address of the loopback, or the name `localhost`, which the client resolves
/// to the loopback itself.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_and_the_own_machine_alone() {
        for (text, expected) in [
            ("https://candor.example", "https://candor.example"),
            ("https://candor.example/", "https://candor.example"),
            ("https://candor.example:8443/candor/", "https://candor.example:8443/candor"),
            ("http://127.0.0.1:8470", "http://127.0.0.1:8470"),
            ("http://[::1]:8470", "http://[::1]:8470"),
            ("http://localhost:8470", "http://localhost:8470"),
            ("http://127.1", "http://127.0.0.1"),
        ] {
            assert_eq!(text.parse::<ServerUrl>().map(|url| url.to_string()), Ok(expected.into()), "{text}");
        }
        for text in [
            "http://candor.example",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://10.0.0.1",
            "http://[::ffff:10.0.0.1]",
            "http://0.0.0.0",
        ] {
            assert!(matches!(text.parse::<ServerUrl>(), Err(InvalidServerUrl::Insecure(_))), "{text}");
        }
        for text in ["", "candor.example", "ftp://candor.example", "file:///etc/passwd", "data:,x"] {
            assert_eq!(text.parse::<ServerUrl>(), Err(InvalidServerUrl::NotAnAddress), "{text}");
        }
        for text in ["https://a:b@candor.example", "https://candor.example?x", "https://candor.example#x"] {
            assert_eq!(text.parse::<ServerUrl>(), Err(InvalidServerUrl::TooMuch), "{text}");
        }
    }
}
