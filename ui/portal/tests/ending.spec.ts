// How a session ends: by itself, by its owner, and where the server hears nothing of it.

import { expect, test } from "@playwright/test";

import { button, field, heading, of, open, server } from "./view";

test("when a session ends the page asks to sign in, and comes back", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("team") });
  await expect(page.getByText("Ada Okafor")).toBeVisible();
  await server(page, (world) => void (world.signedIn = false));
  await button(page, "The day before").click();
  await expect(page.getByRole("heading", heading("Sign in"))).toBeVisible();
  await field(page, "E-mail address").fill("mary.burke@harbour-maps.example");
  await field(page, "Password").fill("tides and lanterns");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Tuesday 17 November")).toBeVisible();
});

test("who signs out without the server sees nothing any more, and it is told when it is back", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("team") });
  await expect(page.getByText("Ada Okafor")).toBeVisible();
  await server(page, (world) => void (world.scene.gone = true));
  await button(page, "Sign out").click();
  await expect(page.getByRole("heading", heading("Signing out"))).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("The server hasn’t heard of it yet");
  await expect(page.getByText("Ada Okafor")).toHaveCount(0);
  await button(page, "Try again").click();
  await expect(page.getByRole("alert")).toContainText("The server hasn’t heard of it yet");
  await server(page, (world) => void (world.scene.gone = false));
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByRole("heading", heading("Sign in"))).toBeVisible();
  expect(await server(page, (world) => world.signedIn)).toBe(false);
});

test("a sign-out that the server never heard of is the first thing that it hears", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("team") });
  await server(page, (world) => void (world.scene.gone = true));
  await button(page, "Sign out").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.goto(of("team"));
  await expect(page.getByRole("heading", heading("Sign in"))).toBeVisible();
  await expect(page.getByText("Ada Okafor")).toHaveCount(0);
});
