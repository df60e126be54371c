//! macOS: the menu bar's item, the notification centre, and the screen's lock, all on the main thread, where AppKit wants
//! them.

use std::{
    cell::RefCell,
    panic::resume_unwind,
    ptr::NonNull,
    sync::{
        OnceLock,
        mpsc::{Sender, channel},
    },
    thread,
};

use block2::RcBlock;
use dispatch2::DispatchQueue;
use objc2::MainThreadMarker;
use objc2_app_kit::{
    NSApplication, NSApplicationActivationPolicy, NSEvent, NSEventModifierFlags, NSEventType,
};
use objc2_foundation::{NSDistributedNotificationCenter, NSNotification, NSPoint, NSString};
use tokio::sync::mpsc;

use super::{Notification, Told, TrayView, tray::Tray};

/// The program's bundle, under whose name notifications are shown.
const APPLICATION: &str = "example.candor.desktop";
/// What the system says when the screen is locked.
const LOCKED: &str = "com.apple.screenIsLocked";
/// Of the thread that works, as much as a main thread has.
const STACK: usize = 8 * 1024 * 1024;

/// What the main thread waits for.
enum Wanted {
    /// The desktop.
    Desktop,
    /// Nothing more: the work is done.
    End,
}

/// Where the main thread is told what is wanted of it.
static MAIN: OnceLock<Sender<Wanted>> = OnceLock::new();

thread_local! {
    static TRAY: RefCell<Option<Tray>> = const { RefCell::new(None) };
}

/// Does a program's work on a thread of its own. This one shows the desktop from the moment that it is wanted.
pub fn beside_work<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (tell, wanted) = channel();
    let end = End(tell.clone());
    let _ = MAIN.set(tell);
    let working = thread::Builder::new().name("work".into()).stack_size(STACK).spawn(move || {
        let _end = end;
        work()
    });
    let working = working.expect("the system gives a program a second thread");
    if let (Ok(Wanted::Desktop), Some(main)) = (wanted.recv(), MainThreadMarker::new()) {
        let application = NSApplication::sharedApplication(main);
        // In no Dock, and with no menu of its own.
        application.setActivationPolicy(NSApplicationActivationPolicy::Accessory);
        application.run();
    }
    working.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Ends the main thread's wait when the work is over, however that ended.
struct End(Sender<Wanted>);

impl Drop for End {
    fn drop(&mut self) {
        // Where the main thread is past waiting, it runs the application.
        let _ = self.0.send(Wanted::End);
        DispatchQueue::main().exec_async(|| {
            let Some(main) = MainThreadMarker::new() else { return };
            let application = NSApplication::sharedApplication(main);
            TRAY.take();
            application.stop(None);
            // It looks whether it is to stop after an event.
            let event = NSEvent::otherEventWithType_location_modifierFlags_timestamp_windowNumber_context_subtype_data1_data2(
                NSEventType::ApplicationDefined,
                NSPoint::ZERO,
                NSEventModifierFlags::empty(),
                0.0,
                0,
                None,
                0,
                0,
                0,
            );
            if let Some(event) = event {
                application.postEvent_atStart(&event, true);
            }
        });
    }
}

/// The menu bar's item.
pub struct Desktop;

impl Desktop {
    pub fn start(first: TrayView, told: mpsc::UnboundedSender<Told>) -> Self {
        // A program that didn't set a thread aside for it shows nothing.
        if MAIN.get().is_none_or(|main| main.send(Wanted::Desktop).is_err()) {
            let _ = told.send(Told::Tray(false));
            return Self;
        }
        DispatchQueue::main().exec_async(move || {
            listen(told.clone());
            let tray = Tray::new(first, told.clone());
            let _ = told.send(Told::Tray(tray.is_ok()));
            match tray {
                Ok(tray) => TRAY.set(Some(tray)),
                Err(error) => tracing::info!(%error, "there is no tray"),
            }
        });
        Self
    }

    pub fn show(&self, view: TrayView) {
        DispatchQueue::main().exec_async(move || {
            TRAY.with_borrow_mut(|tray| {
                if let Some(Err(error)) = tray.as_mut().map(|tray| tray.show(view)) {
                    tracing::warn!(%error, "the tray doesn't show how everything stands");
                }
            });
        });
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        DispatchQueue::main().exec_async(|| drop(TRAY.take()));
    }
}

/// Listens for the screen's lock until the program ends.
#[allow(unsafe_code)]
fn listen(told: mpsc::UnboundedSender<Told>) {
    let locked = RcBlock::new(move |_: NonNull<NSNotification>| {
        // Fails only where the engine is ending.
        let _ = told.send(Told::Locked);
    });
    let (centre, name) = (NSDistributedNotificationCenter::defaultCenter(), NSString::from_str(LOCKED));
    // SAFETY: the block may be called on any thread: all that it holds is the sending end of a channel. The centre keeps
    // both it and the observer, which is never taken out.
    let _observer =
        unsafe { centre.addObserverForName_object_queue_usingBlock(Some(&name), None, None, &locked) };
}

/// The notification centre.
#[derive(Default)]
pub struct Notifications {
    named: bool,
}

impl Notifications {
    pub fn notify(&mut self, Notification { title, text }: Notification) {
        if !self.named {
            self.named = true;
            // Fails where the bundle isn't installed; then they stand under the system's own name.
            let _ = notify_rust::set_application(APPLICATION);
        }
        if let Err(error) = notify_rust::Notification::new().summary(&title).body(&text).show() {
            tracing::debug!(%error, "nothing was notified");
        }
    }
}
