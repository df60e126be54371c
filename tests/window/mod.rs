//! The desktop app in its real window: on a display, a bus and a home folder of its own, driven as a person does.

mod journey;
mod keys;
mod panel;
mod pausing;
mod processes;
mod rig;
mod tray;
