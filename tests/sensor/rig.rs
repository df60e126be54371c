//! A sensor process on a display of its own, held by an agent who consented.

use std::{collections::BTreeMap, time::Duration};

use candor_capture::{
    Choices, ClockConfig, Event, FromSensor, InputChoice, Launch, Rate, SensorConfig, SensorProcess, Sensors,
    Shortcuts,
};
use candor_domain::{Category, Millis, record::ActivitySample};

use crate::support::{consented::Consented, display::Display, programs};

/// Longer than anything takes that works, also on a busy machine.
pub const LONG: Duration = Duration::from_secs(20);
/// The project's name on the pill.
pub const PROJECT: &str = "Spring catalogue";

/// The pill's size, the middle of its dot, and those of its buttons to pause and to stop.
pub const PILL: (i32, i32) = (352, 52);
pub const DOT: (i32, i32) = (27, 26);
pub const PAUSE: (i32, i32) = (288, 26);
pub const STOP: (i32, i32) = (326, 26);

/// Real sensors for these categories, a picture each second.
pub fn config(categories: &[Category]) -> SensorConfig {
    let rate = Rate { per_hour: 3_600, max_bytes: 1_000_000, announce_before: None };
    SensorConfig {
        sensors: Sensors::Real { input: InputChoice::System },
        clock: ClockConfig::SYSTEM,
        categories: categories.iter().map(|category| (*category, rate)).collect::<BTreeMap<_, _>>(),
        project: PROJECT.into(),
        client: "Example Ltd".into(),
        lang: "en".into(),
        schedule_seed: Some(1),
        worked: Millis::ZERO,
        choices: Choices::default(),
        place: None,
        shortcuts: Shortcuts::default(),
    }
}

/// The sensor process and what it stands on.
pub struct Rig {
    pub sensor: SensorProcess,
    pub consented: Consented,
    pub display: Display,
}

impl Rig {
    /// Starts the process; the pill may not be shown yet.
    pub async fn start(display: Display, config: SensorConfig) -> Self {
        Self::start_with(Launch::new(programs::sensor()), display, config).await
    }

    /// Starts the process in some other way.
    pub async fn start_with(launch: Launch, display: Display, config: SensorConfig) -> Self {
        let consented = Consented::to_everything();
        let launch = launch.on_display(display.name());
        let sensor = SensorProcess::spawn(&launch, config, &consented.clearances()).await.unwrap();
        Self { sensor, consented, display }
    }

    /// Starts the process for these categories and waits until the pill is shown and all of them work.
    pub async fn armed(categories: &[Category]) -> Self {
        let mut rig = Self::start(Display::start(), config(categories)).await;
        rig.arm(categories).await;
        rig
    }

    /// Waits for the pill, then arms and waits until all categories work.
    pub async fn arm(&mut self, categories: &[Category]) {
        assert_eq!(self.message().await, FromSensor::IndicatorShown);
        self.consented.set_indicator(true);
        assert_eq!(self.sensor.arm(&self.consented.grants()).await.unwrap(), categories);
        let mut waiting = categories.to_vec();
        while !waiting.is_empty() {
            match self.message().await {
                FromSensor::Armed(category) => waiting.retain(|other| *other != category),
                // The first picture may be due before another category works.
                FromSensor::Image(_) => {}
                other => panic!("{other:?} instead of Armed for {waiting:?}"),
            }
        }
    }

    /// The next event that is no tally: those come when the clock says so.
    pub async fn event(&mut self) -> Event {
        loop {
            match tokio::time::timeout(LONG, self.sensor.next()).await.expect("an event in time").unwrap() {
                Event::Message(FromSensor::Tally(_)) => {}
                event => return event,
            }
        }
    }

    /// Waits until so much was counted: what comes by another thread of the process takes its time on a busy machine.
    pub async fn counted(&mut self, enough: impl Fn(&ActivitySample) -> bool) {
        loop {
            match tokio::time::timeout(LONG, self.sensor.next()).await.expect("a tally in time").unwrap() {
                Event::Message(FromSensor::Tally(tally)) if enough(&tally) => return,
                Event::Message(FromSensor::Tally(_)) => {}
                other => panic!("{other:?} instead of a tally"),
            }
        }
    }

    /// The next message.
    pub async fn message(&mut self) -> FromSensor {
        match self.event().await {
            Event::Message(message) => message,
            Event::Exited { status, stderr } => panic!("ended ({status}): {stderr}"),
        }
    }

    /// Messages until the process ends, and its exit status.
    pub async fn rest(&mut self) -> (Vec<FromSensor>, Option<i32>) {
        let mut messages = Vec::new();
        loop {
            match self.event().await {
                Event::Message(message) => messages.push(message),
                Event::Exited { status, .. } => return (messages, status.code()),
            }
        }
    }

    /// Ends the process in order; returns its last messages without the last, `Bye`.
    pub async fn finish(self) -> Vec<FromSensor> {
        let mut last = self.sensor.finish(LONG).await;
        last.retain(|message| !matches!(message, FromSensor::Tally(_)));
        assert_eq!(last.pop(), Some(FromSensor::Bye));
        last
    }
}
