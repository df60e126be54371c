//! A panel with room for tray icons, as a desktop has one: the watcher that items register with, and the eyes and hand of
//! whoever looks at them and chooses in their menus.
//!
//! <https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/>, and `com.canonical.dbusmenu`.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
};

use zbus::{
    blocking::{Connection, Proxy, connection},
    message::Header,
    zvariant::{OwnedValue, Structure, Value},
};

use super::rig::LONG;
use crate::support::wait::until;

const STATES: [&str; 4] = ["off", "recording", "paused", "problem"];

/// A node of a menu as the bus has it: number, properties, children.
type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);
/// A picture as the bus has it: width, height, bytes of alpha, red, green and blue.
type Pixmap = (i32, i32, Vec<u8>);

/// The items that have registered, by the names of their connections.
type Items = Arc<Mutex<Vec<String>>>;

struct Watcher(Items);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, _service: &str, #[zbus(header)] header: Header<'_>) {
        self.0.lock().unwrap().push(header.sender().unwrap().to_string());
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    id: i32,
    /// Its words; empty for a line between others.
    pub label: String,
    /// Whether it can be chosen.
    pub enabled: bool,
    /// What it opens.
    pub more: Vec<Self>,
}

/// The panel. Its place is gone when it is dropped.
pub struct Panel {
    bus: Connection,
    items: Items,
}

impl Panel {
    /// Puts one on the bus at this address.
    pub fn on(bus: &str) -> Self {
        let items = Items::default();
        let builder = connection::Builder::address(bus).unwrap();
        let builder = builder.serve_at("/StatusNotifierWatcher", Watcher(items.clone())).unwrap();
        let bus = builder.name("org.kde.StatusNotifierWatcher").unwrap().build().unwrap();
        Self { bus, items }
    }

    fn item(&self) -> String {
        until("a tray icon", LONG, || self.items.lock().unwrap().last().cloned())
    }

    fn proxy(&self, path: &'static str, interface: &'static str) -> Proxy<'_> {
        let uncached = zbus::proxy::CacheProperties::No;
        let builder = zbus::blocking::proxy::Builder::new(&self.bus).destination(self.item()).unwrap();
        builder.path(path).unwrap().interface(interface).unwrap().cache_properties(uncached).build().unwrap()
    }

    fn notifier(&self) -> Proxy<'_> {
        self.proxy("/StatusNotifierItem", "org.kde.StatusNotifierItem")
    }

    fn menu_proxy(&self) -> Proxy<'_> {
        self.proxy("/MenuBar", "com.canonical.dbusmenu")
    }

    /// Which of our pictures the icon shows now.
    pub fn state(&self) -> &'static str {
        let shown: Vec<Pixmap> = self.notifier().get_property("IconPixmap").unwrap();
        let (_, _, small) =
            shown.into_iter().find(|(width, height, _)| (*width, *height) == (22, 22)).unwrap();
        let is = |state: &&str| picture(state) == small;
        STATES.into_iter().find(is).expect("a picture of ours")
    }

    /// Waits until the icon shows this state.
    pub fn wait_for(&self, state: &str) {
        until(&format!("the tray icon {state:?}"), LONG, || (self.state() == state).then_some(()));
    }

    /// The tooltip's title.
    pub fn tooltip(&self) -> String {
        let (_, _, title, _): (String, Vec<Pixmap>, String, String) =
            self.notifier().get_property("ToolTip").unwrap();
        title
    }

    /// Whether it asks for attention.
    pub fn alarmed(&self) -> bool {
        let status: String = self.notifier().get_property("Status").unwrap();
        status == "NeedsAttention"
    }

    /// The menu's lines.
    pub fn menu(&self) -> Vec<Line> {
        let all: (u32, Node) =
            self.menu_proxy().call("GetLayout", &(0_i32, -1_i32, Vec::<&str>::new())).unwrap();
        let (_, (_, _, lines)) = all;
        lines.iter().map(|line| read(line)).collect()
    }

    /// The words of the menu's lines that have any.
    pub fn labels(&self) -> Vec<String> {
        self.menu().into_iter().map(|line| line.label).filter(|label| !label.is_empty()).collect()
    }

    /// Chooses a line once it is there, as keyboard or mouse do; `path` leads to it from the top.
    pub fn choose(&self, path: &[&str]) {
        let id = until(&format!("{path:?} in the menu"), LONG, || {
            let mut lines = self.menu();
            let mut found = None;
            for label in path {
                let line = lines.into_iter().find(|line| line.label == *label && line.enabled)?;
                found = Some(line.id);
                lines = line.more;
            }
            found
        });
        let event = (id, "clicked", Value::from(0_i32), 0_u32);
        // Who quits may be gone before it answers.
        self.menu_proxy().call_noreply("Event", &event).unwrap();
    }
}

fn read(value: &Value<'_>) -> Line {
    let value = if let Value::Value(inner) = value { inner } else { value };
    let node: &Structure<'_> = value.downcast_ref().unwrap();
    let [Value::I32(id), properties, Value::Array(more)] = node.fields() else { panic!("no menu: {node:?}") };
    let properties: HashMap<String, Value<'_>> = properties.try_clone().unwrap().try_into().unwrap();
    let label = match properties.get("label") {
        Some(Value::Str(label)) => label.replace("__", "_"),
        _ => String::new(),
    };
    let enabled = !matches!(properties.get("enabled"), Some(Value::Bool(false)));
    Line { id: *id, label, enabled, more: more.inner().iter().map(read).collect() }
}

/// A state's picture as the bus has it.
fn picture(state: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../icons/tray/{state}-22.png"));
    let mut pixels = image::open(file).unwrap().into_rgba8().into_raw();
    pixels.chunks_exact_mut(4).for_each(|pixel| pixel.rotate_right(1));
    pixels
}
