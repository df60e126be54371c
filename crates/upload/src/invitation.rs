//! Invitation links.

use std::{fmt, str::FromStr};

use candor_wire::path;
use url::Url;
use zeroize::Zeroizing;

use crate::server_url::{InvalidServerUrl, ServerUrl};

/// The scheme of links that open the desktop app.
pub const SCHEME: &str = "candor";
/// The longest secret in characters.
const MAX_SECRET: usize = 256;

/// An invitation to work for a client: a server's address and a secret that is good for one enrolment.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    server: ServerUrl,
    secret: Zeroizing<String>,
}

/// A text that isn't an invitation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidInvitation {
    /// It isn't a link of an invitation.
    #[error(
        "not an invitation: expected a link such as https://candor.example/join#SECRET; copy it whole from the message you got"
    )]
    NotALink,
    /// The part behind the hash sign is missing.
    #[error("the invitation is cut off: the part behind # is missing; copy the link whole")]
    NoSecret,
    /// The secret has characters that no secret has.
    #[error(
        "the invitation is damaged: the part behind # may hold only letters, digits, - and _; copy the link again"
    )]
    BadSecret,
    /// Candor doesn't talk to that server.
    #[error(transparent)]
    Server(#[from] InvalidServerUrl),
}

impl Invitation {
    /// Reads `https://server/join#SECRET` or `candor://join?server=https%3A%2F%2Fserver#SECRET`, with spaces around it.
    ///
    /// # Errors
    /// [`InvalidInvitation`], for people.
    pub fn parse(text: &str) -> Result<Self, InvalidInvitation> {
        let mut url = Url::parse(text.trim()).map_err(|_| InvalidInvitation::NotALink)?;
        let secret = url.fragment().unwrap_or_default().to_owned();
        url.set_fragment(None);
        let server = if url.scheme() == SCHEME { of_scheme(&url)? } else { of_web(url)? };
        if secret.is_empty() {
            return Err(InvalidInvitation::NoSecret);
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if secret.len() > MAX_SECRET || !secret.chars().all(plain) {
            return Err(InvalidInvitation::BadSecret);
        }
        Ok(Self { server, secret: Zeroizing::new(secret) })
    }

    /// Whose invitation it is; shown to the agent before anything is sent there.
    pub const fn server(&self) -> &ServerUrl {
        &self.server
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }
}

/// `https://server/join`.
fn of_web(mut url: Url) -> Result<ServerUrl, InvalidInvitation> {
    let base = url.path().strip_suffix(path::JOIN).ok_or(InvalidInvitation::NotALink)?.to_owned();
    url.set_path(&base);
    Ok(ServerUrl::new(url)?)
}

/// `candor://join?server=…`.
fn of_scheme(url: &Url) -> Result<ServerUrl, InvalidInvitation> {
    let mut query = url.query_pairs();
    match (url.host_str(), url.path(), query.next(), query.next()) {
        (Some("join"), "" | "/", Some((name, server)), None) if name == "server" => Ok(server.parse()?),
        _ => Err(InvalidInvitation::NotALink),
    }
}

impl FromStr for Invitation {
    type Err = InvalidInvitation;

    fn from_str(text: &str) -> Result<Self, InvalidInvitation> {
        Self::parse(text)
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invitation({}, …)", self.server)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        for (text, server) in [
            ("http://127.0.0.1:8470/join#S-e_c1", "http://127.0.0.1:8470"),
            (" https://candor.example/join#S-e_c1\n", "https://candor.example"),
            ("https://example.com/candor/join#S-e_c1", "https://example.com/candor"),
            ("candor://join?server=http://127.0.0.1:8470#S-e_c1", "http://127.0.0.1:8470"),
            (
                "candor://join?server=https%3A%2F%2Fcandor.example%3A8443#S-e_c1",
                "https://candor.example:8443",
            ),
            ("candor://join/?server=https%3A%2F%2Fcandor.example#S-e_c1", "https://candor.example"),
        ] {
            let invitation = Invitation::parse(text).unwrap();
            assert_eq!(
                (invitation.server().to_string(), invitation.secret()),
                (server.into(), "S-e_c1"),
                "{text}"
            );
            assert!(!format!("{invitation:?}").contains("S-e_c1"));
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        use InvalidInvitation::{BadSecret, NoSecret, NotALink, Server};
        for (text, expected) in [
            ("", NotALink),
            ("hello", NotALink),
            ("https://candor.example/#S", NotALink),
            ("candor://leave?server=https://candor.example#S", NotALink),
            ("candor://join?host=https://candor.example#S", NotALink),
            ("candor://join?server=https://candor.example&server=https://evil.example#S", NotALink),
            ("https://candor.example/join", NoSecret),
            ("https://candor.example/join#", NoSecret),
            ("https://candor.example/join#a%20b", BadSecret),
            ("http://candor.example/join#S", Server(InvalidServerUrl::Insecure("candor.example".into()))),
            (
                "candor://join?server=http://candor.example#S",
                Server(InvalidServerUrl::Insecure("candor.example".into())),
            ),
            ("ftp://candor.example/join#S", Server(InvalidServerUrl::NotAnAddress)),
        ] {
            assert_eq!(Invitation::parse(text), Err(expected), "{text}");
        }
    }
}
