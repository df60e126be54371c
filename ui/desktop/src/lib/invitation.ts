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

export function refusalOf({ code }: BackendError): Refusal {
  return REFUSALS[code] ?? "other";
}

const REFUSALS: Partial<Record<BackendError["code"], Refusal>> = {
  usage: "malformed",
  invitation_used: "used",
  invitation_expired: "expired",
  invitation_unknown: "unknown",
  verification_failed: "wrong",
  unreachable: "unreachable",
};
