//! Sending somebody the link that they were given.

use candor_domain::{Timestamp, locale::Arg};
use sea_orm::{DatabaseTransaction, EntityTrait as _};
use serde::Serialize;
use utoipa::ToSchema;

use super::links::minute;
use crate::{
    accounts::link::{self, Purpose},
    app::App,
    db::{DbId as _, entity},
    error::{ApiError, ApiResult},
    mail::Mail,
};

/// A link that was given to somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sent {
    /// The link, kept nowhere else. Absent where mail reaches people: then only who reads it is shown to have that address.
    link: Option<String>,
    /// Whether the mail was taken by the mail server, or written into the outbox.
    mailed: bool,
    /// Until when it holds.
    expires_at: Timestamp,
}

/// Makes the link, commits, and sends it. Whatever the mail server does, the invitation stands.
pub(crate) async fn send(
    app: &App,
    transaction: DatabaseTransaction,
    purpose: Purpose,
    who: &str,
    lang: &str,
) -> ApiResult<Sent> {
    let (organisation, email, texts) = match &purpose {
        Purpose::Member(organisation, _, email) => (*organisation, email.clone(), "mail-member"),
        Purpose::Agent(organisation, _, email) => (*organisation, email.clone(), "mail-agent"),
        Purpose::SetUp | Purpose::Reset(_) => return Err(link::unknown()),
    };
    let client = entity::client::Entity::find_by_id(organisation.client().db()).one(&transaction).await?;
    let client = candor_domain::locale::plain(&client.ok_or_else(ApiError::not_found)?.name);
    let (secret, expires_at) = link::issue(&transaction, &app.env, &purpose).await?;
    transaction.commit().await?;
    let (link, until) = (link::url(&app.public_url, &secret), minute(expires_at));
    let args: [(&str, Arg<'_>); 4] = [
        ("client", (&client).into()),
        ("who", who.into()),
        ("link", (&link).into()),
        ("until", (&until).into()),
    ];
    let sending = app.mail.send(Mail { to: email.as_str(), lang, texts, args: &args }).await;
    if let Err(error) = &sending {
        tracing::error!(%error, "an invitation was not mailed");
    }
    Ok(Sent { link: (!app.mail.delivers()).then_some(link), mailed: sending.is_ok(), expires_at })
}
