// The door between the pages and the shell. Only this folder knows Tauri.

import { isTauri } from "@tauri-apps/api/core";

import { type Backend, BackendError } from "./backend.ts";
import { TauriBackend } from "./tauri.ts";

export { type Backend, BackendError, type End } from "./backend.ts";
export type * from "./generated.ts";

/** Why a page in no shell gets no answer. */
const NOBODY = "This page belongs to the desktop app and can't ask an engine from a browser.";

/** A page that runs in no shell has nobody to ask, and says so to whatever it asks. */
function nobody(): Backend {
  const silent: Partial<Backend> = {
    watch(tell) {
      // The code of an engine that isn't there is the nearest that a watch may tell.
      queueMicrotask(() => tell({ kind: "lost", error: { code: "engine_not_running", message: NOBODY } }));
      return () => {};
    },
    openedLinks: () => () => {},
    sample(_project, _category, tell) {
      queueMicrotask(() => tell({ kind: "missed", code: "shell_failed", message: NOBODY }));
      return () => {};
    },
    entitle: (title) => void (document.title = title),
    print: () => {},
  };
  const refuse = () => Promise.reject(new BackendError("shell_failed", NOBODY));
  // A promise that resolves with the backend asks it for `then`; a backend isn't one.
  return new Proxy(silent, {
    get: (given, asked) => (asked === "then" ? undefined : (Reflect.get(given, asked) ?? refuse)),
  }) as Backend;
}

/**
 * The backend for where this page runs: the shell's in the app; in Vite's own server and in a page built with `--mode mock`
 * a small engine in memory, whose situation the page's address names. A page built for the app has no such thing in it.
 */
export async function connect(): Promise<Backend> {
  if (isTauri()) return new TauriBackend();
  if (import.meta.env.MODE === "development" || import.meta.env.MODE === "mock") {
    const { mockFrom } = await import("./mock/index.ts");
    return mockFrom(new URLSearchParams(location.search));
  }
  return nobody();
}
