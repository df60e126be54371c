//! A browser and its driver.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    ops::Deref,
    path::Path,
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

use candor_tests::driver::{Done, Page};
use serde_json::Value;
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

    /// Leaves a picture of what it shows in `target/portal/`, and lets nothing pass that axe has against it.
    #[track_caller]
    pub fn view(&self, name: &str) {
        let folder = programs::folder().with_file_name("portal");
        fs::create_dir_all(&folder).unwrap();
        ok(self.settle());
        fs::write(folder.join(format!("{name}.png")), ok(self.screenshot())).unwrap();
        let violations = ok(self.run(axe(), &[]));
        let violations: Vec<_> = violations.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(violations.is_empty(), "axe, on {name}:\n{}", violations.join("\n"));
    }

    /// After how many milliseconds the page at an address first shows something, nothing of it being kept: the median of five loads.
    pub fn first_paint(&self, address: &str) -> f64 {
        let script = "return performance.getEntriesByName('first-contentful-paint', 'paint')[0]?.startTime";
        let mut took = [(); 5].map(|()| {
            ok(self.empty_cache());
            ok(self.go(address));
            ok(self.until("the first paint", || Ok(self.run(script, &[])?.as_f64())))
        });
        took.sort_by(f64::total_cmp);
        took[2]
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

/// axe, and what it is asked.
fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(file).expect("axe isn't there: npm ci in ui/ brings it");
        format!("{axe}\n{}", include_str!("axe.js"))
    })
}

/// For tests: what failed is said where it failed.
#[track_caller]
pub fn ok<T>(done: Done<T>) -> T {
    done.unwrap_or_else(|failed| panic!("{failed}"))
}
