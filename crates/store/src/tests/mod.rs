//! What the store promises, attacked. The tests are inside the crate, for some of them open the file without
//! encryption or with a limit on its size, which nobody else can.

mod disk_full;
mod keys;
mod kill;
mod migration;
mod model;
mod order;
mod outbox;
mod review;
mod secrecy;
mod support;
