//! The programs under test, built as the tests were.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The folder that this test program and the others were built in.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let own = env::current_exe().unwrap();
        own.ancestors().nth(2).expect("target/PROFILE/deps/PROGRAM").to_owned()
    })
}

/// `candor-sensor`, built if it isn't up to date.
pub fn sensor() -> &'static Path {
    static SENSOR: OnceLock<PathBuf> = OnceLock::new();
    SENSOR.get_or_init(|| built("candor-capture", "candor-sensor"))
}

/// `candor`, beside which the sensor program lies.
pub fn agent() -> &'static Path {
    static AGENT: OnceLock<PathBuf> = OnceLock::new();
    AGENT.get_or_init(|| {
        sensor();
        built("candor-cli", "candor")
    })
}

/// `candor-server`.
pub fn server() -> &'static Path {
    static SERVER: OnceLock<PathBuf> = OnceLock::new();
    SERVER.get_or_init(|| built("candor-server", "candor-server"))
}

/// `candor-desktop`, beside which `candor` lies. The page that it has inside is the one that `npm run build` made last.
pub fn desktop() -> &'static Path {
    static DESKTOP: OnceLock<PathBuf> = OnceLock::new();
    DESKTOP.get_or_init(|| {
        agent();
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/desktop/dist/index.html");
        assert!(page.exists(), "the window's page isn't built: npm ci && npm run build in ui/");
        built("candor-desktop", "candor-desktop")
    })
}

fn built(package: &str, program: &str) -> PathBuf {
    // Whoever has just built the whole workspace says so: building a part of it again would have other features.
    if env::var_os("CANDOR_PROGRAMS_BUILT").is_some() {
        return folder().join(program);
    }
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--package", package, "--bin", program]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    // Where this program was built, whatever the environment says now.
    cargo.env("CARGO_TARGET_DIR", folder().parent().expect("target/PROFILE"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    assert!(cargo.status().unwrap().success(), "{program} doesn't build");
    folder().join(program)
}
