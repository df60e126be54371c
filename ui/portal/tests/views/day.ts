import { expect, type Page } from "@playwright/test";

import { agentOf, of, type View } from "../view";

const day = (agent: number, day?: string) => of(`agents/${agentOf(agent)}${day ? `/${day}` : ""}`);
/** All pictures in sight are there. */
const seen = async (page: Page) => {
  await expect(page.getByRole("group", { name: /Pictures|Bilder|Imágenes/ }).locator("img").first()).toBeVisible();
  await expect(page.getByRole("group", { name: /Pictures|Bilder|Imágenes/ }).locator(".skeleton")).toHaveCount(0);
};

const views: View[] = [
  { name: "day", scene: "harbour", at: day(2, "2026-11-17"), height: 1350, prepare: seen },
  { name: "day-live-de", scene: "harbour", at: day(5), lang: "de", widths: [1280, 380], height: 1350, prepare: seen },
  {
    name: "day-zoomed",
    scene: "harbour",
    at: day(1, "2026-11-17"),
    widths: [760],
    prepare: async (page) => {
      await page.getByRole("radio", { name: "1 h" }).click();
      await page.getByRole("region", { name: "The day, minute by minute" }).evaluate((element) => (element.scrollLeft = 1400));
      await seen(page);
    },
  },
  { name: "day-declined-es", scene: "auditor", at: day(3, "2026-11-17"), lang: "es", widths: [1280, 380], height: 1100, prepare: (page) => expect(page.getByText("Sin imágenes")).toBeVisible() },
  { name: "day-empty", scene: "harbour", at: day(0, "2026-11-15"), widths: [1280, 380], prepare: (page) => expect(page.getByText("recorded no session")).toBeVisible() },
  {
    name: "viewer",
    scene: "harbour",
    at: day(2, "2026-11-17"),
    prepare: async (page) => {
      await page.getByRole("button", { name: /^Screenshot, .* 3 of/ }).click();
      await expect(page.getByRole("dialog").locator("img")).toBeVisible();
    },
  },
  {
    name: "viewer-covered",
    scene: "harbour",
    at: day(1, "2026-11-17"),
    widths: [1280, 380],
    prepare: async (page) => {
      const still = page.getByRole("button", { name: /^Webcam still/ }).first();
      await still.click();
      await expect(page.getByRole("button", { name: "Show it" })).toBeVisible();
    },
  },
  { name: "day-covered", scene: "harbour", at: day(4, "2026-11-17"), widths: [1280, 380], height: 1100, prepare: (page) => expect(page.getByRole("group", { name: "Pictures" }).getByRole("button").first()).toBeVisible() },
  {
    name: "viewer-reason-de",
    scene: "harbour",
    at: day(4, "2026-11-17"),
    lang: "de",
    widths: [1280, 380],
    prepare: async (page) => {
      await page.getByRole("group", { name: "Bilder" }).getByRole("button").first().click();
      await page.getByLabel("Warum sehen Sie es an?").fill("Frage zu Blatt 14");
      await expect(page.getByRole("button", { name: "Zeigen" })).toBeInViewport();
    },
  },
];

export default views;
