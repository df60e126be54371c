//! Pictures in a folder or in a bucket of S3, each below the device that put it.
//!
//! A row of the database comes before the file and is marked complete behind it, and a row is marked doomed before its file
//! goes: whatever moment the power fails at, no file is left that no row tells of.

use std::sync::Arc;

use candor_domain::{ClientId, DeviceId, Sha256Hash};
use object_store::{
    ClientOptions, ObjectStore, ObjectStoreExt as _, PutPayload, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path as Key, prefix::PrefixStore,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect as _,
    sea_query::Expr,
};

use crate::{
    app::App,
    auth::policy,
    config::{Config, S3},
    db::{DbId, entity, hash_bytes, hash_from},
    error::{ApiError, ApiResult},
    image::Picture,
    turns::Turns,
};

/// Where the bytes are.
pub(crate) struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Pictures decoded at one time: each takes up to 200 MB of memory.
    pub(crate) decoding: Turns,
}

impl Blobs {
    /// The blobs in the bucket that the settings name, or else below the data folder; whatever is put stays when the call returns.
    pub(crate) fn open(config: &Config) -> Result<Self, object_store::Error> {
        let store = match &config.s3 {
            Some(s3) => bucket(s3)?,
            None => folder(config)?,
        };
        Ok(Self { store, decoding: Turns::new("decoding", 2) })
    }

    /// Reads a blob.
    pub(crate) async fn get(
        &self,
        client: ClientId,
        device: DeviceId,
        sha256: Sha256Hash,
    ) -> ApiResult<Vec<u8>> {
        let bytes = self.store.get(&key(client, device, sha256)).await?.bytes().await?;
        Ok(bytes.to_vec())
    }
}

fn folder(config: &Config) -> Result<Arc<dyn ObjectStore>, object_store::Error> {
    let folder = config.data.join("blobs");
    let made = std::fs::create_dir_all(&folder);
    made.map_err(|source| object_store::Error::Generic { store: "blobs", source: Box::new(source) })?;
    Ok(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)))
}

/// Who is asked for it is said by `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or by the machine's role where there are none.
fn bucket(s3: &S3) -> Result<Arc<dyn ObjectStore>, object_store::Error> {
    // The client takes the process's choice of cryptography. An error says that it was made already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(&s3.bucket).with_region(&s3.region);
    if let Some(endpoint) = &s3.endpoint {
        let plain = endpoint.scheme() == "http";
        builder = builder
            .with_endpoint(endpoint.as_str().trim_end_matches('/'))
            .with_client_options(ClientOptions::new().with_allow_http(plain));
    }
    let store = builder.build()?;
    Ok(match &s3.prefix {
        Some(prefix) => Arc::new(PrefixStore::new(store, prefix.as_str())),
        None => Arc::new(store),
    })
}

fn key(client: ClientId, device: DeviceId, sha256: Sha256Hash) -> Key {
    let hex = sha256.to_string();
    Key::from(format!("{client}/{device}/{}/{hex}", &hex[..2]))
}

/// A blob that is there.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    device: policy::Device,
    sha256: Sha256Hash,
) -> Result<Option<entity::blob::Model>, DbErr> {
    let key = (device.organisation.client().db(), device.id.db(), hash_bytes(sha256));
    let row = entity::blob::Entity::find_by_id(key).one(db).await?;
    Ok(row.filter(|row| row.complete && !row.doomed))
}

/// Keeps a blob whose bytes were checked. Doing it again changes nothing but its age.
pub(crate) async fn put(
    app: &App,
    device: policy::Device,
    sha256: Sha256Hash,
    picture: Picture,
    bytes: Vec<u8>,
) -> ApiResult<()> {
    use entity::blob::{ActiveModel, Column, Entity};
    let client = device.organisation.client();
    let row = ActiveModel {
        client_id: Set(client.db()),
        device_id: Set(device.id.db()),
        sha256: Set(hash_bytes(sha256)),
        bytes: Set(bytes.len() as i64),
        width: Set(picture.width as i32),
        height: Set(picture.height as i32),
        put_at: Set(app.now().as_millis()),
        complete: Set(false),
        doomed: Set(false),
    };
    let transaction = app.db.begin().await?;
    if let Some(there) =
        Entity::find_by_id((client.db(), device.id.db(), hash_bytes(sha256))).one(&transaction).await?
    {
        if there.doomed {
            transaction.rollback().await?;
            return Err(ApiError::new(
                candor_wire::ErrorCode::Unavailable,
                "These bytes are just being deleted. Try again.",
            ));
        }
        let touch = Entity::update_many()
            .col_expr(Column::PutAt, Expr::value(app.now().as_millis()))
            .filter(this(client, device.id, sha256));
        touch.exec(&transaction).await?;
        transaction.commit().await?;
        if there.complete {
            return Ok(());
        }
    } else {
        Entity::insert(row).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
    }
    app.blobs.store.put(&key(client, device.id, sha256), PutPayload::from(bytes)).await?;
    let transaction = app.db.begin().await?;
    Entity::update_many()
        .col_expr(Column::Complete, Expr::value(true))
        .filter(this(client, device.id, sha256))
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

fn this(client: ClientId, device: DeviceId, sha256: Sha256Hash) -> sea_orm::Condition {
    use entity::blob::Column;
    sea_orm::Condition::all()
        .add(Column::ClientId.eq(client.db()))
        .add(Column::DeviceId.eq(device.db()))
        .add(Column::Sha256.eq(hash_bytes(sha256)))
}

/// Dooms a blob where no record that still has content names it, inside the transaction that took the content away.
pub(crate) async fn doom_unnamed(
    db: &impl ConnectionTrait,
    client: ClientId,
    device: DeviceId,
    sha256: Sha256Hash,
) -> ApiResult<()> {
    use entity::record::{Column, Entity};
    let named = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ClientId.eq(client.db()))
        .filter(Column::DeviceId.eq(device.db()))
        .filter(Column::Blob.eq(hash_bytes(sha256)))
        .limit(1)
        .into_tuple::<uuid::Uuid>()
        .one(db)
        .await?;
    if named.is_none() {
        entity::blob::Entity::update_many()
            .col_expr(entity::blob::Column::Doomed, Expr::value(true))
            .filter(this(client, device, sha256))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Deletes what is doomed: first the file, then the row that tells of it.
pub(crate) async fn bury(app: &App) -> ApiResult<usize> {
    use entity::blob::{Column, Entity};
    let doomed = Entity::find().filter(Column::Doomed.eq(true)).limit(1_000).all(&app.db.read).await?;
    for row in &doomed {
        let (client, device) = (ClientId::from_db(row.client_id), DeviceId::from_db(row.device_id));
        let sha256 = hash_from(&row.sha256, "blobs.sha256")?;
        match app.blobs.store.delete(&key(client, device, sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(e) => return Err(e.into()),
        }
        let transaction = app.db.begin().await?;
        Entity::delete_many().filter(this(client, device, sha256)).exec(&transaction).await?;
        transaction.commit().await?;
    }
    Ok(doomed.len())
}

/// Dooms what was put longer ago than `before` and is named by no accepted record; nobody ever read it.
pub(crate) async fn expire(app: &App, before: candor_domain::Timestamp) -> ApiResult<()> {
    use entity::blob::{Column, Entity};
    let old = Entity::find()
        .filter(Column::PutAt.lt(before.as_millis()))
        .filter(Column::Doomed.eq(false))
        .filter(Expr::cust(
            "NOT EXISTS (SELECT 1 FROM records r WHERE r.client_id = blobs.client_id \
             AND r.device_id = blobs.device_id AND r.blob = blobs.sha256)",
        ))
        .limit(1_000)
        .all(&app.db.read)
        .await?;
    for row in old {
        let transaction = app.db.begin().await?;
        let (client, device) = (ClientId::from_db(row.client_id), DeviceId::from_db(row.device_id));
        doom_unnamed(&transaction, client, device, hash_from(&row.sha256, "blobs.sha256")?).await?;
        transaction.commit().await?;
    }
    Ok(())
}
