//! A server and an agent's machine, each with folders of its own.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use candor_domain::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{library::Fake, programs, wait::until};

/// The name of quickstart's project.
pub const PROJECT: &str = "Example Project";

/// A running server with one client, project and invitation; ended when dropped.
pub struct Server {
    child: Child,
    address: String,
    folder: TempDir,
    made: Value,
}

fn serve(data: &Path, listen: &str) -> (Child, String) {
    started(Command::new(programs::server()).args(["serve", "--listen", listen, "--data"]).arg(data))
}

fn started(command: &mut Command) -> (Child, String) {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut ready = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    let address = ready.trim().strip_prefix("candor-server ready at http://").expect("one ready line");
    (child, address.to_owned())
}

/// A clock so many times as fast, from this morning on: what is asked of today is all of it, at whatever hour a test runs.
pub fn fast(times: u32) -> String {
    fast_from(6 * 60, times)
}

/// The same from another minute of today.
pub fn fast_from(minute: u32, times: u32) -> String {
    let now = candor_domain::time::Clock::now(&candor_capture::SystemClock);
    let day = now.day_in(&candor_domain::Zone::UTC);
    format!("fast:{times}@{day}T{:02}:{:02}:00Z", minute / 60, minute % 60)
}

/// A port that nobody listens at right now.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Server {
    /// Starts one; `terms` are further words for `admin quickstart`.
    pub fn start(terms: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let (child, address) = serve(&data, "127.0.0.1:0");
        let made = admin(&data, &[&["quickstart", "--json"], terms].concat());
        Self { child, address, folder, made: serde_json::from_slice(&made.stdout).unwrap() }
    }

    /// Starts one that browsers take for a secure place, and so have passkeys for.
    pub fn for_browsers(terms: &[&str]) -> Self {
        Self::named(terms, &[])
    }

    /// The same, whose clients may have an identity provider at this port of the machine.
    pub fn with_provider(port: u16) -> Self {
        Self::named(&[], &["--internal-provider", &format!("127.0.0.1:{port}")])
    }

    fn named(terms: &[&str], more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        // Passkeys belong to a name, which has to be known with its port before the server listens.
        let port = free_port();
        let (listen, public) = (format!("127.0.0.1:{port}"), format!("http://localhost:{port}"));
        let words = [&["serve", "--listen", &listen, "--public-url", &public], more, &["--data"]].concat();
        let (child, address) = started(Command::new(programs::server()).args(words).arg(&data));
        let made = admin(&data, &[&["quickstart", "--json"], terms].concat());
        Self { child, address, folder, made: serde_json::from_slice(&made.stdout).unwrap() }
    }

    /// Starts one for browsers that has nobody yet; returns also the code that its terminal shows for the first account.
    pub fn empty() -> (Self, String) {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let (listen, public) = (format!("127.0.0.1:{port}"), format!("http://localhost:{port}"));
        let said = folder.path().join("terminal");
        let mut command = Command::new(programs::server());
        command.args(["serve", "--listen", &listen, "--public-url", &public, "--data"]);
        command.arg(folder.path().join("data")).stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(std::fs::File::create(&said).unwrap()).spawn().unwrap();
        let code = until("the code", Duration::from_secs(60), || {
            let said = std::fs::read_to_string(&said).unwrap();
            Some(said.lines().find_map(|line| line.split_once("with this code: "))?.1.trim().to_owned())
        });
        (Self { child, address: listen, folder, made: Value::Null }, code)
    }

    /// The address that people open in a browser.
    pub fn portal(&self) -> String {
        format!("http://localhost:{}", self.address.rsplit(':').next().unwrap())
    }

    /// The client's id.
    pub fn client(&self) -> &str {
        self.made["client"].as_str().unwrap()
    }

    /// Makes a member who signs in, and returns the link that they get.
    pub fn member(&self, name: &str, role: &str, email: &str) -> String {
        let words = [
            "member",
            "create",
            "--json",
            "--client",
            self.client(),
            "--name",
            name,
            "--role",
            role,
            "--email",
            email,
        ];
        let made = admin(&self.folder.path().join("data"), &words);
        let made: Value = serde_json::from_slice(&made.stdout).unwrap();
        made["link"].as_str().unwrap_or_else(|| panic!("no link: {made}")).to_owned()
    }

    /// Kills it with SIGKILL and starts it again at the same address.
    pub fn crash(&mut self) {
        self.kill();
        self.start_again();
    }

    /// Notes that the agent withdrew a category by another way than the device.
    pub fn withdraw(&self, category: &str) {
        let (agent, project) = (self.made["agent"].as_str().unwrap(), self.made["project"].as_str().unwrap());
        let words = ["withdraw", "--agent", agent, "--project", project, "--category", category];
        admin(&self.folder.path().join("data"), &words);
    }

    /// Where its data is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Kills it with SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again at the same address.
    pub fn start_again(&mut self) {
        (self.child, self.address) = serve(&self.folder.path().join("data"), &self.address);
    }

    /// The invitation's link.
    pub fn invitation(&self) -> &str {
        self.made["invitation"].as_str().unwrap()
    }

    /// What the client sees of the agent's day, today in UTC.
    pub fn work_log(&self) -> Value {
        self.work_log_after(0)
    }

    /// The same of the day that is so many seconds from now.
    pub fn work_log_after(&self, seconds: i64) -> Value {
        let out = self.folder.path().join("worklog");
        let _ = std::fs::remove_dir_all(&out);
        let now = candor_domain::time::Clock::now(&candor_capture::SystemClock).as_millis();
        let day = Timestamp::from_millis(now + 1_000 * seconds).day_in(&candor_domain::Zone::UTC).to_string();
        let agent = self.made["agent"].as_str().unwrap();
        let words = ["worklog", "--agent", agent, "--day", &day, "--out", out.to_str().unwrap()];
        admin(&self.folder.path().join("data"), &words);
        let log: Value = serde_json::from_slice(&std::fs::read(out.join("worklog.json")).unwrap()).unwrap();
        for capture in log["captures"].as_array().unwrap() {
            let bytes = std::fs::read(out.join(capture["file"].as_str().unwrap())).unwrap();
            assert_eq!(candor_domain::Sha256Hash::of(bytes).to_string(), capture["sha256"].as_str().unwrap());
        }
        log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn admin(data: &Path, words: &[&str]) -> Output {
    let output =
        Command::new(programs::server()).arg("admin").args(words).arg("--data").arg(data).output().unwrap();
    assert!(output.status.success(), "admin {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// An agent's machine.
pub struct Agent {
    folder: TempDir,
    display: Option<String>,
    clock: Option<Fake>,
    disk: Option<Fake>,
}

impl Agent {
    /// A machine with this display, or without one.
    pub fn new(display: Option<&str>) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            display: display.map(Into::into),
            clock: None,
            disk: None,
        }
    }

    /// A machine that is enrolled, its key in a file beside the home folder.
    pub fn enrolled(server: &Server, display: Option<&str>) -> Self {
        let agent = Self::new(display);
        agent.json(&["enroll", server.invitation()]);
        agent
    }

    /// Gives the machine, `candor` and its sensor process, a wall clock that can be set.
    pub fn with_wall_clock(self) -> Self {
        let clock = Some(Fake::compiled("fake-clock/fake_clock.c", self.folder.path()));
        Self { clock, ..self }
    }

    /// Gives it a disk that can be made to fail.
    pub fn with_failing_disk(self) -> Self {
        let disk = Some(Fake::compiled("fake-disk/fake_disk.c", self.folder.path()));
        Self { disk, ..self }
    }

    /// Whether nothing can be written to its store.
    pub fn fail_disk(&self, fails: bool) {
        self.disk.as_ref().expect("a disk that can fail").set(fails.into());
    }

    /// Sets that clock so many seconds ahead of the right time, or behind it.
    pub fn set_wall_clock(&self, seconds: i64) {
        self.clock.as_ref().expect("a clock that can be set").set(seconds);
    }

    /// Its home folder.
    pub fn home(&self) -> PathBuf {
        self.path().join("home")
    }

    /// Where files may be put.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// `candor` with these words.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(programs::agent());
        command.env_clear().env("HOME", self.path()).env("CANDOR_HOME", self.home());
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(self.display.as_ref().map(|display| ("DISPLAY", display)));
        if let Some(clock) = &self.clock {
            // What a sensor process may be started with for tests is a library; its name says camera.
            command.env("CANDOR_TEST_CAMERA_LIBRARY", &clock.library);
        }
        let fakes = [&self.clock, &self.disk].into_iter().flatten();
        let fakes: Vec<_> = fakes.map(|fake| fake.library.to_str().unwrap()).collect();
        if !fakes.is_empty() {
            command.env("LD_PRELOAD", fakes.join(":"));
        }
        command.arg("--key-store").arg(format!("file:{}", self.path().join("key").display()));
        command.args(words).stdin(Stdio::null());
        command
    }

    /// Runs `candor --json` to its end: its exit code and what it printed.
    pub fn run(&self, words: &[&str]) -> (i32, Value) {
        let output = self.command(&[&["--json"], words].concat()).output().unwrap();
        let printed = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("candor {words:?}: {error}\n{output:?}");
        });
        (output.status.code().unwrap(), printed)
    }

    /// The same where it must succeed.
    pub fn json(&self, words: &[&str]) -> Value {
        let (code, printed) = self.run(words);
        assert_eq!(code, 0, "candor {words:?}: {printed}");
        printed
    }

    /// Reads the notice and grants these categories.
    pub fn grant(&self, categories: &[&str]) {
        self.grant_in(PROJECT, categories);
    }

    /// The same in the project of this name.
    pub fn grant_in(&self, project: &str, categories: &[&str]) {
        let notice = self.json(&["notice", project]);
        let hash = notice["sha256"].as_str().unwrap();
        self.json(&[&["consent", "grant"], categories, &["--project", project, "--notice", hash]].concat());
    }

    /// Starts `candor run` and waits until it records.
    pub fn record(&self, words: &[&str]) -> Recording {
        let mut command = self.command(&[&["--json", "run", "--project", PROJECT], words].concat());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let recording = Recording { child: Some(child) };
        until("the session to run", Duration::from_secs(60), || {
            let (code, status) = self.run(&["status"]);
            (code == 0 && status["state"] == "running" && status["session"].is_object()).then_some(())
        });
        recording
    }

    /// The running session's status once it is as wanted.
    pub fn status_when(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        until(what, Duration::from_secs(60), || {
            let status = self.json(&["status"]);
            wanted(&status).then_some(status)
        })
    }
}

/// A running `candor run`; killed when dropped.
pub struct Recording {
    child: Option<Child>,
}

impl Recording {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// The sensor processes that it has.
    pub fn sensors(&self) -> Vec<u32> {
        let id = self.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        children.split_whitespace().map(|child| child.parse().unwrap()).collect()
    }

    /// Kills it with SIGKILL.
    pub fn crash(self) {}

    /// Waits for its end: what it printed last.
    pub fn end(mut self) -> Value {
        let output = self.child.take().unwrap().wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
