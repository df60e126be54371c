//! Pictures: what is one, whose it is, and when it goes.

use axum::http::{Method, StatusCode};
use candor_domain::Sha256Hash;
use candor_wire::{ErrorCode, device::MAX_BLOB_BYTES, path};

use crate::{
    device::{TestDevice, accepted, picture, refusal},
    world::World,
};

#[tokio::test]
async fn put_once_or_twice_it_is_there() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    let bytes = picture(7);
    let at = path::blob(Sha256Hash::of(&bytes));
    assert_eq!(device.request(&world, Method::HEAD, &at, Vec::new()).await.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        assert_eq!(device.put(&world, &bytes).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(device.request(&world, Method::HEAD, &at, Vec::new()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.blob_files(), 1);

    // Whether another device put it is nobody's business.
    let other = world.quickstart(false).await;
    let mut other = TestDevice::enrolled(&world, &other.invitation, other.project, 2).await;
    assert_eq!(other.request(&world, Method::HEAD, &at, Vec::new()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn hostile_pictures_are_refused() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    let bytes = picture(7);
    let wrong = path::blob(Sha256Hash::of("other bytes"));
    let answer = device.request(&world, Method::PUT, &wrong, bytes.clone()).await;
    assert_eq!(answer.code(), ErrorCode::BlobMismatch);
    // A header that promises 16,384 by 16,384 pixels in 26 bytes.
    let mut bomb = b"RIFF\x12\0\0\0WEBPVP8L\x06\0\0\0".to_vec();
    bomb.extend_from_slice(
        &((0x2f_u64 | (16_383 << 8) | (16_383 << 22)) & 0xff_ffff_ffff).to_le_bytes()[..6],
    );
    let mut broken = picture(9);
    let half = broken.len() / 2;
    broken[half..].fill(0xff);
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("a page", b"<html><script>alert(1)</script></html>".to_vec()),
        ("a PNG", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("a bomb", bomb),
        ("a cut one", bytes[..bytes.len() - 4].to_vec()),
        ("a broken one", broken),
    ] {
        assert_eq!(device.put(&world, &bytes).await.code(), ErrorCode::BlobInvalid, "{what}");
    }
    let large = vec![0; MAX_BLOB_BYTES + 1];
    assert_eq!(device.put(&world, &large).await.code(), ErrorCode::TooLarge);
    for name in ["sha256:xyz", "sha256:", "md5:00", "..%2f..%2fetc"] {
        let answer =
            device.request(&world, Method::PUT, &format!("/api/v1/blobs/{name}"), bytes.clone()).await;
        assert_eq!(answer.code(), ErrorCode::NotFound, "{name}");
    }
    assert_eq!(world.blob_files(), 0);
}

#[tokio::test]
async fn a_capture_needs_its_own_picture() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.at_work(&world).await;
    let bytes = picture(7);
    let missing = device.screenshot(&world, &bytes);
    assert_eq!(refusal(&device.upload(&world, std::slice::from_ref(&missing)).await), ErrorCode::BlobMissing);

    // That another device put the same bytes doesn't help.
    let other = world.quickstart(false).await;
    let mut other = TestDevice::enrolled(&world, &other.invitation, other.project, 2).await;
    other.put(&world, &bytes).await.ok();
    assert_eq!(refusal(&device.upload(&world, std::slice::from_ref(&missing)).await), ErrorCode::BlobMissing);

    device.put(&world, &bytes).await.ok();
    let mut larger = device.screenshot(&world, &bytes);
    if let candor_domain::record::RecordBody::Capture(capture) = &mut larger.body {
        capture.image.width += 1;
    }
    assert_eq!(refusal(&device.upload(&world, &[larger]).await), ErrorCode::BlobMismatch);
    assert_eq!(device.upload(&world, std::slice::from_ref(&missing)).await, [accepted(&missing)]);
}
