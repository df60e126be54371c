//! How far long work has come: a bar on standard error, where that is a terminal.

use candor_engine::protocol::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::human::unit;

/// A bar that goes away with its last holder.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for uploads.
    pub fn upload() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("uploading {wide_bar} {pos} of {len} records · {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Moves on.
    pub fn set(&self, progress: Progress) {
        self.0.set_length(progress.records_total);
        self.0.set_position(progress.records_done);
        self.0.set_message(format!(
            "{} of {}",
            unit::bytes(progress.bytes_done),
            unit::bytes(progress.bytes_total)
        ));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
