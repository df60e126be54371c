// Starting an engine where none runs, once by itself as the window opens, and then only when the person asks.

import { BackendError, type EngineStart, type KeyStoreChoice } from "@candor/ipc";

import type { App } from "./app.svelte";

/** What the window waits for before there is anything to show. */
export type Stage =
  | { kind: "asking" }
  | { kind: "starting" }
  | { kind: "passphrase"; wrong: boolean }
  | { kind: "no_keychain" }
  | { kind: "failed"; error: BackendError }
  | { kind: "open" };

export class Starting {
  stage: Stage = $state.raw({ kind: "asking" });
  /** Whether the window shows the start instead of its screens. */
  open = $derived(this.stage.kind !== "open");
  #tried = false;

  constructor(private readonly app: App) {}

  /** Takes notice of what the engine said or didn't. */
  look(): void {
    const { known } = this.app.live;
    if (known.kind === "status") {
      this.stage = { kind: "open" };
    } else if (known.kind === "lost" && this.stage.kind === "asking") {
      if (known.error.code === "engine_not_running" && !this.#tried) void this.choose({ kind: "remembered" });
      else this.stage = { kind: "failed", error: known.error };
    } else if (known.kind === "lost" && this.stage.kind === "failed" && this.stage.error.code.startsWith("engine_")) {
      // Why an engine could not start says more than that there is none.
      if (this.stage.error.code !== known.error.code) this.stage = { kind: "failed", error: known.error };
    }
  }

  /** Starts an engine whose key is where the person says. */
  async choose(choice: KeyStoreChoice): Promise<void> {
    this.#tried = true;
    const before = this.stage;
    this.stage = { kind: "starting" };
    let answer: EngineStart;
    try {
      answer = await this.app.backend.startEngine(choice);
    } catch (thrown) {
      const error = BackendError.from(thrown);
      // What was asked before is asked again, with what went wrong.
      if (choice.kind !== "remembered" && before.kind === "no_keychain") {
        this.stage = before;
        this.app.tell(error);
      } else {
        this.stage = { kind: "failed", error };
      }
      return;
    }
    if (answer === "running") {
      // The watch opens the window as soon as the engine answers; it may have answered already.
      this.stage = { kind: "asking" };
      if (this.app.live.known.kind === "status") this.stage = { kind: "open" };
    } else if (answer === "no_keychain") {
      this.stage = { kind: "no_keychain" };
    } else {
      this.stage = { kind: "passphrase", wrong: answer === "passphrase_wrong" };
    }
  }

  /** Once more, as it was chosen before. */
  async again(): Promise<void> {
    await this.choose({ kind: "remembered" });
  }
}

/** Watches the engine and starts it; for use while a component is being made. */
export function start(app: App): Starting {
  const starting = new Starting(app);
  $effect(() => app.live.watch(app.backend));
  $effect(() =>
    app.backend.openedLinks((link) => {
      app.openedLink = link;
      app.router.go("join");
    }),
  );
  $effect(() => starting.look());
  return starting;
}
