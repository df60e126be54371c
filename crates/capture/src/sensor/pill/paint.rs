//! The pill's look, and what lies under a click. One painter for every system.

use candor_capture::{Health, Intent};
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::{
    State, View,
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
const TIMER_SIZE: f32 = 18.0;
const TIMER_GAP: f32 = 12.0;
const NAME_SIZE: f32 = 16.5;
const NAME_LINE: f32 = 20.0;
const DETAIL_SIZE: f32 = 13.0;
const DETAIL_LINE: f32 = 36.0;
const BUTTON_RADIUS: f32 = 15.0;

/// The buttons, each by its middle.
const BUTTONS: [(Intent, (f32, f32)); 2] =
    [(Intent::Pause, (284.0, HEIGHT / 2.0)), (Intent::Stop, (321.0, HEIGHT / 2.0))];

/// Which button lies at a point, in pixels of a pill at a scale of 1. Everything else drags the pill.
pub fn hit(x: f32, y: f32) -> Option<Intent> {
    let near = |(cx, cy): (f32, f32)| (x - cx).powi(2) + (y - cy).powi(2) <= (BUTTON_RADIUS + 2.0).powi(2);
    BUTTONS.into_iter().find(|(_, middle)| near(*middle)).map(|(intent, _)| intent)
}

/// Draws the pill. Keeps all but the timer from one time to the next.
pub struct Painter {
    scale: f32,
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
        Some(Self { scale, fonts, drawn: None, still: pixmap.clone(), whole: pixmap })
    }

    /// The scale.
    pub fn scale(&self) -> f32 {
        self.scale
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
                self.draw_still(view, &timer, pressed);
            }
        } else {
            self.draw_still(view, &timer, pressed);
        }
        // The text's room depends on the timer's length, which changes once in ten hours and with the pill's next change.
        self.whole.data_mut().copy_from_slice(self.still.data());
        let (size, at) = (TIMER_SIZE * self.scale, (TIMER_RIGHT * self.scale, 29.0 * self.scale));
        self.fonts.draw_timer(&mut self.whole, &timer, size, at, TEXT);
        self.drawn = Some((view.clone(), pressed));
        true
    }

    fn draw_still(&mut self, view: &View, timer: &str, pressed: Option<Intent>) {
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
        self.draw_texts(view, timer);
        for (intent, (x, y)) in BUTTONS {
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

    fn draw_texts(&mut self, view: &View, timer: &str) {
        let scale = self.scale;
        let (name, detail, color) = match &view.health {
            Health::Ok => (&view.project, format!("REC · {}", view.client), FAINT_TEXT),
            Health::Problem(problem) => (&view.project, problem.clone(), RED),
        };
        self.fonts.cover([detail.as_str()]);
        let room =
            (TIMER_RIGHT - TIMER_GAP - TEXT_LEFT) * scale - self.fonts.width(timer, TIMER_SIZE * scale);
        for (text, size, line, color) in
            [(name.as_str(), NAME_SIZE, NAME_LINE, TEXT), (&detail, DETAIL_SIZE, DETAIL_LINE, color)]
        {
            let text = self.fonts.fit(text, size * scale, room);
            self.fonts.draw(&mut self.still, &text, size * scale, (TEXT_LEFT * scale, line * scale), color);
        }
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
        let mut view = View::new("Spring catalogue", "Example Ltd", Millis::from_secs(3_725));
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
            assert_eq!(hit(x, y), Some(intent));
            assert_eq!(hit(x + 14.0, y), Some(intent));
        }
        for (x, y) in [(0.0, 0.0), (20.0, 23.0), (150.0, 23.0), (302.5, 3.0), (343.0, 45.0), (-5.0, 900.0)] {
            assert_eq!(hit(x, y), None, "{x} {y}");
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

    #[test]
    fn names_and_timer_are_drawn_and_kept_apart() {
        let text = TEXT_LEFT as u32..190;
        let gap = 193..(TIMER_RIGHT - 55.0) as u32;
        let long = View { project: "A project name ".repeat(20), ..view() };
        for view in [view(), long] {
            let pixmap = drawn(&view, None);
            assert!(ink(&pixmap, text.clone()) > 200);
            assert!(ink(&pixmap, 200..TIMER_RIGHT as u32) > 100);
            assert_eq!(ink(&pixmap, gap.clone()), 0);
        }
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
        // For looking at it: the picture behind the characters.
        if let Some(file) = std::env::var_os("CANDOR_PILL_PNG") {
            image::save_buffer(file, pixmap.data(), pixmap.width(), pixmap.height(), image::ColorType::Rgba8)
                .unwrap();
        }
        insta::assert_snapshot!("pill", characters(&pixmap));
    }
}
