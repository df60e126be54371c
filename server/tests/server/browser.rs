//! A person in front of a browser: cookies, pages of the server's own, an authenticator app.

use std::collections::BTreeMap;

use axum::http::{Method, Request};
use candor_domain::ClientId;
use candor_server::admin::Role;
use http_body_util::Full;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::world::{Answer, World};

/// A password that nobody guesses.
pub const PASSWORD: &str = "kelp anchor sixteen violet";

/// The session's cookie.
pub const SESSION: &str = "__Host-candor";

#[derive(Debug, Clone, Default)]
pub struct Browser {
    pub cookies: BTreeMap<String, String>,
    pub totp: Option<String>,
}

/// What a request says beside its cookies.
pub type Headers<'a> = &'a [(&'a str, &'a str)];

/// As our own pages ask.
pub const OURS: Headers<'static> = &[("sec-fetch-site", "same-origin"), ("content-type", "application/json")];

impl Browser {
    pub async fn get(&mut self, world: &World, path: &str) -> Answer {
        self.ask(world, Method::GET, path, None, &[("sec-fetch-site", "same-origin")]).await
    }

    pub async fn post(&mut self, world: &World, path: &str, body: Value) -> Answer {
        self.ask(world, Method::POST, path, Some(body), OURS).await
    }

    pub async fn call(&mut self, world: &World, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.ask(world, method, path, body, OURS).await
    }

    pub async fn ask(
        &mut self,
        world: &World,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: Headers<'_>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", world.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; "));
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let answer = world.send(request.body(Full::from(body)).unwrap()).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            for needed in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(needed), "{cookie}");
            }
            assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain"), "{cookie}");
            let (name, value) = cookie.split_once(';').unwrap().0.split_once('=').unwrap();
            if cookie.contains("; Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        answer
    }

    pub fn session(&self) -> Option<&String> {
        self.cookies.get(SESSION)
    }

    /// The first step of signing in.
    pub async fn sign_in(&mut self, world: &World, email: &str, password: &str) -> Answer {
        self.post(world, "/api/v1/session", json!({ "email": email, "password": password })).await
    }

    /// Who the server says is here.
    pub async fn who(&mut self, world: &World) -> Value {
        self.get(world, "/api/v1/session").await.ok().json()
    }

    /// Comes in by a link, with a new account.
    pub async fn accepted(world: &World, link: &str, name: &str) -> Self {
        let mut browser = Self::default();
        let body = json!({ "link": link, "name": name, "password": PASSWORD });
        browser.post(world, "/api/v1/account-links/accept", body).await.ok();
        browser
    }

    /// Sets up an authenticator app, and says the recovery codes.
    pub async fn with_totp(&mut self, world: &World) -> Vec<String> {
        let made = self.post(world, "/api/v1/account/totp", json!({})).await.ok().json();
        self.totp = Some(made["secret"].as_str().unwrap().to_owned());
        let code = self.code(world, 0);
        let answer = self.post(world, "/api/v1/account/totp/confirm", json!({ "code": code })).await.ok();
        serde_json::from_value(answer.json()["recovery_codes"].clone()).unwrap()
    }

    /// The app's code, some steps of 30 seconds from now.
    pub fn code(&self, world: &World, steps: i64) -> String {
        let secret = Secret::try_from_base32(self.totp.as_ref().unwrap()).unwrap();
        let seconds = world.env.now().as_millis() / 1_000 + steps * 30;
        Builder::new().with_secret(secret).build().unwrap().generate(seconds as u64).to_string()
    }

    /// A member of a client, signed in by more than a password.
    pub async fn member(world: &World, client: ClientId, role: Role, email: &str) -> Self {
        let admin = world.admin().await;
        let made = admin.create_member(client, role.name(), role, Some(email)).await.unwrap();
        admin.close().await;
        let mut browser = Self::accepted(world, &made.link.unwrap(), role.name()).await;
        browser.with_totp(world).await;
        browser
    }

    /// The operator of a fresh server, signed in by more than a password.
    pub async fn operator(world: &World) -> Self {
        let mut browser = Self::default();
        let body = json!({ "code": world.set_up_code().unwrap(), "name": "Olga Operator",
            "email": "operator@candor.example", "password": PASSWORD });
        browser.post(world, "/api/v1/setup", body).await.ok();
        browser.with_totp(world).await;
        browser
    }
}
