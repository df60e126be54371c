import type { Backend, StatusView } from "@candor/ipc";
import { MockBackend } from "@candor/ipc/mock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { EVERY_MS, watch, type Known } from "./watch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("an engine that goes away takes its status with it", async () => {
  const backend = new MockBackend("running");
  const told: Known[] = [];
  const stop = watch(backend, (known) => told.push(known));
  await vi.advanceTimersByTimeAsync(0);
  expect(told.at(-1)).toMatchObject({ kind: "status", status: { state: "running" } });

  backend.scene = "absent";
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(told.at(-1)).toMatchObject({ kind: "error", error: { code: "engine_not_running" } });
  stop();
});

test("one question at a time, and none after the end", async () => {
  let asked = 0;
  let answer: (status: StatusView) => void = () => {};
  const slow: Backend = {
    status: () => {
      asked += 1;
      return new Promise((resolve) => (answer = resolve));
    },
  };
  const told: Known[] = [];
  const stop = watch(slow, (known) => told.push(known));
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(asked).toBe(1);

  stop();
  answer(await new MockBackend("idle").status());
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(asked).toBe(1);
  expect(told).toEqual([]);
});

test("a hidden window asks nothing, a shown one at once", async () => {
  const page = Object.assign(new EventTarget(), { hidden: true }) as unknown as Document & { hidden: boolean };
  const backend = new MockBackend("idle");
  const status = vi.spyOn(backend, "status");
  const stop = watch(backend, () => {}, page);
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(status).not.toHaveBeenCalled();

  Object.assign(page, { hidden: false });
  page.dispatchEvent(new Event("visibilitychange"));
  expect(status).toHaveBeenCalledTimes(1);
  stop();
});
