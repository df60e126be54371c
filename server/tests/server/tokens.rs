//! Tokens and proofs, stolen, replayed and bent.

use axum::http::{Method, Request, StatusCode};
use candor_domain::Millis;
use candor_wire::{ErrorCode, path};
use http_body_util::Full;

use crate::{
    device::{Tamper, TestDevice},
    world::World,
};

#[tokio::test]
async fn a_proof_is_for_one_request() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.policies(&world).await;
    let get = Method::GET;
    let request = || {
        device.prepared(
            &world,
            &get,
            path::POLICIES,
            Vec::new(),
            true,
            &Tamper { jti: Some("once".into()), ..Tamper::default() },
        )
    };
    world.send(request()).await.ok();
    let replayed = world.send(request()).await;
    assert_eq!((replayed.status, replayed.code()), (StatusCode::UNAUTHORIZED, ErrorCode::InvalidDpopProof));
    assert!(replayed.headers["www-authenticate"].to_str().unwrap().contains("invalid_dpop_proof"));
}

#[tokio::test]
async fn a_bent_proof_is_refused() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    let elsewhere = Some(format!("{}{}", world.url, path::LEDGER));
    let evil = Some(format!("http://evil.example{}", path::POLICIES));
    for (what, tamper) in [
        ("method", Tamper { htm: Some("POST"), ..Tamper::default() }),
        ("path", Tamper { htu: elsewhere, ..Tamper::default() }),
        ("host", Tamper { htu: evil, ..Tamper::default() }),
        ("another key", Tamper { key: Some([9; 32]), ..Tamper::default() }),
    ] {
        let answer = device.call(&world, Method::GET, path::POLICIES, Vec::new(), true, &tamper).await;
        assert_eq!(answer.code(), ErrorCode::InvalidDpopProof, "{what}");
    }
    let tamper = Tamper { no_nonce: true, ..Tamper::default() };
    let answer = device.call(&world, Method::GET, path::POLICIES, Vec::new(), true, &tamper).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, ErrorCode::UseDpopNonce));
    assert!(answer.headers.contains_key("dpop-nonce"));
}

#[tokio::test]
async fn a_stolen_token_is_useless() {
    let world = World::new().await;
    let (victim, _) = world.device().await;
    let other = world.quickstart(false).await;
    let mut thief = TestDevice::enrolled(&world, &other.invitation, other.project, 2).await;
    let tamper = Tamper { token: Some(victim.token.clone()), ..Tamper::default() };
    let answer = thief.call(&world, Method::GET, path::POLICIES, Vec::new(), true, &tamper).await;
    assert_eq!(answer.code(), ErrorCode::InvalidDpopProof);
    // Nor does it help without a proof.
    let request = Request::builder()
        .uri(format!("{}{}", world.url, path::POLICIES))
        .header("authorization", format!("DPoP {}", victim.token));
    let answer = world.send(request.body(Full::default()).unwrap()).await;
    assert_eq!(answer.code(), ErrorCode::InvalidDpopProof);
    let answer = world.request(Method::GET, path::POLICIES, Some(&victim.token)).await;
    assert_eq!(answer.code(), ErrorCode::InvalidToken);
    // A token for another's device isn't given out.
    let body = serde_json::to_vec(&candor_wire::device::TokenRequest { device: victim.id }).unwrap();
    let answer = thief.call(&world, Method::POST, path::TOKEN, body, false, &Tamper::default()).await;
    assert_eq!(answer.code(), ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_token_ends_and_outlives_a_restart() {
    let mut world = World::new().await;
    let (mut device, _) = world.device().await;
    world.restart().await;
    device.policies(&world).await;
    world.env.advance(Millis::from_minutes(10));
    let answer = device.request(&world, Method::GET, path::POLICIES, Vec::new()).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, ErrorCode::InvalidToken));
    device.renew(&world).await;
    device.policies(&world).await;
}
