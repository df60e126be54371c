//! Windows that the agent excluded are black in every picture, and others are not.

use candor_capture::{
    CapturedImage, Choices, Exclusions, FromSensor, Launch, Pattern, SensorConfig, SensorProblem,
};
use candor_domain::{Category, record::Finding};
use image::RgbImage;
use std::process::Child;
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{
        AtomEnum, ConfigureWindowAux, ConnectionExt as _, CreateWindowAux, PropMode, Rectangle, StackMode,
        Window, WindowClass,
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use super::rig::{LONG, Rig, config};
use crate::support::{display::Display, programs, wait};

const SCREENS: [Category; 1] = [Category::Screenshots];
const SECRET: u32 = 0x00D0_2010;
const PUBLIC: u32 = 0x0010_90D0;

/// Windows of one program on a display.
struct Program {
    connection: RustConnection,
    root: Window,
    visual: u32,
}

impl Program {
    fn new(display: &Display) -> Self {
        let (connection, screen) = display.connect();
        let (root, visual) =
            (connection.setup().roots[screen].root, connection.setup().roots[screen].root_visual);
        Self { connection, root, visual }
    }

    /// A window of one colour with a title.
    fn window(&self, title: &str, area: Rectangle, color: u32, popup: bool) -> Window {
        let window = self.connection.generate_id().unwrap();
        let aux = CreateWindowAux::new().override_redirect(u32::from(popup)).background_pixel(color);
        let Rectangle { x, y, width, height } = area;
        let (class, visual) = (WindowClass::INPUT_OUTPUT, self.visual);
        self.connection
            .create_window(24, window, self.root, x, y, width, height, 0, class, visual, &aux)
            .unwrap();
        let (name, text) = (AtomEnum::WM_NAME, AtomEnum::STRING);
        self.connection.change_property8(PropMode::REPLACE, window, name, text, title.as_bytes()).unwrap();
        self.connection.map_window(window).unwrap();
        self.connection.get_input_focus().unwrap().reply().unwrap();
        window
    }

    fn configure(&self, window: Window, aux: &ConfigureWindowAux) {
        self.connection.configure_window(window, aux).unwrap().check().unwrap();
    }
}

/// A display's window `Secret plans` of the application `Vault`, there as long as the connection is.
pub fn secret_window(display: &Display) -> (RustConnection, Window) {
    let program = Program::new(display);
    let window = program.window("Secret plans", area(100, 100, 200, 100), SECRET, false);
    let (class, text) = (AtomEnum::WM_CLASS, AtomEnum::STRING);
    let names = b"vault\0Vault\0";
    program.connection.change_property8(PropMode::REPLACE, window, class, text, names).unwrap();
    program.connection.get_input_focus().unwrap().reply().unwrap();
    (program.connection, window)
}

fn area(x: i16, y: i16, width: u16, height: u16) -> Rectangle {
    Rectangle { x, y, width, height }
}

/// Pictures without the windows of this title.
fn without(title: &str) -> SensorConfig {
    let pattern = Pattern { application: None, title: Some(title.into()) };
    let exclusions = Exclusions { patterns: vec![pattern], private_windows: false };
    SensorConfig { choices: Choices { exclusions, ..Choices::default() }, ..config(&SCREENS) }
}

async fn picture(display: Display, config: SensorConfig) -> (CapturedImage, RgbImage, Rig) {
    let mut rig = Rig::start(display, config).await;
    rig.arm(&SCREENS).await;
    let FromSensor::Image(image) = rig.message().await else { panic!("no picture") };
    let picture = image::load_from_memory(&image.bytes).unwrap().into_rgb8();
    (image, picture, rig)
}

fn has(picture: &RgbImage, color: u32) -> usize {
    let [_, red, green, blue] = color.to_be_bytes();
    picture.pixels().filter(|pixel| pixel.0 == [red, green, blue]).count()
}

fn at(picture: &RgbImage, x: u32, y: u32) -> u32 {
    let [red, green, blue] = picture.get_pixel(x, y).0;
    u32::from_be_bytes([0, red, green, blue])
}

#[tokio::test]
async fn an_excluded_window_is_black_and_what_lies_in_front_of_it_is_not() {
    let display = Display::start();
    let (secret, public) = (Program::new(&display), Program::new(&display));
    secret.window("Secret plans", area(100, 100, 400, 300), SECRET, false);
    public.window("Public plans", area(300, 200, 400, 300), PUBLIC, false);
    let (image, picture, _rig) = picture(display, without("secret*")).await;
    assert!(image.excluded && image.finding == Finding::Ordinary, "{image:?}");
    assert_eq!(has(&picture, SECRET), 0);
    assert_eq!(has(&picture, PUBLIC), 400 * 300);
    assert_eq!(at(&picture, 150, 150), 0);
}

#[tokio::test]
async fn under_a_compositor_no_window_is_trusted_to_hide_another() {
    let display = Display::start();
    display.composite();
    let (secret, public) = (Program::new(&display), Program::new(&display));
    secret.window("Secret plans", area(100, 100, 400, 300), SECRET, false);
    public.window("Public plans", area(300, 200, 400, 300), PUBLIC, false);
    let (_, picture, _rig) = picture(display, without("secret*")).await;
    assert_eq!((has(&picture, SECRET), at(&picture, 350, 250)), (0, 0));
}

#[tokio::test]
async fn an_excluded_window_in_front_hides_what_is_beneath_only_where_it_lies() {
    let display = Display::start();
    let (secret, public) = (Program::new(&display), Program::new(&display));
    public.window("Public plans", area(300, 200, 400, 300), PUBLIC, false);
    secret.window("Secret plans", area(100, 100, 400, 300), SECRET, false);
    let (_, picture, _rig) = picture(display, without("secret*")).await;
    assert_eq!((has(&picture, SECRET), has(&picture, PUBLIC)), (0, 400 * 300 - 200 * 200));
}

#[tokio::test]
async fn popups_of_the_same_program_are_black_too() {
    let display = Display::start();
    let (secret, public) = (Program::new(&display), Program::new(&display));
    secret.window("Secret plans", area(100, 100, 200, 200), SECRET, false);
    secret.window("", area(280, 280, 200, 200), SECRET + 1, true);
    secret.window("Holiday", area(600, 100, 200, 200), PUBLIC, false);
    public.window("", area(600, 400, 100, 100), PUBLIC + 1, true);
    let (_, picture, _rig) = picture(display, without("secret")).await;
    assert_eq!((has(&picture, SECRET), has(&picture, SECRET + 1)), (0, 0));
    assert_eq!((has(&picture, PUBLIC), has(&picture, PUBLIC + 1)), (200 * 200, 100 * 100));
}

#[tokio::test]
async fn a_picture_follows_the_windows() {
    let display = Display::start();
    let (secret, public) = (Program::new(&display), Program::new(&display));
    let window = secret.window("Secret plans", area(0, 0, 200, 200), SECRET, false);
    public.window("Public plans", area(0, 0, 300, 300), PUBLIC, false);
    let (image, first, mut rig) = picture(display, without("secret")).await;
    // It lies beneath another as a whole: nothing of it is seen, nothing is black.
    assert!(!image.excluded && has(&first, PUBLIC) == 300 * 300, "{image:?}");
    secret.configure(window, &ConfigureWindowAux::new().x(700).stack_mode(StackMode::ABOVE));
    loop {
        let FromSensor::Image(image) = rig.message().await else { panic!("no picture") };
        let picture = image::load_from_memory(&image.bytes).unwrap().into_rgb8();
        assert_eq!(has(&picture, SECRET), 0);
        if image.excluded {
            break;
        }
    }
}

/// Ends a program with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Where a window is the topmost of this title, once a window manager has framed it.
fn found(display: &Display, title: &str) -> String {
    wait::until("a window", LONG, || {
        let found = display.command("xdotool").args(["search", "--onlyvisible", "--name", title]).output();
        let found = String::from_utf8(found.unwrap().stdout).unwrap();
        found.lines().next().map(str::to_owned)
    })
}

#[tokio::test]
async fn a_real_window_is_black_with_its_frame_by_the_name_of_its_application() {
    let display = Display::start();
    let _manager = Ended(display.command("openbox").args(["--config-file", "/dev/null"]).spawn().unwrap());
    let terminal = |name: &str, place: &str, color: &str| {
        let mut command = display.command("xterm");
        command.args([
            "-name",
            name,
            "-T",
            name,
            "-geometry",
            place,
            "-bg",
            color,
            "-fg",
            color,
            "-cr",
            color,
        ]);
        Ended(command.args(["+sb", "-bw", "0", "-e", "sleep", "100"]).spawn().unwrap())
    };
    let _secret = terminal("vault", "40x10+100+150", "#d02010");
    let secret = found(&display, "^vault$");
    let _public = terminal("work", "40x10+600+150", "#1090d0");
    found(&display, "^work$");
    let frame_seen = || {
        let properties = display.command("xprop").args(["-id", &secret, "_NET_FRAME_EXTENTS"]).output();
        let properties = String::from_utf8(properties.unwrap().stdout).unwrap();
        let title = properties.split(", ").nth(2).and_then(|top| top.trim().parse::<u32>().ok());
        title.filter(|top| *top > 5)
    };
    let title_bar = wait::until("a frame with a title", LONG, frame_seen);
    // Shown by the server as a whole before the picture is taken.
    let place = display.xdotool(&["getwindowgeometry", "--shell", &secret]);
    let value = |name: &str| {
        let line = place.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap().parse::<u32>().unwrap()
    };
    let (x, y, width) = (value("X"), value("Y"), value("WIDTH"));
    let pattern = Pattern { application: Some("VAULT".into()), title: None };
    let exclusions = Exclusions { patterns: vec![pattern], private_windows: false };
    let config = SensorConfig { choices: Choices { exclusions, ..Choices::default() }, ..config(&SCREENS) };
    let (image, picture, _rig) = picture(display, config).await;
    assert!(image.excluded);
    assert_eq!(has(&picture, SECRET), 0);
    assert!(has(&picture, PUBLIC) > 10_000, "{}", has(&picture, PUBLIC));
    // The bar with the title is black from end to end.
    for (x, y) in (x..x + width).flat_map(|x| (y - title_bar..y).map(move |y| (x, y))) {
        assert_eq!(at(&picture, x, y), 0, "{x} {y}");
    }
}

#[tokio::test]
async fn only_the_chosen_monitors_are_taken() {
    let choices = Choices { monitors: vec![3], ..Choices::default() };
    let config = SensorConfig { choices, ..config(&SCREENS) };
    let launch = Launch::new(programs::sensor());
    let mut rig = Rig::start_with(launch, Display::start(), config).await;
    assert_eq!(rig.message().await, FromSensor::IndicatorShown);
    rig.consented.set_indicator(true);
    rig.sensor.arm(&rig.consented.grants()).await.unwrap();
    // No other monitor takes the place of one that isn't there.
    let missed = rig.message().await;
    assert!(matches!(missed, FromSensor::Missed { code: SensorProblem::NoDevice, .. }), "{missed:?}");
}

#[tokio::test]
async fn a_window_on_two_monitors_is_black_on_both() {
    let Some(display) = Display::with_two_monitors() else {
        println!("skipped: only root may start Xorg beside another");
        return;
    };
    let (secret, public) = (Program::new(&display), Program::new(&display));
    public.window("Public plans", area(0, 0, 1600, 600), PUBLIC, false);
    secret.window("Secret plans", area(700, 100, 200, 300), SECRET, false);
    let (first, left, mut rig) = picture(display, without("secret")).await;
    let FromSensor::Image(second) = rig.message().await else { panic!("no second picture") };
    let right = image::load_from_memory(&second.bytes).unwrap().into_rgb8();
    assert!(first.excluded && second.excluded);
    assert_eq!((has(&left, SECRET), has(&right, SECRET)), (0, 0));
    assert_eq!((at(&left, 699, 200), at(&left, 700, 200)), (PUBLIC, 0));
    assert_eq!((at(&right, 99, 200), at(&right, 100, 200)), (0, PUBLIC));
}

#[tokio::test]
async fn without_a_list_of_windows_nothing_is_captured_where_any_is_excluded() {
    let display = Display::with_screen("640x400x24");
    let program = Program::new(&display);
    // More than can be looked through.
    for _ in 0..8_200 {
        let window = program.connection.generate_id().unwrap();
        let (class, aux) = (WindowClass::INPUT_ONLY, CreateWindowAux::new());
        program.connection.create_window(0, window, program.root, 0, 0, 1, 1, 0, class, 0, &aux).unwrap();
    }
    program.connection.get_input_focus().unwrap().reply().unwrap();
    let mut rig = Rig::start(display, without("secret")).await;
    rig.arm(&SCREENS).await;
    let missed = rig.message().await;
    assert!(matches!(missed, FromSensor::Missed { code: SensorProblem::WindowListFailed, .. }), "{missed:?}");
}
