//! The home folder: private, and for one engine at a time.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::Path,
};

/// Why the home folder could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another engine has it.
    #[error("Candor is running already on this folder{}; use that one, or stop it first", process(*.pid))]
    AlreadyRunning {
        /// The other engine's process, where it could be read.
        pid: Option<u32>,
    },
    /// The folder or its lock file can't be used.
    #[error("the folder {path} can't be used: {source}; choose another with --home or CANDOR_HOME")]
    Io {
        /// The folder.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

fn process(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

/// The right to use a home folder, held until dropped or until the process ends, however it ends.
#[derive(Debug)]
pub struct HomeLock {
    _file: File,
}

impl HomeLock {
    /// Makes the folder where it doesn't exist, closes it to others (0700) and locks `lock` in it, which holds this
    /// process's number.
    ///
    /// # Errors
    /// [`LockError::AlreadyRunning`] at once where another engine has it.
    pub fn acquire(home: &Path) -> Result<Self, LockError> {
        let failed = |source| LockError::Io { path: home.display().to_string(), source };
        make_private(home).map_err(failed)?;
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(home.join("lock")).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                let pid = file.read_to_string(&mut pid).ok().and_then(|_| pid.trim().parse().ok());
                return Err(LockError::AlreadyRunning { pid });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let written = file.set_len(0).and_then(|()| file.rewind());
        let written = written.and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(failed)?;
        Ok(Self { _file: file })
    }
}

fn make_private(home: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(home)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = fs::metadata(home)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o700);
            fs::set_permissions(home, permissions)?;
        }
    }
    Ok(())
}
