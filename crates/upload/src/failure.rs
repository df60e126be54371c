//! Why a request to the server got nowhere.

use std::fmt;

use candor_domain::{Millis, record::LedgerSize};
use candor_wire::ErrorCode;

/// A problem's code, with room for those that a newer server may know.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Code {
    /// One of the list.
    Known(ErrorCode),
    /// Another, as the server wrote it, cut to 64 characters.
    Other(String),
}

impl Code {
    /// From the text in an answer.
    pub fn from_name(name: &str) -> Self {
        match serde_json::from_value(serde_json::Value::String(name.into())) {
            Ok(code) => Self::Known(code),
            Err(_) => Self::Other(clean(name, 64)),
        }
    }
}

impl From<ErrorCode> for Code {
    fn from(code: ErrorCode) -> Self {
        Self::Known(code)
    }
}

impl PartialEq<ErrorCode> for Code {
    fn eq(&self, other: &ErrorCode) -> bool {
        matches!(self, Self::Known(code) if code == other)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(code) => code.fmt(f),
            Self::Other(name) => f.write_str(name),
        }
    }
}

/// An answer that says no: a problem document (RFC 9457), or a bare status that something in between gave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the server answered {status}{}{}", code_part(.code), detail_part(.detail))]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// The problem's code; nothing where the answer was no problem document, as from a proxy.
    pub code: Option<Code>,
    /// What the server said for people; may be empty.
    pub detail: String,
    /// How long the server wants to be left alone (RFC 9110, section 10.2.3).
    pub retry_after: Option<Millis>,
    /// How far the server knows the ledger, where it said so.
    pub known_ledger: Option<LedgerSize>,
}

impl ApiError {
    /// Whether the problem has this code.
    pub fn is(&self, code: ErrorCode) -> bool {
        self.code.as_ref().is_some_and(|own| *own == code)
    }
}

fn code_part(code: &Option<Code>) -> String {
    code.as_ref().map_or_else(String::new, |code| format!(" ({code})"))
}

fn detail_part(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!(": {detail}") }
}

/// Why a request got no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No answer came: no connection, or it was lost, or it hung.
    #[error("the server can't be reached: {0}")]
    Lost(String),
    /// The server said no.
    #[error(transparent)]
    Refused(#[from] ApiError),
    /// The server gave no access token, so that the request wasn't made.
    #[error("no access token: {0}")]
    NoToken(ApiError),
    /// What answered isn't a Candor server, or speaks another version: a redirection, a page, too long an answer.
    #[error("the answer is not one of a Candor server: {0}")]
    Strange(String),
}

impl Failure {
    /// The problem's code, where the server gave one.
    pub fn code(&self) -> Option<&Code> {
        match self {
            Self::Refused(error) | Self::NoToken(error) => error.code.as_ref(),
            Self::Lost(_) | Self::Strange(_) => None,
        }
    }
}

/// A text from outside for people: without control characters, at most `max` characters.
pub(crate) fn clean(text: &str, max: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(max).collect()
}
