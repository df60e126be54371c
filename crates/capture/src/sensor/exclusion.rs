//! Which parts of the desktop are black because windows there are excluded. Works on lists of windows alone, whichever
//! system they come from.

use candor_capture::{Exclusions, SensorProblem};

use crate::images::Rect;

/// A window on the desktop, at the moment that a list was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Whatever the system tells it by.
    pub id: u64,
    /// Where it lies, with its frame.
    pub area: Rect,
    /// Whether it is excluded, by itself or as a part of a window that is.
    pub excluded: bool,
    /// Whether it certainly hides what lies beneath: a plain, opaque rectangle. In doubt it doesn't.
    pub covers: bool,
}

/// Lists the windows that may be seen.
pub trait Windows: Send {
    /// The windows, the lowest first.
    fn list(&mut self, exclusions: &Exclusions) -> Result<Vec<Window>, SensorProblem>;
}

/// More pieces than this of one window aren't told apart: it is taken as a whole.
const MOST_PIECES: usize = 256;

/// What has to be black in a picture that was taken between two lists.
///
/// Where both are the same, it is what can be seen of excluded windows. Otherwise something appeared, moved, changed its
/// name or came to the front meanwhile, at an instant that nobody knows: then it is everything of every window that is
/// excluded in either list, and what lies between the two places of one that moved.
pub fn black(before: &[Window], after: &[Window]) -> Vec<Rect> {
    if before == after {
        return visible(before);
    }
    let excluded = || before.iter().chain(after).filter(|window| window.excluded);
    let ways = excluded().filter_map(|window| {
        let other = |list: &[Window]| list.iter().find(|other| other.id == window.id).map(|other| other.area);
        Some(hull(other(before)?, other(after)?))
    });
    excluded().map(|window| window.area).chain(ways).collect()
}

/// What can be seen of the excluded windows in a list.
fn visible(windows: &[Window]) -> Vec<Rect> {
    let mut all = Vec::new();
    for (number, window) in windows.iter().enumerate().filter(|(_, window)| window.excluded) {
        let mut pieces = vec![window.area];
        for above in windows[number + 1..].iter().filter(|above| above.covers) {
            pieces = pieces.into_iter().flat_map(|piece| without(piece, above.area)).collect();
            if pieces.len() > MOST_PIECES {
                pieces = vec![window.area];
                break;
            }
        }
        all.extend(pieces);
    }
    all
}

/// Edges as left, upper, right, lower; wide enough for any sum.
fn edges(rect: Rect) -> [i64; 4] {
    let (x, y) = (i64::from(rect.x), i64::from(rect.y));
    [x, y, x + i64::from(rect.width), y + i64::from(rect.height)]
}

/// The rectangle between edges, if anything lies there.
fn between([left, upper, right, lower]: [i64; 4]) -> Option<Rect> {
    if right <= left || lower <= upper {
        return None;
    }
    let place = |at: i64| at.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
    let size = |size: i64| u32::try_from(size).unwrap_or(u32::MAX);
    Some(Rect { x: place(left), y: place(upper), width: size(right - left), height: size(lower - upper) })
}

/// The smallest rectangle that holds both.
fn hull(a: Rect, b: Rect) -> Rect {
    let (a_edges, b_edges) = (edges(a), edges(b));
    let (least, most) = (|n: usize| a_edges[n].min(b_edges[n]), |n: usize| a_edges[n].max(b_edges[n]));
    between([least(0), least(1), most(2), most(3)]).unwrap_or(a)
}

/// A rectangle without another: what is left above, below, to the left and to the right.
fn without(rect: Rect, cover: Rect) -> impl Iterator<Item = Rect> {
    let [left, upper, right, lower] = edges(rect);
    let [c_left, c_upper, c_right, c_lower] = edges(cover);
    let apart = !rect.intersects(cover);
    let (top, bottom) = (upper.max(c_upper), lower.min(c_lower));
    let around = [
        between([left, upper, right, lower.min(c_upper)]),
        between([left, upper.max(c_lower), right, lower]),
        between([left, top, right.min(c_left), bottom]),
        between([left.max(c_right), top, right, bottom]),
    ];
    let parts = if apart { [Some(rect), None, None, None] } else { around };
    parts.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIDE: i32 = 24;

    fn rect(x: i32, y: i32, width: u32, height: u32) -> Rect {
        Rect { x, y, width, height }
    }

    fn window(id: u64, area: Rect, excluded: bool, covers: bool) -> Window {
        Window { id, area, excluded, covers }
    }

    fn windows() -> impl Strategy<Value = Vec<Window>> {
        let area = (-8..SIDE, -8..SIDE, 0_u32..20, 0_u32..20).prop_map(|(x, y, w, h)| rect(x, y, w, h));
        let window = (0_u64..6, area, any::<bool>(), any::<bool>())
            .prop_map(|(id, area, excluded, covers)| window(id, area, excluded, covers));
        prop::collection::vec(window, 0..7)
    }

    fn holds(rect: Rect, x: i32, y: i32) -> bool {
        rect.contains(Rect { x, y, width: 1, height: 1 })
    }

    fn points() -> impl Iterator<Item = (i32, i32)> {
        (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)))
    }

    /// Whether an excluded window may be seen at a point: nothing above it there certainly hides it.
    fn seen(windows: &[Window], x: i32, y: i32) -> bool {
        windows.iter().enumerate().any(|(number, window)| {
            let hidden = windows[number + 1..].iter().any(|above| above.covers && holds(above.area, x, y));
            window.excluded && holds(window.area, x, y) && !hidden
        })
    }

    proptest! {
        /// No point survives where an excluded window may be seen, and while nothing changes no other is lost.
        #[test]
        fn exactly_what_is_seen_of_excluded_windows_is_black(windows in windows()) {
            let black = black(&windows, &windows);
            for (x, y) in points() {
                let is_black = black.iter().any(|rect| holds(*rect, x, y));
                prop_assert_eq!(is_black, seen(&windows, x, y), "{} {}", x, y);
            }
        }

        /// Whatever happened between the lists, nothing that either shows of an excluded window survives.
        #[test]
        fn a_change_makes_black_what_either_list_shows(before in windows(), after in windows()) {
            let black = black(&before, &after);
            for (x, y) in points() {
                if seen(&before, x, y) || seen(&after, x, y) {
                    prop_assert!(black.iter().any(|rect| holds(*rect, x, y)), "{} {}", x, y);
                }
            }
        }

        /// A window that moves passes places that no list has.
        #[test]
        fn the_way_of_a_window_that_moves_is_black(from in (0..20, 0..20), to in (0..20, 0..20), part in 0..=4) {
            let at = |(x, y): (i32, i32)| [window(1, rect(x, y, 4, 3), true, true)];
            let black = black(&at(from), &at(to));
            let between = |a: i32, b: i32| a + (b - a) * part / 4;
            let place = rect(between(from.0, to.0), between(from.1, to.1), 4, 3);
            prop_assert!(black.iter().any(|rect| rect.contains(place)), "{:?} {:?}", black, place);
        }
    }

    #[test]
    fn a_window_in_front_keeps_its_pixels_until_something_changes() {
        let secret = window(1, rect(0, 0, 20, 20), true, true);
        let front = window(2, rect(5, 5, 10, 10), false, true);
        let steady = black(&[secret, front], &[secret, front]);
        assert!(steady.iter().all(|rect| !rect.intersects(front.area)), "{steady:?}");
        let raised = black(&[secret, front], &[front, secret]);
        assert!(raised.iter().any(|rect| rect.contains(front.area)), "{raised:?}");
        let glass = Window { covers: false, ..front };
        assert_eq!(black(&[secret, glass], &[secret, glass]), [secret.area]);
    }
}
