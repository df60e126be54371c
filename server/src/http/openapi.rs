//! The OpenAPI 3.1 document, made from the handlers.

use candor_wire::device::KnownLedger;
use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        RefOr,
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
    },
};

use super::{
    account,
    clients::{self, captures, people, projects, statistics, team, timesheet, worklog},
    device, links, me, members, operations, organisations, provider, sign_in,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Candor",
        description = "Work tracking that asks first. Errors are RFC 9457 problem documents with a stable `code`.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
    ),
    paths(
        device::enroll, device::preview, device::token, device::policies, device::ledger, device::put_blob, device::head_blob,
        device::batches, device::delete_capture, device::redact_capture,
        links::set_up_state, links::set_up, links::preview, links::accept, links::ask_reset,
        sign_in::who, sign_in::sign_in, sign_in::second_factor, sign_in::passkey_challenge, sign_in::passkey_sign_in,
        sign_in::sign_out,
        provider::offer, provider::set_out, provider::answer,
        clients::provider::settings, clients::provider::set, clients::provider::remove,
        account::change, account::sessions, account::end_session, account::password, account::begin_totp,
        account::confirm_totp, account::remove_totp, account::recovery_codes, account::passkeys, account::passkey_challenge,
        account::add_passkey, account::rename_passkey, account::delete_passkey,
        organisations::list, organisations::create, organisations::settings, organisations::change_settings,
        members::members, members::invite, members::change, members::remove, members::link_agent, members::tokens,
        members::make_token, members::revoke_token, members::audit_log,
        worklog::worklog, worklog::day, captures::image, captures::thumbnail, team::day,
        timesheet::timesheet, timesheet::csv, timesheet::xlsx, timesheet::pdf, timesheet::json, timesheet::reviews, timesheet::review, timesheet::comments,
        timesheet::adjust, timesheet::comment, statistics::statistics,
        people::agents, people::agent, people::invite, people::invitations, people::take_back, people::revoke,
        projects::projects, projects::project, projects::create, projects::preview, projects::publish,
        me::profile, me::views, me::reviews, me::comments, me::comment, me::day, me::image, me::thumbnail, me::receipts, me::receipt, me::export,
        operations::healthy, operations::ready, operations::metrics, operations::openapi, operations::join,
    ),
    components(schemas(KnownLedger)),
    modifiers(&Schemes, &Names, &Problems)
)]
struct Api;

/// How callers prove who they are.
struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let proof = ApiKeyValue::with_description(
            "DPoP",
            "A DPoP proof (RFC 9449) by the device's Ed25519 key, with the nonce of the last answer's DPoP-Nonce.",
        );
        components.add_security_scheme("proof", SecurityScheme::ApiKey(ApiKey::Header(proof)));
        let mut device = Http::new(HttpAuthScheme::Bearer);
        device.description =
            Some("`Authorization: DPoP TOKEN` with an access token of `/api/v1/token`, and a DPoP proof with its hash.".into());
        components.add_security_scheme("device", SecurityScheme::Http(device));
        let mut member = Http::new(HttpAuthScheme::Bearer);
        member.description = Some("A member's API token.".into());
        components.add_security_scheme("member", SecurityScheme::Http(member));
        let session = ApiKeyValue::with_description(
            super::browser::SESSION,
            "A session of a browser. What changes something must come from a page of this server: `Sec-Fetch-Site: \
             same-origin`, or the server's own `Origin`, and a body of JSON.",
        );
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// Gives each operation an id of its own, from its method and path: handlers' names repeat.
struct Names;

impl Modify for Names {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let path = path.trim_start_matches("/api/").trim_start_matches("v1/");
            let words: Vec<_> =
                path.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            let methods = [
                ("get", &mut item.get),
                ("put", &mut item.put),
                ("post", &mut item.post),
                ("patch", &mut item.patch),
                ("delete", &mut item.delete),
                ("head", &mut item.head),
            ];
            for (method, operation) in methods {
                if let Some(operation) = operation {
                    operation.operation_id = Some(format!("{method}_{}", words.join("_")));
                }
            }
        }
    }
}

/// Names the media type of errors, which differs from that of answers.
struct Problems;

impl Modify for Problems {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let items = document.paths.paths.values_mut();
        let operations = items.flat_map(|item| {
            [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete, &mut item.head]
        });
        for operation in operations.flatten() {
            if let Some(RefOr::T(response)) = operation.responses.responses.get_mut("default")
                && let Some(body) = response.content.swap_remove("application/json")
            {
                response.content.insert("application/problem+json".into(), body);
            }
        }
    }
}

/// The document as it is served at `/api/openapi.json` and kept in `server/openapi.json`.
///
/// # Panics
/// Never: every part of it is JSON.
pub fn document() -> String {
    let mut document = serde_json::to_value(Api::openapi()).expect("the document is JSON");
    correct(&mut document);
    let mut text = serde_json::to_string_pretty(&document).expect("the document is JSON");
    text.push('\n');
    text
}

/// Says of whole numbers of 32 bits without a sign how large they can be, and of bytes that they are no list of numbers, which
/// are what utoipa makes of the types.
fn correct(part: &mut Value) {
    match part {
        Value::Object(fields) => {
            if fields.get("format").is_some_and(|format| format == "int32") && fields.contains_key("minimum")
            {
                fields.insert("format".into(), "uint32".into());
                fields.entry("maximum").or_insert(u32::MAX.into());
            }
            let bytes = fields.get("items").is_some_and(|items| items["format"] == "int32");
            if bytes && fields.get("type").is_some_and(|kind| kind == "array") {
                *fields = serde_json::Map::from_iter([
                    ("type".to_owned(), "string".into()),
                    ("format".to_owned(), "binary".into()),
                ]);
            }
            fields.values_mut().for_each(correct);
        }
        Value::Array(parts) => parts.iter_mut().for_each(correct),
        _ => {}
    }
}
