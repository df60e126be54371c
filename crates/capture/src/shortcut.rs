//! Combinations of keys that do what the pill's buttons do.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The agent's shortcuts. Only while recording, and nothing but these combinations is held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Shortcuts {
    /// To pause.
    pub pause: Option<Shortcut>,
    /// To stop.
    pub stop: Option<Shortcut>,
}

/// A combination such as `Ctrl+Alt+P`: one key with at least one of Ctrl, Alt and Super, since a key that people type by
/// itself or with Shift must go on doing what it does.
///
/// As text, and in JSON, its parts are joined by `+`, the modifiers in the order Ctrl, Alt, Shift, Super. When read, their
/// order and upper or lower case don't matter; `Control`, `Meta`, `Win` and `Cmd` are understood too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "string"))]
#[serde(into = "String", try_from = "String")]
pub struct Shortcut {
    modifiers: Modifiers,
    key: ShortcutKey,
}

/// Which modifiers are down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Modifiers {
    /// Ctrl.
    pub ctrl: bool,
    /// Alt; Option on a Mac.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// Super, the key with a logo: Windows, Command.
    pub logo: bool,
}

/// The key of a shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShortcutKey {
    /// A letter from `A` to `Z` or a digit.
    Character(char),
    /// A function key, 1 to 24.
    Function(u8),
}

/// Why a text is no shortcut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShortcutError {
    /// A part that is neither a modifier nor a key that may be used.
    #[error("{0:?} is no key that a shortcut may have; use a letter, a digit or F1 to F24")]
    UnknownKey(String),
    /// No key beside modifiers.
    #[error("the shortcut has no key beside Ctrl, Alt, Shift and Super")]
    NoKey,
    /// More than one key.
    #[error("the shortcut has more than one key beside Ctrl, Alt, Shift and Super")]
    TwoKeys,
    /// None of Ctrl, Alt and Super.
    #[error("the shortcut needs Ctrl, Alt or Super, or it would take a key that you type")]
    NoModifier,
}

impl Shortcut {
    /// A combination.
    ///
    /// # Errors
    ///
    /// Fails where no modifier but Shift is in it, and for keys that a shortcut may not have.
    pub fn new(modifiers: Modifiers, key: ShortcutKey) -> Result<Self, ShortcutError> {
        let key = match key {
            ShortcutKey::Character(c) if c.is_ascii_alphanumeric() => {
                ShortcutKey::Character(c.to_ascii_uppercase())
            }
            ShortcutKey::Function(1..=24) => key,
            ShortcutKey::Character(c) => return Err(ShortcutError::UnknownKey(c.into())),
            ShortcutKey::Function(number) => return Err(ShortcutError::UnknownKey(format!("F{number}"))),
        };
        if modifiers.ctrl || modifiers.alt || modifiers.logo {
            Ok(Self { modifiers, key })
        } else {
            Err(ShortcutError::NoModifier)
        }
    }

    /// The modifiers that must be down, and no others.
    pub fn modifiers(&self) -> Modifiers {
        self.modifiers
    }

    /// The key; letters are upper case.
    pub fn key(&self) -> ShortcutKey {
        self.key
    }
}

impl FromStr for Shortcut {
    type Err = ShortcutError;

    fn from_str(text: &str) -> Result<Self, ShortcutError> {
        let (mut modifiers, mut found) = (Modifiers::default(), None);
        for part in text.split('+').map(str::trim) {
            match part.to_ascii_lowercase().as_str() {
                "ctrl" | "control" => modifiers.ctrl = true,
                "alt" | "option" => modifiers.alt = true,
                "shift" => modifiers.shift = true,
                "super" | "meta" | "win" | "cmd" => modifiers.logo = true,
                name => {
                    let key = key(name).ok_or_else(|| ShortcutError::UnknownKey(part.into()))?;
                    if found.replace(key).is_some() {
                        return Err(ShortcutError::TwoKeys);
                    }
                }
            }
        }
        Self::new(modifiers, found.ok_or(ShortcutError::NoKey)?)
    }
}

/// The key of a name in lower case.
fn key(name: &str) -> Option<ShortcutKey> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return character.is_ascii_alphanumeric().then_some(ShortcutKey::Character(character));
    }
    // Not "F+1" or "F01", which are no names of keys.
    let number = name.strip_prefix('f').filter(|number| !number.starts_with(['0', '+']))?;
    number.parse().ok().filter(|number| (1..=24).contains(number)).map(ShortcutKey::Function)
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Modifiers { ctrl, alt, shift, logo } = self.modifiers;
        for (down, name) in [(ctrl, "Ctrl+"), (alt, "Alt+"), (shift, "Shift+"), (logo, "Super+")] {
            if down {
                f.write_str(name)?;
            }
        }
        match self.key {
            ShortcutKey::Character(character) => write!(f, "{character}"),
            ShortcutKey::Function(number) => write!(f, "F{number}"),
        }
    }
}

impl From<Shortcut> for String {
    fn from(shortcut: Shortcut) -> Self {
        shortcut.to_string()
    }
}

impl TryFrom<String> for Shortcut {
    type Error = ShortcutError;

    fn try_from(text: String) -> Result<Self, ShortcutError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_shortcuts_and_texts_again() {
        for (text, same) in [
            ("Ctrl+Alt+P", "Ctrl+Alt+P"),
            ("alt + CONTROL + p", "Ctrl+Alt+P"),
            ("Super+Shift+7", "Shift+Super+7"),
            ("cmd+f12", "Super+F12"),
            ("Alt+F24", "Alt+F24"),
        ] {
            let shortcut: Shortcut = text.parse().unwrap();
            assert_eq!(shortcut.to_string(), same);
            assert_eq!(shortcut.to_string().parse(), Ok(shortcut));
            let json = serde_json::to_string(&shortcut).unwrap();
            assert_eq!(json, format!("\"{same}\""));
            assert_eq!(serde_json::from_str::<Shortcut>(&json).unwrap(), shortcut);
            let bytes = postcard::to_allocvec(&shortcut).unwrap();
            assert_eq!(postcard::from_bytes::<Shortcut>(&bytes).unwrap(), shortcut);
        }
    }

    #[test]
    fn what_is_no_shortcut_is_refused_with_the_reason() {
        use ShortcutError::{NoKey, NoModifier, TwoKeys, UnknownKey};
        for (text, error) in [
            ("P", NoModifier),
            ("Shift+P", NoModifier),
            ("F5", NoModifier),
            ("Ctrl", NoKey),
            ("Ctrl+Alt", NoKey),
            ("Ctrl+P+Q", TwoKeys),
            ("Ctrl+P+P", TwoKeys),
            ("Ctrl+F25", UnknownKey("F25".into())),
            ("Ctrl+F0", UnknownKey("F0".into())),
            ("Ctrl+F01", UnknownKey("F01".into())),
            ("Ctrl+Ä", UnknownKey("Ä".into())),
            ("Ctrl+Enter", UnknownKey("Enter".into())),
            ("Ctrl++", UnknownKey(String::new())),
            ("", UnknownKey(String::new())),
        ] {
            assert_eq!(text.parse::<Shortcut>(), Err(error), "{text:?}");
        }
        assert!(serde_json::from_str::<Shortcut>("\"P\"").is_err());
        let ctrl = Modifiers { ctrl: true, ..Modifiers::default() };
        assert!(Shortcut::new(ctrl, ShortcutKey::Function(0)).is_err());
        assert!(Shortcut::new(ctrl, ShortcutKey::Character('+')).is_err());
    }
}
