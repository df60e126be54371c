//! Shortcuts do what the pill's buttons do, and nothing else is touched by them.

use candor_capture::{FromSensor, Intent, Rate, SensorConfig, Shortcuts};
use candor_domain::{Category, Millis};
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{ConnectionExt as _, GrabMode, ModMask},
};

use super::rig::{Rig, config};
use crate::support::{
    display::Display,
    memory::{assert_untold, key_codes},
};

const COUNTS: [Category; 1] = [Category::ActivityCounts];

fn shortcuts(pause: &str, stop: &str) -> SensorConfig {
    let shortcuts = Shortcuts { pause: pause.parse().ok(), stop: stop.parse().ok() };
    SensorConfig { shortcuts, ..config(&COUNTS) }
}

#[tokio::test]
async fn a_shortcut_is_the_button_and_counts_are_as_without_it() {
    for (keys, intent, pressed) in
        [("ctrl+alt+p", Intent::Pause, 3), ("super+F9", Intent::Stop, 2), ("Num_Lock", Intent::Stop, 2)]
    {
        let mut rig = Rig::start(Display::start(), shortcuts("Ctrl+Alt+P", "Super+F9")).await;
        rig.arm(&COUNTS).await;
        // Near misses do nothing but count.
        rig.display.xdotool(&["key", "--delay", "0", "p", "F9", "ctrl+p", "ctrl+alt+shift+p", "alt+F9"]);
        let mut expected = 1 + 1 + 2 + 4 + 2 + pressed;
        if keys == "Num_Lock" {
            // A lock that is on changes nothing.
            rig.display.xdotool(&["key", "--delay", "0", "Num_Lock", "super+F9"]);
            expected += 1;
        } else {
            rig.display.xdotool(&["key", "--delay", "0", keys]);
        }
        let FromSensor::Sample(sample) = rig.message().await else { panic!("no sample") };
        assert_eq!(sample.keys, expected, "{keys}");
        assert_eq!(rig.message().await, FromSensor::Intent(intent));
        rig.display.xdotool(&["key", "--delay", "0", "a", "ctrl+alt+p"]);
        assert_eq!(rig.finish().await, []);
    }
}

#[tokio::test]
async fn a_combination_that_another_program_holds_is_told_and_the_other_works() {
    let display = Display::start();
    let (connection, screen) = display.connect();
    let root = connection.setup().roots[screen].root;
    let (code, mask) = (key_codes(&connection, "p")[0], ModMask::CONTROL | ModMask::M1);
    let mode = GrabMode::ASYNC;
    connection.grab_key(true, root, mask, code, mode, mode).unwrap().check().unwrap();
    let mut rig = Rig::start(display, shortcuts("Ctrl+Alt+P", "Ctrl+Alt+S")).await;
    assert_eq!(rig.message().await, FromSensor::IndicatorShown);
    rig.consented.set_indicator(true);
    rig.sensor.arm(&rig.consented.grants()).await.unwrap();
    assert_eq!(rig.message().await, FromSensor::ShortcutTaken("Ctrl+Alt+P".parse().unwrap()));
    assert_eq!(rig.message().await, FromSensor::Armed(Category::ActivityCounts));
    rig.display.xdotool(&["key", "--delay", "0", "ctrl+alt+s"]);
    assert!(matches!(rig.message().await, FromSensor::Sample(_)));
    assert_eq!(rig.message().await, FromSensor::Intent(Intent::Stop));
}

#[tokio::test]
async fn what_is_typed_while_a_shortcut_is_held_down_is_nowhere_in_memory() {
    let mut rig = Rig::start(Display::start(), shortcuts("Ctrl+Alt+P", "Ctrl+Alt+S")).await;
    rig.arm(&COUNTS).await;
    rig.display.xdotool(&["keydown", "ctrl", "keydown", "alt", "keydown", "p"]);
    rig.display.xdotool(&["keyup", "ctrl", "keyup", "alt"]);
    let text = "winterfahrlandauskunft";
    rig.display.xdotool(&["type", "--delay", "0", text]);
    rig.display.xdotool(&["keyup", "p", "getmouselocation"]);
    let codes = key_codes(&rig.display.connect().0, text);
    assert_untold(rig.sensor.id().unwrap(), super::rig::PROJECT, text, &codes);
}

#[tokio::test]
async fn a_picture_is_announced_once_before_it_is_taken() {
    let rate = Rate { per_hour: 3_600, max_bytes: 1_000_000, announce_before: Some(Millis::new(300)) };
    let categories = [(Category::Screenshots, rate)].into();
    let mut rig = Rig::start(
        Display::with_screen("640x400x24"),
        SensorConfig { categories, ..config(&[Category::Screenshots]) },
    )
    .await;
    assert_eq!(rig.message().await, FromSensor::IndicatorShown);
    rig.consented.set_indicator(true);
    rig.sensor.arm(&rig.consented.grants()).await.unwrap();
    let (mut soon, mut announced) = (None, 0);
    // A picture may come unannounced where the one before took until after its instant.
    while announced < 2 {
        match rig.message().await {
            FromSensor::Soon { category: Category::Screenshots, at } => {
                assert_eq!(soon.replace(at), None, "twice for one picture");
            }
            FromSensor::Image(image) => {
                if let Some(at) = soon.take() {
                    // The two clocks that the times come from are read one after the other.
                    assert!(image.at.plus(Millis::new(5)) >= at, "{:?} {at:?}", image.at);
                    announced += 1;
                }
            }
            FromSensor::Armed(_) => {}
            other => panic!("{other:?}"),
        }
    }
}
