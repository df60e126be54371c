// The situations that the pages are looked at in.

import type { Category, SessionReason } from "../generated.ts";
import { type Enrolling, harbour, longest, northwind, widened } from "./content.ts";
import { forget, live, work } from "./past.ts";
import { Picture } from "./paint.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./time.ts";
import { type Enrolment, FROZEN, UNDO, World } from "./world.ts";

/** A situation, and how the engine behind it behaves. */
export interface Situation {
  world: World;
  /** What keeps the engine from running until the agent says how to open the store. */
  shut?: "passphrase_needed" | "no_keychain";
  /** The engine goes away after the first answer. */
  mortal?: boolean;
  /** Links that the system opened the app with. */
  links?: string[];
  /** Something held doesn't check out. */
  damaged?: boolean;
}

type Decisions = Partial<Record<Category, "granted" | "declined">>;

const USUAL: Decisions = { activity_counts: "granted", screenshots: "granted", webcam_stills: "declined", work_notes: "granted" };

export const INVITATION = "https://candor.harbour.example/join#w4Kq7-welcome";

function world(now: number, zone: string): World {
  return new World(7, zone, now - 26 * DAY);
}

function joined(world: World, enrolling: Enrolling, decisions: Decisions, ago: number, now: number): Enrolment {
  const enrolment = world.enroll(enrolling, now - ago * DAY);
  enrolment.projects.forEach(({ project, policies }, at) => {
    const policy = policies[0];
    if (policy) world.read(enrolment, project, policy, decisions, now - ago * DAY + (at + 1) * 4 * MINUTE);
  });
  return enrolment;
}

/** Two clients, three weeks of work, nothing open. */
function settled(now: number, zone: string, decisions: Decisions = USUAL, days = 12): World {
  const made = world(now, zone);
  joined(made, harbour(now), decisions, 23, now);
  joined(made, northwind(now), { activity_counts: "granted", screenshots: "granted", work_notes: "declined" }, 19, now);
  live(made, days, now);
  return made;
}

/** Today's work: since so many minutes, with one pause in it. */
function today(made: World, now: number, minutes: number, review = 10): World {
  const enrolment = made.enrolments[0];
  if (!enrolment) return made;
  for (const policy of enrolment.projects[0]?.policies ?? []) policy.review_minutes = review;
  const pauses = minutes > 90 ? [{ at: 48, minutes: 14, reason: "idle" as const }] : [];
  work(made, { enrolment, project: 0, from: now - minutes * MINUTE - 24 * SECOND, minutes: 24 * 60, pauses }, now);
  made.advance(now);
  const session = made.open;
  if (session) {
    const at = now - Math.min(6, minutes / 2) * MINUTE;
    made.insert(session, "work_notes", at, { kind: "note", text: "Closed the five metre contour on sheet 14." });
  }
  forget(made);
  return made;
}

/** A session this morning, ended four minutes ago. */
function idle(now: number, zone: string, decisions?: Decisions): World {
  const made = settled(now, zone, decisions);
  const [enrolment] = made.enrolments;
  if (enrolment) work(made, { enrolment, project: 0, from: now - 99 * MINUTE, minutes: 95, note: "Checked the soundings of sheets 9 to 12." });
  made.advance(now);
  forget(made);
  return made;
}

const running = (now: number, zone: string, decisions?: Decisions): World => today(settled(now, zone, decisions), now, 146);

function paused(reason: SessionReason) {
  return (now: number, zone: string): Situation => {
    const made = running(now - 7 * MINUTE, zone);
    if (made.open) made.pause(made.open, now - 7 * MINUTE, reason);
    made.advance(now);
    if (reason === "indicator_lost") {
      made.trouble("indicator_lost", "The indicator could not be shown, so recording is paused. What was stored is kept. Unlock the screen or free it, then resume.");
    } else if (reason === "storage_full") {
      made.trouble("storage_full", "The disk is full, so recording is paused. What was stored is kept. Free some space, then resume.");
    }
    return { world: made };
  };
}

/** One item of each kind and state. */
function mixed(now: number, zone: string): World {
  const made = today(settled(now, zone, { ...USUAL, webcam_stills: "granted" }, 6), now, 34, 25);
  const session = made.open;
  if (!session) return made;
  const screens = () => [...made.live].filter(({ body, place }) => body?.kind === "capture" && body.source.from === "screen" && place === "held");
  for (const minutes of [22, 16, 9, 3]) {
    const picture = new Picture(minutes === 16 ? "covered" : "camera", minutes % 2 ? 1 : 2);
    made.insert(session, "webcam_stills", now - minutes * MINUTE, { kind: "capture", source: { from: "camera" }, picture, finding: minutes === 16 ? "black" : "ordinary" });
  }
  for (const minutes of [19, 14, 11, 7, 1.5]) {
    const picture = new Picture(minutes > 12 ? "mail" : "code", minutes === 14 ? 2 : 1);
    made.insert(session, "screenshots", now - minutes * MINUTE, { kind: "capture", source: { from: "screen", monitor: picture.monitor }, picture, finding: minutes === 7 ? "unchanged" : "ordinary" });
  }
  made.gap(session, "webcam_stills", now - 12 * MINUTE, now - 12 * MINUTE, "sensor_failed");
  const [refused, sending, redacted, deleting] = screens();
  if (refused) {
    refused.place = "quarantined";
    refused.refused = { code: "not_consented", message: "The record names a notice that the server doesn't know of for this project." };
    made.live.delete(refused);
  }
  if (sending) Object.assign(sending, { place: "claimed", due: now + 40 * SECOND });
  if (redacted?.body?.kind === "capture") {
    redacted.body.picture = redacted.body.picture.without([{ x: 1120, y: 520, w: 560, h: 120 }]);
  }
  if (deleting) Object.assign(deleting, { before: "held", place: "deleting", until: now + UNDO - 9 * SECOND });
  const stills = [...made.live].filter(({ category, body }) => category === "webcam_stills" && body?.kind === "capture");
  const [first] = made.enrolments;
  const policy = first?.projects[0]?.policies.at(-1);
  const notice = first?.ledger.last.get(session.project.id);
  if (first && policy && notice) first.ledger.decide(now - 40 * SECOND, session.project, policy, "webcam_stills", "withdrawn", notice);
  for (const still of stills) Object.assign(still, { place: "frozen", until: now + FROZEN - 40 * SECOND });
  made.items.sort((a, b) => a.at - b.at);
  return made;
}

function troubled(now: number, zone: string): World {
  const made = mixed(now, zone);
  made.keyStore = "file:/home/ada/.candor-key";
  made.trouble("black_frame", "The last screenshot is black: the screen is off, or the system hides its content.", "screenshots");
  made.trouble("permission_denied", "The last counts is missing: the system refuses it to Candor; see its privacy settings. A gap marker stands in its place.", "activity_counts");
  made.trouble("server_unreachable", "The server candor.harbour.example can't be reached. Work goes on; what waits is sent later.");
  made.trouble("clock_wrong", "The computer's clock is 14 minutes behind the server's. Nothing is lost; set the clock, then sync.");
  made.online = false;
  made.lastContact = now - 3 * HOUR;
  return made;
}

/** Each scene by its name, from the instant that it plays at and the person's time zone. */
export const scenes = {
  fresh: (now, zone) => ({ world: new World(7, zone, now) }),
  invited: (now, zone) => ({ world: new World(7, zone, now), links: [INVITATION] }),
  locked: (now, zone) => {
    const made = idle(now, zone);
    made.keyStore = "passphrase";
    return { world: made, shut: "passphrase_needed" };
  },
  nokeychain: (now, zone) => ({ world: new World(7, zone, now), shut: "no_keychain" }),
  undecided: (now, zone) => {
    const made = new World(7, zone, now - MINUTE);
    made.enroll(harbour(now), now - MINUTE);
    made.advance(now);
    return { world: made };
  },
  /** Joined and decided, but never worked. */
  empty: (now, zone) => {
    const made = new World(7, zone, now - HOUR);
    joined(made, harbour(now), USUAL, 0.04, now);
    made.advance(now);
    return { world: made };
  },
  idle: (now, zone) => ({ world: idle(now, zone) }),
  running: (now, zone) => ({ world: running(now, zone) }),
  paused: paused("agent"),
  idlepaused: paused("idle"),
  lockpaused: paused("screen_locked"),
  hourspaused: paused("working_hours"),
  lostpill: paused("indicator_lost"),
  diskfull: paused("storage_full"),
  changed: (now, zone) => {
    const made = idle(now, zone);
    const first = made.enrolments[0]?.projects[0];
    const policy = first?.policies.at(-1);
    if (first && policy) first.policies.push(widened(policy, now));
    return { world: made };
  },
  mixed: (now, zone) => ({ world: mixed(now, zone) }),
  troubled: (now, zone) => ({ world: troubled(now, zone) }),
  offline: (now, zone) => {
    const made = settled(now - 3 * HOUR, zone);
    made.online = false;
    made.trouble("server_unreachable", "The server candor.harbour.example can't be reached. Work goes on; what waits is sent later.");
    return { world: today(made, now, 146) };
  },
  lost: (now, zone) => ({ world: running(now, zone), mortal: true }),
  full: (now, zone) => ({ world: today(settled(now, zone, { ...USUAL, webcam_stills: "granted" }), now, 197, 240) }),
  long: (now, zone) => {
    const made = world(now, zone);
    const longNamed = joined(made, longest(now), { ...USUAL, webcam_stills: "granted" }, 20, now);
    joined(made, harbour(now), USUAL, 18, now);
    joined(made, northwind(now), { activity_counts: "granted", screenshots: "granted", work_notes: "declined" }, 17, now);
    live(made, 9, now);
    made.enrolments.sort((a) => (a === longNamed ? -1 : 1));
    return { world: today(made, now, 96, 60) };
  },
  damaged: (now, zone) => ({ world: idle(now, zone), damaged: true }),
} satisfies Record<string, (now: number, zone: string) => Situation>;

export type Scene = keyof typeof scenes;

export const isScene = (name: string): name is Scene => Object.hasOwn(scenes, name);

/** The situation of a scene. */
export function situation(scene: Scene, now: number, zone: string): Situation {
  return scenes[scene](now, zone);
}
