//! A store with an enrolment and a session, and items to put into it.

use std::path::Path;

use candor_consent::{
    Body, DeviceKey, Ledger, Salt, batch_root, commitment,
    entry::{Channel, Decision},
};
use candor_domain::{
    AgentId, BatchId, Boot, Category, ClientId, DeviceId, Millis, ProjectId, RecordId, SessionId, Sha256Hash,
    Timestamp, Zone,
    policy::{Client, PolicyVersion},
    record::{
        ActivitySample, Capture, CaptureSource, Coverage, Finding, ImageRef, MediaType, Note, RecordBody,
    },
    session::SessionEvent,
};
use rusqlite::Connection;
use zeroize::Zeroizing;

use crate::*;

pub const T0: Timestamp = Timestamp::from_millis(1_795_320_000_000);
pub const SEED: [u8; 32] = *b"the-seed-of-the-key-of-a-device!";
pub const INVITATION: &str = "https://candor.example/i/INVITATION-SECRET";

macro_rules! made {
    ($($name:ident -> $id:ident, $first:literal;)*) => {$(
        pub fn $name(n: u32) -> $id {
            let mut random = [0; 10];
            random[0] = $first;
            random[6..].copy_from_slice(&n.to_be_bytes());
            $id::new(T0, random)
        }
    )*};
}
made! {
    device -> DeviceId, 1;
    agent -> AgentId, 2;
    client -> ClientId, 3;
    project -> ProjectId, 4;
    session -> SessionId, 5;
    record -> RecordId, 6;
    batch -> BatchId, 7;
    gap -> RecordId, 8;
}

pub fn key(n: u8) -> DataKey {
    DataKey::from_bytes(Zeroizing::new([n; 32]))
}

pub fn run(name: &str) -> BootId {
    BootId::new(name)
}

pub fn awake(millis: u64) -> Boot {
    Boot::from_millis(millis)
}

pub fn coverage() -> Coverage {
    Coverage { notice: Sha256Hash::of("notice"), receipt: Sha256Hash::of("receipt") }
}

impl Store {
    /// A store that isn't encrypted, so that tests read its very pages.
    pub fn open_plain(path: &Path) -> Self {
        Self::prepare(Connection::open(path).unwrap()).unwrap()
    }

    /// A store that no disk slows down.
    pub fn in_memory() -> Self {
        Self::prepare(Connection::open_in_memory().unwrap()).unwrap()
    }
}

/// A store with an enrolment, its ledger and a running session.
pub struct Desk {
    pub store: Store,
    pub ledger: Ledger,
    pub key: DeviceKey,
}

impl Desk {
    /// Enrols device 1 and starts session 1 of project 1, all in one transaction each.
    pub fn set_up(mut store: Store) -> Self {
        let key = DeviceKey::from_seed(&SEED);
        let server_key = DeviceKey::from_seed(&[9; 32]).public();
        let enrolment = Enrolment {
            device: device(1),
            agent: agent(1),
            client: Client {
                id: client(1),
                name: "Client".into(),
                contact: "privacy@client.example".into(),
                address: "1 Example Street".into(),
                jurisdiction: "Germany, European Union".into(),
                authority: "Authority".into(),
                operator: "Operator".into(),
            },
            url: "https://candor.example".parse().unwrap(),
            server: ServerIdentity { name: "candor.example".into(), key: server_key },
            state: EnrolmentState::Active,
            at: T0,
        };
        let begun = PendingEnrolment {
            url: enrolment.url.clone(),
            invitation: Zeroizing::new(INVITATION.into()),
            seed: Zeroizing::new(SEED),
            at: T0,
        };
        store.write(|tx| tx.begin_enrolment(begun)).unwrap();
        let mut desk = Self { store, ledger: Ledger::new(device(1)), key };
        let enrolled =
            Body::Enrolled { agent: agent(1), client: client(1), public_key: desk.key.public(), server_key };
        let first = desk.ledger.draft(enrolled, T0, &desk.key).unwrap();
        desk.store
            .write(|tx| {
                tx.complete_enrolment(INVITATION, &enrolment)?;
                tx.append(&first)?;
                tx.rebase_review(awake(0), &run("first"), Millis::ZERO)
            })
            .unwrap();
        desk.ledger.append(&first).unwrap();
        let notice = coverage().notice;
        desk.say(Body::NoticeShown {
            project: project(1),
            policy_version: PolicyVersion::new(1),
            notice,
            lang: "en".into(),
            channel: Channel::Cli,
        });
        for category in Category::ALL {
            desk.say(Body::Decision {
                project: project(1),
                category,
                decision: Decision::Granted,
                notice,
                receipt: coverage().receipt,
                channel: Channel::Cli,
                answers: None,
            });
        }
        desk.say(Body::Session {
            session: session(1),
            project: project(1),
            event: SessionEvent::Started,
            reason: None,
            zone: Some(Zone::UTC),
        });
        desk.store.write(|tx| tx.start_session(&new_session())).unwrap();
        desk
    }

    /// Takes up a store that was set up before.
    pub fn take_up(mut store: Store) -> Self {
        store.write(|tx| tx.rebase_review(awake(0), &run("first"), Millis::ZERO)).unwrap();
        let ledger = Ledger::replay(device(1), &store.entries(device(1), 0, 10_000).unwrap()).unwrap();
        Self { store, ledger, key: DeviceKey::from_seed(&SEED) }
    }

    pub fn in_memory() -> Self {
        Self::set_up(Store::in_memory())
    }

    /// Appends an entry and stores it.
    pub fn say(&mut self, body: Body) {
        let entry = self.ledger.draft(body, T0, &self.key).unwrap();
        self.store.write(|tx| tx.append(&entry)).unwrap();
        self.ledger.append(&entry).unwrap();
    }

    pub fn insert(&mut self, new: NewItem, picture: Option<&[u8]>) -> Item {
        self.store.write(|tx| tx.insert_item(new, picture)).unwrap()
    }

    pub fn state(&self, id: RecordId) -> ItemState {
        self.store.item(id).unwrap().state
    }

    /// Commits to items in the ledger and claims them, as the engine does: both in one transaction.
    pub fn claim(&mut self, n: u32, ids: &[RecordId], now: Boot) -> Result<NewClaim, StoreError> {
        let mut items = Vec::new();
        let mut commitments = Vec::new();
        for id in ids {
            let salt = Salt::from_bytes(*Sha256Hash::of(id.to_string()).as_bytes());
            if let Some(record) = self.store.item(*id)?.record() {
                commitments.push(commitment(&salt, &record));
            }
            items.push((*id, salt));
        }
        let body = Body::Records { batch: batch(n), count: ids.len() as u32, root: batch_root(commitments) };
        let entry = self.ledger.draft(body, T0, &self.key).unwrap();
        let claim = NewClaim { device: device(1), batch: batch(n), entry: entry.entry.seq, items };
        self.store.write(|tx| {
            tx.append(&entry)?;
            tx.claim(&claim, now)
        })?;
        self.ledger.append(&entry).unwrap();
        Ok(claim)
    }

    /// Purges what is due and returns how many items.
    pub fn purge_due(&mut self, now: Timestamp, at: Boot) -> usize {
        let due = self.store.due(device(1), now, at, 100).unwrap();
        self.store
            .write(|tx| {
                for due in &due {
                    let n = u32::from_be_bytes(due.id.as_bytes()[12..].try_into().unwrap());
                    tx.purge(&purge(due.id, gap(n), due.reason))?;
                }
                Ok(())
            })
            .unwrap();
        due.len()
    }
}

pub fn purge(item: RecordId, gap: RecordId, reason: candor_domain::record::GapReason) -> Purge {
    Purge { item, gap, at: T0, ledger_size: candor_domain::record::LedgerSize::new(7), reason }
}

pub fn new_session() -> NewSession {
    NewSession {
        id: session(1),
        device: device(1),
        project: project(1),
        zone: Zone::UTC,
        started: T0,
        synthetic: false,
    }
}

fn item(n: u32, body: RecordBody) -> NewItem {
    NewItem {
        id: record(n),
        device: device(1),
        project: project(1),
        session: session(1),
        at: T0.plus(Millis::from_secs(n.into())),
        ledger_size: candor_domain::record::LedgerSize::new(7),
        consent: body.category().map(|_| coverage()),
        synthetic: false,
        body,
        releasable_at: awake(0),
    }
}

pub fn note(n: u32, text: &str) -> NewItem {
    item(n, RecordBody::Note(Note { text: text.into() }))
}

pub fn sample(n: u32, keys: u32) -> NewItem {
    let (from, to) = (T0, T0.plus(Millis::from_minutes(1)));
    let sample = ActivitySample { from, to, keys, clicks: 1, scroll: 2, pointer_px: 3, active_s: 4 };
    item(n, RecordBody::Activity(sample))
}

pub fn image(bytes: &[u8]) -> ImageRef {
    ImageRef {
        sha256: Sha256Hash::of(bytes),
        media_type: MediaType::Webp,
        bytes: bytes.len() as u32,
        width: 4,
        height: 4,
    }
}

pub fn capture(n: u32, bytes: &[u8]) -> NewItem {
    let source = CaptureSource::Screen { monitor: 0 };
    let capture = Capture { source, image: image(bytes), finding: Finding::Ordinary, redacted: false };
    item(n, RecordBody::Capture(capture))
}

/// Some bytes that stand for a picture, `len` of them, with a marker again and again.
pub fn picture(marker: &str, len: usize) -> Vec<u8> {
    marker.bytes().cycle().take(len).collect()
}

/// The names of the files in a folder that hold `needle`.
pub fn files_with(folder: &Path, needle: &[u8]) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holds = |path: &Path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    files
        .filter(|path| path.is_file() && holds(path))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}
