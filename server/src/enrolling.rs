//! How a device comes to belong to an agent of a client.

use candor_consent::PublicKey;
use candor_domain::{
    AgentId, ClientId, DeviceId, Policy, ProjectId, Timestamp, WithdrawalId,
    notice::Notice,
    policy::{Client, PolicyVersion, Project},
};
use candor_wire::{
    ErrorCode,
    device::{Enrollment, InvitationPreview, Policies, ProjectPolicies, ServerIdentity, Withdrawal},
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _,
    QueryFilter, QueryOrder, sea_query::Expr,
};

use crate::{
    app::App,
    auth::policy::{self, Organisation},
    db::{DbId, corrupt, entity, hash_bytes, hash_from},
    error::{ApiError, ApiResult},
};

/// The invitation with this secret.
async fn invitation(db: &impl ConnectionTrait, secret: &str) -> ApiResult<entity::invitation::Model> {
    let found = entity::invitation::Entity::find()
        .filter(entity::invitation::Column::SecretHash.eq(hash_bytes(candor_domain::Sha256Hash::of(secret))))
        .one(db)
        .await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::InvitationUnknown, "No such invitation. Ask the client for a new one.")
    })
}

fn expired() -> ApiError {
    ApiError::new(ErrorCode::InvitationExpired, "The invitation is too old. Ask the client for a new one.")
}

fn used() -> ApiError {
    let detail = "The invitation was used by another device. Ask the client for a new one.";
    ApiError::new(ErrorCode::InvitationUsed, detail)
}

/// Whom an invitation is from, as long as it is good.
pub(crate) async fn preview(app: &App, secret: &str) -> ApiResult<InvitationPreview> {
    let invitation = invitation(&app.db.read, secret).await?;
    if invitation.used_by.is_some() {
        return Err(used());
    }
    if invitation.expires_at <= app.now().as_millis() {
        return Err(expired());
    }
    let organisation = Organisation::of(ClientId::from_db(invitation.client_id));
    Ok(InvitationPreview {
        projects: projects(&app.db.read, organisation).await?,
        expires_at: Timestamp::from_millis(invitation.expires_at),
    })
}

/// Binds a key to an invitation. The same key gets the same answer again.
pub(crate) async fn enroll(app: &App, key: PublicKey, secret: &str) -> ApiResult<Enrollment> {
    let now = app.now();
    let transaction = app.db.begin().await?;
    let invitation = invitation(&transaction, secret).await?;
    // The secret proved itself: from here on the invitation's organisation is the caller's.
    let organisation = Organisation::of(ClientId::from_db(invitation.client_id));
    let agent = AgentId::from_db(invitation.agent_id);
    let device = match invitation.used_by {
        Some(device) => {
            let row =
                entity::device::Entity::find_by_id((invitation.client_id, device)).one(&transaction).await?;
            if row.is_none_or(|row| row.public_key != key.as_bytes()) {
                return Err(used());
            }
            DeviceId::from_db(device)
        }
        None if invitation.expires_at <= now.as_millis() => {
            return Err(expired());
        }
        None => {
            let taken = entity::device::Entity::find()
                .filter(entity::device::Column::PublicKey.eq(key.as_bytes().to_vec()))
                .one(&transaction)
                .await?;
            if taken.is_some() {
                let detail = "This key belongs to another enrolment: each enrolment makes its own.";
                return Err(ApiError::new(ErrorCode::Malformed, detail));
            }
            let device = app.env.id(DeviceId::new);
            let row = entity::device::ActiveModel {
                client_id: Set(invitation.client_id),
                id: Set(device.db()),
                agent_id: Set(invitation.agent_id),
                public_key: Set(key.as_bytes().to_vec()),
                enrolled_at: Set(now.as_millis()),
                revoked_at: Set(None),
                ledger_size: Set(0),
                ledger_root: Set(hash_bytes(candor_domain::Sha256Hash::of([]))),
                checkpoint: Set(None),
                seen_at: Set(now.as_millis()),
            };
            entity::device::Entity::insert(row).exec_without_returning(&transaction).await?;
            let mut used = invitation.into_active_model();
            used.used_by = Set(Some(device.db()));
            used.used_at = Set(Some(now.as_millis()));
            used.update(&transaction).await?;
            device
        }
    };
    let projects = projects(&transaction, organisation).await?;
    transaction.commit().await?;
    let server = ServerIdentity { name: app.name.clone(), public_key: app.keys.public().to_string() };
    Ok(Enrollment { device, agent, projects, server })
}

/// An enrolled device by its id, for one who has yet to prove that it holds the key.
pub(crate) async fn device(app: &App, id: DeviceId) -> ApiResult<Option<(policy::Device, bool)>> {
    let row = entity::device::Entity::find()
        .filter(entity::device::Column::Id.eq(id.db()))
        .one(&app.db.read)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let key = <[u8; 32]>::try_from(&row.public_key[..])
        .ok()
        .and_then(|bytes| PublicKey::from_bytes(bytes).ok())
        .ok_or_else(|| corrupt("devices.public_key"))?;
    let device = policy::Device {
        organisation: Organisation::of(ClientId::from_db(row.client_id)),
        agent: AgentId::from_db(row.agent_id),
        id,
        key,
    };
    Ok(Some((device, row.revoked_at.is_some())))
}

/// Notes that a device was there.
pub(crate) async fn seen(app: &App, device: policy::Device) -> ApiResult<()> {
    use entity::device::{Column, Entity};
    let transaction = app.db.begin().await?;
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(app.now().as_millis()))
        .filter(Column::ClientId.eq(device.organisation.client().db()))
        .filter(Column::Id.eq(device.id.db()))
        .exec(&transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// A client as its agents know it.
pub(crate) fn client(row: entity::client::Model) -> Client {
    Client {
        id: ClientId::from_db(row.id),
        name: row.name,
        contact: row.contact,
        address: row.address,
        jurisdiction: row.jurisdiction,
        authority: row.authority,
        operator: row.operator,
    }
}

/// A client's projects.
pub(crate) async fn projects(
    db: &impl ConnectionTrait,
    organisation: Organisation,
) -> ApiResult<Vec<Project>> {
    let client = entity::client::Entity::find_by_id(organisation.client().db())
        .one(db)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let rows = entity::project::Entity::find()
        .filter(entity::project::Column::ClientId.eq(organisation.client().db()))
        .order_by_asc(entity::project::Column::Id)
        .all(db)
        .await?;
    let client = self::client(client);
    let project = |row: entity::project::Model| Project {
        id: ProjectId::from_db(row.id),
        name: row.name,
        client: client.clone(),
        testing: row.testing,
    };
    Ok(rows.into_iter().map(project).collect())
}

/// What is open to a device's agent, and what was withdrawn elsewhere and not answered yet.
pub(crate) async fn policies(app: &App, device: policy::Device) -> ApiResult<Policies> {
    let client = device.organisation.client().db();
    let mut all = Vec::new();
    for project in projects(&app.db.read, device.organisation).await? {
        let policies = entity::policy::Entity::find()
            .filter(entity::policy::Column::ClientId.eq(client))
            .filter(entity::policy::Column::ProjectId.eq(project.id.db()))
            .order_by_asc(entity::policy::Column::Version)
            .all(&app.db.read)
            .await?;
        let policies = policies
            .iter()
            .map(|row| {
                serde_json::from_str::<Policy>(&row.document).map_err(|_| corrupt("policies.document"))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let notices = entity::notice::Entity::find()
            .filter(entity::notice::Column::ClientId.eq(client))
            .filter(entity::notice::Column::ProjectId.eq(project.id.db()))
            .order_by_asc(entity::notice::Column::Version)
            .order_by_asc(entity::notice::Column::Lang)
            .all(&app.db.read)
            .await?;
        let notices = notices
            .into_iter()
            .map(|row| {
                Ok(Notice {
                    project: project.id,
                    policy_version: PolicyVersion::new(row.version as u32),
                    lang: row.lang,
                    sha256: hash_from(&row.sha256, "notices.sha256")?,
                    text: row.text,
                })
            })
            .collect::<Result<Vec<_>, sea_orm::DbErr>>()?;
        all.push(ProjectPolicies { project, policies, notices });
    }
    Ok(Policies { projects: all, withdrawn: withdrawn(app, device).await? })
}

/// The withdrawals that the device's ledger doesn't answer yet.
async fn withdrawn(app: &App, device: policy::Device) -> ApiResult<Vec<Withdrawal>> {
    use entity::withdrawal::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::ClientId.eq(device.organisation.client().db()))
        .filter(Column::DeviceId.eq(device.id.db()))
        .filter(Column::LearnedSeq.is_null())
        .all(&app.db.read)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Withdrawal {
                id: WithdrawalId::from_db(row.id),
                project: ProjectId::from_db(row.project_id),
                category: row.category.parse().map_err(|_| corrupt("withdrawals.category"))?,
                at: Timestamp::from_millis(row.at),
            })
        })
        .collect()
}
