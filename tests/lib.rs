//! What the tests share with the demonstration: driving the real window. The tests themselves are in `main.rs`.

#![forbid(unsafe_code)]

pub mod driver;
