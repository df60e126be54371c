import { describe, expect, test } from "vitest";

import { ago, categoryDetail, duration } from "./words";

const now = Date.parse("2026-11-22T12:00:00.000Z");
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

test.each([
  [0, "0:00:00"],
  [59_999, "0:00:59"],
  [5_052_000, "1:24:12"],
  [100 * 3_600_000, "100:00:00"],
])("a duration of %d ms reads %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test.each([
  [0, "0 s ago"],
  [59, "59 s ago"],
  [60, "1 min ago"],
  [3599, "59 min ago"],
  [7200, "2 h ago"],
  [-30, "0 s ago"],
])("%d seconds back reads %s", (seconds, text) => {
  expect(ago(before(seconds), now)).toBe(text);
});

describe("a category", () => {
  test("that is granted but has captured nothing doesn't claim to be verified", () => {
    const view = { category: "screenshots", captured: true, last_verified: null } as const;
    expect(categoryDetail(view, now)).toBe("On, nothing captured yet");
  });

  test("that was captured earlier is off all the same", () => {
    const view = { category: "screenshots", captured: false, last_verified: before(61) } as const;
    expect(categoryDetail(view, now)).toBe("Off, verified 1 min ago");
  });
});
