import { BackendError, type Settings, type WorkingHours } from "@candor/ipc";
import { MockBackend } from "@candor/ipc/mock";
import { cleanup, fireEvent, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, test, vi } from "vitest";

import { type App, App as Model } from "../../lib/app.svelte";
import { renderIn } from "../../lib/rendering";
import Hours from "./Hours.svelte";
import { Keeper, withField } from "./keeper.svelte";
import { read } from "./keys";
import Shortcut from "./Shortcut.svelte";
import { readTime, showTime, stepped } from "./times";

afterEach(cleanup);

const press = (key: string, code: string, held: Partial<Record<"ctrlKey" | "altKey" | "shiftKey" | "metaKey", boolean>> = {}) => ({
  key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held,
});
const ctrl = { ctrlKey: true };

// As the tests of crates/capture/src/shortcut.rs have it.
test.each([
  [press("p", "KeyP", { ctrlKey: true, altKey: true }), { shortcut: "Ctrl+Alt+P" }],
  [press("$", "Digit4", { metaKey: true, shiftKey: true }), { shortcut: "Shift+Super+4" }],
  [press("F12", "F12", { metaKey: true }), { shortcut: "Super+F12" }],
  [press("F24", "F24", { altKey: true }), { shortcut: "Alt+F24" }],
  // On a German keyboard; and a sign where Alt makes one.
  [press("z", "KeyY", ctrl), { shortcut: "Ctrl+Z" }],
  [press("π", "KeyP", { altKey: true }), { why: "key" }],
  [press("@", "KeyQ", { altKey: true }), { shortcut: "Alt+Q" }],
  [press("p", "KeyP"), { why: "modifier" }],
  [press("P", "KeyP", { shiftKey: true }), { why: "modifier" }],
  [press("F9", "F9"), { why: "modifier" }],
  [press("ä", "Quote", ctrl), { why: "key" }],
  [press("Enter", "Enter", ctrl), { why: "key" }],
  [press("ArrowUp", "ArrowUp", ctrl), { why: "key" }],
  [press(" ", "Space", ctrl), { why: "key" }],
  [press("Pause", "Pause", ctrl), { why: "key" }],
  [press("4", "Numpad4", ctrl), { why: "key" }],
  [press("Control", "ControlLeft", ctrl), null],
  [press("Meta", "MetaLeft", { metaKey: true }), null],
])("of what is pressed only what the engine takes becomes a shortcut: %o", (pressed, expected) => {
  expect(read(pressed)).toEqual(expected);
});

describe("the shortcut's button", () => {
  const show = (other?: string) => {
    const onchange = vi.fn();
    const model = new Model(new MockBackend("idle", { pace: 0 }), { lang: "en" });
    renderIn(model, Shortcut, { label: "Pause", value: undefined, other: { label: "Stop", value: other }, onchange });
    return { onchange, button: screen.getByRole("button", { name: "Set the shortcut: Pause" }) };
  };

  test("says why a combination isn't taken, and waits for the next", async () => {
    const { onchange, button } = show("Ctrl+Alt+S");
    await fireEvent.click(button);
    expect(screen.getByText(/together with Ctrl, Alt or Super/)).toBeDefined();
    await fireEvent.keyDown(button, { key: "p", code: "KeyP" });
    expect(screen.getByText(/^Hold Ctrl, Alt or Super/)).toBeDefined();
    await fireEvent.keyDown(button, { key: "Home", code: "Home", ctrlKey: true });
    expect(screen.getByText(/^This key can’t be one/)).toBeDefined();
    await fireEvent.keyDown(button, { key: "s", code: "KeyS", ctrlKey: true, altKey: true });
    expect(screen.getByText("These keys are set for this already: Stop")).toBeDefined();
    expect(onchange).not.toHaveBeenCalled();
    await fireEvent.keyDown(button, { key: "p", code: "KeyP", ctrlKey: true, altKey: true });
    expect(onchange).toHaveBeenCalledExactlyOnceWith("Ctrl+Alt+P");
  });

  test("gives up with Esc", async () => {
    const { onchange, button } = show();
    await fireEvent.click(button);
    await fireEvent.keyDown(button, { key: "Escape" });
    await fireEvent.keyDown(button, { key: "p", code: "KeyP", ctrlKey: true });
    expect(onchange).not.toHaveBeenCalled();
  });
});

test.each([
  ["9", "09:00"], ["9:05", "09:05"], ["17.30", "17:30"], ["1730", "17:30"], ["930", "09:30"], ["8 Uhr", "08:00"], ["8h30", "08:30"], ["24:00", "24:00"],
  ["5:30 pm", "17:30"], ["12am", "00:00"], ["12 p.m.", "12:00"],
  ["", null], ["nine", null], ["25", null], ["24:01", null], ["9:60", null], ["9:5", null], ["13 pm", null], ["-9", null],
])("%s is read as a time as people write it", (written, expected) => {
  expect(readTime(written)).toBe(expected);
});

test("a time goes by quarters of an hour, and stays in its day", () => {
  expect([stepped("09:00", 1), stepped("09:10", 1), stepped("09:10", -1), stepped("00:00", -1), stepped("23:50", 1)]).toEqual([
    "09:15", "09:15", "09:00", "00:00", "24:00",
  ]);
});

test("a time is written as the language writes it, whatever the system", () => {
  expect([showTime("17:30", "de"), showTime("08:05", "es"), showTime("17:30", "en-GB"), showTime("24:00", "de")]).toEqual(["17:30", "08:05", "17:30", "24:00"]);
});

test("the hours take only times, and an end after the beginning", async () => {
  const onchange = vi.fn();
  const hours: WorkingHours = { days: ["mon"], from: "09:00", to: "17:30" };
  renderIn(new Model(new MockBackend("idle", { pace: 0 }), { lang: "en" }), Hours, { hours, onchange });
  const until = screen.getByLabelText<HTMLInputElement>("Until");
  const write = async (text: string) => {
    await fireEvent.input(until, { target: { value: text } });
    await fireEvent.change(until);
  };
  await write("soon");
  expect(screen.getByRole("alert").textContent).toBe("Write it like 09:30.");
  expect(until.getAttribute("aria-invalid")).toBe("true");
  await write("8");
  expect(screen.getByRole("alert").textContent).toBe("It has to end after it begins.");
  expect(onchange).not.toHaveBeenCalled();
  await write("6 pm");
  expect(until.value).toBe("18:00");
  expect(screen.queryByRole("alert")).toBeNull();
  await write("0:00");
  await fireEvent.keyDown(screen.getByLabelText("From"), { key: "ArrowUp" });
  expect(onchange.mock.calls.map(([{ from, to }]) => [from, to])).toEqual([["09:00", "18:00"], ["09:00", "24:00"], ["09:15", "24:00"]]);
});

test("hours that are refused go back to those that hold", async () => {
  const hours: WorkingHours = { days: ["mon"], from: "09:00", to: "17:30" };
  const props = { hours, onchange: vi.fn() };
  const { rerender } = renderIn(new Model(new MockBackend("idle", { pace: 0 }), { lang: "de" }), Hours, props);
  const until = screen.getByLabelText<HTMLInputElement>("Bis");
  await fireEvent.input(until, { target: { value: "18:00" } });
  await fireEvent.change(until);
  expect(props.onchange).toHaveBeenCalledExactlyOnceWith({ ...hours, to: "18:00" });
  // As the keeper does: what is asked for at once, and what held before where that fails.
  await rerender({ ...props, hours: { ...hours, to: "18:00" } });
  expect(until.value).toBe("18:00");
  await rerender({ ...props, hours });
  expect(until.value).toBe("17:30");
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
