//! What devices ask for.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
};
use candor_domain::{RecordId, Sha256Hash, record::MediaType};
use candor_wire::{
    ErrorCode, Problem,
    device::{
        BatchRequest, BatchResponse, Enrollment, EnrollmentRequest, InvitationPreview, LedgerRequest,
        LedgerResponse, MAX_BLOB_BYTES, MAX_ENTRIES, MAX_JSON_BYTES, Policies, RedactionRequest, Token,
        TokenRequest,
    },
};

use super::{
    auth::{DeviceCaller, KeyHolder, Stranger, revoked},
    body,
    trace::Trace,
};
use crate::{
    app::Shared,
    auth::{
        policy::{Action, Device, permit},
        token,
    },
    blobs, enrolling, erasure,
    error::{ApiError, ApiResult},
    image, ingest, ledgers,
    limits::Asker,
};

/// A body that needs no more than a few fields.
const SMALL: usize = 4 * 1024;

#[utoipa::path(post, path = "/api/v1/enrollments", tag = "devices", request_body = EnrollmentRequest,
    security(("proof" = [])),
    responses((status = 200, body = Enrollment), (status = "default", body = Problem)))]
/// Binds the key of the DPoP proof to an invitation.
pub(crate) async fn enroll(
    State(app): State<Shared>,
    _: Stranger,
    KeyHolder(key): KeyHolder,
    trace: Trace,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<Enrollment>> {
    let request: EnrollmentRequest = body::json(&headers, body, SMALL).await?;
    let enrolled = enrolling::enroll(&app, key, &request.invitation).await?;
    trace.proves(Asker::Device(enrolled.device));
    Ok(Json(enrolled))
}

#[utoipa::path(post, path = "/api/v1/invitations/preview", tag = "devices", request_body = EnrollmentRequest,
    security(("proof" = [])),
    responses((status = 200, body = InvitationPreview), (status = "default", body = Problem)))]
/// Whom an invitation is from. Binds nothing; any key may ask.
pub(crate) async fn preview(
    State(app): State<Shared>,
    _: Stranger,
    KeyHolder(_key): KeyHolder,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<InvitationPreview>> {
    let request: EnrollmentRequest = body::json(&headers, body, SMALL).await?;
    enrolling::preview(&app, &request.invitation).await.map(Json)
}

#[utoipa::path(post, path = "/api/v1/token", tag = "devices", request_body = TokenRequest,
    security(("proof" = [])),
    responses((status = 200, body = Token), (status = "default", body = Problem)))]
/// Gives an access token that is bound to the key of the DPoP proof.
pub(crate) async fn token(
    State(app): State<Shared>,
    KeyHolder(key): KeyHolder,
    trace: Trace,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<Token>> {
    let request: TokenRequest = body::json(&headers, body, SMALL).await?;
    trace.claims(Asker::Device(request.device));
    let device = match enrolling::device(&app, request.device).await? {
        Some((device, gone)) if device.key == key => {
            trace.asks(&app, Asker::Device(device.id))?;
            if gone {
                return Err(revoked());
            }
            device
        }
        _ => return Err(ApiError::new(ErrorCode::Forbidden, "This key is enrolled as no such device.")),
    };
    enrolling::seen(&app, device).await?;
    let claims = token::Claims { device: device.id, key, expires: app.now().plus(token::LIFETIME) };
    Ok(Json(Token {
        access_token: token::issue(&app.keys.token, &claims),
        token_type: "DPoP".into(),
        expires_in: (token::LIFETIME.get() / 1_000) as u32,
    }))
}

#[utoipa::path(get, path = "/api/v1/policies", tag = "devices", security(("device" = [])),
    responses((status = 200, body = Policies), (status = "default", body = Problem)))]
/// The projects open to the agent with policies and notices, and what the agent withdrew elsewhere.
pub(crate) async fn policies(State(app): State<Shared>, caller: DeviceCaller) -> ApiResult<Json<Policies>> {
    permit(&caller.principal(), Action::ReadPolicies)?;
    enrolling::policies(&app, caller.0).await.map(Json)
}

#[utoipa::path(post, path = "/api/v1/ledger", tag = "devices", request_body = LedgerRequest, security(("device" = [])),
    responses((status = 200, body = LedgerResponse), (status = "default", body = Problem)))]
/// Takes in ledger entries and a checkpoint, and cosigns it.
pub(crate) async fn ledger(
    State(app): State<Shared>,
    caller: DeviceCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<LedgerResponse>> {
    permit(&caller.principal(), Action::AppendLedger)?;
    let request: LedgerRequest = body::json(&headers, body, MAX_JSON_BYTES).await?;
    if request.entries.len() > MAX_ENTRIES {
        let detail = format!("At most {MAX_ENTRIES} entries fit into one request.");
        return Err(ApiError::new(ErrorCode::TooLarge, detail));
    }
    let checkpoint = ledgers::take_in(&app, caller.0, request).await?;
    Ok(Json(LedgerResponse { checkpoint: checkpoint.to_string() }))
}

/// The digest in a blob's name.
fn digest(name: &str) -> ApiResult<Sha256Hash> {
    name.strip_prefix("sha256:").and_then(|hex| hex.parse().ok()).ok_or_else(ApiError::not_found)
}

#[utoipa::path(put, path = "/api/v1/blobs/{name}", tag = "devices", security(("device" = [])),
    params(("name" = String, Path, description = "`sha256:` and 64 hexadecimal digits")),
    request_body(content = Vec<u8>, content_type = "image/webp"),
    responses((status = 204, description = "Stored durably, now or before"), (status = "default", body = Problem)))]
/// Puts a picture. It is checked to be one, and to have the digest that names it.
pub(crate) async fn put_blob(
    State(app): State<Shared>,
    caller: DeviceCaller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<StatusCode> {
    permit(&caller.principal(), Action::PutBlob)?;
    let sha256 = digest(&name)?;
    let bytes = body::bytes(&headers, body, MAX_BLOB_BYTES).await?;
    if Sha256Hash::of(&bytes) != sha256 {
        return Err(ApiError::new(
            ErrorCode::BlobMismatch,
            "The bytes have another digest than the name says.",
        ));
    }
    keep(&app, caller.0, sha256, bytes).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keeps bytes whose digest was checked, once they are known to be a picture.
async fn keep(app: &Shared, device: Device, sha256: Sha256Hash, bytes: Vec<u8>) -> ApiResult<()> {
    let invalid = |e: image::NotAPicture| ApiError::new(ErrorCode::BlobInvalid, format!("The picture: {e}."));
    image::inspect(&bytes).map_err(invalid)?;
    let decode = move || (image::decode(&bytes), bytes);
    let (picture, bytes) = app.blobs.decoding.work(decode).await?;
    blobs::put(app, device, sha256, picture.map_err(invalid)?, bytes).await?;
    app.metrics.blobs.inc();
    Ok(())
}

#[utoipa::path(head, path = "/api/v1/blobs/{name}", tag = "devices", security(("device" = [])),
    params(("name" = String, Path, description = "`sha256:` and 64 hexadecimal digits")),
    responses((status = 204, description = "This device put it"), (status = 404, description = "It did not"),
        (status = "default", description = "Refused; of a problem document only its head")))]
/// Whether this device put a picture.
pub(crate) async fn head_blob(
    State(app): State<Shared>,
    caller: DeviceCaller,
    Path(name): Path<String>,
) -> ApiResult<StatusCode> {
    permit(&caller.principal(), Action::PutBlob)?;
    let found = blobs::find(&app.db.read, caller.0, digest(&name)?).await?;
    found.map(|_| StatusCode::NO_CONTENT).ok_or_else(ApiError::not_found)
}

#[utoipa::path(post, path = "/api/v1/worklog/batches", tag = "devices", request_body = BatchRequest,
    security(("device" = [])),
    responses((status = 200, body = BatchResponse), (status = "default", body = Problem)))]
/// Takes in work records that the ledger commits to and consent covers. The body may be packed by gzip or zstd.
pub(crate) async fn batches(
    State(app): State<Shared>,
    caller: DeviceCaller,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Json<BatchResponse>> {
    permit(&caller.principal(), Action::SendRecords)?;
    let body = body::unpacked(&headers, body, MAX_JSON_BYTES).await?;
    ingest::take_in(&app, caller.0, &body).await.map(Json)
}

/// The record that a path names.
fn record(id: &str) -> ApiResult<RecordId> {
    id.parse().map_err(|_| ApiError::not_found())
}

#[utoipa::path(delete, path = "/api/v1/captures/{id}", tag = "devices", security(("device" = [])),
    params(("id" = RecordId, Path, description = "The record")),
    responses((status = 204, description = "It is gone, or will bring nothing when it comes"),
        (status = "default", body = Problem)))]
/// Deletes a capture, sample or note of this device's, at once within the grace time.
pub(crate) async fn delete_capture(
    State(app): State<Shared>,
    caller: DeviceCaller,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    permit(&caller.principal(), Action::EraseOwn)?;
    erasure::delete(&app, caller.0, record(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(post, path = "/api/v1/captures/{id}/redaction", tag = "devices",
    request_body(content((RedactionRequest = "application/json"), (Vec<u8> = "image/webp")),
        description = "The new picture itself, or the digest of one that was put before"),
    security(("device" = [])), params(("id" = RecordId, Path, description = "The capture")),
    responses((status = 204, description = "The new picture stands in its place, the old one is gone"),
        (status = "default", body = Problem)))]
/// Puts a picture with a part blacked out in the place of a capture's.
pub(crate) async fn redact_capture(
    State(app): State<Shared>,
    caller: DeviceCaller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<StatusCode> {
    permit(&caller.principal(), Action::EraseOwn)?;
    let id = record(&id)?;
    let sha256 = if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == MediaType::Webp.name()) {
        let bytes = body::bytes(&headers, body, MAX_BLOB_BYTES).await?;
        let sha256 = Sha256Hash::of(&bytes);
        keep(&app, caller.0, sha256, bytes).await?;
        sha256
    } else {
        body::json::<RedactionRequest>(&headers, body, SMALL).await?.sha256
    };
    erasure::redact(&app, caller.0, id, sha256).await?;
    Ok(StatusCode::NO_CONTENT)
}
