//! Starting and stopping the server.

use std::{
    fs::File,
    future::Future,
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sea_orm::{ActiveValue::Set, EntityTrait as _, sea_query::OnConflict};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use url::Url;

use crate::{
    accounts::{
        self,
        breached::{Breached, BreachedError},
        passkey::Passkeys,
        password::Passwords,
    },
    app::App,
    auth::dpop::Proofs,
    blobs::Blobs,
    config::{Config, ConfigError, Limits},
    connections,
    db::{Db, Sole, entity},
    http,
    ingest::Ingest,
    jobs,
    keys::{self, KeyError, Keys},
    ledgers::Ledgers,
    limits::Limiters,
    mail::Mailer,
    metrics::Metrics,
    outside::Outside,
    seal,
    turns::Files,
};

/// How long requests in flight may take after the server was told to stop.
const DRAIN: Duration = Duration::from_secs(30);

/// Why a server doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings aren't safe together.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The data folder or a key in it.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The file of breached passwords.
    #[error(transparent)]
    Breached(#[from] BreachedError),
    /// Another server works on the folder.
    #[error("another candor-server works on {0}: stop it first")]
    Locked(PathBuf),
    /// Another server works on the database.
    #[error("another candor-server works on this database: stop it first")]
    Served,
    /// The address can't be had.
    #[error("can't listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The database.
    #[error("the database can't be opened")]
    Database(#[from] sea_orm::DbErr),
    /// What asks identity providers.
    #[error("the client for identity providers can't be made")]
    Outside(#[source] reqwest::Error),
    /// The folder of blobs.
    #[error("the folder of blobs can't be opened")]
    Blobs(#[from] object_store::Error),
}

/// A server that accepts requests.
#[derive(Debug)]
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    /// The address by which devices and people reach it.
    pub public_url: Url,
    /// The code that makes the first account, as long as there is none. For the terminal alone: no log may hold it.
    pub set_up_code: Option<String>,
    task: JoinHandle<()>,
}

impl Serving {
    /// Waits until the server has stopped and everything is on disk.
    pub async fn finished(self) {
        let _ = self.task.await;
    }
}

/// Starts a server; it accepts requests when this returns. It stops once `shutdown` is ready: it finishes the requests in
/// flight and stores what waits.
///
/// # Errors
/// [`StartError`].
pub async fn serve(
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<Serving, StartError> {
    config.check()?;
    keys::data_folder(&config.data)?;
    let lock = lock(&config.data)?;
    let mut keys = Keys::open(&config.data, &config.env)?;
    let sole = match &config.database {
        Some(database) => Some(Sole::server(database.options()).await?.ok_or(StartError::Served)?),
        None => None,
    };
    let db = Db::open(&config).await?;
    if keys.seal_before.is_some() {
        let secrets = seal::renew(&db, &config.env, &keys).await?;
        keys.forget_before(&config.data)?;
        tracing::info!(secrets, "sealed under the new seal.key; the old one is deleted");
    }
    let blobs = Blobs::open(&config)?;
    let listener =
        TcpListener::bind(config.listen).await.map_err(|e| StartError::Listen(config.listen, e))?;
    let address = listener.local_addr().map_err(|e| StartError::Listen(config.listen, e))?;
    let public_url = match &config.public_url {
        Some(url) => url.clone(),
        None => local_url(address),
    };
    let breached = config.breached_passwords.as_deref().map(Breached::open).transpose()?;
    let mail = Mailer::new(&config.mail, &config.data).map_err(ConfigError::from)?;
    let set_up_code = accounts::set_up::code(&db, &config.env).await?;
    let metrics = Metrics::new();
    let name = server_name(&db, &config, &public_url).await?;
    remember(&db, PUBLIC_URL, public_url.as_str()).await?;
    let app = Arc::new(App {
        proofs: Proofs::new(config.env.random(), public_url.clone()),
        ingest: Ingest::start(&db),
        ledgers: Ledgers::new(),
        limits: Limiters::new(&config.limits, config.behind_proxy),
        passwords: Passwords::new(metrics.passwords.clone(), breached),
        passkeys: Passkeys::new(&public_url),
        mail,
        outside: Outside::new(&config.internal_providers).map_err(StartError::Outside)?,
        files: Files::new(),
        metrics,
        public_url: public_url.clone(),
        env: config.env,
        db,
        blobs,
        keys,
        name,
    });
    let task = tokio::spawn(run(app, listener, config.blob_hours, config.limits, shutdown, (lock, sole)));
    Ok(Serving { address, public_url, set_up_code, task })
}

async fn run(
    app: Arc<App>,
    listener: TcpListener,
    blob_hours: u32,
    limits: Limits,
    shutdown: impl Future<Output = ()> + Send + 'static,
    alone: (File, Option<Sole>),
) {
    let jobs = tokio::spawn(jobs::run(Arc::clone(&app), blob_hours));
    let (stopping, stopped) = oneshot::channel();
    let signal = async move {
        shutdown.await;
        let _ = stopping.send(());
    };
    let server = connections::serve(listener, http::router(Arc::clone(&app)), limits, signal);
    let overdue = async {
        let _ = stopped.await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        () = server => {}
        () = overdue => tracing::warn!("some requests did not finish in time and were cut off"),
    }
    jobs.abort();
    let _ = jobs.await;
    app.ingest.finish().await;
    if let Some(app) = Arc::into_inner(app) {
        app.db.close().await;
    }
    let (lock, sole) = alone;
    if let Some(sole) = sole {
        sole.end().await;
    }
    drop(lock);
}

/// Only one server works on a folder: two would keep different ledgers in memory.
fn lock(data: &Path) -> Result<File, StartError> {
    let path = data.join("serve.lock");
    let failed = |e| StartError::Key(KeyError::Io(path.clone(), e));
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StartError::Locked(data.into())),
        Err(std::fs::TryLockError::Error(e)) => Err(failed(e)),
    }
}

fn local_url(address: SocketAddr) -> Url {
    format!("http://{address}/").parse().expect("an address with a port is a host")
}

/// The setting that tells `admin` where invitations lead.
pub(crate) const PUBLIC_URL: &str = "public_url";
const SERVER_NAME: &str = "server_name";

/// The name in cosignatures. It is kept from the first start on: devices pinned it.
async fn server_name(db: &Db, config: &Config, public_url: &Url) -> Result<String, StartError> {
    if let Some(name) = &config.server_name {
        remember(db, SERVER_NAME, name).await?;
        return Ok(name.clone());
    }
    if let Some(name) = recall(db, SERVER_NAME).await? {
        return Ok(name);
    }
    let name = public_url.host_str().unwrap_or("candor").to_owned();
    remember(db, SERVER_NAME, &name).await?;
    Ok(name)
}

/// A setting that an earlier start left.
pub(crate) async fn recall(db: &Db, name: &str) -> Result<Option<String>, sea_orm::DbErr> {
    let row = entity::setting::Entity::find_by_id(name.to_owned()).one(&db.read).await?;
    Ok(row.map(|row| row.value))
}

async fn remember(db: &Db, name: &str, value: &str) -> Result<(), sea_orm::DbErr> {
    use entity::setting::{ActiveModel, Column, Entity};
    let row = ActiveModel { name: Set(name.into()), value: Set(value.into()) };
    let again = OnConflict::column(Column::Name).update_column(Column::Value).to_owned();
    let transaction = db.begin().await?;
    Entity::insert(row).on_conflict(again).exec_without_returning(&transaction).await?;
    transaction.commit().await
}
