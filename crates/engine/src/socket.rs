//! The local socket: how front ends in other processes reach the engine.
//!
//! One JSON document a line in each direction: [`Asked`] and [`Reply`]. Only the agent's own account can open it: on Unix
//! the socket and its folder belong to that account alone, on Windows the pipe's default rights say the same.

use candor_domain::Sha256Hash;
use interprocess::local_socket::{
    GenericFilePath, GenericNamespaced, ListenerOptions, Name, ToFsName as _, ToNsName as _,
    tokio::{Listener, Stream, prelude::*},
};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};

use crate::{
    front::{Front, Handle, WeakHandle},
    home::Home,
    protocol::{Asked, Failure, FailureCode, Progress, Reply, Request, Status, VERSION},
};

/// The longest line that is read: more than any picture in base64.
const MAX_LINE: u64 = 32 * 1024 * 1024;

fn name(home: &Home) -> std::io::Result<Name<'static>> {
    if cfg!(windows) {
        let path = Sha256Hash::of(home.path().as_os_str().as_encoded_bytes());
        format!("candor-{path}").to_ns_name::<GenericNamespaced>()
    } else {
        home.socket().to_fs_name::<GenericFilePath>()
    }
}

/// Opens the socket. The caller holds the home's lock, so a socket that lies there is a dead engine's.
pub(crate) fn listen(home: &Home) -> std::io::Result<Listener> {
    if cfg!(unix) {
        let _ = std::fs::remove_file(home.socket());
    }
    let listener = ListenerOptions::new().name(name(home)?).create_tokio()?;
    #[cfg(unix)]
    std::fs::set_permissions(home.socket(), std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(listener)
}

/// Serves every front end that connects, until the engine ends.
pub(crate) async fn serve(listener: Listener, handle: WeakHandle) {
    loop {
        match listener.accept().await {
            Ok(stream) => {
                let Some(handle) = handle.upgrade() else { return };
                drop(tokio::spawn(connection(stream, handle)));
            }
            Err(error) => {
                tracing::warn!(%error, "a front end could not connect");
                tokio::task::yield_now().await;
            }
        }
    }
}

async fn connection(stream: Stream, mut handle: Handle) {
    let mut write = &stream;
    let mut lines = BufReader::new(&stream);
    while let Ok(Some(line)) = line(&mut lines).await {
        let asked = serde_json::from_slice::<Asked>(&line).map_err(|error| {
            Failure::new(FailureCode::Usage, format!("The engine doesn't understand the request: {error}"))
        });
        let mut replies = match asked {
            Ok(asked) if asked.v == VERSION => handle.send(asked.request),
            Ok(asked) => Err(Failure::new(
                FailureCode::Usage,
                format!(
                    "The engine speaks version {VERSION}, the front end version {}. Restart the engine.",
                    asked.v
                ),
            )),
            Err(failure) => Err(failure),
        };
        loop {
            let reply = match &mut replies {
                Ok(replies) => replies.recv().await,
                Err(failure) => Some(Reply::Failed(failure.clone())),
            };
            let Some(reply) = reply else { break };
            let Ok(mut text) = serde_json::to_vec(&reply) else { return };
            text.push(b'\n');
            if write.write_all(&text).await.is_err() {
                return;
            }
            if replies.is_err() {
                break;
            }
        }
    }
}

async fn line(lines: &mut (impl tokio::io::AsyncBufRead + Unpin)) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = lines.take(MAX_LINE).read_until(b'\n', &mut line).await?;
    match line.last() {
        Some(b'\n') => Ok(Some(line)),
        _ if read == 0 => Ok(None),
        _ => Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "a line is too long or was cut off")),
    }
}

/// A front end's connection to a running engine.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<Stream>,
}

impl Client {
    /// Connects to the engine of a home folder; nothing where none is running.
    ///
    /// # Errors
    /// Where something is there that can't be talked to.
    pub async fn connect(home: &Home) -> Result<Option<Self>, Failure> {
        use std::io::ErrorKind;
        let name = name(home).map_err(|error| internal(&error))?;
        match Stream::connect(name).await {
            Ok(stream) => Ok(Some(Self { stream: BufReader::new(stream) })),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
                Ok(None)
            }
            Err(error) => Err(internal(&error)),
        }
    }
}

impl Front for Client {
    async fn ask(
        &mut self,
        request: Request,
        on_progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<serde_json::Value, Failure> {
        self.begin(request).await?;
        loop {
            match self.reply().await?.ok_or_else(gone)? {
                Reply::Progress(progress) => on_progress(progress),
                Reply::Done(answer) => return Ok(answer),
                Reply::Failed(failure) => return Err(failure),
            }
        }
    }

    async fn watch(&mut self) -> Result<(), Failure> {
        self.begin(Request::Watch).await
    }

    async fn next(&mut self) -> Option<Status> {
        match self.reply().await {
            Ok(Some(Reply::Done(status))) => serde_json::from_value(status).ok(),
            _ => None,
        }
    }
}

impl Client {
    /// Asks for something that is answered again and again: [`Request::Watch`], [`Request::Sample`].
    ///
    /// # Errors
    /// Where the engine is gone.
    pub async fn begin(&mut self, request: Request) -> Result<(), Failure> {
        let mut line =
            serde_json::to_vec(&Asked { v: VERSION, request }).map_err(|error| internal(&error))?;
        line.push(b'\n');
        self.stream.write_all(&line).await.map_err(|_| gone())
    }

    /// The next answer after [`Self::begin`]; nothing once the engine is gone.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn answer(&mut self) -> Result<Option<serde_json::Value>, Failure> {
        loop {
            match self.reply().await? {
                Some(Reply::Progress(_)) => {}
                Some(Reply::Done(answer)) => return Ok(Some(answer)),
                Some(Reply::Failed(failure)) => return Err(failure),
                None => return Ok(None),
            }
        }
    }

    async fn reply(&mut self) -> Result<Option<Reply>, Failure> {
        let line = line(&mut self.stream).await.map_err(|_| gone())?;
        line.map(|line| serde_json::from_slice(&line).map_err(|error| internal(&error))).transpose()
    }
}

fn internal(error: &dyn std::error::Error) -> Failure {
    Failure::new(FailureCode::Internal, format!("The engine can't be talked to: {error}"))
}

fn gone() -> Failure {
    let message = "The engine ended before it answered. What was stored is safe; nothing is recorded.";
    Failure::new(FailureCode::NotRunning, message)
}
