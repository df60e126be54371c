//! What the page may ask of the shell.
use crate::view::{CommandError, ErrorCode};
use candor_engine::{
    Client, Front as _, Home,
    protocol::{Request, Status},
};
/// Status.
#[tauri::command]
pub async fn status() -> Result<Status, CommandError> {
    let home = Home::resolve(None)?;
    let mut engine =
        Client::connect(&home).await?.ok_or_else(|| CommandError::new(ErrorCode::EngineNotRunning, "x"))?;
    let answer = engine.ask(Request::Status, &mut |_| {}).await?;
    serde_json::from_value(answer).map_err(|_| CommandError::new(ErrorCode::EngineIncompatible, "x"))
}
