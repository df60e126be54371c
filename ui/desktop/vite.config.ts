import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// The policy of the real window, from tauri.conf.json: pages that tests look at must live under it too.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'";

// `vite build --mode mock` makes the pages that tests look at, with the made-up backend; only there is it part of a build.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  server: { fs: { allow: [fileURLToPath(new URL("../..", import.meta.url))] } },
  preview: { host: "127.0.0.1", headers: { "Content-Security-Policy": POLICY } },
  build: {
    // WebKitGTK 2.40, WKWebView of macOS 13 and any WebView2.
    target: ["safari16.4", "chrome111"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    outDir: mode === "mock" ? "node_modules/.candor-mock" : "dist",
    emptyOutDir: true,
  },
  ...(mode === "test" ? { resolve: { conditions: ["browser"] } } : {}),
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"], testTimeout: 30_000 },
}));
