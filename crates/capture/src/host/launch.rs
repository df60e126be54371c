//! How a sensor process is started.

use std::{
    env,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

/// What the sensor process keeps of the environment: where the display is, and nothing else.
const KEPT_ENVIRONMENT: &[&str] = &[
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "XDG_RUNTIME_DIR",
    "HOME",
    "LANG",
    "SYSTEMROOT",
];

/// How to start a sensor process.
#[derive(Debug, Clone)]
pub struct Launch {
    program: PathBuf,
    display: Option<OsString>,
    test_camera: Option<TestCamera>,
}

/// A stand-in for a camera, for tests: a library that the process is started with and that answers for `/dev/video0`.
#[derive(Debug, Clone)]
pub struct TestCamera {
    /// The library.
    pub library: PathBuf,
    /// How it behaves: `ok`, `open`, `busy`, `streamon`, `unplug`, `stall`.
    pub mode: String,
}

impl Launch {
    /// The program at this path.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), display: None, test_camera: None }
    }

    /// The program beside the one that runs now, where it is installed.
    ///
    /// # Errors
    ///
    /// Fails where the running program's own path is unknown.
    pub fn beside_current_program() -> io::Result<Self> {
        let program = env::current_exe()?.with_file_name(format!("candor-sensor{}", env::consts::EXE_SUFFIX));
        Ok(Self::new(program))
    }

    /// On another X display than this process's own, as `DISPLAY` names it.
    #[must_use]
    pub fn on_display(self, display: impl Into<OsString>) -> Self {
        Self { display: Some(display.into()), ..self }
    }

    /// With a stand-in for the camera.
    #[must_use]
    pub fn with_test_camera(self, camera: TestCamera) -> Self {
        Self { test_camera: Some(camera), ..self }
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    pub(super) fn environment(&self) -> Vec<(OsString, OsString)> {
        let kept = KEPT_ENVIRONMENT.iter().filter_map(|name| Some(((*name).into(), env::var_os(name)?)));
        let camera = self.test_camera.iter().flat_map(|camera| {
            [
                ("LD_PRELOAD".into(), camera.library.clone().into_os_string()),
                ("CANDOR_TEST_CAMERA".into(), camera.mode.clone().into()),
            ]
        });
        let display = self.display.iter().map(|display| ("DISPLAY".into(), display.clone()));
        kept.chain(display).chain(camera).collect()
    }
}
