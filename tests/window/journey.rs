//! From the invitation to the withdrawal, in the real window against a real server.

use std::{fs, io::Read as _, path::Path};

use candor_tests::driver::{any, what};
use image::GenericImageView as _;
use serde_json::{Value, json};

use super::rig::{Desk, LONG, Window, ok};
use crate::{
    journey::rig::{PROJECT, Server},
    support::wait::until,
};

/// What is typed as a note, by the keys of the keyboard.
const NOTE: &str = "the eastern basin is done";

/// Joins by the invitation that a person would paste.
pub fn join(window: &Window<'_>, server: &Server) {
    ok(window.write(what("textbox", "Invitation"), server.invitation()));
    ok(window.press(what("button", "Show the invitation")));
    // Whom it is from, before anything is bound to it.
    ok(window.find(what("heading", "Example Client")));
    let text = ok(window.text());
    for shown in ["127.0.0.1", PROJECT, "which is allowed because the server is this computer"] {
        assert!(text.contains(shown), "{shown:?} isn't in the preview:\n{text}");
    }
    ok(window.press(what("button", "Join")));
    ok(window.find(what("heading", PROJECT)));
}

/// Says yes to these and no to the rest, on the notice's cards.
pub fn decide(window: &Window<'_>, yes: &[&str], no: &[&str]) {
    for (answer, names) in [("Yes, record this", yes), ("No, don’t record this", no)] {
        for name in names {
            ok(window.press(what("button", &format!("{answer} {name}"))));
            ok(window.gone(what("button", &format!("{answer} {name}"))));
        }
    }
    ok(window.see("Everything is decided"));
}

/// Starts a session, and waits until it records.
pub fn start(window: &Window<'_>, desk: &Desk) {
    ok(window.press(what("link", "Session …")));
    ok(window.press(what("button", "Start")));
    ok(window.find(what("region", "The session")));
    desk.status_when("the session to run", |status| status["state"] == "running");
    until("the pill", LONG, || desk.pill().then_some(()));
}

fn count(status: &Value, kind: &str) -> u64 {
    status["session"]["totals"][kind].as_u64().unwrap_or_default()
}

/// Where the picture's rectangle lies, as its name says it.
fn rectangle(name: &str) -> [u32; 4] {
    let (_, places) = name.split_once(": ").unwrap();
    let numbers: Vec<u32> =
        places.split(|letter: char| !letter.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
    numbers.try_into().unwrap_or_else(|_| panic!("no rectangle in {name:?}"))
}

fn picture(bytes: &[u8]) -> image::DynamicImage {
    image::load_from_memory_with_format(bytes, image::ImageFormat::WebP).unwrap()
}

/// The share of a region that is black, and that of all else.
fn blackness(picture: &image::DynamicImage, [x, y, w, h]: [u32; 4]) -> (f64, f64) {
    let (mut inside, mut outside) = ([0_u32; 2], [0_u32; 2]);
    for (at_x, at_y, pixel) in picture.pixels() {
        let within = (x..x + w).contains(&at_x) && (y..y + h).contains(&at_y);
        let counts = if within { &mut inside } else { &mut outside };
        counts[0] += u32::from(pixel.0[..3].iter().all(|part| *part < 16));
        counts[1] += 1;
    }
    let share = |[black, all]: [u32; 2]| f64::from(black) / f64::from(all.max(1));
    (share(inside), share(outside))
}

fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files_below(&entry.path()));
        } else if kind.is_file() {
            found.push((entry.path().display().to_string(), fs::read(entry.path()).unwrap_or_default()));
        }
    }
    found
}

fn records(export: &Path) -> Value {
    let mut archive = zip::ZipArchive::new(fs::File::open(export).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name("records.json").unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn of<'a>(list: &'a Value, category: &str) -> Vec<&'a Value> {
    list.as_array().unwrap().iter().filter(|one| one["category"] == category).collect()
}

#[test]
fn from_invitation_to_withdrawal() {
    let server = Server::start(&[
        "--review-minutes",
        "10",
        "--screenshots-per-hour",
        "1200",
        "--stills-per-hour",
        "1200",
    ]);
    let desk = Desk::set("from_invitation_to_withdrawal");
    let window = desk.open_first();
    join(&window, &server);

    // A sample, with the pill on the screen meanwhile, of which nothing is kept.
    let screenshots = what("region", "Screenshots …");
    ok(window.press(what("button", "See a sample").within(&screenshots)));
    until("the sample's pill", LONG, || desk.window_named("Candor sample"));
    ok(window.find(what("img", "Sample: a picture of your screen 1 as it is now").within(&screenshots)));
    assert!(!desk.pill(), "a sample is no recording");
    ok(window.press(what("button", "Take it away").within(&screenshots)));
    // The camera that is declined then is one that works.
    let webcam = what("region", "Webcam stills …");
    ok(window.press(what("button", "See a sample").within(&webcam)));
    ok(window.find(what("img", "Sample: a picture from your webcam as it is now").within(&webcam)));
    ok(window.press(what("button", "Take it away").within(&webcam)));
    desk.processes.gone(&["candor-sensor"]);
    assert_eq!(desk.candor(&["outbox", "list"])["items"], json!([]), "a sample is kept nowhere");

    decide(&window, &["Activity counts", "Screenshots", "Work notes"], &["Webcam stills"]);
    start(&window, &desk);
    let granted = json!(["activity_counts", "screenshots", "work_notes"]);
    desk.status_when("all that was granted", |status| status["grants"] == granted);

    // Real keys and clicks; the note is written with them.
    let session = what("region", "The session");
    ok(window.press_element(&ok(window.find(what("textbox", "A note about your work")))));
    desk.display.xdotool(&["type", "--delay", "4", NOTE]);
    ok(window.until("the words that were typed", || {
        Ok((window.value(what("textbox", "A note about your work"))? == NOTE).then_some(()))
    }));
    desk.display.xdotool(&["mousemove", "4", "890", "click", "1", "click", "1", "click", "1"]);
    let keys = NOTE.len() as u64;
    desk.status_when("what was typed and clicked", |s| count(s, "keys") == keys && count(s, "clicks") == 3);
    ok(window.press(what("button", "Add note")));
    desk.status_when("two screenshots and the note", |s| count(s, "captures") >= 2 && count(s, "notes") == 1);

    // Pause: nothing listens.
    ok(window.press(what("button", "Pause").within(&session)));
    ok(window.see("You paused"));
    assert!(desk.sensors().is_empty(), "the sensor's process is gone before the window says paused");
    assert!(!desk.pill());
    desk.display.xdotool(&["mousemove", "4", "890", "key", "x", "key", "y", "click", "1"]);
    let paused = desk.candor(&["status"]);
    assert_eq!([count(&paused, "keys"), count(&paused, "clicks")], [keys, 3], "{paused}");

    let (blacked, area, deleted) = review(&window, &desk);
    // Everything else is released, and goes.
    ok(window.press(what("button", "Select all")));
    ok(window.press(what("button", "Send now").within(&what("toolbar", "What is selected"))));
    let stopped = {
        ok(window.press(what("link", "Session …")));
        ok(window.press(what("button", "Stop").within(&session)));
        ok(window.press(what("link", "Outbox …")));
        desk.status_when("the session to end", |status| status["state"] == "idle");
        desk.candor(&["outbox", "release"]);
        desk.candor(&["sync"])
    };
    assert_eq!(stopped["refused"], json!([]), "{stopped}");

    // What the client has is what was left, and that picture is black where it was dragged over.
    let log = server.work_log();
    let sum =
        |name: &str| log["samples"].as_array().unwrap().iter().filter_map(|s| s[name].as_u64()).sum::<u64>();
    assert_eq!([sum("keys"), sum("clicks")], [keys, 3], "{log}");
    assert_eq!(log["notes"].as_array().unwrap().len(), 1);
    let pictures = log["captures"].as_array().unwrap();
    assert_eq!(of(&log["captures"], "screenshots").len(), pictures.len(), "only screenshots: {log}");
    assert!(pictures.iter().all(|one| one["id"] != deleted.as_str()), "{log}");
    let sent =
        pictures.iter().find(|one| one["id"] == blacked.as_str()).expect("the picture that was blacked out");
    let sent =
        picture(&fs::read(server.path().join("worklog").join(sent["file"].as_str().unwrap())).unwrap());
    let (inside, outside) = blackness(&sent, area);
    assert!(inside > 0.999 && outside < 0.9, "black inside {inside}, outside {outside}");

    // Of what was declined there is a marker that says so, and nothing else anywhere.
    let export = desk.path().join("export.zip");
    desk.candor(&["export", "--out", export.to_str().unwrap()]);
    let held = records(&export);
    let stills = |list: &Value| {
        list.as_array().into_iter().flatten().filter(|one| one.to_string().contains("webcam_stills")).count()
    };
    assert_eq!([stills(&held["captures"]), stills(&log["captures"])], [0, 0], "{held}");
    assert!(of(&log["gaps"], "webcam_stills").iter().all(|gap| gap["reason"] == "declined"), "{log}");
    let blobs = files_below(&server.path().join("data"))
        .into_iter()
        .filter(|(_, bytes)| bytes.get(8..12) == Some(b"WEBP"));
    assert_eq!(blobs.count(), pictures.len(), "the server has pictures that no work log shows");
    fs::remove_file(&export).unwrap();
    for (name, bytes) in files_below(desk.path()) {
        let pictures = bytes.windows(4).any(|four| four == b"WEBP");
        assert!(
            !pictures || name.contains("candor-desktop") || name.contains("webkit"),
            "{name} has a picture in the clear"
        );
    }

    // Withdrawing is one press.
    ok(window.press(what("link", "My data …")));
    withdraw(&window, &desk);
    verify(&window, &desk);
}

/// Redacts one screenshot by dragging and deletes another; returns the first's id, where it is black, and the second's id.
fn review(window: &Window<'_>, desk: &Desk) -> (String, [u32; 4], String) {
    ok(window.press(what("link", "Outbox …")));
    let list = what("listbox", "Items that wait");
    let shots = ok(window.until("two screenshots in the list", || {
        let options = window.all(any("option").within(&list))?;
        let mut shots = Vec::new();
        for option in options {
            let name = window.attribute(&option, "aria-label")?.unwrap_or_default();
            if name.contains("Screenshot") {
                shots.push((window.attribute(&option, "id")?.unwrap_or_default(), option));
            }
        }
        Ok((shots.len() >= 2).then_some(shots))
    }));
    let id = |at: usize| shots[at].0.trim_start_matches("item-").to_owned();
    let (blacked, deleted) = (id(0), id(1));
    let before = picture(&shown(desk, &blacked));

    ok(window.press_element(&shots[0].1));
    ok(window.press(what("button", "Black out")));
    ok(window.find(what("group", "Picture")));
    // The picture itself: the place that it lies in may be wider.
    let shown_picture = ok(window.first(what("img", "The picture as it would be sent")));
    ok(window.settle());
    ok(window.drag(&shown_picture, (0.3, 0.3), (0.7, 0.6)));
    let drawn = ok(window.find(what("group", "Rectangle 1 of 1: …")));
    let area = rectangle(&ok(window.attribute(&drawn, "aria-label")).unwrap());
    assert!(blackness(&before, area).0 < 0.5, "there is something to black out");
    let [x, y, w, h] = area;
    let near = |found: u32, wanted: f64| (f64::from(found) - wanted).abs() < 8.0;
    let (width, height) = (f64::from(before.width()), f64::from(before.height()));
    assert!(
        near(x, 0.3 * width) && near(y, 0.3 * height) && near(w, 0.4 * width) && near(h, 0.3 * height),
        "{area:?}"
    );
    ok(window.press(what("button", "Black out 1 part for good")));
    ok(window.see("The picture as it was is gone, here too."));
    let (inside, _) = blackness(&picture(&shown(desk, &blacked)), area);
    assert!(inside > 0.999, "here too: {inside}");

    let second = ok(window.until("the other screenshot", || {
        let options = window.all(any("option").within(&list))?;
        for option in options {
            if window.attribute(&option, "id")? == Some(format!("item-{deleted}")) {
                return Ok(Some(option));
            }
        }
        Ok(None)
    }));
    ok(window.press_element(&second));
    let detail = what("region", "Screenshot …");
    ok(window.press(what("button", "Delete").within(&detail)));
    ok(window.find(what("button", "Undo").within(&detail)));
    (blacked, area, deleted)
}

/// The exact bytes of an item, as they would be sent.
fn shown(desk: &Desk, id: &str) -> Vec<u8> {
    let output =
        desk.command(crate::support::programs::agent()).args(["outbox", "show", id]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

fn withdraw(window: &Window<'_>, desk: &Desk) {
    ok(window.press(what("tab", "Consents")));
    ok(window.press(what("button", &format!("Withdraw Screenshots from {PROJECT}"))));
    ok(window.see("Withdrawn: Screenshots"));
    let projects = desk.candor(&["projects"]);
    let categories = &projects["projects"][0]["categories"];
    assert_eq!(of(categories, "screenshots")[0]["consent"], "withdrawn");
}

/// The window's own check, and the command's.
fn verify(window: &Window<'_>, desk: &Desk) {
    ok(window.press(what("tab", "Ledger")));
    ok(window.press(what("button", "Verify")));
    ok(window.see("Everything checks out"));
    ok(window.see("You withdrew Screenshots from"));
    desk.candor(&["verify"]);
}
