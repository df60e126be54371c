//! What the operator does: on the data folder itself, also while a server works on it.

mod accounts;
mod check;
mod clients;
mod list;
mod policy;
mod worklog;

use std::path::PathBuf;

use candor_domain::{AgentId, Category, ClientId, DeviceId, ProjectId, policy::PolicyVersion};
use candor_wire::ErrorCode;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use url::Url;

pub(crate) use self::clients::insert_client;
pub use self::{
    accounts::{AccountRow, ResetLink, SignedOut},
    clients::{MadeMember, NewClient},
    list::{AlarmRow, ClientRow, DeviceRow, InvitationRow, MemberRow, PolicyRow, ProjectRow},
    policy::{PolicyDraft, PolicyError},
};
use crate::{
    audit::Actor,
    auth::policy::Organisation,
    blobs::Blobs,
    config::Config,
    db::{Db, DbId, entity},
    env::Environment,
    error::{ApiError, sentence},
    keys::{self, KeyError},
    ledgers, people, projects,
    serve::{PUBLIC_URL, recall},
};
pub use crate::{
    auth::policy::Role,
    people::{Invitee, MadeInvitation},
    projects::Published,
};

/// Why something could not be administered. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The data folder or a key in it.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database.
    #[error("the database refused; nothing was changed")]
    Database(#[from] sea_orm::DbErr),
    /// The folder of blobs.
    #[error("the folder of blobs can't be opened")]
    Blobs(#[from] object_store::Error),
    /// Nothing has that id.
    #[error("there is no {0} {1}; `admin {0} list` shows which there are")]
    Unknown(&'static str, String),
    /// Nobody would run the server.
    #[error("{0} is the only operator who can sign in; nothing was changed")]
    LastOperator(String),
    /// The account is of no use for it.
    #[error("the account {0} is disabled; `admin account enable` lets it be used again")]
    Disabled(String),
    /// A text that must say something.
    #[error("{0} must not be empty; nothing was changed")]
    Empty(&'static str),
    /// The policy says too little or contradicts itself.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A file can't be written.
    #[error("{0} can't be written")]
    Write(PathBuf, #[source] std::io::Error),
    /// Somebody published meanwhile.
    #[error("version {0} is the newest by now; nothing was published")]
    Outdated(PolicyVersion),
    /// Reading the work log.
    #[error("{0}")]
    Read(String),
}

impl From<AdminError> for ApiError {
    fn from(error: AdminError) -> Self {
        let detail = sentence(&error.to_string());
        match error {
            AdminError::Unknown(..) => Self::not_found(),
            AdminError::Empty(_) | AdminError::Policy(_) => Self::new(ErrorCode::Malformed, detail),
            AdminError::Outdated(_) => Self::new(ErrorCode::Outdated, detail),
            AdminError::Database(error) => error.into(),
            error => Self::internal("administration", error),
        }
    }
}

impl From<ApiError> for AdminError {
    fn from(error: ApiError) -> Self {
        Self::Read(error.detail().into())
    }
}

/// The operator's hand on a data folder.
pub struct Admin {
    db: Db,
    blobs: Blobs,
    env: Environment,
    public_url: Url,
}

/// Something that was made.
#[derive(Debug, Clone, Serialize)]
pub struct Made<T> {
    /// Its id.
    pub id: T,
}

/// What `quickstart` makes.
#[derive(Debug, Clone, Copy)]
pub struct Quickstart {
    /// Minutes that each item waits for the agent's review.
    pub review_minutes: u32,
    /// Screenshots an hour at most.
    pub screenshots_per_hour: u32,
    /// Webcam stills an hour at most.
    pub stills_per_hour: u32,
    /// Whether the project takes synthetic records.
    pub testing: bool,
}

/// What `quickstart` made.
#[derive(Debug, Clone, Serialize)]
pub struct QuickstartMade {
    /// The client.
    pub client: ClientId,
    /// Its owner, with an API token.
    pub member: MadeMember,
    /// The agent.
    pub agent: AgentId,
    /// The project.
    pub project: ProjectId,
    /// Its policy's version.
    pub policy: PolicyVersion,
    /// The invitation's link.
    pub invitation: String,
}

impl QuickstartMade {
    /// The same for people.
    pub fn lines(&self) -> Vec<String> {
        vec![
            format!("client     {}", self.client),
            format!("member     {} (owner), token {}", self.member.id, self.member.token),
            format!("project    {}, policy version {}", self.project, self.policy),
            format!("agent      {}", self.agent),
            format!("invitation {}", self.invitation),
            String::new(),
            format!("Next, on the agent's computer: candor enroll '{}'", self.invitation),
        ]
    }
}

impl Admin {
    /// Opens a data folder, making it where it isn't there.
    ///
    /// # Errors
    /// Where it can't be used.
    pub async fn open(config: &Config) -> Result<Self, AdminError> {
        keys::data_folder(&config.data)?;
        let db = Db::open(config).await?;
        let served = recall(&db, PUBLIC_URL).await?.and_then(|url| url.parse().ok());
        let default = || format!("http://{}/", config.listen).parse().ok();
        let public_url = config.public_url.clone().or(served).or_else(default);
        let public_url =
            public_url.ok_or_else(|| AdminError::Unknown("public address", "of the server".into()))?;
        Ok(Self { db, blobs: Blobs::open(config)?, env: config.env.clone(), public_url })
    }

    /// Closes the database.
    pub async fn close(self) {
        self.db.close().await;
    }

    /// Makes a project.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn create_project(
        &self,
        client: ClientId,
        name: &str,
        testing: bool,
    ) -> Result<Made<ProjectId>, AdminError> {
        let organisation = self.organisation(client).await?;
        let id =
            projects::create(&self.db, &self.env, organisation, name, testing, &Actor::command()).await?;
        Ok(Made { id })
    }

    /// Publishes the next version of a project's policy, and renders its notice in every language once and for all.
    ///
    /// # Errors
    /// Where there is no such project, or the policy says too little.
    pub async fn publish(&self, project: ProjectId, draft: PolicyDraft) -> Result<Published, AdminError> {
        let organisation = self.owner_of(project).await?;
        projects::publish(&self.db, &self.env, organisation, project, draft, None, &Actor::command()).await
    }

    /// Invites an agent; of the secret in the link only the hash is kept.
    ///
    /// # Errors
    /// Where there is no such client or agent.
    pub async fn invite(
        &self,
        client: ClientId,
        whom: Invitee,
        days: u32,
    ) -> Result<MadeInvitation, AdminError> {
        let organisation = self.organisation(client).await?;
        people::invite(&self.db, &self.env, &self.public_url, organisation, whom, days, &Actor::command())
            .await
    }

    /// Makes one of each.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn quickstart(&self, wanted: Quickstart) -> Result<QuickstartMade, AdminError> {
        let client = self
            .create_client(NewClient {
                name: "Example Client".into(),
                contact: "privacy@client.example".into(),
                address: "1 Example Street, 10115 Berlin, Germany".into(),
                jurisdiction: "Germany, European Union".into(),
                authority: "Example Data Protection Authority, https://authority.example".into(),
                operator: "Example Operator".into(),
            })
            .await?;
        let member = self.create_member(client.id, "Example Owner", Role::Owner, None).await?;
        let project = self.create_project(client.id, "Example Project", wanted.testing).await?;
        let published = self.publish(project.id, PolicyDraft::quickstart(wanted)).await?;
        let invitation = self.invite(client.id, Invitee::New("Example Agent".into()), 7).await?;
        Ok(QuickstartMade {
            client: client.id,
            member,
            agent: invitation.agent,
            project: project.id,
            policy: published.policy.version,
            invitation: invitation.invitation,
        })
    }

    /// Ends an enrolment.
    ///
    /// # Errors
    /// Where there is no such device.
    pub async fn revoke(&self, device: DeviceId) -> Result<(), AdminError> {
        let row = entity::device::Entity::find()
            .filter(entity::device::Column::Id.eq(device.db()))
            .one(&self.db.read)
            .await?
            .ok_or_else(|| AdminError::Unknown("device", device.to_string()))?;
        let organisation = Organisation::of(ClientId::from_db(row.client_id));
        people::revoke(&self.db, &self.env, organisation, device, &Actor::command()).await
    }

    /// Records that an agent withdrew a category elsewhere than on a device.
    ///
    /// # Errors
    /// Where there is no such agent or project.
    pub async fn withdraw(
        &self,
        agent: AgentId,
        project: ProjectId,
        category: Category,
    ) -> Result<(), AdminError> {
        let organisation = self.owner_of(project).await?;
        let key = (organisation.client().db(), agent.db());
        let there = entity::agent::Entity::find_by_id(key).one(&self.db.read).await?;
        there.ok_or_else(|| AdminError::Unknown("agent", agent.to_string()))?;
        let transaction = self.db.begin().await?;
        let what = (project, category);
        ledgers::withdraw_elsewhere(&transaction, organisation, agent, None, what, &self.env).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The organisation that the operator names.
    async fn organisation(&self, client: ClientId) -> Result<Organisation, AdminError> {
        let there = entity::client::Entity::find_by_id(client.db()).one(&self.db.read).await?;
        there.ok_or_else(|| AdminError::Unknown("client", client.to_string()))?;
        Ok(Organisation::of(client))
    }

    /// The organisation whose project it is.
    async fn owner_of(&self, project: ProjectId) -> Result<Organisation, AdminError> {
        let row = entity::project::Entity::find()
            .filter(entity::project::Column::Id.eq(project.db()))
            .one(&self.db.read)
            .await?
            .ok_or_else(|| AdminError::Unknown("project", project.to_string()))?;
        Ok(Organisation::of(ClientId::from_db(row.client_id)))
    }
}

pub(crate) fn not_empty(what: &'static str, text: &str) -> Result<(), AdminError> {
    if text.trim().is_empty() { Err(AdminError::Empty(what)) } else { Ok(()) }
}
