//! Who is asking: read from a request's headers, before its body.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, header, request::Parts},
};
use candor_consent::PublicKey;
use candor_domain::ClientId;
use candor_wire::ErrorCode;
use sea_orm::EntityTrait as _;

use super::{browser, trace::Trace};
use crate::{
    accounts,
    app::Shared,
    auth::{
        dpop::Known,
        policy::{Device, Member, Principal, Scopes},
        token,
    },
    db::{DbId as _, entity},
    enrolling,
    error::{ApiError, ApiResult},
    limits::Asker,
};

/// Someone who holds a key; who that is, is not known yet.
pub(crate) struct KeyHolder(pub(crate) PublicKey);

/// Somebody unknown who may ask once more; to be read before anything that costs more.
pub(crate) struct Stranger;

/// An enrolled device with a token that is bound to its key.
pub(crate) struct DeviceCaller(pub(crate) Device);

/// A member of the client that the path names, by session or API token.
pub(crate) struct MemberCaller(pub(crate) Member);

impl DeviceCaller {
    pub(crate) fn principal(&self) -> Principal {
        Principal::Device(self.0)
    }
}

impl MemberCaller {
    pub(crate) fn principal(&self) -> Principal {
        Principal::Member(self.0.clone())
    }
}

pub(crate) fn invalid_token() -> ApiError {
    ApiError::new(
        ErrorCode::InvalidToken,
        "Not signed in, or no longer; no access token, or one that doesn't hold any more.",
    )
}

/// The credential of a scheme (RFC 9110, section 11.4).
fn credential<'a>(headers: &'a HeaderMap, scheme: &str) -> ApiResult<&'a str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(invalid_token()) };
    let (found, credential) =
        value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or_else(invalid_token)?;
    if found.eq_ignore_ascii_case(scheme) { Ok(credential) } else { Err(invalid_token()) }
}

impl FromRequestParts<Shared> for KeyHolder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let proof = app.proofs.verify(&parts.headers, &parts.method, parts.uri.path(), None, app.now())?;
        app.proofs.remember(proof, Known::Stranger).map(Self)
    }
}

impl FromRequestParts<Shared> for Stranger {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        app.limits.stranger(parts).map(|()| Self)
    }
}

impl FromRequestParts<Shared> for DeviceCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let text = credential(&parts.headers, "DPoP")?;
        let claims = token::read(&app.keys.token, text, app.now()).ok_or_else(invalid_token)?;
        let trace = Trace::of(parts);
        trace.claims(Asker::Device(claims.device));
        let path = parts.uri.path();
        let proof = app.proofs.verify(&parts.headers, &parts.method, path, Some(text), app.now())?;
        if proof.key != claims.key {
            let detail = "The access token is bound to another key than the DPoP proof's.";
            return Err(ApiError::new(ErrorCode::InvalidDpopProof, detail));
        }
        trace.asks(app, Asker::Device(claims.device))?;
        let key = app.proofs.remember(proof, Known::Device)?;
        match enrolling::device(app, claims.device).await? {
            Some((device, false)) if device.key == key => Ok(Self(device)),
            Some((device, true)) if device.key == key => Err(revoked()),
            _ => Err(invalid_token()),
        }
    }
}

/// The enrolment was ended.
pub(crate) fn revoked() -> ApiError {
    ApiError::new(ErrorCode::DeviceRevoked, "This enrolment was ended. Ask the client for a new invitation.")
}

impl FromRequestParts<Shared> for MemberCaller {
    type Rejection = ApiError;

    /// By session or by API token, for the client that the path names. To whoever isn't its member, it doesn't exist.
    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        browser::one_credential(&parts.headers)?;
        let (client, trace) = (client_in_path(parts, app).await?, Trace::of(parts));
        if browser::session_secret(&parts.headers).is_none() {
            let secret = credential(&parts.headers, "Bearer")?;
            let (token, member) = accounts::token::member(app, secret).await?.ok_or_else(invalid_token)?;
            trace.acts_as(member.id);
            trace.asks(app, Asker::Token(token))?;
            let here = client == Some(member.organisation.client());
            return if here { Ok(Self(member)) } else { Err(ApiError::not_found()) };
        }
        let session = browser::signed_in(parts, app).await?;
        let client = client.ok_or_else(ApiError::not_found)?;
        let memberships = session.memberships(&app.db.read).await?;
        let row = memberships.into_iter().find(|row| row.client_id == client.db());
        let member = accounts::member::principal(row.ok_or_else(ApiError::not_found)?, Scopes::Session)?;
        trace.acts_as(member.id);
        let client = entity::client::Entity::find_by_id(client.db()).one(&app.db.read).await?;
        let client = client.ok_or_else(ApiError::not_found)?;
        if client.second_factor && !session.strength.strong() {
            return Err(browser::second_factor_required());
        }
        if session.client.is_none() && accounts::provider::required(&app.db.read, member.organisation).await?
        {
            return Err(browser::provider_required());
        }
        Ok(Self(member))
    }
}

/// The client that the path names; nothing where it names none that could be.
async fn client_in_path(parts: &mut Parts, app: &Shared) -> ApiResult<Option<ClientId>> {
    let path = RawPathParams::from_request_parts(parts, app).await.map_err(|_| ApiError::not_found())?;
    Ok(path.iter().find(|(name, _)| *name == "client").and_then(|(_, client)| client.parse().ok()))
}
