//! A device as the server sees one, honest unless told otherwise.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    http::{Method, Request, StatusCode},
};
use candor_consent::{
    Body, DeviceKey, Ledger, PublicKey, Salt, SignedEntry, batch_root, commitment,
    entry::{Channel, Decision},
};
use candor_domain::{
    AgentId, BatchId, Category, ClientId, DeviceId, Millis, ProjectId, Record, RecordId, SessionId,
    Sha256Hash, WithdrawalId,
    record::{
        ActivitySample, Capture, CaptureSource, Coverage, Finding, ImageRef, MediaType, Note, RecordBody,
        Stream,
    },
    session::{SessionEvent, SessionReason},
};
use candor_wire::{
    ErrorCode,
    device::{
        BatchItem, BatchRequest, BatchResponse, Enrollment, EnrollmentRequest, LedgerRequest, LedgerResponse,
        Policies, RecordAnswer, Token, TokenRequest, Withdrawal,
    },
    dpop, path,
};
use http_body_util::Full;
use serde::Serialize;

use crate::world::{Answer, World, berlin};

pub struct TestDevice {
    pub key: DeviceKey,
    pub id: DeviceId,
    pub agent: AgentId,
    pub client: ClientId,
    pub project: ProjectId,
    pub server_key: PublicKey,
    pub server_name: String,
    pub ledger: Ledger,
    pub entries: Vec<SignedEntry>,
    pub sent: usize,
    pub token: String,
    nonce: String,
    pub session: Option<SessionId>,
    seqs: BTreeMap<Stream, u64>,
}

/// How a request differs from an honest one.
#[derive(Default, Clone)]
pub struct Tamper {
    pub htm: Option<&'static str>,
    pub htu: Option<String>,
    pub jti: Option<String>,
    pub key: Option<[u8; 32]>,
    pub token: Option<String>,
    pub no_nonce: bool,
    pub encoding: Option<&'static str>,
    pub content: Option<&'static str>,
}

impl TestDevice {
    /// Enrols a new device: `seed` makes its key.
    pub async fn enrolled(world: &World, invitation: &str, project: ProjectId, seed: u8) -> Self {
        let secret = invitation.split_once('#').unwrap().1;
        let mut device = Self {
            key: DeviceKey::from_seed(&[seed; 32]),
            id: world.env.id(DeviceId::new),
            agent: world.env.id(AgentId::new),
            client: world.env.id(ClientId::new),
            project,
            server_key: DeviceKey::from_seed(&[0; 32]).public(),
            server_name: String::new(),
            ledger: Ledger::new(world.env.id(DeviceId::new)),
            entries: Vec::new(),
            sent: 0,
            token: String::new(),
            nonce: String::new(),
            session: None,
            seqs: BTreeMap::new(),
        };
        let answer = device.enroll(world, secret).await.ok();
        let enrollment: Enrollment = serde_json::from_slice(&answer.body).unwrap();
        device.id = enrollment.device;
        device.agent = enrollment.agent;
        device.client = enrollment.projects[0].client.id;
        device.server_key = enrollment.server.public_key.parse().unwrap();
        device.server_name = enrollment.server.name;
        device.ledger = Ledger::new(device.id);
        device.renew(world).await;
        let enrolled = Body::Enrolled {
            agent: device.agent,
            client: device.client,
            public_key: device.key.public(),
            server_key: device.server_key,
        };
        device.append(world, enrolled);
        device
    }

    pub async fn enroll(&mut self, world: &World, secret: &str) -> Answer {
        let request = EnrollmentRequest { invitation: secret.into() };
        self.post(world, path::ENROLLMENTS, &request, false).await
    }

    /// Asks whom an invitation is from.
    pub async fn preview(&mut self, world: &World, secret: &str) -> Answer {
        let request = EnrollmentRequest { invitation: secret.into() };
        self.post(world, path::PREVIEW, &request, false).await
    }

    pub async fn renew(&mut self, world: &World) {
        let answer = self.post(world, path::TOKEN, &TokenRequest { device: self.id }, false).await.ok();
        self.token = serde_json::from_slice::<Token>(&answer.body).unwrap().access_token;
    }

    async fn post(&mut self, world: &World, path: &str, body: &impl Serialize, token: bool) -> Answer {
        let body = serde_json::to_vec(body).unwrap();
        self.call(world, Method::POST, path, body, token, &Tamper::default()).await
    }

    /// An authorised request.
    pub async fn request(&mut self, world: &World, method: Method, path: &str, body: Vec<u8>) -> Answer {
        self.call(world, method, path, body, true, &Tamper::default()).await
    }

    /// A request, made again once where the server wants its nonce.
    pub async fn call(
        &mut self,
        world: &World,
        method: Method,
        path: &str,
        body: Vec<u8>,
        token: bool,
        tamper: &Tamper,
    ) -> Answer {
        for last in [false, true] {
            let request = self.prepared(world, &method, path, body.clone(), token, tamper);
            let answer = world.send(request).await;
            if let Some(nonce) = answer.headers.get(dpop::NONCE_HEADER) {
                self.nonce = nonce.to_str().unwrap().into();
            }
            let wanted = answer.status == StatusCode::UNAUTHORIZED
                && method != Method::HEAD
                && answer.code() == ErrorCode::UseDpopNonce;
            if !wanted || last || tamper.no_nonce {
                return answer;
            }
        }
        unreachable!("the second answer is returned")
    }

    /// A request with its proof.
    pub fn prepared(
        &self,
        world: &World,
        method: &Method,
        path: &str,
        body: Vec<u8>,
        token: bool,
        tamper: &Tamper,
    ) -> Request<Full<Bytes>> {
        let bearer = tamper.token.clone().unwrap_or_else(|| self.token.clone());
        let plain = path.split('?').next().unwrap();
        let claims = dpop::Claims {
            jti: tamper.jti.clone().unwrap_or_else(|| hex::encode(world.env.random::<16>())),
            htm: tamper.htm.unwrap_or(method.as_str()).into(),
            htu: tamper.htu.clone().unwrap_or_else(|| format!("{}{plain}", world.url)),
            iat: world.env.now().as_millis() / 1_000,
            nonce: (!tamper.no_nonce).then(|| self.nonce.clone()),
            ath: token.then(|| dpop::token_hash(&bearer)),
        };
        let key = tamper
            .key
            .map_or_else(|| DeviceKey::from_seed(&self.key.seed()), |seed| DeviceKey::from_seed(&seed));
        let proof = dpop::prove(key.public().as_bytes(), &claims, |bytes| *key.sign(bytes).as_bytes());
        let mut request =
            Request::builder().method(method).uri(format!("{}{path}", world.url)).header(dpop::HEADER, proof);
        if token {
            request = request.header("authorization", format!("DPoP {bearer}"));
        }
        if let Some(encoding) = tamper.encoding {
            request = request.header("content-encoding", encoding);
        }
        if let Some(content) = tamper.content {
            request = request.header("content-type", content);
        }
        request.body(Full::from(body)).unwrap()
    }

    /// Appends an entry to the device's own ledger.
    pub fn append(&mut self, world: &World, body: Body) -> &SignedEntry {
        let entry = self.ledger.draft(body, world.env.now(), &self.key).unwrap();
        self.ledger.append(&entry).unwrap();
        self.entries.push(entry);
        self.entries.last().unwrap()
    }

    /// Sends the entries that the server lacks.
    pub async fn sync(&mut self, world: &World) {
        let answer = self.send_ledger(world, self.sent).await.ok();
        let response: LedgerResponse = serde_json::from_slice(&answer.body).unwrap();
        let checkpoint = candor_consent::note::Checkpoint::parse(&response.checkpoint).unwrap();
        checkpoint.check_server(&self.server_name, &self.server_key).unwrap();
        assert_eq!(checkpoint.head, self.ledger.head());
        self.sent = self.entries.len();
    }

    pub async fn send_ledger(&mut self, world: &World, from: usize) -> Answer {
        let entries = self.entries[from..].iter().map(|e| serde_json::to_value(e).unwrap()).collect();
        let checkpoint = self.ledger.checkpoint(&self.key).to_string();
        self.post(world, path::LEDGER, &LedgerRequest { entries, checkpoint }, true).await
    }

    pub async fn policies(&mut self, world: &World) -> Policies {
        let answer = self.request(world, Method::GET, path::POLICIES, Vec::new()).await.ok();
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// The newest English notice of the project.
    pub async fn notice(&mut self, world: &World) -> (Sha256Hash, candor_domain::policy::PolicyVersion) {
        let policies = self.policies(world).await;
        let mine = policies.projects.iter().find(|p| p.project.id == self.project).unwrap();
        let notice = mine.notices.iter().rfind(|n| n.lang.starts_with("en")).unwrap();
        assert_eq!(Sha256Hash::of(&notice.text), notice.sha256);
        (notice.sha256, notice.policy_version)
    }

    /// Shows the notice and grants categories under it.
    pub async fn grant(&mut self, world: &World, categories: &[Category]) {
        let (notice, policy_version) = self.notice(world).await;
        let (project, channel) = (self.project, Channel::Cli);
        self.append(world, Body::NoticeShown { project, policy_version, notice, lang: "en".into(), channel });
        for category in categories {
            self.decide(world, *category, Decision::Granted, notice);
        }
    }

    pub fn decide(&mut self, world: &World, category: Category, decision: Decision, notice: Sha256Hash) {
        self.decide_in_answer(world, category, decision, notice, None);
    }

    /// Carries out a withdrawal made elsewhere.
    pub fn answer(&mut self, world: &World, told: &Withdrawal, notice: Sha256Hash) {
        self.decide_in_answer(world, told.category, Decision::Withdrawn, notice, Some(told.id));
    }

    fn decide_in_answer(
        &mut self,
        world: &World,
        category: Category,
        decision: Decision,
        notice: Sha256Hash,
        answers: Option<WithdrawalId>,
    ) {
        let receipt = format!("receipt {} {category} {decision:?} {}", self.id, self.entries.len());
        let receipt = Sha256Hash::of(receipt);
        let (project, channel) = (self.project, Channel::Cli);
        self.append(world, Body::Decision { project, category, decision, notice, receipt, channel, answers });
    }

    pub fn session(&mut self, world: &World, event: SessionEvent) {
        if event == SessionEvent::Started {
            self.session = Some(world.env.id(SessionId::new));
        }
        let ends = matches!(event, SessionEvent::Paused | SessionEvent::Stopped);
        let body = Body::Session {
            session: self.session.unwrap(),
            project: self.project,
            event,
            reason: ends.then_some(SessionReason::Agent),
            zone: (event == SessionEvent::Started).then(berlin),
        };
        self.append(world, body);
    }

    /// All granted, a session running.
    pub async fn at_work(&mut self, world: &World) {
        self.grant(world, &Category::ALL).await;
        self.session(world, SessionEvent::Started);
    }

    /// A record made now under the decisions in force.
    pub fn record(&mut self, world: &World, body: RecordBody) -> Record {
        let consent = body.category().map(|category| {
            self.ledger.state().decided(self.project, category).map_or(
                Coverage { notice: Sha256Hash::of("none"), receipt: Sha256Hash::of("none") },
                |decided| decided.coverage,
            )
        });
        let seq = self.seqs.entry(body.stream()).or_default();
        *seq += 1;
        Record {
            v: 1,
            id: world.env.id(RecordId::new),
            device: self.id,
            project: self.project,
            session: self.session.unwrap(),
            stream: body.stream(),
            seq: *seq,
            at: world.env.now(),
            ledger_size: self.ledger.size(),
            consent,
            synthetic: false,
            body,
        }
    }

    pub fn sample(&mut self, world: &World, keys: u32) -> Record {
        let (from, to) = (world.env.now().minus(Millis::from_minutes(1)), world.env.now());
        let sample = ActivitySample { from, to, keys, clicks: 2, scroll: 3, pointer_px: 400, active_s: 50 };
        self.record(world, RecordBody::Activity(sample))
    }

    pub fn note(&mut self, world: &World, text: &str) -> Record {
        self.record(world, RecordBody::Note(Note { text: text.into() }))
    }

    pub fn screenshot(&mut self, world: &World, bytes: &[u8]) -> Record {
        let decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(bytes));
        let (width, height) = decoder.map_or((64, 48), |picture| picture.dimensions());
        let image = ImageRef {
            sha256: Sha256Hash::of(bytes),
            media_type: MediaType::Webp,
            bytes: bytes.len() as u32,
            width,
            height,
        };
        let source = CaptureSource::Screen { monitor: 0 };
        let capture = Capture { source, image, finding: Finding::Ordinary, redacted: false };
        self.record(world, RecordBody::Capture(capture))
    }

    pub async fn put(&mut self, world: &World, bytes: &[u8]) -> Answer {
        let path = path::blob(Sha256Hash::of(bytes));
        self.request(world, Method::PUT, &path, bytes.to_vec()).await
    }

    /// Commits to records in the ledger; the request that sends them.
    pub fn commit(&mut self, world: &World, records: &[Record]) -> BatchRequest {
        let salts: Vec<_> = records.iter().map(|_| Salt::from_bytes(world.env.random())).collect();
        let commitments = records.iter().zip(&salts).map(|(record, salt)| commitment(salt, record));
        let (batch, root) = (world.env.id(BatchId::new), batch_root(commitments));
        let entry = self.append(world, Body::Records { batch, count: records.len() as u32, root }).entry.seq;
        let item = |(record, salt): (&Record, &Salt)| BatchItem::Full {
            record: serde_json::to_value(record).unwrap(),
            salt: serde_json::to_value(salt).unwrap().as_str().unwrap().into(),
        };
        BatchRequest { batch, entry, records: records.iter().zip(&salts).map(item).collect() }
    }

    pub async fn send_batch(&mut self, world: &World, batch: &BatchRequest) -> Answer {
        self.post(world, path::BATCHES, batch, true).await
    }

    /// Commits, syncs and sends; an answer for each.
    pub async fn upload(&mut self, world: &World, records: &[Record]) -> Vec<RecordAnswer> {
        let batch = self.commit(world, records);
        self.sync(world).await;
        answers(&self.send_batch(world, &batch).await.ok())
    }
}

pub fn answers(answer: &Answer) -> Vec<RecordAnswer> {
    serde_json::from_slice::<BatchResponse>(&answer.body).unwrap().records
}

/// The code of the only answer, which is a refusal.
pub fn refusal(answers: &[RecordAnswer]) -> ErrorCode {
    match answers {
        [RecordAnswer::Refused { code, .. }] => *code,
        other => panic!("not one refusal: {other:?}"),
    }
}

pub fn accepted(record: &Record) -> RecordAnswer {
    RecordAnswer::Accepted { id: record.id }
}

pub fn duplicate(record: &Record) -> RecordAnswer {
    RecordAnswer::Duplicate { id: record.id }
}

/// A WebP picture of one shade, 64 by 48 pixels.
pub fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = vec![shade; 64 * 48 * 3];
    image_webp::WebPEncoder::new(&mut bytes).encode(&pixels, 64, 48, image_webp::ColorType::Rgb8).unwrap();
    bytes
}
