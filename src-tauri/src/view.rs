//! What the shell itself tells the page; what the engine tells goes through as `candor_engine::protocol` has it.
//!
//! The TypeScript of both is generated into `ui/ipc/src/generated.ts` and compared in a test.

use candor_engine::protocol::{Failure, FailureCode, Status};
use serde::{Deserialize, Serialize};

/// What the page learns while it watches the engine, again and again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Watched {
    /// How everything stands.
    Status {
        /// The engine's word.
        status: Box<Status>,
    },
    /// The engine can't be asked right now, so nothing is known.
    Lost {
        /// Why.
        error: CommandError,
    },
}

/// How an engine is started where none runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeyStoreChoice {
    /// As it was chosen before, and at first the system's keychain.
    #[default]
    Remembered,
    /// The system's keychain.
    Keychain,
    /// A key that a passphrase unlocks.
    Passphrase {
        /// The passphrase; eight characters or more.
        passphrase: String,
    },
    /// A file that only this account can read.
    File {
        /// Its path, outside the home folder of Candor.
        path: String,
    },
}

/// What a start of the engine came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EngineStart {
    /// It runs.
    Running,
    /// The key that was chosen before needs its passphrase.
    PassphraseNeeded,
    /// The passphrase was wrong.
    PassphraseWrong,
    /// There is no keychain here: another place has to be chosen for the key.
    NoKeychain,
}

/// This program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct About {
    /// Its version.
    pub version: String,
    /// The home folder of engine and store.
    pub home: String,
    /// The operating system and its architecture.
    pub system: String,
    /// The licences of Candor and of what it is built from.
    pub licences: String,
    /// Whether it was built with a place to get newer versions from.
    pub updates: bool,
}

/// What a check for a newer version came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UpdateCheck {
    /// There is none.
    Newest,
    /// There is one.
    Available {
        /// Its version.
        version: String,
        /// What is new in it, where its makers say.
        notes: Option<String>,
    },
}

/// How far an export has come; see `candor_engine::protocol::Progress`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Steps {
    /// What is done.
    pub done: u64,
    /// Of how much.
    pub total: u64,
}

/// Why a command failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CommandError {
    /// What kind of failure.
    pub code: ErrorCode,
    /// What happened, what was kept and what to do next.
    pub message: String,
}

impl CommandError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Every way in which a command can fail: the engine's, and those of the way to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request makes no sense.
    Usage,
    /// It needs a decision that was not made.
    ConsentMissing,
    /// There is no such enrolment.
    NotEnrolled,
    /// The server can't be reached; work goes on offline.
    Unreachable,
    /// The server refused.
    ServerRefused,
    /// The server knows no such invitation.
    InvitationUnknown,
    /// The invitation was used.
    InvitationUsed,
    /// The invitation is too old.
    InvitationExpired,
    /// Something held doesn't check out.
    VerificationFailed,
    /// There is no such thing.
    NotFound,
    /// It can't be done in the present state.
    State,
    /// The indicator can't be shown.
    NoIndicator,
    /// A sensor could not start.
    SensorFailed,
    /// No room is left.
    StorageFull,
    /// The key of the store is missing.
    NoKey,
    /// No engine listens for this home folder, so nothing is recorded.
    EngineNotRunning,
    /// An engine is there and didn't answer in time or broke the connection.
    EngineSilent,
    /// Window and engine don't understand each other: they are of different versions.
    EngineIncompatible,
    /// Something failed inside.
    Internal,
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        let code = match failure.code {
            FailureCode::Usage => ErrorCode::Usage,
            FailureCode::ConsentMissing => ErrorCode::ConsentMissing,
            FailureCode::NotEnrolled => ErrorCode::NotEnrolled,
            FailureCode::Unreachable => ErrorCode::Unreachable,
            FailureCode::ServerRefused => ErrorCode::ServerRefused,
            FailureCode::InvitationUnknown => ErrorCode::InvitationUnknown,
            FailureCode::InvitationUsed => ErrorCode::InvitationUsed,
            FailureCode::InvitationExpired => ErrorCode::InvitationExpired,
            FailureCode::VerificationFailed => ErrorCode::VerificationFailed,
            FailureCode::NotFound => ErrorCode::NotFound,
            FailureCode::State => ErrorCode::State,
            FailureCode::NoIndicator => ErrorCode::NoIndicator,
            FailureCode::SensorFailed => ErrorCode::SensorFailed,
            FailureCode::StorageFull => ErrorCode::StorageFull,
            FailureCode::NoKey
            | FailureCode::NoKeychain
            | FailureCode::PassphraseNeeded
            | FailureCode::PassphraseWrong => ErrorCode::NoKey,
            FailureCode::NotRunning => ErrorCode::EngineNotRunning,
            FailureCode::AlreadyRunning | FailureCode::Internal => ErrorCode::Internal,
        };
        Self::new(code, failure.message)
    }
}

#[cfg(test)]
mod tests {
    use std::{any::TypeId, collections::BTreeMap, env, fs, path::Path};

    use candor_engine::protocol;
    use ts_rs::{Config, TS, TypeVisitor};

    use super::*;

    /// `cargo xtask codegen` sets it to write the file instead of comparing it.
    const UPDATE: &str = "CANDOR_UPDATE_GENERATED";

    /// Declares types and everything that they are made of, each once, by name.
    struct Declarations {
        config: Config,
        seen: Vec<TypeId>,
        text: BTreeMap<String, String>,
    }

    impl TypeVisitor for Declarations {
        fn visit<T: TS + 'static + ?Sized>(&mut self) {
            if self.seen.contains(&TypeId::of::<T>()) {
                return;
            }
            self.seen.push(TypeId::of::<T>());
            // Only what is declared by name has a file of its own; all else stands where it is used.
            if T::output_path().is_some() {
                let docs = T::docs().unwrap_or_default();
                let declared = format!("\n{docs}export {}\n", T::decl(&self.config));
                self.text.insert(T::ident(&self.config), declared);
            }
            T::visit_dependencies(self);
        }
    }

    fn typescript() -> String {
        let config = Config::default().with_large_int("number");
        let mut all = Declarations { config, seen: Vec::new(), text: BTreeMap::new() };
        macro_rules! declare {
            ($($name:ty),* $(,)?) => { $(all.visit::<$name>();)* };
        }
        declare![
            Watched,
            KeyStoreChoice,
            EngineStart,
            About,
            Steps,
            UpdateCheck,
            CommandError,
            protocol::Content,
            protocol::DayLog,
            protocol::Days,
            protocol::Decided,
            protocol::Deleted,
            protocol::Enrolled,
            protocol::Exported,
            protocol::InvitationPreview,
            protocol::LedgerPage,
            protocol::Left,
            protocol::Outbox,
            protocol::Projects,
            protocol::Rect,
            protocol::SampleUpdate,
            protocol::Settings,
            protocol::ShownNotice,
            Status,
            protocol::Stopped,
            protocol::Surroundings,
            protocol::Synced,
            protocol::Verified,
            protocol::Views,
            protocol::Wiped,
            candor_engine::Decision,
        ];
        let mut text = String::from(
            "// Generated from the engine's protocol and src-tauri/src/view.rs by `cargo xtask codegen`; a test compares them.\n",
        );
        text.extend(all.text.into_values());
        text
    }

    #[test]
    fn the_front_ends_types_are_these() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/ipc/src/generated.ts");
        let generated = typescript();
        if env::var_os(UPDATE).is_some() {
            fs::write(&path, &generated).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(committed, generated, "run `cargo xtask codegen` and commit {}", path.display());
    }

    #[test]
    fn failures_keep_their_message() {
        for (code, shown) in [
            (FailureCode::NotRunning, ErrorCode::EngineNotRunning),
            (FailureCode::Usage, ErrorCode::Usage),
            (FailureCode::StorageFull, ErrorCode::StorageFull),
        ] {
            let error = CommandError::from(Failure::new(code, "what happened"));
            assert_eq!(error, CommandError::new(shown, "what happened"));
        }
    }
}
