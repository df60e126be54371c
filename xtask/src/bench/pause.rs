//! How long until nothing listens any more.

use std::time::Instant;

use anyhow::Result;

use super::{Bench, process::Session, scene::Scene, table::Figure};
use crate::stage::children_named;

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    let mut scene = Scene::open(&bench.folder("pause"), bench.programs(), 6)?;
    let granted = ["activity_counts", "screenshots"];
    let Session { engine, .. } = scene.start("candor", &granted)?;
    bench.say(&format!("pausing and resuming {} times", bench.effort.pauses));
    let (mut times, mut left) = (Vec::new(), Vec::new());
    for _ in 0..bench.effort.pauses {
        let began = Instant::now();
        scene.programs.ask(&scene.stage, &["pause"])?;
        times.push(began.elapsed().as_secs_f64() * 1e3);
        left.push(children_named(engine, "candor-sensor")?.len() as f64);
        scene.programs.ask(&scene.stage, &["resume"])?;
        scene.programs.wait_for_recording(&mut scene.stage, "candor", granted.len())?;
    }
    scene.stop()?;
    Ok(vec![
        Figure::new("candor pause, from start to exit", "ms", times)
            .note("with the start of the command itself; when it has ended, no process listens"),
        Figure::new("sensor processes when it has ended", "processes", left).must(0.0),
    ])
}
