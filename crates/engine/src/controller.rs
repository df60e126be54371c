//! The one loop: requests of front ends, events of the sensor process, what the network brings, and time.
//!
//! It holds the sensor process and decides when one exists; everything it knows beyond that is in [`Core`].
//!
//! Invariant: a sensor process exists only between [`Controller::start_sensors`] and [`Controller::stop_sensors`], and whoever
//! changes consent or session calls the latter before answering.

use std::{sync::Arc, time::Duration};

use candor_capture::{Event, FromSensor, Health, Intent, SampleConfig, SensorProblem, SensorProcess, host};
use candor_consent::grant::Grants;
use candor_domain::{
    Category, Millis,
    session::{SessionReason, SessionState},
};
use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, MissedTickBehavior, interval, timeout_at},
};

mod appearance;

use self::appearance::Appearance;
use crate::{
    core::{Core, Shared},
    desktop::Notification,
    front::Ask,
    ports::Ports,
    protocol::{Failure, FailureCode, Reply, Request, Settings},
    requests, samples, uplink,
};

/// How long the sensor process has for its last sample when recording stops. It takes a few milliseconds but on a machine
/// that is busy; what it counted must not be lost there. One that hangs is killed then.
const FINISH: Duration = Duration::from_secs(1);
/// How long the indicator has to appear.
const INDICATOR: Duration = Duration::from_secs(5);

/// How long the engine tries to tell servers what they don't know yet before it ends.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// What other tasks tell the controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    /// Policies or decisions changed.
    ConsentChanged,
}

/// The engine's loop.
pub(crate) struct Controller {
    pub(crate) core: Shared,
    pub(crate) ports: Arc<Ports>,
    pub(crate) inside: mpsc::UnboundedSender<Inside>,
    /// Wakes the uploads.
    pub(crate) upload: Arc<Notify>,
    process: Option<Running>,
    watchers: Vec<mpsc::UnboundedSender<Reply>>,
    shown: Option<Health>,
    appearance: Option<Appearance>,
    /// A sample that is being made, and what ends it.
    sample: Option<(tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<()>)>,
}

struct Running {
    process: SensorProcess,
    grants: Grants,
    categories: Vec<Category>,
}

impl Controller {
    pub(crate) fn new(
        core: Shared,
        ports: Arc<Ports>,
        inside: mpsc::UnboundedSender<Inside>,
        upload: Arc<Notify>,
    ) -> Self {
        Self {
            core,
            ports,
            inside,
            upload,
            process: None,
            watchers: Vec::new(),
            shown: None,
            appearance: None,
            sample: None,
        }
    }

    /// Runs until a front end asks it to end or no front end can reach it any more.
    pub(crate) async fn run(
        mut self,
        mut asks: mpsc::UnboundedReceiver<Ask>,
        mut inside: mpsc::UnboundedReceiver<Inside>,
    ) {
        let network = tokio::spawn(uplink::background(
            self.core.clone(),
            self.ports.clone(),
            self.inside.clone(),
            self.upload.clone(),
        ));
        let mut ticks = interval(self.ports.tick());
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                ask = asks.recv() => match ask {
                    Some(Ask { request: Request::Shutdown, replies }) => {
                        let _ = self.stop_session(SessionReason::Agent).await;
                        let _ = replies.send(Reply::Done(requests::json(self.lock().status())));
                        break;
                    }
                    Some(Ask { request: Request::Watch, replies }) => self.watchers.push(replies),
                    Some(ask) => requests::answer(&mut self, ask).await,
                    None => {
                        let _ = self.stop_session(SessionReason::Agent).await;
                        break;
                    }
                },
                event = next_event(&mut self.process) => self.sensed(event).await,
                Some(Inside::ConsentChanged) = inside.recv() => {
                    if let Err(failure) = self.consent_changed().await {
                        tracing::warn!(%failure, "after a change of consent");
                    }
                }
                Some(told) = Appearance::next(&mut self.appearance) => {
                    if self.told(told).await.is_break() {
                        break;
                    }
                }
                _ = ticks.tick() => self.tick().await,
            }
            self.tell_pill().await;
            self.tell_tray();
            self.tell_watchers();
        }
        network.abort();
        // A decision made by a command that hosts the engine just for itself reaches the server now, not at the next start.
        let _ = tokio::time::timeout(LAST_WORDS, uplink::last_words(&self.core, &self.ports)).await;
    }

    pub(crate) fn lock(&self) -> std::sync::MutexGuard<'_, Core> {
        crate::core::lock(&self.core)
    }

    /// Starts a session that [`Core`] has opened, or goes on with it: shows the indicator, then begins to capture what is
    /// granted. Where that fails the session is paused and the failure says why.
    pub(crate) async fn start_sensors(&mut self) -> Result<(), Failure> {
        let Some((config, clearances)) = self.lock().sensor_config()? else { return Ok(()) };
        self.end_sample().await;
        let categories = config.categories.clone();
        let spawned = SensorProcess::spawn(self.ports.launch(), config, &clearances).await;
        let mut process = match spawned {
            Ok(process) => process,
            Err(error) => return self.sensors_failed(SessionReason::SensorLost, error.to_string()).await,
        };
        let deadline = Instant::now() + INDICATOR;
        loop {
            match timeout_at(deadline, process.next()).await {
                Ok(Ok(Event::Message(FromSensor::IndicatorShown))) => break,
                Ok(Ok(Event::Message(FromSensor::IndicatorLost(problem)))) => {
                    process.kill().await;
                    return self
                        .sensors_failed(SessionReason::IndicatorLost, problem.code().replace('_', " "))
                        .await;
                }
                Ok(Ok(Event::Message(_))) => {}
                Ok(Ok(Event::Exited { stderr, .. })) => {
                    return self.sensors_failed(SessionReason::SensorLost, stderr.trim().into()).await;
                }
                Ok(Err(error)) => {
                    process.kill().await;
                    return self.sensors_failed(SessionReason::SensorLost, error.to_string()).await;
                }
                Err(_) => {
                    process.kill().await;
                    let why = "it did not appear in time".into();
                    return self.sensors_failed(SessionReason::IndicatorLost, why).await;
                }
            }
        }
        let grants = self.lock().indicator(true);
        let armed = match process.arm(&grants).await {
            Ok(armed) => armed,
            Err(error) => {
                process.kill().await;
                return self.sensors_failed(SessionReason::SensorLost, error.to_string()).await;
            }
        };
        for category in &armed {
            let per_hour = categories.get(category).map_or(0, |rate| rate.per_hour);
            self.lock().armed(*category, per_hour);
        }
        self.shown = None;
        self.process = Some(Running { process, grants, categories: armed });
        Ok(())
    }

    async fn sensors_failed(&mut self, reason: SessionReason, why: String) -> Result<(), Failure> {
        let (code, trouble, what) = match reason {
            SessionReason::IndicatorLost => {
                (FailureCode::NoIndicator, "indicator_lost", "The indicator can't be shown")
            }
            _ => (FailureCode::SensorFailed, "sensor_lost", "The sensor process ended"),
        };
        let mut core = self.lock();
        core.indicator(false);
        let message = format!("{what}, so nothing is recorded and the session is paused: {why}");
        core.troubles.set(trouble, &message);
        core.pause(reason)?;
        Err(Failure::new(code, message))
    }

    /// Ends the sensor process, if there is one: when this answers it is reaped. What it still says is kept as far as
    /// grants live.
    pub(crate) async fn stop_sensors(&mut self) {
        let Some(Running { process, grants, .. }) = self.process.take() else { return };
        for message in process.finish(FINISH).await {
            // A picture that was just being taken is not missing: the agent ended it. Counts are interrupted only where there is
            // doubt, and then their tally must go too.
            let ended = matches!(
                message,
                FromSensor::Missed { code: SensorProblem::Interrupted, category, .. }
                    if category != Category::ActivityCounts
            );
            if !ended {
                self.take_in(message, &grants);
            }
        }
        let unsent = self.lock().take_tally();
        if let Some(sample) = unsent {
            self.take_in(FromSensor::Sample(sample), &grants);
        }
        let mut core = self.lock();
        core.indicator(false);
        core.troubles.disarmed();
    }

    /// Pauses the session: first nothing listens any more, then the ledger says so.
    pub(crate) async fn pause_session(&mut self, reason: SessionReason) -> Result<(), Failure> {
        self.stop_sensors().await;
        self.lock().pause(reason)
    }

    /// Ends the session, if there is one.
    pub(crate) async fn stop_session(&mut self, reason: SessionReason) -> Result<(), Failure> {
        self.stop_sensors().await;
        let stopped = self.lock().stop(reason);
        self.upload.notify_one();
        stopped
    }

    /// Makes a sample, ending one that is being made: two signs on the screen would tell nobody which is which.
    pub(crate) async fn sample(&mut self, config: SampleConfig, replies: mpsc::UnboundedSender<Reply>) {
        self.end_sample().await;
        let ports = self.ports.clone();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let task = tokio::spawn(async move { samples::sample(&ports, config, &replies, ended).await });
        self.sample = Some((end, task));
    }

    /// Ends a sample; when this answers its process is gone.
    async fn end_sample(&mut self) {
        if let Some((end, task)) = self.sample.take() {
            drop(end);
            let _ = task.await;
        }
    }

    /// Brings the sensor process in line with what is granted after a decision or policy changed.
    pub(crate) async fn consent_changed(&mut self) -> Result<(), Failure> {
        let (state, missing, wanted) = {
            let core = self.lock();
            (core.session_state(), core.missing_required(), core.cleared_categories())
        };
        if state != SessionState::Running {
            return self.lock().track_gaps();
        }
        if missing {
            return self.pause_session(SessionReason::ConsentMissing).await;
        }
        // First the process, then the writing: a full disk must not keep alive what was withdrawn.
        let current: &[Category] = self.process.as_ref().map_or(&[], |running| &running.categories);
        let live = self.process.as_ref().is_none_or(|r| current.iter().all(|c| r.grants.live(*c).is_some()));
        if current != wanted || !live {
            self.stop_sensors().await;
            self.start_sensors().await?;
        }
        self.lock().track_gaps()
    }

    /// Sets what the agent wants; in force when this answers.
    pub(crate) async fn set(&mut self, settings: Settings) -> Result<Settings, Failure> {
        let changed = self.lock().set(settings)?;
        if changed && self.process.is_some() {
            self.stop_sensors().await;
            self.start_sensors().await?;
        }
        Ok(self.lock().settings().clone())
    }

    async fn sensed(&mut self, event: Result<Event, host::HostError>) {
        match event {
            Ok(Event::Message(FromSensor::Intent(Intent::Pause))) => {
                self.log_failure(SessionReason::Agent, true).await;
            }
            Ok(Event::Message(FromSensor::Intent(Intent::Stop))) => {
                self.log_failure(SessionReason::Agent, false).await;
            }
            Ok(Event::Message(FromSensor::IndicatorLost(problem))) => {
                let why = format!(
                    "The indicator was lost ({}), so recording is paused.",
                    problem.code().replace('_', " ")
                );
                self.lock().indicator(false);
                self.lock().troubles.set("indicator_lost", why);
                self.log_failure(SessionReason::IndicatorLost, true).await;
            }
            Ok(Event::Message(message)) => {
                let Some(running) = self.process.take() else { return };
                self.take_in(message, &running.grants);
                self.process = Some(running);
                if self.lock().storage_failed() {
                    self.log_failure(SessionReason::StorageFull, true).await;
                }
            }
            Ok(Event::Exited { status, stderr }) => {
                tracing::warn!(%status, stderr = stderr.trim(), "the sensor process ended by itself");
                self.lock()
                    .troubles
                    .set("sensor_lost", "The sensor process ended by itself, so recording is paused.");
                self.log_failure(SessionReason::SensorLost, true).await;
            }
            Err(error) => {
                tracing::warn!(%error, "the sensor process failed");
                self.lock().troubles.set("sensor_lost", "The sensor process failed, so recording is paused.");
                self.log_failure(SessionReason::SensorLost, true).await;
            }
        }
    }

    /// Pauses or stops for a reason that no front end waits for.
    async fn log_failure(&mut self, reason: SessionReason, pause: bool) {
        let done = if pause { self.pause_session(reason).await } else { self.stop_session(reason).await };
        if let Err(failure) = done {
            tracing::warn!(%failure, ?reason, "could not be written down; nothing is recorded all the same");
        }
        // What the agent didn't ask for, the agent is told.
        if reason != SessionReason::Agent
            && let Some(appearance) = &self.appearance
        {
            appearance.desktop.notify(Notification::paused(self.lock().lang(), reason));
        }
    }

    fn take_in(&mut self, message: FromSensor, grants: &Grants) {
        let accepted = match host::accept(message, grants) {
            Ok(accepted) => accepted.into_message(),
            Err(refused) => {
                tracing::info!(category = %refused.0, "dropped content without a live grant");
                return;
            }
        };
        let told = match &accepted {
            FromSensor::Image(image) => Some((image.source.category(), Some(image.at))),
            FromSensor::Soon { category, .. } => Some((*category, None)),
            _ => None,
        };
        self.lock().take_in(accepted);
        if let (Some((category, taken)), Some(appearance)) = (told, &mut self.appearance) {
            let core = crate::core::lock(&self.core);
            let told = |at| {
                core.told_of(category) && !core.storage_failed() && appearance.first_of_its_time(category, at)
            };
            if taken.is_none_or(told) {
                let notification = Notification::of_capture(core.lang(), category, taken.is_none());
                appearance.desktop.notify(notification);
            }
        }
    }

    async fn tick(&mut self) {
        let ticked = self.lock().tick();
        if ticked.releasable {
            self.upload.notify_one();
        }
        if ticked.reached {
            self.log_failure(SessionReason::Agent, false).await;
        } else if let Some(reason) = ticked.pause {
            self.log_failure(reason, true).await;
        }
    }

    /// Shows on the pill what is wrong, or that nothing is.
    async fn tell_pill(&mut self) {
        if self.process.is_none() {
            return;
        }
        let (problem, worked) = {
            let core = self.lock();
            (core.troubles.recording(), core.worked().unwrap_or(Millis::ZERO))
        };
        let health = problem.map_or(Health::Ok, Health::Problem);
        if self.shown.as_ref() != Some(&health)
            && let Some(running) = &mut self.process
        {
            let _ = running.process.health(health.clone(), worked).await;
            self.shown = Some(health);
        }
    }

    fn tell_watchers(&mut self) {
        self.watchers.retain(|watcher| !watcher.is_closed());
        if !self.watchers.is_empty() {
            let status = requests::json(self.lock().status());
            self.watchers.retain(|watcher| watcher.send(Reply::Done(status.clone())).is_ok());
        }
    }
}

async fn next_event(process: &mut Option<Running>) -> Result<Event, host::HostError> {
    match process {
        Some(running) => running.process.next().await,
        None => std::future::pending().await,
    }
}
