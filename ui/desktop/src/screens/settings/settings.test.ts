import { BackendError, type Settings } from "@candor/ipc";
import { describe, expect, test, vi } from "vitest";

import type { App } from "../../lib/app.svelte";
import { Keeper, withField } from "./keeper.svelte";
import { shortcutOf } from "./keys";

const key = (code: string, held: Partial<Record<"ctrlKey" | "altKey" | "shiftKey" | "metaKey", boolean>> = {}) => ({
  code, key: "", ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held,
});

test.each([
  [key("KeyP", { ctrlKey: true, altKey: true }), "Ctrl+Alt+P"],
  [key("Digit4", { metaKey: true, shiftKey: true }), "Shift+Super+4"],
  [key("F9"), "F9"],
  [key("Pause"), "Pause"],
  [key("KeyP"), null],
  [key("KeyP", { shiftKey: true }), null],
  [key("ControlLeft", { ctrlKey: true }), null],
  [key("ArrowUp", { ctrlKey: true }), "Ctrl+Up"],
])("a shortcut is what can't be typed by chance: %o", (pressed, expected) => {
  expect(shortcutOf(pressed)).toBe(expected);
});

describe("keeping", () => {
  const before: Settings = { exclusions: { patterns: [], private_windows: true }, monitors: [], tell_of_captures: false, idle_minutes: 10 };
  const keeper = (set: (settings: Settings) => Promise<Settings>) => {
    const perform = async <T>(act: () => Promise<T>) => act().catch(() => undefined);
    return new Keeper({ backend: { settings: async () => before, set }, perform } as unknown as App);
  };

  test("a field without a value is left out, not set to nothing", () => {
    expect(withField(before, "idle_minutes", undefined)).not.toHaveProperty("idle_minutes");
    expect(before.idle_minutes).toBe(10);
  });

  test("changes made at once all hold", async () => {
    vi.useFakeTimers();
    const kept = keeper(async (settings) => settings);
    await kept.load();
    const first = kept.change("a", (now) => ({ ...now, monitors: [1] }));
    const second = kept.change("b", (now) => ({ ...now, tell_of_captures: true }));
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(kept.settings).toMatchObject({ monitors: [1], tell_of_captures: true });
    expect(kept.saved).toBe("b");
    vi.advanceTimersByTime(3000);
    expect(kept.saved).toBeNull();
    vi.useRealTimers();
  });

  test("what the engine refuses is as it was", async () => {
    const kept = keeper(async () => {
      throw new BackendError("usage", "No.");
    });
    await kept.load();
    expect(await kept.change("a", (now) => ({ ...now, monitors: [7] }))).toBe(false);
    expect(kept.settings).toEqual(before);
    expect(kept.saved).toBeNull();
  });
});
