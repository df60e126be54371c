//! Lists for the operator.

use std::fmt;

use candor_domain::{
    AgentId, ClientId, DeviceId, InvitationId, MemberId, ProjectId, Timestamp, policy::PolicyVersion,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::Serialize;

use super::{Admin, AdminError};
use crate::db::{DbId as _, entity};

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* } as $text:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Self { $($field,)* } = self;
                write!(f, $text)
            }
        }
    )*};
}

rows! {
    /// A client.
    ClientRow {
        /// Its id.
        id: ClientId,
        /// Its name.
        name: String,
        /// How to reach it about personal data.
        contact: String,
    } as "{id}  {name}  {contact}";
    /// A member.
    MemberRow {
        /// Its id.
        id: MemberId,
        /// The name that agents see in the log of views.
        name: String,
        /// What the member is to the client.
        role: String,
    } as "{id}  {role:8}  {name}";
    /// A project.
    ProjectRow {
        /// Its id.
        id: ProjectId,
        /// Its name.
        name: String,
        /// Whether it takes synthetic records.
        testing: bool,
    } as "{id}  {name}  testing: {testing}";
    /// A version of a policy.
    PolicyRow {
        /// The version.
        version: PolicyVersion,
        /// When it was published.
        published_at: Timestamp,
    } as "version {version}  {published_at}";
    /// An invitation.
    InvitationRow {
        /// Its id.
        id: InvitationId,
        /// Who is invited.
        agent: AgentId,
        /// Until when it holds.
        expires_at: Timestamp,
        /// Whether a device used it.
        used: bool,
    } as "{id}  agent {agent}  until {expires_at}  used: {used}";
    /// An enrolled device.
    DeviceRow {
        /// Its id.
        id: DeviceId,
        /// Whose it is.
        agent: AgentId,
        /// When it was enrolled.
        enrolled_at: Timestamp,
        /// The entries of its ledger that were cosigned.
        ledger_size: u64,
        /// Whether the enrolment was ended.
        revoked: bool,
    } as "{id}  agent {agent}  since {enrolled_at}  ledger {ledger_size}  revoked: {revoked}";
    /// A contradiction.
    AlarmRow {
        /// Whose device.
        client: ClientId,
        /// Which device.
        device: DeviceId,
        /// What contradicts itself.
        kind: String,
        /// The evidence.
        detail: String,
        /// When.
        at: Timestamp,
    } as "{at}  {kind}  client {client} device {device}\n{detail}";
}

impl Admin {
    /// The clients.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub async fn clients(&self) -> Result<Vec<ClientRow>, AdminError> {
        let rows = entity::client::Entity::find()
            .order_by_asc(entity::client::Column::Id)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::client::Model| ClientRow {
            id: ClientId::from_db(row.id),
            name: row.name,
            contact: row.contact,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// A client's members.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn members(&self, client: ClientId) -> Result<Vec<MemberRow>, AdminError> {
        use entity::member::{Column, Entity};
        let client = self.organisation(client).await?.client().db();
        let rows = Entity::find()
            .filter(Column::ClientId.eq(client))
            .filter(Column::RemovedAt.is_null())
            .order_by_asc(Column::Id)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::member::Model| MemberRow {
            id: MemberId::from_db(row.id),
            name: row.name,
            role: row.role,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// A client's projects.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn projects(&self, client: ClientId) -> Result<Vec<ProjectRow>, AdminError> {
        use entity::project::{Column, Entity};
        let client = self.organisation(client).await?.client().db();
        let rows = Entity::find()
            .filter(Column::ClientId.eq(client))
            .order_by_asc(Column::Id)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::project::Model| ProjectRow {
            id: ProjectId::from_db(row.id),
            name: row.name,
            testing: row.testing,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// A project's policies.
    ///
    /// # Errors
    /// Where there is no such project.
    pub async fn policies(&self, project: ProjectId) -> Result<Vec<PolicyRow>, AdminError> {
        use entity::policy::{Column, Entity};
        let client = self.owner_of(project).await?.client().db();
        let rows = Entity::find()
            .filter(Column::ClientId.eq(client))
            .filter(Column::ProjectId.eq(project.db()))
            .order_by_asc(Column::Version)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::policy::Model| PolicyRow {
            version: PolicyVersion::new(row.version as u32),
            published_at: Timestamp::from_millis(row.published_at),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// A client's invitations.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn invitations(&self, client: ClientId) -> Result<Vec<InvitationRow>, AdminError> {
        use entity::invitation::{Column, Entity};
        let client = self.organisation(client).await?.client().db();
        let rows = Entity::find()
            .filter(Column::ClientId.eq(client))
            .order_by_asc(Column::Id)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::invitation::Model| InvitationRow {
            id: InvitationId::from_db(row.id),
            agent: AgentId::from_db(row.agent_id),
            expires_at: Timestamp::from_millis(row.expires_at),
            used: row.used_by.is_some(),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// A client's devices.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn devices(&self, client: ClientId) -> Result<Vec<DeviceRow>, AdminError> {
        use entity::device::{Column, Entity};
        let client = self.organisation(client).await?.client().db();
        let rows = Entity::find()
            .filter(Column::ClientId.eq(client))
            .order_by_asc(Column::Id)
            .all(&self.db.read)
            .await?;
        let row = |row: entity::device::Model| DeviceRow {
            id: DeviceId::from_db(row.id),
            agent: AgentId::from_db(row.agent_id),
            enrolled_at: Timestamp::from_millis(row.enrolled_at),
            ledger_size: row.ledger_size as u64,
            revoked: row.revoked_at.is_some(),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// What contradicted itself, the newest first.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub async fn alarms(&self) -> Result<Vec<AlarmRow>, AdminError> {
        let rows =
            entity::alarm::Entity::find().order_by_desc(entity::alarm::Column::Id).all(&self.db.read).await?;
        let row = |row: entity::alarm::Model| AlarmRow {
            client: ClientId::from_db(row.client_id),
            device: DeviceId::from_db(row.device_id),
            kind: row.kind,
            detail: row.detail,
            at: Timestamp::from_millis(row.at),
        };
        Ok(rows.into_iter().map(row).collect())
    }
}
