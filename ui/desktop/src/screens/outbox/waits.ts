// What becomes of an item next, and when.

import type { OutboxItem } from "@candor/ipc";

import type { Words } from "../../lib/words.svelte";

export interface Wait {
  /** For the list. */
  short: string;
  /** A whole sentence. */
  words: string;
  tone: "plain" | "soon" | "paused" | "bad";
}

/** Under so many milliseconds a person has to hurry. */
const SOON = 60_000;
const HOUR = 3_600_000;

/** What the items of a row wait for: the one that waits least speaks for them. */
export function waits(items: readonly OutboxItem[], { t, format }: Words, now: number): Wait {
  const [item] = items;
  switch (item?.state) {
    case "held": {
      const left = Math.min(...items.map(({ review_left_ms }) => review_left_ms ?? 0));
      if (left === 0) return { short: t("wait-due"), words: t("wait-due-text"), tone: "plain" };
      const time = format.duration(left < SOON ? left : Math.ceil(left / 60_000) * 60_000);
      return { short: t("wait-held", { left: time }), words: t("wait-held-text", { left: time }), tone: left <= SOON ? "soon" : "plain" };
    }
    case "frozen": {
      const left = Math.max(0, Date.parse(item.frozen_until ?? "") - now);
      const until = format.dateTime(item.frozen_until ?? now);
      return { short: t("wait-frozen", { left: left < HOUR ? format.duration(left) : t("hours", { count: Math.floor(left / HOUR) }) }), words: t("wait-frozen-text", { until }), tone: "paused" };
    }
    case "deleting": {
      const seconds = Math.ceil(Math.max(...items.map(({ undo_left_ms }) => undo_left_ms ?? 0)) / 1000);
      return { short: t("wait-deleting", { seconds }), words: t("wait-deleting-text", { seconds }), tone: "bad" };
    }
    case "claimed":
      return { short: t("wait-claimed"), words: t("wait-claimed-text"), tone: "plain" };
    case "quarantined":
      return { short: t("wait-quarantined"), words: t("wait-quarantined-text"), tone: "bad" };
    default:
      return { short: "", words: "", tone: "plain" };
  }
}
