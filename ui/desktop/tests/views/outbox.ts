import { expect, type Page } from "@playwright/test";

import type { View } from "../view";

/** Waits until the pictures in sight are there. */
const pictured = async (page: Page): Promise<void> => {
  await expect(page.getByRole("listbox")).toBeVisible();
  await expect(page.locator(".thumb img").first()).toBeVisible();
  await page.waitForFunction(() => document.querySelectorAll(".thumb").length === document.querySelectorAll(".thumb img").length);
};

const row = (page: Page, name: RegExp) => page.getByRole("option", { name }).first();

const views: View[] = [
  { name: "outbox-empty", scene: "empty", at: "/outbox", widths: [1040, 380] },
  { name: "outbox", scene: "mixed", at: "/outbox", prepare: pictured },
  { name: "outbox-full", scene: "full", at: "/outbox", widths: [1040, 760], prepare: pictured },
  {
    name: "outbox-long-de",
    scene: "long",
    at: "/outbox",
    lang: "de",
    prepare: async (page) => {
      await pictured(page);
      await page.getByRole("listbox").press("Control+a");
    },
  },
  {
    name: "outbox-drawing",
    scene: "mixed",
    at: "/outbox",
    widths: [1040, 760],
    prepare: async (page) => {
      await pictured(page);
      await page.getByLabel(/^Kind/).click();
      await page.getByRole("option", { name: /^Screenshots/ }).click();
      await row(page, /partly blacked out/).click();
      await page.getByRole("button", { name: "Black out" }).click();
      const picture = page.getByRole("group", { name: "Picture", exact: true });
      const box = await picture.boundingBox();
      if (!box) throw new Error("There is no picture.");
      await page.mouse.move(box.x + 40, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + 160, box.y + 90);
      await page.mouse.up();
      await page.getByRole("button", { name: "Add a rectangle" }).click();
    },
  },
  {
    name: "outbox-counts",
    scene: "full",
    at: "/outbox",
    widths: [1040],
    prepare: async (page) => {
      await pictured(page);
      await row(page, /Counts, \d/).click();
    },
  },
  {
    name: "outbox-opened",
    scene: "mixed",
    at: "/outbox",
    widths: [380],
    prepare: async (page) => {
      await pictured(page);
      await row(page, /refused/i).click();
      await expect(page.getByAltText("The picture as it would be sent")).toBeVisible();
    },
  },
];

export default views;
