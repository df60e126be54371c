//! Looks at captures: what a member sees, and what the agent sees of that.

use axum::http::{Method, StatusCode};
use candor_domain::{
    Category, Millis,
    record::{GapMarker, GapReason, RecordBody},
    session::SessionEvent,
};
use candor_wire::{ErrorCode, path};
use sea_orm::ConnectionTrait as _;
use serde_json::Value;

use crate::{
    device::{TestDevice, accepted, picture},
    world::World,
};

async fn views(world: &World, device: &mut TestDevice) -> Vec<Value> {
    let views = device.request(world, Method::GET, path::VIEWS, Vec::new()).await.ok().json();
    views["views"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_sight_of_a_picture_is_a_look_that_the_agent_sees() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let bytes = picture(120);
    device.put(&world, &bytes).await.ok();
    let shot = device.screenshot(&world, &bytes);
    assert_eq!(device.upload(&world, std::slice::from_ref(&shot)).await, [accepted(&shot)]);
    let (image, thumbnail) =
        (format!("/captures/{}/image", shot.id), format!("/captures/{}/thumbnail", shot.id));

    let small = world.get(&made, &thumbnail).await.ok();
    assert_eq!(small.headers["content-type"], "image/webp");
    let decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(&small.body[..])).unwrap();
    assert_eq!(decoder.dimensions(), (64, 48), "no larger than the picture");
    // The small one and the large one within a minute are one look.
    assert_eq!(&world.get(&made, &image).await.ok().body[..], &bytes);
    assert_eq!(views(&world, &mut device).await.len(), 1);
    world.env.advance(Millis::new(1));
    // A reason is another matter, and is told.
    world.get(&made, &format!("{image}?reason=A%20question%20of%20the%20client")).await.ok();
    let seen = views(&world, &mut device).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0]["reason"], "A question of the client");
    assert!(seen[1].get("reason").is_none());
    world.env.advance(Millis::from_minutes(1));
    device.renew(&world).await;
    world.get(&made, &image).await.ok();
    device.renew(&world).await;
    assert_eq!(views(&world, &mut device).await.len(), 3);

    let long = format!("{image}?reason={}", "x".repeat(201));
    assert_eq!(world.get(&made, &long).await.code(), ErrorCode::Malformed);
    assert_eq!(world.get(&made, &format!("{image}?why=x")).await.code(), ErrorCode::Malformed);
    for missing in ["/captures/x/thumbnail", "/captures/019a0000-0000-7000-8000-000000000000/thumbnail"] {
        let answer = world.get(&made, missing).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, ErrorCode::NotFound), "{missing}");
    }
    assert_eq!(views(&world, &mut device).await.len(), 3, "what isn't shown isn't logged");
}

#[tokio::test]
async fn a_day_tells_what_covers_it_and_whether_it_goes_on() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    world.env.advance(Millis::from_minutes(2));
    let busy = device.sample(&world, 4);
    let mut idle = device.sample(&world, 0);
    if let RecordBody::Activity(sample) = &mut idle.body {
        (sample.clicks, sample.scroll, sample.pointer_px, sample.active_s) = (0, 0, 0, 0);
    }
    device.upload(&world, &[busy.clone(), idle]).await;
    device.session(&world, SessionEvent::Paused);
    device.sync(&world).await;
    world.env.advance(Millis::from_minutes(5));
    let day = |zone: &str| format!("/agents/{}/days/{}{zone}", made.agent, world.today());
    let log = world.read(&made, &day("?zone=Europe/Berlin")).await;
    assert_eq!(log["zone"], "Europe/Berlin");
    assert_eq!(log["samples"][0]["consent"]["notice"], busy.consent.unwrap().notice.to_string());
    assert_eq!(log["samples"][0]["consent"]["receipt"], busy.consent.unwrap().receipt.to_string());
    assert_eq!(
        log["totals"],
        serde_json::json!({"worked_ms": 120_000, "paused_ms": 300_000, "idle_ms": 60_000, "gaps": 0})
    );
    assert_eq!((&log["sessions"][0]["live"], &log["sessions"][0]["state"]), (&true.into(), &"paused".into()));
    // A pause that goes on is one already, and what is told of it when it ends is no gap.
    let pause = serde_json::json!([{ "from": "2026-11-22T04:02:00.000Z", "to": "2026-11-22T04:07:00.000Z" }]);
    assert_eq!(log["sessions"][0]["pauses"], pause);
    assert_eq!(log["sessions"][0]["known_to"], pause[0]["to"]);
    let marker = |reason| {
        let from = world.env.now().minus(Millis::from_minutes(5));
        let category = Category::Screenshots;
        GapMarker { category, from, to: world.env.now(), reason }
    };
    let [told, missing] = [GapReason::Paused, GapReason::StorageFull]
        .map(|reason| device.record(&world, RecordBody::Gap(marker(reason))));
    device.upload(&world, &[told, missing]).await;
    let log = world.read(&made, &day("")).await;
    assert_eq!((&log["totals"]["gaps"], log["gaps"].as_array().unwrap().len()), (&1.into(), 2));
    let team = world.read(&made, &format!("/team/days/{}", world.today())).await;
    assert_eq!(team["items"][0]["gaps"], 1);
    assert_eq!(log["truncated"], false);
    // Nobody heard of the device for long: it may go on or not.
    world.env.advance(Millis::from_minutes(60));
    let log = world.read(&made, &day("")).await;
    assert_eq!(log["sessions"][0]["live"], false);
    assert_eq!(log["totals"]["paused_ms"], 300_000, "known only up to the last contact");
    // In Kiritimati it is fourteen hours later.
    let log =
        world.read(&made, &format!("/agents/{}/days/2026-11-21?zone=Pacific/Kiritimati", made.agent)).await;
    assert!(log["samples"].as_array().unwrap().is_empty() && log["sessions"].as_array().unwrap().is_empty());
    for (bad, code) in [
        (format!("/agents/{}/days/2026-13-01", made.agent), ErrorCode::NotFound),
        (day("?zone=Mars"), ErrorCode::Malformed),
        (day("?zone="), ErrorCode::Malformed),
        (day("?zone=UTC&zone=UTC"), ErrorCode::Malformed),
        (format!("/agents/{}/days/{}", made.project, world.today()), ErrorCode::NotFound),
    ] {
        assert_eq!(world.get(&made, &bad).await.code(), code, "{bad}");
    }
}

#[tokio::test]
async fn where_the_policy_asks_for_a_reason_nothing_is_shown_without() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let bytes = picture(90);
    device.put(&world, &bytes).await.ok();
    let shot = device.screenshot(&world, &bytes);
    device.upload(&world, std::slice::from_ref(&shot)).await;
    let day = format!("/agents/{}/days/{}", made.agent, world.today());
    let looking = async || world.read(&made, &day).await["captures"][0]["looking"].clone();
    assert_eq!(
        looking().await,
        serde_json::json!({"covered": true, "reason": false}),
        "as little as need be"
    );
    let image = format!("/captures/{}/image", shot.id);
    world.get(&made, &image).await.ok();
    assert_eq!(views(&world, &mut device).await.len(), 1);

    // What is published afterwards guards what is there as well.
    let project = world.read(&made, &format!("/projects/{}", made.project)).await;
    let mut policy = project["policies"][0].clone();
    for gone in ["v", "project", "version", "published_at"] {
        policy.as_object_mut().unwrap().remove(gone);
    }
    let publish = async |covered: bool, reason: bool, based_on: u32| {
        let mut policy = policy.clone();
        policy["looking"] = serde_json::json!({ "covered": covered, "reason": reason });
        let path = format!("/projects/{}/policies", made.project);
        let body = serde_json::json!({ "based_on": based_on, "policy": policy });
        crate::team::post(&world, &made, &made.member.token, &path, &body).await.ok();
    };
    publish(false, true, 1).await;
    assert_eq!(
        looking().await,
        serde_json::json!({"covered": true, "reason": true}),
        "and keeps what was promised"
    );
    for path in ["image", "thumbnail"] {
        let path = format!("/captures/{}/{path}", shot.id);
        for none in ["", "?reason=", "?reason=%20"] {
            let refused = world.get(&made, &format!("{path}{none}")).await;
            assert_eq!(refused.code(), ErrorCode::ReasonRequired, "{path}{none}");
            assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        }
    }
    assert_eq!(views(&world, &mut device).await.len(), 1, "what isn't shown isn't logged");
    world.env.advance(Millis::new(1));
    assert_eq!(&world.get(&made, &format!("{image}?reason=Sheet%2014")).await.ok().body[..], &bytes);
    assert_eq!(views(&world, &mut device).await[0]["reason"], "Sheet 14");
    publish(false, false, 2).await;
    world.get(&made, &image).await.ok();
}

#[tokio::test]
async fn where_nobody_knows_what_was_agreed_to_pictures_are_guarded_as_well_as_can_be() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let bytes = picture(90);
    device.put(&world, &bytes).await.ok();
    let shot = device.screenshot(&world, &bytes);
    device.upload(&world, std::slice::from_ref(&shot)).await;
    let image = format!("/captures/{}/image", shot.id);
    world.get(&made, &image).await.ok();
    let database = world.database().await;
    database.execute_unprepared("DELETE FROM notices").await.unwrap();
    database.close().await.unwrap();
    let day = format!("/agents/{}/days/{}", made.agent, world.today());
    let looking = world.read(&made, &day).await["captures"][0]["looking"].clone();
    assert_eq!(looking, serde_json::json!({"covered": true, "reason": true}));
    assert_eq!(world.get(&made, &image).await.code(), ErrorCode::ReasonRequired);
    world.get(&made, &format!("{image}?reason=Sheet%2014")).await.ok();
}
