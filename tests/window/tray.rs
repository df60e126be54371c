//! The tray's icon follows the engine, with or without a window, and its menu does all that the window's buttons do.

use serde_json::Value;

use super::{
    panel::Panel,
    rig::{Desk, LONG},
};
use crate::{
    journey::rig::{PROJECT, Server},
    support::{marked::kill, wait::until},
};

fn troubles(status: &Value) -> Vec<&str> {
    status["health"].as_array().into_iter().flatten().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn the_tray_shows_each_state_and_its_menu_works() {
    let server = Server::start(&["--review-minutes", "600"]);
    let desk = Desk::joined("the_tray", &server, &["activity_counts"]);
    // No panel is there yet, and one that comes late is found.
    desk.status_when("the missing tray to be told of", |status| troubles(status).contains(&"no_tray"));
    let panel = Panel::on(desk.bus());
    panel.wait_for("off");
    desk.status_when("the tray to be told of", |status| !troubles(status).contains(&"no_tray"));
    assert_eq!((panel.tooltip().as_str(), panel.alarmed()), ("Not recording", false));
    assert!(panel.labels().ends_with(&["Quit".into()]), "{:?}", panel.labels());

    panel.choose(&["Start", &format!("{PROJECT} · Example Client")]);
    panel.wait_for("recording");
    assert_eq!(panel.tooltip(), format!("Recording: {PROJECT}"));
    until("the pill", LONG, || desk.pill().then_some(()));
    let labels = panel.labels();
    for line in ["Pause", "Stop", "Open Candor", "Stop and quit"] {
        assert!(labels.iter().any(|label| label == line), "{line:?} isn't in {labels:?}");
    }

    panel.choose(&["Pause"]);
    panel.wait_for("paused");
    assert_eq!(panel.tooltip(), format!("Paused: {PROJECT}"));
    desk.processes.gone(&["candor-sensor"]);
    panel.choose(&["Resume"]);
    panel.wait_for("recording");

    desk.sensors().into_iter().for_each(kill);
    panel.wait_for("problem");
    assert!(panel.alarmed());
    assert_eq!(panel.tooltip(), format!("Something is wrong: {PROJECT}"));
    panel.choose(&["Resume"]);
    panel.wait_for("recording");
    assert!(!panel.alarmed());

    panel.choose(&["Stop"]);
    panel.wait_for("off");
    desk.status_when("the session to end", |status| status["session"].is_null());

    panel.choose(&["Open Candor"]);
    until("the window", LONG, || desk.window_named(".*Candor"));
    // A panel that starts anew gets its icon again.
    drop(panel);
    desk.status_when("the missing tray to be told of", |status| troubles(status).contains(&"no_tray"));
    let panel = Panel::on(desk.bus());
    panel.wait_for("off");
    panel.choose(&["Quit"]);
    desk.processes.gone(&["candor"]);
}
