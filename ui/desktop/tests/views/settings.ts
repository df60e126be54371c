import { expect } from "@playwright/test";

import type { View } from "../view";

const views: View[] = [
  { name: "settings", scene: "idle", at: "/settings", height: 1900, prepare: (page) => expect(page.getByText("DELL U2723QE")).toBeVisible() },
  {
    name: "settings-hours-es",
    scene: "nokeychain",
    at: "/settings",
    lang: "es",
    height: 1900,
    widths: [1040, 380],
    prepare: async (page) => {
      await page.evaluate(async () => {
        const { candorMock } = globalThis as unknown as { candorMock: { startEngine: (choice: object) => Promise<unknown>; set: (settings: object) => Promise<unknown> } };
        await candorMock.startEngine({ kind: "file", path: "/media/ada/schluessel/candor.key" });
        await candorMock.set({
          exclusions: { patterns: [{ application: null, title: "*Banco*" }, { application: "Thunderbird", title: "*privado*" }], private_windows: false },
          monitors: [0],
          tell_of_captures: true,
          working_hours: { days: ["mon", "tue", "thu"], from: "08:30", to: "16:00" },
          pause_shortcut: "Ctrl+Alt+P",
          upload_kib_per_s: 100,
        });
        location.hash = "#/data";
        await new Promise((resolve) => setTimeout(resolve, 50));
        location.hash = "#/settings";
      });
      await expect(page.getByText("DELL U2723QE")).toBeVisible();
      await expect(page.getByText("*Banco*")).toBeVisible();
    },
  },
  {
    name: "settings-pick",
    scene: "idle",
    at: "/settings",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Leave a window out" }).click();
      await expect(page.getByText("Signal", { exact: true })).toBeVisible();
    },
  },
];

export default views;
