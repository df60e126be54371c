// Agents and their devices, members, and the audit log.

import type { Schemas } from "../lib/api";
import { missing, page, Refusal, Reply, type Routes } from "./http";
import { id, MINUTE, stamp } from "./work";
import { agentId, CLIENT, DAY, projectId, type World } from "./world";

/** One for every checkout and port, so that pictures of links and their codes are the same. */
const ORIGIN = "https://candor.example";
const SECRET = "Zk3vQ1xYbT8mW0rLpA6sHd2u";

/** The client's agents with their devices. */
export function agentRows(world: World): Schemas["AgentRow"][] {
  const ago = (ms: number) => stamp(world.now - ms);
  return world.scene.empty
    ? []
    : world.habits.map(({ name, now }, at) => ({
        id: agentId(at),
        name,
        created_at: ago((60 - at) * DAY),
        has_page: at % 3 === 0 && at !== 6,
        devices: Array.from({ length: at === 6 ? 0 : at === 1 ? 2 : 1 }, (_, number) => ({
          id: id(13, at, number),
          enrolled_at: ago((58 - at - number * 20) * DAY),
          seen_at: ago(now === "recording" ? MINUTE : (at + 2) * 97 * MINUTE),
          ledger_size: 212 + at * 37,
          ...(at === 1 && number === 0 ? { revoked_at: ago(12 * DAY) } : {}),
        })),
      }));
}

/** What an agent decided. */
export function consentsOf(world: World, at: number): Schemas["Consent"][] {
  const ago = (ms: number) => stamp(world.now - ms);
  return (world.habits[at]?.projects ?? []).flatMap((project) =>
      (["activity_counts", "screenshots", "webcam_stills", "work_notes"] as const).map((category) => {
        const decision = category === "webcam_stills" ? (at === 1 ? "granted" : at === 4 ? null : "declined") : category === "screenshots" && at === 3 ? "withdrawn" : "granted";
        return {
          category,
          device: id(13, at, at === 1 ? 1 : 0),
          project: projectId(project),
          current: !(category === "screenshots" && at === 2),
          ...(decision === null ? {} : { decision, at: ago((20 - at) * DAY), policy_version: 2, notice: "4e".repeat(32), receipt: "b7".repeat(32) }),
        };
      }),
    );
}

export function people(world: World): Routes {
  const ago = (ms: number) => stamp(world.now - ms);
  const agents = agentRows(world);
  let invitations: Schemas["InvitationRow"][] = world.scene.empty
    ? []
    : [
        { id: id(14, 1), agent: agentId(6), name: "Yusuf al-Rashid", created_at: ago(2 * DAY), expires_at: ago(-5 * DAY) },
        { id: id(14, 2), agent: agentId(7), name: "Zofia Nowak", created_at: ago(12 * DAY), expires_at: ago(5 * DAY) },
      ];
  let members: Schemas["MemberView"][] = [
    { id: id(11, 1), name: "Mary Burke", email: "mary.burke@harbour-maps.example", role: "owner", state: "joined", created_at: ago(90 * DAY) },
    { id: id(11, 3), name: "Jonas Lindqvist", email: "jonas@harbour-maps.example", role: "reviewer", state: "joined", created_at: ago(80 * DAY) },
    { id: id(11, 4), name: "Niamh Kavanagh", email: "niamh@harbour-maps.example", role: "auditor", state: "invited", created_at: ago(DAY) },
    { id: id(11, 5), name: "Payroll", role: "reviewer", state: "tokens_only", created_at: ago(30 * DAY) },
  ];
  let tokens: Schemas["ApiToken"][] = world.scene.empty
    ? []
    : [
        { id: id(19, 1), member: id(11, 1), name: "Payroll export, every Monday", scopes: ["worklog:read"], created_at: ago(30 * DAY), expires_at: ago(-60 * DAY), used_at: ago(2 * DAY) },
        { id: id(19, 2), member: id(11, 5), name: "Wall display", scopes: ["worklog:read", "people:read"], created_at: ago(120 * DAY), expires_at: ago(30 * DAY), used_at: ago(31 * DAY) },
        { id: id(19, 3), member: id(11, 1), name: "Trial", scopes: ["policies:read", "policies:write", "people:read", "audit:read"], created_at: ago(90 * DAY), expires_at: ago(-275 * DAY), revoked_at: ago(80 * DAY) },
      ];
  let settings: Schemas["ClientSettings"] = { second_factor: false };
  let provider: Schemas["ProviderView"] | null = world.scene.provider
    ? { issuer: "https://login.harbour-maps.example", registered_as: "candor", has_secret: true, required: false, changed_at: ago(3 * DAY) }
    : null;
  const provided = (): Schemas["ProviderSettings"] => ({
    provider,
    callback: `${ORIGIN}/sign-in/${CLIENT}/answer`,
    sign_in: `${ORIGIN}/sign-in/${CLIENT}`,
    connected: world.connected || world.vouched,
  });
  const lines: Schemas["AuditLine"][] = (
    [
      ["session.signed_in", "Mary Burke", { by: "passkey" }],
      ["capture.viewed", "Jonas Lindqvist", { category: "screenshots" }],
      ["capture.viewed", "Jonas Lindqvist", { category: "screenshots" }],
      ["export.made", "Jonas Lindqvist", { format: "xlsx" }],
      ["session.refused", "", { address: "198.51.100.7" }],
      ["member.invited", "Mary Burke", { role: "auditor" }],
      ["policy.published", "Mary Burke", { version: 2 }],
      ["device.revoked", "Mary Burke", {}],
      ["member.joined", "Jonas Lindqvist", { role: "reviewer" }],
    ] as const
  ).map(([action, actor_name, detail], at) => ({ id: id(15, at), at: ago(at * at * 47 * MINUTE), action, actor_name, actor_kind: actor_name ? "member" : "unknown", detail: detail as Record<string, never> }));
  const inviting = (path: Record<string, string>, expires: number) => ({ expires_at: ago(-expires), link: `${ORIGIN}/account-link#${path["agent"] ? "link-agent" : "link-member"}`, mailed: false });

  return {
    "GET /clients/{client}/agents": ({ path, query }) => page(world.has(path["client"] ?? "") ? agents : [], query),
    "GET /clients/{client}/agents/{agent}": ({ path }) => {
      const at = agents.findIndex((agent) => agent.id === path["agent"]);
      const agent = agents[at];
      if (!agent) throw missing();
      return { agent, consents: consentsOf(world, at) };
    },
    "POST /clients/{client}/agents": ({ body }) => {
      const agent: string = body.agent ?? agentId(world.habits.length + invitations.length);
      const made = { id: id(14, 3 + invitations.length), agent, expires_at: ago(-body.days * DAY) };
      const name: string = agents.find((one) => one.id === agent)?.name ?? body.name;
      invitations = [...invitations, { ...made, name, created_at: stamp(world.now) }];
      if (!agents.some((one) => one.id === agent)) agents.push({ id: agent, name, created_at: stamp(world.now), has_page: false, devices: [] });
      return Reply.json({ ...made, invitation: `${ORIGIN}/join#${SECRET}` }, 201);
    },
    "POST /clients/{client}/agents/{agent}/account-link": ({ path }) => Reply.json(inviting(path, 7 * DAY), 201),
    "GET /clients/{client}/invitations": () => ({ items: invitations }),
    "DELETE /clients/{client}/invitations/{id}": ({ path }) => {
      invitations = invitations.filter((invitation) => invitation.id !== path["id"]);
    },
    "POST /clients/{client}/devices/{id}/revocation": ({ path }) => {
      for (const { devices } of agents) for (const device of devices) if (device.id === path["id"]) device.revoked_at = stamp(world.now);
    },
    "GET /clients/{client}/members": () => ({ items: members }),
    "POST /clients/{client}/members": ({ body, path }) => {
      if (members.some(({ email }) => email === body.email)) throw new Refusal(409, "already_there", "This address is a member already.");
      const member: Schemas["MemberView"] = { id: id(11, 9 + members.length), name: body.name, email: body.email, role: body.role, state: "invited", created_at: stamp(world.now) };
      members = [...members, member];
      return Reply.json({ ...inviting(path, 7 * DAY), member }, 201);
    },
    "PATCH /clients/{client}/members/{member}": ({ body, path }) => {
      members = members.map((member) => (member.id === path["member"] ? { ...member, role: body.role } : member));
      return members.find(({ id }) => id === path["member"]);
    },
    "DELETE /clients/{client}/members/{member}": ({ path }) => {
      members = members.filter(({ id }) => id !== path["member"]);
    },
    "GET /clients/{client}/tokens": () => ({ items: tokens }),
    "POST /clients/{client}/tokens": ({ body }) => {
      const token: Schemas["ApiToken"] = { id: id(19, 9 + tokens.length), member: id(11, 1), name: body.name, scopes: body.scopes, created_at: stamp(world.now), expires_at: ago(-body.days * DAY) };
      tokens = [token, ...tokens];
      return Reply.json({ token, secret: "cnd_8f1c0de5a7b24c6e93d20b71fa4459ce6a8810d3" }, 201);
    },
    "DELETE /clients/{client}/tokens/{token}": ({ path }) => {
      tokens = tokens.map((token) => (token.id === path["token"] ? { ...token, revoked_at: stamp(world.now) } : token));
    },
    "GET /clients/{client}/settings": () => settings,
    "PATCH /clients/{client}/settings": ({ body }) => (settings = body),
    "GET /clients/{client}/provider": provided,
    "PUT /clients/{client}/provider": ({ body }) => {
      if (!String(body.issuer).startsWith("https://login.")) throw new Refusal(422, "provider_unreachable", "The organisation's sign-in can't be reached.");
      provider = { issuer: body.issuer, registered_as: body.registered_as, has_secret: body.secret !== undefined || provider?.has_secret === true, required: body.required, changed_at: stamp(world.now) };
      return provided();
    },
    "DELETE /clients/{client}/provider": () => {
      provider = null;
      return new Reply(204, null);
    },
    "GET /clients/{client}/audit": ({ query }) => {
      const wanted = query.get("action");
      const all = lines.filter(({ action }) => !wanted || action === wanted);
      const from = Number(query.get("cursor") ?? 0);
      return { items: all.slice(from, from + 6), ...(all.length > from + 6 ? { next: String(from + 6) } : {}) };
    },
  };
}
