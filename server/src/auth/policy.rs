//! Who may do what: the one place that says so.
//!
//! What isn't allowed here is refused. A permission carries the organisation of the one who was authenticated, and queries
//! take the organisation from nowhere else: other organisations' things don't exist for them.

use candor_consent::PublicKey;
use candor_domain::{AgentId, ClientId, DeviceId, MemberId};
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
}

/// What a member is to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Decides what is collected.
    Owner,
    /// Reads the work log.
    Reviewer,
    /// Reads the work log to see that all is in order.
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
    /// Read an agent's work log.
    ReadWorkLog,
    /// Look at a capture; the look is logged.
    LookAtCapture,
    /// Read the team's days, timesheets, statistics, people and projects.
    ReadTeam,
    /// Approve or question worked time, and answer comments on it.
    ReviewTime,
    /// Invite agents, take invitations back, end enrolments.
    ManagePeople,
    /// Make projects and publish their policies.
    ManageProjects,
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
        (Principal::Member(member), A::ReadWorkLog | A::LookAtCapture | A::ReadTeam) => match member.role {
            Role::Owner | Role::Reviewer | Role::Auditor => Ok(member.organisation),
        },
        (
            Principal::Member(Member { organisation, role: Role::Owner | Role::Reviewer, .. }),
            A::ReviewTime,
        )
        | (
            Principal::Member(Member { organisation, role: Role::Owner, .. }),
            A::ManagePeople | A::ManageProjects,
        ) => Ok(*organisation),
        _ => Err(ApiError::new(ErrorCode::Forbidden, "This account may not do that.")),
    }
}

#[cfg(test)]
mod tests {
    use candor_consent::DeviceKey;
    use candor_domain::Timestamp;

    use super::*;

    #[test]
    fn nobody_does_what_is_the_others() {
        let at = Timestamp::from_millis(0);
        let organisation = Organisation::of(ClientId::new(at, [1; 10]));
        let device = Principal::Device(Device {
            organisation,
            agent: AgentId::new(at, [2; 10]),
            id: DeviceId::new(at, [3; 10]),
            key: DeviceKey::from_seed(&[4; 32]).public(),
        });
        let member = |role| {
            Principal::Member(Member { organisation, id: MemberId::new(at, [5; 10]), name: "M".into(), role })
        };
        use Action as A;
        for action in
            [A::ReadPolicies, A::AppendLedger, A::PutBlob, A::SendRecords, A::EraseOwn, A::ReadOwnViews]
        {
            assert!(permit(&device, action).is_ok(), "{action:?}");
            assert!(permit(&member(Role::Owner), action).is_err(), "{action:?}");
        }
        let may = |action: A| {
            assert!(permit(&device, action).is_err(), "{action:?}");
            [Role::Owner, Role::Reviewer, Role::Auditor].map(|role| permit(&member(role), action).is_ok())
        };
        for action in [A::ReadWorkLog, A::LookAtCapture, A::ReadTeam] {
            assert_eq!(may(action), [true, true, true], "{action:?}");
        }
        assert_eq!(may(A::ReviewTime), [true, true, false]);
        for action in [A::ManagePeople, A::ManageProjects] {
            assert_eq!(may(action), [true, false, false], "{action:?}");
        }
    }
}
