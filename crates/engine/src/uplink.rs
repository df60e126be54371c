//! Talking to servers: enrolling, taking in policies, sending what was released, leaving.
//!
//! All of it runs in tasks beside the loop and looks at the core only between requests. One task at a time sends for an
//! enrolment, so that no record is on its way twice; another that wants to makes it step aside. News are asked for at any time.

mod sending;

use std::{sync::Arc, time::Duration};

use candor_consent::{
    Body, DeviceKey, Ledger,
    entry::{Channel, Decision},
};
use candor_domain::{Category, DeviceId};
use candor_store::{self as store, Cursor, EnrolmentState, PendingEnrolment, Query, StateName};
use candor_upload::{How, Invitation, Mode, client};
use candor_wire::ErrorCode;
use tokio::sync::{Notify, mpsc};
use zeroize::Zeroizing;

pub(crate) use self::sending::Links;
use self::sending::{is, is_sending, learn, means, news, said, send};
use crate::{
    controller::Inside,
    core::{Shared, internal, lock, not_enrolled},
    ports::{Ports, random},
    protocol::{Enrolled, Failure, FailureCode, InvitationPreview, Left, Synced, ViewedCapture, Views},
    requests::Report,
};

/// How often the server is asked for news while all is well.
const NEWS: Duration = Duration::from_secs(60);
/// The longest wait after failures.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// How long somebody who reads a notice waits for news of it.
const PATIENCE: Duration = Duration::from_secs(3);

/// What front ends may want of a sync.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    /// To wait for items under review and through outages.
    pub wait: bool,
    /// To go on with a server that has forgotten what it cosigned, sending again what it lost.
    pub accept_restored: bool,
}

/// Whom an invitation is from. The key that asks is made for this question and forgotten.
pub(crate) async fn preview(ports: &Ports, link: &str) -> Result<InvitationPreview, Failure> {
    let invitation = parse(link)?;
    let server = invitation.server();
    let asker = means(DeviceKey::from_seed(&random()), ports);
    let preview = client::preview(&invitation, &asker).await.map_err(|failure| said(&failure))?;
    let client = preview.projects.first().ok_or_else(strange)?.client.clone();
    Ok(InvitationPreview {
        server: server.to_string(),
        encrypted: server.is_encrypted(),
        client,
        projects: preview.projects,
        expires: preview.expires_at,
    })
}

fn parse(link: &str) -> Result<Invitation, Failure> {
    Invitation::parse(link)
        .map_err(|error| Failure::new(FailureCode::Usage, crate::core::sentence(&error.to_string())))
}

fn strange() -> Failure {
    Failure::new(
        FailureCode::ServerRefused,
        "The server's answer lacks its key or a project. Ask the client.",
    )
}

/// Who opened which capture, as far as the servers tell.
pub(crate) async fn views(core: &Shared, ports: &Ports) -> Result<Views, Failure> {
    let devices = active(core);
    if devices.is_empty() {
        return Err(not_enrolled());
    }
    let mut all = Views::default();
    for device in devices {
        let client = lock(core).enrolment(device)?.stored.client.name.clone();
        match sending::views(core, ports, device).await {
            Ok(views) => all.views.extend(views.into_iter().map(|view| ViewedCapture {
                client: client.clone(),
                capture: view.capture,
                viewer: view.viewer,
                role: view.role,
                at: view.at,
            })),
            Err(_) => all.unreached.push(client),
        }
    }
    all.views.sort_by_key(|view| std::cmp::Reverse(view.at));
    Ok(all)
}

/// Binds a new device key to an invitation. The key is stored before anything is sent, so that trying again after a lost
/// answer uses the same one.
pub(crate) async fn enroll(core: &Shared, ports: &Ports, link: &str) -> Result<Enrolled, Failure> {
    let invitation = parse(link)?;
    let begun = PendingEnrolment {
        url: invitation.server().as_url().clone(),
        invitation: Zeroizing::new(link.trim().to_owned()),
        seed: Zeroizing::new(random()),
        at: ports.clock.now(),
    };
    let pending = lock(core).store.write(|tx| tx.begin_enrolment(begun))?;
    let answer = client::enroll(&invitation, &means(DeviceKey::from_seed(&pending.seed), ports)).await;
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
    let _ = send(core, ports, None, enrolled.device, Mode::Once.into(), &|_| {}).await;
    Ok(Enrolled { device: enrolled.device, client, projects: enrolled.projects })
}

/// Takes in what servers publish, as far as they answer soon.
pub(crate) async fn refresh(core: &Shared, ports: &Ports, inside: &mpsc::UnboundedSender<Inside>) {
    for device in active(core) {
        let _ = tokio::time::timeout(PATIENCE, learn(core, ports, Some(inside), device)).await;
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
            if due && learn(&core, &ports, Some(&inside), device).await.is_err() {
                failed = true;
                continue;
            }
            // Whoever sends already sends this too.
            if !is_sending(&ports, device).await {
                failed |=
                    send(&core, &ports, Some(&inside), device, Mode::Once.into(), &|_| {}).await.is_err();
            }
        }
        // A client that was left while its server was away hears of it when that is back.
        let served = active(&core);
        for device in untold(&core).into_iter().filter(|device| !served.contains(device)) {
            if !is_sending(&ports, device).await {
                failed |=
                    send(&core, &ports, Some(&inside), device, Mode::Once.into(), &|_| {}).await.is_err();
            }
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
        if let Err(failure) = send(core, ports, None, device, Mode::Once.into(), &|_| {}).await {
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

/// Sends what is releasable; where it is to wait also what is still under review, and through outages. An enrolment whose
/// server has forgotten what it cosigned doesn't hold up the others.
pub(crate) async fn sync(
    core: &Shared,
    ports: &Ports,
    inside: &mpsc::UnboundedSender<Inside>,
    wish: Wish,
    report: Report<'_>,
) -> Result<Synced, Failure> {
    let mut devices = active(core);
    if devices.is_empty() {
        return Err(not_enrolled());
    }
    for device in &devices {
        let learnt = learn(core, ports, Some(inside), *device).await;
        // Whoever waits waits through outages too.
        if !wish.wait {
            learnt?;
        }
    }
    let mode = if wish.wait { Mode::Background } else { Mode::Once };
    let how = How { mode, ask_level: true, accept_restored: false };
    let mut synced = Synced::default();
    loop {
        // The agent may leave a client while this waits.
        let active = active(core);
        devices.retain(|device| active.contains(device));
        let mut untrusted = None;
        for device in &devices {
            let mut sent = send(core, ports, Some(inside), *device, how, report).await;
            if wish.accept_restored && lock(core).has_forgotten(*device) {
                synced.requeued += lock(core).send_again(*device)?;
                let how = How { accept_restored: true, ..how };
                sent = send(core, ports, Some(inside), *device, how, report).await;
            }
            match sent {
                Ok(sent) => {
                    synced.sent += sent.records;
                    synced.refused.extend(sent.refused);
                }
                Err(failure) if failure.code == FailureCode::VerificationFailed => untrusted = Some(failure),
                Err(failure) => return Err(failure),
            }
        }
        if let Some(failure) = untrusted {
            return Err(failure);
        }
        synced.waiting = lock(core).waiting()?;
        let next = devices.iter().filter_map(|device| lock(core).store.next_release(*device).ok()?).min();
        let Some(next) = next.filter(|_| wish.wait) else { return Ok(synced) };
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
    let server_told = send(core, ports, Some(inside), device, Mode::Once.into(), &|_| {}).await.is_ok();
    let sent = Query { device: Some(device), states: vec![StateName::Sent], ..Query::default() };
    let held_by_client = {
        let mut core = lock(core);
        core.store.write(|tx| tx.leave(device))?;
        core.enrolment_mut(device)?.stored.state = EnrolmentState::Left;
        core.server_remembers(device);
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
