//! The program itself: started, killed, stopped.

use std::{
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    process::{Child, Command, Stdio},
    sync::mpsc,
};

use axum::http::Method;
use candor_server::{admin::Role, env::Environment};
use candor_wire::ErrorCode;

use crate::{
    browser::{Browser, PASSWORD},
    device::{TestDevice, answers, duplicate},
    world::World,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_candor-server");

/// Starts the program and waits for its ready line.
fn serve(world: &World, listen: &str) -> (Child, String) {
    let mut child = world
        .program()
        .args(["serve", "--listen", listen, "--data"])
        .arg(&world.config.data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("candor-server ready at ").expect("a ready line").to_owned();
    (child, url)
}

/// Starts a program that keeps a log, which is read as it is written.
fn serve_logged(program: &mut Command) -> (Child, String, mpsc::Receiver<String>) {
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut ready = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut ready).unwrap();
    let url = ready.trim().strip_prefix("candor-server ready at ").unwrap().to_owned();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let (said, kept) = mpsc::channel();
    std::thread::spawn(move || lines.for_each(|line| drop(said.send(line))));
    (child, url, kept)
}

fn terminate(mut child: Child) {
    let asked = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(asked.success());
    assert!(child.wait().unwrap().success(), "SIGTERM ends in status 0");
}

#[tokio::test]
async fn killed_after_the_commit_nothing_is_lost_or_twice() {
    let mut world = World::new().await;
    world.elsewhere().await;
    // The program has the machine's clock.
    world.env = Environment::system();
    world.config.env = world.env.clone();
    let (mut child, url) = serve(&world, "127.0.0.1:0");
    world.url = url;
    let made = world.quickstart(false).await;
    assert!(made.invitation.starts_with(&world.url), "admin knows where the server is");
    let mut device = TestDevice::enrolled(&world, &made.invitation, made.project, 1).await;
    device.at_work(&world).await;
    let records: Vec<_> = (0..40).map(|keys| device.sample(&world, keys)).collect();
    let batch = device.commit(&world, &records);
    device.sync(&world).await;
    device.send_batch(&world, &batch).await.ok();
    child.kill().unwrap();
    child.wait().unwrap();
    for entry in std::fs::read_dir(&world.config.data).unwrap().flatten() {
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} is open to others", entry.path());
    }

    let (child, url) = serve(&world, world.url.strip_prefix("http://").unwrap());
    assert_eq!(url, world.url);
    device.sync(&world).await;
    let again = answers(&device.send_batch(&world, &batch).await.ok());
    assert_eq!(again, records.iter().map(duplicate).collect::<Vec<_>>());
    let second = world
        .program()
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&world.config.data)
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("another candor-server works on"));
    if world.config.database.is_some() {
        let other = world.folder.path().join("other");
        let third =
            world.program().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(other).output().unwrap();
        assert!(!third.status.success());
        let said = String::from_utf8_lossy(&third.stderr).into_owned();
        assert!(said.contains("another candor-server works on this database"), "{said}");
    }
    terminate(child);
}

#[tokio::test]
async fn a_fresh_server_shows_its_code_to_the_terminal_alone() {
    let mut world = World::new().await;
    let data = world.folder.path().join("fresh");
    let mut program = Command::new(PROGRAM);
    program.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data).env("CANDOR_LOG", "trace");
    let (child, url, kept) = serve_logged(&mut program);
    world.url = url;
    let patience = std::time::Duration::from_secs(20);
    let mut logged = Vec::new();
    let code = loop {
        let line = kept.recv_timeout(patience).expect("a code");
        match line.strip_prefix("Nobody has an account yet.").and_then(|line| line.rsplit_once(": ")) {
            Some((_, code)) => break code.to_owned(),
            None => logged.push(line),
        }
    };
    for entry in std::fs::read_dir(&data).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(!bytes.windows(code.len()).any(|window| window == code.as_bytes()), "{:?}", entry.path());
    }
    let body = serde_json::json!({ "code": code, "name": "Olga", "email": "olga@candor.example",
        "password": PASSWORD });
    let mut browser = Browser::default();
    browser.post(&world, "/api/v1/setup", body).await.ok();
    terminate(child);
    logged.extend(kept);
    let secrets = [code.as_str(), PASSWORD, browser.session().unwrap()];
    for line in &logged {
        assert!(!secrets.iter().any(|secret| line.contains(secret)), "{line}");
    }
    assert!(logged.iter().any(|line| line.contains("/api/v1/setup")), "the log was on");
}

#[tokio::test]
async fn the_log_says_who_asked_and_why_they_were_refused() {
    let mut world = World::new().await;
    world.elsewhere().await;
    world.env = Environment::system();
    world.config.env = world.env.clone();
    let mut program = world.program();
    program.args(["serve", "--behind-proxy", "--listen", "127.0.0.1:0", "--data"]).arg(&world.config.data);
    let (child, url, kept) = serve_logged(&mut program);
    world.url = url;
    let made = world.quickstart(false).await;
    let mut device = TestDevice::enrolled(&world, &made.invitation, made.project, 1).await;
    device.policies(&world).await;
    let mut mara = Browser::member(&world, made.client, Role::Reviewer, "mara@harbour.example").await;
    let account = mara.who(&world).await["account"]["id"].as_str().unwrap().to_owned();
    let below = |path: &str| format!("/api/v1/clients/{}{path}", made.client);
    let from = [("x-forwarded-for", "198.51.100.1, 203.0.113.9"), ("sec-fetch-site", "same-origin")];
    let refused = mara.ask(&world, Method::GET, &below("/audit"), None, &from).await;
    assert_eq!(refused.code(), ErrorCode::Forbidden);
    let refused = world.get(&made, "/statistics?from=kelp-anchor").await;
    assert_eq!(refused.code(), ErrorCode::Malformed);
    world.request(Method::GET, &below("/projects"), Some("cnd_0000")).await;
    let wrong = "violet sixteen anchor kelp";
    Browser::default().sign_in(&world, "mara@harbour.example", wrong).await;
    let elsewhere = [("sec-fetch-site", "cross-site")];
    mara.ask(&world, Method::GET, "/api/v1/account/sessions", None, &elsewhere).await;
    terminate(child);
    let log: Vec<String> = kept.iter().collect();
    let has = |words: &[&str]| {
        let line = log.iter().find(|line| words.iter().all(|word| line.contains(word)));
        line.unwrap_or_else(|| panic!("{words:?} in {log:#?}"))
    };
    let here = "address=127.0.0.1";
    has(&["/api/v1/enrollments", "status=200", here, &format!("device={}", device.id)]);
    let line = has(&["/api/v1/policies", "status=200", here, &format!("device={}", device.id)]);
    assert!(!line.contains("code=") && !line.contains("account="), "{line}");
    let (who, member) = (format!("account={account}"), format!("member={}", made.member.id));
    let line = has(&["/audit", "status=403", "address=203.0.113.9", &who, "member=", "code=forbidden"]);
    assert!(!line.contains(&member), "{line}");
    let line = has(&["/statistics", "status=400", here, "token=", &member, "code=malformed"]);
    assert!(!line.contains("account="), "{line}");
    let line = has(&["/projects", "status=401", here, "code=invalid_token"]);
    assert!(!line.contains("token=") && !line.contains("member="), "{line}");
    has(&["/api/v1/session", "status=401", here, &who, "code=sign_in_refused"]);
    has(&["/api/v1/account/sessions", "status=403", &who, "code=cross_site"]);
    let secrets = ["mara", "harbour", "reviewer", "kelp-anchor", "cnd_", wrong, PASSWORD, &made.invitation];
    for line in &log {
        assert!(!secrets.iter().any(|secret| line.contains(secret)), "{line}");
    }
}

#[test]
fn the_commands_speak_json() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("admin").args(args).arg("--data").arg(folder.path());
        command.output().unwrap()
    };
    let json = |args: &[&str]| {
        let output = run(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let made = json(&["quickstart", "--review-minutes", "0", "--screenshots-per-hour", "60", "--json"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let (client, agent, project) = (text(&made["client"]), text(&made["agent"]), text(&made["project"]));
    assert!(text(&made["invitation"]).starts_with("http://127.0.0.1:8470/join#"));
    assert_eq!(made["policy"], 1);
    assert!(text(&made["member"]["token"]).starts_with("cnd_"));
    for list in ["member", "project", "invitation", "device"] {
        assert!(json(&[list, "list", "--client", &client, "--json"]).is_array(), "{list}");
    }
    let auditor =
        json(&["member", "create", "--client", &client, "--name", "A", "--role", "auditor", "--json"]);
    assert!(auditor["token"].is_string() && auditor.get("link").is_none());
    let options = ["--name", "O", "--role", "owner", "--email", "o@harbour.example", "--json"];
    let owner = json(&[&["member", "create", "--client", &client][..], &options].concat());
    assert!(text(&owner["link"]).starts_with("http://127.0.0.1:8470/account-link#"));
    assert!(json(&["account", "list", "--json"]).as_array().unwrap().is_empty());
    let unknown = run(&["account", "reset", "--email", "o@harbour.example"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no account o@harbour.example"));
    for command in ["disable", "enable", "sign-out"] {
        let unknown = run(&["account", command, "--email", "o@harbour.example"]);
        assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no account o@harbour.example"));
    }
    assert_eq!(run(&["account", "sign-out"]).status.code(), Some(2), "whose sessions is to be said");
    assert_eq!(json(&["account", "sign-out", "--everybody", "--json"])["sessions"], 0);
    let rule = ["client", "sign-in", "--second-factor", "false", "--json", "--client", &client];
    assert_eq!(json(&rule)["second_factor"], false);
    let file = folder.path().join("policy.json");
    std::fs::write(&file, r#"{"review_minutes":5,"grace_hours":24,"categories":{}}"#).unwrap();
    let published =
        json(&["policy", "publish", "--project", &project, "--file", file.to_str().unwrap(), "--json"]);
    assert_eq!(published["policy"]["version"], 2);
    assert_eq!(json(&["policy", "list", "--project", &project, "--json"]).as_array().unwrap().len(), 2);
    let out = folder.path().join("out");
    let log = json(&[
        "worklog",
        "--agent",
        &agent,
        "--day",
        "2026-11-22",
        "--out",
        out.to_str().unwrap(),
        "--json",
    ]);
    assert!(log["sessions"].as_array().unwrap().is_empty() && out.join("worklog.json").exists());
    let details = [
        ("--name", "Harbour Maps Ltd"),
        ("--contact", "privacy@harbour.example"),
        ("--address", "1 Quay Street, Dublin 1, Ireland"),
        ("--jurisdiction", "Ireland, European Union"),
        ("--authority", "Data Protection Commission, Ireland"),
        ("--operator", "Candor Hosting"),
    ];
    let create = |details: &[(&'static str, &'static str)]| {
        let details = details.iter().flat_map(|(option, text)| [*option, *text]);
        ["client", "create", "--json"].into_iter().chain(details).collect::<Vec<_>>()
    };
    assert!(json(&create(&details))["id"].is_string());
    for (at, (option, _)) in details.iter().enumerate() {
        // What a notice and a receipt must name is neither left out nor left empty.
        let mut without = details.to_vec();
        without.remove(at);
        let refused = run(&create(&without));
        assert_eq!(refused.status.code(), Some(2), "{option}");
        let mut empty = details;
        empty[at].1 = " ";
        let refused = run(&create(&empty));
        assert_eq!(refused.status.code(), Some(1), "{option}");
        let error = String::from_utf8_lossy(&refused.stderr).into_owned();
        let what = format!("the client's {} must not be empty; nothing was changed", &option[2..]);
        assert!(error.contains(&what), "{error}");
    }
    assert_eq!(json(&["client", "list", "--json"]).as_array().unwrap().len(), 2);
    let unknown = run(&["member", "list", "--client", &agent]);
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no client"));
    assert!(run(&["alarms"]).status.success());
}
