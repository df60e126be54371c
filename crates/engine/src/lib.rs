//! The engine: what records, stores and sends, and what every front end talks to.
//!
//! [`Engine::open`] takes a home folder; [`Engine::run`] is one loop (`controller`) over the requests of front ends, the
//! sensor process, the network and time. What it knows and decides is in `core`, which does no waiting. Front ends reach it
//! through [`Front`]: a [`Handle`] in its own process, a [`Client`] over the local socket.
//!
//! Invariant: nothing here draws a window or loads a toolkit; the engine stays small while the agent works.

#![deny(unsafe_code)]

mod archive;
mod controller;
mod core;
mod desktop;
mod front;
mod health;
mod home;
mod ports;
pub mod protocol;
mod queue;
mod requests;
mod samples;
mod socket;
mod uplink;

use std::sync::{Arc, Mutex};

use candor_store::{
    BootId, HomeLock, LockError, Store,
    keystore::{self, KeyError},
};
use tokio::sync::{Notify, mpsc};
use zeroize::Zeroizing;

pub use archive::file as verify_file;
pub use candor_capture::{Launch, host::TestCamera};
pub use candor_consent::entry::{Channel, Decision};
pub use candor_store::keystore::{KeyStore, Prompt};
pub use candor_upload::invitation::SCHEME as INVITATION_SCHEME;
pub use desktop::beside_work;
pub use front::{Front, Handle};
pub use home::Home;
pub use ports::ClockChoice;
pub use socket::Client;

use crate::{
    controller::{Controller, Inside},
    core::Core,
    front::Ask,
    ports::Ports,
    protocol::{Failure, FailureCode},
};

/// Asks the agent for a passphrase; nothing where nobody answers.
pub type Asking = Box<dyn FnMut(Prompt) -> Option<Zeroizing<String>> + Send>;

/// How an engine is opened.
pub struct Options {
    /// The folder.
    pub home: Home,
    /// Where the store's key lives; without one as remembered, and at first in the keychain.
    pub key_store: Option<KeyStore>,
    /// The clocks.
    pub clock: ClockChoice,
    /// How the agent is asked for a passphrase.
    pub ask: Asking,
    /// The sensor program.
    pub sensor: Launch,
    /// Where the engine is to be seen on the desktop beside its pill; nowhere for one that serves a single command.
    pub desktop: Option<DesktopOptions>,
}

/// How the engine shows itself on the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesktopOptions {
    /// The program that opens the window.
    pub window: std::path::PathBuf,
}

/// An engine that has its home folder and doesn't run yet.
pub struct Engine {
    controller: Controller,
    home: Home,
    handle: Handle,
    asks: mpsc::UnboundedReceiver<Ask>,
    inside: mpsc::UnboundedReceiver<Inside>,
    _lock: HomeLock,
}

impl Engine {
    /// Takes the home folder, opens its store and brings it in order.
    ///
    /// # Errors
    /// [`FailureCode::AlreadyRunning`] where another engine has the folder, [`FailureCode::NoKey`] where there is no key,
    /// and those of the store.
    pub fn open(options: Options) -> Result<Self, Failure> {
        let Options { home, key_store, clock, mut ask, sensor, desktop } = options;
        let lock = HomeLock::acquire(home.path())?;
        let remembered = keystore::remembered(home.path())?;
        let first = remembered.is_none();
        let key_store = key_store.or(remembered).unwrap_or(KeyStore::Keychain);
        let key = keystore::load_or_create(&key_store, home.path(), &mut *ask).map_err(|error| {
            let mut failure = Failure::from(error);
            // Another place can be chosen for a key only before there is one.
            if failure.code == FailureCode::NoKeychain && !first {
                failure.code = FailureCode::NoKey;
            }
            failure
        })?;
        let ports = Arc::new(Ports::new(clock, sensor));
        let run = this_run(&ports);
        let open = || {
            let store = Store::open(&home.database(), &key)?;
            Core::open(store, home.clone(), ports.clone(), run.clone(), key_store.to_string())
        };
        let core = match open() {
            // Looking, withdrawing and deleting must work on a full disk too.
            Err(failure) if failure.code == FailureCode::StorageFull => {
                let _ = std::fs::remove_file(home.reserve());
                open()?
            }
            opened => opened?,
        };
        let (inside_sender, inside) = mpsc::unbounded_channel();
        let (handle, asks) = Handle::new();
        let upload = Arc::new(Notify::new());
        let mut controller = Controller::new(Arc::new(Mutex::new(core)), ports, inside_sender, upload);
        if let Some(options) = desktop {
            controller.appear(home.clone(), options);
        }
        Ok(Self { controller, home, handle, asks, inside, _lock: lock })
    }

    /// A front end in this process.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Serves the local socket and runs until [`Request::Shutdown`](protocol::Request::Shutdown), or until no [`Handle`] and no
    /// connection is left. A session that is open then is stopped in order.
    ///
    /// # Errors
    /// Where the local socket can't be opened.
    pub async fn run(self) -> Result<(), Failure> {
        let listener = socket::listen(&self.home).map_err(|error| {
            Failure::new(FailureCode::Internal, format!("The local socket can't be opened: {error}."))
        })?;
        let served = tokio::spawn(socket::serve(listener, self.handle.downgrade()));
        // From here on only front ends keep the engine: those in this process and those that are connected.
        drop(self.handle);
        self.controller.run(self.asks, self.inside).await;
        served.abort();
        let _ = std::fs::remove_file(self.home.socket());
        Ok(())
    }
}

/// What tells this run of the machine from another. Where the system doesn't say, each run of the engine counts as
/// one: reviews take longer then, never shorter.
fn this_run(ports: &Ports) -> BootId {
    let named = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok().filter(|_| ports.real_time());
    let name = named.map(|name| name.trim().to_owned());
    BootId::new(name.unwrap_or_else(|| {
        let random = u128::from_le_bytes(ports::random());
        format!("unknown-{random:032x}")
    }))
}

impl From<LockError> for Failure {
    fn from(error: LockError) -> Self {
        let code = match error {
            LockError::AlreadyRunning { .. } => FailureCode::AlreadyRunning,
            LockError::Io { .. } => FailureCode::Internal,
        };
        Self::new(code, core::sentence(&error.to_string()))
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        let code = match error {
            KeyError::OtherChoice { .. } | KeyError::InsideHome(_) | KeyError::Short => FailureCode::Usage,
            KeyError::Unavailable(_) => FailureCode::NoKeychain,
            KeyError::Cancelled => FailureCode::PassphraseNeeded,
            KeyError::WrongPassphrase => FailureCode::PassphraseWrong,
            _ => FailureCode::NoKey,
        };
        Self::new(code, core::sentence(&error.to_string()))
    }
}
