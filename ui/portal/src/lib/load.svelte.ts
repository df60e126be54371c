// Something that comes from the server: not there yet, there, or in trouble.

import { ApiError } from "./api";

export class Load<T> {
  value: T | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  busy = $state(false);
  #turn = 0;
  #last: (() => Promise<T>) | null = null;

  /** Asks for it. What was there before stays in sight meanwhile where `keep`; an answer that was overtaken is dropped. */
  async from(ask: () => Promise<T>, keep = false): Promise<void> {
    const turn = ++this.#turn;
    this.#last = ask;
    this.busy = true;
    if (!keep) this.value = null;
    try {
      const value = await ask();
      if (turn !== this.#turn) return;
      this.value = value;
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = ApiError.from(thrown);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  /** Asks once more for the same. */
  again(): Promise<void> {
    return this.#last === null ? Promise.resolve() : this.from(this.#last, true);
  }
}
