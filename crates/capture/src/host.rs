//! The sensor process as the engine holds it: started with clearances, armed with grants, and certainly gone when
//! [`SensorProcess::finish`] or [`SensorProcess::kill`] answers.

use std::{
    env,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use candor_consent::grant::{Clearance, Grants, Permission as _};
use candor_domain::{Category, Millis};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command},
    task::JoinHandle,
    time::{Instant, timeout_at},
};

use crate::{
    frame::{self, Decoder, FrameError},
    message::{FromSensor, Health, SensorConfig, ToSensor},
};

/// What the sensor process keeps of the environment: where the display is, and nothing else.
const KEPT_ENVIRONMENT: &[&str] = &[
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "XDG_RUNTIME_DIR",
    "HOME",
    "LANG",
    "SYSTEMROOT",
];

/// How much of what the process wrote to its standard error is kept.
const STDERR_BYTES: usize = 8 * 1024;

/// What went wrong with a sensor process.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// It can't be started.
    #[error("the sensor program {} can't be started; nothing is captured", program.display())]
    Spawn {
        /// The program.
        program: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A category was to be started that nothing clears or that the configuration lacks.
    #[error("{0} is not cleared; nothing is captured")]
    NotCleared(Category),
    /// It doesn't take messages any more.
    #[error("the sensor process doesn't listen any more")]
    Write(#[source] io::Error),
    /// It said something that is no message.
    #[error("the sensor process doesn't keep to the protocol; it was ended")]
    Frame(#[from] FrameError),
    /// It can't be waited for.
    #[error("the sensor process can't be waited for")]
    Wait(#[source] io::Error),
}

/// How to start a sensor process.
#[derive(Debug, Clone)]
pub struct Launch {
    program: PathBuf,
    display: Option<OsString>,
    test_camera: Option<TestCamera>,
}

/// A stand-in for a camera, for tests: a library that the process is started with and that answers for `/dev/video0`.
#[derive(Debug, Clone)]
pub struct TestCamera {
    /// The library.
    pub library: PathBuf,
    /// How it behaves: `ok`, `open`, `busy`, `streamon`, `unplug`, `stall`.
    pub mode: String,
}

impl Launch {
    /// The program at this path.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), display: None, test_camera: None }
    }

    /// The program beside the one that runs now, where it is installed.
    ///
    /// # Errors
    ///
    /// Fails where the running program's own path is unknown.
    pub fn beside_current_program() -> io::Result<Self> {
        let program = env::current_exe()?.with_file_name(format!("candor-sensor{}", env::consts::EXE_SUFFIX));
        Ok(Self::new(program))
    }

    /// On another X display than this process's own, as `DISPLAY` names it.
    #[must_use]
    pub fn on_display(self, display: impl Into<OsString>) -> Self {
        Self { display: Some(display.into()), ..self }
    }

    /// With a stand-in for the camera.
    #[must_use]
    pub fn with_test_camera(self, camera: TestCamera) -> Self {
        Self { test_camera: Some(camera), ..self }
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    fn environment(&self) -> Vec<(OsString, OsString)> {
        let kept = KEPT_ENVIRONMENT.iter().filter_map(|name| Some(((*name).into(), env::var_os(name)?)));
        let camera = self.test_camera.iter().flat_map(|camera| {
            [
                ("LD_PRELOAD".into(), camera.library.clone().into_os_string()),
                ("CANDOR_TEST_CAMERA".into(), camera.mode.clone().into()),
            ]
        });
        let display = self.display.iter().map(|display| ("DISPLAY".into(), display.clone()));
        kept.chain(display).chain(camera).collect()
    }
}

/// What comes from a sensor process.
#[derive(Debug)]
pub enum Event {
    /// A message.
    Message(FromSensor),
    /// It ended and is reaped; nothing comes any more.
    Exited {
        /// How.
        status: ExitStatus,
        /// The end of what it wrote to its standard error.
        stderr: String,
    },
}

/// A running sensor process. Dropping it kills it.
#[derive(Debug)]
pub struct SensorProcess {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    decoder: Decoder<FromSensor>,
    stderr: Option<JoinHandle<String>>,
    stderr_text: String,
    configured: Vec<Category>,
}

impl SensorProcess {
    /// Starts a process for categories that are all cleared. It shows the indicator and captures nothing until
    /// [`SensorProcess::arm`].
    ///
    /// # Errors
    ///
    /// Fails where a configured category isn't cleared, where the program can't be started or doesn't listen.
    pub async fn spawn(
        launch: &Launch,
        config: SensorConfig,
        clearances: &[Clearance],
    ) -> Result<Self, HostError> {
        let cleared = |category| clearances.iter().any(|c| c.is_live() && c.basis().category == category);
        if let Some(category) = config.categories.keys().find(|category| !cleared(**category)) {
            return Err(HostError::NotCleared(*category));
        }
        let mut child = Command::new(&launch.program)
            .env_clear()
            .envs(launch.environment())
            .current_dir(std::path::MAIN_SEPARATOR_STR)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| HostError::Spawn { program: launch.program.clone(), source })?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut process = Self {
            child,
            stdin,
            stdout: stdout.expect("piped above"),
            decoder: Decoder::default(),
            stderr: Some(tokio::spawn(tail(stderr.expect("piped above")))),
            stderr_text: String::new(),
            configured: config.categories.keys().copied().collect(),
        };
        process.send(&ToSensor::Start(Box::new(config))).await?;
        Ok(process)
    }

    /// The process id, or nothing once it is reaped.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Lets the sensors of all live grants begin, as far as they were configured; returns which. Needs the indicator:
    /// no grant lives without it.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't listen any more.
    pub async fn arm(&mut self, grants: &Grants) -> Result<Vec<Category>, HostError> {
        let armed: Vec<_> =
            self.configured.iter().copied().filter(|category| grants.live(*category).is_some()).collect();
        self.send(&ToSensor::Arm(armed.clone())).await?;
        Ok(armed)
    }

    /// Changes what the pill shows.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't listen any more.
    pub async fn health(&mut self, health: Health, worked: Millis) -> Result<(), HostError> {
        self.send(&ToSensor::Health { health, worked }).await
    }

    /// The next event. May be dropped before it answers without losing one. After [`Event::Exited`] it answers the same
    /// again.
    ///
    /// # Errors
    ///
    /// Fails where the process doesn't keep to the protocol; it is killed then and the next event says so.
    pub async fn next(&mut self) -> Result<Event, HostError> {
        loop {
            match self.decoder.next_message() {
                Ok(Some(message)) => return Ok(Event::Message(message)),
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
        Ok(Event::Exited { status, stderr: self.stderr_text.clone() })
    }

    /// Ends capturing in order: says so, takes what still comes, and kills the process at the deadline. When this
    /// answers the process is reaped. Returns the messages that came, [`FromSensor::Bye`] last where it ended in order.
    pub async fn finish(mut self, deadline: Duration) -> Vec<FromSensor> {
        let deadline = Instant::now() + deadline;
        let mut last = Vec::new();
        let _ = timeout_at(deadline, self.send(&ToSensor::Finish)).await;
        while let Ok(Ok(Event::Message(message))) = timeout_at(deadline, self.next()).await {
            let bye = message == FromSensor::Bye;
            last.push(message);
            if bye {
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
    pub async fn kill(mut self) {
        // Fails only for a process that is already reaped.
        let _ = self.child.kill().await;
    }

    async fn send(&mut self, message: &ToSensor) -> Result<(), HostError> {
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

/// A message that the grants of this moment allow to be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Accepted(FromSensor);

impl Accepted {
    /// The message.
    pub fn into_message(self) -> FromSensor {
        self.0
    }
}

/// Content of a category without a live grant. It was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} came without a live grant and was dropped")]
pub struct Refused(pub Category);

/// Lets a message pass if it holds no content or if a live grant covers its category; drops it otherwise.
///
/// # Errors
///
/// Fails where no live grant covers it.
pub fn accept(message: FromSensor, grants: &Grants) -> Result<Accepted, Refused> {
    match message.content_category() {
        Some(category) if grants.live(category).is_none() => Err(Refused(category)),
        _ => Ok(Accepted(message)),
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
