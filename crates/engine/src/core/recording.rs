//! What is recorded in the open session: what a sensor process is started with, and what becomes of what it says.

use candor_capture::{self as capture, FromSensor, InputChoice, Rate, SensorConfig};
use candor_consent::grant::{Clearance, Permission as _, Refusal};
use candor_domain::{
    Boot, Category, Millis, RecordId, Sha256Hash, Timestamp,
    category::WorkNotes,
    policy::Announce,
    record::{ActivitySample, Coverage, Finding, GapMarker, GapReason, ImageRef, Note, RecordBody},
};
use candor_store::{Item, NewItem};

use super::{Core, Session, session::no_session};
use crate::{
    ports::random,
    protocol::{Failure, FailureCode, OutboxItem, Sensors},
};

impl Core {
    /// What a sensor process needs to be started for what is cleared, if anything is.
    pub fn sensor_config(&self) -> Result<Option<(SensorConfig, Vec<Clearance>)>, Failure> {
        let categories = self.cleared_categories();
        let Some(session) = self.session.as_ref().filter(|_| !categories.is_empty()) else { return Ok(None) };
        let enrolment = self.enrolment(session.device)?;
        let Some(policy) = enrolment.consent.policy(session.project.id) else { return Ok(None) };
        let rates = categories.iter().filter_map(|category| {
            let terms = policy.terms(*category)?;
            Some((
                *category,
                Rate {
                    per_hour: terms.per_hour,
                    max_bytes: terms.max_bytes,
                    announce_before: (terms.announce == Announce::Before).then_some(Announce::LEAD),
                },
            ))
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
            lang: self.lang().into(),
            schedule_seed: Some(session.seed),
            worked: session.worked(self.ports.clock.boot()),
            choices: self.choices(),
            place: session.place,
            shortcuts: self.shortcuts(),
        };
        let clearances =
            categories.iter().filter_map(|category| enrolment.consent.clear(*category).ok()).collect();
        Ok(Some((config, clearances)))
    }

    /// Whether the agent is told of each capture of a category once it is stored: as the policy or the agent wants it.
    pub fn told_of(&self, category: Category) -> bool {
        let announce = || {
            let session = self.session.as_ref()?;
            let policy = self.enrolment(session.device).ok()?.consent.policy(session.project.id)?;
            Some(policy.terms(category)?.announce)
        };
        match announce() {
            Some(Announce::After) => true,
            Some(Announce::None) => self.settings().tell_of_captures,
            Some(Announce::Before) | None => false,
        }
    }

    /// A sensor works from now on.
    pub fn armed(&mut self, category: Category, per_hour: u32) {
        let (late, now) = (self.ports.lateness(), self.ports.clock.boot());
        self.troubles.armed(category, per_hour, late, now);
    }

    /// Takes in what the sensor process says, after the caller has checked that a live grant covers it.
    pub fn take_in(&mut self, message: FromSensor) {
        let place = match &message {
            FromSensor::Sample(sample) => {
                Some((Category::ActivityCounts, sample.from, sample.to, GapReason::StorageFull))
            }
            FromSensor::Image(image) => {
                Some((image.source.category(), image.at, image.at, GapReason::StorageFull))
            }
            FromSensor::Missed { category, at, .. } => Some((*category, *at, *at, GapReason::SensorFailed)),
            _ => None,
        };
        let taken = match message {
            FromSensor::Moved(x, y) => {
                if let Some(session) = &mut self.session {
                    session.place = Some((x, y));
                }
                Ok(())
            }
            FromSensor::ShortcutTaken(shortcut) => {
                let message = format!(
                    "{shortcut} does nothing here: another program has it, or the keyboard lacks a part of it. Everything else works. Choose another in the settings."
                );
                self.troubles.set("shortcut_taken", message);
                Ok(())
            }
            FromSensor::Tally(tally) => {
                self.counted(&tally);
                if let Some(session) = &mut self.session {
                    session.tally = Some(tally);
                }
                Ok(())
            }
            FromSensor::Sample(sample) => {
                self.take_tally();
                self.counted(&sample);
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
                    // What the agent excludes is black from the start: as much the agent's doing as blacking it out later.
                    redacted: image.excluded,
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
        let Err(failure) = taken else { return };
        if let (Some((category, from, to, reason)), Some(session)) = (place, &mut self.session) {
            session.lost.push(GapMarker { category, from, to, reason });
        }
        if failure.code == FailureCode::StorageFull {
            let message = "The disk is full, so recording is paused. What was stored is kept. Free some space, then resume.";
            self.troubles.set("storage_full", message);
        } else {
            let message = format!(
                "What was captured can't be stored, so recording is paused. What was stored is kept. {}",
                failure.message
            );
            self.troubles.set("store_failed", message);
        }
    }

    /// What was counted since the last sample by a sensor process that is gone and sends none any more.
    pub fn take_tally(&mut self) -> Option<ActivitySample> {
        self.session.as_mut()?.tally.take()
    }

    fn store_item(&mut self, body: RecordBody, picture: Option<&[u8]>, at: Timestamp) -> Result<(), Failure> {
        let Some(category) = body.category() else { return Ok(()) };
        let finding = match &body {
            // Black because it was excluded is as it should be.
            RecordBody::Capture(capture) if capture.redacted && capture.finding == Finding::Black => {
                Some(Finding::Ordinary)
            }
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
}

fn refused(refusal: Refusal) -> Failure {
    let code = match refusal {
        Refusal::NoSession | Refusal::Paused => FailureCode::State,
        _ => FailureCode::ConsentMissing,
    };
    Failure::new(code, format!("Nothing was recorded: {refusal}."))
}
