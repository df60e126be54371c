//! The portal in a real browser, on a real server, with what a real `candor` sent.

mod journey;
mod rig;
