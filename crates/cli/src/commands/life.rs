//! Uploads, exports, checks, and the end of it.

use std::path::Path;

use candor_engine::protocol::{Failure, FailureCode, Request};

use super::Context;
use crate::{
    input,
    link::Link,
    output::{Out, human, progress::Bar},
};

/// `sync`.
pub async fn sync(context: &Context<'_>, wait: bool, accept_restored: bool) -> Result<(), Failure> {
    let mut link = Link::open(&context.place).await?;
    let answer = {
        let bar = Bar::upload();
        link.ask_with(Request::Sync { wait, accept_restored }, &mut |progress| bar.set(progress)).await
    };
    let shown = answer.and_then(|answer| context.out.answer(answer, human::synced));
    link.close().await;
    shown
}

/// `export`.
pub async fn export(context: &Context<'_>, out: &Path) -> Result<(), Failure> {
    context.show(Request::Export { out: input::absolute(out) }, human::exported).await
}

/// `verify` of this machine.
pub async fn verify(context: &Context<'_>) -> Result<(), Failure> {
    context.show(Request::Verify, human::verified).await
}

/// `verify` of an exported file: no engine, no key, no enrolment.
pub fn verify_file(file: &Path, out: &Out) -> Result<(), Failure> {
    let verified = candor_engine::verify_file(file)?;
    let verified = serde_json::to_value(verified)
        .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
    out.answer(verified, human::verified)
}

/// `leave`.
pub async fn leave(context: &Context<'_>, client: String, yes: bool) -> Result<(), Failure> {
    let what = format!(
        "This ends your enrolment with {}: everything is withdrawn, and a session of it is stopped. It can't be taken back.",
        human::one_line(&client)
    );
    confirmed(context.out, yes, "leave", &what)?;
    context.show(Request::Leave { client }, human::left).await
}

/// `wipe`.
pub async fn wipe(context: &Context<'_>, yes: bool) -> Result<(), Failure> {
    let what = format!(
        "This deletes everything that Candor holds in {}: items, pictures, notes and notices; a running session is stopped first. \
         Only the ledgers stay, without content. What clients have already, they keep: candor leave says how to have it erased.",
        context.place.home.path().display()
    );
    confirmed(context.out, yes, "wipe", &what)?;
    context.show(Request::Wipe, human::wiped).await
}

/// Goes on only where the person typed `word`, or said so beforehand.
fn confirmed(out: &Out, yes: bool, word: &str, what: &str) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if out.is_json() {
        let message = format!("With --json nothing is asked: add --yes to {word}. Nothing was done.");
        return Err(Failure::new(FailureCode::Usage, message));
    }
    out.say(what);
    out.ask(&format!("Type {word} to do it: "));
    match input::line() {
        Some(typed) if typed == word => Ok(()),
        _ => Err(Failure::new(
            FailureCode::State,
            format!("Not done, for you did not type {word}. Nothing was changed."),
        )),
    }
}
