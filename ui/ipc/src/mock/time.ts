// Instants and days. Inside the simulation an instant is a number of milliseconds since 1970.

import type { Day, Timestamp, Weekday, Zone } from "../generated.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const stamp = (at: number): Timestamp => new Date(at).toISOString();

const formats = new Map<Zone, Intl.DateTimeFormat>();

function parts(at: number, zone: Zone): Record<string, string> {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      weekday: "short",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** The day in which an instant lies. */
export function dayOf(at: number, zone: Zone): Day {
  const { year, month, day } = parts(at, zone);
  return `${year}-${month}-${day}`;
}

export const weekdayOf = (at: number, zone: Zone): Weekday => (parts(at, zone).weekday ?? "").toLowerCase() as Weekday;

/** The time of day as `HH:MM`. */
export function clockOf(at: number, zone: Zone): string {
  const { hour, minute } = parts(at, zone);
  return `${hour}:${minute}`;
}

/** The first instant of a day. */
export function startOf(day: Day, zone: Zone): number {
  const guess = Date.parse(`${day}T00:00:00Z`);
  const { year, month, day: date, hour, minute, second } = parts(guess, zone);
  const shown = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  return guess - (shown - guess);
}
