//! The review portal: the pages that `ui/portal` is built into, out of this program itself.
//!
//! They are the same for everybody and hold nothing about anybody; what they show they ask for over the API.

use axum::{
    body::Body,
    http::{HeaderMap, Method, Response, StatusCode, Uri, header},
    response::IntoResponse as _,
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::ApiError;

/// What a page may load and where it may send: nothing but this server's own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What a page of work needs of the machine: to copy a link, and a passkey.
const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), \
    clipboard-write=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)";
/// The page that every address of the portal shows; it reads the address itself.
const PAGE: &str = "index.html";
/// Where the build puts files whose names change with their content.
const FINGERPRINTED: &str = "assets/";

#[derive(RustEmbed)]
#[folder = "../ui/portal/dist"]
#[allow_missing = true]
struct Files;

/// Whether the program has the portal in it.
pub(super) fn built() -> bool {
    Files::get(PAGE).is_some()
}

/// A file of the portal, or its page for any other address that isn't the API's.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let path = uri.path().trim_start_matches('/');
    let api = path == "api" || path.starts_with("api/");
    if api || !matches!(method, Method::GET | Method::HEAD) {
        return ApiError::not_found().into_response();
    }
    // An address with a dot names a file; one without is the page's to read.
    let named = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let name = if named { path } else { PAGE };
    match Files::get(name) {
        Some(file) => answer(name, file, &headers),
        None if named => ApiError::not_found().into_response(),
        None => {
            let said = "This candor-server was built without its portal: build ui/portal first (npm run build in ui/).\n";
            (StatusCode::NOT_FOUND, said).into_response()
        }
    }
}

fn answer(name: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response<Body> {
    let squeezed = accepts_brotli(asked).then(|| Files::get(&format!("{name}.br"))).flatten();
    let mark = hex::encode(&file.metadata.sha256_hash()[..16]);
    let mark = format!("\"{mark}{}\"", if squeezed.is_some() { "-br" } else { "" });
    let mut response =
        Response::builder().header(header::ETAG, &mark).header(header::VARY, "Accept-Encoding");
    let cache =
        if name.starts_with(FINGERPRINTED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    response = response.header(header::CACHE_CONTROL, cache);
    // Also without the page itself: what a browser kept takes on the headers of the answer that it still holds (RFC 9111,
    // section 4.3.4), and under the policy of all other answers the page would stay blank.
    if name.ends_with(".html") {
        response = response
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .header("permissions-policy", PERMISSIONS)
            .header("cross-origin-opener-policy", "same-origin");
    }
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == mark.as_bytes()) {
        return finish(response.status(StatusCode::NOT_MODIFIED), Vec::new());
    }
    response = response.header(header::CONTENT_TYPE, media_type(name));
    match squeezed {
        Some(squeezed) => finish(response.header(header::CONTENT_ENCODING, "br"), squeezed.data.into_owned()),
        None => finish(response, file.data.into_owned()),
    }
}

fn finish(response: axum::http::response::Builder, bytes: Vec<u8>) -> Response<Body> {
    response.body(bytes.into()).unwrap_or_else(|error| ApiError::internal("portal", error).into_response())
}

/// Whether Brotli is among the encodings that are accepted without a reservation (RFC 9110, section 12.5.3).
fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| coding.trim().eq_ignore_ascii_case("br"))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brotli_without_a_reservation_is_taken() {
        for (said, accepted) in [
            ("gzip, deflate, br, zstd", true),
            ("BR", true),
            ("gzip", false),
            ("br;q=0", false),
            ("brotli", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, said.parse().unwrap())]);
            assert_eq!(accepts_brotli(&headers), accepted, "{said}");
        }
        assert!(!accepts_brotli(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn the_api_and_files_that_are_not_there_never_answer_with_the_page() {
        for (method, path) in [
            (Method::GET, "/api"),
            (Method::GET, "/api/v1/nothing"),
            (Method::GET, "/assets/nothing.js"),
            (Method::GET, "/../Cargo.toml"),
            (Method::POST, "/"),
        ] {
            let response = serve(method.clone(), path.parse().unwrap(), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{method} {path}");
            assert_eq!(
                response.headers()[header::CONTENT_TYPE],
                "application/problem+json",
                "{method} {path}"
            );
        }
    }
}
