//! Where the pill lies on the desktop.

use super::paint::Surface;
use crate::images::Rect;

/// Space between the pill and the lower right corner, at a scale of 1.
const MARGIN: (f32, f32) = (24.0, 64.0);

/// The lower right corner of an area, for a pill of this size; `scale` says how many units of the desktop one of the
/// pill's is.
pub fn home(area: Rect, (width, height): (u32, u32), surface: Surface, scale: f32) -> Rect {
    // The shadow reaches into the space.
    let margin = |space: f32| ((space - surface.margin()) * scale) as i32;
    let x = area.x + (area.width as i32 - width as i32 - margin(MARGIN.0)).max(0);
    let y = area.y + (area.height as i32 - height as i32 - margin(MARGIN.1)).max(0);
    Rect { x, y, width, height }
}

/// Where the agent left the pill, if a monitor holds it there as a whole; its own place otherwise.
pub fn place(monitors: &[Rect], home: Rect, left: Option<(i32, i32)>) -> Rect {
    let wanted = left.map(|(x, y)| Rect { x, y, ..home });
    wanted.filter(|wanted| held(monitors, *wanted)).unwrap_or(home)
}

/// Whether a monitor holds the pill as a whole: what lies outside isn't seen.
pub fn held(monitors: &[Rect], pill: Rect) -> bool {
    monitors.iter().any(|monitor| monitor.contains(pill))
}

/// The place that is nearest to a wanted one and that a monitor holds as a whole, where one is large enough.
#[cfg(any(test, windows, target_os = "macos"))]
pub fn nearest(monitors: &[Rect], wanted: Rect) -> Rect {
    let into = |monitor: &Rect| {
        let clamp = |at: i32, own: u32, from: i32, size: u32| {
            at.clamp(from, from.max(from.saturating_add_unsigned(size).saturating_sub_unsigned(own)))
        };
        let x = clamp(wanted.x, wanted.width, monitor.x, monitor.width);
        let y = clamp(wanted.y, wanted.height, monitor.y, monitor.height);
        Rect { x, y, ..wanted }
    };
    let far = |place: &Rect| {
        let along = |a: i32, b: i32| i64::from(a.abs_diff(b)).pow(2);
        along(place.x, wanted.x) + along(place.y, wanted.y)
    };
    monitors.iter().map(into).min_by_key(far).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONITORS: [Rect; 2] =
        [Rect { x: 0, y: 0, width: 1920, height: 1080 }, Rect { x: 1920, y: 200, width: 1280, height: 1024 }];

    #[test]
    fn its_own_place_is_the_lower_right_corner_with_room_for_the_shadow() {
        let at = |surface, scale| {
            let home = home(MONITORS[1], (380, 80), surface, scale);
            (home.x, home.y)
        };
        assert_eq!(at(Surface::Solid, 1.0), (1920 + 1280 - 380 - 24, 200 + 1024 - 80 - 64));
        assert_eq!(at(Surface::Blended, 2.0), (1920 + 1280 - 380 - 20, 200 + 1024 - 80 - 100));
        let small = Rect { x: 5, y: 6, width: 100, height: 50 };
        assert_eq!(home(small, (380, 80), Surface::Solid, 1.0), Rect { x: 5, y: 6, width: 380, height: 80 });
    }

    #[test]
    fn a_place_that_no_monitor_holds_is_given_up_or_moved_to_the_nearest() {
        let home = Rect { x: 1_000, y: 900, width: 380, height: 80 };
        let at = |x, y| Rect { x, y, ..home };
        for (left, expected, near) in [
            ((10, 20), at(10, 20), at(10, 20)),
            ((1_900, 300), home, at(1_920, 300)),
            ((1_700, 300), home, at(1_540, 300)),
            ((1_930, 0), home, at(1_930, 200)),
            ((-500, 5_000), home, at(0, 1_000)),
            ((9_000, 300), home, at(2_820, 300)),
        ] {
            assert_eq!(place(&MONITORS, home, Some(left)), expected, "{left:?}");
            assert_eq!(nearest(&MONITORS, at(left.0, left.1)), near, "{left:?}");
        }
        assert_eq!(place(&MONITORS, home, None), home);
        assert_eq!(nearest(&[], at(-5, -5)), at(-5, -5));
    }
}
