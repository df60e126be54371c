//! What each request of a front end does.
//!
//! Requests that wait for the network or read everything run in tasks of their own, so that pausing never waits for them.

use candor_consent::entry::Decision;
use candor_domain::session::SessionReason;
use serde::Serialize;
use tokio::sync::mpsc;

use crate::{
    archive,
    controller::Controller,
    core::{Shared, lock, sentence},
    front::Ask,
    protocol::{Answer, Failure, FailureCode, Progress, Reply, Request, Sensors},
    uplink,
};

/// An answer as JSON.
pub(crate) fn json(answer: impl Serialize) -> serde_json::Value {
    serde_json::to_value(answer).expect("answers have text keys and finite numbers")
}

/// Where the progress of long work goes.
pub(crate) type Report<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// Does what a front end asks and replies.
pub(crate) async fn answer(controller: &mut Controller, ask: Ask) {
    let Ask { request, replies } = ask;
    if let Request::Sample { project, category } = &request {
        let config = controller.lock().sample_config(project, *category);
        match config {
            Ok(config) => controller.sample(config, replies).await,
            Err(failure) => reply(&replies, Err(failure)),
        }
        return;
    }
    if let Some(answer) = quick(controller, request.clone()).await {
        reply(&replies, answer);
        return;
    }
    if let Request::Leave { client } = &request {
        let device = controller.lock().client(client).map(|(device, _)| device);
        let recording = controller.lock().session.as_ref().map(|session| session.device);
        if device.is_ok_and(|device| recording == Some(device)) {
            let _ = controller.stop_session(SessionReason::Agent).await;
        }
    }
    let core = controller.core.clone();
    let ports = controller.ports.clone();
    let inside = controller.inside.clone();
    let upload = controller.upload.clone();
    tokio::spawn(async move {
        let report = |progress| drop(replies.send(Reply::Progress(progress)));
        let answer = match request {
            Request::Preview { invitation } => uplink::preview(&ports, &invitation).await.map(json),
            Request::Surroundings => candor_capture::host::surroundings(ports.launch())
                .await
                .map(json)
                .map_err(|error| Failure::new(FailureCode::SensorFailed, sentence(&error.to_string()))),
            Request::Views => uplink::views(&core, &ports).await.map(json),
            Request::Enroll { invitation } => uplink::enroll(&core, &ports, &invitation).await.map(json),
            Request::Notice { project, lang, channel } => {
                uplink::refresh(&core, &ports, &inside).await;
                lock(&core).show_notice(&project, &lang, channel).map(json)
            }
            Request::Projects => {
                uplink::refresh(&core, &ports, &inside).await;
                lock(&core).projects().map(json)
            }
            Request::Sync { wait, accept_restored } => {
                let wish = uplink::Wish { wait, accept_restored };
                uplink::sync(&core, &ports, &inside, wish, &report).await.map(json)
            }
            Request::Export { out } => blocking(&core, move |core| archive::export(core, &out)).await,
            Request::Verify => blocking(&core, archive::verify_store).await,
            Request::Leave { client } => uplink::leave(&core, &ports, &inside, &client).await.map(json),
            _ => unreachable!("every other request was answered at once"),
        };
        upload.notify_one();
        reply(&replies, answer);
    });
}

/// What needs no waiting but for the sensor process to be gone.
async fn quick(controller: &mut Controller, request: Request) -> Option<Answer> {
    Some(match request {
        Request::Status => Ok(json(controller.lock().status())),
        Request::Decide { project, categories, decision, notice, channel } => {
            let decided = controller.lock().decide(&project, &categories, decision, notice, channel);
            // Before any answer, a failure's too: some of the categories may have been decided, and what was declined or
            // withdrawn is captured no more when the agent reads it. What could not be written stops everything.
            let unwritten =
                |failure: &Failure| matches!(failure.code, FailureCode::StorageFull | FailureCode::Internal);
            if decision != Decision::Granted && decided.as_ref().is_err_and(unwritten) {
                let _ = controller.pause_session(SessionReason::StorageFull).await;
            }
            let changed = controller.consent_changed().await;
            controller.upload.notify_one();
            match (decided, changed) {
                (Err(failure), _) => Err(failure),
                (Ok(_), Err(failure)) if decision == Decision::Granted => Err(failure),
                (Ok(decided), _) => Ok(json(decided)),
            }
        }
        Request::Start { project, sensors, limit_ms } => start(controller, &project, sensors, limit_ms).await,
        Request::Pause => match controller.pause_session(SessionReason::Agent).await {
            Ok(()) => Ok(json(controller.lock().status())),
            Err(failure) => Err(failure),
        },
        Request::Resume => resume(controller).await,
        Request::Stop => {
            let before = controller.lock().session_open();
            match (before, controller.stop_session(SessionReason::Agent).await) {
                (Ok(()), Ok(())) => controller.lock().stopped().map(json),
                (Err(failure), _) | (_, Err(failure)) => Err(failure),
            }
        }
        Request::LastSession => controller.lock().stopped().map(json),
        Request::Note { text } => controller.lock().note(text).map(json),
        Request::Days => controller.lock().days().map(json),
        Request::Day { day } => controller.lock().day(day).map(json),
        Request::Ledger { client, before, limit } => {
            controller.lock().ledger_page(&client, before, limit).map(json)
        }
        Request::Receipt { sha256 } => controller.lock().receipt(sha256).map(json),
        Request::Settings => Ok(json(controller.lock().settings())),
        Request::Set { settings } => controller.set(*settings).await.map(json),
        Request::Outbox => controller.lock().outbox().map(json),
        Request::Show { id } => controller.lock().show(id).map(json),
        Request::Redact { id, rects } => controller.lock().redact(id, &rects).map(json),
        Request::Delete { ids } => woken(controller, |core| core.delete(&ids).map(json)),
        Request::Undelete { ids } => controller.lock().undelete(&ids).map(json),
        Request::Release { ids } => woken(controller, |core| core.release(&ids).map(json)),
        Request::Retry { ids } => woken(controller, |core| core.retry(&ids).map(json)),
        Request::Wipe => {
            let _ = controller.stop_session(SessionReason::Agent).await;
            let wiped = controller.lock().wipe().map(json);
            // The connections hold the devices' keys; one that is in use is dropped when it is done.
            let ports = controller.ports.clone();
            tokio::spawn(async move { ports.links.lock().await.clear() });
            wiped
        }
        _ => return None,
    })
}

/// Goes on with a paused session.
pub(crate) async fn resume(controller: &mut Controller) -> Answer {
    let resumed = controller.lock().resume();
    match resumed {
        Ok(()) => sensors(controller).await,
        Err(failure) => Err(failure),
    }
}

/// Starts a session.
pub(crate) async fn start(
    controller: &mut Controller,
    project: &str,
    source: Sensors,
    limit: Option<candor_domain::Millis>,
) -> Answer {
    let opened = controller.lock().start(project, source, limit);
    match opened {
        Ok(()) => sensors(controller).await,
        Err(failure) => Err(failure),
    }
}

async fn sensors(controller: &mut Controller) -> Answer {
    let started = controller.start_sensors().await;
    started.map(|()| json(controller.lock().status()))
}

fn woken(controller: &mut Controller, act: impl FnOnce(&mut crate::core::Core) -> Answer) -> Answer {
    let answer = act(&mut controller.lock());
    controller.upload.notify_one();
    answer
}

async fn blocking<T: Serialize + Send + 'static>(
    core: &Shared,
    work: impl FnOnce(&Shared) -> Result<T, Failure> + Send + 'static,
) -> Answer {
    let core = core.clone();
    match tokio::task::spawn_blocking(move || work(&core)).await {
        Ok(done) => done.map(json),
        Err(_) => Err(Failure::new(FailureCode::Internal, "The work was broken off.")),
    }
}

fn reply(replies: &mpsc::UnboundedSender<Reply>, answer: Answer) {
    let _ = replies.send(match answer {
        Ok(answer) => Reply::Done(answer),
        Err(failure) => Reply::Failed(failure),
    });
}
