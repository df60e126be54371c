//! `src-tauri/licences.txt`: what the shipped programs and the page are built from, and under which licences.
//!
//! The list comes from Cargo.lock and ui/package-lock.json alone, so it is the same on every machine; what it leaves out
//! is found by `cargo xtask tidy`. Lines of copyright and notices come from the packages' own files, the licences' texts
//! from the SPDX list.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use crate::shell::{self, cargo, root};

/// The file, which the window's page "about" shows.
pub const FILE: &str = "src-tauri/licences.txt";
const NPM_LOCK: &str = "ui/package-lock.json";

/// The programs that are given to agents.
pub const SHIPPED: [&str; 3] = ["candor-cli", "candor-capture", "candor-desktop"];
/// The systems that they are built for; one list serves all.
const TARGETS: [&str; 4] =
    ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin", "x86_64-apple-darwin"];
/// Where a package offers a choice, the one that comes first here is taken.
const PREFERRED: [&str; 2] = ["Apache-2.0", "MIT"];
/// Licences for the use of which nothing has to be said.
const FREE: [&str; 4] = ["0BSD", "CC0-1.0", "MIT-0", "Unlicense"];

/// A package as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Who made it, where its manifest says.
    pub authors: Vec<String>,
}

impl Package {
    /// The line that lists it.
    fn line(&self) -> String {
        format!("- {} {}, {}", self.name, self.version, self.licence)
    }
}

/// Writes the file.
pub fn write() -> Result<()> {
    let text = text(&packages()?, &accepted()?)?;
    fs::write(root().join(FILE), &text).with_context(|| format!("cannot write {FILE}"))?;
    println!("wrote {FILE}, {} KB", text.len() / 1024);
    Ok(())
}

/// What the file lists that it shouldn't, and the other way round.
pub fn check() -> Result<Vec<String>> {
    let text = fs::read_to_string(root().join(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    Ok(differences(&text, &packages()?))
}

fn differences(text: &str, packages: &[Package]) -> Vec<String> {
    let listed: BTreeSet<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
    let wanted: Vec<String> = packages.iter().map(Package::line).collect();
    let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    let lacks = wanted.difference(&listed).map(|line| format!("lacks {:?}", &line[2..]));
    let more = listed.difference(&wanted).map(|line| format!("lists {:?}, which isn't shipped", &line[2..]));
    lacks.chain(more).map(|what| format!("{FILE}: {what}; run `cargo xtask codegen`")).collect()
}

/// Everything that the programs link and the page is bundled from, in order.
fn packages() -> Result<Vec<Package>> {
    let mut all = crates(&SHIPPED)?;
    all.extend(npm()?);
    all.sort();
    all.dedup_by(|a, b| a.line() == b.line());
    Ok(all)
}

/// The crates that some programs link on any system.
pub fn crates(programs: &[&str]) -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Crate>,
    }
    #[derive(Deserialize)]
    struct Crate {
        name: String,
        version: String,
        license: Option<String>,
        source: Option<String>,
        manifest_path: PathBuf,
        authors: Vec<String>,
    }
    let mut linked = BTreeSet::new();
    for target in TARGETS {
        let mut tree = cargo(["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none"]);
        tree.args(["--format", "{p}", "--target", target]);
        for name in programs {
            tree.args(["--package", name]);
        }
        linked.extend(shell::read(&mut tree)?.lines().filter_map(named));
    }
    let metadata = shell::read(&mut cargo(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cargo metadata's answer")?;
    let packages = metadata.packages.into_iter().filter(|package| package.source.is_some());
    packages
        .filter(|package| linked.contains(&(package.name.clone(), package.version.clone())))
        .map(|package| {
            let Crate { name, version, license, manifest_path, authors, .. } = package;
            let licence = license.with_context(|| format!("{name} {version} says nothing of its licence"))?;
            // An old way to write a choice.
            let licence = licence.replace(" / ", " OR ").replace('/', " OR ");
            let folder = manifest_path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
            Ok(Package { name, version, licence, folder, authors })
        })
        .collect()
}

/// Name and version in a line of `cargo tree`: `serde v1.0.229 (*)`.
fn named(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace();
    let (name, version) = (words.next()?, words.next()?);
    Some((name.into(), version.strip_prefix('v')?.into()))
}

/// The packages that the page may be bundled from: npm's, without those that only build and test it.
pub fn npm() -> Result<Vec<Package>> {
    let lock =
        fs::read_to_string(root().join(NPM_LOCK)).with_context(|| format!("cannot read {NPM_LOCK}"))?;
    npm_packages(&lock)
}

fn npm_packages(lock: &str) -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Lock {
        packages: BTreeMap<String, Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        version: Option<String>,
        license: Option<String>,
        #[serde(default)]
        dev: bool,
        #[serde(default)]
        link: bool,
    }
    let lock: Lock = serde_json::from_str(lock).context(NPM_LOCK)?;
    let mut found = Vec::new();
    for (path, package) in lock.packages {
        // The front end's own packages have no place among others.
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        if package.dev || package.link {
            continue;
        }
        let version = package.version.with_context(|| format!("{NPM_LOCK}: {name} has no version"))?;
        // Some packages have a licence only as a file; npm's lock then says nothing.
        let licence = package.license.or_else(|| known(name).map(str::to_owned)).with_context(|| {
            format!("{NPM_LOCK}: {name} says nothing of its licence: read it, and name it in xtask/src/codegen/licences.rs")
        })?;
        let folder = root().join("ui").join(&path);
        found.push(Package { name: name.into(), version, licence, folder, authors: Vec::new() });
    }
    Ok(found)
}

/// What was read in the licence files of packages that name none.
pub fn known(name: &str) -> Option<&'static str> {
    (name == "svelte-toolbelt").then_some("MIT")
}

/// The licences that `deny.toml` allows, those that are preferred first.
fn accepted() -> Result<Vec<Licensee>> {
    #[derive(Deserialize)]
    struct Deny {
        licenses: Lists,
    }
    #[derive(Deserialize)]
    struct Lists {
        allow: Vec<String>,
        #[serde(default)]
        exceptions: Vec<Lists>,
    }
    let deny = fs::read_to_string(root().join("deny.toml")).context("cannot read deny.toml")?;
    let Lists { allow, exceptions } = toml::from_str::<Deny>(&deny).context("deny.toml")?.licenses;
    let excepted = exceptions.into_iter().flat_map(|lists| lists.allow);
    let all = PREFERRED.map(str::to_owned).into_iter().chain(allow).chain(excepted);
    all.map(|name| Licensee::parse(&name).map_err(|error| anyhow!("{name}: {error}"))).collect()
}

/// The licences that are used of what a package offers.
fn chosen(package: &Package, accepted: &[Licensee]) -> Result<Vec<String>> {
    let expression = Expression::parse_mode(&package.licence, ParseMode::LAX)
        .map_err(|error| anyhow!("{}: {error}", package.line()))?;
    let needed = expression.minimized_requirements(accepted);
    let needed = needed.map_err(|error| anyhow!("{}: {error}", package.line()))?;
    let mut needed: Vec<String> = needed.iter().map(ToString::to_string).collect();
    needed.sort();
    Ok(needed)
}

fn text(packages: &[Package], accepted: &[Licensee]) -> Result<String> {
    let mut groups: BTreeMap<Vec<String>, Vec<&Package>> = BTreeMap::new();
    for package in packages {
        groups.entry(chosen(package, accepted)?).or_default().push(package);
    }
    let mut text = String::from(
        "Candor is licensed under Apache-2.0 or MIT, as you choose.\n\n\
         It is built from the packages below, on one system or another. Where a package offers a choice of licences, it is\n\
         used under the one in its heading. The texts of all licences follow the list.\n",
    );
    let mut texts = BTreeSet::new();
    for (licences, packages) in &groups {
        let _ = write!(text, "\n\n{}\n\n", licences.join(" and "));
        let free = licences.iter().all(|licence| FREE.contains(&licence.as_str()));
        for package in packages {
            let _ = writeln!(text, "{}", package.line());
            if !free {
                for said in said(package, licences)? {
                    let _ = writeln!(text, "    {said}");
                }
            }
        }
        texts.extend(licences.iter().flat_map(|licence| licence.split(" WITH ")));
    }
    for name in texts {
        let words = spdx::license_id(name)
            .map(|id| id.text())
            .or_else(|| spdx::exception_id(name).map(|id| id.text()))
            .with_context(|| format!("SPDX has no text of {name}"))?;
        let _ = write!(text, "\n\n{}\n{name}\n\n{}\n", "=".repeat(80), words.trim());
    }
    Ok(text)
}

/// What has to be said of a package beside its licence: whose it is, its notice, where its source lies.
fn said(package: &Package, licences: &[String]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    let entries = fs::read_dir(&package.folder).with_context(|| {
        format!("{} is needed for its licence: run `npm ci` in ui/", package.folder.display())
    })?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let apache_only = licences.iter().all(|licence| licence.starts_with("Apache-2.0"));
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let is = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
        // Apache-2.0 wants the notice passed on, the others the lines of copyright.
        if is(&["notice"]) {
            lines.extend(
                read(&file)?.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned),
            );
        } else if !apache_only && is(&["license", "licence", "copying", "copyright"]) {
            lines.extend(read(&file)?.lines().filter_map(copyright));
        }
    }
    if lines.is_empty() && !apache_only && !package.authors.is_empty() {
        lines.push(format!("By {}", package.authors.join(", ")));
    }
    if licences.iter().any(|licence| licence == "MPL-2.0") {
        lines.push(format!("Source: https://crates.io/crates/{}/{}", package.name, package.version));
    }
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    Ok(lines)
}

fn read(file: &Path) -> Result<String> {
    if file.is_dir() {
        return Ok(String::new());
    }
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    if bytes.len() > 200_000 {
        bail!("{} is too long for a licence", file.display());
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The line where it says whose something is, and not what copyright is.
fn copyright(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['*', '#', '/', '|', ' ']);
    let rest = line.strip_prefix("Copyright").or_else(|| line.strip_prefix("COPYRIGHT"))?;
    let rest = rest.trim_start();
    let whose = rest.starts_with(['(', '©', '1', '2'])
        || ["by ", "The ", "the "].iter().any(|word| rest.starts_with(word));
    let blank = ["[yyyy]", "<year>", "{year}", "<yyyy>", "<owner>"].iter().any(|part| line.contains(part));
    (whose && !blank).then(|| line.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, licence: &str) -> Package {
        let (folder, authors) = (PathBuf::new(), Vec::new());
        Package { name: name.into(), version: version.into(), licence: licence.into(), folder, authors }
    }

    #[test]
    fn a_list_that_lags_behind_is_found() {
        let packages = [package("a", "1.0.0", "MIT"), package("b", "2.0.0", "Zlib OR MIT")];
        let text = "MIT\n\n- a 1.0.0, MIT\n    Copyright 2020\n- b 2.0.0, Zlib OR MIT\n";
        assert_eq!(differences(text, &packages), [""; 0]);
        assert_eq!(differences(&text.replace("2.0.0", "1.9.0"), &packages).len(), 2, "another version");
        assert_eq!(
            differences(&text.replace("1.0.0, MIT", "1.0.0, ISC"), &packages).len(),
            2,
            "another licence"
        );
        assert_eq!(differences(text, &packages[..1]).len(), 1, "no longer shipped");
    }

    #[test]
    fn of_a_choice_the_preferred_is_taken_and_of_a_sum_all() {
        let accepted: Vec<Licensee> = ["Apache-2.0", "MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]
            .map(|name| Licensee::parse(name).unwrap())
            .into();
        for (licence, taken) in [
            ("MIT OR Apache-2.0", &["Apache-2.0"][..]),
            ("MIT", &["MIT"]),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", &["Apache-2.0", "Unicode-3.0"]),
            ("Apache-2.0 WITH LLVM-exception", &["Apache-2.0 WITH LLVM-exception"]),
        ] {
            assert_eq!(chosen(&package("a", "1.0.0", licence), &accepted).unwrap(), taken, "{licence}");
        }
        assert!(chosen(&package("a", "1.0.0", "GPL-3.0-only"), &accepted).is_err());
    }

    #[test]
    fn lines_of_copyright_name_somebody() {
        for (line, whose) in [
            ("Copyright (c) 2015 The Example Authors", Some("Copyright (c) 2015 The Example Authors")),
            (
                "  // Copyright 2020 Ann Example <ann@mail.example>",
                Some("Copyright 2020 Ann Example <ann@mail.example>"),
            ),
            ("Copyright [yyyy] [name of copyright owner]", None),
            ("Copyright (c) <year> <copyright holders>", None),
            ("Copyright and Related Rights include", None),
            ("The above copyright notice", None),
        ] {
            assert_eq!(copyright(line).as_deref(), whose, "{line}");
        }
    }

    #[test]
    fn what_only_builds_the_page_is_not_shipped() {
        let lock = r#"{"packages": {
            "": {"license": "none"},
            "node_modules/@candor/ipc": {"resolved": "ipc", "link": true},
            "node_modules/a": {"version": "1.0.0", "license": "MIT"},
            "node_modules/a/node_modules/b": {"version": "2.0.0", "license": "ISC"},
            "node_modules/c": {"version": "1.0.0", "license": "MIT", "dev": true}
        }}"#;
        let lines: Vec<String> = npm_packages(lock).unwrap().iter().map(Package::line).collect();
        assert_eq!(lines, ["- a 1.0.0, MIT", "- b 2.0.0, ISC"]);
        assert!(npm_packages(r#"{"packages": {"node_modules/a": {"version": "1.0.0"}}}"#).is_err());
    }

    #[test]
    fn a_line_of_the_tree_names_a_package() {
        let serde = Some(("serde".to_owned(), "1.0.229".to_owned()));
        assert_eq!(named("serde v1.0.229 (*)"), serde);
        assert_eq!(named("serde v1.0.229"), serde);
        assert_eq!(named(""), None);
    }
}
