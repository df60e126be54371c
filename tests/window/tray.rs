//! The tray's icon follows the engine, with or without a window, and its menu does all that the window's buttons do.

use super::{
    panel::Panel,
    rig::{Desk, LONG},
};
use crate::{
    journey::rig::{PROJECT, Server},
    support::wait::until,
};

/// Waits until the engine has noticed so often that no panel is there.
fn missed(desk: &Desk, times: usize) {
    until(&format!("the engine to miss a panel ({times})"), LONG, || {
        (desk.logged().matches("the tray there=false").count() == times).then_some(())
    });
}

#[test]
fn the_tray_shows_each_state_and_its_menu_works() {
    let server = Server::start(&["--review-minutes", "600", "--stills-per-hour", "1200"]);
    let desk = Desk::set("the_tray").with_camera("covered").join(&server, &["activity_counts"]);
    // No panel is there yet, and one that comes late is found.
    missed(&desk, 1);
    let panel = Panel::on(desk.bus());
    panel.wait_for("off");
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

    // What is due doesn't come as it should: the cover is on the camera.
    let hash = desk.candor(&["notice", PROJECT])["sha256"].as_str().unwrap().to_owned();
    let grant = ["consent", "grant", "webcam_stills", "--project", PROJECT, "--notice", &hash];
    desk.candor(&grant);
    panel.wait_for("problem");
    assert!(panel.alarmed());
    assert_eq!(panel.tooltip(), format!("Something is wrong: {PROJECT}"));
    desk.candor(&["consent", "withdraw", "webcam_stills", "--project", PROJECT]);
    panel.wait_for("recording");
    assert!(!panel.alarmed());

    panel.choose(&["Stop"]);
    panel.wait_for("off");
    desk.status_when("the session to end", |status| status["session"].is_null());

    panel.choose(&["Open Candor"]);
    until("the window", LONG, || desk.app());
    // A panel that starts anew gets its icon again.
    drop(panel);
    missed(&desk, 2);
    let panel = Panel::on(desk.bus());
    panel.wait_for("off");
    panel.choose(&["Quit"]);
    desk.processes.gone(&["candor"]);
}
