//! What there is to choose from is told, and nothing is captured for it.

use candor_capture::{CameraDevice, Launch, Monitor, OpenWindow, host::surroundings};

use crate::support::{camera::camera, display::Display, programs};

#[tokio::test]
async fn windows_monitors_and_cameras_are_told() {
    let display = Display::start();
    let (_connection, _) = super::exclusion::secret_window(&display);
    let launch = Launch::new(programs::sensor()).on_display(display.name()).with_test_camera(camera("ok"));
    let found = surroundings(&launch).await.unwrap();
    assert_eq!(found.windows, [OpenWindow { application: "Vault".into(), title: "Secret plans".into() }]);
    assert!(found.private_known);
    let [Monitor { index: 0, width: 1280, height: 720, .. }] = found.monitors.as_slice() else {
        panic!("{:?}", found.monitors)
    };
    let [CameraDevice { name, index: 0 }] = found.cameras.as_slice() else { panic!("{:?}", found.cameras) };
    assert!(!name.is_empty());
}

#[tokio::test]
async fn without_a_display_there_is_little_to_tell() {
    let launch = Launch::new(programs::sensor()).on_display(":4711").with_test_camera(camera("none"));
    let found = surroundings(&launch).await.unwrap();
    assert_eq!(found, candor_capture::Surroundings::default());
}

#[tokio::test]
async fn a_program_that_gives_no_answer_is_an_error() {
    let failed = surroundings(&Launch::new("/bin/true")).await;
    assert!(failed.is_err(), "{failed:?}");
}
