//! An agent and a client from the invitation to the work log, through the programs that people run.

mod consent;
mod crash;
mod export;
mod rig;
mod session;
