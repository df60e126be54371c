// The server's HTTP interface, typed from its own description.

import createClient from "openapi-fetch";

import type { components, paths } from "./generated.ts";

/** The shapes that the server describes, by name. */
export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** How a request leaves the page: `fetch`, or whatever stands in its place. */
export type Send = (request: Request) => Promise<Response>;

/** Asks the server that the page came from. */
export const connect = (origin: string, send: Send) => createClient<paths>({ baseUrl: origin, fetch: send, credentials: "same-origin" });

export type Connection = ReturnType<typeof connect>;
