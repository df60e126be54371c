//! The engine as a process of its own, and what concerns the program itself.

use candor_engine::{
    Front as _,
    protocol::{Failure, FailureCode, Request, Status},
};
use clap::CommandFactory as _;
use clap_complete::Shell;
use serde_json::json;

use super::Context;
use crate::{
    args,
    link::{self, Hosting},
    output::{Out, human},
    process::Signals,
};

/// `engine`: runs until it is asked to end.
pub async fn engine(context: &Context<'_>, passphrase_stdin: bool) -> Result<(), Failure> {
    let (mut handle, mut engine) =
        link::host(&context.place, Hosting { clock: None, desktop: true, passphrase_stdin }).await?;
    let mut signals = Signals::new()?;
    handle.ask(Request::Status, &mut |_| {}).await?;
    context.out.say(&format!(
        "The engine works in {}. Nothing is recorded until a session is started. End it with Ctrl-C or candor shutdown.",
        context.place.home.path().display()
    ));
    let ended = tokio::select! {
        ended = &mut engine => ended,
        () = signals.next() => {
            context.out.say("Ending in order.");
            let _ = handle.ask(Request::Shutdown, &mut |_| {}).await;
            engine.await
        }
    };
    ended.map_err(|_| {
        Failure::new(FailureCode::Internal, "The engine broke off. What was stored is safe.")
    })??;
    if context.out.is_json() {
        return context.out.document(&json!({ "state": "ended", "home": context.place.home.path() }));
    }
    Ok(())
}

/// `shutdown`.
pub async fn shutdown(context: &Context<'_>) -> Result<(), Failure> {
    let render = |_: &Status, look: &human::Look| look.strong("The engine has ended. Nothing is recorded.");
    context.show_running(Request::Shutdown, render).await
}

/// `completions`.
pub fn completions(shell: Shell, out: &Out) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::Args::command(), "candor", &mut script);
    if out.is_json() {
        let script = String::from_utf8_lossy(&script);
        return out.document(&json!({ "shell": shell.to_string(), "script": script }));
    }
    out.bytes(&script)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_shell_completes_every_command() {
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut args::Args::command(), "candor", &mut script);
            let script = String::from_utf8(script).unwrap();
            for word in ["enroll", "withdraw", "redact"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
            let completes_values = matches!(shell, Shell::Bash | Shell::Zsh);
            assert!(!completes_values || script.contains("webcam_stills"), "{shell}");
        }
    }
}
