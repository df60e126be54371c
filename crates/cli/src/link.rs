//! The way to the engine: the one that runs on this home folder, or one in this process for as long as the command takes.

use std::time::Duration;

use candor_engine::{
    Client, ClockChoice, DesktopOptions, Engine, Front as _, Handle, Home, KeyStore, Launch, Options,
    protocol::{Failure, FailureCode, Progress, Request, Status},
};
use serde_json::Value;
use tokio::{
    task::{JoinHandle, spawn_local},
    time::{Instant, sleep, timeout},
};

use crate::{
    passphrase::Passphrase,
    process::{self, Signals},
};

/// How long another command that holds the home folder has to let go of it or to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(25);
/// How long an engine in this process has to end in order after an interruption. What is stored is safe without.
const ORDERLY: Duration = Duration::from_secs(10);

/// Where the engine works, or would.
#[derive(Debug, Clone)]
pub struct Place {
    /// The home folder.
    pub home: Home,
    /// Where the key is kept, where the person says so.
    pub key_store: Option<KeyStore>,
}

/// What an engine in this process is to be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hosting {
    /// Its clock; the machine's where none is named.
    pub clock: Option<ClockChoice>,
    /// Whether it shows itself on the desktop: only one that is there to stay.
    pub desktop: bool,
    /// Whether the passphrase of its key comes on standard input.
    pub passphrase_stdin: bool,
}

enum Way {
    Here(Handle),
    There(Client),
}

impl Way {
    async fn ask(
        &mut self,
        request: Request,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Value, Failure> {
        match self {
            Self::Here(handle) => handle.ask(request, progress).await,
            Self::There(client) => client.ask(request, progress).await,
        }
    }
}

/// The way to the engine.
pub struct Link {
    way: Way,
    /// The engine in this process.
    engine: Option<JoinHandle<Result<(), Failure>>>,
    home: Home,
    /// Requests to end.
    pub signals: Signals,
    interrupted: bool,
}

impl Link {
    /// Connects to the running engine, or becomes one for as long as the link is kept.
    pub async fn open(place: &Place) -> Result<Self, Failure> {
        Self::open_as(place, Hosting::default()).await
    }

    /// The same; an engine in this process is as `hosting` says, and a running one is refused where its clock is another.
    pub async fn open_as(place: &Place, hosting: Hosting) -> Result<Self, Failure> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(mut client) = Client::connect(&place.home).await? {
                // One that was about to end says nothing any more; one that answers stays as long as this connection.
                match client.ask(Request::Status, &mut |_| {}).await {
                    Err(failure) if failure.code == FailureCode::NotRunning && Instant::now() < deadline => {
                        sleep(LOOK).await;
                        continue;
                    }
                    answer => drop(answer?),
                }
                if hosting.clock.is_some() {
                    return Err(Failure::new(
                        FailureCode::Usage,
                        "An engine is running already, on its own clock, so --clock is refused. End it with candor shutdown.",
                    ));
                }
                return Self::new(Way::There(client), None, place);
            }
            match host(place, hosting).await {
                Ok((handle, engine)) => return Self::new(Way::Here(handle), Some(engine), place),
                // Another command is just coming or going.
                Err(failure) if failure.code == FailureCode::AlreadyRunning && Instant::now() < deadline => {
                    sleep(LOOK).await;
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Connects to the running engine; one that isn't there can't have a session to act on.
    pub async fn running(place: &Place) -> Result<Self, Failure> {
        let client = Client::connect(&place.home).await?.ok_or_else(|| {
            let message =
                format!("No engine is running in {}, so nothing is recorded.", place.home.path().display());
            Failure::new(FailureCode::NotRunning, message)
        })?;
        Self::new(Way::There(client), None, place)
    }

    fn new(
        way: Way,
        engine: Option<JoinHandle<Result<(), Failure>>>,
        place: &Place,
    ) -> Result<Self, Failure> {
        Ok(Self { way, engine, home: place.home.clone(), signals: Signals::new()?, interrupted: false })
    }

    /// Asks for something and waits for the answer.
    pub async fn ask(&mut self, request: Request) -> Result<Value, Failure> {
        self.ask_with(request, &mut |_| {}).await
    }

    /// The same, telling how far it has come.
    pub async fn ask_with(
        &mut self,
        request: Request,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Value, Failure> {
        tokio::select! {
            answer = self.way.ask(request, progress) => answer,
            () = self.signals.next() => {
                self.interrupted = true;
                let message = "Interrupted before it was done. What was done until then is kept; ask again to go on.";
                Err(Failure::new(FailureCode::State, message))
            }
        }
    }

    /// Asks for something that is seen through, whatever signals arrive; `on_signal` is told of them.
    pub async fn ask_firmly(
        &mut self,
        request: Request,
        mut on_signal: impl FnMut(),
    ) -> Result<Value, Failure> {
        let mut ignore = |_| {};
        let answer = self.way.ask(request, &mut ignore);
        tokio::pin!(answer);
        loop {
            tokio::select! {
                answer = &mut answer => return answer,
                () = self.signals.next() => on_signal(),
            }
        }
    }

    /// A second way to the same engine, for what may be broken off or never ends.
    pub async fn aside(&self) -> Result<Aside, Failure> {
        Ok(Aside(match &self.way {
            Way::Here(handle) => Way::Here(handle.clone()),
            Way::There(_) => Way::There(Client::connect(&self.home).await?.ok_or_else(gone)?),
        }))
    }

    /// Gives up before anything was asked for.
    pub fn give_up(&mut self) -> Failure {
        self.interrupted = true;
        Failure::new(FailureCode::State, "Interrupted before it began. Nothing was done.")
    }

    /// Ends what was begun for this command: an engine in this process goes once no other front end is using it, or at a signal.
    pub async fn close(mut self) {
        let Some(mut engine) = self.engine.take() else { return };
        if !self.interrupted {
            drop(self.way);
            tokio::select! {
                _ = &mut engine => return,
                () = self.signals.next() => {}
            }
        }
        let end = async {
            if let Ok(Some(mut client)) = Client::connect(&self.home).await {
                let _ = client.ask(Request::Shutdown, &mut |_| {}).await;
            }
            let _ = engine.await;
        };
        // Another signal doesn't hasten it: it takes no longer than this.
        let _ = timeout(ORDERLY, end).await;
    }
}

/// A second way to the engine.
pub struct Aside(Way);

impl Aside {
    /// Asks for something; may be dropped before the answer, and then is of no more use.
    pub async fn ask(&mut self, request: Request) -> Result<Value, Failure> {
        self.0.ask(request, &mut |_| {}).await
    }

    /// Asks for the status again and again.
    pub async fn watch(&mut self) -> Result<(), Failure> {
        match &mut self.0 {
            Way::Here(handle) => handle.watch().await,
            Way::There(client) => client.watch().await,
        }
    }

    /// The next status; nothing once the engine is gone.
    pub async fn next(&mut self) -> Option<Status> {
        match &mut self.0 {
            Way::Here(handle) => handle.next().await,
            Way::There(client) => client.next().await,
        }
    }
}

/// Runs an engine in this process.
pub async fn host(
    place: &Place,
    hosting: Hosting,
) -> Result<(Handle, JoinHandle<Result<(), Failure>>), Failure> {
    process::log();
    let passphrase = Passphrase::new(hosting.passphrase_stdin);
    let options = Options {
        home: place.home.clone(),
        key_store: place.key_store.clone(),
        clock: hosting.clock.unwrap_or(ClockChoice::System),
        ask: passphrase.prompt(),
        sensor: sensor()?,
        desktop: hosting.desktop.then(window).transpose()?,
    };
    let engine = Engine::open(options).map_err(|failure| passphrase.or(failure))?;
    Ok((engine.handle(), spawn_local(engine.run())))
}

/// The window's program, which is installed beside this one.
fn window() -> Result<DesktopOptions, Failure> {
    let window = std::env::current_exe()
        .map(|program| program.with_file_name(format!("candor-desktop{}", std::env::consts::EXE_SUFFIX)))
        .map_err(|error| {
            Failure::new(
                FailureCode::Internal,
                format!("The place of the window's program is unknown: {error}"),
            )
        })?;
    Ok(DesktopOptions { window })
}

/// The sensor program, which is installed beside this one.
fn sensor() -> Result<Launch, Failure> {
    let launch = Launch::beside_current_program().map_err(|error| {
        Failure::new(
            FailureCode::SensorFailed,
            format!("The place of the sensor program is unknown: {error}"),
        )
    })?;
    // What is built for testing takes a stand-in for the camera.
    #[cfg(debug_assertions)]
    if let Some(library) = std::env::var_os("CANDOR_TEST_CAMERA_LIBRARY") {
        let mode = std::env::var("CANDOR_TEST_CAMERA").unwrap_or_else(|_| "ok".into());
        return Ok(launch.with_test_camera(candor_engine::TestCamera { library: library.into(), mode }));
    }
    Ok(launch)
}

fn gone() -> Failure {
    let message = "The engine ended before it answered. What was stored is safe; nothing is recorded.";
    Failure::new(FailureCode::NotRunning, message)
}
