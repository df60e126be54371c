//! The desktop app on the stage: its window, and a picture of each of its screens.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    ops::Deref,
    path::PathBuf,
    process::Command,
};

use anyhow::{Context as _, Result, bail};
use candor_tests::driver::Page;

use crate::stage::{SOON, Stage, programs::Programs, read, until};

/// Where the window stands, beside the agent's other windows.
const PLACE: [&str; 2] = ["868", "150"];

/// So often a picture is taken anew until it stands still.
const MOST_LOOKS: u32 = 5;

/// The app's window. Dropping it closes it and ends its engine.
pub struct App {
    page: Option<Page>,
    /// The bus that it is on.
    pub bus: String,
    folder: PathBuf,
    home: PathBuf,
    display: String,
    window: String,
    pictures: u32,
    /// Ends the engine.
    shutdown: Command,
}

impl App {
    /// Opens it as somebody does who has just installed it.
    pub fn open(stage: &mut Stage, programs: &Programs) -> Result<Self> {
        let config = stage.folder.join("logs/bus.conf");
        fs::write(&config, BUS)?;
        let mut daemon = stage.command("dbus-daemon");
        daemon.arg("--config-file").arg(&config).args(["--nofork", "--nopidfile", "--print-address=1"]);
        stage.start("bus", &daemon)?;
        let bus = stage.hear("bus", |line| line.starts_with("unix:").then(|| line.trim().to_owned()))?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut driver = stage.command("WebKitWebDriver");
        driver.arg(format!("--port={port}"));
        driver.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        driver.env("DBUS_SESSION_BUS_ADDRESS", &bus).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
        driver.env("GIO_USE_VFS", "local").env("GSETTINGS_BACKEND", "memory").env("LANG", "C.UTF-8");
        driver.env("CANDOR_HOME", &programs.home);
        driver.env("CANDOR_TEST_CAMERA_LIBRARY", &programs.camera).env("CANDOR_TEST_CAMERA", "ok");
        stage.start("driver", &driver)?;
        until("the driver of the window", SOON, || Ok(TcpStream::connect(("127.0.0.1", port)).ok()))?;
        let page = Page::open(port, &programs.bin.join("candor-desktop"))?;
        let window = until("the window", SOON, || Ok(stage.find_window("(.* )?Candor")))?;
        read(stage.command("xdotool").args(["windowmove", &window]).args(PLACE))?;
        let folder = stage.folder.join("app");
        fs::create_dir_all(&folder)?;
        let shutdown = programs.candor(stage, &["shutdown"]);
        Ok(Self {
            page: Some(page),
            bus,
            folder,
            home: programs.home.clone(),
            display: stage.display.clone(),
            window,
            pictures: 0,
            shutdown,
        })
    }

    /// Keeps a picture of what the window shows, numbered in the order in which they are taken.
    pub fn picture(&mut self, name: &str) -> Result<()> {
        self.pictures += 1;
        let file = self.folder.join(format!("{:02}-{name}.png", self.pictures));
        self.settle()?;
        // What the page has painted reaches the screen a little later: two pictures in a row should be alike. Where something
        // counts seconds on a busy machine, no two may be.
        let mut picture = Vec::new();
        for _ in 0..MOST_LOOKS {
            let mut import = Command::new("import");
            import.env("DISPLAY", &self.display).args(["-window", &self.window, "-strip"]);
            // Without the times that this format would hold.
            let now = read(import.args(["-define", "png:exclude-chunks=date,time", "png:-"]))?;
            let alike = now == picture;
            picture = now;
            if alike {
                break;
            }
        }
        fs::write(&file, picture).with_context(|| format!("{} can't be written", file.display()))
    }

    /// The engine's process, which the app has started.
    pub fn engine(&self) -> Result<u32> {
        let home = format!("CANDOR_HOME={}", self.home.display());
        for entry in fs::read_dir("/proc").context("/proc can't be read")?.flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            // It may end meanwhile, or be somebody else's.
            let Ok(name) = fs::read_to_string(entry.path().join("comm")) else { continue };
            let Ok(environment) = fs::read(entry.path().join("environ")) else { continue };
            let ours = environment.split(|byte| *byte == 0).any(|variable| variable == home.as_bytes());
            if name.trim() == "candor" && ours {
                return Ok(id);
            }
        }
        bail!("the app's engine is gone")
    }

    /// Leaves window and engine as they are; returns the engine's process.
    pub fn leave_running(mut self) -> Option<u32> {
        let engine = self.engine().ok();
        std::mem::forget(self.page.take());
        self.shutdown = Command::new("true");
        engine
    }
}

impl Deref for App {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page.as_ref().expect("a page until it is dropped")
    }
}

impl Drop for App {
    fn drop(&mut self) {
        drop(self.page.take());
        // Where no engine runs any more there is none to end.
        let _ = self.shutdown.output();
    }
}

/// A bus on which nothing of the machine's starts by itself.
const BUS: &str = include_str!("../../../tests/window/bus.conf");
