// What concerns the window as a whole: its title, paper.

import { expect, test } from "@playwright/test";

import { button, mock, open } from "./view";

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
