//! Nothing to use: the tests are in `main.rs`.

#![forbid(unsafe_code)]
