import { expect } from "@playwright/test";

import type { View } from "../view";

const drawn: NonNullable<View["prepare"]> = async (page) => {
  await expect(page.getByRole("img", { name: /^(Worked|\d.* gearbeitet)/ })).toBeAttached();
};

const views: View[] = [
  { name: "session-idle", scene: "idle", at: "/session", prepare: drawn },
  { name: "session-running", scene: "running", at: "/session", prepare: drawn },
  {
    name: "session-timeline",
    pictured: true,
    scene: "running",
    at: "/session",
    widths: [1040, 380],
    prepare: async (page) => {
      await drawn(page);
      await page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    },
  },
  { name: "session-paused", scene: "lockpaused", at: "/session", prepare: drawn },
  { name: "session-long", scene: "long", at: "/session", lang: "de", prepare: drawn },
  { name: "session-empty", scene: "empty", at: "/session", widths: [1040, 380] },
  { name: "session-changed", pictured: true, scene: "changed", at: "/session", widths: [1040] },
  {
    name: "session-lost",
    scene: "lost",
    at: "/session",
    widths: [1040, 380],
    prepare: async (page) => {
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "shortcuts",
    scene: "running",
    at: "/session",
    widths: [1040],
    prepare: async (page) => {
      await drawn(page);
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
];

export default views;
