//! What is kept for reading follows from ledgers and records, whatever happens to them.

use axum::http::Method;
use candor_consent::entry::Decision;
use candor_domain::{
    Category, Millis, Record,
    record::{GapMarker, GapReason, RecordBody, SessionSummary},
    session::SessionEvent,
};
use candor_server::admin::Role;
use candor_wire::{device::RecordAnswer, path};

use crate::{
    device::{TestDevice, picture},
    world::{World, berlin},
};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

async fn check(world: &World, when: &str) {
    let admin = world.admin().await;
    let differences = admin.check().await.unwrap();
    admin.close().await;
    assert!(differences.is_empty(), "{when}: {differences:#?}");
}

/// A device's session as it goes on by chance.
struct Story {
    device: TestDevice,
    running: Option<bool>,
    began: candor_domain::Timestamp,
    unsent: Vec<Record>,
    sent: Vec<Record>,
}

impl Story {
    fn session(&mut self, world: &World, event: SessionEvent) {
        self.device.session(world, event);
        match event {
            SessionEvent::Started => (self.running, self.began) = (Some(true), world.env.now()),
            SessionEvent::Resumed => self.running = Some(true),
            SessionEvent::Paused => self.running = Some(false),
            SessionEvent::Stopped => self.running = None,
        }
    }

    async fn step(&mut self, world: &World, dice: &mut Dice) {
        let bytes = picture(dice.roll(3) as u8);
        match (dice.roll(14), self.running) {
            (0, None) => self.session(world, SessionEvent::Started),
            (1, Some(true)) => self.session(world, SessionEvent::Paused),
            (2, Some(false)) => self.session(world, SessionEvent::Resumed),
            (3, Some(_)) if dice.roll(2) == 0 => {
                self.session(world, SessionEvent::Stopped);
                if dice.roll(3) > 0 {
                    let worked_ms = Millis::new(dice.roll(40_000_000));
                    let (from, to) = (self.began, world.env.now());
                    let summary = SessionSummary { from, to, worked_ms, zone: berlin() };
                    let summary = self.device.record(world, RecordBody::Session(summary));
                    self.unsent.push(summary);
                }
            }
            (4 | 5, Some(true)) => {
                let sample = self.device.sample(world, dice.roll(200) as u32);
                self.unsent.push(sample);
            }
            (6, Some(true)) => {
                self.device.put(world, &bytes).await.ok();
                let shot = self.device.screenshot(world, &bytes);
                self.unsent.push(shot);
            }
            (7, Some(true)) => {
                let note = self.device.note(world, "Went on.");
                self.unsent.push(note);
            }
            (8, Some(_)) => {
                let from = world.env.now().minus(Millis::from_minutes(dice.roll(90)));
                let gap = GapMarker {
                    category: Category::ALL[dice.roll(4) as usize],
                    from,
                    to: world.env.now(),
                    reason: GapReason::Paused,
                };
                let gap = self.device.record(world, RecordBody::Gap(gap));
                self.unsent.push(gap);
            }
            (9, Some(_)) => {
                let (notice, _) = self.device.notice(world).await;
                let decision = if dice.roll(2) == 0 { Decision::Granted } else { Decision::Withdrawn };
                self.device.decide(world, Category::WebcamStills, decision, notice);
            }
            (10 | 11, _) if !self.unsent.is_empty() => {
                let mut records = std::mem::take(&mut self.unsent);
                // Some come a second time.
                records.extend(self.sent.last().cloned().filter(|_| dice.roll(2) == 0));
                let answers = self.device.upload(world, &records).await;
                assert!(
                    answers.iter().all(|answer| !matches!(answer, RecordAnswer::Refused { .. })),
                    "{answers:?}"
                );
                self.sent.extend(records);
            }
            (12, _) => {
                let all: Vec<_> = self.sent.iter().chain(&self.unsent).cloned().collect();
                let records: Vec<_> = all.iter().filter(|record| record.body.category().is_some()).collect();
                if !records.is_empty() {
                    let id = records[dice.roll(records.len() as u64) as usize].id;
                    // Whether it was sent or not, in time or too late.
                    self.device.request(world, Method::DELETE, &path::capture(id), Vec::new()).await;
                }
            }
            _ => world.env.advance(Millis::new(dice.roll(50 * 60_000))),
        }
    }
}

#[tokio::test]
async fn whatever_happens_the_sums_are_those_of_what_is_there() {
    for seed in 1..=2 {
        let mut world = World::new().await;
        let mut dice = Dice(seed);
        let mut stories = Vec::new();
        for seed in 1..=2 {
            let made = world.quickstart(false).await;
            let mut device = TestDevice::enrolled(&world, &made.invitation, made.project, seed).await;
            device.grant(&world, &Category::ALL).await;
            device.sync(&world).await;
            let began = world.env.now();
            stories.push(Story { device, running: None, began, unsent: Vec::new(), sent: Vec::new() });
        }
        for step in 0..200 {
            let story = &mut stories[dice.roll(2) as usize];
            story.device.renew(&world).await;
            story.step(&world, &mut dice).await;
            if step % 40 == 39 {
                check(&world, &format!("seed {seed}, step {step}")).await;
            }
        }
        assert!(stories.iter().all(|story| story.sent.len() > 5), "the story told nothing");
        // Retention takes the rest.
        world.env.advance(Millis::from_minutes(100 * 24 * 60));
        world.cleaned(0).await;
        check(&world, "after retention").await;
    }
}

/// The parts of a session over midnight add up to what the boot clock measured.
#[tokio::test]
async fn a_measured_session_is_shared_among_its_days() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    let (_, midnight) = world.today().bounds_in(&berlin());
    world.env.advance(midnight.minus(Millis::from_minutes(60)).since(world.env.now()));
    device.renew(&world).await;
    device.at_work(&world).await;
    let (first, from) = (world.today(), world.env.now());
    world.env.advance(Millis::from_minutes(80));
    device.session(&world, SessionEvent::Paused);
    world.env.advance(Millis::from_minutes(30));
    device.session(&world, SessionEvent::Resumed);
    world.env.advance(Millis::from_minutes(40));
    device.session(&world, SessionEvent::Stopped);
    let worked_ms = Millis::new(6_600_001);
    let summary = SessionSummary { from, to: world.env.now(), worked_ms, zone: berlin() };
    let summary = device.record(&world, RecordBody::Session(summary));
    device.renew(&world).await;
    device.upload(&world, &[summary]).await;
    let mut total = 0;
    for (day, about, paused) in [(first, 55, 0), (world.today(), 55, 30)] {
        let log = world.worklog(&made, day).await;
        let session = &log["sessions"][0];
        assert_eq!(session["worked_by"], "boot_clock");
        assert_eq!(session["paused_ms"], paused * 60_000);
        assert_eq!(session["live"], false);
        let worked = session["worked_ms"].as_u64().unwrap();
        assert_eq!(worked / 60_000, about, "{day}");
        assert_eq!(log["totals"]["worked_ms"], worked);
        total += worked;
    }
    assert_eq!(total, worked_ms.get());
    check(&world, "after midnight").await;
}

/// The clock was set by half a century while a session ran: the boot clock still says what was worked.
#[tokio::test]
async fn a_clock_that_was_set_costs_nobody_their_time() {
    let world = World::new().await;
    let (mut device, mut made) = world.device().await;
    device.at_work(&world).await;
    let from = world.env.now();
    world.env.advance(Millis::from_minutes(30 * 365 * 24 * 60));
    device.session(&world, SessionEvent::Stopped);
    device.renew(&world).await;
    device.sync(&world).await;
    // The owner's own token is long over.
    let admin = world.admin().await;
    made.member = admin.create_member(made.client, "Later", Role::Owner, None).await.unwrap();
    admin.close().await;
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["totals"]["worked_ms"], 1, "nobody works for thirty years");
    let worked_ms = Millis::from_minutes(90);
    let summary = SessionSummary { from, to: world.env.now(), worked_ms, zone: berlin() };
    let summary = device.record(&world, RecordBody::Session(summary));
    device.upload(&world, &[summary]).await;
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["totals"]["worked_ms"], worked_ms.get());
    check(&world, "thirty years later").await;
}
