// What the screen of one's data knows: days, a day's log, who looked, the ledger.

import { BackendError, type DayLog, type Days, type LedgerLine, type Views } from "@candor/ipc";

import type { App } from "../../lib/app.svelte";

/** An answer that is waited for, there, or couldn't be had. */
export class Asked<T> {
  value: T | null = $state.raw(null);
  error: BackendError | null = $state.raw(null);
  #turn = 0;

  /** Asks; an answer to an earlier question doesn't count any more. */
  async ask(question: () => Promise<T>, keep = true): Promise<void> {
    const turn = ++this.#turn;
    if (!keep) this.value = null;
    try {
      const value = await question();
      if (turn !== this.#turn) return;
      this.value = value;
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = BackendError.from(thrown);
    }
  }
}

/** How many entries of a ledger come at once. */
const PAGE = 40;

export class Past {
  readonly days = new Asked<Days>();
  readonly day = new Asked<DayLog>();
  readonly views = new Asked<Views>();

  constructor(private readonly app: App) {}

  async load(): Promise<void> {
    await this.days.ask(() => this.app.backend.days());
  }

  async open(day: string): Promise<void> {
    await this.day.ask(() => this.app.backend.day(day), this.day.value?.day === day);
  }

  async look(): Promise<void> {
    await this.views.ask(() => this.app.backend.views());
  }
}

/** One client's ledger, read backwards page by page. */
export class LedgerReader {
  entries: LedgerLine[] = $state.raw([]);
  size: number | null = $state(null);
  cosigned = $state(0);
  error: BackendError | null = $state.raw(null);
  busy = $state(false);
  more = $derived(this.size !== null && (this.entries.at(-1)?.seq ?? 0) > 0);

  constructor(
    private readonly app: App,
    private readonly client: string,
  ) {}

  async next(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const page = await this.app.backend.ledger(this.client, this.entries.at(-1)?.seq ?? null, PAGE);
      this.entries = [...this.entries, ...page.entries];
      this.size = page.size;
      this.cosigned = page.cosigned;
      this.error = null;
    } catch (thrown) {
      this.error = BackendError.from(thrown);
    }
    this.busy = false;
  }
}
