//! What the window shows, as its own types: the page depends on these and on nothing of the engine's.
//!
//! Their TypeScript is generated into `ui/ipc/src/generated.ts` and compared in a test.

use candor_domain::{Category, session::SessionState};
use candor_engine::protocol::{SessionStatus, Status, Trouble};
use serde::Serialize;

/// The engine's status at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StatusView {
    /// Where the session stands.
    pub state: StateView,
    /// Why it is paused, by the name that the ledger gives it.
    pub reason: Option<String>,
    /// The session, unless idle.
    pub session: Option<SessionView>,
    /// Every category, in the order in which people are asked.
    pub categories: Vec<CategoryView>,
    /// Items held on this machine for review.
    #[cfg_attr(test, ts(type = "number"))]
    pub waiting: u64,
    /// Of these, frozen by a withdrawal until the agent chooses.
    #[cfg_attr(test, ts(type = "number"))]
    pub frozen: u64,
    /// Items released and not yet with the client.
    #[cfg_attr(test, ts(type = "number"))]
    pub uploading: u64,
    /// Items that the server refused, kept until the agent decides.
    #[cfg_attr(test, ts(type = "number"))]
    pub refused: u64,
    /// What is wrong; empty when all is well.
    pub problems: Vec<ProblemView>,
    /// The names of the clients that the agent is enrolled with.
    pub clients: Vec<String>,
    /// Where the key of the encrypted store is kept.
    pub key_store: String,
}

impl From<&Status> for StatusView {
    fn from(status: &Status) -> Self {
        Self {
            state: status.state.into(),
            reason: status.reason.and_then(name),
            session: status.session.as_ref().map(SessionView::from),
            categories: Category::ALL
                .into_iter()
                .map(|category| CategoryView {
                    category: category.into(),
                    captured: status.grants.contains(&category),
                    last_verified: status.last_verified.get(&category).map(ToString::to_string),
                })
                .collect(),
            waiting: status.outbox.items,
            frozen: status.outbox.frozen,
            uploading: status.upload.pending,
            refused: status.upload.quarantined,
            problems: status.health.problems().iter().map(ProblemView::from).collect(),
            clients: status.enrolments.iter().map(|enrolment| enrolment.client.name.clone()).collect(),
            key_store: status.key_store.clone(),
        }
    }
}

/// The name that a closed list gives one of its words in JSON.
fn name(word: impl Serialize) -> Option<String> {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(name)) => Some(name),
        _ => None,
    }
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StateView {
    /// No session, nothing is recorded.
    Idle,
    /// Work is being recorded.
    Running,
    /// A session exists, nothing is recorded.
    Paused,
}

impl From<SessionState> for StateView {
    fn from(state: SessionState) -> Self {
        match state {
            SessionState::Idle => Self::Idle,
            SessionState::Running => Self::Running,
            SessionState::Paused => Self::Paused,
        }
    }
}

/// The session in progress.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SessionView {
    /// The project's name.
    pub project: String,
    /// Time worked so far, in milliseconds, without the pauses.
    #[cfg_attr(test, ts(type = "number"))]
    pub worked_ms: u64,
    /// Whether its records are marked synthetic.
    pub synthetic: bool,
    /// Key presses counted.
    #[cfg_attr(test, ts(type = "number"))]
    pub keys: u64,
    /// Clicks counted.
    #[cfg_attr(test, ts(type = "number"))]
    pub clicks: u64,
    /// Scroll steps counted.
    #[cfg_attr(test, ts(type = "number"))]
    pub scroll: u64,
}

impl From<&SessionStatus> for SessionView {
    fn from(session: &SessionStatus) -> Self {
        Self {
            project: session.project_name.clone(),
            worked_ms: session.worked_ms.get(),
            synthetic: session.synthetic,
            keys: session.totals.keys,
            clicks: session.totals.clicks,
            scroll: session.totals.scroll,
        }
    }
}

/// One category and whether it is captured now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CategoryView {
    /// Which one.
    pub category: CategoryName,
    /// Whether a grant for it is alive.
    pub captured: bool,
    /// When its last item was verified to be on disk, as RFC 3339 in UTC.
    pub last_verified: Option<String>,
}

/// A category by its name in every contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CategoryName {
    /// Counts of input, a sample a minute.
    ActivityCounts,
    /// Pictures of the screens.
    Screenshots,
    /// Pictures from the webcam.
    WebcamStills,
    /// The agent's own words.
    WorkNotes,
}

impl From<Category> for CategoryName {
    fn from(category: Category) -> Self {
        match category {
            Category::ActivityCounts => Self::ActivityCounts,
            Category::Screenshots => Self::Screenshots,
            Category::WebcamStills => Self::WebcamStills,
            Category::WorkNotes => Self::WorkNotes,
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProblemView {
    /// Its stable code.
    pub code: String,
    /// What happened, what was kept and what to do next.
    pub message: String,
}

impl From<&Trouble> for ProblemView {
    fn from(trouble: &Trouble) -> Self {
        Self { code: trouble.code.clone(), message: trouble.message.clone() }
    }
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

/// Every way in which a command can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No engine listens for this home folder, so nothing is recorded.
    EngineNotRunning,
    /// An engine is there and didn't answer in time or broke the connection.
    EngineSilent,
    /// Window and engine don't understand each other: they are of different versions.
    EngineIncompatible,
    /// The engine answered that it couldn't.
    EngineFailed,
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use ts_rs::{Config, TS};

    use super::*;

    /// `cargo xtask codegen` sets it to write the file instead of comparing it.
    const UPDATE: &str = "CANDOR_UPDATE_GENERATED";

    fn typescript() -> String {
        let config = Config::default();
        let mut text = String::from(
            "// Generated from src-tauri/src/view.rs by `cargo xtask codegen`; a test compares the two.\n",
        );
        for declaration in [
            StatusView::decl(&config),
            StateView::decl(&config),
            SessionView::decl(&config),
            CategoryView::decl(&config),
            CategoryName::decl(&config),
            ProblemView::decl(&config),
            CommandError::decl(&config),
            ErrorCode::decl(&config),
        ] {
            text.push_str("\nexport ");
            text.push_str(&declaration);
            text.push('\n');
        }
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
    fn names_are_the_contracts_names() {
        for category in Category::ALL {
            let name = serde_json::to_value(CategoryName::from(category)).unwrap();
            assert_eq!(name, category.name());
        }
        let states = [SessionState::Idle, SessionState::Running, SessionState::Paused];
        for state in states {
            assert_eq!(
                serde_json::to_value(StateView::from(state)).unwrap(),
                serde_json::to_value(state).unwrap()
            );
        }
    }
}
