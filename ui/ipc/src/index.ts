// The door between the pages and the shell. Only this folder knows Tauri.

import { isTauri } from "@tauri-apps/api/core";

import { type Backend, BackendError } from "./backend.ts";
import { TauriBackend } from "./tauri.ts";

export { type Backend, BackendError } from "./backend.ts";
export type * from "./generated.ts";

/** A page that runs in no shell has nobody to ask, and says so. */
class NoBackend implements Backend {
  async status(): Promise<never> {
    throw new BackendError("shell_failed", "This page belongs to the desktop app and can't ask an engine from a browser.");
  }
}

/** The backend for where this page runs. */
export function connect(): Backend {
  return isTauri() ? new TauriBackend() : new NoBackend();
}
