//! The repository's own rules, as code.

mod crates;
mod docs;
mod files;
mod licences;

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::shell::{self, cargo, command, root};

/// Exceptions: paths, each with its reason, and packages with their licences.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    long_files: BTreeMap<String, String>,
    unsafe_files: BTreeMap<String, String>,
    sleeping_files: BTreeMap<String, String>,
    ignoring_files: BTreeMap<String, String>,
    npm_licences: BTreeMap<String, Vec<String>>,
}

/// A file under version control.
struct File {
    /// Its path from the root, with slashes.
    path: String,
    /// Its size in bytes.
    bytes: u64,
    /// Its content, unless it is no text.
    text: Option<String>,
}

/// Checks every rule and lists everything that breaks one.
pub fn run() -> Result<()> {
    let files = tracked_files()?;
    let exceptions: Exceptions = toml::from_str(&read("xtask/tidy.toml")?).context("xtask/tidy.toml")?;
    let metadata = shell::read(&mut cargo(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: crates::Metadata = serde_json::from_str(&metadata).context("cargo metadata's answer")?;
    let deny: licences::Deny = toml::from_str(&read("deny.toml")?).context("deny.toml")?;

    let mut problems = Vec::new();
    problems.extend(crates::check(&metadata, &exceptions.unsafe_files)?);
    problems.extend(files::check(&files, &exceptions));
    problems.extend(licences::check(&metadata.packages, &deny)?);
    problems.extend(licences::check_npm(&read("ui/package-lock.json")?, &deny, &exceptions.npm_licences)?);
    problems.extend(docs::check(&files, &tasks()));
    problems.extend(crate::codegen::licences::check()?);

    for problem in &problems {
        eprintln!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("1 rule is broken"),
        many => bail!("{many} rules are broken"),
    }
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(root().join(path)).with_context(|| format!("cannot read {path}"))
}

/// The files that git has, and those that it would have with the next `git add`.
fn tracked_files() -> Result<Vec<File>> {
    let args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = shell::read(&mut command("git", args))?;
    let mut files = Vec::new();
    for path in listed.split_terminator('\0') {
        let full: PathBuf = root().join(path);
        // Listed and gone: deleted without having been committed yet.
        let Ok(content) = fs::read(&full) else { continue };
        let bytes = content.len() as u64;
        files.push(File { path: path.into(), bytes, text: String::from_utf8(content).ok() });
    }
    Ok(files)
}

/// The names of xtask's tasks.
fn tasks() -> Vec<String> {
    use clap::CommandFactory;
    crate::Cli::command().get_subcommands().map(|task| task.get_name().to_owned()).collect()
}
