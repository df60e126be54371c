// What API tokens may be used for, and whether one still holds.

import type { Schemas } from "../../lib/api";

type Scope = Schemas["Scope"];

// A record, so that a new scope doesn't compile without its place here.
const KNOWN: Record<Scope, true> = {
  "worklog:read": true,
  "worklog:write": true,
  "captures:read": true,
  "policies:read": true,
  "policies:write": true,
  "people:read": true,
  "people:write": true,
  "audit:read": true,
};
export const SCOPES = Object.keys(KNOWN) as Scope[];

/** A scope as the texts name it. */
export const scopeId = (scope: Scope): string => scope.replace(":", "-");

/** Whether a token holds, or how it came to its end. */
export const stands = (token: Pick<Schemas["ApiToken"], "expires_at" | "revoked_at">, now: number): "holds" | "ended" | "expired" =>
  token.revoked_at ? "ended" : Date.parse(token.expires_at) <= now ? "expired" : "holds";
