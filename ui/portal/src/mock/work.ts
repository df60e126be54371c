// Days of work, made from their names: the same person's same day is always the same.

import { Chance } from "@candor/ipc/bytes";
import { Picture } from "@candor/ipc/paint";

import type { Schemas } from "../lib/api";

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTER = 15 * MINUTE;

export const stamp = (at: number): string => new Date(at).toISOString();

/** An id that looks like the server's. */
export const id = (kind: number, ...parts: number[]): string =>
  `019a${kind.toString(16).padStart(4, "0")}-0000-7000-8000-${parts.map((part) => part.toString(16).padStart(4, "0")).join("").padStart(12, "0")}`;

/** How somebody works. */
export interface Habit {
  /** How their pictures are looked at, if not at once. */
  guard?: Schemas["Looking"];
  name: string;
  projects: number[];
  /** Hours after midnight at which they begin. */
  begins: number;
  screenshots: boolean;
  webcam: boolean;
  /** What they do at the moment. */
  now: Schemas["Presence"];
  /** Whether a test made up what they did. */
  synthetic?: true;
  /** A picture so often, in seconds, and each tenth of them deleted; about every quarter of an hour where there is none. */
  every?: number;
}

export interface WorkDay {
  log: Schemas["WorkLog"];
  row: Schemas["TeamMember"];
}

const NOTES = [
  "Sheet 14 closed. The pier in the north moved by two metres, see the photo.",
  "Asked the authority about the tide gauge; they answer by Friday.",
  "Depth contours for the inner basin redrawn after the new soundings came in.",
  "Call with Mary about the colours of the legend.",
];
const SCENERY = ["map", "code", "sheet", "chat"] as const;

/** The captures that are shown only to whoever says why. */
export const guarded = new Set<string>();
/** The picture behind a capture. */
export const pictures = new Map<string, Picture>();
const painted = new Map<string, Picture>();

function picture(what: (typeof SCENERY)[number] | "camera", seed: number): Picture {
  const key = `${what}/${seed}`;
  let found = painted.get(key);
  if (found === undefined) painted.set(key, (found = new Picture(what, seed)));
  return found;
}

const made = new Map<string, WorkDay>();

export function workDay(client: string, agent: number, habit: Habit, day: string, now: number, projectId: (at: number) => string): WorkDay {
  const key = `${agent}/${day}/${Math.floor(now / 5000)}`;
  const known = made.get(key);
  if (known) return known;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const number = Math.round(midnight / 86_400_000);
  const chance = new Chance(number * 31 + agent * 7 + 3);
  const weekday = new Date(midnight).getUTCDay();
  const todays = now >= midnight && now < midnight + 24 * HOUR;
  const off = weekday === 0 || weekday === 6 || midnight > now || (todays && habit.now === "off" && agent % 2 === 0) || chance.next() < 0.06;

  const log: Schemas["WorkLog"] = {
    agent: id(1, agent),
    agent_name: habit.name,
    day,
    sessions: [],
    samples: [],
    captures: [],
    notes: [],
    gaps: [],
    totals: { worked_ms: 0, paused_ms: 0, idle_ms: 0, gaps: 0 },
    truncated: false,
  };
  const strip = Array.from("-".repeat(96));
  const active = new Array<number>(96).fill(0);

  if (!off) {
    const start = midnight + habit.begins * HOUR + chance.between(-20, 25) * MINUTE;
    const noon = midnight + 12.5 * HOUR + chance.between(-15, 15) * MINUTE;
    const back = noon + chance.between(35, 60) * MINUTE;
    const end = midnight + 17 * HOUR + chance.between(-30, 75) * MINUTE;
    const stretches: [number, number][] = [[start, noon], [back, end]];
    stretches.forEach(([from, planned], index) => {
      if (from >= now) return;
      const stopped = habit.now === "off" && todays && planned > now;
      const to = stopped ? Math.max(from + 20 * MINUTE, Math.min(planned, now - 2 * HOUR)) : planned;
      const open = to > now;
      const until = Math.min(to, now);
      const session = id(4, agent, number % 65_536, index);
      const pauseAt = from + Math.round((to - from) * (0.35 + chance.next() * 0.3));
      const pauses: [number, number][] = [[pauseAt, pauseAt + chance.between(8, 25) * MINUTE]];
      if (open && habit.now === "paused") pauses.push([now - 12 * MINUTE, now + HOUR]);
      const paused = (at: number) => pauses.some(([a, b]) => at >= a && at < b);
      // Where the counter failed, counts are missing, and nothing else.
      const failed: [number, number] | null = chance.next() < 0.35 ? [from + 40 * MINUTE, from + 62 * MINUTE] : null;
      let worked = 0;
      let rested = 0;
      let busy = 0.6;
      for (let at = from; at < until; at += MINUTE) {
        const quarter = Math.floor((at - midnight) / QUARTER);
        if (paused(at)) {
          rested += MINUTE;
          if (strip[quarter] === "-") strip[quarter] = "p";
          continue;
        }
        worked += MINUTE;
        if (failed && at >= failed[0] && at < failed[1]) {
          if (strip[quarter] === "-") strip[quarter] = "g";
          continue;
        }
        strip[quarter] = "w";
        busy = Math.min(0.98, Math.max(0, busy + (chance.next() - 0.5) * 0.4));
        const rests = chance.next() < 0.07;
        const seconds = rests ? 0 : Math.round(busy * 60);
        active[quarter] = (active[quarter] ?? 0) + seconds;
        if (seconds === 0) log.totals.idle_ms += MINUTE;
        log.samples.push({
          id: id(5, agent, number % 65_536, log.samples.length),
          session,
          minute: stamp(Math.floor(at / MINUTE) * MINUTE),
          from: stamp(at),
          to: stamp(at + MINUTE),
          keys: Math.round(seconds * 3.1 * chance.next()),
          clicks: Math.round(seconds * 0.3 * chance.next()),
          scroll: Math.round(seconds * 0.4 * chance.next()),
          pointer_px: Math.round(seconds * 90 * chance.next()),
          active_s: seconds,
          synthetic: habit.synthetic === true,
        });
      }
      const coverage = { notice: "4e".repeat(32), receipt: "b7".repeat(32) };
      for (let at = from + 6 * MINUTE; at < until; at += habit.every ? habit.every * 1000 : chance.between(11, 19) * MINUTE) {
        if (paused(at)) continue;
        if (habit.every && chance.next() < 0.1) {
          log.gaps.push({ category: "screenshots", from: stamp(at), to: stamp(at), reason: "deleted" });
          continue;
        }
        const camera = habit.webcam && chance.next() < 0.2;
        if (!camera && !habit.screenshots) continue;
        const what = camera ? ("camera" as const) : (SCENERY[chance.between(0, 3)] ?? "map");
        const image = picture(what, chance.between(1, 4));
        const capture = id(6, agent, number % 65_536, log.captures.length);
        pictures.set(capture, image);
        const guard = habit.guard ?? { covered: false, reason: false };
        if (guard.reason) guarded.add(capture);
        log.captures.push({
          id: capture,
          session,
          category: camera ? "webcam_stills" : "screenshots",
          at: stamp(at),
          file: `/api/v1/clients/${client}/captures/${capture}/image`,
          looking: guard,
          finding: chance.next() < 0.06 ? "unchanged" : "ordinary",
          redacted: chance.next() < 0.06,
          sha256: "d1".repeat(32),
          width: image.width,
          height: image.height,
          synthetic: habit.synthetic === true,
          consent: coverage,
        });
      }
      if (chance.next() < 0.75) {
        const at = from + Math.round((until - from) * 0.8);
        log.notes.push({ id: id(7, agent, number % 65_536, index), session, at: stamp(at), text: NOTES[chance.between(0, NOTES.length - 1)] ?? "", consent: coverage });
      }
      for (const [a, b] of pauses) {
        if (a < until) log.gaps.push({ category: "activity_counts", from: stamp(a), to: stamp(Math.min(b, until)), reason: "paused" });
      }
      if (failed && failed[0] < until) {
        log.gaps.push({ category: "activity_counts", from: stamp(failed[0]), to: stamp(Math.min(failed[1], until)), reason: "sensor_failed" });
      }
      if (!habit.screenshots) log.gaps.push({ category: "screenshots", from: stamp(from), to: stamp(until), reason: "declined" });
      else if (chance.next() < 0.4) {
        const at = from + 70 * MINUTE;
        if (at < until) log.gaps.push({ category: "screenshots", from: stamp(at), to: stamp(at + MINUTE), reason: "deleted" });
      }
      log.sessions.push({
        id: session,
        project: projectId(habit.projects[index % habit.projects.length] ?? 0),
        from: stamp(from),
        ...(open ? {} : { to: stamp(until) }),
        worked_ms: worked,
        paused_ms: rested,
        pauses: pauses.filter(([a]) => a < until).map(([a, b]) => ({ from: stamp(a), to: stamp(Math.min(b, until)) })),
        known_to: stamp(until),
        worked_by: "boot_clock",
        zone: "Europe/Dublin",
        state: !open ? "idle" : habit.now === "paused" ? "paused" : "running",
        live: open,
        synthetic: habit.synthetic === true,
      });
      log.totals.worked_ms += worked;
      log.totals.paused_ms += rested;
    });
    log.gaps.sort((a, b) => a.from.localeCompare(b.from));
    log.totals.gaps = log.gaps.filter(({ reason }) => reason !== "paused").length;
  }

  const most = Math.max(1, ...active);
  const last = log.sessions.at(-1);
  const live = last?.live === true;
  const presence = habit.now === "unknown" ? "unknown" : live ? habit.now : "off";
  const seen = { recording: 40_000, paused: 70_000, off: 3 * HOUR + agent * 11 * MINUTE, unknown: 26 * MINUTE }[presence];
  const of = (category: string) => log.captures.filter((capture) => capture.category === category).length;
  const row: Schemas["TeamMember"] = {
    agent: log.agent,
    name: habit.name,
    worked_ms: log.totals.worked_ms,
    paused_ms: log.totals.paused_ms,
    idle_ms: log.totals.idle_ms,
    screenshots: of("screenshots"),
    webcam_stills: of("webcam_stills"),
    notes: log.notes.length,
    gaps: log.totals.gaps,
    now: presence,
    strip: strip.join(""),
    levels: active.map((seconds) => (seconds === 0 ? 0 : Math.max(1, Math.round((seconds / most) * 4)))).join(""),
    seen_at: stamp(now - seen),
    synthetic: habit.synthetic === true && !off,
    ...(live && last ? { project: last.project } : {}),
  };
  const done = { log, row };
  made.set(key, done);
  return done;
}
