//! Items: records before and after they leave, and where each stands.

use candor_domain::{
    Boot, Category, DeviceId, ProjectId, Record, RecordId, SessionId, Sha256Hash, Timestamp,
    record::{Coverage, LedgerSize, RecordBody, Stream},
};
use rusqlite::Row;

use crate::sql;

/// A place among the items or sessions, for reading them in pages; [`Cursor::START`] is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor(pub(crate) i64);

impl Cursor {
    /// Before everything.
    pub const START: Self = Self(0);
}

/// An item to be stored. Its stream follows from its body, its number is given by the store.
#[derive(Debug, Clone, PartialEq)]
pub struct NewItem {
    /// Its id.
    pub id: RecordId,
    /// The enrolment.
    pub device: DeviceId,
    /// The project.
    pub project: ProjectId,
    /// The session, which must be stored.
    pub session: SessionId,
    /// When it was captured or complete.
    pub at: Timestamp,
    /// The size of the device's ledger at that moment.
    pub ledger_size: LedgerSize,
    /// The consent that covers it; there exactly where its body has a category.
    pub consent: Option<Coverage>,
    /// Made by synthetic sensors or under a clock that is not the machine's.
    pub synthetic: bool,
    /// What was recorded.
    pub body: RecordBody,
    /// The awake clock's reading at which its review ends; the present one for what needs no review.
    pub releasable_at: Boot,
}

/// The picture that belongs to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobRef {
    /// SHA-256 of its bytes.
    pub sha256: Sha256Hash,
    /// Number of its bytes.
    pub bytes: u64,
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemState {
    /// In the outbox, for the agent's review.
    Held,
    /// In the outbox, its category withdrawn: it can't leave unless the agent chooses so, and is purged after `until`.
    Frozen {
        /// By the wall clock.
        until: Timestamp,
    },
    /// Deleted by the agent: it can't leave, and is purged once the awake clock reads `until`; undoable before.
    Deleting {
        /// By the awake clock.
        until: Boot,
    },
    /// On its way to the server, in a batch that the ledger has committed to.
    Claimed,
    /// On the server. Nothing of it is here but its bookkeeping.
    Sent,
    /// Refused by the server, for the agent to see, retry or delete.
    Quarantined {
        /// Why, for programs.
        code: String,
        /// Why, for people.
        message: String,
    },
    /// Deleted. Nothing of it is here but its bookkeeping.
    Purged,
}

/// The states without what they hold, for asking and counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateName {
    /// See [`ItemState::Held`].
    Held,
    /// See [`ItemState::Frozen`].
    Frozen,
    /// See [`ItemState::Deleting`].
    Deleting,
    /// See [`ItemState::Claimed`].
    Claimed,
    /// See [`ItemState::Sent`].
    Sent,
    /// See [`ItemState::Quarantined`].
    Quarantined,
    /// See [`ItemState::Purged`].
    Purged,
}

impl StateName {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Frozen,
        Self::Deleting,
        Self::Claimed,
        Self::Sent,
        Self::Quarantined,
        Self::Purged,
    ];

    /// The states in which an item waits for the agent: what `outbox list` shows.
    pub const OUTBOX: [Self; 3] = [Self::Held, Self::Frozen, Self::Deleting];

    /// The name in the store and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Frozen => "frozen",
            Self::Deleting => "deleting",
            Self::Claimed => "claimed",
            Self::Sent => "sent",
            Self::Quarantined => "quarantined",
            Self::Purged => "purged",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl ItemState {
    /// The state without what it holds.
    pub const fn name(&self) -> StateName {
        match self {
            Self::Held => StateName::Held,
            Self::Frozen { .. } => StateName::Frozen,
            Self::Deleting { .. } => StateName::Deleting,
            Self::Claimed => StateName::Claimed,
            Self::Sent => StateName::Sent,
            Self::Quarantined { .. } => StateName::Quarantined,
            Self::Purged => StateName::Purged,
        }
    }
}

/// An item as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its place among the items, for paging.
    pub cursor: Cursor,
    /// Its id.
    pub id: RecordId,
    /// The enrolment.
    pub device: DeviceId,
    /// The project.
    pub project: ProjectId,
    /// The session.
    pub session: SessionId,
    /// The row it stands in.
    pub stream: Stream,
    /// Its number there.
    pub seq: u64,
    /// Its category; none for gap markers and session summaries.
    pub category: Option<Category>,
    /// When it was captured or complete.
    pub at: Timestamp,
    /// The size of the device's ledger at that moment.
    pub ledger_size: LedgerSize,
    /// The consent that covers it.
    pub consent: Option<Coverage>,
    /// Whether it is synthetic.
    pub synthetic: bool,
    /// SHA-256 of its picture, kept after it was sent, not after it was deleted.
    pub sha256: Option<Sha256Hash>,
    /// What was recorded; none once it was sent or purged.
    pub body: Option<RecordBody>,
    /// Where it stands.
    pub state: ItemState,
    /// The awake clock's reading at which its review ends.
    pub releasable_at: Boot,
}

impl Item {
    /// The record that leaves, or would leave, for the server; none once its content is gone.
    pub fn record(&self) -> Option<Record> {
        Some(Record {
            v: 1,
            id: self.id,
            device: self.device,
            project: self.project,
            session: self.session,
            stream: self.stream,
            seq: self.seq,
            at: self.at,
            ledger_size: self.ledger_size,
            consent: self.consent,
            synthetic: self.synthetic,
            body: self.body.clone()?,
        })
    }
}

/// The columns that [`read`] reads.
pub(crate) const COLUMNS: &str =
    "SELECT n, id, device, project, session, stream, seq, category, at, ledger_size,
    notice, receipt, synthetic, sha256, body, state, release_awake, frozen_until, delete_awake, code, message
    FROM items";

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Item> {
    let notice = sql::hash_option(row, 10)?;
    let receipt = sql::hash_option(row, 11)?;
    let state = state(row, 15, [19, 20], Some(17), Some(18))?;
    Ok(Item {
        cursor: Cursor(row.get(0)?),
        id: sql::text(row, 1)?,
        device: sql::text(row, 2)?,
        project: sql::text(row, 3)?,
        session: sql::text(row, 4)?,
        stream: sql::required(row, 5)?,
        seq: sql::number(row, 6)?,
        category: sql::named(row, 7)?,
        at: sql::time(row, 8)?,
        ledger_size: LedgerSize::new(sql::number(row, 9)?),
        consent: notice.zip(receipt).map(|(notice, receipt)| Coverage { notice, receipt }),
        synthetic: row.get(12)?,
        sha256: sql::hash_option(row, 13)?,
        body: sql::json_option(row, 14)?,
        state,
        releasable_at: sql::boot(row, 16)?,
    })
}

/// The state from its columns: its name, code and message, the deadlines where they are among the columns.
pub(crate) fn state(
    row: &Row<'_>,
    name: usize,
    [code, message]: [usize; 2],
    frozen_until: Option<usize>,
    delete_awake: Option<usize>,
) -> rusqlite::Result<ItemState> {
    let text = |at| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
    let name = row.get_ref(name)?.as_str()?;
    Ok(match (StateName::of(name), frozen_until, delete_awake) {
        (Some(StateName::Held), ..) => ItemState::Held,
        (Some(StateName::Frozen), Some(until), _) => ItemState::Frozen { until: sql::time(row, until)? },
        (Some(StateName::Deleting), _, Some(until)) => ItemState::Deleting { until: sql::boot(row, until)? },
        (Some(StateName::Claimed), ..) => ItemState::Claimed,
        (Some(StateName::Sent), ..) => ItemState::Sent,
        (Some(StateName::Quarantined), ..) => {
            ItemState::Quarantined { code: text(code)?, message: text(message)? }
        }
        (Some(StateName::Purged), ..) => ItemState::Purged,
        _ => return Err(sql::unreadable(0, format!("unknown state {name:?}"))),
    })
}
