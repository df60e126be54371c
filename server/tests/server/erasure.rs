//! Deleting and blacking out.

use axum::http::{Method, StatusCode};
use candor_domain::{Millis, Sha256Hash};
use candor_wire::{ErrorCode, device::RedactionRequest, path};

use crate::{
    device::{Tamper, TestDevice, accepted, duplicate, picture},
    world::World,
};

async fn delete(device: &mut TestDevice, world: &World, id: candor_domain::RecordId) -> crate::world::Answer {
    device.request(world, Method::DELETE, &path::capture(id), Vec::new()).await
}

#[tokio::test]
async fn deleted_within_grace_it_is_gone_and_stays_gone() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let bytes = picture(3);
    device.put(&world, &bytes).await.ok();
    let shot = device.screenshot(&world, &bytes);
    let same_picture = device.screenshot(&world, &bytes);
    let note = device.note(&world, "A most private remark");
    let records = [shot, same_picture, note];
    let batch = device.commit(&world, &records);
    device.sync(&world).await;
    device.send_batch(&world, &batch).await.ok();
    assert!(world.holds(b"A most private remark").await);

    for record in [&records[0], &records[2]] {
        assert_eq!(delete(&mut device, &world, record.id).await.status, StatusCode::NO_CONTENT);
        assert_eq!(delete(&mut device, &world, record.id).await.status, StatusCode::NO_CONTENT, "again");
    }
    assert!(!world.holds(b"A most private remark").await, "content stayed in the database's files");
    assert_eq!(world.blob_files(), 1, "the other capture still has the picture");
    delete(&mut device, &world, records[1].id).await.ok();
    assert_eq!(world.blob_files(), 0);

    // Sent again, nothing comes back.
    device.put(&world, &bytes).await.ok();
    let again = crate::device::answers(&device.send_batch(&world, &batch).await.ok());
    assert_eq!(again, records.iter().map(duplicate).collect::<Vec<_>>());
    assert!(!world.holds(b"A most private remark").await);
    let log = world.worklog(&made, world.today()).await;
    assert!(log["captures"].as_array().unwrap().is_empty() && log["notes"].as_array().unwrap().is_empty());
    let gaps: Vec<_> = log["gaps"].as_array().unwrap().iter().map(|gap| gap["category"].clone()).collect();
    assert!(gaps.contains(&"screenshots".into()) && gaps.contains(&"work_notes".into()), "{gaps:?}");
    assert!(log["gaps"].as_array().unwrap().iter().all(|gap| gap["reason"] == "deleted"));
    let answer = world.get(&made, &format!("/captures/{}/image", records[0].id)).await;
    assert_eq!(answer.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn deleted_before_it_came_it_brings_nothing() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let note = device.note(&world, "Never mind this one");
    delete(&mut device, &world, note.id).await.ok();
    assert_eq!(device.upload(&world, std::slice::from_ref(&note)).await, [duplicate(&note)]);
    assert!(!world.holds(b"Never mind this one").await);
    let log = world.worklog(&made, world.today()).await;
    assert!(log["notes"].as_array().unwrap().is_empty());
    assert_eq!(log["gaps"][0]["reason"], "deleted");
}

#[tokio::test]
async fn after_the_grace_it_takes_a_request() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.at_work(&world).await;
    let note = device.note(&world, "x");
    assert_eq!(device.upload(&world, std::slice::from_ref(&note)).await, [accepted(&note)]);
    world.env.advance(Millis::from_minutes(24 * 60 + 1));
    device.renew(&world).await;
    assert_eq!(delete(&mut device, &world, note.id).await.code(), ErrorCode::GraceOver);
}

#[tokio::test]
async fn a_redacted_picture_replaces_the_first() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let (open, black) = (picture(200), picture(0));
    device.put(&world, &open).await.ok();
    let shot = device.screenshot(&world, &open);
    let batch = device.commit(&world, std::slice::from_ref(&shot));
    device.sync(&world).await;
    device.send_batch(&world, &batch).await.ok();

    let at = path::redaction(shot.id);
    let body = serde_json::to_vec(&RedactionRequest { sha256: Sha256Hash::of(&black) }).unwrap();
    let early = device.request(&world, Method::POST, &at, body.clone()).await;
    assert_eq!(early.code(), ErrorCode::BlobMissing);
    device.put(&world, &black).await.ok();
    for _ in 0..2 {
        let answer = device.request(&world, Method::POST, &at, body.clone()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(world.blob_files(), 1);
    // The other way: the picture itself.
    let black = picture(1);
    let tamper = Tamper { content: Some("image/webp"), ..Tamper::default() };
    let answer = device.call(&world, Method::POST, &at, black.clone(), true, &tamper).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(world.blob_files(), 1);
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["captures"][0]["redacted"], true);
    let file = log["captures"][0]["file"].as_str().unwrap();
    let image = world.request(Method::GET, file, Some(&made.member.token)).await.ok();
    assert_eq!(&image.body[..], &black);
    // The first one, sent again, brings nothing back.
    assert_eq!(crate::device::answers(&device.send_batch(&world, &batch).await.ok()), [duplicate(&shot)]);
    let other = path::redaction(world.env.id(candor_domain::RecordId::new));
    assert_eq!(device.request(&world, Method::POST, &other, body).await.code(), ErrorCode::NotFound);
}
