//! The server's own secrets: files of the data folder that only its user can read.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use candor_consent::{DeviceKey, PublicKey};
use zeroize::Zeroizing;

use crate::env::Environment;

/// A key file or data folder that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The operating system refused.
    #[error("{0} can't be used")]
    Io(PathBuf, #[source] io::Error),
    /// Others can read it.
    #[error("{0} can be read by other users: chmod 600 it, after considering who may have read it")]
    Open(PathBuf),
    /// It has another length.
    #[error("{0} isn't a key of 32 bytes: restore it from a backup; a new one needs each agent's acceptance")]
    Length(PathBuf),
}

/// What the server signs and authenticates with.
pub(crate) struct Keys {
    /// Cosigns checkpoints.
    pub(crate) signing: DeviceKey,
    /// Authenticates access tokens.
    pub(crate) token: Zeroizing<[u8; 32]>,
    /// Seals what the database must not show to whoever reads a copy of it.
    pub(crate) seal: Zeroizing<[u8; 32]>,
    /// What sealed before, where the operator put another in its place and not everything is sealed anew yet.
    pub(crate) seal_before: Option<Zeroizing<[u8; 32]>>,
}

/// The key that sealed before, beside the one that does now.
const SEAL_BEFORE: &str = "seal.old.key";

impl Keys {
    /// The keys of a data folder, made at the first start.
    pub(crate) fn open(data: &Path, env: &Environment) -> Result<Self, KeyError> {
        let signing = DeviceKey::from_seed(&*secret(&data.join("server.key"), env)?);
        let [token, seal] = ["token.key", "seal.key"].map(|name| secret(&data.join(name), env));
        Ok(Self { signing, token: token?, seal: seal?, seal_before: read(&data.join(SEAL_BEFORE))? })
    }

    /// Deletes the key that sealed before, once nothing is sealed under it any more.
    pub(crate) fn forget_before(&mut self, data: &Path) -> Result<(), KeyError> {
        let path = data.join(SEAL_BEFORE);
        let gone = std::fs::remove_file(&path).and_then(|()| File::open(data)?.sync_all());
        self.seal_before = None;
        gone.map_err(|e| KeyError::Io(path, e))
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.signing.public()
    }
}

/// Makes the data folder, for its user alone.
pub(crate) fn data_folder(data: &Path) -> Result<(), KeyError> {
    let failed = |e| KeyError::Io(data.into(), e);
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data).map_err(failed)
}

/// The key in a file, if there is the file.
fn read(path: &Path) -> Result<Option<Zeroizing<[u8; 32]>>, KeyError> {
    let failed = |e| KeyError::Io(path.into(), e);
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failed(e)),
    };
    if file.metadata().map_err(failed)?.permissions().mode() & 0o077 != 0 {
        return Err(KeyError::Open(path.into()));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(33));
    io::Read::by_ref(&mut file).take(33).read_to_end(&mut bytes).map_err(failed)?;
    let key = <[u8; 32]>::try_from(&bytes[..]).map_err(|_| KeyError::Length(path.into()))?;
    Ok(Some(Zeroizing::new(key)))
}

/// The key in a file, which is made where there is none.
fn secret(path: &Path, env: &Environment) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    if let Some(key) = read(path)? {
        return Ok(key);
    }
    let key = Zeroizing::new(env.random());
    // Written aside, synced and linked into place: whoever comes second finds a whole key or loses the race.
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
        file.write_all(&*key)?;
        file.sync_all()?;
        std::fs::hard_link(&aside, path)?;
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
    })();
    let _ = std::fs::remove_file(&aside);
    match written {
        Ok(()) => Ok(key),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => secret(path, env),
        Err(e) => Err(KeyError::Io(path.into(), e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_once_for_its_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let env = Environment::system();
        let first = Keys::open(folder.path(), &env).unwrap();
        let second = Keys::open(folder.path(), &env).unwrap();
        assert_eq!(first.public(), second.public());
        assert_eq!((&first.token, &first.seal), (&second.token, &second.seal));
        assert_ne!(first.token, first.seal);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
        let path = folder.path().join("server.key");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keys::open(folder.path(), &env), Err(KeyError::Open(_))));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&path, [1; 31]).unwrap();
        assert!(matches!(Keys::open(folder.path(), &env), Err(KeyError::Length(_))));
    }
}
