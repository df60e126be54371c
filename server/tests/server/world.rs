//! A server of a test's own, and a client for it.

use std::{process::Command, time::Duration};

use axum::{
    body::Bytes,
    http::{HeaderMap, Method, Request, StatusCode},
};
use candor_domain::{Timestamp, Zone, time::Day};
use candor_server::{
    Config, Serving,
    admin::{Admin, Quickstart, QuickstartMade},
    env::Environment,
    serve,
};
use candor_wire::ErrorCode;
use http_body_util::{BodyExt as _, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use sea_orm::DatabaseConnection;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::{device::TestDevice, stores::Stores};

/// When tests begin by the manual clock: a Sunday morning in Berlin.
pub const START: Timestamp = Timestamp::from_millis(1_795_320_000_000);

pub struct World {
    pub folder: TempDir,
    pub env: Environment,
    pub config: Config,
    pub url: String,
    stores: Stores,
    client: Client<HttpConnector, Full<Bytes>>,
    running: Option<(Serving, oneshot::Sender<()>)>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The stable code of a problem.
    pub fn code(&self) -> ErrorCode {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{self:?}");
        serde_json::from_value(self.json()["code"].clone()).unwrap()
    }

    pub fn ok(self) -> Self {
        assert!(self.status.is_success(), "{} {}", self.status, String::from_utf8_lossy(&self.body));
        self
    }
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = Environment::manual(START);
        let mut config = Config::new(folder.path().join("data"));
        config.listen = "127.0.0.1:0".parse().unwrap();
        config.env = env.clone();
        let stores = Stores::new(folder.path(), &mut config).await;
        // A new connection each time: servers come and go here.
        let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http();
        let mut world = Self { folder, env, config, url: String::new(), stores, client, running: None };
        world.start().await;
        world
    }

    /// Keeps connections, as a device does.
    pub fn keep_connections(&mut self) {
        self.client = Client::builder(TokioExecutor::new()).build_http();
    }

    async fn start(&mut self) {
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let serving = serve(self.config.clone(), shutdown).await.unwrap();
        self.url = format!("http://{}", serving.address);
        self.running = Some((serving, stop));
    }

    /// Stops the server in order and starts it again at the same address.
    pub async fn restart(&mut self) {
        let (serving, stop) = self.running.take().unwrap();
        self.config.listen = serving.address;
        stop.send(()).unwrap();
        serving.finished().await;
        self.start().await;
    }

    /// The code that the terminal shows, as long as nobody has an account.
    pub fn set_up_code(&self) -> Option<String> {
        self.running.as_ref().unwrap().0.set_up_code.clone()
    }

    /// Starts anew and waits until the job that cleans up has left so many blobs.
    pub async fn cleaned(&mut self, left: usize) {
        self.restart().await;
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while self.blob_files() != left {
            assert!(tokio::time::Instant::now() < deadline, "{} files", self.blob_files());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub async fn admin(&self) -> Admin {
        Admin::open(&self.config).await.unwrap()
    }

    pub async fn quickstart(&self, testing: bool) -> QuickstartMade {
        let admin = self.admin().await;
        let wanted = Quickstart { review_minutes: 10, screenshots_per_hour: 6, stills_per_hour: 2, testing };
        let made = admin.quickstart(wanted).await.unwrap();
        admin.close().await;
        made
    }

    /// A device that is enrolled with a fresh client.
    pub async fn device(&self) -> (TestDevice, QuickstartMade) {
        let made = self.quickstart(false).await;
        (TestDevice::enrolled(self, &made.invitation, made.project, 1).await, made)
    }

    pub async fn send(&self, request: Request<Full<Bytes>>) -> Answer {
        let response = tokio::time::timeout(Duration::from_secs(60), self.client.request(request));
        let (parts, body) = response.await.unwrap().unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// A request without a device: with a member's token, or with nothing.
    pub async fn request(&self, method: Method, path: &str, bearer: Option<&str>) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        if let Some(token) = bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.send(request.body(Full::default()).unwrap()).await
    }

    pub async fn worklog(&self, made: &QuickstartMade, day: Day) -> Value {
        let agent = made.agent;
        self.read(made, &format!("/worklog?agent={agent}&day={day}")).await
    }

    /// What is below a client's address, for its owner.
    pub async fn get(&self, made: &QuickstartMade, path: &str) -> Answer {
        let path = format!("/api/v1/clients/{}{path}", made.client);
        self.request(Method::GET, &path, Some(&made.member.token)).await
    }

    /// The same, where there must be something.
    pub async fn read(&self, made: &QuickstartMade, path: &str) -> Value {
        self.get(made, path).await.ok().json()
    }

    pub fn today(&self) -> Day {
        self.env.now().day_in(&berlin())
    }

    /// The pictures that are kept.
    pub fn blob_files(&self) -> usize {
        self.stores.blobs()
    }

    /// Turns to other stores, empty ones, that a program of its own is to work on.
    pub async fn elsewhere(&mut self) {
        self.config.data = self.folder.path().join("elsewhere");
        self.stores = Stores::new(self.folder.path(), &mut self.config).await;
    }

    /// The server's program, told where this world keeps things.
    pub fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_candor-server"));
        self.stores.told(&self.config, &mut program);
        program
    }

    /// A connection of the test's own to the database.
    pub async fn database(&self) -> DatabaseConnection {
        self.stores.connect(&self.config).await
    }

    /// Whether `needle` is kept anywhere but among the pictures.
    pub async fn holds(&self, needle: &[u8]) -> bool {
        self.stores.hold(&self.config, needle).await
    }
}

pub fn berlin() -> Zone {
    "Europe/Berlin".parse().unwrap()
}
