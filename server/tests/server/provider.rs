//! An identity provider on this machine, by OpenID Connect, and a client that has it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, Method, StatusCode},
    routing::{get, post},
};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as BASE64_URL},
};
use candor_consent::DeviceKey;
use candor_domain::{ClientId, Millis, Sha256Hash, Timestamp};
use candor_server::{admin::Role, env::Environment};
use serde_json::{Value, json};
use url::Url;

use crate::{
    browser::Browser,
    world::{Answer, World},
};

pub const REGISTERED: &str = "candor at harbour";
pub const SECRET: &str = "a secret: of 100 % signs & spaces";

/// An identity provider on this machine, that says of people what a test wants.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    key: DeviceKey,
    /// What is exchanged for each code, once.
    codes: BTreeMap<String, Grant>,
    /// What the page of the provider itself is said to be.
    userinfo: Value,
    asked: u32,
    /// By this clock, each question what it is takes two minutes.
    slow: Option<Environment>,
}

/// What the provider was asked for, and what it answers.
#[derive(Clone)]
struct Grant {
    challenge: String,
    redirect: String,
    token: String,
}

/// A signed token, or what somebody made of one.
pub type Bend = fn(&mut Value, &mut Value);

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let key = DeviceKey::from_seed(&[9; 32]);
        let inner = Inner { key, codes: BTreeMap::new(), userinfo: json!({}), asked: 0, slow: None };
        let provider = Self { issuer, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .route("/other/.well-known/openid-configuration", get(configuration))
            .route("/elsewhere/.well-known/openid-configuration", get(moved))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// What its own page says of people.
    pub fn says(&self, userinfo: Value) {
        self.inner.lock().unwrap().userinfo = userinfo;
    }

    /// From now on, each question what it is takes two minutes by this clock.
    pub fn is_slow(&self, clock: &Environment) {
        self.inner.lock().unwrap().slow = Some(clock.clone());
    }

    /// How often it was asked for tokens.
    pub fn asked(&self) -> u32 {
        self.inner.lock().unwrap().asked
    }

    /// The provider's page: the person signs in, and the browser is sent back with a code.
    pub fn sign_in(&self, now: Timestamp, url: &Url, person: &Value, bend: Bend) -> Value {
        let query: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["client_id"], REGISTERED);
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"));
        let now = now.as_millis() / 1_000;
        let mut header = json!({ "alg": "EdDSA", "kid": "k", "typ": "JWT" });
        let mut claims = json!({
            "iss": self.issuer, "aud": REGISTERED, "nonce": query["nonce"], "iat": now, "exp": now + 300,
        });
        claims.as_object_mut().unwrap().extend(person.as_object().unwrap().clone());
        bend(&mut header, &mut claims);
        let part = |value: &Value| BASE64_URL.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let mut inner = self.inner.lock().unwrap();
        let signature = match header["alg"].as_str().unwrap() {
            "none" => String::new(),
            "HS256" => {
                use hmac::{Hmac, KeyInit as _, Mac as _};
                let mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
                BASE64_URL.encode(mac.chain_update(&signed).finalize().into_bytes())
            }
            _ if header["kid"] == "k" => BASE64_URL.encode(inner.key.sign(signed.as_bytes()).as_bytes()),
            // Somebody else's key.
            _ => BASE64_URL.encode(DeviceKey::from_seed(&[8; 32]).sign(signed.as_bytes()).as_bytes()),
        };
        let code = format!("code {}", inner.codes.len());
        let grant = Grant {
            challenge: query["code_challenge"].clone(),
            redirect: query["redirect_uri"].clone(),
            token: format!("{signed}.{signature}"),
        };
        inner.codes.insert(code.clone(), grant);
        json!({ "state": query["state"], "code": code, "issuer": self.issuer })
    }
}

async fn configuration(State(provider): State<Provider>) -> Json<Value> {
    if let Some(clock) = &provider.inner.lock().unwrap().slow {
        clock.advance(Millis::from_minutes(2));
    }
    let issuer = &provider.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // As a provider would say that wants to be believed without a signature.
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn moved() -> (StatusCode, [(&'static str, &'static str); 1]) {
    (StatusCode::FOUND, [("location", "/.well-known/openid-configuration")])
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let key = provider.inner.lock().unwrap().key.public();
    let x = BASE64_URL.encode(key.as_bytes());
    Json(json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": "k", "x": x }] }))
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(asked): Form<BTreeMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    let mut inner = provider.inner.lock().unwrap();
    inner.asked += 1;
    let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let expected =
        format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{}", encode(REGISTERED), encode(SECRET))));
    let grant = inner.codes.remove(&asked["code"]);
    let proved =
        asked.get("code_verifier").map(|verifier| BASE64_URL.encode(Sha256Hash::of(verifier).as_bytes()));
    match grant {
        Some(grant)
            if headers["authorization"] == expected.as_str()
                && proved.as_ref() == Some(&grant.challenge)
                && asked["redirect_uri"] == grant.redirect =>
        {
            let answer = json!({ "access_token": "a", "token_type": "Bearer", "id_token": grant.token });
            (StatusCode::OK, Json(answer))
        }
        _ => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))),
    }
}

async fn userinfo(State(provider): State<Provider>) -> Json<Value> {
    Json(provider.inner.lock().unwrap().userinfo.clone())
}

pub const OWNER: &str = "owner@harbour.example";

/// A world, a client with an owner who signs in by a password and an app, and the client's provider.
pub struct Scene {
    pub world: World,
    pub client: ClientId,
    pub owner: Browser,
    pub provider: Provider,
}

impl Scene {
    pub async fn new() -> Self {
        let provider = Provider::start().await;
        let mut world = World::new().await;
        world.config.internal_providers = vec![provider.issuer.trim_start_matches("http://").into()];
        world.restart().await;
        let client = world.quickstart(false).await.client;
        let owner = Browser::member(&world, client, Role::Owner, OWNER).await;
        let mut scene = Self { world, client, owner, provider };
        scene.set(false).await.ok();
        scene
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/clients/{}/{rest}", self.client)
    }

    pub async fn set(&mut self, required: bool) -> Answer {
        let body = json!({ "issuer": self.provider.issuer, "registered_as": REGISTERED, "secret": SECRET,
            "required": required });
        let path = self.path("provider");
        self.owner.call(&self.world, Method::PUT, &path, Some(body)).await
    }

    /// The address of the provider's page.
    pub async fn set_out(&self, browser: &mut Browser, more: Value) -> Url {
        let mut body = json!({ "client": self.client });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = browser.post(&self.world, "/api/v1/session/provider", body).await.ok().json();
        answer["url"].as_str().unwrap().parse().unwrap()
    }

    pub async fn come_back(&self, browser: &mut Browser, mut with: Value) -> Answer {
        with["client"] = json!(self.client);
        browser.post(&self.world, "/api/v1/session/provider/answer", with).await
    }

    /// The whole way.
    pub async fn by_provider(&self, browser: &mut Browser, person: Value, more: Value, bend: Bend) -> Answer {
        let url = self.set_out(browser, more).await;
        assert!(url.as_str().starts_with(&format!("{}/authorize?", self.provider.issuer)));
        let with = self.provider.sign_in(self.world.env.now(), &url, &person, bend);
        self.come_back(browser, with).await
    }

    pub async fn invite(&mut self, email: &str, role: &str) -> String {
        let body = json!({ "name": "Rita Review", "email": email, "role": role });
        let path = self.path("members");
        let made = self.owner.post(&self.world, &path, body).await.ok().json();
        made["link"].as_str().unwrap().to_owned()
    }
}
