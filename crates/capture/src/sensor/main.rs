//! `candor-sensor`: the process that captures and shows that it does.
//!
//! Started by the engine alone, it speaks [`candor_capture::message`]s on standard input and output. In this order it
//! gives up the network and other programs, reads what to be, gives up writing files, shows the indicator, and only when
//! told to after that captures. It ends when its input closes.

#![deny(unsafe_code)]

mod activity;
mod images;
mod pill;
mod platform;
mod recorder;
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
    frame::Decoder,
    message::{FromSensor, IndicatorProblem, SensorConfig, Sensors, ToSensor},
};

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
    let config = match decoder.read_from(&mut io::stdin().lock()) {
        Ok(Some(ToSensor::Start(config))) => config,
        Ok(None) => platform::exit(0),
        Ok(Some(_)) => fail("the first message must be Start"),
        Err(error) => fail(&describe(&error)),
    };
    if let Err(refusal) = check(&config) {
        fail(refusal);
    }
    for lack in platform::confine(&config) {
        say(&lack);
    }

    let (messages, incoming) = mpsc::channel();
    let outbox = Outbox::new();
    let (mut indicator, waker) = platform::indicator(&config);
    stdio::read_in_background(decoder, messages, waker.clone());
    let seed =
        config.schedule_seed.or_else(|| getrandom::u64().ok()).unwrap_or_else(|| fail("no randomness"));
    let sensors = platform::sensors(&config);
    let mut recorder = Recorder::new(*config, seed, sensors, outbox.clone(), waker);
    match recorder.run(indicator.as_mut(), &incoming) {
        Ok(()) => outbox.send(&FromSensor::Bye),
        Err(Ended::Indicator(problem)) => lost(&outbox, problem),
        Err(Ended::Protocol(text)) => fail(text),
    }
    outbox.flush();
    platform::exit(0)
}

/// Says why the indicator isn't shown, and ends.
fn lost(outbox: &Outbox, problem: IndicatorProblem) -> ! {
    say(&format!("the indicator isn't shown ({problem}); nothing is captured"));
    outbox.send(&FromSensor::IndicatorLost(problem));
    outbox.flush();
    platform::exit(INDICATOR_LOST)
}

/// Refuses what no engine of this build asks for.
fn check(config: &SensorConfig) -> Result<(), &'static str> {
    if config.categories.keys().any(|category| !category.needs_sensor()) {
        return Err("a category that needs no sensor was configured");
    }
    if matches!(config.sensors, Sensors::Real { .. }) && config.clock.factor() != 1 {
        return Err("a fast clock is for synthetic sensors only");
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
