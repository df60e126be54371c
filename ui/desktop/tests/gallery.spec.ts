// Every view in both themes and three widths: no complaint of the page, no accessibility violation, and looking as it did.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

import data from "./views/data";
import notice from "./views/notice";
import outbox from "./views/outbox";
import problems from "./views/problems";
import session from "./views/session";
import settings from "./views/settings";
import { open } from "./view";
import welcome from "./views/welcome";

const WIDTHS = [1040, 760, 380];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits until what a change of size set off is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/** What axe has against the page. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).options({ resultTypes: ["violations"] }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join("\n")}`);
}

for (const view of [...welcome, ...notice, ...session, ...problems, ...outbox, ...data, ...settings]) {
  test(view.name, async ({ page }) => {
    const widths = view.widths ?? WIDTHS;
    const height = view.height ?? 720;
    await page.setViewportSize({ width: widths[0] ?? 1040, height });
    const complaints = await open(page, view);
    await view.prepare?.(page);
    // Where the pointer was left nothing looks pressed or pointed at.
    await page.mouse.move(0, 0);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 500 ? Math.max(height, 760) : height });
        await settled(page);
        // What a busy machine draws late is waited for.
        await expect.soft(page).toHaveScreenshot(`${view.name}-${theme}-${width}.png`, { maxDiffPixelRatio: 0.004, threshold: 0.2 });
        const sideways = await page.evaluate(() => {
          const main = document.querySelector("main") ?? document.documentElement;
          return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
        });
        expect(sideways, `scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
      }
      if (view.pictured) continue;
      // Light at the narrowest and dark at the widest: each colour and each layout is looked at.
      if (theme === "dark" && widths.length > 1) await page.setViewportSize({ width: widths[0] ?? 1040, height });
      expect(await violations(page), theme).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}
