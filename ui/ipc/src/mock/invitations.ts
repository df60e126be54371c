// Links of invitations, read as the engine reads them, and what the made-up servers say to them.

import { type Enrolling, harbour, longest, northwind } from "./content.ts";
import { fail } from "./world.ts";

const NOT_A_LINK =
  "Not an invitation: expected a link such as https://candor.example/join#SECRET; copy it whole from the message you got.";

/** The server and the secret of a link. */
export function parse(text: string): { server: URL; secret: string } {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    fail("usage", NOT_A_LINK);
  }
  const secret = url.hash.slice(1);
  let server = url;
  if (url.protocol === "candor:") {
    const named = url.searchParams.get("server");
    if (!/^candor:\/\/join\/?\?/.test(text.trim()) || named === null || [...url.searchParams].length !== 1 || !URL.canParse(named)) {
      fail("usage", NOT_A_LINK);
    }
    server = new URL(named);
  } else if (!url.pathname.endsWith("/join")) fail("usage", NOT_A_LINK);
  const own = ["127.0.0.1", "localhost", "[::1]"].includes(server.hostname);
  if (server.protocol !== "https:" && !(server.protocol === "http:" && own)) {
    fail("usage", `${server.origin} is not encrypted. Candor talks to servers elsewhere only by https.`);
  }
  if (secret === "") fail("usage", "The invitation is cut off: the part behind # is missing; copy the link whole.");
  if (!/^[\w-]{1,128}$/.test(secret)) {
    fail("usage", "The invitation is damaged: the part behind # may hold only letters, digits, - and _; copy the link again.");
  }
  return { server, secret };
}

/** Whose invitation it is, if the server takes it. The secrets `used`, `expired` and `unknown` are what they say. */
export function answer(link: string, now: number): Enrolling {
  const { server, secret } = parse(link);
  const known = [harbour(now), northwind(now), longest(now)].find((enrolling) => new URL(enrolling.server).host === server.host);
  if (!known) fail("unreachable", `${server.host} can't be reached. Nothing was changed; look at the link and at the connection, then try again.`);
  if (secret === "unknown") fail("invitation_unknown", "No such invitation. Ask the client for a new one.");
  if (secret === "used") fail("invitation_used", "The invitation was used by another device. Ask the client for a new one.");
  if (secret === "expired") fail("invitation_expired", "The invitation is too old. Ask the client for a new one.");
  return known;
}
