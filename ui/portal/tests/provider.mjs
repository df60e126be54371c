// An identity provider by OpenID Connect for the journeys of tests/portal: a certified one (npm's oidc-provider), with two people in it.
// Reads what it is told as one line of JSON: the `port` to listen at, `client_id`, `client_secret`, `redirect_uri`, and `people` by what they sign in with.
// Writes one line when it listens: its issuer.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

// Whoever starts it reads the one line alone.
console.log = console.info = console.warn = () => undefined;

const { Provider } = await import("oidc-provider");

const [line] = await new Promise((done) => createInterface({ input: process.stdin }).once("line", (text) => done([text])));
const { people, port, redirect_uri, ...client } = JSON.parse(line);

const server = createServer();
server.listen(port, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [redirect_uri], grant_types: ["authorization_code"], response_types: ["code"] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for tests"] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "journey" }] },
    // Whoever isn't known signs in as somebody whom nobody invited.
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: "A stranger", email: `${id}@elsewhere.example`, email_verified: true, ...people[id] }),
    }),
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});

// It goes with whoever started it.
process.stdin.on("end", () => process.exit());
