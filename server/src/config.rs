//! Settings: flags and `CANDOR_*` variables before a TOML file before defaults.

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use serde::Deserialize;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use url::Url;

use crate::{
    env::Environment,
    mail::{MailError, MailSettings},
};

/// What a server needs to know.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of keys, and of database and blobs where nothing else is said of them.
    pub data: PathBuf,
    /// The database of PostgreSQL; SQLite's in the data folder where there is none.
    pub database: Option<Database>,
    /// The bucket of blobs; files of the data folder where there is none.
    pub s3: Option<S3>,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address by which devices and people reach the server; `http://LISTEN` where it isn't set.
    pub public_url: Option<Url>,
    /// The name in cosignatures; from the first start on the public address's host, and kept.
    pub server_name: Option<String>,
    /// Whether a proxy in front speaks TLS, which allows listening elsewhere than on the loopback.
    pub behind_proxy: bool,
    /// Hours after which a blob that no accepted record names is deleted.
    pub blob_hours: u32,
    /// How much one may ask for.
    pub limits: Limits,
    /// Hosts of identity providers that may be on this machine (over plain HTTP then) or in its network, at port 443 or as `host:port`;
    /// clients name theirs, and only public addresses are asked otherwise.
    pub internal_providers: Vec<String>,
    /// How mail is sent.
    pub mail: MailSettings,
    /// A file of passwords that nobody may choose: lines `SHA1:COUNT` sorted by hash, as Have I Been Pwned's downloader writes them.
    pub breached_passwords: Option<PathBuf>,
    /// The clock and randomness.
    pub env: Environment,
}

/// A database of PostgreSQL.
#[derive(Clone)]
pub struct Database(PgConnectOptions);

impl Database {
    /// How it is connected to.
    pub(crate) fn options(&self) -> PgConnectOptions {
        self.0.clone()
    }

    /// Whether what is sent could be read on its way, or by somebody who says to be the database.
    fn in_the_clear(&self) -> bool {
        let sealed = matches!(self.0.get_ssl_mode(), PgSslMode::VerifyFull);
        self.0.get_socket().is_none() && !is_loopback(self.0.get_host()) && !sealed
    }
}

/// Without the password.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({}/{})", self.0.get_host(), self.0.get_database().unwrap_or_default())
    }
}

/// From an address `postgres://USER:PASSWORD@HOST/NAME?sslmode=verify-full`; a password that it leaves out is looked for in
/// `PGPASSWORD` and in `~/.pgpass`.
impl FromStr for Database {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let is_postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
        let options = text.parse().ok().filter(|_| is_postgres);
        options.map(Self).ok_or(ConfigError::Database)
    }
}

/// A bucket that speaks S3. Its key is taken from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, never from a file of settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// Its name.
    pub bucket: String,
    /// Where it is; what isn't Amazon's takes any.
    #[serde(default = "S3::usual_region")]
    pub region: String,
    /// The server's address; Amazon's where there is none.
    pub endpoint: Option<Url>,
    /// What each name in the bucket begins with.
    pub prefix: Option<String>,
}

impl S3 {
    fn usual_region() -> String {
        "us-east-1".into()
    }
}

/// More guesses than this couldn't be told in nanoseconds.
const MOST_GUESSES: u32 = 1_000_000;

/// How much one may ask for; generous for people and devices as they are, and in the way of a flood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Requests of one device.
    pub device: Rate,
    /// Requests of one person who is signed in, by all of their browsers. A page of the portal makes ten or so, and one for each
    /// picture that comes into sight.
    pub account: Rate,
    /// Requests by one API token.
    pub token: Rate,
    /// Requests for enrolment from one address.
    pub enrolment: Rate,
    /// Attempts to sign in from one address, whoever as.
    pub sign_in: Rate,
    /// Attempts to sign in to one account from one address, or with one known browser; after these there is one more in 30
    /// seconds. All addresses that the account isn't known from have five times as many together.
    pub guesses: u32,
    /// Connections at one time; whoever comes beyond waits. The usual limit of open files is 1,024.
    pub connections: u32,
    /// Seconds within which the head of a request has to come, and after which a connection without one is closed.
    pub head_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            device: Rate { per_second: 50, burst: 500 },
            account: Rate { per_second: 50, burst: 1_000 },
            token: Rate { per_second: 50, burst: 500 },
            enrolment: Rate { per_second: 5, burst: 100 },
            sign_in: Rate { per_second: 1, burst: 60 },
            guesses: 10,
            connections: 800,
            head_seconds: 30,
        }
    }
}

/// A token bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Requests a second for as long as it takes; at least one.
    pub per_second: u32,
    /// Requests at once after a rest; at least one.
    pub burst: u32,
}

/// The settings of a TOML file, each of them optional.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// As [`Config::data`].
    pub data: Option<PathBuf>,
    /// As [`Config::database`]; a text, so that no error about the file shows the password in it.
    pub database: Option<String>,
    /// As [`Config::s3`].
    pub s3: Option<S3>,
    /// As [`Config::listen`].
    pub listen: Option<SocketAddr>,
    /// As [`Config::public_url`].
    pub public_url: Option<Url>,
    /// As [`Config::server_name`].
    pub server_name: Option<String>,
    /// As [`Config::behind_proxy`].
    pub behind_proxy: Option<bool>,
    /// As [`Config::blob_hours`].
    pub blob_hours: Option<u32>,
    /// As [`Config::limits`].
    pub limits: Option<Limits>,
    /// As [`Config::internal_providers`].
    pub internal_providers: Option<Vec<String>>,
    /// As [`Config::mail`].
    pub mail: Option<MailSettings>,
    /// As [`Config::breached_passwords`].
    pub breached_passwords: Option<PathBuf>,
}

/// Settings that don't make a server.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("the settings file {0} can't be read")]
    Read(PathBuf, #[source] std::io::Error),
    /// The file isn't TOML with these settings.
    #[error("the settings file {0} isn't understood")]
    Parse(PathBuf, #[source] Box<toml::de::Error>),
    /// No folder was given.
    #[error("say where the data is kept: --data DIR, CANDOR_DATA, or `data` in the settings file")]
    NoData,
    /// Plain HTTP towards a network.
    #[error(
        "refusing to speak plain HTTP on {0}: listen on 127.0.0.1, or put a proxy with TLS in front and say --behind-proxy"
    )]
    NotLoopback(SocketAddr),
    /// The public address is no bare origin.
    #[error("the public address {0} must be http:// or https:// and a host, without path, query or user")]
    PublicUrl(Url),
    /// The public address would send everything in the clear.
    #[error("the public address {0} is plain HTTP to another machine: use https://")]
    Insecure(Url),
    /// Another kind of database, or none.
    #[error(
        "the database must be an address as postgres://USER@HOST/NAME; without one it is SQLite in the data folder"
    )]
    Database,
    /// More than can be counted.
    #[error("limits.guesses is {0}, and {MOST_GUESSES} at most")]
    Guesses(u32),
    /// The database would be spoken to in the clear.
    #[error(
        "the database is on another machine, whose certificate must be checked: add ?sslmode=verify-full to its address"
    )]
    DatabaseInsecure,
    /// The bucket's server would be spoken to in the clear.
    #[error("the bucket's server {0} is plain HTTP on another machine: use https://")]
    S3Insecure(Url),
    /// No mail could be sent.
    #[error(transparent)]
    Mail(#[from] MailError),
}

impl Config {
    /// A server with the default settings on `data`.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            database: None,
            s3: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8470)),
            public_url: None,
            server_name: None,
            behind_proxy: false,
            blob_hours: 24,
            limits: Limits::default(),
            internal_providers: Vec::new(),
            mail: MailSettings::default(),
            breached_passwords: None,
            env: Environment::system(),
        }
    }

    /// Makes sure that the settings are safe together.
    ///
    /// # Errors
    /// [`ConfigError::NotLoopback`], [`ConfigError::PublicUrl`], [`ConfigError::Insecure`],
    /// [`ConfigError::Guesses`], [`ConfigError::DatabaseInsecure`] or [`ConfigError::S3Insecure`].
    pub fn check(&self) -> Result<(), ConfigError> {
        if !self.listen.ip().is_loopback() && !self.behind_proxy {
            return Err(ConfigError::NotLoopback(self.listen));
        }
        if self.limits.guesses > MOST_GUESSES {
            return Err(ConfigError::Guesses(self.limits.guesses));
        }
        if self.database.as_ref().is_some_and(Database::in_the_clear) {
            return Err(ConfigError::DatabaseInsecure);
        }
        if let Some(endpoint) = self.s3.as_ref().and_then(|s3| s3.endpoint.as_ref())
            && endpoint.scheme() != "https"
            && !endpoint.host_str().is_some_and(is_loopback)
        {
            return Err(ConfigError::S3Insecure(endpoint.clone()));
        }
        let Some(url) = &self.public_url else { return Ok(()) };
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() || !bare || !anonymous {
            return Err(ConfigError::PublicUrl(url.clone()));
        }
        if url.scheme() == "http" && !url.host_str().is_some_and(is_loopback) {
            return Err(ConfigError::Insecure(url.clone()));
        }
        Ok(())
    }
}

/// Whether a host is this machine itself.
fn is_loopback(host: &str) -> bool {
    match url::Host::parse(host) {
        Ok(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Ok(url::Host::Domain(name)) => name == "localhost",
        Err(_) => false,
    }
}

impl Settings {
    /// Reads a settings file.
    ///
    /// # Errors
    /// [`ConfigError::Read`] or [`ConfigError::Parse`].
    pub fn read(path: &std::path::Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|e| ConfigError::Read(path.into(), e))?;
        toml::from_str(&text).map_err(|e| ConfigError::Parse(path.into(), Box::new(e)))
    }

    /// These settings, and what they leave open from `below`.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            data: self.data.or(below.data),
            database: self.database.or(below.database),
            s3: self.s3.or(below.s3),
            listen: self.listen.or(below.listen),
            public_url: self.public_url.or(below.public_url),
            server_name: self.server_name.or(below.server_name),
            behind_proxy: self.behind_proxy.or(below.behind_proxy),
            blob_hours: self.blob_hours.or(below.blob_hours),
            limits: self.limits.or(below.limits),
            internal_providers: self.internal_providers.or(below.internal_providers),
            mail: self.mail.or(below.mail),
            breached_passwords: self.breached_passwords.or(below.breached_passwords),
        }
    }

    /// The settings with defaults where nothing was said.
    ///
    /// # Errors
    /// [`ConfigError::NoData`] or [`ConfigError::Database`].
    pub fn into_config(self) -> Result<Config, ConfigError> {
        let mut config = Config::new(self.data.ok_or(ConfigError::NoData)?);
        config.database = self.database.as_deref().map(str::parse).transpose()?;
        config.s3 = self.s3;
        config.listen = self.listen.unwrap_or(config.listen);
        config.public_url = self.public_url;
        config.server_name = self.server_name;
        config.behind_proxy = self.behind_proxy.unwrap_or(false);
        config.blob_hours = self.blob_hours.unwrap_or(config.blob_hours);
        config.limits = self.limits.unwrap_or(config.limits);
        config.internal_providers = self.internal_providers.unwrap_or_default();
        config.mail = self.mail.unwrap_or(config.mail);
        config.breached_passwords = self.breached_passwords;
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        let mut config = Config::new("data");
        assert!(config.check().is_ok());
        config.listen = "0.0.0.0:8470".parse().unwrap();
        assert!(matches!(config.check(), Err(ConfigError::NotLoopback(_))));
        config.behind_proxy = true;
        assert!(config.check().is_ok());
        config.limits.guesses = u32::MAX;
        assert!(matches!(config.check(), Err(ConfigError::Guesses(_))));
        config.limits.guesses = MOST_GUESSES;
        assert!(config.check().is_ok());
        for (url, good) in [
            ("https://candor.example", true),
            ("http://localhost:9", true),
            ("http://candor.example", false),
            ("https://candor.example/path", false),
            ("https://user@candor.example", false),
            ("ftp://candor.example", false),
        ] {
            config.public_url = Some(url.parse().unwrap());
            assert_eq!(config.check().is_ok(), good, "{url}");
        }
    }

    #[test]
    fn a_database_elsewhere_is_spoken_to_in_secret() {
        let mut config = Config::new("data");
        for (address, good) in [
            ("postgres://candor@localhost/candor", true),
            ("postgres://candor@127.0.0.1:5433/candor?sslmode=disable", true),
            ("postgres://candor@db.example/candor", false),
            ("postgres://candor@db.example/candor?sslmode=prefer", false),
            ("postgres://candor@db.example/candor?sslmode=require", false),
            ("postgres://candor@db.example/candor?sslmode=verify-ca", false),
            ("postgres://candor@db.example/candor?sslmode=verify-full", true),
            ("postgres:///candor?host=/run/postgresql", true),
        ] {
            config.database = Some(address.parse().unwrap());
            assert_eq!(config.check().is_ok(), good, "{address}");
        }
        for address in ["", "mysql://localhost/candor", "/var/lib/candor.sqlite", "postgres://["] {
            assert!(matches!(address.parse::<Database>(), Err(ConfigError::Database)), "{address:?}");
        }
        let secret: Database = "postgres://candor:s3cret@localhost/work".parse().unwrap();
        assert_eq!(format!("{secret:?}"), "Database(localhost/work)");
    }

    #[test]
    fn a_bucket_elsewhere_is_spoken_to_in_secret() {
        let mut config = Config::new("data");
        for (endpoint, good) in
            [("http://127.0.0.1:9000", true), ("http://s3.example", false), ("https://s3.example", true)]
        {
            let file = format!("data = \"/a\"\n[s3]\nbucket = \"work\"\nendpoint = \"{endpoint}\"");
            config.s3 = toml::from_str::<Settings>(&file).unwrap().s3;
            assert_eq!(config.check().is_ok(), good, "{endpoint}");
        }
    }

    #[test]
    fn flags_go_before_the_file() {
        let file: Settings = toml::from_str("data = \"/a\"\nlisten = \"127.0.0.1:1\"").unwrap();
        let flags = Settings { data: Some("/b".into()), ..Settings::default() };
        let config = flags.over(file).into_config().unwrap();
        assert_eq!((config.data, config.listen.port()), ("/b".into(), 1));
        assert!(toml::from_str::<Settings>("dta = 1").is_err());
        let file: Settings = toml::from_str("[limits]\ndevice = { per_second = 9, burst = 10 }").unwrap();
        let limits = Limits { device: Rate { per_second: 9, burst: 10 }, ..Limits::default() };
        assert_eq!(file.limits, Some(limits));
        let file: Settings = toml::from_str("data = \"/a\"\nbreached_passwords = \"/b\"").unwrap();
        assert_eq!(
            Settings::default().over(file).into_config().unwrap().breached_passwords,
            Some("/b".into())
        );
    }
}
