//! The desktop window: how soon it can be used, what it weighs while it is open, and what is left when it is closed.

mod tree;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{
    Bench,
    process::Session,
    scene::{Scene, megabytes},
    table::Figure,
    weight::{self, Typed, share, type_on},
};
use crate::{
    shell::{self, cargo, npm},
    stage::{
        until,
        window::{Seen, Watcher},
    },
};

/// How long the open window is left alone before it is weighed.
const SETTLING: Duration = Duration::from_secs(10);
/// The longest that a start takes.
const START: Duration = Duration::from_secs(90);
/// The longest that processes take to end.
const END: Duration = Duration::from_secs(30);
/// The window's name on the stage.
const WINDOW: &str = "window";
/// The name of the engine that only waits.
const ENGINE: &str = "engine";
/// How often a blank Chromium is weighed.
const BLANKS: usize = 3;

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    if bench.build {
        bench.say("building the window for release; the first time this takes 10 to 30 minutes");
        shell::run(&mut npm(["ci", "--no-progress"]))?;
        shell::run(&mut npm(["run", "build"]))?;
        shell::run(&mut cargo(["build", "--release", "--locked", "-p", "candor-desktop"]))?;
    }
    let mut figures = starts(bench)?;
    figures.extend(blank(bench)?);
    figures.extend(recording(bench)?);
    Ok(figures)
}

/// The window's program, on the stage.
fn window(bench: &Bench<'_>, scene: &Scene) -> Command {
    let mut window = scene.stage.command(bench.programs().join("candor-desktop"));
    window.env("CANDOR_HOME", &scene.programs.home);
    window
}

/// How long the window takes to be usable: beside an engine that runs, and as the first program after a start of the system.
fn starts(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    let mut scene = Scene::open(&bench.folder("window"), bench.programs(), 6)?;
    scene.stage.raise_bus()?;
    scene.stand_still()?;
    let watcher = Watcher::connect(&scene.stage.display)?;
    let engine = scene.programs.candor(&scene.stage, &[ENGINE]);
    let count = bench.effort.starts;

    bench.say(&format!("starting the window {count} times beside an engine"));
    scene.stage.start(ENGINE, &engine)?;
    wait_for_engine(&scene)?;
    // The first start of all makes folders that later ones find.
    let (_, mut files) = start(bench, &mut scene, &watcher)?;
    let (mut mapped, mut usable) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let (seen, used) = start(bench, &mut scene, &watcher)?;
        mapped.push(seen.mapped.as_secs_f64());
        usable.push(seen.settled.as_secs_f64());
        files.extend(used);
    }
    scene.programs.ask(&scene.stage, &["shutdown"])?;

    bench.say(&format!("starting it {count} times with no engine and its files not in memory"));
    files.extend(["candor", "candor-desktop"].map(|name| bench.programs().join(name)));
    let mut cold = Vec::new();
    for _ in 0..count {
        forget(&files)?;
        let (seen, _) = start(bench, &mut scene, &watcher)?;
        cold.push(seen.settled.as_secs_f64());
        scene.programs.ask(&scene.stage, &["shutdown"])?;
    }
    Ok(vec![
        Figure::new("window, until it is on the screen", "s", mapped),
        Figure::new("window, until it can be used", "s", usable).note(
            "beside an engine that runs; used is when the page with the engine's status stands and changes no more",
        ),
        Figure::new("  cold, the engine's start included", "s", cold).note(format!(
            "before each start, {} files that the processes map are put out of memory, but for pages that other programs \
             hold",
            files.len()
        )),
    ])
}

/// Starts the window, waits until it stands, notes which files its processes map, and ends it.
fn start(bench: &Bench<'_>, scene: &mut Scene, watcher: &Watcher) -> Result<(Seen, BTreeSet<PathBuf>)> {
    let command = window(bench, scene);
    let began = Instant::now();
    let process = scene.stage.start(WINDOW, &command)?;
    let seen = watcher
        .watch(began, START, || Ok(scene.programs.attempt(&scene.stage, &["status"])?.status.success()));
    scene.stage.picture("window.png")?;
    let seen = seen.with_context(|| scene.stage.said(WINDOW).unwrap_or_default())?;
    let family = tree::of(process)?;
    let files = family.iter().flat_map(|member| mapped(member.id)).collect();
    close(scene)?;
    Ok((seen, files))
}

/// Ends the window, and waits until the web view's processes have ended as well.
fn close(scene: &mut Scene) -> Result<()> {
    let process = scene.stage.id(WINDOW)?;
    let family = tree::of(process)?;
    // Not the engine that it may have started, which goes on.
    let own: Vec<u32> =
        family.iter().filter(|member| !member.name.starts_with("candor")).map(|member| member.id).collect();
    scene.stage.end(WINDOW)?;
    until("the web view's processes to end", END, || {
        Ok(own.iter().all(|id| !Path::new(&format!("/proc/{id}")).exists()).then_some(()))
    })
}

fn wait_for_engine(scene: &Scene) -> Result<()> {
    until("the engine", END, || {
        Ok(scene.programs.attempt(&scene.stage, &["status"])?.status.success().then_some(()))
    })
}

/// The files that a process maps; none where it has ended.
fn mapped(process: u32) -> BTreeSet<PathBuf> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    let paths = maps.lines().filter_map(|line| line.find('/').map(|at| &line[at..]));
    paths.filter(|path| path.starts_with("/usr/") || path.contains("/release/")).map(PathBuf::from).collect()
}

/// Has the system forget what it holds of these files.
#[cfg(target_os = "linux")]
fn forget(files: &BTreeSet<PathBuf>) -> Result<()> {
    use nix::fcntl::{PosixFadviseAdvice, posix_fadvise};
    for file in files {
        // A file that was deleted while it was mapped.
        let Ok(file) = File::open(file) else { continue };
        file.sync_all()?;
        posix_fadvise(&file, 0, 0, PosixFadviseAdvice::POSIX_FADV_DONTNEED)?;
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn forget(_: &BTreeSet<PathBuf>) -> Result<()> {
    bail!("files are put out of memory on Linux only so far")
}

/// A session with the window open and closed, beside a session bus and without.
fn recording(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    let mut scene = Scene::open(&bench.folder("window-open"), bench.programs(), 6)?;
    scene.stage.raise_bus()?;
    let watcher = Watcher::connect(&scene.stage.display)?;
    let categories = ["activity_counts", "screenshots"];
    let session = scene.start("candor", &categories)?;

    bench.say("weighing the open window");
    let command = window(bench, &scene);
    let process = scene.stage.start(WINDOW, &command)?;
    watcher.wait_for_content(Instant::now(), START)?;
    thread::sleep(SETTLING);
    let family = tree::of(process)?;
    let (began, before) = (Instant::now(), tree::cpu(&family)?);
    thread::sleep(bench.effort.idle / 2);
    let idle = share(tree::cpu(&family)?.saturating_sub(before), began.elapsed());
    let weights = tree::memory(&family)?;
    scene.stage.picture("session.png")?;
    close(&mut scene)?;

    bench.say("recording with the window closed, beside a session bus");
    let beside = typed(bench, &mut scene, session)?;
    bench.say("the same without a session bus");
    let mut scene = Scene::open(&bench.folder("window-closed"), bench.programs(), 6)?;
    let session = scene.start("candor", &categories)?;
    let without = typed(bench, &mut scene, session)?;

    let all: u64 = weights.values().sum();
    let parts: Vec<String> =
        weights.iter().map(|(name, bytes)| format!("{name} {:.1} MB", *bytes as f64 / 1e6)).collect();
    Ok(vec![
        Figure::new("memory (PSS), window open on a session", "MB", [all as f64 / 1e6])
            .note(format!("{}; engine and sensor not in it", parts.join(", "))),
        Figure::new("CPU of the window, open and untouched", "% of a core", [idle])
            .note("app and web view, while the session's time ticks"),
        closed("window closed, recording", &beside),
        cost("CPU, window closed, 5 keys/s", &beside),
        closed("  the same without a session bus", &without),
        cost("  the same without a session bus", &without),
    ])
}

/// Types, and sees that all of it was counted.
fn typed(bench: &Bench<'_>, scene: &mut Scene, session: Session) -> Result<Typed> {
    let typed = type_on(bench, scene, session)?;
    scene.stage.wait_for_answer(typed.pressed)?;
    let counted = scene.stop()?;
    if counted != typed.pressed {
        bail!("{counted} of {} keys were counted", typed.pressed);
    }
    Ok(typed)
}

fn closed(what: &str, typed: &Typed) -> Figure {
    Figure::new(format!("memory (PSS), {what}"), "MB", [megabytes(&typed.end)])
        .aim(20.0)
        .note(weight::parts(&typed.end))
}

fn cost(what: &str, typed: &Typed) -> Figure {
    let [engine, sensor] = [typed.spent.engine, typed.spent.sensor].map(|spent| share(spent, typed.took));
    Figure::new(what, "% of a core", [engine + sensor])
        .aim(0.3)
        .note(format!("engine {engine:.3} %, sensor {sensor:.3} %; over {} s", typed.took.as_secs()))
}

/// What a Chromium with an empty page takes: the least that a program on its base could.
fn blank(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    if Command::new("chromium").arg("--version").output().is_err() {
        bench.say("no chromium here to compare with");
        return Ok(Vec::new());
    }
    bench.say("weighing a blank Chromium");
    let mut scene = Scene::open(&bench.folder("window-blank"), bench.programs(), 6)?;
    let mut weights = Vec::new();
    for _ in 0..BLANKS {
        let profile = scene.stage.folder.join("chromium");
        let mut chromium = scene.stage.command("chromium");
        chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]);
        chromium.args(["--disable-background-networking", "--remote-debugging-port=0"]);
        chromium.arg(format!("--user-data-dir={}", profile.display())).arg("about:blank");
        let process = scene.stage.start("chromium", &chromium)?;
        scene.stage.hear("chromium", |line| line.contains("DevTools listening").then_some(()))?;
        thread::sleep(SETTLING);
        let family = tree::of(process)?;
        weights.push(tree::memory(&family)?.values().sum::<u64>() as f64 / 1e6);
        scene.stage.end("chromium")?;
        until("Chromium's processes to end", END, || {
            Ok(family.iter().all(|member| tree::ended(member.id)).then_some(()))
        })?;
    }
    let what = "memory (PSS) of a blank Chromium, headless";
    Ok(vec![
        Figure::new(what, "MB", weights).note("all of its processes: what a program on Electron starts from"),
    ])
}
