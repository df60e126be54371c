//! The test camera: a library that answers for `/dev/video0` in the process that is started with it.

use std::{path::PathBuf, process::Command, sync::OnceLock};

use candor_capture::host::TestCamera;

/// A camera that behaves as `mode` says; the modes are listed in `fake-camera/fake_camera.c`.
pub fn camera(mode: &str) -> TestCamera {
    TestCamera { library: library().clone(), mode: mode.into() }
}

/// Compiles the library once for all tests.
fn library() -> &'static PathBuf {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/fake-camera/fake_camera.c");
        let library = super::programs::folder().join("libcandor_test_camera.so");
        // Another test process may load the library meanwhile: it is replaced, never written over.
        let fresh = library.with_extension(format!("so.{}", std::process::id()));
        let status = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()))
            .args(["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o"])
            .args([fresh.as_os_str(), source.as_ref(), "-ldl".as_ref()])
            .status()
            .expect("a C compiler is installed");
        assert!(status.success(), "{source} doesn't compile");
        std::fs::rename(&fresh, &library).unwrap();
        library
    })
}
