//! Synthetic sensors: the same seed, the same counts and pictures, at any speed and without a display.

use candor_capture::{
    ClockConfig, FastClock, FromSensor, Launch, SensorConfig, SensorProcess, Sensors, SystemClock,
};
use candor_domain::{Category, Sha256Hash, record::CaptureSource, time::Clock as _};

use super::rig::{LONG, config};
use crate::support::{consented::Consented, programs};

const CATEGORIES: [Category; 3] = [Category::ActivityCounts, Category::Screenshots, Category::WebcamStills];

/// Three minutes in three seconds: their counts, and the first two pictures of each kind.
async fn three_minutes(seed: u64) -> (Vec<[u32; 5]>, [Vec<Sha256Hash>; 2]) {
    let mut consented = Consented::to_everything();
    let config = SensorConfig {
        sensors: Sensors::Synthetic { seed },
        clock: ClockConfig::from(&FastClock::starting_at(SystemClock.now(), 60)),
        categories: config(&CATEGORIES)
            .categories
            .into_iter()
            .map(|(category, mut rate)| {
                rate.per_hour = 60;
                (category, rate)
            })
            .collect(),
        ..config(&[])
    };
    let launch = Launch::new(programs::sensor()).on_display(":nowhere");
    let mut sensor = SensorProcess::spawn(&launch, config, &consented.clearances()).await.unwrap();
    let (mut samples, mut screens, mut stills) = (Vec::new(), Vec::new(), Vec::new());
    while samples.len() < 3 || screens.len() < 2 || stills.len() < 2 {
        let event = tokio::time::timeout(LONG, sensor.next()).await.unwrap().unwrap();
        match event {
            candor_capture::Event::Message(FromSensor::IndicatorShown) => {
                consented.set_indicator(true);
                sensor.arm(&consented.grants()).await.unwrap();
            }
            candor_capture::Event::Message(FromSensor::Sample(s)) => {
                samples.push([s.keys, s.clicks, s.scroll, s.pointer_px, s.active_s]);
            }
            candor_capture::Event::Message(FromSensor::Image(image)) => {
                let kind = if image.source == CaptureSource::Camera { &mut stills } else { &mut screens };
                kind.push(Sha256Hash::of(&image.bytes));
            }
            // A tally comes where the machine is so slow that seconds of the fast clock pass unseen.
            candor_capture::Event::Message(FromSensor::Armed(_) | FromSensor::Tally(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    let last = sensor.finish(LONG).await;
    assert_eq!(last.last(), Some(&FromSensor::Bye));
    // A slow machine takes fewer pictures meanwhile, but the same ones in the same order.
    samples.truncate(3);
    screens.truncate(2);
    stills.truncate(2);
    (samples, [screens, stills])
}

#[tokio::test]
async fn a_seed_gives_the_same_counts_and_pictures() {
    let (first, again, other) = (three_minutes(7).await, three_minutes(7).await, three_minutes(8).await);
    assert_eq!(first, again);
    assert_ne!(first.0, other.0);
    assert!(first.0.iter().all(|[keys, .., active]| *keys > 0 && *active > 0), "{:?}", first.0);
    for (own, others) in first.1.iter().zip(&other.1) {
        assert!(own[0] != own[1] && own.iter().all(|image| !others.contains(image)));
    }
}
