//! Servers that show less of a ledger than they cosigned, as after the restore of a backup: remembered until it is cleared up.

use std::{collections::BTreeMap, fs, io, io::Write as _, path::Path};

use candor_domain::{DeviceId, record::LedgerSize};
use candor_store::EnrolmentState;
use serde::{Deserialize, Serialize};

use super::Core;

/// The code of the trouble.
const CODE: &str = "server_forgot";
/// Beside the store: what a status shows that is asked for before any server is.
const FILE: &str = "server-forgot.json";

/// How far a server fell back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Forgot {
    /// How many entries of the ledger it shows.
    pub known: LedgerSize,
    /// For how many it has signed.
    pub cosigned: LedgerSize,
}

pub(super) type Forgotten = BTreeMap<DeviceId, Forgot>;

impl Core {
    /// Takes up what an earlier engine noticed.
    pub(super) fn recall_forgotten(&mut self) {
        let read = fs::read(self.home.path().join(FILE)).ok();
        self.forgotten = read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        self.show_forgotten();
    }

    /// Whether the enrolment's server has shown less than it cosigned, and nothing has cleared it up since.
    pub fn has_forgotten(&self, device: DeviceId) -> bool {
        self.forgotten.contains_key(&device)
    }

    /// A server has shown less than it cosigned.
    pub fn server_forgot(&mut self, device: DeviceId, forgot: Forgot) {
        if self.forgotten.insert(device, forgot) != Some(forgot) {
            self.keep_forgotten();
        }
    }

    /// The server has as much of the ledger as it cosigned, or nothing is sent to it any more.
    pub fn server_remembers(&mut self, device: DeviceId) {
        if self.forgotten.remove(&device).is_some() {
            self.keep_forgotten();
        }
    }

    /// No enrolment is left that a server could have forgotten.
    pub(super) fn all_remember(&mut self) {
        self.forgotten.clear();
        self.keep_forgotten();
    }

    /// Has everything sent again that the server may have lost; returns how many items.
    pub fn send_again(&mut self, device: DeviceId) -> Result<u64, crate::protocol::Failure> {
        Ok(self.store.write(|tx| tx.requeue_sent(device))?)
    }

    /// Where it can't be written down it comes out again at the next contact.
    fn keep_forgotten(&mut self) {
        self.show_forgotten();
        if let Err(error) = keep(&self.home.path().join(FILE), &self.forgotten) {
            tracing::warn!(%error, "what the server forgot could not be noted");
        }
    }

    fn show_forgotten(&mut self) {
        let active = self.enrolments.iter().filter(|e| e.stored.state == EnrolmentState::Active);
        let said = active.filter_map(|enrolment| {
            let Forgot { known, cosigned } = self.forgotten.get(&enrolment.stored.device)?;
            let client = &enrolment.stored.client.name;
            Some(format!(
                "The server of {client} has signed for {cosigned} entries of your consent ledger and now shows {known}: it was set \
                 back to an older state, or leaves something out, and may have lost work that you sent. Nothing more is sent to \
                 it; recording goes on, and everything is kept here. Ask the client: if the server was restored, \
                 `candor sync --accept-restored` sends again what it lost."
            ))
        });
        match said.collect::<Vec<_>>().join(" ") {
            said if said.is_empty() => self.troubles.clear(CODE),
            said => self.troubles.set(CODE, said),
        }
    }
}

fn keep(path: &Path, forgotten: &Forgotten) -> io::Result<()> {
    if forgotten.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let new = path.with_extension("new");
    let mut options = fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(&serde_json::to_vec(forgotten)?)?;
    file.sync_all()?;
    fs::rename(new, path)
}
