//! Organisations that don't know of each other.

use axum::http::{Method, StatusCode};
use candor_wire::ErrorCode;

use crate::{
    device::{TestDevice, accepted, picture},
    world::World,
};

#[tokio::test]
async fn what_is_anothers_does_not_exist() {
    let world = World::new().await;
    let (mut mine, made) = world.device().await;
    mine.at_work(&world).await;
    let bytes = picture(5);
    mine.put(&world, &bytes).await.ok();
    let shot = mine.screenshot(&world, &bytes);
    assert_eq!(mine.upload(&world, std::slice::from_ref(&shot)).await, [accepted(&shot)]);

    let other = world.quickstart(false).await;
    let stranger = &other.member.token;
    let base = format!("/api/v1/clients/{}", made.client);
    let log = format!("{base}/worklog?agent={}&day={}", made.agent, world.today());
    let image = format!("{base}/captures/{}/image", shot.id);
    // The stranger's own address doesn't lead to it either.
    let own = format!("/captures/{}/image", shot.id);
    assert_eq!(world.get(&other, &own).await.code(), ErrorCode::NotFound);
    for path in [&log, &image] {
        let answer = world.request(Method::GET, path, Some(stranger)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, ErrorCode::NotFound), "{path}");
        world.request(Method::GET, path, Some(&made.member.token)).await.ok();
        assert_eq!(world.request(Method::GET, path, None).await.code(), ErrorCode::InvalidToken, "{path}");
    }

    let mut theirs = TestDevice::enrolled(&world, &other.invitation, other.project, 2).await;
    theirs.at_work(&world).await;
    assert!(theirs.policies(&world).await.projects.iter().all(|p| p.project.id == other.project));
    // Deleting by a known id deletes nothing of another's.
    let path = candor_wire::path::capture(shot.id);
    theirs.request(&world, Method::DELETE, &path, Vec::new()).await.ok();
    world.request(Method::GET, &image, Some(&made.member.token)).await.ok();
    assert_eq!(world.blob_files(), 1);
    // A record in another's project is refused, whatever the ledger says.
    theirs.project = made.project;
    let forged = theirs.note(&world, "x");
    let got = theirs.upload(&world, &[forged]).await;
    assert!(matches!(got[0], candor_wire::device::RecordAnswer::Refused { .. }), "{got:?}");
    let views = theirs.request(&world, Method::GET, candor_wire::path::VIEWS, Vec::new()).await.ok().json();
    assert!(views["views"].as_array().unwrap().is_empty());
}
