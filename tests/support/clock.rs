//! A wall clock that can be set, for the processes that are started with it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::library::compiled;

/// A wall clock of a test's own.
pub struct WallClock {
    /// The library that processes are started with.
    pub library: PathBuf,
    offset: PathBuf,
}

impl WallClock {
    /// One that is right until it is set; its files lie in the folder.
    pub fn in_folder(folder: &Path) -> Self {
        let library = compiled("fake-clock/fake_clock.c", folder);
        let offset = library.with_extension("so.offset");
        fs::write(&offset, 0_i64.to_ne_bytes()).unwrap();
        Self { library, offset }
    }

    /// Sets it so many seconds ahead of the right time, or behind it, for everything that runs.
    pub fn set(&self, seconds: i64) {
        // In place: it is mapped.
        use std::os::unix::fs::FileExt as _;
        let file = fs::File::options().write(true).open(&self.offset).unwrap();
        file.write_all_at(&seconds.to_ne_bytes(), 0).unwrap();
    }
}
