//! The programs, used as the agent and the client use them: by their commands.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{PILL, SOON, Stage, read, until};
use crate::shell::{cargo, root, show};

/// What `admin quickstart` calls its project.
pub const PROJECT: &str = "Example Project";

/// The workspace's target folder, as cargo says.
pub fn target_folder() -> Result<PathBuf> {
    let metadata = json(&mut cargo(["metadata", "--format-version", "1", "--no-deps"]))?;
    Ok(text(&metadata, "target_directory")?.into())
}

/// What the invitation and the client's side are found by.
pub struct Order {
    /// The invitation's link.
    pub invitation: String,
    /// The agent's id on the server.
    pub agent: String,
    /// The client's.
    pub client: String,
    /// The address that people open in a browser.
    pub portal: String,
}

/// Where the programs lie, and the folders that they work in.
pub struct Programs {
    /// The folder of `candor`, `candor-sensor` and `candor-server`.
    pub bin: PathBuf,
    /// The server's data folder.
    pub server_data: PathBuf,
    /// The agent's data folder.
    pub home: PathBuf,
    /// The file with the key of the agent's store.
    pub key: PathBuf,
    /// A library that stands in for a camera.
    pub camera: PathBuf,
}

impl Programs {
    /// Makes the folders of a stage afresh, and the stand-in for a camera; `bin` has the programs.
    pub fn prepare(folder: &Path, bin: PathBuf) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("{} can't be cleared", folder.display()))?;
        }
        for name in ["logs", "agent/run", "key", "client"] {
            fs::create_dir_all(folder.join(name))?;
        }
        read(Command::new("chmod").arg("700").arg(folder.join("agent/run")))?;
        let camera = folder.join("logs/camera.so");
        let source = root().join("tests/fake-camera/fake_camera.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&camera).arg(source).arg("-ldl");
        read(&mut compiler)?;
        Ok(Self {
            bin,
            server_data: folder.join("server"),
            home: folder.join("agent/candor"),
            key: folder.join("key/store.key"),
            camera,
        })
    }

    /// Starts the server, and makes a client with a project and an invitation; `terms` are options of quickstart.
    pub fn open_server(&self, stage: &mut Stage, terms: &[&str]) -> Result<Order> {
        // Browsers take it for a secure place by this name, and have passkeys for it.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let portal = format!("http://localhost:{port}");
        self.serve(stage, &portal)?;
        let mut quickstart = self.server(stage, &["admin", "quickstart", "--json", "--public-url", &portal]);
        let made = json(quickstart.args(terms))?;
        Ok(Order {
            invitation: text(&made, "invitation")?,
            agent: text(&made, "agent")?,
            client: text(&made, "client")?,
            portal,
        })
    }

    /// Starts the server at the address that it is known by.
    pub fn serve(&self, stage: &mut Stage, portal: &str) -> Result<()> {
        let listen = portal.replace("http://localhost", "127.0.0.1");
        let serve = self.server(stage, &["serve", "--listen", &listen, "--public-url", portal]);
        stage.start("server", &serve)?;
        stage.hear("server", |line| line.contains("ready at ").then_some(()))
    }

    /// Says yes to these categories under the project's current notice.
    pub fn grant(&self, stage: &Stage, categories: &[&str]) -> Result<()> {
        let notice = text(&self.ask_json(stage, &["notice", PROJECT])?, "sha256")?;
        let end = ["--project", PROJECT, "--notice", &notice];
        self.ask(stage, &[&["consent", "grant"], categories, &end].concat()).map(drop)
    }

    /// Starts a session whose process is called `name` on the stage, and waits until it records so many categories. Returns
    /// the engine's process id.
    pub fn start_session(&self, stage: &mut Stage, name: &str, grants: usize) -> Result<u32> {
        let run = self.candor(stage, &["run", "--project", PROJECT]);
        let engine = stage.start(name, &run)?;
        self.wait_for_recording(stage, name, grants)?;
        Ok(engine)
    }

    /// Waits until so many categories are recorded and the pill shows.
    pub fn wait_for_recording(&self, stage: &mut Stage, name: &str, grants: usize) -> Result<()> {
        until("the session to record", SOON, || {
            if let Some(status) = stage.ended(name)? {
                bail!("the session ended with {status}: {}", stage.said(name)?);
            }
            let status = self.ask_json(stage, &["status"])?;
            let recording = status["state"] == "running" && list(&status, "grants").len() == grants;
            Ok((recording && stage.find_window(PILL).is_some()).then_some(()))
        })
    }

    /// `candor` with arguments, on the stage's display.
    pub fn candor(&self, stage: &Stage, args: &[&str]) -> Command {
        let mut command = stage.command(self.bin.join("candor"));
        command.arg("--home").arg(&self.home).arg("--lang").arg("en");
        command.arg("--key-store").arg(format!("file:{}", self.key.display())).args(args);
        command.env("CANDOR_TEST_CAMERA_LIBRARY", &self.camera).env("CANDOR_TEST_CAMERA", "ok");
        command.env_remove("CANDOR_HOME");
        command
    }

    /// `candor-server` with arguments and its data folder.
    pub fn server(&self, stage: &Stage, args: &[&str]) -> Command {
        let mut command = stage.command(self.bin.join("candor-server"));
        command.args(args).arg("--data").arg(&self.server_data);
        command
    }

    /// What `candor` prints for a person.
    pub fn ask(&self, stage: &Stage, args: &[&str]) -> Result<Vec<u8>> {
        read(&mut self.candor(stage, args))
    }

    /// What `candor` answers to a program.
    pub fn ask_json(&self, stage: &Stage, args: &[&str]) -> Result<Value> {
        let mut command = self.candor(stage, &[&["--json"], args].concat());
        json(&mut command)
    }

    /// Runs `candor`, whatever comes of it.
    pub fn attempt(&self, stage: &Stage, args: &[&str]) -> Result<Output> {
        let mut command = self.candor(stage, args);
        command.output().with_context(|| format!("`{}` can't be started", show(&command)))
    }

    /// Writes what `candor` prints for a person to a file.
    pub fn save(&self, stage: &Stage, args: &[&str], name: &str) -> Result<()> {
        let text = self.ask(stage, args)?;
        fs::write(stage.folder.join(name), text).with_context(|| format!("{name} can't be written"))
    }

    /// The items in the outbox.
    pub fn outbox(&self, stage: &Stage) -> Result<Vec<Item>> {
        let listed = self.ask_json(stage, &["outbox", "list"])?;
        list(&listed, "items").iter().map(Item::read).collect()
    }
}

/// An item of the outbox.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id, for `outbox` commands.
    pub id: String,
    /// Its category; empty for what belongs to none, such as the session itself.
    pub category: String,
    /// Whether it is a picture, not a gap marker in a picture's place.
    pub is_picture: bool,
}

impl Item {
    fn read(value: &Value) -> Result<Self> {
        let category = value["category"].as_str().unwrap_or_default().into();
        let is_picture = value["content"]["kind"] == "capture";
        Ok(Self { id: text(value, "id")?, category, is_picture })
    }
}

/// Runs a command that prints one JSON document.
pub fn json(command: &mut Command) -> Result<Value> {
    let printed = read(command)?;
    serde_json::from_slice(&printed).with_context(|| format!("`{}` printed no JSON", show(command)))
}

/// A member that is a text.
pub fn text(value: &Value, name: &str) -> Result<String> {
    match value[name].as_str() {
        Some(text) => Ok(text.into()),
        None => bail!("no text {name:?} in {value}"),
    }
}

/// A member that is a list; empty where there is none.
pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// The sum of a number over a list.
pub fn sum(items: &[Value], name: &str) -> u64 {
    items.iter().filter_map(|item| item[name].as_u64()).sum()
}
