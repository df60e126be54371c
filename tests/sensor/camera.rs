//! Stills through the real camera path, and what is said when there is none.

use std::{fs, time::Instant};

use candor_capture::{Choices, FromSensor, Launch, SensorConfig, SensorProblem};
use candor_domain::{
    Category,
    record::{CaptureSource, Finding, MediaType},
};

use super::rig::{LONG, Rig, config};
use crate::support::{camera::camera, display::Display, programs, wait};

const STILLS: [Category; 1] = [Category::WebcamStills];

/// Whether a process has the test camera open.
pub fn open(process: u32) -> bool {
    let files = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    files
        .filter_map(|file| fs::read_link(file.path()).ok())
        .any(|target| target.to_string_lossy().contains("candor-test-camera"))
}

async fn rig(mode: &str) -> Rig {
    let launch = Launch::new(programs::sensor()).with_test_camera(camera(mode));
    let mut rig = Rig::start_with(launch, Display::start(), config(&STILLS)).await;
    rig.arm(&STILLS).await;
    rig
}

#[tokio::test]
async fn a_still_is_taken_and_the_camera_closed_after_it() {
    let mut rig = rig("ok").await;
    let process = rig.sensor.id().unwrap();
    let FromSensor::Image(still) = rig.message().await else { panic!("no still") };
    assert_eq!((still.source, still.finding), (CaptureSource::Camera, Finding::Ordinary));
    assert_eq!((still.width, still.height, still.media_type), (640, 480, MediaType::Webp));
    let picture = image::load_from_memory(&still.bytes).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (640, 480));
    // The ground is grey; the square is brighter than anything else in its rows.
    let row: Vec<_> = (0..640).map(|x| picture.get_pixel(x, 80).0[1]).collect();
    let bright = row.iter().filter(|value| **value > 180).count();
    assert!((30..=50).contains(&bright), "{bright} bright pixels");
    assert!(row.iter().all(|value| *value > 60));
    wait::until("the camera to be closed", LONG, || (!open(process)).then_some(()));
    // The next one is opened anew.
    let FromSensor::Image(next) = rig.message().await else { panic!("no second still") };
    assert!(next.at > still.at);
    rig.finish().await;
}

#[tokio::test]
async fn a_covered_camera_is_said_to_be_black() {
    let mut rig = rig("covered").await;
    let FromSensor::Image(still) = rig.message().await else { panic!("no still") };
    assert_eq!(still.finding, Finding::Black);
    // The same again is unchanged, and the same bytes.
    let FromSensor::Image(next) = rig.message().await else { panic!("no second still") };
    assert_eq!((next.finding, &next.bytes), (Finding::Unchanged, &still.bytes));
}

#[tokio::test]
async fn each_failure_has_its_code_and_none_keeps_the_process_from_ending() {
    for (mode, problem) in [
        ("open", SensorProblem::PermissionDenied),
        ("busy", SensorProblem::Busy),
        ("streamon", SensorProblem::GrabFailed),
        ("unplug", SensorProblem::Unplugged),
        ("stall", SensorProblem::Stalled),
    ] {
        let mut rig = rig(mode).await;
        let missed = rig.message().await;
        assert!(
            matches!(missed, FromSensor::Missed { category: Category::WebcamStills, code, .. } if code == problem),
            "{mode}: {missed:?}"
        );
        let asked = Instant::now();
        rig.finish().await;
        assert!(asked.elapsed().as_millis() < 500, "{mode}: {:?}", asked.elapsed());
    }
}

#[tokio::test]
async fn without_a_camera_that_is_said_at_once() {
    let launch = Launch::new(programs::sensor()).with_test_camera(camera("none"));
    let mut rig = Rig::start_with(launch, Display::start(), config(&STILLS)).await;
    assert_eq!(rig.message().await, FromSensor::IndicatorShown);
    rig.consented.set_indicator(true);
    rig.sensor.arm(&rig.consented.grants()).await.unwrap();
    let missed = rig.message().await;
    assert!(matches!(missed, FromSensor::Missed { code: SensorProblem::NoDevice, .. }), "{missed:?}");
}

#[tokio::test]
async fn a_chosen_camera_that_is_gone_is_never_replaced_by_another() {
    let launch = Launch::new(programs::sensor()).with_test_camera(camera("ok"));
    let choices = Choices { camera: Some("Desk camera".into()), ..Choices::default() };
    let config = SensorConfig { choices, ..config(&STILLS) };
    let mut rig = Rig::start_with(launch, Display::start(), config).await;
    assert_eq!(rig.message().await, FromSensor::IndicatorShown);
    rig.consented.set_indicator(true);
    rig.sensor.arm(&rig.consented.grants()).await.unwrap();
    let missed = rig.message().await;
    assert!(matches!(missed, FromSensor::Missed { code: SensorProblem::NoDevice, .. }), "{missed:?}");
}

#[tokio::test]
async fn the_camera_that_was_chosen_from_the_survey_is_taken() {
    let launch = Launch::new(programs::sensor()).with_test_camera(camera("ok"));
    let known = candor_capture::host::surroundings(&launch).await.unwrap().cameras;
    let choices = Choices { camera: Some(known[0].name.clone()), ..Choices::default() };
    let config = SensorConfig { choices, ..config(&STILLS) };
    let mut rig = Rig::start_with(launch, Display::start(), config).await;
    rig.arm(&STILLS).await;
    assert!(matches!(rig.message().await, FromSensor::Image(_)));
}
