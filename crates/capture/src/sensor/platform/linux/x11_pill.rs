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
        randr::ConnectionExt as _,
        shape::{self, ConnectionExt as _},
        xproto::{
            AtomEnum, ButtonPressEvent, ClipOrdering, ConfigureNotifyEvent, ConfigureWindowAux,
            ConnectionExt as _, CreateGCAux, CreateWindowAux, EventMask, Gcontext, ImageFormat, ImageOrder,
            MapState, MotionNotifyEvent, PropMode, Rectangle, Screen, StackMode, Visibility, Window,
            WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use super::Waker;
use crate::{
    images::Rect,
    pill::{Indicator, Kind, View, paint::Painter},
};

/// How long the server may take to put the pill on the screen.
const MAPPED_WITHIN: Duration = Duration::from_secs(3);
/// How often the pill is put right before that counts as a fight.
const REPAIRS: u32 = 5;
/// After how long one repair is forgotten.
const FORGET: Duration = Duration::from_secs(2);
/// How often stacking is compared.
const CHECK: Duration = Duration::from_secs(1);
/// Space between the pill and the screen's lower right corner, in pixels at a scale of 1.
const MARGIN: (f32, f32) = (24.0, 64.0);
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
    pressed: Option<Intent>,
    /// Where in the pill the pointer holds it.
    held: Option<(i32, i32)>,
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
    fn show(&mut self, view: &View) -> Result<(), IndicatorProblem> {
        let mut shown = Shown::create(view)?;
        shown.map()?;
        self.shown = Some(shown);
        Ok(())
    }

    fn update(&mut self, view: &View) -> Result<(), IndicatorProblem> {
        let shown = self.shown()?;
        if shown.painter.draw(view, shown.pressed) {
            shown.paint()?;
        }
        if shown.checked.elapsed() >= CHECK {
            shown.check()?;
        }
        Ok(())
    }

    fn wait(&mut self, timeout: Option<Duration>) -> Result<Option<Intent>, IndicatorProblem> {
        let waker = self.waker.clone();
        let shown = self.shown()?;
        if let Some(intent) = shown.handle_events()? {
            return Ok(Some(intent));
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
    fn create(view: &View) -> Result<Self, IndicatorProblem> {
        let (connection, number) = RustConnection::connect(None).map_err(|_| IndicatorProblem::NoDisplay)?;
        let setup = connection.setup();
        let screen = setup.roots.get(number).cloned().ok_or(IndicatorProblem::NoDisplay)?;
        let big_endian = setup.image_byte_order == ImageOrder::MSB_FIRST;
        let depth = screen.root_depth;
        let four_bytes =
            setup.pixmap_formats.iter().any(|format| format.depth == depth && format.bits_per_pixel == 32);
        if !(depth == 24 || depth == 32) || !four_bytes {
            return Err(IndicatorProblem::Unsupported);
        }
        let mut painter =
            Painter::new(scale(&connection, &screen), view).ok_or(IndicatorProblem::Unsupported)?;
        painter.draw(view, None);
        let area = first_place(&connection, &screen, &painter).map_err(lost)?;
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
                    self.paint()?;
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

    /// Puts the drawn pill into the window.
    fn paint(&mut self) -> Result<(), IndicatorProblem> {
        let pixmap = self.painter.pixmap();
        self.pixels.clear();
        for pixel in pixmap.pixels() {
            let (red, green, blue) = (pixel.red(), pixel.green(), pixel.blue());
            self.pixels.extend(if self.big_endian { [0, red, green, blue] } else { [blue, green, red, 0] });
        }
        let (width, depth) = (pixmap.width(), self.screen.root_depth);
        let rows = (CHUNK / (width as usize * 4)).max(1);
        for (number, chunk) in self.pixels.chunks(rows * width as usize * 4).enumerate() {
            let (height, y) = (chunk.len() / (width as usize * 4), number * rows);
            self.connection
                .put_image(
                    ImageFormat::Z_PIXMAP,
                    self.window,
                    self.gc,
                    width as u16,
                    height as u16,
                    0,
                    y as i16,
                    0,
                    depth,
                    chunk,
                )
                .map_err(lost)?;
        }
        self.connection.flush().map_err(lost)
    }

    /// Waits for the server, the waker or the time; says whether the server has something to say.
    fn wait_readable(&self, waker: &Waker, timeout: Option<Duration>) -> Result<bool, IndicatorProblem> {
        let ready = wait_for(&[self.connection.stream().as_raw_fd(), waker.0.as_raw_fd()], timeout)?;
        if ready.get(1) == Some(&true) {
            waker.reset();
        }
        Ok(ready.first() == Some(&true))
    }

    fn handle_events(&mut self) -> Result<Option<Intent>, IndicatorProblem> {
        while let Some(event) = self.connection.poll_for_event().map_err(lost)? {
            match event {
                Event::Expose(expose) if expose.count == 0 => self.paint()?,
                Event::ButtonPress(press) if press.detail == LEFT => self.press(press),
                Event::MotionNotify(motion) => self.drag(motion)?,
                Event::ButtonRelease(release) if release.detail == LEFT => {
                    let intent = self.pressed.take();
                    self.held = None;
                    if intent.is_some() && intent == self.hit(release) {
                        return Ok(intent);
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

    fn hit(&self, at: ButtonPressEvent) -> Option<Intent> {
        let scale = self.painter.scale();
        self.painter.hit(f32::from(at.event_x) / scale, f32::from(at.event_y) / scale)
    }

    fn press(&mut self, press: ButtonPressEvent) {
        self.pressed = self.hit(press);
        if self.pressed.is_none() {
            self.held = Some((press.event_x.into(), press.event_y.into()));
        }
    }

    fn drag(&mut self, motion: MotionNotifyEvent) -> Result<(), IndicatorProblem> {
        let Some((x, y)) = self.held else { return Ok(()) };
        self.place(i32::from(motion.root_x) - x, i32::from(motion.root_y) - y)
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

/// The monitors' areas; the whole screen where the server knows of none.
fn monitors(connection: &RustConnection, screen: &Screen) -> Result<Vec<Rect>, ReplyError> {
    let whole =
        Rect { x: 0, y: 0, width: screen.width_in_pixels.into(), height: screen.height_in_pixels.into() };
    let Ok(reply) = connection.randr_get_monitors(screen.root, true)?.reply() else { return Ok(vec![whole]) };
    let mut monitors: Vec<_> = reply
        .monitors
        .iter()
        .map(|monitor| Rect {
            x: monitor.x.into(),
            y: monitor.y.into(),
            width: monitor.width.into(),
            height: monitor.height.into(),
        })
        .collect();
    if monitors.is_empty() {
        monitors.push(whole);
    }
    Ok(monitors)
}

/// In the lower right corner of the first monitor.
fn first_place(connection: &RustConnection, screen: &Screen, painter: &Painter) -> Result<Rect, ReplyError> {
    let (width, height) = (painter.pixmap().width(), painter.pixmap().height());
    let monitor = monitors(connection, screen)?.first().copied().unwrap_or_default();
    let margin = |space: f32| (space * painter.scale()) as i32;
    let x = monitor.x + (monitor.width as i32 - width as i32 - margin(MARGIN.0)).max(0);
    let y = monitor.y + (monitor.height as i32 - height as i32 - margin(MARGIN.1)).max(0);
    Ok(Rect { x, y, width, height })
}

/// The scale that the desktop asks for by its resource `Xft.dpi`, in quarters.
fn scale(connection: &RustConnection, screen: &Screen) -> f32 {
    let resources = connection
        .get_property(false, screen.root, AtomEnum::RESOURCE_MANAGER, AtomEnum::STRING, 0, 16 * 1024)
        .ok()
        .and_then(|cookie| cookie.reply().ok())
        .map(|reply| String::from_utf8_lossy(&reply.value).into_owned())
        .unwrap_or_default();
    let dpi = resources.lines().find_map(|line| line.strip_prefix("Xft.dpi:")?.trim().parse::<f32>().ok());
    (dpi.unwrap_or(96.0) / 96.0 * 4.0).round().clamp(4.0, 16.0) / 4.0
}

fn window(
    connection: &RustConnection,
    screen: &Screen,
    area: Rect,
    painter: &Painter,
    kind: Kind,
) -> Result<(Window, Gcontext), ReplyError> {
    let id = || connection.generate_id().map_err(|_| ReplyError::from(ConnectionError::UnknownError));
    let (window, gc) = (id()?, id()?);
    let events = EventMask::EXPOSURE
        | EventMask::BUTTON_PRESS
        | EventMask::BUTTON_RELEASE
        | EventMask::BUTTON1_MOTION
        | EventMask::STRUCTURE_NOTIFY
        | EventMask::VISIBILITY_CHANGE;
    let aux =
        CreateWindowAux::new().override_redirect(1).background_pixel(screen.black_pixel).event_mask(events);
    let (width, height) = (area.width as u16, area.height as u16);
    connection
        .create_window(
            screen.root_depth,
            window,
            screen.root,
            area.x as i16,
            area.y as i16,
            width,
            height,
            0,
            WindowClass::INPUT_OUTPUT,
            screen.root_visual,
            &aux,
        )?
        .check()?;
    connection.create_gc(gc, window, &CreateGCAux::new())?;
    let atom =
        |name: &str| Ok::<_, ReplyError>(connection.intern_atom(false, name.as_bytes())?.reply()?.atom);
    let text = atom("UTF8_STRING")?;
    let property = |name: u32, kind: u32, value: &[u8]| {
        connection.change_property8(PropMode::REPLACE, window, name, kind, value).map(drop)
    };
    property(AtomEnum::WM_NAME.into(), AtomEnum::STRING.into(), kind.title().as_bytes())?;
    property(atom("_NET_WM_NAME")?, text, kind.title().as_bytes())?;
    property(AtomEnum::WM_CLASS.into(), AtomEnum::STRING.into(), b"candor-sensor\0Candor\0")?;
    let kind = atom("_NET_WM_WINDOW_TYPE_NOTIFICATION")?;
    connection.change_property32(
        PropMode::REPLACE,
        window,
        atom("_NET_WM_WINDOW_TYPE")?,
        AtomEnum::ATOM,
        &[kind],
    )?;
    connection.change_property32(
        PropMode::REPLACE,
        window,
        atom("_NET_WM_PID")?,
        AtomEnum::CARDINAL,
        &[std::process::id()],
    )?;
    round(connection, window, painter)?;
    Ok((window, gc))
}

/// Cuts the window to the pill's round corners: what the painter left transparent isn't part of it.
fn round(connection: &RustConnection, window: Window, painter: &Painter) -> Result<(), ReplyError> {
    let pixmap = painter.pixmap();
    let width = pixmap.width() as usize;
    let rows = pixmap.pixels().chunks(width).enumerate().filter_map(|(y, row)| {
        let left = row.iter().position(|pixel| pixel.alpha() >= 128)?;
        let right = row.iter().rposition(|pixel| pixel.alpha() >= 128)?;
        Some(Rectangle { x: left as i16, y: y as i16, width: (right - left + 1) as u16, height: 1 })
    });
    let rows: Vec<_> = rows.collect();
    let (set, bounding) = (shape::SO::SET, shape::SK::BOUNDING);
    connection.shape_rectangles(set, bounding, ClipOrdering::YX_BANDED, window, 0, 0, &rows)?.check()?;
    connection.shape_select_input(window, true)?.check()
}
