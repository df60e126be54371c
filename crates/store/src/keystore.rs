//! Where the store's key lives: in the operating system's keychain, or in a fallback that the agent chose by name.
//!
//! The key itself is always 32 random bytes. The keychain holds them as they are; a passphrase encrypts them; a key file
//! holds them outside the home folder, so that a copy of that folder alone opens nothing. `keystore.json` in the home
//! folder remembers the choice.

mod file;
mod keychain;
mod passphrase;
mod remembered;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use zeroize::Zeroizing;

use crate::{key::DataKey, store::FILE_NAME};
use remembered::Remembered;

/// Where the key lives. As text `keychain`, `passphrase` or `file:PATH`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyStore {
    /// The operating system's keychain.
    Keychain,
    /// A passphrase that the agent types at each start.
    Passphrase,
    /// A file outside the home folder, by its absolute path.
    File(PathBuf),
}

/// A text that names no key store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown key store {0:?}: expected keychain, passphrase or file:PATH with an absolute path")]
pub struct UnknownKeyStore(String);

impl fmt::Display for KeyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keychain => f.write_str("keychain"),
            Self::Passphrase => f.write_str("passphrase"),
            Self::File(path) => write!(f, "file:{}", path.display()),
        }
    }
}

impl FromStr for KeyStore {
    type Err = UnknownKeyStore;

    fn from_str(text: &str) -> Result<Self, UnknownKeyStore> {
        match (text, text.strip_prefix("file:").map(Path::new)) {
            ("keychain", _) => Ok(Self::Keychain),
            ("passphrase", _) => Ok(Self::Passphrase),
            (_, Some(path)) if path.is_absolute() => Ok(Self::File(path.into())),
            _ => Err(UnknownKeyStore(text.into())),
        }
    }
}

/// What the agent is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// A new passphrase, of [`MIN_PASSPHRASE`] characters at least; to be typed twice.
    NewPassphrase,
    /// The passphrase.
    Passphrase,
    /// The passphrase once more, for the last one was wrong.
    WrongPassphrase,
}

/// The fewest characters of a new passphrase.
pub const MIN_PASSPHRASE: usize = 8;

/// How often a wrong passphrase may be corrected.
const TRIES: u32 = 3;

/// Asks the agent; nothing where the agent, or whoever stands in, doesn't answer.
pub type Ask<'a> = &'a mut dyn FnMut(Prompt) -> Option<Zeroizing<String>>;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The keychain doesn't answer.
    #[error(
        "the system's keychain can't be used: {0}; nothing was recorded and nothing changed; unlock or start it, or, \
         before the first use, choose --key-store passphrase or --key-store file:PATH"
    )]
    Unavailable(String),
    /// The key was made before and isn't where it was put.
    #[error(
        "the store's key is missing from {0}; without it the store can't be read; bring it back from a backup"
    )]
    Missing(KeyStore),
    /// Another key store was chosen before.
    #[error(
        "this folder's key is kept in {remembered}, not in {given}; leave out --key-store, or name {remembered}"
    )]
    OtherChoice {
        /// The one in use.
        remembered: KeyStore,
        /// The one that was named now.
        given: KeyStore,
    },
    /// The key file would lie beside what it opens.
    #[error(
        "the key file must be outside the folder {0}, or whoever copies that folder has the key too; choose another place"
    )]
    InsideHome(PathBuf),
    /// Others can read the key file.
    #[error(
        "others may read the key file {path} (mode {mode:o}) or it belongs to someone else; make it yours with mode 600"
    )]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The passphrase is wrong.
    #[error("the passphrase is wrong; nothing was changed; try again")]
    WrongPassphrase,
    /// The passphrase is too short.
    #[error("a passphrase needs {MIN_PASSPHRASE} characters at least; nothing was changed")]
    Short,
    /// Nobody answered.
    #[error("no passphrase was given; nothing was changed")]
    Cancelled,
    /// What is stored about the key can't be read.
    #[error("{0} is damaged and holds no key; bring it back from a backup")]
    Damaged(PathBuf),
    /// A file can't be used.
    #[error("{path} can't be used: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system has no random numbers.
    #[error("the system gave no random bytes for a key: {0}")]
    Random(String),
}

impl KeyError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::Io { path: path.into(), source }
    }
}

/// The key store that a home folder uses; none before its first key is made.
///
/// # Errors
/// [`KeyError::Damaged`], [`KeyError::Io`].
pub fn remembered(home: &Path) -> Result<Option<KeyStore>, KeyError> {
    Ok(Remembered::read(home)?.map(|remembered| remembered.key_store()))
}

/// The key of the store in `home`, made and remembered where there is none. The folder must exist and be locked.
///
/// # Errors
/// Each as [`KeyError`] says; nothing is changed then.
pub fn load_or_create(choice: &KeyStore, home: &Path, ask: Ask<'_>) -> Result<DataKey, KeyError> {
    match Remembered::read(home)? {
        Some(remembered) if remembered.key_store() == *choice => load(&remembered, home, ask),
        Some(remembered) => {
            Err(KeyError::OtherChoice { remembered: remembered.key_store(), given: choice.clone() })
        }
        None => create(choice, home, ask),
    }
}

/// Moves the key to another key store and erases it from the old one.
///
/// # Errors
/// Each as [`KeyError`] says; the old key store is in use then as before.
pub fn migrate(to: &KeyStore, home: &Path, ask: Ask<'_>) -> Result<(), KeyError> {
    let missing = || KeyError::Missing(to.clone());
    let old = Remembered::read(home)?.ok_or_else(missing)?;
    let key = load(&old, home, ask)?;
    if old.key_store() == *to && *to != KeyStore::Passphrase {
        return Ok(());
    }
    keep(&key, to, home, ask)?.write(home)?;
    // The key is in its new place: that a copy stays in the old one is no reason to fail.
    let _ = match old {
        Remembered::Keychain { entry } => keychain::delete(&entry),
        Remembered::File { path } => std::fs::remove_file(&path).map_err(KeyError::io(&path)),
        Remembered::Passphrase(_) => Ok(()),
    };
    Ok(())
}

fn create(choice: &KeyStore, home: &Path, ask: Ask<'_>) -> Result<DataKey, KeyError> {
    // A key file that is there already is taken: the last attempt ended before it was remembered, or the agent
    // brought it back.
    if let KeyStore::File(path) = choice
        && let Some(key) = file::load(path, home)?
    {
        Remembered::File { path: path.clone() }.write(home)?;
        return Ok(key);
    }
    if std::fs::metadata(home.join(FILE_NAME)).is_ok_and(|file| file.len() > 0) {
        // Another key would open nothing.
        return Err(KeyError::Damaged(Remembered::path(home)));
    }
    let key = DataKey::from_bytes(random()?);
    keep(&key, choice, home, ask)?.write(home)?;
    Ok(key)
}

fn load(remembered: &Remembered, home: &Path, ask: Ask<'_>) -> Result<DataKey, KeyError> {
    let missing = || KeyError::Missing(remembered.key_store());
    match remembered {
        Remembered::Keychain { entry } => keychain::load(entry)?.ok_or_else(missing),
        Remembered::Passphrase(wrapped) => {
            let mut prompt = Prompt::Passphrase;
            for _ in 0..TRIES {
                // Whoever has no other than the wrong one hears that it is wrong.
                let passphrase = ask(prompt).ok_or(match prompt {
                    Prompt::WrongPassphrase => KeyError::WrongPassphrase,
                    _ => KeyError::Cancelled,
                })?;
                match wrapped.unwrap(&passphrase, home) {
                    Err(KeyError::WrongPassphrase) => prompt = Prompt::WrongPassphrase,
                    done => return done,
                }
            }
            Err(KeyError::WrongPassphrase)
        }
        Remembered::File { path } => file::load(path, home)?.ok_or_else(missing),
    }
}

fn keep(key: &DataKey, place: &KeyStore, home: &Path, ask: Ask<'_>) -> Result<Remembered, KeyError> {
    match place {
        KeyStore::Keychain => {
            let entry = hex::encode(&random()?[..16]);
            keychain::keep(&entry, key)?;
            Ok(Remembered::Keychain { entry })
        }
        KeyStore::Passphrase => {
            let passphrase = ask(Prompt::NewPassphrase).ok_or(KeyError::Cancelled)?;
            if passphrase.chars().count() < MIN_PASSPHRASE {
                return Err(KeyError::Short);
            }
            Ok(Remembered::Passphrase(passphrase::Wrapped::wrap(key, &passphrase)?))
        }
        KeyStore::File(path) => {
            file::keep(path, home, key)?;
            Ok(Remembered::File { path: path.clone() })
        }
    }
}

fn random() -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| KeyError::Random(error.to_string()))?;
    Ok(bytes)
}
