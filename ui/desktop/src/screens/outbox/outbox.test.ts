import type { OutboxItem, PlaceInLine } from "@candor/ipc";
import { describe, expect, test } from "vitest";

import { LEAST, middle, moved, resized, spanned } from "./rects";
import { between, isIn, isOf, lines, type Row, visible } from "./rows";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 9, minute)).toISOString();

function item(id: string, minute: number, over: Partial<OutboxItem> = {}): OutboxItem {
  const sample = { from: at(minute - 1), to: at(minute), keys: 1, clicks: 1, scroll: 1, pointer_px: 1, active_s: 1 };
  return { id, category: "activity_counts", at: at(minute), project: "p", session: "s", state: "held", content: { kind: "activity", ...sample }, ...over };
}

const note = (id: string, minute: number, state: PlaceInLine = "held") =>
  item(id, minute, { category: "work_notes", state, content: { kind: "note", text: id } });

const shape = (items: OutboxItem[], kind: "all" | "activity_counts" = "all") =>
  lines(items, kind, "all").map((line) => (line.kind === "row" ? line.items.map(({ id }) => id).join("+") : typeof line.group === "string" ? line.group : "hour"));

describe("the list", () => {
  test("folds minutes of counts that nothing comes between, unless only they are shown", () => {
    const items = [item("a", 1), item("b", 2), note("n", 3), item("c", 4)];
    expect(shape(items)).toEqual(["hour", "a+b", "n", "c"]);
    expect(shape(items, "activity_counts")).toEqual(["hour", "a", "b", "c"]);
  });

  test("never folds what stands differently, or is of another session", () => {
    expect(shape([item("a", 1), item("b", 2, { state: "deleting" })])).toEqual(["hour", "a", "b"]);
    expect(shape([item("a", 1), item("b", 2, { session: "t" })])).toEqual(["hour", "a", "b"]);
  });

  test("puts what needs a choice first, then hour by hour, and what is on its way last", () => {
    const items = [note("sending", 0, "claimed"), note("old", 1), note("refused", 2, "quarantined"), note("frozen", 3, "frozen"), note("new", 61)];
    expect(shape(items)).toEqual(["choice", "frozen", "refused", "refused", "hour", "old", "hour", "new", "leaving", "sending"]);
  });

  test("takes gaps and summaries for no category's content", () => {
    const gap = item("g", 1, { content: { kind: "gap", from: at(0), to: at(1), reason: "paused" } });
    expect([isOf(gap, "activity_counts"), isOf(gap, "other"), isOf(gap, "all")]).toEqual([false, true, true]);
    expect([isIn(note("f", 1, "frozen"), "choice"), isIn(note("q", 1, "quarantined"), "choice"), isIn(note("h", 1), "choice")]).toEqual([true, true, false]);
  });

  test("a range holds everything between its ends, in either direction", () => {
    const rows: Row[] = ["a", "b", "c"].map((id, index) => ({ kind: "row", id, items: [item(id, index), item(`${id}2`, index)] }));
    expect(between(rows, "c", "b")).toEqual(["b", "b2", "c", "c2"]);
    expect(between(rows, null, "b")).toEqual(["b", "b2"]);
    expect(between(rows, "gone", "a")).toEqual(["a", "a2"]);
    expect(between(rows, "a", "gone")).toEqual([]);
  });

  test("of thousands of lines only those near what is seen are made", () => {
    const tops = Array.from({ length: 5000 }, (_, index) => index * 60);
    const { from, to } = visible(tops, 30_000, 600, 240);
    expect(from).toBe(496);
    expect(to).toBe(514);
    expect(visible(tops, 0, 600, 240).from).toBe(0);
    expect(visible([], 0, 600, 240)).toEqual({ from: 0, to: 0 });
    expect(visible(tops, 60 * 4999, 600, 0).to).toBe(5000);
  });
});

describe("a rectangle", () => {
  const size = { width: 100, height: 50 };

  test.each([
    ["dragged backwards", spanned(size, 30.2, 20.7, 10.5, 5.1), { x: 10, y: 5, w: 21, h: 16 }],
    ["dragged out of the picture", spanned(size, 90, 40, 400, -30), { x: 90, y: 0, w: 10, h: 40 }],
    ["too small", spanned(size, 99, 49, 100, 50), { x: 92, y: 42, w: LEAST, h: LEAST }],
    ["moved over the edge", moved(size, { x: 80, y: 10, w: 15, h: 15 }, 50, -50), { x: 85, y: 0, w: 15, h: 15 }],
    ["resized over the edge", resized(size, { x: 80, y: 10, w: 15, h: 15 }, 50, -50), { x: 80, y: 10, w: 20, h: LEAST }],
    ["in the middle", middle(size), { x: 40, y: 21, w: 20, h: 8 }],
  ])("%s stays whole and inside", (_, rect, expected) => {
    expect(rect).toEqual(expected);
  });
});
