// A day's work log along a line: when work went on, when it paused, what was recorded and what is missing.

import type { Schemas } from "../../lib/api";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type WorkLog = Schemas["WorkLog"];
export type Captured = Schemas["Captured"];

/** Whether a picture is fetched only once somebody asks for this very one: a face always, all others where the policy says so. */
export const covered = ({ category, looking }: Pick<Captured, "category" | "looking">, own: boolean): boolean =>
  category === "webcam_stills" || (!own && (looking.covered === true || looking.reason === true));

/** A stretch of time between two instants in milliseconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Missing extends Stretch {
  category: Schemas["Category"];
  reason: Schemas["GapReason"];
}

export interface Line {
  /** What is drawn: whole hours, three at least. */
  range: Stretch;
  worked: Stretch[];
  pauses: Stretch[];
  /** Each with the part of it in which anything happened, from 0 to 1. */
  minutes: (Stretch & { active: number })[];
  /** When pictures were taken. */
  captures: number[];
  notes: number[];
  /** Where something is missing that would have been recorded. */
  gaps: Missing[];
}

const stretch = (one: { from: string; to: string }): Stretch => ({ from: Date.parse(one.from), to: Date.parse(one.to) });

/** Draws up a day. `now` ends what is known to go on. */
export function lineOf(log: WorkLog, now: number): Line {
  const all = log.gaps.map((gap): Missing => ({ ...stretch(gap), category: gap.category, reason: gap.reason }));
  // A pause's own marker says in each category that nothing was to be recorded: nothing is missing by it.
  const gaps = all.filter(({ reason }) => reason !== "paused");
  const until = ({ live, known_to }: Schemas["Session"]) => (live ? Math.max(now, Date.parse(known_to)) : Date.parse(known_to));
  const sessions = log.sessions.map((session) => ({ from: Date.parse(session.from), to: until(session) }));
  const pauses = joined(
    log.sessions.flatMap((session) => session.pauses.map(({ from, to }) => ({ from: Date.parse(from), to: to === session.known_to ? until(session) : Date.parse(to) }))),
  );
  const worked = sessions.flatMap((session) => without(session, pauses));
  const minutes = log.samples.map((sample) => {
    const { from, to } = stretch(sample);
    return { from, to, active: Math.min(1, (sample.active_s * 1000) / Math.max(1000, to - from)) };
  });
  const whole = [...sessions, ...minutes, ...gaps];
  const from = Math.floor((whole.length > 0 ? Math.min(...whole.map(({ from }) => from)) : now) / HOUR) * HOUR;
  const to = Math.ceil((whole.length > 0 ? Math.max(...whole.map(({ to }) => to)) : now) / HOUR) * HOUR;
  return {
    range: { from, to: Math.max(to, from + 3 * HOUR) },
    worked,
    pauses,
    minutes,
    captures: log.captures.map(({ at }) => Date.parse(at)),
    notes: log.notes.map(({ at }) => Date.parse(at)),
    gaps,
  };
}

/** Stretches that touch, as one. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const made: Stretch[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = made.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else made.push({ from, to });
  }
  return made;
}

/** Stretches as they are drawn: each so wide a part of the line at least, and those that would lie over one another as one. */
export const told = (stretches: readonly Stretch[], range: Stretch, least: number): Stretch[] =>
  joined(stretches.map(({ from, to }) => ({ from, to: Math.max(to, from + least * (range.to - range.from)) })));

/** What remains of a stretch without others, which are in order and don't touch. */
export function without({ from, to }: Stretch, others: readonly Stretch[]): Stretch[] {
  const made: Stretch[] = [];
  let at = from;
  for (const other of others) {
    if (other.to <= at || other.from >= to) continue;
    if (other.from > at) made.push({ from: at, to: other.from });
    at = other.to;
  }
  if (at < to) made.push({ from: at, to });
  return made;
}

/** Where an instant lies on a line, from 0 to 1. */
export const place = (at: number, { from, to }: Stretch): number => Math.min(1, Math.max(0, (at - from) / (to - from)));

/** The instants to write along a line of which so many hours are in sight. */
export function ticks({ from, to }: Stretch, hours: number): number[] {
  const step = [10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR].find((step) => (hours * HOUR) / step <= 8) ?? 12 * HOUR;
  const made: number[] = [];
  for (let at = from; at <= to; at += step) made.push(at);
  return made;
}

/** The decisions that cover what is there: which kind, under which notice, by which receipt. */
export function coverage(log: WorkLog): { category: Schemas["Category"]; notice: string; receipt: string }[] {
  const found = new Map<string, { category: Schemas["Category"]; notice: string; receipt: string }>();
  const take = (category: Schemas["Category"], consent: Schemas["Coverage"] | null | undefined) => {
    if (consent) found.set(`${category}/${consent.receipt}`, { category, notice: consent.notice, receipt: consent.receipt });
  };
  for (const sample of log.samples) take("activity_counts", sample.consent);
  for (const capture of log.captures) take(capture.category, capture.consent);
  for (const note of log.notes) take("work_notes", note.consent);
  return [...found.values()];
}
