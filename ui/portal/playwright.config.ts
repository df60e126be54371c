// Tests of whole pages in Debian's Chromium, against the made-up server and under the server's content security policy.

import { defineConfig } from "@playwright/test";

/** One port for each checkout, so that two can be tested at once. */
const port = 20_000 + ([...import.meta.dirname].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 10_007, 7) % 10_000);

export default defineConfig({
  testDir: "tests",
  testMatch: "*.spec.ts",
  outputDir: "node_modules/.candor-tests",
  snapshotPathTemplate: "snapshots/{arg}{ext}",
  updateSnapshots: "none",
  fullyParallel: true,
  workers: Number(process.env["CANDOR_UI_WORKERS"] ?? 2),
  reporter: [["line"], ["./tests/totals.ts"]],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: "en-GB",
    timezoneId: "Europe/Dublin",
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: process.env["CANDOR_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--font-render-hinting=none",
        "--disable-lcd-text",
      ],
    },
  },
  webServer: {
    command: `npx vite build --mode mock --logLevel error && npx vite preview --outDir node_modules/.candor-mock --port ${port} --strictPort --logLevel error`,
    port,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
