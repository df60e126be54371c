import { expect } from "@playwright/test";

import type { View } from "../view";

const views: View[] = [
  { name: "data-empty", scene: "empty", at: "/data", widths: [1040, 380] },
  {
    name: "data-history",
    scene: "running",
    at: "/data",
    prepare: async (page) => {
      await page.getByText(/Everything, one by one/).first().click();
    },
  },
  { name: "data-looks", scene: "offline", at: "/data/looks", prepare: (page) => expect(page.getByText(/opened a picture/).first()).toBeVisible() },
  {
    name: "data-ledger",
    scene: "running",
    at: "/data/ledger",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Verify" }).click();
      await expect(page.getByText("Everything checks out")).toBeVisible();
    },
  },
  {
    name: "data-damaged",
    scene: "damaged",
    at: "/data/ledger",
    widths: [1040],
    prepare: async (page) => {
      await page.getByRole("button", { name: "Verify" }).click();
      await expect(page.getByText("Something doesn’t check out")).toBeVisible();
    },
  },
  {
    name: "data-receipt",
    scene: "empty",
    at: "/data/ledger",
    widths: [1040, 380],
    prepare: async (page) => {
      await page.getByRole("button", { name: "Receipt" }).first().click();
      await expect(page.getByText("The document (JSON-LD)")).toBeVisible();
    },
  },
  {
    name: "data-consents",
    scene: "running",
    at: "/data/consents",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Withdraw Screenshots from Map of the harbour" }).click();
      await expect(page.getByText("Withdrawn: Screenshots")).toBeVisible();
    },
  },
  { name: "data-consents-long-de", scene: "long", at: "/data/consents", lang: "de", widths: [1040, 380] },
  {
    name: "data-leave",
    scene: "idle",
    at: "/data/consents",
    widths: [1040, 380],
    prepare: async (page) => {
      await page.getByRole("button", { name: "Leave" }).first().click();
    },
  },
  {
    name: "data-wipe",
    scene: "idle",
    at: "/data/take",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await expect(page.getByText("Exported")).toBeVisible();
      await page.getByRole("button", { name: "Wipe …" }).click();
    },
  },
];

export default views;
