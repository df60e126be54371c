// Asks the engine again and again, and never shows an answer as true when a later question failed.

import { type Backend, BackendError, type StatusView } from "@candor/ipc";

/** What is known of the engine. */
export type Known =
  | { kind: "asking" }
  | { kind: "status"; status: StatusView }
  | { kind: "error"; error: BackendError };

/** Milliseconds between an answer and the next question. */
export const EVERY_MS = 1000;

/**
 * Asks at once and then {@link EVERY_MS} after each answer; a question is never asked while one is open.
 * Hidden windows ask nothing. Returns how to stop.
 */
export function watch(backend: Backend, tell: (known: Known) => void, page: Document = document): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let open = false;
  let stopped = false;

  async function ask(): Promise<void> {
    if (open || stopped || page.hidden) return;
    open = true;
    let known: Known;
    try {
      known = { kind: "status", status: await backend.status() };
    } catch (thrown) {
      known = { kind: "error", error: BackendError.from(thrown) };
    }
    open = false;
    if (stopped) return;
    tell(known);
    timer = setTimeout(ask, EVERY_MS);
  }

  function onVisibility(): void {
    clearTimeout(timer);
    void ask();
  }

  page.addEventListener("visibilitychange", onVisibility);
  void ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
    page.removeEventListener("visibilitychange", onVisibility);
  };
}
