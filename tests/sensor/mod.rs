//! The sensor process as it really runs: on a virtual display, with real key presses, a real window and the test camera
//! through the real camera path.

mod camera;
mod ending;
mod exclusion;
mod input;
mod pill;
mod rig;
mod sample;
mod screen;
mod shortcut;
mod survey;
mod synthetic;
