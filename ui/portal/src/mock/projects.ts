// Projects and their policies.

import { changes, LANGUAGES, render } from "@candor/ipc/notice";

import type { Schemas } from "../lib/api";
import { missing, Refusal, Reply, type Routes } from "./http";
import { id, stamp } from "./work";
import { CLIENT, DAY, PROJECTS, projectId, type World } from "./world";

type Terms = Schemas["Terms"];
type Category = Schemas["Category"];
type Project = Parameters<typeof render>[0];
type Policy = Parameters<typeof render>[1];

const CLIENT_AS_AGENTS_KNOW_IT: Schemas["Client"] = {
  id: CLIENT,
  name: "Harbour Maps Ltd",
  address: "4 Custom House Quay, Galway, Ireland",
  contact: "privacy@harbour-maps.example",
  operator: "Candor Hosting Ltd, Dublin",
  jurisdiction: "Ireland",
  authority: "Data Protection Commission, Dublin",
};

const terms = (over: Partial<Terms>): Terms => ({
  requirement: "optional",
  per_hour: 4,
  max_bytes: 300_000,
  purpose: "To show the port authority how the hours that it pays for were spent",
  lawful_basis: "consent",
  recipients: ["The project’s two reviewers", "The port authority’s auditor"],
  retention_days: 30,
  location: "Dublin, Ireland; on the server of Candor Hosting Ltd",
  declining: "Nothing changes. Your hours are paid as you noted them.",
  announce: "after",
  ...over,
});

const first = (): Schemas["PolicyDraft"] => ({
  categories: {
    activity_counts: terms({ per_hour: 60, max_bytes: 0, announce: "none" }),
    screenshots: terms({}),
    work_notes: terms({ per_hour: 0, max_bytes: 0, announce: "none", recipients: ["The project’s two reviewers"] }),
  },
  grace_hours: 24,
  review_minutes: 10,
});

function warnings({ categories, review_minutes, grace_hours }: Schemas["PolicyDraft"]): Schemas["Warning"][] {
  const found: Schemas["Warning"][] = [];
  for (const [name, one] of Object.entries(categories) as [Category, Terms][]) {
    const warn = (concern: Schemas["Concern"]) => found.push({ category: name, concern });
    if (name === "webcam_stills" && one.requirement === "required") warn("webcam_required");
    if (name === "screenshots" && one.per_hour > 12) warn("many_screenshots");
    if (one.lawful_basis !== "consent") warn("not_by_consent");
    else if (one.requirement === "required") warn("consent_not_free");
    if (one.retention_days > 365) warn("long_retention");
  }
  if (review_minutes === 0) found.push({ concern: "no_review" });
  if (grace_hours === 0) found.push({ concern: "no_grace" });
  return found;
}

export function projects(world: World): Routes {
  const all: { row: Schemas["ProjectRow"]; policies: Schemas["Policy"][] }[] = [];
  const published = (at: number, version: number, ago: number, draft: Schemas["PolicyDraft"]): Schemas["Policy"] => ({ ...draft, v: 1, version, project: all[at]?.row.id ?? projectId(at), published_at: stamp(world.now - ago) });
  const make = (name: string) => all.push({ row: { id: all.length < 2 ? projectId(all.length) : id(3, all.length + 1), name, testing: false, created_at: stamp(world.now - 60 * DAY) }, policies: [] }) - 1;
  const publish = (at: number, draft: Schemas["PolicyDraft"], ago = 0) => {
    const one = all[at];
    if (!one) throw missing();
    const policy = published(at, one.policies.length + 1, ago, draft);
    one.policies.push(policy);
    one.row = { ...one.row, policy: policy.version, published_at: policy.published_at };
    return policy;
  };
  if (!world.scene.empty) {
    PROJECTS.forEach(make);
    publish(0, first(), 50 * DAY);
    const more = first();
    (more.categories as Record<string, Terms>)["screenshots"] = terms({ per_hour: 6 });
    publish(0, more, 20 * DAY);
    publish(1, first(), 40 * DAY);
  }
  const find = (path: Record<string, string>) => {
    const at = all.findIndex(({ row }) => row.id === path["id"]);
    const found = all[at];
    if (!found) throw missing();
    return { ...found, at };
  };
  const asAgentsKnow = (row: Schemas["ProjectRow"]) => ({ id: row.id, name: row.name, testing: row.testing, client: CLIENT_AS_AGENTS_KNOW_IT }) as unknown as Project;
  // The notice's writer wants every category; what a draft leaves out is off.
  const whole = (policy: Schemas["Policy"]) =>
    ({ ...policy, categories: Object.fromEntries((["activity_counts", "screenshots", "webcam_stills", "work_notes"] as const).map((name) => [name, (policy.categories as Record<string, Terms>)[name] ?? terms({ requirement: "off" })])) }) as unknown as Policy;
  const notices = (row: Schemas["ProjectRow"], policy: Schemas["Policy"]) => LANGUAGES.map((lang) => render(asAgentsKnow(row), whole(policy), lang));
  const checked = (draft: Schemas["PolicyDraft"]) => {
    for (const [name, { purpose, recipients }] of Object.entries(draft.categories) as [Category, Terms][]) {
      if (purpose.trim() === "" || recipients.length === 0) throw new Refusal(400, "malformed", `${name}: the purpose and who sees it are missing.`);
    }
  };

  return {
    "GET /clients/{client}/projects": ({ path }) => ({ items: path["client"] === CLIENT ? all.map(({ row }) => row) : [] }),
    "POST /clients/{client}/projects": ({ body }) => {
      const at = make(body.name);
      return Reply.json({ project: all[at]?.row, policies: [], notices: [] }, 201);
    },
    "GET /clients/{client}/projects/{id}": ({ path }) => {
      const { row, policies } = find(path);
      const last = policies.at(-1);
      return { project: row, policies, notices: last ? notices(row, last) : [] };
    },
    "POST /clients/{client}/projects/{id}/policies/preview": ({ path, body }) => {
      const { row, policies, at } = find(path);
      checked(body);
      const before = policies.at(-1);
      const policy = published(at, policies.length + 1, 0, body);
      const found = before ? changes(whole(before), whole(policy)) : [];
      return {
        version: policy.version,
        ...(before ? { based_on: before.version } : {}),
        agents_to_decide: before && found.some(({ wider }) => wider) ? 3 : 0,
        changes: Object.fromEntries(LANGUAGES.map((lang) => [lang, found])),
        notices: notices(row, policy),
        warnings: warnings(body),
        wider: [],
      };
    },
    "POST /clients/{client}/projects/{id}/policies": ({ path, body }) => {
      const { row, policies, at } = find(path);
      if ((body.based_on ?? null) !== (policies.at(-1)?.version ?? null)) throw new Refusal(409, "outdated", "Another version was published meanwhile.");
      checked(body.policy);
      const policy = publish(at, body.policy);
      return Reply.json({ policy, notices: notices(row, policy) }, 201);
    },
  };
}
