import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // WebKitGTK 2.40, WKWebView of macOS 13 and any WebView2.
  build: { target: ["safari16", "chrome111"], modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  ...(mode === "test" ? { resolve: { conditions: ["browser"] } } : {}),
  test: { environment: "happy-dom" },
}));
