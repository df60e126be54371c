//! A desk: display, window manager, bus and home folder; and the app's window on it.

use std::{
    cell::{Cell, RefCell},
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    ops::Deref,
    os::unix::{fs::PermissionsExt as _, net::UnixStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use candor_tests::driver::{Done, Page, what};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    journey::rig::{PROJECT, Server},
    support::{camera::camera, display::Display, marked::Marked, programs, wait::until},
};

/// Longer than anything takes that works, also on a busy machine.
pub const LONG: Duration = Duration::from_secs(40);
/// The window that shows as long as anything is recorded.
pub const PILL: &str = "Candor recording";
/// The processes of a window: the program, and those of its web view.
pub const WINDOW: [&str; 3] = ["candor-desktop", "WebKitWebProcess", "WebKitNetworkProcess"];

/// One agent's desktop. All that runs on it ends when it is dropped; if that is for a failure, a picture of it is left in
/// `target/window/`.
pub struct Desk {
    name: &'static str,
    pub display: Display,
    pub processes: Marked,
    camera: &'static str,
    bus: String,
    pictured: Cell<bool>,
    children: RefCell<Vec<Child>>,
    folder: TempDir,
}

impl Desk {
    /// A desk with the name of its test.
    pub fn set(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = folder.path().join("run");
        fs::create_dir(&runtime).unwrap();
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
        let processes = Marked::by(&runtime);
        let mut desk = Self {
            name,
            display: Display::with_screen("1280x900x24"),
            processes,
            camera: "ok",
            bus: String::new(),
            pictured: Cell::new(false),
            children: RefCell::default(),
            folder,
        };
        desk.bus = desk.start_bus();
        let manager = desk.command("openbox").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        desk.children.get_mut().push(manager);
        until("the window manager", LONG, || {
            let said =
                desk.display.command("xprop").args(["-root", "_NET_SUPPORTING_WM_CHECK"]).output().unwrap();
            String::from_utf8_lossy(&said.stdout).contains("window id").then_some(())
        });
        desk
    }

    #[allow(
        clippy::zombie_processes,
        reason = "the desk kills all that bears its mark, and ends with its process"
    )]
    fn start_bus(&self) -> String {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("window/bus.conf");
        let mut daemon = self.command("dbus-daemon");
        daemon.arg("--config-file").arg(config).args(["--nofork", "--nopidfile", "--print-address=1"]);
        let mut daemon = daemon.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(!address.is_empty(), "dbus-daemon doesn't start");
        self.children.borrow_mut().push(daemon);
        address.trim().to_owned()
    }

    /// A command of the person at this desk.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("DISPLAY", self.display.name()).env("GDK_BACKEND", "x11").env("LANG", "C.UTF-8");
        let (mark, runtime) = self.processes.variable();
        command.env("HOME", self.path()).env("CANDOR_HOME", self.home()).env(mark, runtime);
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
        // Nothing of the machine's desktop is asked for files, settings or assistance.
        command.env("GIO_USE_VFS", "local").env("GSETTINGS_BACKEND", "memory").env("NO_AT_BRIDGE", "1");
        let camera = camera(self.camera);
        command.env("CANDOR_TEST_CAMERA_LIBRARY", &camera.library).env("CANDOR_TEST_CAMERA", &camera.mode);
        command.current_dir(self.path()).stdin(Stdio::null());
        command
    }

    /// Gives it a camera that behaves in this way.
    pub fn with_camera(mut self, mode: &'static str) -> Self {
        self.camera = mode;
        self
    }

    /// A desk whose agent has joined, said yes to these categories and no to the rest, and whose engine runs.
    pub fn joined(name: &'static str, server: &Server, categories: &[&str]) -> Self {
        Self::set(name).join(server, categories)
    }

    /// Joins, says yes to these categories and no to the rest, and leaves the engine running.
    pub fn join(self, server: &Server, categories: &[&str]) -> Self {
        let desk = self;
        let key = format!("file:{}", desk.path().join("key").display());
        desk.candor(&["--key-store", &key, "enroll", server.invitation()]);
        desk.start_engine();
        let notice = desk.candor(&["notice", PROJECT]);
        let hash = notice["sha256"].as_str().unwrap();
        let all = ["activity_counts", "screenshots", "webcam_stills", "work_notes"];
        let (yes, no): (Vec<_>, Vec<_>) = all.into_iter().partition(|category| categories.contains(category));
        for (answer, categories) in [("grant", yes), ("decline", no)] {
            if !categories.is_empty() {
                let end = ["--project", PROJECT, "--notice", hash];
                let end = if answer == "grant" { &end[..] } else { &end[..2] };
                desk.candor(&[&["consent", answer], &categories[..], end].concat());
            }
        }
        desk
    }

    /// Starts the engine as the system does with its session.
    pub fn start_engine(&self) {
        let log = fs::File::create(self.path().join("engine.log")).unwrap();
        let mut engine = self.command(programs::agent());
        engine.arg("engine").env("CANDOR_LOG", "candor_engine=info").env("NO_COLOR", "1");
        let engine = engine.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        self.children.borrow_mut().push(engine);
        // `candor status` would hold the folder itself while no engine does.
        until("the engine", LONG, || UnixStream::connect(self.home().join("engine.sock")).ok());
    }

    /// What the engine that was started so has logged.
    pub fn logged(&self) -> String {
        fs::read_to_string(self.path().join("engine.log")).unwrap()
    }

    /// Asks the engine by its socket, for what no command asks.
    pub fn ask(&self, mut request: Value) -> Value {
        let mut socket = UnixStream::connect(self.home().join("engine.sock")).unwrap();
        request["v"] = 1.into();
        writeln!(socket, "{request}").unwrap();
        let mut line = String::new();
        BufReader::new(socket).read_line(&mut line).unwrap();
        let mut reply: Value = serde_json::from_str(&line).unwrap();
        assert!(!reply["done"].is_null(), "{request}: {reply}");
        reply["done"].take()
    }

    /// Where the person's files are.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Candor's home folder.
    pub fn home(&self) -> PathBuf {
        self.path().join("candor")
    }

    /// The bus's address.
    pub fn bus(&self) -> &str {
        &self.bus
    }

    /// Runs `candor --json`, as somebody does who has a terminal on this desk too: its exit status and what it printed.
    pub fn run(&self, words: &[&str]) -> (i32, Value) {
        let output = self.command(programs::agent()).arg("--json").args(words).output().unwrap();
        let printed = serde_json::from_slice(&output.stdout);
        let printed = printed.unwrap_or_else(|error| panic!("candor {words:?}: {error}\n{output:?}"));
        (output.status.code().unwrap(), printed)
    }

    /// The same where it must succeed.
    pub fn candor(&self, words: &[&str]) -> Value {
        let (code, printed) = self.run(words);
        assert_eq!(code, 0, "candor {words:?}: {printed}");
        printed
    }

    /// The engine's status once it is as wanted.
    pub fn status_when(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let end = Instant::now() + LONG;
        until(what, 2 * LONG, || {
            let (code, status) = self.run(&["status"]);
            last = status;
            assert!(Instant::now() < end, "waited in vain for {what}: {last}");
            (code == 0 && wanted(&last)).then(|| last.take())
        })
    }

    /// The engine's process.
    pub fn engine(&self) -> u32 {
        self.processes.one("candor")
    }

    /// The sensor processes.
    pub fn sensors(&self) -> Vec<u32> {
        self.processes.named("candor-sensor")
    }

    /// Whether the pill is on the screen.
    pub fn pill(&self) -> bool {
        self.window_named(PILL).is_some()
    }

    /// The app's window, whose title says what it shows.
    pub fn app(&self) -> Option<String> {
        self.window_named("(.* )?Candor")
    }

    /// The visible window whose whole title fits this pattern.
    pub fn window_named(&self, title: &str) -> Option<String> {
        let pattern = format!("^{title}$");
        let words = ["search", "--onlyvisible", "--name", &pattern];
        let found = self.display.command("xdotool").args(words).output().unwrap();
        String::from_utf8_lossy(&found.stdout).lines().next().map(str::to_owned)
    }

    /// A picture of the whole screen, into `target/window/`.
    pub fn picture(&self, name: &str) -> PathBuf {
        let folder = programs::folder().with_file_name("window");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.png"));
        let taken = self.display.command("import").args(["-window", "root"]).arg(&file).status();
        assert!(taken.is_ok_and(|status| status.success()), "no picture");
        file
    }

    /// Leaves one picture of what a test failed at.
    fn show_failure(&self) {
        if !self.pictured.replace(true) {
            println!("what was on the screen: {}", self.picture(self.name).display());
        }
    }

    /// Opens the app's window.
    pub fn open(&self) -> Window<'_> {
        Window::open(self)
    }

    /// Opens it for the first time: no keychain is there, so the key goes to a file.
    pub fn open_first(&self) -> Window<'_> {
        let window = self.open();
        ok(window.see("Where should the key be kept?"));
        ok(window.press(what("button", "Choose a file")));
        let key = self.path().join("key");
        ok(window.write(what("textbox", "The file’s path"), key.to_str().unwrap()));
        ok(window.press(what("button", "Keep the key in this file")));
        ok(window.find(what("textbox", "Invitation")));
        window
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.show_failure();
            for log in [self.home().join("engine.log"), self.path().join("engine.log")] {
                println!("what the engine logged:\n{}", fs::read_to_string(log).unwrap_or_default());
            }
        }
        self.processes.end();
        for child in self.children.get_mut() {
            let _ = child.wait();
        }
    }
}

/// The app's window, opened for this test, and its driver.
pub struct Window<'a> {
    desk: &'a Desk,
    page: Option<Page>,
    driver: Child,
}

impl<'a> Window<'a> {
    fn open(desk: &'a Desk) -> Self {
        let program = programs::desktop();
        // Between the system's choice of a port and the driver's use of it, somebody else may take it.
        for _ in 0..3 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let mut driver = desk.command("WebKitWebDriver");
            driver
                .arg(format!("--port={port}"))
                .env("TAURI_AUTOMATION", "true")
                .env("TAURI_WEBVIEW_AUTOMATION", "true");
            let mut driver = driver.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let listens = until("WebKitWebDriver", LONG, || {
                if driver.try_wait().unwrap().is_some() {
                    return Some(false);
                }
                std::net::TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(true)
            });
            if listens {
                let page = match Page::open(port, program) {
                    Ok(page) => Some(page),
                    Err(failed) => {
                        desk.show_failure();
                        panic!("{failed}");
                    }
                };
                return Self { desk, page, driver };
            }
        }
        panic!("WebKitWebDriver doesn't listen");
    }

    /// Closes it as a person does, and waits until its processes are gone.
    pub fn close(self) {
        until("the window", LONG, || self.desk.app());
        until("the window to close", LONG, || {
            // A window manager that is busy with something else may miss a key, and a person presses it again.
            let window = self.desk.app()?;
            let words = ["windowactivate", "--sync", &window, "key", "alt+F4"];
            self.desk.display.command("xdotool").args(words).output().unwrap();
            (0..100).any(|_| self.desk.app().is_none()).then_some(())
        });
        self.desk.processes.gone(&WINDOW);
    }
}

impl Deref for Window<'_> {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page.as_ref().expect("a page until it is dropped")
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Before the window goes.
            self.desk.show_failure();
        }
        drop(self.page.take());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// For tests: what failed is said where it failed.
#[track_caller]
pub fn ok<T>(done: Done<T>) -> T {
    done.unwrap_or_else(|failed| panic!("{failed}"))
}
