//! Bodies of requests, never larger than said.

use std::io::Read as _;

use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use candor_wire::ErrorCode;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use crate::error::{ApiError, ApiResult};

/// The largest window that a zstd frame may ask for: 8 MiB, as RFC 8878, section 3.1.1.1.2 has every decoder support.
const ZSTD_WINDOW_LOG: u32 = 23;

fn too_large(limit: usize) -> ApiError {
    ApiError::new(ErrorCode::TooLarge, format!("The body is larger than {limit} bytes."))
}

/// The bytes of a body as they came. One that says that it is too large is refused unread.
pub(crate) async fn bytes(headers: &HeaderMap, body: Body, limit: usize) -> ApiResult<Vec<u8>> {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > limit as u64) {
        return Err(too_large(limit));
    }
    match Limited::new(body, limit).collect().await {
        Ok(body) => Ok(body.to_bytes().into()),
        Err(e) if e.is::<LengthLimitError>() => Err(too_large(limit)),
        Err(_) => Err(ApiError::new(ErrorCode::Malformed, "The body ended too early.")),
    }
}

/// A body, unpacked where it was sent packed; packed or not, it stays within the limit.
pub(crate) async fn unpacked(headers: &HeaderMap, body: Body, limit: usize) -> ApiResult<Vec<u8>> {
    let encoding =
        headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap_or("?").to_owned());
    let packed = bytes(headers, body, limit).await?;
    match encoding.as_deref() {
        None | Some("identity") => Ok(packed),
        Some("gzip") => unpack(flate2::read::GzDecoder::new(&packed[..]), limit),
        Some("zstd") => {
            let broken = |_| ApiError::new(ErrorCode::Malformed, "The body isn't zstd.");
            let mut decoder = zstd::stream::read::Decoder::with_buffer(&packed[..]).map_err(broken)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG).map_err(broken)?;
            unpack(decoder, limit)
        }
        Some(_) => {
            Err(ApiError::new(ErrorCode::Malformed, "Bodies are packed by gzip, zstd, or not at all."))
        }
    }
}

fn unpack(packed: impl std::io::Read, limit: usize) -> ApiResult<Vec<u8>> {
    let mut bytes = Vec::new();
    packed
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ApiError::new(ErrorCode::Malformed, "The body can't be unpacked."))?;
    if bytes.len() > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

/// A body of JSON.
pub(crate) async fn json<T: DeserializeOwned>(headers: &HeaderMap, body: Body, limit: usize) -> ApiResult<T> {
    let bytes = unpacked(headers, body, limit).await?;
    // Serde takes a list of a structure's fields for the structure; nothing says that here.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(ApiError::new(ErrorCode::Malformed, "The body isn't a JSON object."));
    }
    serde_json::from_slice(&bytes)
        .map_err(|e| ApiError::new(ErrorCode::Malformed, format!("The body isn't as documented: {e}.")))
}
