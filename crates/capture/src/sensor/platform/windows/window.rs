//! The pill's window on Windows: a layered tool window that is topmost and is never activated, so that it stands in no
//! list of windows and takes no key.
//!
//! Windows draws it from a picture with an alpha channel. Messages that tell of a change are only noted; what changed is
//! looked up.

use std::{cell::Cell, mem::size_of, ptr, time::Duration};

use candor_capture::IndicatorProblem;
use tiny_skia::Pixmap;
use windows_sys::Win32::{
    Foundation::{HWND, LPARAM, LRESULT, POINT, RECT, SIZE, WPARAM},
    Graphics::{
        Dwm::{DWMWA_CLOAKED, DwmGetWindowAttribute},
        Gdi::{
            AC_SRC_ALPHA, AC_SRC_OVER, BI_RGB, BITMAPINFO, BITMAPINFOHEADER, BLENDFUNCTION,
            CreateCompatibleDC, CreateDIBSection, DIB_RGB_COLORS, DeleteDC, DeleteObject,
            EnumDisplayMonitors, GetMonitorInfoW, HDC, HMONITOR, MONITORINFO, SelectObject,
        },
    },
    System::LibraryLoader::GetModuleHandleW,
    UI::{
        Controls::WM_MOUSELEAVE,
        HiDpi::GetDpiForWindow,
        Input::KeyboardAndMouse::{
            GetCapture, ReleaseCapture, SetCapture, TME_LEAVE, TRACKMOUSEEVENT, TrackMouseEvent,
        },
        WindowsAndMessaging::{
            CreateWindowExW, DefWindowProcW, DestroyWindow, DispatchMessageW, EnumWindows, GWL_EXSTYLE,
            GetWindowLongPtrW, GetWindowRect, HWND_TOPMOST, IDC_ARROW, IsIconic, IsWindow, IsWindowVisible,
            LoadCursorW, MA_NOACTIVATE, MONITORINFOF_PRIMARY, MSG, MWMO_INPUTAVAILABLE,
            MsgWaitForMultipleObjectsEx, PM_NOREMOVE, PM_REMOVE, PeekMessageW, QS_ALLINPUT, RegisterClassW,
            SW_SHOWNOACTIVATE, SWP_NOACTIVATE, SWP_NOMOVE, SWP_NOSIZE, SWP_NOZORDER, SetWindowPos,
            ShowWindow, TranslateMessage, ULW_ALPHA, UpdateLayeredWindow, WM_CAPTURECHANGED, WM_DESTROY,
            WM_DISPLAYCHANGE, WM_DPICHANGED, WM_LBUTTONDOWN, WM_LBUTTONUP, WM_MOUSEACTIVATE, WM_MOUSEMOVE,
            WM_SETTINGCHANGE, WM_SHOWWINDOW, WM_WINDOWPOSCHANGED, WNDCLASSW, WS_EX_LAYERED, WS_EX_NOACTIVATE,
            WS_EX_TOOLWINDOW, WS_EX_TOPMOST, WS_EX_TRANSPARENT, WS_POPUP,
        },
    },
};

use crate::{
    images::Rect,
    pill::window::{Happening, Look, SystemWindow},
};

/// Dots an inch at a scale of 1.
const DPI: f32 = 96.0;
/// Waits until something happens.
const FOR_EVER: u32 = u32::MAX;

thread_local! {
    /// Whether the window was told of a change since that was last asked.
    static CHANGED: Cell<bool> = const { Cell::new(false) };
}

/// The window.
pub struct Window {
    handle: HWND,
    canvas: Option<Canvas>,
    shown: bool,
}

/// Text as Windows reads it.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn rect(area: RECT) -> Rect {
    let size = |from: i32, to: i32| to.saturating_sub(from).max(0).cast_unsigned();
    Rect {
        x: area.left,
        y: area.top,
        width: size(area.left, area.right),
        height: size(area.top, area.bottom),
    }
}

/// Has the calling thread take messages, so that none that is sent to it from now on is lost.
#[allow(unsafe_code)]
pub fn take_messages() {
    let mut message = MSG::default();
    // SAFETY: the message is there to be written to; asking for one is what gives a thread its queue.
    unsafe { PeekMessageW(&mut message, ptr::null_mut(), 0, 0, PM_NOREMOVE) };
}

/// Notes what the pill must look up, and leaves the rest to Windows.
#[allow(unsafe_code)]
unsafe extern "system" fn procedure(window: HWND, message: u32, w: WPARAM, l: LPARAM) -> LRESULT {
    match message {
        WM_MOUSEACTIVATE => return MA_NOACTIVATE as LRESULT,
        WM_WINDOWPOSCHANGED | WM_SHOWWINDOW | WM_DESTROY | WM_DPICHANGED | WM_DISPLAYCHANGE
        | WM_SETTINGCHANGE | WM_CAPTURECHANGED => CHANGED.set(true),
        _ => {}
    }
    // SAFETY: the arguments are those that Windows handed over.
    unsafe { DefWindowProcW(window, message, w, l) }
}

impl SystemWindow for Window {
    const IN_PIXELS: bool = true;

    #[allow(unsafe_code)]
    fn create(title: &'static str) -> Result<Self, IndicatorProblem> {
        let (class, title) = (wide("CandorPill"), wide(title));
        let style = WS_EX_LAYERED | WS_EX_TOPMOST | WS_EX_TOOLWINDOW | WS_EX_NOACTIVATE;
        // SAFETY: both texts end in a zero and outlive the calls; everything else is null, which each call allows, or was
        // returned by Windows before. The class exists already where this is the process's second window.
        let handle = unsafe {
            let module = GetModuleHandleW(ptr::null());
            let class_of = WNDCLASSW {
                lpfnWndProc: Some(procedure),
                hInstance: module,
                hCursor: LoadCursorW(ptr::null_mut(), IDC_ARROW),
                lpszClassName: class.as_ptr(),
                ..WNDCLASSW::default()
            };
            RegisterClassW(&class_of);
            let (parent, menu) = (ptr::null_mut(), ptr::null_mut());
            let (class, title) = (class.as_ptr(), title.as_ptr());
            CreateWindowExW(style, class, title, WS_POPUP, 0, 0, 1, 1, parent, menu, module, ptr::null())
        };
        // A service has no desktop to make a window on.
        if handle.is_null() {
            Err(IndicatorProblem::NoDisplay)
        } else {
            Ok(Self { handle, canvas: None, shown: false })
        }
    }

    fn monitors(&self) -> (Vec<Rect>, Rect) {
        let monitors = monitors();
        let primary = monitors.iter().find(|monitor| monitor.primary).or(monitors.first());
        let free = primary.map(|monitor| monitor.free).unwrap_or_default();
        (monitors.iter().map(|monitor| monitor.whole).collect(), free)
    }

    #[allow(unsafe_code)]
    fn scale(&self) -> f32 {
        // SAFETY: a window that is gone gives 0.
        match unsafe { GetDpiForWindow(self.handle) } {
            0 => 1.0,
            dpi => dpi as f32 / DPI,
        }
    }

    #[allow(unsafe_code)]
    fn draw(&mut self, picture: &Pixmap, area: Rect) -> Result<(), IndicatorProblem> {
        let (width, height) = (area.width.cast_signed(), area.height.cast_signed());
        let canvas =
            match self.canvas.take().filter(|canvas| (canvas.width, canvas.height) == (width, height)) {
                Some(canvas) => self.canvas.insert(canvas),
                None => self.canvas.insert(Canvas::new(width, height).ok_or(IndicatorProblem::Unsupported)?),
            };
        canvas.paint(picture);
        let place = POINT { x: area.x, y: area.y };
        let size = SIZE { cx: width, cy: height };
        let blend = BLENDFUNCTION {
            BlendOp: AC_SRC_OVER as u8,
            BlendFlags: 0,
            SourceConstantAlpha: 255,
            AlphaFormat: AC_SRC_ALPHA as u8,
        };
        // SAFETY: the pointers are to live values, the canvas's context is its own. A handle of a window that is gone is
        // refused.
        let drawn = unsafe {
            let (screen, dc, from) = (ptr::null_mut(), canvas.dc, POINT::default());
            UpdateLayeredWindow(self.handle, screen, &place, &size, dc, &from, 0, &blend, ULW_ALPHA)
        };
        if drawn == 0 {
            // Either it is gone, or somebody else decides how it looks.
            self.look()?;
            return Err(IndicatorProblem::DisplayLost);
        }
        if !self.shown {
            // SAFETY: as above.
            unsafe { ShowWindow(self.handle, SW_SHOWNOACTIVATE) };
            self.raise();
            self.shown = true;
        }
        Ok(())
    }

    #[allow(unsafe_code)]
    fn place(&mut self, x: i32, y: i32) {
        let how = SWP_NOACTIVATE | SWP_NOSIZE | SWP_NOZORDER;
        // SAFETY: a handle of a window that is gone is refused.
        unsafe { SetWindowPos(self.handle, ptr::null_mut(), x, y, 0, 0, how) };
    }

    #[allow(unsafe_code)]
    fn raise(&mut self) {
        let how = SWP_NOACTIVATE | SWP_NOMOVE | SWP_NOSIZE;
        // SAFETY: a handle of a window that is gone is refused.
        unsafe { SetWindowPos(self.handle, HWND_TOPMOST, 0, 0, 0, 0, how) };
    }

    #[allow(unsafe_code)]
    fn look(&self) -> Result<Look, IndicatorProblem> {
        let mut area = RECT::default();
        // SAFETY: the rectangle is there to be written to; a handle of a window that is gone is refused.
        let (there, visible) = unsafe {
            let there = IsWindow(self.handle) != 0 && GetWindowRect(self.handle, &mut area) != 0;
            (there, IsWindowVisible(self.handle) != 0 && IsIconic(self.handle) == 0)
        };
        if !there {
            return Err(IndicatorProblem::Destroyed);
        }
        if !visible || cloaked(self.handle) {
            return Err(IndicatorProblem::Unmapped);
        }
        let area = rect(area);
        Ok(Look { area, covered: covered(self.handle, area) })
    }

    #[allow(unsafe_code)]
    fn dragging(&self) -> bool {
        // SAFETY: the call takes nothing.
        unsafe { GetCapture() == self.handle }
    }

    #[allow(unsafe_code)]
    fn next(&mut self, timeout: Option<Duration>) -> Option<Happening> {
        let millis = timeout.map_or(FOR_EVER, |timeout| {
            u32::try_from(timeout.as_millis()).unwrap_or(FOR_EVER).min(FOR_EVER - 1)
        });
        let mut message = MSG::default();
        // SAFETY: no handles are waited for beside the thread's own queue; the message is there to be written to.
        let taken = unsafe {
            if millis > 0 {
                MsgWaitForMultipleObjectsEx(0, ptr::null(), millis, QS_ALLINPUT, MWMO_INPUTAVAILABLE);
            }
            // Handles what other threads sent, too.
            PeekMessageW(&mut message, ptr::null_mut(), 0, 0, PM_REMOVE) != 0
        };
        let happening = taken.then(|| self.take(&message));
        if CHANGED.take() && happening.is_none_or(|happening| happening == Happening::Woken) {
            return Some(Happening::Changed);
        }
        happening
    }
}

impl Window {
    /// What a message says.
    #[allow(unsafe_code)]
    fn take(&self, message: &MSG) -> Happening {
        let at = (message.pt.x, message.pt.y);
        if message.hwnd == self.handle {
            // SAFETY: the window is this thread's own; a handle of a window that is gone is refused.
            unsafe {
                match message.message {
                    WM_LBUTTONDOWN => {
                        SetCapture(self.handle);
                        return Happening::Press(at);
                    }
                    WM_LBUTTONUP => {
                        ReleaseCapture();
                        return Happening::Release(at);
                    }
                    WM_MOUSEMOVE => {
                        self.tell_when_it_leaves();
                        return Happening::Move(at);
                    }
                    WM_MOUSELEAVE => return Happening::Leave,
                    _ => {}
                }
            }
        }
        // SAFETY: the message is one that Windows gave.
        unsafe {
            TranslateMessage(message);
            DispatchMessageW(message);
        }
        Happening::Woken
    }

    #[allow(unsafe_code)]
    fn tell_when_it_leaves(&self) {
        let mut asked = TRACKMOUSEEVENT {
            cbSize: size_of::<TRACKMOUSEEVENT>() as u32,
            dwFlags: TME_LEAVE,
            hwndTrack: self.handle,
            dwHoverTime: 0,
        };
        // SAFETY: the structure is live and says its own size.
        unsafe { TrackMouseEvent(&mut asked) };
    }
}

impl Drop for Window {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        // SAFETY: a handle of a window that is gone is refused.
        unsafe { DestroyWindow(self.handle) };
    }
}

/// The picture that Windows draws the window from.
struct Canvas {
    dc: HDC,
    bitmap: *mut std::ffi::c_void,
    bits: *mut u8,
    width: i32,
    height: i32,
}

impl Canvas {
    #[allow(unsafe_code)]
    fn new(width: i32, height: i32) -> Option<Self> {
        let info = BITMAPINFO {
            bmiHeader: BITMAPINFOHEADER {
                biSize: size_of::<BITMAPINFOHEADER>() as u32,
                biWidth: width,
                // Rows from the top.
                biHeight: -height,
                biPlanes: 1,
                biBitCount: 32,
                biCompression: BI_RGB,
                ..BITMAPINFOHEADER::default()
            },
            ..BITMAPINFO::default()
        };
        let mut bits = ptr::null_mut();
        // SAFETY: the description is live and says its own size, `bits` is there to be written to, and null stands for the
        // screen and for memory of Windows's own.
        unsafe {
            let dc = CreateCompatibleDC(ptr::null_mut());
            let bitmap = CreateDIBSection(dc, &info, DIB_RGB_COLORS, &mut bits, ptr::null_mut(), 0);
            if dc.is_null() || bitmap.is_null() || bits.is_null() {
                DeleteObject(bitmap);
                DeleteDC(dc);
                return None;
            }
            SelectObject(dc, bitmap);
            Some(Self { dc, bitmap, bits: bits.cast(), width, height })
        }
    }

    /// Takes a picture over, as far as it has the same size.
    #[allow(unsafe_code)]
    fn paint(&mut self, picture: &Pixmap) {
        let bytes = self.width as usize * self.height as usize * 4;
        // SAFETY: the bitmap has four bytes for each pixel, lives as long as `self`, and nobody else writes to it.
        let pixels = unsafe { std::slice::from_raw_parts_mut(self.bits, bytes) };
        for (to, from) in pixels.chunks_exact_mut(4).zip(picture.pixels()) {
            to.copy_from_slice(&[from.blue(), from.green(), from.red(), from.alpha()]);
        }
    }
}

impl Drop for Canvas {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        // SAFETY: both are this canvas's own; the context goes first, since the bitmap is selected in it.
        unsafe {
            DeleteDC(self.dc);
            DeleteObject(self.bitmap);
        }
    }
}

/// A monitor of the desktop.
struct Monitor {
    whole: Rect,
    free: Rect,
    primary: bool,
}

#[allow(unsafe_code)]
fn monitors() -> Vec<Monitor> {
    unsafe extern "system" fn add(monitor: HMONITOR, _: HDC, _: *mut RECT, list: LPARAM) -> i32 {
        let mut about = MONITORINFO { cbSize: size_of::<MONITORINFO>() as u32, ..MONITORINFO::default() };
        // SAFETY: `list` is the vector that is handed over below, which nobody else touches meanwhile; the structure is live
        // and says its own size.
        unsafe {
            if GetMonitorInfoW(monitor, &mut about) != 0 {
                let primary = about.dwFlags & MONITORINFOF_PRIMARY != 0;
                let monitor = Monitor { whole: rect(about.rcMonitor), free: rect(about.rcWork), primary };
                (*(list as *mut Vec<Monitor>)).push(monitor);
            }
        }
        1
    }
    let mut monitors = Vec::<Monitor>::new();
    // SAFETY: the callback gets a pointer to a vector that outlives the call.
    unsafe { EnumDisplayMonitors(ptr::null_mut(), ptr::null(), Some(add), &raw mut monitors as LPARAM) };
    monitors
}

/// Whether the compositor hides a window.
#[allow(unsafe_code)]
fn cloaked(window: HWND) -> bool {
    let mut cloaked = 0_u32;
    // SAFETY: the integer is there to be written to, and its size is said.
    let known = unsafe {
        let (to, size) = ((&raw mut cloaked).cast(), size_of::<u32>() as u32);
        DwmGetWindowAttribute(window, DWMWA_CLOAKED as u32, to, size)
    };
    known == 0 && cloaked != 0
}

/// Whether one of the windows above lies over this one. Windows that clicks go through are drawn over everything by tools
/// that show keys or frame rates, and hide nothing.
#[allow(unsafe_code)]
fn covered(window: HWND, area: Rect) -> bool {
    struct Search {
        own: HWND,
        area: Rect,
        found: bool,
    }
    unsafe extern "system" fn compare(other: HWND, search: LPARAM) -> i32 {
        // SAFETY: `search` is what is handed over below, which nobody else touches meanwhile; the rectangle is there to be
        // written to, and a handle of a window that is gone is refused.
        unsafe {
            let search = &mut *(search as *mut Search);
            if other == search.own {
                return 0;
            }
            let mut over = RECT::default();
            let style = GetWindowLongPtrW(other, GWL_EXSTYLE) as u32;
            if IsWindowVisible(other) != 0
                && IsIconic(other) == 0
                && style & WS_EX_TRANSPARENT == 0
                && GetWindowRect(other, &mut over) != 0
                && rect(over).intersects(search.area)
                && !cloaked(other)
            {
                search.found = true;
                return 0;
            }
            1
        }
    }
    let mut search = Search { own: window, area, found: false };
    // SAFETY: the callback gets a pointer to a value that outlives the call. Windows come from the uppermost down.
    unsafe { EnumWindows(Some(compare), &raw mut search as LPARAM) };
    search.found
}
