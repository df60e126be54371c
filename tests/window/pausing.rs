//! What pauses by itself, what the window says of it, and that only the agent resumes.

use std::time::{SystemTime, UNIX_EPOCH};

use candor_tests::driver::what;
use serde_json::{Value, json};

use super::rig::{Desk, LONG, PILL, Window, ok};
use crate::{
    journey::rig::{PROJECT, Server},
    support::{marked::kill, wait::until},
};

/// Sets one thing, as the settings' screen does.
fn set(desk: &Desk, name: &str, value: Value) {
    let mut settings = desk.ask(json!({ "do": "settings" }));
    settings[name] = value;
    desk.ask(json!({ "do": "set", "settings": settings }));
}

/// Hours of a day that is neither today nor next to it, wherever on Earth this is.
fn another_day() -> Value {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 86_400;
    let names = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];
    json!({ "days": [names[(days as usize + 3) % 7]], "from": "09:00", "to": "17:00" })
}

fn paused_for(desk: &Desk, window: &Window<'_>, reason: &str, words: &str) {
    desk.status_when(reason, |status| status["state"] == "paused" && status["reason"] == reason);
    ok(window.see(&format!("Paused by itself: {words}")));
    desk.processes.gone(&["candor-sensor"]);
    assert!(!desk.pill());
}

fn resume(desk: &Desk, window: &Window<'_>) {
    let session = what("region", "The session");
    ok(window.press(what("button", "Resume").within(&session)));
    ok(window.find(what("button", "Pause").within(&session)));
    until("the pill", LONG, || desk.pill().then_some(()));
}

/// Tells the desk that its screen is locked, or is not any more, as a screen saver does.
fn lock(desk: &Desk, locked: bool) {
    let mut send = desk.command("dbus-send");
    send.args(["--session", "--type=signal", "/org/freedesktop/ScreenSaver"]);
    send.args(["org.freedesktop.ScreenSaver.ActiveChanged", &format!("boolean:{locked}")]);
    assert!(send.status().unwrap().success());
}

#[test]
fn whatever_pauses_it_is_told_in_the_window_and_only_the_agent_resumes() {
    let server = Server::start(&["--review-minutes", "600"]);
    let desk = Desk::joined("whatever_pauses_it", &server, &["activity_counts", "screenshots"]);
    let window = desk.open();
    ok(window.press(what("button", "Start")));
    until("the pill", LONG, || desk.pill().then_some(()));
    // The command line is another front end of the same engine.
    assert_eq!(desk.candor(&["status"])["session"]["project_name"], PROJECT);
    let (code, refused) = desk.run(&["run", "--project", PROJECT]);
    assert_ne!(code, 0, "a second recording: {refused}");
    assert_eq!(desk.sensors().len(), 1);

    desk.sensors().into_iter().for_each(kill);
    paused_for(&desk, &window, "sensor_lost", "the sensor process ended by itself");
    resume(&desk, &window);

    let pill = desk.window_named(PILL).unwrap();
    desk.display.xdotool(&["windowunmap", &pill]);
    paused_for(&desk, &window, "indicator_lost", "the indicator could not be shown");
    resume(&desk, &window);

    lock(&desk, true);
    paused_for(&desk, &window, "screen_locked", "the screen was locked");
    // Unlocking resumes nothing: the next lock is heard after it and finds it paused.
    lock(&desk, false);
    lock(&desk, true);
    assert_eq!(desk.candor(&["status"])["reason"], "screen_locked");
    assert!(desk.sensors().is_empty());
    resume(&desk, &window);

    set(&desk, "working_hours", another_day());
    paused_for(&desk, &window, "working_hours", "outside the working hours");
    let session = what("region", "The session");
    ok(window.press(what("button", "Stop").within(&session)));
    ok(window.see("Stopped after"));
    ok(window.press(what("button", "Start")));
    ok(window.see("This isn’t possible just now."));
    ok(window.see(&format!("It is outside the working hours of {PROJECT}")));
    assert!(desk.candor(&["status"])["session"].is_null());
    assert!(desk.sensors().is_empty());
}

/// In a minute, which is the least that can be set. No window is needed for it.
#[test]
fn a_session_without_activity_pauses_by_itself() {
    let server = Server::start(&["--review-minutes", "600"]);
    let desk = Desk::joined("without_activity", &server, &["activity_counts"]);
    set(&desk, "idle_minutes", json!(1));
    let projects = desk.candor(&["projects"]);
    desk.ask(json!({ "do": "start", "project": projects["projects"][0]["project"]["id"], "sensors": "real", "limit_ms": null }));
    let paused = until("the pause", 2 * LONG, || {
        let status = desk.candor(&["status"]);
        (status["state"] == "paused").then_some(status)
    });
    assert_eq!(paused["reason"], "idle");
    assert!(desk.sensors().is_empty());
}
