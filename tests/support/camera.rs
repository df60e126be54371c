//! The test camera: a library that answers for `/dev/video0` in the process that is started with it.

use std::{path::PathBuf, sync::OnceLock};

use candor_capture::host::TestCamera;

use super::{library::compiled, programs};

/// A camera that behaves as `mode` says; the modes are listed in `fake-camera/fake_camera.c`.
pub fn camera(mode: &str) -> TestCamera {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    let library = LIBRARY.get_or_init(|| compiled("fake-camera/fake_camera.c", programs::folder()));
    TestCamera { library: library.clone(), mode: mode.into() }
}
