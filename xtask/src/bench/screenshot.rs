//! What one stored screenshot costs, and whether it shows what the screen showed.

use std::{
    collections::HashSet,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{
    Bench,
    process::{Memory, Session, Spent},
    scene::{SCREEN, Scene, megabytes, most_memory},
    table::Figure,
    weight::parts,
};
use crate::stage::{PILL, Stage, programs::list, read, until};

const PER_HOUR: u32 = 1_200;
const INTERVAL: Duration = Duration::from_secs(3);
/// From one look at the memory to the next: short beside what a screenshot takes.
const LOOK: Duration = Duration::from_millis(20);
/// Pictures that are shown one after the other in place of a photograph.
const PHOTOGRAPHS: usize = 4;
/// Bytes of a pixel, red, green and blue.
const PIXEL: usize = 3;

pub fn run(bench: &Bench<'_>) -> Result<Vec<Figure>> {
    let mut scene = Scene::open(&bench.folder("screenshot"), bench.programs(), PER_HOUR)?;
    let window = INTERVAL * bench.effort.pictures;

    bench.say(&format!("the same without screenshots, for {} s", window.as_secs()));
    let session = scene.start("without", &["activity_counts"])?;
    let (without, _) = Rate::measure(session, window)?;
    scene.stop()?;

    bench.say(&format!("{} screenshots of moving text, for {} s", bench.effort.pictures, window.as_secs()));
    let session = scene.start("with", &["activity_counts", "screenshots"])?;
    let text = Pictures::measure(&scene, session, window)?;

    bench.say("one screenshot of text that stands still, compared with the screen pixel by pixel");
    let differing = compare(&scene)?;

    bench.say("painting what is like photographs");
    photographs(&mut scene.stage)?;
    bench.say(&format!("{} screenshots of them, for {} s", bench.effort.pictures, window.as_secs()));
    let photograph = Pictures::measure(&scene, session, window)?;
    scene.stage.picture("photograph.png")?;
    scene.stop()?;

    let stored = |pictures: &Pictures| format!("{} pictures", pictures.bytes.len());
    Ok(vec![
        Figure::new("CPU per stored screenshot of text", "ms", [text.cost(without, Spent::candor)])
            .aim(100.0)
            .note(format!(
                "1080p, {}; engine {:.0} ms of it; less what the session costs without screenshots",
                stored(&text),
                text.cost(without, |spent| spent.engine)
            )),
        Figure::new("  the X server's part", "ms", [text.cost(without, |spent| spent.display)])
            .note("not in the line above"),
        Figure::new("bytes per stored screenshot of text", "KB", text.kilobytes())
            .aim(130.0)
            .peer("Cattr", 306.0, "306")
            .peer("screenpipe", 527.0, "527")
            .peer("Ever Gauzy", 786.0, "786"),
        Figure::new("memory (PSS), most while one is taken", "MB", [megabytes(&text.memory)])
            .note(parts(&text.memory)),
        Figure::new("pixels that differ from the screen", "pixels", [differing as f64]).must(0.0).note(
            "a stored screenshot of text beside an independent picture of the same screen, outside the pill",
        ),
        Figure::new(
            "CPU per stored screenshot of a photograph",
            "ms",
            [photograph.cost(without, Spent::candor)],
        )
        .note(format!("noise over plasma that fills the screen, {}", stored(&photograph))),
        Figure::new("bytes per stored screenshot of a photograph", "KB", photograph.kilobytes()),
    ])
}

/// What was spent in a time.
#[derive(Clone, Copy)]
struct Rate {
    spent: Spent,
    time: Duration,
}

impl Rate {
    /// What is spent from now on for so long, and the most memory taken meanwhile.
    fn measure(session: Session, window: Duration) -> Result<(Self, [Memory; 2])> {
        let (began, before) = (Instant::now(), session.spent()?);
        let most = most_memory(session, LOOK, || began.elapsed() >= window, |_| {})?;
        Ok((Self { spent: session.spent()?.since(before), time: began.elapsed() }, most))
    }
}

/// Screenshots, and what was spent while they were taken.
struct Pictures {
    rate: Rate,
    memory: [Memory; 2],
    bytes: Vec<u64>,
}

impl Pictures {
    fn measure(scene: &Scene, session: Session, window: Duration) -> Result<Self> {
        let earlier: HashSet<String> = stored(scene)?.into_iter().map(|(id, _)| id).collect();
        let (rate, memory) = Rate::measure(session, window)?;
        let bytes: Vec<u64> = stored(scene)?
            .into_iter()
            .filter(|(id, _)| !earlier.contains(id))
            .map(|(_, bytes)| bytes)
            .collect();
        if bytes.is_empty() {
            bail!("no changed screenshot was stored in {} s", window.as_secs());
        }
        Ok(Self { rate, memory, bytes })
    }

    /// Milliseconds for each, less what the same time costs without them.
    fn cost(&self, without: Rate, part: fn(Spent) -> Duration) -> f64 {
        let base =
            part(without.spent).as_secs_f64() * self.rate.time.as_secs_f64() / without.time.as_secs_f64();
        (part(self.rate.spent).as_secs_f64() - base) * 1e3 / self.bytes.len() as f64
    }

    fn kilobytes(&self) -> Vec<f64> {
        self.bytes.iter().map(|bytes| *bytes as f64 / 1e3).collect()
    }
}

/// Screenshots in the outbox that show something new, with their bytes.
fn stored(scene: &Scene) -> Result<Vec<(String, u64)>> {
    let listed = scene.programs.ask_json(&scene.stage, &["outbox", "list"])?;
    let read = |item: &Value| {
        let content = &item["content"];
        let new = content["kind"] == "capture" && content["finding"] == "ordinary";
        new.then(|| Some((item["id"].as_str()?.to_owned(), content["bytes"].as_u64()?)))
    };
    let found = list(&listed, "items").iter().filter_map(read);
    found.collect::<Option<Vec<_>>>().context("an item of the outbox has no id or no size")
}

/// The pixels in which a stored screenshot differs from the screen, which stands still meanwhile; without the pill's.
fn compare(scene: &Scene) -> Result<usize> {
    scene.stand_still()?;
    let stage = &scene.stage;
    // The picture that is under way may still show the movement.
    thread::sleep(INTERVAL);
    stage.picture("screen.png")?;
    let known = captures(scene)?;
    let new = until("a screenshot", INTERVAL * 5, || {
        Ok(captures(scene)?.into_iter().find(|id| !known.contains(id)))
    })?;
    stage.picture("screen-after.png")?;
    let stored = stage.folder.join("stored.webp");
    fs::write(&stored, scene.programs.ask(stage, &["outbox", "show", &new])?)?;
    let pill = pill(stage)?;
    let screen = pixels(stage, &stage.folder.join("screen.png"))?;
    let after = pixels(stage, &stage.folder.join("screen-after.png"))?;
    if differing(&screen, &after, pill)? > 0 {
        bail!("the screen changed while a screenshot of it was awaited, so there is nothing to compare with");
    }
    differing(&screen, &pixels(stage, &stored)?, pill)
}

/// The ids of all pictures in the outbox, also of those that show nothing new.
fn captures(scene: &Scene) -> Result<Vec<String>> {
    let items = scene.programs.outbox(&scene.stage)?;
    Ok(items.into_iter().filter(|item| item.is_picture).map(|item| item.id).collect())
}

/// A rectangle of the screen.
#[derive(Clone, Copy)]
struct Area {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

impl Area {
    fn has(self, x: usize, y: usize) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

fn pill(stage: &Stage) -> Result<Area> {
    let window = stage.find_window(PILL).context("the pill isn't there")?;
    let said = read(stage.command("xdotool").args(["getwindowgeometry", "--shell", &window]))?;
    area(&String::from_utf8_lossy(&said)).context("xdotool said nothing about the pill's place")
}

/// What `xdotool getwindowgeometry --shell` prints: a line `NAME=NUMBER` each.
fn area(said: &str) -> Option<Area> {
    let number = |name: &str| {
        said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.trim().parse().ok())
    };
    Some(Area { x: number("X")?, y: number("Y")?, width: number("WIDTH")?, height: number("HEIGHT")? })
}

/// The pixels of a picture of the whole screen.
fn pixels(stage: &Stage, file: &Path) -> Result<Vec<u8>> {
    let pixels = read(stage.command("convert").arg(file).args(["-depth", "8", "rgb:-"]))?;
    if pixels.len() != SCREEN.0 * SCREEN.1 * PIXEL {
        bail!("{} is not as large as the screen", file.display());
    }
    Ok(pixels)
}

fn differing(a: &[u8], b: &[u8], without: Area) -> Result<usize> {
    if a.len() != b.len() {
        bail!("the two pictures have different sizes");
    }
    let pairs = a.chunks_exact(PIXEL).zip(b.chunks_exact(PIXEL)).enumerate();
    Ok(pairs.filter(|(at, (a, b))| a != b && !without.has(at % SCREEN.0, at / SCREEN.0)).count())
}

/// Fills the screen with one picture after the other that is hard to compress.
fn photographs(stage: &mut Stage) -> Result<()> {
    let folder = stage.folder.join("photographs");
    fs::create_dir_all(&folder)?;
    let size = format!("{}x{}", SCREEN.0, SCREEN.1);
    for number in 0..PHOTOGRAPHS {
        let mut paint = stage.command("convert");
        paint.args(["-size", &size, "-seed", &number.to_string(), "plasma:fractal"]);
        paint.args(["-attenuate", "0.15", "+noise", "Gaussian"]).arg(folder.join(format!("{number}.png")));
        read(&mut paint)?;
    }
    let mut viewer = stage.command("feh");
    viewer.args(["--fullscreen", "--hide-pointer", "--slideshow-delay", "1.3"]).arg(&folder);
    stage.start("photographs", &viewer)?;
    until("the photographs to be shown", INTERVAL * 5, || {
        let found = stage.command("xdotool").args(["search", "--onlyvisible", "--class", "feh"]).output()?;
        Ok((!found.stdout.is_empty()).then_some(()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_under_the_pill_are_left_out() {
        let area = area("WINDOW=7\nX=1900\nY=0\nWIDTH=10\nHEIGHT=2\nSCREEN=0\n").unwrap();
        let blank = vec![0; SCREEN.0 * SCREEN.1 * PIXEL];
        let mut other = blank.clone();
        other[1_905 * PIXEL] = 1;
        assert_eq!(differing(&blank, &other, area).unwrap(), 0);
        for (x, y) in [(1_899, 1), (1_910, 0), (1_905, 2)] {
            other[(y * SCREEN.0 + x) * PIXEL + 2] = 1;
        }
        assert_eq!(differing(&blank, &other, area).unwrap(), 3);
        assert!(differing(&blank, &other[PIXEL..], area).is_err());
    }
}
