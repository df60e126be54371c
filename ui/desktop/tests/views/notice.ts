import { expect, type Page } from "@playwright/test";

import type { View } from "../view";

/** The mock's first project. */
export const PROJECT = "0192a7c0-2000-7000-8000-000000000001";
const AT = `/notice/${PROJECT}`;

const shown = (page: Page) => expect(page.locator("article")).toBeVisible();

const views: View[] = [
  { name: "notice", scene: "undecided", at: AT, prepare: shown },
  {
    name: "notice-card",
    pictured: true,
    scene: "undecided",
    at: AT,
    prepare: async (page) => {
      await shown(page);
      await page.locator("#card-activity_counts").scrollIntoViewIfNeeded();
      await page.locator("#card-screenshots h3").evaluate((heading) => heading.closest("section")?.scrollIntoView({ block: "end" }));
    },
  },
  {
    name: "notice-sample",
    widths: [1040],
    scene: "undecided",
    at: AT,
    prepare: async (page) => {
      await shown(page);
      await page.locator("#card-screenshots").getByRole("button", { name: "See a sample" }).click();
      await expect(page.locator("#card-screenshots img").first()).toBeVisible({ timeout: 15_000 });
      await page.locator("#card-screenshots [role=group]").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "notice-changed",
    scene: "changed",
    at: AT,
    prepare: shown,
  },
  {
    name: "notice-decided",
    widths: [1040],
    scene: "undecided",
    at: AT,
    prepare: async (page) => {
      await shown(page);
      for (const [name, said] of [["Yes, record this", "You said yes"], ["No, don’t record this", "You said no"]] as const) {
        await page.getByRole("button", { name }).first().click();
        await page.getByText(said, { exact: true }).first().waitFor();
      }
      await page.locator("[id^=card-] [role=group]").nth(1).scrollIntoViewIfNeeded();
    },
  },
  { name: "notice-german", pictured: true, scene: "undecided", at: AT, lang: "de", prepare: shown, widths: [1040, 380] },
];

export default views;
