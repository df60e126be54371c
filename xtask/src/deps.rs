//! What the build and the tests need from the operating system.

use std::{
    collections::BTreeSet,
    io::ErrorKind,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::shell::show;

/// Headers and tools that compile Candor on Linux: WebKit and GTK for the window, X11, PipeWire and GBM for the
/// screen, libclang for the camera's bindings, OpenSSL for the encrypted store.
const BUILD: &[&str] = &[
    "libayatana-appindicator3-dev",
    "libclang-dev",
    "libdbus-1-dev",
    "libegl-dev",
    "libgbm-dev",
    "libpipewire-0.3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwayland-dev",
    "libwebkit2gtk-4.1-dev",
    "libxcb1-dev",
    "libxdo-dev",
    "pkg-config",
];

/// A virtual display with windows, keys and a keychain, a browser and what drives the window, so that tests and demonstration
/// need no person.
const DISPLAY: &[&str] = &[
    "chromium",
    "chromium-driver",
    "dbus",
    "dbus-x11",
    "feh",
    "fonts-dejavu-core",
    "gnome-keyring",
    "imagemagick",
    "openbox",
    "picom",
    "webkit2gtk-driver",
    "x11-utils",
    "x11-xserver-utils",
    "xauth",
    "xdotool",
    "xserver-xorg-core",
    "xserver-xorg-video-dummy",
    "xterm",
    "xvfb",
];

/// The other database that the server works on, and what asks it all that its description allows.
const SERVER: &[&str] = &["postgresql", "python3", "python3-venv"];

/// Node's oldest version that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// Makes sure that all of it is there, installing what apt can install. Does nothing when nothing is missing.
pub fn ensure() -> Result<()> {
    if cfg!(target_os = "linux") {
        ensure_apt(&[BUILD, DISPLAY, SERVER].concat())?;
    } else if cfg!(target_os = "macos") {
        println!("Candor builds with Xcode's command line tools (`xcode-select --install`), Rust and Node.");
    } else if cfg!(windows) {
        println!(
            "Candor builds with Visual Studio's C++ build tools, LLVM (for libclang), WebView2, Rust and Node."
        );
    }
    ensure_node()
}

/// Makes sure that these Debian packages are there.
pub fn ensure_apt(wanted: &[&str]) -> Result<()> {
    let query = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .stderr(Stdio::null())
        .output();
    let listed = match query {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            println!(
                "No dpkg here: make sure that what these Debian packages hold is installed: {}",
                wanted.join(" ")
            );
            return Ok(());
        }
        Err(error) => return Err(error).context("dpkg-query can't be started"),
    };
    let missing = missing(wanted, &listed);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages, about to be installed by apt-get: {}", missing.join(" "));
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    apt_get(&["update"], &missing)?;
    apt_get(&install, &missing)?;
    println!("Installed.");
    Ok(())
}

/// Those of `wanted` that `dpkg-query` didn't list as installed.
fn missing<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed: BTreeSet<&str> =
        listed.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().copied().filter(|package| !installed.contains(package)).collect()
}

/// Runs apt-get as root without a question; shows its output only when it fails.
fn apt_get(args: &[&str], missing: &[&str]) -> Result<()> {
    let by_hand = || {
        format!(
            "run this by hand, then try again: sudo apt-get install --no-install-recommends {}",
            missing.join(" ")
        )
    };
    let mut apt_get = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    apt_get.args(args).arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
    let output = apt_get.stdin(Stdio::inherit()).output().with_context(by_hand)?;
    if !output.status.success() {
        eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        bail!("`{}` failed with {}; {}", show(&apt_get), output.status, by_hand());
    }
    Ok(())
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn ensure_node() -> Result<()> {
    let (major, minor) = NODE;
    let output = Command::new("node").arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    match node_version(&text) {
        Some(found) if found >= NODE => Ok(()),
        Some((major_found, minor_found)) => {
            bail!(
                "Node {major_found}.{minor_found} is too old for the front end: install {major}.{minor} or newer"
            )
        }
        None => bail!("the front end is built with Node and npm: install Node {major}.{minor} or newer"),
    }
}

/// Major and minor version from what `node --version` prints.
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_that_are_removed_or_unknown_are_missing() {
        let listed = "xvfb installed\nxterm config-files\nlibssl-dev installed\n";
        assert_eq!(missing(&["xvfb", "xterm", "libssl-dev", "feh"], listed), ["xterm", "feh"]);
    }

    #[test]
    fn a_name_that_begins_another_is_not_taken_for_it() {
        assert_eq!(missing(&["dbus"], "dbus-x11 installed\n"), ["dbus"]);
    }

    #[test]
    fn node_versions() {
        for (text, version) in [
            ("v20.20.2\n", Some((20, 20))),
            ("v24.0.0", Some((24, 0))),
            ("", None),
            ("node: not found", None),
        ] {
            assert_eq!(node_version(text), version, "{text:?}");
        }
    }
}
