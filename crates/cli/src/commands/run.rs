//! The session: started in the foreground, changed from elsewhere, and what is recorded right now.

use std::time::Duration;

use candor_domain::session::SessionState;
use candor_engine::protocol::{Failure, FailureCode, Request, Sensors, SessionStatus, Status};
use serde_json::Value;
use tokio::time::timeout;

use super::Context;
use crate::{
    args::Run,
    link::{Aside, Hosting, Link},
    output::{self, human, line::StatusLine},
};

/// How long the status waits for the projects, which the engine may fetch from the server first.
const KNOWN: Duration = Duration::from_secs(2);

/// `run`.
pub async fn run(context: &Context<'_>, run: Run) -> Result<(), Failure> {
    if run.clock.is_some() && run.sensors == Sensors::Real {
        let message =
            "--clock is for synthetic sensors only: add --sensors synthetic:SEED. Nothing was started.";
        return Err(Failure::new(FailureCode::Usage, message));
    }
    let mut link =
        Link::open_as(&context.place, Hosting { clock: run.clock, desktop: true, ..Hosting::default() })
            .await?;
    let ended = session(context, &mut link, run).await;
    let shown = ended.and_then(|stopped| context.out.answer(stopped, human::stopped));
    link.close().await;
    shown
}

/// Starts the session, shows it until it ends, and answers with what it was.
async fn session(context: &Context<'_>, link: &mut Link, run: Run) -> Result<Value, Failure> {
    let Run { project, limit, sensors, .. } = run;
    let known = tokio::select! {
        known = known(link.aside().await?) => known,
        () = link.signals.next() => return Err(link.give_up()),
    };
    let mut asked_to_stop = false;
    let start = Request::Start { project, sensors, limit_ms: limit };
    let started: Status = output::read(link.ask_firmly(start, || asked_to_stop = true).await?)?;
    let Some(mine) = started.session.clone() else {
        let message = "The session ended as soon as it began. See candor status.";
        return Err(Failure::new(FailureCode::State, message));
    };
    if asked_to_stop {
        return stop_session(link, None).await;
    }
    let mut line = StatusLine::new(title(&known, &mine));
    let programs = context.out.is_json();
    if !programs {
        line.show(&started, &context.out.look_stderr());
    }
    let mut watch = link.aside().await?;
    watch.watch().await?;
    loop {
        tokio::select! {
            status = watch.next() => match status {
                Some(status) if status.session.as_ref().is_some_and(|session| session.id == mine.id) => {
                    if !programs {
                        line.show(&status, &context.out.look_stderr());
                    }
                }
                // It reached its limit, or was stopped from elsewhere.
                Some(_) => {
                    drop(line);
                    return link.ask_firmly(Request::LastSession, || {}).await;
                }
                None => {
                    let message = "The engine has ended, and the session with it. What was stored is safe; nothing is recorded.";
                    return Err(Failure::new(FailureCode::NotRunning, message));
                }
            },
            () = link.signals.next() => {
                line.clear();
                return stop_session(link, (!programs).then_some(&mut line)).await;
            }
        }
    }
}

/// Stops the session in order; signals that arrive meanwhile change nothing.
async fn stop_session(link: &mut Link, line: Option<&mut StatusLine>) -> Result<Value, Failure> {
    let mut line = line;
    let patience = || {
        if let Some(line) = &mut line {
            line.say("Stopping already: what was recorded is being written down.");
        }
    };
    match link.ask_firmly(Request::Stop, patience).await {
        // It ended by itself a moment before.
        Err(failure) if failure.code == FailureCode::State => {
            link.ask_firmly(Request::LastSession, || {}).await
        }
        stopped => stopped,
    }
}

/// The names of the client and the project.
fn title(known: &human::Known, session: &SessionStatus) -> String {
    let of_session = known.iter().flat_map(|known| &known.projects).find(|p| p.project.id == session.project);
    match of_session {
        Some(known) => format!("{} / {}", known.project.client.name, session.project_name),
        None => session.project_name.clone(),
    }
}

/// The projects, where the engine knows them in time.
async fn known(mut aside: Aside) -> human::Known {
    let answer = timeout(KNOWN, aside.ask(Request::Projects)).await;
    serde_json::from_value(answer.ok()?.ok()?).ok()
}

/// `status`.
pub async fn status(context: &Context<'_>) -> Result<(), Failure> {
    let mut link = Link::open(&context.place).await?;
    let answer = link.ask(Request::Status).await;
    let shown = match answer {
        Ok(answer) => {
            let known = if context.out.is_json() { None } else { known(link.aside().await?).await };
            context.out.answer(answer, |status: &Status, look| human::status(status, &known, look))
        }
        Err(failure) => Err(failure),
    };
    link.close().await;
    shown
}

/// `pause` and `resume`.
pub async fn change(context: &Context<'_>, request: Request) -> Result<(), Failure> {
    context.show_running(request, changed).await
}

fn changed(status: &Status, look: &human::Look) -> String {
    match status.state {
        SessionState::Running if status.grants.is_empty() => look.warn("○ Working, nothing is recorded"),
        SessionState::Running => {
            let names: Vec<&str> = status.grants.iter().map(|category| category.name()).collect();
            format!("{}: {}", look.good("● Recording"), names.join(", "))
        }
        SessionState::Paused => look.warn("‖ Paused: nothing is recorded, nothing listens"),
        SessionState::Idle => look.strong("○ Not recording"),
    }
}

/// `stop`.
pub async fn stop(context: &Context<'_>) -> Result<(), Failure> {
    context.show_running(Request::Stop, human::stopped).await
}
