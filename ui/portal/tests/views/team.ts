import { expect, type Page } from "@playwright/test";

import { of, type View } from "../view";

const ready = (page: Page) => expect(page.getByText("Yusuf al-Rashid")).toBeVisible();

const views: View[] = [
  { name: "team", scene: "harbour", at: of("team"), prepare: ready },
  { name: "team-past-de", scene: "auditor", at: `${of("team")}?day=2026-11-16`, lang: "de", widths: [1280, 380], prepare: ready },
  { name: "team-past-es", scene: "reviewer", at: `${of("team")}?day=2026-11-17`, lang: "es", widths: [760], prepare: ready },
  { name: "team-empty", scene: "empty", at: of("team"), prepare: (page) => expect(page.getByText("Nobody is here yet")).toBeVisible() },
  { name: "team-loading", scene: "silent", at: of("team"), widths: [1280, 380], prepare: (page) => expect(page.locator("[aria-busy]")).toBeVisible() },
  { name: "team-error", scene: "down", at: of("team"), widths: [1280, 380], prepare: (page) => expect(page.getByRole("alert")).toBeVisible() },
  {
    name: "menu",
    scene: "harbour",
    at: of("team"),
    widths: [380],
    prepare: async (page) => {
      await page.setViewportSize({ width: 380, height: 800 });
      await ready(page);
      await page.getByRole("button", { name: "Menu" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "nothing", scene: "reviewer", at: of("audit"), widths: [1280, 380] },
];

export default views;
