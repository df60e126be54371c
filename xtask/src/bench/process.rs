//! What processes cost: time on processors and memory.

use std::{fs, io::ErrorKind, process::Command, time::Duration};

use anyhow::{Context, Result, bail};

use crate::stage::{children_named, read};

/// The time that a process has spent on processors, all threads of its life together, in nanoseconds.
#[cfg(target_os = "linux")]
pub fn cpu(process: u32) -> Result<Duration> {
    use nix::{time::ClockId, unistd::Pid};
    let process = i32::try_from(process)?;
    let time = ClockId::pid_cpu_clock_id(Pid::from_raw(process)).and_then(ClockId::now);
    Ok(time.with_context(|| format!("process {process} has no clock: it has ended"))?.into())
}

/// The time that a process has spent on processors.
#[cfg(not(target_os = "linux"))]
pub fn cpu(_: u32) -> Result<Duration> {
    bail!("processes are measured on Linux only so far")
}

/// The processes of a session, and the display that they are shown on.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    /// `candor run`.
    pub engine: u32,
    /// `candor-sensor`.
    pub sensor: u32,
    /// The X server.
    pub display: u32,
}

/// Processor time of each.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    pub engine: Duration,
    pub sensor: Duration,
    pub display: Duration,
}

impl Session {
    /// The session of an engine's process, which has one sensor process.
    pub fn of(engine: u32, display: u32) -> Result<Self> {
        match children_named(engine, "candor-sensor")?[..] {
            [sensor] => Ok(Self { engine, sensor, display }),
            ref other => bail!("{} sensor processes run, not one", other.len()),
        }
    }

    /// What each has spent so far.
    pub fn spent(self) -> Result<Spent> {
        Ok(Spent { engine: cpu(self.engine)?, sensor: cpu(self.sensor)?, display: cpu(self.display)? })
    }

    /// What engine and sensor take of memory now.
    pub fn memory(self) -> Result<[Memory; 2]> {
        Ok([Memory::of(self.engine)?, Memory::of(self.sensor)?])
    }
}

impl Spent {
    /// What was spent since.
    pub fn since(self, earlier: Self) -> Self {
        Self {
            engine: self.engine.saturating_sub(earlier.engine),
            sensor: self.sensor.saturating_sub(earlier.sensor),
            display: self.display.saturating_sub(earlier.display),
        }
    }

    /// Engine and sensor together.
    pub fn candor(self) -> Duration {
        self.engine + self.sensor
    }
}

/// Memory of a process in bytes, each page divided by the number of processes that share it (PSS in proc(5)).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// All of it.
    pub all: u64,
    /// Of it, what no file stands behind: heap and stacks.
    pub anonymous: u64,
}

impl Memory {
    /// That of a process.
    pub fn of(process: u32) -> Result<Self> {
        let path = format!("/proc/{process}/smaps_rollup");
        let text = match fs::read_to_string(&path) {
            // The sensor lets no other process of its user look into it.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                let asked = read(Command::new("sudo").args(["--non-interactive", "cat", &path]));
                String::from_utf8(
                    asked.context("the memory of candor-sensor is shown to root only: run this as root")?,
                )?
            }
            text => text.with_context(|| format!("{path} can't be read"))?,
        };
        Self::read(&text).with_context(|| format!("{path} holds no sizes"))
    }

    fn read(text: &str) -> Option<Self> {
        let size = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
            Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
        };
        Some(Self { all: size("Pss")?, anonymous: size("Pss_Anon")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_their_whole_name() {
        let text =
            "5583 [rollup]\nRss:  900 kB\nPss_Dirty: 3 kB\nPss:    12 kB\nPss_Anon:   5 kB\nSwapPss: 7 kB\n";
        assert_eq!(Memory::read(text), Some(Memory { all: 12 * 1024, anonymous: 5 * 1024 }));
        assert_eq!(Memory::read("Pss_Anon: 5 kB\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn work_takes_time() {
        let me = std::process::id();
        let before = cpu(me).unwrap();
        let mut sum = 0_u64;
        while cpu(me).unwrap() < before + Duration::from_millis(2) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(sum > 0);
    }
}
