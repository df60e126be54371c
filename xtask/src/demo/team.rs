//! The others of the team: a week of their workdays, made up by synthetic sensors under a fast clock and marked so, but agreed to,
//! recorded and sent as real work is.

use std::{
    fs,
    process::{Command, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::json;

use crate::stage::{
    SOON, Stage,
    programs::{self, Order, Programs, text},
    read, until,
};

/// The project that takes made-up records.
const PROJECT: &str = "Harbour archive";
/// How many times as fast as the machine's their clocks run. A second that it is late to stop is half an hour.
const FACTOR: u32 = 1800;
/// The same where somebody pauses in between, which takes its time.
const FACTOR_WITH_PAUSE: u32 = 900;
/// The shortest break, in seconds: where the work before it ended late, what follows begins late too.
const BREAK: u64 = 30 * 60;
/// When, on the week's first morning, each of them joins, reads and decides: before anybody works.
const JOINS: &str = "05:00:00";
const READS: &str = "05:10:00";
const DECIDES: &str = "05:20:00";
/// The longest that a stretch of a few hours takes, on a machine that has much else to do.
const STRETCH: Duration = Duration::from_secs(120);

/// Somebody of the team.
struct Person {
    name: &'static str,
    /// What they say yes to; to the rest, no.
    granted: &'static [&'static str],
    declined: &'static [&'static str],
    /// When they begin, in UTC, and for how long: before the break and after it.
    hours: [(&'static str, &'static str); 2],
    /// The days of the week, from 0, on whose first stretch they pause.
    pauses: &'static [usize],
}

const TEAM: [Person; 4] = [
    Person {
        name: "Mara Keller",
        granted: &["activity_counts", "screenshots"],
        declined: &[],
        hours: [("07:30:00", "4h"), ("12:45:00", "3h40m")],
        pauses: &[],
    },
    Person {
        name: "Jonas Reyes",
        granted: &["activity_counts"],
        declined: &["screenshots"],
        hours: [("08:45:00", "3h10m"), ("13:10:00", "4h20m")],
        pauses: &[],
    },
    Person {
        name: "Aisha Novak",
        granted: &["activity_counts", "screenshots"],
        declined: &[],
        hours: [("06:50:00", "2h50m"), ("11:00:00", "3h")],
        pauses: &[1, 3],
    },
    Person {
        name: "Tomás Lindqvist",
        granted: &["activity_counts", "screenshots"],
        declined: &[],
        hours: [("09:20:00", "2h30m"), ("13:10:00", "5h10m")],
        pauses: &[],
    },
];

/// Their week, while it is made.
pub struct Team {
    days: Vec<String>,
    work: Vec<(&'static str, JoinHandle<Result<()>>)>,
}

/// Their week as the client has it.
pub struct Week {
    /// Its workdays, Monday first.
    pub days: Vec<String>,
    /// Who worked.
    pub names: Vec<&'static str>,
}

impl Team {
    /// Makes the project, invites everybody, and has them work in the background.
    pub fn start(stage: &Stage, programs: &Programs, order: &Order) -> Result<Self> {
        let days = last_week(stage)?;
        let words = [
            "admin",
            "project",
            "create",
            "--json",
            "--testing",
            "--client",
            &order.client,
            "--name",
            PROJECT,
        ];
        let project = text(&programs::json(&mut programs.server(stage, &words))?, "id")?;
        let policy = stage.folder.join("logs/archive-policy.json");
        fs::write(&policy, policy_text())?;
        let mut publish = programs.server(stage, &["admin", "policy", "publish", "--project", &project]);
        read(publish.arg("--file").arg(&policy))?;
        let mut work = Vec::new();
        for (seed, person) in TEAM.iter().enumerate() {
            let words = ["admin", "invitation", "create", "--json", "--client", &order.client];
            let mut invite = programs.server(stage, &words);
            invite.args(["--name", person.name, "--public-url", &order.portal]);
            let invitation = text(&programs::json(&mut invite)?, "invitation")?;
            let desk = Desk::arrange(stage, programs, person, seed)?;
            let days = days.clone();
            work.push((person.name, thread::spawn(move || desk.work(&invitation, &days))));
        }
        Ok(Self { days, work })
    }

    /// Waits until all of it is with the client.
    pub fn finish(self) -> Result<Week> {
        let mut names = Vec::new();
        for (name, work) in self.work {
            let ended = work.join().map_err(|_| anyhow!("the week of {name} broke off"))?;
            ended.with_context(|| format!("the week of {name}"))?;
            names.push(name);
        }
        Ok(Week { days: self.days, names })
    }
}

/// Monday to Friday of the last week that has a whole one of them.
fn last_week(stage: &Stage) -> Result<Vec<String>> {
    let day = |back: u32| {
        let said =
            read(stage.command("date").args(["-u", "+%F", "-d", &format!("last friday -{back} days")]))?;
        Ok(String::from_utf8(said)?.trim().to_owned())
    };
    (0..5).rev().map(day).collect()
}

/// The seconds since midnight of a time such as `07:30:00`.
fn seconds(time: &str) -> Result<u64> {
    let parts = time.split(':').map(str::parse::<u64>).collect::<Result<Vec<_>, _>>()?;
    Ok(parts.into_iter().fold(0, |sum, part| sum * 60 + part))
}

/// The moment so many seconds after the first midnight of these days, which follow each other.
fn moment(days: &[String], seconds: u64) -> Result<String> {
    let day = days.get((seconds / 86_400) as usize).context("the week's work goes on beyond the week")?;
    let [hour, minute, second] = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60];
    Ok(format!("{day}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// A machine of somebody's own.
struct Desk {
    person: &'static Person,
    seed: usize,
    stage: Stage,
    programs: Programs,
}

impl Desk {
    fn arrange(stage: &Stage, programs: &Programs, person: &'static Person, seed: usize) -> Result<Self> {
        // Short: a socket's path may have 100 bytes or so.
        let folder = stage.folder.join(format!("team/{seed}"));
        let stage = Stage::new(&folder, false);
        fs::create_dir_all(stage.runtime())?;
        read(Command::new("chmod").arg("700").arg(stage.runtime()))?;
        let programs = Programs {
            bin: programs.bin.clone(),
            server_data: programs.server_data.clone(),
            home: folder.join("candor"),
            key: folder.join("store.key"),
            camera: programs.camera.clone(),
        };
        Ok(Self { person, seed, stage, programs })
    }

    fn work(self, invitation: &str, days: &[String]) -> Result<()> {
        let Person { granted, declined, hours, pauses, .. } = self.person;
        let monday = days.first().context("the week has no day")?;
        let at = |time: &str| format!("fast:1@{monday}T{time}Z");
        self.ask(&["enroll", invitation, "--clock", &at(JOINS)])?;
        let read = ["notice", PROJECT, "--clock", &at(READS)];
        let notice = text(&self.programs.ask_json(&self.stage, &read)?, "sha256")?;
        let decides = at(DECIDES);
        let end = ["--project", PROJECT, "--clock", &decides];
        self.ask(&[&["consent", "grant", "--notice", &notice], *granted, &end].concat())?;
        if !declined.is_empty() {
            self.ask(&[&["consent", "decline"], *declined, &end].concat())?;
        }
        // In seconds from the week's first midnight.
        let mut free = 0;
        for at in 0..days.len() {
            for (half, (from, long)) in hours.iter().enumerate() {
                let with_pause = half == 0 && pauses.contains(&at);
                let factor = if with_pause { FACTOR_WITH_PAUSE } else { FACTOR };
                let begins = (at as u64 * 86_400 + seconds(from)?).max(free);
                let (began, from) = (Instant::now(), moment(days, begins)?);
                self.stretch(&from, long, factor, with_pause, 10 * at + half)?;
                // Their clock began a little later: it can't be later than this now.
                free = begins + (began.elapsed() * factor).as_secs() + BREAK;
            }
        }
        self.ask(&["outbox", "release"])?;
        let synced = self.programs.ask_json(&self.stage, &["sync", "--wait"])?;
        if !programs::list(&synced, "refused").is_empty() {
            bail!("the server refused some of it: {synced}");
        }
        Ok(())
    }

    /// Works on for so long from then on.
    fn stretch(&self, from: &str, long: &str, factor: u32, with_pause: bool, number: usize) -> Result<()> {
        let sensors = format!("synthetic:{}", 100 * (self.seed + 1) + number);
        let clock = format!("fast:{factor}@{from}");
        let words = ["--json", "run", "--project", PROJECT, "--for", long];
        let mut run = self.programs.candor(&self.stage, &words);
        run.args(["--sensors", &sensors, "--clock", &clock]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = run.spawn().context("candor can't be started")?;
        let ended = self
            .in_between(with_pause)
            .and_then(|()| until("a stretch of work to end", STRETCH, || Ok(running.try_wait()?)));
        match ended {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => bail!("the work from {from} ended with {status}"),
            Err(failed) => {
                let _ = running.kill();
                let _ = running.wait();
                Err(failed)
            }
        }
    }

    /// Pauses once work is on, and resumes: what lies between takes a moment here and minutes there.
    fn in_between(&self, with_pause: bool) -> Result<()> {
        if !with_pause {
            return Ok(());
        }
        until("the work to be on", SOON, || {
            // There is no engine to ask at first.
            let Ok(status) = self.programs.ask_json(&self.stage, &["status"]) else { return Ok(None) };
            Ok((status["state"] == "running" && status["session"]["worked_ms"].as_u64() > Some(0))
                .then_some(()))
        })?;
        self.ask(&["pause"])?;
        self.ask(&["resume"])
    }

    fn ask(&self, words: &[&str]) -> Result<()> {
        self.programs.ask_json(&self.stage, words).map(drop)
    }
}

/// What the project collects.
fn policy_text() -> String {
    let terms = |per_hour: u32, max_bytes: u32, purpose: &str| {
        json!({
            "requirement": "optional", "per_hour": per_hour, "max_bytes": max_bytes, "announce": "none", "purpose": purpose,
            "lawful_basis": "consent", "recipients": ["Reviewers of the client who work on this project"],
            "retention_days": 90, "location": "On the operator's server",
            "declining": "Nothing else changes: your time counts and is paid all the same.",
        })
    };
    let counts =
        terms(60, 0, "To show, minute by minute, that work was going on. What you type is never recorded.");
    let screens =
        terms(1, 600_000, "To show the client what was worked on, so that the invoice can be followed.");
    json!({
        "review_minutes": 10, "grace_hours": 24,
        "categories": { "activity_counts": counts, "screenshots": screens },
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_that_runs_over_moves_what_follows() {
        let days = ["2026-11-16", "2026-11-17"].map(String::from);
        assert_eq!(seconds("07:30:05").unwrap(), 27_005);
        assert!(seconds("noon").is_err());
        assert_eq!(moment(&days, 27_005).unwrap(), "2026-11-16T07:30:05Z");
        assert_eq!(moment(&days, 86_400 + 60).unwrap(), "2026-11-17T00:01:00Z");
        assert!(moment(&days, 2 * 86_400).is_err());
    }
}
