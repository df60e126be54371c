// How days are drawn up.

import { describe, expect, test } from "vitest";

import type { Schemas } from "../lib/api";
import { coverage, joined, lineOf, place, ticks, told, without } from "./day/day";
import { matrix } from "./people/consents";
import { draftOf, formOf } from "./projects/draft";
import { unfolded } from "./projects/notice";
import { change, mean, rangeOf, upTo, weeks } from "./statistics/figures";
import { about, byHand, clock, signed } from "./time/sheet";
import { hours, levels, runs, window } from "./team/strips";

describe("a strip", () => {
  test("is read into stretches of the same", () => {
    expect(runs("--wwwpg-w")).toEqual([
      { kind: "worked", from: 2, to: 5 },
      { kind: "paused", from: 5, to: 6 },
      { kind: "gap", from: 6, to: 7 },
      { kind: "worked", from: 8, to: 9 },
    ]);
    expect(levels("0041")).toEqual([
      { at: 2, share: 1 },
      { at: 3, share: 0.25 },
    ]);
  });

  const day = (from: number, to: number, length = 96) => "-".repeat(from) + "w".repeat(to - from) + "-".repeat(length - to);
  test.each([
    ["everybody's work in whole hours", [day(33, 50), day(38, 71)], { from: 32, to: 72 }],
    ["eight hours at least", [day(40, 44)], { from: 28, to: 60 }],
    ["eight hours at the day's end", [day(92, 96)], { from: 64, to: 96 }],
    ["eight hours at its beginning", [day(0, 4)], { from: 0, to: 32 }],
    ["a day of 25 hours", [day(0, 100, 100)], { from: 0, to: 100 }],
    ["usual hours where nobody works", ["-".repeat(96)], { from: 32, to: 72 }],
    ["usual hours where nobody is", [], { from: 32, to: 72 }],
  ])("is drawn over %s", (_, strips, range) => expect(window(strips)).toEqual(range));

  test("has no more hours written along it than fit", () => {
    expect(hours({ from: 32, to: 72 })).toEqual([32, 40, 48, 56, 64, 72]);
    expect(hours({ from: 0, to: 96 }).length).toBeLessThanOrEqual(10);
  });
});

const T = Date.parse("2026-11-18T00:00:00Z");
const stamp = (hours: number) => new Date(T + hours * 3_600_000).toISOString();
const log = (over: Partial<Schemas["WorkLog"]>): Schemas["WorkLog"] => ({
  agent: "a",
  agent_name: "Ada",
  day: "2026-11-18",
  sessions: [],
  samples: [],
  captures: [],
  notes: [],
  gaps: [],
  totals: { worked_ms: 0, paused_ms: 0, idle_ms: 0, gaps: 0 },
  truncated: false,
  ...over,
});
const session = (from: number, to?: number, known = to ?? from): Schemas["Session"] => ({
  id: "s",
  project: "p",
  from: stamp(from),
  ...(to === undefined ? {} : { to: stamp(to) }),
  worked_ms: 0,
  paused_ms: 0,
  pauses: [],
  known_to: stamp(known),
  worked_by: "boot_clock",
  zone: "UTC",
  state: to === undefined ? "running" : "idle",
  live: to === undefined,
  synthetic: false,
});

describe("a day's line", () => {
  test("has a pause where the session has one, whatever was granted, and work around it", () => {
    const pause = { from: stamp(10), to: stamp(10.5) };
    const gap = { ...pause, reason: "paused" as const, category: "screenshots" as const };
    const line = lineOf(log({ sessions: [{ ...session(9, 12), pauses: [pause] }], gaps: [gap] }), T);
    expect(line.pauses).toEqual([{ from: T + 10 * 3_600_000, to: T + 10.5 * 3_600_000 }]);
    expect(line.worked.map(({ from, to }) => [(from - T) / 3_600_000, (to - T) / 3_600_000])).toEqual([[9, 10], [10.5, 12]]);
    expect(line.gaps).toEqual([]);
  });

  test("goes on until now where a session does", () => {
    const line = lineOf(log({ sessions: [session(9)] }), T + 9.25 * 3_600_000);
    expect(line.worked).toEqual([{ from: T + 9 * 3_600_000, to: T + 9.25 * 3_600_000 }]);
    expect(line.range).toEqual({ from: T + 9 * 3_600_000, to: T + 12 * 3_600_000 });
  });

  test("a pause that goes on is one until now, and what nobody has heard of ends where it was heard of", () => {
    const pauses = [{ from: stamp(10), to: stamp(10.25) }];
    const going = { ...session(9, undefined, 10.25), state: "paused" as const, pauses };
    const now = T + 11 * 3_600_000;
    expect(lineOf(log({ sessions: [going] }), now).pauses).toEqual([{ from: T + 10 * 3_600_000, to: now }]);
    const silent = lineOf(log({ sessions: [{ ...going, live: false }] }), now);
    expect(silent.pauses).toEqual([{ from: T + 10 * 3_600_000, to: T + 10.25 * 3_600_000 }]);
    expect(silent.worked).toEqual([{ from: T + 9 * 3_600_000, to: T + 10 * 3_600_000 }]);
  });

  test("takes nothing from the time that was worked for a gap", () => {
    const line = lineOf(log({ sessions: [session(9, 10)], gaps: [{ from: stamp(9.25), to: stamp(9.5), reason: "deleted", category: "screenshots" }] }), T);
    expect(line.worked).toEqual([{ from: T + 9 * 3_600_000, to: T + 10 * 3_600_000 }]);
    expect(line.gaps).toHaveLength(1);
  });

  test("stretches are joined and cut", () => {
    expect(joined([{ from: 5, to: 7 }, { from: 1, to: 3 }, { from: 3, to: 4 }])).toEqual([{ from: 1, to: 4 }, { from: 5, to: 7 }]);
    expect(without({ from: 0, to: 10 }, [{ from: -2, to: 1 }, { from: 4, to: 5 }, { from: 9, to: 20 }])).toEqual([{ from: 1, to: 4 }, { from: 5, to: 9 }]);
    expect([place(5, { from: 0, to: 10 }), place(-1, { from: 0, to: 10 }), place(11, { from: 0, to: 10 })]).toEqual([0.5, 0, 1]);
    expect(ticks({ from: 0, to: 3 * 3_600_000 }, 1)).toHaveLength(19);
  });

  test("each decision that covers something is named once", () => {
    const consent = { notice: "n", receipt: "r" };
    const note = { id: "1", session: "s", at: stamp(9), text: "x", consent };
    expect(coverage(log({ notes: [note, { ...note, id: "2" }, { ...note, id: "3", consent: null }] }))).toEqual([{ category: "work_notes", notice: "n", receipt: "r" }]);
  });
});

test("what stands about consent is a row for each project on a device, in the usual order", () => {
  const one = (category: Schemas["Category"], device: string, decision?: string): Schemas["Consent"] => ({ category, device, project: "p", current: true, ...(decision ? { decision } : {}) });
  const rows = matrix([one("work_notes", "d1", "granted"), one("activity_counts", "d1"), one("screenshots", "d2", "withdrawn")]);
  expect(rows.map(({ device, cells }) => [device, cells.map(({ category, decision }) => `${category} ${decision}`)])).toEqual([
    ["d1", ["activity_counts none", "work_notes granted"]],
    ["d2", ["screenshots withdrawn"]],
  ]);
});

describe("a policy's form", () => {
  test("asks least of anybody where there is no policy", () => {
    const draft = draftOf(formOf(undefined));
    expect(draft).toEqual({ categories: {}, grace_hours: 24, review_minutes: 10, looking: { covered: true, reason: false } });
  });

  test("says what the policy said", () => {
    const terms = {
      requirement: "optional" as const,
      per_hour: 6,
      max_bytes: 300_000,
      purpose: "p",
      lawful_basis: "contract" as const,
      recipients: ["a", "b"],
      retention_days: 30,
      location: "l",
      declining: "d",
      announce: "before" as const,
    };
    const policy = { categories: { screenshots: terms }, looking: { covered: false, reason: true }, grace_hours: 1, review_minutes: 2, working_hours: { days: ["mon" as const], from: "08:00", to: "24:00" } };
    expect(draftOf(formOf(policy))).toEqual(policy);
  });

  test("covers nothing that a policy doesn’t say it covers", () => {
    expect(draftOf(formOf({ categories: {}, grace_hours: 1, review_minutes: 2 })).looking).toEqual({ covered: false, reason: false });
  });

  test("takes days in the week's order, recipients line by line, and nothing of what takes no pictures", () => {
    const form = formOf(undefined);
    Object.assign(form, { hours: true, days: ["sun", "mon"] });
    Object.assign(form.categories.work_notes, { requirement: "required", recipients: " a \n\n b", kilobytes: 9, announce: "after" });
    const draft = draftOf(form);
    expect(draft.working_hours?.days).toEqual(["mon", "sun"]);
    expect(draft.categories).toMatchObject({ work_notes: { recipients: ["a", "b"], max_bytes: 0, announce: "none" } });
  });
});

test("a notice is unfolded with every word in its place", () => {
  const text = [
    "What this would record",
    "======================",
    "",
    "  Please read this before you decide. On these terms, nothing is recorded by",
    "  anybody until you have said yes.",
    "",
    "  Seen by",
    "      - The project's reviewers, of whom there are two at the moment and never a",
    "        third",
    "      - The auditor",
    "      Under the law of: Ireland",
    "      By post: 4 Custom House Quay",
    "",
  ].join("\n");
  const blocks = unfolded(text);
  expect(blocks.map(({ heading, indent, text }) => [heading, indent, text])).toEqual([
    [true, 0, "What this would record"],
    [false, 2, "Please read this before you decide. On these terms, nothing is recorded by anybody until you have said yes."],
    [false, 2, "Seen by"],
    [false, 6, "- The project's reviewers, of whom there are two at the moment and never a third"],
    [false, 6, "- The auditor"],
    [false, 6, "Under the law of: Ireland"],
    [false, 6, "By post: 4 Custom House Quay"],
  ]);
  const words = (from: string) => from.split(/\s+/).filter((word) => word !== "" && !/^=+$/.test(word));
  expect(words(blocks.map((block) => block.text).join(" "))).toEqual(words(text));
});

test("a stretch of the timesheet has what was said about any part of it, the newest first", () => {
  const line = { agent: "a", name: "Ada", project: "p", project_name: "P", worked_ms: 0, synthetic: false, days: [] };
  const review = (id: string, over: Partial<Schemas["Review"]>): Schemas["Review"] => ({
    id,
    agent: "a",
    from: new Date("2026-11-17T09:00:00").toISOString(),
    to: new Date("2026-11-17T10:00:00").toISOString(),
    state: "approved",
    by: "Mary",
    at: "2026-11-18T00:00:00.000Z",
    comments: [],
    comments_count: 0,
    ...over,
  });
  const all = [
    review("part", {}),
    review("newer", { at: "2026-11-19T00:00:00.000Z", project: "p" }),
    review("other agent", { agent: "b" }),
    review("other project", { project: "q" }),
    review("next day", { from: new Date("2026-11-18T00:00:00").toISOString(), to: new Date("2026-11-19T00:00:00").toISOString() }),
  ];
  expect(about(all, { line, from: "2026-11-17", to: "2026-11-17" }).map(({ id }) => id)).toEqual(["newer", "part"]);
  expect([clock(0), clock(3_900_000), clock(36_000_000)]).toEqual(["0:00", "1:05", "10:00"]);
  const one = { by: "Mary", at: stamp(0), day: "2026-11-17", reason: "r" };
  expect([byHand({}), byHand({ adjustments: [{ ...one, minutes: 30 }, { ...one, minutes: -30 }] })]).toEqual([null, 0]);
  expect([signed(65), signed(-5), signed(0)]).toEqual(["+1:05", "−0:05", "+0:00"]);
});

describe("statistics", () => {
  test("are of whole weeks, and compare with as many before", () => {
    expect(rangeOf("week", "2026-11-18")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(rangeOf("month", "2026-11-22")).toEqual({ from: "2026-10-26", to: "2026-11-22" });
    expect(rangeOf("quarter", "2026-11-16")).toEqual({ from: "2026-08-24", to: "2026-11-22" });
    expect(upTo("2026-11-18", rangeOf("week", "2026-11-18"), "week")).toEqual({ now: { from: "2026-11-16", to: "2026-11-18" }, before: { from: "2026-11-09", to: "2026-11-11" } });
    expect(upTo("2026-12-01", rangeOf("week", "2026-11-18"), "week").now.to).toBe("2026-11-22");
    expect([change(3, 2), change(1, 2), change(1, 0)]).toEqual([0.5, -0.5, null]);
  });

  test("days are summed up by weeks, and a mean waits until there is enough of it", () => {
    const day = (day: string, worked_ms: number, agents: number) => ({ day, worked_ms, agents });
    expect(weeks([day("2026-11-15", 1, 3), day("2026-11-16", 2, 1), day("2026-11-17", 4, 2)])).toEqual([day("2026-11-09", 1, 3), day("2026-11-16", 6, 2)]);
    expect(mean([2, 4, 6, 2], 2)).toEqual([null, 3, 5, 4]);
    expect(mean([2], 2)).toEqual([null]);
  });
});

test("what is drawn on a line never lies over one another, however much there is", () => {
  const range = { from: 0, to: 1000 };
  const many = Array.from({ length: 1000 }, (_, at) => ({ from: at, to: at }));
  expect(told(many, range, 0.004)).toEqual([{ from: 0, to: 1003 }]);
  expect(told([{ from: 10, to: 10 }, { from: 20, to: 30 }], range, 0.004)).toEqual([{ from: 10, to: 14 }, { from: 20, to: 30 }]);
});
