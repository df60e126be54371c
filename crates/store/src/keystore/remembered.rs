//! `keystore.json`: which key store a home folder uses.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{KeyError, KeyStore, passphrase::Wrapped};

const FILE: &str = "keystore.json";

/// The choice and what it needs to find the key; `v` is the file's format.
#[derive(Serialize, Deserialize)]
#[serde(tag = "key_store", rename_all = "snake_case")]
pub enum Remembered {
    /// Under this name in the keychain.
    Keychain { entry: String },
    /// Encrypted, right here.
    Passphrase(Wrapped),
    /// In this file.
    File { path: PathBuf },
}

#[derive(Serialize, Deserialize)]
struct Document {
    v: u8,
    #[serde(flatten)]
    remembered: Remembered,
}

impl Remembered {
    pub fn key_store(&self) -> KeyStore {
        match self {
            Self::Keychain { .. } => KeyStore::Keychain,
            Self::Passphrase(_) => KeyStore::Passphrase,
            Self::File { path } => KeyStore::File(path.clone()),
        }
    }

    pub fn path(home: &Path) -> PathBuf {
        home.join(FILE)
    }

    pub fn read(home: &Path) -> Result<Option<Self>, KeyError> {
        let path = Self::path(home);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(KeyError::io(&path)(error)),
        };
        match serde_json::from_slice::<Document>(&text) {
            Ok(Document { v: 1, remembered }) => Ok(Some(remembered)),
            _ => Err(KeyError::Damaged(path)),
        }
    }

    /// Writes it in one step: after a power loss there is the old file or the new one.
    pub fn write(self, home: &Path) -> Result<(), KeyError> {
        let path = Self::path(home);
        let document = Document { v: 1, remembered: self };
        let text = serde_json::to_vec_pretty(&document).map_err(|error| KeyError::io(&path)(error.into()))?;
        let new = path.with_extension("json.new");
        let written = match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => write_private(&new, &text),
        };
        written
            .and_then(|()| fs::rename(&new, &path))
            .and_then(|()| sync_folder(home))
            .map_err(KeyError::io(&path))
    }
}

/// Makes a file that only its owner reads, and sees it on disk. One that exists is left alone.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Sees a folder's names on disk, where the system can do that.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
