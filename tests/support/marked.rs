//! Processes that belong to a test's machine, whoever started them: each has that machine's folder in its environment.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};

use super::{process::alive, wait::until};

/// The variable that each of them has. What `XDG_RUNTIME_DIR` is, nothing changes on the way.
const MARK: &str = "XDG_RUNTIME_DIR";

/// The processes of a machine, found by its folder for sockets.
#[derive(Debug, Clone)]
pub struct Marked {
    mark: String,
    runtime: PathBuf,
}

impl Marked {
    /// Those that have this folder.
    pub fn by(runtime: &Path) -> Self {
        Self { mark: format!("{MARK}={}", runtime.display()), runtime: runtime.into() }
    }

    /// The variable and its value, for starting them.
    pub fn variable(&self) -> (&'static str, &Path) {
        (MARK, &self.runtime)
    }

    /// All of them, each with its name.
    pub fn all(&self) -> Vec<(u32, String)> {
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        ids.filter_map(|id| {
            // It may end meanwhile, or be another user's.
            let environment = fs::read(format!("/proc/{id}/environ")).ok()?;
            let ours = environment.split(|byte| *byte == 0).any(|variable| variable == self.mark.as_bytes());
            (ours && alive(id)).then(|| Some((id, program_of(id)?))).flatten()
        })
        .collect()
    }

    /// Those of one program.
    pub fn named(&self, program: &str) -> Vec<u32> {
        self.all().into_iter().filter(|(_, name)| name == program).map(|(id, _)| id).collect()
    }

    /// The only one of a program, once it is there.
    pub fn one(&self, program: &str) -> u32 {
        until(program, Duration::from_secs(30), || {
            let found = self.named(program);
            assert!(found.len() < 2, "{program} runs as {found:?}");
            found.first().copied()
        })
    }

    /// Waits until none of these programs is left.
    pub fn gone(&self, programs: &[&str]) {
        until(&format!("the end of {programs:?}"), Duration::from_secs(30), || {
            let left = self.all().into_iter().any(|(_, name)| programs.contains(&name.as_str()));
            (!left).then_some(())
        });
    }

    /// Kills what is left.
    pub fn end(&self) {
        for _ in 0..1_000 {
            let left = self.all();
            if left.is_empty() {
                return;
            }
            left.iter().for_each(|(id, _)| kill(*id));
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The program's file name; what `comm` holds is cut off.
fn program_of(process: u32) -> Option<String> {
    let words = fs::read(format!("/proc/{process}/cmdline")).ok()?;
    let program = words.split(|byte| *byte == 0).next()?;
    Some(Path::new(std::str::from_utf8(program).ok()?).file_name()?.to_str()?.to_owned())
}

/// Sends SIGKILL; it may have ended.
pub fn kill(process: u32) {
    let id = i32::try_from(process).ok().and_then(Pid::from_raw);
    let _ = kill_process(id.expect("a process"), Signal::KILL);
}
