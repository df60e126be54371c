import { expect, type Page } from "@playwright/test";

import { of, type View } from "../view";

const drawn = async (page: Page) => {
  await expect(page.locator("figure canvas").first()).toBeVisible();
  await expect(page.locator("figure .skeleton")).toHaveCount(0);
};
const TIDES = "019a0003-0000-7000-8000-000000000002";

const views: View[] = [
  { name: "statistics", scene: "harbour", at: of("statistics"), height: 1250, prepare: drawn },
  {
    name: "statistics-quarter-de",
    scene: "auditor",
    at: `${of("statistics")}?unit=quarter`,
    lang: "de",
    widths: [1280, 380],
    height: 1500,
    prepare: async (page) => {
      await drawn(page);
      await page.getByText("„Gearbeitete Zeit“ als Tabelle").click();
    },
  },
  { name: "statistics-few-es", scene: "harbour", at: `${of("statistics")}?project=${TIDES}&unit=week`, lang: "es", widths: [1280, 380], height: 1250, prepare: (page) => expect(page.getByText("Demasiado pocos")).toBeVisible() },
  { name: "statistics-empty", scene: "empty", at: of("statistics"), widths: [1280, 380], prepare: (page) => expect(page.getByText("Nothing was worked")).toBeVisible() },
];

export default views;
