//! The pill's look, and what lies under a click. One painter for every system.

use candor_capture::{Health, Intent};
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::{
    Kind, State, View,
    text::{Color, Fonts},
};

/// Size at a scale of 1, in pixels.
pub const WIDTH: f32 = 344.0;
/// Size at a scale of 1, in pixels.
pub const HEIGHT: f32 = 46.0;
/// How round the pill's corners are.
pub const CORNER: f32 = 14.0;

const BACKGROUND: Color = Color(24, 27, 31);
const EDGE: Color = Color(112, 121, 130);
const TEXT: Color = Color(246, 247, 248);
const FAINT_TEXT: Color = Color(172, 180, 188);
const GREEN: Color = Color(61, 214, 130);
const RED: Color = Color(255, 92, 82);
const GREY: Color = Color(140, 148, 156);
const BUTTON: Color = Color(50, 56, 62);
const PRESSED: Color = Color(88, 97, 106);

const DOT: (f32, f32, f32) = (20.0, HEIGHT / 2.0, 5.5);
const TEXT_LEFT: f32 = 36.0;
const TIMER_RIGHT: f32 = 256.0;
const TIMER_SIZE: f32 = 17.0;
const TITLE_SIZE: f32 = 16.5;
/// The line that title and timer stand on.
const TITLE_LINE: f32 = 20.0;
const DETAIL_SIZE: f32 = 13.0;
const DETAIL_LINE: f32 = 36.5;
/// Between the project's name and the client's.
const BETWEEN: &str = " · ";
const BUTTON_RADIUS: f32 = 15.0;

/// The buttons, each by its middle.
const BUTTONS: [(Intent, (f32, f32)); 2] =
    [(Intent::Pause, (284.0, HEIGHT / 2.0)), (Intent::Stop, (321.0, HEIGHT / 2.0))];

/// The buttons of a pill: a sample can only be stopped.
fn buttons(kind: Kind) -> impl Iterator<Item = (Intent, (f32, f32))> {
    BUTTONS.into_iter().filter(move |(intent, _)| kind == Kind::Recording || *intent == Intent::Stop)
}

/// Which button lies at a point, in pixels of a pill at a scale of 1. Everything else drags the pill.
fn hit(kind: Kind, x: f32, y: f32) -> Option<Intent> {
    let near = |(cx, cy): (f32, f32)| (x - cx).powi(2) + (y - cy).powi(2) <= (BUTTON_RADIUS + 2.0).powi(2);
    buttons(kind).find(|(_, middle)| near(*middle)).map(|(intent, _)| intent)
}

/// Draws the pill. Keeps all but the timer from one time to the next.
pub struct Painter {
    scale: f32,
    kind: Kind,
    fonts: Fonts,
    drawn: Option<(View, Option<Intent>)>,
    /// Everything but the timer.
    still: Pixmap,
    whole: Pixmap,
}

impl Painter {
    /// A painter for a scale, 1 on a display of 96 dots an inch; nothing where the pill would have no size.
    pub fn new(scale: f32, view: &View) -> Option<Self> {
        let pixmap = Pixmap::new((WIDTH * scale).round() as u32, (HEIGHT * scale).round() as u32)?;
        let fonts = Fonts::covering([view.project.as_str(), &view.client]);
        Some(Self { scale, kind: view.kind, fonts, drawn: None, still: pixmap.clone(), whole: pixmap })
    }

    /// The scale.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Which button lies at a point, in pixels of a pill at a scale of 1. Everything else drags the pill.
    pub fn hit(&self, x: f32, y: f32) -> Option<Intent> {
        hit(self.kind, x, y)
    }

    /// The pill as last drawn.
    pub fn pixmap(&self) -> &Pixmap {
        &self.whole
    }

    /// Draws the pill; says whether it changed.
    pub fn draw(&mut self, view: &View, pressed: Option<Intent>) -> bool {
        let timer = view.timer();
        if let Some((last, last_pressed)) = &self.drawn {
            let still_same = (&last.project, &last.client, last.state, &last.health, *last_pressed)
                == (&view.project, &view.client, view.state, &view.health, pressed);
            if still_same && last.timer() == timer {
                return false;
            }
            if !still_same {
                self.draw_still(view, pressed);
            }
        } else {
            self.draw_still(view, pressed);
        }
        self.whole.data_mut().copy_from_slice(self.still.data());
        let (size, at) = (TIMER_SIZE * self.scale, (TIMER_RIGHT * self.scale, TITLE_LINE * self.scale));
        self.fonts.draw_timer(&mut self.whole, &timer, size, at, TEXT);
        self.drawn = Some((view.clone(), pressed));
        true
    }

    fn draw_still(&mut self, view: &View, pressed: Option<Intent>) {
        self.still.fill(tiny_skia::Color::TRANSPARENT);
        let outline = rounded(0.0, 0.0, WIDTH, HEIGHT, CORNER);
        self.fill(outline, BACKGROUND);
        self.edge();
        let (x, y, radius) = DOT;
        let color = match (view.state, &view.health) {
            (State::Starting | State::Ending, _) => GREY,
            (State::Recording, Health::Ok) => GREEN,
            (State::Recording, Health::Problem(_)) => RED,
        };
        self.fill(circle(x, y, radius + 3.0), faded(color));
        self.fill(circle(x, y, radius), color);
        self.draw_texts(view);
        for (intent, (x, y)) in buttons(view.kind) {
            let back = if pressed == Some(intent) { PRESSED } else { BUTTON };
            let front = if view.state == State::Ending { GREY } else { TEXT };
            self.fill(circle(x, y, BUTTON_RADIUS), back);
            match intent {
                Intent::Pause => {
                    self.fill(rounded(x - 5.5, y - 6.0, 4.0, 12.0, 1.0), front);
                    self.fill(rounded(x + 1.5, y - 6.0, 4.0, 12.0, 1.0), front);
                }
                Intent::Stop => self.fill(rounded(x - 5.5, y - 5.5, 11.0, 11.0, 2.0), front),
            }
        }
    }

    /// What is going on, in words that nothing shortens or replaces, and below for whom or what is wrong.
    fn draw_texts(&mut self, view: &View) {
        let (scale, left) = (self.scale, TEXT_LEFT * self.scale);
        let (size, room) = (DETAIL_SIZE * scale, (TIMER_RIGHT - TEXT_LEFT) * scale);
        let (detail, color) = match &view.health {
            Health::Ok if view.kind == Kind::Sample => {
                ("Sample for you only, kept nowhere".into(), FAINT_TEXT)
            }
            Health::Ok => (self.for_whom(view, size, room), FAINT_TEXT),
            Health::Problem(problem) => {
                self.fonts.cover([problem.as_str()]);
                (self.fonts.fit(problem, size, room), RED)
            }
        };
        self.fonts.draw(
            &mut self.still,
            view.kind.title(),
            TITLE_SIZE * scale,
            (left, TITLE_LINE * scale),
            TEXT,
        );
        self.fonts.draw(&mut self.still, &detail, size, (left, DETAIL_LINE * scale), color);
    }

    /// The project and its client; where both are long, each keeps half of the room.
    fn for_whom(&self, view: &View, size: f32, room: f32) -> String {
        let room = room - self.fonts.width(BETWEEN, size);
        let project = (room - self.fonts.width(&view.client, size)).max(room / 2.0);
        let project = self.fonts.fit(&view.project, size, project);
        let client = self.fonts.fit(&view.client, size, room - self.fonts.width(&project, size));
        [project, client].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(BETWEEN)
    }

    fn fill(&mut self, path: Option<Path>, color: Color) {
        if let Some(path) = path {
            let transform = Transform::from_scale(self.scale, self.scale);
            self.still.fill_path(&path, &paint(color), FillRule::Winding, transform, None);
        }
    }

    /// A line around the pill that shows on dark backgrounds.
    fn edge(&mut self) {
        if let Some(path) = rounded(1.0, 1.0, WIDTH - 2.0, HEIGHT - 2.0, CORNER - 1.0) {
            let transform = Transform::from_scale(self.scale, self.scale);
            let stroke = Stroke { width: 1.5, ..Stroke::default() };
            self.still.stroke_path(&path, &paint(EDGE), &stroke, transform, None);
        }
    }
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(color.0, color.1, color.2, 255);
    paint
}

/// The colour as a glow on the background.
fn faded(color: Color) -> Color {
    let mix = |new: u8, old: u8| ((u16::from(new) + 3 * u16::from(old)) / 4) as u8;
    Color(mix(color.0, BACKGROUND.0), mix(color.1, BACKGROUND.1), mix(color.2, BACKGROUND.2))
}

fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    PathBuilder::from_circle(x, y, radius)
}

fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Option<Path> {
    /// How far the control points of a quarter circle lie from its ends.
    const ARC: f32 = 0.552_285;
    let (right, bottom, hold) = (x + width, y + height, radius * (1.0 - ARC));
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - hold, y, right, y + hold, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - hold, right - hold, bottom, right - radius, bottom);
    path.line_to(x + radius, bottom);
    path.cubic_to(x + hold, bottom, x, bottom - hold, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + hold, x + hold, y, x + radius, y);
    path.close();
    path.finish()
}

#[cfg(test)]
mod tests {
    use candor_domain::Millis;

    use super::*;

    fn view() -> View {
        let mut view =
            View::new(Kind::Recording, "Spring catalogue", "Example Ltd", Millis::from_secs(3_725));
        view.state = State::Recording;
        view
    }

    fn drawn(view: &View, pressed: Option<Intent>) -> Pixmap {
        let mut painter = Painter::new(1.0, view).unwrap();
        assert!(painter.draw(view, pressed));
        painter.pixmap().clone()
    }

    fn at(pixmap: &Pixmap, (x, y): (f32, f32)) -> Color {
        let pixel = pixmap.pixel(x as u32, y as u32).unwrap();
        Color(pixel.red(), pixel.green(), pixel.blue())
    }

    /// Pixels of a region that are not the background's.
    fn ink(pixmap: &Pixmap, columns: std::ops::Range<u32>) -> usize {
        let pixels = columns.flat_map(|x| (4..HEIGHT as u32 - 4).map(move |y| (x, y)));
        pixels.filter(|(x, y)| at(pixmap, (*x as f32, *y as f32)) != BACKGROUND).count()
    }

    #[test]
    fn clicks_hit_the_buttons_and_nothing_else() {
        for (intent, (x, y)) in BUTTONS {
            assert_eq!(hit(Kind::Recording, x, y), Some(intent));
            assert_eq!(hit(Kind::Recording, x + 14.0, y), Some(intent));
        }
        for (x, y) in [(0.0, 0.0), (20.0, 23.0), (150.0, 23.0), (302.5, 3.0), (343.0, 45.0), (-5.0, 900.0)] {
            assert_eq!(hit(Kind::Recording, x, y), None, "{x} {y}");
        }
    }

    #[test]
    fn the_dot_is_green_only_while_recording_is_well() {
        let dot = (DOT.0, DOT.1);
        assert_eq!(at(&drawn(&view(), None), dot), GREEN);
        let bad = View { health: Health::Problem("Disk full".into()), ..view() };
        assert_eq!(at(&drawn(&bad, None), dot), RED);
        for state in [State::Starting, State::Ending] {
            assert_eq!(at(&drawn(&View { state, ..view() }, None), dot), GREY);
        }
    }

    /// Views of every kind, names and problems of any length among them.
    fn views() -> Vec<View> {
        let long = "A name that has no end ".repeat(20);
        let problem = |text: &str| View { health: Health::Problem(text.into()), ..view() };
        vec![
            view(),
            View { project: long.clone(), ..view() },
            View { project: String::new(), client: long.clone(), ..view() },
            View { project: long.clone(), client: long.clone(), ..view() },
            View { state: State::Starting, ..view() },
            View { state: State::Ending, ..view() },
            View { worked: Millis::from_minutes(99 * 60 + 59), ..view() },
            problem("screenshot: black frame"),
            problem(&long),
        ]
    }

    #[test]
    fn it_says_in_words_that_candor_records() {
        for scale in [1.0, 1.5, 3.0] {
            // The title's letters alone, on the pill's own background.
            let mut words = Pixmap::new((WIDTH * scale) as u32, (HEIGHT * scale) as u32).unwrap();
            words.fill(tiny_skia::Color::from_rgba8(BACKGROUND.0, BACKGROUND.1, BACKGROUND.2, 255));
            let from = (TEXT_LEFT * scale, TITLE_LINE * scale);
            let fonts = Fonts::covering([]);
            let end = fonts.draw(&mut words, "Candor recording", TITLE_SIZE * scale, from, TEXT);
            // From above the tallest letter to below the line.
            let rows = (6.0 * scale) as u32..((TITLE_LINE + 1.0) * scale) as u32;
            for view in views() {
                let mut painter = Painter::new(scale, &view).unwrap();
                painter.draw(&view, None);
                let same = rows.clone().all(|y| {
                    (from.0 as u32..end as u32).all(|x| painter.pixmap().pixel(x, y) == words.pixel(x, y))
                });
                assert!(same, "{view:?}");
            }
        }
    }

    #[test]
    fn title_timer_and_names_are_kept_apart() {
        let rows = |from: u32, to: u32| {
            move |pixmap: &Pixmap, columns: std::ops::Range<u32>| {
                let pixels = columns.flat_map(|x| (from..to).map(move |y| (x, y)));
                pixels.filter(|(x, y)| at(pixmap, (*x as f32, *y as f32)) != BACKGROUND).count()
            }
        };
        let (first, second) = (rows(4, 21), rows(27, 42));
        let (left, right) = (TEXT_LEFT as u32, TIMER_RIGHT as u32);
        for view in views() {
            let pixmap = drawn(&view, None);
            let timer = if view.worked.get() > 36_000_000 { right - 72 } else { right - 62 };
            assert!(first(&pixmap, left..timer - 8) > 300, "{view:?}");
            assert!(first(&pixmap, timer..right) > 100, "{view:?}");
            assert_eq!(first(&pixmap, timer - 8..timer), 0, "{view:?}");
            assert!(second(&pixmap, left..right) > 100, "{view:?}");
            assert_eq!(second(&pixmap, right..right + 10), 0, "{view:?}");
        }
    }

    #[test]
    fn project_and_client_share_their_line() {
        let painter = |view: &View| Painter::new(1.0, view).unwrap().for_whom(view, DETAIL_SIZE, 220.0);
        assert_eq!(painter(&view()), "Spring catalogue · Example Ltd");
        let long = "Words without end ".repeat(9);
        let project = View { project: long.clone(), ..view() };
        assert!(painter(&project).ends_with("… · Example Ltd"), "{}", painter(&project));
        let client = View { client: long.clone(), ..view() };
        assert!(painter(&client).starts_with("Spring catalogue · Words"), "{}", painter(&client));
        let both = painter(&View { client: long, ..project });
        assert_eq!(both.matches('…').count(), 2, "{both}");
        assert_eq!(painter(&View { project: String::new(), ..view() }), "Example Ltd");
    }

    #[test]
    fn only_a_change_is_drawn_again() {
        let mut painter = Painter::new(1.5, &view()).unwrap();
        assert!(painter.draw(&view(), None));
        let first = painter.pixmap().clone();
        let same_second = View { worked: Millis::new(3_725_999), ..view() };
        assert!(!painter.draw(&same_second, None));
        let next_second = View { worked: Millis::new(3_726_000), ..view() };
        assert!(painter.draw(&next_second, None));
        assert_ne!(painter.pixmap().data(), first.data());
        assert!(painter.draw(&view(), None));
        assert_eq!(painter.pixmap().data(), first.data());
        assert!(painter.draw(&view(), Some(Intent::Stop)));
    }

    #[test]
    fn control_characters_and_empty_names_do_no_harm() {
        for project in ["", "\n\u{7}\u{202e}", "日本語のプロジェクト名", "\u{10FFFF}"] {
            let pixmap = drawn(&View { project: project.into(), ..view() }, None);
            assert!(ink(&pixmap, 200..TIMER_RIGHT as u32) > 100, "{project:?}");
        }
    }

    /// The pill in characters of 4 by 6 pixels, by brightness.
    fn characters(pixmap: &Pixmap) -> String {
        let block = |column: u32, row: u32| {
            let pixels = (0..24).filter_map(|n| pixmap.pixel(column * 4 + n % 4, row * 6 + n / 4));
            let light: u32 =
                pixels.map(|p| u32::from(p.red()) + u32::from(p.green()) + u32::from(p.blue())).sum();
            [' ', '.', ':', '+', '#', '@'][(light as usize * 6 / (24 * 3 * 256)).min(5)]
        };
        let line = |row| (0..pixmap.width() / 4).map(|column| block(column, row)).collect::<String>();
        (0..pixmap.height() / 6).map(|row| line(row).trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn the_look_is_the_one_that_was_agreed() {
        let pixmap = drawn(&view(), None);
        // For looking at it: pictures of every kind in a folder.
        if let Some(folder) = std::env::var_os("CANDOR_PILL_PICTURES").map(std::path::PathBuf::from) {
            for (number, view) in views().iter().enumerate() {
                for scale in [1.0, 3.0] {
                    let mut painter = Painter::new(scale, view).unwrap();
                    painter.draw(view, None);
                    let (name, drawn) = (format!("{number}-at-{scale}.png"), painter.pixmap());
                    let (width, height) = (drawn.width(), drawn.height());
                    let kind = image::ColorType::Rgba8;
                    image::save_buffer(folder.join(name), drawn.data(), width, height, kind).unwrap();
                }
            }
        }
        insta::assert_snapshot!("pill", characters(&pixmap));
    }
}
