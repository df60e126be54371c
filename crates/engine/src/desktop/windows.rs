//! Windows: the notification area, toasts, and the lock of the session, on a thread of their own with a window that is
//! never shown.

use std::{
    cell::{Cell, RefCell},
    io, ptr,
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
};

use tokio::sync::mpsc;
use windows_sys::Win32::{
    Foundation::{HWND, LPARAM, LRESULT, WPARAM},
    System::{
        LibraryLoader::GetModuleHandleW,
        Registry::{HKEY_CURRENT_USER, REG_SZ, RegSetKeyValueW},
        RemoteDesktop::{NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification},
    },
    UI::WindowsAndMessaging::{
        CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, HWND_MESSAGE, MSG, PostMessageW,
        PostQuitMessage, RegisterClassW, TranslateMessage, WM_APP, WM_CLOSE, WM_DESTROY,
        WM_WTSSESSION_CHANGE, WNDCLASSW, WTS_SESSION_LOCK,
    },
};

use super::{Notification, Told, TrayView, tray::Tray};

/// What Windows knows the program by, as the installer names it.
const APPLICATION: &str = "example.candor.desktop";
/// What the window is told when there is something new to show.
const SHOW: u32 = WM_APP;

/// What the thread works with.
struct Thread {
    tray: Option<Tray>,
    views: Receiver<TrayView>,
    told: mpsc::UnboundedSender<Told>,
}

thread_local! {
    static THREAD: RefCell<Option<Thread>> = const { RefCell::new(None) };
}

/// The notification area's icon, and the thread that it lives on.
pub struct Desktop {
    views: Sender<TrayView>,
    window: Option<Hidden>,
    thread: Option<JoinHandle<()>>,
}

/// The window that is never shown, as other threads may name it.
#[derive(Clone, Copy)]
struct Hidden(isize);

impl Hidden {
    /// Tells it something; it may be gone.
    #[allow(unsafe_code)]
    fn tell(self, message: u32) {
        // SAFETY: the call takes numbers alone; a handle of a window that is gone is refused.
        unsafe { PostMessageW(self.0 as HWND, message, 0, 0) };
    }
}

impl Desktop {
    pub fn start(first: TrayView, told: mpsc::UnboundedSender<Told>) -> Self {
        let (views, waiting) = channel();
        let (ready, window) = channel();
        let run = move || run(first, waiting, told, &ready);
        let thread = thread::Builder::new().name("desktop".into()).spawn(run);
        let thread =
            thread.inspect_err(|error| tracing::warn!(%error, "nothing is shown on the desktop")).ok();
        // Nothing comes where the thread couldn't be started or make its window.
        Self { views, window: window.recv().ok(), thread }
    }

    pub fn show(&self, view: TrayView) {
        if let Some(window) = self.window
            && self.views.send(view).is_ok()
        {
            window.tell(SHOW);
        }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if let (Some(window), Some(thread)) = (self.window, self.thread.take()) {
            window.tell(WM_CLOSE);
            let _ = thread.join();
        }
    }
}

/// Does a program's work; the desktop has a thread of its own.
pub fn beside_work<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Makes the window and the tray, and handles what they are told until the window is closed.
#[allow(unsafe_code)]
fn run(
    first: TrayView,
    views: Receiver<TrayView>,
    told: mpsc::UnboundedSender<Told>,
    ready: &Sender<Hidden>,
) {
    let window = match window() {
        Ok(window) => window,
        Err(error) => return tracing::warn!(%error, "nothing is shown on the desktop"),
    };
    // SAFETY: the window is this thread's own.
    if unsafe { WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) } == 0 {
        tracing::warn!(error = %io::Error::last_os_error(), "the screen's lock isn't heard of");
    }
    let tray = match Tray::new(first, told.clone()) {
        Ok(tray) => Some(tray),
        Err(error) => {
            tracing::info!(%error, "there is no tray");
            None
        }
    };
    let _ = told.send(Told::Tray(tray.is_some()));
    THREAD.set(Some(Thread { tray, views, told }));
    let _ = ready.send(Hidden(window as isize));
    let mut message = MSG::default();
    // SAFETY: the message is there to be written to, and handed on as Windows gave it.
    unsafe {
        while GetMessageW(&mut message, ptr::null_mut(), 0, 0) > 0 {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
    // The icon goes while its thread is still there.
    THREAD.set(None);
}

#[allow(unsafe_code)]
fn window() -> io::Result<HWND> {
    let class = wide("CandorEngine");
    // SAFETY: the text ends in a zero and outlives the calls; everything else is null, which each call allows, or was
    // returned by Windows before.
    let window = unsafe {
        let module = GetModuleHandleW(ptr::null());
        let class_of = WNDCLASSW {
            lpfnWndProc: Some(procedure),
            hInstance: module,
            lpszClassName: class.as_ptr(),
            ..WNDCLASSW::default()
        };
        RegisterClassW(&class_of);
        let (class, menu) = (class.as_ptr(), ptr::null_mut());
        CreateWindowExW(0, class, ptr::null(), 0, 0, 0, 0, 0, HWND_MESSAGE, menu, module, ptr::null())
    };
    if window.is_null() { Err(io::Error::last_os_error()) } else { Ok(window) }
}

#[allow(unsafe_code)]
unsafe extern "system" fn procedure(window: HWND, message: u32, w: WPARAM, l: LPARAM) -> LRESULT {
    match message {
        WM_WTSSESSION_CHANGE if w == WTS_SESSION_LOCK as WPARAM => with_thread(|thread| {
            // Fails only where the engine is ending.
            let _ = thread.told.send(Told::Locked);
        }),
        SHOW => with_thread(Thread::show),
        // SAFETY: ends the loop of the thread that this is called on.
        WM_DESTROY => unsafe { PostQuitMessage(0) },
        _ => {}
    }
    // SAFETY: the arguments are those that Windows handed over.
    unsafe { DefWindowProcW(window, message, w, l) }
}

fn with_thread(act: impl FnOnce(&mut Thread)) {
    THREAD.with(|thread| {
        // While it is at something already, it comes to this next.
        if let Ok(mut thread) = thread.try_borrow_mut() {
            thread.as_mut().map(act);
        }
    });
}

impl Thread {
    /// Shows the newest view.
    fn show(&mut self) {
        if let (Some(tray), Some(view)) = (&mut self.tray, self.views.try_iter().last())
            && let Err(error) = tray.show(view)
        {
            tracing::warn!(%error, "the tray doesn't show how everything stands");
        }
    }
}

/// Text as Windows reads it.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// Toasts.
#[derive(Default)]
pub struct Notifications {
    named: Cell<bool>,
}

impl Notifications {
    pub fn notify(&mut self, Notification { title, text }: Notification) {
        if !self.named.replace(true) {
            name_application();
        }
        let mut toast = notify_rust::Notification::new();
        if let Err(error) = toast.app_id(APPLICATION).summary(&title).body(&text).show() {
            tracing::debug!(%error, "nothing was notified");
        }
    }
}

/// Says in the registry by which name toasts are shown; without that Windows shows none.
#[allow(unsafe_code)]
fn name_application() {
    let key = wide(&format!("Software\\Classes\\AppUserModelId\\{APPLICATION}"));
    let (value, name) = (wide("DisplayName"), wide("Candor"));
    let bytes = u32::try_from(size_of_val(name.as_slice())).unwrap_or_default();
    // SAFETY: all texts end in a zero and outlive the call, and the size is that of the name with its zero.
    unsafe {
        let (key, value) = (key.as_ptr(), value.as_ptr());
        RegSetKeyValueW(HKEY_CURRENT_USER, key, value, REG_SZ, name.as_ptr().cast(), bytes)
    };
}
