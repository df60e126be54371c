//! What the page may ask of the shell. Each command is a question to the engine, translated; none decides anything.

use candor_domain::{Category, RecordId, Sha256Hash, time::Day};
use candor_engine::{
    Channel as Place, Client, Decision,
    protocol::{
        Content, DayLog, Days, Decided, Deleted, Enrolled, Exported, InvitationPreview, LedgerPage, Left,
        Outbox, OutboxItem, Projects, Rect, Request, SampleUpdate, Sensors, Settings, ShownNotice, Status,
        Stopped, Surroundings, Synced, Verified, Views, Wiped,
    },
};
use tauri::{
    AppHandle, State,
    ipc::{Channel, Response},
};
use tauri_plugin_dialog::DialogExt as _;

use crate::{
    engine::{self, ask, ask_long},
    tasks::Tasks,
    view::{CommandError, EngineStart, ErrorCode, KeyStoreChoice, Steps, Watched},
};

type Answer<T> = Result<T, CommandError>;

/// Starts an engine where none runs.
#[tauri::command]
pub async fn start_engine(choice: KeyStoreChoice) -> Answer<EngineStart> {
    engine::start(choice).await
}

/// Tells how everything stands, again and again; instead of an earlier watch.
#[tauri::command]
pub fn watch(tasks: State<'_, Tasks>, tell: Channel<Watched>) {
    tasks.watch(engine::watch(tell));
}

/// Tells nothing any more.
#[tauri::command]
pub fn end_watch(tasks: State<'_, Tasks>) {
    tasks.end_watch();
}

/// Whom an invitation is from.
#[tauri::command]
pub async fn preview(invitation: String) -> Answer<InvitationPreview> {
    ask_long(Request::Preview { invitation }, &mut |_| {}).await
}

/// Binds a new device key to an invitation.
#[tauri::command]
pub async fn enroll(invitation: String) -> Answer<Enrolled> {
    ask_long(Request::Enroll { invitation }, &mut |_| {}).await
}

/// The projects open to the agent.
#[tauri::command]
pub async fn projects() -> Answer<Projects> {
    ask_long(Request::Projects, &mut |_| {}).await
}

/// A notice, recorded as shown in the app.
#[tauri::command]
pub async fn notice(project: String, lang: String) -> Answer<ShownNotice> {
    ask_long(Request::Notice { project, lang, channel: Place::App }, &mut |_| {}).await
}

/// Decides about categories.
#[tauri::command]
pub async fn decide(
    project: String,
    categories: Vec<Category>,
    decision: Decision,
    notice: Option<Sha256Hash>,
) -> Answer<Decided> {
    ask(Request::Decide { project, categories, decision, notice, channel: Place::App }).await
}

/// A sample for the agent to see; instead of an earlier one.
#[tauri::command]
pub fn sample(tasks: State<'_, Tasks>, project: String, category: Category, tell: Channel<SampleUpdate>) {
    tasks.sample(async move {
        if let Err(error) = samples(project, category, &tell).await {
            let _ = tell.send(SampleUpdate::Missed { code: "failed".into(), message: error.message });
        }
        let _ = tell.send(SampleUpdate::Over);
    });
}

async fn samples(project: String, category: Category, tell: &Channel<SampleUpdate>) -> Answer<()> {
    let mut engine = Client::connect(&engine::home()?).await?.ok_or_else(|| {
        CommandError::new(ErrorCode::EngineNotRunning, "No engine is running, so no sample can be made.")
    })?;
    engine.begin(Request::Sample { project, category }).await?;
    while let Some(answer) = engine.answer().await? {
        let Ok(update) = serde_json::from_value::<SampleUpdate>(answer) else { continue };
        let over = update == SampleUpdate::Over;
        if over || tell.send(update).is_err() {
            break;
        }
    }
    Ok(())
}

/// Ends the sample.
#[tauri::command]
pub fn end_sample(tasks: State<'_, Tasks>) {
    tasks.end_sample();
}

/// Starts a session with the machine's own input, screens and camera.
#[tauri::command]
pub async fn start(project: String) -> Answer<Status> {
    ask(Request::Start { project, sensors: Sensors::Real, limit_ms: None }).await
}

/// Pauses.
#[tauri::command]
pub async fn pause() -> Answer<Status> {
    ask(Request::Pause).await
}

/// Goes on.
#[tauri::command]
pub async fn resume() -> Answer<Status> {
    ask(Request::Resume).await
}

/// Ends the session.
#[tauri::command]
pub async fn stop() -> Answer<Stopped> {
    ask(Request::Stop).await
}

/// Writes a note.
#[tauri::command]
pub async fn note(text: String) -> Answer<OutboxItem> {
    ask(Request::Note { text }).await
}

/// What waits.
#[tauri::command]
pub async fn outbox() -> Answer<Outbox> {
    ask(Request::Outbox).await
}

/// The exact bytes of an item.
#[tauri::command]
pub async fn content(id: RecordId) -> Answer<Response> {
    bytes(Request::Show { id }).await
}

/// The exact bytes of a receipt.
#[tauri::command]
pub async fn receipt(sha256: Sha256Hash) -> Answer<Response> {
    bytes(Request::Receipt { sha256 }).await
}

async fn bytes(request: Request) -> Answer<Response> {
    // A screen full of pictures asks for many at once, and each may wait for the others.
    let content: Content = ask_long(request, &mut |_| {}).await?;
    let bytes = content.bytes().map_err(|error| CommandError::new(ErrorCode::EngineIncompatible, error))?;
    Ok(Response::new(bytes))
}

/// Blacks out regions of a capture.
#[tauri::command]
pub async fn redact(id: RecordId, rects: Vec<Rect>) -> Answer<OutboxItem> {
    ask(Request::Redact { id, rects }).await
}

/// Deletes items; undoable for a while.
#[tauri::command]
pub async fn delete(ids: Vec<RecordId>) -> Answer<Deleted> {
    ask(Request::Delete { ids }).await
}

/// Brings deleted items back.
#[tauri::command]
pub async fn undelete(ids: Vec<RecordId>) -> Answer<Outbox> {
    ask(Request::Undelete { ids }).await
}

/// Ends the review of items, all that are held where none is named.
#[tauri::command]
pub async fn release(ids: Vec<RecordId>) -> Answer<Outbox> {
    ask(Request::Release { ids }).await
}

/// Sends refused items once more.
#[tauri::command]
pub async fn retry(ids: Vec<RecordId>) -> Answer<Outbox> {
    ask(Request::Retry { ids }).await
}

/// Sends now what may leave.
#[tauri::command]
pub async fn sync(accept_restored: bool) -> Answer<Synced> {
    ask_long(Request::Sync { wait: false, accept_restored }, &mut |_| {}).await
}

/// The days on which sessions began.
#[tauri::command]
pub async fn days() -> Answer<Days> {
    ask(Request::Days).await
}

/// One day.
#[tauri::command]
pub async fn day(day: Day) -> Answer<DayLog> {
    ask(Request::Day { day }).await
}

/// Who opened which capture.
#[tauri::command]
pub async fn views() -> Answer<Views> {
    ask_long(Request::Views, &mut |_| {}).await
}

/// Entries of a ledger.
#[tauri::command]
pub async fn ledger(client: String, before: Option<u64>, limit: u32) -> Answer<LedgerPage> {
    ask(Request::Ledger { client, before, limit }).await
}

/// Writes everything held to a file where the person chooses.
#[tauri::command]
pub async fn export(app: AppHandle, tell: Channel<Steps>) -> Answer<Option<Exported>> {
    let Some(out) = choose(&app, "candor-export.zip").await? else { return Ok(None) };
    // The engine never writes over a file. The person has just agreed to that in the dialog.
    if let Err(error) = tokio::fs::remove_file(&out).await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(CommandError::new(
            ErrorCode::Usage,
            format!("{} can't be replaced: {error}.", out.display()),
        ));
    }
    let mut told = |progress: candor_engine::protocol::Progress| {
        let _ = tell.send(Steps { done: progress.records_done, total: progress.records_total });
    };
    ask_long(Request::Export { out }, &mut told).await.map(Some)
}

/// Saves a text where the person chooses; whether they chose a place.
#[tauri::command]
pub async fn save_text(app: AppHandle, name: String, text: String) -> Answer<bool> {
    let Some(out) = choose(&app, &name).await? else { return Ok(false) };
    tokio::fs::write(&out, text).await.map_err(|error| {
        CommandError::new(ErrorCode::Usage, format!("{} can't be written: {error}.", out.display()))
    })?;
    Ok(true)
}

/// The place that the person chooses in the system's own dialog; no page names a path.
async fn choose(app: &AppHandle, name: &str) -> Answer<Option<std::path::PathBuf>> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(name).save_file(move |path| drop(chosen.send(path)));
    let Ok(Some(path)) = choice.await else { return Ok(None) };
    path.into_path().map(Some).map_err(|error| {
        CommandError::new(ErrorCode::Usage, format!("Nothing can be written there: {error}. Choose a file."))
    })
}

/// Recomputes everything held.
#[tauri::command]
pub async fn verify() -> Answer<Verified> {
    ask_long(Request::Verify, &mut |_| {}).await
}

/// Ends an enrolment.
#[tauri::command]
pub async fn leave(client: String) -> Answer<Left> {
    ask_long(Request::Leave { client }, &mut |_| {}).await
}

/// Deletes everything on this machine but the ledgers.
#[tauri::command]
pub async fn wipe() -> Answer<Wiped> {
    ask_long(Request::Wipe, &mut |_| {}).await
}

/// What the agent has set.
#[tauri::command]
pub async fn settings() -> Answer<Settings> {
    ask(Request::Settings).await
}

/// Sets it.
#[tauri::command]
pub async fn set(settings: Box<Settings>) -> Answer<Settings> {
    ask(Request::Set { settings }).await
}

/// What is open and connected, for choosing from.
#[tauri::command]
pub async fn surroundings() -> Answer<Surroundings> {
    ask_long(Request::Surroundings, &mut |_| {}).await
}
