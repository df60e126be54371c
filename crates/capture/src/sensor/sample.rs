//! A sample of one category, for the agent's eyes: its own pill first, then one set of pictures or a minute of counts, then
//! the end. Nothing of it is kept here, and what is said of it is of a type that nothing stores.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use candor_capture::{FromSample, SampleConfig, SensorProblem, SystemClock, ToSensor};
use candor_domain::{Category, Millis, record::CaptureSource, time::Clock as _};

use crate::{
    activity::{Counters, Stretch},
    images::{Pipeline, Rect},
    pill::{Act, Indicator, Kind, State, View},
    platform::Waker,
    recorder::Ended,
    sensors::{Input, SensorSet},
    stdio::{self, Outbox},
    worker::{self, Images},
};

/// How long counts are shown.
const COUNTING: Millis = Millis::from_minutes(1);
/// How often.
const SECOND: Millis = Millis::from_secs(1);

/// What is under way.
enum Look {
    Counts { input: Box<dyn Input>, counters: Arc<Counters>, stretch: Stretch, next: Millis, look: Millis },
    Pictures { answer: Receiver<Result<Images, SensorProblem>>, until: Millis },
}

/// Shows the pill, takes the sample, and returns when it is over or the agent or the engine ended it.
///
/// # Errors
///
/// Ends with what took the pill away or what the engine may not say.
pub fn run(
    config: &SampleConfig,
    sensors: &SensorSet,
    indicator: &mut dyn Indicator,
    incoming: &Receiver<ToSensor>,
    outbox: &Outbox<FromSample>,
    waker: &Waker,
) -> Result<(), Ended> {
    let mut view = View::new(Kind::Sample, &config.lang, &config.project, &config.client, Millis::ZERO);
    indicator.show(&view, None).map_err(Ended::Indicator)?;
    outbox.send(&FromSample::Shown);
    view.state = State::Recording;
    let began = SystemClock.awake();
    let mut look = match begin(config, sensors, indicator.area().unwrap_or_default(), waker) {
        Ok(look) => look,
        Err(problem) => {
            outbox.send(&FromSample::Missed(problem));
            return Ok(());
        }
    };
    let ended = loop {
        match incoming.try_recv() {
            Ok(ToSensor::Finish) => break Ok(()),
            Ok(_) => break Err(Ended::Protocol("a sample can only be finished")),
            Err(_) => {}
        }
        let now = SystemClock.awake().since(began);
        view.worked = now;
        let Some(wait) = go_on(&mut look, now, outbox) else { break Ok(()) };
        let wait = wait.min(Millis::new(SECOND.get() - now.get() % SECOND.get())).get().max(1);
        let pressed = indicator
            .update(&view)
            .and_then(|()| indicator.wait(Some(Duration::from_millis(wait))))
            .map_err(Ended::Indicator);
        match pressed {
            Ok(None | Some(Act::Moved(..))) => {}
            // A sample has one button.
            Ok(Some(Act::Pressed(_))) => break Ok(()),
            Err(ended) => break Err(ended),
        }
    };
    if let Look::Counts { input, .. } = &mut look {
        input.stop();
    }
    ended
}

/// Begins to look.
fn begin(
    config: &SampleConfig,
    sensors: &SensorSet,
    without: Rect,
    waker: &Waker,
) -> Result<Look, SensorProblem> {
    let (max_bytes, at) = (config.rate.max_bytes, SystemClock.now());
    let (send, answer) = channel();
    let taken = |take: Box<dyn FnOnce() -> Result<Images, SensorProblem> + Send>| {
        let waker = waker.clone();
        stdio::spawn(config.category.name(), worker::STACK, move || {
            // Nobody waits any more where the sample was ended.
            let _ = send.send(take());
            waker.wake();
        });
    };
    let until = match config.category {
        Category::ActivityCounts => {
            let (mut input, counters) = ((sensors.input)(), Arc::new(Counters::new()));
            input.start(&counters)?;
            let stretch = Stretch::new(at, Millis::ZERO);
            return Ok(Look::Counts { input, counters, stretch, next: SECOND, look: Millis::ZERO });
        }
        Category::Screenshots => {
            let mut screens = (sensors.screens)();
            taken(Box::new(move || {
                worker::take_screens(screens.as_mut(), &mut BTreeMap::new(), at, without, max_bytes)
            }));
            worker::DEADLINE
        }
        Category::WebcamStills => {
            let mut camera = (sensors.camera)();
            taken(Box::new(move || {
                let encoded = Pipeline::default().encode(&camera.still()?, Rect::default(), max_bytes)?;
                Ok(vec![Ok(worker::image(CaptureSource::Camera, at, false, encoded))])
            }));
            worker::CAMERA_DEADLINE
        }
        Category::WorkNotes => return Err(SensorProblem::Unsupported),
    };
    Ok(Look::Pictures { answer, until: Millis::new(until.as_millis().try_into().unwrap_or(u64::MAX)) })
}

/// Tells what is there; returns how long to wait for more, or nothing once it is over.
fn go_on(look: &mut Look, now: Millis, outbox: &Outbox<FromSample>) -> Option<Millis> {
    match look {
        Look::Counts { input, counters, stretch, next, look } => {
            if now >= *look {
                *look = now.plus(input.look(now));
            }
            if now >= *next {
                let whole = now.get() / SECOND.get() * SECOND.get();
                outbox.send(&FromSample::Tally(stretch.so_far(Millis::new(whole), counters.read())));
                *next = Millis::new(whole).plus(SECOND);
            }
            (now < COUNTING).then(|| next.minus(now).min(look.minus(now)))
        }
        Look::Pictures { answer, until } => {
            let Ok(taken) = answer.try_recv() else {
                if now < *until {
                    return Some(until.minus(now));
                }
                outbox.send(&FromSample::Missed(SensorProblem::Stalled));
                return None;
            };
            for image in taken.unwrap_or_else(|problem| vec![Err(problem)]) {
                outbox.send(&match image {
                    Ok(image) => FromSample::Picture(image),
                    Err(problem) => FromSample::Missed(problem),
                });
            }
            None
        }
    }
}
