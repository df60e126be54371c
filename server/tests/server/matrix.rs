//! Every operation of the document, as everybody, is called: what it answers stands in one table, and an operation that isn't in it
//! fails.

use axum::http::Method;
use candor_server::admin::Role;
use candor_wire::ErrorCode;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, OURS, PASSWORD},
    world::{Answer, World},
};

/// What is expected of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    /// 2xx.
    Done,
    /// 401: nobody, or nobody whose credential counts here.
    Nobody,
    /// 403: somebody, who may not.
    Refused,
    /// 404: for this one it doesn't exist.
    Hidden,
    /// Another 4xx that only whoever may ask at all comes to.
    Wrong,
}

use Is::{Done, Hidden, Nobody, Refused, Wrong};

/// Who asks, in the order of a case's answers.
const WHO: [&str; 8] = [
    "owner",
    "reviewer",
    "auditor",
    "operator",
    "agent",
    "another's owner",
    "signed out",
    "token without scope",
];

struct Case {
    security: &'static str,
    body: Option<Value>,
    answers: [Is; 8],
}

/// The cases. What a client's members do is nobody else's to know of.
fn case(method: &str, path: &str) -> Option<Case> {
    let case =
        |security, body: Value, answers| Case { security, body: (!body.is_null()).then_some(body), answers };
    let anyone = |body, is| Some(case("anyone", body, [is; 8]));
    let signed_in = |body, is| Some(case("session", body, [is, is, is, is, is, is, Nobody, Nobody]));
    let owner = |body, is| {
        Some(case("session", body, [is, Refused, Refused, Hidden, Hidden, Hidden, Nobody, Refused]))
    };
    let auditing =
        || Some(case("session", Value::Null, [Done, Refused, Done, Hidden, Hidden, Hidden, Nobody, Refused]));
    let reading =
        |is| Some(case("session", Value::Null, [is, is, is, Hidden, Hidden, Hidden, Nobody, Refused]));
    let reviewing =
        |body, is| Some(case("session", body, [is, is, Refused, Hidden, Hidden, Hidden, Nobody, Refused]));
    let operator =
        |body| Some(case("session", body, [Hidden, Hidden, Hidden, Done, Hidden, Hidden, Nobody, Nobody]));
    let own = |security, body, is| {
        Some(case(security, body, [Hidden, Hidden, Hidden, Hidden, is, Hidden, Nobody, Nobody]))
    };
    let no_link = || json!({ "link": "0000" });
    match (method, path) {
        // Devices: whoever has no device's key is nobody.
        ("post", "/api/v1/enrollments" | "/api/v1/invitations/preview" | "/api/v1/token") => {
            Some(case("proof", json!({}), [Nobody; 8]))
        }
        ("get", "/api/v1/policies")
        | ("put" | "head", "/api/v1/blobs/{name}")
        | ("delete", "/api/v1/captures/{id}") => Some(case("device", Value::Null, [Nobody; 8])),
        ("post", "/api/v1/ledger" | "/api/v1/worklog/batches" | "/api/v1/captures/{id}/redaction") => {
            Some(case("device", json!({}), [Nobody; 8]))
        }
        ("get", "/healthz" | "/readyz" | "/metrics" | "/api/openapi.json" | "/join") => {
            anyone(Value::Null, Done)
        }
        // Accounts.
        ("get", "/api/v1/setup" | "/api/v1/session") => anyone(Value::Null, Done),
        ("post", "/api/v1/setup") => anyone(
            json!({ "code": "0000", "name": "N", "email": "n@candor.example", "password": PASSWORD }),
            Wrong,
        ),
        ("post", "/api/v1/session") => {
            anyone(json!({ "email": "nobody@candor.example", "password": PASSWORD }), Wrong)
        }
        ("post", "/api/v1/session/passkey/challenge") => anyone(json!({}), Wrong),
        ("post", "/api/v1/session/passkey") => anyone(json!({ "ceremony": NO_ID, "credential": {} }), Wrong),
        // A client without a provider, and an answer that nobody waits for.
        ("get", "/api/v1/session/provider/{client}") => anyone(Value::Null, Hidden),
        ("post", "/api/v1/session/provider") => anyone(json!({ "client": NO_ID }), Hidden),
        ("post", "/api/v1/session/provider/answer") => {
            anyone(json!({ "client": NO_ID, "state": NO_ID }), Wrong)
        }
        ("post", "/api/v1/account-links/preview" | "/api/v1/account-links/accept") => {
            anyone(no_link(), Wrong)
        }
        ("post", "/api/v1/account/reset") => anyone(json!({ "email": "nobody@candor.example" }), Done),
        // Nobody here waits for a second factor.
        ("post", "/api/v1/session/second-factor") => {
            Some(case("session", json!({ "code": "000000" }), [Nobody; 8]))
        }
        ("get", "/api/v1/account/sessions" | "/api/v1/account/passkeys") => signed_in(Value::Null, Done),
        ("patch", "/api/v1/account") => signed_in(json!({ "lang": "de" }), Done),
        ("post", "/api/v1/account/password") => {
            signed_in(json!({ "current": PASSWORD, "new": PASSWORD }), Done)
        }
        ("post", "/api/v1/account/totp" | "/api/v1/account/recovery-codes") => signed_in(json!({}), Done),
        ("post", "/api/v1/account/totp/confirm") => signed_in(json!({ "code": "no code" }), Wrong),
        ("post", "/api/v1/account/passkeys/challenge") => signed_in(json!({}), Wrong),
        ("post", "/api/v1/account/passkeys") => {
            signed_in(json!({ "ceremony": NO_ID, "name": "K", "credential": {} }), Wrong)
        }
        ("patch", "/api/v1/account/passkeys/{id}") => signed_in(json!({ "name": "K" }), Hidden),
        ("delete", "/api/v1/account/passkeys/{id}" | "/api/v1/account/sessions/{id}") => {
            signed_in(Value::Null, Hidden)
        }
        ("delete", "/api/v1/account/totp" | "/api/v1/session") => signed_in(Value::Null, Done),
        // An agent's own. Their devices ask for the looks too.
        ("get", "/api/v1/me/views") => own("device", Value::Null, Done),
        (
            "get",
            "/api/v1/me/agent"
            | "/api/v1/me/reviews"
            | "/api/v1/me/days/{day}"
            | "/api/v1/me/receipts"
            | "/api/v1/me/export",
        ) => own("session", Value::Null, Done),
        (
            "get",
            "/api/v1/me/captures/{id}/image"
            | "/api/v1/me/captures/{id}/thumbnail"
            | "/api/v1/me/receipts/{receipt}"
            | "/api/v1/me/reviews/{id}/comments",
        ) => own("session", Value::Null, Hidden),
        ("post", "/api/v1/me/reviews/{id}/comments") => own("session", json!({ "text": "Yes." }), Hidden),
        // The operator.
        ("get", "/api/v1/clients") => operator(Value::Null),
        ("post", "/api/v1/clients") => operator(json!({
            "name": "Quay Ltd", "contact": "privacy@quay.example", "address": "1 Quay Street, Dublin",
            "jurisdiction": "Ireland", "authority": "Data Protection Commission", "operator": "Candor Hosting",
            "owner_email": "owner@quay.example", "owner_name": "Orla",
        })),
        // A client's own.
        ("get", "/api/v1/clients/{client}/settings" | "/api/v1/clients/{client}/tokens") => {
            owner(Value::Null, Done)
        }
        ("get", "/api/v1/clients/{client}/provider") => owner(Value::Null, Done),
        ("put", "/api/v1/clients/{client}/provider") => owner(
            json!({ "issuer": "https://127.0.0.1", "registered_as": "candor", "required": false }),
            Wrong,
        ),
        ("delete", "/api/v1/clients/{client}/provider") => owner(Value::Null, Hidden),
        ("patch", "/api/v1/clients/{client}/settings") => owner(json!({ "second_factor": true }), Done),
        ("get", "/api/v1/clients/{client}/members" | "/api/v1/clients/{client}/audit") => auditing(),
        ("post", "/api/v1/clients/{client}/members") => {
            owner(json!({ "name": "New", "email": "new@harbour.example", "role": "reviewer" }), Done)
        }
        ("patch", "/api/v1/clients/{client}/members/{member}") => owner(json!({ "role": "auditor" }), Done),
        (
            "delete",
            "/api/v1/clients/{client}/members/{member}" | "/api/v1/clients/{client}/tokens/{token}",
        ) => owner(Value::Null, Done),
        ("post", "/api/v1/clients/{client}/agents/{agent}/account-link") => {
            // The agent has come to their page, and nobody else can.
            owner(json!({ "email": "mara@agents.example" }), Wrong)
        }
        ("post", "/api/v1/clients/{client}/tokens") => {
            owner(json!({ "name": "CI", "scopes": [], "days": 1 }), Done)
        }
        // Their agents' work, and what they make of it.
        (
            "get",
            "/api/v1/clients/{client}/worklog"
            | "/api/v1/clients/{client}/agents"
            | "/api/v1/clients/{client}/agents/{agent}"
            | "/api/v1/clients/{client}/agents/{agent}/days/{day}"
            | "/api/v1/clients/{client}/invitations"
            | "/api/v1/clients/{client}/projects"
            | "/api/v1/clients/{client}/team/days/{day}"
            | "/api/v1/clients/{client}/statistics"
            | "/api/v1/clients/{client}/timesheet"
            | "/api/v1/clients/{client}/timesheet.csv"
            | "/api/v1/clients/{client}/timesheet.json"
            | "/api/v1/clients/{client}/timesheet.pdf"
            | "/api/v1/clients/{client}/timesheet.xlsx"
            | "/api/v1/clients/{client}/timesheet/reviews",
        ) => reading(Done),
        (
            "get",
            "/api/v1/clients/{client}/projects/{id}"
            | "/api/v1/clients/{client}/captures/{id}/image"
            | "/api/v1/clients/{client}/captures/{id}/thumbnail"
            | "/api/v1/clients/{client}/timesheet/reviews/{id}/comments",
        ) => reading(Hidden),
        (
            "post",
            "/api/v1/clients/{client}/timesheet/reviews"
            | "/api/v1/clients/{client}/timesheet/adjustments"
            | "/api/v1/clients/{client}/timesheet/reviews/{id}/comments",
        ) => reviewing(json!({}), Wrong),
        ("post", "/api/v1/clients/{client}/agents" | "/api/v1/clients/{client}/projects") => {
            owner(json!({ "name": "New" }), Done)
        }
        ("delete", "/api/v1/clients/{client}/invitations/{id}")
        | ("post", "/api/v1/clients/{client}/devices/{id}/revocation") => owner(Value::Null, Hidden),
        (
            "post",
            "/api/v1/clients/{client}/projects/{id}/policies"
            | "/api/v1/clients/{client}/projects/{id}/policies/preview",
        ) => owner(json!({}), Wrong),
        _ => None,
    }
}

/// What an address asks for beside its path, so that it is understood.
fn query(path: &str, agent: &str) -> String {
    match path.rsplit('/').next() {
        Some("worklog") => format!("?agent={agent}&day=2026-11-22"),
        Some(
            "statistics" | "timesheet" | "timesheet.csv" | "timesheet.json" | "timesheet.pdf"
            | "timesheet.xlsx",
        ) => "?from=2026-11-20&to=2026-11-22".into(),
        _ => String::new(),
    }
}

const NO_ID: &str = "019a0000-0000-7000-8000-000000000000";

fn is(answer: &Answer) -> Is {
    if answer.status.is_success() {
        return Done;
    }
    // To HEAD there is no body that could say more.
    if answer.body.is_empty() && answer.status == 401 {
        return Nobody;
    }
    match answer.code() {
        ErrorCode::InvalidToken | ErrorCode::InvalidDpopProof | ErrorCode::UseDpopNonce => Nobody,
        ErrorCode::Forbidden => Refused,
        ErrorCode::NotFound => Hidden,
        _ => {
            assert!(answer.status.is_client_error(), "{answer:?}");
            Wrong
        }
    }
}

#[tokio::test]
async fn everybody_at_every_operation() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let other = world.quickstart(false).await;
    let operator = Browser::operator(&world).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, "owner@harbour.example").await;
    let reviewer = Browser::member(&world, made.client, Role::Reviewer, "reviewer@harbour.example").await;
    let auditor = Browser::member(&world, made.client, Role::Auditor, "auditor@harbour.example").await;
    let stranger = Browser::member(&world, other.client, Role::Owner, "owner@other.example").await;
    let clients = format!("/api/v1/clients/{}", made.client);
    let link = format!("{clients}/agents/{}/account-link", made.agent);
    let link = owner.post(&world, &link, json!({ "email": "mara@agents.example" })).await.ok().json();
    let mut agent = Browser::accepted(&world, link["link"].as_str().unwrap(), "Mara Keller").await;
    agent.with_totp(&world).await;
    let token = json!({ "name": "none", "scopes": [], "days": 1 });
    let token = owner.post(&world, &format!("{clients}/tokens"), token).await.ok().json();
    let token = format!("Bearer {}", token["secret"].as_str().unwrap());

    let mut callers =
        [owner, reviewer, auditor, operator, agent, stranger, Browser::default(), Browser::default()];
    let document: Value = serde_json::from_str(&candor_server::openapi_document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, operations)| {
        operations.as_object().unwrap().iter().map(move |(method, operation)| (method, path, operation))
    });
    let mut operations: Vec<_> = operations.collect();
    let ids: std::collections::BTreeSet<_> =
        operations.iter().map(|(_, _, operation)| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations.len(), "each operation has an id of its own");
    // Whoever signs out, or puts away the second factor, can't show what they could do before.
    let last = |(method, path, _): &(&String, &String, &Value)| {
        usize::from(*method == "delete" && path.ends_with("/totp"))
            + 2 * usize::from(*method == "delete" && path.ends_with("/session"))
    };
    operations.sort_by_key(last);
    for (method, path, operation) in operations {
        let case = case(method, path).unwrap_or_else(|| panic!("{method} {path} has no case"));
        let stated = operation["security"][0].as_object().and_then(|s| s.keys().next());
        let stated = stated.map_or("anyone", String::as_str);
        assert_eq!(stated, case.security, "{method} {path}: the document says otherwise");
        for (at, caller) in callers.iter_mut().enumerate() {
            // Its own target each time, so that one caller's success changes no other's answer.
            let admin = world.admin().await;
            let target = admin.create_member(made.client, "Target", Role::Reviewer, None).await.unwrap();
            admin.close().await;
            let token_id = match path.ends_with("/tokens/{token}") {
                true => a_token(&world, made.client, target.id).await,
                false => NO_ID.into(),
            };
            let url = path
                .replace("{client}", &made.client.to_string())
                .replace("{agent}", &made.agent.to_string())
                .replace("{member}", &target.id.to_string())
                .replace("{token}", &token_id)
                .replace("{id}", NO_ID)
                .replace("{day}", "2026-11-22")
                .replace("{receipt}", &"0".repeat(64))
                .replace("{name}", "sha256:00")
                + &query(path, &made.agent.to_string());
            let mut headers = OURS.to_vec();
            if WHO[at] == "token without scope" {
                headers.push(("authorization", &token));
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let answer = caller.ask(&world, method.clone(), &url, case.body.clone(), &headers).await;
            assert_eq!(is(&answer), case.answers[at], "{} at {method} {path}: {answer:?}", WHO[at]);
            for header in ["content-security-policy", "x-content-type-options", "cache-control"] {
                assert!(answer.headers.contains_key(header), "{method} {path}: {header}");
            }
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{method} {path}: {policy}");
        }
    }
}

/// The id of the token that a member got when it was made.
async fn a_token(world: &World, client: candor_domain::ClientId, member: candor_domain::MemberId) -> String {
    let db = world.database().await;
    let [client, member] = [client.as_bytes(), member.as_bytes()].map(|id| uuid::Uuid::from_bytes(*id));
    let query = "SELECT id FROM api_tokens WHERE client_id = $1 AND member_id = $2";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), query, [client.into(), member.into()]);
    let id: uuid::Uuid = db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    candor_domain::ApiTokenId::from_bytes(id.into_bytes()).to_string()
}
