//! Sessions of work: what happens to them and why.

use serde::{Deserialize, Serialize};

/// What happened to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionEvent {
    /// The agent began to work.
    Started,
    /// Recording stopped for a while.
    Paused,
    /// The agent went on.
    Resumed,
    /// The session ended for good.
    Stopped,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// No session.
    Idle,
    /// Work is being recorded.
    Running,
    /// A session exists, nothing is recorded.
    Paused,
}

impl SessionState {
    /// The state after `event`, or nothing where the event can't happen.
    pub fn after(self, event: SessionEvent) -> Option<Self> {
        match (self, event) {
            (Self::Idle, SessionEvent::Started) => Some(Self::Running),
            (Self::Running, SessionEvent::Paused) => Some(Self::Paused),
            (Self::Paused, SessionEvent::Resumed) => Some(Self::Running),
            (Self::Running | Self::Paused, SessionEvent::Stopped) => Some(Self::Idle),
            _ => None,
        }
    }
}

/// Why a session was paused or stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionReason {
    /// The agent asked for it.
    Agent,
    /// No activity was counted for a while.
    Idle,
    /// The screen was locked.
    ScreenLocked,
    /// The machine went to sleep.
    Suspended,
    /// Outside the policy's working hours.
    WorkingHours,
    /// The indicator could not be shown.
    IndicatorLost,
    /// The sensor process ended by itself.
    SensorLost,
    /// What was captured could not be stored, for want of room mostly.
    StorageFull,
    /// A required category is no longer granted.
    ConsentMissing,
    /// Candor ended without a chance to say so; found at the next start.
    Crash,
}

impl SessionReason {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Agent,
        Self::Idle,
        Self::ScreenLocked,
        Self::Suspended,
        Self::WorkingHours,
        Self::IndicatorLost,
        Self::SensorLost,
        Self::StorageFull,
        Self::ConsentMissing,
        Self::Crash,
    ];

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Idle => "idle",
            Self::ScreenLocked => "screen_locked",
            Self::Suspended => "suspended",
            Self::WorkingHours => "working_hours",
            Self::IndicatorLost => "indicator_lost",
            Self::SensorLost => "sensor_lost",
            Self::StorageFull => "storage_full",
            Self::ConsentMissing => "consent_missing",
            Self::Crash => "crash",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_named_as_in_json() {
        for reason in SessionReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
