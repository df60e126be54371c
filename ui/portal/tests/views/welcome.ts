import { expect } from "@playwright/test";

import { button, CLIENT, field, server, type View } from "../view";

const views: View[] = [
  { name: "sign-in", scene: "out", at: "/sign-in" },
  {
    name: "sign-in-refused-de",
    scene: "factor",
    at: "/sign-in?back=%2Fc%2Fx%2Fteam",
    lang: "de",
    widths: [1280, 380],
    prepare: async (page) => {
      await field(page, "E-Mail-Adresse").fill("mary.burke@harbour-maps.example");
      await field(page, "Passwort").fill("wrong");
      await button(page, "Anmelden").last().click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "sign-in-factor",
    scene: "factor",
    at: "/sign-in",
    widths: [1280, 380],
    prepare: async (page) => {
      await field(page, "E-mail address").fill("mary.burke@harbour-maps.example");
      await field(page, "Password").fill("tides and lanterns");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    },
  },
  { name: "provider", scene: "out", at: `/sign-in/${CLIENT}`, prepare: (page) => expect(page.getByText("Harbour Maps Ltd signs its members in itself")).toBeVisible() },
  { name: "provider-stranger-de", scene: "out", at: `/sign-in/${CLIENT}/answer?state=s&code=stranger`, lang: "de", widths: [1280, 380], prepare: (page) => expect(page.getByRole("alert")).toBeVisible() },
  { name: "provider-none-es", scene: "out", at: "/sign-in/019a0002-0000-7000-8000-00000000000f", lang: "es", widths: [380], prepare: (page) => expect(page.getByRole("alert")).toBeVisible() },
  { name: "link-provider", scene: "out", at: "/account-link#link-provider", widths: [1280, 380], height: 900, prepare: (page) => expect(field(page, "Your name")).toBeVisible() },
  { name: "setup", scene: "fresh", at: "/setup", height: 1500 },
  { name: "link-member", scene: "out", at: "/account-link#link-member", widths: [1280, 380], prepare: (page) => expect(field(page, "Your name")).toBeVisible() },
  { name: "link-old-es", scene: "out", at: "/account-link#link-old", lang: "es", widths: [380], prepare: (page) => expect(page.getByRole("alert")).toBeVisible() },
  { name: "join", scene: "out", at: "/join#Zk3vQ1xYbT8mW0rLpA6sHd2u", height: 1000 },
  { name: "join-empty", scene: "out", at: "/join", lang: "es", widths: [380], height: 900 },
  { name: "lost", scene: "gone", at: "/", widths: [1280, 380], prepare: (page) => expect(page.getByRole("alert")).toBeVisible() },
  {
    name: "leaving",
    scene: "reviewer",
    at: "/account",
    widths: [1280, 380],
    prepare: async (page) => {
      await server(page, (world) => void (world.scene.gone = true));
      await button(page, "Sign out").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
];

export default views;
