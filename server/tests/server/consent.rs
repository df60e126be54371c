//! Withdrawals, made anywhere.

use candor_consent::entry::Decision;
use candor_domain::Category;
use candor_server::admin::Invitee;
use candor_wire::ErrorCode;

use crate::{
    device::{TestDevice, accepted, refusal},
    world::World,
};

#[tokio::test]
async fn withdrawn_on_one_device_it_stops_on_the_other() {
    let world = World::new().await;
    let (mut one, made) = world.device().await;
    let admin = world.admin().await;
    let invited = admin.invite(made.client, Invitee::Known(made.agent), 7).await.unwrap();
    admin.close().await;
    let mut two = TestDevice::enrolled(&world, &invited.invitation, made.project, 2).await;
    for device in [&mut one, &mut two] {
        device.at_work(&world).await;
        device.sync(&world).await;
    }
    let stored = two.sample(&world, 0);
    let stored_batch = two.commit(&world, std::slice::from_ref(&stored));
    two.sync(&world).await;
    two.send_batch(&world, &stored_batch).await.ok();
    let before = two.sample(&world, 1);
    let note = two.note(&world, "Still granted.");

    let (notice, _) = one.notice(&world).await;
    one.decide(&world, Category::ActivityCounts, Decision::Withdrawn, notice);
    one.sync(&world).await;
    assert!(one.policies(&world).await.withdrawn.is_empty(), "it knows");

    // The other doesn't know yet, and nothing of the category is taken any more; the rest is.
    let batch = two.commit(&world, &[before.clone(), note.clone()]);
    two.sync(&world).await;
    let got = crate::device::answers(&two.send_batch(&world, &batch).await.ok());
    assert_eq!(refusal(&got[..1]), ErrorCode::Withdrawn);
    assert_eq!(got[1], accepted(&note));
    let again = crate::device::answers(&two.send_batch(&world, &stored_batch).await.ok());
    assert_eq!(again, [crate::device::duplicate(&stored)], "what came before the withdrawal is there");

    let told = two.policies(&world).await.withdrawn;
    assert_eq!((told.len(), told[0].category, told[0].project), (1, Category::ActivityCounts, two.project));
    two.decide(&world, Category::ActivityCounts, Decision::Withdrawn, notice);
    two.sync(&world).await;
    assert!(two.policies(&world).await.withdrawn.is_empty());
    // Granted anew after the device knew, it counts anew; what was captured before stays out.
    two.decide(&world, Category::ActivityCounts, Decision::Granted, notice);
    let after = two.sample(&world, 2);
    assert_eq!(two.upload(&world, std::slice::from_ref(&after)).await, [accepted(&after)]);
    assert_eq!(refusal(&two.upload(&world, &[before]).await), ErrorCode::Withdrawn);
}

#[tokio::test]
async fn withdrawn_at_the_operator_it_stops_everywhere() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    device.sync(&world).await;
    let admin = world.admin().await;
    admin.withdraw(made.agent, made.project, Category::WorkNotes).await.unwrap();
    admin.close().await;
    let note = device.note(&world, "Too late.");
    assert_eq!(refusal(&device.upload(&world, &[note]).await), ErrorCode::Withdrawn);
    let sample = device.sample(&world, 1);
    assert_eq!(device.upload(&world, std::slice::from_ref(&sample)).await, [accepted(&sample)]);
}

#[tokio::test]
async fn a_first_grant_after_being_told_counts() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.grant(&world, &[Category::ActivityCounts]).await;
    device.sync(&world).await;
    let admin = world.admin().await;
    admin.withdraw(made.agent, made.project, Category::WorkNotes).await.unwrap();
    admin.close().await;
    assert_eq!(device.policies(&world).await.withdrawn.len(), 1);
    let (notice, _) = device.notice(&world).await;
    device.decide(&world, Category::WorkNotes, Decision::Granted, notice);
    device.session(&world, candor_domain::session::SessionEvent::Started);
    let note = device.note(&world, "Agreed to, knowing.");
    assert_eq!(device.upload(&world, std::slice::from_ref(&note)).await, [accepted(&note)]);
}
