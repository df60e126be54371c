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
pub const CAMERA_DEADLINE: Duration = Duration::from_secs(5);
/// The same for all screens, and for the work on a picture: nothing that works takes so long on however slow a machine.
pub const DEADLINE: Duration = Duration::from_secs(30);
/// Encoders need some stack.
pub const STACK: usize = 1024 * 1024;

/// What came of an order: a picture of each monitor, or why it is missing.
pub type Images = Vec<Result<CapturedImage, SensorProblem>>;

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
/// Whether an order is answered by its thread or given up by its deadline is decided in one place, the [`Desk`]: who takes
/// the order from it says what became of it, and says so before letting go of the lock. So each is answered exactly once,
/// and nothing comes after it was given up.
#[derive(Debug)]
pub struct Worker {
    category: Category,
    jobs: Sender<Job>,
    desk: Desk,
    number: u64,
    deadline: Duration,
    outbox: Outbox,
}

/// Where the open order lies.
#[derive(Debug, Clone, Default)]
struct Desk(Arc<Mutex<Option<Open>>>);

#[derive(Debug, Clone, Copy)]
struct Open {
    number: u64,
    at: Timestamp,
    until: Instant,
}

impl Desk {
    /// The lock guards a value that is whole at every moment, whoever panicked.
    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn holds(&self, number: u64) -> bool {
        self.lock().is_some_and(|open| open.number == number)
    }

    /// The device has delivered; what is left to do depends on nobody else.
    fn delivered(&self, number: u64) {
        if let Some(open) = self.lock().as_mut().filter(|open| open.number == number) {
            open.until = Instant::now() + DEADLINE;
        }
    }
}

impl Worker {
    /// A worker that takes pictures of the screens; says [`FromSensor::Armed`] once there is one.
    pub fn screens(mut screens: Box<dyn Screens>, outbox: &Outbox, waker: &Waker, now: Timestamp) -> Self {
        let mut pipelines = BTreeMap::<u8, Pipeline>::new();
        Self::start(Category::Screenshots, DEADLINE, outbox, waker, now, move |job, _| match job {
            Job::Probe(_) => screens.probe().map(|()| Vec::new()),
            Job::Take(order) => {
                take_screens(screens.as_mut(), &mut pipelines, order.at, order.without, order.max_bytes)
            }
        })
    }

    /// A worker that takes stills by the camera; says [`FromSensor::Armed`] once there is one.
    pub fn camera(mut camera: Box<dyn Camera>, outbox: &Outbox, waker: &Waker, now: Timestamp) -> Self {
        let mut pipeline = Pipeline::default();
        Self::start(Category::WebcamStills, CAMERA_DEADLINE, outbox, waker, now, move |job, desk| match job {
            Job::Probe(_) => camera.probe().map(|()| Vec::new()),
            Job::Take(order) => {
                let still = camera.still()?;
                desk.delivered(order.number);
                let encoded = pipeline.encode(&still, Rect::default(), order.max_bytes);
                Ok(vec![encoded.map(|encoded| image(CaptureSource::Camera, order.at, false, encoded))])
            }
        })
    }

    fn start(
        category: Category,
        deadline: Duration,
        outbox: &Outbox,
        waker: &Waker,
        now: Timestamp,
        mut take: impl FnMut(Job, &Desk) -> Result<Images, SensorProblem> + Send + 'static,
    ) -> Self {
        let (jobs, received) = channel();
        let desk = Desk::default();
        let (own_desk, answers, waker) = (desk.clone(), outbox.clone(), waker.clone());
        stdio::spawn(category.name(), STACK, move || {
            let desk = own_desk;
            for job in received {
                // A driver that answers late must not open the camera for orders that were given up meanwhile.
                if let Job::Take(order) = job
                    && !desk.holds(order.number)
                {
                    continue;
                }
                // A driver's library that panics has delivered nothing; that is all that is known.
                let taken = catch_unwind(AssertUnwindSafe(|| take(job, &desk)))
                    .unwrap_or(Err(SensorProblem::GrabFailed));
                crate::platform::trim_memory();
                let missed = |at, code| FromSensor::Missed { category, at, code };
                match (job, taken) {
                    (Job::Probe(_), Ok(_)) => answers.send(&FromSensor::Armed(category)),
                    (Job::Probe(at), Err(code)) => answers.send(&missed(at, code)),
                    (Job::Take(order), taken) => {
                        let mut open = desk.lock();
                        if open.is_none_or(|open| open.number != order.number) {
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
        let worker = Self { category, jobs, desk, number: 0, deadline, outbox: outbox.clone() };
        worker.submit(Job::Probe(now));
        worker
    }

    /// Whether an order is open.
    pub fn busy(&self) -> bool {
        self.desk.lock().is_some()
    }

    /// Orders a picture that is due now; not while the worker is busy.
    pub fn order(&mut self, at: Timestamp, without: Rect, max_bytes: u32) {
        self.number += 1;
        let number = self.number;
        *self.desk.lock() = Some(Open { number, at, until: Instant::now() + self.deadline });
        self.submit(Job::Take(Order { number, at, without, max_bytes }));
    }

    /// Gives up an order whose time is over; returns how long to wait for the one that is open.
    pub fn watch(&self) -> Option<Duration> {
        let open = (*self.desk.lock())?;
        let left = open.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            self.give_up(SensorProblem::Stalled);
            return None;
        }
        Some(left)
    }

    /// Gives up an order that is open; nothing comes from the worker after this.
    pub fn give_up(&self, code: SensorProblem) {
        let mut desk = self.desk.lock();
        if let Some(open) = desk.take() {
            self.missed(open.at, code);
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

/// Takes a picture of each monitor and encodes it; `without` is where the pill is.
pub fn take_screens(
    screens: &mut dyn Screens,
    pipelines: &mut BTreeMap<u8, Pipeline>,
    at: Timestamp,
    without: Rect,
    max_bytes: u32,
) -> Result<Images, SensorProblem> {
    let mut images = Vec::new();
    screens.grab(&mut |shot| {
        let without = shot.on_picture(without);
        let pipeline = pipelines.entry(shot.monitor).or_default();
        let encoded = pipeline.encode(&shot.picture, without, max_bytes);
        let source = CaptureSource::Screen { monitor: shot.monitor };
        images.push(encoded.map(|encoded| image(source, at, shot.excluded, encoded)));
    })?;
    Ok(images)
}

/// A picture with what is known of it.
pub fn image(source: CaptureSource, at: Timestamp, excluded: bool, encoded: Encoded) -> CapturedImage {
    let Encoded { finding, width, height, bytes } = encoded;
    CapturedImage { source, at, finding, excluded, width, height, media_type: MediaType::Webp, bytes }
}
