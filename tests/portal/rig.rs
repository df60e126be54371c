//! A browser and its driver.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    ops::Deref,
    process::{Child, Command, Stdio},
    time::Duration,
};

use candor_tests::driver::{Done, Page};
use tempfile::TempDir;

use crate::support::{programs, wait::until};

/// Longer than anything takes that works, also on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// Chromium with an empty profile and a passkey of its own; if a test fails, what it showed is left in `target/portal/`.
pub struct Browser {
    name: &'static str,
    page: Option<Page>,
    driver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Opens one for the test of this name.
    pub fn open(name: &'static str) -> Self {
        let profile = tempfile::tempdir().unwrap();
        // Between the system's choice of a port and the driver's use of it, somebody else may take it.
        for _ in 0..3 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let mut driver = Command::new("chromedriver");
            driver.arg(format!("--port={port}")).env("HOME", profile.path());
            let mut driver = driver.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let listens = until("chromedriver", LONG, || {
                if driver.try_wait().unwrap().is_some() {
                    return Some(false);
                }
                TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(true)
            });
            if listens {
                let page = ok(Page::browse(port, &profile.path().join("profile")));
                ok(page.hold_key());
                return Self { name, page: Some(page), driver, _profile: profile };
            }
        }
        panic!("chromedriver doesn't listen");
    }

    /// Leaves a picture of what it shows in `target/portal/`.
    pub fn picture(&self, name: &str) {
        let folder = programs::folder().with_file_name("portal");
        fs::create_dir_all(&folder).unwrap();
        ok(self.settle());
        fs::write(folder.join(format!("{name}.png")), ok(self.screenshot())).unwrap();
    }
}

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page.as_ref().expect("a page until it is dropped")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Some(shown) = self.page.as_ref().and_then(|page| page.screenshot().ok())
        {
            let folder = programs::folder().with_file_name("portal");
            let file = folder.join(format!("{}.png", self.name));
            if fs::create_dir_all(&folder).and_then(|()| fs::write(&file, shown)).is_ok() {
                println!("what the browser showed: {}", file.display());
            }
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
