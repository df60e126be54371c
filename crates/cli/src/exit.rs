//! Exit status.

use candor_engine::protocol::FailureCode;

/// The exit status that tells a script why something was not done.
pub fn code(failure: FailureCode) -> u8 {
    match failure {
        FailureCode::Usage => 2,
        FailureCode::ConsentMissing => 3,
        FailureCode::NotEnrolled => 4,
        FailureCode::Unreachable => 5,
        FailureCode::VerificationFailed => 6,
        FailureCode::ServerRefused
        | FailureCode::InvitationUnknown
        | FailureCode::InvitationUsed
        | FailureCode::InvitationExpired
        | FailureCode::NotFound
        | FailureCode::State
        | FailureCode::NoIndicator
        | FailureCode::SensorFailed
        | FailureCode::StorageFull
        | FailureCode::NoKey
        | FailureCode::NoKeychain
        | FailureCode::PassphraseNeeded
        | FailureCode::PassphraseWrong
        | FailureCode::AlreadyRunning
        | FailureCode::NotRunning
        | FailureCode::Internal => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code by its name on the wire; a new one fails to compile above until it has a status.
    #[test]
    fn each_code_has_its_status() {
        let table = [
            ("usage", 2),
            ("consent_missing", 3),
            ("not_enrolled", 4),
            ("unreachable", 5),
            ("verification_failed", 6),
            ("server_refused", 1),
            ("invitation_unknown", 1),
            ("invitation_used", 1),
            ("invitation_expired", 1),
            ("not_found", 1),
            ("state", 1),
            ("no_indicator", 1),
            ("sensor_failed", 1),
            ("storage_full", 1),
            ("no_key", 1),
            ("no_keychain", 1),
            ("passphrase_needed", 1),
            ("passphrase_wrong", 1),
            ("already_running", 1),
            ("not_running", 1),
            ("internal", 1),
        ];
        for (name, status) in table {
            let failure: FailureCode = serde_json::from_value(name.into()).unwrap();
            assert_eq!(code(failure), status, "{name}");
        }
    }
}
