//! What the journeys stand on.

pub mod camera;
pub mod consented;
pub mod display;
pub mod library;
pub mod marked;
pub mod memory;
pub mod process;
pub mod programs;
pub mod wait;
