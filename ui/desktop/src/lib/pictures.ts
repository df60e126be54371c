// Pictures of items as addresses that an <img> can show. They hold memory, so only the last ones asked for are kept.

import type { Backend, RecordId, Sha256Hash } from "@candor/ipc";

export interface Picture {
  url: string;
  /** SHA-256 of the bytes that are shown, computed here; nothing where the page may not compute it. */
  sha256: Sha256Hash | null;
}

export class Pictures {
  readonly #kept = new Map<string, Promise<Picture>>();

  constructor(
    private readonly backend: Pick<Backend, "picture">,
    private readonly most = 40,
  ) {}

  /** The exact bytes of a picture, named by its item and its content's hash so that a redacted one is another. */
  get(id: RecordId, sha256: Sha256Hash): Promise<Picture> {
    const key = `${id} ${sha256}`;
    const kept = this.#kept.get(key) ?? this.#ask(id, key);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const [old, picture] of this.#kept) {
      if (this.#kept.size <= this.most) break;
      this.#kept.delete(old);
      void picture.then(({ url }) => URL.revokeObjectURL(url), () => {});
    }
    return kept;
  }

  /** Forgets all of them. */
  clear(): void {
    for (const picture of this.#kept.values()) void picture.then(({ url }) => URL.revokeObjectURL(url), () => {});
    this.#kept.clear();
  }

  async #ask(id: RecordId, key: string): Promise<Picture> {
    try {
      const blob = await this.backend.picture(id);
      return { url: URL.createObjectURL(blob), sha256: await hashed(blob) };
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }
}

async function hashed(blob: Blob): Promise<Sha256Hash | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
