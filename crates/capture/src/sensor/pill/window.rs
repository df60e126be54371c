//! The pill in a window of the system's: what Windows and macOS have in common.
//!
//! The window is looked at each second and whenever the system says that something about it changed. What can be put
//! right is put right a few times; what keeps coming back ends the process, as does a window that is hidden or gone.

use std::time::{Duration, Instant};

use candor_capture::{IndicatorProblem, Intent};
use tiny_skia::Pixmap;

use super::{
    Act, Indicator, View,
    hand::Hand,
    paint::{Painter, Surface},
    place,
    repairs::Repairs,
};
use crate::images::Rect;

/// How often the window is looked at.
const CHECK: Duration = Duration::from_secs(1);
/// Between which scales the pill is drawn, in quarters.
const SCALES: (f32, f32) = (4.0, 16.0);

/// What happens at the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The mouse's first button went down at this place of the desktop.
    Press((i32, i32)),
    /// The pointer moved to this place.
    Move((i32, i32)),
    /// The mouse's first button was let go at this place.
    Release((i32, i32)),
    /// The pointer left the window.
    Leave,
    /// Something about the window or the monitors may have changed.
    Changed,
    /// Nothing that the pill must know, but a reason to look what is to be done.
    Woken,
}

/// What the system says of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Where it lies.
    pub area: Rect,
    /// Whether something lies over it that it can be raised above.
    pub covered: bool,
}

/// A borderless window that shines through, stays above others and never takes the keyboard.
pub trait SystemWindow: Sized {
    /// Whether the desktop is measured in pixels of its monitors; in units of a scale of 1 otherwise.
    const IN_PIXELS: bool;

    /// Makes one, not yet shown.
    fn create(title: &'static str) -> Result<Self, IndicatorProblem>;
    /// The monitors' areas, and the first one's without what belongs to the desktop itself.
    fn monitors(&self) -> (Vec<Rect>, Rect);
    /// How many pixels one unit has where the window is.
    fn scale(&self) -> f32;
    /// Shows a picture in this area.
    fn draw(&mut self, picture: &Pixmap, area: Rect) -> Result<(), IndicatorProblem>;
    /// Moves it, with the picture that it shows.
    fn place(&mut self, x: i32, y: i32);
    /// Puts it above others.
    fn raise(&mut self);
    /// How it stands; fails where it isn't on the screen.
    fn look(&self) -> Result<Look, IndicatorProblem>;
    /// Whether the mouse's first button is still down, for a pill that is being dragged.
    fn dragging(&self) -> bool;
    /// Waits for what happens next; nothing where the time is over.
    fn next(&mut self, timeout: Option<Duration>) -> Option<Happening>;
}

/// The pill in such a window.
pub struct WindowPill<W> {
    shown: Option<Shown<W>>,
}

impl<W> Default for WindowPill<W> {
    fn default() -> Self {
        Self { shown: None }
    }
}

/// The pill on the screen.
struct Shown<W> {
    window: W,
    view: View,
    painter: Painter,
    area: Rect,
    hand: Hand,
    repairs: Repairs,
    checked: Instant,
}

impl<W: SystemWindow> WindowPill<W> {
    fn shown(&mut self) -> Result<&mut Shown<W>, IndicatorProblem> {
        self.shown.as_mut().ok_or(IndicatorProblem::NotMapped)
    }
}

impl<W: SystemWindow> Indicator for WindowPill<W> {
    fn show(&mut self, view: &View, left: Option<(i32, i32)>) -> Result<(), IndicatorProblem> {
        let window = W::create(view.kind.title())?;
        let painter = painter(&window, view)?;
        let (monitors, _) = window.monitors();
        let home = home(&window, &painter);
        let area = place::place(&monitors, home, left);
        let now = Instant::now();
        let (hand, repairs) = (Hand::default(), Repairs::new(now));
        let mut shown = Shown { window, view: view.clone(), painter, area, hand, repairs, checked: now };
        shown.draw()?;
        shown.check()?;
        self.shown = Some(shown);
        Ok(())
    }

    fn update(&mut self, view: &View) -> Result<(), IndicatorProblem> {
        let shown = self.shown()?;
        shown.view.clone_from(view);
        shown.draw()?;
        if shown.checked.elapsed() >= CHECK {
            shown.check()?;
        }
        Ok(())
    }

    fn wait(&mut self, timeout: Option<Duration>) -> Result<Option<Act>, IndicatorProblem> {
        let shown = self.shown()?;
        let mut timeout = timeout;
        while let Some(happening) = shown.window.next(timeout) {
            if let Some(act) = shown.happened(happening)? {
                return Ok(Some(act));
            }
            timeout = Some(Duration::ZERO);
        }
        Ok(None)
    }

    fn area(&self) -> Option<Rect> {
        self.shown.as_ref().map(|shown| shown.area)
    }

    fn ticks(&self) -> bool {
        true
    }
}

/// A painter for the monitor where the window is.
fn painter<W: SystemWindow>(window: &W, view: &View) -> Result<Painter, IndicatorProblem> {
    Painter::new(quarters(window.scale()), Surface::Blended, view).ok_or(IndicatorProblem::Unsupported)
}

fn quarters(scale: f32) -> f32 {
    (scale * 4.0).round().clamp(SCALES.0, SCALES.1) / 4.0
}

/// How many pixels of the picture one unit of the desktop has.
fn pixels<W: SystemWindow>(painter: &Painter) -> f32 {
    if W::IN_PIXELS { 1.0 } else { painter.scale() }
}

/// The pill's own place.
fn home<W: SystemWindow>(window: &W, painter: &Painter) -> Rect {
    let pixels = pixels::<W>(painter);
    let size = |own: u32| (own as f32 / pixels).round() as u32;
    let size = (size(painter.pixmap().width()), size(painter.pixmap().height()));
    place::home(window.monitors().1, size, painter.surface(), painter.scale() / pixels)
}

impl<W: SystemWindow> Shown<W> {
    /// Draws what changed.
    fn draw(&mut self) -> Result<(), IndicatorProblem> {
        if quarters(self.window.scale()) != self.painter.scale() {
            self.painter = painter(&self.window, &self.view)?;
            let size = home(&self.window, &self.painter);
            let wanted = Rect { x: self.area.x, y: self.area.y, ..size };
            self.area = place::nearest(&self.window.monitors().0, wanted);
        }
        if self.painter.draw(&self.view, self.hand.pointer()).is_some() {
            self.window.draw(self.painter.pixmap(), self.area)?;
        }
        Ok(())
    }

    fn happened(&mut self, happening: Happening) -> Result<Option<Act>, IndicatorProblem> {
        match happening {
            Happening::Press(at) => self.hand.press(at, self.hit(at), self.area),
            Happening::Move(at) => {
                if let Some((x, y)) = self.hand.moved(at, self.hit(at)) {
                    self.move_to(x, y);
                }
            }
            Happening::Release(at) => return Ok(self.hand.release(self.hit(at), self.area)),
            Happening::Leave => self.hand.left(),
            Happening::Changed => self.check()?,
            Happening::Woken => {}
        }
        Ok(None)
    }

    /// The button at a place of the desktop.
    fn hit(&self, (x, y): (i32, i32)) -> Option<Intent> {
        let pixel = |at: i32, from: i32| (at - from) as f32 * pixels::<W>(&self.painter);
        self.painter.hit(pixel(x, self.area.x), pixel(y, self.area.y))
    }

    /// Moves the pill as near to a place as the monitors allow.
    fn move_to(&mut self, x: i32, y: i32) {
        self.area = place::nearest(&self.window.monitors().0, Rect { x, y, ..self.area });
        self.window.place(self.area.x, self.area.y);
    }

    /// Compares what the system says of the window with what must be.
    fn check(&mut self) -> Result<(), IndicatorProblem> {
        self.checked = Instant::now();
        let Look { area, covered } = self.window.look()?;
        if self.hand.drags() && !self.window.dragging() {
            // The system took the pointer away meanwhile.
            self.hand = Hand::default();
        }
        if (area.width, area.height) != (self.area.width, self.area.height) {
            return Err(IndicatorProblem::Displaced);
        }
        self.area = area;
        if !self.hand.drags() && !place::held(&self.window.monitors().0, area) {
            self.repairs.spend(IndicatorProblem::Displaced, self.checked)?;
            let home = home(&self.window, &self.painter);
            self.move_to(home.x, home.y);
        }
        if covered {
            self.repairs.spend(IndicatorProblem::Covered, self.checked)?;
            self.window.raise();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
