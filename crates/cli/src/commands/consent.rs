//! Enrolment, notices and decisions.

use candor_engine::{
    Channel, Decision,
    protocol::{CategoryStatus, Failure, FailureCode, Projects, Request, ShownNotice},
};

use super::Context;
use crate::{
    args::{Consent, Decide, MadeUpTime},
    input,
    link::Link,
    output::{self, human},
};

/// `enroll`. The invitation is a secret: it is never shown again.
pub async fn enroll(context: &Context<'_>, invitation: String, time: MadeUpTime) -> Result<(), Failure> {
    let invitation = input::text(invitation)?;
    context.show_at(time, Request::Enroll { invitation }, human::enrolled).await
}

/// `notice`.
pub async fn notice(context: &Context<'_>, project: String, time: MadeUpTime) -> Result<(), Failure> {
    let mut link = context.link_at(time).await?;
    let shown = show_notice(context, &mut link, project).await;
    link.close().await;
    shown
}

async fn show_notice(context: &Context<'_>, link: &mut Link, project: String) -> Result<(), Failure> {
    let request = Request::Notice { project: project.clone(), lang: context.lang(), channel: Channel::Cli };
    let answer = link.ask(request).await?;
    context.out.answer(answer.clone(), |shown: &ShownNotice, _| human::notice(shown))?;
    if context.out.is_json() {
        return Ok(());
    }
    let shown: ShownNotice = output::read(answer)?;
    let known: Projects = output::read(link.ask(Request::Projects).await?)?;
    let of_project = known.projects.into_iter().find(|known| known.project.id == shown.notice.project);
    let categories: Vec<CategoryStatus> = of_project.map(|known| known.categories).unwrap_or_default();
    let again = human::Again { options: context.options(), project };
    context.out.say(&human::notice_footer(&shown, &categories, &again, &context.out.look_stderr()));
    Ok(())
}

/// `consent`.
pub async fn run(context: &Context<'_>, command: Consent) -> Result<(), Failure> {
    match command {
        Consent::List { project } => list(context, project).await,
        Consent::Grant(decide) => {
            if decide.notice.is_none() {
                return Err(unseen(&decide.project));
            }
            decide_on(context, decide, Decision::Granted).await
        }
        Consent::Decline(decide) => decide_on(context, decide, Decision::Declined).await,
        Consent::Withdraw(decide) => decide_on(context, decide, Decision::Withdrawn).await,
    }
}

/// `consent list` and `projects`.
pub async fn list(context: &Context<'_>, project: Option<String>) -> Result<(), Failure> {
    let mut link = Link::open(&context.place).await?;
    let answer = link.ask(Request::Projects).await;
    let shown = answer.and_then(|answer| match project {
        None => context.out.answer(answer, human::projects),
        Some(named) => {
            let mut known: Projects = output::read(answer)?;
            keep_named(&mut known, &named)?;
            let known = serde_json::to_value(known)
                .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
            context.out.answer(known, human::projects)
        }
    });
    link.close().await;
    shown
}

/// Leaves only the project of that id or name.
fn keep_named(known: &mut Projects, named: &str) -> Result<(), Failure> {
    let lower = named.to_lowercase();
    known.projects.retain(|p| p.project.id.to_string() == lower || p.project.name.to_lowercase() == lower);
    if known.projects.is_empty() {
        let message = format!("There is no project {named:?}. See candor projects.");
        return Err(Failure::new(FailureCode::NotFound, message));
    }
    Ok(())
}

async fn decide_on(context: &Context<'_>, decide: Decide, decision: Decision) -> Result<(), Failure> {
    let Decide { categories, project, notice, time } = decide;
    let request = Request::Decide { project, categories, decision, notice, channel: Channel::Cli };
    context.show_at(time, request, human::decided).await
}

fn unseen(project: &str) -> Failure {
    let project = human::shell_word(project);
    let message = format!(
        "Granting needs --notice SHA256, the hash of the notice that you have read: nobody consents to a text unseen. \
         Nothing was changed. Read it with candor notice {project}; the hash is at its end."
    );
    Failure::new(FailureCode::Usage, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::human::samples;

    #[test]
    fn projects_are_found_by_id_and_by_name() {
        let id = samples::projects().projects[1].project.id.to_string();
        for named in ["the shop", "The Shop", &id, &id.to_uppercase()] {
            let mut known = samples::projects();
            keep_named(&mut known, named).unwrap();
            assert_eq!(known.projects.len(), 1, "{named}");
            assert_eq!(known.projects[0].project.name, "The Shop");
        }
        let none = keep_named(&mut samples::projects(), "Shop").unwrap_err();
        assert_eq!(none.code, FailureCode::NotFound);
    }

    #[test]
    fn granting_unseen_is_wrong_usage_and_says_what_to_do() {
        let failure = unseen("The Shop");
        assert_eq!(failure.code, FailureCode::Usage);
        assert!(failure.message.contains("candor notice 'The Shop'"), "{}", failure.message);
    }
}
