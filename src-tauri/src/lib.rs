//! Candor's desktop shell: a window onto the engine.
//!
//! It is a client of the engine's local socket and decides nothing: closing it stops no recording, and it can start none
//! that the ledger doesn't allow. `view` is what the shell tells the page, `commands` what the page may ask of the engine,
//! `engine` the way there, `app` what concerns the program itself, and `update` its newer versions.

#![forbid(unsafe_code)]

mod app;
mod commands;
mod engine;
mod tasks;
mod update;
pub mod view;

use tauri::{Builder, Error, Manager as _, generate_context, generate_handler};
use tauri_plugin_window_state::StateFlags;

/// Given by the system when it starts the program with the session: the engine, and no window.
const BACKGROUND: &str = "--background";

/// Opens the window and returns when it is closed. With `--background`: starts the engine and opens none.
///
/// # Errors
/// When the system offers no display or no web view.
pub fn run() -> Result<(), Error> {
    if std::env::args().any(|argument| argument == BACKGROUND) {
        return background();
    }
    let mut context = generate_context!();
    let builder = Builder::default()
        // The first of all: a second start must end before anything else happens in it.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            app.state::<app::Links>().take(arguments);
            app::to_front(app);
        }))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_autostart::Builder::new().args([BACKGROUND]).app_name("Candor").build())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .manage(app::Links::default())
        .manage(tasks::Tasks::default())
        .setup(|app| {
            app.state::<app::Links>().take(std::env::args());
            Ok(())
        })
        .invoke_handler(generate_handler![
            app::about,
            app::autostart,
            app::opened_links,
            app::set_autostart,
            commands::content,
            commands::day,
            commands::days,
            commands::decide,
            commands::delete,
            commands::end_sample,
            commands::end_watch,
            commands::enroll,
            commands::export,
            commands::leave,
            commands::ledger,
            commands::note,
            commands::notice,
            commands::outbox,
            commands::pause,
            commands::preview,
            commands::projects,
            commands::receipt,
            commands::redact,
            commands::release,
            commands::resume,
            commands::retry,
            commands::sample,
            commands::save_text,
            commands::set,
            commands::settings,
            commands::start,
            commands::start_engine,
            commands::stop,
            commands::surroundings,
            commands::sync,
            commands::undelete,
            commands::verify,
            commands::views,
            commands::watch,
            commands::wipe,
            update::install_update,
            update::update,
        ]);
    update::plug(builder, context.config_mut()).run(context)
}

/// Starts the engine. Where its key needs the person, the window asks when it is opened.
fn background() -> Result<(), Error> {
    let started = tauri::async_runtime::block_on(engine::start(view::KeyStoreChoice::Remembered));
    started.map(drop).map_err(|error| Error::Io(std::io::Error::other(error.message)))
}
