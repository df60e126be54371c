//! E-mail: by SMTP where the settings name a server, else as files in the data folder's `outbox/`, so that all of it works without
//! one.

use std::path::{Path, PathBuf};

use candor_domain::locale::{Arg, message};
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use serde::Deserialize;
use zeroize::Zeroizing;

/// How mail is sent. Without a `host` it is written into files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// The SMTP server.
    pub host: Option<String>,
    /// Its port; what is usual for the kind of encryption where it is left out.
    pub port: Option<u16>,
    /// How the connection is encrypted.
    pub tls: MailTls,
    /// The user's name at the server.
    pub user: Option<String>,
    /// The file that holds the user's password alone; else the variable `CANDOR_MAIL_PASSWORD` does. It is never an argument.
    pub password_file: Option<PathBuf>,
    /// The sender, such as `Candor <candor@harbour.example>`.
    pub from: Option<String>,
}

/// How the connection to a mail server is encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTls {
    /// From its first byte.
    #[default]
    Implicit,
    /// From STARTTLS on, without which nothing is sent.
    Starttls,
    /// Not at all; for a server on this machine only.
    None,
}

/// Settings by which no mail could be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// No address to send from.
    #[error("[mail] needs `from`, an address such as \"Candor <candor@harbour.example>\"")]
    From(#[source] Option<lettre::address::AddressError>),
    /// The password would be readable on the way.
    #[error("[mail] tls = \"none\" is for a server on this machine only")]
    Clear,
    /// A user's name without a password.
    #[error("[mail] has a user and no password: set `password_file` or CANDOR_MAIL_PASSWORD")]
    NoPassword,
    /// The file can't be read.
    #[error("{0} can't be read")]
    File(PathBuf, #[source] std::io::Error),
    /// The server's name is none.
    #[error("the mail server can't be used")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

/// Why a mail wasn't sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("the address isn't one")]
    Address(#[from] lettre::address::AddressError),
    #[error("the message can't be written")]
    Message(#[from] lettre::error::Error),
    #[error("the mail server refused or didn't answer")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the folder of mail can't be written")]
    File(#[from] lettre::transport::file::Error),
    #[error("the folder of mail can't be made")]
    Folder(#[from] std::io::Error),
}

/// What sends mail.
pub(crate) struct Mailer {
    from: Mailbox,
    transport: Transport,
}

enum Transport {
    Outbox(PathBuf),
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// A mail: its texts' name in the catalogues, and what stands in them.
pub(crate) struct Mail<'a> {
    pub(crate) to: &'a str,
    pub(crate) lang: &'a str,
    /// `NAME-subject` and `NAME-body`.
    pub(crate) texts: &'static str,
    pub(crate) args: &'a [(&'a str, Arg<'a>)],
}

impl Mailer {
    /// By the settings; what they leave open is in the data folder.
    pub(crate) fn new(settings: &MailSettings, data: &Path) -> Result<Self, MailError> {
        let Some(host) = &settings.host else {
            let from = settings.from.as_deref().unwrap_or("Candor <candor@localhost>");
            let from = from.parse().map_err(|e| MailError::From(Some(e)))?;
            return Ok(Self { from, transport: Transport::Outbox(data.join("outbox")) });
        };
        let from = settings.from.as_deref().ok_or(MailError::From(None))?;
        let from = from.parse().map_err(|e| MailError::From(Some(e)))?;
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let mut builder = match settings.tls {
            MailTls::Implicit => Smtp::relay(host)?,
            MailTls::Starttls => Smtp::starttls_relay(host)?,
            MailTls::None if matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1") => {
                Smtp::builder_dangerous(host)
            }
            MailTls::None => return Err(MailError::Clear),
        };
        if let Some(port) = settings.port {
            builder = builder.port(port);
        }
        if let Some(user) = &settings.user {
            let password = password(settings)?;
            builder = builder.credentials(Credentials::new(user.clone(), password.trim_end().to_owned()));
        }
        Ok(Self { from, transport: Transport::Smtp(Box::new(builder.build())) })
    }

    /// Whether mail reaches people by itself.
    pub(crate) fn delivers(&self) -> bool {
        matches!(self.transport, Transport::Smtp(_))
    }

    /// Sends a mail, or writes it into the outbox.
    pub(crate) async fn send(&self, mail: Mail<'_>) -> Result<(), SendError> {
        let text = |part: &str| message(mail.lang, &format!("{}-{part}", mail.texts), mail.args);
        let to = Mailbox::new(None, mail.to.parse()?);
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(text("subject"))
            .header(ContentType::TEXT_PLAIN)
            .body(text("body"))?;
        match &self.transport {
            Transport::Smtp(smtp) => {
                smtp.send(message).await?;
            }
            Transport::Outbox(folder) => {
                use std::os::unix::fs::DirBuilderExt as _;
                std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
                AsyncFileTransport::<Tokio1Executor>::new(folder).send(message).await?;
            }
        }
        Ok(())
    }
}

fn password(settings: &MailSettings) -> Result<Zeroizing<String>, MailError> {
    match &settings.password_file {
        Some(path) => {
            std::fs::read_to_string(path).map(Zeroizing::new).map_err(|e| MailError::File(path.clone(), e))
        }
        None => std::env::var("CANDOR_MAIL_PASSWORD").map(Zeroizing::new).map_err(|_| MailError::NoPassword),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_goes_in_the_clear() {
        let settings = |toml: &str| toml::from_str::<MailSettings>(toml).unwrap();
        let mailer = |toml: &str| Mailer::new(&settings(toml), Path::new("data")).map(|_| ());
        assert!(mailer("").is_ok());
        assert!(mailer("host = \"mail.example\"\nfrom = \"a@b.example\"").is_ok());
        let clear = mailer("host = \"mail.example\"\nfrom = \"a@b.example\"\ntls = \"none\"");
        assert!(matches!(clear, Err(MailError::Clear)));
        assert!(mailer("host = \"localhost\"\nfrom = \"a@b.example\"\ntls = \"none\"").is_ok());
        assert!(matches!(mailer("host = \"mail.example\""), Err(MailError::From(None))));
        assert!(toml::from_str::<MailSettings>("password = \"x\"").is_err(), "none in the settings' file");
    }
}
