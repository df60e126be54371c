//! What the tray shows: a state, a few lines, and what can be done.

use candor_domain::{
    Millis, ProjectId,
    locale::{Arg, message, plain},
    session::SessionState,
};

use super::Wish;
use crate::core::Core;

/// What the tray's picture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum State {
    /// Nothing is recorded.
    Off,
    /// Something is recorded, and arrives on disk.
    Recording,
    /// A session is paused.
    Paused,
    /// What should be recorded is not.
    Problem,
}

impl State {
    /// What the core's state looks like.
    pub fn of(core: &Core) -> Self {
        match (core.session_state(), core.troubles.recording().is_some()) {
            (SessionState::Idle, _) => Self::Off,
            (_, true) => Self::Problem,
            (SessionState::Paused, false) => Self::Paused,
            (SessionState::Running, false) => Self::Recording,
        }
    }

    /// The name of the picture.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Recording => "recording",
            Self::Paused => "paused",
            Self::Problem => "problem",
        }
    }

    /// The picture as PNG, small and large.
    pub const fn pictures(self) -> [&'static [u8]; 2] {
        macro_rules! sizes {
            ($name:literal) => {
                [
                    include_bytes!(concat!("../../../../icons/tray/", $name, "-22.png")),
                    include_bytes!(concat!("../../../../icons/tray/", $name, "-48.png")),
                ]
            };
        }
        match self {
            Self::Off => sizes!("off"),
            Self::Recording => sizes!("recording"),
            Self::Paused => sizes!("paused"),
            Self::Problem => sizes!("problem"),
        }
    }
}

/// A line of the menu that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its words.
    pub label: String,
    /// What it does; a line without is there to be read.
    pub wish: Option<Wish>,
    /// What it opens instead.
    pub more: Vec<Self>,
    /// Whether a line is drawn above it.
    pub parted: bool,
}

impl Item {
    fn new(label: String, wish: Option<Wish>) -> Self {
        Self { label, wish, more: Vec::new(), parted: false }
    }

    fn parted(self) -> Self {
        Self { parted: true, ..self }
    }
}

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrayView {
    /// The picture.
    pub state: State,
    /// The tooltip's and the menu's first line.
    pub title: String,
    /// The menu.
    pub menu: Vec<Item>,
}

impl TrayView {
    /// What the core's state looks like.
    pub fn of(core: &Core) -> Self {
        let lang = core.lang();
        let say = |id: &str, args: &[(&str, Arg<'_>)]| message(lang, id, args);
        let session = core.session.as_ref();
        let state = State::of(core);
        let project = session.map(|session| plain(&session.project.name)).unwrap_or_default();
        let title = say(&format!("tray-{}", state.name()), &[("project", (&project).into())]);
        let mut menu = vec![Item::new(title.clone(), None)];
        if let Some(worked) = core.worked() {
            let time = stretch(worked);
            menu.push(Item::new(say("tray-worked", &[("time", (&time).into())]), None));
        }
        match core.session_state() {
            SessionState::Idle => {
                let ready = ready(core);
                let start = if ready.is_empty() { "tray-start-none" } else { "tray-start" };
                let more =
                    ready.into_iter().map(|(id, name)| Item::new(name, Some(Wish::Start(id)))).collect();
                menu.push(Item { more, ..Item::new(say(start, &[]), None) }.parted());
            }
            SessionState::Running => {
                menu.push(Item::new(say("tray-pause", &[]), Some(Wish::Pause)).parted());
                menu.push(Item::new(say("tray-stop", &[]), Some(Wish::Stop)));
            }
            SessionState::Paused => {
                menu.push(Item::new(say("tray-resume", &[]), Some(Wish::Resume)).parted());
                menu.push(Item::new(say("tray-stop", &[]), Some(Wish::Stop)));
            }
        }
        let waiting = core.waiting().unwrap_or_default();
        menu.push(Item::new(say("tray-open", &[]), Some(Wish::Open)).parted());
        menu.push(Item::new(say("tray-outbox", &[("count", waiting.into())]), Some(Wish::Open)));
        let quit = if session.is_some() { "tray-quit-recording" } else { "tray-quit" };
        menu.push(Item::new(say(quit, &[]), Some(Wish::Quit)).parted());
        Self { state, title, menu }
    }
}

/// All that a [`TrayView`] is made from: where it is the same, so is the view. Words take longer to put together than this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gist {
    state: State,
    session: SessionState,
    project: String,
    minutes: Option<u64>,
    waiting: u64,
    lang: &'static str,
    ready: Vec<(ProjectId, String)>,
}

impl Gist {
    /// That of the core's state.
    pub fn of(core: &Core) -> Self {
        let session = core.session_state();
        Self {
            state: State::of(core),
            session,
            project: core.session.as_ref().map(|session| session.project.name.clone()).unwrap_or_default(),
            minutes: core.worked().map(|worked| worked.get() / 60_000),
            waiting: core.waiting().unwrap_or_default(),
            lang: core.lang(),
            ready: if session == SessionState::Idle { ready(core) } else { Vec::new() },
        }
    }
}

/// The projects that a session can start on, with names that people tell apart.
fn ready(core: &Core) -> Vec<(ProjectId, String)> {
    let Ok(projects) = core.projects() else { return Vec::new() };
    let ready = projects.projects.into_iter().filter(|status| status.ready);
    ready
        .map(|status| {
            (
                status.project.id,
                format!("{} · {}", plain(&status.project.name), plain(&status.project.client.name)),
            )
        })
        .collect()
}

/// Hours and minutes, so that the menu changes once a minute.
fn stretch(time: Millis) -> String {
    let minutes = time.get() / 60_000;
    format!("{}:{:02} h", minutes / 60, minutes % 60)
}
