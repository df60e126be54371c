//! What a client sees of a team: days, timesheets, statistics.

use std::io::Cursor;

use axum::{
    body::Bytes,
    http::{Method, Request, StatusCode},
};
use calamine::Reader as _;
use candor_domain::{Category, Millis, session::SessionEvent};
use candor_server::admin::{Invitee, QuickstartMade, Role};
use candor_wire::ErrorCode;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::{
    device::TestDevice,
    world::{Answer, World},
};

/// A body sent to what is below a client's address.
pub async fn post(world: &World, made: &QuickstartMade, token: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("{}/api/v1/clients/{}{path}", world.url, made.client))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json");
    world.send(request.body(Full::new(Bytes::from(body.to_string()))).unwrap()).await
}

/// Another agent of the same client with a device.
async fn joins(world: &World, made: &QuickstartMade, name: &str, seed: u8) -> TestDevice {
    let admin = world.admin().await;
    let invited = admin.invite(made.client, Invitee::New(name.into()), 7).await.unwrap();
    admin.close().await;
    TestDevice::enrolled(world, &invited.invitation, made.project, seed).await
}

#[tokio::test]
async fn a_team_has_its_day() {
    let world = World::new().await;
    // At 00:00 in Calcutta, which is half an hour off.
    world.env.advance(Millis::from_minutes(14 * 60 + 30));
    let (mut first, made) = world.device().await;
    let mut second = joins(&world, &made, "Aisha =1+1", 2).await;
    joins(&world, &made, "Zoe", 3).await;
    for device in [&mut first, &mut second] {
        device.at_work(&world).await;
    }
    world.env.advance(Millis::from_minutes(15));
    first.renew(&world).await;
    let sample = first.sample(&world, 5);
    first.upload(&world, &[sample]).await;
    first.session(&world, SessionEvent::Paused);
    world.env.advance(Millis::from_minutes(15));
    first.renew(&world).await;
    first.sync(&world).await;
    second.renew(&world).await;
    second.session(&world, SessionEvent::Stopped);
    second.sync(&world).await;
    let path = "/team/days/2026-11-23?zone=Asia/Kolkata";
    let answer = world.get(&made, path).await.ok();
    let day = answer.json();
    let names: Vec<_> = day["items"].as_array().unwrap().iter().map(|agent| &agent["name"]).collect();
    assert_eq!(names, ["Aisha =1+1", "Example Agent", "Zoe"], "by name");
    let [aisha, example, zoe] = [0, 1, 2].map(|at| &day["items"][at]);
    assert_eq!((&aisha["now"], &aisha["worked_ms"]), (&json!("off"), &json!(1_800_000)));
    assert_eq!((&example["now"], &example["worked_ms"]), (&json!("paused"), &json!(900_000)));
    assert_eq!(example["paused_ms"], 900_000);
    assert_eq!(example["project"], made.project.to_string());
    assert_eq!(&example["strip"].as_str().unwrap()[..4], "wp--");
    assert_eq!(&example["levels"].as_str().unwrap()[..4], "4000");
    assert_eq!((example["strip"].as_str().unwrap().len(), &zoe["now"]), (96, &json!("off")));
    assert_eq!(&aisha["strip"].as_str().unwrap()[..4], "ww--");

    // Asked again, nothing is sent; once something happens, it is.
    let tag = answer.headers["etag"].to_str().unwrap();
    let again = |tag: &str| {
        let uri = format!("{}/api/v1/clients/{}{path}", world.url, made.client);
        let request = Request::builder().uri(uri).header("if-none-match", tag);
        let request = request.header("authorization", format!("Bearer {}", made.member.token));
        request.body(Full::default()).unwrap()
    };
    let same = world.send(again(tag)).await;
    assert_eq!((same.status, same.body.len()), (StatusCode::NOT_MODIFIED, 0));
    first.session(&world, SessionEvent::Resumed);
    first.sync(&world).await;
    let other = world.send(again(tag)).await.ok().json();
    assert_eq!(other["items"][1]["now"], "recording");
    world.env.advance(Millis::from_minutes(30));
    assert_eq!(world.read(&made, path).await["items"][1]["now"], "unknown", "silent for half an hour");

    // Page by page.
    let page = world.read(&made, &format!("{path}&limit=2")).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let cursor = page["next"].as_str().unwrap();
    let page = world.read(&made, &format!("{path}&limit=2&cursor={cursor}")).await;
    assert_eq!((&page["items"][0]["name"], &page["next"]), (&json!("Zoe"), &Value::Null));
    let only = world.read(&made, &format!("{path}&agent={}", made.agent)).await;
    assert_eq!(only["items"].as_array().unwrap().len(), 1);
    let none = format!("{path}&project={}", made.agent);
    assert_eq!(world.read(&made, &none).await["items"][1]["worked_ms"], 0);
    for (bad, code) in [
        (format!("{path}&limit=x"), ErrorCode::Malformed),
        (format!("{path}&agent={}", made.project), ErrorCode::NotFound),
        ("/team/days/today".into(), ErrorCode::NotFound),
    ] {
        assert_eq!(world.get(&made, &bad).await.code(), code, "{bad}");
    }

    // The same time in a timesheet, and in its files.
    let sheet = "from=2026-11-22&to=2026-11-24&zone=Asia/Kolkata";
    let json = world.read(&made, &format!("/timesheet?{sheet}")).await;
    assert_eq!(json["items"][0]["days"], json!([{"day": "2026-11-23", "worked_ms": 1_800_000}]));
    assert_eq!(json["items"][0]["project_name"], "Example Project");
    let csv = world.get(&made, &format!("/timesheet.csv?{sheet}&lang=de-AT")).await.ok();
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let text = String::from_utf8(csv.body.to_vec()).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').split("\r\n");
    assert_eq!(
        lines.next(),
        Some(
            "Person,Projekt,Tag,Gearbeitet (Stunden:Minuten),Gearbeitete Minuten,Von Hand angepasst (Minuten),\
             \"Angepasst von, und warum\",Prüfung,Aus einem Test"
        )
    );
    assert_eq!(lines.next(), Some("Aisha =1+1,Example Project,2026-11-23,0:30,30,,,,"));
    let xlsx = world.get(&made, &format!("/timesheet.xlsx?{sheet}&lang=xx")).await.ok();
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx.body)).unwrap();
    let page = workbook.worksheets().remove(0).1;
    let row: Vec<String> = page.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(row, ["Aisha =1+1", "Example Project", "2026-11-23", "0:30", "30", "", "", "", ""]);
    let pdf = world.get(&made, &format!("/timesheet.pdf?{sheet}&lang=es")).await.ok();
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    let pages = lopdf::Document::load_mem(&pdf.body).unwrap();
    let text = pages.extract_text(&[1]).unwrap();
    for said in ["Hoja de horas", "Example Client", "Aisha =1+1 · Example Project", "2026-11-23", "0:30"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let whole = world.get(&made, &format!("/timesheet.json?{sheet}")).await.ok();
    assert!(whole.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(whole.json()["items"].as_array().unwrap().len(), 2);
    for bad in ["from=2026-11-24&to=2026-11-22", "from=2020-01-01&to=2026-01-01", "from=2026-11-22"] {
        let answer = world.get(&made, &format!("/timesheet?{bad}")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, ErrorCode::Malformed), "{bad}");
    }

    // What is covered, and that two agents are too few to tell how busy they were.
    let told = world.read(&made, &format!("/statistics?{sheet}")).await;
    assert_eq!(told["days"][1], json!({"day": "2026-11-23", "worked_ms": 2_700_000, "agents": 2}));
    assert_eq!(told["activity"], json!({"withheld": "group_too_small"}));
    assert_eq!(told["coverage"][0]["granted"], 1.0);
    assert_eq!(told["coverage"][0]["received"], 1);
}

#[tokio::test]
async fn what_a_test_made_up_is_marked_wherever_it_is_shown() {
    let world = World::new().await;
    let made = world.quickstart(true).await;
    let mut real = TestDevice::enrolled(&world, &made.invitation, made.project, 1).await;
    let mut made_up = joins(&world, &made, "Made Up", 2).await;
    for device in [&mut real, &mut made_up] {
        device.at_work(&world).await;
        let sample = device.sample(&world, 5);
        device.upload(&world, &[sample]).await;
    }
    let day = "/team/days/2026-11-22";
    let sheet = "from=2026-11-22&to=2026-11-23";
    let marks = async || {
        let team = world.read(&made, day).await;
        let json = world.read(&made, &format!("/timesheet?{sheet}")).await;
        let of = |told: &Value| {
            told["items"].as_array().unwrap().iter().map(|one| one["synthetic"].clone()).collect::<Vec<_>>()
        };
        (of(&team), of(&json))
    };
    world.env.advance(Millis::from_minutes(10));
    assert_eq!(marks().await, (vec![json!(false), json!(false)], vec![json!(false), json!(false)]));
    // Any record tells, while the session still goes on; one that says otherwise later takes the mark off no more.
    for (keys, synthetic) in [(6, true), (7, false)] {
        made_up.renew(&world).await;
        let mut sample = made_up.sample(&world, keys);
        sample.synthetic = synthetic;
        made_up.upload(&world, &[sample]).await;
        assert_eq!(marks().await, (vec![json!(false), json!(true)], vec![json!(false), json!(true)]));
    }
    made_up.session(&world, SessionEvent::Stopped);
    made_up.sync(&world).await;
    let json = world.read(&made, &format!("/timesheet?{sheet}")).await;
    assert_eq!(
        json["items"][1]["days"],
        json!([{"day": "2026-11-22", "worked_ms": 600_000, "synthetic": true}])
    );
    assert_eq!(json["items"][0]["days"][0].get("synthetic"), None);
    let csv = world.get(&made, &format!("/timesheet.csv?{sheet}")).await.ok();
    let text = String::from_utf8(csv.body.to_vec()).unwrap();
    let ends: Vec<_> = text.lines().map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(ends, ["Made by a test", "", "yes"]);
    let xlsx = world.get(&made, &format!("/timesheet.xlsx?{sheet}")).await.ok();
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx.body)).unwrap();
    let page = workbook.worksheets().remove(0).1;
    let last: Vec<String> = page.rows().map(|row| row.last().unwrap().to_string()).collect();
    assert_eq!(last, ["Made by a test", "", "yes"]);
    let pdf = world.get(&made, &format!("/timesheet.pdf?{sheet}")).await.ok();
    let text = lopdf::Document::load_mem(&pdf.body).unwrap().extract_text(&[1]).unwrap();
    assert_eq!(text.matches("Made by a test").count(), 1, "{text}");
    // On another day there is nothing of it.
    let team = world.read(&made, "/team/days/2026-11-21").await;
    assert_eq!(team["items"][1]["synthetic"], false);
}

#[tokio::test]
async fn what_was_granted_covers_only_its_time() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.grant(&world, &[Category::ActivityCounts]).await;
    device.session(&world, SessionEvent::Started);
    world.env.advance(Millis::from_minutes(30));
    device.renew(&world).await;
    device.grant(&world, &[Category::Screenshots]).await;
    world.env.advance(Millis::from_minutes(10));
    device.session(&world, SessionEvent::Stopped);
    device.renew(&world).await;
    device.sync(&world).await;
    let told = world.read(&made, "/statistics?from=2026-11-22&to=2026-11-22").await;
    let granted: Vec<_> =
        told["coverage"].as_array().unwrap().iter().map(|category| &category["granted"]).collect();
    assert_eq!(granted, [&json!(1.0), &json!(0.25), &json!(0.0), &json!(0.0)]);
    assert_eq!(told["days"][0]["worked_ms"], 40 * 60_000);
    let other = world.read(&made, "/statistics?from=2026-11-23&to=2026-11-23").await;
    assert_eq!(other["coverage"][0]["granted"], Value::Null);
}

#[tokio::test]
async fn time_is_approved_or_questioned_and_talked_about() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    world.env.advance(Millis::from_minutes(30));
    device.session(&world, SessionEvent::Stopped);
    device.renew(&world).await;
    device.sync(&world).await;
    let admin = world.admin().await;
    let reviewer = admin.create_member(made.client, "Rita", Role::Reviewer, None).await.unwrap().token;
    let auditor = admin.create_member(made.client, "Otto", Role::Auditor, None).await.unwrap().token;
    admin.close().await;
    let day = |state: &str, comment: Option<&str>| {
        json!({
            "agent": made.agent, "from": "2026-11-22T00:00:00.000Z", "to": "2026-11-23T00:00:00.000Z",
            "state": state, "comment": comment,
        })
    };
    let at = "/timesheet/reviews";
    let asked = post(&world, &made, &reviewer, at, &day("questioned", Some("What was this?"))).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{asked:?}");
    let review = asked.json();
    assert_eq!((&review["by"], &review["comments"][0]["text"]), (&json!("Rita"), &json!("What was this?")));
    let sheet = "/timesheet?from=2026-11-22&to=2026-11-22";
    let found = world.read(&made, sheet).await;
    assert_eq!(found["items"][0]["days"][0]["review"], "questioned");
    assert_eq!(found["reviews"][0], review);
    let thread = format!("{at}/{}/comments", review["id"].as_str().unwrap());
    world.env.advance(Millis::new(5));
    let said = post(&world, &made, &made.member.token, &thread, &json!({"text": "The parser."})).await;
    assert_eq!(said.status, StatusCode::CREATED);
    post(&world, &made, &reviewer, at, &day("approved", None)).await.ok();
    let found = world.read(&made, sheet).await;
    assert_eq!(found["items"][0]["days"][0]["review"], "approved", "the last one holds");
    let all = world.read(&made, &format!("{at}?limit=1")).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
    let next = all["next"].as_str().unwrap();
    let rest = world.read(&made, &format!("{at}?cursor={next}")).await;
    assert_eq!(rest["items"][0]["comments"][1]["text"], "The parser.");
    assert_eq!(rest["items"][0]["comments"][1]["by"], "Example Owner");

    let body = day("approved", None);
    assert_eq!(post(&world, &made, &auditor, at, &body).await.code(), ErrorCode::Forbidden);
    assert_eq!(
        post(&world, &made, &auditor, &thread, &json!({"text": "x"})).await.code(),
        ErrorCode::Forbidden
    );
    let mut backwards = body.clone();
    backwards["to"] = "2026-11-21T00:00:00.000Z".into();
    let mut extra = body.clone();
    extra["by"] = "Somebody else".into();
    for (what, bad) in [
        ("a question without words", day("questioned", None)),
        ("words that say nothing", day("questioned", Some(" "))),
        ("long words", day("approved", Some(&"x".repeat(2_001)))),
        ("backwards", backwards),
        ("another verdict", day("rejected", None)),
        ("a field too many", extra),
    ] {
        assert_eq!(post(&world, &made, &reviewer, at, &bad).await.code(), ErrorCode::Malformed, "{what}");
    }
    // Neither another's agent nor another's review.
    let other = world.quickstart(false).await;
    let mut theirs = body;
    theirs["agent"] = json!(other.agent);
    assert_eq!(post(&world, &made, &reviewer, at, &theirs).await.code(), ErrorCode::NotFound);
    let answer = post(&world, &other, &other.member.token, &thread, &json!({"text": "x"})).await;
    assert_eq!(answer.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn what_was_approved_is_approved_for_everybody_and_nothing_later_is() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    world.env.advance(Millis::from_minutes(30));
    device.session(&world, SessionEvent::Stopped);
    device.renew(&world).await;
    device.sync(&world).await;
    // As a colleague in Dublin has it: another day than that of UTC or Berlin, and all of the work in it.
    let day = |state: &str| {
        json!({
            "agent": made.agent, "from": "2026-11-22T03:30:00.000Z", "to": "2026-11-23T03:30:00.000Z",
            "state": state, "comment": "As agreed.",
        })
    };
    let at = "/timesheet/reviews";
    let token = &made.member.token;
    let verdict = async |zone: &str| {
        let sheet = format!("/timesheet?from=2026-11-22&to=2026-11-22&zone={zone}");
        world.read(&made, &sheet).await["items"][0]["days"][0]["review"].clone()
    };
    let part = json!({
        "agent": made.agent, "from": "2026-11-22T04:10:00.000Z", "to": "2026-11-22T04:20:00.000Z",
        "state": "approved",
    });
    post(&world, &made, token, at, &part).await.ok();
    assert_eq!(verdict("UTC").await, Value::Null, "a part of it is not it");
    post(&world, &made, token, at, &day("approved")).await.ok();
    assert_eq!(
        (verdict("UTC").await, verdict("Europe/Berlin").await),
        (json!("approved"), json!("approved"))
    );
    // However much else is said.
    for _ in 0..501 {
        world.env.advance(Millis::new(1));
        post(&world, &made, token, at, &part).await.ok();
    }
    assert_eq!(verdict("UTC").await, "approved");

    // What is worked, or told, or added by hand afterwards was seen by nobody.
    device.session(&world, SessionEvent::Started);
    world.env.advance(Millis::from_minutes(10));
    device.session(&world, SessionEvent::Stopped);
    device.renew(&world).await;
    device.sync(&world).await;
    assert_eq!(verdict("UTC").await, Value::Null);
    post(&world, &made, token, at, &day("approved")).await.ok();
    assert_eq!(verdict("UTC").await, "approved");
    world.env.advance(Millis::new(1));
    let more = json!({ "agent": made.agent, "project": made.project, "day": "2026-11-22", "minutes": 20, "reason": "A call." });
    post(&world, &made, token, "/timesheet/adjustments", &more).await.ok();
    assert_eq!(verdict("UTC").await, Value::Null);
    // A question stays one.
    post(&world, &made, token, at, &day("questioned")).await.ok();
    world.env.advance(Millis::new(1));
    post(&world, &made, token, "/timesheet/adjustments", &more).await.ok();
    assert_eq!(verdict("UTC").await, "questioned");
}

#[tokio::test]
async fn a_long_talk_about_one_time_takes_no_room_from_another() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    device.sync(&world).await;
    let review = json!({
        "agent": made.agent, "from": "2026-11-22T00:00:00.000Z", "to": "2026-11-23T00:00:00.000Z",
        "state": "questioned", "comment": "Number 0",
    });
    let at = "/timesheet/reviews";
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = post(&world, &made, &made.member.token, at, &review).await.ok().json();
        assert_eq!(answer["comments_count"], 1);
        ids.push(answer["id"].as_str().unwrap().to_owned());
        world.env.advance(Millis::new(1));
    }
    let thread = |id: &str| format!("{at}/{id}/comments");
    for number in 1..=25 {
        let said = json!({ "text": format!("Number {number}") });
        post(&world, &made, &made.member.token, &thread(&ids[0]), &said).await.ok();
        world.env.advance(Millis::new(1));
    }
    let texts = |list: &Value| {
        list.as_array()
            .unwrap()
            .iter()
            .map(|one| one["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let numbers =
        |range: std::ops::RangeInclusive<u32>| range.map(|n| format!("Number {n}")).collect::<Vec<_>>();
    for listed in [
        world.read(&made, at).await["items"].clone(),
        world.read(&made, "/timesheet?from=2026-11-22&to=2026-11-22").await["reviews"].clone(),
    ] {
        assert_eq!((&listed[0]["comments_count"], &listed[1]["comments_count"]), (&json!(1), &json!(26)));
        assert_eq!(texts(&listed[0]["comments"]), ["Number 0"]);
        assert_eq!(texts(&listed[1]["comments"]), numbers(16..=25), "the last, in order");
    }
    // The rest page by page, the newest first.
    let mut whole = Vec::new();
    let mut path = format!("{}?limit=10", thread(&ids[0]));
    loop {
        let page = world.read(&made, &path).await;
        whole.extend(texts(&page["items"]));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{}?limit=10&cursor={next}", thread(&ids[0]));
    }
    whole.reverse();
    assert_eq!(whole, numbers(0..=25));
    let other = world.quickstart(false).await;
    assert_eq!(world.get(&other, &thread(&ids[0])).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn how_busy_people_were_is_told_of_five_together() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    let path = "/statistics?from=2026-11-22&to=2026-11-22";
    let withheld = json!({"withheld": "group_too_small"});
    device.at_work(&world).await;
    // Busy for fifty seconds of the minute.
    let busy = device.sample(&world, 1);
    device.upload(&world, &[busy]).await;
    for seed in 2..=5 {
        let mut other = joins(&world, &made, &format!("Agent {seed}"), seed).await;
        other.at_work(&world).await;
        other.sync(&world).await;
        let told = world.read(&made, path).await;
        assert_eq!(told["activity"], withheld, "who was never counted makes no group larger");
        let mut sample = other.sample(&world, 0);
        if let candor_domain::record::RecordBody::Activity(sample) = &mut sample.body {
            sample.active_s = u32::from(seed - 2) * 12;
        }
        other.upload(&world, &[sample]).await;
    }
    let told = world.read(&made, path).await;
    assert_eq!(told["activity"], json!({"hours": [1, 1, 1, 1, 1]}));
    assert_eq!((&told["coverage"][0]["received"], &told["coverage"][1]["received"]), (&json!(5), &json!(0)));
    let elsewhere = world.read(&made, &format!("{path}&project={}", made.agent)).await;
    assert_eq!(elsewhere["activity"], withheld);
}
