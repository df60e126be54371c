//! The pill's look, and what lies under a click. One painter for every system.

use candor_capture::{Health, Intent};
use candor_domain::locale::message;
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::{
    Kind, State, View,
    text::{Color, Fonts},
};

/// Size at a scale of 1, in pixels, without a shadow.
pub const WIDTH: f32 = 352.0;
/// Size at a scale of 1, in pixels, without a shadow.
pub const HEIGHT: f32 = 52.0;
/// How round the pill's corners are: as round as can be.
const CORNER: f32 = HEIGHT / 2.0;
/// Room for a shadow on each side, where the system can draw one.
const SHADOW: f32 = 14.0;

const BACKGROUND: Color = Color(22, 25, 30);
/// How much of the desktop shines through where that is possible, as an alpha channel.
const GLASS: u8 = 240;
const TEXT: Color = Color(246, 247, 249);
const FAINT_TEXT: Color = Color(170, 178, 188);
const RED_TEXT: Color = Color(255, 138, 128);
const GREEN: Color = Color(61, 214, 130);
const RED: Color = Color(255, 92, 82);
/// A sample's: green is for what was verified and is kept.
const BLUE: Color = Color(96, 178, 255);
const GREY: Color = Color(140, 148, 156);
const WHITE: Color = Color(255, 255, 255);

const DOT: (f32, f32) = (27.0, HEIGHT / 2.0);
const DOT_RADIUS: f32 = 5.5;
const TEXT_LEFT: f32 = 47.0;
/// Where texts end beside the buttons of a pill with both.
const TEXT_RIGHT: f32 = 258.0;
const TIMER_SIZE: f32 = 16.0;
const TITLE_SIZE: f32 = 16.0;
/// The line that title and timer stand on.
const TITLE_LINE: f32 = 23.0;
const DETAIL_SIZE: f32 = 13.5;
const DETAIL_LINE: f32 = 40.5;
/// Between the project's name and the client's.
const BETWEEN: &str = " · ";
const BUTTON_RADIUS: f32 = 16.0;

/// The buttons, each by its middle.
const BUTTONS: [(Intent, (f32, f32)); 2] =
    [(Intent::Pause, (288.0, HEIGHT / 2.0)), (Intent::Stop, (326.0, HEIGHT / 2.0))];

/// The buttons of a pill: a sample can only be stopped.
fn buttons(kind: Kind) -> impl Iterator<Item = (Intent, (f32, f32))> {
    BUTTONS.into_iter().filter(move |(intent, _)| kind == Kind::Recording || *intent == Intent::Stop)
}

/// Which button lies at a point, in pixels of a pill at a scale of 1. Everything else drags the pill.
fn hit(kind: Kind, x: f32, y: f32) -> Option<Intent> {
    let near = |(cx, cy): (f32, f32)| (x - cx).powi(2) + (y - cy).powi(2) <= (BUTTON_RADIUS + 2.0).powi(2);
    buttons(kind).find(|(_, middle)| near(*middle)).map(|(intent, _)| intent)
}

/// Where the pointer is in the pill.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pointer {
    /// The button under it.
    pub over: Option<Intent>,
    /// The button that is held down.
    pub pressed: Option<Intent>,
}

/// Whether the system blends the pill with what is beneath.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// It does: the pill has a soft shadow, and a little of the desktop shines through.
    Blended,
    /// It doesn't: the pill is cut out, with a line around it.
    Solid,
}

impl Surface {
    /// Room for the shadow on each side, in pixels at a scale of 1.
    pub const fn margin(self) -> f32 {
        match self {
            Self::Blended => SHADOW,
            Self::Solid => 0.0,
        }
    }
}

/// Draws the pill. Keeps all but the timer from one time to the next.
pub struct Painter {
    scale: f32,
    surface: Surface,
    kind: Kind,
    fonts: Fonts,
    drawn: Option<(View, Pointer)>,
    /// Everything but the timer.
    still: Pixmap,
    whole: Pixmap,
}

impl Painter {
    /// A painter for a scale, 1 on a display of 96 dots an inch; nothing where the pill would have no size.
    pub fn new(scale: f32, surface: Surface, view: &View) -> Option<Self> {
        let size = |size: f32| ((size + 2.0 * surface.margin()) * scale).round() as u32;
        let pixmap = Pixmap::new(size(WIDTH), size(HEIGHT))?;
        let fonts = Fonts::covering([view.project.as_str(), &view.client]);
        let kind = view.kind;
        Some(Self { scale, surface, kind, fonts, drawn: None, still: pixmap.clone(), whole: pixmap })
    }

    /// The scale.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// How it is blended.
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// Which button lies at a pixel of the picture. Everything else drags the pill.
    pub fn hit(&self, x: f32, y: f32) -> Option<Intent> {
        let at = |pixel: f32| pixel / self.scale - self.surface.margin();
        hit(self.kind, at(x), at(y))
    }

    /// The pill as last drawn.
    pub fn pixmap(&self) -> &Pixmap {
        &self.whole
    }

    /// The pixels of the picture that belong to the pill itself, not to its shadow: of each row the first and the one
    /// behind the last. At least half of each of them is covered.
    pub fn outline(&self) -> Vec<(u32, u32)> {
        let (scale, margin) = (self.scale, self.surface.margin());
        let row = |y: u32| {
            let from_top = (y as f32 + 0.5) / scale - margin;
            if !(0.0..=HEIGHT).contains(&from_top) {
                return (0, 0);
            }
            let from_middle = (from_top - CORNER).abs();
            let inset = CORNER - (CORNER * CORNER - from_middle * from_middle).max(0.0).sqrt();
            let left = ((margin + inset) * scale).round() as u32;
            (left, self.whole.width() - left)
        };
        (0..self.whole.height()).map(row).collect()
    }

    /// Draws the pill; says whether it changed.
    pub fn draw(&mut self, view: &View, pointer: Pointer) -> bool {
        let timer = view.timer();
        if let Some((last, last_pointer)) = &self.drawn {
            let still_same =
                View { worked: view.worked, ..last.clone() } == *view && *last_pointer == pointer;
            if still_same && last.timer() == timer {
                return false;
            }
            if !still_same {
                self.draw_still(view, pointer);
            }
        } else {
            self.draw_still(view, pointer);
        }
        self.whole.data_mut().copy_from_slice(self.still.data());
        let at = self.at(text_right(view.kind), TITLE_LINE);
        self.fonts.draw_timer(&mut self.whole, &timer, TIMER_SIZE * self.scale, at, TEXT);
        self.drawn = Some((view.clone(), pointer));
        true
    }

    /// A point of the pill in the picture.
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let margin = self.surface.margin();
        ((x + margin) * self.scale, (y + margin) * self.scale)
    }

    fn draw_still(&mut self, view: &View, pointer: Pointer) {
        self.still.fill(tiny_skia::Color::TRANSPARENT);
        let problem = view.state == State::Recording && matches!(view.health, Health::Problem(_));
        self.draw_body(if problem { Some(RED) } else { None });
        let color = match view.state {
            State::Starting | State::Ending => GREY,
            State::Recording if problem => RED,
            State::Recording if view.kind == Kind::Sample => BLUE,
            State::Recording => GREEN,
        };
        // A problem is larger, too: not everyone tells red from green.
        let (x, y) = DOT;
        let radius = if problem { DOT_RADIUS + 2.0 } else { DOT_RADIUS };
        self.fill(circle(x, y, radius + 4.0), color, 56);
        self.fill(circle(x, y, radius), color, 255);
        self.draw_texts(view, pointer);
        for (intent, (x, y)) in buttons(view.kind) {
            let usable = view.state != State::Ending;
            let light = match (usable, pointer.pressed == Some(intent), pointer.over == Some(intent)) {
                (true, true, _) => 92,
                (true, false, true) => 56,
                _ => 26,
            };
            self.fill(circle(x, y, BUTTON_RADIUS), WHITE, light);
            let front = if usable { TEXT } else { GREY };
            match intent {
                Intent::Pause => {
                    self.fill(rounded(x - 5.5, y - 6.0, 4.0, 12.0, 1.25), front, 255);
                    self.fill(rounded(x + 1.5, y - 6.0, 4.0, 12.0, 1.25), front, 255);
                }
                Intent::Stop => self.fill(rounded(x - 5.5, y - 5.5, 11.0, 11.0, 2.5), front, 255),
            }
        }
    }

    /// The capsule, with a dark rim for light desktops and a light line inside it for dark ones.
    fn draw_body(&mut self, tint: Option<Color>) {
        let body = rounded(0.0, 0.0, WIDTH, HEIGHT, CORNER);
        if self.surface == Surface::Blended {
            // Thin layers, each a little wider than the one above: the nearer, the darker.
            for layer in (0..=11_u8).rev() {
                let wide = f32::from(layer);
                let down = 2.5;
                let (x, y) = (-wide, -wide + down);
                let shade = rounded(x, y, WIDTH + 2.0 * wide, HEIGHT + 2.0 * wide, CORNER + wide);
                self.fill(shade, Color(0, 0, 0), 3 + (11 - layer) / 2);
            }
            // Nothing of the shadow under the glass.
            self.clear(body.as_ref());
            self.fill(body, BACKGROUND, GLASS);
        } else {
            self.fill(body, BACKGROUND, 255);
        }
        let rim = if self.surface == Surface::Blended { 90 } else { 170 };
        self.line(0.5, Color(0, 0, 0), rim);
        let (color, light) = tint.map_or((WHITE, 52), |color| (color, 200));
        self.line(1.5, color, light);
    }

    /// What is going on, in words that nothing shortens or replaces, and below for whom or what is wrong; while the pointer
    /// is on a button, what it does.
    fn draw_texts(&mut self, view: &View, pointer: Pointer) {
        let (size, room) = (DETAIL_SIZE * self.scale, (text_right(view.kind) - TEXT_LEFT) * self.scale);
        let over = pointer.pressed.or(pointer.over).filter(|_| view.state != State::Ending);
        let (detail, color) = match (over, &view.health) {
            (Some(Intent::Pause), _) => (message(&view.lang, "pill-pause", &[]), TEXT),
            (Some(Intent::Stop), _) => (message(&view.lang, "pill-stop", &[]), TEXT),
            (None, Health::Problem(problem)) => {
                self.fonts.cover([problem.as_str()]);
                (self.fonts.fit(problem, size, room), RED_TEXT)
            }
            (None, Health::Ok) if view.kind == Kind::Sample => {
                (self.fonts.fit(&message(&view.lang, "pill-sample-kept", &[]), size, room), FAINT_TEXT)
            }
            (None, Health::Ok) => (self.for_whom(view, size, room), FAINT_TEXT),
        };
        let (title, detail_at) = (self.at(TEXT_LEFT, TITLE_LINE), self.at(TEXT_LEFT, DETAIL_LINE));
        self.fonts.draw_strong(&mut self.still, &view.title(), TITLE_SIZE * self.scale, title, TEXT);
        self.fonts.draw(&mut self.still, &detail, size, detail_at, color);
    }

    /// The project and its client; where both are long, each keeps half of the room.
    fn for_whom(&self, view: &View, size: f32, room: f32) -> String {
        let room = room - self.fonts.width(BETWEEN, size);
        let project = (room - self.fonts.width(&view.client, size)).max(room / 2.0);
        let project = self.fonts.fit(&view.project, size, project);
        let client = self.fonts.fit(&view.client, size, room - self.fonts.width(&project, size));
        [project, client].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(BETWEEN)
    }

    fn transform(&self) -> Transform {
        let margin = self.surface.margin() * self.scale;
        Transform::from_row(self.scale, 0.0, 0.0, self.scale, margin, margin)
    }

    fn fill(&mut self, path: Option<Path>, color: Color, alpha: u8) {
        if let Some(path) = path {
            let transform = self.transform();
            self.still.fill_path(&path, &paint(color, alpha), FillRule::Winding, transform, None);
        }
    }

    fn clear(&mut self, path: Option<&Path>) {
        if let Some(path) = path {
            let nothing = Paint { blend_mode: tiny_skia::BlendMode::Clear, ..paint(WHITE, 255) };
            self.still.fill_path(path, &nothing, FillRule::Winding, self.transform(), None);
        }
    }

    /// A line of one pixel of a pill at a scale of 1 along its edge, its middle so far inside.
    fn line(&mut self, inside: f32, color: Color, alpha: u8) {
        let (width, height) = (WIDTH - 2.0 * inside, HEIGHT - 2.0 * inside);
        if let Some(path) = rounded(inside, inside, width, height, CORNER - inside) {
            let (transform, stroke) = (self.transform(), Stroke { width: 1.0, ..Stroke::default() });
            self.still.stroke_path(&path, &paint(color, alpha), &stroke, transform, None);
        }
    }
}

/// Where texts end.
fn text_right(kind: Kind) -> f32 {
    match kind {
        Kind::Recording => TEXT_RIGHT,
        // There is no button in between.
        Kind::Sample => TEXT_RIGHT + 38.0,
    }
}

fn paint(color: Color, alpha: u8) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(color.0, color.1, color.2, alpha);
    paint
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
    use candor_domain::{Millis, locale::languages};

    use super::*;

    fn view() -> View {
        let mut view =
            View::new(Kind::Recording, "en", "Spring catalogue", "Example Ltd", Millis::from_secs(3_725));
        view.state = State::Recording;
        view
    }

    fn problem(text: &str) -> View {
        View { health: Health::Problem(text.into()), ..view() }
    }

    const NOWHERE: Pointer = Pointer { over: None, pressed: None };

    fn over(intent: Intent) -> Pointer {
        Pointer { over: Some(intent), pressed: None }
    }

    fn drawn(view: &View, pointer: Pointer) -> Pixmap {
        let mut painter = Painter::new(1.0, Surface::Solid, view).unwrap();
        assert!(painter.draw(view, pointer));
        painter.pixmap().clone()
    }

    fn at(pixmap: &Pixmap, (x, y): (f32, f32)) -> Color {
        let pixel = pixmap.pixel(x as u32, y as u32).unwrap();
        Color(pixel.red(), pixel.green(), pixel.blue())
    }

    /// Pixels of a region that are not the background's.
    fn ink(pixmap: &Pixmap, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> usize {
        let pixels = columns.flat_map(|x| rows.clone().map(move |y| (x, y)));
        pixels.filter(|(x, y)| at(pixmap, (*x as f32, *y as f32)) != BACKGROUND).count()
    }

    #[test]
    fn clicks_hit_the_buttons_and_nothing_else() {
        for (intent, (x, y)) in BUTTONS {
            assert_eq!(hit(Kind::Recording, x, y), Some(intent));
            assert_eq!(hit(Kind::Recording, x + 14.0, y), Some(intent));
            assert_eq!(hit(Kind::Sample, x, y), (intent == Intent::Stop).then_some(Intent::Stop));
        }
        for (x, y) in [(0.0, 0.0), (27.0, 26.0), (150.0, 26.0), (307.0, 3.0), (351.0, 51.0), (-5.0, 900.0)] {
            assert_eq!(hit(Kind::Recording, x, y), None, "{x} {y}");
        }
        let painter = Painter::new(2.0, Surface::Blended, &view()).unwrap();
        let (_, (x, y)) = BUTTONS[1];
        assert_eq!(painter.hit((x + SHADOW) * 2.0, (y + SHADOW) * 2.0), Some(Intent::Stop));
    }

    #[test]
    fn the_dot_is_green_only_while_recording_is_well() {
        assert_eq!(at(&drawn(&view(), NOWHERE), DOT), GREEN);
        assert_eq!(at(&drawn(&problem("Disk full"), NOWHERE), DOT), RED);
        for state in [State::Starting, State::Ending] {
            assert_eq!(at(&drawn(&View { state, ..view() }, NOWHERE), DOT), GREY);
        }
        assert_eq!(at(&drawn(&View { kind: Kind::Sample, ..view() }, NOWHERE), DOT), BLUE);
    }

    #[test]
    fn a_problem_is_told_by_more_than_its_colour() {
        let beside = (DOT.0 + DOT_RADIUS + 1.0, DOT.1);
        let (well, bad) = (drawn(&view(), NOWHERE), drawn(&problem("Disk full"), NOWHERE));
        assert_ne!(at(&well, beside), GREEN);
        assert_eq!(at(&bad, beside), RED);
        assert_ne!(at(&well, (WIDTH / 2.0, 1.0)), at(&bad, (WIDTH / 2.0, 1.0)));
    }

    /// Views of every kind and language, names and problems of any length among them.
    fn views() -> Vec<View> {
        let long = "A name that has no end ".repeat(20);
        let sample = View { kind: Kind::Sample, ..view() };
        let mut views = vec![
            view(),
            View { project: long.clone(), ..view() },
            View { project: String::new(), client: long.clone(), ..view() },
            View { project: long.clone(), client: long.clone(), ..view() },
            View { state: State::Starting, ..view() },
            View { state: State::Ending, ..view() },
            View { worked: Millis::from_minutes(99 * 60 + 59), ..view() },
            problem("screenshot: black frame"),
            problem(&long),
            View { project: "Каталог Άνοιξη".into(), client: "شركة 例".into(), ..view() },
        ];
        for lang in languages() {
            views.push(View { lang: (*lang).into(), ..view() });
            views.push(View { lang: (*lang).into(), ..sample.clone() });
        }
        views
    }

    #[test]
    fn it_says_in_words_what_candor_does() {
        let over_stop = (view(), over(Intent::Stop));
        let all = views().into_iter().map(|view| (view, NOWHERE)).chain([over_stop]);
        for ((view, pointer), scale) in all.flat_map(|case| [1.0, 1.5].map(|scale| (case.clone(), scale))) {
            // The title's letters alone, on the pill's own background.
            let mut words = Pixmap::new((WIDTH * scale) as u32, (HEIGHT * scale) as u32).unwrap();
            words.fill(tiny_skia::Color::from_rgba8(BACKGROUND.0, BACKGROUND.1, BACKGROUND.2, 255));
            let from = (TEXT_LEFT * scale, TITLE_LINE * scale);
            let title = match (view.kind, view.lang.as_str()) {
                (Kind::Recording, "en") => "Candor recording",
                (Kind::Recording, "de") => "Candor zeichnet auf",
                (Kind::Recording, _) => "Candor registra",
                (Kind::Sample, "en") => "Candor sample",
                (Kind::Sample, "de") => "Candor-Beispiel",
                (Kind::Sample, _) => "Muestra de Candor",
            };
            let fonts = Fonts::covering([]);
            let end = fonts.draw_strong(&mut words, title, TITLE_SIZE * scale, from, TEXT);
            // From above the tallest letter to below the line.
            let rows = (8.0 * scale) as u32..((TITLE_LINE + 1.0) * scale) as u32;
            let mut painter = Painter::new(scale, Surface::Solid, &view).unwrap();
            painter.draw(&view, pointer);
            let same = rows.clone().all(|y| {
                (from.0 as u32..end as u32).all(|x| painter.pixmap().pixel(x, y) == words.pixel(x, y))
            });
            assert!(same, "{view:?} {pointer:?} {scale}");
        }
    }

    #[test]
    fn title_timer_and_names_are_kept_apart() {
        let left = TEXT_LEFT as u32;
        for view in views() {
            let right = text_right(view.kind) as u32;
            let pixmap = drawn(&view, NOWHERE);
            let timer = if view.worked.get() > 36_000_000 { right - 70 } else { right - 60 };
            assert!(ink(&pixmap, left..timer - 8, 8..25) > 300, "{view:?}");
            assert!(ink(&pixmap, timer..right, 8..25) > 100, "{view:?}");
            assert_eq!(ink(&pixmap, timer - 8..timer, 8..25), 0, "{view:?}");
            assert!(ink(&pixmap, left..right, 30..45) > 100, "{view:?}");
            assert_eq!(ink(&pixmap, right..right + 10, 30..45), 0, "{view:?}");
        }
    }

    #[test]
    fn what_a_sample_says_is_never_cut_short() {
        let fonts = Fonts::covering([]);
        for lang in languages() {
            let room = text_right(Kind::Sample) - TEXT_LEFT;
            let words = message(lang, "pill-sample-kept", &[]);
            assert!(fonts.width(&words, DETAIL_SIZE) <= room, "{words}");
        }
    }

    #[test]
    fn a_button_under_the_pointer_is_lighter_and_says_what_it_does() {
        let still = drawn(&view(), NOWHERE);
        for (intent, (x, y)) in BUTTONS {
            let rim = (x, y - BUTTON_RADIUS + 3.0);
            let hovered = drawn(&view(), over(intent));
            let pressed = drawn(&view(), Pointer { pressed: Some(intent), ..over(intent) });
            let light = |pixmap: &Pixmap| at(pixmap, rim).0;
            assert!(light(&still) < light(&hovered) && light(&hovered) < light(&pressed));
            let detail = |pixmap: &Pixmap| ink(pixmap, TEXT_LEFT as u32..TEXT_RIGHT as u32, 30..45);
            assert!(detail(&hovered) > 50 && detail(&hovered) < detail(&still));
        }
    }

    #[test]
    fn project_and_client_share_their_line() {
        let painter =
            |view: &View| Painter::new(1.0, Surface::Solid, view).unwrap().for_whom(view, DETAIL_SIZE, 211.0);
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
        let mut painter = Painter::new(1.5, Surface::Blended, &view()).unwrap();
        assert!(painter.draw(&view(), NOWHERE));
        let first = painter.pixmap().clone();
        let same_second = View { worked: Millis::new(3_725_999), ..view() };
        assert!(!painter.draw(&same_second, NOWHERE));
        let next_second = View { worked: Millis::new(3_726_000), ..view() };
        assert!(painter.draw(&next_second, NOWHERE));
        assert_ne!(painter.pixmap().data(), first.data());
        assert!(painter.draw(&view(), NOWHERE));
        assert_eq!(painter.pixmap().data(), first.data());
        assert!(painter.draw(&view(), over(Intent::Stop)));
    }

    #[test]
    fn the_outline_is_the_pill_and_nothing_of_its_shadow() {
        for (surface, scale) in [(Surface::Solid, 1.0), (Surface::Blended, 1.0), (Surface::Blended, 2.0)] {
            let mut painter = Painter::new(scale, surface, &view()).unwrap();
            painter.draw(&view(), NOWHERE);
            let rows = painter.outline();
            assert_eq!(rows.len() as u32, painter.pixmap().height());
            let widest = rows.iter().map(|(left, right)| right - left).max().unwrap();
            assert_eq!(widest, (WIDTH * scale) as u32);
            for (y, (left, right)) in rows.iter().enumerate() {
                let opaque =
                    (*left..*right).all(|x| painter.pixmap().pixel(x, y as u32).unwrap().alpha() >= 96);
                assert!(opaque, "{surface:?} {scale} row {y}");
            }
        }
    }

    #[test]
    fn control_characters_and_empty_names_do_no_harm() {
        for project in ["", "\n\u{7}\u{202e}", "日本語のプロジェクト名", "\u{10FFFF}"] {
            let pixmap = drawn(&View { project: project.into(), ..view() }, NOWHERE);
            assert!(ink(&pixmap, 200..TEXT_RIGHT as u32, 8..25) > 100, "{project:?}");
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
        let pixmap = drawn(&view(), NOWHERE);
        // For looking at it: pictures of every kind in a folder.
        if let Some(folder) = std::env::var_os("CANDOR_PILL_PICTURES").map(std::path::PathBuf::from) {
            for (number, view) in views().iter().enumerate() {
                for (scale, surface, pointer) in [
                    (1.0, Surface::Solid, NOWHERE),
                    (2.0, Surface::Solid, over(Intent::Pause)),
                    (2.0, Surface::Blended, NOWHERE),
                ] {
                    let mut painter = Painter::new(scale, surface, view).unwrap();
                    painter.draw(view, pointer);
                    let (name, drawn) = (format!("{number}-{surface:?}-at-{scale}.png"), painter.pixmap());
                    let (width, height) = (drawn.width(), drawn.height());
                    let pixels: Vec<u8> = drawn
                        .pixels()
                        .iter()
                        .map(|pixel| pixel.demultiply())
                        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()])
                        .collect();
                    let kind = image::ColorType::Rgba8;
                    image::save_buffer(folder.join(name), &pixels, width, height, kind).unwrap();
                }
            }
        }
        insta::assert_snapshot!("pill", characters(&pixmap));
    }
}
