//! Candor's desktop shell: a window onto the engine.
//!
//! It is a client of the engine's local socket and decides nothing: closing it stops no recording, and it can start
//! none that the ledger doesn't allow. `view` is what the page sees, `commands` what it may ask.

#![forbid(unsafe_code)]

mod commands;
pub mod view;

use tauri::{Builder, Error, generate_context, generate_handler};

/// Opens the window and returns when it is closed.
///
/// # Errors
///
/// When the system offers no display or no web view.
pub fn run() -> Result<(), Error> {
    Builder::default().invoke_handler(generate_handler![commands::status]).run(generate_context!())
}
