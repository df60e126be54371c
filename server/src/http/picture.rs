//! Pictures as answers.

use axum::http::{HeaderName, header};

use crate::{
    app::Shared,
    error::{ApiError, ApiResult},
    image,
};

/// A picture with its media type.
pub(super) type Picture = ([(HeaderName, &'static str); 1], Vec<u8>);

/// A stored picture as it is.
pub(super) fn whole(bytes: Vec<u8>) -> Picture {
    ([(header::CONTENT_TYPE, "image/webp")], bytes)
}

/// A stored picture at most 320 pixels wide and high.
pub(super) async fn small(app: &Shared, bytes: Vec<u8>) -> ApiResult<Picture> {
    let small = app.blobs.decoding.work(move || image::thumbnail(&bytes)).await?;
    small.map(whole).map_err(|e| ApiError::internal("a stored picture", e))
}
