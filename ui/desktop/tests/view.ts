// A view is a screen in one state. Each is pictured in both themes and three widths and checked for accessibility.

import type { MockBackend } from "@candor/ipc/mock";
import { expect, type Locator, type Page } from "@playwright/test";

/** The wall clock of every view, so that pictures don't change by themselves: 13:20 in Dublin, on a Wednesday. */
export const NOW = "2026-11-18T13:20:00.000Z";

export interface View {
  /** The name of its pictures. */
  name: string;
  /** The mock's scene. */
  scene: string;
  /** The address after `#`, such as `/outbox`. */
  at: string;
  lang?: string;
  /** Only at this width; three where there is none. */
  widths?: number[];
  /** The height of the window; 720 where there is none. */
  height?: number;
  /** Only pictured: another view has the same parts in sight of axe. */
  pictured?: true;
  /** Brings the page into the state, and waits for it. */
  prepare?: (page: Page) => Promise<void>;
}

/** Opens the window in a state, in the system's theme; complaints of the page fail the test that asked. */
export async function open(page: Page, view: Pick<View, "scene" | "at" | "lang">): Promise<string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.clock.setFixedTime(NOW);
  const query = new URLSearchParams({ scene: view.scene, lang: view.lang ?? "en", now: NOW });
  await page.goto(`/?${query}#${view.at}`);
  await expect(page.locator("h1").first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  return complaints;
}

type InEngine<A, T> = (engine: MockBackend, argument: A) => T | Promise<T>;

/** Asks or changes something of the engine that the page believes in. */
export async function mock<T, A = undefined>(page: Page, act: InEngine<A, T>, argument?: A): Promise<T> {
  const engine = await page.evaluateHandle(() => (globalThis as unknown as { candorMock: MockBackend }).candorMock);
  return engine.evaluate(act as never, argument) as Promise<T>;
}

/**
 * Lets so many milliseconds pass, for the engine first: a page whose clock stands still asks once for each time that it shows, and what
 * it is told then has to be of that time.
 */
export async function pass(page: Page, ms: number): Promise<void> {
  await mock(page, (engine, by) => engine.advance(by), ms);
  await page.clock.setFixedTime((await page.evaluate(() => Date.now())) + ms);
}

export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole("button", { name });

/** What is told in passing. */
export const messages = (page: Page) => page.getByRole("region", { name: "Messages" });

/** How many items wait in each place, as the engine has it. */
export const places = (page: Page) =>
  mock(page, async (engine) => {
    const { items } = await engine.outbox();
    const counted: Partial<Record<(typeof items)[number]["state"], number>> = {};
    for (const { state } of items) counted[state] = (counted[state] ?? 0) + 1;
    return counted;
  });
