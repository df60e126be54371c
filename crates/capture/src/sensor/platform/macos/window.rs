//! The pill's window on macOS: a borderless panel at the level of the menu bar's items, which joins every space, never
//! becomes the key window and doesn't bring its process to the front.
//!
//! AppKit measures from the lower left corner of the first screen; everything else here, and what xcap says of screens,
//! from its upper left one.

use std::time::Duration;

use candor_capture::IndicatorProblem;
use objc2::{AllocAnyThread as _, MainThreadMarker, MainThreadOnly as _, rc::Retained};
use objc2_app_kit::{
    NSApplication, NSApplicationActivationPolicy, NSBackingStoreType, NSColor, NSEvent, NSEventMask,
    NSEventModifierFlags, NSEventType, NSPanel, NSScreen, NSStatusWindowLevel, NSTrackingArea,
    NSTrackingAreaOptions, NSWindowCollectionBehavior, NSWindowOcclusionState, NSWindowStyleMask,
};
use objc2_core_foundation::CFData;
use objc2_core_graphics::{
    CGBitmapInfo, CGColorRenderingIntent, CGColorSpace, CGDataProvider, CGImage, CGImageAlphaInfo,
    CGImageByteOrderInfo, kCGColorSpaceSRGB,
};
use objc2_foundation::{NSDate, NSDefaultRunLoopMode, NSPoint, NSRect, NSSize, NSString};
use objc2_quartz_core::CATransaction;
use tiny_skia::Pixmap;

use crate::{
    images::Rect,
    pill::window::{Happening, Look, SystemWindow},
};

/// The mouse's first button among those that are down.
const LEFT: usize = 1;

/// The window.
pub struct Window {
    main: MainThreadMarker,
    application: Retained<NSApplication>,
    panel: Retained<NSPanel>,
    shown: bool,
}

/// Puts an event into the queue that the pill waits for. For the main thread.
pub fn wake() {
    let Some(main) = MainThreadMarker::new() else { return };
    let event =
        NSEvent::otherEventWithType_location_modifierFlags_timestamp_windowNumber_context_subtype_data1_data2(
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
        NSApplication::sharedApplication(main).postEvent_atStart(&event, false);
    }
}

impl SystemWindow for Window {
    const IN_PIXELS: bool = false;

    #[allow(unsafe_code)]
    fn create(title: &'static str) -> Result<Self, IndicatorProblem> {
        let main = MainThreadMarker::new().ok_or(IndicatorProblem::Unsupported)?;
        if NSScreen::screens(main).is_empty() {
            return Err(IndicatorProblem::NoDisplay);
        }
        let application = NSApplication::sharedApplication(main);
        // In no Dock and no menu bar.
        application.setActivationPolicy(NSApplicationActivationPolicy::Accessory);
        application.finishLaunching();
        let panel = NSPanel::initWithContentRect_styleMask_backing_defer(
            NSPanel::alloc(main),
            NSRect::new(NSPoint::ZERO, NSSize::new(1.0, 1.0)),
            NSWindowStyleMask::Borderless | NSWindowStyleMask::NonactivatingPanel,
            NSBackingStoreType::Buffered,
            false,
        );
        // SAFETY: whoever closes the window, it is this value that lets go of it.
        unsafe { panel.setReleasedWhenClosed(false) };
        panel.setTitle(&NSString::from_str(title));
        panel.setLevel(NSStatusWindowLevel);
        panel.setCollectionBehavior(
            NSWindowCollectionBehavior::CanJoinAllSpaces
                | NSWindowCollectionBehavior::Stationary
                | NSWindowCollectionBehavior::FullScreenAuxiliary
                | NSWindowCollectionBehavior::IgnoresCycle,
        );
        panel.setHidesOnDeactivate(false);
        panel.setCanHide(false);
        panel.setMovable(false);
        panel.setOpaque(false);
        panel.setBackgroundColor(Some(&NSColor::clearColor()));
        // The picture has its own.
        panel.setHasShadow(false);
        panel.setAcceptsMouseMovedEvents(true);
        let view = panel.contentView().ok_or(IndicatorProblem::Unsupported)?;
        view.setWantsLayer(true);
        let options = NSTrackingAreaOptions::MouseEnteredAndExited
            | NSTrackingAreaOptions::MouseMoved
            | NSTrackingAreaOptions::ActiveAlways
            | NSTrackingAreaOptions::InVisibleRect;
        // SAFETY: the owner is a view, which answers what a tracking area tells, and which owns the area.
        let area = unsafe {
            let (area, owner) = (NSTrackingArea::alloc(), Some(view.as_ref()));
            NSTrackingArea::initWithRect_options_owner_userInfo(area, NSRect::ZERO, options, owner, None)
        };
        view.addTrackingArea(&area);
        Ok(Self { main, application, panel, shown: false })
    }

    fn monitors(&self) -> (Vec<Rect>, Rect) {
        let screens = NSScreen::screens(self.main);
        let height = self.height();
        let monitors = screens.iter().map(|screen| from_above(screen.frame(), height)).collect();
        let free = screens.firstObject().map(|screen| from_above(screen.visibleFrame(), height));
        (monitors, free.unwrap_or_default())
    }

    fn scale(&self) -> f32 {
        self.panel.backingScaleFactor() as f32
    }

    #[allow(unsafe_code)]
    fn draw(&mut self, picture: &Pixmap, area: Rect) -> Result<(), IndicatorProblem> {
        let image = image(picture).ok_or(IndicatorProblem::Unsupported)?;
        let layer =
            self.panel.contentView().and_then(|view| view.layer()).ok_or(IndicatorProblem::Destroyed)?;
        layer.setContentsScale(self.panel.backingScaleFactor());
        // SAFETY: a layer's contents may be an image.
        unsafe { layer.setContents(Some(image.as_ref())) };
        self.panel.setFrame_display(from_below(area, self.height()), true);
        if !self.shown {
            self.panel.orderFrontRegardless();
            self.shown = true;
        }
        CATransaction::flush();
        Ok(())
    }

    fn place(&mut self, x: i32, y: i32) {
        let height = self.height();
        let now = from_above(self.panel.frame(), height);
        self.panel.setFrameOrigin(from_below(Rect { x, y, ..now }, height).origin);
    }

    fn raise(&mut self) {
        self.panel.orderFrontRegardless();
    }

    fn look(&self) -> Result<Look, IndicatorProblem> {
        if !self.panel.isVisible() || self.panel.isMiniaturized() || self.panel.alphaValue() < 1.0 {
            return Err(IndicatorProblem::Unmapped);
        }
        // A window that others cover in part counts as seen here: there are always some above that shine through.
        let seen = self.panel.occlusionState().contains(NSWindowOcclusionState::Visible);
        let covered = !(seen && self.panel.isOnActiveSpace());
        Ok(Look { area: from_above(self.panel.frame(), self.height()), covered })
    }

    fn dragging(&self) -> bool {
        NSEvent::pressedMouseButtons() & LEFT != 0
    }

    fn next(&mut self, timeout: Option<Duration>) -> Option<Happening> {
        let until = match timeout {
            Some(timeout) => NSDate::dateWithTimeIntervalSinceNow(timeout.as_secs_f64()),
            None => NSDate::distantFuture(),
        };
        // SAFETY: the name of a run loop's mode is a constant of the system's.
        #[allow(unsafe_code)]
        let mode = unsafe { NSDefaultRunLoopMode };
        let event = self.application.nextEventMatchingMask_untilDate_inMode_dequeue(
            NSEventMask::Any,
            Some(&until),
            mode,
            true,
        )?;
        let happening = self.take(&event);
        self.application.sendEvent(&event);
        Some(happening)
    }
}

impl Window {
    /// What an event says.
    fn take(&self, event: &NSEvent) -> Happening {
        let kind = event.r#type();
        if kind == NSEventType::AppKitDefined {
            return Happening::Changed;
        }
        if event.windowNumber() != self.panel.windowNumber() {
            return Happening::Woken;
        }
        let (corner, within) = (self.panel.frame().origin, event.locationInWindow());
        let at = NSRect::new(NSPoint::new(corner.x + within.x, corner.y + within.y), NSSize::ZERO);
        let at = from_above(at, self.height());
        let at = (at.x, at.y);
        match kind {
            NSEventType::LeftMouseDown => Happening::Press(at),
            NSEventType::LeftMouseUp => Happening::Release(at),
            NSEventType::MouseMoved | NSEventType::LeftMouseDragged | NSEventType::MouseEntered => {
                Happening::Move(at)
            }
            NSEventType::MouseExited => Happening::Leave,
            _ => Happening::Woken,
        }
    }

    /// The height of the first screen, from which AppKit measures upwards.
    fn height(&self) -> f64 {
        NSScreen::screens(self.main).firstObject().map_or(0.0, |screen| screen.frame().size.height)
    }
}

/// An area of AppKit's as measured from above.
fn from_above(area: NSRect, height: f64) -> Rect {
    Rect {
        x: area.origin.x.round() as i32,
        y: (height - area.origin.y - area.size.height).round() as i32,
        width: area.size.width.round() as u32,
        height: area.size.height.round() as u32,
    }
}

/// An area as AppKit measures it.
fn from_below(area: Rect, height: f64) -> NSRect {
    let size = NSSize::new(area.width.into(), area.height.into());
    NSRect::new(NSPoint::new(area.x.into(), height - f64::from(area.y) - size.height), size)
}

/// The picture as a layer takes it.
#[allow(unsafe_code)]
fn image(picture: &Pixmap) -> Option<objc2_core_foundation::CFRetained<CGImage>> {
    let provider = CGDataProvider::with_cf_data(Some(&CFData::from_bytes(picture.data())))?;
    // SAFETY: the name of a colour space is a constant of the system's.
    let colors = CGColorSpace::with_name(Some(unsafe { kCGColorSpaceSRGB }))?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // Red first, and multiplied by alpha already.
    let info = CGBitmapInfo(CGImageAlphaInfo::PremultipliedLast.0 | CGImageByteOrderInfo::Order32Big.0);
    let intent = CGColorRenderingIntent::RenderingIntentDefault;
    // SAFETY: the provider has four bytes for each pixel; no table of decoding is given.
    unsafe {
        let (space, provider, decode) = (Some(&*colors), Some(&*provider), std::ptr::null());
        CGImage::new(width, height, 8, 32, width * 4, space, info, provider, decode, false, intent)
    }
}
