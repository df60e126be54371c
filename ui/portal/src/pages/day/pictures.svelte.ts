// Pictures of captures. Each is asked for once while the page stands: asking is a look, and looks are recorded.

import { onDestroy } from "svelte";

import { type Api, ApiError } from "../../lib/api";

export type Sight = { state: "loading" } | { state: "there"; url: string } | { state: "failed"; error: ApiError };

export class Pictures {
  readonly #seen = new Map<string, Sight>();
  #changes = $state(0);
  #closed = false;

  constructor(private readonly ask: (id: string, reason?: string) => Promise<Blob>) {
    onDestroy(() => {
      this.#closed = true;
      for (const sight of this.#seen.values()) if (sight.state === "there") URL.revokeObjectURL(sight.url);
    });
  }

  /** How a picture stands, without asking for it. */
  sight(id: string): Sight | undefined {
    void this.#changes;
    return this.#seen.get(id);
  }

  /** Looks at a picture, unless it was looked at; with a reason where one is given. */
  look(id: string, reason?: string): void {
    const known = this.#seen.get(id);
    if (known && known.state !== "failed") return;
    this.#set(id, { state: "loading" });
    void this.ask(id, reason).then(
      (blob) => this.#closed || this.#set(id, { state: "there", url: URL.createObjectURL(blob) }),
      (thrown: unknown) => this.#set(id, { state: "failed", error: ApiError.from(thrown) }),
    );
  }

  #set(id: string, sight: Sight): void {
    this.#seen.set(id, sight);
    this.#changes += 1;
  }
}

/** Small pictures and whole ones; for use while a component is being made. */
export const picturesOf = (api: Api, client: string) => ({
  small: new Pictures((id) => api.thumbnail(client, id)),
  whole: new Pictures((id, reason) => api.image(client, id, reason)),
});

/** The same of an agent's own. */
export const ownPictures = (api: Api, client: string) => ({
  small: new Pictures((id) => api.ownThumbnail(client, id)),
  whole: new Pictures((id) => api.ownImage(client, id)),
});
