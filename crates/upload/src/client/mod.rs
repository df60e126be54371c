//! The driver: HTTP to the server, and the machine's actions carried out.

mod credentials;
mod sync;
#[cfg(test)]
mod tests;
mod transport;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use bytes::Bytes;
use candor_domain::{DeviceId, RecordId, record::LedgerSize, record::MediaType, time::Clock};
use candor_wire::{
    ErrorCode, Problem,
    device::{
        Enrollment, EnrollmentRequest, InvitationPreview, MAX_JSON_BYTES, Policies, Token, TokenRequest,
        Views,
    },
    dpop, path,
};
use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use tokio::time::{Instant, sleep_until};

pub use self::transport::Timeouts;
use self::{
    credentials::{Challenge, Credentials, Renewed},
    transport::{Answer, Body, Call, Transport},
};
use crate::{
    backoff::{Backoff, retry_after},
    failure::{ApiError, Code, Failure, clean},
    invitation::Invitation,
    queue::DeletionOutcome,
    server_url::ServerUrl,
};

/// Policies come with every notice in every language.
const MAX_POLICIES_BYTES: usize = 16 * 1024 * 1024;
/// Where a server's words for people are cut, in characters.
const MAX_DETAIL: usize = 500;

/// The device's key, wherever it is kept.
pub trait Signer: Send + Sync {
    /// The Ed25519 public key (RFC 8032, section 5.1.5).
    fn public(&self) -> [u8; 32];
    /// The key's signature on a message.
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// Fills a slice with random bytes from the system's source: for the names of proofs, which no one may guess, and for
/// jitter.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a client needs beside the server.
#[derive(Clone)]
pub struct Means {
    /// The device's key.
    pub signer: Arc<dyn Signer>,
    /// The machine's clocks.
    pub clock: Arc<dyn Clock>,
    /// Random bytes.
    pub random: Random,
    /// How long to wait for what.
    pub settings: Settings,
    /// How much bodies may take.
    pub pace: Pace,
}

/// The most that bodies take on average, in KiB a second; zero for as much as there is. Clones share it, and it can change at
/// any time.
#[derive(Debug, Clone, Default)]
pub struct Pace(Arc<AtomicU32>);

impl Pace {
    /// Sets it; nothing for as much as there is.
    pub fn set(&self, kib_per_s: Option<u32>) {
        self.0.store(kib_per_s.unwrap_or(0), Ordering::Relaxed);
    }

    /// How long so many bytes should take.
    fn time_for(&self, bytes: usize) -> Duration {
        match self.0.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            kib_per_s => Duration::from_secs_f64(bytes as f64 / 1024.0 / f64::from(kib_per_s)),
        }
    }
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// Within a request.
    pub timeouts: Timeouts,
    /// Between requests.
    pub backoff: Backoff,
}

/// Binds the device's key to an invitation. Repeating it with the same key is harmless.
///
/// # Errors
/// [`Failure`]; its code says what is wrong with the invitation.
pub async fn enroll(invitation: &Invitation, means: &Means) -> Result<Enrollment, Failure> {
    let link = Link::new(invitation.server(), means.clone())?;
    let request = EnrollmentRequest { invitation: invitation.secret().into() };
    let call = link.call(Method::POST, path::ENROLLMENTS).json(&request);
    read(&link.proved(&call).await?)
}

/// Asks whom an invitation is from; binds nothing. The key of `means` should be one for this question alone.
///
/// # Errors
/// [`Failure`]; its code says what is wrong with the invitation.
pub async fn preview(invitation: &Invitation, means: &Means) -> Result<InvitationPreview, Failure> {
    let link = Link::new(invitation.server(), means.clone())?;
    let request = EnrollmentRequest { invitation: invitation.secret().into() };
    let call = link.call(Method::POST, path::PREVIEW).json(&request);
    read(&link.proved(&call).await?)
}

/// The server as one enrolment sees it. Clones share connection and token.
#[derive(Clone)]
pub struct Api {
    link: Arc<Link>,
    device: DeviceId,
}

impl Api {
    /// A client for an enrolment. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Failure::Lost`] where TLS can't be set up on this machine.
    pub fn new(server: &ServerUrl, device: DeviceId, means: Means) -> Result<Self, Failure> {
        Ok(Self { link: Arc::new(Link::new(server, means)?), device })
    }

    /// The projects open to the agent, with policies and notices, and what was withdrawn elsewhere.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn policies(&self) -> Result<Policies, Failure> {
        let mut call = self.link.call(Method::GET, path::POLICIES);
        call.limit = MAX_POLICIES_BYTES;
        read(&self.authorised(&call).await?)
    }

    /// Seconds that the server's clock is ahead of this machine's, as far as that has mattered: zero until a proof failed at it.
    pub fn clock_ahead(&self) -> i64 {
        self.link.credentials().ahead()
    }

    /// One page of who opened which of the agent's captures; `cursor` is the `next` of the page before.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn views(&self, cursor: Option<&str>) -> Result<Views, Failure> {
        let mut call = self.link.call(Method::GET, path::VIEWS);
        call.query = cursor.map(|cursor| {
            url::form_urlencoded::Serializer::new(String::new()).append_pair("cursor", cursor).finish()
        });
        read(&self.authorised(&call).await?)
    }

    /// Has the server delete a capture at once, as far as the policy's grace goes.
    ///
    /// # Errors
    /// [`Failure`] where the server neither deleted it nor refused for the grace's sake.
    pub async fn delete_capture(&self, id: RecordId) -> Result<DeletionOutcome, Failure> {
        let call = self.link.call(Method::DELETE, &path::capture(id));
        match self.authorised(&call).await {
            Ok(_) => Ok(DeletionOutcome::Deleted),
            Err(failure) => match failure.code() {
                Some(Code::Known(ErrorCode::NotFound)) => Ok(DeletionOutcome::Deleted),
                Some(Code::Known(ErrorCode::GraceOver)) => Ok(DeletionOutcome::GraceOver),
                _ => Err(failure),
            },
        }
    }

    /// Puts `picture` in a capture's place; the ledger's `redaction` entry with its hash must be there first.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn redact_capture(
        &self,
        id: RecordId,
        picture: Vec<u8>,
        media_type: MediaType,
    ) -> Result<(), Failure> {
        let call = self.link.call(Method::POST, &path::redaction(id)).with(picture.into(), media_type.name());
        self.authorised(&call).await.map(drop)
    }

    /// Sends with token and proof; token, nonce and clock are each renewed once where the server asks for it.
    async fn authorised(&self, call: &Call) -> Result<Answer, Failure> {
        let mut renewed = Renewed::default();
        loop {
            let token = self.token().await?;
            let answer = self.link.send(call, Some(&token)).await?;
            if !self.link.again(&answer, Some(&token), &mut renewed) {
                return accepted(answer, &self.link);
            }
        }
    }

    async fn token(&self) -> Result<String, Failure> {
        if let Some(token) = self.link.credentials().token(self.link.means.clock.boot()) {
            return Ok(token.into());
        }
        let call = self.link.call(Method::POST, path::TOKEN).json(&TokenRequest { device: self.device });
        let asked = self.link.means.clock.boot();
        let answer = self.link.proved(&call).await.map_err(|failure| match failure {
            Failure::Refused(error) => Failure::NoToken(error),
            other => other,
        })?;
        let token: Token = read(&answer)?;
        if !token.token_type.eq_ignore_ascii_case("DPoP") {
            return Err(Failure::Strange("its token is not bound to the device's key".into()));
        }
        self.link.credentials().keep_token(token.clone(), asked);
        Ok(token.access_token)
    }
}

/// The way to a server, with the device's proofs.
struct Link {
    server: ServerUrl,
    transport: Transport,
    means: Means,
    credentials: Mutex<Credentials>,
}

impl Link {
    fn new(server: &ServerUrl, means: Means) -> Result<Self, Failure> {
        let transport = Transport::new(server, means.settings.timeouts)?;
        Ok(Self { server: server.clone(), transport, means, credentials: Mutex::default() })
    }

    fn credentials(&self) -> MutexGuard<'_, Credentials> {
        self.credentials.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self, method: Method, path: &str) -> Call {
        Call { method, url: self.server.join(path), query: None, body: None, limit: MAX_JSON_BYTES }
    }

    /// Sends with a proof alone.
    async fn proved(&self, call: &Call) -> Result<Answer, Failure> {
        let mut renewed = Renewed::default();
        loop {
            let answer = self.send(call, None).await?;
            if !self.again(&answer, None, &mut renewed) {
                return accepted(answer, self);
            }
        }
    }

    async fn send(&self, call: &Call, token: Option<&str>) -> Result<Answer, Failure> {
        let mut id = [0; 16];
        (self.means.random)(&mut id);
        let (method, now) = (call.method.as_str(), self.means.clock.now());
        let claims = self.credentials().claims(BASE64URL.encode(id), method, &call.url, now, token);
        let signer = &self.means.signer;
        let proof = dpop::prove(&signer.public(), &claims, |signed| signer.sign(signed));
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("dpop"), header(&proof)?);
        if let Some(token) = token {
            let mut value = header(&format!("DPoP {token}"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let due =
            Instant::now() + self.means.pace.time_for(call.body.as_ref().map_or(0, |body| body.bytes.len()));
        let answer = self.transport.send(call, headers).await?;
        // A body goes out as fast as the line is; the line then rests until it would have been through at the pace.
        sleep_until(due).await;
        self.credentials().heard(answer.header(dpop::NONCE_HEADER));
        Ok(answer)
    }

    /// Whether a 401 is worth another try.
    fn again(&self, answer: &Answer, token: Option<&str>, renewed: &mut Renewed) -> bool {
        if answer.status != reqwest::StatusCode::UNAUTHORIZED {
            return false;
        }
        let code = match said(answer).map(|said| said.code) {
            Some(code) => Code::from_name(&code),
            None => Code::from_name(answer.header("www-authenticate").and_then(error_of).unwrap_or_default()),
        };
        let challenge = Challenge {
            code: if let Code::Known(code) = code { Some(code) } else { None },
            nonce: answer.header(dpop::NONCE_HEADER),
            date: answer.date(),
        };
        self.credentials().challenged(&challenge, token, renewed, self.means.clock.now())
    }
}

impl Call {
    fn with(mut self, bytes: Bytes, media_type: &'static str) -> Self {
        self.body = Some(Body { bytes, media_type, gzip: false });
        self
    }

    fn json(self, value: &impl Serialize) -> Self {
        let bytes = serde_json::to_vec(value).expect("bodies of the wire crate are always JSON");
        self.with(bytes.into(), "application/json")
    }
}

/// What a problem document says, whatever else a newer server may put there.
#[derive(Deserialize)]
struct Said {
    code: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    ledger_size: Option<LedgerSize>,
}

fn said(answer: &Answer) -> Option<Said> {
    let kind = answer.header("content-type")?;
    kind.starts_with(Problem::MEDIA_TYPE).then(|| serde_json::from_slice(&answer.body).ok())?
}

/// The `error` of a DPoP challenge (RFC 9449, section 7.1), for answers without a body.
fn error_of(challenge: &str) -> Option<&str> {
    let (_, rest) = challenge.split_once("error=\"")?;
    Some(rest.split_once('"')?.0)
}

/// The answer where it is a success, else the error that it says.
fn accepted(answer: Answer, link: &Link) -> Result<Answer, Failure> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    let now = answer.date().unwrap_or_else(|| link.means.clock.now());
    let retry_after = answer.header("retry-after").and_then(|value| retry_after(value, now));
    let status = answer.status.as_u16();
    let said = said(&answer);
    let known_ledger = said.as_ref().and_then(|said| said.ledger_size);
    let (code, detail) = match said {
        Some(said) => {
            let detail = if said.detail.is_empty() { &said.title } else { &said.detail };
            (Some(Code::from_name(&said.code)), clean(detail, MAX_DETAIL))
        }
        None => (None, String::new()),
    };
    Err(ApiError { status, code, detail, retry_after, known_ledger }.into())
}

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, Failure> {
    serde_json::from_slice(&answer.body)
        .map_err(|error| Failure::Strange(format!("it can't be read: {error}")))
}

fn header(text: &str) -> Result<HeaderValue, Failure> {
    HeaderValue::from_str(text).map_err(|_| Failure::Strange("its token fits in no header".into()))
}
