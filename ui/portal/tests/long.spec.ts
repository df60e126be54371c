// Lists that are long: five hundred agents, a thousand pictures. Only what is near is in the page, and all of it is reached.

import { expect, type Locator, type Page, test } from "@playwright/test";

import { agentOf, field, of, open, server } from "./view";

/** How many elements a page has. */
const elements = (page: Page) => page.evaluate(() => document.querySelectorAll("body *").length);
const DAY = "2026-11-17";
/** Scrolls down until something is in sight: how high a row is, is known only once it was there. */
const bottom = (page: Page, last: Locator) =>
  expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(last).toBeInViewport({ timeout: 500 });
  }).toPass();

test("a team of 500 is in the page only where it is in sight, and all of it is reached by keyboard", async ({ page }) => {
  const complaints = await open(page, { scene: "crowd", at: `${of("team")}?day=${DAY}` });
  const list = page.getByRole("list", { name: "Agents" });
  const rows = list.getByRole("link");
  await expect(rows.first()).toHaveAttribute("aria-label", /^Aoife Andersson/);
  await expect(list.getByRole("listitem").first()).toHaveAttribute("aria-setsize", "500");
  expect(await rows.count()).toBeLessThan(40);
  expect(await elements(page)).toBeLessThan(2_500);

  await rows.first().focus();
  for (let at = 0; at < 30; at++) await page.keyboard.press("ArrowDown");
  const at = (number: number) => list.getByRole("listitem").and(page.locator(`[aria-posinset="${number}"]`));
  await expect(at(31).getByRole("link")).toBeFocused();
  await expect(at(31)).toBeInViewport();
  await page.keyboard.press("PageDown");
  await expect(at(41).getByRole("link")).toBeFocused();
  // Tab goes the same way, a row at a time.
  for (let at = 0; at < 12; at++) await page.keyboard.press("Tab");
  await expect(at(53).getByRole("link")).toBeFocused();
  await page.keyboard.press("End");
  await expect(at(500).getByRole("link")).toBeFocused();
  await expect(at(500)).toBeInViewport();
  await expect(at(500).getByRole("link")).toHaveAttribute("aria-label", /^Tomás Zając/);
  expect(await rows.count()).toBeLessThan(40);
  // Who is looked at by keyboard stays, wherever the page is scrolled to.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(at(1)).toBeInViewport();
  await expect(at(500).getByRole("link")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(at(1).getByRole("link")).toBeFocused();

  // Whoever writes without accents finds them too.
  await field(page, "Find an agent").fill("omer yilmaz");
  await expect(rows).toHaveCount(1);
  await rows.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Ömer Yılmaz" })).toBeFocused();
  expect(complaints).toEqual([]);
});

for (const width of [1280, 380]) {
  test(`people and timesheet of 500 are bounded at ${width} px, in sight wherever one scrolls to, and found by name`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, { scene: "crowd", at: of("people") });
    const sections = page.getByRole("region").or(page.locator("section")).filter({ has: page.getByRole("button", { name: "Day", exact: true }) });
    await expect(sections.first()).toContainText("Aoife Andersson");
    expect(await elements(page)).toBeLessThan(2_500);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    await expect(page.getByText("Aoife Andersson")).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => document.elementsFromPoint(innerWidth / 2, innerHeight / 2).some((found) => found.matches(".agent")))).toBe(true);
    await field(page, "Find an agent").fill("papadakis ruta");
    await expect(page.getByRole("heading", { name: "Rūta Papadakis" })).toBeVisible();
    expect(await page.locator(".agent").count()).toBe(1);

    await page.goto(of("timesheet") + `?day=${DAY}`);
    const rows = page.getByRole("rowheader");
    await expect(rows.first()).toContainText("Aoife Andersson");
    expect(await rows.count()).toBeLessThan(45);
    expect(await elements(page)).toBeLessThan(2_500);
    await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", "501");
    await bottom(page, page.getByRole("rowheader", { name: /^Tomás Zając/ }));
    await field(page, "Find an agent or project").fill("tide siobhan");
    await expect(rows.first()).toContainText("Siobhán");
    expect(await rows.count()).toBeLessThan(25);
  });
}

test("a day of 1,000 pictures is bounded, asks only for those in sight, and is walked by keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1350 });
  const complaints = await open(page, { scene: "crowd", at: of(`agents/${agentOf(2)}/${DAY}`) });
  const strip = page.getByRole("group", { name: "Pictures" });
  await expect(strip.locator("img").first()).toBeVisible();
  await expect(strip.locator(".skeleton")).toHaveCount(0);
  const names = await strip.getByRole("button").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  const count = Number(/of ([\d,]+)/.exec(names[0] ?? "")?.[1]?.replace(",", ""));
  expect(count).toBeGreaterThan(1_000);
  expect(names.length).toBeLessThan(10);
  expect(await server(page, (world) => world.looks.length)).toBeLessThan(10);
  expect(await elements(page)).toBeLessThan(2_000);

  await strip.getByRole("button").first().focus();
  for (let at = 0; at < 20; at++) await page.keyboard.press("ArrowRight");
  await expect(strip.locator('[data-at="20"]')).toBeFocused();
  await page.keyboard.press("End");
  await expect(strip.locator(`[data-at="${count - 1}"]`)).toBeFocused();
  await expect(strip.locator(`[data-at="${count - 1}"] img`)).toBeVisible();
  expect(await strip.getByRole("button").count()).toBeLessThan(10);
  expect(await server(page, (world) => world.looks.length)).toBeLessThan(50);
  // A hundred deleted ones stand below as gaps, a few of them in the page.
  const gaps = page.locator("section").filter({ has: page.getByRole("heading", { name: "Pauses and gaps" }) }).getByRole("listitem");
  await expect(gaps.first()).toHaveAttribute("aria-setsize", /^1\d\d$/);
  expect(await gaps.count()).toBeLessThan(60);
  await bottom(page, gaps.and(page.locator(`[aria-posinset="${await gaps.first().getAttribute("aria-setsize")}"]`)));

  // On the line a press opens the nearest picture.
  const chart = page.getByRole("img", { name: /^Worked/ });
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.2, (box?.y ?? 0) + 93);
  await expect(page.getByRole("dialog").locator("img")).toBeVisible();
  expect(complaints).toEqual([]);
});
