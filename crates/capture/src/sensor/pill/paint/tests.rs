//! Tests of the pill's look.

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
    painter.draw(view, pointer).unwrap();
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
        let same = rows
            .clone()
            .all(|y| (from.0 as u32..end as u32).all(|x| painter.pixmap().pixel(x, y) == words.pixel(x, y)));
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
    let whole = painter.draw(&view(), NOWHERE);
    let first = painter.pixmap().clone();
    assert_eq!(whole, Some(Rect { x: 0, y: 0, width: first.width(), height: first.height() }));
    let same_second = View { worked: Millis::new(3_725_999), ..view() };
    assert_eq!(painter.draw(&same_second, NOWHERE), None);
    assert_eq!(painter.draw(&view(), over(Intent::Stop)), whole);
    assert_eq!(painter.draw(&view(), NOWHERE), whole);
    assert_eq!(painter.pixmap().data(), first.data());
}

#[test]
fn while_time_passes_the_timer_alone_is_drawn_and_as_if_all_were() {
    for scale in [1.0, 1.25, 2.0] {
        let mut painter = Painter::new(scale, Surface::Blended, &view()).unwrap();
        painter.draw(&view(), NOWHERE).unwrap();
        for seconds in [3_726, 8_888, 36_000, 359_999, 360_000, 4_444, 0] {
            let view = View { worked: Millis::from_secs(seconds), ..view() };
            let before = painter.pixmap().clone();
            let changed = painter.draw(&view, NOWHERE).unwrap();
            assert!(changed.width * changed.height * 5 < before.width() * before.height());
            let mut fresh = Painter::new(scale, Surface::Blended, &view).unwrap();
            fresh.draw(&view, NOWHERE).unwrap();
            assert!(painter.pixmap().data() == fresh.pixmap().data(), "{scale} {seconds}");
            for (number, (old, new)) in before.pixels().iter().zip(painter.pixmap().pixels()).enumerate() {
                let (x, y) = (number as u32 % before.width(), number as u32 / before.width());
                let place = Rect { x: x as i32, y: y as i32, width: 1, height: 1 };
                assert!(old == new || changed.contains(place), "{scale} {seconds} {x} {y}");
            }
        }
    }
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
            let opaque = (*left..*right).all(|x| painter.pixmap().pixel(x, y as u32).unwrap().alpha() >= 96);
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
