import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { squeeze } from "./build/squeeze.ts";

// The policy of the server's http/portal.rs: pages that tests look at must live under it too.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// `vite build --mode mock` makes the pages that tests look at, with the made-up server; only there is it part of a build.
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), squeeze(mode !== "mock")],
  server: { fs: { allow: [fileURLToPath(new URL("../..", import.meta.url))] } },
  preview: { host: "127.0.0.1", headers: { "Content-Security-Policy": POLICY } },
  build: {
    target: ["safari16.4", "chrome111", "firefox115"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    outDir: mode === "mock" ? "node_modules/.candor-mock" : "dist",
    emptyOutDir: true,
  },
  ...(mode === "test" ? { resolve: { conditions: ["browser"] } } : {}),
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"], testTimeout: 30_000 },
}));
