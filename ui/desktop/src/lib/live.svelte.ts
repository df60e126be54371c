// How everything stands, as the engine told it last, or that nobody knows. An answer is never shown as true after a later
// question failed.

import { type Backend, BackendError, type Status, type Trouble } from "@candor/ipc";

/** What is known of the engine. */
export type Known =
  | { kind: "asking" }
  | { kind: "status"; status: Status }
  | { kind: "lost"; error: BackendError };

/** How recording stands, in one word and colour. `plain`: it goes on, while something beside it is wrong. */
export type Tone = "off" | "plain" | "good" | "paused" | "bad" | "unknown";

/** Troubles beside recording: what is recorded is verified and stored all the same. */
const BESIDE = new Set([
  "server_unreachable",
  "server_refused",
  "server_forgot",
  "quarantined",
  "deletion_refused",
  "erasure_request_needed",
  "clock_wrong",
  "shortcut_taken",
  "notice_mismatch",
  "policy_refused",
]);

export class Live {
  known: Known = $state.raw({ kind: "asking" });
  /** The time, moved on with each word from the engine. */
  now = $state(Date.now());

  /** Nothing unless it holds now. */
  status: Status | null = $derived(this.known.kind === "status" ? this.known.status : null);
  lost: BackendError | null = $derived(this.known.kind === "lost" ? this.known.error : null);
  troubles: Trouble[] = $derived(
    this.status === null || this.status.health === "ok" ? [] : this.status.health,
  );
  tone: Tone = $derived(toneOf(this.status, this.troubles));

  /** Watches from now on. */
  watch(backend: Backend): () => void {
    return backend.watch((watched) => {
      this.now = Date.now();
      this.known =
        watched.kind === "status"
          ? { kind: "status", status: watched.status }
          : { kind: "lost", error: BackendError.from(watched.error) };
    });
  }

  /** Takes over what a command answered, so that the page needn't wait for the next word. */
  take(status: Status): void {
    this.now = Date.now();
    this.known = { kind: "status", status };
  }
}

function toneOf(status: Status | null, troubles: Trouble[]): Tone {
  if (status === null) return "unknown";
  if (status.state === "idle") return "off";
  if (status.state === "paused") return "paused";
  if (troubles.length === 0) return "good";
  return troubles.every(({ code }) => BESIDE.has(code)) ? "plain" : "bad";
}
