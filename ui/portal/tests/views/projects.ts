import { expect, type Page } from "@playwright/test";

import { of, type View } from "../view";

const policy = (at: number) => of(`projects/019a0003-0000-7000-8000-00000000000${at}/policy`);
const notice = (page: Page) => expect(page.locator(".notice")).toContainText("Harbour Maps Ltd");

const views: View[] = [
  { name: "projects", scene: "harbour", at: of("projects"), widths: [1280, 380], prepare: (page) => expect(page.getByText("Map of the harbour")).toBeVisible() },
  { name: "projects-empty-de", scene: "empty", at: of("projects"), lang: "de", widths: [1280, 380], prepare: (page) => expect(page.getByText("Noch keine Projekte")).toBeVisible() },
  {
    name: "policy",
    scene: "harbour",
    at: policy(1),
    height: 1500,
    prepare: async (page) => {
      await notice(page);
      await page.getByLabel("At most, an hour").fill("20");
      await page.getByLabel("Days it is kept").first().fill("400");
      await expect(page.getByText("come close to watching")).toBeVisible();
    },
  },
  { name: "policy-auditor-es", scene: "auditor", at: policy(2), lang: "es", widths: [1280, 380], height: 1200, prepare: notice },
  ...(["de", "es"] as const).map((lang): View => ({
    name: `project-make-${lang}`,
    scene: "harbour",
    at: of("projects"),
    lang,
    prepare: async (page) => {
      await page.getByRole("button", { name: /^(Projekt anlegen|Crear un proyecto)/ }).click();
      await page.getByRole("dialog").getByRole("switch").click();
      await page.getByRole("dialog").getByRole("textbox").fill("Seekarte 14");
    },
  })),
  {
    name: "policy-new-de",
    scene: "empty",
    at: of("projects"),
    lang: "de",
    widths: [1280, 380],
    height: 1000,
    prepare: async (page) => {
      await page.getByRole("button", { name: "Projekt anlegen" }).click();
      await page.getByLabel("Name").fill("Seekarte 14");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Es wird nichts erhoben", { exact: true })).toBeVisible();
    },
  },
];

export default views;
