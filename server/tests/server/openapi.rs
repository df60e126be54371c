//! The document, and that no operation is open by mistake.

use axum::http::{Method, StatusCode};
use candor_wire::ErrorCode;

use crate::world::World;

#[test]
fn the_committed_document_is_the_served_one() {
    let committed = include_str!("../../openapi.json");
    assert!(
        committed == candor_server::openapi_document(),
        "write it anew: cargo run -p candor-server -- openapi > server/openapi.json"
    );
}

#[tokio::test]
async fn other_addresses_and_methods_are_problems_too() {
    let world = World::new().await;
    let answer = world.request(Method::GET, "/api/v1/nowhere", None).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, ErrorCode::NotFound));
    for header in ["x-request-id", "x-content-type-options", "content-security-policy", "referrer-policy"] {
        assert!(answer.headers.contains_key(header), "{header}");
    }
    let answer = world.request(Method::DELETE, "/api/v1/token", None).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MethodNotAllowed));
    assert!(answer.headers["allow"].to_str().unwrap().contains("POST"));
    let metrics = world.request(Method::GET, "/metrics", None).await.ok();
    assert!(std::str::from_utf8(&metrics.body).unwrap().contains("candor_records_accepted_total 0"));
}
