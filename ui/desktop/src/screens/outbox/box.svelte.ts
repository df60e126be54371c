// What the outbox screen knows and does.

import { BackendError, type OutboxItem, type RecordId, type Rect } from "@candor/ipc";

import type { App } from "../../lib/app.svelte";
import { Pictures } from "../../lib/pictures";
import { between, type Kind, type Line, lines, type Row, type State } from "./rows";

/** Above so many items, asking each second would cost more than it tells. */
const MANY = 1000;

export class Box {
  /** Everything that waits, oldest first; nothing until it is known. */
  items: OutboxItem[] | null = $state.raw(null);
  /** Why nothing is known. */
  error: BackendError | null = $state.raw(null);
  kind: Kind = $state("all");
  state: State = $state("all");
  /** The row that is looked at, by its first item. */
  current: RecordId | null = $state(null);
  /** What was ticked. */
  ticked: ReadonlySet<RecordId> = $state.raw(new Set());
  /** Whether something is being done. */
  busy = $state(false);
  readonly pictures: Pictures;

  lines: Line[] = $derived(lines(this.items ?? [], this.kind, this.state));
  rows: Row[] = $derived(this.lines.filter((line) => line.kind === "row"));
  row: Row | null = $derived(this.rows.find(({ id }) => id === this.current) ?? this.#holding(this.current) ?? this.rows[0] ?? null);
  chosen: OutboxItem[] = $derived((this.items ?? []).filter(({ id }) => this.ticked.has(id)));

  #anchor: RecordId | null = null;
  #asking = false;
  #asked = 0;

  constructor(private readonly app: App) {
    this.pictures = new Pictures(app.backend);
  }

  #holding(id: RecordId | null): Row | undefined {
    return id === null ? undefined : this.rows.find(({ items }) => items.some((item) => item.id === id));
  }

  /** Asks again, unless that is under way or was done a moment ago. */
  async refresh(now: number): Promise<void> {
    const pause = (this.items?.length ?? 0) > MANY ? 5000 : 900;
    if (this.#asking || (this.items !== null && now - this.#asked < pause && now >= this.#asked)) return;
    this.#asking = true;
    this.#asked = now;
    try {
      this.take(await this.app.backend.outbox());
      this.error = null;
    } catch (thrown) {
      this.error = BackendError.from(thrown);
    }
    this.#asking = false;
  }

  take({ items }: { items: OutboxItem[] }): void {
    const at = this.rows.findIndex((row) => row === this.row);
    this.items = items;
    const there = new Set(items.map(({ id }) => id));
    if ([...this.ticked].some((id) => !there.has(id))) this.ticked = new Set([...this.ticked].filter((id) => there.has(id)));
    // Where what was looked at is gone, what came after it is looked at.
    if (this.current !== null && !there.has(this.current)) this.current = this.rows[Math.min(at, this.rows.length - 1)]?.id ?? null;
  }

  look(id: RecordId): void {
    this.current = id;
    this.#anchor = id;
  }

  /** Goes to a row by so many steps; returns it. */
  step(by: number): Row | null {
    const at = this.rows.findIndex((row) => row === this.row);
    const next = this.rows[Math.min(Math.max(0, at + by), this.rows.length - 1)] ?? null;
    if (next) this.current = next.id;
    return next;
  }

  isTicked = ({ items }: Row): boolean => items.every(({ id }) => this.ticked.has(id));

  /** Ticks or unticks a row; with `range`, everything from the last one on. */
  tick(row: Row, range = false): void {
    const next = new Set(this.ticked);
    const ids = range ? between(this.rows, this.#anchor, row.id) : row.items.map(({ id }) => id);
    const on = range || !this.isTicked(row);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    if (!range) this.#anchor = row.id;
    this.ticked = next;
    this.current = row.id;
  }

  /** Goes on from the row that is looked at and ticks on the way. */
  extend(by: number): Row | null {
    const before = this.row;
    if (before && this.#anchor === null) this.#anchor = before.id;
    const next = this.step(by);
    if (next) this.ticked = new Set([...this.ticked, ...between(this.rows, this.#anchor, next.id)]);
    return next;
  }

  tickAll(): void {
    this.ticked = new Set(this.rows.flatMap(({ items }) => items.map(({ id }) => id)));
  }

  untick(): void {
    this.ticked = new Set();
  }

  /** Ticks everything of one state, so that one choice can be made for all of it. */
  tickState(state: OutboxItem["state"]): void {
    this.ticked = new Set((this.items ?? []).filter((item) => item.state === state).map(({ id }) => id));
  }

  async delete(items: readonly OutboxItem[]): Promise<void> {
    const ids = items.filter(({ state }) => state !== "deleting").map(({ id }) => id);
    if (ids.length === 0) return;
    const { t, words } = { t: this.app.t, words: this.app.words };
    const deleted = await this.#do(() => this.app.backend.delete(ids));
    if (!deleted) return;
    this.untick();
    if (deleted.deleting.length > 0) {
      this.app.toasts.show({
        text: t("outbox-deleted", { count: deleted.deleting.length }),
        until: Date.parse(deleted.undo_until),
        action: { label: t("undo"), run: () => void this.undelete(deleted.deleting) },
      });
    }
    if (deleted.requested.length > 0) {
      this.app.toasts.show({ text: t("outbox-delete-asked", { count: words.format.number(deleted.requested.length) }) });
    }
    await this.#again();
  }

  async undelete(ids: readonly RecordId[]): Promise<void> {
    const answer = await this.#do(() => this.app.backend.undelete([...ids]));
    if (answer) this.take(answer);
  }

  /** Sends what is held or frozen without waiting longer. */
  async release(items: readonly OutboxItem[]): Promise<void> {
    const ids = items.filter(({ state }) => state === "held" || state === "frozen").map(({ id }) => id);
    if (ids.length === 0) return;
    const answer = await this.#do(() => this.app.backend.release(ids));
    if (!answer) return;
    this.untick();
    this.app.toasts.show({ tone: "good", text: this.app.t("outbox-released", { count: ids.length }) });
    this.take(answer);
  }

  async retry(items: readonly OutboxItem[]): Promise<void> {
    const ids = items.filter(({ state }) => state === "quarantined").map(({ id }) => id);
    const answer = ids.length > 0 ? await this.#do(() => this.app.backend.retry(ids)) : undefined;
    if (answer) this.take(answer);
  }

  /** Blacks regions out for good; returns whether that was done. */
  async redact(item: OutboxItem, rects: readonly Rect[]): Promise<boolean> {
    const changed = await this.#do(() => this.app.backend.redact(item.id, [...rects]));
    if (changed === undefined) return false;
    this.items = (this.items ?? []).map((old) => (old.id === changed.id ? changed : old));
    return true;
  }

  async #again(): Promise<void> {
    this.#asked = 0;
    await this.refresh(Date.now());
  }

  async #do<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    const answer = await this.app.perform(act);
    this.busy = false;
    return answer;
  }
}
