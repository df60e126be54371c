//! Made-up input and pictures, the same for the same seed, for projects made for testing.

use std::sync::Arc;

use candor_capture::{SensorProblem, encode::Layout};
use candor_domain::Millis;
use fastrand::Rng;
use tiny_skia::{Color, Paint, Pixmap, Rect as Area, Transform};

use crate::{
    activity::{Counters, Counts},
    images::{Picture, Rect},
    sensors::{Camera, Input, Scale, Screens, SensorSet, Shot},
};

/// Seconds of work, then of rest, in turn.
const BUSY_S: u32 = 45;
const ROUND_S: u32 = 60;
const SCREEN: (u32, u32) = (1280, 720);
const STILL: (u32, u32) = (640, 480);

/// Sensors that make everything up from a seed.
pub fn sensors(seed: u64) -> SensorSet {
    SensorSet {
        input: Box::new(move || Box::new(MadeUpInput { seed, counters: None, done: 0 })),
        screens: Box::new(move || Box::new(MadeUpScreen { seed, taken: 0 })),
        camera: Box::new(move || Box::new(MadeUpCamera { seed, taken: 0 })),
        shortcuts: None,
    }
}

struct MadeUpInput {
    seed: u64,
    counters: Option<Arc<Counters>>,
    done: u32,
}

/// What a second holds: some typing in the busy part of each minute.
fn second(seed: u64, number: u32) -> Counts {
    let mut rng = Rng::with_seed(seed ^ u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    if number % ROUND_S >= BUSY_S {
        return Counts::default();
    }
    Counts {
        keys: rng.u32(0..=6),
        clicks: u32::from(rng.u8(..) < 40),
        scroll: if rng.u8(..) < 20 { rng.u32(1..=5) } else { 0 },
        pointer_px: if rng.u8(..) < 90 { rng.u32(10..=400) } else { 0 },
        active_s: 0,
    }
}

impl Input for MadeUpInput {
    fn start(&mut self, counters: &Arc<Counters>) -> Result<(), SensorProblem> {
        self.counters = Some(counters.clone());
        Ok(())
    }

    fn look(&mut self, since: Millis) -> Millis {
        // Whole seconds that are over; a sample's end looks first, so it holds exactly those before it.
        let over = u32::try_from(since.get() / 1_000).unwrap_or(u32::MAX);
        if let Some(counters) = &self.counters {
            (self.done..over).for_each(|number| counters.made_up(number, &second(self.seed, number)));
        }
        self.done = self.done.max(over);
        Millis::from_minutes(1).minus(Millis::new(since.get() % 60_000))
    }

    fn stop(&mut self) {
        self.counters = None;
    }
}

struct MadeUpScreen {
    seed: u64,
    taken: u64,
}

impl Screens for MadeUpScreen {
    fn probe(&mut self) -> Result<(), SensorProblem> {
        Ok(())
    }

    fn grab(&mut self, each: &mut dyn FnMut(Shot)) -> Result<(), SensorProblem> {
        let (width, height) = SCREEN;
        let picture = desktop(self.seed, self.taken).ok_or(SensorProblem::GrabFailed)?;
        self.taken += 1;
        let area = Rect { x: 0, y: 0, width, height };
        each(Shot { monitor: 0, area, scale: Scale::SAME, picture, excluded: false });
        Ok(())
    }
}

struct MadeUpCamera {
    seed: u64,
    taken: u64,
}

impl Camera for MadeUpCamera {
    fn probe(&mut self) -> Result<(), SensorProblem> {
        Ok(())
    }

    fn still(&mut self) -> Result<Picture, SensorProblem> {
        let picture = room(self.seed, self.taken).ok_or(SensorProblem::GrabFailed)?;
        self.taken += 1;
        Ok(picture)
    }
}

struct Canvas(Pixmap);

impl Canvas {
    fn new((width, height): (u32, u32), color: (u8, u8, u8)) -> Option<Self> {
        let mut pixmap = Pixmap::new(width, height)?;
        pixmap.fill(Color::from_rgba8(color.0, color.1, color.2, 255));
        Some(Self(pixmap))
    }

    fn bar(&mut self, x: f32, y: f32, width: f32, height: f32, color: (u8, u8, u8)) {
        if let Some(area) = Area::from_xywh(x, y, width, height) {
            let mut paint = Paint::default();
            paint.set_color_rgba8(color.0, color.1, color.2, 255);
            self.0.fill_rect(area, &paint, Transform::identity(), None);
        }
    }

    fn picture(self) -> Option<Picture> {
        Picture::new(self.0.width(), self.0.height(), Layout::Rgba, self.0.take())
    }
}

/// A desktop with a window in which text grows, and a marker that says which picture it is.
fn desktop(seed: u64, number: u64) -> Option<Picture> {
    let mut rng = Rng::with_seed(seed);
    let mut canvas = Canvas::new(SCREEN, (rng.u8(40..90), rng.u8(70..120), rng.u8(90..150)))?;
    let (left, top) = (rng.u32(40..160) as f32, rng.u32(40..90) as f32);
    canvas.bar(left, top, 1000.0, 560.0, (250, 250, 248));
    canvas.bar(left, top, 1000.0, 28.0, (60, 64, 72));
    let lines = 4 + (number % 26) as u32;
    for line in 0..lines {
        let (mut x, y) = (left + 24.0, top + 48.0 + 19.0 * line as f32);
        while x < left + 400.0 + rng.u32(0..500) as f32 {
            let word = rng.u32(12..70) as f32;
            canvas.bar(x, y, word, 9.0, (70, 74, 82));
            x += word + 7.0;
        }
    }
    mark(&mut canvas, number, SCREEN.1);
    canvas.picture()
}

/// A room with a chair, and a marker that says which picture it is. Nobody is in it.
fn room(seed: u64, number: u64) -> Option<Picture> {
    let mut rng = Rng::with_seed(seed ^ 1);
    let mut canvas = Canvas::new(STILL, (rng.u8(150..200), rng.u8(150..190), rng.u8(140..180)))?;
    canvas.bar(0.0, 360.0, 640.0, 120.0, (120, 96, 72));
    let sway = ((number % 7) * 6) as f32;
    canvas.bar(240.0 + sway, 180.0, 150.0, 170.0, (52, 60, 76));
    canvas.bar(225.0 + sway, 340.0, 180.0, 24.0, (40, 46, 60));
    mark(&mut canvas, number, STILL.1);
    canvas.picture()
}

/// The number in binary, as squares along the lower edge.
fn mark(canvas: &mut Canvas, number: u64, height: u32) {
    for bit in 0..16_u32 {
        let color = if number >> bit & 1 == 1 { (240, 200, 40) } else { (30, 30, 30) };
        canvas.bar(8.0 + 18.0 * bit as f32, height as f32 - 24.0, 14.0, 14.0, color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(seed: u64, looks: &[u64]) -> Counts {
        let counters = Arc::new(Counters::new());
        let mut input = MadeUpInput { seed, counters: None, done: 0 };
        input.start(&counters).unwrap();
        for at in looks {
            input.look(Millis::new(*at));
        }
        counters.take()
    }

    #[test]
    fn a_seed_has_its_counts_however_often_they_are_looked_at() {
        let whole = minute(7, &[60_000]);
        assert_eq!(minute(7, &[400, 1_999, 30_000, 30_001, 60_900]), whole);
        assert_ne!(minute(8, &[60_000]), whole);
        assert!(whole.keys > 0 && whole.active_s > 0 && whole.active_s <= BUSY_S, "{whole:?}");
    }

    #[test]
    fn a_seed_has_its_pictures_and_each_differs_from_the_last() {
        for draw in [desktop, room] {
            let (first, again, next) = (draw(7, 0).unwrap(), draw(7, 0).unwrap(), draw(7, 1).unwrap());
            assert!(first == again && first != next && first != draw(8, 0).unwrap());
        }
    }
}
