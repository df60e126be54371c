//! What the window asks of the engine beyond the command line: previews, samples, settings, days, the ledger in words.

use std::time::Duration;

use candor_engine::{
    Client, Home,
    protocol::{Failure, FailureCode},
};
use serde_json::{Value, json};

use super::{
    engine::{Engine, ask},
    rig::{Agent, PROJECT, Server, fast},
};
use crate::support::{display::Display, wait::until};

/// Every answer to a sample, until it is over.
fn sample(agent: &Agent, category: &str) -> Result<Vec<Value>, Failure> {
    let request =
        serde_json::from_value(json!({"do": "sample", "project": PROJECT, "category": category})).unwrap();
    let home = Home::resolve(Some(agent.home())).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut engine = Client::connect(&home).await?.expect("an engine runs");
        engine.begin(request).await?;
        let mut answers = Vec::new();
        while let Some(answer) = engine.answer().await? {
            let over = answer["kind"] == "over";
            answers.push(answer);
            if over {
                break;
            }
        }
        Ok(answers)
    })
}

#[test]
fn an_invitation_says_whom_it_is_from_before_anything_is_bound() {
    let server = Server::start(&[]);
    let agent = Agent::new(None);
    let engine = Engine::start(&agent);
    let preview = |link: &str| ask(&agent, json!({"do": "preview", "invitation": link}));
    for _ in 0..2 {
        let shown = preview(server.invitation()).unwrap();
        assert_eq!(
            (&shown["client"]["name"], &shown["encrypted"]),
            (&json!("Example Client"), &json!(false))
        );
        assert_eq!(shown["projects"][0]["name"], PROJECT);
        assert_eq!(agent.json(&["status"])["enrolments"], json!([]), "nothing is bound");
    }
    let other = server.invitation().replace('#', "#x");
    assert_eq!(preview(&other).unwrap_err().code, FailureCode::InvitationUnknown);
    assert_eq!(preview("https://candor.example/").unwrap_err().code, FailureCode::Usage);
    agent.json(&["enroll", server.invitation()]);
    assert_eq!(preview(server.invitation()).unwrap_err().code, FailureCode::InvitationUsed);
    drop(engine);
}

/// Promise 1, as far as samples go: shown to the agent, kept nowhere, and never beside a recording.
#[test]
fn a_sample_is_seen_and_leaves_no_trace() {
    let server = Server::start(&["--screenshots-per-hour", "60"]);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    let engine = Engine::start(&agent);
    let before = agent.json(&["outbox", "list"]);
    let ledger = |agent: &Agent| {
        ask(agent, json!({"do": "ledger", "client": "Example Client", "before": null, "limit": 100})).unwrap()
            ["size"]
            .clone()
    };
    let size = ledger(&agent);

    let answers = sample(&agent, "screenshots").unwrap();
    assert_eq!(answers.first().unwrap()["kind"], "shown", "the sign comes first");
    let picture = answers.iter().find(|answer| answer["kind"] == "picture").expect("a picture");
    assert_eq!((picture["width"].as_u64(), picture["height"].as_u64()), (Some(1280), Some(720)));
    assert_eq!(answers.last().unwrap()["kind"], "over");
    assert_eq!(agent.json(&["outbox", "list"]), before);
    assert_eq!(ledger(&agent), size, "no entry tells of it");
    assert_eq!(agent.json(&["status"])["grants"], json!([]));

    // What no project collects is no sample, and a note needs none.
    assert!(sample(&agent, "work_notes").is_err());

    agent.grant(&["screenshots"]);
    ask(&agent, json!({"do": "start", "project": PROJECT, "sensors": "real", "limit_ms": null})).unwrap();
    assert_eq!(sample(&agent, "screenshots").unwrap_err().code, FailureCode::State);
    agent.json(&["stop"]);
    drop(engine);
}

#[test]
fn settings_are_kept_checked_and_in_force() {
    let server = Server::start(&["--screenshots-per-hour", "1200"]);
    let display = Display::start();
    let agent = Agent::enrolled(&server, Some(display.name()));
    agent.grant(&["screenshots"]);
    let engine = Engine::start(&agent);
    let mut settings = ask(&agent, json!({"do": "settings"})).unwrap();
    assert_eq!(
        (&settings["idle_minutes"], &settings["exclusions"]["private_windows"]),
        (&json!(15), &json!(true))
    );

    // The whole screen is a window that is excluded.
    let mut window = display
        .command("xterm")
        .args(["-geometry", "300x100+0+0", "-T", "A secret", "-bg", "#00ff00", "-e", "sleep 600"])
        .spawn()
        .unwrap();
    until("the window", Duration::from_secs(60), || {
        display
            .command("xdotool")
            .args(["search", "--name", "^A secret$"])
            .output()
            .unwrap()
            .status
            .success()
            .then_some(())
    });
    settings["exclusions"]["patterns"] = json!([{"application": null, "title": "a secret"}]);
    assert_eq!(ask(&agent, json!({"do": "set", "settings": settings})).unwrap(), settings);
    let mut wrong = settings.clone();
    wrong["idle_minutes"] = json!(0);
    assert_eq!(ask(&agent, json!({"do": "set", "settings": wrong})).unwrap_err().code, FailureCode::Usage);
    assert_eq!(ask(&agent, json!({"do": "settings"})).unwrap(), settings, "refused whole");

    ask(&agent, json!({"do": "start", "project": PROJECT, "sensors": "real", "limit_ms": null})).unwrap();
    agent.status_when("a screenshot", |s| s["session"]["totals"]["captures"].as_u64() >= Some(1));
    agent.json(&["stop"]);
    let items = agent.json(&["outbox", "list"]);
    let shot = items["items"].as_array().unwrap().iter().find(|i| i["content"]["kind"] == "capture").unwrap();
    assert_eq!(shot["content"]["redacted"], true, "said to be blacked out");
    let bytes = agent.command(&["outbox", "show", shot["id"].as_str().unwrap()]).output().unwrap().stdout;
    let picture = image::load_from_memory(&bytes).unwrap().into_rgb8();
    assert!(picture.pixels().all(|pixel| pixel.0 != [0, 255, 0]), "nothing of it is left");
    window.kill().unwrap();
    window.wait().unwrap();
    assert_eq!(agent.json(&["status"])["health"], "ok", "black because it is excluded is no trouble");

    drop(engine);
    let engine = Engine::start(&agent);
    assert_eq!(ask(&agent, json!({"do": "settings"})).unwrap(), settings, "after a restart too");

    // Closed on every day but one that it isn't: nothing starts.
    let day =
        candor_domain::time::Clock::now(&candor_capture::SystemClock).day_in(&candor_domain::Zone::system());
    let other = if weekday(&day.to_string()) == "mon" { "wed" } else { "mon" };
    settings["working_hours"] = json!({"days": [other], "from": "09:00", "to": "09:01"});
    ask(&agent, json!({"do": "set", "settings": settings})).unwrap();
    let refused =
        ask(&agent, json!({"do": "start", "project": PROJECT, "sensors": "real", "limit_ms": null}))
            .unwrap_err();
    assert_eq!(refused.code, FailureCode::State);
    assert!(refused.message.contains("working hours"), "{refused}");
    drop(engine);
}

/// The day of the week by Sakamoto's method, so that the test doesn't lean on what it tests.
fn weekday(day: &str) -> &'static str {
    let numbers: Vec<usize> = day.split('-').map(|part| part.parse().unwrap()).collect();
    let (mut year, month, day) = (numbers[0], numbers[1], numbers[2]);
    year -= usize::from(month < 3);
    let offset = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
    ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        [(year + year / 4 - year / 100 + year / 400 + offset + day) % 7]
}

#[test]
fn a_day_and_the_ledger_tell_what_happened() {
    let server = Server::start(&["--testing", "--review-minutes", "0", "--screenshots-per-hour", "60"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots"]);
    agent.json(&["consent", "decline", "webcam_stills", "--project", PROJECT]);
    agent.json(&[
        "run",
        "--project",
        PROJECT,
        "--sensors",
        "synthetic:7",
        "--clock",
        &fast(600),
        "--for",
        "30m",
    ]);
    agent.json(&["sync"]);
    let engine = Engine::start(&agent);

    let days = ask(&agent, json!({"do": "days"})).unwrap();
    let first = &days["days"][0];
    assert_eq!((first["sessions"].as_u64(), &first["projects"]), (Some(1), &json!([PROJECT])));
    assert!(first["worked_ms"].as_u64() >= Some(30 * 60_000), "{first}");
    let day = ask(&agent, json!({"do": "day", "day": first["day"]})).unwrap();
    let session = &day["sessions"][0];
    let events: Vec<_> =
        session["events"].as_array().unwrap().iter().map(|event| event["event"].clone()).collect();
    assert_eq!(events, [json!("started"), json!("stopped")]);
    assert!(session["ended"].is_string() && session["synthetic"] == true);
    let kinds = |kind: &str| {
        day["items"].as_array().unwrap().iter().filter(|item| item["content"]["kind"] == kind).count()
    };
    assert!(kinds("activity") >= 20 && kinds("gap") >= 1, "{day}");
    assert!(day["items"].as_array().unwrap().iter().any(|item| item["state"] == "sent"));

    let page = |before: Value, limit: u64| {
        ask(&agent, json!({"do": "ledger", "client": "Example Client", "before": before, "limit": limit}))
            .unwrap()
    };
    let all = page(Value::Null, 500);
    let lines = all["entries"].as_array().unwrap();
    assert_eq!(lines.len() as u64, all["size"].as_u64().unwrap());
    assert_eq!(lines.last().unwrap()["kind"], "enrolled");
    let two = page(json!(3), 2);
    assert_eq!(
        two["entries"].as_array().unwrap().iter().map(|l| l["seq"].as_u64().unwrap()).collect::<Vec<_>>(),
        [2, 1]
    );
    let decision = lines.iter().find(|line| line["kind"] == "decision").unwrap();
    assert_eq!((&decision["project"], &decision["decision"]), (&json!(PROJECT), &json!("declined")));
    let receipt = ask(&agent, json!({"do": "receipt", "sha256": decision["receipt"]})).unwrap();
    assert_eq!(receipt["media_type"], "application/ld+json");
    assert!(ask(&agent, json!({"do": "receipt", "sha256": "0".repeat(64)})).is_err());

    // Looking is logged, and the agent is told.
    assert_eq!(ask(&agent, json!({"do": "views"})).unwrap()["views"], json!([]));
    server.work_log();
    let views = ask(&agent, json!({"do": "views"})).unwrap();
    assert!(!views["views"].as_array().unwrap().is_empty(), "{views}");
    assert_eq!(views["views"][0]["client"], "Example Client");
    drop(engine);
}
