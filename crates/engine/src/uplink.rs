//! Talking to servers: enrolling, taking in policies, sending what was released, leaving.
//!
//! All of it runs in tasks beside the loop and looks at the core only between requests. One thing at a time talks to the
//! network, so that no record is on its way twice.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use candor_capture::SystemClock;
use candor_consent::{
    Body, DeviceKey, Ledger,
    entry::{Channel, Decision},
};
use candor_domain::{Category, DeviceId, Timestamp};
use candor_store::{self as store, Cursor, EnrolmentState, PendingEnrolment, Query, StateName};
use candor_upload::{
    End, Invitation, Mode, Problem, ServerUrl, SyncReport,
    client::{self, Api, Means, Settings, Signer},
};
use candor_wire::ErrorCode;
use tokio::sync::{Notify, mpsc};
use zeroize::Zeroizing;

use crate::{
    controller::Inside,
    core::{Shared, internal, lock, not_enrolled},
    ports::{Ports, random},
    protocol::{Enrolled, Failure, FailureCode, Left, Progress, RefusedItem, Synced},
    queue::StoreQueue,
    requests::Report,
};

/// How often the server is asked for news while all is well.
const NEWS: Duration = Duration::from_secs(60);
/// The longest wait after failures.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// How long somebody who reads a notice waits for news of it.
const PATIENCE: Duration = Duration::from_secs(3);

/// Connections to the servers of the enrolments; whoever holds it may talk.
pub(crate) type Links = tokio::sync::Mutex<BTreeMap<DeviceId, Api>>;

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
fn means(key: DeviceKey) -> Means {
    Means {
        signer: Arc::new(KeySigner(key)),
        clock: Arc::new(SystemClock),
        random: Arc::new(|bytes: &mut [u8]| {
            getrandom::fill(bytes).expect("the operating system gives random bytes");
        }),
        settings: Settings::default(),
    }
}

/// Binds a new device key to an invitation. The key is stored before anything is sent, so that trying again after a lost
/// answer uses the same one.
pub(crate) async fn enroll(core: &Shared, ports: &Ports, link: &str) -> Result<Enrolled, Failure> {
    let invitation = Invitation::parse(link)
        .map_err(|error| Failure::new(FailureCode::Usage, crate::core::sentence(&error.to_string())))?;
    let begun = PendingEnrolment {
        url: invitation.server().as_url().clone(),
        invitation: Zeroizing::new(link.trim().to_owned()),
        seed: Zeroizing::new(random()),
        at: ports.clock.now(),
    };
    let pending = lock(core).store.write(|tx| tx.begin_enrolment(begun))?;
    let answer = client::enroll(&invitation, &means(DeviceKey::from_seed(&pending.seed))).await;
    let enrolled = match answer {
        Ok(enrolled) => enrolled,
        Err(failure) => {
            let for_good =
                [ErrorCode::InvitationUnknown, ErrorCode::InvitationUsed, ErrorCode::InvitationExpired];
            if for_good.iter().any(|code| is(&failure, *code)) {
                lock(core).store.write(|tx| tx.abandon_enrolment(&pending.invitation))?;
            }
            return Err(said(&failure));
        }
    };
    let strange = || {
        Failure::new(
            FailureCode::ServerRefused,
            "The server's answer lacks its key or a project. Ask the client.",
        )
    };
    let server_key = enrolled.server.public_key.parse().map_err(|_| strange())?;
    let client = enrolled.projects.first().ok_or_else(strange)?.client.clone();
    let key = DeviceKey::from_seed(&pending.seed);
    let body =
        Body::Enrolled { agent: enrolled.agent, client: client.id, public_key: key.public(), server_key };
    let now = ports.clock.now();
    let entry = Ledger::new(enrolled.device).draft(body, now, &key).map_err(|error| internal(&error))?;
    let stored = store::Enrolment {
        device: enrolled.device,
        agent: enrolled.agent,
        client: client.clone(),
        url: pending.url.clone(),
        server: store::ServerIdentity { name: enrolled.server.name.clone(), key: server_key },
        state: EnrolmentState::Active,
        at: now,
    };
    {
        let mut core = lock(core);
        core.store.write(|tx| {
            tx.complete_enrolment(&pending.invitation, &stored)?;
            tx.append(&entry)?;
            enrolled.projects.iter().try_for_each(|project| tx.put_project(stored.device, project))
        })?;
        core.take_up(stored)?;
    }
    // The policies and the first cosignature; where the connection just broke they come later.
    let _ = news(core, ports, enrolled.device).await;
    let _ = send(core, ports, enrolled.device, Mode::Once, &|_| {}).await;
    Ok(Enrolled { device: enrolled.device, client, projects: enrolled.projects })
}

/// Takes in what servers publish, as far as they answer soon.
pub(crate) async fn refresh(core: &Shared, ports: &Ports, inside: &mpsc::UnboundedSender<Inside>) {
    for device in active(core) {
        match tokio::time::timeout(PATIENCE, news(core, ports, device)).await {
            Ok(Ok(true)) => drop(inside.send(Inside::ConsentChanged)),
            Ok(Ok(false)) => {}
            Ok(Err(failure)) => note_contact(core, Err(&failure)),
            Err(_) => {}
        }
    }
}

/// Keeps in touch with the servers: asks for news and sends what is releasable, soon when told to, else now and then.
pub(crate) async fn background(
    core: Shared,
    ports: Arc<Ports>,
    inside: mpsc::UnboundedSender<Inside>,
    upload: Arc<Notify>,
) {
    let mut wait = NEWS;
    let mut asked: Option<tokio::time::Instant> = None;
    loop {
        tokio::select! {
            () = upload.notified(), if wait == NEWS => {}
            () = tokio::time::sleep(wait) => {}
        }
        let due = asked.is_none_or(|at| at.elapsed() >= NEWS);
        let mut failed = false;
        for device in active(&core) {
            if due {
                match news(&core, &ports, device).await {
                    Ok(true) => drop(inside.send(Inside::ConsentChanged)),
                    Ok(false) => {}
                    Err(failure) => {
                        note_contact(&core, Err(&failure));
                        failed = true;
                        continue;
                    }
                }
            }
            failed |= send(&core, &ports, device, Mode::Once, &|_| {}).await.is_err();
        }
        // A client that was left while its server was away hears of it when that is back.
        for device in untold(&core) {
            failed |= send(&core, &ports, device, Mode::Once, &|_| {}).await.is_err();
        }
        if due {
            asked = Some(tokio::time::Instant::now());
        }
        wait = match (failed, wait) {
            (false, _) => NEWS,
            (true, NEWS) => Duration::from_secs(5),
            (true, wait) => (wait * 2).min(LONGEST_WAIT),
        };
    }
}

/// Tells servers what the ledgers say beyond what they have cosigned, and which deletions are asked for.
pub(crate) async fn last_words(core: &Shared, ports: &Ports) {
    for device in untold(core) {
        if let Err(failure) = send(core, ports, device, Mode::Once, &|_| {}).await {
            tracing::info!(%failure, "the server hears of it at the next contact");
        }
    }
}

/// Enrolments, those that the agent left among them, whose server doesn't know everything yet.
fn untold(core: &Shared) -> Vec<DeviceId> {
    let core = lock(core);
    let untold = core.enrolments.iter().filter(|enrolment| {
        let asked = core.store.pending_deletions(enrolment.stored.device);
        enrolment.cosigned < enrolment.consent.ledger().size() || asked.is_ok_and(|asked| !asked.is_empty())
    });
    untold.map(|enrolment| enrolment.stored.device).collect()
}

/// Sends what is releasable; with `wait` also what is still under review, and through outages.
pub(crate) async fn sync(
    core: &Shared,
    ports: &Ports,
    inside: &mpsc::UnboundedSender<Inside>,
    wait: bool,
    report: Report<'_>,
) -> Result<Synced, Failure> {
    let devices = active(core);
    if devices.is_empty() {
        return Err(not_enrolled());
    }
    for device in &devices {
        match news(core, ports, *device).await {
            Ok(true) => drop(inside.send(Inside::ConsentChanged)),
            Ok(false) => {}
            // Whoever waits waits through outages too.
            Err(failure) if wait => note_contact(core, Err(&failure)),
            Err(failure) => {
                note_contact(core, Err(&failure));
                return Err(failure);
            }
        }
    }
    let mode = if wait { Mode::Background } else { Mode::Once };
    let mut synced = Synced::default();
    loop {
        for device in &devices {
            let sent = send(core, ports, *device, mode, report).await?;
            synced.sent += sent.sent + sent.duplicates;
            synced.refused.extend(sent.refused.into_iter().map(|refused| RefusedItem {
                id: refused.id,
                code: refused.code.to_string(),
                message: refused.message,
            }));
        }
        synced.waiting = lock(core).waiting()?;
        let next = devices.iter().filter_map(|device| lock(core).store.next_release(*device).ok()?).min();
        let Some(next) = next.filter(|_| wait) else { return Ok(synced) };
        let left = next.since(ports.clock.awake());
        let real = left.get() / u64::from(ports.clock_config.factor().max(1));
        tokio::time::sleep(Duration::from_millis(real.clamp(50, 1_000))).await;
    }
}

/// Ends an enrolment: withdraws everything, and tells the server if it can be reached.
pub(crate) async fn leave(
    core: &Shared,
    ports: &Ports,
    inside: &mpsc::UnboundedSender<Inside>,
    client: &str,
) -> Result<Left, Failure> {
    let (device, client) = lock(core).client(client)?;
    let granted = lock(core).granted(device)?;
    for (project, category) in &granted {
        let project = project.to_string();
        lock(core).decide(&project, &[*category], Decision::Withdrawn, None, Channel::Cli)?;
    }
    let _ = inside.send(Inside::ConsentChanged);
    let server_told = send(core, ports, device, Mode::Once, &|_| {}).await.is_ok();
    let sent = Query { device: Some(device), states: vec![StateName::Sent], ..Query::default() };
    let held_by_client = {
        let mut core = lock(core);
        core.store.write(|tx| tx.leave(device))?;
        core.enrolment_mut(device)?.stored.state = EnrolmentState::Left;
        core.store.items(&sent, Cursor::START, usize::MAX >> 1)?.len() as u64
    };
    let erasure = format!(
        "{} still holds what you sent. To have it erased write to {}, or by post to {}; complaints go to {}.",
        client.name, client.contact, client.address, client.authority
    );
    let mut withdrawn: Vec<Category> = granted.into_iter().map(|(_, category)| category).collect();
    withdrawn.sort_unstable();
    withdrawn.dedup();
    Ok(Left { client, withdrawn, held_by_client, erasure, server_told })
}

fn active(core: &Shared) -> Vec<DeviceId> {
    let core = lock(core);
    let active = core.enrolments.iter().filter(|e| e.stored.state == EnrolmentState::Active);
    active.map(|e| e.stored.device).collect()
}

fn api(links: &mut BTreeMap<DeviceId, Api>, core: &Shared, device: DeviceId) -> Result<Api, Failure> {
    if let Some(api) = links.get(&device) {
        return Ok(api.clone());
    }
    let (url, key) = {
        let core = lock(core);
        let enrolment = core.enrolment(device)?;
        (enrolment.stored.url.clone(), DeviceKey::from_seed(&enrolment.key.seed()))
    };
    let server = ServerUrl::new(url).map_err(|error| internal(&error))?;
    let api = Api::new(&server, device, means(key)).map_err(|failure| said(&failure))?;
    links.insert(device, api.clone());
    Ok(api)
}

/// Asks a server for its policies; whether something changed that consent depends on.
async fn news(core: &Shared, ports: &Ports, device: DeviceId) -> Result<bool, Failure> {
    let mut links = ports.links.lock().await;
    let api = api(&mut links, core, device)?;
    let policies = api.policies().await.map_err(|failure| said(&failure))?;
    note_contact(core, Ok(ports.clock.now()));
    lock(core).take_policies(device, policies)
}

/// Sends what one enrolment has to send.
async fn send(
    core: &Shared,
    ports: &Ports,
    device: DeviceId,
    mode: Mode,
    report: Report<'_>,
) -> Result<SyncReport<Failure>, Failure> {
    let mut links = ports.links.lock().await;
    let api = api(&mut links, core, device)?;
    let mut queue = StoreQueue::new(core.clone(), device);
    let progress = |progress: candor_upload::Progress| {
        report(Progress {
            records_done: progress.records_done,
            records_total: progress.records_total,
            bytes_done: progress.bytes_done,
            bytes_total: progress.bytes_total,
        });
    };
    let mut sent = api.sync(&mut queue, mode, progress, std::future::pending()).await;
    let end = std::mem::replace(&mut sent.end, End::Finished);
    let failure = match end {
        End::Finished | End::Cancelled => {
            note_contact(core, Ok(ports.clock.now()));
            return Ok(sent);
        }
        End::Problem(problem) => {
            let code = match problem {
                Problem::Unreachable(_) | Problem::Busy { .. } => FailureCode::Unreachable,
                _ => FailureCode::ServerRefused,
            };
            Failure::new(code, crate::core::sentence(&problem.to_string()))
        }
        End::Store(failure) => failure,
    };
    note_contact(core, Err(&failure));
    Err(failure)
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

fn is(failure: &candor_upload::Failure, code: ErrorCode) -> bool {
    matches!(failure, candor_upload::Failure::Refused(error) if error.is(code))
}

/// A failure of one request, for people.
fn said(failure: &candor_upload::Failure) -> Failure {
    let code = match failure {
        candor_upload::Failure::Lost(_) => FailureCode::Unreachable,
        _ => FailureCode::ServerRefused,
    };
    Failure::new(code, crate::core::sentence(&failure.to_string()))
}
