//! The passphrase of the store's key: typed unseen, or read from a file that only its owner can read. Never an argument, never a
//! variable.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use candor_engine::{
    Prompt,
    protocol::{Failure, FailureCode},
};
use zeroize::Zeroizing;

/// Names the file for unattended use.
const FILE: &str = "CANDOR_PASSPHRASE_FILE";
/// The longest passphrase file that is read, in bytes.
const MAX_BYTES: u64 = 4 * 1024;

/// Answers the engine when it asks for a passphrase, and keeps why it could not.
#[derive(Debug)]
pub struct Passphrase {
    /// Whether it comes as the first line of standard input, from the window.
    stdin: bool,
    refused: Arc<Mutex<Option<String>>>,
}

impl Passphrase {
    /// From where it can be had; `stdin`: from the first line of standard input.
    pub fn new(stdin: bool) -> Self {
        Self { stdin, refused: Arc::default() }
    }

    /// What the engine calls.
    pub fn prompt(&self) -> Box<dyn FnMut(Prompt) -> Option<Zeroizing<String>> + Send> {
        let refused = Arc::clone(&self.refused);
        let file = env::var_os(FILE).filter(|path| !path.is_empty()).map(PathBuf::from);
        let stdin = self.stdin;
        Box::new(move |prompt| {
            let answer = match &file {
                _ if stdin && prompt == Prompt::WrongPassphrase => Err("its passphrase is wrong".into()),
                _ if stdin => first_line(io::stdin().lock()),
                // Another try would find the same in the file.
                Some(_) if prompt == Prompt::WrongPassphrase => Err("its passphrase is wrong".into()),
                Some(path) => from_file(path),
                None => typed(prompt),
            };
            let answer = match (&file, answer) {
                (Some(path), Err(why)) if !stdin => Err(format!("{FILE} names {}: {why}", path.display())),
                (_, answer) => answer,
            };
            answer.map_err(|why| *refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(why)).ok()
        })
    }

    /// The failure of the engine, or what is known better here.
    pub fn or(&self, failure: Failure) -> Failure {
        match self.refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(why)
                if matches!(failure.code, FailureCode::PassphraseNeeded | FailureCode::PassphraseWrong) =>
            {
                Failure::new(
                    failure.code,
                    format!("The store stays closed, for there is no passphrase: {why}."),
                )
            }
            _ => failure,
        }
    }
}

fn typed(prompt: Prompt) -> Result<Zeroizing<String>, String> {
    let ask = |text: &str| {
        rpassword::prompt_password(text).map(Zeroizing::new).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => "nothing was typed".to_owned(),
            _ => format!("it can't be typed here ({error}); for unattended use name a file with {FILE}"),
        })
    };
    match prompt {
        Prompt::Passphrase => ask("Passphrase of Candor's key: "),
        Prompt::WrongPassphrase => ask("That was wrong. Passphrase of Candor's key: "),
        Prompt::NewPassphrase => {
            let first =
                ask("New passphrase for Candor's key (8 characters or more; it can't be recovered): ")?;
            let again = ask("The same once more: ")?;
            if first == again {
                Ok(first)
            } else {
                Err("the two were not the same; nothing was changed".into())
            }
        }
    }
}

fn from_file(path: &Path) -> Result<Zeroizing<String>, String> {
    use io::Read as _;
    let file = fs::File::open(path).map_err(|error| format!("it can't be read ({error})"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let held = file.metadata().map_err(|error| format!("it can't be read ({error})"))?;
        if held.mode() & 0o077 != 0 || held.uid() != rustix::process::geteuid().as_raw() {
            return Err("others can read it; make it yours with mode 0600".into());
        }
    }
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_BYTES)
        .read_to_string(&mut text)
        .map_err(|error| format!("it can't be read as text ({error})"))?;
    line_of(&text)
}

/// The first line, and nothing behind it.
fn first_line(lines: impl io::BufRead) -> Result<Zeroizing<String>, String> {
    use io::BufRead as _;
    let mut text = Zeroizing::new(String::new());
    io::Read::take(lines, MAX_BYTES)
        .read_line(&mut text)
        .map_err(|error| format!("it can't be read as text ({error})"))?;
    line_of(&text)
}

fn line_of(text: &str) -> Result<Zeroizing<String>, String> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() { Err("it is empty".into()) } else { Ok(Zeroizing::new(line.to_owned())) }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn only_an_owners_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passphrase");
        fs::write(&path, "correct horse\n").unwrap();
        for (mode, read) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let expected = read.then(|| "correct horse".to_owned());
            assert_eq!(from_file(&path).ok().as_deref(), expected.as_ref(), "{mode:o}");
        }
    }

    #[test]
    fn of_standard_input_only_the_first_line_is_read() {
        let line = |text: &str| first_line(text.as_bytes()).ok().map(|line| line.to_string());
        assert_eq!(line("correct horse\nmore").as_deref(), Some("correct horse"));
        assert_eq!((line(""), line("\n")), (None, None));
    }

    #[test]
    fn an_empty_file_is_no_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passphrase");
        fs::write(&path, "\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(from_file(&path).is_err());
        assert!(from_file(&folder.path().join("none")).is_err());
    }
}
