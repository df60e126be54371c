//! The home folder: where everything that Candor keeps on a machine lies.

use std::path::{Path, PathBuf};

use crate::protocol::{Failure, FailureCode};

/// The longest path of a local socket that every Unix takes, its final zero byte not counted.
const MAX_SOCKET_PATH: usize = 103;

/// The folder of one agent's data on this machine. One engine at a time works in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home(PathBuf);

impl Home {
    /// The folder asked for, or `CANDOR_HOME`, or the system's place for a program's data.
    ///
    /// # Errors
    /// Where the system names no such place, or the path is too long for a local socket in it.
    pub fn resolve(asked: Option<PathBuf>) -> Result<Self, Failure> {
        let named =
            asked.or_else(|| std::env::var_os("CANDOR_HOME").filter(|path| !path.is_empty()).map(Into::into));
        let path = named.or_else(|| Some(dirs::data_dir()?.join("candor"))).ok_or_else(|| {
            Failure::new(
                FailureCode::Usage,
                "This system names no folder for data. Name one with --home or CANDOR_HOME.",
            )
        })?;
        let path = std::path::absolute(&path).unwrap_or(path);
        let home = Self(path);
        if cfg!(unix) && home.socket().as_os_str().len() > MAX_SOCKET_PATH {
            let message =
                format!("The path of the home folder is too long for a local socket: {}", home.0.display());
            return Err(Failure::new(FailureCode::Usage, message));
        }
        Ok(home)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The encrypted store.
    pub fn database(&self) -> PathBuf {
        self.0.join("candor.db")
    }

    /// The local socket.
    pub fn socket(&self) -> PathBuf {
        self.0.join("engine.sock")
    }

    /// Room kept free for writing down why recording stopped when the disk is full.
    pub fn reserve(&self) -> PathBuf {
        self.0.join("reserve")
    }
}
