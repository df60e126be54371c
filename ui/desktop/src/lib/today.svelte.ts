// Today's log, asked for anew when something in it may have changed.

import type { DayLog } from "@candor/ipc";

import type { App } from "./app.svelte";

/** How old the log may become while nothing is known to have changed, in milliseconds. */
const OLD_MS = 60_000;

export class Today {
  log: DayLog | null = $state.raw(null);
  #asked = 0;

  constructor(private readonly app: App) {}

  async load(): Promise<void> {
    this.#asked = Date.now();
    try {
      const { today } = await this.app.backend.days();
      this.log = await this.app.backend.day(today);
    } catch {
      // What isn't known any more isn't shown; the frame says that the engine can't be asked.
      this.log = null;
    }
  }

  get old(): boolean {
    return Date.now() - this.#asked >= OLD_MS;
  }
}

/** Today's log, kept fresh; for use while a component is being made. */
export function useToday(app: App): Today {
  const today = new Today(app);
  let status = $derived(app.live.status);
  // What changes it: a session's state, a capture, a note, something sent or deleted.
  let version = $derived(
    [status?.session?.id, status?.state, status?.session?.totals.captures, status?.session?.totals.notes, status?.outbox.items].join(),
  );
  $effect(() => {
    void version;
    void today.load();
  });
  $effect(() => {
    if (app.live.now && today.old && app.live.status !== null) void today.load();
  });
  return today;
}
