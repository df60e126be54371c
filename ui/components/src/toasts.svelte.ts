// Short messages that come and go by themselves, some with a way back that is open for a while.

/** What a person can do about it. */
export interface ToastAction {
  label: string;
  run: () => void;
}

export interface ToastContent {
  text: string;
  tone?: "plain" | "good" | "bad";
  action?: ToastAction;
  /** Until when the action works, in milliseconds since 1970; the toast stays that long and counts down. */
  until?: number;
}

export interface Toast extends ToastContent {
  id: number;
}

/** How long a toast without an end of its own stays, in milliseconds. */
export const STAYS_MS = 6000;

export class Toasts {
  list: Toast[] = $state.raw([]);
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a message; returns how to take it away again. Bad news stays until it is closed. */
  show(content: ToastContent, now = Date.now()): () => void {
    const id = this.#next++;
    this.list = [...this.list, { ...content, id }];
    if (content.tone !== "bad" || content.until !== undefined) {
      const stays = content.until === undefined ? STAYS_MS : Math.max(0, content.until - now);
      this.#timers.set(id, setTimeout(() => this.dismiss(id), stays));
    }
    return () => this.dismiss(id);
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Takes all of them away. */
  clear(): void {
    for (const { id } of this.list) this.dismiss(id);
  }
}
