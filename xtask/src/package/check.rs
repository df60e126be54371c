//! The package on a clean system: a Debian of its own, in a folder, that knows nothing but what apt brings in for the package.
//!
//! Everything inside runs in namespaces of its own for mounts and processes. They end with their first process, and that
//! ends with this one, so nothing stays mounted and nothing goes on running however this ends.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    deps,
    shell::{self, command},
    stage::{Stage, read, window::Watcher},
};

/// The Debian that the package is tried on.
const SUITE: &str = "bookworm";
const MIRROR: &str = "http://deb.debian.org/debian";
/// Where its packages come from: security updates among them, as on a machine that is kept.
const SOURCES: &str = "\
deb http://deb.debian.org/debian bookworm main\n\
deb http://deb.debian.org/debian bookworm-updates main\n\
deb http://deb.debian.org/debian-security bookworm-security main\n";
/// What makes the system.
const TOOLS: &[&str] = &["debootstrap"];

/// The folder of the agent inside.
const HOME: &str = "/home/agent";
/// What the agent's script says when the engine answers.
const ANSWERS: &str = "the engine answers";
/// The longest that the first start of everything takes on a machine that has much else to do.
const START: Duration = Duration::from_secs(180);

/// Mounts what a running system has, and goes inside: `sh -c ENTER sh ROOT DOWNLOADS PROGRAM…`.
const ENTER: &str = r#"set -eu
root=$1 downloads=$2
shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
mount --bind "$downloads" "$root/var/cache/apt/archives"
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
"#;

/// Becomes the agent; the first argument is the display.
const BECOME_AGENT: &str = r#"set -eu
install -d -o agent -g agent -m 700 /run/user/1000
exec setpriv --reuid agent --regid agent --clear-groups env HOME=/home/agent USER=agent DISPLAY="$1" \
    XDG_RUNTIME_DIR=/run/user/1000 GDK_BACKEND=x11 dbus-run-session -- sh /tmp/agent.sh
"#;

/// What the agent does: asks for the version, sees that the sensor ends where no engine speaks to it, starts an engine and
/// opens the window.
const AGENT: &str = r#"set -eu
cd
candor --version
if ! said=$(timeout 20 candor-sensor 2>&1 </dev/null) || [ -n "$said" ]; then
    echo "FAILED: candor-sensor did not end by itself without an engine: $said"
    exit 1
fi
if candor status >/dev/null 2>&1; then
    echo "FAILED: an engine answers that nobody started"
    exit 1
fi
candor --key-store "file:$HOME/store.key" engine &
for attempt in $(seq 600); do
    if candor status; then
        echo "the engine answers"
        break
    fi
    sleep 0.2
done
echo "opening the window"
exec candor-desktop
"#;

/// Why it can't be tried here, where it can't.
pub fn impossible() -> Option<&'static str> {
    if !deps::is_root() {
        return Some("a system in a folder is entered by root only");
    }
    let able = Command::new("unshare").args(["--mount", "--pid", "--fork", "true"]).output();
    match able {
        Ok(output) if output.status.success() => None,
        _ => Some("this system allows no namespaces for mounts and processes"),
    }
}

/// Installs the package, uses it and removes it.
pub fn run(package: &Path, folder: &Path) -> Result<()> {
    deps::ensure_apt(TOOLS)?;
    let root = Root::fresh(folder)?;
    let name = package.file_name().context("the package has no name")?;
    fs::copy(package, root.folder.join("tmp/candor.deb"))?;

    println!("Installing {} and what it depends on", name.display());
    let install = "apt-get update -qq && apt-get install -qq --no-install-recommends -y /tmp/candor.deb >/tmp/apt.log 2>&1 || \
                   { cat /tmp/apt.log; exit 1; }";
    shell::run(&mut root.inside(&["sh", "-c", install]))?;
    let linked = "for program in candor candor-sensor candor-desktop; do ldd /usr/bin/$program; done | grep 'not found' || true";
    let missing = read(&mut root.inside(&["sh", "-c", linked]))?;
    if !missing.is_empty() {
        bail!("libraries that nothing brought in:\n{}", String::from_utf8_lossy(&missing));
    }
    let installed = read(&mut root.inside(&["dpkg", "--listfiles", "candor"]))?;
    let installed: BTreeSet<String> =
        String::from_utf8_lossy(&installed).lines().map(str::to_owned).collect();

    use_it(&root, folder)?;

    println!("Removing it");
    shell::run(&mut root.inside(&[
        "sh",
        "-c",
        "apt-get purge -qq -y candor >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }",
    ]))?;
    root.nothing_left(&installed)
}

/// Starts everything on a display of its own, and takes a picture of it.
fn use_it(root: &Root, folder: &Path) -> Result<()> {
    println!("Using it");
    let stage_folder = folder.join("stage");
    for name in ["logs", "agent/run"] {
        fs::create_dir_all(stage_folder.join(name))?;
    }
    let mut stage = Stage::new(&stage_folder, false);
    stage.raise_display("1280x800")?;
    fs::write(root.folder.join("tmp/agent.sh"), AGENT)?;
    let display = stage.display.clone();
    stage.start("candor", &root.inside(&["sh", "-c", BECOME_AGENT, "sh", &display]))?;
    let began = Instant::now();
    let watcher = Watcher::connect(&stage.display)?;
    let shown = watcher.watch(began, START, || match stage.ended("candor")? {
        Some(status) => bail!("it ended with {status}:\n{}", stage.said("candor")?),
        None => Ok(stage.said("candor")?.contains(ANSWERS)),
    });
    stage.picture("installed.png")?;
    let picture = folder.join("installed.png");
    fs::rename(stage_folder.join("installed.png"), &picture)?;
    print!("{}", stage.said("candor")?);
    let shown = shown.with_context(|| format!("see {}", picture.display()))?;
    println!(
        "The engine answers, and the window stood {:.1} s after the session began: {}",
        shown.settled.as_secs_f64(),
        picture.display()
    );
    Ok(())
}

/// A clean system in a folder.
struct Root {
    folder: PathBuf,
    /// Packages that were downloaded before.
    downloads: PathBuf,
}

impl Root {
    /// A copy of a system that is made once.
    fn fresh(folder: &Path) -> Result<Self> {
        let (base, copy, downloads) = (folder.join("base"), folder.join("root"), folder.join("downloads"));
        fs::create_dir_all(downloads.join("partial"))?;
        if !base.join("done").exists() {
            println!("Making a clean Debian {SUITE} in {}; later runs copy it", base.display());
            remove(&base)?;
            fs::create_dir_all(&base)?;
            shell::run(command("debootstrap", ["--variant=minbase", SUITE]).arg(&base).arg(MIRROR))?;
            fs::write(base.join("etc/apt/sources.list"), SOURCES)?;
            fs::write(base.join("done"), "")?;
        }
        remove(&copy)?;
        shell::run(command("cp", ["--archive", "--reflink=auto"]).args([&base, &copy]))?;
        fs::remove_file(copy.join("done"))?;
        let root = Self { folder: copy, downloads };
        shell::run(&mut root.inside(&[
            "useradd",
            "--create-home",
            "--home-dir",
            HOME,
            "--uid",
            "1000",
            "agent",
        ]))?;
        Ok(root)
    }

    /// A program inside, as root.
    fn inside(&self, words: &[&str]) -> Command {
        let namespaces = ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"];
        let mut inside = command("setpriv", ["--pdeathsig", "TERM", "--", "unshare"]);
        inside.args(namespaces).args(["--", "sh", "-c", ENTER, "sh"]);
        inside.arg(&self.folder).arg(&self.downloads).args(words);
        inside
    }

    /// Fails where a file of the package is still there; tells what the agent's own folder keeps.
    fn nothing_left(&self, installed: &BTreeSet<String>) -> Result<()> {
        let left = installed.iter().filter(|path| self.folder.join(path.trim_start_matches('/')).is_file());
        let left: Vec<&String> = left.collect();
        if !left.is_empty() {
            bail!("the package is removed and left {left:?}");
        }
        let named = "find / -xdev -path /proc -prune -o -path /dev -prune -o -iname '*candor*' -print | sort";
        let named = read(&mut self.inside(&["sh", "-c", named]))?;
        let named = String::from_utf8_lossy(&named).into_owned();
        let foreign = |path: &&str| {
            !path.starts_with(HOME)
                && !["/tmp/", "/run/user/", "/var/"].iter().any(|top| path.starts_with(top))
        };
        let foreign: Vec<&str> = named.lines().filter(foreign).collect();
        if !foreign.is_empty() {
            bail!("the package is removed and left {foreign:?}");
        }
        println!(
            "Nothing of the package is left. What carries its name, and is not the package's to remove:"
        );
        print!("{named}");
        Ok(())
    }
}

/// Removes a system, which has nothing mounted: its mounts were its processes' own.
fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        shell::run(command("rm", ["--recursive", "--force", "--one-file-system", "--"]).arg(folder))?;
    }
    Ok(())
}
