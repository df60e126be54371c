//! The tray's item on Windows and macOS: a picture for each state, and a menu that needs no mouse.
//!
//! It belongs to the thread that made it, whose loop the system calls.

use std::error::Error;

use tokio::sync::mpsc;
use tray_icon::{
    Icon, MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent,
    menu::{self, IsMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu},
};

use super::{
    Told, TrayView, Wish,
    view::{Item, State},
};

/// What goes before a project's id in the name of the item that starts it.
const START: &str = "start ";

/// The item.
pub struct Tray {
    icon: TrayIcon,
    lines: Vec<Line>,
    view: TrayView,
}

/// A line of the menu whose words can change.
enum Line {
    Item(MenuItem),
    More(Submenu),
}

impl Tray {
    /// Puts it up.
    pub fn new(view: TrayView, told: mpsc::UnboundedSender<Told>) -> Result<Self, Box<dyn Error>> {
        // Sending fails only where the engine is ending.
        let wished = move |wish| drop(told.send(Told::Wish(wish)));
        let clicked = wished.clone();
        MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
            wish(&event.id.0).into_iter().for_each(&wished);
        }));
        TrayIconEvent::set_event_handler(Some(move |event| {
            let (button, button_state) = (MouseButton::Left, MouseButtonState::Up);
            // On macOS a click opens the menu, as everywhere there.
            match event {
                TrayIconEvent::Click { button: b, button_state: s, .. }
                    if (b, s) == (button, button_state) =>
                {
                    if cfg!(windows) {
                        clicked(Wish::Open);
                    }
                }
                _ => {}
            }
        }));
        let (menu, lines) = build(&view.menu)?;
        let icon = TrayIconBuilder::new()
            .with_icon(picture(view.state)?)
            .with_tooltip(&view.title)
            .with_menu(Box::new(menu))
            .with_menu_on_left_click(cfg!(target_os = "macos"))
            .build()?;
        Ok(Self { icon, lines, view })
    }

    /// Shows how everything stands.
    pub fn show(&mut self, view: TrayView) -> Result<(), Box<dyn Error>> {
        if view.state != self.view.state {
            self.icon.set_icon(Some(picture(view.state)?))?;
        }
        if view.title != self.view.title {
            self.icon.set_tooltip(Some(&view.title))?;
        }
        // A menu that is open stays so while only its words change.
        if same_but_words(&view.menu, &self.view.menu) {
            for (line, words) in self.lines.iter().zip(words(&view.menu)) {
                match line {
                    Line::Item(item) => item.set_text(words),
                    Line::More(more) => more.set_text(words),
                }
            }
        } else {
            let (menu, lines) = build(&view.menu)?;
            self.icon.set_menu(Some(Box::new(menu)));
            self.lines = lines;
        }
        self.view = view;
        Ok(())
    }
}

/// Whether two menus differ in their words alone.
fn same_but_words(one: &[Item], other: &[Item]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            (&one.wish, one.parted) == (&other.wish, other.parted) && same_but_words(&one.more, &other.more)
        })
}

/// The words of all items, each before those of what it opens.
fn words(items: &[Item]) -> Vec<String> {
    items.iter().flat_map(|item| [vec![label(item)], words(&item.more)].concat()).collect()
}

/// An item's words; an ampersand would mark a key for the menu.
fn label(item: &Item) -> String {
    item.label.replace('&', "&&")
}

/// The menu, and its lines in the order of [`words`].
fn build(items: &[Item]) -> menu::Result<(Menu, Vec<Line>)> {
    let (menu, mut lines) = (Menu::new(), Vec::new());
    append(items, &|item| menu.append(item), &mut lines)?;
    Ok((menu, lines))
}

fn append(
    items: &[Item],
    to: &dyn Fn(&dyn IsMenuItem) -> menu::Result<()>,
    lines: &mut Vec<Line>,
) -> menu::Result<()> {
    for item in items {
        if item.parted {
            to(&PredefinedMenuItem::separator())?;
        }
        if item.more.is_empty() {
            let line = match &item.wish {
                Some(wish) => MenuItem::with_id(id(wish), label(item), true, None),
                None => MenuItem::new(label(item), false, None),
            };
            to(&line)?;
            lines.push(Line::Item(line));
        } else {
            let more = Submenu::new(label(item), true);
            to(&more)?;
            lines.push(Line::More(more.clone()));
            append(&item.more, &|item| more.append(item), lines)?;
        }
    }
    Ok(())
}

/// The name of the item that does this. It says all of it, since it may be chosen from a menu that is out of date.
fn id(wish: &Wish) -> String {
    match wish {
        Wish::Pause => "pause".into(),
        Wish::Resume => "resume".into(),
        Wish::Stop => "stop".into(),
        Wish::Start(project) => format!("{START}{project}"),
        Wish::Open => "open".into(),
        Wish::Quit => "quit".into(),
    }
}

/// What the item of this name does.
fn wish(id: &str) -> Option<Wish> {
    Some(match id {
        "pause" => Wish::Pause,
        "resume" => Wish::Resume,
        "stop" => Wish::Stop,
        "open" => Wish::Open,
        "quit" => Wish::Quit,
        start => Wish::Start(start.strip_prefix(START)?.parse().ok()?),
    })
}

/// The picture of a state; panels make it as large as they need it.
fn picture(state: State) -> Result<Icon, Box<dyn Error>> {
    let [_, png] = state.pictures();
    let decoded = image::load_from_memory_with_format(png, image::ImageFormat::Png)?.into_rgba8();
    let (width, height) = decoded.dimensions();
    Ok(Icon::from_rgba(decoded.into_raw(), width, height)?)
}
