//! `candor`: the engine's process and its headless front end.
//!
//! Every decision is the engine's; here are only the words in, the words out and the exit status.

#![forbid(unsafe_code)]

mod args;
mod commands;
mod exit;
mod input;
mod link;
mod output;
mod passphrase;
mod process;

use std::process::ExitCode;

fn main() -> ExitCode {
    process::harden();
    let (args, out) = match args::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(refused) => return output::refused(&refused),
    };
    candor_engine::beside_work(move || match process::on_one_thread(commands::run(args, &out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            out.failure(&failure);
            exit::code(failure.code).into()
        }
    })
}
