//! `candor-sensor`: the process that captures and shows that it does.
//!
//! Started by the engine alone, it speaks [`candor_capture::message`]s on standard input and output. In this order it
//! gives up the network and other programs, reads what to be, gives up writing files, shows the indicator, and only when
//! told to after that captures. It ends when its input closes.
//!
//! It also shows the agent a sample, under a pill of its own, and says what there is to choose from; neither records.

#![deny(unsafe_code)]

mod activity;
mod exclusion;
mod images;
mod pill;
mod platform;
mod recorder;
mod sample;
mod schedule;
mod sensors;
mod stdio;
mod synthetic;
mod worker;

use std::{
    io::{self, Write as _},
    sync::mpsc,
};

use candor_capture::{
    ClockConfig, FromSample, FromSensor, IndicatorProblem, SampleConfig, SensorConfig, Sensors, Surroundings,
    ToSensor,
    frame::{Decoder, Message},
};
use candor_domain::Category;

use crate::{
    recorder::{Ended, Recorder},
    stdio::Outbox,
};

/// Exit status where the engine doesn't keep to the protocol or asks for what can't be.
const PROTOCOL_ERROR: i32 = 2;
/// Exit status where the indicator could not be shown or was lost.
const INDICATOR_LOST: i32 = 3;

fn main() {
    for lack in platform::harden() {
        say(&lack);
    }
    let mut decoder = Decoder::<ToSensor>::default();
    // The lock is let go before the match, which none of the three below leaves: another thread reads on.
    let first = decoder.read_from(&mut io::stdin().lock());
    match first {
        Ok(Some(ToSensor::Start(config))) => record(*config, decoder),
        Ok(Some(ToSensor::Sample(config))) => sample(*config, decoder),
        Ok(Some(ToSensor::Survey)) => survey(decoder),
        Ok(None) => platform::exit(0),
        Ok(Some(_)) => fail("the first message must say what to be"),
        Err(error) => fail(&describe(&error)),
    }
}

/// Records under the engine's grants.
fn record(config: SensorConfig, decoder: Decoder<ToSensor>) -> ! {
    if let Err(refusal) = check(&config) {
        fail(refusal);
    }
    confine(config.sensors, config.categories.keys());
    let (messages, incoming) = mpsc::channel();
    let outbox = Outbox::<FromSensor>::new();
    let (mut indicator, waker) = platform::indicator(config.sensors);
    stdio::read_in_background(decoder, messages, waker.clone());
    let seed =
        config.schedule_seed.or_else(|| getrandom::u64().ok()).unwrap_or_else(|| fail("no randomness"));
    let sensors = platform::sensors(config.sensors, &config.choices);
    let mut recorder = Recorder::new(config, seed, sensors, outbox.clone(), waker);
    match recorder.run(indicator.as_mut(), &incoming) {
        Ok(()) => outbox.send(&FromSensor::Bye),
        Err(Ended::Indicator(problem)) => lost(&outbox, &FromSensor::IndicatorLost(problem), problem),
        Err(Ended::Protocol(text)) => fail(text),
    }
    outbox.flush();
    platform::exit(0)
}

/// Shows the agent a sample.
fn sample(config: SampleConfig, decoder: Decoder<ToSensor>) -> ! {
    if !config.category.needs_sensor() {
        fail("a sample of a category that needs no sensor was asked for");
    }
    confine(config.sensors, [&config.category]);
    let (messages, incoming) = mpsc::channel();
    let outbox = Outbox::<FromSample>::new();
    let (mut indicator, waker) = platform::indicator(config.sensors);
    stdio::read_in_background(decoder, messages, waker.clone());
    let sensors = platform::sensors(config.sensors, &config.choices);
    match sample::run(&config, &sensors, indicator.as_mut(), &incoming, &outbox, &waker) {
        Ok(()) => outbox.send(&FromSample::Bye),
        Err(Ended::Indicator(problem)) => lost(&outbox, &FromSample::IndicatorLost(problem), problem),
        Err(Ended::Protocol(text)) => fail(text),
    }
    outbox.flush();
    platform::exit(0)
}

/// Says what there is to choose from.
fn survey(decoder: Decoder<ToSensor>) -> ! {
    for lack in platform::confine(false) {
        say(&lack);
    }
    // Nothing more is expected; the process ends when its input closes.
    let (messages, _incoming) = mpsc::channel();
    stdio::read_in_background(decoder, messages, platform::Waker::Parked(std::thread::current()));
    let outbox = Outbox::<Surroundings>::new();
    outbox.send(&platform::survey());
    outbox.flush();
    platform::exit(0)
}

/// Gives up what these categories don't need.
fn confine<'a>(sensors: Sensors, categories: impl IntoIterator<Item = &'a Category>) {
    let stills = categories.into_iter().any(|category| *category == Category::WebcamStills);
    for lack in platform::confine(stills && matches!(sensors, Sensors::Real { .. })) {
        say(&lack);
    }
}

/// Says why the indicator isn't shown, and ends.
fn lost<M: Message>(outbox: &Outbox<M>, message: &M, problem: IndicatorProblem) -> ! {
    say(&format!("the indicator isn't shown ({problem}); nothing is captured"));
    outbox.send(message);
    outbox.flush();
    platform::exit(INDICATOR_LOST)
}

/// Refuses what no engine of this build asks for.
fn check(config: &SensorConfig) -> Result<(), &'static str> {
    if config.categories.keys().any(|category| !category.needs_sensor()) {
        return Err("a category that needs no sensor was configured");
    }
    if matches!(config.sensors, Sensors::Real { .. }) && config.clock != ClockConfig::SYSTEM {
        return Err("another clock than the machine's is for synthetic sensors only");
    }
    Ok(())
}

/// An error with its causes in one line.
fn describe(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

fn fail(text: &str) -> ! {
    say(text);
    platform::exit(PROTOCOL_ERROR)
}

/// Writes a line to the standard error, for the engine's log.
fn say(text: &str) {
    // Without a standard error there is nobody to tell.
    let _ = writeln!(io::stderr(), "candor-sensor: {text}");
}
