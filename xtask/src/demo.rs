//! One consented session, played with real key presses on a virtual display, then checked from both sides.
//!
//! The story is told by the programs alone: `candor` for the agent, `candor-server` for the client. What this adds is
//! two independent counts, of the keys that it pressed itself and of those that the agent's window received.

mod desk;
mod summary;

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use self::summary::Summary;
use crate::{
    deps,
    shell::{self, cargo},
    stage::{
        PILL, SOON, Stage, children_named,
        programs::{Item, Order, PROJECT, Programs, list, sum, target_folder, text},
        read, until,
    },
};

/// How to play it.
#[derive(clap::Args)]
pub struct Args {
    /// Leave the server and the display running, and say how to use them.
    #[arg(long)]
    keep: bool,
    /// Use the programs that were built before.
    #[arg(long)]
    no_build: bool,
    /// The folder of the programs, with --no-build.
    #[arg(long, hide = true, requires = "no_build", value_name = "DIR")]
    bin_dir: Option<PathBuf>,
}

/// What the agent says yes to; to the rest, no.
const GRANTED: [&str; 3] = ["activity_counts", "screenshots", "webcam_stills"];
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

/// Plays it.
pub fn run(args: &Args) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the demonstration needs a virtual X11 display, which exists on Linux only so far");
    }
    let began = Instant::now();
    let say = |what: &str| println!("{:>5.1} s  {what}", began.elapsed().as_secs_f64());
    say("looking for what is needed from the system");
    deps::ensure()?;
    let target = target_folder()?;
    let bin = match &args.bin_dir {
        Some(folder) => folder.clone(),
        None => target.join("debug"),
    };
    if !args.no_build {
        say("building the programs; the first time this takes 5 to 20 minutes, later seconds");
        let mut build = cargo(["build", "--locked", "--bins"]);
        shell::run(build.args(["-p", "candor-cli", "-p", "candor-capture", "-p", "candor-server"]))?;
    }
    let folder = target.join("demo");
    refuse_if_kept(&folder)?;
    let programs = Programs::prepare(&folder, bin)?;
    let mut stage = Stage::new(&folder, args.keep);
    let summary = play(&mut stage, &programs, &say)?;
    summary.print(&folder, began.elapsed());
    fs::write(folder.join("summary.txt"), summary.to_string())?;
    if args.keep {
        keep(stage, &programs)?;
    }
    summary.verdict()
}

fn play(stage: &mut Stage, programs: &Programs, say: &dyn Fn(&str)) -> Result<Summary> {
    let mut summary = Summary::default();
    say("starting candor-server with an empty folder");
    let order = programs.open_server(stage, &TERMS)?;
    say("starting a virtual display with two windows");
    desk::arrange(stage)?;
    say("the agent enrols, reads the notice and decides: yes to three kinds, no to work notes");
    decide(stage, programs, &order)?;

    let day = String::from_utf8(read(stage.command("date").arg("+%F"))?)?.trim().to_owned();
    say("starting a session");
    let engine = programs.start_session(stage, "candor", GRANTED.len())?;
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
    show_item(stage, programs, &first)?;
    say("deleting a screenshot that is under review");
    programs.ask(stage, &["outbox", "delete", &first])?;
    let refused = programs.attempt(stage, &["note", UNWANTED])?;
    summary.check("exit status of a note, kind declined", refused.status.code(), Some(NO_CONSENT));

    say("pausing, and typing 100 keys");
    programs.ask(stage, &["pause"])?;
    summary.check("sensor processes while paused", children_named(engine, "candor-sensor")?.len(), 0);
    until("the pill to go", SOON, || Ok(stage.find_window(PILL).is_none().then_some(())))?;
    // What was counted is stored once a minute, and at a pause.
    let before = keys_of(&programs.ask_json(stage, &["status"])?["session"]["totals"]);
    let unseen = stage.type_line(PAUSED, PACE)?;
    arrived += unseen;
    stage.wait_for_answer(arrived)?;
    stage.picture("paused.png")?;
    summary.check("keys pressed while paused", unseen, 100);
    let after = keys_of(&programs.ask_json(stage, &["status"])?["session"]["totals"]);
    summary.agree("keys pressed, counted up to the pause", [recorded, before]);
    summary.check("keys counted while paused", after.saturating_sub(before), 0);

    say("resuming, and typing on");
    programs.ask(stage, &["resume"])?;
    programs.wait_for_recording(stage, "candor", GRANTED.len())?;
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
    let stopped = programs.ask_json(stage, &["stop"])?;
    let totals = &stopped["session"]["totals"];
    let status = until("the session to end", SOON, || stage.ended("candor"))?;
    summary.check("exit status of the session", status.code(), Some(0));

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
    programs.ask(stage, &["outbox", "release"])?;
    let synced = programs.ask_json(stage, &["sync", "--wait"])?;
    summary.check("records refused by the server", list(&synced, "refused").len(), 0);

    say("looking at the work log as the client");
    let log = work_log(stage, programs, &order, &day)?;
    let samples = list(&log, "samples");
    summary.agree("keys pressed, counted, received", [recorded, keys_of(totals), sum(samples, "keys")]);
    let clicks = totals["clicks"].as_u64().unwrap_or_default();
    summary.agree("clicks made, counted, received", [CLICKS, clicks, sum(samples, "clicks")]);
    compare_pictures(&mut summary, &kept, &first, &log);
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
    summary.check(
        "exit status of candor verify",
        programs.attempt(stage, &["verify"])?.status.code(),
        Some(0),
    );
    Ok(summary)
}

fn decide(stage: &Stage, programs: &Programs, order: &Order) -> Result<()> {
    programs.ask(stage, &["enroll", &order.invitation])?;
    programs.save(stage, &["notice", PROJECT], "notice.txt")?;
    programs.grant(stage, &GRANTED)?;
    programs.ask(stage, &["consent", "decline", DECLINED, "--project", PROJECT])?;
    programs.save(stage, &["consent", "list"], "consent.txt")
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

/// Refuses to clear the folder under a demonstration that was kept running.
fn refuse_if_kept(folder: &Path) -> Result<()> {
    let Ok(kept) = fs::read_to_string(folder.join("kept")) else { return Ok(()) };
    let server = kept.split_whitespace().next().unwrap_or_default();
    let name = fs::read_to_string(format!("/proc/{server}/comm")).unwrap_or_default();
    if name.trim() == "candor-server" {
        bail!("an earlier demonstration was kept and still runs; end it first: kill {}", kept.trim());
    }
    Ok(())
}

/// Leaves the stage as it is, and says how to go on.
fn keep(stage: Stage, programs: &Programs) -> Result<()> {
    let (folder, display) = (stage.folder.clone(), stage.display.clone());
    let (runtime, camera) = (stage.runtime(), programs.camera.display());
    let left = stage.leave_running();
    let ids = left.iter().map(|(_, id)| id.to_string()).collect::<Vec<_>>().join(" ");
    fs::write(folder.join("kept"), &ids)?;
    println!("\nThe server and the display {display} keep running. To work on as the agent:");
    println!("  export DISPLAY={display} XDG_RUNTIME_DIR={}", runtime.display());
    println!("  export CANDOR_HOME={} CANDOR_TEST_CAMERA_LIBRARY={camera}", programs.home.display());
    let candor = programs.bin.join("candor");
    println!("  alias candor='{} --key-store file:{}'", candor.display(), programs.key.display());
    println!("  candor run --project '{PROJECT}'");
    println!("To see the display: import -window root now.png");
    println!("To end it all: kill {ids}");
    Ok(())
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
