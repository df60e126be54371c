// What people come to do, from the first page to the last.

import { expect, test } from "@playwright/test";

import { agentOf, button, CLIENT, field, heading, messages, of, open, server } from "./view";

test("a fresh server is set up, and its first member sees an empty team", async ({ page }) => {
  const complaints = await open(page, { scene: "fresh", at: "/" });
  await expect(page).toHaveURL(/\/setup/);
  await field(page, "Code from the terminal").fill("wrong");
  await field(page, "Your name").fill("Mary Burke");
  await field(page, "E-mail address").fill("mary.burke@harbour-maps.example");
  await field(page, "Password").fill("short");
  for (const name of ["Name", "Address", "Contact for data protection", "Who runs this server", "Law", "Supervisory authority"]) {
    await field(page, name).fill(name === "Name" ? "Harbour Maps Ltd" : "Somewhere");
  }
  await field(page, "Password").blur();
  await expect(page.getByRole("alert")).toHaveText("7 characters more, please.");
  await field(page, "Password").fill("tides and lanterns");
  await button(page, "Set up").click();
  await expect(page.getByRole("alert")).toContainText("doesn’t know this link");
  await field(page, "Code from the terminal").fill("K7PX-Q2MD");
  await button(page, "Set up").click();
  await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
  expect(complaints).toEqual([]);
});

test("whoever signs in comes back to the page that they asked for", async ({ page }) => {
  await open(page, { scene: "factor", at: `${of("team")}?day=2026-11-16` });
  await expect(page.getByRole("heading", heading("Sign in"))).toBeVisible();
  await field(page, "E-mail address").fill("mary.burke@harbour-maps.example");
  await field(page, "Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(field(page, "Password")).toBeFocused();
  await field(page, "Password").fill("tides and lanterns");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", heading("One more step"))).toBeVisible();
  await button(page, "Use a recovery code").click();
  await field(page, "Recovery code").fill("nonsense");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await button(page, "Use a code of the app").click();
  await field(page, "Code").fill("246 813");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Monday 16 November")).toBeVisible();
  await expect(page).toHaveURL(/\/team\?day=2026-11-16/);
});

test("a way back leads to no other server", async ({ page }) => {
  await open(page, { scene: "out", at: "/sign-in?back=%2F%2Fevil.example%2F" });
  await field(page, "E-mail address").fill("mary.burke@harbour-maps.example");
  await field(page, "Password").fill("tides and lanterns");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
});

test("an invitation is accepted by who has an account, and its secret goes nowhere", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await open(page, { scene: "out", at: "/account-link#link-known" });
  await expect(page.getByText("has an account here already")).toBeVisible();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await field(page, "E-mail address").fill("mary.burke@harbour-maps.example");
  await field(page, "Password").fill("tides and lanterns");
  await page.keyboard.press("Enter");
  await button(page, "Accept the invitation").click();
  await expect(messages(page)).toContainText("You are a member now");
  await expect(page.getByRole("heading", heading("Team day"))).toBeVisible();
  expect(sent.filter((url) => url.includes("link-known"))).toEqual([]);
});

test("an invitation to record opens in Candor, with the server and the secret in it", async ({ page, baseURL }) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await open(page, { scene: "out", at: "/join#s3cret-Part" });
  await expect(page.getByRole("link", { name: "Open in Candor" })).toHaveAttribute("href", `candor://join?server=${encodeURIComponent(baseURL ?? "")}#s3cret-Part`);
  await expect(page.getByLabel("The invitation’s link")).toHaveValue(`${baseURL}/join#s3cret-Part`);
  expect(sent.filter((text) => text.includes("s3cret"))).toEqual([]);
});

test("a second factor is set up with its recovery codes, and other sessions can be ended", async ({ page }) => {
  await open(page, { scene: "reviewer", at: "/account" });
  await button(page, "Set up").click();
  await field(page, "Code").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await field(page, "Code").fill("246813");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "83PX-T891-WB09-B9Y7-3MY6-3FCH-26W1" })).toBeVisible();
  await button(page, "I have kept them").click();
  await expect(page.getByText("10 left.")).toBeVisible();
  await expect(page.getByText("Add a second factor")).toHaveCount(0);
  await button(page, "End the session: Safari 19, iPhone").click();
  await page.getByRole("dialog").getByRole("button", { name: "End" }).click();
  await expect(page.getByText("Safari 19, iPhone")).toHaveCount(0);
});

test("a passkey that somebody thinks better of changes nothing", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await open(page, { scene: "out", at: "/sign-in" });
  await button(page, "Sign in with a passkey").click();
  await expect(button(page, "Sign in with a passkey")).not.toHaveAttribute("aria-busy");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("the team's day is gone through by keyboard", async ({ page }) => {
  await open(page, { scene: "harbour", at: of("team") });
  const rows = page.getByRole("list", { name: "Agents" }).getByRole("link");
  await expect(rows).toHaveCount(7);
  const names = await rows.evaluateAll((all) => all.map((row) => row.querySelector(".name")?.textContent ?? ""));
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Wednesday 18 November")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText("Tuesday 17 November")).toBeVisible();
  await rows.nth(2).press("Enter");
  await expect(page.getByRole("heading", heading("Chiara Marchetti"))).toBeFocused();
  await page.goBack();
  await expect(page.getByText("Tuesday 17 November")).toBeVisible();
});

test("the team's day is narrowed to a project or a name", async ({ page }) => {
  await open(page, { scene: "harbour", at: of("team") });
  const rows = page.getByRole("list", { name: "Agents" }).getByRole("link");
  await expect(rows).toHaveCount(7);
  await page.getByRole("combobox", { name: /^Project/ }).click();
  await page.getByRole("option", { name: "Map of the harbour" }).click();
  await expect(rows).toHaveCount(4);
  await field(page, "Find an agent").fill("okafor ada");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/project=.*find=/);
  // Somebody who works on another project.
  await field(page, "Find an agent").fill("Chiara");
  await expect(page.getByText("Nobody fits")).toBeVisible();
  await button(page, "Show all").click();
  await expect(rows).toHaveCount(7);
});

test("only pictures that come into sight are looked at, and a still only when it is asked for", async ({ page }) => {
  const looks = () => server(page, (world) => world.looks.map(({ capture }) => capture));
  await page.setViewportSize({ width: 1280, height: 1350 });
  await open(page, { scene: "harbour", at: of(`agents/${agentOf(1)}/2026-11-17`) });
  const strip = page.getByRole("group", { name: "Pictures" });
  await expect(strip.locator("img").first()).toBeVisible();
  await expect(strip.locator(".skeleton")).toHaveCount(0);
  const first = await looks();
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThanOrEqual(6);
  expect(new Set(first).size).toBe(first.length);

  const still = strip.getByRole("button", { name: /^Webcam still/ }).first();
  await still.click();
  await expect(button(page, "Show it")).toBeVisible();
  expect(await looks()).toEqual(first);
  await button(page, "Show it").click();
  await expect(page.getByRole("dialog").locator("img")).toBeVisible();
  expect(await looks()).toHaveLength(first.length + 1);
  await expect(page.getByText("Your look is recorded and shown to Bogdan Ionescu.")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/^2 of/)).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(/^1 of/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await strip.getByRole("button").first().focus();
  await page.keyboard.press("End");
  await expect(strip.getByRole("button", { name: /32 of 32/ })).toBeFocused();
});

test("an agent is invited by a link that is shown once", async ({ page }) => {
  await open(page, { scene: "empty", at: of("team") });
  await button(page, "Invite an agent").click();
  await expect(page.getByText("No agents yet")).toBeVisible();
  await button(page, "Invite an agent").click();
  await page.getByRole("dialog").getByLabel("Name").fill("Zofia Nowak");
  await page.keyboard.press("Enter");
  const link = await page.getByRole("dialog").getByLabel("Link", { exact: true }).inputValue();
  expect(link).toMatch(/\/join#\w+$/);
  await button(page, "I have passed it on").click();
  // There is nobody in this client yet, but the invitation waits.
  await expect(button(page, "Withdraw the invitation of Zofia Nowak")).toBeVisible();
  expect(await page.content()).not.toContain(link.split("#")[1]);
  await button(page, "Withdraw the invitation of Zofia Nowak").click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Open invitations")).toHaveCount(0);
});

test("a device is revoked, and a role is changed only when it was confirmed", async ({ page }) => {
  await open(page, { scene: "harbour", at: of("people") });
  await button(page, "Revoke device 1 of Ada Okafor").click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Revoked 18 November 2026")).toBeVisible();

  await page.getByRole("link", { name: "Members" }).click();
  const role = page.getByRole("combobox", { name: /^Role of Jonas Lindqvist/ });
  await role.click();
  await page.getByRole("option", { name: "Owner" }).click();
  await button(page, "Cancel").click();
  await expect(role).toHaveAccessibleName("Role of Jonas Lindqvist: Reviewer");
  await role.click();
  await page.getByRole("option", { name: "Owner" }).click();
  await button(page, "Change the role").click();
  await expect(role).toHaveAccessibleName("Role of Jonas Lindqvist: Owner");
});

test("each role is led only to what it may see and do", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("people") });
  const nav = page.getByRole("navigation", { name: "Pages" });
  await expect(nav.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  await expect(page.getByText("Ada Okafor").first()).toBeVisible();
  await expect(button(page, /Invite|Revoke/)).toHaveCount(0);

  await open(page, { scene: "auditor", at: of("members") });
  await expect(page.getByText("Jonas Lindqvist")).toBeVisible();
  await expect(button(page, /Invite|Remove|Role/)).toHaveCount(0);

  await open(page, { scene: "reviewer", at: `/c/${CLIENT.replace(/1$/, "7")}/team` });
  await expect(page.getByRole("heading", heading("Not found"))).toBeVisible();
});

test("language and theme are kept, and the client is changed", async ({ page }) => {
  await open(page, { scene: "harbour", at: "/account" });
  await page.getByRole("combobox", { name: /^Language/ }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", heading("Konto"))).toBeVisible();
  expect(await server(page, (world) => world.account.lang)).toBe("de");
  await page.getByRole("combobox", { name: /^Aussehen/ }).click();
  await page.getByRole("option", { name: "Dunkel" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("combobox", { name: /^Auftraggeber/ }).click();
  await page.getByRole("option", { name: /^Nordsee/ }).click();
  await expect(page.getByText("Noch ist niemand hier")).toBeVisible();
  await page.goto("/account");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("heading", heading("Konto"))).toBeVisible();
});

test("a policy is published as it was previewed, and agents decide anew on what is wider", async ({ page }) => {
  await open(page, { scene: "harbour", at: of("projects") });
  await page.getByRole("link", { name: /^Map of the harbour/ }).click();
  const notice = page.locator(".notice");
  await expect(notice).toContainText("Screenshots");
  await expect(button(page, "Publish")).toBeDisabled();
  await field(page, "At most, an hour").fill("20");
  await expect(page.getByText("More than 12 screenshots an hour")).toBeVisible();
  await expect(notice).toContainText("20");
  await page.getByRole("radio", { name: "Deutsch" }).click();
  await expect(notice).toContainText("Bildschirmfotos");
  await button(page, "Publish").click();
  await expect(page.getByRole("dialog")).toContainText("3 agents must decide again");
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await expect(messages(page)).toContainText("Version 3 is published.");
  await expect(page.getByText("Version 3 stands")).toBeVisible();
  await expect(button(page, "Publish")).toBeDisabled();
});

test("a policy that isn't whole says what is missing and can't be published", async ({ page }) => {
  await open(page, { scene: "empty", at: of("projects") });
  await button(page, "Make a project").click();
  await page.getByRole("dialog").getByLabel("Name").fill("Sheet 14");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing is collected", { exact: true })).toBeVisible();
  await page.getByRole("radiogroup", { name: /^Work notes/ }).getByRole("radio", { name: "optional" }).click();
  await expect(page.getByRole("alert")).toContainText("the purpose and who sees it are missing");
  await expect(button(page, "Publish")).toBeDisabled();
  await field(page, "Purpose").fill("To know what was done");
  await field(page, "Who sees it").fill("Mary Burke");
  await expect(page.locator(".notice")).toContainText("To know what was done");
  await expect(button(page, "Publish")).toBeEnabled();
});

test("time is questioned in words, answered and approved, and goes out as files", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("timesheet") });
  const cell = page.getByRole("button", { name: /^Dara Ní Fhloinn, Map of the harbour, Monday 16 November/ });
  await expect(cell).toHaveAccessibleName(/nothing said yet$/);
  await cell.click();
  await button(page.getByRole("dialog"), "Question").click();
  await expect(page.getByRole("alert")).toHaveText("A question needs words: say what you ask.");
  await field(page, "Comment").fill("Which sheet was this?");
  await button(page.getByRole("dialog"), "Question").click();
  await expect(cell).toHaveAccessibleName(/questioned$/);
  await cell.click();
  await expect(page.getByRole("dialog")).toContainText("Which sheet was this?");
  await button(page.getByRole("dialog"), "Approve").click();
  await expect(cell).toHaveAccessibleName(/approved$/);
  const file = page.getByRole("link", { name: "As XLSX" });
  await expect(file).toHaveAttribute("href", /timesheet\.xlsx\?from=2026-11-16&to=2026-11-22&zone=Europe%2FDublin&lang=en$/);
  await button(page, "The week before").click();
  await expect(file).toHaveAttribute("href", /from=2026-11-09&to=2026-11-15/);
  await page.getByRole("radio", { name: "Month" }).click();
  await expect(page.getByText("November 2026", { exact: true })).toBeVisible();

  await open(page, { scene: "auditor", at: of("timesheet") });
  await cell.click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(button(page.getByRole("dialog"), /Approve|Question/)).toHaveCount(0);
});

test("an agent answers what was asked about their time, and it waits no more", async ({ page }) => {
  await open(page, { scene: "agent", at: "/" });
  await expect(page.getByRole("link", { name: "My page 1 question waits for you" })).toBeVisible();
  await button(page, /^Answer Jonas Lindqvist/).click();
  await expect(button(page, "Send the answer")).toBeDisabled();
  await field(page, "Answer").fill("For the legend, all of it.");
  await button(page, "Send the answer").click();
  await expect(page.getByText("For the legend, all of it.")).toBeVisible();
  await expect(page.getByText("Waiting for your answer")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "My page", exact: true })).toBeVisible();
});

test("an agent sees their own day without a look being recorded, and takes everything along", async ({ page }) => {
  await open(page, { scene: "agent", at: "/me" });
  await page.getByRole("tab", { name: "My day" }).click();
  await button(page, "The day before").click();
  await expect(page).toHaveURL(/\/me\/day\/2026-11-17/);
  await expect(page.getByText("Nothing on this day")).toBeVisible();
  await button(page, "The day before").click();
  await expect(page.getByText("that you look at them is recorded nowhere")).toBeVisible();
  await page.getByRole("button", { name: /^Screenshot, .* 1 of/ }).click();
  await expect(page.getByRole("dialog").locator("img")).toBeVisible();
  await expect(page.getByText("Your look is recorded")).toHaveCount(0);
  await page.keyboard.press("Escape");
  expect(await server(page, (world) => world.looks)).toEqual([]);
  await page.getByRole("tab", { name: "My data and rights" }).click();
  await expect(page.getByRole("link", { name: "Download everything" }).first()).toHaveAttribute("href", new RegExp(`^/api/v1/me/export\\?client=${CLIENT}&lang=en`));
  const letter = await page.getByRole("listitem").filter({ hasText: "Objection" }).getByRole("link").getAttribute("href");
  expect(decodeURIComponent(letter ?? "")).toMatch(/^mailto:privacy@harbour-maps\.example\?subject=My data: Objection&body=To the contact/);
});

test("an API token is made with scopes, shown once, and revoked", async ({ page }) => {
  await open(page, { scene: "harbour", at: of("tokens") });
  await button(page, "Make a token").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What it is for").fill("Payroll of the year");
  await dialog.getByRole("button", { name: "Make it" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose at least one: without any it opens nothing.");
  await dialog.getByLabel("Read the audit log").check();
  await dialog.getByRole("button", { name: "Make it" }).click();
  const secret = await dialog.getByLabel("The token", { exact: true }).inputValue();
  expect(secret).toMatch(/^cnd_/);
  await button(page, "I have kept it").click();
  expect(await page.content()).not.toContain(secret);
  await button(page, "Revoke “Payroll of the year”").click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(button(page, "Revoke “Payroll of the year”")).toHaveCount(0);
  await expect(page.getByText(/revoked 18 November 2026/)).toBeVisible();
});

test("a passkey gets a name of one’s own", async ({ page }) => {
  await open(page, { scene: "harbour", at: "/account" });
  await button(page, "Rename “Mary’s laptop”").click();
  await field(page, "Name of the passkey").fill("The key on my ring");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The key on my ring")).toBeVisible();
});

test("time is taken off by hand, and stands beside what was recorded", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("timesheet") });
  await page.getByRole("button", { name: /^Chiara Marchetti, .*, Monday 16 November/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Adjust by hand" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Day")).toHaveValue("2026-11-16");
  await dialog.getByLabel("Minutes").fill("20");
  await dialog.getByRole("radio", { name: "Take off" }).click();
  await dialog.getByLabel("Reason").fill("Waited for the lift.");
  await dialog.getByRole("button", { name: "Adjust", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Chiara Marchetti, .*, Monday 16 November: .*, adjusted by hand −0:20, approved/ })).toBeVisible();
});

test("a picture that the policy guards is shown only to whoever says why", async ({ page }) => {
  await open(page, { scene: "harbour", at: of(`agents/${agentOf(4)}/2026-11-17`) });
  const strip = page.getByRole("group", { name: "Pictures" });
  await strip.getByRole("button").nth(1).click();
  await expect(button(page, "Show it")).toBeDisabled();
  expect(await server(page, (world) => world.looks)).toEqual([]);
  await field(page, "Why do you look?").fill("Sheet 14");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").locator("img")).toBeVisible();
  expect(await server(page, (world) => world.looks.map(({ reason }) => reason))).toEqual(["Sheet 14"]);
  // The next one is covered too, and the reason stands.
  await button(page, "Next").click();
  await expect(field(page, "Why do you look?")).toHaveValue("Sheet 14");
  expect(await server(page, (world) => world.looks)).toHaveLength(1);
});

test("a picture is opened from the day’s line", async ({ page }) => {
  await open(page, { scene: "harbour", at: of(`agents/${agentOf(2)}/2026-11-17`) });
  const strip = page.getByRole("group", { name: "Pictures" });
  const fourth = /, (\d+):(\d+)/.exec((await strip.locator('[data-at="3"]').getAttribute("aria-label")) ?? "");
  const line = page.getByRole("img", { name: /^Worked/ });
  const box = (await line.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const [from, to] = await page.locator(".axis span").evaluateAll((all) => [all.at(0)?.textContent, all.at(-1)?.textContent].map((text) => Number(text?.slice(0, 2))));
  const at = (Number(fourth?.[1]) + Number(fourth?.[2]) / 60 - (from ?? 0)) / ((to ?? 0) - (from ?? 0));
  // Beside every picture nothing opens; on it, it does.
  await page.mouse.click(box.x + box.width * at, box.y + 30);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.mouse.click(box.x + box.width * at + 3, box.y + 93);
  await expect(page.getByRole("dialog").getByText(/^4 of/)).toBeVisible();
});

test("whoever lacks a second factor is led to it, and then is in", async ({ page }) => {
  await open(page, { scene: "asked", at: of("team") });
  await expect(page.getByText("One more step to come in")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await button(page, "Set up a second factor").click();
  await button(page, "Set up").click();
  await field(page, "Code").fill("246813");
  await page.keyboard.press("Enter");
  await button(page, "I have kept them").click();
  await page.getByRole("link", { name: "Team day" }).click();
  await expect(page.getByText("Ada Okafor")).toBeVisible();
});

test("owners read who looked", async ({ page }) => {
  await open(page, { scene: "harbour", at: of(`agents/${agentOf(2)}/2026-11-17`) });
  await page.getByRole("link", { name: "Who looked" }).click();
  await expect(page.getByRole("heading", heading("Audit log"))).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Jonas Lindqvist" })).toHaveCount(2);
  await expect(page.getByRole("row").filter({ hasText: "Signed in" })).toHaveCount(0);
});

test("what a test made up is marked on the team's day, in the timesheet and on the agent's day", async ({ page }) => {
  await open(page, { scene: "harbour", at: `${of("team")}?day=2026-11-17` });
  const rows = page.getByRole("list", { name: "Agents" }).getByRole("listitem");
  const marked = rows.filter({ hasText: "made by a test" });
  await expect(marked).toHaveCount(1);
  await expect(marked.getByRole("link", { name: /^Yusuf al-Rashid: .* made by a test/ })).toBeVisible();
  await page.getByRole("link", { name: "Timesheet" }).click();
  await expect(page.getByRole("rowheader").filter({ hasText: "made by a test" })).toHaveText(/^Yusuf al-Rashid/);
  await expect(page.getByRole("button", { name: /^Yusuf al-Rashid.* made by a test/ }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /made by a test/ }).and(page.getByRole("button", { name: /^(?!Yusuf)/ }))).toHaveCount(0);
  await page.goto(of(`agents/${agentOf(6)}/2026-11-17`));
  await expect(page.getByRole("main").getByText("made by a test").first()).toBeVisible();
});

test("of a long talk the last is shown, and the rest when it is asked for", async ({ page }) => {
  await open(page, { scene: "reviewer", at: of("team") });
  await server(page, (world) => {
    const talk = world.reviews.find(({ comments }) => comments.some(({ by_agent }) => by_agent));
    const [first] = talk?.comments ?? [];
    if (talk && first) talk.comments = [...Array.from({ length: 25 }, (_, at) => ({ ...first, id: `${first.id}-${at}`, text: `Said as number ${at}.` })), ...talk.comments];
  });
  await page.getByRole("link", { name: "Timesheet" }).click();
  await page.getByRole("button", { name: /^Bogdan Ionescu, Map of the harbour, Tuesday 17 November/ }).click();
  const talk = page.getByRole("dialog").getByRole("article").first();
  await expect(talk.getByText("They asked about sheet 14.")).toBeVisible();
  await expect(talk.getByText(/^Said as number/)).toHaveCount(8);
  await talk.getByRole("button", { name: "Show what was said before (17)" }).press("Enter");
  await expect(talk.getByText(/Said as number/)).toHaveCount(25);
  await expect(talk.getByText(/Said as number/).first()).toHaveText(/number 0/);
  await expect(talk.getByRole("button", { name: /said before/ })).toHaveCount(0);
});
