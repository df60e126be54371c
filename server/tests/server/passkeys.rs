//! Passkeys, by an authenticator in software.

use axum::http::Method;
use candor_domain::Millis;
use candor_server::admin::Role;
use candor_wire::ErrorCode;
use serde_json::{Value, json};
use url::Url;
use webauthn_authenticator_rs::{WebauthnAuthenticator as _, softpasskey::SoftPasskey};

use crate::{
    browser::{Browser, PASSWORD},
    world::World,
};

const EMAIL: &str = "owner@harbour.example";

/// A server that is reached by a name.
async fn named() -> World {
    let mut world = World::new().await;
    let port = world.url.rsplit_once(':').unwrap().1.to_owned();
    world.config.public_url = Some(format!("http://localhost:{port}/").parse().unwrap());
    world.restart().await;
    world
}

fn origin(world: &World) -> Url {
    world.config.public_url.clone().unwrap()
}

/// What the browser of the account's owner knows of a passkey.
struct Key {
    device: SoftPasskey,
    id: String,
    account: String,
}

async fn add(world: &World, browser: &mut Browser, name: &str) -> (Key, Value) {
    let account = browser.who(world).await["account"]["id"].as_str().unwrap().to_owned();
    let challenge = browser.post(world, "/api/v1/account/passkeys/challenge", json!({})).await.ok().json();
    let selection = &challenge["options"]["publicKey"]["authenticatorSelection"];
    assert_eq!(
        (&selection["residentKey"], &selection["userVerification"]),
        (&json!("preferred"), &json!("required"))
    );
    let mut device = SoftPasskey::new(true);
    let options = serde_json::from_value(challenge["options"].clone()).unwrap();
    let made = device.do_registration(origin(world), options).unwrap();
    let body = json!({ "ceremony": challenge["ceremony"], "name": name, "credential": made });
    let added = browser.post(world, "/api/v1/account/passkeys", body.clone()).await.ok().json();
    let again = browser.post(world, "/api/v1/account/passkeys", body).await;
    assert_eq!(again.code(), ErrorCode::PasskeyRefused, "a challenge is answered once");
    (Key { device, id: made.id, account }, added)
}

/// The answer to a challenge to sign in, as a browser that found the passkey by itself would give it.
fn answer(world: &World, key: &mut Key, challenge: &Value) -> Value {
    let mut options = challenge["options"].clone();
    assert!(options["publicKey"]["allowCredentials"].as_array().is_none_or(Vec::is_empty));
    options["publicKey"]["allowCredentials"] = json!([{ "type": "public-key", "id": key.id }]);
    let answer =
        key.device.do_authentication(origin(world), serde_json::from_value(options).unwrap()).unwrap();
    let mut answer = serde_json::to_value(answer).unwrap();
    let account: candor_domain::AccountId = key.account.parse().unwrap();
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    answer["response"]["userHandle"] = json!(BASE64_URL_SAFE_NO_PAD.encode(account.as_bytes()));
    json!({ "ceremony": challenge["ceremony"], "credential": answer })
}

async fn challenge(world: &World, browser: &mut Browser) -> Value {
    browser.post(world, "/api/v1/session/passkey/challenge", json!({})).await.ok().json()
}

#[tokio::test]
async fn a_passkey_signs_in_by_itself() {
    let world = named().await;
    let made = world.quickstart(false).await;
    let admin = world.admin().await;
    let link = admin.create_member(made.client, "O", Role::Owner, Some(EMAIL)).await.unwrap().link.unwrap();
    admin.close().await;
    let mut owner = Browser::accepted(&world, &link, "Orla").await;
    let (mut key, added) = add(&world, &mut owner, "Laptop").await;
    assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
    let state = owner.who(&world).await;
    assert_eq!((&state["strength"], &state["factors"]["passkeys"]), (&json!("passkey"), &json!(1)));
    owner.get(&world, &format!("/api/v1/clients/{}/members", made.client)).await.ok();

    // By itself, without an address or a password.
    let mut elsewhere = Browser::default();
    let asked = challenge(&world, &mut elsewhere).await;
    let body = answer(&world, &mut key, &asked);
    let state = elsewhere.post(&world, "/api/v1/session/passkey", body.clone()).await.ok().json();
    assert_eq!((&state["account"]["email"], &state["strength"]), (&json!(EMAIL), &json!("passkey")));
    // Heard on the way, it opens nothing: the challenge is used up.
    let again = Browser::default().post(&world, "/api/v1/session/passkey", body).await;
    assert_eq!(again.code(), ErrorCode::PasskeyRefused);
    // An answer to another challenge, one that came too late, and one that says to be another account's.
    let (first, second) = (challenge(&world, &mut elsewhere).await, challenge(&world, &mut elsewhere).await);
    let mut crossed = answer(&world, &mut key, &first);
    crossed["ceremony"] = second["ceremony"].clone();
    let refused = elsewhere.post(&world, "/api/v1/session/passkey", crossed).await;
    assert_eq!(refused.code(), ErrorCode::PasskeyRefused);
    let asked = challenge(&world, &mut elsewhere).await;
    let late = answer(&world, &mut key, &asked);
    world.env.advance(Millis::from_minutes(5));
    let refused = elsewhere.post(&world, "/api/v1/session/passkey", late).await;
    assert_eq!(refused.code(), ErrorCode::PasskeyRefused);
    let asked = challenge(&world, &mut elsewhere).await;
    let mut other = answer(&world, &mut key, &asked);
    other["credential"]["response"]["userHandle"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
    let refused = elsewhere.post(&world, "/api/v1/session/passkey", other).await;
    assert_eq!(refused.code(), ErrorCode::PasskeyRefused);

    // A password alone isn't enough any more.
    let state = Browser::default().sign_in(&world, EMAIL, PASSWORD).await.ok().json();
    assert_eq!(state["pending"], json!({ "totp": false, "passkey": true, "recovery_code": true }));

    let list = owner.get(&world, "/api/v1/account/passkeys").await.ok().json();
    assert_eq!(list["items"][0]["name"], "Laptop");
    let path = format!("/api/v1/account/passkeys/{}", list["items"][0]["id"].as_str().unwrap());
    let renamed = owner.call(&world, Method::PATCH, &path, Some(json!({ "name": "Old laptop" }))).await.ok();
    assert_eq!(renamed.json()["name"], "Old laptop");
    let mut stranger = Browser::member(&world, made.client, Role::Owner, "second@harbour.example").await;
    assert_eq!(stranger.call(&world, Method::DELETE, &path, None).await.code(), ErrorCode::NotFound);
    owner.call(&world, Method::DELETE, &path, None).await.ok();
    let asked = challenge(&world, &mut elsewhere).await;
    let body = answer(&world, &mut key, &asked);
    let refused = elsewhere.post(&world, "/api/v1/session/passkey", body).await;
    assert_eq!(refused.code(), ErrorCode::PasskeyRefused, "deleted");
}

#[tokio::test]
async fn an_ip_address_has_no_passkeys() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    assert_eq!(owner.who(&world).await["passkeys_available"], false);
    for path in ["/api/v1/session/passkey/challenge", "/api/v1/account/passkeys/challenge"] {
        assert_eq!(
            owner.post(&world, path, json!({})).await.code(),
            ErrorCode::PasskeysUnavailable,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_disabled_account_has_no_passkeys() {
    let world = named().await;
    let made = world.quickstart(false).await;
    let admin = world.admin().await;
    let link = admin.create_member(made.client, "O", Role::Owner, Some(EMAIL)).await.unwrap().link.unwrap();
    let mut owner = Browser::accepted(&world, &link, "Orla").await;
    let (mut key, _) = add(&world, &mut owner, "Laptop").await;
    let try_it = async |key: &mut Key| {
        let mut browser = Browser::default();
        let asked = challenge(&world, &mut browser).await;
        let body = answer(&world, key, &asked);
        browser.post(&world, "/api/v1/session/passkey", body).await
    };
    admin.disable_account(EMAIL).await.unwrap();
    assert_eq!(try_it(&mut key).await.code(), ErrorCode::PasskeyRefused);
    admin.enable_account(EMAIL).await.unwrap();
    try_it(&mut key).await.ok();
    admin.close().await;
}
