// Signing in, and one's own account.

import type { Schemas } from "../lib/api";
import { type Asked, Refusal, Reply, type Routes } from "./http";
import { id, stamp } from "./work";
import { CLIENT, DAY, type World } from "./world";

/** What everybody's password is here. */
export const PASSWORD = "tides and lanterns";
export const CODE = "246813";
const CODES = [
  "M9S3-46Q3-D25V-T4F5-V37E-3S3E-28JT",
  "97KB-6CQ6-43DZ-VMXX-QKFB-F5KZ-NWJ4",
  "7TAN-9ZT2-4MNP-ZX45-HY43-KWJR-P1XP",
  "A7Z3-DJ8F-SSZ5-AWSH-8VHT-PRE9-5B9E",
  "E0ZB-GJ09-TQM8-3XSS-SS6Y-S3C4-DWA7",
  "N360-96Q1-4DR9-GPQY-77ZX-YYK5-96NG",
  "YA1D-Q91K-5GQA-PENE-CFSE-CZP1-1HYG",
  "CPWP-Q5E6-EYCN-DY0Y-P57R-CYBV-N5SX",
  "S5AA-819X-9YP9-8106-8VCD-1GDJ-FMGT",
  "83PX-T891-WB09-B9Y7-3MY6-3FCH-26W1",
];

const wrong = () => new Refusal(403, "sign_in_refused", "The address and the password don't go together.");
const weak = (password: unknown) => {
  if (typeof password !== "string" || [...password].length < 12) {
    throw new Refusal(422, "password_refused", "The password needs at least 12 characters; a few unrelated words do well.");
  }
};

export function accounts(world: World): Routes {
  const enter = () => {
    world.signedIn = true;
    world.pending = false;
    return world.state;
  };
  const links: Record<string, Omit<Schemas["LinkPreview"], "expires_at" | "provider" | "provider_required"> & { provider?: true }> = {
    "link-member": { purpose: "member", client: CLIENT, client_name: "Harbour Maps Ltd", role: "reviewer", email: "niamh@harbour-maps.example", has_account: false },
    "link-known": { purpose: "member", client: CLIENT, client_name: "Harbour Maps Ltd", role: "auditor", email: "mary.burke@harbour-maps.example", has_account: true },
    "link-provider": { purpose: "member", client: CLIENT, client_name: "Harbour Maps Ltd", role: "reviewer", email: "niamh@harbour-maps.example", has_account: false, provider: true },
    "link-agent": { purpose: "agent", client: CLIENT, client_name: "Harbour Maps Ltd", email: "ada@okafor.example", has_account: false },
    "link-reset": { purpose: "reset", email: "mary.burke@harbour-maps.example", has_account: true },
  };
  const link = ({ body }: Asked) => {
    const found = links[String(body.link)];
    if (body.link === "link-old") throw new Refusal(410, "link_expired", "The link held until yesterday.");
    if (!found) throw new Refusal(404, "link_unknown", "There is no such link.");
    return { provider: false, provider_required: false, ...found, expires_at: stamp(world.now + DAY) };
  };
  return {
    "GET /session": () => world.state,
    "POST /session": ({ body }) => {
      if (body.password !== PASSWORD) throw wrong();
      if (!world.totp) return enter();
      world.pending = true;
      return world.state;
    },
    "DELETE /session": () => {
      world.signedIn = world.pending = false;
    },
    "POST /session/second-factor": ({ body }) => {
      if (body.recovery_code && CODES.includes(body.recovery_code) && world.codes > 0) world.codes -= 1;
      else if (body.code !== CODE) throw new Refusal(403, "sign_in_refused", "This code isn't right, or was used already.");
      return enter();
    },
    "GET /setup": () => ({ needed: world.needed }),
    "POST /setup": ({ body }) => {
      if (body.code !== "K7PX-Q2MD") throw new Refusal(404, "link_unknown", "The terminal shows another code.");
      weak(body.password);
      world.needed = false;
      world.account = { ...world.account, name: body.name, email: body.email, operator: true };
      return enter();
    },
    "POST /account-links/preview": link,
    "POST /account-links/accept": (asked) => {
      const { purpose } = link(asked);
      if (!world.signedIn) weak(asked.body.password);
      if (purpose === "reset") {
        world.signedIn = false;
        return world.state;
      }
      if (asked.body.name) world.account = { ...world.account, name: asked.body.name };
      return enter();
    },
    "PATCH /account": ({ body }) => {
      world.account = { ...world.account, ...body };
      return world.state;
    },
    "POST /account/password": ({ body }) => {
      if (body.current !== PASSWORD) throw wrong();
      weak(body.new);
      world.sessions = world.sessions.filter(({ current }) => current);
      return world.state;
    },
    "POST /account/reset": () => new Reply(202, null),
    "POST /account/totp": () => ({ secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", uri: "otpauth://totp/Candor:mary.burke@harbour-maps.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Candor" }),
    "POST /account/totp/confirm": ({ body }) => {
      if (body.code !== CODE) throw new Refusal(403, "sign_in_refused", "This code isn't right.");
      world.totp = true;
      world.codes = CODES.length;
      return { recovery_codes: CODES };
    },
    "DELETE /account/totp": () => {
      world.totp = false;
      world.sessions = world.sessions.filter(({ current }) => current);
    },
    "POST /account/recovery-codes": () => {
      world.codes = CODES.length;
      return { recovery_codes: CODES };
    },
    "GET /account/passkeys": () => ({ items: world.passkeys }),
    "PATCH /account/passkeys/{id}": ({ path, body }) => {
      world.passkeys = world.passkeys.map((passkey) => (passkey.id === path["id"] ? { ...passkey, name: body.name } : passkey));
      return world.passkeys.find(({ id }) => id === path["id"]);
    },
    "DELETE /account/passkeys/{id}": ({ path }) => {
      world.passkeys = world.passkeys.filter((passkey) => passkey.id !== path["id"]);
    },
    "POST /session/passkey/challenge": () => ({ ceremony: id(12, 1), options: { publicKey: { challenge: "Y2FuZG9y", rpId: location.hostname, userVerification: "required" } } }),
    "POST /session/passkey": enter,
    "GET /session/provider/{client}": ({ path }) => {
      if (path["client"] !== CLIENT) throw new Refusal(404, "not_found", "There is no such thing here.");
      return { client: CLIENT, client_name: "Harbour Maps Ltd" };
    },
    // A provider that asks nothing of anybody: it sends them back at once.
    "POST /session/provider": ({ body }) => ({ url: `${location.origin}/sign-in/${body.client}/answer?state=${id(12, 2)}&code=${body.connect ? "connect" : "in"}` }),
    "POST /session/provider/answer": ({ body }) => {
      if (!body.code) throw new Refusal(401, "provider_refused", "The organisation's sign-in didn't vouch for you.");
      if (body.code === "stranger") throw new Refusal(403, "not_invited", "Nobody invited you here.");
      if (body.code === "connect") world.connected = true;
      else world.vouched = true;
      return enter();
    },
    "GET /account/sessions": () => ({ items: world.sessions }),
    "DELETE /account/sessions/{id}": ({ path }) => {
      world.sessions = world.sessions.filter((session) => session.id !== path["id"]);
    },
  };
}
