import { expect, type Page } from "@playwright/test";

import { button, type View } from "../view";

const said = (page: Page) => expect(page.getByText("The afternoon is long.", { exact: false })).toBeVisible();

const views: View[] = [
  { name: "me", scene: "agent", at: "/", height: 950, prepare: said },
  {
    name: "me-answer-de",
    scene: "agent",
    at: "/me",
    lang: "de",
    widths: [1280, 380],
    height: 950,
    prepare: async (page) => {
      await button(page, /^Jonas Lindqvist antworten/).click();
      await expect(page.getByRole("textbox", { name: "Antworten" })).toBeVisible();
    },
  },
  {
    name: "me-day",
    scene: "agent",
    at: "/me/day/2026-11-16",
    height: 1350,
    prepare: async (page) => {
      await expect(page.getByRole("group", { name: "Pictures" }).locator("img").first()).toBeVisible();
      await expect(page.getByRole("group", { name: "Pictures" }).locator(".skeleton")).toHaveCount(0);
    },
  },
  { name: "me-looks-es", scene: "agent", at: "/me/looks", lang: "es", widths: [1280, 380], prepare: (page) => expect(page.getByText("Mary Burke").first()).toBeVisible() },
  { name: "me-consent", scene: "agent", at: "/me/consent", height: 1150, prepare: (page) => expect(button(page, /^Read the receipt/).first()).toBeVisible() },
  {
    name: "me-receipt",
    scene: "agent",
    at: "/me/consent",
    widths: [1280, 380],
    prepare: async (page) => {
      await button(page, /^Read the receipt/).first().click();
      await expect(page.getByText("dpv:ConsentReceipt")).toBeVisible();
    },
  },
  { name: "me-rights", scene: "agent", at: "/me/rights", height: 1700, prepare: (page) => expect(page.getByRole("heading", { name: "Portability" })).toBeVisible() },
  { name: "me-rights-de", scene: "agent", at: "/me/rights", lang: "de", widths: [380], height: 2300, prepare: (page) => expect(page.getByRole("heading", { name: "Widerspruch" })).toBeVisible() },
];

export default views;
