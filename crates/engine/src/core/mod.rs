//! Everything the engine knows: enrolments with their consent, the open session, the store. No task, no network, no
//! process; each method does its work in one go, and what it answers is on disk.

mod consent;
mod gaps;
mod history;
mod outbox;
mod recording;
mod restored;
mod session;
mod settings;
mod status;

use std::{
    io::Write as _,
    sync::{Arc, Mutex, MutexGuard},
};

use candor_consent::{
    Body, DeviceKey, Ledger, SignedEntry,
    grant::{Consent, Grants},
};
use candor_domain::{DeviceId, Millis, ProjectId, SessionId, Timestamp, policy::Project, record::LedgerSize};
use candor_store::{self as store, BootId, EnrolmentState, Store, StoreError, Tx};

use crate::{
    health::Troubles,
    home::Home,
    ports::Ports,
    protocol::{Failure, FailureCode, Settings},
};
pub(crate) use restored::Forgot;
pub(crate) use session::Session;

/// The core, shared by the loop and the tasks that talk to the network. Locked for one short step at a time, never while
/// waiting.
pub(crate) type Shared = Arc<Mutex<Core>>;

/// Locks the core. A panic while it was locked has left the store as it was, so what is there can be used.
pub(crate) fn lock(core: &Shared) -> MutexGuard<'_, Core> {
    core.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Everything the engine knows.
pub(crate) struct Core {
    pub store: Store,
    pub ports: Arc<Ports>,
    pub enrolments: Vec<Enrolment>,
    pub session: Option<Session>,
    /// The session that this engine stopped last.
    last_session: Option<SessionId>,
    pub troubles: Troubles,
    pub last_contact: Option<Timestamp>,
    pub(crate) key_store: String,
    home: Home,
    boot: BootId,
    /// How far the boot clock is ahead of the awake clock: it grows when the machine slept.
    asleep: Millis,
    forgotten: restored::Forgotten,
    settings: Settings,
}

/// An enrolment in use.
pub(crate) struct Enrolment {
    pub stored: store::Enrolment,
    pub key: DeviceKey,
    pub consent: Consent,
    pub projects: Vec<Project>,
    /// How far the server has cosigned the ledger.
    pub cosigned: LedgerSize,
}

/// How long after waking an item can still be reviewed at least.
const REVIEW_AFTER_WAKING: Millis = Millis::from_minutes(2);

impl Core {
    /// Takes up what the store holds: replays each ledger and closes a session that a crash left open.
    pub fn open(
        store: Store,
        home: Home,
        ports: Arc<Ports>,
        boot: BootId,
        key_store: String,
    ) -> Result<Self, Failure> {
        let mut core = Self {
            store,
            enrolments: Vec::new(),
            session: None,
            last_session: None,
            troubles: Troubles::default(),
            last_contact: None,
            key_store,
            home,
            boot,
            asleep: Millis::ZERO,
            forgotten: restored::Forgotten::new(),
            settings: Settings::default(),
            ports,
        };
        for stored in core.store.enrolments()? {
            core.take_up(stored)?;
        }
        core.recall_forgotten();
        core.settings = core.stored_settings()?;
        core.ports.pace.set(core.settings.upload_kib_per_s);
        core.asleep = core.slept();
        let awake = core.ports.clock.awake();
        let boot = core.boot.clone();
        core.store.write(|tx| tx.rebase_review(awake, &boot, REVIEW_AFTER_WAKING))?;
        core.close_crashed()?;
        core.make_reserve();
        Ok(core)
    }

    /// Makes an enrolment of the store ready for use; one whose key is gone can't be used any more.
    pub fn take_up(&mut self, stored: store::Enrolment) -> Result<(), Failure> {
        let Some(key) = self.store.device_key(stored.device)? else { return Ok(()) };
        let mut ledger = Ledger::new(stored.device);
        loop {
            let entries = self.store.entries(stored.device, ledger.size().get(), 500)?;
            if entries.is_empty() {
                break;
            }
            for entry in &entries {
                ledger.append(entry).map_err(|error| damaged(stored.device, &error))?;
            }
        }
        let mut consent = Consent::new(ledger);
        for policy in self.store.policies(stored.device)? {
            consent.publish(policy);
        }
        let projects = self.store.projects(stored.device)?;
        let checkpoint = self.store.checkpoint(stored.device)?;
        let cosigned = checkpoint.map_or(LedgerSize::new(0), |checkpoint| checkpoint.head.size);
        if consent.ledger().size() < cosigned {
            return Err(damaged(
                stored.device,
                &StoreError::Corrupt("the server has cosigned more of it".into()),
            ));
        }
        self.enrolments.push(Enrolment { stored, key, consent, projects, cosigned });
        Ok(())
    }

    /// Writes one entry and what goes with it in one transaction, and only then lets it take effect.
    pub fn append<T>(
        &mut self,
        device: DeviceId,
        body: Body,
        also: impl FnOnce(&mut Tx<'_>, &SignedEntry) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        let now = self.ports.clock.now();
        let enrolment =
            self.enrolments.iter_mut().find(|e| e.stored.device == device).ok_or_else(not_enrolled)?;
        let entry = enrolment.consent.draft(body, now, &enrolment.key).map_err(|error| internal(&error))?;
        let done = self.store.write(|tx| {
            tx.append(&entry)?;
            also(tx, &entry)
        })?;
        enrolment.consent.append(&entry).map_err(|error| internal(&error))?;
        Ok(done)
    }

    pub fn enrolment(&self, device: DeviceId) -> Result<&Enrolment, Failure> {
        self.enrolments.iter().find(|e| e.stored.device == device).ok_or_else(not_enrolled)
    }

    pub fn enrolment_mut(&mut self, device: DeviceId) -> Result<&mut Enrolment, Failure> {
        self.enrolments.iter_mut().find(|e| e.stored.device == device).ok_or_else(not_enrolled)
    }

    /// Finds a project by its id or name among those of the clients that the agent works for.
    pub fn project(&self, named: &str) -> Result<(DeviceId, Project), Failure> {
        let active = self.enrolments.iter().filter(|e| e.stored.state == EnrolmentState::Active);
        let all = active.flat_map(|e| e.projects.iter().map(|p| (e.stored.device, p)));
        let id = named.parse::<ProjectId>().ok();
        let matches = |project: &Project| match id {
            Some(id) => project.id == id,
            None => project.name.to_lowercase() == named.to_lowercase(),
        };
        let found: Vec<_> = all.filter(|(_, project)| matches(project)).collect();
        match found[..] {
            [(device, project)] => Ok((device, project.clone())),
            [] if self.enrolments.is_empty() => Err(not_enrolled()),
            [] => {
                let message = format!("There is no project {named:?}. See `candor projects`.");
                Err(Failure::new(FailureCode::NotFound, message))
            }
            _ => {
                let message = format!(
                    "Several projects are called {named:?}. Name one by its id; see `candor projects`."
                );
                Err(Failure::new(FailureCode::Usage, message))
            }
        }
    }

    /// The indicator was shown, or is shown no longer; the grants that there are then.
    pub fn indicator(&mut self, shown: bool) -> Grants {
        let Some(device) = self.session.as_ref().map(|session| session.device) else {
            return Grants::default();
        };
        let Ok(enrolment) = self.enrolment_mut(device) else { return Grants::default() };
        enrolment.consent.set_indicator(shown);
        enrolment.consent.grants()
    }

    /// Whether what was captured last could not be stored.
    pub fn storage_failed(&self) -> bool {
        self.troubles.has("storage_full") || self.troubles.has("store_failed")
    }

    fn slept(&self) -> Millis {
        let clock = &self.ports.clock;
        Millis::new(clock.boot().as_millis().saturating_sub(clock.awake().as_millis()))
    }

    /// Keeps a little room for writing down why recording stopped when the disk is full.
    fn make_reserve(&self) {
        const BYTES: u64 = 1024 * 1024;
        let path = self.home.reserve();
        let there = std::fs::metadata(&path).is_ok_and(|file| file.len() == BYTES);
        if there {
            return;
        }
        let mut options = std::fs::File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&path).and_then(|mut file| file.write_all(&vec![1; BYTES as usize]));
        if written.is_err() {
            let _ = std::fs::remove_file(&path);
        }
    }

    /// Does what must be written even when the disk is full: what stops recording or makes room. Where no room is left it is
    /// done once more with the reserve given up, so `act` must be fit to be done again.
    pub(super) fn with_reserve<T>(
        &mut self,
        act: impl Fn(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match act(self) {
            Err(failure) if failure.code == FailureCode::StorageFull => {
                let _ = std::fs::remove_file(self.home.reserve());
                act(self)
            }
            done => done,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Full => FailureCode::StorageFull,
            StoreError::WrongKey => FailureCode::NoKey,
            StoreError::NotFound(_) => FailureCode::NotFound,
            StoreError::State(_) | StoreError::Conflict(_) => FailureCode::State,
            _ => FailureCode::Internal,
        };
        Self::new(code, sentence(&error.to_string()))
    }
}

pub(crate) fn internal(error: &dyn std::error::Error) -> Failure {
    Failure::new(FailureCode::Internal, sentence(&error.to_string()))
}

/// Makes an error's text a sentence. A name that it begins with stays as it is: a host, a path, something quoted.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let word = text.split_whitespace().next().unwrap_or_default().trim_end_matches([',', ':', ';']);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) => {
            format!("{}{}.", first.to_uppercase(), chars.as_str())
        }
        _ => format!("{text}."),
    }
}

pub(crate) fn not_enrolled() -> Failure {
    let message = "This machine is not enrolled with any client. Ask the client for an invitation, then run `candor enroll LINK`.";
    Failure::new(FailureCode::NotEnrolled, message)
}

fn damaged(device: DeviceId, error: &dyn std::error::Error) -> Failure {
    let message = format!(
        "The ledger of enrolment {device} is damaged: {error}. Nothing is recorded with it. Keep a copy of the home folder."
    );
    Failure::new(FailureCode::VerificationFailed, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_leave_names_as_they_are() {
        let table = [
            ("the server can't be reached", "The server can't be reached."),
            ("example.com is another machine.", "example.com is another machine."),
            ("127.0.0.1:8470 is another machine", "127.0.0.1:8470 is another machine."),
            ("/home/a: no such file", "/home/a: no such file."),
            ("no: never", "No: never."),
            ("émile wrote", "Émile wrote."),
        ];
        for (text, expected) in table {
            assert_eq!(sentence(text), expected);
        }
    }
}
