//! The key in a file outside the home folder: 64 hexadecimal digits, for its owner alone.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{
    KeyError,
    remembered::{sync_folder, write_private},
};
use crate::key::DataKey;

pub fn load(path: &Path, home: &Path) -> Result<Option<DataKey>, KeyError> {
    must_be_outside(path, home)?;
    let text = match fs::read_to_string(path).map(Zeroizing::new) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(KeyError::io(path)(error)),
    };
    must_be_private(path)?;
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), &mut *bytes).map_err(|_| KeyError::Damaged(path.into()))?;
    Ok(Some(DataKey::from_bytes(bytes)))
}

/// Makes the file. One that exists is never overwritten: it may be another store's.
pub fn keep(path: &Path, home: &Path, key: &DataKey) -> Result<(), KeyError> {
    must_be_outside(path, home)?;
    let text = Zeroizing::new(format!("{}\n", *Zeroizing::new(hex::encode(key.as_bytes()))));
    write_private(path, text.as_bytes()).map_err(KeyError::io(path))?;
    sync_folder(folder(path)).map_err(KeyError::io(path))
}

fn must_be_outside(path: &Path, home: &Path) -> Result<(), KeyError> {
    let home = home.canonicalize().map_err(KeyError::io(home))?;
    let real = |path: &Path| path.canonicalize().map_err(KeyError::io(path));
    // The file itself may be a link into the folder.
    let place: PathBuf = if path.exists() { real(path)? } else { real(folder(path))? };
    if place.starts_with(&home) { Err(KeyError::InsideHome(home)) } else { Ok(()) }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

#[cfg(unix)]
fn must_be_private(path: &Path) -> Result<(), KeyError> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(path).map_err(KeyError::io(path))?;
    let mode = metadata.mode() & 0o777;
    if mode & 0o077 == 0 && metadata.uid() == rustix::process::geteuid().as_raw() {
        Ok(())
    } else {
        Err(KeyError::Exposed { path: path.into(), mode })
    }
}

/// Windows gives a new file the permissions of its folder: nothing to be checked by mode.
#[cfg(not(unix))]
fn must_be_private(_: &Path) -> Result<(), KeyError> {
    Ok(())
}
