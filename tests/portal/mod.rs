//! The portal in a real browser, on a real server, with what a real `candor` sent.

mod business;
mod journey;
mod provider;
mod rig;
