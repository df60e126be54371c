//! Who may do what: the one place that says so.
//!
//! What isn't allowed here is refused. A permission carries the organisation of the one who was authenticated, and queries
//! take the organisation from nowhere else: other organisations' things don't exist for them.

use candor_consent::PublicKey;
use candor_domain::{AccountId, AgentId, ClientId, DeviceId, MemberId};
use candor_wire::ErrorCode;

use crate::error::ApiError;

/// The organisation in whose name something is asked. Made from an authenticated principal or by the operator, never from a
/// request's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Organisation(ClientId);

impl Organisation {
    /// The organisation that a credential belongs to, or that the operator named.
    pub(crate) const fn of(client: ClientId) -> Self {
        Self(client)
    }

    pub(crate) const fn client(self) -> ClientId {
        self.0
    }
}

/// Somebody who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Principal {
    /// An enrolled device, acting for its agent.
    Device(Device),
    /// A member of a client.
    Member(Member),
    /// An agent on their own page.
    Agent(Agent),
    /// Whoever runs the server.
    Operator(Operator),
}

/// An enrolled device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) organisation: Organisation,
    pub(crate) agent: AgentId,
    pub(crate) id: DeviceId,
    pub(crate) key: PublicKey,
}

/// A member of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) organisation: Organisation,
    pub(crate) id: MemberId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) scopes: Scopes,
}

/// An agent as one client knows them, by the account that they signed in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Agent {
    pub(crate) organisation: Organisation,
    pub(crate) id: AgentId,
    pub(crate) account: AccountId,
}

/// An account that runs the server: it makes clients, and sees nothing of their work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operator {
    pub(crate) account: AccountId,
}

/// What a member is to the client.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides what is collected, and who else is a member.
    Owner,
    /// Reads the work log.
    Reviewer,
    /// Reads the work log and the audit log to see that all is in order.
    Auditor,
}

impl Role {
    /// The name in the database and in the log of views.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Reviewer => "reviewer",
            Self::Auditor => "auditor",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Owner, Self::Reviewer, Self::Auditor].into_iter().find(|role| role.name() == name)
    }
}

/// What an API token may be for. It never allows more than its member's role does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub(crate) enum Scope {
    /// Read work logs.
    #[serde(rename = "worklog:read")]
    WorklogRead,
    /// Question and answer for work, approve it.
    #[serde(rename = "worklog:write")]
    WorklogWrite,
    /// Look at captures; each look is logged.
    #[serde(rename = "captures:read")]
    CapturesRead,
    /// Read projects, policies and notices.
    #[serde(rename = "policies:read")]
    PoliciesRead,
    /// Make projects and publish policies.
    #[serde(rename = "policies:write")]
    PoliciesWrite,
    /// Read agents, members, devices and consents.
    #[serde(rename = "people:read")]
    PeopleRead,
    /// Invite agents and revoke devices.
    #[serde(rename = "people:write")]
    PeopleWrite,
    /// Read the audit log.
    #[serde(rename = "audit:read")]
    AuditRead,
}

impl Scope {
    pub(crate) const ALL: [Self; 8] = [
        Self::WorklogRead,
        Self::WorklogWrite,
        Self::CapturesRead,
        Self::PoliciesRead,
        Self::PoliciesWrite,
        Self::PeopleRead,
        Self::PeopleWrite,
        Self::AuditRead,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::WorklogRead => "worklog:read",
            Self::WorklogWrite => "worklog:write",
            Self::CapturesRead => "captures:read",
            Self::PoliciesRead => "policies:read",
            Self::PoliciesWrite => "policies:write",
            Self::PeopleRead => "people:read",
            Self::PeopleWrite => "people:write",
            Self::AuditRead => "audit:read",
        }
    }
}

/// How far a member's credential reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// A session: all that the role allows.
    Session,
    /// An API token: of what the role allows, only this.
    Token(Vec<Scope>),
}

impl Scopes {
    /// Whether it reaches to an action. Some actions are a person's alone, whatever a token says.
    fn reach(&self, action: Action) -> bool {
        match self {
            Self::Session => true,
            Self::Token(scopes) => action.scope().is_some_and(|scope| scopes.contains(&scope)),
        }
    }
}

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Read the policies and notices open to the agent.
    ReadPolicies,
    /// Append to the device's ledger.
    AppendLedger,
    /// Put or look for a blob of the device.
    PutBlob,
    /// Send work records of the device.
    SendRecords,
    /// Delete or black out what the device sent.
    EraseOwn,
    /// Read who looked at the agent's captures.
    ReadOwnViews,
    /// Read all that the server holds about the agent, and take it away.
    ReadOwn,
    /// Answer what is said about the agent's time.
    AnswerReview,
    /// Read an agent's work log.
    ReadWorkLog,
    /// Look at a capture; the look is logged.
    LookAtCapture,
    /// Read the team's days, timesheets and statistics.
    ReadTeam,
    /// Read who the agents are, their devices and what they decided.
    ReadPeople,
    /// Read projects, policies and notices.
    ReadProjects,
    /// Approve or question worked time, and answer comments on it.
    ReviewTime,
    /// Invite agents, take invitations back, end enrolments.
    ManagePeople,
    /// Make projects and publish their policies.
    ManageProjects,
    /// Read who the members are.
    ReadMembers,
    /// Invite, change and remove members; give agents the link to their page.
    ManageMembers,
    /// Make, list and revoke API tokens.
    ManageTokens,
    /// Read the audit log.
    ReadAudit,
    /// Change how members have to sign in.
    ManageClient,
    /// List and make the clients of the server; nobody's organisation.
    ManageClients,
}

impl Action {
    /// The scope that an API token needs for it; none has those that are a person's alone.
    const fn scope(self) -> Option<Scope> {
        match self {
            Self::ReadWorkLog | Self::ReadTeam => Some(Scope::WorklogRead),
            Self::LookAtCapture => Some(Scope::CapturesRead),
            Self::ReviewTime => Some(Scope::WorklogWrite),
            Self::ManagePeople => Some(Scope::PeopleWrite),
            Self::ManageProjects => Some(Scope::PoliciesWrite),
            Self::ReadMembers | Self::ReadPeople => Some(Scope::PeopleRead),
            Self::ReadProjects => Some(Scope::PoliciesRead),
            Self::ReadAudit => Some(Scope::AuditRead),
            // A token that could make members or tokens could make itself more than it is.
            Self::ManageMembers | Self::ManageTokens | Self::ManageClient | Self::ManageClients => None,
            Self::ReadPolicies
            | Self::AppendLedger
            | Self::PutBlob
            | Self::SendRecords
            | Self::EraseOwn
            | Self::ReadOwnViews
            | Self::ReadOwn
            | Self::AnswerReview => None,
        }
    }
}

fn forbidden() -> ApiError {
    ApiError::new(ErrorCode::Forbidden, "This account may not do that.")
}

/// Whether a principal may do it; the organisation that it may do it in.
///
/// # Errors
/// [`ErrorCode::Forbidden`].
pub(crate) fn permit(who: &Principal, action: Action) -> Result<Organisation, ApiError> {
    use Action as A;
    match (who, action) {
        (
            Principal::Device(device),
            A::ReadPolicies | A::AppendLedger | A::PutBlob | A::SendRecords | A::EraseOwn | A::ReadOwnViews,
        ) => Ok(device.organisation),
        (Principal::Member(member), action) => {
            let allowed = match member.role {
                Role::Owner => matches!(
                    action,
                    A::ReadWorkLog
                        | A::LookAtCapture
                        | A::ReadTeam
                        | A::ReadPeople
                        | A::ReadProjects
                        | A::ReviewTime
                        | A::ManagePeople
                        | A::ManageProjects
                        | A::ReadMembers
                        | A::ManageMembers
                        | A::ManageTokens
                        | A::ReadAudit
                        | A::ManageClient
                ),
                Role::Reviewer => {
                    matches!(
                        action,
                        A::ReadWorkLog
                            | A::LookAtCapture
                            | A::ReadTeam
                            | A::ReadPeople
                            | A::ReadProjects
                            | A::ReviewTime
                    )
                }
                Role::Auditor => {
                    matches!(
                        action,
                        A::ReadWorkLog
                            | A::LookAtCapture
                            | A::ReadTeam
                            | A::ReadPeople
                            | A::ReadProjects
                            | A::ReadMembers
                            | A::ReadAudit
                    )
                }
            };
            if allowed && member.scopes.reach(action) { Ok(member.organisation) } else { Err(forbidden()) }
        }
        (Principal::Agent(agent), A::ReadOwnViews | A::ReadOwn | A::AnswerReview) => Ok(agent.organisation),
        _ => Err(forbidden()),
    }
}

/// Whether a principal may do something that is about the server and no organisation.
///
/// # Errors
/// [`ErrorCode::Forbidden`].
pub(crate) fn permit_server(who: &Principal, action: Action) -> Result<(), ApiError> {
    match (who, action) {
        (Principal::Operator(_), Action::ManageClients) => Ok(()),
        _ => Err(forbidden()),
    }
}

#[cfg(test)]
mod tests {
    use candor_consent::DeviceKey;
    use candor_domain::Timestamp;

    use super::*;

    const DEVICES: [Action; 6] = [
        Action::ReadPolicies,
        Action::AppendLedger,
        Action::PutBlob,
        Action::SendRecords,
        Action::EraseOwn,
        Action::ReadOwnViews,
    ];
    const OWN: [Action; 3] = [Action::ReadOwnViews, Action::ReadOwn, Action::AnswerReview];
    const READING: [Action; 5] = [
        Action::ReadWorkLog,
        Action::LookAtCapture,
        Action::ReadTeam,
        Action::ReadPeople,
        Action::ReadProjects,
    ];
    const REVIEWING: [Action; 1] = [Action::ReviewTime];
    const MANAGING: [Action; 2] = [Action::ManagePeople, Action::ManageProjects];
    const AUDITING: [Action; 2] = [Action::ReadMembers, Action::ReadAudit];
    const OWNING: [Action; 3] = [Action::ManageMembers, Action::ManageTokens, Action::ManageClient];

    /// Everything that is done in an organisation.
    fn all() -> impl Iterator<Item = Action> {
        let members = READING.into_iter().chain(REVIEWING).chain(AUDITING).chain(MANAGING).chain(OWNING);
        DEVICES.into_iter().chain(OWN).chain(members)
    }

    fn at() -> Timestamp {
        Timestamp::from_millis(0)
    }

    fn organisation() -> Organisation {
        Organisation::of(ClientId::new(at(), [1; 10]))
    }

    fn member(role: Role, scopes: Scopes) -> Principal {
        let id = MemberId::new(at(), [5; 10]);
        Principal::Member(Member { organisation: organisation(), id, name: "M".into(), role, scopes })
    }

    #[test]
    fn nobody_does_what_is_the_others() {
        let device = Principal::Device(Device {
            organisation: organisation(),
            agent: AgentId::new(at(), [2; 10]),
            id: DeviceId::new(at(), [3; 10]),
            key: DeviceKey::from_seed(&[4; 32]).public(),
        });
        let account = AccountId::new(at(), [6; 10]);
        let agent = Principal::Agent(Agent {
            organisation: organisation(),
            id: AgentId::new(at(), [2; 10]),
            account,
        });
        let [owner, reviewer, auditor] =
            [Role::Owner, Role::Reviewer, Role::Auditor].map(|role| member(role, Scopes::Session));
        let operator = Principal::Operator(Operator { account });
        assert!(permit_server(&operator, Action::ManageClients).is_ok());
        for who in [&device, &agent, &owner, &reviewer, &auditor] {
            assert!(permit_server(who, Action::ManageClients).is_err(), "{who:?}");
            assert!(permit(who, Action::ManageClients).is_err(), "{who:?}");
        }
        for action in all() {
            assert!(permit(&operator, action).is_err(), "{action:?}: what is a client's");
            assert!(permit_server(&operator, action).is_err(), "{action:?}");
            let expected = |may: &[&[Action]]| may.iter().any(|actions| actions.contains(&action));
            for (who, may) in [
                (&device, expected(&[&DEVICES])),
                (&agent, expected(&[&OWN])),
                (&owner, expected(&[&READING, &REVIEWING, &AUDITING, &MANAGING, &OWNING])),
                (&reviewer, expected(&[&READING, &REVIEWING])),
                (&auditor, expected(&[&READING, &AUDITING])),
            ] {
                assert_eq!(permit(who, action).is_ok(), may, "{who:?} {action:?}");
            }
        }
    }

    #[test]
    fn a_scope_lessens_and_never_adds() {
        for action in all() {
            for role in [Role::Owner, Role::Reviewer, Role::Auditor] {
                let by_session = permit(&member(role, Scopes::Session), action).is_ok();
                let all = permit(&member(role, Scopes::Token(Scope::ALL.into())), action).is_ok();
                assert_eq!(all, by_session && !OWNING.contains(&action), "{role:?} {action:?}");
                assert!(permit(&member(role, Scopes::Token(Vec::new())), action).is_err());
                for scope in Scope::ALL {
                    let one = permit(&member(role, Scopes::Token(vec![scope])), action).is_ok();
                    assert_eq!(one, all && action.scope() == Some(scope), "{scope:?} {action:?}");
                }
            }
        }
    }
}
