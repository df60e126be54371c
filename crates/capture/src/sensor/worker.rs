//! Pictures are taken on threads of their own, since a screen takes a while and a camera's driver may never answer.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Sender, channel},
    },
    time::{Duration, Instant},
};

use candor_capture::{CapturedImage, FromSensor, SensorProblem};
use candor_domain::{
    Category, Timestamp,
    record::{CaptureSource, MediaType},
};

use crate::{
    images::{Encoded, Pipeline, Rect},
    platform::Waker,
    sensors::{Camera, Screens},
    stdio::{self, Outbox},
};

/// How long a camera may take by the machine's own clock: opening, exposure, one frame.
const CAMERA_DEADLINE: Duration = Duration::from_secs(6);
/// The same for all screens: only a display that hangs takes so long, on however slow a machine.
const SCREENS_DEADLINE: Duration = Duration::from_secs(30);
/// Encoders need some stack.
const STACK: usize = 1024 * 1024;

/// What a worker is asked for.
#[derive(Debug, Clone, Copy)]
enum Job {
    /// Say whether the sensor works.
    Probe(Timestamp),
    /// Take a picture.
    Take(Order),
}

/// A picture that is due.
#[derive(Debug, Clone, Copy)]
struct Order {
    number: u64,
    at: Timestamp,
    without: Rect,
    max_bytes: u32,
}

/// The thread of one category, and the one order that it may be at.
///
/// Whether an order is answered by its thread or given up by its deadline is decided in one place, `open`, the number of
/// the open order: who takes it out says what became of the order, and says so before letting go of the lock. So each is
/// answered exactly once, and nothing comes after it was given up.
#[derive(Debug)]
pub struct Worker {
    category: Category,
    jobs: Sender<Job>,
    open: Arc<Mutex<Option<u64>>>,
    number: u64,
    at: Timestamp,
    deadline: Duration,
    until: Option<Instant>,
    outbox: Outbox,
}

impl Worker {
    /// A worker that takes pictures of the screens; says [`FromSensor::Armed`] once there is one.
    pub fn screens(mut screens: Box<dyn Screens>, outbox: &Outbox, waker: &Waker, now: Timestamp) -> Self {
        let mut pipelines = BTreeMap::<u8, Pipeline>::new();
        Self::start(Category::Screenshots, SCREENS_DEADLINE, outbox, waker, now, move |job| match job {
            Job::Probe(_) => screens.probe().map(|()| Vec::new()),
            Job::Take(order) => {
                let mut images = Vec::new();
                screens.grab(&mut |shot| {
                    let without = order.without.within(shot.area);
                    let pipeline = pipelines.entry(shot.monitor).or_default();
                    let encoded = pipeline.encode(&shot.picture, without, order.max_bytes);
                    images.push(
                        encoded.map(|e| image(CaptureSource::Screen { monitor: shot.monitor }, order.at, e)),
                    );
                })?;
                Ok(images)
            }
        })
    }

    /// A worker that takes stills by the camera; says [`FromSensor::Armed`] once there is one.
    pub fn camera(mut camera: Box<dyn Camera>, outbox: &Outbox, waker: &Waker, now: Timestamp) -> Self {
        let mut pipeline = Pipeline::default();
        Self::start(Category::WebcamStills, CAMERA_DEADLINE, outbox, waker, now, move |job| match job {
            Job::Probe(_) => camera.probe().map(|()| Vec::new()),
            Job::Take(order) => {
                let encoded = pipeline.encode(&camera.still()?, Rect::default(), order.max_bytes);
                Ok(vec![encoded.map(|encoded| image(CaptureSource::Camera, order.at, encoded))])
            }
        })
    }

    fn start(
        category: Category,
        deadline: Duration,
        outbox: &Outbox,
        waker: &Waker,
        now: Timestamp,
        mut take: impl FnMut(Job) -> Result<Vec<Result<CapturedImage, SensorProblem>>, SensorProblem>
        + Send
        + 'static,
    ) -> Self {
        let (jobs, received) = channel();
        let open = Arc::new(Mutex::new(None));
        let (claim, answers, waker) = (open.clone(), outbox.clone(), waker.clone());
        stdio::spawn(category.name(), STACK, move || {
            for job in received {
                // A driver's library that panics has delivered nothing; that is all that is known.
                let taken =
                    catch_unwind(AssertUnwindSafe(|| take(job))).unwrap_or(Err(SensorProblem::GrabFailed));
                crate::platform::trim_memory();
                let missed = |at, code| FromSensor::Missed { category, at, code };
                match (job, taken) {
                    (Job::Probe(_), Ok(_)) => answers.send(&FromSensor::Armed(category)),
                    (Job::Probe(at), Err(code)) => answers.send(&missed(at, code)),
                    (Job::Take(order), taken) => {
                        let mut open = lock(&claim);
                        if *open != Some(order.number) {
                            continue;
                        }
                        for image in taken.unwrap_or_else(|code| vec![Err(code)]) {
                            answers.send(&match image {
                                Ok(image) => FromSensor::Image(image),
                                Err(code) => missed(order.at, code),
                            });
                        }
                        *open = None;
                        drop(open);
                        waker.wake();
                    }
                }
            }
        });
        let worker = Self {
            category,
            jobs,
            open,
            number: 0,
            at: Timestamp::from_millis(0),
            deadline,
            until: None,
            outbox: outbox.clone(),
        };
        worker.submit(Job::Probe(now));
        worker
    }

    /// Whether an order is open.
    pub fn busy(&self) -> bool {
        lock(&self.open).is_some()
    }

    /// Orders a picture that is due now; not while the worker is busy.
    pub fn order(&mut self, at: Timestamp, without: Rect, max_bytes: u32) {
        self.number += 1;
        self.at = at;
        self.until = Some(Instant::now() + self.deadline);
        *lock(&self.open) = Some(self.number);
        self.submit(Job::Take(Order { number: self.number, at, without, max_bytes }));
    }

    /// Gives up an order whose time is over; returns how long to wait for the one that is open.
    pub fn watch(&mut self) -> Option<Duration> {
        let until = self.until?;
        if !self.busy() {
            self.until = None;
            return None;
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            self.give_up(SensorProblem::Stalled);
            return None;
        }
        Some(left)
    }

    /// Gives up an order that is open; nothing comes from the worker after this.
    pub fn give_up(&mut self, code: SensorProblem) {
        self.until = None;
        let mut open = lock(&self.open);
        if open.take().is_some() {
            self.missed(self.at, code);
        }
    }

    fn missed(&self, at: Timestamp, code: SensorProblem) {
        self.outbox.send(&FromSensor::Missed { category: self.category, at, code });
    }

    fn submit(&self, job: Job) {
        // The thread ends only with the process.
        let _ = self.jobs.send(job);
    }
}

/// The lock guards one number that is whole at every moment, whoever panicked.
fn lock(open: &Mutex<Option<u64>>) -> MutexGuard<'_, Option<u64>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

fn image(source: CaptureSource, at: Timestamp, encoded: Encoded) -> CapturedImage {
    let Encoded { finding, width, height, bytes } = encoded;
    CapturedImage { source, at, finding, width, height, media_type: MediaType::Webp, bytes }
}
