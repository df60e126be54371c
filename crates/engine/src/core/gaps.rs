//! Gaps: what is missing from the work log, since when and why. A gap that closes becomes a gap marker.

use candor_consent::grant::Refusal;
use candor_domain::{
    Category,
    record::{GapMarker, GapReason, RecordBody},
    session::SessionReason,
};

use super::{Core, Session, session::no_session};
use crate::protocol::Failure;

impl Core {
    pub(super) fn gap(&mut self, marker: GapMarker) -> Result<(), Failure> {
        let session = self.session.as_ref().ok_or_else(no_session)?;
        let at = marker.to;
        let new = self.new_item(session, RecordBody::Gap(marker), None, at)?;
        self.store.write(|tx| tx.insert_item(new, None))?;
        Ok(())
    }

    /// Why nothing of a category is recorded right now, if so.
    fn gap_reason(&self, session: &Session, category: Category) -> Option<GapReason> {
        let consent = &self.enrolment(session.device).ok()?.consent;
        match consent.decision(session.project.id, category) {
            Err(Refusal::NotCollected) => None,
            Err(Refusal::Declined) => Some(GapReason::Declined),
            Err(Refusal::Withdrawn) => Some(GapReason::Withdrawn),
            Err(_) => Some(GapReason::Undecided),
            // Notes are written when the agent wants to: a pause takes nothing from them.
            Ok(_) if session.running.is_some() || !category.needs_sensor() => None,
            Ok(_) => Some(match session.reason {
                Some(SessionReason::StorageFull) => GapReason::StorageFull,
                // Not the agent's doing.
                Some(SessionReason::SensorLost | SessionReason::IndicatorLost) => GapReason::SensorFailed,
                _ => GapReason::Paused,
            }),
        }
    }

    /// Writes the gap markers of what could not be stored.
    fn write_lost(&mut self) -> Result<(), Failure> {
        while let Some(marker) = self.session.as_ref().and_then(|session| session.lost.last()).cloned() {
            self.gap(marker)?;
            if let Some(session) = &mut self.session {
                session.lost.pop();
            }
        }
        Ok(())
    }

    /// Opens and closes gaps as what is recorded changes; a closed one becomes a gap marker.
    pub fn track_gaps(&mut self) -> Result<(), Failure> {
        self.write_lost()?;
        let now = self.ports.clock.now();
        for category in Category::ALL {
            let Some(session) = &self.session else { return Ok(()) };
            let reason = self.gap_reason(session, category);
            let open = session.gaps.get(&category).copied();
            if open.map(|(_, reason)| reason) == reason {
                continue;
            }
            if let Some((from, reason)) = open {
                self.gap(GapMarker { category, from, to: now.max(from), reason })?;
            }
            let Some(session) = &mut self.session else { return Ok(()) };
            session.gaps.remove(&category);
            if let Some(reason) = reason {
                session.gaps.insert(category, (now, reason));
            }
        }
        Ok(())
    }

    pub(super) fn close_gaps(&mut self) -> Result<(), Failure> {
        self.write_lost()?;
        let now = self.ports.clock.now();
        while let Some((category, (from, reason))) =
            self.session.as_ref().and_then(|s| s.gaps.first_key_value()).map(|(c, g)| (*c, *g))
        {
            self.gap(GapMarker { category, from, to: now.max(from), reason })?;
            if let Some(session) = &mut self.session {
                session.gaps.remove(&category);
            }
        }
        Ok(())
    }
}
