//! Answers about what is agreed on: invitations, projects, notices, decisions.

use candor_domain::{
    Category, DeviceId, Policy, ProjectId, Sha256Hash, Timestamp,
    notice::{Change, Notice},
    policy::{Client, PolicyVersion, Project, Requirement},
};
use serde::{Deserialize, Serialize};

#[allow(unused_imports, reason = "named in the documentation")]
use super::Request;

/// Answer of [`Request::Preview`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct InvitationPreview {
    /// The server's address.
    pub server: String,
    /// Whether the way there is encrypted; only a server on this machine is spoken to without.
    pub encrypted: bool,
    /// The client.
    pub client: Client,
    /// The projects that would be open to the agent.
    pub projects: Vec<Project>,
    /// Until when it is good.
    pub expires: Timestamp,
}

/// Answer of [`Request::Enroll`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Enrolled {
    /// The enrolment.
    pub device: DeviceId,
    /// The client.
    pub client: Client,
    /// The projects open to the agent.
    pub projects: Vec<Project>,
}

/// Answer of [`Request::Projects`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Projects {
    /// The projects.
    pub projects: Vec<ProjectStatus>,
}

/// A project and where the agent's decisions stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProjectStatus {
    /// The project.
    pub project: Project,
    /// The version of the current policy.
    pub policy_version: Option<PolicyVersion>,
    /// Each category that is collected.
    pub categories: Vec<CategoryStatus>,
    /// Whether a session can start.
    pub ready: bool,
}

/// Where the decision about one category stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CategoryStatus {
    /// The category.
    pub category: Category,
    /// Optional or required.
    pub requirement: Requirement,
    /// How many an hour.
    pub per_hour: u32,
    /// What holds now.
    pub consent: ConsentState,
    /// When it was decided.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The notice decided on.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Sha256Hash>,
    /// The receipt.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Sha256Hash>,
}

/// What a decision amounts to under the current policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Granted.
    Granted,
    /// Declined.
    Declined,
    /// Withdrawn.
    Withdrawn,
    /// Nothing was decided.
    Undecided,
    /// Granted, but the policy now asks for more: nothing is captured until the agent decides again.
    Widened,
}

/// Answer of [`Request::Notice`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShownNotice {
    /// The notice.
    #[serde(flatten)]
    pub notice: Notice,
    /// The policy that it renders.
    pub policy: Policy,
    /// Where the decisions stand.
    pub categories: Vec<CategoryStatus>,
    /// What has changed since the agent decided, in words; empty where nothing was decided or nothing changed.
    pub changes: Vec<Change>,
    /// The languages that the notice can be had in, as BCP 47 tags.
    pub languages: Vec<String>,
}

/// Answer of [`Request::Decide`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Decided {
    /// The project.
    pub project: ProjectId,
    /// The categories after it.
    pub categories: Vec<CategoryStatus>,
    /// Items that waited in a withdrawn category: frozen until the agent chooses, deleted after a day.
    pub frozen: u64,
}
