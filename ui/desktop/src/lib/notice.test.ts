import { expect, test } from "vitest";

import { CATEGORIES } from "./categories";
import { parseNotice, spoken, words } from "./notice";

// The notices that the engine's own tests hold to.
const snapshots = import.meta.glob<string>("../../../../crates/domain/src/notice/snapshots/*.snap", {
  query: "?raw",
  import: "default",
  eager: true,
});

const texts = Object.entries(snapshots)
  .map(([path, file]) => [path.replace(/.*__(\w+)\.snap/, "$1"), file.split("\n---\n")[1] ?? ""] as const)
  // Whole notices; some hold parts only.
  .filter(([, text]) => text.split("\n")[1]?.startsWith("====") === true);

const collected = (text: string) => CATEGORIES.filter((category) => text.includes(`candor consent withdraw ${category} `));

test("there are notices in three languages", () => {
  expect(texts.length).toBeGreaterThanOrEqual(6);
});

test.each(texts)("%s: every word is there, in order", (_name, text) => {
  const parsed = parseNotice(text, collected(text));
  if (parsed === null) throw new Error("it doesn't read as a notice");
  expect(spoken(parsed)).toEqual(words(text));
  expect(words(text).length).toBeGreaterThan(800);
  expect(parsed.sections.flatMap(({ category }) => category ?? [])).toEqual(collected(text));
  expect(parsed.top.blocks[0]?.kind).toBe("lead");
  const entries = parsed.sections.filter(({ category }) => category).map(({ blocks }) => blocks.length);
  expect(new Set(entries)).toEqual(new Set([9]));
  expect(parsed.sections.at(-1)?.blocks.every(({ kind }) => kind === "point")).toBe(true);
});

const english = texts.find(([name]) => name === "reads_well_at_the_edges")?.[1] ?? "";

test("paragraphs are told apart where the page doesn't say", () => {
  const parsed = parseNotice(english, collected(english));
  const entry = parsed?.top.blocks.find((block) => block.kind === "entry" && block.label === "Ordered by");
  expect(entry?.kind === "entry" && entry.parts).toEqual([
    { kind: "paragraph", text: "Harbour Maps Ltd, who decides what this project records and is responsible for it." },
    { kind: "paragraph", text: "Under the law of: Ireland, European Union" },
    { kind: "paragraph", text: "To ask about your data: privacy@harbour.example" },
    { kind: "paragraph", text: "By post: 1 Quay Street, Dublin 1, Ireland" },
  ]);
});

test.each([
  ["no heading", "  Text before any heading.\n", []],
  ["a heading that isn't underlined", "Title\n=====\n\nLoose words\n\n  Text\n", []],
  ["an indent that no notice has", "Title\n=====\n\n   Text\n", []],
  ["a category without its section", english, ["activity_counts", ...collected(english)] as const],
  ["a section that nobody decides on", english, collected(english).slice(1)],
  ["a section twice", english + english.slice(english.indexOf("Screenshots: required\n----")), collected(english)],
])("with %s the text stays as it is", (_what, text, categories) => {
  expect(parseNotice(text, [...categories])).toBeNull();
});

test("whatever the lines, no word gets lost, added or moved", () => {
  const lines = english.split("\n");
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  let read = 0;
  for (let round = 0; round < 400; round += 1) {
    const changed = [...lines];
    for (let times = random(3) + 1; times > 0; times -= 1) {
      const at = random(changed.length);
      if (random(2) === 0) changed.splice(at, 1);
      else changed.splice(at, 0, `${" ".repeat([0, 2, 4, 6, 8][random(5)] ?? 0)}${["word", "* word", "- word", "----"][random(4)] ?? ""}`);
    }
    const text = changed.join("\n");
    const parsed = parseNotice(text, collected(english));
    if (parsed === null) continue;
    read += 1;
    expect(spoken(parsed)).toEqual(words(text));
  }
  expect(read).toBeGreaterThan(50);
});
