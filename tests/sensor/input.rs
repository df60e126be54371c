//! Counts are exact, and nothing but counts is anywhere.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt as _,
};

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
use crate::support::display::Display;

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
        let memory = writable_memory(rig.sensor.id().unwrap());
        assert!(find(&memory, PROJECT.as_bytes(), 1), "the search finds what is there");
        assert!(!find(&memory, text.as_bytes(), 1), "{text} is in the sensor's memory");
        assert!(!find(&memory, text.as_bytes(), 4), "{text} is in the sensor's memory as wide characters");
        let codes = key_codes(&rig.display.connect().0, text);
        // Side by side, as numbers of 2, 4 and 8 bytes, and as details of events of every likely length.
        for stride in [1, 2, 4, 8, 16, 24, 32, 36, 40, 48, 64] {
            assert!(
                !find(&memory, &codes, stride),
                "key codes of {text} lie {stride} bytes apart in the sensor's memory"
            );
        }
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

/// All memory that a process may write to. Needs the right to look into it, which the sensor denies to all but root.
fn writable_memory(process: u32) -> Vec<Vec<u8>> {
    let memory = File::open(format!("/proc/{process}/mem"))
        .expect("run as root: the sensor lets no other user read it");
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let writable =
        maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw")));
    let ranges = writable.filter_map(|line| {
        let (from, to) = line.split(' ').next()?.split_once('-')?;
        Some((u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?))
    });
    let read = ranges.filter_map(|(from, to)| {
        let mut bytes = vec![0; usize::try_from(to - from).ok()?];
        memory.read_exact_at(&mut bytes, from).ok()?;
        Some(bytes)
    });
    let memory: Vec<_> = read.collect();
    assert!(memory.iter().map(Vec::len).sum::<usize>() > 100_000, "hardly any memory was read");
    memory
}

/// Whether the bytes lie somewhere, each so many bytes after the last.
fn find(memory: &[Vec<u8>], wanted: &[u8], stride: usize) -> bool {
    let length = (wanted.len() - 1) * stride + 1;
    memory.iter().any(|bytes| {
        let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == wanted[0]).map(|(at, _)| at);
        starts
            .filter(|at| at + length <= bytes.len())
            .any(|at| wanted.iter().enumerate().all(|(number, byte)| bytes[at + number * stride] == *byte))
    })
}

/// The key codes that the server has for the letters.
fn key_codes(connection: &RustConnection, text: &str) -> Vec<u8> {
    let (first, last) = (connection.setup().min_keycode, connection.setup().max_keycode);
    let map = connection.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
    let per_key = usize::from(map.keysyms_per_keycode);
    let code = |letter: char| {
        let key = map.keysyms.chunks(per_key).position(|symbols| symbols.first() == Some(&(letter as u32)));
        first + u8::try_from(key.expect("a key for the letter")).unwrap()
    };
    text.chars().map(code).collect()
}
