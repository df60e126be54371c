//! What a session is played on: processes that end with the task, a display of its own, and the programs.

pub mod programs;
pub mod window;

use std::{
    ffi::OsStr,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::shell::show;

/// The window that shows as long as anything is recorded.
pub const PILL: &str = "Candor recording";
/// The window that keys are typed into.
const ANSWER: &str = "answer";

/// The longest that anything on the stage takes to be ready, on a machine that has much else to do.
const READY: Duration = Duration::from_secs(60);

/// The longest wait for a count or a status to settle.
pub const SOON: Duration = Duration::from_secs(30);

const SECOND: Duration = Duration::from_secs(1);

/// Asks again and again until there is an answer; fails when `limit` has passed without one.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        if Instant::now() > end {
            bail!("waited {} s in vain for {what}", limit.as_secs());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// A task's processes and display. Dropping it ends them all, the youngest first.
pub struct Stage {
    /// Where everything is written.
    pub folder: PathBuf,
    /// The display's name, for `DISPLAY`; empty before there is one.
    pub display: String,
    /// The address of the session bus; empty where there is none.
    pub bus: String,
    children: Vec<(String, Child)>,
    keep: bool,
}

impl Stage {
    /// An empty stage that writes into `folder`. With `keep`, its processes may outlive this one.
    pub fn new(folder: &Path, keep: bool) -> Self {
        Self { folder: folder.into(), display: String::new(), bus: String::new(), children: Vec::new(), keep }
    }

    /// A command that sees the virtual display and nothing of the desktop of the person who runs this.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("HOME", self.agent()).env("XDG_RUNTIME_DIR", self.runtime());
        if !self.display.is_empty() {
            command.env("DISPLAY", &self.display);
        }
        for name in ["DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "XAUTHORITY"] {
            command.env_remove(name);
        }
        if !self.bus.is_empty() {
            command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        }
        command.stdin(Stdio::null());
        command
    }

    /// The agent's home folder.
    pub fn agent(&self) -> PathBuf {
        self.folder.join("agent")
    }

    /// The folder of the agent's sockets.
    pub fn runtime(&self) -> PathBuf {
        self.agent().join("run")
    }

    /// Starts a program that runs until the stage is cleared, its output in `logs/NAME.log`. Returns its process id.
    pub fn start(&mut self, name: &str, command: &Command) -> Result<u32> {
        let log =
            File::create(self.log(name)).with_context(|| format!("logs/{name}.log can't be written"))?;
        let mut started = if self.keep {
            self.command(command.get_program())
        } else {
            // Ends with this process even when that is killed and clears nothing.
            let mut bound = self.command("setpriv");
            bound.args(["--pdeathsig", "TERM", "--"]).arg(command.get_program());
            bound
        };
        started.args(command.get_args()).stdout(log.try_clone()?).stderr(log);
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => started.env(key, value),
                None => started.env_remove(key),
            };
        }
        let child = started.spawn().with_context(|| format!("`{}` can't be started", show(command)))?;
        let id = child.id();
        self.children.push((name.into(), child));
        Ok(id)
    }

    /// What a started program wrote so far.
    pub fn said(&self, name: &str) -> Result<String> {
        let bytes = fs::read(self.log(name)).with_context(|| format!("logs/{name}.log can't be read"))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{name}.log"))
    }

    /// Waits for a line of a started program that holds what is sought; fails when the program ends before.
    pub fn hear<T>(&mut self, name: &str, find: impl Fn(&str) -> Option<T>) -> Result<T> {
        until(&format!("{name} to be ready"), READY, || {
            let said = self.said(name)?;
            if let Some(found) = said.split_inclusive('\n').filter(|l| l.ends_with('\n')).find_map(&find) {
                return Ok(Some(found));
            }
            match self.ended(name)? {
                None => Ok(None),
                Some(status) => bail!("{name} ended with {status}: {}", said.trim()),
            }
        })
    }

    /// A started program's process id.
    pub fn id(&self, name: &str) -> Result<u32> {
        let child = self.children.iter().find(|(known, _)| known == name);
        Ok(child.with_context(|| format!("{name} was never started"))?.1.id())
    }

    /// Ends a started program at once, and forgets it.
    pub fn end(&mut self, name: &str) -> Result<()> {
        let place = self.children.iter().position(|(known, _)| known == name);
        let (_, mut child) =
            self.children.remove(place.with_context(|| format!("{name} was never started"))?);
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// How a started program ended, if it did.
    pub fn ended(&mut self, name: &str) -> Result<Option<ExitStatus>> {
        let child = self.children.iter_mut().find(|(known, _)| known == name);
        Ok(child.with_context(|| format!("{name} was never started"))?.1.try_wait()?)
    }

    /// Starts a display of `screen`, as `WIDTHxHEIGHT`, with a window manager. Returns the display's process id.
    pub fn raise_display(&mut self, screen: &str) -> Result<u32> {
        let mut server = self.command("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", &format!("{screen}x24")]);
        server.args(["-nolisten", "tcp", "-noreset"]);
        let id = self.start("display", &server)?;
        let number = self.hear("display", |line| line.trim().parse::<u32>().ok())?;
        self.display = format!(":{number}");
        let manager = self.command("openbox");
        self.start("openbox", &manager)?;
        // A window that opens while the manager takes over the display may never be shown.
        until("the window manager", READY, || {
            let said = self.command("xprop").args(["-root", "_NET_SUPPORTING_WM_CHECK"]).output()?;
            Ok(String::from_utf8_lossy(&said.stdout).contains("window id").then_some(()))
        })?;
        Ok(id)
    }

    /// Starts a session bus for what is started from now on.
    pub fn raise_bus(&mut self) -> Result<()> {
        let mut bus = self.command("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]);
        self.start("bus", &bus)?;
        self.bus = self.hear("bus", |line| line.starts_with("unix:").then(|| line.trim().to_owned()))?;
        Ok(())
    }

    /// Opens the terminal that keys are typed into; it writes each line that it receives to a file.
    pub fn answer_window(&mut self, geometry: &str) -> Result<()> {
        self.window(ANSWER, geometry, "printf 'Your answer:\\n\\n'; exec cat > answer.txt")
    }

    /// Opens a terminal that runs `script` in the agent's home folder, and waits until it is on the display.
    pub fn window(&mut self, title: &str, geometry: &str, script: &str) -> Result<()> {
        let mut terminal = self.command("xterm");
        terminal.current_dir(self.agent());
        terminal.args(["-title", title, "-geometry", geometry, "-fa", "DejaVu Sans Mono", "-fs", "12"]);
        // Clicks in quick succession would select what they meet.
        terminal.args(["-xrm", "*multiClickTime: 1"]);
        terminal.args(["-e", "sh", "-c", script]);
        // `start` sets its own folder: a shell changes to the agent's.
        let mut shell = self.command("sh");
        shell.args(["-c", "cd \"$HOME\" && exec \"$@\"", "sh", "xterm"]).args(terminal.get_args());
        self.start(title, &shell)?;
        until(&format!("the window {title:?}"), READY, || Ok(self.find_window(title)))?;
        Ok(())
    }

    /// The id of the visible window whose whole title fits this pattern.
    pub fn find_window(&self, title: &str) -> Option<String> {
        let pattern = format!("^{title}$");
        let found =
            self.command("xdotool").args(["search", "--onlyvisible", "--name", &pattern]).output().ok()?;
        let found = String::from_utf8_lossy(&found.stdout).into_owned();
        found.lines().next().map(str::to_owned)
    }

    /// Presses and releases the keys of `text`, which must hold lower-case letters, spaces and full stops only, so that
    /// each character is one key; then Return. From one press to the next takes `delay`, over each second. Returns how many
    /// keys that was.
    pub fn type_line(&self, text: &str, delay: Duration) -> Result<u64> {
        let window = self.find_window(ANSWER).context("the window to type in is gone")?;
        read(self.command("xdotool").args(["windowactivate", "--sync", &window]))?;
        let in_a_second = (SECOND.as_millis() / delay.as_millis().max(1)).max(1) as usize;
        let began = Instant::now();
        let mut typed = Duration::ZERO;
        for keys in text.as_bytes().chunks(in_a_second) {
            // Some versions of xdotool wait half as long as they are told: what they are early is made up for here.
            thread::sleep(typed.saturating_sub(began.elapsed()));
            typed += SECOND;
            let keys = std::str::from_utf8(keys).context("only plain letters can be typed")?;
            read(self.command("xdotool").args(["type", "--delay", &delay.as_millis().to_string(), keys]))?;
        }
        read(self.command("xdotool").args(["key", "Return"]))?;
        Ok(text.len() as u64 + 1)
    }

    /// Waits until the window that is typed into has received so many keys, each line of them ended by Return.
    pub fn wait_for_answer(&self, keys: u64) -> Result<()> {
        let answer = self.agent().join("answer.txt");
        until("the keys to reach the window", SOON, || {
            Ok((fs::metadata(&answer)?.len() == keys).then_some(()))
        })
    }

    /// A picture of the whole screen, as `folder/NAME`.
    pub fn picture(&self, name: &str) -> Result<()> {
        read(self.command("import").args(["-window", "root"]).arg(self.folder.join(name))).map(drop)
    }

    /// Leaves what runs running. Returns each program that does, with its process id.
    pub fn leave_running(mut self) -> Vec<(String, u32)> {
        let mut left = Vec::new();
        for (name, mut child) in std::mem::take(&mut self.children) {
            if matches!(child.try_wait(), Ok(None)) {
                left.push((name, child.id()));
            }
        }
        left
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        for (_, child) in self.children.iter_mut().rev() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Runs it to its end, and returns its standard output; what it says on standard error comes with a failure.
pub fn read(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().with_context(|| format!("`{}` can't be started", show(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed with {}: {}", show(command), output.status, said.trim());
    }
    Ok(output.stdout)
}

/// The processes with this name that a process has started and that still run.
pub fn children_named(parent: u32, name: &str) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").context("/proc can't be read")?.flatten() {
        // A process may end between the two.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        // `PID (NAME) STATE PPID …`, see proc(5).
        let Some((head, tail)) = stat.rsplit_once(')') else { continue };
        let its_parent = tail.split_whitespace().nth(1);
        if let Some(id) = head.strip_suffix(&format!(" ({name}"))
            && its_parent == Some(parent.to_string().as_str())
        {
            found.push(id.parse().with_context(|| format!("{id} is no process id"))?);
        }
    }
    Ok(found)
}
