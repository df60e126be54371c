//! The command line.

mod accounts;

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Context as _;
use candor_domain::{AgentId, Category, ClientId, DeviceId, ProjectId, time::Day};
use candor_server::{
    Config,
    admin::{self, Admin, NewClient, Quickstart, Role},
    config::{ConfigError, Settings},
};
use clap::{Args, Parser, Subcommand};
use url::Url;

use self::accounts::AccountCommand;
use crate::output::{Lines, note, result, say};

/// The backend of Candor: takes in consent ledgers and work records, and shows clients their work log.
#[derive(Debug, Parser)]
#[command(name = "candor-server", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve devices and clients until SIGTERM or Ctrl-C.
    ///
    /// CANDOR_DATABASE names a database of PostgreSQL, as postgres://USER@HOST/NAME?sslmode=verify-full; without one it is SQLite
    /// in the data folder. A table [s3] of the settings file names a bucket (bucket, region, endpoint, prefix) whose key is in
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without one pictures are files of the data folder.
    Serve(Serve),
    /// Make and list clients, members, projects, policies and invitations; read work logs.
    Admin(AdminArgs),
    /// Print the OpenAPI 3.1 document.
    Openapi,
}

#[derive(Debug, Args)]
struct Common {
    /// The folder of keys, and of database and pictures where nothing else is said of them; made where it isn't there.
    #[arg(long, global = true, env = "CANDOR_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// A TOML file with settings; flags and variables go before it.
    #[arg(long, global = true, env = "CANDOR_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// The address by which devices and people reach the server [default: http://LISTEN].
    #[arg(long, global = true, env = "CANDOR_PUBLIC_URL", value_name = "URL")]
    public_url: Option<Url>,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    common: Common,
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8470].
    #[arg(long, env = "CANDOR_LISTEN", value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The name in cosignatures [default: the public address's host at the first start].
    #[arg(long, env = "CANDOR_SERVER_NAME", value_name = "NAME")]
    server_name: Option<String>,
    /// A proxy in front speaks TLS: allows listening elsewhere than on the loopback.
    #[arg(long, env = "CANDOR_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Hours after which a picture that no accepted record names is deleted [default: 24].
    #[arg(long, env = "CANDOR_BLOB_HOURS", value_name = "N")]
    blob_hours: Option<u32>,
    /// A host of a client's identity provider (at port 443, or HOST:PORT) that may be on this machine or in its network; only public
    /// ones are asked otherwise.
    #[arg(long, env = "CANDOR_INTERNAL_PROVIDER", value_name = "HOST", value_delimiter = ',')]
    internal_provider: Vec<String>,
}

#[derive(Debug, Args)]
struct AdminArgs {
    #[command(flatten)]
    common: Common,
    /// Print one JSON document on standard output.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Make one of each, every category optional, and an invitation.
    Quickstart {
        /// Minutes that each item waits for the agent's review.
        #[arg(long, default_value_t = 10, value_name = "N")]
        review_minutes: u32,
        /// Screenshots an hour at most.
        #[arg(long, default_value_t = 6, value_name = "N")]
        screenshots_per_hour: u32,
        /// Webcam stills an hour at most.
        #[arg(long, default_value_t = 2, value_name = "N")]
        stills_per_hour: u32,
        /// Make the project for testing: it takes synthetic records.
        #[arg(long)]
        testing: bool,
    },
    /// Clients, the controllers.
    #[command(subcommand)]
    Client(ClientCommand),
    /// Members, who act for a client.
    #[command(subcommand)]
    Member(MemberCommand),
    /// Accounts, with which people sign in.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Projects of a client.
    #[command(subcommand)]
    Project(ProjectCommand),
    /// Policies of a project.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Invitations of agents.
    #[command(subcommand)]
    Invitation(InvitationCommand),
    /// Enrolled devices.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Record that an agent withdrew a category by another way than a device: it stops at once everywhere.
    Withdraw {
        /// The agent.
        #[arg(long)]
        agent: AgentId,
        /// The project.
        #[arg(long)]
        project: ProjectId,
        /// The category.
        #[arg(long)]
        category: Category,
    },
    /// Write what the client sees of an agent's day. Every picture written is a logged view.
    Worklog {
        /// The agent.
        #[arg(long)]
        agent: AgentId,
        /// The day, YYYY-MM-DD, cut in each session's zone.
        #[arg(long)]
        day: Day,
        /// The folder to write into; made where it isn't there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Contradictions that a person should look at.
    Alarms,
    /// Compare what is kept for reading, worked time and hourly sums, with the ledgers and records that it follows from.
    Check,
}

#[derive(Debug, Subcommand)]
enum ClientCommand {
    /// Make a client.
    Create {
        /// Its name.
        #[arg(long)]
        name: String,
        /// How to reach it about personal data.
        #[arg(long)]
        contact: String,
        /// Its postal address, for example "1 Example Street, 10115 Berlin, Germany".
        #[arg(long)]
        address: String,
        /// Under whose law it processes, for example "Germany, European Union".
        #[arg(long)]
        jurisdiction: String,
        /// The authority that takes complaints about it.
        #[arg(long)]
        authority: String,
        /// Who runs this server for it.
        #[arg(long)]
        operator: String,
    },
    /// List the clients.
    List,
    /// Say how a client's members have to sign in.
    SignIn {
        /// The client.
        #[arg(long)]
        client: ClientId,
        /// Whether they need an authenticator app or a passkey beside the password.
        #[arg(long, value_name = "BOOL", required_unless_present = "any_provider")]
        second_factor: Option<bool>,
        /// Don't make them sign in by the client's identity provider any more: for when it can't be reached for good.
        #[arg(long)]
        any_provider: bool,
    },
}

#[derive(Debug, Subcommand)]
enum MemberCommand {
    /// Make a member; the API token, which holds for a year, is shown this once.
    Create {
        /// The client.
        #[arg(long)]
        client: ClientId,
        /// The member's name, which agents see in the log of views.
        #[arg(long)]
        name: String,
        /// What the member is to the client.
        #[arg(long, value_enum)]
        role: Role,
        /// The member's e-mail address: makes also a link by which they come to sign in.
        #[arg(long)]
        email: Option<String>,
    },
    /// List a client's members.
    List {
        /// The client.
        #[arg(long)]
        client: ClientId,
    },
}

#[derive(Debug, Subcommand)]
enum ProjectCommand {
    /// Make a project.
    Create {
        /// The client.
        #[arg(long)]
        client: ClientId,
        /// Its name.
        #[arg(long)]
        name: String,
        /// Made for testing: takes synthetic records.
        #[arg(long)]
        testing: bool,
    },
    /// List a client's projects.
    List {
        /// The client.
        #[arg(long)]
        client: ClientId,
    },
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
    /// Publish a new version of a project's policy; it can't be changed afterwards.
    Publish {
        /// The project.
        #[arg(long)]
        project: ProjectId,
        /// JSON with `review_minutes`, `grace_hours`, `categories` and, where they are limited, `working_hours`.
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
    /// List a project's versions.
    List {
        /// The project.
        #[arg(long)]
        project: ProjectId,
    },
}

#[derive(Debug, Subcommand)]
enum InvitationCommand {
    /// Invite an agent; the link is shown this once.
    Create {
        /// The client.
        #[arg(long)]
        client: ClientId,
        /// The name of a new agent.
        #[arg(long, conflicts_with = "agent", required_unless_present = "agent")]
        name: Option<String>,
        /// An agent who is there already and needs another device.
        #[arg(long)]
        agent: Option<AgentId>,
        /// Days that it holds.
        #[arg(long, default_value_t = 7, value_name = "N")]
        days: u32,
    },
    /// List a client's invitations.
    List {
        /// The client.
        #[arg(long)]
        client: ClientId,
    },
}

#[derive(Debug, Subcommand)]
enum DeviceCommand {
    /// List a client's devices.
    List {
        /// The client.
        #[arg(long)]
        client: ClientId,
    },
    /// End an enrolment: nothing more is taken from the device.
    Revoke {
        /// The device.
        #[arg(long)]
        device: DeviceId,
    },
}

impl Common {
    fn settings(self) -> Result<Settings, ConfigError> {
        let file = self.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
        // No flag: everybody on the machine can read a program's arguments.
        let database = std::env::var("CANDOR_DATABASE").ok().filter(|address| !address.is_empty());
        let flags =
            Settings { data: self.data, database, public_url: self.public_url, ..Settings::default() };
        Ok(flags.over(file))
    }
}

impl Serve {
    fn config(self) -> Result<Config, ConfigError> {
        let flags = Settings {
            listen: self.listen,
            server_name: self.server_name,
            behind_proxy: self.behind_proxy.then_some(true),
            blob_hours: self.blob_hours,
            internal_providers: (!self.internal_provider.is_empty()).then_some(self.internal_provider),
            ..Settings::default()
        };
        flags.over(self.common.settings()?).into_config()
    }
}

impl Cli {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => run_server(serve.config()?).await,
            Command::Admin(args) => args.run().await,
            Command::Openapi => {
                say(candor_server::openapi_document().trim_end());
                Ok(())
            }
        }
    }
}

async fn run_server(config: Config) -> anyhow::Result<()> {
    // Statements and their values are nobody's business; the layers below say only what went wrong.
    let filter = tracing_subscriber::EnvFilter::try_from_env("CANDOR_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,candor_server=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(|| Lines(std::io::stderr())).init();
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let shutdown = async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    let serving = candor_server::serve(config, shutdown).await?;
    say(format_args!("candor-server ready at http://{}", serving.address));
    if let Some(code) = &serving.set_up_code {
        note(format_args!(
            "Nobody has an account yet. Open {} and set it up with this code: {code}",
            serving.public_url
        ));
    }
    serving.finished().await;
    Ok(())
}

impl AdminArgs {
    async fn run(self) -> anyhow::Result<()> {
        let json = self.json;
        let config = self.common.settings()?.into_config()?;
        let admin = Admin::open(&config).await?;
        let done = run_admin(&admin, self.command, json).await;
        admin.close().await;
        done
    }
}

async fn run_admin(admin: &Admin, command: AdminCommand, json: bool) -> anyhow::Result<()> {
    match command {
        AdminCommand::Quickstart { review_minutes, screenshots_per_hour, stills_per_hour, testing } => {
            let wanted = Quickstart { review_minutes, screenshots_per_hour, stills_per_hour, testing };
            let made = admin.quickstart(wanted).await?;
            result(json, &made, || made.lines())
        }
        AdminCommand::Client(ClientCommand::Create {
            name,
            contact,
            address,
            jurisdiction,
            authority,
            operator,
        }) => {
            let new = NewClient { name, contact, address, jurisdiction, authority, operator };
            let made = admin.create_client(new).await?;
            result(json, &made, || vec![format!("client {}", made.id)])
        }
        AdminCommand::Client(ClientCommand::List) => list(json, &admin.clients().await?),
        AdminCommand::Client(ClientCommand::SignIn { client, second_factor, any_provider }) => {
            let mut said = Vec::new();
            if let Some(needed) = second_factor {
                admin.require_second_factor(client, needed).await?;
                said.push(format!("client {client}: second factor needed: {needed}"));
            }
            if any_provider {
                let changed = admin.release_from_provider(client).await?;
                let was = if changed { "not needed any more" } else { "wasn't needed" };
                said.push(format!("client {client}: sign-in by its identity provider: {was}"));
            }
            let done = serde_json::json!({
                "client": client, "second_factor": second_factor, "provider_required": any_provider.then_some(false),
            });
            result(json, &done, || said)
        }
        AdminCommand::Account(command) => command.run(admin, json).await,
        AdminCommand::Member(MemberCommand::Create { client, name, role, email }) => {
            let made = admin.create_member(client, &name, role, email.as_deref()).await?;
            result(json, &made, || {
                let mut lines =
                    vec![format!("member {}", made.id), format!("token {} (shown this once)", made.token)];
                lines.extend(made.link.iter().map(|link| format!("link {link} (shown this once)")));
                lines
            })
        }
        AdminCommand::Member(MemberCommand::List { client }) => list(json, &admin.members(client).await?),
        AdminCommand::Project(ProjectCommand::Create { client, name, testing }) => {
            let made = admin.create_project(client, &name, testing).await?;
            result(json, &made, || vec![format!("project {}", made.id)])
        }
        AdminCommand::Project(ProjectCommand::List { client }) => list(json, &admin.projects(client).await?),
        AdminCommand::Policy(PolicyCommand::Publish { project, file }) => {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("{} can't be read", file.display()))?;
            let draft = admin::PolicyDraft::parse(&text)
                .with_context(|| format!("{} isn't a policy; nothing was published", file.display()))?;
            let made = admin.publish(project, draft).await?;
            result(json, &made, || {
                vec![format!("policy of project {project}, version {} published", made.policy.version)]
            })
        }
        AdminCommand::Policy(PolicyCommand::List { project }) => list(json, &admin.policies(project).await?),
        AdminCommand::Invitation(InvitationCommand::Create { client, name, agent, days }) => {
            let whom = match (agent, name) {
                (Some(agent), _) => admin::Invitee::Known(agent),
                (None, name) => admin::Invitee::New(name.unwrap_or_default()),
            };
            let made = admin.invite(client, whom, days).await?;
            result(json, &made, || {
                vec![
                    format!("agent {}", made.agent),
                    format!("invitation {} (shown this once)", made.invitation),
                    format!("until {}", made.expires_at),
                ]
            })
        }
        AdminCommand::Invitation(InvitationCommand::List { client }) => {
            list(json, &admin.invitations(client).await?)
        }
        AdminCommand::Device(DeviceCommand::List { client }) => list(json, &admin.devices(client).await?),
        AdminCommand::Device(DeviceCommand::Revoke { device }) => {
            admin.revoke(device).await?;
            result(json, &serde_json::json!({ "device": device, "revoked": true }), || {
                vec![format!("device {device}: nothing more is taken from it")]
            })
        }
        AdminCommand::Withdraw { agent, project, category } => {
            admin.withdraw(agent, project, category).await?;
            let done = serde_json::json!({ "agent": agent, "project": project, "category": category });
            result(json, &done, || vec![format!("{category} withdrawn for agent {agent}")])
        }
        AdminCommand::Worklog { agent, day, out } => {
            let written = admin.write_worklog(agent, day, &out).await?;
            result(json, &written, || {
                vec![format!(
                    "{}: {} sessions, {} samples, {} captures, {} notes, {} gaps",
                    out.join("worklog.json").display(),
                    written.sessions.len(),
                    written.samples.len(),
                    written.captures.len(),
                    written.notes.len(),
                    written.gaps.len()
                )]
            })
        }
        AdminCommand::Check => {
            let differences = admin.check().await?;
            result(json, &differences, || differences.clone())?;
            anyhow::ensure!(differences.is_empty(), "{} differences; please report them", differences.len());
            Ok(())
        }
        AdminCommand::Alarms => list(json, &admin.alarms().await?),
    }
}

fn list<T: serde::Serialize + std::fmt::Display>(json: bool, rows: &[T]) -> anyhow::Result<()> {
    result(json, &rows, || rows.iter().map(ToString::to_string).collect())
}
