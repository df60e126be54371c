//! What the program itself does: links that open it, starting with the system, what it is.

use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Manager as _, State, ipc::Channel};
use tauri_plugin_autostart::ManagerExt as _;

use crate::{
    engine,
    update::Updates,
    view::{About, CommandError, ErrorCode},
};

/// Invitation links that the system opened the program with, and the page that wants them.
#[derive(Default)]
pub struct Links(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    links: Vec<String>,
    tell: Option<Channel<String>>,
}

impl Links {
    /// Takes the links among a program's arguments; whether there was one. A link only fills in what the page asks about.
    pub fn take(&self, arguments: impl IntoIterator<Item = String>) -> bool {
        let prefix = format!("{}:", candor_engine::INVITATION_SCHEME);
        let mut found = false;
        for link in arguments.into_iter().filter(|argument| argument.starts_with(&prefix)) {
            found = true;
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let told = waiting.tell.as_ref().is_some_and(|tell| tell.send(link.clone()).is_ok());
            if !told {
                waiting.links.push(link);
            }
        }
        found
    }
}

/// Hands over each link, those from before first.
#[tauri::command]
pub fn opened_links(links: State<'_, Links>, tell: Channel<String>) {
    let mut waiting = links.0.lock().unwrap_or_else(PoisonError::into_inner);
    for link in waiting.links.drain(..) {
        let _ = tell.send(link);
    }
    waiting.tell = Some(tell);
}

/// Shows the window that is there already.
pub fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Whether the engine starts with the system.
#[tauri::command]
pub fn autostart(app: AppHandle) -> Result<bool, CommandError> {
    app.autolaunch().is_enabled().map_err(|error| failed(&error))
}

/// Has the engine start with the system, or not.
#[tauri::command]
pub fn set_autostart(app: AppHandle, on: bool) -> Result<bool, CommandError> {
    let autolaunch = app.autolaunch();
    // Taking away what isn't there is no failure.
    if on {
        autolaunch.enable().map_err(|error| failed(&error))?;
    } else if autolaunch.is_enabled().map_err(|error| failed(&error))? {
        autolaunch.disable().map_err(|error| failed(&error))?;
    }
    autolaunch.is_enabled().map_err(|error| failed(&error))
}

fn failed(error: &dyn std::error::Error) -> CommandError {
    CommandError::new(
        ErrorCode::Internal,
        format!("The system's list of programs to start can't be changed: {error}."),
    )
}

/// What this program is.
#[tauri::command]
pub fn about(updates: State<'_, Updates>) -> Result<About, CommandError> {
    Ok(About {
        version: env!("CARGO_PKG_VERSION").into(),
        home: engine::home()?.path().display().to_string(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        licences: include_str!("../licences.txt").into(),
        updates: updates.on,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_invitations_are_links() {
        let links = Links::default();
        assert!(!links.take(["candor-desktop".into(), "--background".into(), "https://example.org".into()]));
        assert!(links.take(["candor-desktop".into(), "candor://join?server=x#y".into()]));
        assert_eq!(links.0.lock().unwrap().links, ["candor://join?server=x#y"]);
    }
}
