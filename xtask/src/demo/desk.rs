//! The agent's desktop: a window with the task and one to write in.

use std::fs;

use anyhow::{Context, Result};

use crate::stage::{Stage, read};

const SCREEN: &str = "1920x1080";
/// The title of the window with the task.
const TASK: &str = "task";

/// Starts the display and opens the windows.
pub fn arrange(stage: &mut Stage) -> Result<()> {
    stage.raise_display(SCREEN)?;
    paint_background(stage)?;
    fs::write(stage.agent().join("task.txt"), TEXT)?;
    stage.window(TASK, "78x16+40+60", "cat task.txt; read -r _")?;
    stage.answer_window("78x16+40+430")
}

fn paint_background(stage: &Stage) -> Result<()> {
    let tile = stage.folder.join("logs/background.png");
    read(stage.command("convert").args(["-size", "32x32", "xc:#3b4c5a"]).arg(&tile))?;
    read(stage.command("feh").arg("--bg-tile").arg(&tile)).map(drop)
}

/// Clicks the window with the task this often with the left button.
pub fn click(stage: &Stage, times: u64) -> Result<()> {
    let window = stage.find_window(TASK).context("the window to click in is gone")?;
    for step in 0..times {
        let (x, y) = (150 + 30 * step, 120 + 20 * step);
        let place = [x.to_string(), y.to_string()];
        read(stage.command("xdotool").args(["mousemove", "--window", &window]).args(place))?;
        read(stage.command("xdotool").args(["click", "1"]))?;
    }
    Ok(())
}

const TEXT: &str = "\
Example Client / Example Project

Please describe how the harbour map gets its
depth contours, in plain words:

  1. where the soundings come from
  2. how they become lines
  3. what is left to do
";
