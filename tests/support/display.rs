//! A virtual display of its own for each test, on a number that the system picks.

use std::{
    io::{BufRead as _, BufReader, PipeReader},
    os::fd::AsRawFd as _,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use x11rb::protocol::xproto::ConnectionExt as _;

use super::wait;

/// Longer than a server takes to start, also on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// A running X server, ended when dropped.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// A display of 1280 by 720 pixels.
    pub fn start() -> Self {
        Self::with_screen("1280x720x24")
    }

    /// A display with this screen, as `WIDTHxHEIGHTxDEPTH`.
    pub fn with_screen(screen: &str) -> Self {
        Self::serve("Xvfb", &["-screen", "0", screen])
            .expect("Xvfb is installed and starts: see the README for what the tests need")
    }

    /// Two monitors of 800 by 600 pixels side by side, which Xvfb doesn't have: Xorg with its driver for no hardware. None
    /// where this user may not start that.
    pub fn with_two_monitors() -> Option<Self> {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/two-monitors.conf");
        let log = tempfile::NamedTempFile::new().unwrap();
        let (config, log) = (config.to_str().unwrap(), log.path().to_str().unwrap());
        let display =
            Self::serve("Xorg", &["-config", config, "-logfile", log, "-novtswitch", "-sharevts", "vt7"])?;
        let configure = |arguments: &[&str]| {
            assert!(display.command("xrandr").args(arguments).status().unwrap().success(), "{arguments:?}");
        };
        configure(&["--addmode", "DUMMY1", "800x600"]);
        configure(&["--output", "DUMMY1", "--mode", "800x600", "--right-of", "DUMMY0"]);
        Some(display)
    }

    fn serve(program: &str, arguments: &[&str]) -> Option<Self> {
        let (read, write) = std::io::pipe().unwrap();
        rustix::io::fcntl_setfd(&write, rustix::io::FdFlags::empty()).unwrap();
        let number = write.as_raw_fd().to_string();
        let mut server = Command::new(program)
            .args(["-displayfd", &number, "-nolisten", "tcp", "-noreset"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        drop(write);
        let (send, number) = mpsc::channel();
        thread::spawn(move || send.send(first_line(read)));
        match number.recv_timeout(LONG) {
            Ok(Some(number)) => Some(Self { server, name: format!(":{number}") }),
            _ => {
                let _ = server.kill();
                server.wait().unwrap();
                None
            }
        }
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs `xdotool` to its end.
    pub fn xdotool(&self, arguments: &[&str]) -> String {
        let output = self.command("xdotool").args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "xdotool {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// A command on this display.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.name)
            .env_remove("XAUTHORITY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null());
        command
    }

    /// Starts a compositor on it; it ends with the display.
    pub fn composite(&self) {
        let mut command = self.command("picom");
        command.args(["--backend", "xrender", "--config", "/dev/null"]).stdout(Stdio::null());
        let mut compositor = command.stderr(Stdio::null()).spawn().expect("picom is installed");
        thread::spawn(move || compositor.wait());
        let (connection, _) = self.connect();
        let atom = connection.intern_atom(false, b"_NET_WM_CM_S0").unwrap().reply().unwrap().atom;
        wait::until("a compositor", LONG, || {
            let owner = connection.get_selection_owner(atom).unwrap().reply().unwrap().owner;
            (owner != x11rb::NONE).then_some(())
        });
    }

    /// A connection of the test's own to it, and the root window's screen number.
    pub fn connect(&self) -> (x11rb::rust_connection::RustConnection, usize) {
        x11rb::connect(Some(&self.name)).unwrap()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Nothing where the server ended before it had a display.
fn first_line(pipe: PipeReader) -> Option<String> {
    let mut line = String::new();
    BufReader::new(pipe).read_line(&mut line).unwrap();
    let number = line.trim();
    (!number.is_empty()).then(|| number.into())
}
