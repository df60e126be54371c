//! The repository's own tasks, run as `cargo xtask TASK`.

#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task's output is for the person who runs it"
)]

mod bench;
mod codegen;
mod cross;
mod demo;
mod deps;
mod package;
#[cfg(target_os = "linux")]
mod postgres;
mod sbom;
mod shell;
mod soak;
mod stage;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Candor's development tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Play one consented session on a virtual display, and check and picture what each person saw.
    Demo(demo::Args),
    /// Measure weight, exactness and speed of release builds on a virtual display, beside aims and other products.
    Bench(bench::Args),
    /// Run every check and test, from formatting to journeys across processes.
    Test(test::Args),
    /// Kill agent, sensor and server at random points for hundreds of rounds, and look for what was lost or doubled.
    Soak(soak::Args),
    /// Check the repository's own rules: dependency direction, unsafe code, long files, licences, docs.
    Tidy,
    /// Write the generated files that are committed: the OpenAPI document, the front end's types, the licences of what is shipped.
    Codegen(codegen::Args),
    /// Make the Debian package, and try it on a clean system where that can be had.
    Package(package::Args),
    /// Write what the programs are built from, as CycloneDX.
    Sbom,
    /// Type-check the agent's programs for Windows and macOS, where this machine has a Rust that can.
    Cross(cross::Args),
    /// Install what the build and the tests need from the system, where apt can; say what is missing elsewhere.
    Deps,
}

fn main() -> ExitCode {
    let result = match Cli::parse().task {
        Task::Demo(args) => demo::run(&args),
        Task::Bench(args) => bench::run(&args),
        Task::Test(args) => test::run(&args),
        Task::Soak(args) => soak::run(&args),
        Task::Tidy => tidy::run(),
        Task::Codegen(args) => codegen::run(&args),
        Task::Package(args) => package::run(&args),
        Task::Sbom => sbom::run(),
        Task::Cross(args) => cross::run(&args),
        Task::Deps => deps::ensure(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
