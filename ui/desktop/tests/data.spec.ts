// What a person does with their data: withdraw, leave, wipe, take along, check.

import { expect, test } from "@playwright/test";

import { button, mock, open } from "./view";

test("a category is withdrawn in one action, without a question", async ({ page }) => {
  await open(page, { scene: "running", at: "/data/consents" });
  const project = page.locator(".project").filter({ hasText: "Map of the harbour" });
  const screenshots = project.getByRole("listitem").filter({ hasText: "Screenshots" }).first();
  await expect(screenshots).toContainText("granted");
  await button(page, "Withdraw Screenshots from Map of the harbour").click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Withdrawn: Screenshots")).toBeVisible();
  await expect(page.getByText("Nothing of this kind is recorded any more.")).toBeVisible();
  await expect(screenshots).toContainText("withdrawn");
  const grants = await mock(page, async (engine) => (await engine.projects()).projects[0]?.categories.map(({ category, consent }) => [category, consent].join(" ")));
  expect(grants).toContain("screenshots withdrawn");
  await expect(button(page, "Withdraw Screenshots from Map of the harbour")).toHaveCount(0);
});

test("leaving says beforehand what stays with the client, and afterwards how much", async ({ page }) => {
  await open(page, { scene: "idle", at: "/data/consents" });
  const section = page.getByRole("region", { name: "Harbour Maps Ltd" });
  await button(section, "Leave").click();
  const dialog = page.getByRole("dialog", { name: "Leave Harbour Maps Ltd?" });
  await expect(dialog).toContainText("What was sent stays with Harbour Maps Ltd");
  await button(dialog, "Cancel").click();
  await expect(section).toBeVisible();
  await button(section, "Leave").click();
  await button(dialog, "Leave").click();
  await expect(page.getByText("You have left Harbour Maps Ltd")).toBeVisible();
  await expect(page.getByText(/It holds [\d,]+ records of yours\. The server knows of it\./)).toBeVisible();
  await expect(page.getByText(/To have it erased write to privacy@harbour\.example/)).toBeVisible();
  await expect(section).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Nordwind Verlag GmbH" })).toBeVisible();
});

test("wiping asks for its word, and does nothing without it", async ({ page }) => {
  await open(page, { scene: "running", at: "/data/take" });
  const held = () => mock(page, async (engine) => engine.world.items.length);
  const before = await held();
  await button(page, "Wipe …").click();
  const dialog = page.getByRole("dialog", { name: "Delete everything here?" });
  await expect(dialog).toContainText("A session is open. It ends first.");
  await expect(button(dialog, "Delete everything")).toBeDisabled();
  await dialog.getByLabel(/^Type/).fill("delet");
  await page.keyboard.press("Enter");
  await expect(button(dialog, "Delete everything")).toBeDisabled();
  await page.keyboard.press("Escape");
  expect(await held()).toBe(before);
  await button(page, "Wipe …").click();
  await expect(dialog.getByLabel(/^Type/)).toHaveValue("");
  await dialog.getByLabel(/^Type/).fill("Delete");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Everything here is deleted")).toBeVisible();
  await expect(page.getByText(`${before.toLocaleString("en-GB")} items are gone. 2 ledgers are kept.`)).toBeVisible();
  expect(await held()).toBe(0);
});

test("an export shows how far it is, and where it lies", async ({ page }) => {
  await open(page, { scene: "idle", at: "/data/take" });
  await button(page, "Export").click();
  const progress = page.getByRole("progressbar", { name: "Take everything along" });
  await expect(progress).toBeVisible();
  await expect(page.getByText(/^[\d,]+ of [\d,]+$/)).toBeVisible();
  await expect(page.getByText("Exported", { exact: true })).toBeVisible();
  await expect(progress).toHaveCount(0);
  await expect(page.getByText("/home/ada/Documents/candor-2026-11-18.zip")).toBeVisible();
  await expect(page.getByText("The file isn’t encrypted.")).toBeVisible();
});

test("an export without a place for it claims nothing", async ({ page }) => {
  await open(page, { scene: "idle", at: "/data/take" });
  await mock(page, (engine) => void (engine.chooses = false));
  await button(page, "Export").click();
  await expect(button(page, "Export")).toBeEnabled();
  await expect(button(page, "Export")).not.toHaveAttribute("aria-busy");
  await expect(page.getByText("Exported", { exact: true })).toHaveCount(0);
});

test("a check explains what was checked, and what doesn't fit", async ({ page }) => {
  await open(page, { scene: "idle", at: "/data/ledger" });
  await expect(page.getByText("Nothing is sent, and nobody has to be trusted.")).toBeVisible();
  await button(page, "Verify").click();
  await expect(page.getByText("Everything checks out")).toBeVisible();
  const main = page.getByRole("main");
  for (const words of ["signed with this computer’s key", "your consent covers it", "the bytes held here are those that were recorded", "each fits the decision", "they can’t deny them"]) {
    await expect(main).toContainText(words);
  }
  await open(page, { scene: "damaged", at: "/data/ledger" });
  await button(page, "Verify").click();
  const alert = page.getByRole("alert").filter({ hasText: "Something doesn’t check out" });
  await expect(alert).toContainText("Don’t delete anything");
  await alert.getByText("The exact message").click();
  await expect(alert).toContainText("does not follow from the one before it");
  await expect(page.getByText("Everything checks out")).toHaveCount(0);
});

test("where not everyone answered, nobody is said not to have looked", async ({ page }) => {
  await open(page, { scene: "empty", at: "/data" });
  await mock(page, (engine) => engine.setOnline(false));
  await page.getByRole("tab", { name: "Who looked" }).click();
  await expect(page.getByText("Not everyone answered")).toBeVisible();
  await expect(page.getByText("No look is known of")).toBeVisible();
  await expect(page.getByText("Nobody has looked yet")).toHaveCount(0);
  await mock(page, (engine) => engine.setOnline(true));
  await button(page, "Try again").click();
  await expect(page.getByText("Nobody has looked yet")).toBeVisible();
  await expect(page.getByText("Not everyone answered")).toHaveCount(0);
});
