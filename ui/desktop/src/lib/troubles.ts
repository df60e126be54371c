// What the problems that the engine tells of are called here, and what can be done about them.

import type { Trouble } from "@candor/ipc";

import type { App } from "./app.svelte";
import { has } from "./words.svelte";

/** What a button beside a problem does. */
export type Remedy = "accept_restored" | "outbox" | "sync" | "session" | "notice" | "settings";

const REMEDIES: Record<string, Remedy> = {
  server_forgot: "accept_restored",
  server_unreachable: "sync",
  server_refused: "sync",
  clock_wrong: "sync",
  quarantined: "outbox",
  indicator_lost: "session",
  sensor_lost: "session",
  storage_full: "session",
  store_failed: "session",
  notice_mismatch: "notice",
  policy_refused: "notice",
  shortcut_taken: "settings",
  no_device: "settings",
  unplugged: "settings",
};

export const remedyOf = ({ code }: Trouble): Remedy | null => REMEDIES[code] ?? null;

/** Whether there are words for it here; else the engine's message stands alone. */
export const isKnown = ({ code }: Trouble): boolean => has(`trouble-${code}`);

/** What it is called, with the kind that it concerns. */
export function titleOf(app: App, trouble: Trouble): string {
  const title = isKnown(trouble) ? app.t(`trouble-${trouble.code}`) : trouble.message;
  return trouble.category === undefined
    ? title
    : app.t("trouble-of", { category: app.t(`category-${trouble.category}`), title });
}
