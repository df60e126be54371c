//! Taking content away: by the agent within the grace time, and by retention.
//!
//! What goes is the record, its salt, every hash of its content and its picture. What stays is that something was there: when,
//! of which category, and why it is gone.

use candor_consent::canonical;
use candor_domain::{AgentId, ClientId, DeviceId, Record, RecordId, Sha256Hash, record::RecordBody};
use candor_wire::ErrorCode;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _,
    QueryFilter, QuerySelect as _, sea_query::OnConflict,
};

use crate::{
    app::App,
    auth::policy,
    blobs,
    db::{DbId, corrupt, entity, hash_bytes, hash_from},
    error::{ApiError, ApiResult},
    hours::{Share, Sums},
};

/// What a record's row says about it.
pub(crate) mod state {
    /// As it came.
    pub(crate) const LIVE: &str = "live";
    /// With another picture in place of the one that came.
    pub(crate) const REDACTED: &str = "redacted";
    /// Deleted by the agent: a gap stands in its place.
    pub(crate) const DELETED: &str = "deleted";
    /// Deleted because its time was over.
    pub(crate) const EXPIRED: &str = "expired";
}

/// Deletes a record of the device's, at once within its grace time. One that hasn't come yet will bring nothing.
pub(crate) async fn delete(app: &App, device: policy::Device, id: RecordId) -> ApiResult<()> {
    let transaction = app.db.begin().await?;
    match find(&transaction, device, id).await? {
        None => {
            let row = entity::tombstone::ActiveModel {
                client_id: Set(device.organisation.client().db()),
                device_id: Set(device.id.db()),
                record_id: Set(id.db()),
                at: Set(app.now().as_millis()),
            };
            use entity::tombstone::Column;
            let again = OnConflict::columns([Column::ClientId, Column::DeviceId, Column::RecordId])
                .do_nothing()
                .to_owned();
            entity::tombstone::Entity::insert(row)
                .on_conflict(again)
                .exec_without_returning(&transaction)
                .await?;
        }
        Some(row) if is_gone(&row) => {}
        Some(row) => {
            if row.category.is_none() {
                let detail = "Gap markers and session summaries hold no content; they stay.";
                return Err(ApiError::new(ErrorCode::Forbidden, detail));
            }
            in_grace(app, &row)?;
            empty(&transaction, row, state::DELETED).await?;
        }
    }
    transaction.commit().await?;
    settle(app).await
}

/// Puts a picture with a part blacked out in the place of a capture's. The new one was put before; the old one goes.
pub(crate) async fn redact(
    app: &App,
    device: policy::Device,
    id: RecordId,
    sha256: Sha256Hash,
) -> ApiResult<()> {
    let transaction = app.db.begin().await?;
    let row = find(&transaction, device, id).await?.ok_or_else(ApiError::not_found)?;
    if is_gone(&row) {
        return Err(ApiError::not_found());
    }
    let bytes = row.record.as_deref().ok_or_else(|| corrupt("records.record"))?;
    let mut record: Record = serde_json::from_slice(bytes).map_err(|_| corrupt("records.record"))?;
    let RecordBody::Capture(capture) = &mut record.body else {
        return Err(ApiError::new(ErrorCode::Malformed, "Only a capture has a picture to black out."));
    };
    if capture.redacted && capture.image.sha256 == sha256 {
        return Ok(());
    }
    in_grace(app, &row)?;
    let blob = blobs::find(&transaction, device, sha256).await?.ok_or_else(|| {
        ApiError::new(ErrorCode::BlobMissing, "The new picture was not put by this device: put it first.")
    })?;
    if (blob.width as u32, blob.height as u32) != (capture.image.width, capture.image.height) {
        let detail = "The new picture has another width or height than the capture's.";
        return Err(ApiError::new(ErrorCode::BlobMismatch, detail));
    }
    let old = capture.image.sha256;
    capture.image.sha256 = sha256;
    capture.image.bytes = u32::try_from(blob.bytes).map_err(|_| corrupt("blobs.bytes"))?;
    capture.redacted = true;
    let mut row = row.into_active_model();
    row.record = Set(Some(canonical::bytes(&record)));
    row.blob = Set(Some(hash_bytes(sha256)));
    row.state = Set(state::REDACTED.into());
    // The ledger commits to the record as it was, which nobody has any more; its `redaction` entry names the new picture.
    row.salt = Set(None);
    row.update(&transaction).await?;
    if old != sha256 {
        blobs::doom_unnamed(&transaction, device.organisation.client(), device.id, old).await?;
    }
    transaction.commit().await?;
    settle(app).await
}

/// Empties what has been kept for as long as its notice says.
pub(crate) async fn expire(app: &App) -> ApiResult<()> {
    loop {
        let transaction = app.db.begin().await?;
        let over = entity::record::Entity::find()
            .filter(entity::record::Column::ExpiresAt.lte(app.now().as_millis()))
            .filter(entity::record::Column::State.is_in([state::LIVE, state::REDACTED]))
            .limit(500)
            .all(&transaction)
            .await?;
        if over.is_empty() {
            return Ok(());
        }
        for row in over {
            empty(&transaction, row, state::EXPIRED).await?;
        }
        transaction.commit().await?;
        settle(app).await?;
    }
}

fn is_gone(row: &entity::record::Model) -> bool {
    row.state == state::DELETED || row.state == state::EXPIRED
}

fn in_grace(app: &App, row: &entity::record::Model) -> ApiResult<()> {
    if app.now().as_millis() <= row.grace_until {
        return Ok(());
    }
    let detail = "The time in which this can be done at once is over: ask the client to erase it.";
    Err(ApiError::new(ErrorCode::GraceOver, detail))
}

async fn find(
    db: &impl ConnectionTrait,
    device: policy::Device,
    id: RecordId,
) -> ApiResult<Option<entity::record::Model>> {
    use entity::record::{Column, Entity};
    let found = Entity::find()
        .filter(Column::ClientId.eq(device.organisation.client().db()))
        .filter(Column::Id.eq(id.db()))
        .filter(Column::DeviceId.eq(device.id.db()));
    Ok(found.one(db).await?)
}

/// Takes everything out of a record but that it was there.
async fn empty(db: &impl ConnectionTrait, row: entity::record::Model, left: &str) -> ApiResult<()> {
    let (client, device) = (ClientId::from_db(row.client_id), DeviceId::from_db(row.device_id));
    let blob = row.blob.as_deref().map(|sha256| hash_from(sha256, "records.blob")).transpose()?;
    let bytes = row.record.as_deref().ok_or_else(|| corrupt("records.record"))?;
    let record: Record = serde_json::from_slice(bytes).map_err(|_| corrupt("records.record"))?;
    let mut sums = Sums::default();
    let (agent, project) = (AgentId::from_db(row.agent_id), record.project);
    if let Some(share) = Share::of(&record) {
        sums.add(agent, project, &share.taken_off());
    }
    if left == state::DELETED
        && let Some(category) = record.body.category()
    {
        sums.add(agent, project, &Share::deleted(category, record.at));
    }
    sums.save(row.client_id, db).await?;
    let mut row = row.into_active_model();
    row.state = Set(left.into());
    row.content_hash = Set(None);
    row.salt = Set(None);
    row.record = Set(None);
    row.blob = Set(None);
    row.update(db).await?;
    if let Some(sha256) = blob {
        blobs::doom_unnamed(db, client, device, sha256).await?;
    }
    Ok(())
}

/// Deletes the files that were doomed, and makes the database forget what was taken away.
async fn settle(app: &App) -> ApiResult<()> {
    blobs::bury(app).await?;
    app.db.forget().await?;
    Ok(())
}
