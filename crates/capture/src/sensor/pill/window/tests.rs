use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use candor_domain::Millis;

use super::*;
use crate::pill::{Kind, State};

const MONITOR: Rect = Rect { x: 0, y: 0, width: 1920, height: 1080 };
const FREE: Rect = Rect { x: 0, y: 0, width: 1920, height: 1040 };

/// A system with one window.
struct System {
    scale: f32,
    monitors: Vec<Rect>,
    look: Result<Look, IndicatorProblem>,
    dragging: bool,
    happenings: VecDeque<Happening>,
    raised: u32,
    drawn: Vec<(u32, u32)>,
}

thread_local! {
    static SYSTEM: Rc<RefCell<System>> = Rc::new(RefCell::new(System {
        scale: 1.0,
        monitors: vec![MONITOR],
        look: Err(IndicatorProblem::NotMapped),
        dragging: false,
        happenings: VecDeque::new(),
        raised: 0,
        drawn: Vec::new(),
    }));
}

fn system<T>(act: impl FnOnce(&mut System) -> T) -> T {
    SYSTEM.with(|system| act(&mut system.borrow_mut()))
}

/// A window of the system, measured in pixels or not.
struct Fake<const PIXELS: bool>;

impl<const PIXELS: bool> SystemWindow for Fake<PIXELS> {
    const IN_PIXELS: bool = PIXELS;

    fn create(title: &'static str) -> Result<Self, IndicatorProblem> {
        assert_eq!(title, "Candor recording");
        Ok(Self)
    }

    fn monitors(&self) -> (Vec<Rect>, Rect) {
        (system(|system| system.monitors.clone()), FREE)
    }

    fn scale(&self) -> f32 {
        system(|system| system.scale)
    }

    fn draw(&mut self, picture: &Pixmap, area: Rect) -> Result<(), IndicatorProblem> {
        system(|system| {
            system.drawn.push((picture.width(), picture.height()));
            system.look = Ok(Look { area, covered: false });
        });
        Ok(())
    }

    fn place(&mut self, x: i32, y: i32) {
        system(|system| {
            if let Ok(look) = &mut system.look {
                (look.area.x, look.area.y) = (x, y);
            }
        });
    }

    fn raise(&mut self) {
        system(|system| system.raised += 1);
    }

    fn look(&self) -> Result<Look, IndicatorProblem> {
        system(|system| system.look)
    }

    fn dragging(&self) -> bool {
        system(|system| system.dragging)
    }

    fn next(&mut self, _: Option<Duration>) -> Option<Happening> {
        system(|system| system.happenings.pop_front())
    }
}

fn view() -> View {
    let view = View::new(Kind::Recording, "en", "Harbour", "Northwind", Millis::ZERO);
    View { state: State::Recording, ..view }
}

fn shown<const PIXELS: bool>(left: Option<(i32, i32)>) -> WindowPill<Fake<PIXELS>> {
    let mut pill = WindowPill::default();
    pill.show(&view(), left).unwrap();
    pill
}

fn happens<const PIXELS: bool>(
    pill: &mut WindowPill<Fake<PIXELS>>,
    happenings: &[Happening],
) -> Result<Option<Act>, IndicatorProblem> {
    system(|system| system.happenings.extend(happenings));
    pill.wait(None)
}

#[test]
fn it_lies_in_the_corner_of_what_is_free_or_where_it_was_left() {
    let home = Rect { x: 1920 - 380 - 10, y: 1040 - 80 - 50, width: 380, height: 80 };
    assert_eq!(shown::<true>(None).area(), Some(home));
    assert_eq!(shown::<true>(Some((7, 9))).area(), Some(Rect { x: 7, y: 9, ..home }));
    assert_eq!(shown::<true>(Some((1_800, 9))).area(), Some(home));
}

#[test]
fn a_scale_makes_it_larger_in_pixels_and_nowhere_else() {
    system(|system| system.scale = 2.0);
    let area = shown::<true>(None).area().unwrap();
    assert_eq!(area, Rect { x: 1920 - 760 - 20, y: 1040 - 160 - 100, width: 760, height: 160 });
    let area = shown::<false>(None).area().unwrap();
    assert_eq!(area, Rect { x: 1920 - 380 - 10, y: 1040 - 80 - 50, width: 380, height: 80 });
    assert_eq!(system(|system| system.drawn.clone()), [(760, 160); 2]);
}

#[test]
fn buttons_are_where_they_are_drawn_whatever_the_units() {
    let pause = |at: (i32, i32)| [Happening::Press(at), Happening::Release(at)];
    let pressed = Ok(Some(Act::Pressed(Intent::Pause)));
    // The shadow is 14 wide, the button's middle lies at (288, 26).
    assert_eq!(happens(&mut shown::<true>(Some((100, 100))), &pause((402, 140))), pressed);
    system(|system| system.scale = 2.0);
    assert_eq!(happens(&mut shown::<true>(Some((100, 100))), &pause((704, 180))), pressed);
    assert_eq!(happens(&mut shown::<false>(Some((100, 100))), &pause((402, 140))), pressed);
}

#[test]
fn it_is_dragged_as_far_as_monitors_go() {
    let mut pill = shown::<true>(Some((100, 100)));
    system(|system| system.dragging = true);
    let (from, to) = ((150, 140), (4_000, 240));
    assert_eq!(
        happens(&mut pill, &[Happening::Press(from), Happening::Move(to), Happening::Changed]),
        Ok(None)
    );
    assert_eq!(happens(&mut pill, &[Happening::Release(to)]), Ok(Some(Act::Moved(1_540, 200))));
    assert_eq!(pill.area().map(|area| (area.x, area.y)), Some((1_540, 200)));
}

#[test]
fn a_drag_that_the_system_ended_is_over() {
    let mut pill = shown::<true>(Some((100, 100)));
    happens(&mut pill, &[Happening::Press((150, 140)), Happening::Changed, Happening::Move((300, 300))])
        .unwrap();
    assert_eq!(pill.area().map(|area| (area.x, area.y)), Some((100, 100)));
}

#[test]
fn what_is_hidden_resized_or_gone_ends_it_at_once() {
    for problem in [IndicatorProblem::Unmapped, IndicatorProblem::Destroyed] {
        let mut pill = shown::<true>(None);
        system(|system| system.look = Err(problem));
        assert_eq!(happens(&mut pill, &[Happening::Changed]), Err(problem));
    }
    let mut pill = shown::<true>(None);
    let area = Rect { width: 1, ..pill.area().unwrap() };
    system(|system| system.look = Ok(Look { area, covered: false }));
    assert_eq!(happens(&mut pill, &[Happening::Changed]), Err(IndicatorProblem::Displaced));
}

#[test]
fn it_is_raised_and_brought_back_a_few_times_only() {
    let mut pill = shown::<true>(None);
    let area = pill.area().unwrap();
    system(|system| system.look = Ok(Look { area, covered: true }));
    let lost = (1..).find(|_| happens(&mut pill, &[Happening::Changed]).is_err()).unwrap();
    assert_eq!((lost, system(|system| system.raised)), (6, 5));

    let mut pill = shown::<true>(None);
    let home = pill.area().unwrap();
    let outside = Rect { x: 1_900, ..home };
    for _ in 0..5 {
        system(|system| system.look = Ok(Look { area: outside, covered: false }));
        assert_eq!(happens(&mut pill, &[Happening::Changed]), Ok(None));
        assert_eq!(pill.area(), Some(home));
    }
    system(|system| system.look = Ok(Look { area: outside, covered: false }));
    assert_eq!(happens(&mut pill, &[Happening::Changed]), Err(IndicatorProblem::Displaced));
}

#[test]
fn another_monitor_draws_it_anew_at_its_own_scale() {
    let mut pill = shown::<true>(Some((1_500, 900)));
    system(|system| system.scale = 1.5);
    pill.update(&view()).unwrap();
    assert_eq!(pill.area(), Some(Rect { x: 1_350, y: 900, width: 570, height: 120 }));
    assert_eq!(system(|system| system.drawn.last().copied()), Some((570, 120)));
    // Nothing that is to be seen changed.
    let drawn = system(|system| system.drawn.len());
    pill.update(&view()).unwrap();
    assert_eq!(system(|system| system.drawn.len()), drawn);
}

#[test]
fn a_button_is_lit_while_the_pointer_is_on_it() {
    let mut pill = shown::<true>(Some((100, 100)));
    let mut drawn_after = |happening| {
        let before = system(|system| system.drawn.len());
        assert_eq!(happens(&mut pill, &[happening]), Ok(None));
        pill.update(&view()).unwrap();
        system(|system| system.drawn.len()) - before
    };
    assert_eq!(drawn_after(Happening::Move((402, 140))), 1);
    assert_eq!(drawn_after(Happening::Woken), 0);
    assert_eq!(drawn_after(Happening::Leave), 1);
}
