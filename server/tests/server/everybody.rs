//! Everybody who could ask a server for something, of an organisation and of another, and what there is of the first to ask for.

use axum::http::{HeaderName, HeaderValue, Method};
use candor_domain::{AccountId, ApiTokenId, MemberId, PasskeyId, Record, Sha256Hash};
use candor_server::{
    admin::{Invitee, QuickstartMade, Role},
    config::{Limits, Rate},
};
use candor_wire::{
    device::{LedgerRequest, RedactionRequest},
    path,
};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, OURS, PASSWORD},
    device::{Tamper, TestDevice, accepted, picture},
    provider::Provider,
    world::{Answer, World},
};

/// An id that nothing has.
pub const NO_ID: &str = "019a0000-0000-7000-8000-000000000000";

/// Who asks.
pub const WHO: [&str; 13] = [
    "owner",
    "reviewer",
    "auditor",
    "operator",
    "agent",
    "device",
    "another's owner",
    "another's reviewer",
    "another's auditor",
    "another's agent",
    "another's device",
    "signed out",
    "token without scope",
];

/// Where some of them stand.
const OWNER: usize = 0;
const DEVICE: usize = 5;
pub const STRANGER: usize = 6;

/// What somebody asks by.
enum Caller {
    Browser(Browser),
    Device(Box<TestDevice>),
    Token(String),
}

/// What there is of an organisation, by its ids, and what its device says.
#[derive(Debug, Clone, Default)]
pub struct Things {
    pub agent: String,
    pub project: String,
    pub capture: String,
    pub review: String,
    pub receipt: String,
    pub member: String,
    pub token: String,
    pub session: String,
    pub passkey: String,
    pub device: String,
    pub revocable: String,
    pub invitation: String,
    /// The secret of the invitation that the device came by, and of one that nobody used.
    pub secrets: [String; 2],
    pub picture: Vec<u8>,
    pub provider: Value,
    pub redaction: Value,
    pub ledger: Value,
    pub batch: Value,
}

impl Things {
    /// An address, once what it names is named.
    pub fn address(&self, path: &str, client: impl ToString) -> String {
        let id = ["projects", "captures", "reviews", "invitations", "devices", "sessions", "passkeys"]
            .into_iter()
            .zip([
                &self.project,
                &self.capture,
                &self.review,
                &self.invitation,
                &self.revocable,
                &self.session,
                &self.passkey,
            ])
            .find_map(|(of, id)| path.contains(&format!("/{of}/{{id}}")).then_some(id.as_str()));
        path.replace("{client}", &client.to_string())
            .replace("{agent}", &self.agent)
            .replace("{member}", &self.member)
            .replace("{token}", &self.token)
            .replace("{id}", id.unwrap_or(NO_ID))
            .replace("{receipt}", &self.receipt)
            .replace("{name}", &format!("sha256:{}", Sha256Hash::of(&self.picture)))
            .replace("{day}", "2026-11-22")
    }

    /// Whether a request names any of them.
    pub fn are_named(&self, url: &str, body: Option<&Value>) -> bool {
        let body = body.map(Value::to_string).unwrap_or_default();
        let ids = [
            &self.agent,
            &self.project,
            &self.capture,
            &self.review,
            &self.member,
            &self.token,
            &self.revocable,
            &self.invitation,
        ];
        ids.into_iter().any(|id| !id.is_empty() && (url.contains(id) || body.contains(id)))
    }
}

/// Two organisations that don't know of each other, with everybody in them.
pub struct Stage {
    pub world: World,
    pub made: QuickstartMade,
    pub other: QuickstartMade,
    callers: [Caller; 13],
    lasting: Things,
    enrolled: u8,
    _provider: Provider,
}

impl Stage {
    pub async fn new() -> Self {
        let (mut world, provider) = (World::new().await, Provider::start().await);
        world.config.internal_providers = vec![provider.issuer.trim_start_matches("http://").into()];
        // Nobody is slowed down: time stands still here.
        let much = Rate { per_second: 100_000, burst: 100_000 };
        world.config.limits = Limits {
            device: much,
            account: much,
            token: much,
            enrolment: much,
            sign_in: much,
            guesses: 1_000,
            ..Limits::default()
        };
        world.restart().await;
        let operator = Browser::operator(&world).await;
        let made = world.quickstart(false).await;
        let other = world.quickstart(false).await;
        let ([mut owner, reviewer, auditor, mut agent], device) = people(&world, &made, "harbour", 1).await;
        let (theirs, their_device) = people(&world, &other, "other", 2).await;
        let clients = format!("/api/v1/clients/{}", made.client);
        let token = json!({ "name": "none", "scopes": [], "days": 1 });
        let token = owner.post(&world, &format!("{clients}/tokens"), token).await.ok().json();
        let question = json!({ "agent": made.agent, "from": "2026-11-22T00:00:00.000Z",
            "to": "2026-11-22T01:00:00.000Z", "state": "questioned", "comment": "What was this?" });
        let review = owner.post(&world, &format!("{clients}/timesheet/reviews"), question).await.ok().json();
        let mut device = Box::new(device);
        let capture = captured(&world, &mut device, 5).await;
        let receipts = agent.get(&world, "/api/v1/me/receipts").await.ok().json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let lasting = Things {
            agent: made.agent.to_string(),
            project: made.project.to_string(),
            capture: capture.id.to_string(),
            review: text(&review["id"]),
            receipt: text(&receipts["items"][0]["receipt"]),
            device: device.id.to_string(),
            provider: json!({ "issuer": provider.issuer, "registered_as": "candor", "required": false }),
            secrets: [secret(&made.invitation), String::new()],
            ..Things::default()
        };
        let [their_owner, their_reviewer, their_auditor, their_agent] = theirs.map(Caller::Browser);
        let callers = [
            Caller::Browser(owner),
            Caller::Browser(reviewer),
            Caller::Browser(auditor),
            Caller::Browser(operator),
            Caller::Browser(agent),
            Caller::Device(device),
            their_owner,
            their_reviewer,
            their_auditor,
            their_agent,
            Caller::Device(Box::new(their_device)),
            Caller::Browser(Browser::default()),
            Caller::Token(text(&token["secret"])),
        ];
        Self { world, made, other, callers, lasting, enrolled: 2, _provider: provider }
    }

    /// What there is to ask for at an operation. What it takes away or changes is made anew, so that one caller's success
    /// changes no other's answer.
    pub async fn things(&mut self, method: &str, path: &str) -> Things {
        let mut things = self.lasting.clone();
        let Self { world, made, callers, enrolled, .. } = self;
        let clients = format!("/api/v1/clients/{}", made.client);
        let (own, others) = callers.split_at_mut(DEVICE);
        let (Caller::Browser(owner), Caller::Device(device)) = (&mut own[OWNER], &mut others[0]) else {
            unreachable!("they stand there")
        };
        // What the other's device puts, it has; what it is asked for whether it has, only ours does.
        things.picture = picture(if method == "put" { 9 } else { 5 });
        if path.contains("{member}") || path.contains("{token}") {
            let admin = world.admin().await;
            let target = admin.create_member(made.client, "Target", Role::Reviewer, None).await.unwrap();
            admin.close().await;
            things.member = target.id.to_string();
            things.token = token_of(world, made, target.id).await;
        }
        if path.contains("/invitations/") || path.contains("/devices/") || path.ends_with("/account-link") {
            let admin = world.admin().await;
            let invited = admin.invite(made.client, Invitee::New("Aisha".into()), 7).await.unwrap();
            admin.close().await;
            things.agent = invited.agent.to_string();
            things.invitation = invited.id.to_string();
            things.secrets[1] = secret(&invited.invitation);
            if path.contains("/devices/") {
                *enrolled += 1;
                let newest = TestDevice::enrolled(world, &invited.invitation, made.project, *enrolled).await;
                things.revocable = newest.id.to_string();
            }
        }
        if path.contains("{id}/policies") {
            let project = owner.post(world, &format!("{clients}/projects"), json!({ "name": "New" })).await;
            things.project = project.ok().json()["project"]["id"].as_str().unwrap().into();
        }
        if path.contains("/provider") {
            let at = format!("{clients}/provider");
            owner.call(world, Method::PUT, &at, Some(things.provider.clone())).await.ok();
        }
        if path.ends_with("/passkeys/{id}") {
            let account = owner.who(world).await["account"]["id"].as_str().unwrap().to_owned();
            things.passkey = passkey_of(world, &account).await;
        }
        if path.ends_with("/sessions/{id}") {
            Browser::default().sign_in(world, "owner@harbour.example", PASSWORD).await.ok();
            let sessions = owner.get(world, "/api/v1/account/sessions").await.ok().json();
            let newer =
                sessions["items"].as_array().unwrap().iter().find(|session| session["current"] == false);
            things.session = newer.unwrap()["id"].as_str().unwrap().into();
        }
        if path.starts_with("/api/v1/captures/") {
            things.capture = captured(world, device, 7).await.id.to_string();
            let black = picture(0);
            device.put(world, &black).await.ok();
            let redaction = RedactionRequest { sha256: Sha256Hash::of(&black) };
            things.redaction = serde_json::to_value(redaction).unwrap();
        }
        if path.ends_with("/ledger") || path.ends_with("/batches") {
            let note = device.note(world, "A map of the harbour");
            things.batch = serde_json::to_value(device.commit(world, &[note])).unwrap();
            if path.ends_with("/batches") {
                device.sync(world).await;
            }
            let entries = device.entries[device.sent..].iter();
            let entries = entries.map(|entry| serde_json::to_value(entry).unwrap()).collect();
            let checkpoint = device.ledger.checkpoint(&device.key).to_string();
            things.ledger = serde_json::to_value(LedgerRequest { entries, checkpoint }).unwrap();
        }
        things
    }

    /// Asks as the one who stands there; by a device, honestly.
    pub async fn ask(
        &mut self,
        at: usize,
        method: &Method,
        url: &str,
        body: Option<&Value>,
        things: &Things,
    ) -> Answer {
        let world = &self.world;
        match &mut self.callers[at] {
            Caller::Browser(browser) => browser.ask(world, method.clone(), url, body.cloned(), OURS).await,
            Caller::Token(secret) => {
                let bearer = format!("Bearer {secret}");
                let headers = [OURS, &[("authorization", bearer.as_str())]].concat();
                Browser::default().ask(world, method.clone(), url, body.cloned(), &headers).await
            }
            Caller::Device(device) => {
                let bytes = match *method {
                    Method::PUT if url.contains("/blobs/") => things.picture.clone(),
                    _ => body.map(Value::to_string).unwrap_or_default().into_bytes(),
                };
                // To these a device comes that has no token yet.
                let proof = [path::ENROLLMENTS, path::PREVIEW, path::TOKEN].contains(&url);
                let mut request = device.prepared(world, method, url, bytes, !proof, &Tamper::default());
                for (name, value) in OURS {
                    request
                        .headers_mut()
                        .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
                }
                world.send(request).await
            }
        }
    }
}

/// An owner, a reviewer, an auditor and an agent of a client, and the agent's device at work.
async fn people(world: &World, made: &QuickstartMade, domain: &str, seed: u8) -> ([Browser; 4], TestDevice) {
    let email = |name: &str| format!("{name}@{domain}.example");
    let mut owner = Browser::member(world, made.client, Role::Owner, &email("owner")).await;
    let reviewer = Browser::member(world, made.client, Role::Reviewer, &email("reviewer")).await;
    let auditor = Browser::member(world, made.client, Role::Auditor, &email("auditor")).await;
    let link = format!("/api/v1/clients/{}/agents/{}/account-link", made.client, made.agent);
    let link = owner.post(world, &link, json!({ "email": email("agent") })).await.ok().json();
    let mut agent = Browser::accepted(world, link["link"].as_str().unwrap(), "Mara Keller").await;
    agent.with_totp(world).await;
    let mut device = TestDevice::enrolled(world, &made.invitation, made.project, seed).await;
    device.at_work(world).await;
    device.sync(world).await;
    ([owner, reviewer, auditor, agent], device)
}

/// A capture that the device sent.
async fn captured(world: &World, device: &mut TestDevice, shade: u8) -> Record {
    let bytes = picture(shade);
    device.put(world, &bytes).await.ok();
    let shot = device.screenshot(world, &bytes);
    assert_eq!(device.upload(world, std::slice::from_ref(&shot)).await, [accepted(&shot)]);
    shot
}

fn secret(invitation: &str) -> String {
    invitation.split_once('#').unwrap().1.into()
}

/// The id of a passkey that an account has, and nobody could sign in with.
async fn passkey_of(world: &World, account: &str) -> String {
    let (db, id) = (world.database().await, world.env.id(PasskeyId::new));
    let query = "INSERT INTO passkeys (account_id, id, name, credential_id, credential, created_at) \
        VALUES ($1, $2, 'Laptop', $3, '{}', 0)";
    let account: AccountId = account.parse().unwrap();
    let [account, row] = [account.as_bytes(), id.as_bytes()].map(|id| uuid::Uuid::from_bytes(*id));
    let values = [account.into(), row.into(), id.as_bytes().to_vec().into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), query, values);
    db.execute_raw(statement).await.unwrap();
    id.to_string()
}

/// The id of the token that a member got when it was made.
async fn token_of(world: &World, made: &QuickstartMade, member: MemberId) -> String {
    let db = world.database().await;
    let [client, member] = [made.client.as_bytes(), member.as_bytes()].map(|id| uuid::Uuid::from_bytes(*id));
    let query = "SELECT id FROM api_tokens WHERE client_id = $1 AND member_id = $2";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), query, [client.into(), member.into()]);
    let id: uuid::Uuid = db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    ApiTokenId::from_bytes(id.into_bytes()).to_string()
}
