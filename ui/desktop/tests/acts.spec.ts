// What a person does with what was recorded, with their data and with the settings, by pointer and by keyboard.

import { expect, type Locator, type Page, test } from "@playwright/test";

import { mock, open, pass } from "./view";

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole("button", { name });
const list = (page: Page) => page.getByRole("listbox", { name: "Items that wait" });
const row = (page: Page, name: RegExp) => list(page).getByRole("option", { name }).first();
const messages = (page: Page) => page.getByRole("region", { name: "Messages" });

/** How many items wait in each place, as the engine has it. */
const places = (page: Page) =>
  mock(page, async (engine) => {
    const { items } = await engine.outbox();
    const counted: Partial<Record<(typeof items)[number]["state"], number>> = {};
    for (const { state } of items) counted[state] = (counted[state] ?? 0) + 1;
    return counted;
  });

/** Shows only items of a kind in the list. */
async function only(page: Page, name: "Kind" | "State", choice: RegExp): Promise<void> {
  await page.getByLabel(new RegExp(`^${name}`)).click();
  await page.getByRole("option", { name: choice }).click();
}

test.describe("the outbox", () => {
  test("a deletion can be undone for thirty seconds, from the message and from the item", async ({ page }) => {
    await open(page, { scene: "full", at: "/outbox" });
    await only(page, "Kind", /^Screenshots/);
    const before = await places(page);
    await row(page, /^\d.*Screenshot/).click();
    const detail = page.getByRole("region", { name: /^Screenshot/ });
    await button(detail, "Delete").click();
    await expect(messages(page)).toContainText("Deleted. It can’t be sent any more.");
    await expect(row(page, /bring it back/)).toBeVisible();
    expect((await places(page))["deleting"]).toBe(1);
    await button(messages(page), "Undo").click();
    await expect(detail).toContainText("if you do nothing");
    expect(await places(page)).toEqual(before);

    await button(detail, "Delete").click();
    await expect(detail).toContainText("For 30 more seconds you can bring it back");
    await pass(page, 29_000);
    await expect(detail).toContainText("For 1 more second ");
    await button(detail, "Undo").click();
    await expect(detail).toContainText("if you do nothing");
    expect(await places(page)).toEqual(before);
  });

  test("after thirty seconds it is gone for good, and a gap marker stands in its place", async ({ page }) => {
    await open(page, { scene: "full", at: "/outbox" });
    await only(page, "Kind", /^Gaps/);
    const gaps = await list(page).getByRole("option", { name: /deleted by the agent/ }).count();
    await only(page, "Kind", /^Screenshots/);
    await list(page).focus();
    await page.keyboard.press("Delete");
    await expect(row(page, /bring it back/)).toBeVisible();
    await pass(page, 30_001);
    await expect(list(page).getByRole("option", { name: /bring it back/ })).toHaveCount(0);
    await only(page, "Kind", /^Gaps/);
    await expect(list(page).getByRole("option", { name: /deleted by the agent/ })).toHaveCount(gaps + 1);
  });

  test("many are ticked and deleted at once, and brought back at once", async ({ page }) => {
    await open(page, { scene: "full", at: "/outbox" });
    await only(page, "Kind", /^Screenshots/);
    const before = await places(page);
    const count = await list(page).getByRole("option").first().getAttribute("aria-setsize");
    await button(page, "Select all").click();
    const bar = page.getByRole("toolbar", { name: "What is selected" });
    await expect(bar).toContainText(`${count} selected`);
    await button(bar, "Delete").click();
    await expect(messages(page)).toContainText(`${count} items deleted`);
    expect((await places(page))["deleting"]).toBe(Number(count));
    await button(messages(page), "Undo").click();
    await expect(list(page).getByRole("option", { name: /bring it back/ })).toHaveCount(0);
    expect(await places(page)).toEqual(before);
  });

  test("some are ticked by keyboard and sent without waiting longer", async ({ page }) => {
    await open(page, { scene: "full", at: "/outbox" });
    await only(page, "Kind", /^Screenshots/);
    const before = await places(page);
    await list(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    const bar = page.getByRole("toolbar", { name: "What is selected" });
    await expect(bar).toContainText("3 selected");
    await button(bar, "Send now").click();
    await expect(messages(page)).toContainText("3 items are on their way.");
    await expect(bar).not.toContainText("selected");
    const after = await places(page);
    expect((after["claimed"] ?? 0) - (before["claimed"] ?? 0)).toBe(3);
    expect((before["held"] ?? 0) - (after["held"] ?? 0)).toBe(3);
  });

  test("the selection stays in one line in the narrowest list and in every language", async ({ page }) => {
    for (const [lang, width] of [["en", 1040], ["de", 1040], ["es", 1040], ["de", 940], ["de", 380]] as const) {
      await page.setViewportSize({ width, height: 720 });
      await open(page, { scene: "full", at: "/outbox", lang });
      await page.getByRole("listbox").press("Control+a");
      const bar = page.getByRole("toolbar");
      await expect(bar.getByRole("button")).toHaveCount(3);
      const tops = await bar.getByRole("button").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top + one.clientHeight / 2)));
      expect(new Set(tops).size, `${lang} at ${width}: ${tops}`).toBe(1);
      expect(await bar.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    }
  });

  /** The black of a picture, as a part of the whole, and its hash. */
  const black = (page: Page, id: string) =>
    mock(page, async (engine, of) => {
      const bitmap = await createImageBitmap(await engine.picture(of));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 0) dark += 1;
      return dark / (bitmap.width * bitmap.height);
    }, id);

  /** Opens the first screenshot that is held, and says which it is. */
  async function opened(page: Page): Promise<string> {
    await open(page, { scene: "full", at: "/outbox" });
    await only(page, "Kind", /^Screenshots/);
    const first = row(page, /leaves|Sent in/);
    await first.click();
    await expect(page.getByAltText("The picture as it would be sent")).toBeVisible();
    return ((await first.getAttribute("id")) ?? "").replace("item-", "");
  }

  test("a part is blacked out by dragging, for good", async ({ page }) => {
    const id = await opened(page);
    const before = await black(page, id);
    await button(page, "Black out").click();
    await expect(button(page, /^Black out$/)).toBeDisabled();
    const box = await page.getByRole("group", { name: "Picture", exact: true }).boundingBox();
    if (!box) throw new Error("There is no picture.");
    await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.75);
    await page.mouse.up();
    const rect = page.getByRole("group", { name: /^Rectangle 1 of 1/ });
    await expect(rect).toBeVisible();
    expect(await black(page, id)).toBe(before);
    const apply = button(page, "Black out 1 part for good");
    await apply.click();
    await expect(page.getByText("Only this one exists now")).toBeVisible();
    await expect(rect).toHaveCount(0);
    expect(await black(page, id)).toBeGreaterThan(0.24);
    await expect(row(page, /partly blacked out/)).toBeVisible();
  });

  test("a part is blacked out by keyboard alone", async ({ page }) => {
    const id = await opened(page);
    const before = await black(page, id);
    await page.keyboard.press("b");
    await button(page, "Add a rectangle").focus();
    await page.keyboard.press("Enter");
    const rect = page.getByRole("group", { name: /^Rectangle 1 of 1/ });
    await expect(rect).toBeFocused();
    const place = async () => (/(\d+) from the left, (\d+) from the top, (\d+) wide, (\d+) high/.exec((await rect.getAttribute("aria-label")) ?? "") ?? []).slice(1).map(Number);
    const [x = 0, y = 0, w = 0, h = 0] = await place();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(place).toEqual([x + 10, y + 1, w + 10, h]);
    await button(page, "Black out 1 part for good").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Only this one exists now")).toBeVisible();
    expect(await black(page, id)).toBeGreaterThan(before);
  });

  test("Esc leaves the picture as it is", async ({ page }) => {
    const id = await opened(page);
    const before = await black(page, id);
    await page.keyboard.press("b");
    await button(page, "Add a rectangle").click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("group", { name: /^Rectangle/ })).toHaveCount(0);
    await expect(button(page, "Black out")).toBeVisible();
    expect(await black(page, id)).toBe(before);
  });

  test("what was withdrawn waits frozen for a choice, and neither is made beforehand", async ({ page }) => {
    await open(page, { scene: "running", at: "/data/consents" });
    await button(page, "Withdraw Screenshots from Map of the harbour").click();
    await expect(page.getByText(/wait in the outbox for your choice|waits in the outbox for your choice/)).toBeVisible();
    const frozen = (await places(page))["frozen"] ?? 0;
    expect(frozen).toBeGreaterThan(1);
    await page.keyboard.press("2");
    await only(page, "State", /^Needs a choice/);
    await expect(list(page).getByRole("option")).toHaveCount(frozen);
    await row(page, /recorded before that/).click();
    const detail = page.getByRole("region", { name: /^Screenshot/ });
    await expect(detail).toContainText("You withdrew this: Screenshots");
    const choices = [button(detail, "Send it all the same"), button(detail, "Delete it")] as const;
    const look = (one: Locator) => one.evaluate((it) => { const { color, backgroundColor, borderColor, fontWeight } = getComputedStyle(it); return [color, backgroundColor, borderColor, fontWeight].join(); });
    expect(await look(choices[0])).toBe(await look(choices[1]));
    await pass(page, 3_600_000);
    expect((await places(page))["frozen"]).toBe(frozen);
    await choices[0].click();
    await expect(list(page).getByRole("option")).toHaveCount(frozen - 1);
    await button(detail, "Delete it").click();
    await expect(messages(page)).toContainText("Deleted. It can’t be sent any more.");
    await pass(page, 24 * 3_600_000);
    await expect.poll(async () => (await places(page))["frozen"] ?? 0).toBe(0);
  });
});

test.describe("my data", () => {
  test("a category is withdrawn in one action, without a question", async ({ page }) => {
    await open(page, { scene: "running", at: "/data/consents" });
    const project = page.locator(".project").filter({ hasText: "Map of the harbour" });
    const screenshots = project.getByRole("listitem").filter({ hasText: "Screenshots" }).first();
    await expect(screenshots).toContainText("granted");
    await button(page, "Withdraw Screenshots from Map of the harbour").click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByText("Withdrawn: Screenshots")).toBeVisible();
    await expect(page.getByText("Nothing of this kind is recorded any more.")).toBeVisible();
    await expect(screenshots).toContainText("withdrawn");
    const grants = await mock(page, async (engine) => (await engine.projects()).projects[0]?.categories.map(({ category, consent }) => [category, consent].join(" ")));
    expect(grants).toContain("screenshots withdrawn");
    await expect(button(page, "Withdraw Screenshots from Map of the harbour")).toHaveCount(0);
  });

  test("leaving says beforehand what stays with the client, and afterwards how much", async ({ page }) => {
    await open(page, { scene: "idle", at: "/data/consents" });
    const section = page.getByRole("region", { name: "Harbour Maps Ltd" });
    await button(section, "Leave").click();
    const dialog = page.getByRole("dialog", { name: "Leave Harbour Maps Ltd?" });
    await expect(dialog).toContainText("What was sent stays with Harbour Maps Ltd");
    await button(dialog, "Cancel").click();
    await expect(section).toBeVisible();
    await button(section, "Leave").click();
    await button(dialog, "Leave").click();
    await expect(page.getByText("You have left Harbour Maps Ltd")).toBeVisible();
    await expect(page.getByText(/It holds [\d,]+ records of yours\. The server knows of it\./)).toBeVisible();
    await expect(page.getByText(/To have it erased write to privacy@harbour\.example/)).toBeVisible();
    await expect(section).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Nordwind Verlag GmbH" })).toBeVisible();
  });

  test("wiping asks for its word, and does nothing without it", async ({ page }) => {
    await open(page, { scene: "running", at: "/data/take" });
    const held = () => mock(page, async (engine) => engine.world.items.length);
    const before = await held();
    await button(page, "Wipe …").click();
    const dialog = page.getByRole("dialog", { name: "Delete everything here?" });
    await expect(dialog).toContainText("A session is open. It ends first.");
    await expect(button(dialog, "Delete everything")).toBeDisabled();
    await dialog.getByLabel(/^Type/).fill("delet");
    await page.keyboard.press("Enter");
    await expect(button(dialog, "Delete everything")).toBeDisabled();
    await page.keyboard.press("Escape");
    expect(await held()).toBe(before);
    await button(page, "Wipe …").click();
    await expect(dialog.getByLabel(/^Type/)).toHaveValue("");
    await dialog.getByLabel(/^Type/).fill("Delete");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Everything here is deleted")).toBeVisible();
    await expect(page.getByText(`${before.toLocaleString("en-GB")} items are gone. 2 ledgers are kept.`)).toBeVisible();
    expect(await held()).toBe(0);
  });

  test("an export shows how far it is, and where it lies", async ({ page }) => {
    await open(page, { scene: "idle", at: "/data/take" });
    await button(page, "Export").click();
    const progress = page.getByRole("progressbar", { name: "Take everything along" });
    await expect(progress).toBeVisible();
    await expect(page.getByText(/^[\d,]+ of [\d,]+$/)).toBeVisible();
    await expect(page.getByText("Exported", { exact: true })).toBeVisible();
    await expect(progress).toHaveCount(0);
    await expect(page.getByText("/home/ada/Documents/candor-2026-11-18.zip")).toBeVisible();
    await expect(page.getByText("The file isn’t encrypted.")).toBeVisible();
  });

  test("an export without a place for it claims nothing", async ({ page }) => {
    await open(page, { scene: "idle", at: "/data/take" });
    await mock(page, (engine) => void (engine.chooses = false));
    await button(page, "Export").click();
    await expect(button(page, "Export")).toBeEnabled();
    await expect(button(page, "Export")).not.toHaveAttribute("aria-busy");
    await expect(page.getByText("Exported", { exact: true })).toHaveCount(0);
  });

  test("a check explains what was checked, and what doesn't fit", async ({ page }) => {
    await open(page, { scene: "idle", at: "/data/ledger" });
    await expect(page.getByText("Nothing is sent, and nobody has to be trusted.")).toBeVisible();
    await button(page, "Verify").click();
    await expect(page.getByText("Everything checks out")).toBeVisible();
    const main = page.getByRole("main");
    for (const words of ["signed with this computer’s key", "your consent covers it", "the bytes held here are those that were recorded", "each fits the decision", "they can’t deny them"]) {
      await expect(main).toContainText(words);
    }
    await open(page, { scene: "damaged", at: "/data/ledger" });
    await button(page, "Verify").click();
    const alert = page.getByRole("alert").filter({ hasText: "Something doesn’t check out" });
    await expect(alert).toContainText("Don’t delete anything");
    await alert.getByText("The exact message").click();
    await expect(alert).toContainText("does not follow from the one before it");
    await expect(page.getByText("Everything checks out")).toHaveCount(0);
  });

  test("where not everyone answered, nobody is said not to have looked", async ({ page }) => {
    await open(page, { scene: "empty", at: "/data" });
    await mock(page, (engine) => engine.setOnline(false));
    await page.getByRole("tab", { name: "Who looked" }).click();
    await expect(page.getByText("Not everyone answered")).toBeVisible();
    await expect(page.getByText("No look is known of")).toBeVisible();
    await expect(page.getByText("Nobody has looked yet")).toHaveCount(0);
    await mock(page, (engine) => engine.setOnline(true));
    await button(page, "Try again").click();
    await expect(page.getByText("Nobody has looked yet")).toBeVisible();
    await expect(page.getByText("Not everyone answered")).toHaveCount(0);
  });
});

test.describe("the settings", () => {
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
    await mock(page, (engine) => void (engine.newest = { kind: "off" }));
    await button(page, "Look for a new version").click();
    await expect(page.getByText("This Candor doesn’t update itself.")).toBeVisible();
    await mock(page, (engine) => void (engine.newest = { kind: "newest" }));
    await button(page, "Look for a new version").click();
    await expect(page.getByText("This is the newest version.")).toBeVisible();
    await mock(page, (engine) => void (engine.newest = { kind: "available", version: "0.2.0", notes: "Faster." }));
    await button(page, "Look for a new version").click();
    await expect(page.getByText("A new version is there: 0.2.0")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(await calls()).toEqual([3, 0]);
    await mock(page, (engine) => void (engine.chooses = false));
    await button(page, "Install …").click();
    await expect(button(page, "Install …")).not.toHaveAttribute("aria-busy");
    await expect(page.getByText("Version 0.2.0 is installed")).toHaveCount(0);
    await mock(page, (engine) => void (engine.chooses = true));
    await button(page, "Install …").click();
    await expect(page.getByText("Version 0.2.0 is installed")).toBeVisible();
    expect(await calls()).toEqual([3, 2]);
  });
});

test("a missing tray is a remark: no alarm, nothing wrong, and to be read", async ({ page }) => {
  await open(page, { scene: "running", at: "/session" });
  await mock(page, (engine) => {
    engine.world.trouble("no_tray", "The desktop has no place for the icon.");
    engine.advance(0);
  });
  const link = page.getByRole("navigation").getByRole("link", { name: "Problems" });
  await expect(link).toBeVisible();
  await expect(link).not.toContainText(/\d/);
  await expect(page.getByText("Something is wrong")).toHaveCount(0);
  await expect(page.locator("p[role=status].unseen")).toHaveText("Recording for Map of the harbour.");
  await link.click();
  await expect(page.getByRole("heading", { name: "There is no place for the tray icon" })).toBeVisible();
  await expect(page.getByText("Everything works")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("the window's title follows the page, and says what is recorded", async ({ page }) => {
  await open(page, { scene: "empty", at: "/session" });
  await expect(page).toHaveTitle("Session – Candor");
  await page.keyboard.press("2");
  await expect(page).toHaveTitle("Outbox – Candor");
  await page.keyboard.press("1");
  await button(page, "Start").click();
  await expect(page).toHaveTitle("Recording Map of the harbour – Candor");
  await page.keyboard.press("4");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page).toHaveTitle("Recording Map of the harbour – Candor");
  await page.keyboard.press("Control+Shift+P");
  await expect(page).toHaveTitle("Settings – Candor");
  await mock(page, (engine) => engine.lose());
  await page.keyboard.press("3");
  await expect(page).toHaveTitle("My data – Candor");
});

test("the notice is printed as a document: black on white, all of it, and nothing to press", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, { scene: "undecided", at: "/notice/0192a7c0-2000-7000-8000-000000000001" });
  await expect(page.locator("article section.card")).toHaveCount(4);
  await button(page, "Print the notice").hover();
  await expect(page.getByText("Print the notice", { exact: true })).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.locator("button:visible, nav:visible, aside:visible, footer:visible, a:visible, .tip:visible").count()).toBe(0);
  const words = page.locator("[data-notice]");
  for (const one of await words.all()) await expect(one).toBeVisible();
  expect(await words.count()).toBeGreaterThan(80);
  const colours = await page.locator("[data-notice], body").evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).color))].sort());
  expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(51, 51, 51)"]);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
  for (const card of await page.locator("section.card").all()) expect(await card.evaluate((one) => getComputedStyle(one).breakInside)).toBe("avoid");
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type ?\/Page\b/g)?.length).toBeLessThanOrEqual(7);
});
