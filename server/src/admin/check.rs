//! Whether what is kept for reading is what follows from the ledgers and records.

use std::collections::BTreeMap;

use candor_domain::{
    AgentId, ClientId, DeviceId, Millis, ProjectId, Record, SessionId, Timestamp,
    record::{RecordBody, Stream},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use super::{Admin, AdminError};
use crate::{
    db::{DbId as _, corrupt, entity},
    erasure::state,
    hours::{Counts, Share, Sums},
    ledgers::stored_entry,
    stretches::{self, Fold, Stretch},
};

/// Records that are read at a time.
const PAGE: u64 = 2_000;

impl Admin {
    /// Works everything out again that is kept for reading, and tells what differs. While a server takes things in, it may see
    /// a difference that is none.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub async fn check(&self) -> Result<Vec<String>, AdminError> {
        let mut differences = Vec::new();
        let devices = entity::device::Entity::find().order_by_asc(entity::device::Column::Id);
        let mut sums: BTreeMap<ClientId, Sums> = BTreeMap::new();
        for device in devices.all(&self.db.read).await? {
            let measured = self.count(&device, sums.entry(ClientId::from_db(device.client_id)).or_default());
            let measured = measured.await?;
            self.check_stretches(&device, &measured, &mut differences).await?;
        }
        for (client, sums) in sums {
            let mut sums = sums.0;
            sums.retain(|_, counts| *counts != Counts::default());
            let kept = entity::hour::Entity::find()
                .filter(entity::hour::Column::ClientId.eq(client.db()))
                .all(&self.db.read)
                .await?;
            for row in &kept {
                let (agent, project) = (AgentId::from_db(row.agent_id), ProjectId::from_db(row.project_id));
                let counted = sums.remove(&(agent, project, row.hour)).unwrap_or_default();
                if Counts::from(row) != counted {
                    let hour = Timestamp::from_millis(row.hour);
                    let kept = Counts::from(row);
                    differences.push(format!("agent {agent}, {hour}: kept {kept:?}, counted {counted:?}"));
                }
            }
            differences.extend(sums.keys().map(|(agent, project, hour)| {
                let hour = Timestamp::from_millis(*hour);
                format!("agent {agent}, {hour}: nothing is kept for project {project}")
            }));
        }
        Ok(differences)
    }

    /// Sums up a device's records, and tells what the summaries among them measured.
    async fn count(
        &self,
        device: &entity::device::Model,
        sums: &mut Sums,
    ) -> Result<BTreeMap<SessionId, Millis>, AdminError> {
        use entity::record::{Column, Entity};
        let agent = AgentId::from_db(device.agent_id);
        let mut measured = BTreeMap::new();
        for stream in [Stream::Activity, Stream::Captures, Stream::Notes, Stream::Gaps, Stream::Sessions] {
            let mut after = -1;
            loop {
                let rows = Entity::find()
                    .filter(Column::ClientId.eq(device.client_id))
                    .filter(Column::DeviceId.eq(device.id))
                    .filter(Column::Stream.eq(stream.name()))
                    .filter(Column::Seq.gt(after))
                    .order_by_asc(Column::Seq)
                    .limit(PAGE)
                    .all(&self.db.read)
                    .await?;
                let Some(last) = rows.last() else { break };
                after = last.seq;
                for row in rows {
                    let project = ProjectId::from_db(row.project_id);
                    if let Some(bytes) = &row.record {
                        let record: Record =
                            serde_json::from_slice(bytes).map_err(|_| corrupt("records.record"))?;
                        if let Some(share) = Share::of(&record) {
                            sums.add(agent, project, &share);
                        }
                        if let RecordBody::Session(summary) = record.body {
                            // They come in the order of their stream: the last one holds.
                            measured.insert(record.session, stretches::measured(summary.worked_ms));
                        }
                    } else if let Some(category) = &row.category
                        && row.state == state::DELETED
                    {
                        let category = category.parse().map_err(|_| corrupt("records.category"))?;
                        let share = Share::deleted(category, Timestamp::from_millis(row.at));
                        sums.add(agent, project, &share);
                    }
                }
            }
        }
        Ok(measured)
    }

    /// Reads a device's ledger anew and compares the stretches.
    async fn check_stretches(
        &self,
        device: &entity::device::Model,
        measured: &BTreeMap<SessionId, Millis>,
        differences: &mut Vec<String>,
    ) -> Result<(), AdminError> {
        let id = DeviceId::from_db(device.id);
        let mut fold = Fold::new(id, AgentId::from_db(device.agent_id));
        let entries = entity::entry::Entity::find()
            .filter(entity::entry::Column::ClientId.eq(device.client_id))
            .filter(entity::entry::Column::DeviceId.eq(device.id))
            .order_by_asc(entity::entry::Column::Seq)
            .all(&self.db.read)
            .await?;
        for row in &entries {
            let told = Timestamp::from_millis(row.received_at);
            fold.apply(&stored_entry(row)?.entry, told);
        }
        let mut told = fold.stretches;
        for session in fold.sessions.values() {
            let mut of: Vec<_> = told.values_mut().filter(|stretch| stretch.session == session.id).collect();
            stretches::settle(session, measured.get(&session.id).copied(), &mut of);
        }
        let kept = entity::stretch::Entity::find()
            .filter(entity::stretch::Column::ClientId.eq(device.client_id))
            .filter(entity::stretch::Column::DeviceId.eq(device.id))
            .all(&self.db.read)
            .await?;
        for kept in kept.iter().map(Stretch::from) {
            let told = told.remove(&kept.seq);
            if told.as_ref() != Some(&kept) {
                differences.push(format!("device {id}: kept {kept:?}, told {told:?}"));
            }
        }
        differences.extend(told.values().map(|told| format!("device {id}: {told:?} isn't kept")));
        Ok(())
    }
}
