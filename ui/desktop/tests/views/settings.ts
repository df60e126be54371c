import { expect } from "@playwright/test";

import { mock, type View } from "../view";

const views: View[] = [
  { name: "settings", scene: "idle", at: "/settings", height: 1900, prepare: (page) => expect(page.getByText("DELL U2723QE")).toBeVisible() },
  {
    name: "settings-hours-es",
    scene: "nokeychain",
    at: "/settings",
    lang: "es",
    height: 2400,
    widths: [1040, 380],
    prepare: async (page) => {
      await mock(page, async (engine) => {
        await engine.startEngine({ kind: "file", path: "/media/ada/schluessel/candor.key" });
        await engine.set({
          exclusions: { patterns: [{ application: null, title: "*Banco*" }, { application: "Thunderbird", title: "*privado*" }], private_windows: false },
          monitors: [0],
          tell_of_captures: true,
          working_hours: { days: ["mon", "tue", "thu"], from: "08:30", to: "16:00" },
          pause_shortcut: "Ctrl+Alt+P",
          upload_kib_per_s: 100,
        });
        engine.newest = { kind: "available", version: "0.2.0", notes: "Las capturas ocupan menos." };
      });
      await page.evaluate(() => (location.hash = "#/data"));
      await expect(page.getByRole("heading", { level: 1, name: "Mis datos" })).toBeVisible();
      await page.evaluate(() => (location.hash = "#/settings"));
      await page.getByRole("button", { name: "Buscar una versión nueva" }).click();
      await expect(page.getByText("Hay una versión nueva")).toBeVisible();
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
