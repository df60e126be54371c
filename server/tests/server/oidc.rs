//! Signing in by a client's own identity provider: the whole way, and everything that a provider, a stranger or another client could
//! try on it.

use axum::http::Method;
use candor_domain::Millis;
use candor_server::admin::Role;
use candor_wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, OURS, PASSWORD},
    provider::{Bend, OWNER, REGISTERED, SECRET, Scene},
};

fn straight(_: &mut Value, _: &mut Value) {}

fn person(subject: &str, email: &str, verified: bool) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": verified, "name": "Rita at the provider" })
}

#[tokio::test]
async fn who_was_invited_comes_in_by_the_providers_word() {
    let mut scene = Scene::new().await;
    let mut rita = Browser::default();
    let refused =
        scene.by_provider(&mut rita, person("r", "rita@harbour.example", true), json!({}), straight).await;
    assert_eq!(refused.code(), ErrorCode::NotInvited, "the provider alone makes no member");
    scene.invite("rita@harbour.example", "reviewer").await;
    let unsure =
        scene.by_provider(&mut rita, person("r", "rita@harbour.example", false), json!({}), straight).await;
    assert_eq!(unsure.code(), ErrorCode::NotInvited, "an address that nobody made sure of");
    let state =
        scene.by_provider(&mut rita, person("r", "Rita@Harbour.example", true), json!({}), straight).await;
    let state = state.ok().json();
    assert_eq!((&state["strength"], &state["only_for"]), (&json!("provider"), &json!(scene.client)));
    assert_eq!(state["account"]["name"], "Rita at the provider");
    assert_eq!(state["memberships"][0]["role"], "reviewer");
    assert_eq!(state["memberships"][0]["needs_second_factor"], false);
    assert!(!rita.cookies.contains_key("__Host-candor-away"), "it was of use once");
    rita.get(&scene.world, &scene.path("agents")).await.ok();

    // From then on by what the provider calls her, whatever her address is.
    let mut elsewhere = Browser::default();
    let again = scene
        .by_provider(&mut elsewhere, person("r", "new@harbour.example", false), json!({}), straight)
        .await;
    assert_eq!(again.ok().json()["account"]["id"], state["account"]["id"]);
    // Somebody else with her address isn't her, and takes nothing from her.
    let mut other = Browser::default();
    let taken =
        scene.by_provider(&mut other, person("x", "rita@harbour.example", true), json!({}), straight).await;
    assert_eq!(taken.code(), ErrorCode::NotInvited, "the provider gave her address to somebody else");
    let still = scene.by_provider(&mut other, person("r", "", false), json!({}), straight).await;
    assert_eq!(still.ok().json()["account"]["id"], state["account"]["id"]);

    let path = scene.path("audit");
    let log = scene.owner.get(&scene.world, &path).await.ok().json();
    let acts: Vec<_> =
        log["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
    for act in ["provider.changed", "member.joined", "session.signed_in", "session.refused", "account.made"] {
        assert!(acts.contains(&act), "{act} in {acts:?}");
    }
    assert!(!log.to_string().contains(SECRET));
}

#[tokio::test]
async fn a_session_by_the_provider_is_of_its_client_alone() {
    let mut scene = Scene::new().await;
    // The owner runs the server too, is another client's owner, and somebody's agent.
    let other = scene.world.quickstart(false).await;
    let admin = scene.world.admin().await;
    let made = admin.create_member(other.client, "O", Role::Owner, Some("o2@harbour.example")).await.unwrap();
    admin.close().await;
    let accept = json!({ "link": made.link.unwrap() });
    scene.owner.post(&scene.world, "/api/v1/account-links/accept", accept).await.ok();
    assert_eq!(scene.owner.who(&scene.world).await["memberships"].as_array().unwrap().len(), 2);

    // The client's provider says that somebody is that owner: it is believed, for the client.
    let mut intruder = Browser::default();
    let state =
        scene.by_provider(&mut intruder, person("o", OWNER, true), json!({}), straight).await.ok().json();
    assert_eq!(state["memberships"].as_array().unwrap().len(), 1);
    assert_eq!((&state["agents"], &state["factors"]), (&json!([]), &Value::Null));
    intruder.get(&scene.world, &scene.path("members")).await.ok();
    let hidden = intruder.get(&scene.world, &format!("/api/v1/clients/{}/members", other.client)).await;
    assert_eq!(hidden.code(), ErrorCode::NotFound);
    // Whatever else a session opens is closed to it: every operation of the document is tried.
    let document = intruder.get(&scene.world, "/api/openapi.json").await.ok().json();
    let mut tried = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let by_session = operation["security"]
                .as_array()
                .is_some_and(|ways| ways.iter().any(|way| way.get("session").is_some()));
            let expected = match path.as_str() {
                "/api/v1/session" | "/api/v1/session/second-factor" => continue,
                "/api/v1/account/sessions" | "/api/v1/account/sessions/{id}" => continue,
                path if path.starts_with("/api/v1/account") => ErrorCode::Forbidden,
                _ => ErrorCode::NotFound,
            };
            if !by_session {
                continue;
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let path = path.replace("{client}", &other.client.to_string());
            let body = (method != Method::GET).then(|| json!({}));
            let answer = intruder.call(&scene.world, method.clone(), &path, body).await;
            assert_eq!(answer.code(), expected, "{method} {path}");
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
    // Of the account's other sessions it neither sees nor ends one.
    let sessions = intruder.get(&scene.world, "/api/v1/account/sessions").await.ok().json();
    assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
    let theirs = scene.owner.get(&scene.world, "/api/v1/account/sessions").await.ok().json();
    let own = theirs["items"].as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
    let path = format!("/api/v1/account/sessions/{}", own["id"].as_str().unwrap());
    assert_eq!(intruder.call(&scene.world, Method::DELETE, &path, None).await.code(), ErrorCode::NotFound);
    scene.owner.get(&scene.world, "/api/v1/account/passkeys").await.ok();
    // It joins nobody else.
    let admin = scene.world.admin().await;
    let third = scene.world.quickstart(false).await;
    let made = admin.create_member(third.client, "O", Role::Owner, Some("o3@harbour.example")).await.unwrap();
    admin.close().await;
    let accept = json!({ "link": made.link.unwrap() });
    let refused = intruder.post(&scene.world, "/api/v1/account-links/accept", accept).await;
    assert_eq!(refused.code(), ErrorCode::Malformed, "it counts as nobody's");

    // What it did stands in this client's log alone.
    let log =
        scene.owner.get(&scene.world, &format!("/api/v1/clients/{}/audit", other.client)).await.ok().json();
    assert!(!log.to_string().contains("\"provider\""), "{log}");
    // It ends by itself within half a day, and at once with the provider.
    let mut late = Browser::default();
    scene.by_provider(&mut late, person("o", OWNER, true), json!({}), straight).await.ok();
    for _ in 0..12 {
        scene.world.env.advance(Millis::from_minutes(60));
        late.get(&scene.world, "/api/v1/session").await.ok();
    }
    assert_eq!(late.who(&scene.world).await["account"], Value::Null);
    scene.by_provider(&mut late, person("o", OWNER, true), json!({}), straight).await.ok();
    scene.owner.sign_in(&scene.world, OWNER, PASSWORD).await.ok();
    let code = scene.owner.code(&scene.world, 1);
    scene.owner.post(&scene.world, "/api/v1/session/second-factor", json!({ "code": code })).await.ok();
    let path = scene.path("provider");
    scene.owner.call(&scene.world, Method::DELETE, &path, None).await.ok();
    assert_eq!(late.who(&scene.world).await["account"], Value::Null);
}

#[tokio::test]
async fn an_agent_is_never_whom_the_client_says() {
    let scene = Scene::new().await;
    let made = scene.world.quickstart(false).await;
    // Somebody who was an agent of one client before they were an owner of it, too.
    let mut first = Browser::member(&scene.world, made.client, Role::Owner, "first@harbour.example").await;
    let path = format!("/api/v1/clients/{}/agents/{}/account-link", made.client, made.agent);
    let link = first.post(&scene.world, &path, json!({ "email": "both@harbour.example" })).await.ok().json();
    let mut both = Browser::accepted(&scene.world, link["link"].as_str().unwrap(), "Both").await;
    let admin = scene.world.admin().await;
    let link = admin.create_member(made.client, "Both", Role::Owner, Some("both@harbour.example")).await;
    admin.close().await;
    let accept = json!({ "link": link.unwrap().link.unwrap() });
    both.post(&scene.world, "/api/v1/account-links/accept", accept).await.ok();
    both.with_totp(&scene.world).await;
    both.get(&scene.world, "/api/v1/me/agent").await.ok();
    let mut scene = Scene { client: made.client, owner: both, ..scene };
    scene.set(false).await.ok();
    let mut by_client = Browser::default();
    let said = person("b", "both@harbour.example", true);
    let state = scene.by_provider(&mut by_client, said, json!({}), straight).await.ok().json();
    assert_eq!(state["agents"], json!([]));
    assert_eq!(by_client.get(&scene.world, "/api/v1/me/agent").await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn what_does_not_hold_signs_nobody_in() {
    let scene = Scene::new().await;
    let bends: [(&str, Bend); 14] = [
        ("no signature", |header, _| header["alg"] = json!("none")),
        ("the secret as a key", |header, _| header["alg"] = json!("HS256")),
        ("somebody else's key", |header, _| header["kid"] = json!("other")),
        ("another nonce", |_, claims| claims["nonce"] = json!("0")),
        ("no nonce", |_, claims| claims["nonce"] = Value::Null),
        ("for somebody else", |_, claims| claims["aud"] = json!("another application")),
        ("for somebody else as well", |_, claims| claims["aud"] = json!([REGISTERED, "another application"])),
        ("another issuer", |_, claims| claims["iss"] = json!("https://other.example")),
        ("an issuer beside it", |_, claims| {
            claims["iss"] = json!(format!("{}/", claims["iss"].as_str().unwrap()))
        }),
        ("over", |_, claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 121)),
        ("of tomorrow", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 86_400)),
        ("of nobody", |_, claims| claims["sub"] = json!("")),
        ("of somebody too long", |_, claims| claims["sub"] = json!("s".repeat(256))),
        ("with another access token", |_, claims| claims["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA")),
    ];
    for (what, bend) in bends {
        let mut browser = Browser::default();
        let answer = scene.by_provider(&mut browser, person("o", OWNER, true), json!({}), bend).await;
        assert_eq!(answer.code(), ErrorCode::ProviderRefused, "{what}");
        assert!(browser.session().is_none(), "{what}");
    }
    let mut browser = Browser::default();
    scene.by_provider(&mut browser, person("o", OWNER, true), json!({}), straight).await.ok();
}

#[tokio::test]
async fn an_answer_is_taken_once_from_the_browser_that_set_out() {
    let mut scene = Scene::new().await;
    let said = person("o", OWNER, true);
    let now = scene.world.env.now();
    // Somebody gives another their own answer, to be signed in as them (RFC 9700, section 4.7).
    let (mut attacker, mut victim) = (Browser::default(), Browser::default());
    let url = scene.set_out(&mut attacker, json!({})).await;
    let answer = scene.provider.sign_in(now, &url, &said, straight);
    assert_eq!(scene.come_back(&mut victim, answer.clone()).await.code(), ErrorCode::ProviderRefused);
    assert_eq!(
        scene.come_back(&mut attacker, answer).await.code(),
        ErrorCode::ProviderRefused,
        "it was tried"
    );
    let mut victim = Browser::default();
    scene.set_out(&mut victim, json!({})).await;
    let url = scene.set_out(&mut attacker, json!({})).await;
    let answer = scene.provider.sign_in(now, &url, &said, straight);
    assert_eq!(
        scene.come_back(&mut victim, answer).await.code(),
        ErrorCode::ProviderRefused,
        "on another way"
    );
    // A code that somebody stole, on a way of their own.
    let url = scene.set_out(&mut victim, json!({})).await;
    let stolen = scene.provider.sign_in(now, &url, &said, straight);
    let url = scene.set_out(&mut attacker, json!({})).await;
    let mut answer = scene.provider.sign_in(now, &url, &said, straight);
    answer["code"] = stolen["code"].clone();
    assert_eq!(scene.come_back(&mut attacker, answer).await.code(), ErrorCode::ProviderRefused);
    // Twice.
    let url = scene.set_out(&mut attacker, json!({})).await;
    let answer = scene.provider.sign_in(now, &url, &said, straight);
    let cookies = attacker.cookies.clone();
    scene.come_back(&mut attacker, answer.clone()).await.ok();
    attacker.cookies = cookies;
    assert_eq!(scene.come_back(&mut attacker, answer).await.code(), ErrorCode::ProviderRefused);
    // In the name of another issuer (RFC 9207), or of another client.
    let url = scene.set_out(&mut attacker, json!({})).await;
    let mut answer = scene.provider.sign_in(now, &url, &said, straight);
    answer["issuer"] = json!("https://other.example");
    assert_eq!(scene.come_back(&mut attacker, answer).await.code(), ErrorCode::ProviderRefused);
    let url = scene.set_out(&mut attacker, json!({})).await;
    let mut answer = scene.provider.sign_in(now, &url, &said, straight);
    answer["client"] = json!(scene.world.quickstart(false).await.client);
    let path = "/api/v1/session/provider/answer";
    assert_eq!(attacker.post(&scene.world, path, answer).await.code(), ErrorCode::ProviderRefused);
    // Too late.
    let url = scene.set_out(&mut attacker, json!({})).await;
    scene.world.env.advance(Millis::from_minutes(16));
    let answer = scene.provider.sign_in(scene.world.env.now(), &url, &said, straight);
    assert_eq!(scene.come_back(&mut attacker, answer).await.code(), ErrorCode::ProviderRefused);
    // By a page of another site.
    let url = scene.set_out(&mut attacker, json!({})).await;
    let mut answer = scene.provider.sign_in(scene.world.env.now(), &url, &said, straight);
    answer["client"] = json!(scene.client);
    let cross = [("sec-fetch-site", "cross-site"), OURS[1]];
    let refused = attacker.ask(&scene.world, Method::POST, path, Some(answer), &cross).await;
    assert_eq!(refused.code(), ErrorCode::CrossSite);
    // Nobody signed in.
    let url = scene.set_out(&mut attacker, json!({})).await;
    let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let answer = json!({ "state": state, "error": "access_denied" });
    assert_eq!(scene.come_back(&mut attacker, answer).await.code(), ErrorCode::ProviderRefused);
    // All that while, the provider was asked for tokens only where a browser came back on its own way.
    assert_eq!(scene.provider.asked(), 2, "the stolen code, and the one that was good");
    scene.set(false).await;
}

#[tokio::test]
async fn an_invitation_is_accepted_by_the_provider_whatever_it_says_of_addresses() {
    let mut scene = Scene::new().await;
    let link = scene.invite("rita@harbour.example", "auditor").await;
    let mut rita = Browser::default();
    let preview =
        rita.post(&scene.world, "/api/v1/account-links/preview", json!({ "link": link })).await.ok().json();
    assert_eq!((&preview["provider"], &preview["provider_required"]), (&json!(true), &json!(false)));
    let said = json!({ "sub": "r" });
    scene.provider.says(json!({ "sub": "r", "name": "Rita of the page" }));
    let state =
        scene.by_provider(&mut rita, said.clone(), json!({ "link": link }), straight).await.ok().json();
    assert_eq!(state["account"]["email"], "rita@harbour.example");
    assert_eq!(state["account"]["name"], "Rita of the page");
    assert_eq!(state["memberships"][0]["role"], "auditor");
    let used = rita
        .post(&scene.world, "/api/v1/session/provider", json!({ "client": scene.client, "link": link }))
        .await;
    assert_eq!(used.code(), ErrorCode::LinkUsed);
    // Without that page she is known all the same.
    scene.provider.says(Value::Null);
    scene.by_provider(&mut rita, said, json!({}), straight).await.ok();
    // What the provider's page says of somebody else says nothing.
    scene.provider.says(json!({ "sub": "o", "email": OWNER, "email_verified": true }));
    let mut other = Browser::default();
    let refused = scene.by_provider(&mut other, json!({ "sub": "m" }), json!({}), straight).await;
    assert_eq!(refused.code(), ErrorCode::ProviderRefused);
    // She has no password, and a link to one goes to her address alone.
    let mut guess = Browser::default();
    let refused = guess.sign_in(&scene.world, "rita@harbour.example", PASSWORD).await;
    assert_eq!(refused.code(), ErrorCode::SignInRefused);
    // Another client's invitation isn't this provider's.
    let elsewhere = scene.world.quickstart(false).await.client;
    let admin = scene.world.admin().await;
    let made = admin.create_member(elsewhere, "E", Role::Owner, Some("e@harbour.example")).await.unwrap();
    admin.close().await;
    let body = json!({ "client": scene.client, "link": made.link.unwrap() });
    let refused = guess.post(&scene.world, "/api/v1/session/provider", body).await;
    assert_eq!(refused.code(), ErrorCode::LinkUnknown);
}

#[tokio::test]
async fn an_account_says_itself_whom_it_joins() {
    let mut scene = Scene::new().await;
    let elsewhere = scene.world.quickstart(false).await.client;
    let mut victim = Browser::member(&scene.world, elsewhere, Role::Owner, "vera@other.example").await;
    let link = scene.invite("vera@other.example", "owner").await;
    let mut intruder = Browser::default();
    for more in [json!({}), json!({ "link": link })] {
        let said = person("v", "vera@other.example", true);
        let refused = scene.by_provider(&mut intruder, said, more, straight).await;
        assert_eq!(refused.code(), ErrorCode::AccountFirst);
    }
    let memberships = victim.who(&scene.world).await["memberships"].clone();
    assert_eq!(memberships.as_array().unwrap().len(), 1, "{memberships}");
    // By her own word, and then by the provider's.
    let accept = json!({ "link": link });
    victim.post(&scene.world, "/api/v1/account-links/accept", accept).await.ok();
    scene.provider.says(json!({ "sub": "v" }));
    scene.by_provider(&mut victim, json!({ "sub": "v" }), json!({ "connect": true }), straight).await.ok();
    let mut at_work = Browser::default();
    let state = scene.by_provider(&mut at_work, json!({ "sub": "v" }), json!({}), straight).await.ok().json();
    assert_eq!(state["memberships"][0]["role"], "owner");
}

#[tokio::test]
async fn a_provider_that_was_replaced_meanwhile_vouches_for_nobody() {
    let mut scene = Scene::new().await;
    let path = scene.path("provider");
    let said = person("o", OWNER, true);
    let mut browser = Browser::default();
    let url = scene.set_out(&mut browser, json!({})).await;
    let answer = scene.provider.sign_in(scene.world.env.now(), &url, &said, straight);
    let other = json!({ "issuer": scene.provider.issuer, "registered_as": "else", "required": false });
    scene.owner.call(&scene.world, Method::PUT, &path, Some(other)).await.ok();
    assert_eq!(scene.come_back(&mut browser, answer).await.code(), ErrorCode::ProviderRefused);
    assert_eq!(scene.provider.asked(), 0, "its code went to nobody else");
    // A provider that takes its time: the owner's session is noted anew meanwhile, and no act waits for itself.
    scene.provider.is_slow(&scene.world.env);
    scene.set(false).await.ok();
    scene.by_provider(&mut browser, said, json!({}), straight).await.ok();
    // Nobody writes into the client's log who never set out.
    let log = scene.path("audit?action=session.refused");
    let before = scene.owner.get(&scene.world, &log).await.ok().json()["items"].as_array().unwrap().len();
    let made_up = json!({ "state": scene.client, "code": "c" });
    assert_eq!(scene.come_back(&mut browser, made_up).await.code(), ErrorCode::ProviderRefused);
    let after = scene.owner.get(&scene.world, &log).await.ok().json()["items"].as_array().unwrap().len();
    assert_eq!(before, after);
}

#[tokio::test]
async fn nobody_is_made_to_use_what_was_not_tried() {
    let mut scene = Scene::new().await;
    assert_eq!(scene.set(true).await.code(), ErrorCode::ProviderUntried);
    // Connecting asks for as much as the work does, and shortly ago.
    let said = json!({ "sub": "o" });
    scene.provider.says(said.clone());
    let begin = json!({ "client": scene.client, "connect": true });
    scene.world.env.advance(Millis::from_minutes(16));
    let late = scene.owner.post(&scene.world, "/api/v1/session/provider", begin.clone()).await;
    assert_eq!(late.code(), ErrorCode::SignInAgain);
    scene.owner.sign_in(&scene.world, OWNER, PASSWORD).await.ok();
    let pending = scene.owner.post(&scene.world, "/api/v1/session/provider", begin).await;
    assert_eq!(pending.code(), ErrorCode::InvalidToken);
    let code = scene.owner.code(&scene.world, 1);
    scene.owner.post(&scene.world, "/api/v1/session/second-factor", json!({ "code": code })).await.ok();
    let mut owner = scene.owner.clone();
    let connected = scene.by_provider(&mut owner, said.clone(), json!({ "connect": true }), straight).await;
    assert_eq!(connected.ok().json()["only_for"], Value::Null, "the session stays the account's own");
    scene.owner = owner;
    let path = scene.path("provider");
    let settings = scene.owner.get(&scene.world, &path).await.ok().json();
    assert_eq!(settings["connected"], true);
    assert!(!settings.to_string().contains(SECRET));
    // A new secret is tried before it can lock anybody out.
    assert_eq!(scene.set(true).await.code(), ErrorCode::ProviderUntried);
    let same = json!({ "issuer": scene.provider.issuer, "registered_as": REGISTERED, "required": true });
    scene.owner.call(&scene.world, Method::PUT, &path, Some(same)).await.ok();

    // From now on it is the only way, but for tokens.
    let members = scene.path("members");
    assert_eq!(scene.owner.get(&scene.world, &members).await.code(), ErrorCode::ProviderRequired);
    assert_eq!(scene.owner.who(&scene.world).await["memberships"][0]["needs_provider"], true);
    let mut owner = Browser::default();
    scene.by_provider(&mut owner, said, json!({}), straight).await.ok();
    owner.get(&scene.world, &members).await.ok();
    // Who came in by it can't take it away, and can let others in otherwise.
    assert_eq!(owner.call(&scene.world, Method::DELETE, &path, None).await.code(), ErrorCode::Forbidden);
    let other = json!({ "issuer": scene.provider.issuer, "registered_as": "else", "required": false });
    assert_eq!(owner.call(&scene.world, Method::PUT, &path, Some(other)).await.code(), ErrorCode::Forbidden);
    let admin = scene.world.admin().await;
    assert!(admin.release_from_provider(scene.client).await.unwrap());
    assert!(!admin.release_from_provider(scene.client).await.unwrap());
    admin.close().await;
    scene.owner.get(&scene.world, &members).await.ok();
    // Without a secret in the request the one that there is stays.
    let same = json!({ "issuer": scene.provider.issuer, "registered_as": REGISTERED, "required": false });
    let kept = owner.call(&scene.world, Method::PUT, &path, Some(same)).await.ok().json();
    assert_eq!(kept["provider"]["has_secret"], true);
    scene.by_provider(&mut owner, json!({ "sub": "o" }), json!({}), straight).await.ok();
}

#[tokio::test]
async fn the_server_asks_nobody_that_the_operator_would_not() {
    let mut scene = Scene::new().await;
    let port = scene.provider.issuer.rsplit_once(':').unwrap().1.to_owned();
    for issuer in [
        "no address".to_owned(),
        "ftp://id.example".into(),
        "https://id.example/?a=b".into(),
        "http://id.example".into(),
        // This machine by another name than the operator allowed, and what clouds tell their machines.
        format!("http://localhost:{port}"),
        "https://169.254.169.254".into(),
        "https://[::1]".into(),
        "https://10.0.0.1".into(),
        // Who says to be another.
        format!("{}/other", scene.provider.issuer),
        // Who sends on to somewhere else isn't followed.
        format!("{}/elsewhere", scene.provider.issuer),
    ] {
        let body = json!({ "issuer": issuer, "registered_as": "r", "required": false });
        let path = scene.path("provider");
        let answer = scene.owner.call(&scene.world, Method::PUT, &path, Some(body)).await;
        assert!(
            matches!(answer.code(), ErrorCode::Malformed | ErrorCode::ProviderUnreachable),
            "{issuer}: {answer:?}"
        );
    }
    // However somebody copied it.
    for issuer in
        ["/", "/.well-known/openid-configuration"].map(|end| format!("{}{end}", scene.provider.issuer))
    {
        let body = json!({ "issuer": issuer, "registered_as": REGISTERED, "required": false });
        let path = scene.path("provider");
        let answer = scene.owner.call(&scene.world, Method::PUT, &path, Some(body)).await.ok().json();
        assert_eq!(answer["provider"]["issuer"], scene.provider.issuer);
    }
    // Nobody but the client's own people learns whether it has one, unless they have its link.
    let nobody = Browser::default().get(&scene.world, "/api/v1/session/provider/0199-none").await;
    assert_eq!(nobody.code(), ErrorCode::NotFound);
    let offer =
        Browser::default().get(&scene.world, &format!("/api/v1/session/provider/{}", scene.client)).await;
    assert_eq!(offer.ok().json()["client"], json!(scene.client));
}
