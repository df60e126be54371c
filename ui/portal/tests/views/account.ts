import { expect } from "@playwright/test";

import { button, of, type View } from "../view";

const views: View[] = [
  { name: "account", scene: "harbour", at: "/account", height: 1250, prepare: (page) => expect(page.getByText("Safari 19, iPhone")).toBeVisible() },
  { name: "account-advised-de", scene: "reviewer", at: "/account", lang: "de", widths: [1280, 380], height: 1250, prepare: (page) => expect(page.getByText("Safari 19, iPhone")).toBeVisible() },
  {
    name: "account-totp",
    scene: "reviewer",
    at: "/account",
    widths: [1280, 380],
    prepare: async (page) => {
      await button(page, "Set up").click();
      await expect(page.getByRole("img", { name: "QR code for an authenticator app" })).toBeVisible();
    },
  },
  {
    name: "account-codes",
    scene: "reviewer",
    at: "/account",
    widths: [1280, 380],
    prepare: async (page) => {
      await button(page, "Set up").click();
      await page.getByLabel("Code", { exact: true }).fill("246 813");
      await button(page, "Put it in use").click();
      await expect(page.getByText("M9S3-46Q3-D25V-T4F5-V37E-3S3E-28JT").first()).toBeVisible();
    },
  },
  { name: "account-vouched", scene: "vouched", at: "/account", widths: [1280, 380], prepare: (page) => expect(page.getByText("Safari 19, iPhone")).toBeVisible() },
  { name: "provider-needed", scene: "providerAsked", at: of("team"), widths: [1280, 380], prepare: (page) => expect(page.getByText("One more step to come in")).toBeVisible() },
  { name: "factor-needed", scene: "asked", at: of("team"), widths: [1280, 380], prepare: (page) => expect(page.getByText("One more step to come in")).toBeVisible() },
];

export default views;
