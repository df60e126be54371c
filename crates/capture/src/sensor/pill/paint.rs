//! The pill's look, and what lies under a click. One painter for every system.

use candor_capture::{Health, Intent};
use candor_domain::locale::message;
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::{
    Kind, State, View,
    text::{Color, Fonts},
};
use crate::images::Rect;

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
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "other systems always do"))]
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
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "other systems look at the picture"))]
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

    /// Draws the pill; says which part of the picture changed, if any did. While only time passes that is the timer's.
    pub fn draw(&mut self, view: &View, pointer: Pointer) -> Option<Rect> {
        let timer = view.timer();
        let (width, height) = (self.whole.width(), self.whole.height());
        let mut changed = Rect { x: 0, y: 0, width, height };
        match &self.drawn {
            Some((last, last_pointer))
                if View { worked: view.worked, ..last.clone() } == *view && *last_pointer == pointer =>
            {
                let last = last.timer();
                if last == timer {
                    return None;
                }
                changed = self.timer_area(view.kind, timer.len().max(last.len()));
            }
            _ => self.draw_still(view, pointer),
        }
        let pixel = tiny_skia::BYTES_PER_PIXEL;
        let from = changed.x as usize * pixel..(changed.x as usize + changed.width as usize) * pixel;
        for y in changed.y as usize..changed.y as usize + changed.height as usize {
            let row = y * width as usize * pixel;
            let span = row + from.start..row + from.end;
            self.whole.data_mut()[span.clone()].copy_from_slice(&self.still.data()[span]);
        }
        let at = self.at(text_right(view.kind), TITLE_LINE);
        self.fonts.draw_timer(&mut self.whole, &timer, TIMER_SIZE * self.scale, at, TEXT);
        self.drawn = Some((view.clone(), pointer));
        Some(changed)
    }

    /// Where a timer of so many characters is drawn.
    fn timer_area(&self, kind: Kind, characters: usize) -> Rect {
        let (right, line) = self.at(text_right(kind), TITLE_LINE);
        let size = TIMER_SIZE * self.scale;
        // No digit is as wide, none as high, none reaches as far below the line.
        let left = (right - characters as f32 * size * 0.62).max(0.0).floor();
        let (top, bottom) = ((line - size).max(0.0).floor(), (line + size * 0.3).ceil());
        let right = (right + 2.0).ceil().min(self.whole.width() as f32);
        let bottom = bottom.min(self.whole.height() as f32);
        Rect { x: left as i32, y: top as i32, width: (right - left) as u32, height: (bottom - top) as u32 }
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
mod tests;
