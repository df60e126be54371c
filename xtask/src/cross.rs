//! Type-checks the programs for Windows and macOS on Linux, where nobody can start them.
//!
//! Nothing is linked, so that neither system's own tools are needed. Code in C isn't looked at: a stand-in for its compiler
//! makes empty files. What it needs is Rust's standard library for the target, or that library's sources, which are checked
//! along then; where this machine has neither, the target is skipped.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::shell::{self, root};

/// What is checked for where nothing is named.
const TARGETS: &[&str] = &["x86_64-pc-windows-gnu", "aarch64-apple-darwin"];
/// What is checked where nothing is named.
const PACKAGES: &[&str] = &["candor-capture", "candor-engine", "candor-cli", "candor-desktop"];
/// The page that the window has inside, without which it can't be checked.
const PAGE: &str = "ui/desktop/dist/index.html";
/// Compilers beside the one that runs this, of which some distributions have a newer one with its sources.
const OTHERS: &[&str] = &["/usr/bin/rustc"];

/// Says what the questions of build scripts are answered with, and makes empty files of all else.
const COMPILER: &str = r#"#!/bin/sh
out=
expand=
while [ $# -gt 0 ]; do
  case $1 in
    '-?') exit 1 ;;
    -E) expand=yes ;;
    -o) out=$2; shift ;;
  esac
  last=$1
  shift
done
[ -z "$expand" ] || exec cc -E "$last"
[ -z "$out" ] || : > "$out"
"#;
/// Makes an empty archive.
const ARCHIVER: &str = r#"#!/bin/sh
for word; do
  case $word in *.a | *.lib) : > "$word" ;; esac
done
"#;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Only for these targets; for 64-bit Windows and for macOS on Apple's processors where none is named.
    #[arg(long = "target")]
    targets: Vec<String>,
    /// Only these packages; those that run on an agent's machine where none is named.
    #[arg(short, long = "package")]
    packages: Vec<String>,
    /// The folder for what is built; `target/cross` where none is named.
    #[arg(long)]
    target_dir: Option<PathBuf>,
}

/// A compiler that can check for a target.
struct Compiler {
    rustc: PathBuf,
    /// Whether it must check the standard library's sources first.
    from_sources: bool,
}

/// Checks each target.
pub fn run(args: &Args) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!(
            "skipped: this task is for Linux; elsewhere `cargo check` says the same of the machine's own system"
        );
        return Ok(());
    }
    let names = |given: &[String], usual: &[&str]| match given {
        [] => usual.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(),
        given => given.to_vec(),
    };
    let folder = args.target_dir.clone().unwrap_or_else(|| root().join("target/cross"));
    let stand_ins = StandIns::write(&folder.join("stand-in"))?;
    let (mut failed, mut packages) = (Vec::new(), names(&args.packages, PACKAGES));
    if !root().join(PAGE).is_file() && packages.iter().any(|package| package == "candor-desktop") {
        println!(
            "candor-desktop: skipped, for {PAGE} isn't there: `npm ci && npm run build` in ui/ makes it"
        );
        packages.retain(|package| package != "candor-desktop");
    }
    if packages.is_empty() {
        return Ok(());
    }
    for target in names(&args.targets, TARGETS) {
        let Some(compiler) = compilers().into_iter().find_map(|rustc| Compiler::of(rustc, &target)) else {
            println!(
                "{target}: skipped, for no Rust here has its standard library or the sources of it: `rustup target add \
                 {target}`, `rustup component add rust-src`, or Debian's rustc-web, cargo-web and rust-web-src"
            );
            continue;
        };
        println!("{target}: by {}", compiler.rustc.display());
        let checked = shell::run(compiler.check(&target, &packages, &folder, &stand_ins).current_dir(root()));
        match checked {
            Ok(()) => println!("{target}: type-checked {}", packages.join(", ")),
            Err(error) => {
                println!("{target}: {error:#}");
                failed.push(target);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("{} can't be type-checked", failed.join(" and ")) }
}

/// The compilers of this machine, the one that runs this first.
fn compilers() -> Vec<PathBuf> {
    let own = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    std::iter::once(PathBuf::from(own)).chain(OTHERS.iter().map(PathBuf::from)).collect()
}

impl Compiler {
    /// The compiler, where it can check for the target.
    fn of(rustc: PathBuf, target: &str) -> Option<Self> {
        let said = |what: [&str; 2]| {
            let output = Command::new(&rustc).args(what).stderr(Stdio::null()).output().ok()?;
            output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let libraries = Path::new(&said(["--print", "sysroot"])?).join("lib/rustlib");
        let from_sources = !libraries.join(target).join("lib").is_dir();
        let possible = !from_sources || libraries.join("src/rust/library/std/Cargo.toml").is_file();
        possible.then_some(Self { rustc, from_sources })
    }

    /// The command that checks.
    fn check(&self, target: &str, packages: &[String], folder: &Path, stand_ins: &StandIns) -> Command {
        let beside = self.rustc.with_file_name("cargo");
        let mut check = Command::new(if beside.is_file() { beside } else { "cargo".into() });
        check.args(["check", "--locked", "--target", target]);
        if self.from_sources {
            check.arg("-Zbuild-std=std,panic_unwind").env("RUSTC_BOOTSTRAP", "1");
        }
        for package in packages {
            check.args(["--package", package]);
        }
        let variable = |name: &str| format!("{name}_{}", target.replace('-', "_"));
        check
            .env("CARGO_TARGET_DIR", folder)
            .env("RUSTC", &self.rustc)
            .env(variable("CC"), &stand_ins.compiler)
            .env(variable("CXX"), &stand_ins.compiler)
            .env(variable("AR"), &stand_ins.archiver)
            .env("OPENSSL_NO_VENDOR", "1")
            .env("OPENSSL_DIR", "/usr")
            .env("OPENSSL_INCLUDE_DIR", "/usr/include")
            .env("OPENSSL_LIB_DIR", &stand_ins.libraries)
            .env("OPENSSL_LIBS", "ssl:crypto");
        check
    }
}

/// What stands in for the tools and libraries of another system.
struct StandIns {
    compiler: PathBuf,
    archiver: PathBuf,
    libraries: PathBuf,
}

impl StandIns {
    fn write(folder: &Path) -> Result<Self> {
        let stand_ins =
            Self { compiler: folder.join("cc"), archiver: folder.join("ar"), libraries: folder.join("lib") };
        let write = || {
            fs::create_dir_all(&stand_ins.libraries)?;
            for name in ["libssl.a", "libcrypto.a", "ssl.lib", "crypto.lib"] {
                fs::write(stand_ins.libraries.join(name), "")?;
            }
            program(&stand_ins.compiler, COMPILER)?;
            program(&stand_ins.archiver, ARCHIVER)
        };
        write().with_context(|| format!("cannot write {}", folder.display()))?;
        Ok(stand_ins)
    }
}

/// Writes a program. One that is there already stays as it is, or build scripts would run again.
fn program(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
