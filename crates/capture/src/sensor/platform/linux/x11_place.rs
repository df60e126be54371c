//! Where the pill lies on X11, and the window that it is.

use x11rb::{
    COPY_DEPTH_FROM_PARENT, NONE,
    connection::Connection as _,
    errors::{ConnectionError, ReplyError},
    protocol::{
        randr::ConnectionExt as _,
        shape::{self, ConnectionExt as _},
        xproto::{
            AtomEnum, ClipOrdering, ColormapAlloc, ConnectionExt as _, CreateGCAux, CreateWindowAux,
            EventMask, Gcontext, PropMode, Rectangle, Screen, VisualClass, Visualid, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use crate::{
    images::Rect,
    pill::{
        Kind,
        paint::{Painter, Surface},
        place,
    },
};

/// Bits of a pixel with an alpha channel.
const BLENDED_DEPTH: u8 = 32;

/// Whether something blends windows with what is beneath them, and can do so with this screen's.
pub fn surface(connection: &RustConnection, screen: &Screen, number: usize) -> Surface {
    let composited = || {
        let name = format!("_NET_WM_CM_S{number}");
        let atom = connection.intern_atom(false, name.as_bytes()).ok()?.reply().ok()?.atom;
        let owner = connection.get_selection_owner(atom).ok()?.reply().ok()?.owner;
        (owner != NONE).then_some(())
    };
    match (composited(), blended_visual(screen)) {
        (Some(()), Some(_)) => Surface::Blended,
        _ => Surface::Solid,
    }
}

fn blended_visual(screen: &Screen) -> Option<Visualid> {
    let depth = screen.allowed_depths.iter().find(|depth| depth.depth == BLENDED_DEPTH)?;
    let visual = depth.visuals.iter().find(|visual| visual.class == VisualClass::TRUE_COLOR)?;
    Some(visual.visual_id)
}

/// The bits of a pixel in the pill's window.
pub fn depth(screen: &Screen, surface: Surface) -> u8 {
    match surface {
        Surface::Blended => BLENDED_DEPTH,
        Surface::Solid => screen.root_depth,
    }
}

/// The monitors' areas; the whole screen where the server knows of none.
pub fn monitors(connection: &RustConnection, screen: &Screen) -> Result<Vec<Rect>, ReplyError> {
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
pub fn first_place(
    connection: &RustConnection,
    screen: &Screen,
    painter: &Painter,
) -> Result<Rect, ReplyError> {
    let size = (painter.pixmap().width(), painter.pixmap().height());
    let monitor = monitors(connection, screen)?.first().copied().unwrap_or_default();
    Ok(place::home(monitor, size, painter.surface(), painter.scale()))
}

/// Where the agent left the pill, if a monitor holds it there as a whole; its own place otherwise.
pub fn place(
    connection: &RustConnection,
    screen: &Screen,
    painter: &Painter,
    left: Option<(i32, i32)>,
) -> Result<Rect, ReplyError> {
    let home = first_place(connection, screen, painter)?;
    Ok(place::place(&monitors(connection, screen)?, home, left))
}

/// The scale that the desktop asks for by its resource `Xft.dpi`, in quarters.
pub fn scale(connection: &RustConnection, screen: &Screen) -> f32 {
    let resources = connection
        .get_property(false, screen.root, AtomEnum::RESOURCE_MANAGER, AtomEnum::STRING, 0, 16 * 1024)
        .ok()
        .and_then(|cookie| cookie.reply().ok())
        .map(|reply| String::from_utf8_lossy(&reply.value).into_owned())
        .unwrap_or_default();
    let dpi = resources.lines().find_map(|line| line.strip_prefix("Xft.dpi:")?.trim().parse::<f32>().ok());
    (dpi.unwrap_or(96.0) / 96.0 * 4.0).round().clamp(4.0, 16.0) / 4.0
}

/// Makes the pill's window, not yet shown, and what draws into it.
pub fn window(
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
        | EventMask::POINTER_MOTION
        | EventMask::LEAVE_WINDOW
        | EventMask::STRUCTURE_NOTIFY
        | EventMask::VISIBILITY_CHANGE;
    let aux = CreateWindowAux::new().override_redirect(1).event_mask(events);
    let (depth, visual, aux) = match (painter.surface(), blended_visual(screen)) {
        (Surface::Blended, Some(visual)) => {
            let colors = id()?;
            connection.create_colormap(ColormapAlloc::NONE, colors, screen.root, visual)?.check()?;
            (BLENDED_DEPTH, visual, aux.colormap(colors).border_pixel(0).background_pixel(0))
        }
        _ => (COPY_DEPTH_FROM_PARENT, screen.root_visual, aux.background_pixel(screen.black_pixel)),
    };
    let (width, height) = (area.width as u16, area.height as u16);
    connection
        .create_window(
            depth,
            window,
            screen.root,
            area.x as i16,
            area.y as i16,
            width,
            height,
            0,
            WindowClass::INPUT_OUTPUT,
            visual,
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

/// Cuts the window to the pill's round corners. Where it is blended it keeps its shadow, which clicks go through.
fn round(connection: &RustConnection, window: Window, painter: &Painter) -> Result<(), ReplyError> {
    let rows = painter.outline().into_iter().enumerate().filter(|(_, (left, right))| left < right);
    let row = |(y, (left, right)): (usize, (u32, u32))| Rectangle {
        x: left as i16,
        y: y as i16,
        width: (right - left) as u16,
        height: 1,
    };
    let rows: Vec<_> = rows.map(row).collect();
    let kind = match painter.surface() {
        Surface::Blended => shape::SK::INPUT,
        Surface::Solid => shape::SK::BOUNDING,
    };
    let order = ClipOrdering::YX_BANDED;
    connection.shape_rectangles(shape::SO::SET, kind, order, window, 0, 0, &rows)?.check()?;
    connection.shape_select_input(window, true)?.check()
}
