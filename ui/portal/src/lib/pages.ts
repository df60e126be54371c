// Lists that the server gives in pages.

/** A page of a list, and where the next one begins. */
export interface Page<T> {
  items: T[];
  next?: string | null;
}

/** All pages of a list as one; what else a page says is the first one's, unless `also` takes it in. */
export async function whole<P extends Page<unknown>>(ask: (cursor?: string) => Promise<P>, also: (first: P, more: P) => void = () => undefined): Promise<P> {
  const first = await ask();
  for (let { next } = first; next; ) {
    const more = await ask(next);
    first.items.push(...more.items);
    also(first, more);
    next = more.next;
  }
  return first;
}
