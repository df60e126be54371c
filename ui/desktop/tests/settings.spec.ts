// That each setting sticks, and that nothing is set that the engine refuses.

import { expect, type Page, test } from "@playwright/test";

import { button, messages, mock, open } from "./view";

const kept = (page: Page) => mock(page, (engine) => engine.settings());
/** The page as it is opened anew, by the same engine. */
async function anew(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("1");
  await expect(page.getByRole("heading", { level: 1, name: "Session" })).toBeVisible();
  await page.keyboard.press("4");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByText("DELL U2723QE")).toBeVisible();
}
async function choose(page: Page, name: RegExp, choice: string): Promise<void> {
  await page.getByLabel(name).click();
  await page.getByRole("option", { name: choice, exact: true }).click();
}

test("each one sticks", async ({ page }) => {
  await open(page, { scene: "idle", at: "/settings" });
  await expect(page.getByText("DELL U2723QE")).toBeVisible();
  const isSaved = async (title: string) => {
    await expect(page.getByRole("heading", { level: 3, name: title }).getByRole("status")).toContainText("Saved");
  };
  for (const [title, field, on] of [["Private windows", "exclusions", false], ["Tell me of each capture", "tell_of_captures", true]] as const) {
    await page.getByRole("switch", { name: title }).click();
    await isSaved(title);
    const settings = await kept(page);
    expect(field === "exclusions" ? settings.exclusions.private_windows : settings[field]).toBe(on);
  }
  await button(page, /^Built-in display/).click();
  await expect.poll(async () => (await kept(page)).monitors).toEqual([0]);
  await choose(page, /^Camera/, "Logitech BRIO");
  await choose(page, /^When you do nothing/, "after 30 minutes");
  await choose(page, /^Upload speed/, "128 KiB a second at most");
  await page.getByRole("switch", { name: "Working hours" }).click();
  await page.getByLabel("From").fill("8:30");
  await page.keyboard.press("Enter");
  await page.getByLabel("Until").fill("6 pm");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Until")).toHaveValue("18:00");
  await button(page, "Friday").click();
  await button(page, "Set the shortcut: Pause").click();
  await page.keyboard.press("Control+Alt+p");
  await button(page, "Set the shortcut: Stop").click();
  await page.keyboard.press("Control+Alt+p");
  await expect(page.getByText("These keys are set for this already: Pause")).toBeVisible();
  await page.keyboard.press("Control+Alt+F12");
  await isSaved("Stop");
  await page.getByRole("switch", { name: "Start with the computer" }).click();
  await isSaved("Start with the computer");
  const settings = {
    exclusions: { patterns: [{ application: "KeePassXC", title: null }], private_windows: false },
    monitors: [0],
    camera: "Logitech BRIO",
    idle_minutes: 30,
    upload_kib_per_s: 128,
    working_hours: { days: ["mon", "tue", "wed", "thu"], from: "08:30", to: "18:00" },
    pause_shortcut: "Ctrl+Alt+P",
    stop_shortcut: "Ctrl+Alt+F12",
    tell_of_captures: true,
  };
  await expect.poll(() => kept(page)).toEqual(settings);

  await anew(page);
  await expect(page.getByRole("switch", { name: "Private windows" })).not.toBeChecked();
  await expect(page.getByRole("switch", { name: "Tell me of each capture" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Start with the computer" })).toBeChecked();
  await expect(button(page, /^Built-in display/)).toHaveAttribute("aria-pressed", "false");
  for (const name of ["Camera: Logitech BRIO", "When you do nothing: after 30 minutes", "Upload speed: 128 KiB a second at most"]) {
    await expect(page.getByLabel(name)).toBeVisible();
  }
  await expect(page.getByLabel("From")).toHaveValue("08:30");
  await expect(page.getByLabel("Until")).toHaveValue("18:00");
  await expect(button(page, "Friday")).toHaveAttribute("aria-pressed", "false");
  await expect(page.locator("kbd").allTextContents()).resolves.toEqual(["Ctrl", "Alt", "P", "Ctrl", "Alt", "F12"]);

  await button(page, "Remove the shortcut: Stop").click();
  await choose(page, /^When you do nothing/, "never");
  await page.getByRole("switch", { name: "Working hours" }).click();
  const { stop_shortcut: _, idle_minutes: __, working_hours: ___, ...rest } = settings;
  await expect.poll(() => kept(page)).toEqual(rest);
});

test("language and appearance stick too, and the engine is told the language", async ({ page }) => {
  await open(page, { scene: "idle", at: "/settings" });
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator(":root")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel(/^Language/).click();
  await page.getByRole("option", { name: "Español" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ajustes" })).toBeVisible();
  await expect(page.locator(":root")).toHaveAttribute("lang", "es");
  await expect.poll(async () => (await kept(page)).lang).toBe("es");
  await expect(page.locator(":root")).toHaveAttribute("data-theme", "dark");
});

test("windows to leave out are picked from those that are open, or named, and shown again", async ({ page }) => {
  await open(page, { scene: "idle", at: "/settings" });
  const patterns = async () => (await kept(page)).exclusions.patterns;
  await button(page, "Leave a window out").click();
  const dialog = page.getByRole("dialog", { name: "Leave a window out" });
  await expect(button(dialog, "Leave out KeePassXC")).toBeDisabled();
  await button(dialog, "Leave out Signal").click();
  await expect(button(dialog, "Leave out Signal")).toBeDisabled();
  const add = button(dialog, "Leave these out");
  await expect(add).toBeDisabled();
  await dialog.getByLabel("Window title").fill(" *Bank* ");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect.poll(patterns).toEqual([{ application: "KeePassXC", title: null }, { application: "Signal", title: null }, { application: null, title: "*Bank*" }]);
  for (const name of ["All windows of KeePassXC", "All windows of Signal", "Windows titled “*Bank*”"]) await expect(page.getByText(name, { exact: true })).toBeVisible();
  await button(page, "Show again: All windows of Signal").click();
  await expect.poll(patterns).toEqual([{ application: "KeePassXC", title: null }, { application: null, title: "*Bank*" }]);
  await expect(page.getByText("All windows of Signal", { exact: true })).toHaveCount(0);
});

test("what the engine refuses is as it was, and said", async ({ page }) => {
  await open(page, { scene: "idle", at: "/settings" });
  await mock(page, (engine) => {
    engine.set = () => Promise.reject({ code: "storage_full", message: "No room for it." });
  });
  const control = page.getByRole("switch", { name: "Tell me of each capture" });
  await control.click();
  await expect(messages(page)).toContainText("No room for it.");
  await expect(control).not.toBeChecked();
});

test("a new version is looked for on request, and installed only after a press", async ({ page }) => {
  await open(page, { scene: "idle", at: "/settings" });
  const counted = (name: "update" | "installUpdate") =>
    mock(page, (engine, of) => {
      const before = engine[of].bind(engine) as () => Promise<never>;
      const calls = { count: 0 };
      Object.assign(globalThis, { [of]: calls });
      engine[of] = () => (calls.count++, before());
    }, name);
  await counted("update");
  await counted("installUpdate");
  const calls = () => page.evaluate(() => ["update", "installUpdate"].map((name) => (globalThis as never as Record<string, { count: number }>)[name]?.count));
  await mock(page, (engine) => void (engine.newest = { kind: "newest" }));
  await button(page, "Look for a new version").click();
  await expect(page.getByText("This is the newest version.")).toBeVisible();
  await mock(page, (engine) => void (engine.newest = { kind: "available", version: "0.2.0", notes: "Faster." }));
  await button(page, "Look for a new version").click();
  await expect(page.getByText("A new version is there: 0.2.0")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await calls()).toEqual([2, 0]);
  await mock(page, (engine) => void (engine.chooses = false));
  await button(page, "Install …").click();
  await expect(button(page, "Install …")).not.toHaveAttribute("aria-busy");
  await expect(page.getByText("Version 0.2.0 is installed")).toHaveCount(0);
  await mock(page, (engine) => void (engine.chooses = true));
  await button(page, "Install …").click();
  await expect(page.getByText("Version 0.2.0 is installed")).toBeVisible();
  expect(await calls()).toEqual([2, 2]);
});

test("a program that is never updated says nothing of new versions", async ({ page }) => {
  await open(page, { scene: "idle", at: "/outbox" });
  await mock(page, (engine) => void (engine.newest = null));
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByText("Licences")).toBeVisible();
  await expect(button(page, "Look for a new version")).toHaveCount(0);
});
