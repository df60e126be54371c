// What a person does on the first screens, by pointer and by keyboard.

import { expect, type Page, test } from "@playwright/test";

import { button, open } from "./view";
import { PROJECT } from "./views/notice";

const NOTICE = `/notice/${PROJECT}`;
const LINK = "https://candor.harbour.example/join#w4Kq7-welcome";

const spoken = (page: Page) => page.locator("p[role=status].unseen");

test("an invitation shows whom it is from before anything is joined, and leads to the notice", async ({ page }) => {
  await open(page, { scene: "fresh", at: "" });
  await page.getByLabel("Invitation").fill(LINK);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Harbour Maps Ltd" })).toBeFocused();
  await expect(page.getByText("candor.harbour.example", { exact: true })).toBeVisible();
  await expect(page.getByText("Everything on its way there is encrypted.")).toBeVisible();
  await expect(page.getByText("Map of the harbour")).toBeVisible();
  await button(page, "Not now").click();
  await expect(page.getByLabel("Invitation")).toHaveValue("");
  await page.getByLabel("Invitation").fill(LINK);
  await button(page, "Show the invitation").click();
  await button(page, "Join").click();
  await expect(page.locator("article")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`#${NOTICE}$`));
});

for (const [secret, words] of [
  ["used", "was used already"],
  ["expired", "is too old"],
  ["unknown", "doesn’t know this invitation"],
] as const) {
  test(`an invitation that is ${secret} says what to do`, async ({ page }) => {
    await open(page, { scene: "fresh", at: "" });
    await page.getByLabel("Invitation").fill(`https://candor.harbour.example/join#${secret}`);
    await button(page, "Show the invitation").click();
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(page.getByRole("alert")).toContainText(/ask .*for a new one/i);
  });
}

test("links that lead nowhere say so", async ({ page }) => {
  await open(page, { scene: "fresh", at: "" });
  await page.getByLabel("Invitation").fill("https://candor.harbour.example/join");
  await button(page, "Show the invitation").click();
  await expect(page.getByRole("alert")).toContainText("isn’t a whole invitation");
  await page.getByLabel("Invitation").fill("https://nowhere.example/join#abc");
  await button(page, "Show the invitation").click();
  await expect(page.getByRole("alert")).toContainText("nowhere.example can’t be reached");
});

test("a link that opened the window is only filled in", async ({ page }) => {
  await open(page, { scene: "invited", at: "" });
  await expect(page.getByText("A link opened Candor: an invitation of candor.harbour.example")).toBeVisible();
  await expect(page.getByLabel("Invitation")).toHaveValue(/#/);
  await expect(page.getByRole("heading", { name: "Harbour Maps Ltd" })).toHaveCount(0);
  await button(page, "Show the invitation").click();
  await expect(page.getByRole("heading", { name: "Harbour Maps Ltd" })).toBeVisible();
});

test("a store that is locked asks for its passphrase until it is right", async ({ page }) => {
  await open(page, { scene: "locked", at: "" });
  await expect(page.getByLabel("Passphrase")).toBeFocused();
  await page.keyboard.type("wrong horse");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("isn’t the passphrase");
  await page.getByLabel("Passphrase").fill("correct horse");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation")).toBeVisible();
});

test("without a keychain the key's place is chosen, none beforehand", async ({ page }) => {
  await open(page, { scene: "nokeychain", at: "" });
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await button(page, "Choose a file").click();
  await expect(button(page, "Keep the key in this file")).toBeDisabled();
  await page.getByLabel("The file’s path").fill("/home/ada/candor.key");
  await button(page, "Keep the key in this file").click();
  await expect(page.getByRole("navigation")).toBeVisible();
});

test("yes and no are alike, and neither is chosen", async ({ page }) => {
  await open(page, { scene: "undecided", at: NOTICE });
  const groups = page.getByRole("group", { name: /^Your decision/ });
  await expect(groups).toHaveCount(4);
  for (const group of await groups.all()) {
    const buttons = group.getByRole("button");
    await expect(buttons).toHaveCount(2);
    const looks = await buttons.evaluateAll((both) =>
      both.map((one) => {
        const { color, backgroundColor, borderColor, fontSize, fontWeight, boxShadow, opacity } = getComputedStyle(one);
        const { width, height } = one.getBoundingClientRect();
        return [color, backgroundColor, borderColor, fontSize, fontWeight, boxShadow, opacity, width, height].join();
      }),
    );
    expect(looks[0]).toBe(looks[1]);
    for (const one of await buttons.all()) expect(await one.getAttribute("aria-pressed")).toBeNull();
  }
  expect(await page.locator("article :is(input, [aria-checked=true], [aria-pressed=true])").count()).toBe(0);
});

test("choices are made one by one; taking one back is one press", async ({ page }) => {
  await open(page, { scene: "undecided", at: NOTICE });
  const footer = page.locator("footer");
  await expect(footer).toContainText("4 decisions are open");
  await button(page, "No, don’t record this Activity counts").click();
  await expect(footer).toContainText("3 decisions are open");
  await button(page, "Yes, record this Screenshots").click();
  await button(page, "No, don’t record this Webcam stills").click();
  await button(page, "Yes, record this Work notes").click();
  await expect(footer).toContainText("can’t be worked on like this");
  await expect(footer).toContainText("Activity counts");
  await expect(button(footer, "Start working")).toHaveCount(0);
  await button(page, "Say yes instead Activity counts").click();
  await expect(footer).toContainText("Everything is decided");
  await button(page, "Withdraw Screenshots").click();
  const card = page.locator("#card-screenshots");
  await expect(card).toContainText("You took your yes back");
  await expect(card).toContainText("Recording of this kind has ended");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await button(footer, "Start working").click();
  await expect(button(page, "Start")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("Screenshots");
});

test("deciding works by keyboard alone, and the focus stays on the card", async ({ page }) => {
  await open(page, { scene: "undecided", at: NOTICE });
  await button(page, "Go to the next one").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#card-activity_counts")).toBeFocused();
  const yes = button(page, "Yes, record this Activity counts");
  for (let presses = 0; presses < 6 && !(await yes.evaluate((one) => one === document.activeElement)); presses += 1) await page.keyboard.press("Tab");
  await expect(yes).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button(page, "No, don’t record this Activity counts")).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await expect(button(page, "Withdraw Activity counts")).toBeFocused();
});

test("a sample is made on request, shown, and taken away", async ({ page }) => {
  await open(page, { scene: "undecided", at: NOTICE });
  const card = page.locator("#card-screenshots");
  await expect(card.locator("img")).toHaveCount(0);
  await button(card, "See a sample").click();
  await expect(card).toContainText("kept nowhere");
  await expect(card.getByRole("img", { name: /^Sample: a picture of your screen/ }).first()).toBeVisible();
  await button(card, "Take it away").click();
  await expect(card.locator("img")).toHaveCount(0);
});

test("the notice changes its language, and the text that is decided on with it", async ({ page }) => {
  await open(page, { scene: "undecided", at: NOTICE });
  const identity = page.locator(".identity code");
  const before = await identity.textContent();
  await page.getByLabel(/^Language of the notice/).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Was dieses Projekt über Ihre Arbeit aufzeichnen würde" })).toBeVisible();
  await expect(page.locator("article")).toHaveAttribute("lang", "de");
  expect(await identity.textContent()).not.toBe(before);
});

test("after a change of policy only what asks for more asks again", async ({ page }) => {
  await open(page, { scene: "changed", at: NOTICE });
  await expect(page.getByRole("heading", { name: "What changed since you decided" })).toBeVisible();
  await expect(page.getByText("Asks for more", { exact: true }).first()).toBeVisible();
  await expect(page.locator("footer")).toContainText("1 decision is open");
  await expect(button(page, /^Yes, record this/)).toHaveCount(1);
  await expect(button(page, "Yes, record this Screenshots")).toBeVisible();
});

test("a session is started, paused, resumed and stopped, and each is said", async ({ page }) => {
  await open(page, { scene: "empty", at: "/session" });
  await expect(spoken(page)).toHaveText("Nothing is recorded.");
  await button(page, "Start").click();
  await expect(spoken(page)).toHaveText("Recording for Map of the harbour.");
  await expect(page.getByRole("region", { name: "The session" })).toContainText("Recording");
  await page.keyboard.press("Control+Shift+P");
  await expect(spoken(page)).toHaveText(/^Paused\. Nothing is recorded/);
  await expect(page.getByText("You paused")).toBeVisible();
  await page.keyboard.press("Control+Shift+P");
  await expect(spoken(page)).toHaveText(/^Recording for/);
  await page.keyboard.press("Control+Shift+S");
  await expect(spoken(page)).toHaveText("Nothing is recorded.");
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("Stopped after");
});

test("a note is written, kept and listed", async ({ page }) => {
  await open(page, { scene: "running", at: "/outbox" });
  await page.keyboard.press("n");
  await expect(page.getByLabel("A note about your work")).toBeFocused();
  await page.keyboard.type("Finished sheet 15. 1 2 3?");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "Finished sheet 15. 1 2 3?" })).toBeVisible();
  await expect(page.getByLabel("A note about your work")).toHaveValue("");
});

test("numbers go to the screens, and ? shows the keys", async ({ page }) => {
  await open(page, { scene: "idle", at: "/session" });
  for (const [key, name] of [
    ["2", "outbox"],
    ["3", "data"],
    ["4", "settings"],
    ["1", "session"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`#/${name}$`));
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  }
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a session that paused by itself says why, and only the person resumes", async ({ page }) => {
  await open(page, { scene: "hourspaused", at: "/session" });
  await expect(page.getByRole("main")).toContainText("Paused by itself: outside the working hours");
  await expect(page.getByRole("main")).toContainText("Only you resume.");
  await expect(page.getByLabel("A note about your work")).toBeDisabled();
});

test("what isn't known any more isn't claimed", async ({ page }) => {
  await open(page, { scene: "lost", at: "/session" });
  await expect(spoken(page)).toHaveText("It is not known whether anything is recorded.");
  await expect(page.getByText("Not known").first()).toBeVisible();
  await expect(page.getByText("Recording", { exact: true })).toHaveCount(0);
  await expect(page.locator(".clock")).toHaveCount(0);
});

test("problems say what happened, what is safe and what to do", async ({ page }) => {
  await open(page, { scene: "troubled", at: "/session" });
  await expect(spoken(page)).toHaveText(/with a problem\.$/);
  await button(page, "What to do").click();
  const problem = page.getByRole("listitem").filter({ hasText: "The server can’t be reached" });
  for (const words of ["What happened", "What is safe", "What to do", "sent as soon as the server answers"]) {
    await expect(problem).toContainText(words);
  }
  await expect(button(problem, "Try to send now")).toBeVisible();
  await expect(page.getByRole("link", { name: /Problems/ })).toContainText("5 problems");
});

test("at 200 % nothing is lost sideways", async ({ page }) => {
  await page.setViewportSize({ width: 520, height: 360 });
  for (const at of [NOTICE, "/session", "/problems"]) {
    await open(page, { scene: "troubled", at });
    const sideways = await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
      const main = document.querySelector("main");
      return Math.max((main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0), document.documentElement.scrollWidth - innerWidth);
    });
    expect(sideways, at).toBeLessThanOrEqual(0);
  }
});
