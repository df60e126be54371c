// What tests ask of a page's texts: that translations say what English says, and that each is asked for and there.

import { parse, type Resource } from "@fluent/syntax";

export interface Shape {
  variables: string[];
  /** Numbers that something special is said about. */
  numbers: string[];
}

/** The messages of a file, each with what a translation can't change about it. */
export function shapes(source: string): Map<string, Shape> {
  const resource: Resource = parse(source, { withSpans: true });
  const made = new Map<string, Shape>();
  for (const entry of resource.body) {
    if (entry.type === "Junk") throw new Error(`not Fluent: ${entry.content}`);
    if (entry.type !== "Message") continue;
    const own = source.slice(entry.span?.start, entry.span?.end);
    if (made.has(entry.id.name)) throw new Error(`${entry.id.name} is there twice`);
    made.set(entry.id.name, {
      variables: [...new Set([...own.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? ""))].sort(),
      numbers: [...new Set([...own.matchAll(/\[(\d+)\]/g)].map(([, number]) => number ?? ""))].sort(),
    });
  }
  return made;
}

/** The texts that source code asks for: by their whole names, and by beginnings that something is put behind. */
export function asked(code: string): { whole: string[]; begun: string[] } {
  const plain = [...code.matchAll(/\bt\(\s*["']([^"']+)["']/g)].map(([, id]) => id ?? "");
  const either = [...code.matchAll(/\bt\(\s*[^"'`()]*\?\s*"([a-z][\w-]*)"\s*:\s*"([a-z][\w-]*)"/g)].flatMap(([, a, b]) => [a ?? "", b ?? ""]);
  return { whole: [...plain, ...either], begun: [...code.matchAll(/\bt\(\s*`([a-z][\w-]*-)\$\{/g)].map(([, start]) => start ?? "") };
}

/** Whether source code holds a text's name: whole, or as a beginning that something is put behind (and an end). */
export function holds(code: string): (id: string) => boolean {
  const whole = new Set([...code.matchAll(/["'`]([a-z][\w-]*)["'`]/g)].map(([, id]) => id ?? ""));
  const patterns = [...code.matchAll(/`([a-z][\w-]*-)\$\{[^`}]*\}([\w-]*)`/g)].map(([, start, end]) => ({ start: start ?? "", end: end ?? "" }));
  return (id) =>
    whole.has(id) || patterns.some(({ start, end }) => id.startsWith(start) && id.endsWith(end) && id.length > start.length + end.length);
}
