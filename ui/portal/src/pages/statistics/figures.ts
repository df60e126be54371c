// What is worked out from a team's statistics.

import type { Schemas } from "../../lib/api";
import { shifted, weekOf } from "../../lib/days";

type DayWorked = Schemas["DayWorked"];

/** How much of time is shown at once. */
export const UNITS = ["week", "month", "quarter"] as const;
export type Unit = (typeof UNITS)[number];
/** Days of each: whole weeks, so that one compares with the one before. */
export const LENGTHS: Record<Unit, number> = { week: 7, month: 28, quarter: 91 };

export interface Range {
  from: string;
  to: string;
}

/** The days up to the end of the week that holds a day. */
export function rangeOf(unit: Unit, day: string): Range {
  const { to } = weekOf(day);
  return { from: shifted(to, 1 - LENGTHS[unit]), to };
}

/** What of a range has begun, and as many days of the one before: what isn't over compares with what wasn't over then. */
export function upTo(today: string, { from, to }: Range, unit: Unit): { now: Range; before: Range } {
  const past = to < today ? to : today;
  return { now: { from, to: past }, before: { from: shifted(from, -LENGTHS[unit]), to: shifted(past, -LENGTHS[unit]) } };
}

/** Milliseconds worked in all. */
export const total = ({ days }: Pick<Schemas["Statistics"], "days">): number => days.reduce((sum, one) => sum + one.worked_ms, 0);

/** How much more or less there is than there was, as a share; nothing where there was nothing. */
export const change = (now: number, before: number): number | null => (before > 0 ? now / before - 1 : null);

/** Days as weeks, each under its first day; the agents of a week are those of its fullest day. */
export function weeks(days: readonly DayWorked[]): DayWorked[] {
  const made = new Map<string, DayWorked>();
  for (const one of days) {
    const day = weekOf(one.day).from;
    const week = made.get(day) ?? { day, worked_ms: 0, agents: 0 };
    made.set(day, { day, worked_ms: week.worked_ms + one.worked_ms, agents: Math.max(week.agents, one.agents) });
  }
  return [...made.values()];
}

/** Hours worked, with two decimals. */
export const hoursOf = (steps: readonly DayWorked[]): number[] => steps.map(({ worked_ms }) => Math.round(worked_ms / 36_000) / 100);

/** The mean of the last so many values at each; nothing where there are fewer. */
export const mean = (values: readonly number[], of: number): (number | null)[] =>
  values.map((_, at) => (at + 1 < of ? null : values.slice(at + 1 - of, at + 1).reduce((sum, value) => sum + value, 0) / of));
