//! Signing in as people do: set-up, password, second factor, sessions.

use axum::http::{Method, StatusCode};
use candor_domain::Millis;
use candor_server::admin::Role;
use candor_wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, PASSWORD},
    own::agent,
    world::World,
};

const EMAIL: &str = "owner@harbour.example";

#[tokio::test]
async fn a_fresh_server_is_set_up_once_by_whoever_sees_its_terminal() {
    let mut world = World::new().await;
    let first = world.set_up_code().unwrap();
    world.restart().await;
    let code = world.set_up_code().unwrap();
    assert_ne!(first, code);
    let mut browser = Browser::default();
    assert_eq!(browser.get(&world, "/api/v1/setup").await.ok().json(), json!({ "needed": true }));
    let body = |code: &str, password: &str| {
        json!({ "code": code, "name": "Olga Operator", "email": "Olga@Candor.example ", "password": password,
            "lang": "de-AT", "client": { "name": "Harbour Ltd", "contact": "privacy@harbour.example",
            "address": "1 Quay Street, Dublin", "jurisdiction": "Ireland", "authority": "DPC", "operator": "Us" } })
    };
    let answer = browser.post(&world, "/api/v1/setup", body(&first, PASSWORD)).await;
    assert_eq!(answer.code(), ErrorCode::LinkUnknown, "an earlier start's code");
    let answer = browser.post(&world, "/api/v1/setup", body(&code, "short")).await;
    assert_eq!(answer.code(), ErrorCode::PasswordRefused);
    // As somebody types it who copies it from a screen.
    let typed = code.to_lowercase().replace('-', " ");
    let state = browser.post(&world, "/api/v1/setup", body(&typed, PASSWORD)).await.ok().json();
    assert_eq!(state["account"]["email"], "olga@candor.example");
    assert_eq!((&state["account"]["operator"], &state["account"]["lang"]), (&json!(true), &json!("de")));
    assert_eq!((&state["strength"], &state["second_factor_advised"]), (&json!("password"), &json!(true)));
    assert_eq!(state["memberships"][0]["role"], "owner");
    assert_eq!(state["memberships"][0]["needs_second_factor"], true);
    assert_eq!(browser.get(&world, "/api/v1/setup").await.ok().json(), json!({ "needed": false }));
    let again = Browser::default().post(&world, "/api/v1/setup", body(&code, PASSWORD)).await;
    assert_eq!(again.code(), ErrorCode::LinkUsed);
    world.restart().await;
    assert_eq!(world.set_up_code(), None);
    assert_eq!(browser.who(&world).await["account"]["name"], "Olga Operator", "sessions outlive a restart");
}

#[tokio::test]
async fn a_client_demands_more_than_a_password() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let admin = world.admin().await;
    let link = admin.create_member(made.client, "O", Role::Owner, Some(EMAIL)).await.unwrap().link.unwrap();
    let mut owner = Browser::accepted(&world, &link, "Orla Owner").await;
    let members = format!("/api/v1/clients/{}/members", made.client);
    let answer = owner.get(&world, &members).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, ErrorCode::SecondFactorRequired));
    let before = owner.session().cloned();
    let codes = owner.with_totp(&world).await;
    assert_eq!(codes.len(), 10);
    assert_ne!(owner.session().cloned(), before, "more is allowed, so the secret is another");
    owner.get(&world, &members).await.ok();
    let state = owner.who(&world).await;
    assert_eq!(state["factors"], json!({ "totp": true, "passkeys": 0, "recovery_codes": 10 }));
    assert_eq!(state["second_factor_advised"], false);

    // Another owner may say that it isn't needed, and it holds at once.
    let link =
        admin.create_member(made.client, "P", Role::Reviewer, Some("p@harbour.example")).await.unwrap();
    let mut weak = Browser::accepted(&world, &link.link.unwrap(), "Pat").await;
    let tokens = format!("/api/v1/clients/{}/settings", made.client);
    assert_eq!(weak.get(&world, &tokens).await.code(), ErrorCode::SecondFactorRequired);
    owner.call(&world, Method::PATCH, &tokens, Some(json!({ "second_factor": false }))).await.ok();
    assert_eq!(weak.get(&world, &tokens).await.code(), ErrorCode::Forbidden);
    admin.close().await;
}

#[tokio::test]
async fn a_password_waits_for_its_second_factor() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let mut other = Browser { totp: owner.totp.clone(), ..Browser::default() };
    let state = other.sign_in(&world, " OWNER@harbour.example", PASSWORD).await.ok().json();
    assert_eq!(state["account"], Value::Null);
    assert_eq!(state["pending"], json!({ "totp": true, "passkey": false, "recovery_code": true }));
    // Half signed in is not signed in.
    for path in ["/api/v1/account/sessions".to_owned(), format!("/api/v1/clients/{}/members", made.client)] {
        assert_eq!(other.get(&world, &path).await.code(), ErrorCode::InvalidToken, "{path}");
    }
    world.env.advance(Millis::from_secs(30));
    let pending = other.session().cloned();
    let code = other.code(&world, 0);
    let answer = other.post(&world, "/api/v1/session/second-factor", json!({ "code": code })).await.ok();
    assert_eq!(answer.json()["strength"], "second_factor");
    assert_ne!(other.session().cloned(), pending);
    // The secret of before opens nothing.
    let mut old = Browser::default();
    old.cookies.insert(crate::browser::SESSION.into(), pending.unwrap());
    assert_eq!(old.get(&world, "/api/v1/account/sessions").await.code(), ErrorCode::InvalidToken);

    let list = owner.get(&world, "/api/v1/account/sessions").await.ok().json();
    let sessions = list["items"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    let theirs = sessions.iter().find(|session| session["current"] == false).unwrap();
    let path = format!("/api/v1/account/sessions/{}", theirs["id"].as_str().unwrap());
    owner.call(&world, Method::DELETE, &path, None).await.ok();
    assert_eq!(other.who(&world).await["account"], Value::Null, "at once");
    let out = owner.call(&world, Method::DELETE, "/api/v1/session", None).await.ok();
    assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert!(owner.session().is_none());
}

#[tokio::test]
async fn a_session_ends_by_rest_and_by_age() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    for _ in 0..14 {
        world.env.advance(Millis::from_minutes(11 * 60));
        assert_ne!(owner.who(&world).await["account"], Value::Null);
    }
    // 154 hours; seven days are 168.
    world.env.advance(Millis::from_minutes(11 * 60));
    assert_ne!(owner.who(&world).await["account"], Value::Null);
    world.env.advance(Millis::from_minutes(3 * 60));
    assert_eq!(owner.who(&world).await["account"], Value::Null, "by age, however often it was used");
    owner.sign_in(&world, EMAIL, PASSWORD).await.ok();
    let code = owner.code(&world, 0);
    owner.post(&world, "/api/v1/session/second-factor", json!({ "code": code })).await.ok();
    world.env.advance(Millis::from_minutes(12 * 60));
    assert_eq!(owner.who(&world).await["account"], Value::Null, "by rest");
}

#[tokio::test]
async fn ways_to_sign_in_are_changed_by_who_was_there_shortly_ago() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let mut elsewhere = owner.clone();
    world.env.advance(Millis::from_minutes(16));
    let change = json!({ "current": PASSWORD, "new": "violet sixteen anchor kelp" });
    for (method, path, body) in [
        (Method::POST, "/api/v1/account/password", change.clone()),
        (Method::POST, "/api/v1/account/totp", json!({})),
        (Method::DELETE, "/api/v1/account/totp", Value::Null),
        (Method::POST, "/api/v1/account/recovery-codes", json!({})),
        (Method::POST, "/api/v1/account/passkeys/challenge", json!({})),
    ] {
        let body = (!body.is_null()).then_some(body);
        let answer = owner.call(&world, method, path, body).await;
        assert_eq!(answer.code(), ErrorCode::SignInAgain, "{path}");
    }
    owner.sign_in(&world, EMAIL, PASSWORD).await.ok();
    let code = owner.code(&world, 0);
    owner.post(&world, "/api/v1/session/second-factor", json!({ "code": code })).await.ok();
    let wrong = json!({ "current": "violet sixteen anchor kelp", "new": "violet sixteen anchor kelp" });
    let answer = owner.post(&world, "/api/v1/account/password", wrong).await;
    assert_eq!(answer.code(), ErrorCode::SignInRefused);
    owner.post(&world, "/api/v1/account/password", change).await.ok();
    assert_eq!(elsewhere.who(&world).await["account"], Value::Null, "other sessions are over");
    assert_ne!(owner.who(&world).await["account"], Value::Null);
    assert_eq!(elsewhere.sign_in(&world, EMAIL, PASSWORD).await.code(), ErrorCode::SignInRefused);
    let state = elsewhere.sign_in(&world, EMAIL, "violet sixteen anchor kelp").await.ok().json();
    assert_eq!(state["pending"]["totp"], true);
    // Without the app a password is enough again, and the recovery codes are gone with it.
    owner.call(&world, Method::DELETE, "/api/v1/account/totp", None).await.ok();
    let state = elsewhere.sign_in(&world, EMAIL, "violet sixteen anchor kelp").await.ok().json();
    assert_eq!(state["strength"], "password");
    assert_eq!(state["factors"], json!({ "totp": false, "passkeys": 0, "recovery_codes": 0 }));
}

#[tokio::test]
async fn joining_makes_no_session_younger() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let other = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let began =
        owner.get(&world, "/api/v1/account/sessions").await.ok().json()["items"][0]["created_at"].clone();
    world.env.advance(Millis::from_minutes(16));
    let admin = world.admin().await;
    let link = admin.create_member(other.client, "O", Role::Owner, Some(EMAIL)).await.unwrap().link.unwrap();
    admin.close().await;
    owner.post(&world, "/api/v1/account-links/accept", json!({ "link": link })).await.ok();
    let sessions = owner.get(&world, "/api/v1/account/sessions").await.ok().json();
    assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
    assert_eq!(sessions["items"][0]["created_at"], began);
    let answer = owner.post(&world, "/api/v1/account/totp", json!({})).await;
    assert_eq!(answer.code(), ErrorCode::SignInAgain, "a link is no proof of who this is");
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_mail() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    owner.call(&world, Method::PATCH, "/api/v1/account", Some(json!({ "lang": "es" }))).await.ok();
    let mut stranger = Browser::default();
    for email in ["nobody@harbour.example", EMAIL] {
        let answer = stranger.post(&world, "/api/v1/account/reset", json!({ "email": email })).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::ACCEPTED, 0), "{email}");
    }
    let mail = world.mail(1).await.remove(0);
    assert!(mail.contains(&format!("To: {EMAIL}")) && mail.contains("nueva para Candor"), "{mail}");
    let link = crate::outbox::link_in(&mail);
    let preview = stranger.post(&world, "/api/v1/account-links/preview", json!({ "link": link })).await.ok();
    assert_eq!(preview.json()["purpose"], "reset");
    let accept = json!({ "link": link, "password": "violet sixteen anchor kelp" });
    let state = stranger.post(&world, "/api/v1/account-links/accept", accept.clone()).await.ok().json();
    assert_eq!(state["account"], Value::Null, "the mail is no second factor");
    assert_eq!(owner.who(&world).await["account"], Value::Null, "all sessions are over");
    let again = stranger.post(&world, "/api/v1/account-links/accept", accept).await;
    assert_eq!(again.code(), ErrorCode::LinkUsed);
    let state = stranger.sign_in(&world, EMAIL, "violet sixteen anchor kelp").await.ok().json();
    assert_eq!(state["pending"]["totp"], true, "the second factor stays");
    // Only one link holds at a time, and not for long.
    for _ in 0..2 {
        stranger.post(&world, "/api/v1/account/reset", json!({ "email": EMAIL })).await.ok();
        world.mail(1).await;
    }
    let admin = world.admin().await;
    let link = admin.reset_link(EMAIL).await.unwrap().link;
    assert!(admin.reset_link("nobody@harbour.example").await.is_err());
    admin.close().await;
    world.env.advance(Millis::from_minutes(60));
    let late = json!({ "link": link, "password": PASSWORD });
    let answer = stranger.post(&world, "/api/v1/account-links/accept", late).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::GONE, ErrorCode::LinkExpired));
}

#[tokio::test]
async fn a_disabled_account_opens_nothing() {
    const AGENT: &str = "mara@agents.example";
    let world = World::new().await;
    let made = world.quickstart(false).await;
    // Makes also `owner@harbour.example`.
    let mut mara = agent(&world, &made).await;
    let mut other = Browser::member(&world, made.client, Role::Owner, "other@harbour.example").await;
    let mut owner = Browser::default();
    owner.sign_in(&world, EMAIL, PASSWORD).await.ok();
    assert!(owner.who(&world).await["pending"]["totp"].as_bool().unwrap());
    let tokens = format!("/api/v1/clients/{}/tokens", made.client);
    let new = json!({ "name": "CI", "scopes": ["people:read"], "days": 1 });
    let token = other.post(&world, &tokens, new).await.ok().json();
    let token = token["secret"].as_str().unwrap();
    let agents = format!("/api/v1/clients/{}/agents", made.client);
    world.request(Method::GET, &agents, Some(token)).await.ok();
    mara.get(&world, "/api/v1/me/agent").await.ok();
    let admin = world.admin().await;
    let reset = admin.reset_link(AGENT).await.unwrap().link;
    for email in [EMAIL, AGENT, "other@harbour.example"] {
        assert!(admin.disable_account(email).await.unwrap().disabled_at.is_some());
    }
    // At once, with what was open: sessions, a half sign-in, tokens, links.
    assert_eq!(mara.get(&world, "/api/v1/me/agent").await.code(), ErrorCode::InvalidToken);
    assert_eq!(other.get(&world, &tokens).await.code(), ErrorCode::InvalidToken);
    assert_eq!(world.request(Method::GET, &agents, Some(token)).await.code(), ErrorCode::InvalidToken);
    let code = json!({ "code": "000000" });
    let answer = owner.post(&world, "/api/v1/session/second-factor", code).await;
    assert_eq!(answer.code(), ErrorCode::InvalidToken);
    let body = json!({ "link": reset, "password": "another kelp anchor violet" });
    let answer = Browser::default().post(&world, "/api/v1/account-links/accept", body).await;
    assert_eq!(answer.code(), ErrorCode::LinkUnknown);
    assert!(admin.reset_link(AGENT).await.is_err());
    // By no way in, and nobody is told that there is such an account.
    for email in [EMAIL, AGENT] {
        let right = Browser::default().sign_in(&world, email, PASSWORD).await;
        let wrong = Browser::default().sign_in(&world, email, "violet sixteen anchor kelp").await;
        let nobody = Browser::default().sign_in(&world, "nobody@harbour.example", PASSWORD).await;
        assert_eq!(right.code(), ErrorCode::SignInRefused);
        assert_eq!(right.body, wrong.body);
        assert_eq!(right.body, nobody.body);
        assert!(right.headers.get("set-cookie").is_none());
    }
    // Enabled again it is as it was, and its sessions are over all the same.
    admin.enable_account("other@harbour.example").await.unwrap();
    assert_eq!(other.get(&world, &tokens).await.code(), ErrorCode::InvalidToken);
    world.request(Method::GET, &agents, Some(token)).await.ok();
    other.sign_in(&world, "other@harbour.example", PASSWORD).await.ok();
    let code = json!({ "code": other.code(&world, 1) });
    other.post(&world, "/api/v1/session/second-factor", code).await.ok();
    let log = other.get(&world, &format!("/api/v1/clients/{}/audit", made.client)).await.ok().json();
    for (act, times) in [("account.disabled", 2), ("account.enabled", 1)] {
        let lines = log["items"].as_array().unwrap().iter().filter(|line| line["action"] == act);
        let actors: Vec<_> = lines.map(|line| line["actor_name"].as_str().unwrap()).collect();
        assert_eq!(actors, vec!["candor-server admin"; times], "{act}");
    }
    admin.close().await;
}

#[tokio::test]
async fn the_operator_ends_sessions() {
    let world = World::new().await;
    let mut operator = Browser::operator(&world).await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let admin = world.admin().await;
    assert_eq!(admin.sign_out(Some(EMAIL)).await.unwrap().sessions, 1);
    assert_eq!(owner.who(&world).await["account"], Value::Null);
    assert_ne!(operator.who(&world).await["account"], Value::Null);
    Browser::default().sign_in(&world, EMAIL, PASSWORD).await.ok();
    let done = admin.sign_out(None).await.unwrap();
    assert_eq!((done.accounts, done.sessions), (2, 2));
    assert_eq!(operator.who(&world).await["account"], Value::Null);
    assert_eq!(admin.sign_out(None).await.unwrap().sessions, 0);
    assert!(admin.sign_out(Some("nobody@harbour.example")).await.is_err());
    // Somebody has to be able to run the server.
    let error = admin.disable_account("operator@candor.example").await.unwrap_err().to_string();
    assert!(error.contains("only operator"), "{error}");
    operator.sign_in(&world, "operator@candor.example", PASSWORD).await.ok();
    admin.close().await;
}

/// Wherever a password is chosen, one that is on the list is refused.
#[tokio::test]
async fn passwords_known_from_breaches_are_refused() {
    use sha1::{Digest as _, Sha1};
    const LEAKED: &str = "harbour lantern seventeen";
    let mut world = World::new().await;
    let list = world.folder.path().join("breached.txt");
    // NFKC makes one of the two spellings.
    let mut lines: Vec<_> = [LEAKED, "zwo\u{308}lf Boxka\u{308}mpfer jagen"]
        .map(|password| format!("{}:3\r\n", hex::encode_upper(Sha1::digest(password))))
        .into();
    lines.sort();
    std::fs::write(&list, lines.concat()).unwrap();
    world.config.breached_passwords = Some(list);
    world.restart().await;
    let body = |password: &str| json!({ "code": world.set_up_code().unwrap(), "name": "Olga", "email": EMAIL, "password": password });
    for leaked in [LEAKED, "zwo\u{308}lf Boxka\u{308}mpfer jagen"] {
        let answer = Browser::default().post(&world, "/api/v1/setup", body(leaked)).await;
        assert_eq!(answer.code(), ErrorCode::PasswordRefused, "{leaked}");
    }
    let mut olga = Browser::default();
    olga.post(&world, "/api/v1/setup", body(PASSWORD)).await.ok();
    let change = json!({ "current": PASSWORD, "new": LEAKED });
    let answer = olga.post(&world, "/api/v1/account/password", change).await;
    assert_eq!(answer.code(), ErrorCode::PasswordRefused);
    let admin = world.admin().await;
    let link = admin.reset_link(EMAIL).await.unwrap().link;
    admin.close().await;
    let accept = |password: &str| json!({ "link": link, "password": password });
    let answer = olga.post(&world, "/api/v1/account-links/accept", accept(LEAKED)).await;
    assert_eq!(answer.code(), ErrorCode::PasswordRefused);
    olga.post(&world, "/api/v1/account-links/accept", accept("violet sixteen anchor kelp")).await.ok();
}
