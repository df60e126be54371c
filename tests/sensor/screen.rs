//! Pictures of the screen.

use candor_capture::{CapturedImage, FromSensor, Rate, SensorProblem};
use candor_domain::{
    Category,
    record::{CaptureSource, Finding},
};
use image::RgbImage;
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{ConnectionExt as _, CreateGCAux, CreateWindowAux, Rectangle, WindowClass},
};

use super::rig::{DOT, PILL, Rig, config};
use crate::support::display::Display;

const SCREENS: [Category; 1] = [Category::Screenshots];

/// A screen whose pictures take little time in a build without optimisation.
const SMALL: &str = "640x400x24";

async fn image(rig: &mut Rig) -> (CapturedImage, RgbImage) {
    let FromSensor::Image(image) = rig.message().await else { panic!("no picture") };
    let picture = image::load_from_memory(&image.bytes).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (image.width, image.height));
    (image, picture)
}

/// Whether the pill is in the picture: its green dot where it is shown at first.
fn shows_pill(picture: &RgbImage) -> bool {
    let at = |size: u32, space: u32, (pill, dot): (i32, i32)| size - space - pill as u32 + dot as u32;
    let (x, y) = (at(picture.width(), 24, (PILL.0, DOT.0)), at(picture.height(), 64, (PILL.1, DOT.1)));
    picture.get_pixel(x, y).0 == [61, 214, 130]
}

/// Fills a part of the screen with a colour, by a window that stays.
fn fill(display: &Display, area: Rectangle, color: u32) -> x11rb::rust_connection::RustConnection {
    let (connection, screen) = display.connect();
    let (root, visual) =
        (connection.setup().roots[screen].root, connection.setup().roots[screen].root_visual);
    let (window, gc) = (connection.generate_id().unwrap(), connection.generate_id().unwrap());
    let aux = CreateWindowAux::new().override_redirect(1).background_pixel(color);
    let Rectangle { x, y, width, height } = area;
    connection
        .create_window(24, window, root, x, y, width, height, 0, WindowClass::INPUT_OUTPUT, visual, &aux)
        .unwrap();
    connection.map_window(window).unwrap();
    connection.create_gc(gc, window, &CreateGCAux::new()).unwrap();
    connection.get_input_focus().unwrap().reply().unwrap();
    connection
}

#[tokio::test]
async fn a_picture_holds_every_pixel_and_the_pill() {
    let display = Display::start();
    let _window = fill(&display, Rectangle { x: 100, y: 80, width: 300, height: 200 }, 0x0012_3456);
    let mut rig = Rig::start(display, config(&SCREENS)).await;
    rig.arm(&SCREENS).await;
    let (image, picture) = image(&mut rig).await;
    assert_eq!(image.source, CaptureSource::Screen { monitor: 0 });
    assert_eq!((image.width, image.height, image.finding), (1280, 720, Finding::Ordinary));
    for (x, y, color) in
        [(100, 80, [0x12, 0x34, 0x56]), (399, 279, [0x12, 0x34, 0x56]), (99, 80, [0; 3]), (400, 279, [0; 3])]
    {
        assert_eq!(picture.get_pixel(x, y).0, color, "{x} {y}");
    }
    assert!(shows_pill(&picture));
}

#[tokio::test]
async fn each_monitor_has_a_picture_and_only_its_own_pixels() {
    let Some(display) = Display::with_two_monitors() else {
        println!("skipped: only root may start Xorg beside another");
        return;
    };
    let _left = fill(&display, Rectangle { x: 0, y: 0, width: 800, height: 600 }, 0x0010_2030);
    let _right = fill(&display, Rectangle { x: 800, y: 0, width: 800, height: 600 }, 0x0040_5060);
    let mut rig = Rig::start(display, config(&SCREENS)).await;
    rig.arm(&SCREENS).await;
    for (monitor, color) in [(0, [0x10, 0x20, 0x30]), (1, [0x40, 0x50, 0x60])] {
        let (image, picture) = image(&mut rig).await;
        assert_eq!(image.source, CaptureSource::Screen { monitor });
        assert_eq!(picture.dimensions(), (800, 600));
        for (x, y) in [(0, 0), (799, 0), (0, 599), (799, 599)] {
            assert_eq!(picture.get_pixel(x, y).0, color, "monitor {monitor}, {x} {y}");
        }
    }
}

#[tokio::test]
async fn black_blank_and_unchanged_screens_are_said_to_be_so() {
    let mut rig = Rig::start(Display::with_screen(SMALL), config(&SCREENS)).await;
    rig.arm(&SCREENS).await;
    let (first, picture) = image(&mut rig).await;
    assert_eq!(first.finding, Finding::Black);
    assert!(shows_pill(&picture));
    let (second, _) = image(&mut rig).await;
    assert_eq!((second.finding, &second.bytes), (Finding::Unchanged, &first.bytes));
    let _window = fill(&rig.display, Rectangle { x: 0, y: 0, width: 640, height: 400 }, 0x0044_7799);
    let mut next = image(&mut rig).await.0;
    while next.finding == Finding::Unchanged {
        next = image(&mut rig).await.0;
    }
    assert_eq!(next.finding, Finding::Blank);
}

#[tokio::test]
async fn a_picture_that_cannot_be_small_enough_is_missed() {
    let mut config = config(&SCREENS);
    config.categories =
        [(Category::Screenshots, Rate { per_hour: 3_600, max_bytes: 100, announce_before: None })].into();
    let mut rig = Rig::start(Display::with_screen(SMALL), config).await;
    rig.arm(&SCREENS).await;
    let missed = rig.message().await;
    assert!(
        matches!(
            missed,
            FromSensor::Missed { category: Category::Screenshots, code: SensorProblem::TooLarge, .. }
        ),
        "{missed:?}"
    );
}
