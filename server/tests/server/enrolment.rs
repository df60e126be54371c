//! Invitations.

use axum::http::StatusCode;
use candor_consent::DeviceKey;
use candor_domain::{Category, Millis};
use candor_wire::{
    ErrorCode,
    device::{Enrollment, InvitationPreview},
};

use crate::{device::TestDevice, world::World};

#[tokio::test]
async fn an_invitation_binds_one_key() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    let secret = made.invitation.split_once('#').unwrap().1;
    assert!(made.invitation.starts_with(&format!("{}/join#", world.url)));
    // The lost answer: asked again by the same key it is the same.
    let again: Enrollment = serde_json::from_slice(&device.enroll(&world, secret).await.ok().body).unwrap();
    assert_eq!((again.device, again.agent), (device.id, made.agent));
    assert_eq!(again.server.public_key, device.server_key.to_string());

    device.key = DeviceKey::from_seed(&[9; 32]);
    let answer = device.enroll(&world, secret).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, ErrorCode::InvitationUsed));
    assert_eq!(device.enroll(&world, "made-up").await.code(), ErrorCode::InvitationUnknown);
    assert_eq!(device.enroll(&world, "").await.code(), ErrorCode::InvitationUnknown);

    let other = world.quickstart(false).await;
    let secret = other.invitation.split_once('#').unwrap().1;
    device.key = DeviceKey::from_seed(&[1; 32]);
    let answer = device.enroll(&world, secret).await;
    assert_eq!(answer.code(), ErrorCode::Malformed, "a key belongs to one enrolment");
    world.env.advance(Millis::from_minutes(7 * 24 * 60));
    device.key = DeviceKey::from_seed(&[9; 32]);
    let answer = device.enroll(&world, secret).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::GONE, ErrorCode::InvitationExpired));
}

#[tokio::test]
async fn an_invitation_says_whom_it_is_from_and_is_good_all_the_same() {
    let world = World::new().await;
    let (mut device, used) = world.device().await;
    let other = world.quickstart(false).await;
    let secret = other.invitation.split_once('#').unwrap().1;
    for _ in 0..2 {
        let preview: InvitationPreview =
            serde_json::from_slice(&device.preview(&world, secret).await.ok().body).unwrap();
        assert_eq!(preview.projects.iter().map(|project| project.id).collect::<Vec<_>>(), [other.project]);
        assert!(preview.expires_at > world.env.now());
    }
    device.key = DeviceKey::from_seed(&[9; 32]);
    device.enroll(&world, secret).await.ok();
    for (secret, code) in [
        (secret, ErrorCode::InvitationUsed),
        (used.invitation.split_once('#').unwrap().1, ErrorCode::InvitationUsed),
        ("made-up", ErrorCode::InvitationUnknown),
    ] {
        assert_eq!(device.preview(&world, secret).await.code(), code, "{secret}");
    }
    let late = world.quickstart(false).await;
    world.env.advance(Millis::from_minutes(7 * 24 * 60));
    let answer = device.preview(&world, late.invitation.split_once('#').unwrap().1).await;
    assert_eq!(answer.code(), ErrorCode::InvitationExpired);
}

#[tokio::test]
async fn the_database_holds_no_secret() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let secret = made.invitation.split_once('#').unwrap().1;
    for secret in [secret, &made.member.token] {
        assert!(!world.holds(secret.as_bytes()).await);
    }
    assert!(world.holds(b"Example Client").await, "what is there is found");
}

#[tokio::test]
async fn the_policies_open_to_the_agent() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    let policies = device.policies(&world).await;
    assert_eq!(policies.projects.len(), 1);
    let mine = &policies.projects[0];
    assert_eq!((mine.project.id, mine.policies.len(), mine.project.testing), (made.project, 1, false));
    assert_eq!(mine.policies[0].collected().count(), Category::ALL.len());
    assert!(!mine.notices.is_empty());
}

#[tokio::test]
async fn an_ended_enrolment_gets_nothing_more() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    let admin = world.admin().await;
    admin.revoke(device.id).await.unwrap();
    admin.close().await;
    let answer = device.send_ledger(&world, 0).await;
    assert_eq!(answer.code(), ErrorCode::DeviceRevoked);
}

#[tokio::test]
async fn a_second_device_is_a_second_enrolment() {
    let world = World::new().await;
    let (first, made) = world.device().await;
    let admin = world.admin().await;
    let invited =
        admin.invite(made.client, candor_server::admin::Invitee::Known(made.agent), 7).await.unwrap();
    admin.close().await;
    let second = TestDevice::enrolled(&world, &invited.invitation, made.project, 2).await;
    assert_eq!(first.agent, second.agent);
    assert_ne!(first.id, second.id);
}
