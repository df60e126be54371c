//! The pill on X11: an override-redirect window, so that it stays above fullscreen windows too.
//!
//! It is watched in two ways. Events tell of unmapping, destroying, moving, reshaping and, without a compositor, of
//! covering; under a compositor the server says nothing of the last, so stacking and geometry are compared each second.
//! What can be put right is put right a few times; what keeps coming back ends the process.

use std::{
    os::fd::AsRawFd as _,
    time::{Duration, Instant},
};

use candor_capture::{IndicatorProblem, Intent};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fd::BorrowedFd,
    io::Errno,
};
use x11rb::{
    connection::Connection as _,
    errors::{ConnectionError, ReplyError},
    protocol::{
        Event,
        shape::ConnectionExt as _,
        xproto::{
            ConfigureNotifyEvent, ConfigureWindowAux, ConnectionExt as _, Gcontext, ImageFormat, ImageOrder,
            MapState, Screen, StackMode, Visibility, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
};

use super::{
    Waker,
    x11_place::{depth, first_place, monitors, place, scale, surface, window},
};
use crate::{
    images::Rect,
    pill::{
        Act, Indicator, View,
        hand::Hand,
        paint::{Painter, Pointer},
        place::held,
        repairs::Repairs,
    },
};

/// How long the server may take to put the pill on the screen.
const MAPPED_WITHIN: Duration = Duration::from_secs(3);
/// How often stacking is compared.
const CHECK: Duration = Duration::from_secs(1);
/// Bytes of a picture that go into one request.
const CHUNK: usize = 128 * 1024;
/// The mouse's first button.
const LEFT: u8 = 1;

/// The pill.
pub struct X11Pill {
    waker: Waker,
    shown: Option<Shown>,
}

/// The pill on the screen.
struct Shown {
    connection: RustConnection,
    screen: Screen,
    window: Window,
    gc: Gcontext,
    painter: Painter,
    area: Rect,
    big_endian: bool,
    hand: Hand,
    repairs: Repairs,
    checked: Instant,
    pixels: Vec<u8>,
}

impl X11Pill {
    /// A pill that isn't shown yet.
    pub fn new(waker: Waker) -> Self {
        Self { waker, shown: None }
    }

    fn shown(&mut self) -> Result<&mut Shown, IndicatorProblem> {
        self.shown.as_mut().ok_or(IndicatorProblem::NotMapped)
    }
}

impl Indicator for X11Pill {
    fn show(&mut self, view: &View, place: Option<(i32, i32)>) -> Result<(), IndicatorProblem> {
        let mut shown = Shown::create(view, place)?;
        shown.map()?;
        self.shown = Some(shown);
        Ok(())
    }

    fn update(&mut self, view: &View) -> Result<(), IndicatorProblem> {
        let shown = self.shown()?;
        if let Some(changed) = shown.painter.draw(view, shown.hand.pointer()) {
            shown.paint(changed)?;
        }
        if shown.checked.elapsed() >= CHECK {
            shown.check()?;
        }
        Ok(())
    }

    fn wait(&mut self, timeout: Option<Duration>) -> Result<Option<Act>, IndicatorProblem> {
        let waker = self.waker.clone();
        let shown = self.shown()?;
        let pointer = shown.hand.pointer();
        if let Some(act) = shown.handle_events()? {
            return Ok(Some(act));
        }
        if shown.hand.pointer() != pointer {
            // It looks different now.
            return Ok(None);
        }
        // What was asked for while events were handled must reach the server before the wait.
        shown.connection.flush().map_err(lost)?;
        if shown.wait_readable(&waker, timeout)? { shown.handle_events() } else { Ok(None) }
    }

    fn area(&self) -> Option<Rect> {
        self.shown.as_ref().map(|shown| shown.area)
    }

    fn ticks(&self) -> bool {
        true
    }
}

fn lost(_: impl std::error::Error) -> IndicatorProblem {
    IndicatorProblem::DisplayLost
}

/// An answer that the server refuses says that the window is gone; anything else, that the server is.
fn gone(error: ReplyError) -> IndicatorProblem {
    match error {
        ReplyError::X11Error(_) => IndicatorProblem::Destroyed,
        ReplyError::ConnectionError(_) => IndicatorProblem::DisplayLost,
    }
}

impl Shown {
    fn create(view: &View, left: Option<(i32, i32)>) -> Result<Self, IndicatorProblem> {
        let (connection, number) = RustConnection::connect(None).map_err(|_| IndicatorProblem::NoDisplay)?;
        let setup = connection.setup();
        let screen = setup.roots.get(number).cloned().ok_or(IndicatorProblem::NoDisplay)?;
        let big_endian = setup.image_byte_order == ImageOrder::MSB_FIRST;
        let surface = surface(&connection, &screen, number);
        let depth = depth(&screen, surface);
        let four_bytes =
            setup.pixmap_formats.iter().any(|format| format.depth == depth && format.bits_per_pixel == 32);
        if !(depth == 24 || depth == 32) || !four_bytes {
            return Err(IndicatorProblem::Unsupported);
        }
        let scale = scale(&connection, &screen);
        let mut painter = Painter::new(scale, surface, view).ok_or(IndicatorProblem::Unsupported)?;
        painter.draw(view, Pointer::default());
        let area = place(&connection, &screen, &painter, left).map_err(lost)?;
        let (window, gc) =
            window(&connection, &screen, area, &painter, view.kind).map_err(|error| match error {
                ReplyError::X11Error(_) => IndicatorProblem::Unsupported,
                ReplyError::ConnectionError(_) => IndicatorProblem::DisplayLost,
            })?;
        let now = Instant::now();
        Ok(Self {
            connection,
            screen,
            window,
            gc,
            painter,
            area,
            big_endian,
            hand: Hand::default(),
            repairs: Repairs::new(now),
            checked: now,
            pixels: Vec::new(),
        })
    }

    /// Maps the window and returns once it is seen.
    fn map(&mut self) -> Result<(), IndicatorProblem> {
        self.connection.map_window(self.window).map_err(lost)?;
        self.connection.flush().map_err(lost)?;
        let until = Instant::now() + MAPPED_WITHIN;
        loop {
            while let Some(event) = self.connection.poll_for_event().map_err(lost)? {
                if matches!(event, Event::MapNotify(map) if map.window == self.window) {
                    self.paint_all()?;
                    return self.check();
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(IndicatorProblem::NotMapped);
            }
            wait_for(&[self.connection.stream().as_raw_fd()], Some(left))?;
        }
    }

    /// Puts a part of the drawn pill into the window.
    fn paint(&mut self, part: Rect) -> Result<(), IndicatorProblem> {
        let pixmap = self.painter.pixmap();
        self.pixels.clear();
        let (left, width) = (part.x as usize, part.width as usize);
        let rows = pixmap.pixels().chunks_exact(pixmap.width() as usize);
        for row in rows.skip(part.y as usize).take(part.height as usize) {
            for pixel in &row[left..left + width] {
                let (red, green, blue, alpha) = (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha());
                let bytes =
                    if self.big_endian { [alpha, red, green, blue] } else { [blue, green, red, alpha] };
                self.pixels.extend(bytes);
            }
        }
        let depth = depth(&self.screen, self.painter.surface());
        let rows = (CHUNK / (width * 4)).max(1);
        for (number, chunk) in self.pixels.chunks(rows * width * 4).enumerate() {
            let (height, y) = ((chunk.len() / (width * 4)) as u16, part.y + (number * rows) as i32);
            let (kind, x) = (ImageFormat::Z_PIXMAP, part.x as i16);
            self.connection
                .put_image(kind, self.window, self.gc, width as u16, height, x, y as i16, 0, depth, chunk)
                .map_err(lost)?;
        }
        self.connection.flush().map_err(lost)
    }

    /// Puts all of the drawn pill into the window.
    fn paint_all(&mut self) -> Result<(), IndicatorProblem> {
        let Rect { width, height, .. } = self.area;
        self.paint(Rect { x: 0, y: 0, width, height })
    }

    /// Waits for the server, the waker or the time; says whether the server has something to say.
    fn wait_readable(&self, waker: &Waker, timeout: Option<Duration>) -> Result<bool, IndicatorProblem> {
        let ready = wait_for(&[self.connection.stream().as_raw_fd(), waker.0.as_raw_fd()], timeout)?;
        if ready.get(1) == Some(&true) {
            waker.reset();
        }
        Ok(ready.first() == Some(&true))
    }

    fn handle_events(&mut self) -> Result<Option<Act>, IndicatorProblem> {
        while let Some(event) = self.connection.poll_for_event().map_err(lost)? {
            match event {
                Event::Expose(expose) if expose.count == 0 => self.paint_all()?,
                Event::ButtonPress(press) if press.detail == LEFT => {
                    let at = (press.root_x.into(), press.root_y.into());
                    self.hand.press(at, self.hit(press.event_x, press.event_y), self.area);
                }
                Event::MotionNotify(motion) => {
                    let at = (motion.root_x.into(), motion.root_y.into());
                    if let Some((x, y)) = self.hand.moved(at, self.hit(motion.event_x, motion.event_y)) {
                        self.place(x, y)?;
                    }
                }
                Event::LeaveNotify(_) => self.hand.left(),
                Event::ButtonRelease(release) if release.detail == LEFT => {
                    let act = self.hand.release(self.hit(release.event_x, release.event_y), self.area);
                    if act.is_some() {
                        return Ok(act);
                    }
                }
                Event::VisibilityNotify(seen) if seen.state != Visibility::UNOBSCURED => self.check()?,
                Event::UnmapNotify(unmap) if unmap.window == self.window => {
                    return Err(IndicatorProblem::Unmapped);
                }
                Event::DestroyNotify(destroy) if destroy.window == self.window => {
                    return Err(IndicatorProblem::Destroyed);
                }
                Event::ReparentNotify(reparent) if reparent.parent != self.screen.root => {
                    return Err(IndicatorProblem::Destroyed);
                }
                Event::ConfigureNotify(configure) if configure.window == self.window => {
                    self.configured(configure)?
                }
                Event::ShapeNotify(_) => self.check_shape()?,
                _ => {}
            }
        }
        Ok(None)
    }

    fn hit(&self, x: i16, y: i16) -> Option<Intent> {
        self.painter.hit(f32::from(x), f32::from(y))
    }

    /// Moves the pill as near to a place as the screen allows.
    fn place(&mut self, x: i32, y: i32) -> Result<(), IndicatorProblem> {
        let Rect { width, height, .. } = self.area;
        let most = |screen: u16, own: u32| (i32::from(screen) - own as i32).max(0);
        let x = x.clamp(0, most(self.screen.width_in_pixels, width));
        let y = y.clamp(0, most(self.screen.height_in_pixels, height));
        self.area = Rect { x, y, ..self.area };
        let place = ConfigureWindowAux::new().x(x).y(y);
        self.connection.configure_window(self.window, &place).map_err(lost)?;
        self.connection.flush().map_err(lost)
    }

    fn configured(&mut self, configure: ConfigureNotifyEvent) -> Result<(), IndicatorProblem> {
        let Rect { width, height, .. } = self.area;
        if (u32::from(configure.width), u32::from(configure.height)) != (width, height) {
            return Err(IndicatorProblem::Displaced);
        }
        let now = Rect { x: configure.x.into(), y: configure.y.into(), width, height };
        self.check_place(now)
    }

    /// The pill must lie on a monitor as a whole: what lies outside isn't seen.
    fn check_place(&mut self, now: Rect) -> Result<(), IndicatorProblem> {
        let monitors = monitors(&self.connection, &self.screen).map_err(lost)?;
        if self.hand.drags() || held(&monitors, now) {
            self.area = now;
            return Ok(());
        }
        self.repairs.spend(IndicatorProblem::Displaced, Instant::now())?;
        let home = first_place(&self.connection, &self.screen, &self.painter).map_err(lost)?;
        self.area = now;
        self.place(home.x, home.y)
    }

    /// Compares what the server says of the pill with what must be.
    fn check(&mut self) -> Result<(), IndicatorProblem> {
        self.checked = Instant::now();
        let state = self.connection.get_window_attributes(self.window).map_err(lost)?;
        let place = self.connection.get_geometry(self.window).map_err(lost)?;
        let tree = self.connection.query_tree(self.screen.root).map_err(lost)?;
        if state.reply().map_err(gone)?.map_state != MapState::VIEWABLE {
            return Err(IndicatorProblem::Unmapped);
        }
        let place = place.reply().map_err(gone)?;
        let tree = tree.reply().map_err(gone)?.children;
        let now = Rect {
            x: place.x.into(),
            y: place.y.into(),
            width: place.width.into(),
            height: place.height.into(),
        };
        if (now.width, now.height) != (self.area.width, self.area.height) {
            return Err(IndicatorProblem::Displaced);
        }
        self.check_place(now)?;
        self.check_shape()?;
        let own = tree.iter().position(|window| *window == self.window).ok_or(IndicatorProblem::Destroyed)?;
        if self.covered_by(&tree[own + 1..])? {
            self.repair(IndicatorProblem::Covered)?;
        }
        Ok(())
    }

    /// Whether one of the windows above lies over the pill.
    fn covered_by(&self, above: &[Window]) -> Result<bool, IndicatorProblem> {
        let asked: Result<Vec<_>, ConnectionError> = above
            .iter()
            .map(|window| {
                Ok((self.connection.get_window_attributes(*window)?, self.connection.get_geometry(*window)?))
            })
            .collect();
        let mut covered = false;
        for (state, place) in asked.map_err(lost)? {
            // A window that is gone meanwhile covers nothing.
            let (Ok(state), Ok(place)) = (state.reply(), place.reply()) else { continue };
            let border = 2 * u32::from(place.border_width);
            let area = Rect {
                x: place.x.into(),
                y: place.y.into(),
                width: u32::from(place.width) + border,
                height: u32::from(place.height) + border,
            };
            let seen = state.map_state == MapState::VIEWABLE && state.class == WindowClass::INPUT_OUTPUT;
            covered |= seen && area.intersects(self.area);
        }
        Ok(covered)
    }

    fn check_shape(&self) -> Result<(), IndicatorProblem> {
        let extents =
            self.connection.shape_query_extents(self.window).map_err(lost)?.reply().map_err(gone)?;
        let size = (
            u32::from(extents.bounding_shape_extents_width),
            u32::from(extents.bounding_shape_extents_height),
        );
        if size == (self.area.width, self.area.height) { Ok(()) } else { Err(IndicatorProblem::Displaced) }
    }

    /// Raises the pill.
    fn repair(&mut self, problem: IndicatorProblem) -> Result<(), IndicatorProblem> {
        self.repairs.spend(problem, Instant::now())?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        self.connection.configure_window(self.window, &above).map_err(lost)?;
        self.connection.flush().map_err(lost)
    }
}

/// Waits until a descriptor can be read or the time is over; says which can.
fn wait_for(fds: &[i32], timeout: Option<Duration>) -> Result<Vec<bool>, IndicatorProblem> {
    let timeout = timeout.map(|timeout| Timespec {
        tv_sec: timeout.as_secs().try_into().unwrap_or(i64::MAX),
        tv_nsec: timeout.subsec_nanos().into(),
    });
    #[allow(unsafe_code)]
    // SAFETY: the descriptors belong to a connection and a waker that the caller borrows for as long as this waits.
    let borrowed: Vec<_> = fds.iter().map(|fd| unsafe { BorrowedFd::borrow_raw(*fd) }).collect();
    let mut polled: Vec<_> = borrowed.iter().map(|fd| PollFd::new(fd, PollFlags::IN)).collect();
    match poll(&mut polled, timeout.as_ref()) {
        Ok(_) | Err(Errno::INTR) => Ok(polled.iter().map(|fd| !fd.revents().is_empty()).collect()),
        Err(_) => Err(IndicatorProblem::DisplayLost),
    }
}
