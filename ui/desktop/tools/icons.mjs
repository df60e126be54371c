// Renders icons/*.svg to every picture that systems ask for: `npm run icons`. Needs Chromium, like the tests.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

const icons = fileURLToPath(new URL("../../../icons/", import.meta.url));
const read = (name) => readFileSync(`${icons}${name}`, "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();

async function render(svg, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

const [large, small] = [read("candor.svg"), read("candor-small.svg")];
const app = {};
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) app[size] = await render(size <= 48 ? small : large, size);

const put = (name, bytes) => writeFileSync(`${icons}${name}`, bytes);
for (const size of [32, 128]) put(`${size}x${size}.png`, app[size]);
put("128x128@2x.png", app[256]);
put("icon.png", app[512]);
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
  mkdirSync(`${icons}hicolor/${size}x${size}/apps`, { recursive: true });
  put(`hicolor/${size}x${size}/apps/candor.png`, app[size]);
}

/** Microsoft's ICO: a directory, then each picture as PNG. */
function ico(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(app[size].length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += app[size].length;
  });
  return Buffer.concat([head, ...sizes.map((size) => app[size])]);
}

/** Apple's ICNS: kinds, each with a picture as PNG. */
function icns(kinds) {
  const parts = Object.entries(kinds).map(([kind, size]) => {
    const head = Buffer.alloc(8);
    head.write(kind, "ascii");
    head.writeUInt32BE(8 + app[size].length, 4);
    return Buffer.concat([head, app[size]]);
  });
  const head = Buffer.alloc(8);
  head.write("icns", "ascii");
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

put("icon.ico", ico([32, 16, 24, 48, 64, 256]));
put("icon.icns", icns({ icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 }));

for (const state of ["off", "recording", "paused", "problem"]) {
  const svg = read(`tray/${state}.svg`);
  for (const size of [16, 22, 24, 32, 48]) put(`tray/${state}-${size}.png`, await render(svg, size));
}
await browser.close();
