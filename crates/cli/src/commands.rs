//! What each command does: ask the engine, show the answer.

mod consent;
mod engine;
mod items;
mod life;
mod run;

use std::env;

use candor_engine::{
    Home,
    protocol::{Failure, Request},
};
use serde::de::DeserializeOwned;

use crate::{
    args::{Args, Command, Global, MadeUpTime},
    input,
    link::{Hosting, Link, Place},
    output::{
        Out,
        human::{Look, shell_word},
    },
};

/// What a command is done with.
struct Context<'a> {
    global: Global,
    place: Place,
    out: &'a Out,
}

impl Context<'_> {
    /// Asks the engine for one thing and shows the answer.
    async fn show<T: DeserializeOwned>(
        &self,
        request: Request,
        render: impl FnOnce(&T, &Look) -> String,
    ) -> Result<(), Failure> {
        self.show_at(MadeUpTime::default(), request, render).await
    }

    /// The same at another time than the machine's, where one is named.
    async fn show_at<T: DeserializeOwned>(
        &self,
        time: MadeUpTime,
        request: Request,
        render: impl FnOnce(&T, &Look) -> String,
    ) -> Result<(), Failure> {
        let mut link = self.link_at(time).await?;
        let shown = link.ask(request).await.and_then(|answer| self.out.answer(answer, render));
        link.close().await;
        shown
    }

    /// The way to an engine with the clock that is named.
    async fn link_at(&self, time: MadeUpTime) -> Result<Link, Failure> {
        Link::open_as(&self.place, Hosting { clock: time.clock(), ..Hosting::default() }).await
    }

    /// Asks an engine that must be running for one thing and shows the answer.
    async fn show_running<T: DeserializeOwned>(
        &self,
        request: Request,
        render: impl FnOnce(&T, &Look) -> String,
    ) -> Result<(), Failure> {
        let answer = Link::running(&self.place).await?.ask(request).await?;
        self.out.answer(answer, render)
    }

    /// The options for all commands as they were given, for commands that are shown to be typed.
    fn options(&self) -> String {
        let home =
            self.global.home.as_ref().map(|home| format!(" --home {}", shell_word(&home.to_string_lossy())));
        let key = self
            .global
            .key_store
            .as_ref()
            .map(|key| format!(" --key-store {}", shell_word(&key.to_string())));
        [home, key].into_iter().flatten().collect()
    }

    /// The language of notices.
    fn lang(&self) -> String {
        let locale = || {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()))
        };
        self.global.lang.clone().unwrap_or_else(|| input::system_language(locale().as_deref()))
    }
}

/// Does what the command line says.
pub async fn run(args: Args, out: &Out) -> Result<(), Failure> {
    let Args { global, command } = args;
    if let Command::Completions { shell } = command {
        return engine::completions(shell, out);
    }
    if let Command::Verify { file: Some(file) } = command {
        return life::verify_file(&file, out);
    }
    let home = Home::resolve(global.home.clone())?;
    let context = &Context { place: Place { home, key_store: global.key_store.clone() }, global, out };
    match command {
        Command::Enroll { invitation, time } => consent::enroll(context, invitation, time).await,
        Command::Projects => consent::list(context, None).await,
        Command::Notice { project, time } => consent::notice(context, project, time).await,
        Command::Consent(command) => consent::run(context, command).await,
        Command::Run(run) => run::run(context, run).await,
        Command::Pause => run::change(context, Request::Pause).await,
        Command::Resume => run::change(context, Request::Resume).await,
        Command::Stop => run::stop(context).await,
        Command::Note { text } => items::note(context, text).await,
        Command::Status => run::status(context).await,
        Command::Outbox(command) => items::run(context, command).await,
        Command::Sync { wait, accept_restored } => life::sync(context, wait, accept_restored).await,
        Command::Export { out } => life::export(context, &out).await,
        Command::Verify { .. } => life::verify(context).await,
        Command::Leave { client, yes } => life::leave(context, client, yes).await,
        Command::Wipe { yes } => life::wipe(context, yes).await,
        Command::Engine { passphrase_stdin } => engine::engine(context, passphrase_stdin).await,
        Command::Shutdown => engine::shutdown(context).await,
        Command::Completions { .. } => Ok(()),
    }
}
