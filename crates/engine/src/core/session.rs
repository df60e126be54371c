//! The session: idle, running, paused, stopped.

use std::collections::BTreeMap;

use candor_consent::{Body, ledger::OpenSession};
use candor_domain::{
    Boot, Category, DeviceId, Millis, RecordId, SessionId, Timestamp, Zone,
    policy::Project,
    record::{ActivitySample, GapMarker, GapReason, RecordBody, SessionSummary},
    session::{SessionEvent, SessionReason, SessionState},
};
use candor_store::{NewItem, NewSession, Progress, StoreError, StoredState, Tx};

use super::{Core, internal, settings::Activity};
use crate::{
    ports::random,
    protocol::{Failure, FailureCode, Sensors, Stopped},
};

/// The open session.
pub(crate) struct Session {
    pub id: SessionId,
    pub device: DeviceId,
    pub project: Project,
    pub started: Timestamp,
    pub zone: Zone,
    pub sensors: Sensors,
    pub synthetic: bool,
    pub reason: Option<SessionReason>,
    pub last_verified: BTreeMap<Category, Timestamp>,
    /// What was counted since the last sample, as the sensor process last said.
    pub tally: Option<ActivitySample>,
    limit: Option<Millis>,
    /// Time worked until `running`, which is the boot clock's reading since which more is.
    worked: Millis,
    pub(super) running: Option<Boot>,
    /// The seed of the instants at which pictures are taken: one for the session, so that pauses don't change the rate.
    pub(super) seed: u64,
    pub(super) gaps: BTreeMap<Category, (Timestamp, GapReason)>,
    /// What could not be stored, until gap markers can.
    pub(super) lost: Vec<GapMarker>,
    heartbeat: Boot,
    pub(super) activity: Activity,
    /// Where the agent left the pill.
    pub(super) place: Option<(i32, i32)>,
}

/// What time alone has brought.
#[derive(Debug)]
pub(crate) struct Ticked {
    /// The session has reached its limit.
    pub reached: bool,
    /// Something may be sent now.
    pub releasable: bool,
    /// The session has to pause, for this reason.
    pub pause: Option<SessionReason>,
}

/// How often the store is told that a session is still there.
const HEARTBEAT: Millis = Millis::from_minutes(1);

impl Session {
    pub(super) fn worked(&self, now: Boot) -> Millis {
        self.worked.plus(self.running.map_or(Millis::ZERO, |since| now.since(since)))
    }
}

impl Core {
    /// The session in the ledger.
    pub fn open_session(&self) -> Option<&OpenSession> {
        let session = self.session.as_ref()?;
        self.enrolment(session.device).ok()?.consent.ledger().state().session()
    }

    /// Time worked in the open session.
    pub fn worked(&self) -> Option<Millis> {
        Some(self.session.as_ref()?.worked(self.ports.clock.boot()))
    }

    fn progress(&self) -> Progress {
        Progress { worked: self.worked().unwrap_or(Millis::ZERO), at: self.ports.clock.now() }
    }

    /// Starts a session. Nothing is captured yet: [`Controller::start_sensors`](crate::controller::Controller) does that.
    pub fn start(&mut self, project: &str, sensors: Sensors, limit: Option<Millis>) -> Result<(), Failure> {
        if let Some(open) = &self.session {
            let message =
                format!("A session of {} is open. Stop it first with `candor stop`.", open.project.name);
            return Err(Failure::new(FailureCode::State, message));
        }
        let (device, project) = self.project(project)?;
        let synthetic = sensors != Sensors::Real || !self.ports.real_time();
        if synthetic && !project.testing {
            let message = format!(
                "{} is not a project made for testing: synthetic sensors and fast clocks are refused there. Nothing was started.",
                project.name
            );
            return Err(Failure::new(FailureCode::Usage, message));
        }
        let missing = self.enrolment(device)?.consent.missing(project.id);
        if !missing.is_empty() {
            let list: Vec<_> = missing.iter().map(|(category, why)| format!("{category} ({why})")).collect();
            let message = format!(
                "{} can't be worked on without {}. Nothing was started. Read `candor notice {}` for the alternative that the client offers.",
                project.name,
                list.join(", "),
                super::consent::quoted(&project.name)
            );
            return Err(Failure::new(FailureCode::ConsentMissing, message));
        }
        self.open_hours(device, &project)?;
        if self.enrolment(device)?.consent.policy(project.id).is_none() {
            let message =
                "The project's policy is not here yet. Connect to the server once with `candor sync`.";
            return Err(Failure::new(FailureCode::ConsentMissing, message));
        }
        let clock = self.ports.clock.clone();
        let (now, id, zone) = (clock.now(), SessionId::new(clock.now(), random()), Zone::system());
        let started =
            NewSession { id, device, project: project.id, zone: zone.clone(), started: now, synthetic };
        let (event, zone_named) = (SessionEvent::Started, Some(zone.clone()));
        let body = Body::Session { session: id, project: project.id, event, reason: None, zone: zone_named };
        self.append(device, body, |tx, _| tx.start_session(&started))?;
        self.session = Some(Session {
            id,
            device,
            project,
            started: now,
            zone,
            sensors,
            synthetic,
            reason: None,
            last_verified: BTreeMap::new(),
            tally: None,
            limit,
            worked: Millis::ZERO,
            running: Some(clock.boot()),
            seed: u64::from_le_bytes(random()),
            gaps: BTreeMap::new(),
            lost: Vec::new(),
            heartbeat: clock.boot(),
            activity: Activity::new(clock.boot()),
            place: None,
        });
        self.begin_anew();
        self.track_gaps()
    }

    /// Forgets why recording ended before: what is still wrong comes out again.
    fn begin_anew(&mut self) {
        for code in ["shortcut_taken", "indicator_lost", "sensor_lost", "storage_full", "store_failed"] {
            self.troubles.clear(code);
        }
        self.make_reserve();
    }

    /// Pauses the session. It is paused even where that can't be written; [`Core::tick`] tries again then.
    pub fn pause(&mut self, reason: SessionReason) -> Result<(), Failure> {
        let progress = self.progress();
        let session = self.session.as_mut().ok_or_else(no_session)?;
        if session.running.take().is_some() {
            (session.worked, session.reason) = (progress.worked, Some(reason));
        }
        self.write_pause()?;
        self.with_reserve(Self::track_gaps)
    }

    /// Writes down that the session is paused, unless the ledger says so.
    fn write_pause(&mut self) -> Result<(), Failure> {
        if self.open_session().is_none_or(|open| open.state == SessionState::Paused) {
            return Ok(());
        }
        let progress = self.progress();
        let reason = self.session.as_ref().and_then(|session| session.reason);
        self.session_event(SessionEvent::Paused, reason, |tx, id| tx.pause_session(id, progress))
    }

    /// Refuses outside working hours.
    fn open_hours(&self, device: DeviceId, project: &Project) -> Result<(), Failure> {
        let Some(next) = self.closed_until(device, project.id) else { return Ok(()) };
        let zone = Zone::system();
        let message = format!(
            "It is outside the working hours of {}, so nothing is recorded. They begin on {} at {} ({zone}).",
            project.name,
            next.day_in(&zone),
            next.time_in(&zone)
        );
        Err(Failure::new(FailureCode::State, message))
    }

    /// Goes on with a paused session; capturing begins with the sensors.
    pub fn resume(&mut self) -> Result<(), Failure> {
        match self.session_state() {
            SessionState::Idle => return Err(no_session()),
            SessionState::Running => return Ok(()),
            SessionState::Paused => {}
        }
        if self.missing_required() {
            let message = "A category that the project requires is not granted, so the session stays paused.";
            return Err(Failure::new(FailureCode::ConsentMissing, message));
        }
        if let Some(session) = &self.session {
            self.open_hours(session.device, &session.project)?;
        }
        self.write_pause()?;
        let progress = self.progress();
        self.session_event(SessionEvent::Resumed, None, |tx, id| tx.resume_session(id, progress))?;
        let now = self.ports.clock.boot();
        if let Some(session) = &mut self.session {
            (session.running, session.reason) = (Some(now), None);
            session.activity = Activity::new(now);
        }
        self.begin_anew();
        self.track_gaps()
    }

    /// Ends the session, if there is one, with its summary.
    pub fn stop(&mut self, reason: SessionReason) -> Result<(), Failure> {
        if self.session.is_none() {
            return Ok(());
        }
        self.with_reserve(Self::close_gaps)?;
        let progress = self.progress();
        let Some(session) = &self.session else { return Ok(()) };
        let summary = RecordBody::Session(SessionSummary {
            from: session.started,
            to: progress.at.max(session.started),
            worked_ms: progress.worked,
            zone: session.zone.clone(),
        });
        let summary = self.new_item(session, summary, None, progress.at)?;
        self.session_event(SessionEvent::Stopped, Some(reason), |tx, id| {
            tx.insert_item(summary.clone(), None)?;
            tx.stop_session(id, progress, reason)
        })?;
        self.last_session = self.session.take().map(|session| session.id);
        self.troubles.disarmed();
        Ok(())
    }

    /// Whether there is a session to stop.
    pub fn session_open(&self) -> Result<(), Failure> {
        self.session.as_ref().map(|_| ()).ok_or_else(no_session)
    }

    /// The session that this engine stopped last.
    pub fn stopped(&self) -> Result<Stopped, Failure> {
        let last = self.store.session(self.last_session.ok_or_else(no_session)?)?;
        let name = self.project_name(last.device, last.project);
        Ok(Stopped { session: super::status::of_stored(&last, name), waiting: self.waiting()? })
    }

    fn session_event(
        &mut self,
        event: SessionEvent,
        reason: Option<SessionReason>,
        also: impl Fn(&mut Tx<'_>, SessionId) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        let session = self.session.as_ref().ok_or_else(no_session)?;
        let (id, device, project) = (session.id, session.device, session.project.id);
        let append = |core: &mut Self| {
            let body = Body::Session { session: id, project, event, reason, zone: None };
            core.append(device, body, |tx, _| also(tx, id))
        };
        if event == SessionEvent::Resumed { append(self) } else { self.with_reserve(append) }
    }

    /// Does what time alone brings.
    pub fn tick(&mut self) -> Ticked {
        let clock = self.ports.clock.clone();
        let (boot, awake, now) = (clock.boot(), clock.awake(), clock.now());
        self.troubles.check(boot);
        let asleep = self.slept();
        let run = self.boot.clone();
        // More than a second's drift between the clocks: the machine slept.
        let slept = Millis::new(asleep.get().saturating_sub(self.asleep.get()));
        if slept > Millis::from_secs(1) {
            let _ = self.store.write(|tx| tx.rebase_review(awake, &run, super::REVIEW_AFTER_WAKING));
        }
        self.asleep = asleep;
        self.purge(awake, now);
        if self.session_state() == SessionState::Paused {
            // Only where it could not be written when it was due.
            let _ = self.write_pause();
        }
        let progress = self.progress();
        let mut reached = false;
        let mut beat = None;
        if let Some(session) = &mut self.session {
            reached = session.limit.is_some_and(|limit| progress.worked >= limit);
            if boot.since(session.heartbeat) >= HEARTBEAT {
                session.heartbeat = boot;
                beat = Some(session.id);
            }
        }
        if let Some(id) = beat {
            let _ = self.store.write(|tx| {
                tx.session_alive(id, progress)?;
                tx.heartbeat(awake, &run)
            });
        }
        Ticked { reached, releasable: self.something_releasable(awake), pause: self.must_pause(slept) }
    }

    /// Ends a session that a crash left open: it lasted until it was last seen.
    pub(super) fn close_crashed(&mut self) -> Result<(), Failure> {
        for open in self.store.open_sessions()? {
            let Ok(enrolment) = self.enrolment(open.device) else { continue };
            let Some(in_ledger) = enrolment.consent.ledger().state().session() else { continue };
            if in_ledger.id != open.id {
                return Err(internal(&StoreError::Corrupt(
                    "a session is open that the ledger doesn't know".into(),
                )));
            }
            debug_assert!(!matches!(open.state, StoredState::Stopped(_)));
            let reason = SessionReason::Crash;
            let summary = NewItem {
                id: RecordId::new(self.ports.clock.now(), random()),
                device: open.device,
                project: open.project,
                session: open.id,
                at: open.last_alive,
                ledger_size: enrolment.consent.ledger().size(),
                consent: None,
                synthetic: open.synthetic,
                body: RecordBody::Session(SessionSummary {
                    from: open.started,
                    to: open.last_alive.max(open.started),
                    worked_ms: open.worked,
                    zone: open.zone,
                }),
                releasable_at: Boot::from_millis(0),
            };
            let progress = Progress { worked: open.worked, at: open.last_alive };
            let (session, project, event) = (open.id, open.project, SessionEvent::Stopped);
            let body = Body::Session { session, project, event, reason: Some(reason), zone: None };
            self.append(open.device, body, |tx, _| {
                tx.insert_item(summary, None)?;
                tx.stop_session(session, progress, reason)
            })?;
        }
        Ok(())
    }
}

pub(super) fn no_session() -> Failure {
    Failure::new(FailureCode::State, "No session is open. Start one with `candor run --project NAME`.")
}
