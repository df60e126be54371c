// What a person does with what waits: delete and bring back, choose many, black out, send, decide about what was withdrawn.

import { expect, type Locator, type Page, test } from "@playwright/test";

import { button, messages, mock, open, pass, places } from "./view";

const list = (page: Page) => page.getByRole("listbox", { name: "Items that wait" });
const row = (page: Page, name: RegExp) => list(page).getByRole("option", { name }).first();

/** Shows only items of a kind in the list. */
async function only(page: Page, name: "Kind" | "State", choice: RegExp): Promise<void> {
  await page.getByLabel(new RegExp(`^${name}`)).click();
  await page.getByRole("option", { name: choice }).click();
}

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
  const gaps = await list(page).getByRole("option", { name: /deleted by you/ }).count();
  await only(page, "Kind", /^Screenshots/);
  await list(page).focus();
  await page.keyboard.press("Delete");
  await expect(row(page, /bring it back/)).toBeVisible();
  await pass(page, 30_001);
  await expect(list(page).getByRole("option", { name: /bring it back/ })).toHaveCount(0);
  await only(page, "Kind", /^Gaps/);
  await expect(list(page).getByRole("option", { name: /deleted by you/ })).toHaveCount(gaps + 1);
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
  // Nothing moved under the hand that drew.
  expect(await page.getByRole("group", { name: "Picture", exact: true }).boundingBox()).toEqual(box);
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

test("a button that works on something stays as wide as it is", async ({ page }) => {
  await opened(page);
  await button(page, "Black out").click();
  await button(page, "Add a rectangle").click();
  const apply = button(page, "Black out 1 part for good");
  const before = await apply.boundingBox();
  await mock(page, (engine) => {
    engine.redact = () => new Promise(() => {});
  });
  await apply.click();
  await expect(apply).toHaveAttribute("aria-busy", "true");
  expect(await apply.boundingBox()).toEqual(before);
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
