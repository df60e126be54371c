//! The operating system's keychain, through the `keyring` crate: Secret Service, Keychain Services, Credential Manager.

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use super::KeyError;
use crate::key::DataKey;

const SERVICE: &str = "candor";

pub fn load(entry: &str) -> Result<Option<DataKey>, KeyError> {
    let secret = on_thread(entry, |entry| match entry.get_secret() {
        Ok(secret) => Ok(Some(Zeroizing::new(secret))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    })?;
    let Some(secret) = secret else { return Ok(None) };
    let bytes = <[u8; 32]>::try_from(&secret[..])
        .map_err(|_| KeyError::Unavailable("its entry for Candor holds no key".into()))?;
    Ok(Some(DataKey::from_bytes(Zeroizing::new(bytes))))
}

/// Keeps the key and makes sure that it reads back.
pub fn keep(entry: &str, key: &DataKey) -> Result<(), KeyError> {
    let secret = Zeroizing::new(*key.as_bytes());
    on_thread(entry, move |entry| entry.set_secret(&*secret))?;
    match load(entry)? {
        Some(kept) if kept.as_bytes() == key.as_bytes() => Ok(()),
        _ => Err(KeyError::Unavailable("it took the key and doesn't give it back".into())),
    }
}

pub fn delete(entry: &str) -> Result<(), KeyError> {
    on_thread(entry, Entry::delete_credential)
}

/// The crate's D-Bus client blocks, which a thread of an async runtime may not: so a thread of its own.
fn on_thread<T: Send + 'static>(
    entry: &str,
    f: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, KeyError> {
    let entry = entry.to_owned();
    let run = move || {
        if let Err(error) = Entry::store_status() {
            return Err(error.to_string());
        }
        Entry::new(SERVICE, &entry).and_then(|entry| f(&entry)).map_err(|error| error.to_string())
    };
    let thread = std::thread::Builder::new().name("keychain".into()).spawn(run);
    let thread = thread.map_err(|error| KeyError::Unavailable(error.to_string()))?;
    let done = thread.join().unwrap_or_else(|_| Err("its client failed".into()));
    done.map_err(KeyError::Unavailable)
}
