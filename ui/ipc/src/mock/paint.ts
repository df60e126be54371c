// A canvas of indexed colours, and the pictures that the made-up sensors take with it.

import type { Rect } from "../generated.ts";
import { Chance, sha256 } from "./bytes.ts";
import { GLYPH, ink } from "./font.ts";
import { png } from "./png.ts";

const mixed = (back: number, front: number, share: number): number => {
  const channel = (shift: number) => {
    const [b, f] = [(back >> shift) & 0xff, (front >> shift) & 0xff];
    return Math.round(b + (f - b) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
};

/** Pixels, each a number in a palette that grows to at most 256 colours. */
export class Canvas {
  readonly pixels: Uint8Array;
  readonly colours: number[] = [0];
  private readonly known = new Map<number, number>([[0, 0]]);

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8Array(width * height);
  }

  private index(colour: number): number {
    const known = this.known.get(colour);
    if (known !== undefined) return known;
    if (this.colours.length === 256) return 0;
    this.known.set(colour, this.colours.length);
    return this.colours.push(colour) - 1;
  }

  fill(x: number, y: number, w: number, h: number, colour: number): void {
    const [left, right] = [Math.max(0, Math.round(x)), Math.min(this.width, Math.round(x + w))];
    const bottom = Math.min(this.height, Math.round(y + h));
    const index = this.index(colour);
    for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
      if (right > left) this.pixels.fill(index, row * this.width + left, row * this.width + right);
    }
  }

  ellipse(cx: number, cy: number, rx: number, ry: number, colour: number): void {
    for (let y = Math.ceil(cy - ry); y <= cy + ry; y++) {
      const half = rx * Math.sqrt(Math.max(0, 1 - ((y - cy) / ry) ** 2));
      this.fill(cx - half, y, half * 2, 1, colour);
    }
  }

  text(words: string, x: number, y: number, colour: number, scale = 1): void {
    for (let at = 0; at < words.length; at++) {
      for (let gy = 0; gy < GLYPH.height; gy++) {
        for (let gx = 0; gx < GLYPH.width; gx++) {
          const strength = ink(words[at] as string, gx, gy);
          if (strength === 0) continue;
          const [px, py] = [x + (at * GLYPH.width + gx) * scale, y + gy * scale];
          const back = this.colours[this.pixels[py * this.width + px] ?? 0] ?? 0;
          this.fill(px, py, scale, scale, strength === 3 ? colour : mixed(back, colour, strength / 3));
        }
      }
    }
  }

  png(): Uint8Array<ArrayBuffer> {
    return png(this.width, this.height, this.pixels, this.colours);
  }
}

/** What is seen on a made-up picture. */
export type Scenery = "map" | "mail" | "code" | "sheet" | "chat" | "camera" | "covered";

export const SCREENS: readonly Scenery[] = ["map", "code", "sheet", "mail", "chat"];

const MAIL = [
  "From     Mary Byrne <mary@harbour.example>",
  "To       Ada Keane",
  "Subject  Depth data for sheet 14",
  "",
  "Hi Ada,",
  "",
  "the survey boat is back, so the soundings east of the",
  "breakwater should be with you by noon. Could you close",
  "the five metre contour once they are in? The port",
  "authority would like to see sheet 14 before Friday.",
  "",
  "Many thanks,",
  "Mary",
];

const CODE = [
  "/** Joins soundings into contour lines, the deepest first. */",
  "export function contours(soundings: Sounding[], step: number): Line[] {",
  "  const lines: Line[] = [];",
  "  const deepest = Math.max(...soundings.map((s) => s.depth));",
  "  for (let depth = deepest; depth > 0; depth -= step) {",
  "    const ring = soundings.filter((s) => s.depth >= depth);",
  "    if (ring.length < 3) continue; // nothing to join yet",
  "    lines.push({ depth, points: hull(ring) });",
  "  }",
  "  return lines;",
  "}",
  "",
  "test('a flat bottom has one line', () => {",
  "  const flat = grid(8, 8, () => 5);",
  "  expect(contours(flat, 5)).toHaveLength(1);",
  "});",
  "",
  "$ npm test",
  "  contours.test.ts (14 tests) 61 ms",
  "  Tests  14 passed (14)",
];

const CHAT = [
  ["Mary", "morning! did the depth data arrive?"],
  ["Ada", "yes, at half past eight. sheet 14 is nearly closed"],
  ["Jonas", "the pier in the north moved by two metres, see the photo"],
  ["Ada", "seen it, thanks. I will shift the contour after lunch"],
  ["Mary", "perfect. the authority asks about Friday again"],
  ["Ada", "Friday works if nothing else moves :)"],
] as const;

function window(canvas: Canvas, title: string, x: number, y: number, w: number, h: number, back: number): void {
  canvas.fill(x + 6, y + 8, w, h, 0x1d3a4d);
  canvas.fill(x, y, w, h, 0xd9dbdf);
  canvas.fill(x + 1, y + 1, w - 2, 30, 0xeef0f2);
  canvas.fill(x + 1, y + 32, w - 2, h - 33, back);
  [0xe0685c, 0xe2b548, 0x67b265].forEach((colour, at) => canvas.ellipse(x + 18 + at * 20, y + 16, 6, 6, colour));
  canvas.text(title, x + 90, y + 8, 0x3b4048);
}

function map(canvas: Canvas, x: number, y: number, w: number, h: number, chance: Chance): void {
  canvas.fill(x, y, w, h, 0xcfe3ee);
  [0xb9d6e6, 0xa2c7dc, 0x8bb8d2].forEach((colour, depth) => {
    const share = 0.4 - depth * 0.11;
    canvas.ellipse(x + w * 0.59, y + h * 0.5, w * share, h * share, colour);
  });
  for (let row = 0; row < h; row += 1) {
    const coast = w * (0.16 + 0.05 * Math.sin(row / 47) + 0.03 * Math.sin(row / 19));
    canvas.fill(x, y + row, coast, 1, 0xe7e0cc);
    canvas.fill(x + coast, y + row, 2, 1, 0x8a7c58);
  }
  canvas.fill(x + w * 0.17, y + h * 0.3, w * 0.22, 9, 0x8a7c58);
  for (let count = 0; count < 60; count++) {
    const [px, py] = [chance.between(w * 0.3, w - 40), chance.between(10, h - 30)];
    canvas.text((chance.between(12, 96) / 10).toFixed(1), x + px, y + py, 0x2f5d78);
  }
  canvas.text("Breakwater", x + w * 0.2, y + h * 0.3 - 20, 0x5d5236);
}

function sheet(canvas: Canvas, x: number, y: number, w: number, h: number, chance: Chance): void {
  const heads = ["Sheet", "Soundings", "Closed", "Checked", "Hours"];
  canvas.fill(x, y, w, 26, 0xe8edf3);
  heads.forEach((head, column) => canvas.text(head, x + 14 + column * 150, y + 5, 0x2c3440));
  for (let row = 1; row * 26 < h - 26; row++) {
    canvas.fill(x, y + row * 26, w, 1, 0xe1e4e8);
    const cells = [String(row), String(chance.between(120, 980)), chance.next() < 0.8 ? "yes" : "no", "MB", (chance.between(4, 39) / 4).toFixed(2)];
    cells.forEach((cell, column) => canvas.text(cell, x + 14 + column * 150, y + row * 26 + 6, 0x4a525e));
  }
}

function screen(canvas: Canvas, what: Scenery, chance: Chance): void {
  const { width, height } = canvas;
  for (let band = 0; band < 40; band++) {
    canvas.fill(0, (height * band) / 40, width, height / 40 + 1, mixed(0x24506a, 0x6f9aa8, band / 40));
  }
  canvas.fill(0, 0, width, 28, 0x14222c);
  canvas.text("Activities", 14, 6, 0xe6ecef);
  canvas.text(`22 Nov  ${chance.between(9, 16)}:${chance.between(10, 59)}`, width / 2 - 50, 6, 0xe6ecef);
  const [x, y] = [Math.round(width * 0.05) + chance.between(0, 40), 66 + chance.between(0, 20)];
  const [w, h] = [Math.round(width * 0.62), Math.round(height * 0.76)];
  const [sx, sy, sw] = [Math.round(width * 0.58), Math.round(height * 0.44), Math.round(width * 0.36)];
  switch (what) {
    case "map":
      window(canvas, "Sheet 14 - Harbour - Chart editor", x, y, w, h, 0xffffff);
      map(canvas, x + 1, y + 32, w - 2, h - 33, chance);
      break;
    case "code":
      window(canvas, "contours.ts - charts - Editor", x, y, w, h, 0x1e2430);
      CODE.forEach((line, row) => {
        canvas.text(String(row + 1).padStart(3), x + 12, y + 46 + row * 22, 0x59647a);
        canvas.text(line, x + 56, y + 46 + row * 22, line.startsWith("/**") || line.includes("//") ? 0x7f9a76 : 0xd6dbe6);
      });
      break;
    case "sheet":
      window(canvas, "hours-november.ods - Table", x, y, w, h, 0xffffff);
      sheet(canvas, x + 1, y + 32, w - 2, h - 33, chance);
      break;
    default:
      window(canvas, "Tides - Browser", x, y, w, h, 0xfbfbfa);
      canvas.text("Tides at the harbour", x + 40, y + 70, 0x23272e, 2);
      for (let at = 0; at < w - 120; at += 2) {
        const level = 60 * Math.sin(at / 70) + 12 * Math.sin(at / 23);
        canvas.fill(x + 60 + at, y + h / 2 - level, 2, h / 3 + level, 0x9dc3da);
      }
  }
  if (what === "chat") {
    window(canvas, "Harbour team - Chat", sx, sy, sw, Math.round(height * 0.5), 0xffffff);
    CHAT.forEach(([who, words], row) => {
      canvas.text(who, sx + 20, sy + 50 + row * 46, 0x2f55d4);
      canvas.text(words.slice(0, Math.floor((sw - 40) / GLYPH.width)), sx + 20, sy + 70 + row * 46, 0x2c3038);
    });
  } else {
    window(canvas, "Depth data for sheet 14 - Mail", sx, sy, sw, Math.round(height * 0.5), 0xffffff);
    MAIL.forEach((line, row) => {
      const fits = line.slice(0, Math.floor((sw - 40) / GLYPH.width));
      canvas.text(fits, sx + 20, sy + 48 + row * 21, row < 3 ? 0x6a717c : 0x2c3038);
    });
  }
  canvas.fill(width - 236, height - 52, 212, 34, 0x17191d);
  canvas.ellipse(width - 216, height - 35, 5, 5, 0x35c06f);
  canvas.text("Candor recording", width - 202, height - 43, 0xf4f4f2);
}

function still(canvas: Canvas, chance: Chance): void {
  const { width: w, height: h } = canvas;
  for (let band = 0; band < 60; band++) {
    canvas.fill((w * band) / 60, 0, w / 60 + 1, h, mixed(0xd8d2c4, 0x9d9788, band / 60));
  }
  canvas.fill(w * 0.06, h * 0.1, w * 0.24, h * 0.46, 0xf3f6f6);
  canvas.fill(w * 0.075, h * 0.125, w * 0.1, h * 0.41, 0xbcd8e6);
  canvas.fill(w * 0.185, h * 0.125, w * 0.1, h * 0.41, 0xc9dfe8);
  canvas.fill(w * 0.68, h * 0.3, w * 0.28, h * 0.02, 0x7a6247);
  [0xa34b3c, 0x3d5f7d, 0x597a4f, 0xc79b47, 0x6d5a86, 0x3d5f7d].forEach((colour, at) =>
    canvas.fill(w * (0.7 + at * 0.036), h * (0.14 + 0.02 * (at % 3)), w * 0.028, h * (0.16 - 0.02 * (at % 3)), colour),
  );
  const lean = chance.between(-18, 18) * (w / 640);
  const [cx, cy] = [w * 0.5 + lean, h * 0.46];
  canvas.ellipse(w * 0.5 + lean / 2, h * 1.06, w * 0.27, h * 0.38, 0x3f5266);
  canvas.fill(cx - w * 0.04, cy + h * 0.12, w * 0.08, h * 0.14, 0xc99c7f);
  canvas.ellipse(cx, cy - h * 0.05, w * 0.118, h * 0.2, 0x4b3526);
  canvas.ellipse(cx, cy, w * 0.1, h * 0.175, 0xd9ab8d);
  canvas.ellipse(cx, cy - h * 0.145, w * 0.098, h * 0.07, 0x4b3526);
  for (const side of [-1, 1]) {
    canvas.ellipse(cx + side * w * 0.038, cy - h * 0.02, w * 0.009, h * 0.012, 0x2b2320);
    canvas.fill(cx + side * w * 0.038 - w * 0.018, cy - h * 0.055, w * 0.036, h * 0.009, 0x4b3526);
  }
  canvas.fill(cx - w * 0.022, cy + h * 0.09, w * 0.044, h * 0.009, 0xa5665a);
}

/** What was encoded once; encoding a full screen takes long enough to be seen. */
const encoded = new Map<string, { bytes: Uint8Array<ArrayBuffer>; sha256: string }>();

/** A picture: painted from its seed when its bytes are asked for. */
export class Picture {
  readonly width: number;
  readonly height: number;

  constructor(
    readonly what: Scenery,
    private readonly seed: number,
    private readonly blacked: readonly Rect[] = [],
  ) {
    [this.width, this.height] = what === "camera" || what === "covered" ? [640, 480] : seed % 3 === 2 ? [1280, 1024] : [1920, 1080];
  }

  /** Which monitor it shows. */
  get monitor(): number {
    return this.width === 1280 ? 1 : 0;
  }

  get redacted(): boolean {
    return this.blacked.length > 0;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.encode().bytes;
  }

  get sha256(): string {
    return this.encode().sha256;
  }

  /** The same with regions blacked out: other bytes under another name. */
  without(rects: readonly Rect[]): Picture {
    return new Picture(this.what, this.seed, [...this.blacked, ...rects]);
  }

  private encode(): { bytes: Uint8Array<ArrayBuffer>; sha256: string } {
    const key = JSON.stringify([this.what, this.seed, this.blacked]);
    let done = encoded.get(key);
    if (done === undefined) {
      const canvas = new Canvas(this.width, this.height);
      const chance = new Chance(this.seed);
      if (this.what === "camera") still(canvas, chance);
      else if (this.what !== "covered") screen(canvas, this.what, chance);
      for (const { x, y, w, h } of this.blacked) canvas.fill(x, y, w, h, 0);
      const bytes = canvas.png();
      done = { bytes, sha256: sha256(bytes) };
      encoded.set(key, done);
    }
    return done;
  }
}
