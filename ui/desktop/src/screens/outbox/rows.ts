// The outbox as a list: what needs a choice first, then by the hour, minutes of counts that follow one another in one row.

import type { OutboxItem, PlaceInLine } from "@candor/ipc";

/** A line of the list that can be chosen: one item, or counts of minutes that follow one another. */
export interface Row {
  kind: "row";
  /** The first item's id. */
  id: string;
  items: OutboxItem[];
}

/** A heading between lines. */
export interface Heading {
  kind: "heading";
  id: string;
  /** What the lines under it have in common: a choice that they wait for, the way they are on, or the hour they are from. */
  group: "choice" | "refused" | "leaving" | { hour: number };
  count: number;
}

export type Line = Row | Heading;

export type Kind = "all" | "screenshots" | "webcam_stills" | "activity_counts" | "work_notes" | "other";
export type State = "all" | "held" | "choice" | "deleting" | "leaving";

const STATES: Record<Exclude<State, "all">, readonly PlaceInLine[]> = {
  held: ["held"],
  choice: ["frozen", "quarantined"],
  deleting: ["deleting"],
  leaving: ["claimed"],
};

/** Whether an item is of a kind: gap markers and summaries are `other`, whatever category they concern. */
export function isOf(item: OutboxItem, kind: Kind): boolean {
  if (kind === "all") return true;
  const other = item.content.kind === "gap" || item.content.kind === "session";
  return kind === "other" ? other : !other && item.category === kind;
}

export const isIn = (item: OutboxItem, state: State): boolean => state === "all" || STATES[state].includes(item.state);

const groupOf = (item: OutboxItem): "choice" | "refused" | "leaving" | "hour" =>
  item.state === "frozen" ? "choice" : item.state === "quarantined" ? "refused" : item.state === "claimed" ? "leaving" : "hour";

/** The start of an instant's hour; zones differ by whole quarters, so the page's own zone decides. */
function hourOf(at: string): number {
  const date = new Date(at);
  date.setMinutes(0, 0, 0);
  return date.getTime();
}

/** The lines for items that come oldest first. */
export function lines(items: readonly OutboxItem[], kind: Kind, state: State): Line[] {
  const shown = items.filter((item) => isOf(item, kind) && isIn(item, state));
  const groups = new Map<string, { group: Heading["group"]; items: OutboxItem[] }>();
  for (const name of ["choice", "refused"] as const) {
    const found = shown.filter((item) => groupOf(item) === name);
    if (found.length > 0) groups.set(name, { group: name, items: found });
  }
  for (const item of shown) {
    if (groupOf(item) !== "hour") continue;
    const hour = hourOf(item.at);
    const group = groups.get(String(hour)) ?? { group: { hour }, items: [] };
    group.items.push(item);
    groups.set(String(hour), group);
  }
  const leaving = shown.filter((item) => groupOf(item) === "leaving");
  if (leaving.length > 0) groups.set("leaving", { group: "leaving", items: leaving });
  return [...groups].flatMap(([id, { group, items }]) => [
    { kind: "heading" as const, id, group, count: items.length },
    ...rows(items, kind === "all"),
  ]);
}

/** One row for each item; with `fold`, one for minutes of counts in the same state that nothing else comes between. */
function rows(items: readonly OutboxItem[], fold: boolean): Row[] {
  const made: Row[] = [];
  for (const item of items) {
    const last = made.at(-1);
    const before = last?.items.at(-1);
    const folds = fold && before?.content.kind === "activity" && item.content.kind === "activity" && before.state === item.state && before.session === item.session;
    if (folds && last) last.items.push(item);
    else made.push({ kind: "row", id: item.id, items: [item] });
  }
  return made;
}

/** The ids of everything between two rows, both included; of the second alone where the first is not there. */
export function between(rows: readonly Row[], from: string | null, to: string): string[] {
  const [a, b] = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)];
  if (b < 0) return [];
  const [start, end] = a < 0 ? [b, b] : [Math.min(a, b), Math.max(a, b)];
  return rows.slice(start, end + 1).flatMap(({ items }) => items.map(({ id }) => id));
}

/** Which of many lines are near what is seen, so that thousands cost no more than a screenful. */
export function visible(tops: readonly number[], scrolled: number, height: number, spare: number): { from: number; to: number } {
  let [low, high] = [0, Math.max(0, tops.length - 1)];
  const first = scrolled - spare;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= first) low = middle;
    else high = middle - 1;
  }
  let to = low;
  while (to < tops.length && (tops[to] ?? 0) < scrolled + height + spare) to++;
  return { from: low, to };
}
