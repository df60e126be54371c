//! The tray's item: a picture for each state, a menu that needs no mouse.

use std::sync::OnceLock;

use ksni::{Category, Icon, MenuItem, OfflineReason, Status, ToolTip, menu};
use tokio::sync::mpsc;

use super::super::{
    Told, TrayView, Wish,
    view::{Item, State},
};

/// The item as the bus sees it.
pub struct Tray {
    pub view: TrayView,
    told: mpsc::UnboundedSender<Told>,
}

impl Tray {
    pub fn new(view: TrayView, told: mpsc::UnboundedSender<Told>) -> Self {
        Self { view, told }
    }

    fn wish(&self, wish: Wish) {
        // Fails only where the engine is ending.
        let _ = self.told.send(Told::Wish(wish));
    }
}

impl ksni::Tray for Tray {
    fn id(&self) -> String {
        "candor".into()
    }

    fn category(&self) -> Category {
        Category::ApplicationStatus
    }

    fn title(&self) -> String {
        "Candor".into()
    }

    fn status(&self) -> Status {
        if self.view.state == State::Problem { Status::NeedsAttention } else { Status::Active }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        pictures(self.view.state).to_vec()
    }

    fn attention_icon_pixmap(&self) -> Vec<Icon> {
        pictures(State::Problem).to_vec()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.view.title.clone(), ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.wish(Wish::Open);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        entries(&self.view.menu)
    }

    fn watcher_online(&self) {
        let _ = self.told.send(Told::Tray(true));
    }

    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        let _ = self.told.send(Told::Tray(false));
        true
    }
}

fn entries(items: &[Item]) -> Vec<MenuItem<Tray>> {
    let mut entries = Vec::new();
    for item in items {
        if item.parted {
            entries.push(MenuItem::Separator);
        }
        // An underscore would mark a key for the menu.
        let label = item.label.replace('_', "__");
        entries.push(if item.more.is_empty() {
            let wish = item.wish.clone();
            MenuItem::Standard(menu::StandardItem {
                label,
                enabled: wish.is_some(),
                activate: Box::new(move |tray: &mut Tray| {
                    wish.iter().for_each(|wish| tray.wish(wish.clone()))
                }),
                ..menu::StandardItem::default()
            })
        } else {
            let submenu = entries_of(item);
            MenuItem::SubMenu(menu::SubMenu { label, submenu, ..menu::SubMenu::default() })
        });
    }
    entries
}

fn entries_of(item: &Item) -> Vec<MenuItem<Tray>> {
    entries(&item.more)
}

/// The pictures of a state in the sizes that panels use.
fn pictures(state: State) -> &'static [Icon] {
    static PICTURES: [OnceLock<Vec<Icon>>; 4] = [const { OnceLock::new() }; 4];
    let at = match state {
        State::Off => 0,
        State::Recording => 1,
        State::Paused => 2,
        State::Problem => 3,
    };
    PICTURES[at].get_or_init(|| state.pictures().into_iter().filter_map(picture).collect())
}

/// A PNG as the bus wants it: ARGB, the highest byte first.
fn picture(png: &[u8]) -> Option<Icon> {
    let decoded = image::load_from_memory_with_format(png, image::ImageFormat::Png).ok()?.into_rgba8();
    let (width, height) = (i32::try_from(decoded.width()).ok()?, i32::try_from(decoded.height()).ok()?);
    let mut data = decoded.into_raw();
    data.chunks_exact_mut(4).for_each(|pixel| pixel.rotate_right(1));
    Some(Icon { width, height, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_own_picture_in_two_sizes() {
        let all = [State::Off, State::Recording, State::Paused, State::Problem].map(pictures);
        for (at, icons) in all.iter().enumerate() {
            assert_eq!(icons.iter().map(|icon| icon.width).collect::<Vec<_>>(), [22, 48], "{at}");
            assert!(icons.iter().all(|icon| icon.data.len() == (icon.width * icon.height * 4) as usize));
            assert!(
                all.iter().enumerate().all(|(other, icons)| other == at || icons[0].data != all[at][0].data)
            );
        }
    }
}
