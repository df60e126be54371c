//! Many keys in a short time: is each counted, and what does that cost?

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{Bench, process::Session, scene::Scene, table::Figure};
use crate::stage::children_named;

const KEYS: usize = 1_500;
/// From one press to the next: 1,500 take 30 seconds.
const PACE: Duration = Duration::from_millis(20);

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    let mut scene = Scene::open(&bench.folder("burst"), bench.programs(), 1)?;
    let Session { engine, display, .. } = scene.start("candor", &["activity_counts"])?;
    let (mut counted, mut cost, mut took) = (Vec::new(), Vec::new(), Vec::new());
    let (mut pressed, mut known) = (0, 0);
    for round in 1..=bench.effort.bursts {
        bench.say(&format!("{KEYS} key presses, {round} of {}", bench.effort.bursts));
        let session = Session::of(engine, display)?;
        let (began, before) = (Instant::now(), session.spent()?);
        pressed += scene.press(KEYS, PACE)?;
        took.push(began.elapsed().as_secs_f64());
        cost.push(session.spent()?.since(before).candor().as_secs_f64());
        scene.stage.wait_for_answer(pressed)?;
        // What was counted is on disk once the pause answers.
        scene.programs.ask(&scene.stage, &["pause"])?;
        let status = scene.programs.ask_json(&scene.stage, &["status"])?;
        let all = status["session"]["totals"]["keys"].as_u64().context("the status has no count of keys")?;
        counted.push(all.saturating_sub(known) as f64);
        known = all;
        if round < bench.effort.bursts {
            scene.programs.ask(&scene.stage, &["resume"])?;
            scene.programs.wait_for_recording(&mut scene.stage, "candor", 1)?;
        }
    }
    let left = children_named(engine, "candor-sensor")?.len();
    let counted_at_stop = scene.stop()?;
    let took = took.iter().copied().fold(0.0, f64::max);
    Ok(vec![
        Figure::new("1,500 key presses in 30 s, counted", "keys", counted).must(KEYS as f64).peer(
            "aw-watcher-input",
            1_257.0,
            "1,000 to 1,257",
        ),
        Figure::new("the same in the session's total", "keys", [counted_at_stop as f64]).must(pressed as f64),
        Figure::new("CPU for 1,500 key presses", "s", cost)
            .aim(0.13)
            .peer("aw-watcher-input", 1.3, "1.3")
            .note(format!("engine and sensor over the {took:.0} s that the pressing takes")),
        Figure::new("sensor processes after the pause", "processes", [left as f64]).must(0.0),
    ])
}
