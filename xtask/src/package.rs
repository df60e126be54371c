//! The Debian package: window, command and sensor, made by Tauri's bundler and tried on a clean system.
//!
//! `candor-server` is no part of it: it is an operator's.

mod check;
mod contents;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::{
    deps, sbom,
    shell::{self, command, npm, root},
    stage::programs::target_folder,
};

/// What making a package needs beside what building does.
const TOOLS: &[&str] = &["binutils", "desktop-file-utils", "dpkg-dev"];

/// What goes into `/usr/bin` beside the window.
const BESIDE: [&str; 2] = ["candor", "candor-sensor"];
const WINDOW: &str = "candor-desktop";
/// The crates of the three.
const CRATES: [&str; 3] = ["candor-cli", "candor-capture", "candor-desktop"];

/// What the programs need without linking it: tray, notifications and keychain are reached over the session bus.
const UNLINKED: &str = "default-dbus-session-bus | dbus-session-bus";

/// What to make, and how.
#[derive(clap::Args)]
pub struct Args {
    /// Try the package that was made last, and make none.
    #[arg(long)]
    check: bool,
    /// Make the package and don't try it.
    #[arg(long, conflicts_with = "check")]
    no_check: bool,
    /// Pack the programs that were built last, and build none.
    #[arg(long, conflicts_with = "check")]
    no_build: bool,
    /// Of debug builds: to see that it works, not for anybody's machine.
    #[arg(long)]
    debug: bool,
}

/// Makes the package and tries it.
pub fn run(args: &Args) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("packages are made on Linux only so far");
    }
    let target = target_folder()?;
    let programs = target.join(if args.debug { "debug" } else { "release" });
    if !args.check {
        deps::ensure()?;
        deps::ensure_apt(TOOLS)?;
        if !args.no_build {
            build(args.debug)?;
        }
        bundle(&programs, &target.join("package"), args.debug)?;
    }
    sbom::run()?;
    let package = made(&programs)?;
    contents::check(&package)?;
    if args.no_check {
        return Ok(());
    }
    match check::impossible() {
        Some(why) if args.check => bail!("the package can't be tried here: {why}"),
        Some(why) => println!("Not tried on a clean system: {why}."),
        None => check::run(&package, &target.join("package"))?,
    }
    Ok(())
}

/// Tauri's command-line tool, in the root, where it finds its configuration.
fn tauri(words: &[&str]) -> Result<Command> {
    let tool = root().join("ui/node_modules/.bin/tauri");
    if !tool.exists() {
        shell::run(&mut npm(["ci", "--no-progress"]))?;
    }
    Ok(command(&tool.to_string_lossy(), words))
}

/// Builds the page and the three programs, all in one run of cargo.
fn build(debug: bool) -> Result<()> {
    println!("Building; the first time this takes 10 to 30 minutes");
    let mut build = tauri(&["build", "--no-bundle", "--ci"])?;
    if debug {
        build.arg("--debug");
    }
    build.args(["--", "--locked"]);
    for name in CRATES {
        build.args(["--package", name]);
    }
    shell::run(&mut build)
}

/// Has Tauri pack what was built, with what only the built programs tell: where they lie and what they link.
fn bundle(programs: &Path, folder: &Path, debug: bool) -> Result<()> {
    fs::create_dir_all(folder)?;
    let changelog = folder.join("changelog.gz");
    let packed = command("gzip", ["-9", "--no-name", "--stdout", "CHANGELOG.md"]).output()?;
    fs::write(&changelog, packed.stdout)?;
    let mut files = serde_json::Map::new();
    files.insert("/usr/share/doc/candor/changelog.gz".into(), json!(changelog));
    for name in BESIDE {
        // Packed without symbols, as Debian has it; the bundler takes the window from where it was built.
        let packed = folder.join(name);
        shell::run(command("strip", ["--strip-all", "-o"]).arg(&packed).arg(programs.join(name)))?;
        files.insert(format!("/usr/bin/{name}"), json!(packed));
    }
    shell::run(command("strip", ["--strip-all"]).arg(programs.join(WINDOW)))?;
    let mut depends = linked(programs, folder)?;
    depends.push(UNLINKED.into());
    let more = json!({ "bundle": { "linux": { "deb": { "files": files, "depends": depends } } } });
    let settings = folder.join("bundle.json");
    fs::write(&settings, serde_json::to_vec_pretty(&more)?)?;
    let mut bundle = tauri(&["bundle", "--bundles", "deb", "--ci"])?;
    if debug {
        bundle.arg("--debug");
    }
    shell::run(bundle.arg("--config").arg(&settings))
}

/// The packages, with the versions, of the libraries that the programs link.
fn linked(programs: &Path, folder: &Path) -> Result<Vec<String>> {
    // dpkg-shlibdeps wants to stand in a source package.
    let source = folder.join("source");
    fs::create_dir_all(source.join("debian"))?;
    fs::write(source.join("debian/control"), "Source: candor\n\nPackage: candor\nArchitecture: any\n")?;
    let mut ask = command("dpkg-shlibdeps", ["-O"]);
    ask.current_dir(&source);
    for name in BESIDE.iter().chain([&WINDOW]) {
        ask.arg(programs.join(name));
    }
    let said = shell::read(&mut ask)?;
    let list = said.trim().strip_prefix("shlibs:Depends=");
    let list = list.with_context(|| format!("dpkg-shlibdeps said {said:?}"))?;
    Ok(list.split(", ").map(str::to_owned).collect())
}

/// The package that was made last.
fn made(programs: &Path) -> Result<PathBuf> {
    let folder = programs.join("bundle/deb");
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("no package lies in {}", folder.display()))? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|end| end == "deb") {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    found.sort();
    let (_, newest) = found.pop().with_context(|| format!("no package lies in {}", folder.display()))?;
    Ok(newest)
}
