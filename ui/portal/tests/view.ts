// A view is a page in one state. Each is pictured in both themes and three widths and checked for accessibility.

import { expect, type Locator, type Page } from "@playwright/test";

import type { World } from "../src/mock/world";

/** The wall clock of every view, so that pictures don't change by themselves: 15:40 in Dublin, on a Wednesday. */
export const NOW = "2026-11-18T15:40:00.000Z";
/** The made-up server's client, and one of its agents. */
export const CLIENT = "019a0002-0000-7000-8000-000000000001";
export const agentOf = (at: number) => `019a0001-0000-7000-8000-${String(at).padStart(12, "0")}`;
export const of = (page: string) => `/c/${CLIENT}/${page}`;

export interface View {
  /** The name of its pictures. */
  name: string;
  /** The made-up server's scene. */
  scene: string;
  /** The address below the server, with what stands behind the hash sign. */
  at: string;
  lang?: string;
  /** Only at this width; three where there is none. */
  widths?: number[];
  /** The height of the window; 800 where there is none. */
  height?: number;
  /** Only pictured: another view has the same parts in sight of axe. */
  pictured?: true;
  /** What the browser's console may say. */
  complaints?: RegExp;
  /** Brings the page into the state, and waits for it. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the portal in a state; complaints of the page fail the test that asked. */
export async function open(page: Page, view: Pick<View, "scene" | "at" | "lang" | "complaints">): Promise<string[]> {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!view.complaints?.test(text)) complaints.push(text);
  };
  page.on("pageerror", (error) => note(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") note(message.text());
  });
  await page.clock.setFixedTime(NOW);
  const address = new URL(view.at, "http://portal.example");
  address.searchParams.set("scene", view.scene);
  address.searchParams.set("lang", view.lang ?? "en");
  await page.goto(address.pathname + address.search + address.hash);
  await expect(page.locator("h1").first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  return complaints;
}

/** Asks something of the server that the page believes in. */
export async function server<T>(page: Page, ask: (world: World) => T): Promise<T> {
  const world = await page.evaluateHandle(() => (globalThis as unknown as { candorServer: World }).candorServer);
  return (await world.evaluate(ask as never)) as T;
}

export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole("button", { name });
/** A page's heading. */
export const heading = (name: string | RegExp) => ({ level: 1 as const, name });
export const field = (page: Page | Locator, name: string | RegExp) => page.getByLabel(name, { exact: typeof name === "string" });
export const messages = (page: Page) => page.getByRole("region", { name: "Messages" });
