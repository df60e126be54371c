//! The story: what the agent does, what the client sees, and the figures that have to agree.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use candor_tests::driver::{any, what};
use serde_json::Value;

use super::{
    app::App,
    desk,
    portal::{self, Access},
    summary::Summary,
    team::Team,
};
use crate::stage::{
    PILL, SOON, Stage, children_named,
    programs::{Item, Order, PROJECT, Programs, list, sum, text},
    read, until,
};

/// What the agent says yes to; to the rest, no.
const GRANTED: [&str; 3] = ["activity_counts", "screenshots", "webcam_stills"];
/// What the app calls them.
const GRANTED_NAMES: [&str; 3] = ["Activity counts", "Screenshots", "Webcam stills"];
const DECLINED: &str = "work_notes";
/// What the agent tries to record of it all the same.
const UNWANTED: &str = "A note that was never consented to.";
/// What the policy asks for.
const TERMS: [&str; 6] =
    ["--review-minutes", "10", "--screenshots-per-hour", "360", "--stills-per-hour", "360"];
/// The exit status of `candor` where consent is missing.
const NO_CONSENT: i32 = 3;

/// From one press of a key to the next.
const PACE: Duration = Duration::from_millis(8);
const CLICKS: u64 = 5;
const BEFORE: [&str; 3] = [
    "the soundings come from last spring. each one is a depth and a place.",
    "between three neighbours a plane is fitted. where it meets a round depth",
    "a piece of the contour begins. the pieces are then joined to lines.",
];
/// With Return it makes a hundred keys.
const PAUSED: &str =
    "this line is typed while paused. none of its keys is counted. a picture taken later can show it all";
const AFTER: [&str; 2] = [
    "what is left is the eastern basin. its soundings arrive on monday.",
    "then the map is complete and goes to review.",
];

/// The longest wait for a picture: at 360 an hour there is one each ten seconds, at a random moment in them.
const PICTURES: Duration = Duration::from_secs(90);
/// A deletion can be undone for 30 seconds.
const UNDO: Duration = Duration::from_secs(90);

/// Plays it; returns the figures, the app as it stands at the end, and who can sign in to the portal.
pub fn play(stage: &mut Stage, programs: &Programs, say: &dyn Fn(&str)) -> Result<(Summary, App, Access)> {
    let mut summary = Summary::default();
    say("starting candor-server with an empty folder");
    let order = programs.open_server(stage, &TERMS)?;
    say("four others begin a week of made-up work, in the background");
    let team = Team::start(stage, programs, &order)?;
    say("starting a virtual display with two windows");
    desk::arrange(stage)?;
    say("the agent opens the app, chooses where the key is kept, and joins");
    let mut app = App::open(stage, programs)?;
    join(&mut app, programs, &order)?;
    say("looks at a sample and decides: yes to three kinds, no to work notes");
    decide(&mut app, stage, programs)?;

    let day = String::from_utf8(read(stage.command("date").arg("+%F"))?)?.trim().to_owned();
    say("starting a session");
    app.press(what("link", "Session …"))?;
    app.find(what("button", "Start"))?;
    app.picture("ready")?;
    app.press(what("button", "Start"))?;
    wait_for_recording(stage, programs)?;
    let engine = app.engine()?;
    summary.check("sensor processes while recording", children_named(engine, "candor-sensor")?.len(), 1);

    say("typing and clicking");
    let mut recorded = 0;
    let mut arrived = 0;
    desk::click(stage, CLICKS)?;
    for line in BEFORE {
        recorded += stage.type_line(line, PACE)?;
    }
    arrived += recorded;
    stage.wait_for_answer(arrived)?;
    say("waiting for screenshots and a still of the stand-in camera");
    let first = wait_for_pictures(stage, programs, 2, 1)?;
    stage.picture("recording.png")?;
    app.picture("session")?;
    show_item(stage, programs, &first)?;
    say("blacking out a part of a screenshot that is under review, and deleting another");
    let blacked = review(&mut app, &first)?;
    let refused = programs.attempt(stage, &["note", UNWANTED])?;
    summary.check("exit status of a note, kind declined", refused.status.code(), Some(NO_CONSENT));

    say("pausing, and typing 100 keys");
    app.press(what("link", "Session …"))?;
    let session = what("region", "The session");
    app.press(what("button", "Pause").within(&session))?;
    app.see("You paused")?;
    summary.check("sensor processes while paused", children_named(engine, "candor-sensor")?.len(), 0);
    until("the pill to go", SOON, || Ok(stage.find_window(PILL).is_none().then_some(())))?;
    // What was counted is stored once a minute, and at a pause.
    let before = keys_of(&programs.ask_json(stage, &["status"])?["session"]["totals"]);
    let unseen = stage.type_line(PAUSED, PACE)?;
    arrived += unseen;
    stage.wait_for_answer(arrived)?;
    stage.picture("paused.png")?;
    app.picture("paused")?;
    summary.check("keys pressed while paused", unseen, 100);
    let after = keys_of(&programs.ask_json(stage, &["status"])?["session"]["totals"]);
    summary.agree("keys pressed, counted up to the pause", [recorded, before]);
    summary.check("keys counted while paused", after.saturating_sub(before), 0);

    say("resuming, and typing on");
    app.press(what("button", "Resume").within(&session))?;
    wait_for_recording(stage, programs)?;
    for line in AFTER {
        let pressed = stage.type_line(line, PACE)?;
        recorded += pressed;
        arrived += pressed;
    }
    stage.wait_for_answer(arrived)?;
    wait_for_pictures(stage, programs, 4, 2)?;
    programs.save(stage, &["status"], "status.txt")?;
    programs.save(stage, &["outbox", "list"], "outbox.txt")?;
    say("stopping");
    let before = programs.ask_json(stage, &["status"])?;
    app.press(what("button", "Stop").within(&session))?;
    let idle = until("the session to end", SOON, || {
        let status = programs.ask_json(stage, &["status"])?;
        Ok((status["state"] == "idle").then_some(status))
    })?;
    summary.check("sessions open after the stop", usize::from(idle["session"].is_object()), 0);
    let totals = &before["session"]["totals"];

    say("exporting what is on the agent's machine, and verifying it");
    let export = stage.folder.join("export.zip");
    programs.ask(stage, &["export", "--out", &export.to_string_lossy()])?;
    programs.save(stage, &["verify", &export.to_string_lossy()], "verify.txt")?;
    let held = exported(&export)?;
    let kept = programs.outbox(stage)?;
    say("waiting until the deletion is final, then uploading the rest");
    until("the deletion to be final", UNDO, || {
        Ok(programs.outbox(stage)?.iter().all(|item| item.id != first).then_some(()))
    })?;
    app.press(what("link", "Outbox …"))?;
    app.first(what("img", "The picture as it would be sent"))?;
    app.press(what("button", "Select all"))?;
    app.picture("outbox-selected")?;
    app.press(what("button", "Send now").within(&what("toolbar", "What is selected")))?;
    let synced = programs.ask_json(stage, &["sync", "--wait"])?;
    summary.check("records refused by the server", list(&synced, "refused").len(), 0);

    say("looking at the work log as the client");
    let log = work_log(stage, programs, &order, &day)?;
    let samples = list(&log, "samples");
    summary.agree("keys pressed, counted, received", [recorded, keys_of(totals), sum(samples, "keys")]);
    let clicks = totals["clicks"].as_u64().unwrap_or_default();
    summary.agree("clicks made, counted, received", [CLICKS, clicks, sum(samples, "clicks")]);
    compare_pictures(&mut summary, &kept, &first, &log);
    summary.check("what is left of the blacked-out part", brightness(stage, &log, &blacked)?, Some(0.0));
    summary.check("notes exported and received", list(&held, "notes").len() + list(&log, "notes").len(), 0);
    let places = [&programs.server_data, &programs.home, &stage.folder.join("client")];
    summary.check("files with words of the declined kind", files_with(&places, UNWANTED)?, 0);
    let markers = list(&log, "gaps").iter().filter(|gap| gap["reason"] == "deleted").count();
    summary.check("gap markers for the deletion", markers, 1);
    summary.check(
        "gap markers for the declined kind",
        list(&log, "gaps").iter().any(|gap| gap["category"] == DECLINED && gap["reason"] == "declined"),
        true,
    );
    say("waiting until the week of the others is with the client");
    let week = team.finish()?;
    say("a reviewer of the client comes by a link, and reads the day and the week in the portal");
    let access = portal::review(stage, programs, &order, &week)?;
    say("looking at everything that is held, verifying and withdrawing");
    look_back(&mut app)?;
    summary.check(
        "exit status of candor verify",
        programs.attempt(stage, &["verify"])?.status.code(),
        Some(0),
    );
    let projects = programs.ask_json(stage, &["projects"])?;
    let still =
        list(&projects["projects"][0], "categories").iter().filter(|c| c["consent"] == "granted").count();
    summary.check("kinds granted after a withdrawal", still, GRANTED.len() - 1);
    say("taking the server away, to see what the app says");
    stage.end("server")?;
    trouble(&mut app, stage, programs)?;
    say("and giving it back");
    programs.serve(stage, &order.portal)?;
    app.press(what("button", "Try to send now"))?;
    app.see("Everything works")?;
    Ok((summary, app, access))
}

/// Joins by the invitation that the client has sent.
fn join(app: &mut App, programs: &Programs, order: &Order) -> Result<()> {
    app.see("Where should the key be kept?")?;
    app.picture("key")?;
    app.press(what("button", "Choose a file"))?;
    app.write(what("textbox", "The file’s path"), &programs.key.to_string_lossy())?;
    app.press(what("button", "Keep the key in this file"))?;
    app.find(what("textbox", "Invitation"))?;
    app.picture("welcome")?;
    app.write(what("textbox", "Invitation"), &order.invitation)?;
    app.press(what("button", "Show the invitation"))?;
    app.find(what("button", "Join"))?;
    app.picture("invitation")?;
    app.press(what("button", "Join"))?;
    app.find(what("heading", PROJECT))?;
    Ok(())
}

fn decide(app: &mut App, stage: &Stage, programs: &Programs) -> Result<()> {
    app.find(what("heading", "In one minute"))?;
    app.picture("notice")?;
    let card = what("region", "Screenshots …");
    app.press(what("button", "See a sample").within(&card))?;
    let sample = app.find(what("img", "Sample: a picture of your screen 1 as it is now").within(&card))?;
    app.show(&sample)?;
    app.picture("sample")?;
    app.press(what("button", "Take it away").within(&card))?;
    for name in GRANTED_NAMES {
        app.press(what("button", &format!("Yes, record this {name}")))?;
        app.find(what("button", &format!("Withdraw {name}")))?;
    }
    app.press(what("button", "No, don’t record this Work notes"))?;
    app.see("Everything is decided")?;
    app.picture("decided")?;
    programs.save(stage, &["notice", PROJECT], "notice.txt")?;
    programs.save(stage, &["consent", "list"], "consent.txt")
}

fn wait_for_recording(stage: &Stage, programs: &Programs) -> Result<()> {
    until("the session to record", SOON, || {
        let status = programs.ask_json(stage, &["status"])?;
        let recording = status["state"] == "running" && list(&status, "grants").len() == GRANTED.len();
        Ok((recording && stage.find_window(PILL).is_some()).then_some(()))
    })
}

/// What was blacked out: the item, and where, in pixels.
struct Blacked {
    id: String,
    area: String,
}

/// Deletes a screenshot and blacks out a part of another, by dragging.
fn review(app: &mut App, delete: &str) -> Result<Blacked> {
    app.press(what("link", "Outbox …"))?;
    let listed = what("listbox", "Items that wait");
    app.find(listed)?;
    app.first(what("img", "The picture as it would be sent"))?;
    app.picture("outbox")?;
    let (id, other) = app.until("another screenshot", || {
        for option in app.all(any("option").within(&listed))? {
            let name = app.attribute(&option, "aria-label")?.unwrap_or_default();
            let id = app.attribute(&option, "id")?.unwrap_or_default().trim_start_matches("item-").to_owned();
            if name.contains("Screenshot") && id != delete {
                return Ok(Some((id, option)));
            }
        }
        Ok(None)
    })?;
    app.press_element(&other)?;
    app.press(what("button", "Black out"))?;
    let stage = app.find(what("group", "Picture"))?;
    app.first(what("img", "The picture as it would be sent"))?;
    app.drag(&stage, (0.03, 0.08), (0.4, 0.35))?;
    let drawn = app.find(what("group", "Rectangle 1 of 1: …"))?;
    let name = app.attribute(&drawn, "aria-label")?.unwrap_or_default();
    let places = name.split_once(": ").map(|(_, places)| places.to_owned()).unwrap_or_default();
    let numbers: Vec<&str> =
        places.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty()).collect();
    let [x, y, w, h] = numbers[..] else { bail!("no rectangle in {name:?}") };
    let area = format!("{w}x{h}+{x}+{y}");
    app.picture("black-out")?;
    app.press(what("button", "Black out 1 part for good"))?;
    app.see("The picture as it was is gone, here too.")?;
    app.picture("blacked-out")?;
    let option = app.until("the screenshot to delete", || {
        for option in app.all(any("option").within(&listed))? {
            if app.attribute(&option, "id")? == Some(format!("item-{delete}")) {
                return Ok(Some(option));
            }
        }
        Ok(None)
    })?;
    app.press_element(&option)?;
    let detail = what("region", "Screenshot …");
    app.press(what("button", "Delete").within(&detail))?;
    app.find(what("button", "Undo").within(&detail))?;
    app.picture("deleted")?;
    Ok(Blacked { id, area })
}

/// How bright the brightest pixel of the blacked-out part is in what the client received; nothing where it is missing.
fn brightness(stage: &Stage, log: &Value, blacked: &Blacked) -> Result<Option<f64>> {
    let Some(capture) = list(log, "captures").iter().find(|capture| capture["id"] == blacked.id.as_str())
    else {
        return Ok(None);
    };
    let file = stage.folder.join("client").join(text(capture, "file")?);
    let mut convert = stage.command("convert");
    convert.arg(&file).args(["-crop", &blacked.area, "-format", "%[fx:maxima]", "info:"]);
    Ok(String::from_utf8(read(&mut convert)?)?.trim().parse().ok())
}

/// Goes through what the app shows afterwards.
fn look_back(app: &mut App) -> Result<()> {
    app.press(what("link", "My data …"))?;
    app.find(what("tab", "History"))?;
    app.see("Everything, one by one")?;
    app.picture("my-data")?;
    app.press(what("tab", "Ledger"))?;
    app.press(what("button", "Verify"))?;
    app.see("Everything checks out")?;
    app.picture("verified")?;
    app.press(what("tab", "Who looked"))?;
    app.picture("who-looked")?;
    app.press(what("tab", "Consents"))?;
    app.press(what("button", &format!("Withdraw Webcam stills from {PROJECT}")))?;
    app.see("Withdrawn: Webcam stills")?;
    app.picture("withdrawn")?;
    app.press(what("tab", "Take or delete"))?;
    app.picture("take-or-delete")?;
    app.press(what("link", "Settings …"))?;
    app.see("Windows left out")?;
    app.picture("settings")?;
    Ok(())
}

/// Lets the app miss the server.
fn trouble(app: &mut App, stage: &Stage, programs: &Programs) -> Result<()> {
    app.press(what("link", "My data …"))?;
    app.press(what("tab", "Who looked"))?;
    app.see("Not everyone answered")?;
    // A withdrawal holds at once, also where the server can't be told of it; the exit status says that too.
    app.press(what("tab", "Consents"))?;
    app.press(what("button", &format!("Withdraw Screenshots from {PROJECT}")))?;
    app.see("Withdrawn: Screenshots")?;
    programs.attempt(stage, &["sync"])?;
    app.press(what("link", "Problems …"))?;
    app.see("The server can’t be reached")?;
    app.picture("problems")
}

/// Waits until so many screenshots and stills were taken, and returns the first screenshot's id.
fn wait_for_pictures(
    stage: &Stage,
    programs: &Programs,
    screenshots: usize,
    stills: usize,
) -> Result<String> {
    until("screenshots and stills", PICTURES, || {
        let items = programs.outbox(stage)?;
        let of = |category: &str| items.iter().filter(|item| item.category == category).count();
        let enough = of("screenshots") >= screenshots && of("webcam_stills") >= stills;
        let first = items.iter().find(|item| item.category == "screenshots");
        Ok(first.filter(|_| enough).map(|item| item.id.clone()))
    })
}

/// Saves a picture under review as the agent sees it.
fn show_item(stage: &Stage, programs: &Programs, id: &str) -> Result<()> {
    let bytes = stage.folder.join("logs/under-review.webp");
    fs::write(&bytes, programs.ask(stage, &["outbox", "show", id])?)?;
    read(stage.command("convert").arg(bytes).arg(stage.folder.join("under-review.png"))).map(drop)
}

fn keys_of(totals: &Value) -> u64 {
    totals["keys"].as_u64().unwrap_or_default()
}

/// The records of an export.
fn exported(export: &Path) -> Result<Value> {
    let mut archive = zip::ZipArchive::new(File::open(export)?)?;
    let mut records = String::new();
    archive.by_name("records.json")?.read_to_string(&mut records)?;
    Ok(serde_json::from_str(&records)?)
}

/// The work log as the client reads it, its pictures made into PNG.
fn work_log(stage: &Stage, programs: &Programs, order: &Order, day: &str) -> Result<Value> {
    let folder = stage.folder.join("client");
    let mut admin = programs.server(stage, &["admin", "worklog", "--agent", &order.agent, "--day", day]);
    read(admin.arg("--out").arg(&folder))?;
    let log: Value = serde_json::from_slice(&fs::read(folder.join("worklog.json"))?)?;
    for capture in list(&log, "captures") {
        let file = folder.join(text(capture, "file")?);
        read(stage.command("convert").arg(&file).arg(file.with_extension("png")))?;
    }
    Ok(log)
}

/// The client has each picture that was under review but the deleted one.
fn compare_pictures(summary: &mut Summary, held: &[Item], deleted: &str, log: &Value) {
    for (category, label) in
        [("screenshots", "screenshots kept, received"), ("webcam_stills", "webcam stills kept, received")]
    {
        let kept = held.iter().filter(|item| item.category == category && item.is_picture);
        let kept = kept.filter(|item| item.id != deleted).count();
        let received = list(log, "captures").iter().filter(|c| c["category"] == category).count();
        summary.agree(label, [kept, received]);
    }
    let sent = list(log, "captures").iter().any(|capture| capture["id"] == deleted);
    summary.check("the deleted screenshot received", sent, false);
}

/// How many files under the folders hold these words.
fn files_with(folders: &[&PathBuf], words: &str) -> Result<usize> {
    let mut found = 0;
    for folder in folders {
        for entry in fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                found += files_with(&[&path], words)?;
            } else if path.is_file() {
                let bytes = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
                found += usize::from(bytes.windows(words.len()).any(|window| window == words.as_bytes()));
            }
        }
    }
    Ok(found)
}
