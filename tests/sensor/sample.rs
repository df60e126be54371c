//! Samples: the agent looks at what a category would record; the pill says so, and nothing outlives the look.

use std::time::Duration;

use candor_capture::{
    CapturedImage, Choices, Exclusions, FromSample, IndicatorProblem, InputChoice, Launch, Pattern, Rate,
    SampleConfig, SampleEvent, SampleProcess, SensorProblem, Sensors,
};
use candor_domain::{
    Category,
    record::{ActivitySample, CaptureSource},
};

use super::rig::{LONG, STOP};
use crate::support::{camera::camera, display::Display, process::alive, programs, wait};

const SAMPLE: &str = "^Candor sample$";

fn config(category: Category) -> SampleConfig {
    SampleConfig {
        category,
        rate: Rate { per_hour: 6, max_bytes: 1_000_000, announce_before: None },
        choices: Choices::default(),
        lang: "en".into(),
        project: "Spring catalogue".into(),
        client: "Example Ltd".into(),
        sensors: Sensors::Real { input: InputChoice::System },
    }
}

async fn spawn(launch: Launch, display: &Display, config: SampleConfig) -> SampleProcess {
    SampleProcess::spawn(&launch.on_display(display.name()), config).await.unwrap()
}

async fn start(display: &Display, config: SampleConfig) -> SampleProcess {
    spawn(Launch::new(programs::sensor()), display, config).await
}

async fn event(sample: &mut SampleProcess) -> SampleEvent {
    tokio::time::timeout(LONG, sample.next()).await.expect("an event in time").unwrap()
}

async fn message(sample: &mut SampleProcess) -> FromSample {
    match event(sample).await {
        SampleEvent::Message(message) => message,
        SampleEvent::Exited { status, stderr } => panic!("ended ({status}): {stderr}"),
    }
}

/// All messages until the process ended by itself; what the exit status was.
async fn rest(sample: &mut SampleProcess) -> (Vec<FromSample>, Option<i32>) {
    let mut messages = Vec::new();
    loop {
        match event(sample).await {
            SampleEvent::Message(message) => messages.push(message),
            SampleEvent::Exited { status, .. } => return (messages, status.code()),
        }
    }
}

/// The sample's pill, with its place.
fn pill(display: &Display) -> Option<(i32, i32)> {
    let output = display
        .command("xdotool")
        .args(["search", "--onlyvisible", "--name", SAMPLE, "getwindowgeometry", "--shell"])
        .output()
        .unwrap();
    let found = String::from_utf8(output.stdout).unwrap();
    let value = |name: &str| {
        let line = found.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line?.parse::<i32>().ok()
    };
    Some((value("X")?, value("Y")?))
}

fn picture(message: &FromSample) -> CapturedImage {
    let FromSample::Picture(picture) = message else { panic!("{message:?}") };
    picture.clone()
}

#[tokio::test]
async fn a_picture_of_the_screen_comes_once_and_the_process_is_gone() {
    let display = Display::start();
    let mut sample = start(&display, config(Category::Screenshots)).await;
    let process = sample.id().unwrap();
    let (messages, code) = rest(&mut sample).await;
    let [FromSample::Shown, taken, FromSample::Bye] = messages.as_slice() else { panic!("{messages:?}") };
    assert_eq!(code, Some(0));
    let taken = picture(taken);
    assert_eq!(taken.source, CaptureSource::Screen { monitor: 0 });
    // The pill is in the picture: it was there first. The screen is black but for it.
    let shown = image::load_from_memory(&taken.bytes).unwrap().into_rgb8();
    assert_eq!(shown.dimensions(), (1280, 720));
    assert!(shown.pixels().filter(|pixel| pixel.0.iter().any(|channel| *channel > 200)).count() > 300);
    assert!(!alive(process) && pill(&display).is_none());
}

#[tokio::test]
async fn what_is_excluded_is_black_in_a_sample_too() {
    let display = Display::start();
    let pattern = Pattern { title: Some("*".into()), application: None };
    let exclusions = Exclusions { patterns: vec![pattern], private_windows: false };
    let choices = Choices { exclusions, ..Choices::default() };
    let (connection, _) = super::exclusion::secret_window(&display);
    let mut sample = start(&display, SampleConfig { choices, ..config(Category::Screenshots) }).await;
    assert_eq!(message(&mut sample).await, FromSample::Shown);
    assert!(picture(&message(&mut sample).await).excluded);
    drop(connection);
}

#[tokio::test]
async fn a_still_comes_once_while_the_pill_is_seen() {
    let display = Display::start();
    let launch = Launch::new(programs::sensor()).with_test_camera(camera("ok"));
    let mut sample = spawn(launch, &display, config(Category::WebcamStills)).await;
    let process = sample.id().unwrap();
    assert_eq!(message(&mut sample).await, FromSample::Shown);
    let (messages, code) = rest(&mut sample).await;
    let [taken, FromSample::Bye] = messages.as_slice() else { panic!("{messages:?}") };
    assert_eq!((picture(taken).source, code), (CaptureSource::Camera, Some(0)));
    assert!(!alive(process));
}

#[tokio::test]
async fn a_camera_that_hangs_is_told_and_does_not_keep_the_process() {
    let display = Display::start();
    let launch = Launch::new(programs::sensor()).with_test_camera(camera("stall"));
    let mut sample = spawn(launch, &display, config(Category::WebcamStills)).await;
    let (messages, code) = rest(&mut sample).await;
    let stalled = [FromSample::Shown, FromSample::Missed(SensorProblem::Stalled), FromSample::Bye];
    assert_eq!((messages.as_slice(), code), (&stalled[..], Some(0)));
}

/// The next tally that fits.
async fn tally(sample: &mut SampleProcess, fits: impl Fn(&ActivitySample) -> bool) -> ActivitySample {
    loop {
        match message(sample).await {
            FromSample::Tally(tally) if fits(&tally) => return tally,
            FromSample::Tally(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn counts_are_told_each_second_until_the_agent_stops_them() {
    let display = Display::start();
    let mut sample = start(&display, config(Category::ActivityCounts)).await;
    assert_eq!(message(&mut sample).await, FromSample::Shown);
    let (left, top) = pill(&display).unwrap();
    let first = tally(&mut sample, |_| true).await;
    display.xdotool(&["key", "--delay", "0", "a", "b", "c", "d"]);
    let after = tally(&mut sample, |tally| tally.keys == 4).await;
    assert_eq!(after.from, first.from);
    let length = after.to.since(after.from).get();
    assert!(length >= 2_000 && length % 1_000 == 0 && length < 60_000, "{length}");
    // The one button.
    display.xdotool(&["mousemove", &(left + STOP.0).to_string(), &(top + STOP.1).to_string(), "click", "1"]);
    let (messages, code) = rest(&mut sample).await;
    assert_eq!((messages.last(), code), (Some(&FromSample::Bye), Some(0)));
    assert!(pill(&display).is_none());
}

#[tokio::test]
async fn a_sample_ends_when_it_is_finished_or_dropped() {
    let display = Display::start();
    let mut sample = start(&display, config(Category::ActivityCounts)).await;
    let process = sample.id().unwrap();
    assert_eq!(message(&mut sample).await, FromSample::Shown);
    assert_eq!(sample.finish(LONG).await.last(), Some(&FromSample::Bye));
    assert!(!alive(process));

    let mut sample = start(&display, config(Category::ActivityCounts)).await;
    let process = sample.id().unwrap();
    assert_eq!(message(&mut sample).await, FromSample::Shown);
    drop(sample);
    wait::until("the end of the sample", Duration::from_secs(5), || (!alive(process)).then_some(()));
}

#[tokio::test]
async fn without_its_pill_nothing_is_looked_at() {
    let launch = Launch::new(programs::sensor()).on_display(":4711");
    let mut sample = SampleProcess::spawn(&launch, config(Category::Screenshots)).await.unwrap();
    let lost = FromSample::IndicatorLost(IndicatorProblem::NoDisplay);
    assert_eq!(rest(&mut sample).await, (vec![lost], Some(3)));

    let display = Display::start();
    let mut sample = start(&display, config(Category::ActivityCounts)).await;
    assert_eq!(message(&mut sample).await, FromSample::Shown);
    display.xdotool(&["search", "--name", SAMPLE, "windowunmap"]);
    let (messages, code) = rest(&mut sample).await;
    let lost = FromSample::IndicatorLost(IndicatorProblem::Unmapped);
    assert_eq!((messages.last(), code), (Some(&lost), Some(3)));
}

#[tokio::test]
async fn notes_need_no_sample() {
    let launch = Launch::new(programs::sensor());
    assert!(SampleProcess::spawn(&launch, config(Category::WorkNotes)).await.is_err());
}
