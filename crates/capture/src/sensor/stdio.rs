//! The process's standard input and output, each with its own thread, so that neither a slow engine nor a hung driver
//! keeps the process from ending when it must.

use std::{
    io::{self, Write as _},
    marker::PhantomData,
    sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, sync_channel},
    thread::{self, JoinHandle},
};

use candor_capture::{
    frame::{self, Decoder, Message},
    message::{FromSensor, ToSensor},
};

use crate::{PROTOCOL_ERROR, describe, platform, say};

/// Messages that may wait for the engine to read them. An engine that lets more wait isn't there any more.
const WAITING: usize = 256;
/// Stack of threads that do little.
pub const SMALL_STACK: usize = 128 * 1024;

/// Where messages to the engine go, all of one kind.
#[derive(Debug)]
pub struct Outbox<M = FromSensor> {
    jobs: SyncSender<Job>,
    kind: PhantomData<fn(M)>,
}

impl<M> Clone for Outbox<M> {
    fn clone(&self) -> Self {
        Self { jobs: self.jobs.clone(), kind: PhantomData }
    }
}

#[derive(Debug)]
enum Job {
    Frame(Vec<u8>),
    Flush(Sender<()>),
}

impl<M: Message> Outbox<M> {
    /// Starts the thread that writes to the standard output.
    pub fn new() -> Self {
        let (jobs, received) = sync_channel(WAITING);
        spawn("write", SMALL_STACK, move || write(&received));
        Self { jobs, kind: PhantomData }
    }

    /// Sends a message. A process that can't tell the engine what it does ends.
    pub fn send(&self, message: &M) {
        match frame::encode(message) {
            Ok(frame) => match self.jobs.try_send(Job::Frame(frame)) {
                Ok(()) => {}
                Err(TrySendError::Full(_)) => end("the engine doesn't read; nothing is captured any more"),
                Err(TrySendError::Disconnected(_)) => end("the engine is gone"),
            },
            Err(error) => end(&describe(&error)),
        }
    }

    /// Waits until everything is written.
    pub fn flush(&self) {
        let (done, wait) = std::sync::mpsc::channel();
        if self.jobs.send(Job::Flush(done)).is_ok() {
            // Fails only where the thread ended, and then nothing is to be waited for.
            let _ = wait.recv();
        }
    }
}

fn write(jobs: &Receiver<Job>) {
    let mut stdout = io::stdout().lock();
    for job in jobs {
        match job {
            Job::Frame(frame) => {
                if stdout.write_all(&frame).and_then(|()| stdout.flush()).is_err() {
                    platform::exit(0);
                }
            }
            Job::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
}

/// Starts the thread that reads the standard input and ends the process when it closes, whatever else goes on.
pub fn read_in_background(
    mut decoder: Decoder<ToSensor>,
    messages: Sender<ToSensor>,
    waker: platform::Waker,
) {
    spawn("read", SMALL_STACK, move || {
        let mut stdin = platform::engine_input();
        loop {
            match decoder.read_from(&mut stdin) {
                Ok(Some(message)) => {
                    if messages.send(message).is_err() {
                        return;
                    }
                    waker.wake();
                }
                Ok(None) => platform::exit(0),
                Err(error) => end(&describe(&error)),
            }
        }
    });
}

/// Starts a named thread.
pub fn spawn(name: &str, stack: usize, work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    match thread::Builder::new().name(name.into()).stack_size(stack).spawn(work) {
        Ok(handle) => handle,
        Err(error) => end(&format!("no thread can be started: {error}")),
    }
}

fn end(text: &str) -> ! {
    say(text);
    platform::exit(PROTOCOL_ERROR)
}
