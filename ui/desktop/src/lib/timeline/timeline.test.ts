import type { DayLog, DaySession, OutboxItem } from "@candor/ipc";
import { expect, test } from "vitest";

import { place, timeline, total } from "./timeline";

const at = (time: string) => `2026-11-18T${time}:00.000Z`;
const ms = (time: string) => Date.parse(at(time));

const session = (events: DaySession["events"], ended?: string): DaySession => ({
  id: "s",
  project: "p",
  project_name: "Map",
  client_name: "Harbour",
  started: events[0]?.at ?? at("09:10"),
  ...(ended === undefined ? {} : { ended: at(ended) }),
  worked_ms: 0,
  synthetic: false,
  events,
});

const log = (sessions: DaySession[], items: OutboxItem[] = []): DayLog => ({
  day: "2026-11-18",
  zone: "Europe/Dublin",
  from: at("00:00"),
  to: "2026-11-19T00:00:00.000Z",
  sessions,
  items,
});

test("work and pauses follow one another, with reasons", () => {
  const made = timeline(
    log([
      session(
        [
          { at: at("09:10"), event: "started" },
          { at: at("10:00"), event: "paused", reason: "idle" },
          { at: at("10:20"), event: "resumed" },
          { at: at("11:00"), event: "paused", reason: "agent" },
          { at: at("11:30"), event: "stopped" },
        ],
        "11:30",
      ),
    ]),
    ms("15:00"),
  );
  expect(made.worked.map(({ from, to }) => [from, to])).toEqual([
    [ms("09:10"), ms("10:00")],
    [ms("10:20"), ms("11:00")],
  ]);
  expect(made.pauses.map(({ from, to, reason }) => [from, to, reason])).toEqual([
    [ms("10:00"), ms("10:20"), "idle"],
    [ms("11:00"), ms("11:30"), "agent"],
  ]);
  expect(total(made.worked)).toBe(90 * 60_000);
  expect([made.range.from, made.range.to]).toEqual([ms("09:00"), ms("12:00")]);
});

test("what is open ends now", () => {
  const running = timeline(log([session([{ at: at("09:10"), event: "started" }])]), ms("09:40"));
  expect(running.worked).toEqual([{ from: ms("09:10"), to: ms("09:40"), project: "Map" }]);
  const events: DaySession["events"] = [
    { at: at("09:10"), event: "started" },
    { at: at("09:20"), event: "paused", reason: "screen_locked" },
  ];
  const paused = timeline(log([session(events)]), ms("09:40"));
  expect(paused.pauses).toEqual([{ from: ms("09:20"), to: ms("09:40"), reason: "screen_locked", project: "Map" }]);
});

test("items become minutes, marks and gaps, without content where that has left", () => {
  const base = { project: "p", session: "s", state: "held" as const };
  const made = timeline(
    log(
      [],
      [
        {
          ...base,
          id: "a",
          category: "activity_counts",
          at: at("09:11"),
          content: { kind: "activity", from: at("09:10"), to: at("09:11"), keys: 1, clicks: 0, scroll: 0, pointer_px: 0, active_s: 30 },
        },
        { ...base, id: "b", category: "activity_counts", at: at("09:12"), state: "sent", content: { kind: "gone" } },
        { ...base, id: "c", category: "screenshots", at: at("09:12"), state: "sent", content: { kind: "gone" } },
        { ...base, id: "d", category: "work_notes", at: at("09:13"), content: { kind: "note", text: "Hello" } },
        { ...base, id: "e", category: "screenshots", at: at("09:14"), content: { kind: "gap", from: at("09:14"), to: at("09:14"), reason: "deleted" } },
        { ...base, id: "f", category: null, at: at("09:15"), content: { kind: "session", worked_ms: 1 } },
      ],
    ),
    ms("09:20"),
  );
  expect(made.minutes.map(({ id, active }) => [id, active])).toEqual([
    ["a", 0.5],
    ["b", null],
  ]);
  expect(made.marks.map(({ id }) => id)).toEqual(["c", "d"]);
  expect(made.gaps.map(({ id, reason }) => [id, reason])).toEqual([["e", "deleted"]]);
});

test("the hours along it are whole, in the day's own zone, and few", () => {
  const events: DaySession["events"] = [{ at: at("08:10"), event: "started" }];
  const made = timeline(log([session(events, "21:05")]), ms("23:00"));
  expect(made.hours).toEqual(["08:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00"].map(ms));
  expect(place(ms("08:00"), made.range)).toBe(0);
  expect(place(ms("15:00"), made.range)).toBe(0.5);
});
