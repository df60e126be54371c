//! Withdrawals, made anywhere.

use candor_consent::entry::Decision;
use candor_domain::{Category, Sha256Hash, session::SessionEvent};
use candor_server::admin::Invitee;
use candor_wire::{ErrorCode, device::Withdrawal};

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
    two.answer(&world, &told[0], notice);
    two.sync(&world).await;
    assert!(two.policies(&world).await.withdrawn.is_empty());
    assert!(one.policies(&world).await.withdrawn.is_empty(), "an answer is no withdrawal of its own");
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

/// An agent who withdrew at the operator, and a device that has granted, or not, and works.
async fn withdrawn_notes(grants: &[Category]) -> (World, TestDevice, Sha256Hash) {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.grant(&world, grants).await;
    device.session(&world, SessionEvent::Started);
    device.sync(&world).await;
    let (notice, _) = device.notice(&world).await;
    let admin = world.admin().await;
    admin.withdraw(made.agent, made.project, Category::WorkNotes).await.unwrap();
    admin.close().await;
    (world, device, notice)
}

/// A grant that was written before the device heard of the withdrawal stays one, whenever it is sent and whatever the server
/// had said by then.
#[tokio::test]
async fn a_grant_written_before_and_sent_after_being_told_counts_for_nothing() {
    for grants in [&[Category::ActivityCounts][..], &Category::ALL] {
        let (world, mut device, notice) = withdrawn_notes(grants).await;
        // Offline: once more, or for the first time.
        device.decide(&world, Category::WorkNotes, Decision::Granted, notice);
        let offline = device.note(&world, "Granted offline.");
        let told = device.policies(&world).await.withdrawn;
        assert_eq!(told.len(), 1);
        assert_eq!(refusal(&device.upload(&world, &[offline]).await), ErrorCode::Withdrawn);
        // Nor does a decline or another withdrawal of the device's own show that it heard.
        for decision in [Decision::Declined, Decision::Withdrawn, Decision::Granted] {
            device.decide(&world, Category::WorkNotes, decision, notice);
        }
        let note = device.note(&world, "Still not.");
        assert_eq!(refusal(&device.upload(&world, &[note]).await), ErrorCode::Withdrawn);
        assert_eq!(device.policies(&world).await.withdrawn, told, "it is told until it answers");
        device.answer(&world, &told[0], notice);
        let note = device.note(&world, "Answered, not granted.");
        let refused = refusal(&device.upload(&world, &[note]).await);
        assert_eq!(refused, ErrorCode::NotConsented);
        device.decide(&world, Category::WorkNotes, Decision::Granted, notice);
        let note = device.note(&world, "Agreed to, knowing.");
        assert_eq!(device.upload(&world, std::slice::from_ref(&note)).await, [accepted(&note)]);
    }
}

/// An answer is to one withdrawal: not to a later one, nor to one of another category.
#[tokio::test]
async fn an_answer_to_another_withdrawal_is_none() {
    let (world, mut device, notice) = withdrawn_notes(&Category::ALL).await;
    let first = device.policies(&world).await.withdrawn[0];
    let admin = world.admin().await;
    admin.withdraw(device.agent, device.project, Category::WorkNotes).await.unwrap();
    admin.close().await;
    let second = device.policies(&world).await.withdrawn[0];
    assert_ne!(first.id, second.id);
    device.answer(&world, &first, notice);
    device.answer(&world, &Withdrawal { category: Category::Screenshots, ..second }, notice);
    device.decide(&world, Category::WorkNotes, Decision::Granted, notice);
    let note = device.note(&world, "Not heard of the second.");
    assert_eq!(refusal(&device.upload(&world, &[note]).await), ErrorCode::Withdrawn);
    assert_eq!(device.policies(&world).await.withdrawn, [second]);
}
