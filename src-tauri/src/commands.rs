//! What the page may ask of the shell. Each command is a question to the engine, translated; none decides anything.

use std::{future::Future, time::Duration};

use candor_engine::{
    Client, Front as _, Home,
    protocol::{Failure, FailureCode, Request, Status},
};
use tokio::time::timeout;

use crate::view::{CommandError, ErrorCode, StatusView};

/// How long the engine may take to answer. Far more than it needs, and short enough that the window never shows an old
/// status as the present one.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the engine records right now, and how everything stands.
#[tauri::command]
pub async fn status() -> Result<StatusView, CommandError> {
    let home = Home::resolve(None)?;
    let status = in_time(ask(&home)).await?;
    Ok(StatusView::from(&status))
}

async fn ask(home: &Home) -> Result<Status, CommandError> {
    let mut engine = Client::connect(home).await?.ok_or_else(|| {
        CommandError::new(
            ErrorCode::EngineNotRunning,
            format!("Nothing is recorded and nothing is sent. Looked for one in {}.", home.path().display()),
        )
    })?;
    let answer = engine.ask(Request::Status, &mut |_| {}).await?;
    serde_json::from_value(answer).map_err(|error| {
        CommandError::new(
            ErrorCode::EngineIncompatible,
            format!("The engine's answer can't be read: {error}. Restart the engine and this window."),
        )
    })
}

/// The answer, unless it takes too long.
async fn in_time<T>(answer: impl Future<Output = Result<T, CommandError>>) -> Result<T, CommandError> {
    timeout(PATIENCE, answer).await.unwrap_or_else(|_| {
        Err(CommandError::new(
            ErrorCode::EngineSilent,
            format!(
                "An engine is there and hasn't answered for {} seconds. It may be recording: the pill on the screen \
                 tells. This window goes on asking.",
                PATIENCE.as_secs()
            ),
        ))
    })
}

impl CommandError {
    fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        let code = match failure.code {
            FailureCode::NotRunning => ErrorCode::EngineNotRunning,
            FailureCode::Usage => ErrorCode::EngineIncompatible,
            _ => ErrorCode::EngineFailed,
        };
        Self::new(code, failure.message)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_engine_that_never_answers_is_called_silent() {
        let error = in_time(pending::<Result<Status, CommandError>>()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::EngineSilent);
        assert_eq!(in_time(ready(Ok(7))).await, Ok(7));
    }

    #[tokio::test]
    async fn a_home_without_an_engine_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::resolve(Some(folder.path().into())).unwrap();
        let error = ask(&home).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::EngineNotRunning);
        assert!(error.message.contains(folder.path().to_str().unwrap()), "{error:?}");
    }

    #[test]
    fn failures_keep_their_message() {
        for (code, shown) in [
            (FailureCode::NotRunning, ErrorCode::EngineNotRunning),
            (FailureCode::Usage, ErrorCode::EngineIncompatible),
            (FailureCode::StorageFull, ErrorCode::EngineFailed),
        ] {
            let error = CommandError::from(Failure::new(code, "what happened"));
            assert_eq!(error, CommandError::new(shown, "what happened"));
        }
    }
}
