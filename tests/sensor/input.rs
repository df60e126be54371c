//! Counts are exact, and nothing but counts is anywhere.

use candor_capture::{FromSensor, InputChoice, Sensors, frame};
use candor_domain::{Category, Timestamp, record::ActivitySample};
use x11rb::{
    connection::Connection as _,
    protocol::{
        Event,
        xproto::{ConnectionExt as _, CreateWindowAux, EventMask, InputFocus, WindowClass},
    },
    rust_connection::RustConnection,
};

use super::rig::{PROJECT, Rig, config};
use crate::support::{
    display::Display,
    memory::{assert_untold, key_codes},
};

const COUNTS: [Category; 1] = [Category::ActivityCounts];

async fn sample(rig: Rig) -> ActivitySample {
    match rig.finish().await.as_slice() {
        [FromSensor::Sample(sample)] => sample.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn counts_are_exactly_what_was_pressed() {
    let display = Display::start();
    display.xdotool(&["mousemove", "10", "20"]);
    let mut rig = Rig::start(display, config(&COUNTS)).await;
    rig.arm(&COUNTS).await;
    rig.display.xdotool(&["type", "--delay", "0", &"candor".repeat(50)]);
    rig.display.xdotool(&["click", "--repeat", "17", "--delay", "0", "1", "click", "3", "click", "2"]);
    rig.display.xdotool(&[
        "click", "--repeat", "9", "--delay", "0", "4", "click", "--repeat", "4", "--delay", "0", "5",
    ]);
    rig.display.xdotool(&["mousemove", "310", "420"]);
    let sample = sample(rig).await;
    assert_eq!((sample.keys, sample.clicks, sample.scroll, sample.pointer_px), (300, 19, 13, 500));
    assert!(sample.active_s >= 1 && sample.from <= sample.to, "{sample:?}");
}

#[tokio::test]
async fn a_held_key_counts_once_with_either_backend() {
    for input in [InputChoice::System, InputChoice::Rdev] {
        let mut config = config(&COUNTS);
        config.sensors = Sensors::Real { input };
        let mut rig = Rig::start(Display::start(), config).await;
        rig.arm(&COUNTS).await;
        let window = Typist::new(&rig.display);
        rig.display.xdotool(&["keydown", "a"]);
        // The server repeats a held key: the window gets many presses of the one.
        for _ in 0..6 {
            window.press();
        }
        rig.display.xdotool(&["keyup", "a", "key", "b", "click", "1"]);
        while window.press() != window.code('b') {}
        rig.counted(|tally| tally.keys >= 2 && tally.clicks >= 1).await;
        let sample = sample(rig).await;
        assert_eq!((sample.keys, sample.clicks), (2, 1), "{input:?}");
    }
}

/// A window with the keyboard's focus.
struct Typist(RustConnection);

impl Typist {
    fn new(display: &Display) -> Self {
        let (connection, screen) = display.connect();
        let root = connection.setup().roots[screen].root;
        let window = connection.generate_id().unwrap();
        let aux = CreateWindowAux::new().override_redirect(1).event_mask(EventMask::KEY_PRESS);
        connection.create_window(0, window, root, 0, 0, 50, 50, 0, WindowClass::INPUT_ONLY, 0, &aux).unwrap();
        connection.map_window(window).unwrap();
        connection.set_input_focus(InputFocus::NONE, window, x11rb::CURRENT_TIME).unwrap().check().unwrap();
        Self(connection)
    }

    /// The key of the next press that it gets.
    fn press(&self) -> u8 {
        loop {
            if let Event::KeyPress(press) = self.0.wait_for_event().unwrap() {
                return press.detail;
            }
        }
    }

    fn code(&self, letter: char) -> u8 {
        key_codes(&self.0, &letter.to_string())[0]
    }
}

#[tokio::test]
async fn two_texts_leave_the_same_frames_and_are_nowhere_in_memory() {
    // As many keys each, no letter at the same place.
    let texts = ["winterfahrplanauskunft", "boskettbeleuchtungsrad"];
    let mut left = Vec::new();
    for text in texts {
        let rig = Rig::armed(&COUNTS).await;
        rig.display.xdotool(&["type", "--delay", "0", text]);
        // The server has sent everything that came before this answer.
        rig.display.xdotool(&["getmouselocation"]);
        assert_untold(rig.sensor.id().unwrap(), PROJECT, text, &key_codes(&rig.display.connect().0, text));
        let frames: Vec<_> = rig.finish().await.into_iter().map(without_times).collect();
        left.push((frames.iter().map(|frame| frame::encode(frame).unwrap()).collect::<Vec<_>>(), frames));
    }
    assert_eq!(left[0], left[1]);
    assert!(
        matches!(left[0].1.as_slice(), [FromSensor::Sample(sample)] if sample.keys == 22),
        "{:?}",
        left[0].1
    );
}

/// The message with what a clock decides set to a fixed value.
fn without_times(message: FromSensor) -> FromSensor {
    match message {
        FromSensor::Sample(sample) => {
            let fixed = Timestamp::from_millis(0);
            FromSensor::Sample(ActivitySample {
                from: fixed,
                to: fixed,
                active_s: sample.active_s.min(1),
                ..sample
            })
        }
        other => other,
    }
}
