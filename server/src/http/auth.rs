//! Who is asking: read from a request's headers, before its body.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, header, request::Parts},
};
use candor_consent::PublicKey;
use candor_domain::{ClientId, MemberId, Sha256Hash};
use candor_wire::ErrorCode;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use crate::{
    app::Shared,
    auth::{
        dpop::Known,
        policy::{Device, Member, Organisation, Principal, Role},
        token,
    },
    db::{DbId as _, corrupt, entity, hash_bytes},
    enrolling,
    error::{ApiError, ApiResult},
};

/// Someone who holds a key; who that is, is not known yet.
pub(crate) struct KeyHolder(pub(crate) PublicKey);

/// Somebody unknown who may ask once more; to be read before anything that costs more.
pub(crate) struct Stranger;

/// An enrolled device with a token that is bound to its key.
pub(crate) struct DeviceCaller(pub(crate) Device);

/// A member of a client with their API token.
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

fn invalid_token() -> ApiError {
    ApiError::new(
        ErrorCode::InvalidToken,
        "No access token, or one that doesn't hold any more: get a new one.",
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
        let path = parts.uri.path();
        let proof = app.proofs.verify(&parts.headers, &parts.method, path, Some(text), app.now())?;
        if proof.key != claims.key {
            let detail = "The access token is bound to another key than the DPoP proof's.";
            return Err(ApiError::new(ErrorCode::InvalidDpopProof, detail));
        }
        app.limits.device(claims.device)?;
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

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let token = credential(&parts.headers, "Bearer")?;
        let row = entity::member::Entity::find()
            .filter(entity::member::Column::TokenHash.eq(hash_bytes(Sha256Hash::of(token))))
            .one(&app.db.read)
            .await?
            .ok_or_else(invalid_token)?;
        let client = ClientId::from_db(row.client_id);
        // Another client's things don't exist for this one's members.
        let named = RawPathParams::from_request_parts(parts, app).await.map_err(|_| ApiError::not_found())?;
        if named.iter().any(|(name, value)| name == "client" && value.parse() != Ok(client)) {
            return Err(ApiError::not_found());
        }
        let role = Role::from_name(&row.role).ok_or_else(|| corrupt("members.role"))?;
        Ok(Self(Member {
            organisation: Organisation::of(client),
            id: MemberId::from_db(row.id),
            name: row.name,
            role,
        }))
    }
}
