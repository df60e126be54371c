import { expect } from "@playwright/test";

import { button, of, type View } from "../view";

const views: View[] = [
  {
    name: "people",
    scene: "harbour",
    at: of("people"),
    height: 1500,
    prepare: async (page) => {
      await page.getByText("What Chiara Marchetti decided").click();
      await expect(page.getByText("The newest version asks for more")).toBeVisible();
    },
  },
  { name: "people-auditor-de", scene: "auditor", at: of("people"), lang: "de", widths: [1280, 380], height: 1200, prepare: (page) => expect(page.getByText("Yusuf al-Rashid")).toBeVisible() },
  { name: "people-empty", scene: "empty", at: of("people"), widths: [1280, 380], prepare: (page) => expect(page.getByText("No agents yet")).toBeVisible() },
  {
    name: "people-invited",
    scene: "harbour",
    at: of("people"),
    widths: [1280, 380],
    prepare: async (page) => {
      await button(page, "Invite an agent").click();
      await page.getByLabel("Name", { exact: true }).fill("Zofia Nowak");
      await button(page, "Make the invitation").click();
      await expect(page.getByRole("img", { name: "The link as a QR code" })).toBeVisible();
    },
  },
  { name: "members", scene: "harbour", at: of("members"), height: 1050, prepare: (page) => expect(page.getByText("Niamh Kavanagh")).toBeVisible() },
  { name: "members-provider", scene: "provider", at: of("members"), height: 1400, prepare: (page) => expect(page.getByText("https://login.harbour-maps.example")).toBeVisible() },
  {
    name: "provider-set-up-de",
    scene: "harbour",
    at: of("members"),
    lang: "de",
    height: 900,
    prepare: async (page) => {
      await button(page, "Einrichten").click();
      await page.getByLabel("Aussteller").fill("https://id.harbour-maps.example");
      await page.getByLabel("Client-ID").fill("candor");
      await button(page, "Speichern").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "members-invite-es",
    scene: "harbour",
    at: of("members"),
    lang: "es",
    widths: [1280, 380],
    prepare: async (page) => {
      await button(page, "Invitar a un miembro").click();
      await expect(page.getByRole("dialog").getByLabel("Nombre")).toBeVisible();
    },
  },
  { name: "tokens", scene: "harbour", at: of("tokens"), prepare: (page) => expect(page.getByText("Wall display")).toBeVisible() },
  {
    name: "tokens-make-de",
    scene: "harbour",
    at: of("tokens"),
    lang: "de",
    widths: [1280, 380],
    height: 900,
    prepare: async (page) => {
      await button(page, "Token erstellen").click();
      await page.getByRole("dialog").getByLabel("Wofür").fill("Lohnabrechnung");
      await page.getByRole("dialog").getByRole("button", { name: "Erstellen" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "tokens-made",
    scene: "empty",
    at: of("tokens"),
    widths: [1280, 380],
    prepare: async (page) => {
      await button(page, "Make a token").click();
      await page.getByRole("dialog").getByLabel("What it is for").fill("Payroll");
      await page.getByLabel("Read work logs, timesheets and statistics").check();
      await page.getByRole("dialog").getByRole("button", { name: "Make it" }).click();
      await expect(page.getByLabel("The token", { exact: true })).toBeVisible();
    },
  },
  { name: "audit", scene: "auditor", at: of("audit"), prepare: (page) => expect(page.getByText("Sign-in refused")).toBeVisible() },
];

export default views;
