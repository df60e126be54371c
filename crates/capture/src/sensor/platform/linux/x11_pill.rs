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
        paint::{Painter, Pointer},
    },
};

/// How long the server may take to put the pill on the screen.
const MAPPED_WITHIN: Duration = Duration::from_secs(3);
/// How often the pill is put right before that counts as a fight.
const REPAIRS: u32 = 5;
/// After how long one repair is forgotten.
const FORGET: Duration = Duration::from_secs(2);
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
    /// The button under the pointer.
    over: Option<Intent>,
    pressed: Option<Intent>,
    /// Where in the pill the pointer holds it, and where the pill was.
    held: Option<((i32, i32), Rect)>,
    repairs: u32,
    forgotten: Instant,
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
        if let Some(changed) = shown.painter.draw(view, shown.pointer()) {
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
        let pointer = shown.pointer();
        if let Some(act) = shown.handle_events()? {
            return Ok(Some(act));
        }
        if shown.pointer() != pointer {
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
            over: None,
            pressed: None,
            held: None,
            repairs: 0,
            forgotten: now,
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
                Event::ButtonPress(press) if press.detail == LEFT => self.press(press.event_x, press.event_y),
                Event::MotionNotify(motion) => match self.held {
                    Some(((x, y), _)) => {
                        self.place(i32::from(motion.root_x) - x, i32::from(motion.root_y) - y)?
                    }
                    None => self.over = self.hit(motion.event_x, motion.event_y),
                },
                Event::LeaveNotify(_) => self.over = None,
                Event::ButtonRelease(release) if release.detail == LEFT => {
                    let over = self.hit(release.event_x, release.event_y);
                    let pressed = self.pressed.take();
                    if self.held.take().is_some_and(|(_, from)| from != self.area) {
                        return Ok(Some(Act::Moved(self.area.x, self.area.y)));
                    }
                    if let Some(intent) = pressed.filter(|_| pressed == over) {
                        return Ok(Some(Act::Pressed(intent)));
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

    /// Where the pointer is, as the painter draws it.
    fn pointer(&self) -> Pointer {
        // A button that is held down while the pointer is elsewhere would do nothing.
        let pressed = self.pressed.filter(|_| self.pressed == self.over);
        Pointer { over: self.over, pressed }
    }

    fn hit(&self, x: i16, y: i16) -> Option<Intent> {
        self.painter.hit(f32::from(x), f32::from(y))
    }

    fn press(&mut self, x: i16, y: i16) {
        self.over = self.hit(x, y);
        self.pressed = self.over;
        self.held = self.pressed.is_none().then_some(((x.into(), y.into()), self.area));
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
        if self.held.is_some() || monitors.iter().any(|monitor| monitor.contains(now)) {
            self.area = now;
            return Ok(());
        }
        self.spend(IndicatorProblem::Displaced)?;
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
        self.spend(problem)?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        self.connection.configure_window(self.window, &above).map_err(lost)?;
        self.connection.flush().map_err(lost)
    }

    /// Counts a repair; too many in a short time are a fight, which is lost.
    fn spend(&mut self, problem: IndicatorProblem) -> Result<(), IndicatorProblem> {
        let now = Instant::now();
        while self.repairs > 0 && now.duration_since(self.forgotten) >= FORGET {
            self.repairs -= 1;
            self.forgotten += FORGET;
        }
        if self.repairs == 0 {
            self.forgotten = now;
        }
        self.repairs += 1;
        if self.repairs > REPAIRS { Err(problem) } else { Ok(()) }
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
