// An agent's own page: that of the first one.

import type { Schemas } from "../lib/api";
import { missing, Reply, type Routes } from "./http";
import { agentRows, consentsOf } from "./people";
import { before, told } from "./reviews";
import { id, MINUTE, pictures, stamp } from "./work";
import { CLIENT, PROJECTS, projectId, type World } from "./world";

const OWN = 0;

export function me(world: World): Routes {
  const ago = (ms: number) => stamp(world.now - ms);
  const row = agentRows(world)[OWN];
  const views: Schemas["Views"] = {
    views: Array.from({ length: 7 }, (_, at) => ({ capture: id(6, 0, 1, at), viewer: at % 3 === 2 ? "Mary Burke" : "Jonas Lindqvist", role: at % 3 === 2 ? "owner" : "reviewer", at: ago((at * at + 1) * 53 * MINUTE), ...(at === 2 ? { reason: "The authority asked about sheet 14." } : {}) })),
  };
  const receipts = (): Schemas["OwnReceipt"][] =>
    consentsOf(world, OWN).flatMap((one, at) =>
      one.decision ? [{ receipt: (16 + at).toString(16).repeat(32), device: one.device, project: one.project, project_name: PROJECTS[0] ?? "", category: one.category, decision: one.decision, policy_version: 2, notice: "4e".repeat(32), at: one.at ?? "" }] : [],
    );
  const picture = (path: Record<string, string>) => {
    const found = pictures.get(path["id"] ?? "");
    if (!found) throw missing();
    return new Reply(200, found.bytes, { "Content-Type": "image/png" });
  };
  return {
    "GET /me/agent": (): Schemas["Profile"] => {
      if (!row) throw missing();
      return {
        account: world.account.id,
        email: world.account.email,
        agent: row,
        client: {
          id: CLIENT,
          name: "Harbour Maps Ltd",
          contact: "privacy@harbour-maps.example",
          address: "4 Custom House Quay, Dublin 1, Ireland",
          jurisdiction: "Ireland, European Union",
          authority: "Data Protection Commission, Ireland",
          operator: "Candor Hosting Ltd",
        },
        projects: PROJECTS.map((name, at) => ({ id: projectId(at), name })),
        consents: consentsOf(world, OWN),
      };
    },
    "GET /me/views": () => views,
    "GET /me/reviews": () => ({ items: world.reviews.filter(({ agent }) => agent === row?.id).map(told) }),
    "GET /me/reviews/{id}/comments": ({ path, query }) => {
      const review = world.reviews.find((one) => one.id === path["id"] && one.agent === row?.id);
      if (!review) throw missing();
      return before(review, query.get("cursor"));
    },
    "POST /me/reviews/{id}/comments": ({ path, body }) => {
      const review = world.reviews.find((one) => one.id === path["id"] && one.agent === row?.id);
      if (!review) throw missing();
      const comment = { id: id(17, 60 + review.comments.length), at: stamp(world.now), by: row?.name ?? "", by_agent: true, text: body.text };
      review.comments.push(comment);
      return Reply.json(comment, 201);
    },
    "GET /me/days/{day}": ({ path }) => world.day(OWN, path["day"] ?? "")?.log,
    "GET /me/captures/{id}/image": ({ path }) => picture(path),
    "GET /me/captures/{id}/thumbnail": ({ path }) => picture(path),
    "GET /me/receipts": () => ({ items: receipts() }),
    "GET /me/receipts/{receipt}": ({ path }) => {
      const found = receipts().find(({ receipt }) => receipt === path["receipt"]);
      if (!found) throw missing();
      return {
        "@context": { candor: "https://candor.example/ns#", dct: "http://purl.org/dc/terms/", dpv: "https://w3id.org/dpv#" },
        "@id": `urn:uuid:${id(18, 1)}`,
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt",
        "dct:isVersionOf": { "@id": `ni:///sha-256;${found.receipt}` },
        "dpv:hasRecordOfActivity": { "@type": "dpv:ConsentRecord", "candor:category": found.category, "candor:decision": found.decision, "dpv:hasNotice": { "dct:identifier": found.notice } },
      };
    },
  };
}
