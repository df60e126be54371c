//! Enrolments: one agent on one device for one client.

use candor_consent::{DeviceKey, PublicKey};
use candor_domain::{AgentId, DeviceId, Timestamp, policy::Client};
use rusqlite::{Row, params};
use url::Url;
use zeroize::Zeroizing;

use crate::{
    error::StoreError,
    sql,
    store::{Store, Tx},
};

/// An enrolment that was begun: stored before anything is sent, so that a lost answer is asked for again with the same key.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingEnrolment {
    /// The server.
    pub url: Url,
    /// The invitation's secret.
    pub invitation: Zeroizing<String>,
    /// The seed of the device's key.
    pub seed: Zeroizing<[u8; 32]>,
    /// When it was begun.
    pub at: Timestamp,
}

impl std::fmt::Debug for PendingEnrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PendingEnrolment({}, …)", self.url)
    }
}

/// Who cosigns an enrolment's checkpoints, pinned when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerIdentity {
    /// The name in its cosignatures.
    pub name: String,
    /// Its key.
    pub key: PublicKey,
}

/// Where an enrolment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolmentState {
    /// In use.
    Active,
    /// The agent left the client: nothing new is recorded for it.
    Left,
}

/// An enrolment; its key is read with [`Store::device_key`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The device id that the server gave.
    pub device: DeviceId,
    /// The agent.
    pub agent: AgentId,
    /// The client.
    pub client: Client,
    /// The server.
    pub url: Url,
    /// Who cosigns.
    pub server: ServerIdentity,
    /// Whether it is in use.
    pub state: EnrolmentState,
    /// When it was made.
    pub at: Timestamp,
}

impl Store {
    /// Enrolments that were begun and not completed, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn pending(&self) -> Result<Vec<PendingEnrolment>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT url, invitation, seed, at FROM pending_enrolments ORDER BY at, rowid")?;
        let rows = query.query_map([], |row| {
            Ok(PendingEnrolment {
                url: sql::text(row, 0)?,
                invitation: Zeroizing::new(row.get(1)?),
                seed: sql::secret(row, 2)?,
                at: sql::time(row, 3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every enrolment that was not wiped, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn enrolments(&self) -> Result<Vec<Enrolment>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT device, agent, client, url, server_name, server_key, state, at
             FROM enrolments JOIN ledgers USING (device) ORDER BY at, enrolments.rowid",
        )?;
        let rows = query.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The enrolment of a device.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn enrolment(&self, device: DeviceId) -> Result<Enrolment, StoreError> {
        self.enrolments()?
            .into_iter()
            .find(|enrolment| enrolment.device == device)
            .ok_or_else(|| StoreError::NotFound(format!("enrolment {device}")))
    }

    /// The key of a device; none once it was forgotten.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such enrolment.
    pub fn device_key(&self, device: DeviceId) -> Result<Option<DeviceKey>, StoreError> {
        let sql = "SELECT seed FROM enrolments WHERE device = ?1";
        let seed = self.connection.query_row(sql, [device.to_string()], |row| {
            Ok(row.get::<_, Option<[u8; 32]>>(0)?.map(Zeroizing::new))
        });
        let seed = sql::optional(seed)?.ok_or_else(|| StoreError::NotFound(format!("enrolment {device}")))?;
        Ok(seed.map(|seed| DeviceKey::from_seed(&seed)))
    }
}

impl Tx<'_> {
    /// Begins an enrolment. Where one with this invitation was begun before, that one stays and is returned, so that the
    /// key is the same.
    ///
    /// # Errors
    /// Those of the file.
    pub fn begin_enrolment(&mut self, new: PendingEnrolment) -> Result<PendingEnrolment, StoreError> {
        self.connection.execute(
            "INSERT INTO pending_enrolments (invitation, url, seed, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO NOTHING",
            params![*new.invitation, new.url.as_str(), *new.seed, new.at.as_millis()],
        )?;
        let stored = self.pending()?.into_iter().find(|pending| pending.invitation == new.invitation);
        stored.ok_or_else(|| StoreError::corrupt("an enrolment that was just begun is missing"))
    }

    /// Turns a begun enrolment into one in use, with the key that it was begun with. The ledger is empty:
    /// [`Tx::append`] its first entry in the same transaction.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where none was begun with `invitation`, [`StoreError::Conflict`] where the device is
    /// enrolled already.
    pub fn complete_enrolment(&mut self, invitation: &str, enrolment: &Enrolment) -> Result<(), StoreError> {
        let pending = self.pending()?.into_iter().find(|pending| *pending.invitation == invitation);
        let pending = pending.ok_or_else(|| StoreError::NotFound("the begun enrolment".into()))?;
        let device = enrolment.device.to_string();
        if self.ledger_owner(enrolment.device)?.is_some() {
            return Err(StoreError::Conflict(format!("enrolment {device}")));
        }
        let public = DeviceKey::from_seed(&pending.seed).public();
        self.connection.execute(
            "INSERT INTO ledgers (device, public_key, server_name, server_key) VALUES (?1, ?2, ?3, ?4)",
            params![device, public.as_bytes(), enrolment.server.name, enrolment.server.key.as_bytes()],
        )?;
        self.connection.execute(
            "INSERT INTO enrolments (device, agent, client, url, state, at, seed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                device,
                enrolment.agent.to_string(),
                sql::to_json(&enrolment.client),
                enrolment.url.as_str(),
                enrolment.state.name(),
                enrolment.at.as_millis(),
                *pending.seed,
            ],
        )?;
        self.abandon_enrolment(invitation)
    }

    /// Forgets a begun enrolment, which the server refused for good.
    ///
    /// # Errors
    /// Those of the file.
    pub fn abandon_enrolment(&mut self, invitation: &str) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM pending_enrolments WHERE invitation = ?1", [invitation])?;
        self.purged();
        Ok(())
    }

    /// Marks an enrolment as left. Its key stays, for the last entries have to reach the server yet.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn leave(&mut self, device: DeviceId) -> Result<(), StoreError> {
        self.update_enrolment("UPDATE enrolments SET state = 'left' WHERE device = ?1", device)
    }

    /// Erases the key of an enrolment: nothing can be signed or sent for it any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn forget_key(&mut self, device: DeviceId) -> Result<(), StoreError> {
        self.update_enrolment("UPDATE enrolments SET seed = NULL WHERE device = ?1", device)?;
        self.purged();
        Ok(())
    }

    fn update_enrolment(&mut self, sql: &str, device: DeviceId) -> Result<(), StoreError> {
        match self.connection.execute(sql, [device.to_string()])? {
            0 => Err(StoreError::NotFound(format!("enrolment {device}"))),
            _ => Ok(()),
        }
    }
}

impl EnrolmentState {
    const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Left => "left",
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Enrolment> {
    Ok(Enrolment {
        device: sql::text(row, 0)?,
        agent: sql::text(row, 1)?,
        client: sql::json(row, 2)?,
        url: sql::text(row, 3)?,
        server: ServerIdentity { name: row.get(4)?, key: sql::public_key(row, 5)? },
        state: if row.get_ref(6)?.as_str()? == "left" {
            EnrolmentState::Left
        } else {
            EnrolmentState::Active
        },
        at: sql::time(row, 7)?,
    })
}
