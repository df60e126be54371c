//! The way to the engine: asking it, watching it, starting it where none runs.

use std::{env, fs, io, path::PathBuf, process::Stdio, time::Duration};

use candor_engine::{
    Client, Front as _, Home,
    protocol::{Failure, FailureCode, Progress, Request, Status},
};
use serde::{Deserialize, de::DeserializeOwned};
use tauri::ipc::Channel;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

use crate::view::{CommandError, EngineStart, ErrorCode, KeyStoreChoice, Watched};

/// How long the engine may take to answer what needs no network. Starting waits for the indicator, pausing for the sensor
/// process; both take far less.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long between two looks for an engine that is gone.
const LOOK: Duration = Duration::from_secs(1);
/// How long an engine has to open its store and its socket: a passphrase alone takes a second of computing.
const STARTING: Duration = Duration::from_secs(30);
/// How often it is looked for meanwhile.
const WAIT: Duration = Duration::from_millis(25);

/// Windows gives a program of the terminal's no window to write in.
#[cfg(windows)]
const CREATE_NO_WINDOW: u32 = 0x0800_0000;
/// The same for Windows as a process group of its own is elsewhere.
#[cfg(windows)]
const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;

/// The home folder, as the engine's.
///
/// # Errors
/// Where the system names no place for it.
pub fn home() -> Result<Home, CommandError> {
    Ok(Home::resolve(None)?)
}

/// Asks for what the engine answers from what it has.
pub async fn ask<T: DeserializeOwned>(request: Request) -> Result<T, CommandError> {
    timeout(PATIENCE, ask_long(request, &mut |_| {})).await.unwrap_or_else(|_| Err(silent()))
}

/// Asks for what may take as long as the network or the disk needs.
pub async fn ask_long<T: DeserializeOwned>(
    request: Request,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<T, CommandError> {
    let answer = connect(&home()?).await?.ask(request, progress).await?;
    serde_json::from_value(answer).map_err(|error| {
        CommandError::new(
            ErrorCode::EngineIncompatible,
            format!("The engine's answer can't be read: {error}. Restart the engine and this window."),
        )
    })
}

async fn connect(home: &Home) -> Result<Client, CommandError> {
    Client::connect(home).await?.ok_or_else(|| {
        CommandError::new(
            ErrorCode::EngineNotRunning,
            format!("Nothing is recorded and nothing is sent. Looked for one in {}.", home.path().display()),
        )
    })
}

fn silent() -> CommandError {
    CommandError::new(
        ErrorCode::EngineSilent,
        format!(
            "An engine is there and hasn't answered for {} seconds. It may be recording: the pill on the screen tells. This \
             window goes on asking.",
            PATIENCE.as_secs()
        ),
    )
}

/// Tells how everything stands as long as somebody listens.
pub async fn watch(tell: Channel<Watched>) {
    loop {
        let told = match watch_once(&tell).await {
            Ok(()) => CommandError::new(
                ErrorCode::EngineNotRunning,
                "The engine ended. What was stored is safe; nothing is recorded.",
            ),
            Err(error) => error,
        };
        if tell.send(Watched::Lost { error: told }).is_err() {
            return;
        }
        sleep(LOOK).await;
    }
}

async fn watch_once(tell: &Channel<Watched>) -> Result<(), CommandError> {
    let home = home()?;
    let mut engine = connect(&home).await?;
    let status: Status = timeout(PATIENCE, engine.ask(Request::Status, &mut |_| {}))
        .await
        .map_err(|_| silent())?
        .map_err(CommandError::from)
        .and_then(|answer| {
            serde_json::from_value(answer)
                .map_err(|error| CommandError::new(ErrorCode::EngineIncompatible, error.to_string()))
        })?;
    let send = |status| tell.send(Watched::Status { status: Box::new(status) });
    if send(status).is_err() {
        return Ok(());
    }
    engine.watch().await?;
    // The engine tells each second; one that says nothing for longer is not known to be well.
    loop {
        match timeout(PATIENCE, engine.next()).await {
            Ok(Some(status)) => {
                if send(status).is_err() {
                    return Ok(());
                }
            }
            Ok(None) => return Ok(()),
            Err(_) => return Err(silent()),
        }
    }
}

/// Starts an engine that outlives this window.
///
/// # Errors
/// Why it did not start, in the engine's own words where it had any.
pub async fn start(choice: KeyStoreChoice) -> Result<EngineStart, CommandError> {
    let home = home()?;
    let deadline = Instant::now() + STARTING;
    loop {
        if answers(&home).await? {
            return Ok(EngineStart::Running);
        }
        if let Some(started) = start_once(&home, &choice, deadline).await? {
            return Ok(started);
        }
        // A command that has the folder for a moment lets go of it, and then there would be no engine.
        if Instant::now() > deadline {
            return Err(late());
        }
        sleep(WAIT).await;
    }
}

/// Whether an engine runs that isn't just ending.
async fn answers(home: &Home) -> Result<bool, CommandError> {
    let Some(mut engine) = Client::connect(home).await? else { return Ok(false) };
    match timeout(PATIENCE, engine.ask(Request::Status, &mut |_| {})).await {
        Ok(Ok(_)) => Ok(true),
        Ok(Err(failure)) if failure.code == FailureCode::NotRunning => Ok(false),
        Ok(Err(failure)) => Err(failure.into()),
        Err(_) => Err(silent()),
    }
}

/// Starts an engine, and waits until it can be reached or ends; nothing where another program has the folder.
async fn start_once(
    home: &Home,
    choice: &KeyStoreChoice,
    deadline: Instant,
) -> Result<Option<EngineStart>, CommandError> {
    let mut engine = spawn(home, choice)?;
    if let KeyStoreChoice::Passphrase { passphrase } = choice
        && let Some(mut stdin) = engine.stdin.take()
    {
        // An engine that ends before it reads says why itself.
        let _ = stdin.write_all(format!("{passphrase}\n").as_bytes()).await;
    }
    loop {
        if Client::connect(home).await?.is_some() {
            return Ok(Some(EngineStart::Running));
        }
        if engine.try_wait().map_err(|error| failed(&error))?.is_some() {
            return outcome(engine).await;
        }
        if Instant::now() > deadline {
            // It may still come: it isn't killed, for it may be writing.
            return Err(late());
        }
        sleep(WAIT).await;
    }
}

fn spawn(home: &Home, choice: &KeyStoreChoice) -> Result<Child, CommandError> {
    fs::create_dir_all(home.path()).map_err(|error| failed(&error))?;
    let mut command = Command::new(program().map_err(|error| failed(&error))?);
    command.arg("--home").arg(home.path()).arg("--json");
    let stdin = match choice {
        KeyStoreChoice::Remembered => Stdio::null(),
        KeyStoreChoice::Keychain => {
            command.args(["--key-store", "keychain"]);
            Stdio::null()
        }
        KeyStoreChoice::Passphrase { .. } => Stdio::piped(),
        KeyStoreChoice::File { path } => {
            command.arg("--key-store").arg(format!("file:{path}"));
            Stdio::null()
        }
    };
    if matches!(choice, KeyStoreChoice::Passphrase { .. }) {
        command.args(["--key-store", "passphrase"]);
    }
    command.arg("engine");
    if matches!(choice, KeyStoreChoice::Passphrase { .. }) {
        command.arg("--passphrase-stdin");
    }
    // What it logs holds no content; a terminal that the window was started from may be closed before it ends.
    let log = log_file(home).map_or_else(|_| Stdio::null(), Stdio::from);
    command.stdin(stdin).stdout(Stdio::piped()).stderr(log).current_dir(std::path::MAIN_SEPARATOR_STR);
    // Ctrl-C in that terminal ends the window, not the engine.
    #[cfg(unix)]
    command.process_group(0);
    #[cfg(windows)]
    command.creation_flags(CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP);
    command.spawn().map_err(|error| {
        let message =
            format!("The engine can't be started: {}: {error}.", command.as_std().get_program().display());
        CommandError::new(ErrorCode::Internal, message)
    })
}

fn log_file(home: &Home) -> io::Result<fs::File> {
    let mut options = fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(home.path().join("engine.log"))
}

/// The engine's program, which is installed beside this one.
fn program() -> io::Result<PathBuf> {
    Ok(env::current_exe()?.with_file_name(format!("candor{}", env::consts::EXE_SUFFIX)))
}

/// What `candor --json` prints when it fails.
#[derive(Deserialize)]
struct Refused {
    error: Failure,
}

/// Why an engine ended before it opened its socket.
async fn outcome(mut engine: Child) -> Result<Option<EngineStart>, CommandError> {
    let mut said = String::new();
    if let Some(stdout) = engine.stdout.take() {
        let _ = stdout.take(64 * 1024).read_to_string(&mut said).await;
    }
    let Ok(Refused { error }) = serde_json::from_str(said.trim()) else {
        let message = "The engine ended at once and didn't say why; see engine.log in the home folder.";
        return Err(CommandError::new(ErrorCode::Internal, message));
    };
    match error.code {
        FailureCode::AlreadyRunning => Ok(None),
        FailureCode::PassphraseNeeded => Ok(Some(EngineStart::PassphraseNeeded)),
        FailureCode::PassphraseWrong => Ok(Some(EngineStart::PassphraseWrong)),
        FailureCode::NoKeychain => Ok(Some(EngineStart::NoKeychain)),
        _ => Err(error.into()),
    }
}

fn late() -> CommandError {
    let message = format!("The engine has not opened its socket after {} seconds.", STARTING.as_secs());
    CommandError::new(ErrorCode::EngineSilent, message)
}

fn failed(error: &io::Error) -> CommandError {
    CommandError::new(ErrorCode::Internal, format!("The engine can't be started: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_home_without_an_engine_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::resolve(Some(folder.path().into())).unwrap();
        let error = connect(&home).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::EngineNotRunning);
        assert!(error.message.contains(folder.path().to_str().unwrap()), "{error:?}");
    }
}
