//! Libraries that stand in for a part of the system in the process that is started with them.

use std::{
    fs,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    process::Command,
};

/// Compiles a C source of this package into a folder; returns the library.
pub fn compiled(source: &str, folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let name = source.file_stem().unwrap().to_str().unwrap().replace("fake_", "libcandor_test_");
    let library = folder.join(name).with_extension("so");
    // Another test process may load the library meanwhile: it is replaced, never written over.
    let fresh = library.with_extension(format!("so.{}", std::process::id()));
    let status = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()))
        .args(["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o"])
        .args([fresh.as_os_str(), source.as_os_str(), "-ldl".as_ref()])
        .status()
        .expect("a C compiler is installed");
    assert!(status.success(), "{} doesn't compile", source.display());
    fs::rename(&fresh, &library).unwrap();
    library
}

/// A library whose behaviour is one number, which can be set while processes run that were started with it.
pub struct Fake {
    /// The library.
    pub library: PathBuf,
    control: PathBuf,
}

impl Fake {
    /// Compiled into the folder; its number is zero.
    pub fn compiled(source: &str, folder: &Path) -> Self {
        let library = compiled(source, folder);
        let control = library.with_extension("so.control");
        fs::write(&control, 0_i64.to_ne_bytes()).unwrap();
        Self { library, control }
    }

    /// Sets the number for everything that runs.
    pub fn set(&self, number: i64) {
        // In place: it is mapped.
        let file = fs::File::options().write(true).open(&self.control).unwrap();
        file.write_all_at(&number.to_ne_bytes(), 0).unwrap();
    }
}
