//! Browsers: their cookies, and that a request which uses them comes from our own pages.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::AppendHeaders,
};
use candor_domain::{AgentId, ClientId};
use candor_wire::ErrorCode;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use sha2::Sha256;

use super::{auth::invalid_token, trace::Trace};
use crate::{
    accounts::{
        Email,
        session::{self, Session, Strength},
    },
    app::{App, Shared},
    auth::policy::{Agent, Operator, Organisation, Principal},
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
    limits::Asker,
};

/// The session. The prefix makes browsers refuse one that another host, a subdomain or plain HTTP set (RFC 6265bis, section 4.1.3.2).
pub(crate) const SESSION: &str = "__Host-candor";
/// That this browser set out to an identity provider, and to which of its answers it may come back.
const AWAY: &str = "__Host-candor-away";
/// That an account signed in with this browser before; opens nothing.
const KNOWN: &str = "__Host-candor-known";
/// Half a year, in seconds.
const KNOWN_FOR: u64 = 180 * 24 * 60 * 60;
const KNOWN_CONTEXT: &[u8] = b"candor known browser v1\n";

/// `Set-Cookie` headers of an answer.
pub(crate) type Cookies = AppendHeaders<Vec<(header::HeaderName, HeaderValue)>>;

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// The secret of the browser's session, which may hold or not.
pub(crate) fn session_secret(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION)
}

fn set(name: &str, value: &str, seconds: u64) -> (header::HeaderName, HeaderValue) {
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    (header::SET_COOKIE, HeaderValue::from_str(&text).expect("a cookie of letters and digits is a header"))
}

/// Gives the browser its session.
pub(crate) fn session_cookie(secret: &str) -> Cookies {
    AppendHeaders(vec![set(SESSION, secret, session::ABSOLUTE.get() / 1_000)])
}

/// Leaves the browser its cookies as they are.
pub(crate) fn no_cookies() -> Cookies {
    AppendHeaders(Vec::new())
}

/// Takes the browser's session from it.
pub(crate) fn no_session_cookie() -> Cookies {
    AppendHeaders(vec![set(SESSION, "", 0)])
}

/// Lets the browser come back from an identity provider within so many seconds; 0 of them for one that came.
pub(crate) fn away_cookie(secret: &str, seconds: u64) -> Cookies {
    AppendHeaders(vec![set(AWAY, secret, seconds)])
}

/// Gives the browser its session, and lets it be known by the account from now on.
pub(crate) fn session_and_known(app: &App, secret: &str, email: &Email) -> Cookies {
    let nonce = app.env.random::<16>();
    let tag = known_tag(app, email, &nonce).finalize().into_bytes();
    let known = format!("{}{}", hex::encode(nonce), hex::encode(tag));
    let mut cookies = session_cookie(secret);
    cookies.0.push(set(KNOWN, &known, KNOWN_FOR));
    cookies
}

fn known_tag(app: &App, email: &Email, nonce: &[u8; 16]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(&*app.keys.token)
        .expect("HMAC takes keys of any length")
        .chain_update(KNOWN_CONTEXT)
        .chain_update(email.key())
        .chain_update(nonce)
}

/// Makes sure that a request comes from our own pages, where it could change something or uses a cookie.
///
/// By Fetch Metadata, which no page can forge; by `Origin` where a browser is too old to say (OWASP's "Cross-Site Request Forgery
/// Prevention"). A body must be JSON, which no form of another site can send.
fn same_origin(parts: &Parts, app: &App) -> ApiResult<()> {
    let cross = || {
        let detail = "This doesn't come from a page of this server; nothing was changed.";
        ApiError::new(ErrorCode::CrossSite, detail)
    };
    let site = parts.headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if parts.method.is_safe() {
        // A page of another site has no business reading either; an address that somebody typed comes from `none`.
        return match site {
            None | Some(b"same-origin" | b"none") => Ok(()),
            Some(_) => Err(cross()),
        };
    }
    let from_here = match site {
        Some(site) => site == b"same-origin",
        None => {
            let origin = app.public_url.origin().ascii_serialization();
            parts.headers.get(header::ORIGIN).is_some_and(|said| said.as_bytes() == origin.as_bytes())
        }
    };
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).map(|kind| kind.trim().to_ascii_lowercase());
    let has_body = parts.headers.contains_key(header::TRANSFER_ENCODING)
        || parts.headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0");
    if from_here && (!has_body || kind.as_deref() == Some("application/json")) {
        Ok(())
    } else {
        Err(cross())
    }
}

/// A browser on one of our pages, whoever sits there.
pub(crate) struct Browser(pub(crate) Parts);

impl Browser {
    /// What it calls itself.
    pub(crate) fn name(&self) -> &str {
        self.0.headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default()
    }

    /// Its mark, where the account with this address signed in with it before.
    pub(crate) fn known(&self, app: &App, email: &Email) -> Option<[u8; 16]> {
        let value = hex::decode(cookie(&self.0.headers, KNOWN)?).ok()?;
        let (nonce, tag) = value.split_first_chunk::<16>()?;
        known_tag(app, email, nonce).verify_slice(tag).ok().map(|()| *nonce)
    }

    /// What it came back from an identity provider with.
    pub(crate) fn away(&self) -> Option<&str> {
        cookie(&self.0.headers, AWAY)
    }

    /// Its session, of whatever strength, if it holds.
    pub(crate) async fn session(&self, app: &App) -> ApiResult<Option<Session>> {
        session_of(&self.0, app).await
    }
}

impl FromRequestParts<Shared> for Browser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        one_credential(&parts.headers)?;
        same_origin(parts, app)?;
        Ok(Self(parts.clone()))
    }
}

/// Refuses a request that carries both a session and an access token: nobody could say whose it is.
pub(crate) fn one_credential(headers: &HeaderMap) -> ApiResult<()> {
    if session_secret(headers).is_some() && headers.contains_key(header::AUTHORIZATION) {
        let detail = "The request carries a session and an access token. Send one of them.";
        return Err(ApiError::new(ErrorCode::InvalidToken, detail));
    }
    Ok(())
}

/// The session of a request, of whatever strength, if it holds; and if its account may ask once more.
async fn session_of(parts: &Parts, app: &App) -> ApiResult<Option<Session>> {
    let Some(secret) = session_secret(&parts.headers) else { return Ok(None) };
    let session = session::find(app, secret).await?;
    if let Some(session) = &session {
        Trace::of(parts)
            .asks(app, Asker::Account(session.account_id(), session.client.map(Organisation::client)))?;
    }
    Ok(session)
}

/// The session of somebody who is signed in, on a request from our own pages.
pub(crate) async fn signed_in(parts: &Parts, app: &App) -> ApiResult<Session> {
    one_credential(&parts.headers)?;
    let session = session_of(parts, app).await?;
    let session =
        session.filter(|session| session.strength != Strength::Pending).ok_or_else(invalid_token)?;
    same_origin(parts, app)?;
    Ok(session)
}

/// Somebody who is signed in, be it for one client alone.
pub(crate) struct AnySession(pub(crate) Session);

impl FromRequestParts<Shared> for AnySession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        signed_in(parts, app).await.map(Self)
    }
}

/// Somebody who is signed in by their account's own means, and may change it.
pub(crate) struct SessionCaller(pub(crate) Session);

impl FromRequestParts<Shared> for SessionCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let session = signed_in(parts, app).await?;
        if session.client.is_some() {
            let detail =
                "Your organisation signs you in: this account is changed by signing in to it itself.";
            return Err(ApiError::new(ErrorCode::Forbidden, detail));
        }
        Ok(Self(session))
    }
}

/// Whoever runs the server, signed in by more than a password.
pub(crate) struct OperatorCaller(pub(crate) Session);

impl OperatorCaller {
    pub(crate) fn principal(&self) -> Principal {
        Principal::Operator(Operator { account: self.0.account_id() })
    }
}

impl FromRequestParts<Shared> for OperatorCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let session = signed_in(parts, app).await?;
        if !session.account.operator || session.client.is_some() {
            return Err(ApiError::not_found());
        }
        if !session.strength.strong() {
            return Err(second_factor_required());
        }
        Ok(Self(session))
    }
}

/// A password alone isn't enough here.
pub(crate) fn second_factor_required() -> ApiError {
    let detail =
        "This needs more than a password: set up an authenticator app or a passkey, and sign in with it.";
    ApiError::new(ErrorCode::SecondFactorRequired, detail)
}

/// An agent on their own page. Whoever is one for several clients says for which: `?client=ID`.
pub(crate) struct AgentCaller {
    pub(crate) agent: Agent,
    /// The name that the client knows the agent by.
    pub(crate) name: String,
}

impl AgentCaller {
    pub(crate) fn principal(&self) -> Principal {
        Principal::Agent(self.agent)
    }
}

impl FromRequestParts<Shared> for AgentCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let session = signed_in(parts, app).await?;
        let query = parts.uri.query().unwrap_or_default();
        let client = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "client");
        let client: Option<ClientId> = match client {
            Some((_, client)) => Some(client.parse().map_err(|_| ApiError::not_found())?),
            None => None,
        };
        let rows = agents_of(app, &session).await?;
        let mut rows =
            rows.into_iter().filter(|row| client.is_none_or(|client| row.client_id == client.db()));
        match (rows.next(), rows.next()) {
            (Some(row), None) => Ok(Self {
                agent: Agent {
                    organisation: Organisation::of(ClientId::from_db(row.client_id)),
                    id: AgentId::from_db(row.id),
                    account: session.account_id(),
                },
                name: row.name,
            }),
            (None, _) => Err(ApiError::not_found()),
            (Some(_), Some(_)) => {
                let detail = "You work for several clients here. Say for which: ?client=ID.";
                Err(ApiError::new(ErrorCode::Malformed, detail))
            }
        }
    }
}

/// An identity provider vouched for somebody whose client asks for that, or for another.
pub(crate) fn provider_required() -> ApiError {
    let detail = "The client has its members sign in by its own identity provider. Sign in there.";
    ApiError::new(ErrorCode::ProviderRequired, detail)
}

/// The agents that an account is. None by a session that a client's provider vouched for: the client could speak for them.
pub(crate) async fn agents_of(app: &App, session: &Session) -> ApiResult<Vec<entity::agent::Model>> {
    use entity::agent::{Column, Entity};
    if session.client.is_some() {
        return Ok(Vec::new());
    }
    let find = Entity::find().filter(Column::AccountId.eq(session.account.id));
    Ok(find.order_by_asc(Column::Id).all(&app.db.read).await?)
}
