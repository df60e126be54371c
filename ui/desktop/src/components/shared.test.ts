// The shared components, as far as they do something by themselves. They live in ui/components, which has no tests of its own.

import { Button, Dialog, Select, Switch, Textarea, Toaster, Toasts } from "@candor/components";
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

afterEach(cleanup);

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

describe("a button", () => {
  test("that is busy says so and isn't pressed again", async () => {
    const onclick = vi.fn();
    const { rerender } = render(Button, { onclick, children: words("Send") });
    const button = screen.getByRole("button", { name: "Send" });
    await fireEvent.click(button);
    await rerender({ busy: true });
    await fireEvent.click(button);
    expect(onclick).toHaveBeenCalledTimes(1);
    expect(button.getAttribute("aria-busy")).toBe("true");
    expect(button.getAttribute("type")).toBe("button");
  });
});

describe("toasts", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const show = () => {
    const toasts = new Toasts();
    render(Toaster, { toasts, label: "Messages", close: "Close", seconds: (left: number) => `${left} s` });
    return toasts;
  };

  test("count down to the end of what can be undone, and go", async () => {
    const toasts = show();
    const run = vi.fn();
    toasts.show({ text: "Deleted", action: { label: "Undo", run }, until: Date.now() + 30_000 });
    await vi.advanceTimersByTimeAsync(250);
    expect(screen.getByText("30 s")).toBeDefined();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(screen.getByText("10 s")).toBeDefined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(screen.queryByText("Deleted")).toBeNull();
    expect(run).not.toHaveBeenCalled();
  });

  test("are undone once", async () => {
    const toasts = show();
    const run = vi.fn();
    toasts.show({ text: "Deleted", action: { label: "Undo", run }, until: Date.now() + 30_000 });
    await vi.advanceTimersByTimeAsync(0);
    screen.getByRole("button", { name: "Undo" }).click();
    await vi.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(1);
    expect(screen.queryByText("Deleted")).toBeNull();
  });

  test("with bad news stay until they are closed", async () => {
    const toasts = show();
    toasts.show({ text: "It failed", tone: "bad" });
    toasts.show({ text: "It worked", tone: "good" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.queryByText("It worked")).toBeNull();
    expect(screen.getByText("It failed")).toBeDefined();
    screen.getByRole("button", { name: "Close" }).click();
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.queryByText("It failed")).toBeNull();
  });
});

test("a switch has a name and tells of its change", async () => {
  const onchange = vi.fn();
  render(Switch, { checked: false, label: "Start with the system", onchange });
  const control = screen.getByRole("switch", { name: "Start with the system" });
  expect(control.getAttribute("aria-checked")).toBe("false");
  await fireEvent.click(control);
  expect(onchange).toHaveBeenCalledExactlyOnceWith(true);
  expect(control.getAttribute("aria-checked")).toBe("true");
});

test("a dialog has its title as its name and closes with Esc", async () => {
  const onclose = vi.fn();
  render(Dialog, { open: true, title: "Leave this client?", close: "Close", onclose, children: words("Everything stays.") });
  expect(await screen.findByRole("dialog", { name: "Leave this client?" })).toBeDefined();
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
  expect(onclose).toHaveBeenCalledTimes(1);
});

test("a select says its name and what is chosen", () => {
  render(Select, {
    label: "Language",
    value: "de",
    options: [
      { value: "en", label: "English" },
      { value: "de", label: "Deutsch" },
    ],
  });
  expect(screen.getByLabelText("Language: Deutsch")).toBeDefined();
});

test("a text field keeps what was written", async () => {
  render(Textarea, { value: "", "aria-label": "Note" });
  const field = screen.getByLabelText<HTMLTextAreaElement>("Note");
  await fireEvent.input(field, { target: { value: "Sheet 14" } });
  expect(field.value).toBe("Sheet 14");
});
