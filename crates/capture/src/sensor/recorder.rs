//! The process's one loop: what the engine says, what the agent clicks and what is due.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

use candor_capture::{FromSensor, Health, IndicatorProblem, Intent, SensorConfig, SensorProblem, ToSensor};
use candor_domain::{Boot, Category, Millis, time::Clock};

use crate::{
    activity::{Counters, Counts, Stretch},
    images::Rect,
    pill::{Act, Indicator, Kind, State, View},
    platform::Waker,
    schedule::{Announcer, Schedule},
    sensors::{Input, SensorSet, ShortcutKeys},
    stdio::Outbox,
    worker::Worker,
};

const MINUTE: Millis = Millis::from_minutes(1);
const SECOND: u64 = 1_000;
/// How far apart tallies are at least.
const TALLY: Millis = Millis::from_secs(2);

/// Why recording ended without being asked to.
#[derive(Debug)]
pub enum Ended {
    /// The indicator isn't shown any more.
    Indicator(IndicatorProblem),
    /// The engine doesn't keep to the protocol.
    Protocol(&'static str),
}

/// A category whose pictures are due now and then.
struct Pictures {
    category: Category,
    worker: Worker,
    schedule: Option<Schedule>,
    due: Option<Millis>,
    announcer: Option<Announcer>,
    max_bytes: u32,
}

/// Counting.
struct Counting {
    input: Box<dyn Input>,
    counters: Arc<Counters>,
    stretch: Stretch,
    began: Millis,
    ends: Millis,
    look: Millis,
    /// What was last said of the stretch, and when.
    told: (Counts, Millis),
}

/// What is recorded, from the indicator's first moment to the last message.
///
/// Times inside are milliseconds by the awake clock since the process began.
pub struct Recorder {
    config: SensorConfig,
    clock: Box<dyn Clock>,
    began: Boot,
    outbox: Outbox,
    waker: Waker,
    sensors: Option<SensorSet>,
    counting: Option<Counting>,
    pictures: Vec<Pictures>,
    /// What the agent asks for by shortcuts.
    asked: (Sender<Intent>, Receiver<Intent>),
    seed: u64,
    view: View,
    /// The time worked at `began`, as far as the engine said.
    worked: Millis,
    /// The same for the pill's timer, which follows the engine's latest word.
    shown: (Millis, Millis),
}

impl Recorder {
    /// A recorder that captures nothing yet.
    pub fn new(config: SensorConfig, seed: u64, sensors: SensorSet, outbox: Outbox, waker: Waker) -> Self {
        let clock = config.clock.build();
        let (began, worked) = (clock.awake(), config.worked);
        let view = View::new(Kind::Recording, &config.lang, &config.project, &config.client, worked);
        Self {
            config,
            clock,
            began,
            outbox,
            waker,
            sensors: Some(sensors),
            counting: None,
            pictures: Vec::new(),
            asked: channel(),
            seed,
            view,
            worked,
            shown: (Millis::ZERO, worked),
        }
    }

    /// Shows the indicator and records until the engine says to finish.
    ///
    /// # Errors
    ///
    /// Ends with what took the indicator away or what the engine may not say. Nothing is captured any more then.
    pub fn run(&mut self, indicator: &mut dyn Indicator, incoming: &Receiver<ToSensor>) -> Result<(), Ended> {
        let ended = self.record(indicator, incoming);
        if ended.is_err() {
            self.abandon();
        }
        ended
    }

    fn record(&mut self, indicator: &mut dyn Indicator, incoming: &Receiver<ToSensor>) -> Result<(), Ended> {
        indicator.show(&self.view, self.config.place).map_err(Ended::Indicator)?;
        self.outbox.send(&FromSensor::IndicatorShown);
        loop {
            for message in incoming.try_iter() {
                match message {
                    ToSensor::Start(_) | ToSensor::Sample(_) | ToSensor::Survey => {
                        return Err(Ended::Protocol("what to be was said a second time"));
                    }
                    ToSensor::Arm(categories) => self.arm(&categories)?,
                    ToSensor::Health { health, worked } => self.show_health(health, worked),
                    ToSensor::Finish => {
                        self.stop();
                        return Ok(());
                    }
                }
            }
            if let Ok(intent) = self.asked.1.try_recv() {
                self.end_for(intent);
            }
            self.tick(indicator);
            indicator.update(&self.view).map_err(Ended::Indicator)?;
            match indicator.wait(self.until_next(indicator)).map_err(Ended::Indicator)? {
                Some(Act::Pressed(intent)) => self.end_for(intent),
                Some(Act::Moved(x, y)) => self.outbox.send(&FromSensor::Moved(x, y)),
                None => {}
            }
        }
    }

    /// The agent asked for an end: nothing is captured from here on, whoever answers when.
    fn end_for(&mut self, intent: Intent) {
        if self.view.state != State::Ending {
            self.stop();
            self.view.state = State::Ending;
            self.outbox.send(&FromSensor::Intent(intent));
        }
    }

    fn now(&self) -> Millis {
        self.clock.awake().since(self.began)
    }

    fn worked(&self, now: Millis) -> Millis {
        self.worked.plus(now)
    }

    fn arm(&mut self, categories: &[Category]) -> Result<(), Ended> {
        if categories.iter().any(|category| !self.config.categories.contains_key(category)) {
            return Err(Ended::Protocol("a category was armed that was not configured"));
        }
        let mut sensors = self.sensors.take().ok_or(Ended::Protocol("Arm came a second time"))?;
        // Before anything is captured, so that whoever is told of that can rely on them.
        if let Some(keys) = &mut sensors.shortcuts {
            self.hold_shortcuts(keys.as_mut());
        }
        let at = self.clock.now();
        for (category, rate) in self.config.categories.clone() {
            if !categories.contains(&category) {
                continue;
            }
            let worker = match category {
                Category::Screenshots => Worker::screens((sensors.screens)(), &self.outbox, &self.waker, at),
                Category::WebcamStills => Worker::camera((sensors.camera)(), &self.outbox, &self.waker, at),
                Category::ActivityCounts => {
                    self.count((sensors.input)());
                    continue;
                }
                Category::WorkNotes => continue,
            };
            let schedule = Schedule::new(self.seed, category, rate.per_hour);
            let due = schedule.map(|schedule| schedule.next_after(self.worked(self.now())));
            let announcer = rate.announce_before.map(Announcer::new);
            let max_bytes = rate.max_bytes;
            self.pictures.push(Pictures { category, worker, schedule, due, announcer, max_bytes });
        }
        self.view.state = State::Recording;
        Ok(())
    }

    fn hold_shortcuts(&self, keys: &mut dyn ShortcutKeys) {
        let shortcuts = &self.config.shortcuts;
        for (intent, shortcut) in [(Intent::Pause, shortcuts.pause), (Intent::Stop, shortcuts.stop)] {
            let Some(shortcut) = shortcut else { continue };
            let (asked, waker) = (self.asked.0.clone(), self.waker.clone());
            let pressed = Box::new(move || {
                // The other end goes only with the process.
                let _ = asked.send(intent);
                waker.wake();
            });
            if keys.hold(shortcut, pressed).is_err() {
                self.outbox.send(&FromSensor::ShortcutTaken(shortcut));
            }
        }
    }

    fn count(&mut self, mut input: Box<dyn Input>) {
        let counters = Arc::new(Counters::new());
        let (from, now) = (self.clock.now(), self.now());
        match input.start(&counters) {
            Ok(()) => {
                let stretch = Stretch::new(from, now);
                let (ends, look, told) = (now.plus(MINUTE), now, (Counts::default(), now));
                self.counting = Some(Counting { input, counters, stretch, began: now, ends, look, told });
                self.outbox.send(&FromSensor::Armed(Category::ActivityCounts));
            }
            Err(code) => {
                let category = Category::ActivityCounts;
                self.outbox.send(&FromSensor::Missed { category, at: from, code });
            }
        }
    }

    fn show_health(&mut self, health: Health, worked: Millis) {
        self.view.health = health;
        self.shown = (self.now(), worked);
    }

    /// Does what is due.
    fn tick(&mut self, indicator: &dyn Indicator) {
        let now = self.now();
        let at = self.clock.now();
        if let Some(counting) = &mut self.counting {
            // Minutes are counted from the arming, however late this looks at the clock.
            while now >= counting.ends {
                let (end, late) = (counting.ends, now.minus(counting.ends));
                counting.input.look(end.minus(counting.began));
                let sample = counting.stretch.end(at.minus(late), end, counting.counters.take());
                counting.ends = end.plus(MINUTE);
                counting.told = (Counts::default(), now);
                self.outbox.send(&FromSensor::Sample(sample));
            }
            if now >= counting.look {
                counting.look = now.plus(counting.input.look(now.minus(counting.began)));
            }
            // The pill's timer wakes the loop each second, so this needs no waking of its own.
            let counts = counting.counters.read();
            if counts != counting.told.0 && now.minus(counting.told.1) >= TALLY {
                counting.told = (counts, now);
                self.outbox.send(&FromSensor::Tally(counting.stretch.so_far(now, counts)));
            }
        }
        let worked = self.worked(now);
        let without = indicator.area().unwrap_or_default();
        for pictures in &mut self.pictures {
            if let Some(left) = pictures.announce(worked) {
                self.outbox.send(&FromSensor::Soon { category: pictures.category, at: at.plus(left) });
            }
            pictures.take_due(worked, at, without);
        }
        self.view.worked = self.shown.1.plus(now.minus(self.shown.0));
    }

    /// How long nothing is due, by the machine's own clock.
    fn until_next(&self, indicator: &dyn Indicator) -> Option<Duration> {
        let now = self.now();
        let worked = self.worked(now);
        let second = indicator.ticks().then(|| SECOND - self.view.worked.get() % SECOND);
        let counting = self.counting.iter().flat_map(|counting| [counting.ends, counting.look]);
        // A worker that is busy wakes the loop when it is done.
        let idle = self.pictures.iter().filter(|pictures| !pictures.worker.busy());
        let due = idle.filter_map(|pictures| pictures.due);
        let soon = self.pictures.iter().filter_map(|pictures| pictures.announcer?.when(pictures.due?));
        let soonest = counting
            .map(|then| then.minus(now).get())
            .chain(due.chain(soon).map(|then| then.minus(worked).get()))
            .chain(second)
            .min()
            .map(|millis| Duration::from_millis(millis) / self.config.clock.factor().max(1));
        let watched = self.pictures.iter().filter_map(|pictures| pictures.worker.watch()).min();
        // A whole millisecond at least, so that rounding never makes the loop spin.
        soonest.into_iter().chain(watched).min().map(|wait| wait.max(Duration::from_millis(1)))
    }

    /// Ends capturing in order: no hook, the last sample sent, no order open.
    fn stop(&mut self) {
        self.sensors = None;
        if let Some(mut counting) = self.counting.take() {
            counting.input.look(self.now().minus(counting.began));
            counting.input.stop();
            let now = self.now();
            let sample = counting.stretch.end(self.clock.now(), now, counting.counters.take());
            self.outbox.send(&FromSensor::Sample(sample));
        }
        for pictures in self.pictures.drain(..) {
            pictures.worker.give_up(SensorProblem::Interrupted);
        }
    }

    /// Ends capturing where there is doubt: what was counted since the last sample is dropped.
    fn abandon(&mut self) {
        if let Some(mut counting) = self.counting.take() {
            counting.input.stop();
            let (category, at) = (Category::ActivityCounts, counting.stretch.from());
            self.outbox.send(&FromSensor::Missed { category, at, code: SensorProblem::Interrupted });
        }
        for pictures in self.pictures.drain(..) {
            pictures.worker.give_up(SensorProblem::Interrupted);
        }
    }
}

impl Pictures {
    /// How long it is until the next picture, where that is to be said now.
    fn announce(&mut self, worked: Millis) -> Option<Millis> {
        self.announcer.as_mut()?.left(self.due?, worked)
    }

    fn take_due(&mut self, worked: Millis, at: candor_domain::Timestamp, without: Rect) {
        if let (Some(schedule), Some(due)) = (self.schedule, self.due)
            && worked >= due
            && !self.worker.busy()
        {
            self.worker.order(at, without, self.max_bytes);
            self.due = Some(schedule.next_after(worked));
        }
    }
}
