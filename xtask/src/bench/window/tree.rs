//! A process and all that it started.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use anyhow::{Context, Result};

use crate::bench::process::{self, Memory};

/// One of them.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: u32,
    pub name: String,
}

/// A process and its children, their children and so on; not what `candor` is and started, for that is no part of a window.
pub fn of(process: u32) -> Result<Vec<Member>> {
    let mut children: BTreeMap<u32, Vec<Member>> = BTreeMap::new();
    let mut first = None;
    for entry in fs::read_dir("/proc").context("/proc can't be read")?.flatten() {
        // A process may end between the two.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let Some((member, parent)) = read(&stat) else { continue };
        if member.id == process {
            first = Some(member);
        } else {
            children.entry(parent).or_default().push(member);
        }
    }
    let mut found: Vec<Member> = first.into_iter().collect();
    let mut next = 0;
    while let Some(id) = found.get(next).map(|member| member.id) {
        let young = children.remove(&id).unwrap_or_default();
        found.extend(young.into_iter().filter(|member| member.name != "candor"));
        next += 1;
    }
    Ok(found)
}

/// A process and its parent, from `PID (NAME) STATE PPID …`, see proc(5). One that has ended and waits to be asked how is
/// none.
fn read(stat: &str) -> Option<(Member, u32)> {
    let (head, tail) = stat.rsplit_once(')')?;
    let (id, name) = head.split_once(" (")?;
    let mut words = tail.split_whitespace();
    let state = words.next()?;
    let parent = words.next()?.parse().ok()?;
    (state != "Z").then_some((Member { id: id.parse().ok()?, name: name.into() }, parent))
}

/// Whether a process is no more.
pub fn ended(process: u32) -> bool {
    let stat = Path::new("/proc").join(process.to_string()).join("stat");
    fs::read_to_string(stat).ok().as_deref().and_then(read).is_none()
}

/// Bytes by name, the same names added up.
pub fn memory(members: &[Member]) -> Result<BTreeMap<String, u64>> {
    let mut sizes = BTreeMap::new();
    for member in members {
        // One that has ended since holds nothing.
        if let Ok(memory) = Memory::of(member.id) {
            *sizes.entry(member.name.clone()).or_default() += memory.all;
        }
    }
    anyhow::ensure!(!sizes.is_empty(), "no process is left to weigh");
    Ok(sizes)
}

/// Processor time of all together.
pub fn cpu(members: &[Member]) -> Result<Duration> {
    members.iter().map(|member| process::cpu(member.id)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_hold_anything() {
        let (member, parent) = read("12 (a (b) c) S 7 12 0").unwrap();
        assert_eq!((member.id, member.name.as_str(), parent), (12, "a (b) c", 7));
        assert!(read("12 (a) Z 7 12").is_none(), "ended");
        assert!(read("nonsense").is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_child_is_found_under_its_parent() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let family = of(std::process::id()).unwrap();
        assert!(family.iter().any(|member| member.id == child.id()), "{family:?}");
        assert!(memory(&family).unwrap().values().sum::<u64>() > 0);
        assert!(!ended(child.id()));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(ended(child.id()));
    }
}
