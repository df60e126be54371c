import { expect, type Page } from "@playwright/test";

import { of, type View } from "../view";

const ready = (page: Page) => expect(page.getByRole("rowheader", { name: /^Ada Okafor/ })).toBeVisible();

const views: View[] = [
  { name: "timesheet", scene: "harbour", at: of("timesheet"), prepare: ready },
  { name: "timesheet-month-de", scene: "auditor", at: `${of("timesheet")}?unit=month&day=2026-11-03`, lang: "de", widths: [1280, 380], prepare: ready },
  { name: "timesheet-empty-es", scene: "empty", at: of("timesheet"), lang: "es", widths: [380], prepare: (page) => expect(page.getByText("No se trabajó nada")).toBeVisible() },
  {
    name: "review",
    scene: "harbour",
    at: of("timesheet"),
    widths: [1280, 380],
    prepare: async (page) => {
      await page.getByRole("button", { name: /^Bogdan Ionescu, Map of the harbour, Tuesday 17 November/ }).click();
      await expect(page.getByText("They asked about sheet 14.")).toBeVisible();
    },
  },
  {
    name: "adjust",
    scene: "harbour",
    at: of("timesheet"),
    widths: [1280, 380],
    prepare: async (page) => {
      await page.getByRole("button", { name: /^Ada Okafor, Map of the harbour, Tuesday 17 November/ }).click();
      await expect(page.getByText("30 min added on Tuesday 17 November")).toBeVisible();
      await page.getByRole("dialog").getByRole("button", { name: "Adjust by hand" }).click();
      await page.getByLabel("Minutes").fill("20");
      await page.getByRole("dialog").getByRole("button", { name: "Adjust", exact: true }).click();
      await expect(page.getByText("Say why")).toBeVisible();
    },
  },
];

export default views;
