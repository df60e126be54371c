//! What an earlier demonstration left running: whatever has its home in the demonstration's folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result};

use crate::stage::{SOON, until};

/// A process.
pub struct Process {
    id: u32,
    folder: PathBuf,
}

/// The processes that have their home in a folder.
pub fn of(folder: &Path) -> Result<Vec<Process>> {
    let home = format!("HOME={}/", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").context("/proc can't be read")?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // It may end meanwhile, or be somebody else's; of one that has ended and was not waited for nothing is left to read.
        let Ok(environment) = fs::read(entry.path().join("environ")) else { continue };
        if environment.split(|byte| *byte == 0).any(|variable| variable.starts_with(home.as_bytes())) {
            found.push(Process { id, folder: entry.path() });
        }
    }
    Ok(found)
}

impl Process {
    /// Whether it belongs to a demonstration that goes on: its task started it and is still there.
    pub fn is_played(&self) -> bool {
        let parent = fs::read_to_string(self.folder.join("stat")).ok().and_then(|stat| {
            // `PID (NAME) STATE PPID …`, see proc(5).
            let (_, tail) = stat.rsplit_once(')')?;
            Some(tail.split_whitespace().nth(1)?.to_owned())
        });
        let name = parent.and_then(|id| fs::read_to_string(format!("/proc/{id}/comm")).ok());
        name.is_some_and(|name| name.trim() == "xtask")
    }

    /// Asks it to end, or ends it at once; it may have ended by itself.
    fn end(&self, signal: &str) {
        let mut kill = Command::new("kill");
        let _ = kill.args(["-s", signal, &self.id.to_string()]).stderr(Stdio::null()).status();
    }
}

/// Ends them all: in order, and what doesn't heed that at once.
pub fn end(folder: &Path) -> Result<()> {
    of(folder)?.iter().for_each(|process| process.end("TERM"));
    let gone = || Ok(of(folder)?.is_empty().then_some(()));
    if until("an earlier demonstration to end", SOON, gone).is_ok() {
        return Ok(());
    }
    of(folder)?.iter().for_each(|process| process.end("KILL"));
    until("an earlier demonstration to be gone", SOON, gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_demonstration_left_is_found_and_ended_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("candor-left-{}", std::process::id()));
        let run = |home: &Path| Command::new("sleep").arg("600").env("HOME", home).spawn().unwrap();
        let (mut left, mut other) = (run(&folder.join("agent")), run(&folder.with_extension("agent")));
        // A process has its own environment only once its program was started.
        until("it to be found", SOON, || Ok((of(&folder)?.len() == 1).then_some(()))).unwrap();
        assert_eq!(of(&folder).unwrap()[0].id, left.id());
        assert!(!of(&folder).unwrap()[0].is_played());
        let waits = std::thread::spawn(move || left.wait().unwrap());
        end(&folder).unwrap();
        assert!(!waits.join().unwrap().success());
        assert!(of(&folder).unwrap().is_empty());
        assert!(other.try_wait().unwrap().is_none());
        other.kill().unwrap();
        other.wait().unwrap();
    }
}
