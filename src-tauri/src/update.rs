//! Newer versions of Candor: off unless who builds it says where they come from and who signs them.
//!
//! The place and the key stand in `tauri.conf.json` (`plugins.updater`) and in nothing that a page can reach. A check is
//! made when the person asks for one, and a version is installed after they said yes in the system's own dialog.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use candor_domain::locale::{message, plain};
use serde_json::{Map, Value};
use tauri::{AppHandle, Builder, Config, Runtime, State, Url};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons};
use tauri_plugin_updater::{Error, Update, UpdaterExt as _};

use crate::view::{CommandError, ErrorCode, UpdateCheck};

/// The plugin's name in the configuration.
const PLUGIN: &str = "updater";
/// The longest that a check or a download may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// Whether updates are on, and the newer version that the last check found.
#[derive(Default)]
pub struct Updates {
    /// Whether there is a place to get them from.
    pub(crate) on: bool,
    found: Mutex<Option<Update>>,
}

/// Registers the updater where it is configured, held to signatures that name their version.
pub fn plug<R: Runtime>(builder: Builder<R>, config: &mut Config) -> Builder<R> {
    let settings = config.plugins.0.get(PLUGIN).and_then(strict);
    let updates = Updates { on: settings.is_some(), found: Mutex::default() };
    let builder = builder.manage(updates);
    match settings {
        Some(settings) => {
            config.plugins.0.insert(PLUGIN.into(), settings);
            builder.plugin(tauri_plugin_updater::Builder::new().build())
        }
        None => builder,
    }
}

/// The settings with everything that weakens them taken out; nothing where they lack a key or have any place but HTTPS.
fn strict(settings: &Value) -> Option<Value> {
    let places = settings.get("endpoints")?.as_array()?;
    let key = settings.get("pubkey")?.as_str()?.trim();
    let secure = |place: &Value| Some(Url::parse(place.as_str()?).ok()?.scheme() == "https");
    if key.is_empty() || places.is_empty() || !places.iter().all(|place| secure(place) == Some(true)) {
        return None;
    }
    Some(Value::Object(Map::from_iter([
        ("endpoints".into(), Value::Array(places.clone())),
        ("pubkey".into(), key.into()),
        // A package of an older version, signed as it truly was, is not passed off as a newer one.
        ("requireSignedVersion".into(), true.into()),
    ])))
}

/// Asks for a newer version.
#[tauri::command]
pub async fn update(app: AppHandle, updates: State<'_, Updates>) -> Result<UpdateCheck, CommandError> {
    if !updates.on {
        let message =
            "This Candor was built without a place to get newer versions from. Nothing was asked for.";
        return Err(CommandError::new(ErrorCode::State, message));
    }
    let updater = app.updater_builder().timeout(PATIENCE).build().map_err(|error| failed(&error))?;
    let found = updater.check().await.map_err(|error| failed(&error))?;
    let answer = found.as_ref().map_or(UpdateCheck::Newest, |found| UpdateCheck::Available {
        version: found.version.clone(),
        notes: found.body.clone(),
    });
    *updates.found.lock().unwrap_or_else(PoisonError::into_inner) = found;
    Ok(answer)
}

/// Installs the version that the last check found, after the person said yes to it in this language; whether they did.
#[tauri::command]
pub async fn install_update(
    app: AppHandle,
    updates: State<'_, Updates>,
    lang: String,
) -> Result<bool, CommandError> {
    let found = updates.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(found) = found else {
        let message = "No newer version is known. Nothing was changed; check for one first.";
        return Err(CommandError::new(ErrorCode::State, message));
    };
    let (version, current) = (plain(&found.version), plain(&found.current_version));
    let (said, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .message(message(&lang, "install", &[("version", (&version).into()), ("current", (&current).into())]))
        .title("Candor")
        .buttons(MessageDialogButtons::OkCancelCustom(
            message(&lang, "install-yes", &[]),
            message(&lang, "install-no", &[]),
        ))
        .show(move |yes| {
            let _ = said.send(yes);
        });
    if answer.await != Ok(true) {
        return Ok(false);
    }
    found.download_and_install(|_, _| {}, || {}).await.map_err(|error| failed(&error))?;
    Ok(true)
}

fn failed(error: &Error) -> CommandError {
    let code = match error {
        Error::Reqwest(_) | Error::Network(_) | Error::ReleaseNotFound => ErrorCode::Unreachable,
        Error::Minisign(_)
        | Error::Base64(_)
        | Error::SignatureUtf8(_)
        | Error::SignedVersionMismatch { .. }
        | Error::MissingSignedVersion => ErrorCode::VerificationFailed,
        _ => ErrorCode::Internal,
    };
    CommandError::new(code, format!("This version of Candor stays: {error}."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PLACE: &str = "https://updates.example/candor.json";

    #[test]
    fn updates_are_off_without_a_key_or_a_safe_place() {
        for (settings, why) in [
            (json!({}), "nothing"),
            (json!({ "endpoints": [PLACE] }), "no key"),
            (json!({ "endpoints": [PLACE], "pubkey": " " }), "an empty key"),
            (json!({ "endpoints": [], "pubkey": "key" }), "no place"),
            (json!({ "endpoints": ["http://updates.example"], "pubkey": "key" }), "plain HTTP"),
            (json!({ "endpoints": [PLACE, "file:///tmp"], "pubkey": "key" }), "one place of two is unsafe"),
            (json!({ "endpoints": [PLACE, 7], "pubkey": "key" }), "no URL"),
        ] {
            assert_eq!(strict(&settings), None, "{why}");
        }
    }

    #[test]
    fn settings_that_weaken_updates_are_left_out() {
        let settings = json!({
            "endpoints": [PLACE], "pubkey": "key", "requireSignedVersion": false, "allowDowngrades": true,
            "dangerousAcceptInvalidCerts": true, "dangerousInsecureTransportProtocol": true,
        });
        let kept = json!({ "endpoints": [PLACE], "pubkey": "key", "requireSignedVersion": true });
        assert_eq!(strict(&settings), Some(kept));
    }

    #[test]
    fn as_it_is_built_here_updates_are_off() {
        let config: Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
        assert_eq!(config["plugins"].get(PLUGIN).and_then(strict), None);
    }

    #[test]
    fn a_wrong_signature_is_told_from_a_lost_network() {
        for (error, code) in [
            (Error::MissingSignedVersion, ErrorCode::VerificationFailed),
            (Error::ReleaseNotFound, ErrorCode::Unreachable),
            (Error::PackageInstallFailed, ErrorCode::Internal),
        ] {
            assert_eq!(failed(&error).code, code);
        }
    }
}
