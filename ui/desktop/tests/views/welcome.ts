import { expect } from "@playwright/test";

import type { View } from "../view";

const LINK = "https://candor.harbour.example/join#w4Kq7-welcome";

/** Fills in a link and asks whom it is from. */
const ask =
  (link: string): NonNullable<View["prepare"]> =>
  async (page) => {
    await page.getByRole("textbox").fill(link);
    await page.getByRole("button", { name: /Show the invitation|Einladung/ }).click();
  };

const views: View[] = [
  { name: "welcome", scene: "fresh", at: "" },
  { name: "welcome-opened", scene: "invited", at: "", widths: [1040, 380] },
  {
    name: "welcome-invitation",
    scene: "fresh",
    at: "",
    prepare: async (page) => {
      await ask(LINK)(page);
      await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
    },
  },
  {
    name: "welcome-used",
    scene: "fresh",
    at: "",
    widths: [1040, 380],
    prepare: async (page) => {
      await ask("https://candor.harbour.example/join#used")(page);
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "welcome-malformed",
    scene: "idle",
    at: "/join",
    widths: [1040],
    prepare: async (page) => {
      await ask("https://candor.harbour.example/")(page);
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "opening-passphrase", scene: "locked", at: "" },
  {
    name: "opening-nokeychain",
    scene: "nokeychain",
    at: "",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Choose a passphrase" }).click();
      await page.getByLabel("Passphrase", { exact: true }).fill("short");
      await page.getByLabel("Once more").click();
    },
  },
];

export default views;
