//! Looks at captures. Each is logged before its bytes are handed out, and the agent can see that it was.
//!
//! Whatever shows the picture is a look, a thumbnail too. Several of one viewer at one capture within a minute are one look,
//! so that a page which shows the small picture and then the large one doesn't seem like two people's curiosity.

use candor_domain::{DeviceId, MemberId, Millis, RecordId};
use candor_wire::ErrorCode;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::{
    audit::{self, Act, Actor, Line},
    auth::policy::{Member, Organisation},
    blobs::Blobs,
    db::{Db, DbId as _, entity, hash_from},
    env::Environment,
    error::{ApiError, ApiResult},
};

/// For how long looks of one viewer at one capture are one.
const ONE_LOOK: Millis = Millis::from_minutes(1);
/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// Who is looking, and why where they say so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Viewer<'a> {
    pub(crate) name: &'a str,
    pub(crate) role: &'a str,
    pub(crate) member: Option<MemberId>,
    pub(crate) reason: Option<&'a str>,
}

impl<'a> Viewer<'a> {
    /// A member, with a reason that is one.
    pub(crate) fn member(member: &'a Member, reason: Option<&'a str>) -> ApiResult<Self> {
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        if reason.is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
            let detail = format!("A reason has at most {LONGEST_REASON} characters.");
            return Err(ApiError::new(ErrorCode::Malformed, detail));
        }
        Ok(Self { name: &member.name, role: member.role.name(), member: Some(member.id), reason })
    }
}

/// The picture of a capture, for a look that is logged before the bytes are handed out.
pub(crate) async fn look(
    db: &Db,
    blobs: &Blobs,
    env: &Environment,
    organisation: Organisation,
    viewer: &Viewer<'_>,
    id: RecordId,
) -> ApiResult<Vec<u8>> {
    let client = organisation.client().db();
    let row = entity::record::Entity::find()
        .filter(entity::record::Column::ClientId.eq(client))
        .filter(entity::record::Column::Id.eq(id.db()))
        .order_by_asc(entity::record::Column::ReceivedAt)
        .one(&db.read)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let sha256 = row.blob.as_deref().ok_or_else(ApiError::not_found)?;
    let sha256 = hash_from(sha256, "records.blob")?;
    let bytes = blobs.get(organisation.client(), DeviceId::from_db(row.device_id), sha256).await?;
    let now = env.now();
    let transaction = db.begin().await?;
    let last = entity::view::Entity::find()
        .filter(entity::view::Column::ClientId.eq(client))
        .filter(entity::view::Column::RecordId.eq(row.id))
        .filter(entity::view::Column::Viewer.eq(viewer.name))
        .order_by_desc(entity::view::Column::At)
        .one(&transaction)
        .await?;
    let same = last.is_some_and(|last| {
        last.member_id == viewer.member.map(MemberId::db)
            && last.role == viewer.role
            && (viewer.reason.is_none() || last.reason.as_deref() == viewer.reason)
            && last.at <= now.as_millis()
            && last.at > now.minus(ONE_LOOK).as_millis()
    });
    if !same {
        let view = entity::view::ActiveModel {
            client_id: Set(client),
            id: Set(env.id(RecordId::new).db()),
            agent_id: Set(row.agent_id),
            record_id: Set(row.id),
            viewer: Set(viewer.name.into()),
            role: Set(viewer.role.into()),
            member_id: Set(viewer.member.map(MemberId::db)),
            reason: Set(viewer.reason.map(Into::into)),
            at: Set(now.as_millis()),
        };
        entity::view::Entity::insert(view).exec_without_returning(&transaction).await?;
        let actor = Actor::viewer(viewer.member, viewer.name);
        let line = Line::of(organisation, &actor, Act::CaptureViewed).object("capture", id);
        audit::record(&transaction, env, line).await?;
    }
    transaction.commit().await?;
    Ok(bytes)
}
