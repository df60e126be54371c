//! What waits on this machine, and notes.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_domain::RecordId;
use candor_engine::protocol::{Content, Failure, FailureCode, Request};

use super::Context;
use crate::{
    args::Outbox,
    input,
    link::Link,
    output::{self, human},
};

/// `note`.
pub async fn note(context: &Context<'_>, text: String) -> Result<(), Failure> {
    let text = input::text(text)?;
    context.show_running(Request::Note { text }, human::item).await
}

/// `outbox`.
pub async fn run(context: &Context<'_>, command: Outbox) -> Result<(), Failure> {
    match command {
        Outbox::List => context.show(Request::Outbox, human::outbox).await,
        Outbox::Show { id, force } => show(context, id, force).await,
        Outbox::Redact { id, rects } => context.show(Request::Redact { id, rects }, human::item).await,
        Outbox::Delete { ids } => context.show(Request::Delete { ids }, human::deleted).await,
        Outbox::Undelete { ids } => context.show(Request::Undelete { ids }, human::outbox).await,
        Outbox::Release { ids } => context.show(Request::Release { ids }, human::outbox).await,
        Outbox::Retry { ids } => context.show(Request::Retry { ids }, human::outbox).await,
    }
}

async fn show(context: &Context<'_>, id: RecordId, force: bool) -> Result<(), Failure> {
    if !context.out.is_json() && !force && output::to_terminal() {
        let message = format!(
            "These are bytes for a program, not for a terminal. Send them on, as in candor outbox show {id} > item, or add --force."
        );
        return Err(Failure::new(FailureCode::Usage, message));
    }
    let mut link = Link::open(&context.place).await?;
    let answer = link.ask(Request::Show { id }).await;
    let shown = answer.and_then(|answer| {
        if context.out.is_json() {
            return context.out.document(&answer);
        }
        let content: Content = output::read(answer)?;
        let bytes = BASE64_STANDARD.decode(content.base64).map_err(|error| {
            Failure::new(FailureCode::Internal, format!("The engine's answer can't be read: {error}"))
        })?;
        context.out.bytes(&bytes)
    });
    link.close().await;
    shown
}
