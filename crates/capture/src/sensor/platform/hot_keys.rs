//! Shortcuts on Windows and macOS: the system is asked for exactly one combination and says when it is pressed, in the
//! loop that shows the pill.
//!
//! On macOS a letter is a place on the keyboard, the one that has it on an American one.

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use candor_capture::shortcut::{Shortcut, ShortcutKey};
use global_hotkey::{
    GlobalHotKeyEvent, GlobalHotKeyManager, HotKeyState,
    hotkey::{Code, HotKey, Modifiers},
};

use crate::sensors::{NotHeld, ShortcutKeys};

/// What each combination does, by the system's number for it.
static PRESSED: Mutex<BTreeMap<u32, Box<dyn Fn() + Send>>> = Mutex::new(BTreeMap::new());

thread_local! {
    /// Lets go of all combinations when it is dropped, so it stays until the process ends.
    static MANAGER: OnceCell<GlobalHotKeyManager> = const { OnceCell::new() };
}

/// Shortcuts that the system holds for this process until it ends.
pub struct HotKeys;

impl ShortcutKeys for HotKeys {
    fn hold(&mut self, shortcut: Shortcut, pressed: Box<dyn Fn() + Send>) -> Result<(), NotHeld> {
        let key = hot_key(shortcut).ok_or(NotHeld)?;
        PRESSED.lock().unwrap_or_else(PoisonError::into_inner).insert(key.id(), pressed);
        MANAGER.with(|manager| {
            if manager.get().is_none() {
                let _ = manager.set(GlobalHotKeyManager::new().map_err(|_| NotHeld)?);
                GlobalHotKeyEvent::set_event_handler(Some(heard));
            }
            manager.get().ok_or(NotHeld)?.register(key).map_err(|_| NotHeld)
        })
    }
}

fn heard(event: GlobalHotKeyEvent) {
    if event.state == HotKeyState::Pressed
        && let Some(pressed) = PRESSED.lock().unwrap_or_else(PoisonError::into_inner).get(&event.id)
    {
        pressed();
    }
}

/// The combination as the system is asked for it.
fn hot_key(shortcut: Shortcut) -> Option<HotKey> {
    let name = match shortcut.key() {
        ShortcutKey::Character(digit) if digit.is_ascii_digit() => format!("Digit{digit}"),
        ShortcutKey::Character(letter) => format!("Key{letter}"),
        ShortcutKey::Function(number) => format!("F{number}"),
    };
    let down = shortcut.modifiers();
    let modifiers = [
        (down.ctrl, Modifiers::CONTROL),
        (down.alt, Modifiers::ALT),
        (down.shift, Modifiers::SHIFT),
        (down.logo, Modifiers::META),
    ];
    let modifiers = modifiers.into_iter().filter(|(down, _)| *down).map(|(_, modifier)| modifier).collect();
    Some(HotKey::new(Some(modifiers), name.parse::<Code>().ok()?))
}
