//! `candor-server admin account`.

use candor_server::admin::Admin;
use clap::Subcommand;

use super::list;
use crate::output::result;

/// What is done to accounts.
#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// List the accounts.
    List,
    /// Make a link to a new password; it is shown this once.
    Reset {
        /// The account's e-mail address.
        #[arg(long)]
        email: String,
    },
    /// Let nobody sign in to an account; its sessions end at once, and the API tokens of its members open nothing meanwhile.
    Disable {
        /// The account's e-mail address.
        #[arg(long)]
        email: String,
    },
    /// Let a disabled account be used again.
    Enable {
        /// The account's e-mail address.
        #[arg(long)]
        email: String,
    },
    /// End all sessions of an account, or everybody's; they can sign in again.
    SignOut {
        /// The account's e-mail address.
        #[arg(long, required_unless_present = "everybody")]
        email: Option<String>,
        /// All sessions that there are.
        #[arg(long, conflicts_with = "email")]
        everybody: bool,
    },
}

impl AccountCommand {
    pub(super) async fn run(self, admin: &Admin, json: bool) -> anyhow::Result<()> {
        match self {
            Self::List => list(json, &admin.accounts().await?),
            Self::Reset { email } => {
                let made = admin.reset_link(&email).await?;
                result(json, &made, || {
                    vec![
                        format!("link {} (shown this once)", made.link),
                        format!("until {}", made.expires_at),
                    ]
                })
            }
            Self::Disable { email } => {
                let row = admin.disable_account(&email).await?;
                result(json, &row, || vec![format!("account {}: nobody can sign in to it", row.email)])
            }
            Self::Enable { email } => {
                let row = admin.enable_account(&email).await?;
                result(json, &row, || vec![format!("account {}: can be signed in to again", row.email)])
            }
            Self::SignOut { email, everybody: _ } => {
                let done = admin.sign_out(email.as_deref()).await?;
                result(json, &done, || {
                    vec![format!("{} sessions of {} accounts were ended", done.sessions, done.accounts)]
                })
            }
        }
    }
}
