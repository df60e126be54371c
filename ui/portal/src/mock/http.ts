// How the made-up server is asked: the same requests and answers as the real one's, without a network.

import type { Problem, Send } from "@candor/api-client";

export interface Asked {
  /** The parts of the path that stand in braces. */
  path: Record<string, string>;
  query: URLSearchParams;
  // What a page sent is as the page sent it.
  body: any;
  headers: Headers;
}

/** Anything but an answer in JSON with the status 200. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: BodyInit | null,
    readonly headers: Record<string, string> = {},
  ) {}

  static json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
    return new Reply(status, JSON.stringify(value), { "Content-Type": "application/json", ...headers });
  }
}

/** A problem, as the real server words it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: Problem["code"],
    detail: string,
  ) {
    super(detail);
  }
}

export const missing = (): Refusal => new Refusal(404, "not_found", "There is no such thing.");

/** A page of what there is, as long as the real server's at most. */
export function page<T>(all: readonly T[], query: URLSearchParams): { items: T[]; next?: string } {
  const MOST = 200;
  const from = Number(query.get("cursor") ?? 0);
  return { items: all.slice(from, from + MOST), ...(all.length > from + MOST ? { next: String(from + MOST) } : {}) };
}

export type Handler = (asked: Asked) => unknown;
export type Routes = Record<string, Handler>;

interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  handler: Handler;
}

function compiled(routes: Routes): Route[] {
  return Object.entries(routes).map(([line, handler]) => {
    const [method = "", path = ""] = line.split(" ");
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    return { method, names, pattern: new RegExp(`^/api/v1${path.replace(/\./g, "\\.").replace(/\{\w+\}/g, "([^/]+)")}$`), handler };
  });
}

/** Answers as the routes say; `before` may refuse anything. */
export function answering(routes: Routes, before: (method: string, path: string) => Promise<void>): Send {
  const all = compiled(routes);
  return async (request) => {
    const url = new URL(request.url);
    try {
      await before(request.method, url.pathname);
      for (const { method, pattern, names, handler } of all) {
        const found = method === request.method ? pattern.exec(url.pathname) : null;
        if (!found) continue;
        const path = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? "")]));
        const text = await request.text();
        const body: unknown = text === "" ? undefined : JSON.parse(text);
        const answer = await handler({ path, query: url.searchParams, body, headers: request.headers });
        const reply = answer instanceof Reply ? answer : answer === undefined ? new Reply(204, null) : Reply.json(answer);
        return new Response(reply.body, { status: reply.status, headers: reply.headers });
      }
      throw missing();
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      const problem: Problem = { code: thrown.code, detail: thrown.message, status: thrown.status, title: thrown.code };
      return new Response(JSON.stringify(problem), { status: thrown.status, headers: { "Content-Type": "application/problem+json" } });
    }
  };
}
