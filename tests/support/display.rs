//! A virtual display of its own for each test: Xvfb on a number that the system picks.

use std::{
    io::{BufRead as _, BufReader, PipeReader},
    os::fd::AsRawFd as _,
    process::{Child, Command, Stdio},
};

/// A running Xvfb, ended when dropped.
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
        let (read, write) = std::io::pipe().unwrap();
        rustix::io::fcntl_setfd(&write, rustix::io::FdFlags::empty()).unwrap();
        let number = write.as_raw_fd().to_string();
        let server = Command::new("Xvfb")
            .args(["-displayfd", &number, "-screen", "0", screen, "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed: see the README for what the tests need");
        drop(write);
        let name = format!(":{}", first_line(read));
        Self { server, name }
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

fn first_line(pipe: PipeReader) -> String {
    let mut line = String::new();
    BufReader::new(pipe).read_line(&mut line).unwrap();
    let number = line.trim();
    assert!(!number.is_empty(), "Xvfb ended before it had a display");
    number.into()
}
