//! The windows on an X11 desktop: where they lie, in which order, and what they are called.
//!
//! The tree is asked, not the window manager's list: popups and frames are in it, it works without a window manager, and
//! its order is the one on the screen. A frame holds its client as a child, so names are looked for inside.

use std::{collections::BTreeSet, fs};

use candor_capture::{Exclusions, SensorProblem, choices::Names};
use x11rb::{
    connection::Connection as _,
    errors::{ConnectionError, ReplyError},
    properties::{WmClass, WmHints},
    protocol::{
        shape::ConnectionExt as _,
        xproto::{
            AtomEnum, ConnectionExt as _, GetPropertyReply, MapState, Screen, Window as Id, WindowClass,
        },
    },
    rust_connection::RustConnection,
};

use crate::{
    exclusion::{Window, Windows},
    images::Rect,
};

/// How deep in a top-level window named windows are looked for: below a frame and a toolkit's wrapper or two.
const DEPTH: usize = 4;
/// More windows than this are no desktop that can be looked through while a picture is taken.
const MOST: usize = 8_192;
/// The most that is read of a name, in units of 4 bytes.
const NAME: u32 = 1_024;

x11rb::atom_manager! {
    /// Names of properties and their values.
    Atoms: AtomsCookie {
        UTF8_STRING,
        WM_STATE,
        _NET_CLIENT_LIST,
        _NET_FRAME_EXTENTS,
        _NET_WM_NAME,
        _NET_WM_PID,
        _NET_WM_WINDOW_OPACITY,
        _NET_WM_WINDOW_TYPE,
        _NET_WM_WINDOW_TYPE_COMBO,
        _NET_WM_WINDOW_TYPE_DIALOG,
        _NET_WM_WINDOW_TYPE_DND,
        _NET_WM_WINDOW_TYPE_DROPDOWN_MENU,
        _NET_WM_WINDOW_TYPE_MENU,
        _NET_WM_WINDOW_TYPE_POPUP_MENU,
        _NET_WM_WINDOW_TYPE_SPLASH,
        _NET_WM_WINDOW_TYPE_TOOLTIP,
        _NET_WM_WINDOW_TYPE_UTILITY,
    }
}

/// The list of windows, on a connection of its own.
#[derive(Default)]
pub struct X11Windows {
    desktop: Option<Desktop>,
}

struct Desktop {
    connection: RustConnection,
    screen: Screen,
    number: usize,
    atoms: Atoms,
}

/// A window that lies on the desktop itself.
struct Top {
    id: Id,
    area: Rect,
    /// Not managed: a menu, a tooltip, the pill.
    unmanaged: bool,
    /// Whether nothing about its form or depth lets what is beneath shine through.
    solid: bool,
    members: Vec<Member>,
}

/// A window, or one inside it, with what says to whom it belongs.
#[derive(Default)]
struct Member {
    id: Id,
    names: Names,
    pid: Option<u32>,
    transient_for: Option<Id>,
    group: Option<Id>,
    /// A dialog, a menu or the like.
    minor: bool,
    see_through: bool,
    /// Space of the frame around it: left, right, top, bottom.
    frame: [u32; 4],
    managed: bool,
}

impl Windows for X11Windows {
    fn list(&mut self, exclusions: &Exclusions) -> Result<Vec<Window>, SensorProblem> {
        let listed = self.desktop().and_then(|desktop| desktop.list(exclusions));
        if listed.is_err() {
            // The next list is tried on a fresh connection.
            self.desktop = None;
        }
        listed.map_err(|_| SensorProblem::WindowListFailed)
    }
}

impl X11Windows {
    fn desktop(&mut self) -> Result<&Desktop, ReplyError> {
        if self.desktop.is_none() {
            self.desktop = Some(Desktop::connect()?);
        }
        self.desktop.as_ref().ok_or_else(|| ConnectionError::UnknownError.into())
    }

    /// What every window of an application is called, also of those that aren't on the screen now.
    pub fn names(&mut self) -> Result<Vec<Names>, SensorProblem> {
        let names = self.desktop().and_then(Desktop::names);
        names.map_err(|_| SensorProblem::WindowListFailed)
    }
}

/// An answer, or nothing where the window is gone meanwhile.
fn there<T>(answer: Result<T, ReplyError>) -> Result<Option<T>, ReplyError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(ReplyError::X11Error(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Desktop {
    fn connect() -> Result<Self, ReplyError> {
        let failed = || ReplyError::from(ConnectionError::UnknownError);
        let (connection, number) = RustConnection::connect(None).map_err(|_| failed())?;
        let screen = connection.setup().roots.get(number).cloned().ok_or_else(failed)?;
        let atoms = Atoms::new(&connection)?.reply()?;
        Ok(Self { connection, screen, number, atoms })
    }

    fn list(&self, exclusions: &Exclusions) -> Result<Vec<Window>, ReplyError> {
        // Under a compositor nothing about a window says how much shines through it.
        let composited = self.composited()?;
        let tops = self.tops()?;
        let excluded = excluded(&tops, exclusions, !self.connection.setup().resource_id_mask);
        let window = |top: &Top| {
            let glass = top.members.iter().any(|member| member.see_through);
            Window {
                id: top.id.into(),
                area: top.with_frame(),
                excluded: top.members.iter().any(|member| excluded.contains(&member.id)),
                covers: top.solid && !top.unmanaged && !glass && !composited,
            }
        };
        Ok(tops.iter().map(window).collect())
    }

    fn names(&self) -> Result<Vec<Names>, ReplyError> {
        let members = self.tops()?.into_iter().filter(|top| !top.unmanaged).flat_map(|top| top.members);
        let mut members: Vec<_> = members.collect();
        let list =
            self.property(self.screen.root, self.atoms._NET_CLIENT_LIST, AtomEnum::WINDOW.into(), NAME)?;
        let clients: Vec<Id> = list.value32().into_iter().flatten().take(MOST).collect();
        for client in clients {
            members.extend(self.member(client)?);
        }
        let own = std::process::id();
        Ok(members.into_iter().filter(|member| member.pid != Some(own)).map(|member| member.names).collect())
    }

    fn composited(&self) -> Result<bool, ReplyError> {
        let name = format!("_NET_WM_CM_S{}", self.number);
        let atom = self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom;
        Ok(self.connection.get_selection_owner(atom)?.reply()?.owner != x11rb::NONE)
    }

    /// The windows that are on the screen, the lowest first.
    fn tops(&self) -> Result<Vec<Top>, ReplyError> {
        let children = self.connection.query_tree(self.screen.root)?.reply()?.children;
        if children.len() > MOST {
            return Err(ConnectionError::InsufficientMemory.into());
        }
        // All questions first, so that the answers take one round trip.
        let asked: Result<Vec<_>, ConnectionError> = children
            .iter()
            .map(|id| {
                let state = self.connection.get_window_attributes(*id)?;
                let place = self.connection.get_geometry(*id)?;
                Ok((*id, state, place, self.connection.shape_query_extents(*id)?))
            })
            .collect();
        let mut tops = Vec::new();
        for (id, state, place, shape) in asked? {
            let (state, place, shape) = (there(state.reply())?, there(place.reply())?, shape.reply());
            let (Some(state), Some(place)) = (state, place) else { continue };
            if state.map_state != MapState::VIEWABLE || state.class != WindowClass::INPUT_OUTPUT {
                continue;
            }
            let shaped = shape.is_ok_and(|shape| shape.bounding_shaped || shape.clip_shaped);
            let border = 2 * u32::from(place.border_width);
            let area = Rect {
                x: place.x.into(),
                y: place.y.into(),
                width: u32::from(place.width) + border,
                height: u32::from(place.height) + border,
            };
            let unmanaged = state.override_redirect;
            let solid = !shaped && place.depth == self.screen.root_depth;
            tops.push(Top { id, area, unmanaged, solid, members: Vec::new() });
        }
        let mut seen = 0;
        for top in &mut tops {
            self.look_inside(top, &mut seen)?;
            // Frames are unmanaged themselves; what they hold decides.
            top.unmanaged &= !top.members.iter().any(|member| member.managed);
        }
        Ok(tops)
    }

    /// Finds the windows in a top-level window that have names, down to the client's.
    fn look_inside(&self, top: &mut Top, seen: &mut usize) -> Result<(), ReplyError> {
        let mut level = vec![top.id];
        for _ in 0..DEPTH {
            *seen += level.len();
            if *seen > MOST {
                return Err(ConnectionError::InsufficientMemory.into());
            }
            let mut inside = Vec::new();
            for id in level {
                let Some(member) = self.member(id)? else { continue };
                if !member.managed
                    && let Some(tree) = there(self.connection.query_tree(id)?.reply())?
                {
                    inside.extend(tree.children);
                }
                top.members.push(member);
            }
            level = inside;
        }
        Ok(())
    }

    /// A window's properties; nothing where it is gone.
    fn member(&self, id: Id) -> Result<Option<Member>, ReplyError> {
        let (atoms, any) = (&self.atoms, u32::from(AtomEnum::ANY));
        let ask = |atom: u32, length| self.connection.get_property(false, id, atom, any, 0, length);
        let class = ask(AtomEnum::WM_CLASS.into(), NAME)?;
        let (name, old_name) = (ask(atoms._NET_WM_NAME, NAME)?, ask(AtomEnum::WM_NAME.into(), NAME)?);
        let (hints, transient) =
            (ask(AtomEnum::WM_HINTS.into(), 9)?, ask(AtomEnum::WM_TRANSIENT_FOR.into(), 1)?);
        let (pid, kind) = (ask(atoms._NET_WM_PID, 1)?, ask(atoms._NET_WM_WINDOW_TYPE, 32)?);
        let (opacity, state) = (ask(atoms._NET_WM_WINDOW_OPACITY, 1)?, ask(atoms.WM_STATE, 1)?);
        let frame = ask(atoms._NET_FRAME_EXTENTS, 4)?;
        let class = there(class.reply())?;
        let names = [there(name.reply())?, there(old_name.reply())?];
        let (hints, transient) = (there(hints.reply())?, there(transient.reply())?);
        let (pid, kind) = (there(pid.reply())?, there(kind.reply())?);
        let (opacity, state, frame) = (there(opacity.reply())?, there(state.reply())?, there(frame.reply())?);
        let (Some(class), [Some(name), Some(old_name)]) = (class, names) else { return Ok(None) };
        let first = |reply: Option<GetPropertyReply>| numbers(reply.as_ref()).first().copied();
        let pid = first(pid);
        let mut applications = Vec::new();
        if let Some(class) = WmClass::from_reply(class).ok().flatten() {
            applications.extend([text(class.class()), text(class.instance())]);
        }
        applications.extend(pid.and_then(process_name));
        applications.retain(|name| !name.is_empty());
        let mut titles: Vec<_> = [name, old_name].iter().map(|reply| text(&reply.value)).collect();
        titles.retain(|title| !title.is_empty());
        titles.dedup();
        let group = hints.and_then(|hints| WmHints::from_reply(&hints).ok().flatten()?.window_group);
        let kinds = numbers(kind.as_ref());
        let extents = numbers(frame.as_ref());
        Ok(Some(Member {
            id,
            names: Names { applications, titles },
            pid,
            transient_for: first(transient),
            group,
            minor: kinds.iter().any(|kind| self.minor(*kind)),
            see_through: first(opacity).is_some_and(|opacity| opacity != u32::MAX),
            frame: std::array::from_fn(|side| extents.get(side).copied().unwrap_or(0)),
            managed: first(state).is_some(),
        }))
    }

    /// Whether a type of window is that of a part of another.
    fn minor(&self, kind: u32) -> bool {
        let atoms = &self.atoms;
        [
            atoms._NET_WM_WINDOW_TYPE_COMBO,
            atoms._NET_WM_WINDOW_TYPE_DIALOG,
            atoms._NET_WM_WINDOW_TYPE_DND,
            atoms._NET_WM_WINDOW_TYPE_DROPDOWN_MENU,
            atoms._NET_WM_WINDOW_TYPE_MENU,
            atoms._NET_WM_WINDOW_TYPE_POPUP_MENU,
            atoms._NET_WM_WINDOW_TYPE_SPLASH,
            atoms._NET_WM_WINDOW_TYPE_TOOLTIP,
            atoms._NET_WM_WINDOW_TYPE_UTILITY,
        ]
        .contains(&kind)
    }

    fn property(&self, id: Id, atom: u32, kind: u32, length: u32) -> Result<GetPropertyReply, ReplyError> {
        self.connection.get_property(false, id, atom, kind, 0, length)?.reply()
    }
}

impl Top {
    /// Its area with the frame around it: a window manager that doesn't put windows into frames draws those elsewhere.
    fn with_frame(&self) -> Rect {
        let Some(own) = self.members.iter().find(|member| member.id == self.id) else { return self.area };
        let [left, right, top, bottom] = own.frame.map(|space| space.min(256));
        Rect {
            x: self.area.x - left as i32,
            y: self.area.y - top as i32,
            width: self.area.width + left + right,
            height: self.area.height + top + bottom,
        }
    }
}

/// The members of excluded windows and of all that belongs to them: what is transient for them, dialogs of their group,
/// menus and other popups of the same program.
fn excluded(tops: &[Top], exclusions: &Exclusions, client_mask: u32) -> BTreeSet<Id> {
    // The pill is nobody's window to hide: it is what says that recording is on.
    let own = std::process::id();
    let members = || {
        tops.iter()
            .flat_map(|top| top.members.iter().map(move |member| (top.unmanaged || member.minor, member)))
            .filter(|(_, member)| member.pid != Some(own))
    };
    let named = members().filter(|(_, member)| exclusions.exclude(&member.names));
    let mut excluded: BTreeSet<Id> = named.map(|(_, member)| member.id).collect();
    loop {
        let owners: Vec<_> =
            members().map(|(_, member)| member).filter(|member| excluded.contains(&member.id)).collect();
        let belongs = |(minor, member): &(bool, &Member)| {
            member.transient_for.is_some_and(|owner| excluded.contains(&owner))
                || (*minor || member.transient_for.is_some())
                    && owners.iter().any(|owner| {
                        owner.id & client_mask == member.id & client_mask
                            || owner.group.is_some() && owner.group == member.group
                            || owner.pid.is_some() && owner.pid == member.pid
                    })
        };
        let more: Vec<_> = members()
            .filter(|(_, member)| !excluded.contains(&member.id))
            .filter(belongs)
            .map(|(_, member)| member.id)
            .collect();
        if more.is_empty() {
            return excluded;
        }
        excluded.extend(more);
    }
}

fn numbers(reply: Option<&GetPropertyReply>) -> Vec<u32> {
    reply.and_then(|reply| Some(reply.value32()?.collect())).unwrap_or_default()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_matches('\0').trim().to_owned()
}

/// The name of a process of this machine.
fn process_name(pid: u32) -> Option<String> {
    Some(fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use candor_capture::Pattern;

    use super::*;

    const MASK: u32 = !0x001F_FFFF;

    fn top(id: Id, unmanaged: bool, member: Member) -> Top {
        let area = Rect { x: 0, y: 0, width: 9, height: 9 };
        Top { id, area, unmanaged, solid: true, members: vec![Member { id, ..member }] }
    }

    fn titled(title: &str) -> Member {
        Member { names: Names { titles: vec![title.into()], ..Names::default() }, ..Member::default() }
    }

    fn secret() -> Exclusions {
        let pattern = Pattern { title: Some("secret".into()), application: None };
        Exclusions { patterns: vec![pattern], private_windows: false }
    }

    #[test]
    fn what_belongs_to_an_excluded_window_is_excluded_with_it() {
        let (mine, other) = (0x0020_0001, 0x0040_0001);
        let tops = [
            top(mine, false, Member { group: Some(77), ..titled("Secret plans") }),
            // The same program's menu, its other ordinary window, and another program's menu.
            top(mine + 1, true, Member::default()),
            top(mine + 2, false, titled("Public plans")),
            top(other, true, Member::default()),
            // Another client's dialog for the window, and a dialog for that dialog.
            top(other + 1, false, Member { transient_for: Some(mine), ..Member::default() }),
            top(other + 2, false, Member { transient_for: Some(other + 1), ..titled("Really?") }),
            // A dialog of the group, and an ordinary window of it.
            top(0x0060_0001, false, Member { group: Some(77), minor: true, ..Member::default() }),
            top(0x0060_0002, false, Member { group: Some(77), ..titled("Public") }),
        ];
        let expected = [mine, mine + 1, other, other + 1, other + 2, 0x0060_0001];
        let found = excluded(&tops, &secret(), MASK);
        // The menu of the other program is excluded too, once a dialog of that program is.
        assert_eq!(found, expected.into(), "{found:x?}");
    }

    #[test]
    fn this_process_is_never_excluded() {
        let pill = Member { pid: Some(std::process::id()), ..titled("secret") };
        assert!(excluded(&[top(5, true, pill)], &secret(), MASK).is_empty());
    }

    #[test]
    fn a_frame_drawn_elsewhere_belongs_to_the_window() {
        let window = top(5, false, Member { frame: [1, 2, 20, 4], ..titled("secret") });
        assert_eq!(window.with_frame(), Rect { x: -1, y: -20, width: 12, height: 33 });
    }
}
