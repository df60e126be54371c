//! A process of `candor-sensor` and what it says, whatever it was started for.

use std::{
    io,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command},
    task::JoinHandle,
    time::{Instant, timeout_at},
};

use super::{HostError, Launch};
use crate::{
    frame::{self, Decoder, FrameError, Message},
    message::ToSensor,
};

/// How much of what the process wrote to its standard error is kept.
const STDERR_BYTES: usize = 8 * 1024;

/// What comes from a process.
#[derive(Debug)]
pub(super) enum Said<M> {
    /// A message.
    Message(M),
    /// It ended and is reaped; nothing comes any more.
    Exited { status: ExitStatus, stderr: String },
}

/// A running process that says messages of one kind. Dropping it kills it.
#[derive(Debug)]
pub(super) struct Process<M> {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    decoder: Decoder<M>,
    stderr: Option<JoinHandle<String>>,
    stderr_text: String,
}

impl<M: Message> Process<M> {
    /// Starts a process and says to it what to be.
    pub(super) async fn spawn(launch: &Launch, first: &ToSensor) -> Result<Self, HostError> {
        let mut command = Command::new(launch.program());
        // An engine without a terminal would get one for its sensors.
        #[cfg(windows)]
        command.creation_flags(windows_sys::Win32::System::Threading::CREATE_NO_WINDOW);
        let mut child = command
            .env_clear()
            .envs(launch.environment())
            .current_dir(std::path::MAIN_SEPARATOR_STR)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| HostError::Spawn { program: launch.program().to_owned(), source })?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut process = Self {
            child,
            stdin,
            stdout: stdout.expect("piped above"),
            decoder: Decoder::default(),
            stderr: Some(tokio::spawn(tail(stderr.expect("piped above")))),
            stderr_text: String::new(),
        };
        process.send(first).await?;
        Ok(process)
    }

    /// The process id, or nothing once it is reaped.
    pub(super) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// What comes next. May be dropped before it answers without losing anything.
    pub(super) async fn next(&mut self) -> Result<Said<M>, HostError> {
        loop {
            match self.decoder.next_message() {
                Ok(Some(message)) => return Ok(Said::Message(message)),
                Ok(None) => {}
                Err(error) => return Err(self.broken(error)),
            }
            match self.stdout.read_buf(self.decoder.buffer()).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Err(self.broken(error.into())),
            }
        }
        // Whoever closes the output without ending is ended.
        self.stdin = None;
        let status = self.child.wait().await.map_err(HostError::Wait)?;
        if let Some(tail) = &mut self.stderr {
            self.stderr_text = tail.await.unwrap_or_default();
            self.stderr = None;
        }
        if let Err(error) = self.decoder.at_end() {
            return Err(self.broken(error));
        }
        Ok(Said::Exited { status, stderr: self.stderr_text.clone() })
    }

    /// Says to end, takes what still comes up to the message that is the last, and kills the process at the deadline.
    /// When this answers the process is reaped.
    pub(super) async fn finish(mut self, deadline: Duration, is_last: impl Fn(&M) -> bool) -> Vec<M> {
        let deadline = Instant::now() + deadline;
        let mut last = Vec::new();
        let _ = timeout_at(deadline, self.send(&ToSensor::Finish)).await;
        while let Ok(Ok(Said::Message(message))) = timeout_at(deadline, self.next()).await {
            last.push(message);
            if last.last().is_some_and(&is_last) {
                break;
            }
        }
        self.stdin = None;
        if timeout_at(deadline, self.child.wait()).await.is_err() {
            self.kill().await;
        }
        last
    }

    /// Ends the process at once. When this answers it is reaped.
    pub(super) async fn kill(mut self) {
        // Fails only for a process that is already reaped.
        let _ = self.child.kill().await;
    }

    pub(super) async fn send(&mut self, message: &ToSensor) -> Result<(), HostError> {
        let frame = frame::encode(message)?;
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        let stdin = self.stdin.as_mut().ok_or_else(|| HostError::Write(closed()))?;
        stdin.write_all(&frame).await.map_err(HostError::Write)
    }

    fn broken(&mut self, error: FrameError) -> HostError {
        // Fails only for a process that already ended.
        let _ = self.child.start_kill();
        *self.decoder.buffer() = Vec::new();
        HostError::Frame(error)
    }
}

/// The end of a process's standard error.
async fn tail(mut stderr: ChildStderr) -> String {
    let mut kept = Vec::new();
    let mut chunk = [0; 1024];
    while let Ok(bytes @ 1..) = stderr.read(&mut chunk).await {
        kept.extend_from_slice(&chunk[..bytes]);
        let surplus = kept.len().saturating_sub(STDERR_BYTES);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
