//! Every operation of the document, as everybody, is called: what it answers stands in one table, and an operation that isn't in it
//! fails.

use axum::http::{Method, StatusCode};
use candor_wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    browser::PASSWORD,
    everybody::{NO_ID, STRANGER, Stage, Things, WHO},
    managing::draft,
    world::Answer,
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

struct Case {
    security: &'static str,
    body: Option<Value>,
    answers: [Is; WHO.len()],
}

/// A client as the operator makes one.
pub fn a_client() -> Value {
    json!({
        "name": "Quay Ltd", "contact": "privacy@quay.example", "address": "1 Quay Street, Dublin",
        "jurisdiction": "Ireland", "authority": "Data Protection Commission", "operator": "Candor Hosting",
        "owner_email": "owner@quay.example", "owner_name": "Orla",
    })
}

/// The answers to everybody: to those of the organisation, as [`WHO`] names them; to another's people and device; to whoever is
/// signed out, and to a token without scope.
const fn answers(
    [o, r, a, op, ag, d]: [Is; 6],
    [people, device]: [Is; 2],
    [out, token]: [Is; 2],
) -> [Is; WHO.len()] {
    [o, r, a, op, ag, d, people, people, people, people, device, out, token]
}

/// The cases. What a client's members do is nobody else's to know of.
fn case(method: &str, path: &str, of: &Things) -> Option<Case> {
    let case =
        |security, body: Value, answers| Case { security, body: (!body.is_null()).then_some(body), answers };
    let anyone = |body, is| Some(case("anyone", body, [is; WHO.len()]));
    let signed_in = |body, is| {
        let answers = answers([is, is, is, is, is, Nobody], [is, Nobody], [Nobody, Nobody]);
        Some(case("session", body, answers))
    };
    // An account's own, and here the owner's.
    let of_owner = |body| {
        let own = [Done, Hidden, Hidden, Hidden, Hidden, Nobody];
        Some(case("session", body, answers(own, [Hidden, Nobody], [Nobody, Nobody])))
    };
    let members = |body, [owner, reviewer, auditor]: [Is; 3]| {
        let own = [owner, reviewer, auditor, Hidden, Hidden, Nobody];
        Some(case("session", body, answers(own, [Hidden, Nobody], [Nobody, Refused])))
    };
    let owner = |body, is| members(body, [is, Refused, Refused]);
    let auditing = || members(Value::Null, [Done, Refused, Done]);
    let reading = || members(Value::Null, [Done; 3]);
    let reviewing = |body| members(body, [Done, Done, Refused]);
    let operator = |body| {
        let own = [Hidden, Hidden, Hidden, Done, Hidden, Nobody];
        Some(case("session", body, answers(own, [Hidden, Nobody], [Nobody, Nobody])))
    };
    let agent = |body| {
        let own = [Hidden, Hidden, Hidden, Hidden, Done, Nobody];
        Some(case("session", body, answers(own, [Hidden, Nobody], [Nobody, Nobody])))
    };
    // Whoever has no device's key is nobody.
    let device = |security, body, [own, others]: [Is; 2]| {
        let own = [Nobody, Nobody, Nobody, Nobody, Nobody, own];
        Some(case(security, body, answers(own, [Nobody, others], [Nobody, Nobody])))
    };
    let no_link = || json!({ "link": "0000" });
    match (method, path) {
        // Devices. Whom an invitation is from, any key may ask; by the id of another's capture a device deletes nothing, and isn't
        // told whether there is one.
        ("post", "/api/v1/enrollments") => {
            device("proof", json!({ "invitation": of.secrets[0] }), [Done, Wrong])
        }
        ("post", "/api/v1/invitations/preview") => {
            device("proof", json!({ "invitation": of.secrets[1] }), [Done, Done])
        }
        ("post", "/api/v1/token") => device("proof", json!({ "device": of.device }), [Done, Refused]),
        ("get", "/api/v1/policies") => device("device", Value::Null, [Done, Done]),
        ("put", "/api/v1/blobs/{name}") => device("device", Value::Null, [Done, Done]),
        ("head", "/api/v1/blobs/{name}") => device("device", Value::Null, [Done, Hidden]),
        ("post", "/api/v1/ledger") => device("device", of.ledger.clone(), [Done, Wrong]),
        ("post", "/api/v1/worklog/batches") => device("device", of.batch.clone(), [Done, Wrong]),
        ("delete", "/api/v1/captures/{id}") => device("device", Value::Null, [Done, Done]),
        ("post", "/api/v1/captures/{id}/redaction") => device("device", of.redaction.clone(), [Done, Hidden]),
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
        // A client that isn't there, and an answer that nobody waits for.
        ("get", "/api/v1/session/provider/{client}") => anyone(Value::Null, Done),
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
            Some(case("session", json!({ "code": "000000" }), [Nobody; WHO.len()]))
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
        ("patch", "/api/v1/account/passkeys/{id}") => of_owner(json!({ "name": "K" })),
        ("delete", "/api/v1/account/passkeys/{id}" | "/api/v1/account/sessions/{id}") => {
            of_owner(Value::Null)
        }
        ("delete", "/api/v1/account/totp" | "/api/v1/session") => signed_in(Value::Null, Done),
        // An agent's own. Their devices ask for the looks too, each for its own agent's.
        ("get", "/api/v1/me/views") => {
            let own = [Hidden, Hidden, Hidden, Hidden, Done, Done];
            Some(case("device", Value::Null, answers(own, [Hidden, Done], [Nobody, Nobody])))
        }
        (
            "get",
            "/api/v1/me/agent"
            | "/api/v1/me/reviews"
            | "/api/v1/me/days/{day}"
            | "/api/v1/me/receipts"
            | "/api/v1/me/export"
            | "/api/v1/me/captures/{id}/image"
            | "/api/v1/me/captures/{id}/thumbnail"
            | "/api/v1/me/receipts/{receipt}"
            | "/api/v1/me/reviews/{id}/comments",
        ) => agent(Value::Null),
        ("post", "/api/v1/me/reviews/{id}/comments") => agent(json!({ "text": "Yes." })),
        // The operator.
        ("get", "/api/v1/clients") => operator(Value::Null),
        ("post", "/api/v1/clients") => operator(a_client()),
        // A client's own.
        ("get", "/api/v1/clients/{client}/settings" | "/api/v1/clients/{client}/tokens") => {
            owner(Value::Null, Done)
        }
        ("get", "/api/v1/clients/{client}/provider") => owner(Value::Null, Done),
        ("put", "/api/v1/clients/{client}/provider") => owner(of.provider.clone(), Done),
        ("delete", "/api/v1/clients/{client}/provider") => owner(Value::Null, Done),
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
            owner(json!({ "email": format!("{}@agents.example", of.agent) }), Done)
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
            | "/api/v1/clients/{client}/timesheet/reviews"
            | "/api/v1/clients/{client}/projects/{id}"
            | "/api/v1/clients/{client}/captures/{id}/image"
            | "/api/v1/clients/{client}/captures/{id}/thumbnail"
            | "/api/v1/clients/{client}/timesheet/reviews/{id}/comments",
        ) => reading(),
        ("post", "/api/v1/clients/{client}/timesheet/reviews") => reviewing(json!({ "agent": of.agent,
            "from": "2026-11-22T04:00:00.000Z", "to": "2026-11-22T06:00:00.000Z", "state": "approved" })),
        ("post", "/api/v1/clients/{client}/timesheet/adjustments") => reviewing(json!({ "agent": of.agent,
            "project": of.project, "day": "2026-11-22", "minutes": 5, "reason": "The call" })),
        ("post", "/api/v1/clients/{client}/timesheet/reviews/{id}/comments") => {
            reviewing(json!({ "text": "Well?" }))
        }
        ("post", "/api/v1/clients/{client}/agents" | "/api/v1/clients/{client}/projects") => {
            owner(json!({ "name": "New" }), Done)
        }
        ("delete", "/api/v1/clients/{client}/invitations/{id}")
        | ("post", "/api/v1/clients/{client}/devices/{id}/revocation") => owner(Value::Null, Done),
        ("post", "/api/v1/clients/{client}/projects/{id}/policies") => {
            owner(json!({ "based_on": null, "policy": draft(6, "off", 90) }), Done)
        }
        ("post", "/api/v1/clients/{client}/projects/{id}/policies/preview") => {
            owner(draft(6, "off", 90), Done)
        }
        _ => None,
    }
}

/// What an address asks for beside its path, so that it is understood.
fn query(path: &str, of: &Things, client: &str) -> String {
    match path.rsplit('/').next() {
        Some("worklog") => format!("?agent={}&day=2026-11-22", of.agent),
        Some(
            "statistics" | "timesheet" | "timesheet.csv" | "timesheet.json" | "timesheet.pdf"
            | "timesheet.xlsx",
        ) => "?from=2026-11-20&to=2026-11-22".into(),
        // Another's agent has a page of this name too, but not here. Where an id says whose, nothing else need.
        _ if path.starts_with("/api/v1/me/") && !path.contains("{id}") && !path.contains("{receipt}") => {
            format!("?client={client}")
        }
        _ => String::new(),
    }
}

fn is(answer: &Answer) -> Is {
    if answer.status.is_success() {
        return Done;
    }
    // To HEAD there is no body that could say more.
    match answer.status {
        StatusCode::UNAUTHORIZED if answer.body.is_empty() => return Nobody,
        StatusCode::NOT_FOUND if answer.body.is_empty() => return Hidden,
        _ => {}
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
    let mut stage = Stage::new().await;
    let (client, other) = (stage.made.client.to_string(), stage.other.client.to_string());
    let document: Value = serde_json::from_str(&candor_server::openapi_document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, operations)| {
        operations.as_object().unwrap().iter().map(move |(method, operation)| (method, path, operation))
    });
    let mut operations: Vec<_> = operations.collect();
    let ids: std::collections::BTreeSet<_> =
        operations.iter().map(|(_, _, operation)| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations.len(), "each operation has an id of its own");
    // Whoever signs out, or puts away the second factor, can't show what they could do before; while there is none, a password is
    // enough for another session, which is there to end.
    let last = |(method, path, _): &(&String, &String, &Value)| match (method.as_str(), path.as_str()) {
        ("delete", "/api/v1/account/totp") => 1,
        ("delete", "/api/v1/account/sessions/{id}") => 2,
        (_, "/api/v1/account/passkeys/{id}") => 3,
        ("delete", "/api/v1/session") => 4,
        _ => 0,
    };
    operations.sort_by_key(last);
    for (method, path, operation) in operations {
        let stated = operation["security"][0].as_object().and_then(|s| s.keys().next());
        let stated = stated.map_or("anyone", String::as_str);
        let verb: Method = method.to_uppercase().parse().unwrap();
        for (at, who) in WHO.iter().enumerate() {
            let things = stage.things(method, path).await;
            let case = case(method, path, &things).unwrap_or_else(|| panic!("{method} {path} has no case"));
            assert_eq!(stated, case.security, "{method} {path}: the document says otherwise");
            let url = things.address(path, &client) + &query(path, &things, &client);
            let answer = stage.ask(at, &verb, &url, case.body.as_ref(), &things).await;
            assert_eq!(is(&answer), case.answers[at], "{who} at {method} {path}: {answer:?}");
            for header in ["content-security-policy", "x-content-type-options", "cache-control"] {
                assert!(answer.headers.contains_key(header), "{method} {path}: {header}");
            }
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{method} {path}: {policy}");
            // What is another's isn't below an owner's own address either.
            let url = url.replace(&client, &other);
            if at == STRANGER && path.contains("{client}") && things.are_named(&url, case.body.as_ref()) {
                let answer = stage.ask(at, &verb, &url, case.body.as_ref(), &things).await;
                assert_eq!(is(&answer), Hidden, "{who}, at home, at {method} {path}: {answer:?}");
            }
        }
    }
}
