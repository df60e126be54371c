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

for (const view of [...welcome, ...notice, ...session, ...problems, ...outbox, ...data, ...settings]) {
  for (const theme of ["light", "dark"]) {
    test(`${view.name} ${theme}`, async ({ page }) => {
      const widths = view.widths ?? WIDTHS;
      const height = view.height ?? 720;
      await page.setViewportSize({ width: widths[0] ?? 1040, height });
      const complaints = await open(page, view, theme);
      await view.prepare?.(page);
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 500 ? Math.max(height, 760) : height });
        await settled(page);
        const picture = await page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
        expect(picture).toMatchSnapshot(`${view.name}-${theme}-${width}.png`, { maxDiffPixelRatio: 0.004, threshold: 0.2 });
        // Colours don't depend on the width, nor names on the theme: each pair of them is looked at once.
        if (width === (theme === "light" ? widths[0] : widths.at(-1))) {
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join("\n")}`);
          expect(found).toEqual([]);
        }
        const sideways = await page.evaluate(() => {
          const main = document.querySelector("main") ?? document.documentElement;
          return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
        });
        expect(sideways, `scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
    });
  }
}
