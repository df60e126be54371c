// What an item is, in words: the same in the outbox and in the history.

import { iconCounts, iconGap, iconNote, iconScreenshot, iconSession, iconWebcam, type IconShape } from "@candor/components";
import type { ActivitySample, Category, OutboxItem } from "@candor/ipc";

import type { Words } from "./words.svelte";

export const CATEGORIES: readonly Category[] = ["activity_counts", "screenshots", "webcam_stills", "work_notes"];

/** Content of one kind. */
export type ContentOf<Kind extends OutboxItem["content"]["kind"]> = Extract<OutboxItem["content"], { kind: Kind }>;
export type Capture = OutboxItem & { content: ContentOf<"capture"> };

export const isCapture = (item: OutboxItem): item is Capture => item.content.kind === "capture";

export function iconOf(item: OutboxItem): IconShape {
  switch (item.content.kind) {
    case "gap":
      return iconGap;
    case "session":
      return iconSession;
    default:
      return iconOfCategory(item.category);
  }
}

export function iconOfCategory(category: Category | null): IconShape {
  switch (category) {
    case "activity_counts":
      return iconCounts;
    case "screenshots":
      return iconScreenshot;
    case "webcam_stills":
      return iconWebcam;
    case "work_notes":
      return iconNote;
    case null:
      return iconSession;
  }
}

/** What it is, in a few words. */
export function titleOf(item: OutboxItem, { t }: Words): string {
  const { content } = item;
  switch (content.kind) {
    case "capture":
      if (content.source.from === "camera") return t("item-still");
      return content.source.monitor === 0 ? t("item-screenshot") : t("item-screenshot-of", { monitor: content.source.monitor + 1 });
    case "activity":
      return t("item-counts");
    case "note":
      return t("item-note");
    case "gap":
      return item.category === null ? t("item-gap-unnamed") : t("item-gap", { category: t(`category-${item.category}`) });
    case "session":
      return t("item-session");
    case "gone":
      return item.category === null ? t("item-session") : t(`category-${item.category}`);
  }
}

/** What is in it, in one line. */
export function summaryOf({ category, content }: OutboxItem, words: Words): string {
  const { t, format } = words;
  switch (content.kind) {
    case "capture": {
      const size = t("item-size", { width: String(content.width), height: String(content.height), bytes: format.bytes(content.bytes) });
      const more = [
        ...(content.redacted ? [t("item-blacked")] : []),
        ...(content.finding === "ordinary" ? [] : [t(`finding-${content.finding}`)]),
      ];
      return [size, ...more].join(" · ");
    }
    case "activity":
      return countsOf(content, words);
    case "note":
      return content.text;
    case "gap":
      return t(category === null ? `missing-${content.reason}` : `gap-${content.reason}`);
    case "session":
      return t("item-worked", { worked: format.duration(content.worked_ms) });
    case "gone":
      return t("item-gone");
  }
}

/** The same in fewer words, for narrow lists. */
export function briefOf(item: OutboxItem, words: Words): string {
  const { content } = item;
  const { t, format } = words;
  if (content.kind === "activity") return t("item-counted-brief", { keys: content.keys });
  if (content.kind !== "capture") return summaryOf(item, words);
  const monitor = content.source.from === "screen" && content.source.monitor > 0 ? [t("item-monitor", { monitor: content.source.monitor + 1 })] : [];
  const more = [...(content.redacted ? [t("item-blacked")] : []), ...(content.finding === "ordinary" ? [] : [t(`finding-${content.finding}`)])];
  return [format.bytes(content.bytes), ...monitor, ...more].join(" · ");
}

export function countsOf({ keys, clicks, scroll, active_s }: ActivitySample, { t }: Words): string {
  return t("item-counted", { keys, clicks, scroll, active: active_s });
}

/** The sum of several samples, from the first one's start to the last one's end. */
export function total(samples: readonly ActivitySample[]): ActivitySample {
  const [first] = samples;
  const zero = { from: first?.from ?? "", to: first?.to ?? "", keys: 0, clicks: 0, scroll: 0, pointer_px: 0, active_s: 0 };
  return samples.reduce(
    (sum, sample) => ({
      from: sample.from < sum.from ? sample.from : sum.from,
      to: sample.to > sum.to ? sample.to : sum.to,
      keys: sum.keys + sample.keys,
      clicks: sum.clicks + sample.clicks,
      scroll: sum.scroll + sample.scroll,
      pointer_px: sum.pointer_px + sample.pointer_px,
      active_s: sum.active_s + sample.active_s,
    }),
    zero,
  );
}
