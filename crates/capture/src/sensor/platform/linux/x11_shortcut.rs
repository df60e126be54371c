//! Shortcuts on X11: the server is asked for exactly one combination on a connection of its own.
//!
//! A press that comes on the connection can only be the shortcut's, so nothing needs to know which key it was: the
//! connection is blind to key codes, as the one that counts is.

use std::sync::Arc;

use candor_capture::shortcut::{Modifiers, Shortcut, ShortcutKey};
use x11rb::{
    connection::Connection as _,
    errors::{ConnectionError, ReplyError},
    protocol::{
        Event,
        xproto::{ConnectionExt as _, GrabMode, Keycode, ModMask, Window},
    },
};

use super::x11_input::{Connection, connect};
use crate::{
    sensors::{NotHeld, ShortcutKeys},
    stdio,
};

/// Keysyms of the modifiers whose place the server chooses (X11 protocol, appendix A, "Keysym encoding").
const ALT: [u32; 2] = [0xFFE9, 0xFFEA];
const META: [u32; 2] = [0xFFE7, 0xFFE8];
const SUPER: [u32; 2] = [0xFFEB, 0xFFEC];
const NUM_LOCK: [u32; 1] = [0xFF7F];
const SCROLL_LOCK: [u32; 1] = [0xFF14];
/// The first function key's keysym.
const F1: u32 = 0xFFBE;

/// Shortcuts that the X server holds for this process until it ends.
pub struct X11Shortcuts;

impl ShortcutKeys for X11Shortcuts {
    fn hold(&mut self, shortcut: Shortcut, pressed: Box<dyn Fn() + Send>) -> Result<(), NotHeld> {
        let (connection, root) = connect().ok_or(NotHeld)?;
        let mut held = Combinations::of(&connection, shortcut).map_err(|_| NotHeld)?;
        held.grab(&connection, root).map_err(|_| NotHeld)?;
        let connection = Arc::new(connection);
        stdio::spawn("shortcut", stdio::SMALL_STACK, move || {
            // Ends with the connection, which goes with the process.
            while let Ok(event) = connection.wait_for_event() {
                match event {
                    Event::KeyPress(_) => {
                        // The keyboard is the agent's again at once, not only when the key is let go.
                        let free = connection.ungrab_keyboard(x11rb::CURRENT_TIME).map(drop);
                        let _ = free.and_then(|()| connection.flush());
                        pressed();
                    }
                    // Comes whenever another keyboard is typed on, too; then mostly nothing is new.
                    Event::MappingNotify(_) => {
                        if let Ok(now) = Combinations::of(&connection, shortcut)
                            && now != held
                        {
                            // Where somebody else holds the new ones, the shortcut does nothing.
                            let _ = held.let_go(&connection, root).and_then(|()| now.grab(&connection, root));
                            held = now;
                        }
                    }
                    _ => {}
                }
            }
        });
        Ok(())
    }
}

/// What the keyboard has.
struct Keyboard {
    first: Keycode,
    per_key: usize,
    symbols: Vec<u32>,
    /// The codes of each of the eight modifiers.
    modifiers: Vec<Vec<Keycode>>,
}

impl Keyboard {
    fn read(connection: &Connection) -> Result<Self, ReplyError> {
        let (first, last) = (connection.setup().min_keycode, connection.setup().max_keycode);
        let map = connection.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let modifiers = connection.get_modifier_mapping()?.reply()?;
        let per_modifier = usize::from(modifiers.keycodes_per_modifier()).max(1);
        Ok(Self {
            first,
            per_key: usize::from(map.keysyms_per_keycode).max(1),
            symbols: map.keysyms,
            modifiers: modifiers.keycodes.chunks(per_modifier).map(<[Keycode]>::to_vec).collect(),
        })
    }

    /// The code of the key that has one of these symbols, unshifted if any has it so.
    fn code(&self, wanted: &[u32]) -> Option<Keycode> {
        let keys = || (self.first..=u8::MAX).zip(self.symbols.chunks(self.per_key));
        let column = |column: usize| {
            keys().find(|(_, symbols)| symbols.get(column).is_some_and(|symbol| wanted.contains(symbol)))
        };
        (0..self.per_key).find_map(column).map(|(code, _)| code)
    }

    /// The bits of the modifiers that a key with one of these symbols sets.
    fn bits(&self, wanted: &[u32]) -> u16 {
        let has = |code: &Keycode| {
            let at = usize::from(code.saturating_sub(self.first)) * self.per_key;
            let symbols = self.symbols.get(at..at + self.per_key).unwrap_or_default();
            *code >= self.first && symbols.iter().any(|symbol| wanted.contains(symbol))
        };
        let set = self.modifiers.iter().enumerate().filter(|(_, codes)| codes.iter().any(has));
        set.fold(0, |bits, (number, _)| bits | 1 << number)
    }
}

/// The symbols of a shortcut's key.
fn symbols(key: ShortcutKey) -> Vec<u32> {
    match key {
        // Latin letters' and digits' symbols are their characters.
        ShortcutKey::Character(c) => vec![c.to_ascii_lowercase().into(), c.to_ascii_uppercase().into()],
        ShortcutKey::Function(number) => vec![F1 + u32::from(number) - 1],
    }
}

/// The bits of the modifiers of a shortcut; nothing where the keyboard lacks one.
fn mask(keyboard: &Keyboard, modifiers: Modifiers) -> Option<u16> {
    let Modifiers { ctrl, alt, shift, logo } = modifiers;
    let of = |symbols: &[u32]| keyboard.bits(symbols);
    let alt_bits = if of(&ALT) == 0 { of(&META) } else { of(&ALT) };
    let wanted = [
        (ctrl, u16::from(ModMask::CONTROL)),
        (alt, alt_bits),
        (shift, u16::from(ModMask::SHIFT)),
        (logo, of(&SUPER)),
    ];
    wanted.into_iter().filter(|(down, _)| *down).try_fold(0, |mask, (_, bits)| {
        // One bit where several would do: together they would ask for more keys than the shortcut has.
        (bits != 0).then(|| mask | 1 << bits.trailing_zeros())
    })
}

/// Every combination of locks, which change nothing about a shortcut.
fn locks(keyboard: &Keyboard) -> Vec<u16> {
    let bits = [u16::from(ModMask::LOCK), keyboard.bits(&NUM_LOCK), keyboard.bits(&SCROLL_LOCK)];
    let mut locks: Vec<u16> = (0..8_u16)
        .map(|some| (0..3_usize).filter(|n| some >> n & 1 == 1).fold(0, |mask, n| mask | bits[n]))
        .collect();
    locks.sort_unstable();
    locks.dedup();
    locks
}

/// What the server is asked for: a key's code, and the modifiers with every state of the locks.
#[derive(Debug, PartialEq, Eq)]
struct Combinations {
    code: Keycode,
    masks: Vec<u16>,
}

impl Combinations {
    /// Those of a shortcut on the present keyboard.
    fn of(connection: &Connection, shortcut: Shortcut) -> Result<Self, ReplyError> {
        let keyboard = Keyboard::read(connection)?;
        let lacking = || ReplyError::from(ConnectionError::UnsupportedExtension);
        let code = keyboard.code(&symbols(shortcut.key())).ok_or_else(lacking)?;
        let mask = mask(&keyboard, shortcut.modifiers()).ok_or_else(lacking)?;
        Ok(Self { code, masks: locks(&keyboard).into_iter().map(|lock| mask | lock).collect() })
    }

    /// Asks for them; what was had of them is let go where a part is another's.
    fn grab(&self, connection: &Connection, root: Window) -> Result<(), ReplyError> {
        let mode = GrabMode::ASYNC;
        for mask in &self.masks {
            let asked = connection.grab_key(false, root, ModMask::from(*mask), self.code, mode, mode)?;
            if let Err(error) = asked.check() {
                self.let_go(connection, root)?;
                return Err(error);
            }
        }
        Ok(())
    }

    fn let_go(&self, connection: &Connection, root: Window) -> Result<(), ReplyError> {
        connection.ungrab_key(self.code, root, ModMask::ANY)?.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A keyboard of four keys with two symbols each: p, 7 above another sign, Num Lock and Alt.
    fn keyboard() -> Keyboard {
        let symbols = [['p', 'P'], ['-', '7']].concat();
        let mut symbols: Vec<u32> = symbols.into_iter().map(u32::from).collect();
        symbols.extend([NUM_LOCK[0], 0, ALT[0], META[0]]);
        let modifiers = (0..8).map(|number| vec![0, [0, 0, 0, 11, 10, 0, 0, 0][number]]).collect();
        Keyboard { first: 8, per_key: 2, symbols, modifiers }
    }

    #[test]
    fn keys_and_modifiers_are_found_where_the_server_has_them() {
        let keyboard = keyboard();
        let code = |text: &str| keyboard.code(&symbols(text.parse::<Shortcut>().unwrap().key()));
        assert_eq!([code("Alt+P"), code("Alt+7"), code("Alt+Q")], [Some(8), Some(9), None]);
        let mask = |text: &str| mask(&keyboard, text.parse::<Shortcut>().unwrap().modifiers());
        assert_eq!(
            [mask("Ctrl+Alt+P"), mask("Alt+Shift+P"), mask("Super+P")],
            [Some(4 | 8), Some(8 | 1), None]
        );
        assert_eq!(locks(&keyboard), [0, 2, 16, 18]);
    }
}
