//! What recording costs a machine while somebody works, and while nobody touches it.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};

use super::{
    Bench,
    process::{Memory, Session, Spent},
    scene::{Scene, megabytes, most_memory},
    table::Figure,
};

/// From one press to the next.
const PACE: Duration = Duration::from_millis(200);
const KEYS_PER_SECOND: usize = 5;
const SCREENSHOTS_PER_HOUR: u32 = 6;
/// From one look at the memory to the next.
const LOOK: Duration = Duration::from_millis(500);
/// From one line of progress to the next.
const NEWS: Duration = Duration::from_secs(15);

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    let mut scene = Scene::open(&bench.folder("weight"), bench.programs(), SCREENSHOTS_PER_HOUR)?;
    let session = scene.start("candor", &["activity_counts", "screenshots"])?;
    let idle = bench.effort.idle;

    bench.say(&format!("idle for {} s", idle.as_secs()));
    let (began, before) = (Instant::now(), session.spent()?);
    thread::sleep(idle);
    let idle_share = share(session.spent()?.since(before).candor(), began.elapsed());

    let Typed { pressed, spent, took, most, end } = type_on(bench, &scene, session)?;
    scene.stage.wait_for_answer(pressed)?;
    let taken = scene.programs.outbox(&scene.stage)?.iter().filter(|item| item.is_picture).count();
    let counted = scene.stop()?;

    let cpu = format!(
        "engine {:.3} %, sensor {:.3} %; over {} s, with {taken} of the screenshots that come at 6 an hour",
        share(spent.engine, took),
        share(spent.sensor, took),
        took.as_secs(),
    );
    let unit = "% of a core";
    Ok(vec![
        Figure::new("CPU, recording at 5 keys/s", unit, [share(spent.candor(), took)]).aim(0.3).note(cpu),
        Figure::new("CPU, recording, nobody there", unit, [idle_share]),
        Figure::new("memory (PSS), after that", "MB", [megabytes(&end)])
            .aim(20.0)
            .peer("ActivityWatch, server and two watchers", 85.0, "85")
            .peer("a blank Chromium", 316.0, "316")
            .note(parts(&end)),
        Figure::new("memory (PSS), most at once", "MB", [megabytes(&most)]).note(parts(&most)),
        Figure::new("keys counted at 5 a second", "keys", [counted as f64]).must(pressed as f64),
    ])
}

/// What it cost to record somebody who types.
pub struct Typed {
    /// Keys.
    pub pressed: u64,
    pub spent: Spent,
    pub took: Duration,
    /// Memory of engine and sensor when it was most, and at the end.
    pub most: [Memory; 2],
    pub end: [Memory; 2],
}

/// Presses 5 keys a second for as long as the effort says.
pub fn type_on(bench: &Bench<'_>, scene: &Scene, session: Session) -> Result<Typed> {
    let window = bench.effort.window;
    let keys = usize::try_from(window.as_secs())? * KEYS_PER_SECOND;
    bench.say(&format!("{KEYS_PER_SECOND} keys a second for {} s", window.as_secs()));
    let (began, before) = (Instant::now(), session.spent()?);
    let mut news = Instant::now();
    let (pressed, most) = thread::scope(|scope| -> Result<_> {
        let typist = scope.spawn(|| scene.press(keys, PACE));
        let most = most_memory(
            session,
            LOOK,
            || typist.is_finished(),
            |now| {
                if news.elapsed() >= NEWS {
                    news = Instant::now();
                    let passed = began.elapsed().as_secs();
                    bench.say(&format!("  {passed} of {} s, {:.1} MB", window.as_secs(), megabytes(now)));
                }
            },
        );
        let pressed = typist.join().map_err(|_| anyhow!("the typing thread panicked"))??;
        Ok((pressed, most?))
    })?;
    let (spent, took) = (session.spent()?.since(before), began.elapsed());
    Ok(Typed { pressed, spent, took, most, end: session.memory()? })
}

/// Processor time as a share of one core, in percent.
pub fn share(spent: Duration, of: Duration) -> f64 {
    spent.as_secs_f64() / of.as_secs_f64() * 100.0
}

/// The parts of each process.
pub fn parts([engine, sensor]: &[Memory; 2]) -> String {
    let of = |memory: &Memory| {
        let [all, anonymous] = [memory.all, memory.anonymous].map(|bytes| bytes as f64 / 1e6);
        format!("{all:.1} MB, {anonymous:.1} of it heap and stacks")
    };
    format!("engine {}; sensor {}", of(engine), of(sensor))
}
