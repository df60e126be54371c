//! The driver against real HTTP on the loopback.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::Response,
};
use candor_domain::{Boot, Millis, Sha256Hash, Timestamp};
use candor_wire::device::{BatchResponse, LedgerResponse, RecordAnswer};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;
use crate::{
    desk::Request as Asked,
    machine::{self, Input},
    report::{End, Mode, Problem as SyncProblem, SyncReport},
    testing::{MemoryQueue, MemoryServer, record_id},
};

mod cases;

/// A request as the server saw it.
#[derive(Debug, Clone)]
struct Seen {
    method: Method,
    path: String,
    query: Option<String>,
    headers: HeaderMap,
    body: Vec<u8>,
}

type Script = Box<dyn FnMut(&Seen) -> Option<Response<Body>> + Send>;

/// A server that checks proofs as RFC 9449 has it, and does the rest in memory.
struct Server {
    memory: Mutex<MemoryServer>,
    seen: Mutex<Vec<Seen>>,
    proofs: Mutex<Vec<dpop::Claims>>,
    /// Answers instead of the server where it has one.
    script: Mutex<Script>,
    nonce: Mutex<String>,
    tokens: AtomicU32,
    address: SocketAddr,
}

struct TestClock(Instant);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_795_320_306_700)
    }
    fn boot(&self) -> Boot {
        Boot::from_millis(self.0.elapsed().as_millis() as u64)
    }
    fn awake(&self) -> Boot {
        self.boot()
    }
}

struct Key(SigningKey);

impl Signer for Key {
    fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

fn means() -> Means {
    let counter = AtomicU32::new(0);
    Means {
        signer: Arc::new(Key(SigningKey::from_bytes(&[7; 32]))),
        clock: Arc::new(TestClock(Instant::now())),
        random: Arc::new(move |bytes: &mut [u8]| {
            let hash = Sha256Hash::of(counter.fetch_add(1, Ordering::Relaxed).to_le_bytes());
            bytes.copy_from_slice(&hash.as_bytes()[..bytes.len()]);
        }),
        pace: Pace::default(),
        settings: Settings {
            backoff: Backoff { first: Millis::new(1), cap: Millis::new(2) },
            ..Settings::default()
        },
    }
}

fn device() -> DeviceId {
    DeviceId::new(Timestamp::from_millis(0), [1; 10])
}

fn api_at(address: SocketAddr) -> Api {
    Api::new(&format!("http://{address}").parse().unwrap(), device(), means()).unwrap()
}

fn answer(status: u16, body: &Value) -> Response<Body> {
    let kind = if status < 400 { "application/json" } else { "application/problem+json" };
    Response::builder().status(status).header("content-type", kind).body(body.to_string().into()).unwrap()
}

fn says(status: u16, code: ErrorCode) -> Response<Body> {
    answer(status, &json!(Problem::new(status, "", code, "as scripted")))
}

impl Server {
    async fn start(script: impl FnMut(&Seen) -> Option<Response<Body>> + Send + 'static) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Arc::new(Self {
            memory: Mutex::default(),
            seen: Mutex::default(),
            proofs: Mutex::default(),
            script: Mutex::new(Box::new(script)),
            nonce: Mutex::new("nonce-1".into()),
            tokens: AtomicU32::new(0),
            address: listener.local_addr().unwrap(),
        });
        let app = Router::new().fallback(Self::serve).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        server
    }

    async fn serve(State(server): State<Arc<Self>>, request: Request) -> Result<Response<Body>, Infallible> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.map(|bytes| bytes.to_vec()).unwrap_or_default();
        let (path, query) = (parts.uri.path().to_owned(), parts.uri.query().map(str::to_owned));
        let seen = Seen { method: parts.method, path, query, headers: parts.headers, body };
        server.seen.lock().unwrap().push(seen.clone());
        let scripted = (server.script.lock().unwrap())(&seen);
        let mut response = scripted.unwrap_or_else(|| server.answer(&seen));
        if seen.method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        Ok(response)
    }

    fn challenge(&self, code: ErrorCode) -> Response<Body> {
        let mut response = says(401, code);
        let challenge = format!("DPoP error=\"{code}\"").parse().unwrap();
        response.headers_mut().insert("www-authenticate", challenge);
        response.headers_mut().insert("dpop-nonce", self.nonce.lock().unwrap().parse().unwrap());
        response
    }

    fn answer(&self, seen: &Seen) -> Response<Body> {
        let proof = dpop::read(seen.headers["dpop"].to_str().unwrap()).unwrap();
        let signature = ed25519_dalek::Signature::from_bytes(&proof.signature);
        VerifyingKey::from_bytes(&proof.key).unwrap().verify_strict(&proof.signed, &signature).unwrap();
        assert_eq!(proof.key, means().signer.public());
        assert_eq!(proof.claims.htm, seen.method.as_str());
        assert_eq!(proof.claims.htu, format!("http://{}{}", self.address, seen.path));
        assert!(self.proofs.lock().unwrap().iter().all(|old| old.jti != proof.claims.jti), "replayed");
        self.proofs.lock().unwrap().push(proof.claims.clone());
        if proof.claims.nonce.as_ref() != Some(&self.nonce.lock().unwrap()) {
            return self.challenge(ErrorCode::UseDpopNonce);
        }
        if seen.path == path::TOKEN {
            assert_eq!(serde_json::from_slice::<TokenRequest>(&seen.body).unwrap().device, device());
            let token = format!("token-{}", self.tokens.fetch_add(1, Ordering::Relaxed) + 1);
            return answer(
                200,
                &json!(Token { access_token: token, token_type: "DPoP".into(), expires_in: 300 }),
            );
        }
        if seen.path == path::ENROLLMENTS {
            assert_eq!(serde_json::from_slice::<EnrollmentRequest>(&seen.body).unwrap().invitation, "S-1");
            return answer(
                201,
                &json!({
                    "device": device(), "agent": device(), "projects": [],
                    "server": { "name": "candor.example", "public_key": "" },
                }),
            );
        }
        let token = format!("token-{}", self.tokens.load(Ordering::Relaxed));
        if seen.headers.get("authorization").is_none_or(|given| given != &format!("DPoP {token}")) {
            return self.challenge(ErrorCode::InvalidToken);
        }
        assert_eq!(proof.claims.ath, Some(dpop::token_hash(&token)));
        self.authorised(seen)
    }

    fn authorised(&self, seen: &Seen) -> Response<Body> {
        let blob = seen.path.strip_prefix("/api/v1/blobs/sha256:").map(|hash| hash.parse().unwrap());
        let asked = match (&seen.method, blob, &*seen.path) {
            (&Method::HEAD, Some(hash), _) => Asked::AskBlob(hash),
            (&Method::PUT, Some(hash), _) => {
                assert_eq!(seen.headers["content-type"], "image/webp");
                Asked::PutBlob(hash, MediaType::Webp, seen.body.clone())
            }
            (&Method::POST, _, path::LEDGER) => Asked::Ledger(serde_json::from_slice(&seen.body).unwrap()),
            (&Method::POST, _, path::BATCHES) => Asked::Batch(unpacked(seen)),
            (&Method::DELETE, _, path) => Asked::Delete(path.rsplit('/').next().unwrap().parse().unwrap()),
            (&Method::GET, _, path::POLICIES) => return answer(200, &json!(Policies::default())),
            (&Method::GET, _, path::VIEWS) => return answer(200, &json!(Views::default())),
            (&Method::POST, _, path) if path.ends_with("/redaction") => return answer(200, &json!({})),
            other => panic!("an unknown request: {other:?}"),
        };
        match self.memory.lock().unwrap().handle(&asked) {
            Ok(Input::Cosignature(checkpoint)) => answer(200, &json!(LedgerResponse { checkpoint })),
            Ok(Input::BlobKnown(true) | Input::BlobStored | Input::Deleted) => answer(200, &json!({})),
            Ok(Input::BlobKnown(false)) => answer(404, &json!({})),
            Ok(Input::Answers(answers)) => {
                let records = answers.into_iter().map(|answer| match answer {
                    machine::Answer::Accepted(id) => RecordAnswer::Accepted { id },
                    machine::Answer::Duplicate(id) => RecordAnswer::Duplicate { id },
                    machine::Answer::Refused { id, message, .. } => {
                        RecordAnswer::Refused { id, code: ErrorCode::NotConsented, message }
                    }
                });
                answer(200, &json!(BatchResponse { records: records.collect() }))
            }
            Err(Failure::Refused(error)) => {
                let mut problem =
                    json!({ "status": error.status, "code": error.code.map(|code| code.to_string()) });
                problem["ledger_size"] = json!(error.known_ledger);
                answer(error.status, &problem)
            }
            other => panic!("an unexpected answer: {other:?}"),
        }
    }

    fn paths(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|seen| format!("{} {}", seen.method, seen.path)).collect()
    }
}

fn unpacked(seen: &Seen) -> Vec<u8> {
    if seen.headers.get("content-encoding").is_some_and(|encoding| encoding == "gzip") {
        let mut body = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&seen.body[..]), &mut body).unwrap();
        return body;
    }
    seen.body.clone()
}

async fn sync(api: &Api, queue: &mut MemoryQueue) -> SyncReport<crate::testing::DiskFull> {
    queue.restart();
    api.sync(queue, Mode::Once, |_| {}, std::future::pending()).await
}

fn queue(count: u8) -> MemoryQueue {
    MemoryQueue::new(3, (0..count).map(|n| (n, (n % 2 == 1).then(|| vec![n; 100]))), 50)
}
