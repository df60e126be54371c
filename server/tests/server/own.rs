//! An agent's own page: what is said about their time, what is held about them, and all of it to take away.

use std::io::{Cursor, Read as _};

use axum::http::{Method, StatusCode};
use base64::Engine as _;
use candor_domain::{AgentId, Category, ClientId, Millis, session::SessionEvent};
use candor_server::admin::{Invitee, QuickstartMade, Role};
use candor_wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    device::{TestDevice, accepted, picture},
    team::post,
    world::World,
};

/// The agent of a device in front of a browser, with an account for their own page.
pub async fn agent(world: &World, made: &QuickstartMade) -> Browser {
    let mut owner = Browser::member(world, made.client, Role::Owner, "owner@harbour.example").await;
    let link = format!("/api/v1/clients/{}/agents/{}/account-link", made.client, made.agent);
    let link = owner.post(world, &link, json!({ "email": "mara@agents.example" })).await.ok().json();
    Browser::accepted(world, link["link"].as_str().unwrap(), "Mara Keller").await
}

/// A day's work with a picture in it, a decision taken back and one declined.
async fn worked(world: &World) -> (TestDevice, QuickstartMade, String) {
    let (mut device, made) = world.device().await;
    device.at_work(world).await;
    let bytes = picture(7);
    device.put(world, &bytes).await.ok();
    let shot = device.screenshot(world, &bytes);
    let sample = device.sample(world, 5);
    assert_eq!(device.upload(world, &[shot.clone(), sample]).await[0], accepted(&shot));
    world.env.advance(Millis::from_minutes(30));
    device.renew(world).await;
    device.session(world, SessionEvent::Stopped);
    device.sync(world).await;
    (device, made, shot.id.to_string())
}

#[tokio::test]
async fn a_question_is_answered_by_whom_it_is_about() {
    let world = World::new().await;
    let (_, made, _) = worked(&world).await;
    let mut mara = agent(&world, &made).await;
    let day = |state: &str, comment: &str| {
        json!({ "agent": made.agent, "from": "2026-11-22T00:00:00.000Z", "to": "2026-11-23T00:00:00.000Z",
            "state": state, "comment": comment })
    };
    let token = &made.member.token;
    let at = "/timesheet/reviews";
    let asked = post(&world, &made, token, at, &day("questioned", "What was this?")).await.ok().json();
    let seen = mara.get(&world, "/api/v1/me/reviews").await.ok().json();
    assert_eq!(seen["items"], json!([asked]));
    let thread = format!("/api/v1/me/reviews/{}/comments", asked["id"].as_str().unwrap());
    world.env.advance(Millis::new(1));
    let said = mara.post(&world, &thread, json!({ "text": "The parser." })).await;
    assert_eq!(said.status, StatusCode::CREATED);
    assert_eq!((&said.json()["by_agent"], &said.json()["by"]), (&json!(true), &json!("Example Agent")));
    let found = world.read(&made, "/timesheet?from=2026-11-22&to=2026-11-22").await;
    assert_eq!(found["reviews"][0]["comments"][1], said.json(), "the member reads it in the timesheet");
    let all = mara.get(&world, &thread).await.ok().json();
    assert_eq!((&all["items"][0], all["items"].as_array().unwrap().len()), (&said.json(), 2));
    let log = world.read(&made, "/audit?action=time.commented").await;
    assert_eq!(
        (&log["items"][0]["actor_kind"], &log["items"][0]["actor_name"]),
        (&json!("agent"), &json!("Example Agent"))
    );
    for bad in [json!({ "text": " " }), json!({ "text": "x".repeat(2_001) }), json!({ "words": "x" })] {
        assert_eq!(mara.post(&world, &thread, bad).await.code(), ErrorCode::Malformed);
    }
    // Nobody answers for another agent, whose reviews aren't theirs to read either.
    let zoe = colleague(&world, &made).await;
    let mut about_zoe = day("questioned", "And this?");
    about_zoe["agent"] = json!(zoe);
    let other = post(&world, &made, token, at, &about_zoe).await.ok().json();
    let thread = format!("/api/v1/me/reviews/{}/comments", other["id"].as_str().unwrap());
    assert_eq!(mara.post(&world, &thread, json!({ "text": "x" })).await.code(), ErrorCode::NotFound);
    let seen = mara.get(&world, "/api/v1/me/reviews").await.ok().json();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn time_added_by_hand_stands_beside_what_was_recorded() {
    let world = World::new().await;
    let (_, made, _) = worked(&world).await;
    let mut mara = agent(&world, &made).await;
    let (token, at) = (&made.member.token, "/timesheet/adjustments");
    let sheet = "/timesheet?from=2026-11-22&to=2026-11-24";
    let before = world.read(&made, sheet).await["items"][0]["worked_ms"].clone();
    let add = |day: &str, minutes: i64, reason: &str| json!({ "agent": made.agent, "project": made.project, "day": day, "minutes": minutes, "reason": reason });
    let made_by_hand = post(&world, &made, token, at, &add("2026-11-22", 30, "The call, =by phone")).await;
    assert_eq!(made_by_hand.status, StatusCode::CREATED, "{made_by_hand:?}");
    let review = made_by_hand.json();
    assert_eq!((&review["state"], &review["adjustment"]["minutes"]), (&json!("adjusted"), &json!(30)));
    world.env.advance(Millis::new(1));
    post(&world, &made, token, at, &add("2026-11-22", -10, "Lunch")).await.ok();
    // A day on which nothing was recorded.
    world.env.advance(Millis::new(1));
    post(&world, &made, token, at, &add("2026-11-24", 45, "On paper")).await.ok();
    world.env.advance(Millis::new(1));
    post(&world, &made, token, at, &add("2026-11-25", 45, "Another week")).await.ok();
    let found = world.read(&made, sheet).await;
    let line = &found["items"][0];
    assert_eq!((&line["worked_ms"], &line["adjusted_minutes"]), (&before, &json!(65)), "never counted in");
    assert_eq!(line["days"][0]["adjustments"][1]["reason"], "Lunch");
    assert_eq!(line["days"][0].get("review"), None, "time that was adjusted isn't approved by it");
    assert_eq!((&line["days"][1]["day"], &line["days"][1]["worked_ms"]), (&json!("2026-11-24"), &json!(0)));
    let csv = world.get(&made, &sheet.replace("timesheet", "timesheet.csv")).await.ok();
    let csv = String::from_utf8(csv.body.to_vec()).unwrap();
    let row = csv.lines().nth(1).unwrap();
    assert!(
        row.ends_with("20,\"Example Owner +30: The call, =by phone; Example Owner -10: Lunch\",,"),
        "{row}"
    );
    assert!(csv.lines().nth(2).unwrap().contains(",0:00,0,45,Example Owner +45: On paper,"), "{csv}");

    // The agent reads who did it and why, and can answer.
    let seen = mara.get(&world, "/api/v1/me/reviews").await.ok().json();
    assert_eq!(seen["items"][3]["adjustment"]["reason"], "The call, =by phone");
    assert_eq!(seen["items"][3]["by"], "Example Owner");
    let thread = format!("/api/v1/me/reviews/{}/comments", review["id"].as_str().unwrap());
    mara.post(&world, &thread, json!({ "text": "Thank you." })).await.ok();
    let admin = world.admin().await;
    let auditor = admin.create_member(made.client, "Otto", Role::Auditor, None).await.unwrap().token;
    admin.close().await;
    let log = format!("/api/v1/clients/{}/audit?action=time.adjusted", made.client);
    let log = world.request(Method::GET, &log, Some(&auditor)).await.ok().json();
    assert_eq!(log["items"].as_array().unwrap().len(), 4);
    assert_eq!(log["items"][3]["detail"]["minutes"], 30);

    assert_eq!(
        post(&world, &made, &auditor, at, &add("2026-11-22", 5, "x")).await.code(),
        ErrorCode::Forbidden
    );
    for (what, bad) in [
        ("nothing", add("2026-11-22", 0, "x")),
        ("more than a day", add("2026-11-22", 1_441, "x")),
        ("the least number", add("2026-11-22", i64::MIN, "x")),
        ("no reason", add("2026-11-22", 5, " ")),
        ("no day", add("tomorrow", 5, "x")),
    ] {
        assert_eq!(post(&world, &made, token, at, &bad).await.code(), ErrorCode::Malformed, "{what}");
    }
    let mut elsewhere = add("2026-11-22", 5, "x");
    elsewhere["project"] = json!(made.agent);
    assert_eq!(post(&world, &made, token, at, &elsewhere).await.code(), ErrorCode::NotFound);
    let by_review = json!({ "agent": made.agent, "from": "2026-11-22T00:00:00.000Z", "to": "2026-11-23T00:00:00.000Z",
        "state": "adjusted", "comment": "x" });
    let answer = post(&world, &made, token, "/timesheet/reviews", &by_review).await;
    assert_eq!(answer.code(), ErrorCode::Malformed);
}

#[tokio::test]
async fn what_is_ones_own_is_seen_without_a_look() {
    let world = World::new().await;
    let (_, made, shot) = worked(&world).await;
    let mut mara = agent(&world, &made).await;
    let day = format!("/api/v1/me/days/{}", world.today());
    let log = mara.get(&world, &day).await.ok().json();
    let members = world.read(&made, &format!("/agents/{}/days/{}", made.agent, world.today())).await;
    assert_eq!((&log["samples"], &log["totals"]), (&members["samples"], &members["totals"]));
    let file = log["captures"][0]["file"].as_str().unwrap();
    assert_eq!(&mara.get(&world, file).await.ok().body[..], &picture(7));
    mara.get(&world, &format!("/api/v1/me/captures/{shot}/thumbnail")).await.ok();
    let none = mara.get(&world, "/api/v1/me/views").await.ok().json();
    assert_eq!(none["views"], json!([]));
    world.get(&made, &format!("/captures/{shot}/image")).await.ok();
    let one = mara.get(&world, "/api/v1/me/views").await.ok().json();
    assert_eq!(one["views"][0]["capture"], shot);

    // It isn't there for another client's agent, nor for another agent of the same client.
    let other = world.quickstart(false).await;
    let colleague = colleague(&world, &made).await;
    for (client, agent, name) in [(other.client, other.agent, "nina"), (made.client, colleague, "zoe")] {
        let mut stranger = agent_of(&world, client, agent, name).await;
        for size in ["image", "thumbnail"] {
            let answer = stranger.get(&world, &format!("/api/v1/me/captures/{shot}/{size}")).await;
            assert_eq!(answer.code(), ErrorCode::NotFound, "{name} {size}");
        }
    }
    assert_eq!(mara.get(&world, "/api/v1/me/days/soon").await.code(), ErrorCode::NotFound);
    assert_eq!(mara.get(&world, "/api/v1/me/views?cursor=x").await.code(), ErrorCode::Malformed);
}

/// An agent of a client in front of a browser.
async fn agent_of(world: &World, client: ClientId, agent: AgentId, name: &str) -> Browser {
    let mut owner = Browser::member(world, client, Role::Owner, &format!("owner-{name}@other.example")).await;
    let link = format!("/api/v1/clients/{client}/agents/{agent}/account-link");
    let email = format!("{name}@agents.example");
    let link = owner.post(world, &link, json!({ "email": email })).await.ok().json();
    Browser::accepted(world, link["link"].as_str().unwrap(), name).await
}

/// Another agent of the same client.
async fn colleague(world: &World, made: &QuickstartMade) -> AgentId {
    let admin = world.admin().await;
    let invited = admin.invite(made.client, Invitee::New("Zoe".into()), 7).await.unwrap();
    admin.close().await;
    invited.agent
}

#[tokio::test]
async fn receipts_say_what_the_ledger_says() {
    let world = World::new().await;
    let (mut device, made, _) = worked(&world).await;
    let (notice, _) = device.notice(&world).await;
    device.decide(&world, Category::Screenshots, candor_consent::entry::Decision::Withdrawn, notice);
    device.sync(&world).await;
    let mut mara = agent(&world, &made).await;
    let list = mara.get(&world, "/api/v1/me/receipts").await.ok().json();
    let items = list["items"].as_array().unwrap();
    let of = |decision: &str| {
        items.iter().find(|item| item["decision"] == decision && item["category"] == "screenshots")
    };
    let (granted, withdrawn) = (of("granted").unwrap(), of("withdrawn").unwrap());
    assert_eq!(granted["project_name"], "Example Project");
    let read = |item: &Value| format!("/api/v1/me/receipts/{}", item["receipt"].as_str().unwrap());
    let answer = mara.get(&world, &read(withdrawn)).await.ok();
    assert_eq!(answer.headers["content-type"], "application/ld+json");
    assert!(answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let document = answer.json();
    assert_eq!(document["@type"], "dpv:ConsentReceipt");
    let original = hex::decode(withdrawn["receipt"].as_str().unwrap()).unwrap();
    let original = base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(original);
    assert_eq!(document["dct:isVersionOf"]["@id"], format!("ni:///sha-256;{original}"));
    let record = &document["dpv:hasRecordOfActivity"];
    assert_eq!(record["dpv:hasConsentStatus"]["@type"], "dpv:ConsentWithdrawn");
    assert_eq!(record["dpv:hasNotice"]["dct:identifier"], withdrawn["notice"]);
    assert!(document["dct:replaces"].is_string(), "it is of what was granted before");
    assert_eq!(mara.get(&world, &read(withdrawn)).await.ok().body, answer.body, "the same each time");
    let none = format!("/api/v1/me/receipts/{}", "0".repeat(64));
    assert_eq!(mara.get(&world, &none).await.code(), ErrorCode::NotFound);

    let profile = mara.get(&world, "/api/v1/me/agent").await.ok().json();
    assert_eq!(profile["email"], "mara@agents.example");
    assert!(profile["client"]["contact"].is_string() && profile["client"]["authority"].is_string());
    assert_eq!(profile["agent"]["devices"].as_array().unwrap().len(), 1);
    let consents = profile["consents"].as_array().unwrap();
    let shots = consents.iter().find(|consent| consent["category"] == "screenshots").unwrap();
    assert_eq!(shots["decision"], "withdrawn");
}

#[tokio::test]
async fn everything_is_taken_away_in_one_file() {
    let world = World::new().await;
    let (mut device, made, shot) = worked(&world).await;
    let mut mara = agent(&world, &made).await;
    world.get(&made, &format!("/captures/{shot}/image?reason=%3Cb%3EWhy%3C%2Fb%3E")).await.ok();
    let answer = mara.get(&world, "/api/v1/me/export?lang=de").await.ok();
    assert_eq!(answer.headers["content-type"], "application/zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(&answer.body[..])).unwrap();
    let names: Vec<_> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap_or_else(|_| panic!("{name} in {names:?}")).read_to_end(&mut bytes).unwrap();
        bytes
    };
    let json = |bytes: Vec<u8>| serde_json::from_slice::<Value>(&bytes).unwrap();
    let records = json(read("records.json"));
    assert_eq!(records.as_array().unwrap().len(), 2);
    let capture = records.as_array().unwrap().iter().find(|row| row["id"] == shot).unwrap();
    assert_eq!(capture["record"]["id"], shot);
    assert_eq!(read(capture["file"].as_str().unwrap()), picture(7));
    assert_eq!(json(read("looks.json"))[0]["reason"], "<b>Why</b>");
    assert_eq!(json(read("account.json"))["email"], "mara@agents.example");
    assert!(json(read("account.json"))["sessions"][0].get("secret_hash").is_none());
    assert_eq!(json(read("reviews.json")), json!([]));
    let ledger = String::from_utf8(read(&format!("ledgers/{}.jsonl", device.id))).unwrap();
    assert_eq!(ledger.lines().count(), device.entries.len());
    assert!(names.iter().any(|name| name.starts_with("receipts/") && name.ends_with(".jsonld")));
    assert!(names.iter().any(|name| name.starts_with("notices/")));
    let page = String::from_utf8(read("index.html")).unwrap();
    assert!(page.contains("<html lang=\"de\">") && page.contains("Was nicht darin ist"), "{page}");
    for file in ["profile.json", "log.json", "more.json"] {
        json(read(file));
        assert!(page.contains(file));
    }
    // The client learns nothing of it.
    assert_eq!(world.read(&made, "/audit?action=export.made").await["items"], json!([]));

    // What was deleted is told as deleted, and its picture isn't there.
    device.renew(&world).await;
    device.request(&world, Method::DELETE, &format!("/api/v1/captures/{shot}"), Vec::new()).await.ok();
    let answer = mara.get(&world, "/api/v1/me/export").await.ok();
    let mut zip = zip::ZipArchive::new(Cursor::new(&answer.body[..])).unwrap();
    assert!(zip.by_name(&format!("captures/{shot}.webp")).is_err());
    let mut text = String::new();
    zip.by_name("records.json").unwrap().read_to_string(&mut text).unwrap();
    let records: Value = serde_json::from_str(&text).unwrap();
    let gone = records.as_array().unwrap().iter().find(|row| row["id"] == shot).unwrap();
    assert_eq!((&gone["state"], &gone["record"]), (&json!("deleted"), &Value::Null));
}
