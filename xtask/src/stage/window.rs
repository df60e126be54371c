//! What is seen of the desktop window from outside: when it is on the display, and when its content stands.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{AtomEnum, ConnectionExt as _, ImageFormat, Window},
    rust_connection::RustConnection,
};

/// The window's title.
const TITLE: &[u8] = b"Candor";
/// From one look to the next.
const LOOK: Duration = Duration::from_millis(10);
/// What has not changed for so long stands; the page looks for an engine each second.
const STANDS: Duration = Duration::from_secs(3);
/// Rows of pixels that are looked at, evenly spread.
const ROWS: u16 = 24;
/// A page with text has more colours in these rows, an empty window has fewer.
const COLOURS: usize = 12;

/// Times from the start of a program.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The window is on the display.
    pub mapped: Duration,
    /// Its content is what it stays.
    pub settled: Duration,
}

/// Looks at a display.
pub struct Watcher {
    display: RustConnection,
    root: Window,
    clients: u32,
}

/// What the rows show: a sum of all of it, and how many colours.
type Content = (u64, usize);

impl Watcher {
    /// Looks at the display with this name.
    pub fn connect(name: &str) -> Result<Self> {
        let (display, screen) = x11rb::connect(Some(name)).context("the display can't be looked at")?;
        let root = display.setup().roots[screen].root;
        let clients = display.intern_atom(false, b"_NET_CLIENT_LIST")?.reply()?.atom;
        Ok(Self { display, root, clients })
    }

    /// Waits for the window, and until its content stands while `engine` says that one answers: what stands before is only
    /// the page that waits for it.
    pub fn watch(
        &self,
        began: Instant,
        limit: Duration,
        mut engine: impl FnMut() -> Result<bool>,
    ) -> Result<Seen> {
        let (window, mapped) = self.wait_for_window(began, limit)?;
        let (mut last, mut settled, mut since) = (None, mapped, mapped);
        let mut answers = false;
        loop {
            let now = began.elapsed();
            let content = self.content(window)?;
            if last != Some(content) {
                (last, settled, since) = (Some(content), now, now);
            } else if content.1 >= COLOURS && now.saturating_sub(since) > STANDS {
                if answers {
                    return Ok(Seen { mapped, settled });
                }
                answers = engine()?;
                since = began.elapsed();
            }
            if now > limit {
                bail!("the window's content doesn't stand after {} s: {content:?}", limit.as_secs());
            }
            thread::sleep(LOOK);
        }
    }

    /// Waits until the window shows something.
    pub fn wait_for_content(&self, began: Instant, limit: Duration) -> Result<()> {
        let (window, _) = self.wait_for_window(began, limit)?;
        while self.content(window)?.1 < COLOURS {
            if began.elapsed() > limit {
                bail!("the window is empty after {} s", limit.as_secs());
            }
            thread::sleep(LOOK);
        }
        Ok(())
    }

    fn wait_for_window(&self, began: Instant, limit: Duration) -> Result<(Window, Duration)> {
        loop {
            if let Some(window) = self.find()? {
                return Ok((window, began.elapsed()));
            }
            if began.elapsed() > limit {
                bail!("no window after {} s", limit.as_secs());
            }
            thread::sleep(LOOK);
        }
    }

    /// The window, once the window manager has it on the screen.
    fn find(&self) -> Result<Option<Window>> {
        let list =
            self.display.get_property(false, self.root, self.clients, AtomEnum::WINDOW, 0, 1024)?.reply()?;
        for window in list.value32().into_iter().flatten() {
            let name = self.display.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?;
            // It may be gone by now.
            if name.reply().is_ok_and(|name| name.value.ends_with(TITLE)) {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }

    /// What it shows. Nothing else lies over it.
    fn content(&self, window: Window) -> Result<Content> {
        let size = self.display.get_geometry(window)?.reply()?;
        let place = self.display.translate_coordinates(window, self.root, 0, 0)?.reply()?;
        let rows = (0..ROWS)
            .map(|row| (u32::from(size.height) * (2 * u32::from(row) + 1) / (2 * u32::from(ROWS))) as i16);
        let asked: Vec<_> = rows
            .map(|row| {
                let (x, y) = (place.dst_x, place.dst_y + row);
                self.display.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, size.width, 1, !0)
            })
            .collect::<Result<_, _>>()?;
        let mut sum = DefaultHasher::new();
        let mut colours = BTreeSet::new();
        for row in asked {
            let pixels = row.reply()?.data;
            pixels.hash(&mut sum);
            colours.extend(pixels.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]));
        }
        Ok((sum.finish(), colours.len()))
    }
}
