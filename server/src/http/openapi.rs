//! The OpenAPI 3.1 document, made from the handlers.

use candor_wire::device::KnownLedger;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
};

use super::{
    clients::{captures, people, projects, statistics, team, timesheet, worklog},
    device, operations,
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
        device::batches, device::delete_capture, device::redact_capture, device::views,
        worklog::worklog, worklog::day, captures::image, captures::thumbnail, team::day,
        timesheet::timesheet, timesheet::csv, timesheet::xlsx, timesheet::json, timesheet::reviews, timesheet::review,
        timesheet::comment, statistics::statistics,
        people::agents, people::agent, people::invite, people::invitations, people::take_back, people::revoke,
        projects::projects, projects::project, projects::create, projects::preview, projects::publish,
        operations::healthy, operations::ready, operations::metrics, operations::openapi, operations::join,
    ),
    components(schemas(KnownLedger)),
    modifiers(&Schemes)
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
    }
}

/// The document as it is served at `/api/openapi.json` and kept in `server/openapi.json`.
///
/// # Panics
/// Never: every part of it is JSON.
pub fn document() -> String {
    let mut text = Api::openapi().to_pretty_json().expect("the document is JSON");
    text.push('\n');
    text
}
