//! Whatever the interface's description allows, and much that it doesn't: schemathesis asks signed out, as an owner with a
//! browser, as an owner's token, as an agent and as the operator, with all its checks.
//! It can't sign proofs, so as a device it doesn't.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use axum::http::Method;
use candor_domain::record::RecordBody;
use candor_server::{
    admin::Role,
    config::{Limits, Rate},
};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, SESSION},
    device::{TestDevice, picture},
    matrix::a_client,
    world::World,
};

/// The program; `cargo xtask test` installs it and says where.
const PROGRAM: &str = "CANDOR_SCHEMATHESIS";

/// What would end the caller's own session, or leave nobody to ask.
const LAST_ACTS: [&str; 3] =
    ["delete_session", "delete_account_sessions_id", "delete_clients_client_members_member"];

/// Who asks, by what, and what of.
struct Caller<'a> {
    name: &'a str,
    auth: String,
    paths: &'a str,
    ours: bool,
}

/// The server's description, with an example of a client to make: no random word is its owner's address.
fn description(folder: &Path) -> PathBuf {
    let mut document: Value = serde_json::from_str(&candor_server::openapi_document()).unwrap();
    let body = &mut document["paths"]["/api/v1/clients"]["post"]["requestBody"]["content"];
    body["application/json"]["example"] = a_client();
    let file = folder.join("openapi.json");
    std::fs::write(&file, document.to_string()).unwrap();
    file
}

/// Everything that a server is asked by one caller. What it says is shown where it finds anything.
fn run(world: &World, folder: &Path, caller: &Caller<'_>, pins: &str) {
    let rest = r#"
# Rules that go over several fields, names of zones, addresses and what a passkey says are beyond JSON Schema.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "400", "401", "403", "404", "409"]
"#;
    let file = folder.join(format!("{}.toml", caller.name));
    std::fs::write(&file, format!("{}{rest}{pins}", caller.auth)).unwrap();
    let mut program = Command::new(std::env::var_os(PROGRAM).expect("the path of schemathesis"));
    program.arg("--config-file").arg(file).arg("run").arg(description(folder)).args(["--url", &world.url]);
    program.args(["--checks", "all", "--phases", "examples,coverage,fuzzing", "--max-examples", "10"]);
    // One worker: Python 3.11 can fail where two threads parse its code at once (python/cpython#106905), as hypothesis does.
    program.args(["--seed", "1", "--workers", "1", "--continue-on-failure", "--warnings", "off"]);
    program.args(["--include-path-regex", caller.paths]).current_dir(folder);
    if caller.ours {
        program.args(["--header", "Sec-Fetch-Site: same-origin"]);
    }
    for operation in LAST_ACTS {
        program.args(["--exclude-operation-id", operation]);
    }
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}: {said}\n{}", caller.name, String::from_utf8_lossy(&output.stderr));
}

/// Parameters that name something.
fn pins(client: &impl ToString, agent: &impl ToString, of: &[(&str, &str)]) -> String {
    let mut pins = format!(
        "[parameters]\n\"path.client\" = \"{}\"\n\"path.agent\" = \"{}\"\n",
        client.to_string(),
        agent.to_string()
    );
    for (path, id) in of {
        pins += &format!(
            "[[operations]]\ninclude-path = \"{path}\"\nparameters = {{ \"path.id\" = \"{id}\" }}\n"
        );
    }
    pins
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "wants schemathesis, which `cargo xtask test fuzz` installs"]
async fn whatever_is_asked_the_answer_is_as_described() {
    let mut world = World::new().await;
    let much = Rate { per_second: 100_000, burst: 100_000 };
    world.config.limits = Limits {
        device: much,
        account: much,
        token: much,
        enrolment: much,
        sign_in: much,
        guesses: 1_000_000,
        ..Limits::default()
    };
    world.restart().await;
    world.keep_connections();
    let mut operator = Browser::operator(&world).await;
    let made = world.quickstart(false).await;
    let mut device = TestDevice::enrolled(&world, &made.invitation, made.project, 1).await;
    device.at_work(&world).await;
    let shown = picture(3);
    device.put(&world, &shown).await.ok();
    let records = [
        device.sample(&world, 7),
        device.screenshot(&world, &shown),
        device.note(&world, "A map of the harbour"),
    ];
    let capture = records.iter().find(|record| matches!(record.body, RecordBody::Capture(_))).unwrap().id;
    let batch = device.commit(&world, &records);
    device.sync(&world).await;
    device.send_batch(&world, &batch).await.ok();
    let mut owner = Browser::member(&world, made.client, Role::Owner, "owner@candor.example").await;
    let below = |path: &str| format!("/api/v1/clients/{}{path}", made.client);
    let asked = json!({ "agent": made.agent, "from": "2026-11-22T04:00:00.000Z", "to": "2026-11-22T06:00:00.000Z",
        "state": "questioned", "comment": "What was this?" });
    let review = owner.post(&world, &below("/timesheet/reviews"), asked).await.ok().json();
    let link = below(&format!("/agents/{}/account-link", made.agent));
    let made_link = owner.post(&world, &link, json!({ "email": "aisha@candor.example" })).await.ok().json();
    let link = made_link["link"].as_str().unwrap().to_owned();
    let agent = Browser::accepted(&world, &link, "Aisha").await;
    let scopes = [
        "worklog:read",
        "worklog:write",
        "captures:read",
        "policies:read",
        "policies:write",
        "people:read",
        "people:write",
        "audit:read",
    ];
    let token = json!({ "name": "fuzz", "scopes": scopes, "days": 30 });
    let token: Value = owner.call(&world, Method::POST, &below("/tokens"), Some(token)).await.ok().json();

    let (capture, review, project) =
        (capture.to_string(), review["id"].as_str().unwrap().to_owned(), made.project.to_string());
    let below = "/api/v1/clients/{client}";
    let named = [
        (format!("{below}/projects/{{id}}"), &project),
        (format!("{below}/projects/{{id}}/policies"), &project),
        (format!("{below}/projects/{{id}}/policies/preview"), &project),
        (format!("{below}/captures/{{id}}/image"), &capture),
        (format!("{below}/captures/{{id}}/thumbnail"), &capture),
        (format!("{below}/timesheet/reviews/{{id}}/comments"), &review),
        ("/api/v1/me/reviews/{id}/comments".into(), &review),
        ("/api/v1/me/captures/{id}/image".into(), &capture),
        ("/api/v1/me/captures/{id}/thumbnail".into(), &capture),
    ];
    let named: Vec<_> = named.iter().map(|(path, id)| (path.as_str(), id.as_str())).collect();
    let pins = pins(&made.client, &made.agent, &named);
    let session =
        |browser: &Browser| format!("[auth.openapi.session]\napi_key = \"{}\"\n", browser.cookies[SESSION]);
    let bearer = format!("[auth.openapi.member]\nbearer = \"{}\"\n", token["secret"].as_str().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let runs = session(&operator);
    let world = tokio::task::spawn_blocking(move || {
        for caller in [
            Caller { name: "nobody", auth: String::new(), paths: "", ours: true },
            Caller { name: "stranger's page", auth: String::new(), paths: "", ours: false },
            Caller { name: "token", auth: bearer, paths: "/clients/", ours: false },
            Caller {
                name: "agent",
                auth: session(&agent),
                paths: "/api/v1/(account|session|me)",
                ours: true,
            },
            Caller {
                name: "owner",
                auth: session(&owner),
                paths: "/api/v1/(account|session|clients)",
                ours: true,
            },
            Caller { name: "operator", auth: runs, paths: "/api/v1/clients$", ours: true },
        ] {
            let pins = if caller.auth.is_empty() { "" } else { &pins };
            run(&world, folder.path(), &caller, pins);
        }
        world
    })
    .await
    .unwrap();
    let clients = operator.get(&world, "/api/v1/clients").await.ok().json();
    assert!(clients["items"].as_array().unwrap().len() > 1, "the operator made clients");
}
