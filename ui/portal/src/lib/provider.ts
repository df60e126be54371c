// The way to a client's own identity provider and back. The page leaves this server and is loaded anew: what it needs to know then
// stays in this tab, and it holds nothing secret.

import { remember, remembered } from "@candor/components";

import type { Api, Schemas } from "./api";
import { here, of } from "./router.svelte";

const AWAY = "candor.away";
const LAST = "candor.provider";

/** Where to go on after it. */
export interface Departure {
  client: string;
  /** A page of this server. */
  to: string;
  /** Whether it was to become known to the provider, not to sign in. */
  connect: boolean;
}

/** Leaves for the provider's page. */
export async function setOut(api: Api, going: Schemas["GoingToProvider"], to: string): Promise<void> {
  const { url } = await api.goToProvider(going);
  const departure: Departure = { client: going.client, to, connect: going.connect ?? false };
  sessionStorage.setItem(AWAY, JSON.stringify(departure));
  location.assign(url);
}

/** What was on when the page left; the team's page where nobody remembers. */
export function departure(client: string): Departure {
  const home: Departure = { client, to: of(client, "team"), connect: false };
  try {
    const said = JSON.parse(sessionStorage.getItem(AWAY) ?? "null") as Partial<Departure> | null;
    const to = here(said?.to);
    return said?.client === client && to !== null ? { client, to, connect: said.connect === true } : home;
  } catch {
    return home;
  }
}

/** It is done. Where somebody signed in by it, the page for signing in offers it from now on. */
export function forget(client: string, signedIn: boolean): void {
  sessionStorage.removeItem(AWAY);
  if (signedIn) remember(LAST, client);
}

/** The client whose provider was used last in this browser. */
export const lastProvider = (): string | null => remembered(LAST);

/** What the provider sent along with the browser. */
export function arrived(client: string, query: URLSearchParams): Schemas["ProviderAnswer"] {
  return { client, state: query.get("state") ?? "", code: query.get("code"), error: query.get("error"), issuer: query.get("iss") };
}
