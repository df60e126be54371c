//! The one watch and the one sample that may go on: each new one ends the one before.

use std::sync::{Mutex, PoisonError};

use tauri::async_runtime::{JoinHandle, spawn};

/// What goes on beside commands.
#[derive(Default)]
pub struct Tasks {
    watch: Mutex<Option<JoinHandle<()>>>,
    sample: Mutex<Option<JoinHandle<()>>>,
}

impl Tasks {
    /// Watches from now on.
    pub fn watch(&self, task: impl Future<Output = ()> + Send + 'static) {
        replace(&self.watch, Some(spawn(task)));
    }

    /// Watches no more.
    pub fn end_watch(&self) {
        replace(&self.watch, None);
    }

    /// Makes a sample from now on.
    pub fn sample(&self, task: impl Future<Output = ()> + Send + 'static) {
        replace(&self.sample, Some(spawn(task)));
    }

    /// Ends the sample: its connection closes, and the engine ends the process behind it.
    pub fn end_sample(&self) {
        replace(&self.sample, None);
    }
}

fn replace(place: &Mutex<Option<JoinHandle<()>>>, task: Option<JoinHandle<()>>) {
    let before = std::mem::replace(&mut *place.lock().unwrap_or_else(PoisonError::into_inner), task);
    if let Some(before) = before {
        before.abort();
    }
}
