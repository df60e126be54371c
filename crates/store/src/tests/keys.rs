//! Where the key lives: each key store, its refusals, and a real keychain.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use zeroize::Zeroizing;

use crate::keystore::{KeyError, KeyStore, Prompt, load_or_create, migrate, remembered};

fn nobody(_: Prompt) -> Option<Zeroizing<String>> {
    panic!("nothing is to be asked")
}

/// Answers with each text in turn and notes what was asked.
fn answers<'a>(
    texts: &'a [&'a str],
    asked: &'a mut Vec<Prompt>,
) -> impl FnMut(Prompt) -> Option<Zeroizing<String>> + 'a {
    let mut texts = texts.iter();
    move |prompt| {
        asked.push(prompt);
        texts.next().map(|text| Zeroizing::new((*text).to_owned()))
    }
}

struct Place {
    folder: tempfile::TempDir,
    home: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir(&home).unwrap();
        Self { folder, home }
    }

    fn file(&self) -> KeyStore {
        KeyStore::File(self.folder.path().join("candor.key"))
    }
}

#[test]
fn names_read_back_and_others_are_refused() {
    for text in ["keychain", "passphrase", "file:/media/stick/candor.key"] {
        assert_eq!(text.parse::<KeyStore>().unwrap().to_string(), text);
    }
    for text in ["", "Keychain", "file:", "file:candor.key", "plain"] {
        assert!(text.parse::<KeyStore>().is_err(), "{text}");
    }
}

#[test]
fn a_key_file_is_made_once_remembered_and_read_again() {
    let place = Place::new();
    assert_eq!(remembered(&place.home).unwrap(), None);
    let key = load_or_create(&place.file(), &place.home, &mut nobody).unwrap();
    assert_eq!(remembered(&place.home).unwrap(), Some(place.file()));
    let again = load_or_create(&place.file(), &place.home, &mut nobody).unwrap();
    assert_eq!(again.as_bytes(), key.as_bytes());
    // The attempt ended before the choice was remembered: the file is taken as it is.
    std::fs::remove_file(place.home.join("keystore.json")).unwrap();
    let again = load_or_create(&place.file(), &place.home, &mut nobody).unwrap();
    assert_eq!(again.as_bytes(), key.as_bytes());

    let other = load_or_create(&KeyStore::Passphrase, &place.home, &mut nobody).unwrap_err();
    assert!(matches!(other, KeyError::OtherChoice { .. }), "{other}");
    let KeyStore::File(path) = place.file() else { unreachable!() };
    std::fs::remove_file(path).unwrap();
    let missing = load_or_create(&place.file(), &place.home, &mut nobody).unwrap_err();
    assert!(matches!(missing, KeyError::Missing(_)), "{missing}");
}

#[test]
fn a_key_file_in_the_home_folder_is_refused_links_followed() {
    let place = Place::new();
    let inside = place.home.join("candor.key");
    let refused = load_or_create(&KeyStore::File(inside.clone()), &place.home, &mut nobody).unwrap_err();
    assert!(matches!(refused, KeyError::InsideHome(_)), "{refused}");
    assert!(!inside.exists());
    #[cfg(unix)]
    {
        let link = place.folder.path().join("link");
        std::os::unix::fs::symlink(&place.home, &link).unwrap();
        let refused = load_or_create(&KeyStore::File(link.join("k")), &place.home, &mut nobody).unwrap_err();
        assert!(matches!(refused, KeyError::InsideHome(_)), "{refused}");
    }
    assert_eq!(remembered(&place.home).unwrap(), None);
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let KeyStore::File(path) = place.file() else { unreachable!() };
    load_or_create(&place.file(), &place.home, &mut nobody).unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let set = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    for mode in [0o640, 0o604, 0o644, 0o660] {
        set(mode);
        let refused = load_or_create(&place.file(), &place.home, &mut nobody).unwrap_err();
        assert!(matches!(refused, KeyError::Exposed { mode: found, .. } if found == mode), "{refused}");
    }
    set(0o400);
    load_or_create(&place.file(), &place.home, &mut nobody).unwrap();
}

#[test]
fn a_passphrase_opens_and_a_wrong_one_may_be_corrected() {
    let place = Place::new();
    let mut asked = Vec::new();
    let short = load_or_create(&KeyStore::Passphrase, &place.home, &mut answers(&["seven77"], &mut asked));
    assert!(matches!(short, Err(KeyError::Short)));
    let none = load_or_create(&KeyStore::Passphrase, &place.home, &mut answers(&[], &mut asked));
    assert!(matches!(none, Err(KeyError::Cancelled)));
    assert_eq!(remembered(&place.home).unwrap(), None);

    let right = "correct horse";
    let key = load_or_create(&KeyStore::Passphrase, &place.home, &mut answers(&[right], &mut asked)).unwrap();
    assert_eq!(asked, [Prompt::NewPassphrase; 3]);
    asked.clear();
    let again = load_or_create(
        &KeyStore::Passphrase,
        &place.home,
        &mut answers(&["battery staple", right], &mut asked),
    );
    assert_eq!(again.unwrap().as_bytes(), key.as_bytes());
    assert_eq!(asked, [Prompt::Passphrase, Prompt::WrongPassphrase]);
    let wrong =
        load_or_create(&KeyStore::Passphrase, &place.home, &mut answers(&["x", "y", "z"], &mut asked));
    assert!(matches!(wrong, Err(KeyError::WrongPassphrase)));

    let file = std::fs::read_to_string(place.home.join("keystore.json")).unwrap();
    assert!(!file.contains(&hex::encode(key.as_bytes())) && !file.contains(right), "{file}");
    std::fs::write(place.home.join("keystore.json"), file.replace("\"passes\": 3", "\"passes\": 4000000"))
        .unwrap();
    let changed = load_or_create(&KeyStore::Passphrase, &place.home, &mut answers(&[right], &mut asked));
    assert!(
        matches!(changed, Err(KeyError::Damaged(_))),
        "a changed file doesn't make the machine work for years"
    );
}

/// `keystore.json` as version 1 wrote it, for each key store: permanent test vectors.
#[test]
fn files_of_version_1_read() {
    let wrapped = r#"{
            "v": 1,
            "key_store": "passphrase",
            "memory_kib": 1024,
            "passes": 3,
            "lanes": 4,
            "salt": "Du/hCgl5OkZMfY0kEFqwoA==",
            "nonce": "AkJaV5W8LX71Bd0zlB1AHmnEVqbiANDA",
            "key": "iFb+xImWBUv2su6UN9zFLMocmceFcpYdJa0NILaYjiH/WrIwjlFf5rn6W2vZEhEi"
        }"#;
    let place = Place::new();
    std::fs::write(place.home.join("keystore.json"), wrapped).unwrap();
    let mut asked = Vec::new();
    let mut answer = answers(&["correct horse"], &mut asked);
    let key = load_or_create(&KeyStore::Passphrase, &place.home, &mut answer).unwrap();
    assert_eq!(
        hex::encode(key.as_bytes()),
        "de79cdd752912653cc4028c7167d633f0c668ccb1be7f16b934c8e197538f96b"
    );
    for (text, expected) in [
        (r#"{"v":1,"key_store":"keychain","entry":"00ff"}"#, "keychain"),
        (r#"{"v":1,"key_store":"file","path":"/media/stick/candor.key"}"#, "file:/media/stick/candor.key"),
    ] {
        std::fs::write(place.home.join("keystore.json"), text).unwrap();
        assert_eq!(remembered(&place.home).unwrap().unwrap().to_string(), expected);
    }
    std::fs::write(place.home.join("keystore.json"), r#"{"v":2,"key_store":"keychain","entry":"00"}"#)
        .unwrap();
    assert!(matches!(remembered(&place.home), Err(KeyError::Damaged(_))));
}

#[test]
fn a_store_whose_key_is_forgotten_gets_no_new_one() {
    let place = Place::new();
    std::fs::write(place.home.join(crate::FILE_NAME), "something").unwrap();
    let refused = load_or_create(&place.file(), &place.home, &mut nobody).unwrap_err();
    assert!(matches!(refused, KeyError::Damaged(_)), "{refused}");
}

#[test]
fn the_key_moves_to_another_key_store() {
    let place = Place::new();
    let key = load_or_create(&place.file(), &place.home, &mut nobody).unwrap();
    let mut asked = Vec::new();
    migrate(&KeyStore::Passphrase, &place.home, &mut answers(&["correct horse"], &mut asked)).unwrap();
    let KeyStore::File(path) = place.file() else { unreachable!() };
    assert!(!path.exists(), "the old copy is gone");
    let mut answer = answers(&["correct horse"], &mut asked);
    let moved = load_or_create(&KeyStore::Passphrase, &place.home, &mut answer).unwrap();
    assert_eq!(moved.as_bytes(), key.as_bytes());
}

const HOME: &str = "CANDOR_STORE_KEYCHAIN_HOME";

fn child() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tests::keys::uses_the_keychain_of_its_session", "--ignored", "--nocapture"]);
    command
}

/// What the two tests below run in a process of its own, for the keychain's client is chosen by the environment.
#[test]
#[ignore = "run by the tests below, with a keychain or without one"]
fn uses_the_keychain_of_its_session() {
    let Ok(home) = std::env::var(HOME) else { return };
    let home = Path::new(&home);
    let started = Instant::now();
    match load_or_create(&KeyStore::Keychain, home, &mut nobody) {
        Ok(key) => {
            let again = load_or_create(&KeyStore::Keychain, home, &mut nobody).unwrap();
            assert_eq!(again.as_bytes(), key.as_bytes());
            let file = std::fs::read_to_string(home.join("keystore.json")).unwrap();
            assert!(!file.contains(&hex::encode(key.as_bytes())));
            let outside = KeyStore::File(home.with_extension("key"));
            migrate(&outside, home, &mut nobody).unwrap();
            let moved = load_or_create(&outside, home, &mut nobody).unwrap();
            assert_eq!(moved.as_bytes(), key.as_bytes());
            println!("\nkept");
        }
        Err(error) => {
            assert!(started.elapsed() < Duration::from_secs(5), "it took {:?}", started.elapsed());
            assert_eq!(remembered(home).unwrap(), None);
            println!("\nrefused: {error}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_keychain_the_fallbacks_are_named_at_once() {
    let place = Place::new();
    let output = child()
        .env(HOME, &place.home)
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .env("XDG_RUNTIME_DIR", place.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let refused = said.lines().find(|line| line.starts_with("refused: ")).unwrap();
    assert!(refused.contains("--key-store passphrase") && refused.contains("--key-store file:"), "{refused}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_real_keychain_keeps_the_key() {
    let found = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !found("dbus-run-session") || !found("gnome-keyring-daemon") {
        println!("skipped: needs dbus-run-session and gnome-keyring-daemon");
        return;
    }
    let place = Place::new();
    let program = child();
    let script = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && \"$@\"";
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", script, "sh"])
        .arg(program.get_program())
        .args(program.get_args())
        .env(HOME, &place.home)
        .env("HOME", place.folder.path())
        .env("XDG_RUNTIME_DIR", place.folder.path())
        .env_remove("XDG_DATA_HOME")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("\nkept"), "{said}\n{complained}");
}
