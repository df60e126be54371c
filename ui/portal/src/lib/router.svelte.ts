// Which page is shown: the address's path says it.

/** The pages that belong to no client. */
export const COMMON = ["setup", "sign-in", "join", "account-link", "account", "me"] as const;
/** The pages of a client, below `/c/CLIENT/`. */
export const OF_CLIENT = ["team", "agents", "timesheet", "statistics", "projects", "people", "members", "tokens", "audit"] as const;

export type CommonPage = (typeof COMMON)[number];
export type ClientPage = (typeof OF_CLIENT)[number];
export type PageName = CommonPage | ClientPage;

/** A place in the portal. */
export interface Place {
  /** Nothing where the address names no page: the portal chooses one. */
  page: PageName | null;
  /** The client whose page it is; nothing on pages that belong to none. */
  client: string | null;
  /** What follows, decoded. */
  rest: string[];
  query: URLSearchParams;
  /** What stands behind the hash sign: the secret of a link, never sent to a server. */
  fragment: string;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parse({ pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">): Place {
  const parts = pathname.split("/").filter(Boolean).map(decoded);
  const more = { query: new URLSearchParams(search), fragment: hash.replace(/^#/, "") };
  if (parts[0] === "c") {
    const [, client = null, name, ...rest] = parts;
    const page = OF_CLIENT.find((known) => known === name) ?? null;
    return { page, client, rest, ...more };
  }
  const [name, ...rest] = parts;
  return { page: COMMON.find((known) => known === name) ?? null, client: null, rest, ...more };
}

const path = (parts: string[]) => `/${parts.map(encodeURIComponent).join("/")}`;

/** The address of a page that belongs to no client. */
export const common = (page: CommonPage, ...rest: string[]): string => path([page, ...rest]);

/** The address of a client's page. */
export const of = (client: string, page: ClientPage, ...rest: string[]): string => path(["c", client, page, ...rest]);

/** An address that somebody asked to go to, if it is one of this server. */
export const here = (address: unknown): string | null =>
  typeof address === "string" && address.startsWith("/") && !address.startsWith("//") && !address.includes("\\") ? address : null;

/** The same address with other questions in it; nothing takes one away. */
export function asking(place: Place, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(place.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export class Router {
  place: Place = $state.raw({ page: null, client: null, rest: [], query: new URLSearchParams(), fragment: "" });

  constructor(private readonly page: Window = window) {
    this.#read();
    page.addEventListener("popstate", () => this.#read());
    page.document.addEventListener("click", (event) => this.#follow(event));
  }

  go(address: string): void {
    this.page.history.pushState(null, "", address);
    this.#read();
  }

  /** Goes there without leaving a step back to where the page is now. */
  replace(address: string): void {
    this.page.history.replaceState(null, "", address);
    this.#read();
  }

  /** Where the page is, as an address below this server. */
  get here(): string {
    return this.page.location.pathname + this.page.location.search;
  }

  #read(): void {
    this.place = parse(this.page.location);
  }

  /** Links within the portal need no new page. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== this.page.location.origin) return;
    const place = parse(link);
    if (place.page === null && link.pathname !== "/") return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}
