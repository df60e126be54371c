// Signing in by the client's own identity provider, as its members and its owners come upon it.

import { expect, test } from "@playwright/test";

import { button, CLIENT, heading, messages, of, open, server } from "./view";

const AT = `/sign-in/${CLIENT}`;

test("a member goes to the provider and comes back to the page that was asked for", async ({ page }) => {
  const complaints = await open(page, { scene: "out", at: `${AT}?back=${encodeURIComponent(of("timesheet"))}` });
  await button(page, "Go to the sign-in").click();
  await expect(page.getByRole("heading", heading("Timesheet"))).toBeVisible();
  // Nothing of what the provider sent along stays in the address, nor a step back to it.
  expect(new URL(page.url()).search).not.toMatch(/code|state/);
  expect(await page.evaluate(() => sessionStorage.getItem("candor.away"))).toBeNull();
  expect(complaints).toEqual([]);
  // From now on the page for signing in offers it in this browser.
  await page.goto("/sign-in?scene=out");
  await button(page, "Sign in at Harbour Maps Ltd").click();
  await expect(page.getByRole("heading", heading("Sign in at Harbour Maps Ltd"))).toBeVisible();
});

test("a way back from the provider leads to no other server", async ({ page }) => {
  await open(page, { scene: "out", at: `${AT}?back=%2F%2Fevil.example%2F` });
  await button(page, "Go to the sign-in").click();
  await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
  // Nor does one that somebody else left in the tab.
  for (const to of ["//evil.example/", "https://evil.example/", "/\\evil.example", 7]) {
    await page.evaluate(([client, to]) => sessionStorage.setItem("candor.away", JSON.stringify({ client, to })), [CLIENT, to] as const);
    await page.goto(`${AT}/answer?state=s&code=c&scene=out&lang=en`);
    await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
    expect(new URL(page.url()).hostname).toBe("127.0.0.1");
  }
});

test("who is refused by the provider is told so, and can try again", async ({ page }) => {
  await open(page, { scene: "out", at: `${AT}/answer?state=s&error=access_denied`, complaints: /401/ });
  await expect(page.getByRole("alert")).toContainText("didn’t vouch for you");
  expect(page.url()).not.toContain("access_denied");
  await button(page, "Go to the sign-in").click();
  await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
});

test("an owner sets a provider up, tries it, and makes it the only way in", async ({ page }) => {
  await open(page, { scene: "harbour", at: of("members"), complaints: /422/ });
  await button(page, "Set up").click();
  await page.getByLabel("Issuer").fill("https://nowhere.example");
  await page.getByLabel("Client ID").fill("candor");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toContainText("can’t be reached");
  await page.getByLabel("Issuer").fill("https://login.harbour-maps.example");
  await page.getByLabel("Client secret").fill("s3cret");
  await button(page, "Save").click();
  await expect(page.getByRole("dialog")).toBeHidden();
  const only = page.getByRole("switch", { name: "Members sign in there only" });
  await expect(only).toBeDisabled();
  // The way there leaves the page, whose made-up server forgets: what it sent is looked at instead.
  const sent = page.waitForRequest(/sign-in\/.*\/answer/);
  await button(page, "Connect myself").click();
  expect((await sent).url()).toContain("code=connect");
  await expect(messages(page)).toContainText("You are connected");
  await expect(page.getByRole("heading", heading("Members"))).toBeVisible();
});

test("once connected, it takes a confirmation to make it the only way, and one to remove it", async ({ page }) => {
  await open(page, { scene: "provider", at: of("team") });
  await server(page, (world) => void (world.connected = true));
  await page.getByRole("link", { name: "Members" }).click();
  const only = page.getByRole("switch", { name: "Members sign in there only" });
  await only.click();
  await expect(page.getByRole("dialog")).toContainText("login.harbour-maps.example alone");
  await page.keyboard.press("Escape");
  await expect(only).not.toBeChecked();
  await only.click();
  await button(page, "Make it the only way").click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(only).toBeChecked();
  await only.click();
  await expect(only).not.toBeChecked();
  await page.getByRole("button", { name: "Remove", exact: true }).last().click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Members can sign in where they sign in at work")).toBeVisible();
});

test("an invitation can be accepted by the provider, and its secret goes to this server alone", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await open(page, { scene: "out", at: "/account-link#link-provider" });
  await button(page, "Go to the sign-in").click();
  await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
  expect(sent.filter((url) => url.includes("link-provider") && !url.includes("#"))).toEqual([]);
});
