//! Prepares what Tauri embeds: configuration, capabilities and the built front end.

use std::{fs, io, path::Path};

use tauri_build::{AppManifest, Attributes};

/// Where `npm run build` in `ui/` puts the window's page; `frontendDist` in `tauri.conf.json` says the same.
const DIST: &str = "ui/desktop/dist";

/// What the page may ask of the shell; `capabilities/main.json` allows each by name.
const COMMANDS: &[&str] = &[
    "about",
    "autostart",
    "content",
    "day",
    "days",
    "decide",
    "delete",
    "end_sample",
    "end_watch",
    "enroll",
    "export",
    "install_update",
    "leave",
    "ledger",
    "note",
    "notice",
    "opened_links",
    "outbox",
    "pause",
    "preview",
    "projects",
    "receipt",
    "redact",
    "release",
    "resume",
    "retry",
    "sample",
    "save_text",
    "set",
    "set_autostart",
    "settings",
    "start",
    "start_engine",
    "stop",
    "surroundings",
    "sync",
    "undelete",
    "update",
    "verify",
    "views",
    "watch",
    "wipe",
];

fn main() {
    for path in ["src-tauri/capabilities", "src-tauri/isolation", DIST] {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Err(error) = ensure_page(Path::new(DIST)) {
        println!("cargo::error=cannot write {DIST}/index.html: {error}");
    }
    let attributes = Attributes::new()
        .app_manifest(AppManifest::new().commands(COMMANDS))
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=tauri: {error:#}");
    }
}

/// Lets `cargo build` succeed where nobody has built the front end: the window then says what is missing.
fn ensure_page(dist: &Path) -> io::Result<()> {
    let index = dist.join("index.html");
    if index.exists() {
        return Ok(());
    }
    fs::create_dir_all(dist)?;
    fs::write(index, include_str!("no-front-end.html"))?;
    println!(
        "cargo::warning=the front end is not built: run `npm ci && npm run build` in ui/, then build again"
    );
    Ok(())
}
