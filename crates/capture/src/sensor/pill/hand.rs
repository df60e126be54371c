//! The pointer on the pill: what lies under it, what it holds down, and where it drags the pill.

use candor_capture::Intent;

use super::{Act, paint::Pointer};
use crate::images::Rect;

/// The pointer. A button that is pressed does something where it is let go; everything else drags the pill.
#[derive(Debug, Default)]
pub struct Hand {
    over: Option<Intent>,
    pressed: Option<Intent>,
    /// Where in the pill the pointer holds it, and where the pill was.
    held: Option<((i32, i32), Rect)>,
}

impl Hand {
    /// The pointer as the painter draws it.
    pub fn pointer(&self) -> Pointer {
        // A button that is held down while the pointer is elsewhere would do nothing.
        let pressed = self.pressed.filter(|_| self.pressed == self.over);
        Pointer { over: self.over, pressed }
    }

    /// Whether the pill is being dragged.
    pub fn drags(&self) -> bool {
        self.held.is_some()
    }

    /// The pointer is at a place of the desktop, over a button or none. Returns where the pill's upper left corner belongs
    /// now, where it is dragged.
    pub fn moved(&mut self, at: (i32, i32), over: Option<Intent>) -> Option<(i32, i32)> {
        let Some(((x, y), _)) = self.held else {
            self.over = over;
            return None;
        };
        Some((at.0 - x, at.1 - y))
    }

    /// The pointer is no longer over the pill.
    pub fn left(&mut self) {
        self.over = None;
    }

    /// The mouse's button is down at a place of the desktop, with the pill in this area.
    pub fn press(&mut self, at: (i32, i32), over: Option<Intent>, pill: Rect) {
        self.over = over;
        self.pressed = over;
        self.held = over.is_none().then_some(((at.0 - pill.x, at.1 - pill.y), pill));
    }

    /// The mouse's button is let go, with the pill in this area: what the agent did by it.
    pub fn release(&mut self, over: Option<Intent>, pill: Rect) -> Option<Act> {
        let pressed = self.pressed.take();
        match self.held.take() {
            Some((_, from)) => (from != pill).then_some(Act::Moved(pill.x, pill.y)),
            None => pressed.filter(|_| pressed == over).map(Act::Pressed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PILL: Rect = Rect { x: 100, y: 50, width: 352, height: 52 };

    #[test]
    fn a_button_counts_where_it_is_let_go_on_itself() {
        let mut hand = Hand::default();
        hand.press((390, 76), Some(Intent::Pause), PILL);
        assert_eq!(hand.pointer().pressed, Some(Intent::Pause));
        assert_eq!(hand.moved((430, 76), Some(Intent::Stop)), None);
        assert_eq!(hand.pointer(), Pointer { over: Some(Intent::Stop), pressed: None });
        assert_eq!(hand.release(Some(Intent::Stop), PILL), None);
        hand.press((390, 76), Some(Intent::Pause), PILL);
        assert_eq!(hand.release(Some(Intent::Pause), PILL), Some(Act::Pressed(Intent::Pause)));
        hand.left();
        assert_eq!(hand.pointer(), Pointer::default());
    }

    #[test]
    fn everything_else_drags_the_pill_by_where_it_is_held() {
        let mut hand = Hand::default();
        hand.press((120, 60), None, PILL);
        assert!(hand.drags());
        assert_eq!(hand.moved((90, 80), Some(Intent::Stop)), Some((70, 70)));
        let moved = Rect { x: 70, y: 70, ..PILL };
        assert_eq!(hand.release(None, moved), Some(Act::Moved(70, 70)));
        assert!(!hand.drags());
        hand.press((120, 80), None, moved);
        assert_eq!(hand.release(None, moved), None, "it was held and not moved");
    }
}
