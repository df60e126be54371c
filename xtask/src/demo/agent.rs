//! The programs, used as the agent and the client use them: by their commands.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::stage::{Stage, read};
use crate::shell::show;

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
