//! What the agent has set, and what pauses a session by itself.

use candor_domain::{
    Boot, Category, DeviceId, Millis, ProjectId, Timestamp, Zone, locale,
    policy::WorkingHours,
    record::ActivitySample,
    session::{SessionReason, SessionState},
};

use candor_capture::{Choices, InputChoice, Rate, SampleConfig, Shortcut, Shortcuts};

use super::{Core, internal};
use crate::protocol::{Failure, FailureCode, Settings};

/// The most patterns of windows, and the most characters of each.
const MAX_PATTERNS: usize = 200;
const MAX_PATTERN: usize = 200;
/// The longest idle time that can be set, in minutes.
const MAX_IDLE: u32 = 8 * 60;
/// The slowest upload that can be set, in KiB a second: a screenshot still takes less than a minute.
const SLOWEST: u32 = 8;
/// Asleep for longer than this, a session that was running is paused.
const NAP: Millis = Millis::from_secs(5);

/// When the agent was last seen to be active, as far as granted counts tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Activity {
    at: Boot,
    /// Where the stretch began that was counted last, and what it held.
    stretch: Option<Timestamp>,
    tally: u64,
}

impl Activity {
    pub fn new(at: Boot) -> Self {
        Self { at, stretch: None, tally: 0 }
    }

    fn counted(&mut self, sample: &ActivitySample, now: Boot) {
        let counts = [sample.keys, sample.clicks, sample.scroll, sample.pointer_px, sample.active_s];
        let sum = counts.into_iter().map(u64::from).sum();
        let before = if self.stretch == Some(sample.from) { self.tally } else { 0 };
        if sum > before {
            self.at = now;
        }
        (self.stretch, self.tally) = (Some(sample.from), sum);
    }
}

impl Core {
    /// What is stored; the defaults where nothing is, or nothing that this version can read.
    pub(super) fn stored_settings(&self) -> Result<Settings, Failure> {
        let Some(json) = self.store.settings()? else { return Ok(Settings::default()) };
        Ok(serde_json::from_str(&json).unwrap_or_else(|error| {
            tracing::warn!(%error, "the settings can't be read; the defaults hold");
            Settings::default()
        }))
    }

    /// What the agent has set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The language of pill, tray and notifications.
    pub fn lang(&self) -> &'static str {
        let system = || std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).ok();
        let wanted = self.settings.lang.clone().or_else(system).unwrap_or_default();
        locale::choose(&wanted).unwrap_or(locale::languages()[0])
    }

    /// Sets it all; whether that changes what a sensor process is started with.
    pub fn set(&mut self, settings: Settings) -> Result<bool, Failure> {
        check(&settings)?;
        let json = serde_json::to_string(&settings).map_err(|error| internal(&error))?;
        self.store.write(|tx| tx.put_settings(&json))?;
        let sensed = |s: &Settings| {
            let Settings { lang, exclusions, monitors, camera, pause_shortcut, stop_shortcut, .. } =
                s.clone();
            (lang, exclusions, monitors, camera, pause_shortcut, stop_shortcut)
        };
        let changed = sensed(&settings) != sensed(&self.settings);
        self.settings = settings;
        self.ports.pace.set(self.settings.upload_kib_per_s);
        Ok(changed)
    }

    /// What the agent chose about capturing.
    pub(super) fn choices(&self) -> Choices {
        Choices {
            exclusions: self.settings.exclusions.clone(),
            monitors: self.settings.monitors.clone(),
            camera: self.settings.camera.clone(),
        }
    }

    /// The shortcuts that the sensor process holds.
    pub(super) fn shortcuts(&self) -> Shortcuts {
        let parse = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        Shortcuts { pause: parse(&self.settings.pause_shortcut), stop: parse(&self.settings.stop_shortcut) }
    }

    /// When a session may run next, where it may not now: outside the policy's hours or the agent's own.
    pub fn closed_until(&self, device: DeviceId, project: ProjectId) -> Option<Timestamp> {
        let (now, zone) = (self.ports.clock.now(), Zone::system());
        let policy = self.enrolment(device).ok()?.consent.policy(project);
        let hours =
            [policy.and_then(|policy| policy.working_hours.as_ref()), self.settings.working_hours.as_ref()];
        let closed = |hours: &&WorkingHours| !hours.contains(now, &zone);
        hours.into_iter().flatten().filter(closed).map(|hours| hours.next_start(now, &zone)).max()
    }

    /// What a sample is made by, for a project whose agent has yet to decide.
    pub fn sample_config(&self, project: &str, category: Category) -> Result<SampleConfig, Failure> {
        if self.session_state() == SessionState::Running {
            let message = "A session is running. Pause it first: a sample and a recording never run at once.";
            return Err(Failure::new(FailureCode::State, message));
        }
        let (device, project) = self.project(project)?;
        let terms =
            self.enrolment(device)?.consent.policy(project.id).and_then(|policy| policy.terms(category));
        let terms = terms.ok_or_else(|| {
            let message =
                format!("{} does not collect {category}, so there is no sample of it.", project.name);
            Failure::new(FailureCode::Usage, message)
        })?;
        Ok(SampleConfig {
            category,
            rate: Rate { per_hour: terms.per_hour, max_bytes: terms.max_bytes, announce_before: None },
            choices: self.choices(),
            lang: self.lang().into(),
            project: project.name.clone(),
            client: project.client.name.clone(),
            sensors: candor_capture::Sensors::Real { input: InputChoice::System },
        })
    }

    /// Notes that counts came in.
    pub(super) fn counted(&mut self, sample: &ActivitySample) {
        let now = self.ports.clock.boot();
        if let Some(session) = &mut self.session {
            session.activity.counted(sample, now);
        }
    }

    /// Why a running session has to pause by itself now, if so.
    pub fn must_pause(&self, slept: Millis) -> Option<SessionReason> {
        let session = self.session.as_ref().filter(|_| self.session_state() == SessionState::Running)?;
        if slept > NAP {
            return Some(SessionReason::Suspended);
        }
        if self.closed_until(session.device, session.project.id).is_some() {
            return Some(SessionReason::WorkingHours);
        }
        if !self.ports.real_time() {
            // Made-up input never rests for long, but a moment of a busy machine is minutes of a fast clock.
            return None;
        }
        let counts = self.enrolment(session.device).ok()?.consent.grants();
        let counted = counts.categories().any(|category| category == Category::ActivityCounts);
        let limit = Millis::from_minutes(self.settings.idle_minutes.filter(|_| counted)?.into());
        let idle = self.ports.clock.boot().since(session.activity.at);
        (idle >= limit).then_some(SessionReason::Idle)
    }
}

fn check(settings: &Settings) -> Result<(), Failure> {
    let refuse = |what: String| Err(Failure::new(FailureCode::Usage, format!("{what} Nothing was changed.")));
    let patterns = &settings.exclusions.patterns;
    if patterns.len() > MAX_PATTERNS {
        return refuse(format!("At most {MAX_PATTERNS} windows can be excluded."));
    }
    for pattern in patterns {
        let texts: Vec<_> = [&pattern.application, &pattern.title].into_iter().flatten().collect();
        if texts.is_empty() || texts.iter().any(|text| text.trim().is_empty()) {
            return refuse("An excluded window needs an application or a title.".into());
        }
        if texts.iter().any(|text| text.chars().count() > MAX_PATTERN) {
            return refuse(format!("An application or title has at most {MAX_PATTERN} characters."));
        }
    }
    let shortcuts: Vec<_> =
        [&settings.pause_shortcut, &settings.stop_shortcut].into_iter().flatten().collect();
    for shortcut in &shortcuts {
        if let Err(error) = shortcut.parse::<Shortcut>() {
            return refuse(format!("{shortcut:?} can't be a shortcut: {error}."));
        }
    }
    if let [pause, stop] = shortcuts[..]
        && pause.parse::<Shortcut>() == stop.parse::<Shortcut>()
    {
        return refuse("One shortcut can't pause and stop.".into());
    }
    if settings.idle_minutes.is_some_and(|minutes| minutes == 0 || minutes > MAX_IDLE) {
        return refuse(format!("Idle time is 1 to {MAX_IDLE} minutes, or off."));
    }
    if settings.upload_kib_per_s.is_some_and(|rate| rate < SLOWEST) {
        return refuse(format!("Uploads need at least {SLOWEST} KiB a second."));
    }
    if let Some(WorkingHours { days, from, to }) = &settings.working_hours
        && (days.is_empty() || from >= to)
    {
        return refuse("Working hours need a day, and an end later than their beginning.".into());
    }
    if let Some(lang) = &settings.lang
        && let Err(unknown) = locale::choose(lang)
    {
        return refuse(format!("{unknown}."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Pattern;

    fn sample(from: i64, keys: u32) -> ActivitySample {
        let at = Timestamp::from_millis(from);
        ActivitySample { from: at, to: at, keys, clicks: 0, scroll: 0, pointer_px: 0, active_s: 0 }
    }

    #[test]
    fn only_counts_that_grow_or_begin_anew_are_activity() {
        let mut activity = Activity::new(Boot::from_millis(0));
        let table = [
            (0, 0, 0, 0),
            (1_000, 0, 3, 1_000),
            (2_000, 0, 3, 1_000),
            (3_000, 0, 4, 3_000),
            (4_000, 4_000, 0, 3_000),
            (5_000, 4_000, 2, 5_000),
            (6_000, 4_000, 2, 5_000),
            // As many as before, but in the next stretch.
            (7_000, 6_000, 2, 7_000),
        ];
        for (now, from, keys, last) in table {
            activity.counted(&sample(from, keys), Boot::from_millis(now));
            assert_eq!(activity.at, Boot::from_millis(last), "at {now}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let pattern = |application: &str| Pattern { application: Some(application.into()), title: None };
        let with = |edit: fn(&mut Settings)| {
            let mut settings = Settings::default();
            edit(&mut settings);
            settings
        };
        assert!(check(&Settings::default()).is_ok());
        let mut good = Settings::default();
        good.exclusions.patterns.push(pattern("keepassxc"));
        assert!(check(&good).is_ok());
        good.exclusions.patterns = vec![pattern("x"); MAX_PATTERNS + 1];
        assert!(check(&good).is_err());
        for settings in [
            with(|s| s.idle_minutes = Some(0)),
            with(|s| s.idle_minutes = Some(MAX_IDLE + 1)),
            with(|s| s.upload_kib_per_s = Some(1)),
            with(|s| s.lang = Some("tlh".into())),
            with(|s| s.exclusions.patterns.push(Pattern::default())),
        ] {
            assert!(check(&settings).is_err(), "{settings:?}");
        }
    }
}
