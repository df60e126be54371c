// A day's session as a line of time: worked and paused stretches, and marks for what was recorded.

import type { DaySession, OutboxItem } from "@candor/ipc";

export interface Stretch {
  kind: "worked" | "paused";
  from: number;
  to: number;
  reason?: string;
}

/** The stretches of a session, up to `now` where it is open. */
export function stretches(session: DaySession, now: number): Stretch[] {
  const made: Stretch[] = [];
  const end = session.ended === undefined ? now : Date.parse(session.ended);
  let open: Stretch = { kind: "worked", from: Date.parse(session.started), to: end };
  for (const { at, event, reason } of session.events) {
    const instant = Date.parse(at);
    if (event === "paused" && open.kind === "worked") {
      made.push({ ...open, to: instant });
      open = { kind: "paused", from: instant, to: end, ...(reason && { reason }) };
    } else if (event === "resumed" && open.kind === "paused") {
      made.push({ ...open, to: instant });
      open = { kind: "worked", from: instant, to: end };
    }
  }
  made.push({ ...open, to: Math.max(open.from, end) });
  return made;
}

/** Where an item is now, as far as a person cares. */
export type Whereabouts = "here" | "leaving" | "sent" | "deleted" | "refused";

export function whereabouts({ state }: Pick<OutboxItem, "state">): Whereabouts {
  switch (state) {
    case "held":
    case "frozen":
      return "here";
    case "claimed":
      return "leaving";
    case "sent":
      return "sent";
    case "deleting":
    case "purged":
      return "deleted";
    case "quarantined":
      return "refused";
  }
}
