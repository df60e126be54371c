//! What captures is what shows: the pill comes first, and without it nothing is captured.

use std::thread;

use candor_capture::{
    Event, FromSensor, Health, HostError, IndicatorProblem, Intent, Launch, SensorConfig, SensorProblem,
    SensorProcess,
    host::{Refused, accept},
};
use candor_domain::{Category, Millis};
use x11rb::{
    connection::Connection as _,
    protocol::{
        shape::{self, ConnectionExt as _},
        xproto::{
            ClipOrdering, ConfigureWindowAux, ConnectionExt as _, CreateWindowAux, ImageFormat, Rectangle,
            StackMode, Window, WindowClass,
        },
    },
};

use super::rig::{DOT, LONG, PAUSE, PILL, Rig, STOP, config};
use crate::support::{consented::Consented, display::Display, programs, wait};

const COUNTS: [Category; 1] = [Category::ActivityCounts];
const GREEN: [u8; 3] = [61, 214, 130];
const RED: [u8; 3] = [255, 92, 82];

/// The pill's window and its place.
fn pill(display: &Display) -> (Window, i32, i32) {
    let found = display.xdotool(&[
        "search",
        "--onlyvisible",
        "--name",
        "^Candor recording$",
        "getwindowgeometry",
        "--shell",
    ]);
    let value = |name: &str| {
        let line = found.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.expect("a visible pill").parse::<i32>().unwrap()
    };
    (value("WINDOW") as Window, value("X"), value("Y"))
}

/// The colour of the pill's dot, as it is on the screen.
fn dot(display: &Display) -> [u8; 3] {
    pixel(display, DOT.0, DOT.1)
}

/// The colour at a place in the pill, as it is on the screen.
fn pixel(display: &Display, in_x: i32, in_y: i32) -> [u8; 3] {
    let (connection, screen) = display.connect();
    let (_, x, y) = pill(display);
    let root = connection.setup().roots[screen].root;
    let (x, y) = ((x + in_x) as i16, (y + in_y) as i16);
    let image = connection.get_image(ImageFormat::Z_PIXMAP, root, x, y, 1, 1, !0).unwrap().reply().unwrap();
    [image.data[2], image.data[1], image.data[0]]
}

/// Ends with the indicator lost: the reason comes, counting stopped before it, nothing after it.
async fn lost(mut rig: Rig) -> IndicatorProblem {
    let (messages, code) = rig.rest().await;
    assert_eq!(code, Some(3));
    match messages.as_slice() {
        [
            FromSensor::Missed {
                category: Category::ActivityCounts, code: SensorProblem::Interrupted, ..
            },
            FromSensor::IndicatorLost(problem),
        ] => *problem,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_pill_is_on_the_screen_before_anything_is_armed() {
    let mut rig = Rig::start(Display::start(), config(&COUNTS)).await;
    assert_eq!(rig.message().await, FromSensor::IndicatorShown);
    // Seen on the screen itself, grey while nothing is captured.
    assert_eq!(dot(&rig.display), [140, 148, 156]);
    // Without an indicator in the ledger's eyes there is no grant, so nothing can be armed.
    assert_eq!(rig.sensor.arm(&rig.consented.grants()).await.unwrap(), []);
    assert_eq!(rig.finish().await, []);
}

#[tokio::test]
async fn green_is_recording_and_red_a_problem() {
    let mut rig = Rig::armed(&COUNTS).await;
    wait::until("a green dot", LONG, || (dot(&rig.display) == GREEN).then_some(()));
    rig.sensor.health(Health::Problem("Disk full".into()), Millis::from_secs(90)).await.unwrap();
    wait::until("a red dot", LONG, || (dot(&rig.display) == RED).then_some(()));
    rig.sensor.health(Health::Ok, Millis::from_secs(91)).await.unwrap();
    wait::until("a green dot", LONG, || (dot(&rig.display) == GREEN).then_some(()));
}

#[tokio::test]
async fn without_a_display_nothing_is_captured() {
    let consented = Consented::to_everything();
    let launch = Launch::new(programs::sensor()).on_display(":4711");
    let mut sensor = SensorProcess::spawn(&launch, config(&COUNTS), &consented.clearances()).await.unwrap();
    let lost = sensor.next().await.unwrap();
    let no_display = FromSensor::IndicatorLost(IndicatorProblem::NoDisplay);
    assert!(matches!(&lost, Event::Message(message) if *message == no_display), "{lost:?}");
    let Event::Exited { status, stderr } = sensor.next().await.unwrap() else { panic!("more than that") };
    assert_eq!(status.code(), Some(3));
    assert!(stderr.contains("nothing is captured"), "{stderr}");
}

#[tokio::test]
async fn an_unmapped_pill_ends_capture() {
    let rig = Rig::armed(&COUNTS).await;
    rig.display.xdotool(&["windowunmap", &pill(&rig.display).0.to_string()]);
    assert_eq!(lost(rig).await, IndicatorProblem::Unmapped);
}

#[tokio::test]
async fn a_destroyed_or_cut_off_pill_ends_capture() {
    let rig = Rig::armed(&COUNTS).await;
    rig.display.xdotool(&["windowclose", &pill(&rig.display).0.to_string()]);
    // The server unmaps a window before it destroys it.
    assert_eq!(lost(rig).await, IndicatorProblem::Unmapped);
    let rig = Rig::armed(&COUNTS).await;
    rig.display.xdotool(&["windowkill", &pill(&rig.display).0.to_string()]);
    assert_eq!(lost(rig).await, IndicatorProblem::DisplayLost);
}

#[tokio::test]
async fn a_pill_made_small_or_cut_to_nothing_ends_capture() {
    let rig = Rig::armed(&COUNTS).await;
    rig.display.xdotool(&["windowsize", &pill(&rig.display).0.to_string(), "4", "4"]);
    assert_eq!(lost(rig).await, IndicatorProblem::Displaced);

    let rig = Rig::armed(&COUNTS).await;
    let (connection, _) = rig.display.connect();
    let speck = [Rectangle { x: 0, y: 0, width: 1, height: 1 }];
    connection
        .shape_rectangles(
            shape::SO::SET,
            shape::SK::BOUNDING,
            ClipOrdering::UNSORTED,
            pill(&rig.display).0,
            0,
            0,
            &speck,
        )
        .unwrap()
        .check()
        .unwrap();
    assert_eq!(lost(rig).await, IndicatorProblem::Displaced);
}

/// A window over the pill, which gets in front again and again if it is `stubborn`.
fn cover(display: &Display, stubborn: bool) {
    let (connection, screen) = display.connect();
    let (_, x, y) = pill(display);
    let window = connection.generate_id().unwrap();
    let aux = CreateWindowAux::new().override_redirect(1).background_pixel(0x0033_6699);
    let (root, visual) =
        (connection.setup().roots[screen].root, connection.setup().roots[screen].root_visual);
    let (x, y) = (x as i16 - 20, y as i16 - 20);
    connection
        .create_window(24, window, root, x, y, 420, 110, 0, WindowClass::INPUT_OUTPUT, visual, &aux)
        .unwrap();
    connection.map_window(window).unwrap();
    connection.flush().unwrap();
    thread::spawn(move || {
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        let again = || Some(connection.configure_window(window, &above).ok()?.check().is_ok());
        // As long as the display is there; the window goes with the connection.
        while !stubborn && connection.wait_for_event().is_ok() || stubborn && again() == Some(true) {}
    });
}

#[tokio::test]
async fn a_pill_that_is_covered_comes_to_the_front_again() {
    let rig = Rig::armed(&COUNTS).await;
    wait::until("a green dot", LONG, || (dot(&rig.display) == GREEN).then_some(()));
    cover(&rig.display, false);
    wait::until("the cover's colour beside the pill", LONG, || {
        let (connection, screen) = rig.display.connect();
        let (_, x, y) = pill(&rig.display);
        let root = connection.setup().roots[screen].root;
        let beside = connection.get_image(ImageFormat::Z_PIXMAP, root, x as i16 - 9, y as i16 - 9, 1, 1, !0);
        (beside.unwrap().reply().unwrap().data[..3] == [0x99, 0x66, 0x33]).then_some(())
    });
    wait::until("a green dot", LONG, || (dot(&rig.display) == GREEN).then_some(()));
    assert!(matches!(rig.finish().await.as_slice(), [FromSensor::Sample(_)]));
}

#[tokio::test]
async fn a_pill_that_is_kept_covered_ends_capture() {
    let rig = Rig::armed(&COUNTS).await;
    cover(&rig.display, true);
    assert_eq!(lost(rig).await, IndicatorProblem::Covered);
}

#[tokio::test]
async fn a_pill_moved_off_the_screen_comes_back_and_kept_off_ends_capture() {
    let rig = Rig::armed(&COUNTS).await;
    let (window, home_x, home_y) = pill(&rig.display);
    let away = || rig.display.xdotool(&["windowmove", &window.to_string(), "1200", "2000"]);
    away();
    wait::until("the pill on the screen", LONG, || {
        let (_, x, y) = pill(&rig.display);
        ((x, y) == (home_x, home_y)).then_some(())
    });
    // Until it is gone, and with it the window to move.
    let again = ["windowmove", &window.to_string(), "1200", "2000"];
    while rig.display.command("xdotool").args(again).output().unwrap().stderr.is_empty() {}
    assert_eq!(lost(rig).await, IndicatorProblem::Displaced);
}

#[tokio::test]
async fn its_buttons_stop_capture_before_anyone_answers() {
    for ((x, y), intent) in [(PAUSE, Intent::Pause), (STOP, Intent::Stop)] {
        let mut rig = Rig::armed(&COUNTS).await;
        let (_, left, top) = pill(&rig.display);
        rig.display.xdotool(&[
            "key",
            "a",
            "mousemove",
            &(left + x).to_string(),
            &(top + y).to_string(),
            "click",
            "1",
        ]);
        let FromSensor::Sample(sample) = rig.message().await else { panic!("no sample") };
        assert_eq!((sample.keys, sample.clicks), (1, 1));
        assert_eq!(rig.message().await, FromSensor::Intent(intent));
        // The hook is gone though nobody has answered.
        rig.display.xdotool(&["key", "--delay", "0", "a", "b", "c"]);
        assert_eq!(rig.finish().await, []);
    }
}

#[tokio::test]
async fn it_can_be_dragged_but_not_off_the_screen() {
    let rig = Rig::armed(&COUNTS).await;
    let (_, left, top) = pill(&rig.display);
    let at = |x: i32, y: i32| [x.to_string(), y.to_string()];
    let ([x, y], [to_x, to_y]) = (at(left + 60, top + 20), at(left - 240, top - 280));
    rig.display.xdotool(&["mousemove", &x, &y, "mousedown", "1", "mousemove", &to_x, &to_y]);
    wait::until("the pill where it was dragged", LONG, || {
        let (_, x, y) = pill(&rig.display);
        ((x, y) == (left - 300, top - 300)).then_some(())
    });
    rig.display.xdotool(&["mousemove", "0", "0", "mouseup", "1"]);
    wait::until("the pill in the corner", LONG, || {
        let (_, x, y) = pill(&rig.display);
        ((x, y) == (0, 0)).then_some(())
    });
    let last = rig.finish().await;
    assert!(matches!(last.as_slice(), [FromSensor::Moved(0, 0), FromSensor::Sample(_)]), "{last:?}");
}

#[tokio::test]
async fn it_comes_back_where_it_was_left_if_a_monitor_is_still_there() {
    for (left, expected) in [((40, 60), (40, 60)), ((1270, 60), (1280 - 24 - 352, 720 - 64 - 52))] {
        let config = SensorConfig { place: Some(left), ..config(&COUNTS) };
        let mut rig = Rig::start(Display::start(), config).await;
        assert_eq!(rig.message().await, FromSensor::IndicatorShown);
        let (_, x, y) = pill(&rig.display);
        assert_eq!((x, y), expected);
    }
}

#[tokio::test]
async fn a_button_under_the_pointer_stands_out_and_a_press_let_go_elsewhere_does_nothing() {
    let rig = Rig::armed(&COUNTS).await;
    let (_, left, top) = pill(&rig.display);
    let at = |(x, y): (i32, i32)| [(left + x).to_string(), (top + y).to_string()];
    // The upper rim of the button, where nothing but its ground is.
    let rim = || pixel(&rig.display, STOP.0, STOP.1 - 13)[0];
    let plain = rim();
    let [x, y] = at(STOP);
    rig.display.xdotool(&["mousemove", &x, &y]);
    wait::until("a button that stands out", LONG, || (rim() > plain).then_some(()));
    let over = rim();
    rig.display.xdotool(&["mousedown", "1"]);
    wait::until("a button that is pressed", LONG, || (rim() > over).then_some(()));
    let [x, y] = at((150, 26));
    rig.display.xdotool(&["mousemove", &x, &y]);
    wait::until("a button let go of", LONG, || (rim() == plain).then_some(()));
    rig.display.xdotool(&["mouseup", "1"]);
    assert!(matches!(rig.finish().await.as_slice(), [FromSensor::Sample(_)]));
}

#[tokio::test]
async fn under_a_compositor_it_has_a_shadow_that_clicks_go_through() {
    /// Of the shadow on each side.
    const SHADOW: i32 = 14;
    let display = Display::start();
    display.composite();
    let mut rig = Rig::start(display, config(&COUNTS)).await;
    rig.arm(&COUNTS).await;
    let (_, left, top) = pill(&rig.display);
    // The pill itself lies where it does without a shadow.
    assert_eq!((left + SHADOW, top + SHADOW), (1280 - 24 - PILL.0, 720 - 64 - PILL.1));
    let place = |(x, y): (i32, i32)| (SHADOW + x, SHADOW + y);
    let (x, y) = place(DOT);
    wait::until("a green dot", LONG, || (pixel(&rig.display, x, y) == GREEN).then_some(()));
    let under = |x: i32, y: i32| {
        let (x, y) = ((left + x).to_string(), (top + y).to_string());
        rig.display.xdotool(&["mousemove", &x, &y, "getmouselocation", "--shell"])
    };
    let window = format!("WINDOW={}", pill(&rig.display).0);
    let (x, y) = place(STOP);
    assert!(under(x, y).contains(&window));
    assert!(!under(SHADOW / 2, SHADOW + 26).contains(&window));
    under(x, y);
    rig.display.xdotool(&["click", "1"]);
    assert!(matches!(rig.message().await, FromSensor::Sample(_)));
    assert_eq!(rig.message().await, FromSensor::Intent(Intent::Stop));
}

#[tokio::test]
async fn a_display_that_goes_away_ends_capture() {
    let mut rig = Rig::armed(&COUNTS).await;
    drop(std::mem::replace(&mut rig.display, Display::start()));
    assert_eq!(lost(rig).await, IndicatorProblem::DisplayLost);
}

#[tokio::test]
async fn what_comes_without_a_live_grant_is_dropped() {
    let mut rig = Rig::armed(&COUNTS).await;
    let grants = rig.consented.grants();
    rig.display.xdotool(&["key", "a"]);
    rig.consented.pause();
    rig.sensor.health(Health::Ok, Millis::ZERO).await.unwrap();
    let last = rig.finish().await;
    assert!(matches!(last.as_slice(), [FromSensor::Sample(_)]), "{last:?}");
    for message in last {
        let refused = accept(message, &grants);
        assert_eq!(refused, Err(Refused(Category::ActivityCounts)));
    }
    assert!(accept(FromSensor::Bye, &grants).is_ok());
}

#[tokio::test]
async fn nothing_starts_without_a_clearance() {
    let consented = Consented::to_everything();
    let clearances = consented.clearances();
    // With the consent goes every clearance it gave.
    drop(consented);
    let launch = Launch::new(programs::sensor());
    let spawned = SensorProcess::spawn(&launch, config(&COUNTS), &clearances).await;
    assert!(matches!(spawned, Err(HostError::NotCleared(Category::ActivityCounts))));
}

#[tokio::test]
async fn messages_out_of_order_end_the_process() {
    let mut rig = Rig::armed(&COUNTS).await;
    rig.sensor.arm(&rig.consented.grants()).await.unwrap();
    loop {
        match rig.event().await {
            Event::Message(FromSensor::Missed { .. }) => {}
            Event::Message(other) => panic!("{other:?}"),
            Event::Exited { status, stderr } => {
                assert_eq!(status.code(), Some(2));
                assert!(stderr.contains("Arm came a second time"), "{stderr}");
                return;
            }
        }
    }
}
