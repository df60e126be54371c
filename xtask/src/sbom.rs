//! Bills of materials: what each program is built from, as CycloneDX 1.6 (ECMA-424) in JSON.
//!
//! One for what an operator runs and one for what agents are given, each with the page in it. They come from Cargo.lock and
//! ui/package-lock.json alone, without times or random names, so that the same source gives the same bill.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    codegen::licences::{self, Package, SHIPPED},
    shell::root,
    stage::programs::target_folder,
};

/// The programs of each bill.
const BILLS: [(&str, &[&str]); 2] = [("candor", &SHIPPED), ("candor-server", &["candor-server"])];
/// Their version is this package's: all have the workspace's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes the bills.
pub fn run() -> Result<()> {
    let folder = target_folder()?.join("sbom");
    for (name, programs) in BILLS {
        let path = write(&folder, name, programs)?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

fn write(folder: &Path, name: &str, programs: &[&str]) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let bill = bill(name, &licences::crates(programs)?, &licences::npm()?, &digests(&lock)?);
    let path = folder.join(format!("{name}.cdx.json"));
    fs::write(&path, serde_json::to_string_pretty(&bill)? + "\n")
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// SHA-256 of each crate's archive, by name and version.
fn digests(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        name: String,
        version: String,
        checksum: Option<String>,
    }
    let lock: Lock = toml::from_str(lock).context("Cargo.lock")?;
    let packages = lock.package.into_iter();
    Ok(packages.filter_map(|p| Some(((p.name, p.version), p.checksum?))).collect())
}

fn bill(
    name: &str,
    crates: &[Package],
    npm: &[Package],
    digests: &BTreeMap<(String, String), String>,
) -> Value {
    let digest = |package: &Package| digests.get(&(package.name.clone(), package.version.clone()));
    let crates = crates.iter().map(|package| component("cargo", package, digest(package)));
    let mut components: Vec<_> = crates.chain(npm.iter().map(|p| component("npm", p, None))).collect();
    components.sort_by_key(|component| component["purl"].to_string());
    components.dedup();
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{ "phase": "pre-build" }],
            "component": {
                "type": "application",
                "bom-ref": name,
                "name": name,
                "version": VERSION,
                "licenses": [{ "expression": "Apache-2.0 OR MIT" }],
            },
        },
        "components": components,
    })
}

fn component(kind: &str, package: &Package, digest: Option<&String>) -> Value {
    let Package { name, version, licence, .. } = package;
    // What has a meaning of its own in a package URL (ECMA-427).
    let part = |text: &str| text.replace('@', "%40").replace('+', "%2B");
    let purl = format!("pkg:{kind}/{}@{}", part(name), part(version));
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{ "expression": licence }],
    });
    if let Some(digest) = digest {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": digest }]);
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str) -> Package {
        let (name, version, licence) = (name.into(), version.into(), "MIT".into());
        Package { name, version, licence, folder: PathBuf::new(), authors: Vec::new() }
    }

    #[test]
    fn a_bill_names_each_part_once_with_its_digest() {
        let lock = "[[package]]\nname = \"zstd-sys\"\nversion = \"2.0.16+zstd.1.5.7\"\nchecksum = \"ab\"\n\
                    [[package]]\nname = \"candor-wire\"\nversion = \"0.1.0\"\n";
        let zstd = package("zstd-sys", "2.0.16+zstd.1.5.7");
        let bill = bill(
            "candor-server",
            &[zstd.clone(), zstd],
            &[package("@fluent/bundle", "0.19.1")],
            &digests(lock).unwrap(),
        );
        let parts: Vec<_> = bill["components"].as_array().unwrap().iter().map(|part| &part["purl"]).collect();
        assert_eq!(parts, ["pkg:cargo/zstd-sys@2.0.16%2Bzstd.1.5.7", "pkg:npm/%40fluent/bundle@0.19.1"]);
        assert_eq!(bill["components"][0]["hashes"], json!([{ "alg": "SHA-256", "content": "ab" }]));
        assert!(bill["components"][1].get("hashes").is_none());
    }

    /// What is linked is in it, and what only builds or tests isn't.
    #[test]
    fn the_servers_bill_is_of_what_it_links() {
        let crates = licences::crates(&["candor-server"]).unwrap();
        let has = |name: &str| crates.iter().any(|package| package.name == name);
        assert!(has("axum") && has("argon2") && has("libsqlite3-sys"));
        assert!(!has("tempfile") && !has("xcap") && !has("insta"));
    }
}
