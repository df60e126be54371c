//! The truth about what is recorded right now.

use candor_domain::{DeviceId, ProjectId, session::SessionState};
use candor_store::{EnrolmentState, StateName, StoredSession};

use super::Core;
use crate::protocol::{
    EnrolmentStatus, Health, OutboxStatus, SessionStatus, Status, Totals, Trouble, UploadStatus,
};

impl Core {
    /// What is recorded right now, and how everything stands.
    pub fn status(&self) -> Status {
        let usage = self.store.usage();
        let mut troubles = self.troubles.list();
        if let Err(error) = &usage {
            troubles.push(Trouble {
                code: "store_failed".into(),
                category: None,
                message: error.to_string(),
            });
        }
        let usage = usage.unwrap_or_default();
        let quarantined = usage.quarantined();
        if quarantined > 0 {
            let message = format!(
                "The server refused {quarantined} items. Nothing of them is lost: see `candor outbox list`, then retry or delete them."
            );
            troubles.push(Trouble { code: "quarantined".into(), category: None, message });
        }
        let session = self.session.as_ref();
        let grants =
            session.and_then(|session| self.enrolment(session.device).ok()).map(|e| e.consent.grants());
        Status {
            state: self.session_state(),
            reason: session.and_then(|session| session.reason),
            grants: grants.map(|grants| grants.categories().collect()).unwrap_or_default(),
            session: session.and_then(|session| {
                let stored = self.store.session(session.id).ok()?;
                let mut status = of_stored(&stored, session.project.name.clone());
                status.worked_ms = self.worked()?;
                if let Some(tally) = &session.tally {
                    status.totals.add(tally);
                }
                Some(status)
            }),
            last_verified: session.map(|session| session.last_verified.clone()).unwrap_or_default(),
            outbox: OutboxStatus {
                items: usage.outbox(),
                bytes: usage.picture_bytes,
                frozen: usage.count(StateName::Frozen),
            },
            upload: UploadStatus {
                pending: usage.upload_pending(),
                quarantined,
                last_contact: self.last_contact,
            },
            health: Health::new(troubles),
            key_store: self.key_store.clone(),
            enrolments: self
                .enrolments
                .iter()
                .filter(|e| e.stored.state == EnrolmentState::Active)
                .map(enrolment)
                .collect(),
            version: env!("CARGO_PKG_VERSION").into(),
        }
        .checked()
    }

    pub(super) fn project_name(&self, device: DeviceId, project: ProjectId) -> String {
        let enrolment = self.enrolments.iter().find(|e| e.stored.device == device);
        let found = enrolment.and_then(|e| e.projects.iter().find(|p| p.id == project));
        found.map_or_else(|| project.to_string(), |project| project.name.clone())
    }
}

impl Status {
    /// Nothing is captured but in a running session.
    fn checked(self) -> Self {
        debug_assert!(self.grants.is_empty() || self.state == SessionState::Running, "{self:?}");
        self
    }
}

fn enrolment(enrolment: &super::Enrolment) -> EnrolmentStatus {
    EnrolmentStatus {
        device: enrolment.stored.device,
        client: enrolment.stored.client.clone(),
        server: enrolment.stored.url.to_string(),
        ledger_size: enrolment.consent.ledger().size().get(),
        cosigned: enrolment.cosigned.get(),
    }
}

pub(super) fn of_stored(stored: &StoredSession, project_name: String) -> SessionStatus {
    let totals = &stored.totals;
    SessionStatus {
        id: stored.id,
        project: stored.project,
        project_name,
        started: stored.started,
        worked_ms: stored.worked,
        synthetic: stored.synthetic,
        totals: Totals {
            keys: totals.keys,
            clicks: totals.clicks,
            scroll: totals.scroll,
            pointer_px: totals.pointer_px,
            active_s: totals.active_s,
            captures: totals.captures,
            notes: totals.notes,
        },
    }
}
