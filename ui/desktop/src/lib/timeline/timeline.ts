// What a day's log looks like along a line: when work went on, when it paused and why, and what was recorded.

import type { Category, DayLog, GapReason, PlaceInLine, RecordId, SessionReason } from "@candor/ipc";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A stretch of time between two instants in milliseconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Worked extends Stretch {
  project: string;
}

export interface Pause extends Stretch {
  reason: SessionReason | null;
  project: string;
}

export interface Minute extends Stretch {
  id: RecordId;
  /** From 0 to 1: the part of it in which anything happened; nothing where the numbers are no longer on this machine. */
  active: number | null;
}

export interface Mark {
  id: RecordId;
  at: number;
  category: Category;
  state: PlaceInLine;
}

export interface Missing extends Stretch {
  id: RecordId;
  category: Category | null;
  reason: GapReason;
}

export interface Timeline {
  /** What is drawn: whole hours, three at least. */
  range: Stretch;
  /** The instants to write along it. */
  hours: number[];
  worked: Worked[];
  pauses: Pause[];
  minutes: Minute[];
  /** Screenshots, stills and notes. */
  marks: Mark[];
  gaps: Missing[];
}

/** Draws up a day. `now` ends what is still open. */
export function timeline(log: DayLog, now: number): Timeline {
  const worked: Worked[] = [];
  const pauses: Pause[] = [];
  for (const session of log.sessions) {
    const end = session.ended === undefined ? Math.max(now, Date.parse(session.started)) : Date.parse(session.ended);
    let since: number | null = null;
    let pause: { from: number; reason: SessionReason | null } | null = null;
    const project = session.project_name;
    for (const { at, event, reason } of session.events) {
      const instant = Date.parse(at);
      if (event === "started" || event === "resumed") {
        if (pause) pauses.push({ ...pause, to: instant, project });
        pause = null;
        since ??= instant;
      } else {
        if (since !== null) worked.push({ from: since, to: instant, project });
        since = null;
        if (event === "paused") pause ??= { from: instant, reason: reason ?? null };
        else if (pause) {
          pauses.push({ ...pause, to: instant, project });
          pause = null;
        }
      }
    }
    if (since !== null) worked.push({ from: since, to: end, project });
    if (pause) pauses.push({ ...pause, to: end, project });
  }

  const minutes: Minute[] = [];
  const marks: Mark[] = [];
  const gaps: Missing[] = [];
  for (const { id, category, at, state, content } of log.items) {
    if (content.kind === "activity") {
      const [from, to] = [Date.parse(content.from), Date.parse(content.to)];
      minutes.push({ id, from, to, active: Math.min(1, (content.active_s * 1000) / Math.max(1000, to - from)) });
    } else if (content.kind === "gap") {
      gaps.push({ id, category, reason: content.reason, from: Date.parse(content.from), to: Date.parse(content.to) });
    } else if (content.kind === "gone" && category === "activity_counts") {
      minutes.push({ id, from: Date.parse(at) - MINUTE, to: Date.parse(at), active: null });
    } else if (content.kind !== "session" && category !== null && category !== "activity_counts") {
      marks.push({ id, at: Date.parse(at), category, state });
    }
  }

  const range = rangeOf([...worked, ...pauses, ...minutes, ...gaps], log, now);
  return { range, hours: hoursOf(range, Date.parse(log.from)), worked, pauses, minutes, marks, gaps };
}

function rangeOf(stretches: Stretch[], log: DayLog, now: number): Stretch {
  const midnight = Date.parse(log.from);
  const whole = (at: number, round: (hours: number) => number) => midnight + round((at - midnight) / HOUR) * HOUR;
  const some = stretches.length > 0;
  const first = some ? Math.min(...stretches.map(({ from }) => from)) : now;
  const last = some ? Math.max(...stretches.map(({ to }) => to)) : now;
  const from = whole(first, Math.floor);
  return { from, to: Math.max(whole(last, Math.ceil), from + 3 * HOUR) };
}

/** Whole hours of the day's own clock, no more than about eight of them. */
function hoursOf({ from, to }: Stretch, midnight: number): number[] {
  const step = [1, 2, 3, 4, 6, 12].find((hours) => (to - from) / (hours * HOUR) <= 8) ?? 24;
  const made: number[] = [];
  for (let at = from; at <= to; at += HOUR) if (Math.round((at - midnight) / HOUR) % step === 0) made.push(at);
  return made;
}

/** Where an instant lies on a line, from 0 to 1. */
export function place(at: number, { from, to }: Stretch): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** The time in stretches, each instant once. */
export const total = (stretches: Stretch[]): number => stretches.reduce((sum, { from, to }) => sum + (to - from), 0);
