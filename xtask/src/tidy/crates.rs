//! Rules about the workspace's crates: which may use which, and what every one of them says about itself.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell::root;

/// What `cargo metadata` prints, as far as it is needed.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// The workspace's packages and everything that they depend on.
    pub packages: Vec<Package>,
    workspace_members: Vec<String>,
}

/// One package.
#[derive(Debug, Deserialize)]
pub struct Package {
    id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its SPDX expression, where it has one.
    pub license: Option<String>,
    /// Where it comes from; nothing for a path.
    pub source: Option<String>,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
    src_path: PathBuf,
}

/// Which of the workspace's crates each one may use, for tests and build scripts as well; ARCHITECTURE.md shows the same.
/// A crate that stands here with `None` may use all.
const MAY_USE: &[(&str, Option<&[&str]>)] = &[
    ("candor-domain", Some(&[])),
    ("candor-consent", Some(&["candor-domain"])),
    ("candor-wire", Some(&["candor-domain"])),
    ("candor-capture", Some(&["candor-consent", "candor-domain"])),
    ("candor-store", Some(&["candor-consent", "candor-domain"])),
    ("candor-upload", Some(&["candor-domain", "candor-wire"])),
    (
        "candor-engine",
        Some(&[
            "candor-capture",
            "candor-consent",
            "candor-domain",
            "candor-store",
            "candor-upload",
            "candor-wire",
        ]),
    ),
    ("candor-cli", Some(&["candor-domain", "candor-engine"])),
    ("candor-desktop", Some(&["candor-domain", "candor-engine"])),
    ("candor-server", Some(&["candor-consent", "candor-domain", "candor-wire"])),
    ("candor-tests", None),
    ("xtask", None),
];

/// What is wrong with the workspace's crates.
pub fn check(metadata: &Metadata, unsafe_files: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let members: Vec<&Package> =
        metadata.packages.iter().filter(|p| metadata.workspace_members.contains(&p.id)).collect();
    let used =
        members.iter().map(|p| (p.name.as_str(), p.dependencies.iter().map(|d| d.name.as_str()).collect()));
    let mut problems = direction(&used.collect());
    for package in &members {
        let manifest = fs::read_to_string(&package.manifest_path)
            .with_context(|| format!("cannot read {}", package.manifest_path.display()))?;
        if !takes_workspace_lints(&manifest)? {
            problems.push(format!("{}: its Cargo.toml lacks `[lints] workspace = true`", package.name));
        }
        let folder = relative(package.manifest_path.parent().unwrap_or(&package.manifest_path));
        // Where a file talks to an operating system the lint of the workspace denies unsafe code elsewhere.
        if unsafe_files.keys().any(|path| path.starts_with(&format!("{folder}/"))) {
            continue;
        }
        for target in package.targets.iter().filter(|t| t.kind.iter().any(|k| k == "lib" || k == "bin")) {
            let text = fs::read_to_string(&target.src_path)
                .with_context(|| format!("cannot read {}", target.src_path.display()))?;
            if !forbids_unsafe(&text) {
                problems.push(format!(
                    "{}: the root of a crate says #![forbid(unsafe_code)]",
                    relative(&target.src_path)
                ));
            }
        }
    }
    Ok(problems)
}

/// Crates that use another against the arrows.
fn direction(used: &BTreeMap<&str, Vec<&str>>) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, dependencies) in used {
        let Some((_, allowed)) = MAY_USE.iter().find(|(member, _)| member == name) else {
            problems.push(format!("{name}: unknown crate; say in xtask/src/tidy/crates.rs what it may use"));
            continue;
        };
        let Some(allowed) = allowed else { continue };
        for dependency in dependencies.iter().filter(|d| used.contains_key(*d) && !allowed.contains(d)) {
            problems.push(format!(
                "{name} may not use {dependency}: the dependencies' direction in ARCHITECTURE.md"
            ));
        }
    }
    problems
}

fn takes_workspace_lints(manifest: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Manifest {
        #[serde(default)]
        lints: Lints,
    }
    #[derive(Default, Deserialize)]
    struct Lints {
        #[serde(default)]
        workspace: bool,
    }
    Ok(toml::from_str::<Manifest>(manifest)?.lints.workspace)
}

fn forbids_unsafe(root: &str) -> bool {
    root.lines().any(|line| line.trim() == "#![forbid(unsafe_code)]")
}

/// A path from the repository's root, with slashes.
fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(name: &'static str, dependency: &'static str) -> Vec<String> {
        direction(&BTreeMap::from([(name, vec![dependency, "serde"]), (dependency, vec![])]))
    }

    #[test]
    fn arrows_point_one_way() {
        for (name, dependency) in [
            ("candor-consent", "candor-domain"),
            ("candor-engine", "candor-store"),
            ("candor-server", "candor-consent"),
            ("xtask", "candor-server"),
        ] {
            assert_eq!(problems(name, dependency), [""; 0], "{name} → {dependency}");
        }
        for (name, dependency) in [
            ("candor-domain", "candor-consent"),
            ("candor-capture", "candor-store"),
            ("candor-desktop", "candor-store"),
            ("candor-server", "candor-store"),
            ("candor-engine", "candor-server"),
        ] {
            assert_eq!(problems(name, dependency).len(), 1, "{name} → {dependency}");
        }
    }

    #[test]
    fn a_new_crate_must_be_given_its_place() {
        assert!(problems("candor-extra", "candor-domain")[0].contains("unknown crate"));
    }

    #[test]
    fn workspace_lints_are_recognised() {
        for (manifest, taken) in [
            ("[package]\nname = \"a\"\n[lints]\nworkspace = true\n", true),
            ("[package]\nname = \"a\"\n", false),
            ("[lints]\nworkspace = false\n", false),
            ("[lints.rust]\nunsafe_code = \"deny\"\n", false),
        ] {
            assert_eq!(takes_workspace_lints(manifest).unwrap(), taken, "{manifest}");
        }
    }

    #[test]
    fn a_comment_forbids_nothing() {
        assert!(forbids_unsafe("//! Docs.\n\n#![forbid(unsafe_code)]\n"));
        assert!(!forbids_unsafe("// #![forbid(unsafe_code)]\n"));
    }
}
