//! The session: idle, running, paused, stopped, and what is recorded in it.

use std::collections::BTreeMap;

use candor_capture::{self as capture, FromSensor, InputChoice, Rate, SensorConfig};
use candor_consent::{
    Body,
    grant::{Clearance, Permission as _, Refusal},
    ledger::OpenSession,
};
use candor_domain::{
    Boot, Category, DeviceId, Millis, RecordId, SessionId, Sha256Hash, Timestamp, Zone,
    category::WorkNotes,
    policy::Project,
    record::{
        ActivitySample, Coverage, Finding, GapMarker, GapReason, ImageRef, Note, RecordBody, SessionSummary,
    },
    session::{SessionEvent, SessionReason, SessionState},
};
use candor_store::{Item, NewItem, NewSession, Progress, StoreError, StoredState, Tx};

use super::{Core, internal};
use crate::{
    ports::random,
    protocol::{Failure, FailureCode, OutboxItem, Sensors, Stopped},
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
    seed: u64,
    pub(super) gaps: BTreeMap<Category, (Timestamp, GapReason)>,
    heartbeat: Boot,
}

/// How often the store is told that a session is still there.
const HEARTBEAT: Millis = Millis::from_minutes(1);

impl Session {
    fn worked(&self, now: Boot) -> Millis {
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
            heartbeat: clock.boot(),
        });
        self.track_gaps()
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
        self.write_pause()?;
        let progress = self.progress();
        self.session_event(SessionEvent::Resumed, None, |tx, id| tx.resume_session(id, progress))?;
        let now = self.ports.clock.boot();
        if let Some(session) = &mut self.session {
            (session.running, session.reason) = (Some(now), None);
        }
        for code in ["indicator_lost", "sensor_lost", "storage_full"] {
            self.troubles.clear(code);
        }
        self.make_reserve();
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
        self.session = None;
        self.troubles.disarmed();
        Ok(())
    }

    /// Whether there is a session to stop.
    pub fn session_open(&self) -> Result<(), Failure> {
        self.session.as_ref().map(|_| ()).ok_or_else(no_session)
    }

    /// The session that was stopped last.
    pub fn stopped(&self) -> Result<Stopped, Failure> {
        let mut last = None;
        for enrolment in &self.enrolments {
            let mut after = candor_store::Cursor::START;
            loop {
                let page = self.store.sessions(enrolment.stored.device, after, 500)?;
                let Some(end) = page.last() else { break };
                after = end.cursor;
                last = page.into_iter().chain(last).max_by_key(|session| session.last_alive);
            }
        }
        let last = last.ok_or_else(no_session)?;
        let name = self.project_name(last.device, last.project);
        Ok(Stopped { session: super::status::of_stored(&last, name), waiting: self.waiting()? })
    }

    /// What a sensor process needs to be started for what is cleared, if anything is.
    pub fn sensor_config(&self) -> Result<Option<(SensorConfig, Vec<Clearance>)>, Failure> {
        let categories = self.cleared_categories();
        let Some(session) = self.session.as_ref().filter(|_| !categories.is_empty()) else { return Ok(None) };
        let enrolment = self.enrolment(session.device)?;
        let Some(policy) = enrolment.consent.policy(session.project.id) else { return Ok(None) };
        let rates = categories.iter().filter_map(|category| {
            let terms = policy.terms(*category)?;
            Some((*category, Rate { per_hour: terms.per_hour, max_bytes: terms.max_bytes }))
        });
        let config = SensorConfig {
            sensors: match session.sensors {
                Sensors::Real => capture::Sensors::Real { input: InputChoice::System },
                Sensors::Synthetic { seed } => capture::Sensors::Synthetic { seed },
            },
            clock: self.ports.clock_config,
            categories: rates.collect(),
            project: session.project.name.clone(),
            client: session.project.client.name.clone(),
            lang: "en".into(),
            schedule_seed: Some(session.seed),
            worked: session.worked(self.ports.clock.boot()),
        };
        let clearances =
            categories.iter().filter_map(|category| enrolment.consent.clear(*category).ok()).collect();
        Ok(Some((config, clearances)))
    }

    /// A sensor works from now on.
    pub fn armed(&mut self, category: Category, per_hour: u32) {
        let (late, now) = (self.ports.lateness(), self.ports.clock.boot());
        self.troubles.armed(category, per_hour, late, now);
    }

    /// Takes in what the sensor process says, after the caller has checked that a live grant covers it.
    pub fn take_in(&mut self, message: FromSensor) {
        let taken = match message {
            FromSensor::Tally(tally) => {
                if let Some(session) = &mut self.session {
                    session.tally = Some(tally);
                }
                Ok(())
            }
            FromSensor::Sample(sample) => {
                self.take_tally();
                let at = sample.to;
                self.store_item(RecordBody::Activity(sample), None, at)
            }
            FromSensor::Image(image) => {
                let (bytes, at) = (image.bytes, image.at);
                let reference = ImageRef {
                    sha256: Sha256Hash::of(&bytes),
                    media_type: image.media_type,
                    bytes: bytes.len() as u32,
                    width: image.width,
                    height: image.height,
                };
                let capture = candor_domain::record::Capture {
                    source: image.source,
                    image: reference,
                    finding: image.finding,
                    redacted: false,
                };
                self.store_item(RecordBody::Capture(capture), Some(&bytes), at)
            }
            FromSensor::Missed { category, at, code } => {
                if category == Category::ActivityCounts {
                    self.take_tally();
                }
                self.troubles.missed(category, code);
                self.gap(GapMarker { category, from: at, to: at, reason: GapReason::SensorFailed })
            }
            _ => Ok(()),
        };
        if let Err(failure) = taken {
            if failure.code == FailureCode::StorageFull {
                let message = "The disk is full, so recording is paused. What was stored is kept. Free some space, then resume.";
                self.troubles.set("storage_full", message);
            } else {
                self.troubles.set("store_failed", failure.message);
            }
        }
    }

    /// What was counted since the last sample by a sensor process that is gone and sends none any more.
    pub fn take_tally(&mut self) -> Option<ActivitySample> {
        self.session.as_mut()?.tally.take()
    }

    fn store_item(&mut self, body: RecordBody, picture: Option<&[u8]>, at: Timestamp) -> Result<(), Failure> {
        let Some(category) = body.category() else { return Ok(()) };
        let finding = match &body {
            RecordBody::Capture(capture) => Some(capture.finding),
            _ => None,
        };
        self.insert_covered(category, body, picture, at)?;
        self.verified(category, finding, at);
        Ok(())
    }

    fn verified(&mut self, category: Category, finding: Option<Finding>, at: Timestamp) {
        let now = self.ports.clock.boot();
        self.troubles.stored(category, finding, now);
        self.troubles.clear("store_failed");
        if let Some(session) = &mut self.session {
            session.last_verified.insert(category, at);
        }
    }

    /// Stores an item of the running session that the category's decision covers.
    fn insert_covered(
        &mut self,
        category: Category,
        body: RecordBody,
        picture: Option<&[u8]>,
        at: Timestamp,
    ) -> Result<Item, Failure> {
        let session = self.session.as_ref().ok_or_else(no_session)?;
        let consent =
            self.enrolment(session.device)?.consent.clear(category).map_err(refused)?.basis().coverage;
        let new = self.new_item(session, body, Some(consent), at)?;
        Ok(self.store.write(|tx| tx.insert_item(new, picture))?)
    }

    pub(super) fn new_item(
        &self,
        session: &Session,
        body: RecordBody,
        consent: Option<Coverage>,
        at: Timestamp,
    ) -> Result<NewItem, Failure> {
        let enrolment = self.enrolment(session.device)?;
        let review =
            enrolment.consent.policy(session.project.id).map_or(Millis::ZERO, |policy| policy.review_time());
        // What holds no content needs no review.
        let review = if consent.is_some() { review } else { Millis::ZERO };
        let clock = &self.ports.clock;
        Ok(NewItem {
            id: RecordId::new(clock.now(), random()),
            device: session.device,
            project: session.project.id,
            session: session.id,
            at,
            ledger_size: enrolment.consent.ledger().size(),
            consent,
            synthetic: session.synthetic,
            body,
            // What needs no review may leave at once, in whatever run of the machine it is sent.
            releasable_at: if review == Millis::ZERO {
                Boot::from_millis(0)
            } else {
                clock.awake().plus(review)
            },
        })
    }

    /// Stores the agent's words about the work.
    pub fn note(&mut self, text: String) -> Result<OutboxItem, Failure> {
        let text = text.trim().to_owned();
        if text.is_empty() || text.len() > Note::MAX_BYTES {
            let message = format!("A note has between 1 and {} bytes. Nothing was stored.", Note::MAX_BYTES);
            return Err(Failure::new(FailureCode::Usage, message));
        }
        let session = self.session.as_ref().ok_or_else(no_session)?;
        // A grant, like for everything else that is recorded.
        self.enrolment(session.device)?.consent.grant::<WorkNotes>().map_err(refused)?;
        let at = self.ports.clock.now();
        let item = self.insert_covered(Category::WorkNotes, RecordBody::Note(Note { text }), None, at)?;
        self.verified(Category::WorkNotes, None, at);
        Ok(self.outbox_item(item))
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

    /// What time alone brings: whether the session has reached its limit, and whether something may be sent now.
    pub fn tick(&mut self) -> (bool, bool) {
        let clock = self.ports.clock.clone();
        let (boot, awake, now) = (clock.boot(), clock.awake(), clock.now());
        self.troubles.check(boot);
        let asleep = self.slept();
        let run = self.boot.clone();
        // More than a second's drift between the clocks: the machine slept.
        if asleep > self.asleep.plus(Millis::from_secs(1)) {
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
        (reached, self.something_releasable(awake))
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

fn refused(refusal: Refusal) -> Failure {
    let code = match refusal {
        Refusal::NoSession | Refusal::Paused => FailureCode::State,
        _ => FailureCode::ConsentMissing,
    };
    Failure::new(code, format!("Nothing was recorded: {refusal}."))
}
