//! Writes the generated files that are committed. Tests compare them, so that none can drift.

pub mod licences;

use std::fs;

use anyhow::{Context, Result};

use crate::shell::{self, cargo, root};

/// The API as the server describes it itself.
const OPENAPI: &str = "server/openapi.json";

/// Set for the tests that compare generated files: they write instead.
const UPDATE: &str = "CANDOR_UPDATE_GENERATED";

/// Which files to write.
#[derive(clap::Args)]
pub struct Args {
    /// Only these; all where none is named.
    #[arg(value_enum)]
    files: Vec<Generated>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Generated {
    Openapi,
    Typescript,
    Licences,
}

/// Writes them.
pub fn run(args: &Args) -> Result<()> {
    let wanted = |file| args.files.is_empty() || args.files.contains(&file);
    if wanted(Generated::Openapi) {
        openapi()?;
    }
    if wanted(Generated::Typescript) {
        typescript()?;
    }
    if wanted(Generated::Licences) {
        licences::write()?;
    }
    Ok(())
}

/// Writes the OpenAPI document.
fn openapi() -> Result<()> {
    let printed = shell::read(&mut cargo(["run", "--quiet", "--package", "candor-server", "--", "openapi"]))?;
    serde_json::from_str::<serde::de::IgnoredAny>(&printed)
        .context("`candor-server openapi` printed something that is not JSON")?;
    let text = format!("{}\n", printed.trim_end());
    fs::write(root().join(OPENAPI), text).with_context(|| format!("cannot write {OPENAPI}"))?;
    println!("wrote {OPENAPI}");
    Ok(())
}

/// Writes the TypeScript of the desktop's view models.
fn typescript() -> Result<()> {
    let test = ["test", "--quiet", "--package", "candor-desktop", "--lib", "the_front_ends_types"];
    shell::run(cargo(test).env(UPDATE, "1"))?;
    println!("wrote ui/ipc/src/generated.ts");
    Ok(())
}
