// The settings as the engine keeps them, changed one at a time and saved at once.

import { BackendError, type Settings, type Surroundings } from "@candor/ipc";

import type { App } from "../../lib/app.svelte";

export class Keeper {
  /** What holds; nothing until it is known. */
  settings: Settings | null = $state.raw(null);
  error: BackendError | null = $state.raw(null);
  surroundings: Surroundings | null = $state.raw(null);
  /** What was saved last, so that it can be said beside it. */
  saved: string | null = $state(null);
  #queue: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly app: App) {}

  async load(): Promise<void> {
    try {
      this.settings = await this.app.backend.settings();
      this.error = null;
    } catch (thrown) {
      this.error = BackendError.from(thrown);
    }
  }

  /** What is open and connected now. */
  async look(): Promise<void> {
    this.surroundings = (await this.app.perform(() => this.app.backend.surroundings())) ?? this.surroundings;
  }

  /** Changes something and saves it; what the engine refuses is as it was. Changes are made one after the other. */
  change(what: string, make: (settings: Settings) => Settings): Promise<boolean> {
    const turn = this.#queue.then(() => this.#change(what, make));
    this.#queue = turn;
    return turn;
  }

  async #change(what: string, make: (settings: Settings) => Settings): Promise<boolean> {
    const before = this.settings;
    if (before === null) return false;
    this.settings = make(before);
    const after = await this.app.perform(() => this.app.backend.set(make(before)));
    this.settings = after ?? before;
    if (after) this.say(what);
    return after !== undefined;
  }

  /** Says for a moment that something was saved. */
  say(what: string): void {
    clearTimeout(this.#timer);
    this.saved = what;
    this.#timer = setTimeout(() => (this.saved = null), 2500);
  }
}

/** The settings with a field set, or without it where there is no value. */
export function withField<K extends keyof Settings>(settings: Settings, key: K, value: Settings[K] | undefined): Settings {
  const { [key]: _, ...rest } = settings;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Settings;
}
