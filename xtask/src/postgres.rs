//! A PostgreSQL of a task's own: in a new folder, reached by a socket in it and by nothing else, gone when dropped.

use std::{
    fs,
    os::unix::{
        fs::{DirBuilderExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, bail};

use crate::{deps, shell::show, stage::until};

/// What Debian's packages call the user that PostgreSQL runs as; it refuses to run as root.
const USER: &str = "postgres";
const OWNER: &str = "candor";

/// A running server.
pub struct Postgres {
    folder: PathBuf,
    server: Child,
}

impl Postgres {
    /// Makes an empty server and waits until it answers. It keeps nothing safe from a power cut, which makes it quick.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = std::env::temp_dir().join(format!("candor-postgres-{}", std::process::id()));
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("{} can't be made", folder.display()))?;
        let user = if deps::is_root() { Some(ids(USER)?) } else { None };
        if let Some((user, group)) = user {
            chown(&folder, Some(user), Some(group))?;
        }
        let program = |name: &str| {
            let mut command = Command::new(programs.join(name));
            command.current_dir(&folder).stdin(Stdio::null()).stdout(Stdio::null());
            if let Some((user, group)) = user {
                command.uid(user).gid(group);
            }
            command
        };
        let mut initdb = program("initdb");
        initdb.args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--username", OWNER]);
        let output = initdb.args(["-D", "data"]).stderr(Stdio::piped()).output();
        let output = output.with_context(|| format!("`{}` can't be started", show(&initdb)))?;
        if !output.status.success() {
            bail!("`{}` failed: {}", show(&initdb), String::from_utf8_lossy(&output.stderr));
        }
        let log = fs::File::create(folder.join("log"))?;
        let mut server = program("postgres");
        server.args([
            "-D",
            "data",
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=300",
        ]);
        server.arg("-k").arg(&folder).stderr(log);
        let server = server.spawn().with_context(|| format!("`{}` can't be started", show(&server)))?;
        let mut started = Self { folder, server };
        started.wait(&programs)?;
        Ok(started)
    }

    fn wait(&mut self, programs: &Path) -> Result<()> {
        until("PostgreSQL", Duration::from_secs(60), || {
            if let Some(status) = self.server.try_wait()? {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL ended with {status}: {log}");
            }
            let mut ask = Command::new(programs.join("pg_isready"));
            let answer = ask.arg("-q").arg("-h").arg(&self.folder).status()?;
            Ok(answer.success().then_some(()))
        })
    }

    /// The address of a database, with a question mark for its name.
    pub fn address(&self) -> String {
        let folder = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://{OWNER}@{folder}/?")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let pid = nix::unistd::Pid::from_raw(self.server.id() as i32);
        // SIGINT ends it at once, whoever is connected.
        let _ = nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT);
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of PostgreSQL's programs: Debian's newest, or wherever `pg_config` says.
fn programs() -> Result<PathBuf> {
    let version = |path: &PathBuf| {
        path.parent().and_then(Path::file_name).and_then(|name| name.to_string_lossy().parse::<u32>().ok())
    };
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = installed.map(|entry| entry.path().join("bin")).filter(|path| path.join("initdb").exists());
    if let Some(newest) = debian.max_by_key(version) {
        return Ok(newest);
    }
    let said = Command::new("pg_config").arg("--bindir").output();
    let said =
        said.context("PostgreSQL's programs aren't installed: `cargo xtask deps` says what is missing")?;
    Ok(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()))
}

/// The numbers of a user and of their group.
fn ids(user: &str) -> Result<(u32, u32)> {
    let number = |option: &str| -> Result<u32> {
        let output = Command::new("id").args([option, user]).output()?;
        String::from_utf8_lossy(&output.stdout)
            .trim()
            .parse()
            .with_context(|| format!("there is no user {user}"))
    };
    Ok((number("-u")?, number("-g")?))
}
