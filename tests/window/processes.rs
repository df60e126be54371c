//! The window is a client: what happens to it happens to nothing else, and it claims nothing that it doesn't know.

use candor_tests::driver::what;

use super::rig::{Desk, LONG, WINDOW, ok};
use crate::{
    journey::rig::{PROJECT, Server},
    support::{marked::kill, programs, wait::until},
};

const TERMS: [&str; 4] = ["--review-minutes", "600", "--screenshots-per-hour", "1200"];

fn count(desk: &Desk, kind: &str) -> u64 {
    desk.candor(&["status"])["session"]["totals"][kind].as_u64().unwrap_or_default()
}

/// Presses a key that means nothing to anybody, so often.
fn press(desk: &Desk, times: usize) {
    desk.display.xdotool(&[&["key", "--delay", "2"], &vec!["F8"; times][..]].concat());
}

#[test]
fn the_window_comes_and_goes_and_the_recording_stays() {
    let server = Server::start(&TERMS);
    let desk = Desk::joined("the_window_comes_and_goes", &server, &["activity_counts", "screenshots"]);
    let window = desk.open();
    ok(window.press(what("button", "Start")));
    desk.status_when("the sensors", |status| {
        status["grants"].as_array().is_some_and(|grants| grants.len() == 2)
    });
    until("the pill", LONG, || desk.pill().then_some(()));
    let (engine, sensors) = (desk.engine(), desk.sensors());
    assert_eq!(sensors.len(), 1);
    let unchanged = || {
        assert_eq!((desk.engine(), desk.sensors()), (engine, sensors.clone()));
        // Its process is the same, which ends where its pill is lost. A search fails where another window goes meanwhile.
        until("the pill", LONG, || desk.pill().then_some(()));
        assert_eq!(desk.candor(&["status"])["state"], "running");
    };

    press(&desk, 3);
    window.close();
    unchanged();
    press(&desk, 4);

    let again = desk.open();
    let session = what("region", "The session");
    ok(again.until("the running session", || {
        let text = again.text_of(session)?;
        Ok((text.contains("Recording") && text.contains(PROJECT)).then_some(()))
    }));
    unchanged();

    // Its end by force, in the middle of a recording.
    let before = count(&desk, "captures");
    desk.processes.named(WINDOW[0]).into_iter().for_each(kill);
    desk.processes.gone(&WINDOW);
    unchanged();
    press(&desk, 5);
    // With the two keys that closed the window.
    desk.status_when("all keys", |status| status["session"]["totals"]["keys"] == 3 + 2 + 4 + 5);
    desk.status_when("more screenshots", |status| {
        status["session"]["totals"]["captures"].as_u64() > Some(before)
    });
    drop(again);

    // A second start is the first window again, with the link that it was given, which does nothing by itself.
    let window = desk.open();
    let name = until("the window", LONG, || desk.app());
    desk.display.xdotool(&["windowminimize", &name]);
    until("the window to go", LONG, || desk.app().is_none().then_some(()));
    let link = "candor://join?server=https%3A%2F%2Felsewhere.example#c2VjcmV0";
    assert!(desk.command(programs::desktop()).arg(link).status().unwrap().success());
    until("the window in front", LONG, || {
        let active = desk.display.command("xdotool").arg("getactivewindow").output().unwrap();
        (String::from_utf8_lossy(&active.stdout).trim() == name && desk.app().is_some()).then_some(())
    });
    assert_eq!(desk.processes.named(WINDOW[0]).len(), 1);
    ok(window.see("A link opened Candor: an invitation of elsewhere.example"));
    assert_eq!(ok(window.value(what("textbox", "Invitation"))), link);
    assert_eq!(desk.candor(&["status"])["enrolments"].as_array().unwrap().len(), 1);
    unchanged();
}

#[test]
fn an_engine_that_was_killed_is_never_said_to_record() {
    let server = Server::start(&TERMS);
    let desk = Desk::joined("an_engine_that_was_killed", &server, &["activity_counts"]);
    let window = desk.open();
    ok(window.press(what("button", "Start")));
    let session = what("region", "The session");
    ok(window.until("the recording", || Ok(window.text_of(session)?.contains("Recording").then_some(()))));
    let engine = desk.engine();
    kill(engine);
    desk.processes.gone(&["candor", "candor-sensor"]);
    ok(window.see("The engine has ended"));
    let text = ok(window.text());
    assert!(text.contains("Not known") && !text.contains("Recording"), "{text}");
    assert!(ok(window.all(session)).is_empty(), "{text}");

    ok(window.press(what("button", "Start it again")));
    ok(window.see_no_more("The engine has ended"));
    assert_ne!(desk.engine(), engine);
    // What was recorded is kept; recording itself begins again only when the agent says so.
    assert!(desk.sensors().is_empty());
    assert_ne!(desk.candor(&["status"])["state"], "running");
    desk.candor(&["verify"]);
}
