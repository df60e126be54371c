//! One enrolment's server: the way there, its news, and one task at a time that sends.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use candor_capture::SystemClock;
use candor_consent::DeviceKey;
use candor_domain::{DeviceId, Timestamp};
use candor_upload::{
    End, How, Mode, Problem, ServerUrl,
    client::{Api, Means, Settings, Signer},
};
use candor_wire::{ErrorCode, device::View};
use tokio::sync::{Notify, mpsc};

use super::active;
use crate::{
    controller::Inside,
    core::{Forgot, Shared, internal, lock},
    ports::Ports,
    protocol::{Failure, FailureCode, Progress, RefusedItem},
    queue::StoreQueue,
    requests::Report,
};

/// Ways to the servers of the enrolments. Locked to look one up, never while waiting for a server.
pub(crate) type Links = tokio::sync::Mutex<BTreeMap<DeviceId, Link>>;

/// The way to the server of one enrolment. Clones share it.
#[derive(Clone)]
pub(crate) struct Link {
    api: Api,
    sending: Arc<Sending>,
}

/// Who sends.
#[derive(Default)]
struct Sending {
    turn: tokio::sync::Mutex<()>,
    /// Somebody else wants the turn.
    wanted: Notify,
    /// Whether this engine has asked the server how far it knows the ledger.
    level_asked: AtomicBool,
}

/// Where it is told that policies or decisions changed.
pub(super) type Tell<'a> = Option<&'a mpsc::UnboundedSender<Inside>>;

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub records: u64,
    pub refused: Vec<RefusedItem>,
}

struct KeySigner(DeviceKey);

impl Signer for KeySigner {
    fn public(&self) -> [u8; 32] {
        *self.0.public().as_bytes()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        *self.0.sign(message).as_bytes()
    }
}

/// Proofs carry the machine's real time, whatever clock a session runs by.
pub(super) fn means(key: DeviceKey, ports: &Ports) -> Means {
    Means {
        signer: Arc::new(KeySigner(key)),
        clock: Arc::new(SystemClock),
        random: Arc::new(|bytes: &mut [u8]| {
            getrandom::fill(bytes).expect("the operating system gives random bytes");
        }),
        settings: Settings::default(),
        pace: ports.pace.clone(),
    }
}

async fn link(core: &Shared, ports: &Ports, device: DeviceId) -> Result<Link, Failure> {
    let mut links = ports.links.lock().await;
    if let Some(link) = links.get(&device) {
        return Ok(link.clone());
    }
    let (url, key) = {
        let core = lock(core);
        let enrolment = core.enrolment(device)?;
        (enrolment.stored.url.clone(), DeviceKey::from_seed(&enrolment.key.seed()))
    };
    let server = ServerUrl::new(url).map_err(|error| internal(&error))?;
    let api = Api::new(&server, device, means(key, ports)).map_err(|failure| said(&failure))?;
    let link = Link { api, sending: Arc::default() };
    links.insert(device, link.clone());
    Ok(link)
}

pub(super) async fn is_sending(ports: &Ports, device: DeviceId) -> bool {
    let links = ports.links.lock().await;
    links.get(&device).is_some_and(|link| link.sending.turn.try_lock().is_err())
}

/// Asks a server for its policies; whether something changed that consent depends on.
pub(super) async fn news(core: &Shared, ports: &Ports, device: DeviceId) -> Result<bool, Failure> {
    let api = link(core, ports, device).await?.api;
    let policies = api.policies().await.map_err(|failure| said(&failure))?;
    note_contact(core, Ok(ports.clock.now()));
    note_clock(core, api.clock_ahead());
    lock(core).take_policies(device, policies)
}

/// The most pages of views that are asked for: 10,000 views, the latest.
const VIEW_PAGES: usize = 100;

/// Who opened which of the agent's captures, the latest first.
pub(super) async fn views(core: &Shared, ports: &Ports, device: DeviceId) -> Result<Vec<View>, Failure> {
    let api = link(core, ports, device).await?.api;
    let (mut views, mut cursor) = (Vec::new(), None);
    for _ in 0..VIEW_PAGES {
        let page = api.views(cursor.as_deref()).await.map_err(|failure| said(&failure))?;
        views.extend(page.views);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    Ok(views)
}

/// The same, and has what follows from it done.
pub(super) async fn learn(
    core: &Shared,
    ports: &Ports,
    tell: Tell<'_>,
    device: DeviceId,
) -> Result<(), Failure> {
    match news(core, ports, device).await {
        Ok(changed) => {
            if let Some(inside) = tell.filter(|_| changed) {
                let _ = inside.send(Inside::ConsentChanged);
            }
            Ok(())
        }
        Err(failure) => {
            note_contact(core, Err(&failure));
            Err(failure)
        }
    }
}

/// Sends what one enrolment has to send. Whoever does so already steps aside, and goes on after this.
pub(super) async fn send(
    core: &Shared,
    ports: &Ports,
    tell: Tell<'_>,
    device: DeviceId,
    how: How,
    report: Report<'_>,
) -> Result<Sent, Failure> {
    let Link { api, sending } = link(core, ports, device).await?;
    let mut sent = Sent::default();
    let mut turn = match sending.turn.try_lock() {
        Ok(turn) => turn,
        Err(_) => {
            sending.wanted.notify_one();
            sending.turn.lock().await
        }
    };
    loop {
        let ask_level =
            how.ask_level || lock(core).has_forgotten(device) || !sending.level_asked.load(Ordering::Relaxed);
        let end = one_sync(
            core,
            ports,
            tell,
            (device, &api, &sending),
            How { ask_level, ..how },
            report,
            &mut sent,
        )
        .await;
        let problem = match end {
            End::Cancelled => {
                drop(turn);
                turn = sending.turn.lock().await;
                // The agent may have left the client meanwhile.
                if how.mode == Mode::Background && !active(core).contains(&device) {
                    return Ok(sent);
                }
                continue;
            }
            End::Finished => {
                note_contact(core, Ok(ports.clock.now()));
                if ask_level {
                    sending.level_asked.store(true, Ordering::Relaxed);
                    lock(core).server_remembers(device);
                }
                return Ok(sent);
            }
            End::Problem(problem) => problem,
            End::Store(failure) => {
                note_contact(core, Err(&failure));
                return Err(failure);
            }
        };
        let code = match problem {
            Problem::Unreachable(_) | Problem::Busy { .. } => FailureCode::Unreachable,
            Problem::ServerForgot { .. } => FailureCode::VerificationFailed,
            _ => FailureCode::ServerRefused,
        };
        let failure = Failure::new(code, crate::core::sentence(&problem.to_string()));
        if let Problem::ServerForgot { known, cosigned } = problem {
            note_contact(core, Ok(ports.clock.now()));
            lock(core).server_forgot(device, Forgot { known, cosigned });
        } else {
            note_contact(core, Err(&failure));
        }
        return Err(failure);
    }
}

/// Drives one sync to its end, or until somebody else wants to send. Where the server refuses a record for want of consent
/// it knows something that this machine doesn't, and is asked at once.
async fn one_sync(
    core: &Shared,
    ports: &Ports,
    tell: Tell<'_>,
    (device, api, sending): (DeviceId, &Api, &Sending),
    how: How,
    report: Report<'_>,
    sent: &mut Sent,
) -> End<Failure> {
    let mut queue = StoreQueue::new(core.clone(), device);
    let unconsented = AtomicU64::new(0);
    let surprised = Notify::new();
    let progress = |progress: candor_upload::Progress| {
        if unconsented.swap(progress.unconsented, Ordering::Relaxed) < progress.unconsented {
            surprised.notify_one();
        }
        report(Progress {
            records_done: progress.records_done,
            records_total: progress.records_total,
            bytes_done: progress.bytes_done,
            bytes_total: progress.bytes_total,
        });
    };
    let mut sync = std::pin::pin!(api.sync(&mut queue, how, progress, sending.wanted.notified()));
    let done = loop {
        tokio::select! {
            biased;
            () = surprised.notified() => drop(learn(core, ports, tell, device).await),
            done = &mut sync => break done,
        }
    };
    // What was refused last is told together with the end.
    if tokio::time::timeout(Duration::ZERO, surprised.notified()).await.is_ok() {
        let _ = learn(core, ports, tell, device).await;
    }
    sent.records += done.sent + done.duplicates;
    sent.refused.extend(done.refused.into_iter().map(|refused| RefusedItem {
        id: refused.id,
        code: refused.code.to_string(),
        message: refused.message,
    }));
    done.end
}

/// Says where the machine's clock differs so much from a server's that proofs had to be dated anew.
fn note_clock(core: &Shared, ahead: i64) {
    let mut core = lock(core);
    if ahead == 0 {
        core.troubles.clear("clock_wrong");
        return;
    }
    let (minutes, way) = (ahead.unsigned_abs().div_ceil(60), if ahead > 0 { "behind" } else { "ahead of" });
    let message = format!(
        "This machine's clock is {minutes} min {way} the server's. Everything is recorded and sent all the same, with this machine's times. Set its clock, so that the work log tells the right time."
    );
    core.troubles.set("clock_wrong", message);
}

fn note_contact(core: &Shared, contact: Result<Timestamp, &Failure>) {
    let mut core = lock(core);
    match contact {
        Ok(at) => {
            core.last_contact = Some(at);
            core.troubles.clear("server_unreachable");
            core.troubles.clear("server_refused");
        }
        Err(failure) => {
            let code = match failure.code {
                FailureCode::Unreachable => "server_unreachable",
                _ => "server_refused",
            };
            core.troubles.set(code, &failure.message);
        }
    }
}

pub(super) fn is(failure: &candor_upload::Failure, code: ErrorCode) -> bool {
    matches!(failure, candor_upload::Failure::Refused(error) if error.is(code))
}

/// A failure of one request, for people.
pub(super) fn said(failure: &candor_upload::Failure) -> Failure {
    let code = match failure {
        candor_upload::Failure::Lost(_) => FailureCode::Unreachable,
        failure if is(failure, ErrorCode::InvitationUnknown) => FailureCode::InvitationUnknown,
        failure if is(failure, ErrorCode::InvitationUsed) => FailureCode::InvitationUsed,
        failure if is(failure, ErrorCode::InvitationExpired) => FailureCode::InvitationExpired,
        _ => FailureCode::ServerRefused,
    };
    Failure::new(code, crate::core::sentence(&failure.to_string()))
}
