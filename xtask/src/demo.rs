//! One consented session in the desktop app, played with real key presses on a virtual display, then checked from both sides.
//!
//! The agent uses the app's window, the client `candor-server`. What this adds is two independent counts, of the keys that it
//! pressed itself and of those that the agent's editor received.

mod app;
mod desk;
mod left;
mod portal;
mod story;
mod summary;
mod team;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Result, bail};

use self::app::App;
use crate::{
    deps,
    shell::{self, cargo, npm},
    stage::{
        Stage,
        programs::{Programs, target_folder},
    },
};

/// How to play it.
#[derive(clap::Args)]
pub struct Args {
    /// Leave the app, the server and the display running, and say how to use them.
    #[arg(long)]
    keep: bool,
    /// Use the programs that were built before.
    #[arg(long)]
    no_build: bool,
    /// The folder of the programs, with --no-build.
    #[arg(long, hide = true, requires = "no_build", value_name = "DIR")]
    bin_dir: Option<PathBuf>,
}

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
        // The page first: the window has it inside.
        shell::run(&mut npm(["ci", "--no-progress", "--silent"]))?;
        shell::run(&mut npm(["run", "build", "--silent"]))?;
        let mut build = cargo(["build", "--locked", "--bins", "-p", "candor-desktop"]);
        shell::run(build.args(["-p", "candor-cli", "-p", "candor-capture", "-p", "candor-server"]))?;
    }
    let folder = target.join("demo");
    clear(&folder, &say)?;
    let programs = Programs::prepare(&folder, bin)?;
    let mut stage = Stage::new(&folder, args.keep);
    let (summary, app, access) = story::play(&mut stage, &programs, &say)?;
    summary.print(&folder, began.elapsed());
    fs::write(folder.join("summary.txt"), summary.to_string())?;
    println!("\n{access}");
    if args.keep {
        keep(stage, &programs, app)?;
    } else {
        println!("The server has ended with this; with --keep it goes on, and they can.");
    }
    summary.verdict()
}

/// Clears the stage of an earlier demonstration: refuses where one plays or was kept running, and ends what one left that was
/// killed, so that none of it is taken for this one's.
fn clear(folder: &Path, say: &dyn Fn(&str)) -> Result<()> {
    let left = left::of(folder)?;
    if left.is_empty() {
        return Ok(());
    }
    if left.iter().any(left::Process::is_played) {
        bail!("another demonstration is playing in {}", folder.display());
    }
    if let Ok(kept) = fs::read_to_string(folder.join("kept")) {
        bail!("an earlier demonstration was kept and still runs; end it first: kill {}", kept.trim());
    }
    say("ending what an earlier demonstration left when it was killed");
    left::end(folder)
}

/// Leaves the stage as it is, and says how to go on.
fn keep(stage: Stage, programs: &Programs, app: App) -> Result<()> {
    let (folder, display, bus) = (stage.folder.clone(), stage.display.clone(), app.bus.clone());
    let (runtime, home, camera) = (stage.runtime(), stage.agent(), programs.camera.display());
    let engine = app.leave_running();
    let left = stage.leave_running();
    let ids =
        left.iter().map(|(_, id)| *id).chain(engine).map(|id| id.to_string()).collect::<Vec<_>>().join(" ");
    fs::write(folder.join("kept"), &ids)?;
    println!("\nThe app, the server and the display {display} keep running. To work on as the agent:");
    println!("  export DISPLAY={display} XDG_RUNTIME_DIR={} HOME={}", runtime.display(), home.display());
    println!("  export DBUS_SESSION_BUS_ADDRESS={bus} GDK_BACKEND=x11");
    println!("  export CANDOR_HOME={} CANDOR_TEST_CAMERA_LIBRARY={camera}", programs.home.display());
    println!("  {} &", programs.bin.join("candor-desktop").display());
    println!("  {} status", programs.bin.join("candor").display());
    println!("To see the display: import -window root now.png");
    println!("To end it all: kill {ids}");
    Ok(())
}
