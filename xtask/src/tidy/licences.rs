//! Licences, bans and sources of everything that Candor is built from, by the lists of `deny.toml`.
//!
//! `cargo deny --workspace check` checks the same where it is installed; this needs no more than `cargo metadata`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use super::crates::Package;
use crate::codegen::licences::known;

/// The parts of `deny.toml` that are checked here.
#[derive(Debug, Deserialize)]
pub struct Deny {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    #[serde(default)]
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Sources {
    #[serde(rename = "allow-registry")]
    registries: Vec<String>,
}

/// What is wrong with the crates.
pub fn check(packages: &[Package], deny: &Deny) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for package in packages {
        let Some(source) = &package.source else { continue };
        let what = format!("{} {}", package.name, package.version);
        let registry = source.strip_prefix("registry+").unwrap_or(source);
        if !deny.sources.registries.iter().any(|allowed| allowed == registry) {
            problems.push(format!("{what}: comes from {source}, which deny.toml doesn't allow"));
        }
        if let Some(ban) = deny.bans.deny.iter().find(|ban| ban.name == package.name) {
            problems.push(format!("{what}: banned by deny.toml: {}", ban.reason));
        }
        let excepted = deny.licenses.exceptions.iter().filter(|e| e.name == package.name);
        let excepted: Vec<_> = excepted.flat_map(|e| e.allow.clone()).collect();
        let licence = package.license.as_deref();
        problems.extend(licence_problem(&what, licence, &deny.licenses.allow, &excepted)?);
    }
    Ok(problems)
}

/// What is wrong with the front end's packages, by npm's lock file; `excepted` allows single ones more than `deny`.
pub fn check_npm(lock: &str, deny: &Deny, excepted: &BTreeMap<String, Vec<String>>) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Lock {
        packages: BTreeMap<String, Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        license: Option<String>,
        resolved: Option<String>,
    }
    let lock: Lock = serde_json::from_str(lock).context("ui/package-lock.json")?;
    let mut problems = Vec::new();
    for (path, package) in &lock.packages {
        // The workspace's own packages stand in the lock with their folders, and as links to them.
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        if name.starts_with("@candor/") {
            continue;
        }
        if package.resolved.as_deref().is_some_and(|url| !url.starts_with("https://registry.npmjs.org/")) {
            problems
                .push(format!("ui/package-lock.json: {name} comes from another place than npm's registry"));
        }
        let licence = package.license.as_deref().or_else(|| known(name));
        let excepted = excepted.get(name).map_or(&[][..], Vec::as_slice);
        problems.extend(licence_problem(&format!("npm {name}"), licence, &deny.licenses.allow, excepted)?);
    }
    Ok(problems)
}

fn licence_problem(
    what: &str,
    licence: Option<&str>,
    allowed: &[String],
    excepted: &[String],
) -> Result<Option<String>> {
    let Some(text) = licence else {
        return Ok(Some(format!("{what}: says nothing of its licence")));
    };
    let expression =
        Expression::parse_mode(text, ParseMode::LAX).with_context(|| format!("{what}: licence {text:?}"))?;
    let allowed = |id: &str| allowed.iter().chain(excepted).any(|allowed| allowed == id);
    if expression.evaluate(|requirement| allowed(&requirement.to_string())) {
        return Ok(None);
    }
    Ok(Some(format!("{what}: its licence {text} is not among those that deny.toml allows")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
    const DENY: &str = r#"
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        exceptions = [{ crate = "css", allow = ["MPL-2.0"] }]
        [bans]
        deny = [{ crate = "screenshots", reason = "frozen" }]
        [sources]
        allow-registry = ["https://github.com/rust-lang/crates.io-index"]
    "#;

    fn deny() -> Deny {
        toml::from_str(DENY).unwrap()
    }

    fn package(name: &str, license: Option<&str>, source: &str) -> Package {
        let json = serde_json::json!({
            "id": name, "name": name, "version": "1.0.0", "license": license, "source": source,
            "manifest_path": "Cargo.toml", "dependencies": [], "targets": [],
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn licences_are_judged_as_expressions() {
        for (name, licence, fine) in [
            ("a", Some("MIT"), true),
            ("a", Some("MIT/Apache-2.0"), true),
            ("a", Some("GPL-3.0-only OR MIT"), true),
            ("a", Some("GPL-3.0-only AND MIT"), false),
            ("a", Some("Apache-2.0 WITH LLVM-exception"), true),
            ("a", Some("MPL-2.0"), false),
            ("css", Some("MPL-2.0"), true),
            ("a", None, false),
        ] {
            let package = package(name, licence, CRATES_IO);
            let problems = check(&[package], &deny()).unwrap();
            assert_eq!(problems.is_empty(), fine, "{name} {licence:?}: {problems:?}");
        }
    }

    #[test]
    fn bans_and_sources_are_kept() {
        for (name, source, problems) in [
            ("a", CRATES_IO, 0),
            ("screenshots", CRATES_IO, 1),
            ("a", "git+https://git.example/a", 1),
            ("a", "registry+https://mirror.example/index", 1),
        ] {
            let found = check(&[package(name, Some("MIT"), source)], &deny()).unwrap();
            assert_eq!(found.len(), problems, "{found:?}");
        }
    }

    #[test]
    fn npm_packages_are_judged_alike() {
        let lock = r#"{"packages": {
            "": {"license": "none"},
            "desktop": {"license": "none"},
            "node_modules/@candor/desktop": {"resolved": "desktop", "link": true},
            "node_modules/a": {"license": "MIT"},
            "node_modules/a/node_modules/b": {"license": "SSPL-1.0"},
            "node_modules/c": {"license": "MIT", "resolved": "https://mirror.example/c.tgz"},
            "node_modules/@face/d": {"license": "OFL-1.1"}
        }}"#;
        let excepted = BTreeMap::from([("@face/d".to_owned(), vec!["OFL-1.1".to_owned()])]);
        assert_eq!(check_npm(lock, &deny(), &BTreeMap::new()).unwrap().len(), 3);
        let found = check_npm(lock, &deny(), &excepted).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
