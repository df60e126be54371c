//! An agent and a client from the invitation to the work log, through the programs that people run.

mod clock;
mod consent;
mod crash;
mod disk;
pub mod engine;
mod export;
mod front;
mod offline;
mod restored;
pub mod rig;
mod secrecy;
mod session;
mod withdrawal;
