// A notice's text, read back into headings, labels and paragraphs so that it can be typeset. The text is what was hashed and
// what a person decides on: whatever is shown has exactly its words in exactly its order, or else the text is shown as it is.

import type { Category } from "@candor/ipc";

import { CATEGORIES } from "./categories";

/** The most columns of a notice's line; see the engine's `notice::page`. */
const WIDTH = 78;

export type Block =
  | { kind: "lead"; text: string }
  | { kind: "point"; text: string }
  /** A label and what stands under it. */
  | { kind: "entry"; label: string; parts: Part[] };

export type Part =
  | { kind: "paragraph"; text: string }
  | { kind: "quotes"; items: string[] }
  /** Lines to be copied as they are. */
  | { kind: "code"; lines: string[] };

export interface NoticeSection {
  heading: string;
  blocks: Block[];
  /** The kind that is decided on under this heading. */
  category: Category | null;
}

export interface ParsedNotice {
  /** The title, with what stands before the first heading. */
  top: NoticeSection;
  sections: NoticeSection[];
}

/**
 * Reads a notice. Nothing where it doesn't read as one whose words would all be shown, or where it hasn't exactly one
 * section for each of the categories, in their order.
 */
export function parseNotice(text: string, categories: readonly Category[]): ParsedNotice | null {
  const [top, ...sections] = sectionsOf(text.split("\n")) ?? [];
  if (top === undefined) return null;
  const decided = sections.flatMap(({ category }) => (category === null ? [] : [category]));
  const complete = decided.length === categories.length && categories.every((category) => decided.includes(category));
  if (!complete || top.category !== null) return null;
  const parsed = { top, sections };
  return same(spoken(parsed), words(text)) ? parsed : null;
}

/** The words of a text, without what only draws lines and marks points. */
export function words(text: string): string[] {
  return text
    .split("\n")
    .filter((line, at, lines) => !(isRule(line) && (lines[at - 1] ?? "") !== ""))
    .flatMap((line) => line.replace(/^( {2}\* | {6}- )/, "").split(/\s+/))
    .filter(Boolean);
}

/** The words of a notice that was read, in the order in which they are shown. */
export function spoken({ top, sections }: ParsedNotice): string[] {
  const texts = [top, ...sections].flatMap(({ heading, blocks }) => [
    heading,
    ...blocks.flatMap((block) =>
      block.kind === "entry"
        ? [
            block.label,
            ...block.parts.flatMap((part) =>
              part.kind === "paragraph" ? [part.text] : part.kind === "quotes" ? part.items : part.lines,
            ),
          ]
        : [block.text],
    ),
  ]);
  return texts.flatMap((text) => text.split(/\s+/)).filter(Boolean);
}

const same = (a: string[], b: string[]): boolean => a.length === b.length && a.every((word, at) => word === b[at]);

const isRule = (line: string): boolean => /^(=+|-+)$/.test(line);

const indent = (line: string): number => line.length - line.trimStart().length;

function sectionsOf(lines: string[]): NoticeSection[] | null {
  const sections: NoticeSection[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line === "") {
      at += 1;
    } else if (indent(line) === 0) {
      const heading: string[] = [];
      while (at < lines.length && lines[at] !== "" && !isRule(lines[at] ?? "")) heading.push(lines[at++] ?? "");
      if (!isRule(lines[at] ?? "")) return null;
      at += 1;
      sections.push({ heading: heading.join(" "), blocks: [], category: null });
    } else {
      const section = sections.at(-1);
      if (section === undefined) return null;
      const start = at;
      while (at < lines.length && lines[at] !== "" && indent(lines[at] ?? "") > 0) at += 1;
      const blocks = blocksOf(lines.slice(start, at));
      if (blocks === null) return null;
      section.blocks.push(...blocks);
    }
  }
  for (const section of sections) section.category = categoryOf(section);
  return sections;
}

/** The category whose command for withdrawing stands in a section. Only Candor's own words are set as code. */
function categoryOf({ blocks }: NoticeSection): Category | null {
  const commands = blocks.flatMap((block) =>
    block.kind === "entry" ? block.parts.flatMap((part) => (part.kind === "code" ? part.lines : [])) : [],
  );
  const named = commands.flatMap((line) => /^candor consent withdraw (\w+) /.exec(line)?.[1] ?? []);
  return CATEGORIES.find((category) => named.includes(category)) ?? null;
}

/** The blocks among lines that stand together with no empty line between. */
function blocksOf(lines: string[]): Block[] | null {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.startsWith("  * ")) {
      const own = [line.slice(4)];
      for (at += 1; at < lines.length && indent(lines[at] ?? "") === 4; at += 1) own.push((lines[at] ?? "").trim());
      blocks.push({ kind: "point", text: own.join(" ") });
    } else if (indent(line) === 2) {
      const own: string[] = [];
      for (; at < lines.length && indent(lines[at] ?? "") === 2 && !(lines[at] ?? "").startsWith("  * "); at += 1) {
        own.push((lines[at] ?? "").trim());
      }
      const start = at;
      while (at < lines.length && indent(lines[at] ?? "") >= 6) at += 1;
      const text = own.join(" ");
      if (at === start) blocks.push({ kind: "lead", text });
      else blocks.push({ kind: "entry", label: text, parts: partsOf(lines.slice(start, at)) });
    } else {
      return null;
    }
  }
  return blocks;
}

function partsOf(lines: string[]): Part[] {
  const parts: Part[] = [];
  let quoting = false;
  lines.forEach((line, at) => {
    const last = parts.at(-1);
    if (line.startsWith("      - ")) {
      const item = line.slice(8);
      if (last?.kind === "quotes") last.items.push(item);
      else parts.push({ kind: "quotes", items: [item] });
      quoting = true;
    } else if (indent(line) >= 8 && quoting && last?.kind === "quotes") {
      last.items.push(`${last.items.pop() ?? ""} ${line.trim()}`);
    } else if (indent(line) >= 8) {
      if (last?.kind === "code") last.lines.push(line.slice(8));
      else parts.push({ kind: "code", lines: [line.slice(8)] });
    } else {
      quoting = false;
      if (last?.kind === "paragraph" && !ends(lines[at - 1] ?? "", line)) last.text += ` ${line.trim()}`;
      else parts.push({ kind: "paragraph", text: line.trim() });
    }
  });
  return parts;
}

/** Whether a paragraph ends between two lines: the next word had room, and the line stops as paragraphs do. */
function ends(line: string, next: string): boolean {
  const word = next.trim().split(" ")[0] ?? "";
  const room = WIDTH - line.length - 1 - word.length;
  return room >= 0 && (/[.:!?”“»…]$/.test(line) || room >= 14);
}
