import { expect } from "@playwright/test";

import { mock, type View } from "../view";

const views: View[] = [
  { name: "problems", scene: "troubled", at: "/problems" },
  { name: "problems-german", pictured: true, scene: "troubled", at: "/problems", lang: "de", widths: [380] },
  {
    name: "problems-remark",
    scene: "running",
    at: "/problems",
    widths: [1040, 380],
    prepare: async (page) => {
      await mock(page, (engine) => {
        engine.world.trouble("no_tray", "The desktop has no place for the icon.");
        engine.advance(0);
      });
      await expect(page.getByText("There is no place for the tray icon")).toBeVisible();
    },
  },
  { name: "problems-none", scene: "idle", at: "/problems", widths: [1040] },
];

export default views;
