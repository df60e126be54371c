//! Where a test's server keeps things: SQLite and files, or PostgreSQL and a bucket of S3 where `cargo xtask test` asks for those.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use candor_server::{Config, config::S3, env::Environment};
use hyper_util::rt::{TokioExecutor, TokioIo};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};

/// The address of a server of PostgreSQL, a question mark standing for the database's name. With it the S3 server below is used.
const POSTGRES: &str = "CANDOR_TEST_POSTGRES";
/// The bucket's name.
const BUCKET: &str = "work";

/// What a world has beside its data folder.
pub struct Stores {
    postgres: Option<String>,
    /// The folder of files that pictures end in, whoever keeps them.
    blobs: PathBuf,
}

impl Stores {
    /// Makes them, empty, and tells the settings of them.
    pub async fn new(folder: &Path, config: &mut Config) -> Self {
        let Ok(pattern) = std::env::var(POSTGRES) else {
            return Self { postgres: None, blobs: config.data.join("blobs") };
        };
        let name = format!("world_{}", hex::encode(Environment::system().random::<8>()));
        let server = Database::connect(pattern.replace('?', "postgres")).await.unwrap();
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        server.close().await.unwrap();
        let address = pattern.replace('?', &name);
        config.database = Some(address.parse().unwrap());
        let root = folder.join(format!("s3-{name}"));
        let blobs = root.join(BUCKET);
        std::fs::create_dir_all(&blobs).unwrap();
        config.s3 = Some(S3 {
            bucket: BUCKET.into(),
            region: "us-east-1".into(),
            endpoint: Some(s3_server(&root).await.parse().unwrap()),
            prefix: Some("candor".into()),
        });
        Self { postgres: Some(address), blobs }
    }

    /// What a program of its own must be told to keep things here as well.
    pub fn told(&self, config: &Config, program: &mut Command) {
        let (Some(address), Some(s3)) = (&self.postgres, &config.s3) else { return };
        let settings = format!(
            "[s3]\nbucket = \"{}\"\nendpoint = \"{}\"\nprefix = \"candor\"\n",
            s3.bucket,
            s3.endpoint.as_ref().unwrap()
        );
        let file = config.data.with_extension("toml");
        std::fs::write(&file, settings).unwrap();
        program.env("CANDOR_DATABASE", address).env("CANDOR_CONFIG", file);
    }

    /// A connection of the test's own to a world's database.
    pub async fn connect(&self, config: &Config) -> DatabaseConnection {
        let sqlite = || format!("sqlite://{}", config.data.join("candor.sqlite").display());
        Database::connect(self.postgres.clone().unwrap_or_else(sqlite)).await.unwrap()
    }

    /// Whether any file of the data folder or any row holds `needle`.
    pub async fn hold(&self, config: &Config, needle: &[u8]) -> bool {
        let files = std::fs::read_dir(&config.data).unwrap().flatten().filter(|entry| entry.path().is_file());
        let mut bytes = files.map(|entry| std::fs::read(entry.path()).unwrap());
        if bytes.any(|bytes| bytes.windows(needle.len()).any(|window| window == needle)) {
            return true;
        }
        if self.postgres.is_none() {
            return false;
        }
        let database = self.connect(config).await;
        let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
        for row in database.query_all_raw(Statement::from_string(DbBackend::Postgres, tables)).await.unwrap()
        {
            let table: String = row.try_get_by_index(0).unwrap();
            // As text a row's bytes are in hexadecimal.
            let held = format!(
                "SELECT count(*) FROM {table} t WHERE position($1 in t::text) > 0 OR position($2 in t::text) > 0"
            );
            let values = [String::from_utf8_lossy(needle).into_owned(), hex::encode(needle)].map(Into::into);
            let statement = Statement::from_sql_and_values(DbBackend::Postgres, held, values);
            let rows = database.query_one_raw(statement).await.unwrap().unwrap();
            if rows.try_get_by_index::<i64>(0).unwrap() > 0 {
                return true;
            }
        }
        false
    }

    /// Every picture that is kept: named by its digest, which nothing else beside it is.
    pub fn blobs(&self) -> usize {
        fn count(path: &Path) -> usize {
            let named = |path: &Path| path.file_name().is_some_and(|name| name.len() == 64);
            std::fs::read_dir(path).map_or(0, |entries| {
                let paths = entries.flatten().map(|entry| entry.path());
                paths.map(|path| if path.is_dir() { count(&path) } else { usize::from(named(&path)) }).sum()
            })
        }
        count(&self.blobs)
    }
}

/// Serves a folder as S3 until the test ends, to whoever has the key of the environment.
async fn s3_server(root: &Path) -> String {
    let [key, secret] =
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(|name| std::env::var(name).unwrap());
    let mut service = s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(root).unwrap());
    service.set_auth(s3s::auth::SimpleAuth::from_single(key, secret));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service.clone();
            tokio::spawn(async move {
                let serving = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                let _ = serving.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    format!("http://{address}")
}
