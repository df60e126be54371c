//! The document, and that no operation is open by mistake.

use axum::http::{Method, StatusCode};
use candor_wire::ErrorCode;
use serde_json::Value;

use crate::world::World;

#[test]
fn the_committed_document_is_the_served_one() {
    let committed = include_str!("../../openapi.json");
    assert!(
        committed == candor_server::openapi_document(),
        "write it anew: cargo run -p candor-server -- openapi > server/openapi.json"
    );
}

/// What each operation asks of its caller. An operation that isn't here fails the test below.
fn class(method: &str, path: &str) -> Option<&'static str> {
    Some(match (method, path) {
        ("post", "/api/v1/enrollments" | "/api/v1/invitations/preview" | "/api/v1/token") => "proof",
        ("get", "/api/v1/policies" | "/api/v1/me/views")
        | ("post", "/api/v1/ledger" | "/api/v1/worklog/batches" | "/api/v1/captures/{id}/redaction")
        | ("put" | "head", "/api/v1/blobs/{name}")
        | ("delete", "/api/v1/captures/{id}") => "device",
        (_, path) if path.starts_with("/api/v1/clients/{client}/") => "member",
        ("get", "/healthz" | "/readyz" | "/metrics" | "/api/openapi.json" | "/join") => "anyone",
        _ => return None,
    })
}

#[tokio::test]
async fn every_operation_asks_who_is_calling() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let document: Value = serde_json::from_str(&candor_server::openapi_document()).unwrap();
    let mut seen = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (name, operation) in operations.as_object().unwrap() {
            let class = class(name, path).unwrap_or_else(|| panic!("{name} {path} has no stated class"));
            let stated = &operation["security"][0];
            let stated = stated.as_object().and_then(|s| s.keys().next()).map_or("anyone", |s| s.as_str());
            assert_eq!(stated, class, "{name} {path}: the document says otherwise");
            let method: Method = name.to_uppercase().parse().unwrap();
            let at = path.replace("{name}", "sha256:00");
            let at = ["{client}", "{id}", "{agent}", "{project}", "{day}"]
                .iter()
                .fold(at, |at, id| at.replace(id, "019a0000-0000-7000-8000-000000000000"));
            let answer = world.request(method.clone(), &at, None).await;
            let open = class == "anyone";
            assert_eq!(answer.status == StatusCode::UNAUTHORIZED, !open, "{name} {path}: {}", answer.status);
            if !open && class != "member" {
                // A member's token opens no device's way.
                let answer = world.request(method, &at, Some(&made.member.token)).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name} {path}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 40);
}

#[tokio::test]
async fn other_addresses_and_methods_are_problems_too() {
    let world = World::new().await;
    let answer = world.request(Method::GET, "/nowhere", None).await;
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
