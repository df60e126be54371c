// What can be said of an invitation's link before any server is asked, and of why one was refused.

import type { BackendError } from "@candor/ipc";

/** The host of the server that a link leads to, with its port; nothing where it isn't a link of an invitation. */
export function hostOf(link: string): string | null {
  try {
    const url = new URL(link.trim());
    const server = url.protocol === "candor:" ? new URL(url.searchParams.get("server") ?? "") : url;
    return server.protocol === "https:" || server.protocol === "http:" ? server.host || null : null;
  } catch {
    return null;
  }
}

/** Why an invitation could not be used; each has words of its own. */
export type Refusal = "malformed" | "used" | "expired" | "unknown" | "wrong" | "unreachable" | "other";

/** The server's reasons come as a message only; where it says nothing that is known here, the engine's own words are shown. */
export function refusalOf({ code, message }: BackendError): Refusal {
  if (code === "usage") return "malformed";
  if (code === "unreachable") return "unreachable";
  if (code === "verification_failed") return "wrong";
  if (/\bused\b/i.test(message)) return "used";
  if (/too old|expired/i.test(message)) return "expired";
  if (code === "not_found" || /no such invitation|unknown/i.test(message)) return "unknown";
  return "other";
}
