//! What is tried against people who sign in.

use axum::http::{Method, StatusCode};
use candor_domain::Millis;
use candor_server::{admin::Role, config::Rate};
use candor_wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Headers, OURS, PASSWORD, SESSION},
    world::World,
};

const EMAIL: &str = "owner@harbour.example";

async fn owner(world: &World) -> (Browser, String) {
    let made = world.quickstart(false).await;
    let owner = Browser::member(world, made.client, Role::Owner, EMAIL).await;
    (owner, format!("/api/v1/clients/{}", made.client))
}

fn hashes(metrics: &str) -> u64 {
    let line = metrics.lines().find(|line| line.starts_with("candor_password_hashes_total")).unwrap();
    line.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_session_that_somebody_else_planted_is_never_the_victims() {
    let world = World::new().await;
    let (_, _) = owner(&world).await;
    // A value that the server never gave, and one that it gave to the attacker.
    let mut attacker = Browser::default();
    attacker.sign_in(&world, EMAIL, PASSWORD).await.ok();
    let pending = attacker.session().unwrap().clone();
    for planted in ["0".repeat(64), pending] {
        let mut victim = Browser::default();
        victim.cookies.insert(SESSION.into(), planted.clone());
        victim.sign_in(&world, EMAIL, PASSWORD).await.ok();
        assert_ne!(victim.session(), Some(&planted));
        let mut attacker = Browser::default();
        attacker.cookies.insert(SESSION.into(), planted);
        let state = attacker.who(&world).await;
        assert_eq!((&state["account"], &state["pending"]), (&Value::Null, &Value::Null));
    }
}

#[tokio::test]
async fn other_sites_can_do_nothing_with_the_cookie() {
    let world = World::new().await;
    let (mut owner, client) = owner(&world).await;
    let json = ("content-type", "application/json");
    let here = world.url.clone();
    let forged: [Headers<'_>; 8] = [
        &[("sec-fetch-site", "cross-site"), json],
        &[("sec-fetch-site", "same-site"), json],
        &[("sec-fetch-site", "none"), json],
        // What Fetch Metadata says goes before an `Origin`.
        &[("sec-fetch-site", "cross-site"), ("origin", &here), json],
        &[("origin", "https://evil.example"), json],
        &[("origin", "null"), json],
        &[json],
        // What a form can send.
        &[("sec-fetch-site", "same-origin"), ("content-type", "text/plain")],
    ];
    let token = json!({ "name": "n", "scopes": ["worklog:read"], "days": 1 });
    for headers in forged {
        for (method, path, body) in [
            (Method::POST, format!("{client}/tokens"), token.clone()),
            (Method::PATCH, "/api/v1/account".into(), json!({ "name": "Evil" })),
            (Method::POST, "/api/v1/session".into(), json!({ "email": EMAIL, "password": PASSWORD })),
        ] {
            let answer = owner.ask(&world, method, &path, Some(body), headers).await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::FORBIDDEN, ErrorCode::CrossSite),
                "{path} {headers:?}"
            );
        }
    }
    for headers in [forged[0], &forged[4][..1]] {
        let answer = owner.ask(&world, Method::DELETE, "/api/v1/session", None, headers).await;
        assert_eq!(answer.code(), ErrorCode::CrossSite, "{headers:?}");
    }
    // Nor can another site have a page read in somebody's name.
    let answer = owner.ask(&world, Method::GET, "/api/v1/account/sessions", None, forged[0]).await;
    assert_eq!(answer.code(), ErrorCode::CrossSite);
    assert_eq!(owner.who(&world).await["account"]["name"], "owner", "nothing was changed");
    // Our own pages, in a browser that says where it is and in one that only knows `Origin`.
    for headers in [OURS, &[("origin", here.as_str()), ("content-type", "application/json; charset=utf-8")]] {
        owner.ask(&world, Method::POST, &format!("{client}/tokens"), Some(token.clone()), headers).await.ok();
    }
}

#[tokio::test]
async fn two_credentials_at_once_are_nobodys() {
    let world = World::new().await;
    let (mut owner, client) = owner(&world).await;
    let token = json!({ "name": "n", "scopes": ["people:read"], "days": 1 });
    let made = owner.post(&world, &format!("{client}/tokens"), token).await.ok().json();
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    let members = format!("{client}/members");
    world.request(Method::GET, &members, Some(made["secret"].as_str().unwrap())).await.ok();
    let headers = [("sec-fetch-site", "same-origin"), ("authorization", bearer.as_str())];
    for path in [members.as_str(), "/api/v1/account/sessions", "/api/v1/session"] {
        let answer = owner.ask(&world, Method::GET, path, None, &headers).await;
        assert_eq!(answer.code(), ErrorCode::InvalidToken, "{path}");
    }
}

#[tokio::test]
async fn a_cookie_of_before_opens_nothing() {
    let world = World::new().await;
    let (mut owner, _) = owner(&world).await;
    let stolen = owner.clone();
    owner.call(&world, Method::DELETE, "/api/v1/session", None).await.ok();
    assert_eq!(stolen.clone().get(&world, "/api/v1/account/sessions").await.code(), ErrorCode::InvalidToken);
}

#[tokio::test]
async fn a_token_ends_with_its_time_its_member_and_its_owners_word() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let other = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let mut second = Browser::member(&world, made.client, Role::Owner, "second@harbour.example").await;
    let client = format!("/api/v1/clients/{}", made.client);
    let (tokens, members) = (format!("{client}/tokens"), format!("{client}/members"));
    let new = |days: u32| json!({ "name": "CI", "scopes": ["people:read", "audit:read"], "days": days });
    for days in [0, 366, 40_000] {
        let answer = owner.post(&world, &tokens, new(days)).await;
        assert_eq!(answer.code(), ErrorCode::Malformed, "{days}");
    }
    let unknown = json!({ "name": "CI", "scopes": ["all"], "days": 1 });
    assert_eq!(owner.post(&world, &tokens, unknown).await.code(), ErrorCode::Malformed);
    let make = async |who: &mut Browser, days: u32| {
        let made = who.post(&world, &tokens, new(days)).await.ok().json();
        (made["secret"].as_str().unwrap().to_owned(), made["token"]["id"].as_str().unwrap().to_owned())
    };
    let (short, _) = make(&mut owner, 1).await;
    let (revoked, id) = make(&mut owner, 30).await;
    let (of_second, _) = make(&mut second, 30).await;
    let read = async |secret: &str, path: &str| world.request(Method::GET, path, Some(secret)).await;
    for secret in [&short, &revoked, &of_second] {
        read(secret, &members).await.ok();
        // Another client isn't there for it, nor is what its scopes leave out.
        let theirs = format!("/api/v1/clients/{}/members", other.client);
        assert_eq!(read(secret, &theirs).await.status, StatusCode::NOT_FOUND);
        assert_eq!(read(secret, &tokens).await.code(), ErrorCode::Forbidden);
    }
    owner.call(&world, Method::DELETE, &format!("{tokens}/{id}"), None).await.ok();
    assert_eq!(read(&revoked, &members).await.code(), ErrorCode::InvalidToken);
    assert_eq!(
        owner.call(&world, Method::DELETE, &format!("{tokens}/{id}"), None).await.code(),
        ErrorCode::NotFound
    );
    // A role that shrinks takes its tokens along, at once; so does its end.
    let list = owner.get(&world, &members).await.ok().json();
    let row = list["items"].as_array().unwrap().iter().find(|row| row["email"] == "second@harbour.example");
    let path = format!("{members}/{}", row.unwrap()["id"].as_str().unwrap());
    second.get(&world, &tokens).await.ok();
    owner.call(&world, Method::PATCH, &path, Some(json!({ "role": "reviewer" }))).await.ok();
    assert_eq!(second.get(&world, &tokens).await.code(), ErrorCode::Forbidden);
    assert_eq!(read(&of_second, &members).await.code(), ErrorCode::Forbidden);
    owner.call(&world, Method::DELETE, &path, None).await.ok();
    assert_eq!(second.get(&world, &tokens).await.code(), ErrorCode::NotFound);
    assert_eq!(read(&of_second, &members).await.code(), ErrorCode::InvalidToken);
    world.env.advance(Millis::from_minutes(24 * 60));
    assert_eq!(read(&short, &members).await.code(), ErrorCode::InvalidToken);
    let listed = format!("{:?}", list);
    assert!(!listed.contains(&short) && !listed.contains("hash"));
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let admin = world.admin().await;
    let link = admin.create_member(made.client, "O", Role::Owner, Some(EMAIL)).await.unwrap().link.unwrap();
    admin.close().await;
    let mut owner = Browser::accepted(&world, &link, "Orla").await;
    let recovery = owner.with_totp(&world).await;
    let mut browser = Browser { totp: owner.totp.clone(), ..owner.clone() };
    let second = async |browser: &mut Browser, body: Value| {
        browser.sign_in(&world, EMAIL, PASSWORD).await.ok();
        let answer = browser.post(&world, "/api/v1/session/second-factor", body).await;
        if answer.status.is_success() { None } else { Some(answer.code()) }
    };
    // The code that set the app up was one already.
    let code = browser.code(&world, 0);
    assert_eq!(second(&mut browser, json!({ "code": code })).await, Some(ErrorCode::SignInRefused));
    let next = browser.code(&world, 1);
    assert_eq!(second(&mut browser, json!({ "code": next })).await, None);
    assert_eq!(second(&mut browser, json!({ "code": next })).await, Some(ErrorCode::SignInRefused), "again");
    assert_eq!(
        second(&mut browser, json!({ "code": code })).await,
        Some(ErrorCode::SignInRefused),
        "an earlier one"
    );
    let typed = recovery[3].to_lowercase();
    assert_eq!(second(&mut browser, json!({ "recovery_code": typed })).await, None);
    let again = json!({ "recovery_code": recovery[3] });
    assert_eq!(second(&mut browser, again).await, Some(ErrorCode::SignInRefused));
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let world = World::new().await;
    let (_, _) = owner(&world).await;
    let count = async || {
        let metrics = world.request(Method::GET, "/metrics", None).await.ok();
        hashes(std::str::from_utf8(&metrics.body).unwrap())
    };
    let mut answers = Vec::new();
    for email in [EMAIL, "nobody@harbour.example"] {
        let before = count().await;
        let answer = Browser::default().sign_in(&world, email, "not the password at all").await;
        assert_eq!(count().await, before + 1, "{email}: the same work");
        answers.push((answer.status, answer.body));
    }
    assert_eq!(answers[0], answers[1]);
    // What can't be a password costs nothing, whoever it is tried on.
    let long = "kelp anchor sixteen violet ".repeat(10);
    for email in [EMAIL, "nobody@harbour.example"] {
        let before = count().await;
        let answer = Browser::default().sign_in(&world, email, &long).await;
        assert_eq!((answer.code(), count().await), (ErrorCode::SignInRefused, before));
    }
    let huge = "a".repeat(1_000_000);
    assert_eq!(Browser::default().sign_in(&world, EMAIL, &huge).await.code(), ErrorCode::TooLarge);
}

#[tokio::test]
async fn ten_thousand_guesses_lock_nobody_out() {
    let mut world = World::new().await;
    world.config.behind_proxy = true;
    world.restart().await;
    world.keep_connections();
    let (mut owner, client) = owner(&world).await;
    let guess = json!({ "email": EMAIL, "password": "not the password at all" });
    let (mut refused, mut slowed) = (0, 0);
    for n in 0..10_000_u32 {
        let from = format!("198.51.{}.{}", n / 250, n % 250);
        let headers = [OURS, &[("x-forwarded-for", from.as_str())]].concat();
        let path = "/api/v1/session";
        let answer = Browser::default().ask(&world, Method::POST, path, Some(guess.clone()), &headers).await;
        match answer.code() {
            ErrorCode::SignInRefused => refused += 1,
            ErrorCode::RateLimited => slowed += 1,
            other => panic!("{other}"),
        }
    }
    assert!(refused < 500 && slowed > 9_000, "{refused} {slowed}");
    // Also from the owner's own network.
    let mut own = StatusCode::OK;
    for _ in 0..200 {
        own = Browser::default().sign_in(&world, EMAIL, "not the password at all").await.status;
    }
    assert_eq!(own, StatusCode::TOO_MANY_REQUESTS);
    // A stranger with the right password has to wait, the owner in a browser of before has not, and whoever is in stays in.
    let answer = Browser::default().sign_in(&world, EMAIL, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    owner.get(&world, &format!("{client}/members")).await.ok();
    owner.call(&world, Method::DELETE, "/api/v1/session", None).await.ok();
    assert_eq!(owner.cookies.len(), 1, "the browser is still known");
    world.env.advance(Millis::from_secs(30));
    assert_eq!(owner.sign_in(&world, EMAIL, PASSWORD).await.ok().json()["pending"]["totp"], true);
    let code = owner.code(&world, 0);
    owner.post(&world, "/api/v1/session/second-factor", json!({ "code": code })).await.ok();
    // What makes a browser known to one account makes it known to no other.
    let mut forged = owner.clone();
    let known = forged.cookies.get_mut("__Host-candor-known").unwrap();
    known.replace_range(..2, if known.starts_with("00") { "11" } else { "00" });
    assert_eq!(forged.sign_in(&world, EMAIL, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_address_that_tries_without_end_waits() {
    let mut world = World::new().await;
    world.config.limits.sign_in = Rate { per_second: 1, burst: 5 };
    world.restart().await;
    let mut last = StatusCode::OK;
    for n in 0..20 {
        let email = format!("nobody{n}@harbour.example");
        last = Browser::default().sign_in(&world, &email, "not the password at all").await.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}
