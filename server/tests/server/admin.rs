//! What time does: retention, and the log of a day in its zone.

use candor_domain::{Millis, Timestamp, session::SessionEvent};

use crate::{
    device::accepted,
    world::{World, berlin},
};

#[tokio::test]
async fn a_session_over_midnight_is_cut_in_its_zone() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    // To half past eleven in the evening in Berlin.
    let (_, midnight) = world.today().bounds_in(&berlin());
    let half_hour = Millis::from_minutes(30);
    world.env.advance(midnight.minus(half_hour).since(world.env.now()));
    device.renew(&world).await;
    device.at_work(&world).await;
    let first = world.today();
    world.env.advance(half_hour);
    // It ends at the very instant at which the next day begins.
    let last = device.sample(&world, 1);
    world.env.advance(Millis::from_minutes(10));
    let next = device.sample(&world, 2);
    device.session(&world, SessionEvent::Stopped);
    device.renew(&world).await;
    let records = [last, next];
    assert_eq!(device.upload(&world, &records).await, records.iter().map(accepted).collect::<Vec<_>>());
    let second = world.today();
    assert_ne!(first, second);
    for (day, keys, worked) in [(first, 1, 30), (second, 2, 10)] {
        let log = world.worklog(&made, day).await;
        assert_eq!(log["samples"].as_array().unwrap().len(), 1, "{day}");
        assert_eq!(log["samples"][0]["keys"], keys);
        assert_eq!(log["sessions"][0]["worked_ms"], worked * 60_000);
        assert_eq!(log["sessions"][0]["worked_by"], "wall_clock");
        assert_eq!(log["sessions"][0]["state"], "idle");
    }
    let from: Timestamp = midnight;
    assert_eq!(from.day_in(&berlin()), second);
}

#[tokio::test]
async fn what_is_over_its_time_is_deleted_at_the_next_start() {
    let mut world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let (named, unnamed) = (crate::device::picture(1), crate::device::picture(2));
    for bytes in [&named, &unnamed] {
        device.put(&world, bytes).await.ok();
    }
    let shot = device.screenshot(&world, &named);
    assert_eq!(device.upload(&world, std::slice::from_ref(&shot)).await, [accepted(&shot)]);
    let day = world.today();
    world.env.advance(Millis::from_minutes(25 * 60));
    world.cleaned(1).await;
    let log = world.worklog(&made, day).await;
    assert_eq!(log["captures"].as_array().unwrap().len(), 1);
    world.env.advance(Millis::from_minutes(90 * 24 * 60));
    world.cleaned(0).await;
    let log = world.worklog(&made, day).await;
    assert!(log["captures"].as_array().unwrap().is_empty());
}
