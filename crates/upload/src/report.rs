//! What a sync tells: its progress, and how it ended.

use candor_domain::{Millis, RecordId, record::LedgerSize};

use crate::failure::{ApiError, Code};

/// How patient a sync is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Somebody waits for it: after a few quick tries, or when asked to come back later than in ten seconds, it ends with
    /// [`Problem::Unreachable`] or [`Problem::Busy`].
    Once,
    /// Nobody waits: it tries again until the server is back.
    Background,
}

/// How a sync goes about its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct How {
    /// How patient it is.
    pub mode: Mode,
    /// Whether it asks the server how far it knows the ledger even where nothing of it is to be sent: one request more.
    pub ask_level: bool,
    /// Whether the agent has accepted that the server forgot a part of what it cosigned: then it is sent again. Else the sync
    /// ends with [`Problem::ServerForgot`].
    pub accept_restored: bool,
}

impl From<Mode> for How {
    fn from(mode: Mode) -> Self {
        Self { mode, ask_level: false, accept_restored: false }
    }
}

/// How far a sync is. The totals are as far as known and may grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Records settled, in whatever way.
    pub records_done: u64,
    /// Records to settle.
    pub records_total: u64,
    /// Bytes of blobs and records settled.
    pub bytes_done: u64,
    /// Bytes to settle.
    pub bytes_total: u64,
    /// Records refused because no consent covers them, as far as the server knows.
    pub unconsented: u64,
    /// Whether it waits before it tries again, and how long from now.
    pub waits: Option<Millis>,
}

/// How a sync went.
#[derive(Debug)]
pub struct SyncReport<E> {
    /// Records that the server stored.
    pub sent: u64,
    /// Records that the server had already.
    pub duplicates: u64,
    /// Records that it refused; they are in the quarantine.
    pub refused: Vec<Refused>,
    /// Captures that it deleted for the agent.
    pub deleted: u64,
    /// Items that still wait for the agent's review.
    pub waiting: u64,
    /// Whether the server had forgotten ledger entries that it once cosigned; it may have lost records too. They were sent
    /// again only where the agent had accepted it.
    pub server_forgot: bool,
    /// How it ended.
    pub end: End<E>,
}

impl<E> SyncReport<E> {
    /// A sync that ended before it began.
    pub(crate) const fn failed(error: E) -> Self {
        Self {
            sent: 0,
            duplicates: 0,
            refused: Vec::new(),
            deleted: 0,
            waiting: 0,
            server_forgot: false,
            end: End::Store(error),
        }
    }
}

/// A record that the server refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub id: RecordId,
    /// Why, for programs.
    pub code: Code,
    /// Why, for people.
    pub message: String,
}

/// Why a sync ended.
#[derive(Debug)]
pub enum End<E> {
    /// Nothing was left to send.
    Finished,
    /// It was cancelled; what wasn't settled is sent next time.
    Cancelled,
    /// Something is in the way; what wasn't settled is kept and sent next time.
    Problem(Problem),
    /// The device's own store failed.
    Store(E),
}

/// What is in the way of sending. All of it needs somebody to look; nothing is lost by it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The server can't be reached. Only in [`Mode::Once`].
    #[error("the server can't be reached ({0}). Everything is kept and sent when it is back")]
    Unreachable(String),
    /// The server has too much to do. Only in [`Mode::Once`].
    #[error("the server asks to come back later. Everything is kept; try again in {} s", .after.get().div_ceil(1000))]
    Busy {
        /// How long from now.
        after: Millis,
    },
    /// The server fails at whatever it is asked.
    #[error("{0}. Everything is kept; tell the operator")]
    ServerFails(ApiError),
    /// The server doesn't take the device's key or token.
    #[error(
        "{0}. Everything is kept; check this machine's clock, or ask the client whether the enrolment still stands"
    )]
    Unauthorised(ApiError),
    /// The enrolment was ended.
    #[error("the client ended this enrolment. Nothing more is sent; what is here stays until you delete it")]
    DeviceRevoked,
    /// The server doesn't take the ledger.
    #[error(
        "the server refuses this device's consent ledger: {0}. Nothing more is sent; keep an export and ask the client"
    )]
    LedgerRefused(ApiError),
    /// The server's cosignature doesn't hold.
    #[error(
        "the server's signature under the consent ledger is not valid: {0}. Nothing more is sent; ask the client"
    )]
    CosignatureInvalid(String),
    /// The server knows less of the ledger than it cosigned, and the agent hasn't accepted that.
    #[error(
        "the server has signed for {cosigned} entries of your consent ledger and now shows {known}: it was set back to an older \
         state, or leaves something out, and may have lost work that you sent. Nothing more is sent; recording goes on, and \
         everything is kept here. Ask the client: if the server was restored, `candor sync --accept-restored` sends again what \
         it lost"
    )]
    ServerForgot {
        /// How many entries it shows.
        known: LedgerSize,
        /// How many it has cosigned.
        cosigned: LedgerSize,
    },
    /// What answers isn't a Candor server.
    #[error(
        "the answer is not one of a Candor server: {0}. Everything is kept; check the network and the address"
    )]
    NotCandor(String),
}

impl Problem {
    /// Its name, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Busy { .. } => "server_busy",
            Self::ServerFails(_) => "server_fails",
            Self::Unauthorised(_) => "unauthorised",
            Self::DeviceRevoked => "device_revoked",
            Self::LedgerRefused(_) => "ledger_refused",
            Self::CosignatureInvalid(_) => "cosignature_invalid",
            Self::ServerForgot { .. } => "server_forgot",
            Self::NotCandor(_) => "not_candor",
        }
    }
}
